package corrections

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/claims"
	"makewhole/models"
	"makewhole/money"
	"makewhole/service"
	"makewhole/settlements"
	"makewhole/states"
	"makewhole/valuation"
)

// How often a loss counts that both records measured.
const (
	CountsOnce = "once" // what the surviving record measured stands
	CountsBoth = "both" // what the merged record measured adds to it
)

// Overlap says of one account and asset what the rule of a merge leaves open.
type Overlap struct {
	Account common.Address `json:"account"`
	ChainID int64          `json:"chain_id"` // of the asset
	Asset   common.Address `json:"asset"`
	Counts  string         `json:"counts"` // once or both
}

// Merge says into which record another one of the same drain is merged, and what the
// two measured.
type Merge struct {
	IntoID    string // public id of the surviving record
	Positions string // same or different
	Overlaps  []Overlap
}

const (
	overlapsMax = 5000
	openMax     = 20 // open overlaps that one answer names
)

func (m Merge) check(bad *service.FieldErrors) {
	bad.Check(m.Positions == models.PositionsSame || m.Positions == models.PositionsDifferent, "/positions", "must be one of same, different")
	bad.Check(len(m.Overlaps) <= overlapsMax, "/overlaps", "must have at most 5000 entries")
	seen := map[lossOf]bool{}
	for i, o := range m.Overlaps {
		at := fmt.Sprintf("/overlaps/%d", i)
		bad.Check(o.Counts == CountsOnce || o.Counts == CountsBoth, at+"/counts", "must be one of once, both")
		k := lossOf{o.Account, o.ChainID, o.Asset}
		bad.Check(!seen[k], at, "says the same account and asset again")
		seen[k] = true
	}
}

// lossOf is an account and an asset.
type lossOf struct {
	account common.Address
	chain   int64
	asset   common.Address
}

// mergeable are the states of a record that can be merged into another one, surviving
// those of the one that goes on.
var (
	mergeable = []string{
		models.IncidentSuspected, models.IncidentReported, models.IncidentUnderReview, models.IncidentConfirmed, models.IncidentSnapshotting,
		models.IncidentDisputed, models.IncidentClaimsOpen, models.IncidentClaimsClosed, models.IncidentSettling, models.IncidentSettled,
	}
	surviving = append([]string{models.IncidentReported, models.IncidentUnderReview, models.IncidentConfirmed, models.IncidentSnapshotting}, revisable...)
	// specifiable are those in which the specification can still take the modules of another record.
	specifiable = []string{models.IncidentReported, models.IncidentUnderReview}
)

// ProposeMerge enters that an incident record and another one are of one drain, and
// that the other goes on for both. ErrConflict says what must happen first.
func (s *Service) ProposeMerge(ctx context.Context, by models.Actor, incidentID string, m Merge, f Fact) (models.Correction, error) {
	var bad service.FieldErrors
	f.check(&bad, models.CorrectionMerge)
	m.check(&bad)
	if err := errors.Join(reviewerOnly(by), bad.Err()); err != nil {
		return models.Correction{}, err
	}
	return service.Write(ctx, s.DB, func(tx *models.Tx) (models.Correction, error) {
		from, err := models.ByPublicID[models.Incident](tx, incidentID)
		if err != nil {
			return models.Correction{}, err
		}
		into, err := models.ByPublicID[models.Incident](tx, m.IntoID)
		if errors.Is(err, models.ErrNotFound) {
			err = service.Invalid("/into", "is no incident")
		}
		if err != nil {
			return models.Correction{}, err
		}
		stated, err := json.Marshal(m.Overlaps)
		if err != nil {
			return models.Correction{}, err
		}
		row := models.Correction{IncidentID: from.ID, Kind: models.CorrectionMerge, IntoID: &into.ID, Positions: m.Positions, Stated: string(stated)}
		if _, err := mayMerge(tx, by, &from, &into, &row, 0); err != nil {
			return models.Correction{}, err
		}
		return propose(tx, by, row, f)
	})
}

// Stated is what a merge says of single accounts.
func Stated(row *models.Correction) (out []Overlap, err error) {
	if err := json.Unmarshal([]byte(row.Stated), &out); err != nil {
		return nil, fmt.Errorf("what correction %s says of single accounts: %w", row.PublicID, err)
	}
	return out, nil
}

// merger is a merge that may be made: what it adds to the losses of the surviving
// record, and what becomes of claims.
type merger struct {
	from, into *models.Incident
	row        *models.Correction
	stated     []Overlap
	claims     claims.Merging
	added      []models.MergedLoss
}

// mayMerge refuses a merge of records that cannot be one, at the wrong time, one that
// leaves open how often a loss counts, and a person with an interest in either. First
// is the login that proposed it, 0 for the proposal itself.
func mayMerge(tx *models.Tx, by models.Actor, from, into *models.Incident, row *models.Correction, first int64) (*merger, error) {
	if err := sameDrain(tx, from, into); err != nil {
		return nil, err
	}
	for _, inc := range []*models.Incident{from, into} {
		if err := tx.MayDecide(by, "incident.merge", models.Facts{First: first, Incident: inc}); err != nil {
			return nil, err
		}
	}
	m := &merger{from: from, into: into, row: row, claims: claims.Merging{From: from, Into: into, Added: map[common.Address]bool{}}}
	stated, err := Stated(row)
	if err != nil {
		return nil, err
	}
	m.stated = stated
	if err := errors.Join(settlements.MayMerge(tx, from), m.nothingOpen(tx)); err != nil {
		return nil, err
	}
	if !slices.Contains(revisable, from.State) {
		return m, m.notMeasured()
	}
	if !slices.Contains(revisable, into.State) {
		return nil, fmt.Errorf("%w: this record is %s and the other %s; the record that is further along goes on", service.ErrConflict, from.State, into.State)
	}
	if err := errors.Join(m.exclusions(tx), m.receipts(tx)); err != nil {
		return nil, err
	}
	if err := m.losses(tx); err != nil {
		return nil, err
	}
	return m, m.claims.MayMerge(tx)
}

// sameDrain refuses records that cannot be of one drain, or of which one does not go on.
func sameDrain(tx *models.Tx, from, into *models.Incident) error {
	switch {
	case from.ID == into.ID:
		return service.Invalid("/into", "is this record itself")
	case !slices.Contains(mergeable, from.State):
		return fmt.Errorf("the incident is %s: %w", from.State, models.ErrState)
	case into.State == models.IncidentMerged:
		next, err := tx.Surviving(*into)
		return service.Or(err, service.Invalid("/into", "was merged itself: incident "+next.PublicID+" goes on for it"))
	case !slices.Contains(surviving, into.State):
		return service.Invalid("/into", "is "+into.State)
	case from.ProtocolID != into.ProtocolID:
		return service.Invalid("/into", "is of another protocol")
	case from.NumeraireID != 0 && into.NumeraireID != 0 && from.NumeraireID != into.NumeraireID:
		return service.Invalid("/into", "counts in another numéraire")
	case from.ClaimsOpenAt != nil && !slices.Contains(revisable, from.State):
		return fmt.Errorf("the incident was measured and is %s again: %w", from.State, models.ErrState)
	}
	return sameDeployment(tx, from, into)
}

// sameDeployment refuses records whose committees speak to different contracts.
func sameDeployment(tx *models.Tx, from, into *models.Incident) error {
	none := common.Hash{}
	if from.ConfigDigest.Hash == none || into.ConfigDigest.Hash == none {
		return nil
	}
	a, err := tx.CommitteeOf(from.ConfigDigest.Hash)
	if err != nil {
		return err
	}
	b, err := tx.CommitteeOf(into.ConfigDigest.Hash)
	if err == nil && (a.ChainID != b.ChainID || a.Oracle != b.Oracle) {
		err = service.Invalid("/into", "is confirmed by the oracle of another deployment")
	}
	return err
}

// nothingOpen refuses a record of which another fact about the past is being decided:
// its answer would come to nobody.
func (m *merger) nothingOpen(tx *models.Tx) error {
	rows, err := tx.OpenCorrections(m.from.ID)
	for i := range rows {
		if rows[i].ID != m.row.ID {
			return service.Or(err, fmt.Errorf("%w: correction %s of this record is %s", service.ErrConflict, rows[i].PublicID, rows[i].State))
		}
	}
	return err
}

// notMeasured is the rule for a record whose losses nobody has measured: either it has
// no specification, or the other one can still take its modules; a senior confirms that
// one only with them.
func (m *merger) notMeasured() error {
	if len(m.stated) > 0 {
		return service.Invalid("/overlaps", "must be empty: the losses of this record were not measured")
	}
	if m.from.Spec == "" || slices.Contains(specifiable, m.into.State) {
		return nil
	}
	return fmt.Errorf("%w: the specification of %s is fixed without the modules of this record; merge the other way round, or wait until both are measured",
		service.ErrConflict, m.into.PublicID)
}

// exclusions refuses an account that only one of the records excludes and that takes
// part in the other, and one whose dispute is not answered.
func (m *merger) exclusions(tx *models.Tx) error {
	theirs, err := tx.StandingExclusions(m.from.ID)
	if err != nil {
		return err
	}
	own, err := tx.StandingExclusions(m.into.ID)
	if err != nil {
		return err
	}
	for i := range theirs {
		e := &theirs[i]
		if slices.ContainsFunc(own, func(o models.Exclusion) bool { return o.Account == e.Account && o.Kind == e.Kind }) {
			continue
		}
		if e.InReserve() {
			return fmt.Errorf("%w: account %s is in the disputed reserve of this record alone; answer the dispute", service.ErrConflict, e.Account.Hex())
		}
		in, err := m.takesPart(tx, e.Account.Address)
		if err != nil {
			return err
		}
		if in {
			return fmt.Errorf("%w: account %s is excluded as %s here and takes part in %s; exclude it there, or include it here", service.ErrConflict,
				e.Account.Hex(), e.Kind, m.into.PublicID)
		}
	}
	return nil
}

// takesPart reports whether an account has a loss or a claim in the surviving record.
func (m *merger) takesPart(tx *models.Tx, account common.Address) (bool, error) {
	rows, err := tx.ClaimsOfAccount(m.into.ID, account)
	if err != nil || len(rows) > 0 {
		return len(rows) > 0, err
	}
	v, err := valuation.Load(tx, m.into)
	if err != nil {
		return false, err
	}
	losses, err := v.LossesOf(tx, account)
	return slices.ContainsFunc(losses, func(l valuation.AssetLoss) bool { return !l.Verified.IsZero() }), err
}

// receipts refuses what may be one payment from outside that was entered in both.
func (m *merger) receipts(tx *models.Tx) error {
	type paid struct {
		account common.Address
		asset   int64
		amount  money.Amount
	}
	known := map[paid]string{}
	err := tx.ReceiptsOf(m.into.ID, func(o *models.OutsideReceipt) error {
		known[paid{o.Affected.Address, o.AssetID, o.Amount.Amount}] = o.PublicID
		return nil
	})
	if err != nil {
		return err
	}
	return tx.ReceiptsOf(m.from.ID, func(o *models.OutsideReceipt) error {
		if twin, same := known[paid{o.Affected.Address, o.AssetID, o.Amount.Amount}]; same {
			return fmt.Errorf("%w: receipts %s and %s of account %s may be one payment; reverse one of them", service.ErrConflict, o.PublicID, twin, o.Affected.Hex())
		}
		return nil
	})
}

// merge is the second person's word: the record ends, and everything of it is read by
// the other from now on.
func (s *Service) merge(tx *models.Tx, by models.Actor, row *models.Correction, contract map[common.Address]bool, columns ...string) error {
	from, into, err := records(tx, row)
	if err != nil {
		return err
	}
	m, err := mayMerge(tx, by, &from, &into, row, row.EnteredBy)
	if err != nil {
		return err
	}
	if err := settlements.CancelDrafts(tx, &from, "merged into "+into.PublicID); err != nil {
		return err
	}
	for part := range slices.Chunk(m.added, service.InsertChunk) {
		if err := models.InsertBatch(tx, part); err != nil {
			return err
		}
	}
	measured := slices.Contains(revisable, from.State)
	if err := m.claims.End(tx, by, row.ReasonCode); err != nil { // from here on the other record reads what this one knew
		return err
	}
	if measured {
		if err := m.claims.Merge(tx, by, row.ReasonCode, contract); err != nil {
			return err
		}
	}
	if err := tx.Audit(by, "incident.absorb", into.PublicID, map[string]any{"record": from.PublicID, "losses": len(m.added), "positions": row.Positions}); err != nil {
		return err
	}
	return models.Move(tx, states.Correction, row, "confirm", by, row.ReasonCode, columns...)
}

func records(tx *models.Tx, row *models.Correction) (from, into models.Incident, err error) {
	if from, err = models.ByID[models.Incident](tx, row.IncidentID); err != nil {
		return from, into, err
	}
	into, err = models.ByID[models.Incident](tx, *row.IntoID)
	return from, into, err
}

// contractsOf asks the nodes, outside of any transaction, which accounts of a proposed
// merge cannot receive by default.
func (s *Service) contractsOf(ctx context.Context, row *models.Correction) (map[common.Address]bool, error) {
	var accounts []common.Address
	var ids []string
	_, err := service.Read(ctx, s.DB, func(tx *models.Tx) (bool, error) {
		from, into, err := records(tx, row)
		if err != nil || !slices.Contains(revisable, from.State) {
			return false, err
		}
		v, err := valuation.Load(tx, &from)
		if err != nil {
			return false, err
		}
		ids = []string{from.PublicID, into.PublicID}
		err = v.EachLeaf(tx, func(l valuation.Leaf) error {
			accounts = append(accounts, l.Account.Address)
			return nil
		})
		return true, err
	})
	if err != nil || len(accounts) == 0 {
		return nil, err
	}
	slices.SortFunc(accounts, common.Address.Cmp)
	return s.Claims.CannotReceiveAll(ctx, slices.Compact(accounts), ids...)
}
