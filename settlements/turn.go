package settlements

import (
	"context"
	"fmt"
	"slices"

	"github.com/ethereum/go-ethereum"

	"makewhole/contracts"
	"makewhole/models"
	"makewhole/service"
)

// Totals of orders are cumulative: the distributor takes an order only when what it
// has committed for the incident and token, and this order's total, are the sum that
// was signed. So an order rests on every older one of its distributor. One that was
// cancelled after members had signed the next would leave an order that nobody can
// publish, and that nobody may give up, since the sum could come about again and pay
// its lines a second time. Therefore orders have their turns: nobody approves one
// while an older settlement can still be cancelled, by a person or on chain.

// oneTotal are the settlements of an incident whose orders count in one total, in the
// order of their making: those of the token of st that the pool's distributor pays.
func oneTotal(tx *models.Tx, st *models.Settlement, pool *models.Pool) (out []models.Settlement, err error) {
	rows, err := tx.SettlementsOf(st.IncidentID)
	if err != nil {
		return nil, err
	}
	for i := range rows {
		if rows[i].AssetID != st.AssetID {
			continue
		}
		of, err := models.ByID[models.Pool](tx, rows[i].PoolID)
		if err != nil {
			return nil, err
		}
		if of.Distributor == pool.Distributor {
			out = append(out, rows[i])
		}
	}
	return out, nil
}

// olderThan lists the settlements on whose totals an order rests: all that were
// written before it and not cancelled.
func olderThan(tx *models.Tx, st *models.Settlement, pool *models.Pool) ([]models.Settlement, error) {
	rows, err := oneTotal(tx, st, pool)
	return slices.DeleteFunc(rows, func(r models.Settlement) bool {
		return r.State == models.SettlementCancelled || st.ID != 0 && r.ID >= st.ID
	}), err
}

// doors are the settlements, by row id, of which a final block shows that their
// doors are open: nobody can cancel them any more. nil where there is no node to
// ask, and then the clock decides.
type doors map[int64]bool

// doorsOpen asks the distributor about the active settlements on which an order
// rests: the books follow the clock and hear of a cancellation, or of a hold, only
// when it is final.
func (s *Service) doorsOpen(ctx context.Context, settlementID string) (doors, error) {
	if s.Caller == nil {
		return nil, nil
	}
	var active []models.Settlement
	d, err := service.Read(ctx, s.DB, func(tx *models.Tx) (*Settled, error) {
		d, err := LoadSettled(tx, settlementID)
		if err != nil {
			return nil, err
		}
		older, err := olderThan(tx, &d.Settlement, &d.Pool)
		active = nil
		for i := range older {
			if older[i].State == models.SettlementActive {
				active = append(active, older[i])
			}
		}
		return d, err
	})
	if err != nil || len(active) == 0 {
		return doors{}, err
	}
	return s.askDoors(ctx, d, active)
}

func (s *Service) askDoors(ctx context.Context, d *Settled, active []models.Settlement) (doors, error) {
	distributor, to := contracts.NewPayoutDistributor(), d.Pool.Distributor.Address
	calls := make([]ethereum.CallMsg, len(active))
	for i := range active {
		calls[i] = ethereum.CallMsg{To: &to, Data: distributor.PackStateOf(active[i].ChainRef.Hash)}
	}
	head, err := s.Caller.Finalized(ctx)
	if err != nil {
		return nil, fmt.Errorf("%w: %w: read the final block: %w", service.ErrNotReady, service.ErrNode, err)
	}
	answers, err := s.Caller.CallsAtHash(ctx, calls, head.Hash())
	if err != nil {
		return nil, fmt.Errorf("%w: %w: ask the distributor: %w", service.ErrNotReady, service.ErrNode, err)
	}
	out := doors{}
	for i := range active {
		state, err := distributor.UnpackStateOf(answers[i])
		if err != nil {
			return nil, fmt.Errorf("state of settlement %s: %w", active[i].PublicID, err)
		}
		out[active[i].ID] = state == contracts.SettlementStateActive || state == contracts.SettlementStateClosed
	}
	return out, nil
}

// checkTurn refuses an order while one on which it rests can still be cancelled.
func (d *Settled) checkTurn(tx *models.Tx, open doors) error {
	older, err := olderThan(tx, &d.Settlement, &d.Pool)
	if err != nil {
		return err
	}
	for i := range older {
		r := &older[i]
		switch {
		case r.State == models.SettlementClosed:
		case r.State == models.SettlementActive && service.Passed(r.ActiveAt, tx.Now) && (open == nil || open[r.ID]):
		case r.State == models.SettlementActive:
			return fmt.Errorf("%w: settlement %s of the same token is older, and no final block shows yet that its doors are open", service.ErrConflict, r.PublicID)
		default:
			return fmt.Errorf("%w: settlement %s of the same token is older and %s; its doors open first, or it is cancelled", service.ErrConflict, r.PublicID, r.State)
		}
	}
	return nil
}

// restate gives the drafts and previews of an incident the totals and the states that
// follow from what was cancelled, revoked or published of it. Their lines stay as they
// are; what was approved of the old order does not count for the new one.
func restate(tx *models.Tx, by models.Actor, inc *models.Incident, because string) error {
	rows, err := tx.SettlementsOf(inc.ID)
	if err != nil {
		return err
	}
	for i := range rows {
		r := &rows[i]
		if r.State != models.SettlementDraft && r.State != models.SettlementObjections {
			continue
		}
		d, err := WithRows(tx, *r)
		if err == nil {
			err = d.restate(tx, by, because)
		}
		if err != nil {
			return fmt.Errorf("settlement %s: %w", r.PublicID, err)
		}
	}
	return nil
}

func (d *Settled) restate(tx *models.Tx, by models.Actor, because string) error {
	st := &d.Settlement
	was, digest := st.CumulativeTotal, st.OrderDigest
	if err := setTotal(tx, &d.Incident, &d.Pool, &d.Asset, st); err != nil || st.OrderDigest == digest {
		return err
	}
	if err := models.Update(tx, st, ofOrder...); err != nil {
		return err
	}
	return tx.Audit(by, "settlement.restate", st.PublicID, map[string]any{"from": was, "to": st.CumulativeTotal, "because": because})
}

// ofOrder are the columns that setTotal writes.
var ofOrder = []string{"cumulative_total", "follows", "valid_until", "order_digest", "content_hash"}

// setTotal states the total of a settlement after every uncancelled one written
// before it, the state that it follows, its end, and the hashes that follow.
func setTotal(tx *models.Tx, inc *models.Incident, pool *models.Pool, asset *models.Asset, st *models.Settlement) error {
	before, err := committedBefore(tx, st, pool)
	if err != nil {
		return err
	}
	total, err := before.Add(st.Paid.Amount)
	if err != nil {
		return err
	}
	state, err := followsOf(tx, st, inc, pool, asset.ChainID)
	if err != nil {
		return err
	}
	terms, err := settlementTerms(tx, inc)
	if err != nil {
		return err
	}
	follows, end := models.H(state), endOf(st, service.Seconds(terms.ObjectionWindowS))
	st.CumulativeTotal, st.Follows, st.ValidUntil = models.Amt(total), &follows, &end
	order := orderOf(st, inc, pool, asset)
	st.OrderDigest = models.H(order.Digest(contracts.Domain{ChainID: uint64(asset.ChainID), Oracle: pool.Oracle.Address}))
	st.ContentHash = models.H(ContentHash(st))
	return nil
}
