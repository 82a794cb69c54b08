package demo

import (
	"os"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/contracts"
	"makewhole/models"
	"makewhole/money"
	"makewhole/server"
	"makewhole/simulate"
	"makewhole/test/published"
)

// TestHarvestThroughTheAPI plays the published case on a real server: an
// off-chain snapshot set of two assets, a blanket cover settled by pro-rata/1
// out of three pools in three tokens, signed by the committee, published and
// paid on the embedded chain, and every balance read back.
func TestHarvestThroughTheAPI(t *testing.T) {
	t.Parallel()
	w := newHarvestWorld(t, published.File(t, "harvest-2020-losses.csv"), published.File(t, "harvest-2020-payouts.csv"))
	w.play("set up", func() {
		w.hire()
		w.deployFunds()
		w.record()
		w.deposit()
		w.insure()
	})
	w.play("incident", func() {
		w.happens()
		w.priced(w.funds[0], "1")
		w.priced(w.funds[2], "1000000000000")
	})
	w.play("measure", w.confirmLosses)
	w.play("losses", w.checkLosses)
	w.play("draft", w.draftAll)
	w.play("lines", w.checkLines)
	w.play("simulated", w.checkSimulated)
	w.play("approve", w.approveAll)
	w.play("publish", w.publishAll)
	w.play("redeem", w.redeemSome)
	w.play("push", w.pushRest)
	w.play("balances", w.checkBalances)
	w.play("verify", func() {
		w.verify()
		for _, f := range w.funds {
			w.checkBundle(f.settlement)
		}
	})
}

// confirmLosses: three members measure from the file and sign, the quorum is
// registered on chain, the set is signed, and nobody challenges.
func (w *harvestWorld) confirmLosses() {
	w.seatCommittee()
	for _, m := range w.committee {
		w.measureFile(m)
	}
	w.until("registered snapshots", func() bool { return w.allIn(models.SnapshotChallengeable) })
	for _, m := range w.committee {
		w.signSet(m)
	}
	w.until("registered set", func() bool { return w.snapshotSet().State == models.SnapshotChallengeable })
	w.wait(time.Duration(w.app.Deployment.Committee.ChallengeWindowSeconds+1) * time.Second)
	w.until("open claims", func() bool { return w.incidentNow().State == models.IncidentClaimsOpen })
}

// checkLosses compares the verified losses with the file: accounts without a
// loss have no leaf, and 108,028,162 belong to nobody.
func (w *harvestWorld) checkLosses() {
	unattributed := money.Zero
	accounts := map[string]bool{}
	for _, s := range w.snapshots() {
		column := 0
		if s.TotalLoss.Token.Address == w.funds[1].token.Hex() {
			column = 1
		}
		want := map[string]money.Amount{}
		for _, r := range w.rows {
			if !r.lost[column].IsZero() {
				want[r.account.Hex()] = r.lost[column]
			}
		}
		leaves := list[server.Leaf](w.demo, w.anyone(), "/v1/snapshots/"+s.ID+"/leaves")
		for _, l := range leaves {
			accounts[l.Account] = true
			if want[l.Account] != w.parse(l.Loss) {
				w.t.Errorf("%s lost %s of asset %d, the file says %s", l.Account, l.Loss, column, want[l.Account])
			}
		}
		w.check(len(leaves) == len(want) && s.LeafCount == int64(len(want)), "every loss has one leaf", "%d of %d in asset %d", len(leaves), len(want), column)
		unattributed = w.add(unattributed, w.parse(s.Unattributed.Amount))
	}
	w.check(len(accounts) == len(w.rows)-11, "eleven accounts lost nothing", "%d accounts have a leaf", len(accounts))
	w.check(unattributed.String() == "108028162", "unattributed", "%s", unattributed)
}

// draftAll: the filing window ends and the job drafts and publishes previews.
func (w *harvestWorld) draftAll() {
	w.waitUntil(*w.incidentNow().ClaimsCloseAt)
	w.until("drafts", func() bool { return w.drafts() == len(w.funds) })
}

// checkLines compares every line with the published payment.
func (w *harvestWorld) checkLines() {
	for i, f := range w.funds {
		st := w.settlementNow(f.settlement)
		w.check(st.Available.Amount == f.amount && st.Paid.Amount == f.paid, f.symbol+" is shared as published", "%s of %s", st.Paid.Amount, st.Available.Amount)
		lines := w.linesOf(st)
		w.checkSums(st, lines)
		got := map[string]string{}
		for _, l := range lines {
			got[l.Receiver] = l.Amount.Amount
		}
		w.check(len(got) == len(w.rows)-11, "one line for every loss in "+f.symbol, "%d lines", len(got))
		for _, r := range w.rows {
			if have, ok := got[r.account.Hex()]; have != r.paid[i].String() && (ok || !r.paid[i].IsZero()) {
				w.t.Errorf("%s gets %q %s, published is %s", r.account, have, f.symbol, r.paid[i])
			}
		}
	}
}

// checkSimulated compares the lines of the API with those of the simulated history
// that quotes some accounts and the rest as one sum.
func (w *harvestWorld) checkSimulated() {
	data := act(w.demo, "read the simulated history", func() ([]byte, error) { return os.ReadFile("../simulate/testdata/harvest.json") })
	report := act(w.demo, "simulate", func() (*simulate.Report, error) {
		f, err := simulate.Read(data)
		if err != nil {
			return nil, err
		}
		played, err := simulate.Play(f)
		if err != nil {
			return nil, err
		}
		return played.Report()
	})
	if w.err != nil {
		return
	}
	same := 0
	for i, st := range report.Rounds[0].Settlements {
		f := w.funds[i]
		got := map[string]string{}
		for _, l := range w.linesOf(w.settlementNow(f.settlement)) {
			got[l.Receiver] = money.MustParse(l.Amount.Amount).Format(f.decimals)
		}
		for _, l := range st.Lines {
			if same++; got[l.Account] != l.Amount {
				w.t.Errorf("%s gets %s %s, simulated %s", l.Account, got[l.Account], f.symbol, l.Amount)
			}
		}
	}
	w.check(same == 15, "five accounts of three tokens are simulated alike", "%d lines", same)
}

// approveAll takes two persons' approvals of each settlement.
func (w *harvestWorld) approveAll() {
	for _, f := range w.funds {
		w.approve(w.settlementNow(f.settlement))
	}
}

// publishAll: the committee signs, the outbox publishes, the delay passes.
func (w *harvestWorld) publishAll() {
	for _, m := range w.committee {
		w.signOrders(m)
	}
	w.until("published settlements", func() bool { return w.settledIn(models.SettlementPublished) })
	if w.err != nil {
		return
	}
	for _, f := range w.funds {
		w.waitUntil(*w.settlementNow(f.settlement).ActiveAt)
	}
	w.until("open doors", func() bool { return w.settledIn(models.SettlementActive) })
}

// redeemSome fetches the lines of a few receivers with proofs; anybody may send
// the transaction.
func (w *harvestWorld) redeemSome() {
	redeemers := map[string]bool{}
	for _, i := range []int{0, 764, 1528} {
		redeemers[w.rows[i].account.Hex()] = true
	}
	for _, f := range w.funds {
		for _, l := range w.linesOf(w.settlementNow(f.settlement)) {
			if redeemers[l.Receiver] && l.LeafIndex != nil {
				w.quiet(w.cast.frank, w.app.Deployment.Distributor, contracts.PackRedeem(w.redemption(f.settlement, l)))
			}
		}
	}
	w.round()
}

// pushRest lets the treasurer push everything that nobody fetched.
func (w *harvestWorld) pushRest() {
	for _, f := range w.funds {
		plan := post[server.PlanDetail](w.demo, w.as(w.cast.senior), "/v1/admin/settlements/"+f.settlement+"/distribution-plans", obj{"push_all": true})
		plan = post[server.PlanDetail](w.demo, w.as(w.cast.treasurer), "/v1/admin/distribution-plans/"+plan.ID+"/approve", obj{"content_hash": plan.ContentHash})
		chunks := (len(w.rows) + 255) / 256
		w.check(len(plan.Chunks) >= chunks-1 && len(plan.Chunks) <= chunks, f.symbol+" is pushed in chunks of 256", "%d transactions", len(plan.Chunks))
	}
	w.until("final payouts", func() bool { return w.settledIn(models.SettlementClosed) })
}

// checkBalances reads every balance back from the chain.
func (w *harvestWorld) checkBalances() {
	token := contracts.NewTestToken()
	for i, f := range w.funds {
		balance := func(a common.Address) money.Amount { return w.read(f.token, token.PackBalanceOf(a)) }
		for _, r := range w.rows {
			if have := balance(r.account); have != r.paid[i] {
				w.t.Errorf("%s has %s %s, published is %s", r.account, have, f.symbol, r.paid[i])
			}
		}
		kept := money.MustParse(f.amount).SubFloor(money.MustParse(f.paid))
		w.check(balance(w.app.Deployment.Distributor).IsZero() && balance(f.contract) == kept, "the rest of "+f.symbol+" stays in its pool", "%s", balance(f.contract))
	}
}
