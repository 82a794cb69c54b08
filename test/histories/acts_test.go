package histories

import (
	"errors"
	"fmt"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"pgregory.net/rapid"

	"makewhole/claims"
	"makewhole/contracts"
	"makewhole/models"
	"makewhole/money"
	"makewhole/service"
	"makewhole/settlements"
	"makewhole/test/roomtest"
)

// errNobody says that an act has nothing to be done to.
var errNobody = errors.New("nothing to do it to")

// act is something that somebody does, or that happens.
type act struct {
	name string
	do   func(s *story) error
}

// acts are all that may happen. What stands first is drawn more often, and what is
// needed by others stands there twice.
var acts = []act{
	{"draft covers", (*story).draftCovers}, {"activate", (*story).activate}, {"recover", (*story).recover}, {"draft recovery", (*story).draftRecovery},
	{"merge", (*story).merge}, {"activate", (*story).activate}, {"sweep", (*story).sweep}, {"clock", (*story).clock}, {"step", (*story).step},
	{"there", (*story).there}, {"record", (*story).another},
	{"dispute", (*story).dispute}, {"month", (*story).month}, {"collect", (*story).collect}, {"draft escheat", (*story).draftEscheat}, {"cancel", (*story).cancel}, {"decide", (*story).decide},
	{"outside", (*story).outside}, {"reverse", (*story).reverse}, {"push", (*story).push}, {"job", (*story).draftDue},
	{"clock", (*story).clock}, {"activate", (*story).activate}, {"draft recovery", (*story).draftRecovery}, {"recover", (*story).recover},
	{"exclude", (*story).exclude}, {"step", (*story).step}, {"appeal", (*story).appeal}, {"withdraw", (*story).withdraw}, {"object", (*story).object},
	{"bounty", (*story).promise}, {"receiver", (*story).receiver}, {"lost key", (*story).lostKey}, {"register", (*story).register}, {"revise", (*story).revise}, {"file", (*story).file}, {"decide", (*story).decide}, {"evidence", (*story).evidence}, {"announce", (*story).announce},
	{"close", (*story).close}, {"reopen", (*story).reopen}, {"mischief", (*story).mischief},
}

// refusals are the ways in which the rooms say no. Everything else is a fault.
var refusals = []error{
	errNobody, service.ErrInvalid, service.ErrConflict, service.ErrForbidden, service.ErrWindow, service.ErrNotReady, models.ErrState,
	models.ErrVersion, models.ErrForbidden, settlements.ErrNothingToSettle, settlements.ErrUnverified, claims.ErrNotCovered,
}

// prologue files and decides most claims, and lets the filing window pass in most
// histories, so that most of what is drawn afterwards can happen.
func (s *story) prologue() {
	for _, c := range s.covers {
		if rapid.IntRange(0, 4).Draw(s.t, "files") == 0 {
			continue
		}
		s.play(act{"file", func(s *story) error {
			return s.fileOne(c, drawAmount(s.t, 1, 200, "requested"))
		}})
		if rapid.IntRange(0, 3).Draw(s.t, "is decided") > 0 {
			s.play(act{"decide", (*story).decide})
		}
	}
	if s.unmerged() != nil {
		s.play(act{"there", (*story).there})
	}
	if rapid.IntRange(0, 5).Draw(s.t, "filing ends") > 0 {
		s.Windows(2 * time.Hour)
	}
	if rapid.Bool().Draw(s.t, "sealed") { // by an order that was cancelled
		s.seal()
	}
}

// play plays one act and reports whether there was somebody to do it to. What is
// refused has changed nothing.
func (s *story) play(a act) bool {
	before := s.lines()
	err := a.do(s)
	s.t.Logf("%s: %v", a.name, err)
	if errors.Is(err, errNobody) {
		return a.name == "mischief"
	}
	s.judge(a.name, before)
	if err == nil {
		s.played[a.name]++
		return true
	}
	s.known(a.name, err)
	return true
}

// known fails for an error that is no refusal.
func (s *story) known(what string, err error) {
	if errors.Is(err, service.ErrInvariant) {
		s.t.Fatalf("%s: %v", what, err)
	}
	for _, kind := range refusals {
		if errors.Is(err, kind) {
			return
		}
	}
	s.t.Fatalf("%s: %v", what, err)
}

func (s *story) file() error {
	if len(s.covers) == 0 {
		return errNobody
	}
	return s.fileOne(pick(s, s.covers, "cover"), drawAmount(s.t, 1, 200, "requested"))
}

// fileOne files a claim that names the account as its receiver; whoever approves it
// accepts that.
func (s *story) fileOne(c insurance, requested uint64) error {
	_, err := s.TryFile(&s.inc, c.row, c.account, requested)
	if err == nil {
		s.named[c.account] = true
	}
	return err
}

// undecided are the claims that wait for a reviewer.
func (s *story) undecided() []models.Claim {
	return s.claims(models.ClaimSubmitted, models.ClaimUnderReview, models.ClaimAppealed)
}

func (s *story) decide() error {
	list := s.undecided()
	if len(list) == 0 {
		return errNobody
	}
	c, how := pick(s, list, "claim"), rapid.IntRange(0, 3).Draw(s.t, "decision")
	return s.decideOne(c, how, portion(how, mostOf(c)))
}

// mostOf is what can be approved.
func mostOf(c models.Claim) uint64 {
	return money.Min(c.Eligible.Amount, c.Requested.Amount).Big().Uint64()
}

// portion is nothing, a third, a half, or all of something.
func portion(how int, all uint64) uint64 { return [...]uint64{0, all / 3, all / 2, all}[how] }

// decideOne denies where the amount is zero and approves it otherwise. A second
// instance is other people, and never gives less than the first.
func (s *story) decideOne(c models.Claim, how int, amount uint64) error {
	by := s.Anna
	if how%2 == 1 {
		by = s.Ben
	}
	if c.State == models.ClaimAppealed {
		by = s.Carl
		if amount <= c.Approved.Big().Uint64() {
			amount = 0
		}
	}
	if amount > 0 {
		_, err := s.TryApprove(by, c, amount)
		if !errors.Is(err, service.ErrForbidden) {
			return err
		}
		_, err = s.TryApprove(s.Carl, c, amount)
		return err
	}
	in := claims.ReviewInput{Version: c.Version, Decision: claims.DecisionDeny, ReasonCode: "not_covered", Clause: "2.1", Text: "not covered"}
	_, err := s.Rooms.Review(ctx, by, c.PublicID, in)
	if errors.Is(err, service.ErrForbidden) {
		_, err = s.Rooms.Review(ctx, s.Carl, c.PublicID, in)
	}
	return err
}

func (s *story) appeal() error {
	list := s.claims(models.ClaimDenied, models.ClaimCoolingOff)
	if len(list) == 0 {
		return errNobody
	}
	c := pick(s, list, "claim")
	_, err := s.Rooms.Appeal(ctx, models.WalletActor(c.Claimant.Address, ""), c.PublicID, c.Version, "look again")
	return err
}

func (s *story) withdraw() error {
	list := s.claims()
	if len(list) == 0 {
		return errNobody
	}
	c := pick(s, list, "claim")
	_, err := s.Rooms.Withdraw(ctx, models.WalletActor(c.Claimant.Address, ""), c.PublicID, c.Version, "changed my mind")
	return err
}

// evidence is asked for, or sent; who sends nothing lets the claim expire.
func (s *story) evidence() error {
	if asked := s.claims(models.ClaimEvidenceRequested); len(asked) > 0 && rapid.Bool().Draw(s.t, "sent") {
		c := pick(s, asked, "claim")
		body := "%PDF-1.4 " + c.PublicID
		_, err := s.Rooms.AttachEvidence(ctx, models.WalletActor(c.Claimant.Address, ""), c.PublicID, "proof.pdf", roomtest.Text(body))
		return err
	}
	list := s.claims(models.ClaimSubmitted, models.ClaimUnderReview)
	if len(list) == 0 {
		return errNobody
	}
	c := pick(s, list, "claim")
	_, err := s.Rooms.Review(ctx, s.Anna, c.PublicID, claims.ReviewInput{
		Version: c.Version, Decision: claims.DecisionRequestEvidence, ReasonCode: "evidence_missing", Clause: "2.1", Text: "show it"})
	return err
}

func (s *story) draftCovers() error {
	sts, err := s.Rooms.DraftSettlement(ctx, s.Theo, s.inc.PublicID)
	s.drafts += len(sts)
	return err
}

// vaultRows are the rows of both vaults, one for each token that came back.
func (s *story) vaultRows() (out []models.Pool) {
	s.Tx(func(tx *models.Tx) error {
		out = nil
		for _, v := range s.vaults {
			rows, err := tx.PoolsBehind(v.Contract.Address)
			if err != nil {
				return err
			}
			out = append(out, rows...)
		}
		return nil
	})
	return out
}

func (s *story) draftRecovery() error {
	return s.draftFrom(pick(s, s.vaultRows(), "vault"))
}

func (s *story) draftFrom(vault models.Pool) error {
	_, err := s.Rooms.DraftRecovery(ctx, s.Theo, s.inc.PublicID, vault.PublicID)
	if err == nil {
		s.drafts++
	}
	return err
}

func (s *story) draftEscheat() error {
	sts, err := s.Rooms.DraftEscheat(ctx, s.Sara, s.inc.PublicID)
	s.drafts += len(sts)
	return err
}

func (s *story) draftDue() error {
	s.Rooms.PublishDrafts = rapid.Bool().Draw(s.t, "published by the job")
	r, err := s.Rooms.DraftDue(ctx)
	s.drafts += r.Drafted + r.Recoveries
	if err == nil && r == (settlements.DraftReport{}) {
		return errNobody
	}
	return err
}

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
		open, err = tx.ObjectionsOf(st.ID)
		return err
	})
	for _, o := range open {
		if o.AnsweredAt != nil {
			continue
		}
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
	list := s.settlements(models.SettlementObjections)
	if len(list) == 0 {
		return errNobody
	}
	_, err := s.Rooms.Object(ctx, roomtest.Wallet(pick(s, s.plot.cast, "who")), pick(s, list, "settlement").PublicID, "I am owed more")
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
		s.late = s.late || s.drafts > 0
		s.receipts = append(s.receipts, r)
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
	return err
}

func (s *story) clock() error {
	s.Windows(minutes(rapid.IntRange(0, 120).Draw(s.t, "minutes")))
	return nil
}

func (s *story) close() error {
	inc := s.now()
	_, err := s.Rooms.CloseIncident(ctx, s.Sara, s.inc.PublicID, inc.Version, "done")
	return err
}

func (s *story) reopen() error {
	inc := s.now()
	_, err := s.Rooms.OpenRecovery(ctx, s.Theo, s.inc.PublicID, inc.Version, "money came back")
	return err
}

// mischief is what must be refused whenever it is tried: a cover written after the
// loss, and a second rule in a pool (laws L5 and L7).
func (s *story) mischief() error {
	var err error
	what := ""
	if len(s.covers) == 0 {
		return errNobody
	}
	switch rapid.IntRange(0, 1).Draw(s.t, "mischief") {
	case 0:
		what = "a cover since before the loss was written after it"
		_, err = s.Rooms.WriteCover(ctx, s.Intake, claims.CoverInput{
			ProductID: s.products[0].PublicID, Kind: claims.CoverIndividual, Holder: roomtest.Addr(pick(s, s.plot.cast, "who")),
			Limit: roomtest.N(scale), ActiveFrom: s.inc.OccurredFrom.Add(-24 * time.Hour), ActiveTo: s.Clock.Now().AddDate(1, 0, 0),
			Accounts: []common.Address{roomtest.Addr(pick(s, s.plot.cast, "who"))},
		})
	case 1:
		what = "a pool has two rules"
		ts := roomtest.Terms()
		ts.SettlementRule = "pro-rata/1"
		_, err = s.Rooms.CreateWording(ctx, s.Sara, claims.WordingInput{ProductID: s.products[s.covers[0].product].PublicID, Terms: ts, Text: "Another rule."})
	}
	if err == nil {
		s.t.Fatalf("%s", what)
	}
	return errNobody
}
