package settlements_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/audit"
	"makewhole/audit/rules"
	"makewhole/claims/covers"
	"makewhole/models"
	"makewhole/service"
	"makewhole/settlements"
	"makewhole/settlements/accounts"
	"makewhole/states"
	"makewhole/test/roomtest"
)

// propose is Theo's word on who gets recovered money without a loss.
func (w *world) proposePayee(inc *models.Incident, to string, b *settlements.BountyTerms) (models.RecoveryPayee, error) {
	return w.Rooms.ProposePayee(ctx, w.Theo, settlements.PayeeInput{
		IncidentID: inc.PublicID, Receiver: addr(to), Bounty: b, Evidence: settlements.ReceiptEvidence{Reference: "resolution 12"}, Reason: "as agreed",
	})
}

// registered is proposed by Theo and confirmed by Sara.
func (w *world) registered(inc *models.Incident, to string, b *settlements.BountyTerms) models.RecoveryPayee {
	w.T.Helper()
	row := must[models.RecoveryPayee](w.T)(w.proposePayee(inc, to, b))
	row = must[models.RecoveryPayee](w.T)(w.Rooms.ConfirmPayee(ctx, w.Sara, row.PublicID, row.Version))
	w.Clock.Advance(time.Second) // what is drafted then was drafted later
	return row
}

// bounty is a share of what a payer brings back of the pool's token.
func (w *world) bounty(payer string, bps int64, most uint64) *settlements.BountyTerms {
	return &settlements.BountyTerms{Asset: w.Token, Payer: addr(payer), ShareBps: bps, Cap: n(most)}
}

// unowed is an incident of alice, 100, and bob, 50, without covers, past its bar date.
func unowed(w *world) models.Incident {
	inc := w.Incident(0, lost("alice", 100), lost("bob", 50))
	w.Windows(0)
	for range 3 {
		w.Windows(3 * time.Hour)
	}
	return inc
}

func (w *world) recovery(inc *models.Incident) models.Settlement {
	w.T.Helper()
	return must[models.Settlement](w.T)(w.Rooms.DraftRecovery(ctx, w.Theo, inc.PublicID, w.Vault.PublicID))
}

// part adds up the lines of a part that have a leaf, and names their receiver.
func (w *world) part(st models.Settlement, part string) (sum string, to common.Address) {
	total := n(0)
	for _, l := range w.Stored(st) {
		if l.Line.Part == part && l.Line.LeafIndex != nil {
			total, _ = total.Add(l.Line.Amount.Amount)
			to = l.Line.Receiver.Address
		}
	}
	return total.String(), to
}

func (w *world) wantPart(st models.Settlement, part, amount, to string) {
	w.T.Helper()
	if sum, got := w.part(st, part); sum != amount || amount != "0" && got != addr(to) {
		w.T.Errorf("%s: %s to %s, want %s to %s", part, sum, got, amount, to)
	}
}

// rules runs verification rules that need no chain and wants them quiet.
func (w *world) rules(ids ...string) {
	w.T.Helper()
	for id, findings := range w.found(ids...) {
		if len(findings) > 0 {
			w.T.Errorf("%s: %+v", id, findings)
		}
	}
}

func (w *world) found(ids ...string) map[string][]audit.Finding {
	w.T.Helper()
	v, err := rules.New(audit.Config{DB: w.DB, ChainID: roomtest.ChainID})
	if err != nil {
		w.T.Fatal(err)
	}
	report, err := v.Check(ctx, audit.Scope{Rules: ids}, audit.Progress{})
	if err != nil {
		w.T.Fatal(err)
	}
	out := map[string][]audit.Finding{}
	for _, r := range report.Rules {
		if r.Failure != "" {
			w.T.Errorf("%s broke: %s", r.Rule, r.Failure)
		}
		out[r.Rule] = r.Findings
	}
	return out
}

// TestProtocolGetsTheSurplus: 180 came back for losses of 150. Without a receiver the
// protocol's 30 stay in the vault and the incident ends; the receiver who is registered
// then is paid, by the job.
func TestProtocolGetsTheSurplus(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		inc := unowed(w)
		w.comesBack(&inc, "thief", 180, true)
		st := w.recovery(&inc)
		w.Lines(st, "alice=100 bob=50")
		if st.Held.String() != "30" {
			t.Fatalf("held %s, want the protocol's 30", st.Held)
		}
		w.checked(st)
		w.Paid(st)
		_, err := w.Rooms.DraftRecovery(ctx, w.Theo, inc.PublicID, w.Vault.PublicID)
		wantErr(t, err, settlements.ErrNothingToSettle)
		w.Windows(0)
		must[models.Incident](t)(w.Rooms.CloseIncident(ctx, w.Sara, inc.PublicID, w.incidentNow(&inc).Version, "all are whole"))
		_, err = w.Rooms.DraftRecovery(ctx, w.Theo, inc.PublicID, w.Vault.PublicID)
		wantErr(t, err, models.ErrState)
		w.registered(&inc, "treasury", nil)
		if r := must[settlements.DraftReport](t)(w.Rooms.DraftDue(ctx)); r.Recoveries != 1 {
			t.Fatalf("after the end: %s", r)
		}
		late := w.recovery(&inc)
		w.wantPart(late, models.PartProtocol, "30", "treasury")
		w.checked(late)
		w.Paid(late)
		w.Balance("vault:"+w.Vault.PublicID+":"+inc.PublicID, 0)
		_, err = w.Rooms.DraftRecovery(ctx, w.Theo, inc.PublicID, w.Vault.PublicID)
		wantErr(t, err, settlements.ErrNothingToSettle)
		must[models.Incident](t)(w.Rooms.CloseIncident(ctx, w.Sara, inc.PublicID, w.incidentNow(&inc).Version, "and the protocol"))
		w.verified()
		w.rules("V11", "V16", "V18")
	})
}

// TestReceiverOfTheProtocolIsReplaced: between draft and approval. The draft cannot be
// approved; drafted again, it pays the other; what is approved goes its way.
func TestReceiverOfTheProtocolIsReplaced(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		inc := unowed(w)
		first := w.registered(&inc, "treasury", nil)
		w.comesBack(&inc, "thief", 180, true)
		st := w.recovery(&inc)
		w.wantPart(st, models.PartProtocol, "30", "treasury")
		w.Clock.Advance(time.Minute)
		second := w.registered(&inc, "safe", nil)
		if old := w.payee(first); old.State != states.RecoveryPayeeReplaced || *old.EntitlementID != *second.EntitlementID {
			t.Fatalf("the first is %+v", old)
		}
		w.Clock.Advance(time.Minute)
		public := must[models.Settlement](t)(w.Rooms.PublishDraft(ctx, w.Theo, st.PublicID, st.Version))
		w.Clock.Set(*public.ObjectionsUntil)
		_, err := w.Rooms.Approve(ctx, w.Theo, public.PublicID, public.ContentHash.Hash)
		wantErr(t, err, service.ErrConflict)
		again := w.recovery(&inc)
		if again.PublicID == st.PublicID {
			t.Fatal("the draft to the first receiver was kept")
		}
		w.wantPart(again, models.PartProtocol, "30", "safe")
		w.checked(again)
		again = w.Active(again)
		w.Clock.Advance(time.Minute)
		w.registered(&inc, "treasury", nil) // too late for this line
		w.Paid2(again)
		w.comesBack(&inc, "thief", 15, true)
		w.wantPart(w.recovery(&inc), models.PartProtocol, "15", "treasury")
		w.verified()
		w.rules("V11", "V18")
	})
}

// Paid2 collects the lines of a settlement that is active.
func (w *world) Paid2(st models.Settlement) {
	w.T.Helper()
	w.Event(roomtest.Distributor, "Pushed", map[string]any{"settlement_id": st.ChainRef.Hash, "first_index": "0", "paid": "7"})
	w.Events()
}

func (w *world) payee(row models.RecoveryPayee) (out models.RecoveryPayee) {
	w.T.Helper()
	w.Tx(func(tx *models.Tx) (err error) {
		out, err = models.ByPublicID[models.RecoveryPayee](tx, row.PublicID)
		return err
	})
	return out
}

// TestBountyComesFirst: a tenth, at most 9, of what the white hat brings back in three
// deposits; the thief's money has none.
func TestBountyComesFirst(t *testing.T) {
	each(t, terms(), func(w *world) {
		inc := unowed(w)
		w.registered(&inc, "whitehat", w.bounty("whitehat", 1000, 9))
		w.comesBack(&inc, "whitehat", 55, true)
		w.comesBack(&inc, "thief", 20, true)
		first := w.recovery(&inc)
		w.wantPart(first, models.PartBounty, "5", "whitehat")
		w.Lines(first, "=5 alice=46 bob=23") // a third of 70, rounded down: 46.67 and 23.33
		w.checked(first)
		w.Paid(first)
		w.comesBack(&inc, "whitehat", 60, true)
		second := w.recovery(&inc)
		w.wantPart(second, models.PartBounty, "4", "whitehat") // 11 of 115, at most 9
		w.checked(second)
		w.Paid(second)
		w.comesBack(&inc, "whitehat", 200, true)
		third := w.recovery(&inc)
		w.wantPart(third, models.PartBounty, "0", "")
		w.checked(third)
		w.verified()
		w.rules("V11", "V16", "V18")
	})
}

// TestCancelledBountyIsDueAgain: its recovery was cancelled after the line was drafted.
func TestCancelledBountyIsDueAgain(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		inc := unowed(w)
		w.registered(&inc, "whitehat", w.bounty("whitehat", 10_000, 1_000))
		w.comesBack(&inc, "whitehat", 40, true)
		st := w.recovery(&inc)
		w.wantPart(st, models.PartBounty, "40", "whitehat") // the whole: nothing is left for victims
		must[models.Settlement](t)(w.Rooms.Cancel(ctx, w.Theo, st.PublicID, st.Version, "wrong"))
		st = w.Active(w.recovery(&inc))
		w.cancelledOnChain(st, 40)
		w.Events()
		again := w.recovery(&inc)
		w.wantPart(again, models.PartBounty, "40", "whitehat")
		w.checked(again)
		w.Paid(again)
		w.comesBack(&inc, "thief", 30, true)
		w.Lines(w.recovery(&inc), "=0x alice=20 bob=10")
		w.verified()
		w.rules("V18")
	})
}

// TestBountyOfAVictim: who lost and brought money back has a bounty beside the line for
// the loss; it is in nobody's loss account.
func TestBountyOfAVictim(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		inc := unowed(w)
		w.registered(&inc, "alice", w.bounty("alice", 5000, 1_000))
		w.comesBack(&inc, "alice", 300, true)
		st := w.recovery(&inc)
		w.wantPart(st, models.PartBounty, "150", "alice")
		if sum, _ := w.part(st, models.PartResidual); sum != "150" {
			t.Errorf("victims get %s, want all that they lost", sum)
		}
		w.checked(st)
		w.Paid(st)
		a := must[accounts.LossAccount](t)(w.Rooms.Account(ctx, inc.PublicID, addr("alice"), true))
		if l := a.Lines[0]; l.Bounties == nil || l.Bounties.String() != "150" || !slices.ContainsFunc(a.Sentences(), func(s string) bool { return strings.Contains(s, "taken off for bounties") }) {
			t.Errorf("nobody explains the bounty: %v, %v", l.Bounties, a.Sentences())
		}
		if a.Received != a.Loss || !a.Receivable.IsZero() {
			t.Errorf("alice's loss account received %s of %s", a.Received, a.Loss)
		}
		w.verified()
		w.rules("V16", "V18")
	})
}

// TestSweptPayeesAreOwed: neither the rescuer nor the protocol collected. Escheat owes
// it to them; after its term it is nobody's.
func TestSweptPayeesAreOwed(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		inc := unowed(w)
		w.registered(&inc, "treasury", nil)
		w.registered(&inc, "whitehat", w.bounty("whitehat", 1000, 1_000))
		w.comesBack(&inc, "whitehat", 200, true)
		st := w.Active(w.recovery(&inc))
		w.wantPart(st, models.PartBounty, "20", "whitehat")
		w.wantPart(st, models.PartProtocol, "30", "treasury")
		w.swept(&inc, st, 200)
		late := must[[]models.Settlement](t)(w.Rooms.DraftEscheat(ctx, w.Theo, inc.PublicID))[0]
		w.wantPart(late, models.PartBounty, "20", "whitehat")
		w.wantPart(late, models.PartProtocol, "30", "treasury")
		w.checked(late)
		w.Paid(late)
		w.Balance("escheat:"+inc.PublicID, 0)
		w.verified()
		w.rules("V16", "V18")
	})
}

// TestPayeesThatAreRefused: what one person may not enter or confirm.
func TestPayeesThatAreRefused(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		inc := w.Incident(0, lost("alice", 100))
		for what, c := range map[string]struct {
			to  common.Address
			b   *settlements.BountyTerms
			at  string
			why string
		}{
			"zero":            {to: common.Address{}, at: "/receiver"},
			"a precompile":    {to: common.Address{19: 4}, at: "/receiver"},
			"the vault":       {to: roomtest.VaultAddr, at: "/receiver"},
			"the token":       {to: roomtest.TokenAddr, at: "/receiver"},
			"a distributor":   {to: roomtest.Distributor, at: "/receiver"},
			"compromised":     {to: addr("compromised"), at: "/receiver"},
			"no payer":        {to: addr("whitehat"), b: &settlements.BountyTerms{Asset: w.Token, ShareBps: 1, Cap: n(1)}, at: "/payer"},
			"no share":        {to: addr("whitehat"), b: w.bounty("whitehat", 0, 1), at: "/share_bps"},
			"above the whole": {to: addr("whitehat"), b: w.bounty("whitehat", 10_001, 1), at: "/share_bps"},
			"a negative":      {to: addr("whitehat"), b: w.bounty("whitehat", -1, 1), at: "/share_bps"},
			"no cap":          {to: addr("whitehat"), b: w.bounty("whitehat", 1000, 0), at: "/cap"},
			"an unpriced token": {to: addr("whitehat"), b: &settlements.BountyTerms{
				Asset: covers.AssetInput{ChainID: roomtest.ChainID, Address: common.Address{1, 2, 3}, Symbol: "X", Decimals: 18}, Payer: addr("x"), ShareBps: 1, Cap: n(1)}, at: "/asset"},
		} {
			_, err := w.Rooms.ProposePayee(ctx, w.Theo, settlements.PayeeInput{
				IncidentID: inc.PublicID, Receiver: c.to, Bounty: c.b, Evidence: settlements.ReceiptEvidence{Reference: "r"}, Reason: "r"})
			wantField(t, what, err, c.at)
		}
		_, err := w.proposePayee(&inc, "x", nil)
		if err != nil {
			t.Fatal(err)
		}
		row := must[models.RecoveryPayee](t)(w.proposePayee(&inc, "whitehat", w.bounty("whitehat", 6000, 9)))
		_, err = w.Rooms.ConfirmPayee(ctx, w.Theo, row.PublicID, row.Version)
		wantErr(t, err, service.ErrForbidden)
		_, err = w.Rooms.ConfirmPayee(ctx, w.Anna, row.PublicID, row.Version)
		wantErr(t, err, service.ErrForbidden)
		_, err = w.Rooms.ConfirmPayee(ctx, w.Sara, row.PublicID, row.Version+1)
		wantErr(t, err, models.ErrVersion)
		other := must[models.RecoveryPayee](t)(w.proposePayee(&inc, "carol", w.bounty("whitehat", 5000, 9)))
		must[models.RecoveryPayee](t)(w.Rooms.ConfirmPayee(ctx, w.Sara, row.PublicID, row.Version))
		_, err = w.Rooms.ConfirmPayee(ctx, w.Sara, other.PublicID, other.Version) // 60 % and 50 %
		wantErr(t, err, service.ErrConflict)
		refused := must[models.RecoveryPayee](t)(w.Rooms.RefusePayee(ctx, w.Sara, other.PublicID, other.Version, "too much"))
		_, err = w.Rooms.ConfirmPayee(ctx, w.Sara, other.PublicID, refused.Version)
		wantErr(t, err, models.ErrState)
		more := w.registered(&inc, "whitehat", w.bounty("whitehat", 10_000, 5)) // other terms of the same bounty
		if old := w.payee(row); old.State != states.RecoveryPayeeReplaced || *old.EntitlementID != *more.EntitlementID {
			t.Errorf("the terms before are %+v", old)
		}
	})
}

// TestVerifyFindsOtherPayees: V18 names a line to somebody else, a bounty above its
// terms, and one that nobody registered.
func TestVerifyFindsOtherPayees(t *testing.T) {
	each(t, terms(), func(w *world) {
		inc := unowed(w)
		w.registered(&inc, "whitehat", w.bounty("whitehat", 1000, 1_000))
		protocol := w.registered(&inc, "treasury", nil)
		w.comesBack(&inc, "whitehat", 200, true)
		w.Clock.Advance(time.Minute)
		st := w.Paid(w.recovery(&inc))
		w.rules("V18")
		w.Tx(func(tx *models.Tx) error {
			between := st.CreatedAt.Add(-time.Second)
			other := protocol
			other.ID, other.PublicID, other.State, other.Receiver, other.ConfirmedAt = 0, models.NewID("rpy"), states.RecoveryPayeeReplaced, models.Addr(addr("x")), &between
			return models.Insert(tx, &other)
		})
		w.says("V18", st.PublicID, "who was not the receiver then")
		w.Tx(func(tx *models.Tx) error {
			r, err := tx.RecoveriesOf(inc.ID, settlements.RecoveryFinal)
			if err != nil {
				return err
			}
			r[0].Amount = models.Amt(n(100))
			return models.Update(tx, &r[0], "amount")
		})
		w.says("V18", inc.PublicID, "was given 20, at most 10 was agreed")
		lines := w.Stored(st)
		w.Tx(func(tx *models.Tx) error {
			line := lines[0].Line
			index := int64(99)
			line.ID, line.PublicID, line.Part, line.LeafIndex, line.Receiver = 0, models.NewID("alc"), models.PartBounty, &index, models.Addr(addr("x"))
			line.State, line.Amount = models.AllocationClaimable, models.Amt(n(3))
			for _, l := range lines {
				if l.Line.Part == models.PartResidual {
					line.EntitlementID = l.Line.EntitlementID
				}
			}
			return models.InsertBatch(tx, []models.Allocation{line})
		})
		w.says("V18", st.PublicID, "that nobody registered")
	})
}

// says wants a rule to name a subject with a detail.
func (w *world) says(rule, subject, detail string) {
	w.T.Helper()
	for _, f := range w.found(rule)[rule] {
		if f.Subject == subject && strings.Contains(f.Detail, detail) {
			return
		}
	}
	w.T.Errorf("%s does not say %q of %s: %+v", rule, detail, subject, w.found(rule))
}

// wantField wants a refusal of one field.
func wantField(t testing.TB, what string, err error, pointer string) {
	t.Helper()
	var bad *service.FieldErrors
	if !errors.As(err, &bad) || !slices.ContainsFunc(bad.Fields, func(f service.FieldError) bool { return f.Pointer == pointer }) {
		t.Errorf("%s: %v, want a refusal of %s", what, err, pointer)
	}
}
