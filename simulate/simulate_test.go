package simulate

import (
	"encoding/json"
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

func TestIssueFile(t *testing.T) {
	r := play(t, issueFile)
	out, _ := json.MarshalIndent(r, "", " ")
	t.Log(string(out))
}
