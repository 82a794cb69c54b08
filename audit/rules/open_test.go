package rules_test

import (
	"context"
	"fmt"
	"math/big"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"makewhole/audit"
	"makewhole/audit/rules"
	"makewhole/deployment"
	"makewhole/models"
	"makewhole/money"
	"makewhole/outbox/keys"
	"makewhole/states"
	"makewhole/test/dbtest"
)

const devChain = 31337

// books is a store with a verifier.
type books struct {
	t  *testing.T
	db *models.DB
	v  *audit.Verifier
}

func open(t *testing.T, db *models.DB) books {
	t.Helper()
	v, err := rules.New(audit.Config{DB: db, ChainID: devChain, FeeCap: money.FromUint64(1000)})
	if err != nil {
		t.Fatal(err)
	}
	return books{t, db, v}
}

func (b books) write(fn func(tx *models.Tx) error) {
	b.t.Helper()
	if err := b.db.Tx(b.t.Context(), fn); err != nil {
		b.t.Fatal(err)
	}
}

// check runs one rule.
func (b books) check(rule string, incremental bool) (audit.Result, []models.VerifyMark) {
	b.t.Helper()
	report, err := b.v.Check(b.t.Context(), audit.Scope{Rules: []string{rule}, Incremental: incremental}, audit.Progress{})
	if err != nil || len(report.Rules) != 1 {
		b.t.Fatalf("%s: %v, %+v", rule, err, report)
	}
	return report.Rules[0], report.Marks
}

// says wants a rule to name a subject with a detail.
func (b books) says(rule, subject, detail string) {
	b.t.Helper()
	res, _ := b.check(rule, false)
	for _, f := range res.Findings {
		if f.Subject == subject && strings.Contains(f.Detail, detail) {
			return
		}
	}
	b.t.Errorf("%s does not say %q of %s: %+v", rule, detail, subject, res)
}

func (b books) quiet(rule string) {
	b.t.Helper()
	if res, _ := b.check(rule, false); len(res.Findings) > 0 {
		b.t.Errorf("%s: %+v", rule, res)
	}
}

// V13 on both engines.
func TestIdempotencyOfAnswers(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *models.DB) {
		b, at := open(t, db), dbtest.Start
		n := 0
		put := func(change func(*models.IdempotencyKey)) string {
			n++
			row := models.IdempotencyKey{
				Actor: "staff:a", Route: "POST /v1/x", Key: fmt.Sprint("k", n), Fingerprint: models.H(common.Hash{1}), Status: "done",
				Code: 200, Body: []byte(`{"id":"x"}`), CreatedAt: at, DoneAt: &at,
			}
			change(&row)
			b.write(func(tx *models.Tx) error { return models.Insert(tx, &row) })
			return fmt.Sprintf("idempotency key %d", row.ID)
		}
		put(func(*models.IdempotencyKey) {})
		put(func(k *models.IdempotencyKey) { k.Status, k.Code, k.Body, k.DoneAt = "started", 0, nil, nil })
		put(func(k *models.IdempotencyKey) { k.Code, k.Body = 204, nil })
		b.quiet("V13")
		early := at.Add(-time.Second)
		for detail, id := range map[string]string{
			"answers with the code 7": put(func(k *models.IdempotencyKey) { k.Code = 7 }),
			"is no JSON":              put(func(k *models.IdempotencyKey) { k.Body = []byte(`{"id":`) }),
			"has no fingerprint":      put(func(k *models.IdempotencyKey) { k.Fingerprint = models.Hash{} }),
			"was done before":         put(func(k *models.IdempotencyKey) { k.DoneAt = &early }),
			"started and has an answer": put(func(k *models.IdempotencyKey) {
				k.Status, k.DoneAt = "started", nil
			}),
		} {
			b.says("V13", id, detail)
		}
	})
}

// payout is an intent of the development operator with one signed attempt.
func (b books) payout(n uint64, in models.TxIntent, sign func(*types.DynamicFeeTx)) models.TxIntent {
	b.t.Helper()
	key := keys.DevKey(deployment.DevOperator)
	signer, err := keys.NewDevSigner(deployment.DevOperator, devChain)
	if err != nil {
		b.t.Fatal(err)
	}
	to := common.Address{7}
	in.IdemKey, in.Kind, in.RefMachine, in.ChainID = fmt.Sprint("pay:", n), "push", "settlement", devChain
	in.Sender, in.To, in.Data, in.State = models.Addr(signer.Address()), models.Addr(to), []byte{1, 2, 3}, models.TxApproved
	inner := &types.DynamicFeeTx{
		ChainID: big.NewInt(devChain), Nonce: n, GasTipCap: big.NewInt(1), GasFeeCap: big.NewInt(100), Gas: 30_000, To: &to, Data: []byte{1, 2, 3},
	}
	if sign != nil {
		sign(inner)
	}
	signed := types.MustSignNewTx(key, types.LatestSignerForChainID(inner.ChainID), inner)
	raw, err := signed.MarshalBinary()
	if err != nil {
		b.t.Fatal(err)
	}
	var out models.TxIntent
	b.write(func(tx *models.Tx) error {
		if out, err = tx.Enqueue(in); err != nil {
			return err
		}
		k, err := tx.EnsureKey(devChain, signer.Address(), 0)
		if err != nil {
			return err
		}
		k.NextNonce = max(k.NextNonce, int64(n)+1)
		nonce := int64(n)
		out.Nonce = &nonce
		return joinErrors(
			models.Update(tx, &k, "next_nonce"),
			models.Insert(tx, &models.TxAttempt{
				IntentID: out.ID, N: 1, Raw: raw, Hash: models.H(signed.Hash()), FeeCap: models.Amt(money.FromUint64(100)), TipCap: models.Amt(money.FromUint64(1)),
			}),
			models.Move(tx, states.Transaction, &out, "sign", models.JobActor("send"), "", "nonce"))
	})
	return out
}

func joinErrors(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// V9 on both engines, as far as it needs no chain.
func TestAttemptsSayWhatWasDecided(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		detail string
		sign   func(*types.DynamicFeeTx)
	}{
		"right":     {"", nil},
		"receiver":  {"neither what was decided", func(x *types.DynamicFeeTx) { x.To = &common.Address{8} }},
		"data":      {"neither what was decided", func(x *types.DynamicFeeTx) { x.Data = nil }},
		"value":     {"neither what was decided", func(x *types.DynamicFeeTx) { x.Value = big.NewInt(1) }},
		"chain":     {"is for chain 1", func(x *types.DynamicFeeTx) { x.ChainID = big.NewInt(1) }},
		"bid":       {"stored are 100 and 1", func(x *types.DynamicFeeTx) { x.GasFeeCap = big.NewInt(101) }},
		"policy":    {"the policy allows 1000", func(x *types.DynamicFeeTx) { x.GasFeeCap = big.NewInt(1001) }},
		"gas":       {"more than any block takes", func(x *types.DynamicFeeTx) { x.Gas = 1<<24 + 1 }},
		"nonce":     {"is not the one of its last attempt", func(x *types.DynamicFeeTx) { x.Nonce = 5 }},
		"cancelled": {"", func(x *types.DynamicFeeTx) { x.To, x.Data = operator(t), nil }},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dbtest.Each(t, func(t *testing.T, db *models.DB) {
				b := open(t, db)
				b.payout(0, models.TxIntent{}, nil)
				in := b.payout(1, models.TxIntent{}, c.sign)
				if c.detail == "" {
					b.quiet("V9")
					return
				}
				b.says("V9", in.PublicID, c.detail)
			})
		})
	}
}

func operator(t *testing.T) *common.Address {
	t.Helper()
	s, err := keys.NewDevSigner(deployment.DevOperator, devChain)
	if err != nil {
		t.Fatal(err)
	}
	a := s.Address()
	return &a
}

// V14 on both engines: each limit, just below and just above.
func TestWhatIsLate(t *testing.T) {
	t.Parallel()
	dbtest.EachClock(t, func(t *testing.T, db *models.DB, clock *dbtest.Clock) {
		b := open(t, db)
		sent := b.payout(0, models.TxIntent{}, nil)
		var blocked models.TxIntent
		b.write(func(tx *models.Tx) (err error) {
			blocked, err = tx.Enqueue(models.TxIntent{IdemKey: "b", Kind: "push", RefMachine: "settlement", ChainID: devChain, State: models.TxApproved, Blocked: "reverts: Paused"})
			if err != nil {
				return err
			}
			return models.Insert(tx, &models.ChainEvent{ChainID: devChain, BlockTime: tx.Now, Name: "Pushed", Payload: "{}"})
		})
		for _, c := range []struct {
			limit           time.Duration
			subject, detail string
		}{
			{15 * time.Minute, sent.PublicID, "is signed with nonce 0 and not mined"},
			{time.Hour, "event 1", "Pushed in"},
			{24 * time.Hour, blocked.PublicID, "reverts: Paused"},
		} {
			clock.Set(dbtest.Start.Add(c.limit))
			res, _ := b.check("V14", false)
			for _, f := range res.Findings {
				if f.Subject == c.subject {
					t.Errorf("late at its limit: %+v", f)
				}
			}
			clock.Advance(time.Second)
			b.says("V14", c.subject, c.detail)
		}
	})
}

// Marks: what an incremental run hashed is compared by number each time and row
// by row in turn; a full run compares all of it.
func TestMarksChainTheRowsTheyCover(t *testing.T) {
	t.Parallel()
	dbtest.EachClock(t, func(t *testing.T, db *models.DB, clock *dbtest.Clock) {
		b := open(t, db)
		var asset models.Asset
		b.write(func(tx *models.Tx) (err error) {
			asset, err = tx.EnsureAsset(models.Asset{ChainID: devChain, Symbol: "tUSD", Decimals: 6})
			return err
		})
		post := func(ref string) {
			t.Helper()
			b.write(func(tx *models.Tx) error {
				one := money.FromUint64(5)
				return tx.Post("deposit", ref, models.Posting{Account: "a", AssetID: asset.ID, Side: models.Debit, Amount: one},
					models.Posting{Account: "b", AssetID: asset.ID, Side: models.Credit, Amount: one})
			})
		}
		round := func(looks int64) {
			t.Helper()
			res, marks := b.check("V2", true)
			if len(res.Findings) > 0 || res.Checked != looks {
				t.Errorf("incremental run looked at %d things, want %d: %+v", res.Checked, looks, res.Findings)
			}
			b.write(func(tx *models.Tx) error { return tx.StoreMarks(slices.Concat(marks, marks)) }) // the second time as another run would
			clock.Advance(time.Hour)
		}
		post("1")
		post("2")
		round(4) // four postings, no mark yet
		round(5) // the first mark covers nothing, the second will cover them
		post("3")
		round(3) // two postings after the mark, and the mark's rows
		b.write(func(tx *models.Tx) error {
			marks, err := tx.MarksOf("ledger_postings")
			if err != nil || len(marks) < 2 {
				return fmt.Errorf("%d marks: %w", len(marks), err)
			}
			return nil
		})
		b.quiet("V2")
		// A lie about a mark is a lie about the rows.
		b.write(func(tx *models.Tx) error {
			last, _, err := tx.LastMark("ledger_postings")
			if err != nil {
				return err
			}
			last.ID, last.LastID, last.Hash, last.RowCount = 0, last.SeenID, models.H(common.Hash{9}), 1
			return models.Insert(tx, &last)
		})
		b.says("V2", "ledger_postings", "are not what was verified")
		res, _ := b.check("V2", true)
		if len(res.Findings) != 2 || !strings.Contains(res.Findings[1].Detail, "were verified before") {
			t.Errorf("incremental: %+v", res.Findings)
		}
	})
}

func TestScopeNamesRules(t *testing.T) {
	t.Parallel()
	b := open(t, dbtest.New(t))
	if _, err := b.v.Check(context.Background(), audit.Scope{Rules: []string{"V99"}}, audit.Progress{}); err == nil {
		t.Error("a rule that does not exist was run")
	}
	if _, err := b.v.Check(context.Background(), audit.Scope{Settlement: "stl_none"}, audit.Progress{}); err == nil {
		t.Error("a settlement that does not exist was verified")
	}
}
