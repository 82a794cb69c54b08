package corrections

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/claims"
	"makewhole/models"
	"makewhole/service"
	"makewhole/states"
)

// contestPeriod is how long the owner of an account may object to its exclusion.
const contestPeriod = 14 * 24 * time.Hour

// excludable are the states of an incident whose specification is fixed and whose
// money is not all spent; before, the specification itself is edited.
var excludable = []string{
	models.IncidentConfirmed, models.IncidentSnapshotting, models.IncidentClaimsOpen, models.IncidentClaimsClosed,
	models.IncidentSettling, models.IncidentSettled, models.IncidentRecovering,
}

// exclusions are the kinds of a later exclusion.
var exclusions = []string{"attacker", "insider"}

// ProposeExclusion enters that an account, as was found after the incident was
// confirmed, belongs to its attacker or to an insider. ErrState: the specification
// can still be edited, or the incident is over. ErrConflict: it is excluded, or that
// is proposed.
func (s *Service) ProposeExclusion(ctx context.Context, by models.Actor, incidentID string, account common.Address, kind string, f Fact) (models.Correction, error) {
	var bad service.FieldErrors
	f.check(&bad, models.CorrectionExclusion)
	bad.Check(slices.Contains(exclusions, kind), "/kind", "must be one of attacker, insider")
	bad.Check(account != common.Address{}, "/account", "must not be zero")
	if err := reviewerOnly(by); err != nil {
		return models.Correction{}, err
	}
	if err := bad.Err(); err != nil {
		return models.Correction{}, err
	}
	return service.Write(ctx, s.DB, func(tx *models.Tx) (models.Correction, error) {
		inc, err := models.ByPublicID[models.Incident](tx, incidentID)
		if err != nil {
			return models.Correction{}, err
		}
		if err := mayExclude(tx, by, &inc, account, 0); err != nil {
			return models.Correction{}, err
		}
		return propose(tx, by, models.Correction{
			IncidentID: inc.ID, Kind: models.CorrectionExclusion, Account: models.Addr(account), Exclusion: kind,
		}, f)
	})
}

// mayExclude refuses an incident at the wrong time, an account that takes no part
// already, and a person with an interest. First is the login that proposed it, 0 for
// the proposal itself.
func mayExclude(tx *models.Tx, by models.Actor, inc *models.Incident, account common.Address, first int64) error {
	if !slices.Contains(excludable, inc.State) {
		return fmt.Errorf("the incident is %s: %w", inc.State, models.ErrState)
	}
	kind, err := tx.ExcludedAs(inc.ID, account)
	if err != nil {
		return err
	}
	if kind != "" {
		return fmt.Errorf("%w: the account is excluded as %s", service.ErrConflict, kind)
	}
	return tx.MayDecide(by, "exclusion.add", models.Facts{First: first, Incident: inc, Named: []common.Address{account}})
}

// exclude is the second person's word: what is not paid to the account waits until
// its owner has objected, or has not.
func (s *Service) exclude(tx *models.Tx, by models.Actor, row *models.Correction) error {
	inc, err := models.ByID[models.Incident](tx, row.IncidentID)
	if err != nil {
		return err
	}
	if err := mayExclude(tx, by, &inc, row.Account.Address, row.EnteredBy); err != nil {
		return err
	}
	until := tx.Now.Add(contestPeriod)
	row.ContestUntil = &until
	return claims.HoldDisputed(tx, by, inc.ID, row.Account.Address)
}

// Object is what the owner of an excluded account says against it: the wallet of the
// account, or that of a claim for it. For everybody else the exclusion is not there.
// ErrWindow: the time to object is over.
func (s *Service) Object(ctx context.Context, by models.Actor, correctionID string, version int64, text string) (models.Correction, error) {
	if text == "" || len(text) > service.StatementMax {
		return models.Correction{}, service.Invalid("/text", "must have 1 to 10000 bytes")
	}
	return service.Write(ctx, s.DB, func(tx *models.Tx) (models.Correction, error) {
		row, err := OwnExclusion(tx, by, correctionID)
		if err != nil {
			return row, err
		}
		if row.Version != version {
			return row, fmt.Errorf("exclusion %s: %w", row.PublicID, models.ErrVersion)
		}
		if row.State == states.CorrectionContestable && service.Passed(row.ContestUntil, tx.Now) {
			return row, fmt.Errorf("%w: the time to object is over", service.ErrWindow)
		}
		row.Objection = text
		err = models.Move(tx, states.Correction, &row, "object", by, "", "objection")
		return row, err
	})
}

// OwnExclusion is a confirmed exclusion of an account of the wallet.
func OwnExclusion(tx *models.Tx, by models.Actor, correctionID string) (models.Correction, error) {
	if by.Kind != models.ActorWallet {
		return models.Correction{}, fmt.Errorf("exclusion: %w", models.ErrNotFound)
	}
	row, err := models.ByPublicID[models.Correction](tx, correctionID)
	if err != nil {
		return row, err
	}
	own, err := tx.OwnsExclusion(&row, by.Wallet)
	if err == nil && !own {
		err = fmt.Errorf("exclusion: %w", models.ErrNotFound)
	}
	return row, err
}

// Answer ends a contested exclusion by the word of a senior who neither proposed nor
// confirmed it: it stands, or the account takes part as before.
func (s *Service) Answer(ctx context.Context, by models.Actor, correctionID string, version int64, stands bool, answer string) (models.Correction, error) {
	if err := service.StaffOnly(by, states.BySenior); err != nil {
		return models.Correction{}, err
	}
	if answer == "" || len(answer) > service.StatementMax {
		return models.Correction{}, service.Invalid("/answer", "must have 1 to 10000 bytes")
	}
	contract, err := s.cannotReceive(ctx, correctionID)
	if err != nil {
		return models.Correction{}, err
	}
	return service.Write(ctx, s.DB, func(tx *models.Tx) (models.Correction, error) {
		row, err := atVersion(tx, correctionID, version)
		if err != nil {
			return row, err
		}
		if row.State != states.CorrectionContested {
			return row, fmt.Errorf("correction %s is %s: %w", row.PublicID, row.State, models.ErrState)
		}
		if err := mayAnswer(tx, by, &row); err != nil {
			return row, err
		}
		row.Answer, row.AnsweredBy = answer, &by.StaffID
		if stands {
			return row, stand(tx, by, &row, "uphold", "answer", "answered_by")
		}
		if err := models.Move(tx, states.Correction, &row, "lift", by, row.ReasonCode, "answer", "answered_by"); err != nil {
			return row, err
		}
		return row, releaseLifted(tx, by, &row, contract)
	})
}

func (s *Service) cannotReceive(ctx context.Context, correctionID string) (bool, error) {
	var inc models.Incident
	row, err := service.Read(ctx, s.DB, func(tx *models.Tx) (models.Correction, error) {
		row, err := models.ByPublicID[models.Correction](tx, correctionID)
		if err == nil {
			inc, err = models.ByID[models.Incident](tx, row.IncidentID)
		}
		return row, err
	})
	if err != nil {
		return false, err
	}
	return s.Claims.CannotReceive(ctx, inc.PublicID, row.Account.Address)
}

func mayAnswer(tx *models.Tx, by models.Actor, row *models.Correction) error {
	inc, err := models.ByID[models.Incident](tx, row.IncidentID)
	if err != nil {
		return err
	}
	return tx.MayDecide(by, "exclusion.answer", models.Facts{
		Incident: &inc, Named: []common.Address{row.Account.Address}, Wrote: []int64{row.EnteredBy, *row.ConfirmedBy},
	})
}

// releaseLifted lets what waited go, unless the specification disputes the account too.
func releaseLifted(tx *models.Tx, by models.Actor, row *models.Correction, contract bool) error {
	disputed, err := tx.InDispute(row.IncidentID, row.Account.Address)
	if err != nil || disputed {
		return err
	}
	return claims.ReleaseDisputed(tx, by, row.IncidentID, row.Account.Address, contract, row.Answer)
}

// stand makes an exclusion final: what the account was not paid goes to the others.
func stand(tx *models.Tx, by models.Actor, row *models.Correction, event string, columns ...string) error {
	if err := models.Move(tx, states.Correction, row, event, by, row.ReasonCode, columns...); err != nil {
		return err
	}
	return claims.CloseExcluded(tx, by, row.IncidentID, row.Account.Address, row.ReasonCode)
}

// Advance makes the exclusions final that nobody contested in time, and counts them.
// Each is a transaction of its own, so that one that fails stops no other.
func (s *Service) Advance(ctx context.Context) (int, error) {
	due, err := service.Read(ctx, s.DB, func(tx *models.Tx) ([]models.Correction, error) { return tx.UncontestedExclusions(tx.Now) })
	if err != nil {
		return 0, err
	}
	n, errs := 0, []error(nil)
	for i := range due {
		row, err := service.Write(ctx, s.DB, func(tx *models.Tx) (models.Correction, error) {
			row, err := models.ByID[models.Correction](tx, due[i].ID)
			if err != nil || row.State != states.CorrectionContestable {
				return row, err // somebody objected meanwhile
			}
			return row, stand(tx, models.JobActor(states.JobWindows), &row, "pass_window")
		})
		if err != nil {
			errs = append(errs, fmt.Errorf("exclusion %s: %w", due[i].PublicID, err))
		} else if row.State == states.CorrectionStanding {
			n++
		}
	}
	return n, errors.Join(errs...)
}
