package histories

import (
	"fmt"

	"github.com/ethereum/go-ethereum/common"
	"pgregory.net/rapid"

	"makewhole/contracts"
	"makewhole/models"
	"makewhole/money"
	"makewhole/service"
	"makewhole/test/roomtest"
)

// open are the settlements that can still be cancelled.
func (s *story) open() []models.Settlement {
	return s.settlements(models.SettlementDraft, models.SettlementObjections, models.SettlementApproved,
		models.SettlementSigned, models.SettlementPublishing, models.SettlementPublished)
}

func (s *story) step() error {
	list := s.open()
	if len(list) == 0 {
		return errNobody
	}
	return s.forward(pick(s, list, "settlement"))
}

// activate takes a settlement the whole way to its open doors.
func (s *story) activate() error {
	list := s.open()
	if len(list) == 0 {
		return errNobody
	}
	st := pick(s, list, "settlement")
	for range 8 {
		if err := s.forward(st); err != nil {
			return err
		}
		if st = s.Settlement(st); st.State == models.SettlementActive {
			return nil
		}
	}
	return fmt.Errorf("settlement %s is still %s", st.PublicID, st.State)
}

// forward takes a settlement one step on, by whoever takes it.
func (s *story) forward(st models.Settlement) (err error) {
	switch st.State {
	case models.SettlementDraft:
		_, err = s.Rooms.PublishDraft(ctx, s.Theo, st.PublicID, st.Version)
	case models.SettlementObjections:
		err = s.agree(st)
	case models.SettlementApproved:
		s.VerifiedFor(st, st.ContentHash)
		if _, _, err = s.Rooms.Order(ctx, st.PublicID); err != nil { // something was confirmed since
			return err
		}
		_, err = s.Rooms.AcceptOrder(ctx, st.PublicID, s.Signatures(st, 3))
	case models.SettlementSigned, models.SettlementPublishing:
		err = s.publish(st)
	case models.SettlementPublished:
		if now := s.Clock.Now(); now.Before(*st.ActiveAt) {
			s.Clock.Set(*st.ActiveAt)
		}
		s.Windows(0)
	}
	return err
}

// agree answers objections, lets their window pass and approves with two persons.
func (s *story) agree(st models.Settlement) error {
	var open []models.Objection
	s.Tx(func(tx *models.Tx) (err error) {
		open, err = tx.WaitingObjections(&st)
		return err
	})
	for _, o := range open {
		if _, err := s.Rooms.AnswerObjection(ctx, s.Anna, o.PublicID, o.Version, "it is computed so"); err != nil {
			return err
		}
	}
	if s.Clock.Now().Before(*st.ObjectionsUntil) {
		s.Clock.Set(*st.ObjectionsUntil)
	}
	stale := s.replacedSince(st)
	for _, by := range []models.Actor{s.Theo, s.Sara} {
		if _, err := s.Rooms.Approve(ctx, by, st.PublicID, st.ContentHash.Hash); err != nil {
			return err
		}
		if stale != "" {
			s.t.Fatalf("settlement %s is approved and pays %s, whose receiver two persons have replaced since", st.PublicID, stale)
		}
	}
	return nil
}

// publish is the distributor's answer to an order: it wants the totals of the
// incident and token in their order.
func (s *story) publish(st models.Settlement) error {
	sum := st.Paid.Amount
	for _, other := range s.settlements() {
		if other.AssetID == st.AssetID && other.PublishedAt != nil && other.State != models.SettlementCancelled {
			sum, _ = sum.Add(other.Paid.Amount)
		}
	}
	if sum != st.CumulativeTotal.Amount {
		return fmt.Errorf("%w: the distributor refuses the order: an earlier one is not there", service.ErrConflict)
	}
	now := s.Clock.Now()
	s.Event(roomtest.Distributor, "Published", map[string]any{
		"settlement_id": st.ChainRef.Hash, "order_digest": st.OrderDigest.Hash, "total": st.Paid.Amount, "root": st.PayoutRoot.Hash,
		"active_at": fmt.Sprint(now.Add(minutes(10)).Unix()),
		"deadline":  fmt.Sprint(now.Add(minutes(rapid.IntRange(30, 300).Draw(s.t, "minutes to the deadline"))).Unix()),
	})
	s.apply()
	s.seal()
	return nil
}

// seal is what the oracle does with the first order of an incident: members can revise
// its losses no more.
func (s *story) seal() {
	if !s.sealed {
		s.Seal(&s.inc)
		s.sealed = true
	}
}

func (s *story) object() error {
	list := s.settlements(models.SettlementObjections, models.SettlementDraft)
	if len(list) == 0 {
		return errNobody
	}
	st := pick(s, list, "settlement")
	if st.State == models.SettlementDraft {
		if err := s.forward(st); err != nil {
			return err
		}
	}
	_, err := s.Rooms.Object(ctx, roomtest.Wallet(pick(s, s.plot.cast, "who")), st.PublicID, "I am owed more")
	return err
}

// cancel is by a person before members have signed, by the guardian on chain until
// the doors open.
func (s *story) cancel() error {
	list := s.open()
	if len(list) == 0 {
		return errNobody
	}
	return s.cancelOne(pick(s, list, "settlement"))
}

func (s *story) cancelOne(st models.Settlement) error {
	if st.State != models.SettlementPublished {
		_, err := s.Rooms.Cancel(ctx, s.Theo, st.PublicID, st.Version, "wrong")
		return err
	}
	if !s.Clock.Now().Before(*st.ActiveAt) {
		return errNobody
	}
	s.guarded = true
	s.Event(roomtest.Distributor, "Cancelled", map[string]any{
		"settlement_id": st.ChainRef.Hash, "by": roomtest.Addr("guardian"), "total": st.Paid.Amount, "reason_hash": common.Hash{7}})
	s.apply()
	return nil
}

// leaves are the lines of a settlement that were not collected.
func (s *story) leaves(st models.Settlement) (out []models.Allocation) {
	for _, l := range s.Stored(st) {
		if l.Line.State == models.AllocationClaimable {
			out = append(out, l.Line)
		}
	}
	return out
}

func (s *story) collect() error {
	list := s.settlements(models.SettlementActive)
	if len(list) == 0 {
		return errNobody
	}
	st := pick(s, list, "settlement")
	if s.Clock.Now().After(*st.Deadline) {
		return errNobody
	}
	l := pick(s, s.leaves(st), "leaf")
	if parked(&l) {
		return errNobody
	}
	s.Event(roomtest.Distributor, "Redeemed", map[string]any{
		"settlement_id": st.ChainRef.Hash, "index": fmt.Sprint(*l.LeafIndex), "receiver": l.Receiver, "amount": l.Amount.Amount, "paid_to": l.Receiver})
	s.apply()
	return nil
}

func (s *story) push() error {
	list := s.settlements(models.SettlementActive)
	if len(list) == 0 {
		return errNobody
	}
	s.pushAll(pick(s, list, "settlement"))
	return nil
}

func (s *story) pushAll(st models.Settlement) {
	var mask contracts.Mask
	for _, l := range s.leaves(st) {
		if !parked(&l) {
			mask.Set(int(*l.LeafIndex))
		}
	}
	if mask.Big().Sign() == 0 {
		return
	}
	s.Event(roomtest.Distributor, "Pushed", map[string]any{"settlement_id": st.ChainRef.Hash, "first_index": "0", "paid": mask.Big().String()})
	s.apply()
}

// sweep lets the deadline of a settlement pass and closes it. What was swept once
// and paid out of escheat is left to be collected.
func (s *story) sweep() error {
	var list []models.Settlement
	escheat := s.fromEscheat()
	for _, st := range s.settlements(models.SettlementActive) {
		if !escheat[st.ID] {
			list = append(list, st)
		}
	}
	if len(list) == 0 {
		return errNobody
	}
	return s.sweepOne(pick(s, list, "settlement"))
}

func (s *story) sweepOne(st models.Settlement) error {
	if s.Clock.Now().Before(*st.Deadline) {
		s.Clock.Set(*st.Deadline)
	}
	if _, err := s.Rooms.Sweep(ctx, s.Theo, st.PublicID); err != nil {
		return err
	}
	var left money.Amount
	for _, l := range s.leaves(st) {
		left, _ = left.Add(l.Amount.Amount)
	}
	var asset models.Asset
	s.Tx(func(tx *models.Tx) (err error) {
		asset, err = models.ByID[models.Asset](tx, st.AssetID)
		return err
	})
	s.Event(roomtest.Distributor, "Swept", map[string]any{
		"settlement_id": st.ChainRef.Hash, "incident_id": s.inc.ChainRef.Hash, "token": asset.Address, "amount": left})
	s.apply()
	return nil
}

// fromEscheat are the settlements that pay swept money.
func (s *story) fromEscheat() (out map[int64]bool) {
	s.Tx(func(tx *models.Tx) (err error) {
		out, err = tx.EscheatSettlementsOf(s.inc.ID)
		return err
	})
	return out
}
