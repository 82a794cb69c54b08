package histories

import (
	"time"

	"pgregory.net/rapid"

	"makewhole/models"
	"makewhole/settlements"
	"makewhole/test/roomtest"
)

// recover is money that comes back, in one of two tokens, each into its vault. A
// court's waits until its hold is over.
func (s *story) recover() error {
	from := rapid.SampledFrom([]string{"thief", "thief", "court", "friend"}).Draw(s.t, "from")
	s.deposit(from, rapid.IntRange(0, 1).Draw(s.t, "token"), drawAmount(s.t, 1, 60, "amount"))
	return nil
}

func (s *story) deposit(from string, token int, amount uint64) {
	contract := s.vaults[token].Contract.Address
	s.Event(contract, "RecoveryDeposited", map[string]any{
		"incident_id": s.inc.ChainRef.Hash, "asset": s.tokens[token].in.Address, "from": roomtest.Addr(from), "amount": roomtest.N(amount), "registered": from == "court"})
	s.apply()
	s.back[sourceKey{contract, token}] += amount
	if from == "friend" {
		s.brought[token] += amount
	}
}

func (s *story) announce() error {
	_, err := s.Rooms.ExpectRecovery(ctx, s.Theo, settlements.RecoveryInput{
		IncidentID: s.inc.PublicID, Asset: pick(s, s.tokens[:], "token").in, Source: "whitehat",
		Amount: roomtest.N(drawAmount(s.t, 1, 60, "amount")), From: roomtest.Addr("friend"), Note: "agreed"})
	return err
}

// court is evidence in words.
var court = settlements.ReceiptEvidence{Reference: "court file 12 O 345/26"}

// outside is what an account got elsewhere, entered by two persons.
func (s *story) outside() error {
	return s.received(pick(s, s.plot.cast, "account"), drawAmount(s.t, 1, 60, "amount"))
}

func (s *story) received(account string, amount uint64) error {
	return s.receivedUnder(&s.inc, account, amount)
}

// receivedUnder enters a receipt under a record of the drain: it counts where that
// record is, or is merged.
func (s *story) receivedUnder(inc *models.Incident, account string, amount uint64) error {
	r, err := s.Rooms.ProposeReceipt(ctx, s.Theo, settlements.OutsideInput{
		IncidentID: inc.PublicID, Affected: roomtest.Addr(account), Asset: s.Token, Amount: roomtest.N(amount), Evidence: court, Reason: "refund"})
	if err != nil {
		return err
	}
	if _, err = s.Rooms.ConfirmReceipt(ctx, s.Sara, r.PublicID); err == nil {
		s.late = s.late || s.agreed()
		s.receipts = append(s.receipts, r)
		s.Clock.Advance(time.Second) // what is drafted then was drafted later
	}
	return err
}

// reverse takes all or a part of an outside receipt back.
func (s *story) reverse() error {
	if len(s.receipts) == 0 {
		return errNobody
	}
	r := pick(s, s.receipts, "receipt")
	s.happened() // what others got of the surplus meanwhile was paid for good
	part := r.Amount.Big().Uint64() / uint64(rapid.IntRange(1, 3).Draw(s.t, "part"))
	_, err := s.Rooms.ProposeReversal(ctx, s.Theo, settlements.ReversalInput{
		ReceiptID: r.PublicID, Amount: roomtest.N(part), Evidence: court, Reason: "taken back"})
	if err != nil {
		return err
	}
	var standing models.Standing
	s.Tx(func(tx *models.Tx) (err error) {
		standing, err = tx.StandingOf(&r)
		return err
	})
	_, err = s.Rooms.ConfirmReversal(ctx, s.Sara, standing.Reversals[len(standing.Reversals)-1].PublicID)
	s.Clock.Advance(time.Second)
	return err
}
