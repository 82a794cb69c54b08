package histories

import (
	"errors"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"pgregory.net/rapid"

	"makewhole/claims"
	"makewhole/claims/covers"
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
	{"bounty", (*story).promise}, {"receiver", (*story).receiver}, {"lost key", (*story).lostKey}, {"register", (*story).register}, {"revise", (*story).revise}, {"decide again", (*story).redecide}, {"file", (*story).file}, {"decide", (*story).decide}, {"evidence", (*story).evidence}, {"announce", (*story).announce},
	{"close", (*story).close}, {"reopen", (*story).reopen}, {"close", (*story).close}, {"reopen", (*story).reopen}, {"mischief", (*story).mischief},
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

// waiting are the states of a claim that waits for a reviewer.
var waiting = []string{models.ClaimSubmitted, models.ClaimUnderReview, models.ClaimAppealed}

// undecided are the claims that wait for a reviewer.
func (s *story) undecided() []models.Claim { return s.claims(waiting...) }

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
		if _, err = s.TryApprove(s.Carl, c, amount); errors.Is(err, service.ErrForbidden) {
			_, err = s.TryApprove(s.Sara, c, amount)
		}
		return err
	}
	in := claims.ReviewInput{Version: c.Version, Decision: claims.DecisionDeny, ReasonCode: "not_covered", Clause: "2.1", Text: "not covered"}
	_, err := s.Rooms.Review(ctx, by, c.PublicID, in)
	for _, other := range []models.Actor{s.Carl, s.Sara} { // Sara of an appeal of what was corrected
		if errors.Is(err, service.ErrForbidden) {
			_, err = s.Rooms.Review(ctx, other, c.PublicID, in)
		}
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
		_, err = s.Rooms.WriteCover(ctx, s.Intake, covers.Input{
			ProductID: s.products[0].PublicID, Kind: covers.Individual, Holder: roomtest.Addr(pick(s, s.plot.cast, "who")),
			Limit: roomtest.N(scale), ActiveFrom: s.inc.OccurredFrom.Add(-24 * time.Hour), ActiveTo: s.Clock.Now().AddDate(1, 0, 0),
			Accounts: []common.Address{roomtest.Addr(pick(s, s.plot.cast, "who"))},
		})
	case 1:
		what = "a pool has two rules"
		ts := roomtest.Terms()
		ts.SettlementRule = "pro-rata/1"
		_, err = s.Rooms.CreateWording(ctx, s.Sara, covers.WordingInput{ProductID: s.products[s.covers[0].product].PublicID, Terms: ts, Text: "Another rule."})
	}
	if err == nil {
		s.t.Fatalf("%s", what)
	}
	return errNobody
}
