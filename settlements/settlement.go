package settlements

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"

	"makewhole/claims"
	"makewhole/claims/covers"
	"makewhole/contracts"
	"makewhole/merkle"
	"makewhole/models"
	"makewhole/money"
	"makewhole/service"
	"makewhole/settlements/ledger"
	"makewhole/states"
)

// orderOf is the message that the committee signs for a settlement.
func orderOf(st *models.Settlement, inc *models.Incident, pool *models.Pool, asset *models.Asset) contracts.PayoutOrder {
	order := contracts.PayoutOrder{
		ConfigDigest: inc.ConfigDigest.Hash, SettlementID: st.ChainRef.Hash, IncidentID: inc.ChainRef.Hash,
		PoolID: merkle.PoolID(pool.SourceID()), PayoutToken: asset.Address.Address, Sequence: uint64(st.Sequence),
		SnapshotSetDigest: st.SnapshotSetDigest.Hash, InputHash: st.InputHash.Hash, PayoutRoot: st.PayoutRoot.Hash,
		LeafCount: uint32(st.LeafCount), Total: st.Paid.Amount, CumulativeTotal: st.CumulativeTotal.Amount,
	}
	if st.Follows != nil {
		order.Follows = st.Follows.Hash
	}
	if st.ValidUntil != nil {
		order.ValidUntil = uint64(max(0, st.ValidUntil.Unix()))
	}
	return order
}

// ContentHash is what two persons approve: keccak256(order digest ‖ input hash ‖
// available ‖ paid ‖ held ‖ dust ‖ unattributed), amounts as 32-byte words. The
// order digest binds chain, oracle, committee, snapshot set, root, total and
// sequence; the rest binds what is shown but not signed.
func ContentHash(st *models.Settlement) common.Hash {
	parts := [][]byte{st.OrderDigest.Hash[:], st.InputHash.Hash[:]}
	for _, a := range []money.Amount{
		st.Available.Amount, st.Paid.Amount, st.Held.Amount, st.Dust.Amount, st.Unattributed.Amount,
	} {
		w := a.Bytes32()
		parts = append(parts, w[:])
	}
	return crypto.Keccak256Hash(parts...)
}

// Settled is a settlement with the rows it hangs on.
type Settled struct {
	Settlement models.Settlement
	Incident   models.Incident
	Pool       models.Pool
	Asset      models.Asset
	Terms      covers.Terms // strictest over the covers: see settlementTerms
}

func LoadSettled(tx *models.Tx, publicID string) (*Settled, error) {
	st, err := models.ByPublicID[models.Settlement](tx, publicID)
	if err != nil {
		return nil, err
	}
	return WithRows(tx, st)
}

func WithRows(tx *models.Tx, st models.Settlement) (*Settled, error) {
	s := &Settled{Settlement: st}
	var err error
	if s.Incident, err = models.ByID[models.Incident](tx, st.IncidentID); err != nil {
		return nil, err
	}
	if s.Pool, err = models.ByID[models.Pool](tx, st.PoolID); err != nil {
		return nil, err
	}
	if s.Asset, err = models.ByID[models.Asset](tx, st.AssetID); err != nil {
		return nil, err
	}
	s.Terms, err = settlementTerms(tx, &s.Incident)
	return s, err
}

// settlementTerms joins the windows of the wordings concerned: the longest
// objection window, the smallest review share.
func settlementTerms(tx *models.Tx, inc *models.Incident) (covers.Terms, error) {
	out := covers.Terms{ReviewShareMaxBps: covers.DefaultReviewShareMaxBps}
	if inc.OccurredFrom == nil {
		return out, nil
	}
	wordings, err := tx.WordingsAt(inc.ProtocolID, *inc.OccurredFrom)
	if err != nil {
		return out, err
	}
	for i, w := range wordings {
		_, t, err := covers.WordingOf(tx, w.WordingID)
		if err != nil {
			return out, err
		}
		out.ObjectionWindowS = max(out.ObjectionWindowS, t.ObjectionWindowS)
		if i == 0 || t.ReviewShareMaxBps < out.ReviewShareMaxBps {
			out.ReviewShareMaxBps = t.ReviewShareMaxBps
		}
	}
	return out, nil
}

func (s *Settled) book() ledger.Book { return ledger.Of(&s.Incident, &s.Pool, &s.Settlement) }

// PublishDraft makes a draft public and starts its objection window.
func (s *Service) PublishDraft(ctx context.Context, by models.Actor, settlementID string, version int64) (models.Settlement, error) {
	return service.Write(ctx, s.DB, func(tx *models.Tx) (models.Settlement, error) {
		d, err := LoadSettled(tx, settlementID)
		if err != nil {
			return models.Settlement{}, err
		}
		if err := sameVersion(&d.Settlement, version); err != nil {
			return d.Settlement, err
		}
		if err := d.mayDecide(tx, by, "settlement.publish", models.Facts{}); err != nil {
			return d.Settlement, err
		}
		until := tx.Now.Add(service.Seconds(d.Terms.ObjectionWindowS))
		d.Settlement.ObjectionsUntil = &until
		if err := setTotal(tx, &d.Incident, &d.Pool, &d.Asset, &d.Settlement); err != nil { // its order counts from here
			return d.Settlement, err
		}
		if err := models.Move(tx, SettlementMachine, &d.Settlement, "publish_draft", by, "", append([]string{"objections_until"}, ofOrder...)...); err != nil {
			return d.Settlement, err
		}
		if err := restate(tx, by, &d.Incident, d.Settlement.PublicID); err != nil {
			return d.Settlement, err
		}
		return d.Settlement, service.MoveIncident(tx, &d.Incident, models.IncidentSettling, by, "settlement "+d.Settlement.PublicID)
	})
}

// mayDecide refuses who has an interest in the incident of the settlement.
func (d *Settled) mayDecide(tx *models.Tx, by models.Actor, act string, f models.Facts) error {
	f.Incident = &d.Incident
	return tx.MayDecide(by, act, f)
}

func sameVersion(st *models.Settlement, version int64) error {
	if st.Version != version {
		return fmt.Errorf("settlement %s is at version %d: %w", st.PublicID, st.Version, models.ErrVersion)
	}
	return nil
}

// Approve is one person's approval of a content hash. The second approval, by
// another person in the other role, approves the settlement: its order may be
// signed from then on. It needs the objection window over, every objection
// answered, and nobody who decided too many of its claims.
func (s *Service) Approve(ctx context.Context, by models.Actor, settlementID string, contentHash common.Hash) (models.Settlement, error) {
	if err := service.StaffOnly(by, service.ByApprovers); err != nil {
		return models.Settlement{}, err
	}
	open, err := s.doorsOpen(ctx, settlementID)
	if err != nil {
		return models.Settlement{}, err
	}
	return service.Write(ctx, s.DB, func(tx *models.Tx) (models.Settlement, error) {
		d, err := LoadSettled(tx, settlementID)
		if err != nil {
			return models.Settlement{}, err
		}
		if err := d.mayApprove(tx, contentHash, open); err != nil {
			return d.Settlement, err
		}
		return d.Settlement, d.approve(tx, by)
	})
}

func (d *Settled) mayApprove(tx *models.Tx, contentHash common.Hash, open doors) error {
	if d.Settlement.State != models.SettlementObjections {
		return fmt.Errorf("settlement %s is %s: %w", d.Settlement.PublicID, d.Settlement.State, models.ErrState)
	}
	if d.Settlement.ContentHash.Hash != contentHash || ContentHash(&d.Settlement) != contentHash {
		return fmt.Errorf("%w: the content hash is not this settlement's", service.ErrConflict)
	}
	if tx.Now.Before(*d.Settlement.ObjectionsUntil) {
		return fmt.Errorf("%w: objections may still be raised", service.ErrWindow)
	}
	waiting, err := tx.WaitingObjections(&d.Settlement)
	if err != nil {
		return err
	}
	if len(waiting) > 0 {
		return fmt.Errorf("%w: objection %s is not answered", service.ErrConflict, waiting[0].PublicID)
	}
	return errors.Join(service.RefuseFrozen(tx), d.checkCumulative(tx), d.checkTurn(tx, open), d.checkFacts(tx))
}

// checkCumulative refuses an order whose place among the others changed, or whose
// end has passed: the distributor would refuse it too.
func (d *Settled) checkCumulative(tx *models.Tx) error {
	before, err := committedBefore(tx, &d.Settlement, &d.Pool)
	if err != nil {
		return err
	}
	if sum, err := before.Add(d.Settlement.Paid.Amount); err != nil || sum != d.Settlement.CumulativeTotal.Amount {
		return fmt.Errorf("%w: an earlier settlement was cancelled; cancel this one and draft again", service.ErrConflict)
	}
	state, err := followsOf(tx, &d.Settlement, &d.Incident, &d.Pool, d.Asset.ChainID)
	if err == nil && (d.Settlement.Follows == nil || d.Settlement.Follows.Hash != state) {
		err = fmt.Errorf("%w: a settlement of the incident was published or cancelled since; cancel this one and draft again", service.ErrConflict)
	}
	return errors.Join(err, d.checkEnd(tx.Now))
}

// judgedTooMuch reports whether a person decided more than the allowed share of
// the settlement's claims.
func (d *Settled) judgedTooMuch(tx *models.Tx, k models.Kin) (bool, error) {
	settled := map[int64]bool{}
	err := tx.ClaimsSettledBy(d.Settlement.ID, func(id int64) error {
		settled[id] = true
		return nil
	})
	if err != nil || len(settled) == 0 {
		return false, err
	}
	mine := map[int64]bool{}
	err = tx.EffectiveReviews(d.Incident.ID, func(r *models.Review) error {
		if settled[r.ClaimID] && r.Decision != claims.DecisionRequestEvidence && slices.Contains(k.Logins, r.ReviewerID) {
			mine[r.ClaimID] = true
		}
		return nil
	})
	return int64(len(mine))*10000 > d.Terms.ReviewShareMaxBps*int64(len(settled)), err
}

func (d *Settled) approve(tx *models.Tx, by models.Actor) error {
	second, err := d.seat(tx, by, "settlement.approve", d.Settlement.ContentHash.Hash)
	if err != nil {
		return err
	}
	if !second {
		return models.Update(tx, &d.Settlement)
	}
	return models.Move(tx, SettlementMachine, &d.Settlement, "approve", by, d.Settlement.ContentHash.Hex())
}

// seat records one person's approval of a hash, as treasurer or as senior, and
// reports whether it is the second: another person in the other role. A seat
// whose holder is not active in that role any more is free.
func (d *Settled) seat(tx *models.Tx, by models.Actor, act string, hash common.Hash) (second bool, err error) {
	given, err := tx.ApprovalsOf(d.Settlement.ID)
	if err != nil {
		return false, err
	}
	free := map[string]bool{states.RoleTreasurer: by.Has(states.RoleTreasurer), states.RoleSenior: by.Has(states.RoleSenior)}
	facts := models.Facts{Judged: func(k models.Kin) (bool, error) { return d.judgedTooMuch(tx, k) }}
	for _, a := range given {
		if a.ContentHash.Hash != hash {
			continue
		}
		stands, err := tx.Standing(a.StaffID, a.Role)
		if err != nil {
			return false, err
		}
		if stands {
			facts.Wrote = append(facts.Wrote, a.StaffID)
			free[a.Role], second = false, true
		}
	}
	if err := d.mayDecide(tx, by, act, facts); err != nil {
		return false, err
	}
	role := ""
	for _, r := range []string{states.RoleTreasurer, states.RoleSenior} {
		if free[r] && role == "" {
			role = r
		}
	}
	if role == "" {
		return false, fmt.Errorf("%w: a treasurer and a senior are needed, this seat is taken", service.ErrForbidden)
	}
	row := models.SettlementApproval{SettlementID: d.Settlement.ID, StaffID: by.StaffID, Role: role, ContentHash: models.H(hash)}
	if err := models.Insert(tx, &row); err != nil {
		return false, err
	}
	return second, tx.Audit(by, "settlement.approval", d.Settlement.PublicID, map[string]any{"role": role, "content_hash": hash})
}
