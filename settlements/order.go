package settlements

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/contracts"
	"makewhole/models"
	"makewhole/service"
	"makewhole/states"
)

// orderStates are the states in which a settlement's order is public.
var orderStates = map[string]bool{
	models.SettlementApproved: true, models.SettlementSigned: true, models.SettlementPublishing: true,
	models.SettlementPublished: true, models.SettlementActive: true, models.SettlementClosed: true,
}

// Order is the message that committee members sign, with its domain. It exists
// once two persons have approved the settlement, and not while an older one of its
// token can still be cancelled, or what was confirmed since would change it and nobody
// has signed yet (service.ErrConflict).
func (s *Service) Order(ctx context.Context, settlementID string) (contracts.PayoutOrder, contracts.Domain, error) {
	d, err := service.Read(ctx, s.DB, func(tx *models.Tx) (*Settled, error) {
		d, err := LoadSettled(tx, settlementID)
		if err == nil && d.Settlement.State == models.SettlementApproved {
			err = d.maySign(tx)
		}
		return d, err
	})
	if err != nil {
		return contracts.PayoutOrder{}, contracts.Domain{}, err
	}
	if !orderStates[d.Settlement.State] {
		return contracts.PayoutOrder{}, contracts.Domain{}, fmt.Errorf("settlement %s has no order yet: %w", settlementID, models.ErrState)
	}
	return d.order(), d.domain(), nil
}

// maySign refuses an approved settlement whose turn it is not, one whose order has
// passed its end, and one that a fact confirmed since its approval would change, as long as no member has signed it: then it
// can be cancelled and drafted again. A signature cannot be taken back.
func (d *Settled) maySign(tx *models.Tx) error {
	if err := errors.Join(d.checkTurn(tx, nil), d.checkEnd(tx.Now)); err != nil {
		return err
	}
	signed, err := tx.OrderSignatures(d.Settlement.ID)
	if err != nil || signed > 0 {
		return err
	}
	return d.checkFacts(tx)
}

func (d *Settled) order() contracts.PayoutOrder {
	return orderOf(&d.Settlement, &d.Incident, &d.Pool, &d.Asset)
}

func (d *Settled) domain() contracts.Domain {
	return contracts.Domain{ChainID: uint64(d.Asset.ChainID), Oracle: d.Pool.Oracle.Address}
}

func (d *Settled) key() contracts.SettlementKey { return d.order().Key() }

// AcceptOrder takes a quorum of signatures over the order and writes the
// publish intent in the same transaction. It verifies the quorum again against
// the committee that was pinned at the report. Without a recent verification of
// exactly this content nothing is accepted. Accepting twice is a no-op.
func (s *Service) AcceptOrder(ctx context.Context, settlementID string, signatures [][]byte) (models.Settlement, error) {
	return service.Write(ctx, s.DB, func(tx *models.Tx) (models.Settlement, error) {
		d, err := LoadSettled(tx, settlementID)
		if err != nil {
			return models.Settlement{}, err
		}
		if d.Settlement.State != models.SettlementApproved && orderStates[d.Settlement.State] {
			return d.Settlement, nil
		}
		if err := errors.Join(service.RefuseFrozen(tx), refuseUnverified(tx, &d.Settlement), d.checkCumulative(tx)); err != nil {
			return d.Settlement, err
		}
		joined, err := d.quorum(tx, signatures)
		if err != nil {
			return d.Settlement, err
		}
		if err := models.Move(tx, SettlementMachine, &d.Settlement, "sign", models.JobActor(states.JobOrders), ""); err != nil {
			return d.Settlement, err
		}
		_, err = tx.Enqueue(d.Intent(s.Operator, "publish", "publish:"+d.Settlement.PublicID, contracts.PackPublish(d.order(), joined)))
		return d.Settlement, err
	})
}

// checkValid is how long the verification before publication counts.
const checkValid = 15 * time.Minute

// refuseUnverified fails closed: no record of a verification that passed for
// exactly this content, no publish intent.
func refuseUnverified(tx *models.Tx, st *models.Settlement) error {
	_, err := tx.PublicationCheckOf(st.ID, st.ContentHash, tx.Now.Add(-checkValid))
	if errors.Is(err, models.ErrNotFound) {
		return fmt.Errorf("settlement %s: %w: %w", st.PublicID, ErrUnverified, models.ErrState)
	}
	return err
}

// Intent is an outbox row towards the settlement's distributor. The act behind
// it had its four eyes, so it is born approved.
func (d *Settled) Intent(operator common.Address, kind, key string, data []byte) models.TxIntent {
	return models.TxIntent{
		IdemKey: key, Kind: kind, RefMachine: SettlementMachine.Name, RefID: d.Settlement.ID, ChainID: d.Asset.ChainID,
		Sender: models.Addr(operator), To: d.Pool.Distributor, Data: data, State: models.TxApproved,
	}
}

// quorum verifies and joins the signatures.
func (d *Settled) quorum(tx *models.Tx, signatures [][]byte) ([]byte, error) {
	row, err := tx.CommitteeOf(d.Incident.ConfigDigest.Hash)
	if err != nil {
		return nil, fmt.Errorf("committee of incident %s: %w", d.Incident.PublicID, err)
	}
	committee, err := committeeOf(&row)
	if err != nil {
		return nil, err
	}
	digest := d.order().Digest(d.domain())
	if digest != d.Settlement.OrderDigest.Hash {
		return nil, fmt.Errorf("%w: the order differs from what was approved", service.ErrInvariant)
	}
	joined, err := contracts.JoinSignatures(digest, signatures)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", service.ErrInvalid, err)
	}
	if _, err := committee.VerifyQuorum(digest, joined); err != nil {
		return nil, fmt.Errorf("%w: %w", service.ErrInvalid, err)
	}
	return joined, nil
}

func committeeOf(row *models.OracleConfig) (contracts.OracleConfig, error) {
	c := contracts.OracleConfig{ChainID: uint64(row.ChainID), Oracle: row.Oracle.Address, Count: uint64(row.Count)}
	if err := json.Unmarshal([]byte(row.Signers), &c.Signers); err != nil {
		return c, fmt.Errorf("signers of committee %s: %w", row.Digest.Hex(), err)
	}
	if row.F < 0 || row.F > math.MaxUint8 || row.Threshold < 1 || row.Threshold > math.MaxUint8 {
		return c, fmt.Errorf("%w: committee %s", service.ErrInvariant, row.Digest.Hex())
	}
	c.F, c.Threshold = uint8(row.F), uint8(row.Threshold)
	return c, nil
}

// Cancel ends a settlement that nobody can publish: a draft, a preview, or an
// approved one that no member has signed yet. After that only the chain can
// cancel it.
func (s *Service) Cancel(ctx context.Context, by models.Actor, settlementID string, version int64, reason string) (models.Settlement, error) {
	if reason == "" || len(reason) > service.StatementMax {
		return models.Settlement{}, service.Invalid("/reason", "must have 1 to 10000 bytes")
	}
	return service.Write(ctx, s.DB, func(tx *models.Tx) (models.Settlement, error) {
		d, err := LoadSettled(tx, settlementID)
		if err != nil {
			return models.Settlement{}, err
		}
		if err := sameVersion(&d.Settlement, version); err != nil {
			return d.Settlement, err
		}
		if err := d.mayDecide(tx, by, "settlement.cancel", models.Facts{}); err != nil {
			return d.Settlement, err
		}
		if d.Settlement.PublishedAt != nil {
			return d.Settlement, fmt.Errorf("a published settlement is cancelled on chain: %w", models.ErrState)
		}
		if _, err := SettlementMachine.Next(d.Settlement.State, "cancel"); err != nil {
			return d.Settlement, err
		}
		signed, err := tx.OrderSignatures(d.Settlement.ID)
		if err != nil {
			return d.Settlement, err
		}
		if signed > 0 {
			return d.Settlement, fmt.Errorf("%w: members have signed the order; it can only be cancelled on chain", service.ErrConflict)
		}
		err = cancel(tx, by, &d.Incident, &d.Pool, &d.Settlement, reason)
		return d.Settlement, err
	})
}

// Sweep asks the distributor to close a settlement after its deadline; what
// nobody collected goes to the incident's escheat account.
func (s *Service) Sweep(ctx context.Context, by models.Actor, settlementID string) (models.TxIntent, error) {
	if !by.Has(states.BySweeper) {
		return models.TxIntent{}, fmt.Errorf("%w: needs treasurer", service.ErrForbidden)
	}
	return service.Write(ctx, s.DB, func(tx *models.Tx) (models.TxIntent, error) {
		d, err := LoadSettled(tx, settlementID)
		if err != nil {
			return models.TxIntent{}, err
		}
		if d.Settlement.State != models.SettlementActive {
			return models.TxIntent{}, fmt.Errorf("settlement %s is %s: %w", d.Settlement.PublicID, d.Settlement.State, models.ErrState)
		}
		if !service.Passed(d.Settlement.Deadline, tx.Now) {
			return models.TxIntent{}, fmt.Errorf("%w: the deadline is not over", service.ErrWindow)
		}
		key, err := s.sweepKey(tx, d)
		if err != nil {
			return models.TxIntent{}, err
		}
		in, err := tx.Enqueue(d.Intent(s.Operator, "sweep", key, contracts.PackSweep(d.key())))
		if err != nil {
			return in, err
		}
		return in, tx.Audit(by, "settlement.sweep", d.Settlement.PublicID, nil)
	})
}

// sweepKey is one for each deadline: the chain refuses a sweep that was asked for
// before the deadline was moved.
func (s *Service) sweepKey(tx *models.Tx, d *Settled) (string, error) {
	events, err := tx.AppliedEvents(d.Asset.ChainID, d.Pool.Distributor.Address, "Extended")
	n := 1
	for i := range events {
		p, err := payloadOf(&events[i])
		if err != nil {
			return "", err
		}
		if p.SettlementID == d.Settlement.ChainRef.Hash {
			n++
		}
	}
	return nth("sweep:"+d.Settlement.PublicID, n), err
}
