package claims

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/claims/entitlements"
	"makewhole/models"
	"makewhole/service"
	"makewhole/states"
)

// WindowReport counts what one run of AdvanceWindows moved.
type WindowReport struct {
	Opened, Closed, Barred                    int // incidents
	Settling, Expired, Escalated, AppealsOver int // claims
	Defaulted                                 int // claims that nobody decided
	Parked                                    int // lines whose receiver nobody named or accepted
	ClaimsClosed                              int // with their incident
}

func (r WindowReport) String() string {
	return fmt.Sprintf("opened %d, closed %d, barred %d, settling %d, expired %d, escalated %d, decided by silence %d, appeals over %d, parked %d",
		r.Opened, r.Closed, r.Barred, r.Settling, r.Expired, r.Escalated, r.Defaulted, r.AppealsOver, r.Parked)
}

// windowJob is who moves what time alone moves.
var windowJob = models.JobActor(states.JobWindows)

// claimBatch is how many claims one transaction of a window job moves.
const claimBatch = 200

// AdvanceWindows does everything of claims that follows from time alone:
// claims_open when the snapshot set is final, claims_closed
// at the end of the filing window, cooling-off, evidence and appeal windows,
// silent reviewers and seniors, and the bar date. It is safe to run at any time and to kill
// anywhere: each step is a transaction of its own and finds its work by state.
func (s *Service) AdvanceWindows(ctx context.Context) (WindowReport, error) {
	var r WindowReport
	err := errors.Join(
		service.EachIncident(ctx, s.DB, s.openClaims, &r.Opened, models.IncidentSnapshotting),
		service.EachIncident(ctx, s.DB, s.closeClaims, &r.Closed, models.IncidentClaimsOpen),
		s.eachClaim(ctx, coolOff, &r.Settling, models.ClaimCoolingOff),
		s.eachClaim(ctx, expire, &r.Expired, models.ClaimEvidenceRequested),
		s.eachClaim(ctx, endAppeal, &r.AppealsOver, models.ClaimDenied, models.ClaimUpheld),
		s.eachClaim(ctx, s.escalate, &r.Escalated, undecidedStates...),
		s.decideUndecided(ctx, &r.Defaulted),
		s.receiverWaits(ctx, &r.Parked),
		service.EachIncident(ctx, s.DB, s.bar, &r.Barred, barStates...),
		s.closeWithIncident(ctx, &r.ClaimsClosed),
	)
	return r, err
}

// eachClaim runs step for the claims in one of the states, in batches of one
// transaction; step returns errNothing for those that stay.
func (s *Service) eachClaim(ctx context.Context, step func(*models.Tx, *models.Claim) error, n *int, states ...string) error {
	return s.eachBatch(ctx, step, n, func(tx *models.Tx, after int64) ([]models.Claim, error) {
		return tx.ClaimsIn(after, claimBatch, states...)
	})
}

func (s *Service) eachBatch(ctx context.Context, step func(*models.Tx, *models.Claim) error, n *int, next func(*models.Tx, int64) ([]models.Claim, error)) error {
	for after := int64(0); ; {
		type batch struct {
			last  int64
			size  int
			moved int
		}
		b, err := service.Write(ctx, s.DB, func(tx *models.Tx) (batch, error) {
			b := batch{last: after}
			rows, err := next(tx, after)
			if err != nil {
				return b, err
			}
			b.size = len(rows)
			for i := range rows {
				b.last = rows[i].ID
				if err := step(tx, &rows[i]); err == nil {
					b.moved++
				} else if !errors.Is(err, service.ErrUnchanged) {
					return b, fmt.Errorf("claim %s: %w", rows[i].PublicID, err)
				}
			}
			return b, nil
		})
		*n += b.moved
		if err != nil || b.size < claimBatch {
			return err
		}
		after = b.last
	}
}

// openClaims opens the filing window of an incident whose snapshot set is
// final, and writes down what every covered account could get.
func (s *Service) openClaims(ctx context.Context, inc *models.Incident) error {
	contract, err := s.blanketContracts(ctx, inc)
	if err != nil {
		return err
	}
	_, err = service.Write(ctx, s.DB, func(tx *models.Tx) (models.Incident, error) {
		row, err := models.ByID[models.Incident](tx, inc.ID)
		if err != nil || row.State != models.IncidentSnapshotting {
			return row, service.OrUnchanged(err)
		}
		x, err := entitlements.Load(tx, &row)
		if err != nil {
			return row, err
		}
		ps, err := x.Potentials()
		if err != nil {
			return row, err
		}
		if err := x.Write(tx, ps, contract); err != nil {
			return row, err
		}
		filing, appeal := x.Windows()
		closeAt := tx.Now.Add(filing)
		barAt := closeAt.Add(appeal)
		row.ClaimsOpenAt, row.ClaimsCloseAt, row.BarAt = &tx.Now, &closeAt, &barAt
		err = service.MoveIncident(tx, &row, models.IncidentClaimsOpen, windowJob, "snapshot set "+x.Valuation.Set.PublicID,
			"claims_open_at", "claims_close_at", "bar_at")
		return row, err
	})
	return err
}

// blanketContracts asks the node, before the transaction, which accounts of
// blanket covers have code or are compromised: their lines wait for a receiver.
func (s *Service) blanketContracts(ctx context.Context, inc *models.Incident) (map[common.Address]bool, error) {
	var chains map[int64]int64
	accounts, err := service.Read(ctx, s.DB, func(tx *models.Tx) ([]common.Address, error) {
		x, err := entitlements.Load(tx, inc)
		if err != nil {
			return nil, err
		}
		if chains, err = LossChains(tx, inc.ID, x.Valuation); err != nil {
			return nil, err
		}
		return x.BlanketAccounts(), nil
	})
	if err != nil {
		return nil, err
	}
	return s.codeReader().Contracts(ctx, accounts, chains)
}

func (s *Service) closeClaims(ctx context.Context, inc *models.Incident) error {
	return s.moveWhen(ctx, inc, models.IncidentClaimsClosed, "filing window over", func(row *models.Incident, now time.Time) bool {
		return row.ClaimsCloseAt != nil && !now.Before(*row.ClaimsCloseAt)
	})
}

func (s *Service) moveWhen(ctx context.Context, inc *models.Incident, to, reason string, due func(*models.Incident, time.Time) bool) error {
	_, err := service.Write(ctx, s.DB, func(tx *models.Tx) (models.Incident, error) {
		row, err := models.ByID[models.Incident](tx, inc.ID)
		if err != nil {
			return row, err
		}
		if row.State != inc.State || !due(&row, tx.Now) {
			return row, service.ErrUnchanged
		}
		err = service.MoveIncident(tx, &row, to, windowJob, reason)
		return row, err
	})
	return err
}

// coolOff lets a decided claim take part in settlements.
func coolOff(tx *models.Tx, c *models.Claim) error {
	if !service.Passed(c.CoolingOffUntil, tx.Now) {
		return service.ErrUnchanged
	}
	e, err := tx.EntitlementOfClaim(c.ID)
	if errors.Is(err, models.ErrNotFound) {
		return coolExcluded(tx, c, err)
	}
	if err != nil {
		return err
	}
	disputed, err := tx.InDispute(c.IncidentID, c.Affected.Address)
	if err != nil {
		return err
	}
	e.Held, e.HeldReason = false, ""
	switch {
	case disputed:
		e.Held, e.HeldReason = true, entitlements.HeldDisputed
	case c.ReceiverReview:
		e.Held, e.HeldReason = true, entitlements.HeldReceiver
	}
	if err := models.Update(tx, &e, "held", "held_reason"); err != nil {
		return err
	}
	return models.Move(tx, ClaimMachine, c, "settle", windowJob, "cooling-off over")
}

// expire ends a claim whose claimant did not answer.
func expire(tx *models.Tx, c *models.Claim) error {
	if !service.Passed(c.EvidenceDueAt, tx.Now) {
		return service.ErrUnchanged
	}
	if err := entitlements.Unfile(tx, windowJob, c); err != nil {
		return err
	}
	c.ReasonCode = ReasonSilent
	return models.Move(tx, ClaimMachine, c, "expire", windowJob, ReasonSilent, "reason_code")
}

// endAppeal closes a denial that nobody appealed, and one that was upheld.
func endAppeal(tx *models.Tx, c *models.Claim) error {
	if c.State == models.ClaimDenied && !service.Passed(c.AppealUntil, tx.Now) {
		return service.ErrUnchanged
	}
	if err := entitlements.Close(tx, windowJob, c.ID); err != nil {
		return err
	}
	return models.Move(tx, ClaimMachine, c, "close", windowJob, "no appeal left")
}

// barStates are the states in which the bar date of an incident matters.
var barStates = []string{
	models.IncidentClaimsClosed, models.IncidentSettling, models.IncidentSettled, models.IncidentRecovering,
}

// bar closes the lines of covered accounts that did not file: the next tranche
// gives their money to the residuals of the others.
func (s *Service) bar(ctx context.Context, inc *models.Incident) error {
	_, err := service.Write(ctx, s.DB, func(tx *models.Tx) (models.Incident, error) {
		row, err := models.ByID[models.Incident](tx, inc.ID)
		if err != nil || !service.Passed(row.BarAt, tx.Now) {
			return row, service.OrUnchanged(err)
		}
		n, err := tx.CloseClaimless(row.ID)
		if err != nil {
			return row, err
		}
		if n == 0 {
			return row, service.ErrUnchanged
		}
		shared, err := tx.SharedAccounts(row.ID)
		if err != nil {
			return row, err
		}
		for _, a := range shared {
			if err := entitlements.Reshare(tx, windowJob, row.ID, a); err != nil {
				return row, err
			}
		}
		return row, tx.Audit(windowJob, "incident.bar_date", row.PublicID, map[string]any{"released_lines": n})
	})
	return err
}

// closeWithIncident closes the claims of closed incidents.
func (s *Service) closeWithIncident(ctx context.Context, n *int) error {
	end := func(tx *models.Tx, c *models.Claim) error {
		return models.Move(tx, ClaimMachine, c, "close", windowJob, "incident closed")
	}
	return s.eachBatch(ctx, end, n, func(tx *models.Tx, after int64) ([]models.Claim, error) {
		return tx.ClaimsOfClosed(after, claimBatch)
	})
}
