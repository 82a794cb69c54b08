package simulate

import (
	"makewhole/money"
	"slices"
	"testing"
)

func play(t *testing.T, text string) *Report {
	t.Helper()
	f, err := Read([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	w, err := Play(f)
	if err != nil {
		t.Fatal(err)
	}
	r, err := w.Report()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

const issueFile = `{"format": "makewhole.simulate/1", "numeraire": "usd",
 "assets":   {"usd": {"decimals": 6, "price": "1"}, "usx": {"decimals": 18, "price": "1"}},
 "pools":    {"P": {"asset": "usd", "free": "100"}},
 "products": {"X": {"limit_asset": "usd", "rule": "water-fill/1", "layers": [{"pool": "P", "cap": "80"}],
                    "terms": {"deductible": "0", "franchise": "0", "coinsurance_bps": 10000, "waiting_days": 0, "grace_days": 30, "min_pay": "0"}}},
 "covers":   {"c1": {"product": "X", "accounts": ["alice"], "limit": "100", "recorded": -100, "from": -90, "to": 100}},
 "losses":   {"alice": {"usd": "100"}, "bob": {"usd": "100"}}, "unattributed": {"usd": "0"},
 "events": [
  {"day": 5,  "do": "file",    "claim": "k1", "cover": "c1", "account": "alice", "requested": "100"},
  {"day": 6,  "do": "decide",  "claim": "k1", "amount": "100"},
  {"day": 40, "do": "round"},
  {"day": 50, "do": "recover", "asset": "usx", "amount": "100"},
  {"day": 55, "do": "outside", "account": "bob", "asset": "usd", "amount": "20"},
  {"day": 60, "do": "round"}]}`

// TestExampleOfTheFormat: of 100 that come back half is attributed to alice, whom the pool
// has paid 80: she keeps 20, the pool gets 30. The other half is bob's.
func TestExampleOfTheFormat(t *testing.T) {
	r := play(t, issueFile)
	want := []Amounts{
		{Loss: "100", Covers: "80", Recovered: "20", Outside: "0", Escheat: "0", Residual: "0", Receivable: "0"},
		{Loss: "100", Covers: "0", Recovered: "50", Outside: "20", Escheat: "0", Residual: "30", Receivable: "0"},
	}
	for i, a := range r.Accounts {
		if a.Amounts != want[i] {
			t.Errorf("%s: %+v, want %+v", a.Account, a.Amounts, want[i])
		}
	}
	sources := []SourceReport{
		{Name: "P", Kind: "pool", Asset: "usd", In: "100", Back: "30", Out: "80", Reserved: "0", Free: "50"},
		{Name: "recovered:usx", Kind: "recovered", Asset: "usx", In: "100", Back: "0", Out: "100", Reserved: "0", Free: "0"},
	}
	if !slices.Equal(r.Sources, sources) {
		t.Errorf("sources %+v, want %+v", r.Sources, sources)
	}
	if lambda := r.Rounds[0].Levels[0].Lambda; lambda != "4/5" || r.State != "recovering" {
		t.Errorf("served to %s, the incident is %s", lambda, r.State)
	}
}

// TestBrokenLaws: what the laws are held against is counted, not taken for granted.
func TestBrokenLaws(t *testing.T) {
	f, err := Read([]byte(issueFile))
	if err != nil {
		t.Fatal(err)
	}
	w, err := Play(f)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range w.rounds {
		for _, s := range r.Settlements {
			for i := range s.Lines {
				s.Lines[i].Amount, _ = s.Lines[i].Amount.MulDiv(money.FromUint64(3), money.FromUint64(2), money.Down)
			}
		}
	}
	r, err := w.Report()
	if err == nil && !slices.ContainsFunc(r.Laws, func(l Law) bool { return !l.OK }) {
		t.Errorf("lines of half as much again break no law: %+v", r.Laws)
	}
}
