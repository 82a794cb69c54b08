package corrections

import (
	"errors"

	"makewhole/models"
	"makewhole/service"
	"makewhole/settlements"
	"makewhole/states"
)

// Fact is why something about the past is corrected.
type Fact struct {
	ReasonCode string // of the table Reasons
	Reason     string // in words
	Evidence   settlements.ReceiptEvidence
}

func (f Fact) check(bad *service.FieldErrors, kind string) {
	why := reasonProblem(kind, f.ReasonCode)
	bad.Check(why == "", "/reason_code", why)
	bad.Check(f.Reason != "" && len(f.Reason) <= service.StatementMax, "/reason", "must have 1 to 10000 bytes")
	f.Evidence.Check(bad)
}

// may is what a proposal of a kind needs before anything is read.
func (f Fact) may(by models.Actor, kind string) error {
	var bad service.FieldErrors
	f.check(&bad, kind)
	return errors.Join(reviewerOnly(by), bad.Err())
}

// propose writes a correction that changes nothing yet.
func propose(tx *models.Tx, by models.Actor, row models.Correction, f Fact) (models.Correction, error) {
	evidence, err := f.Evidence.Text(tx, row.IncidentID)
	if err != nil {
		return row, err
	}
	row.PublicID, row.ReasonCode, row.Reason, row.Evidence, row.EnteredBy = models.NewID("cor"), f.ReasonCode, f.Reason, evidence, by.StaffID
	err = models.Start(tx, states.Correction, &row, "propose", by, f.ReasonCode)
	return row, err
}
