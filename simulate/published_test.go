package simulate

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"makewhole/money"
	lists "makewhole/test/published"
)

// places writes base units as whole units of an asset.
func places(units string, decimals int) string {
	text := strings.Repeat("0", max(0, decimals+1-len(units))) + units
	return text[:len(text)-decimals] + "." + text[len(text)-decimals:]
}

// harvestFile is the published case as a file: losses in two tokens, a fund for all
// affected accounts of three tokens, one round.
func harvestFile(t *testing.T) (*File, [][]string) {
	t.Helper()
	losses := lists.CSV(t, lists.At(t, "data", "harvest-2020-losses.csv"))[1:]
	f := &File{
		Format: Format, Numeraire: "usdc",
		Assets: map[string]Asset{"usdc": {ptr(6), "1"}, "usdt": {ptr(6), "1"}, "iou": {ptr(18), "1"}},
		Pools: map[string]Pool{
			"1 usdt": {"usdt", "718914.048541"}, "2 usdc": {"usdc", "1761898.396474"}, "3 iou": {"iou", "30938617.233344"},
		},
		Products: map[string]Product{"fund": {LimitAsset: "usdc", Rule: "pro-rata/1", Layers: []Layer{{Pool: "1 usdt"}, {Pool: "2 usdc"}, {Pool: "3 iou"}}}},
		Covers:   map[string]Cover{"all": {Product: "fund", Blanket: true, Limit: "100000000", Recorded: ptr[int64](-1)}},
		Losses:   map[string]map[string]string{}, Unattributed: map[string]string{},
		Events: []Event{{Day: ptr[int64](60), Do: "round"}},
	}
	left := map[string]money.Amount{"usdt": money.MustParse("14877563161132"), "usdc": money.MustParse("18541866517227")}
	for _, row := range losses {
		f.Losses[row[0]] = map[string]string{"usdt": places(row[1], 6), "usdc": places(row[2], 6)}
		left["usdt"], left["usdc"] = left["usdt"].SubFloor(money.MustParse(row[1])), left["usdc"].SubFloor(money.MustParse(row[2]))
	}
	for asset, units := range left {
		f.Unattributed[asset] = places(units.String(), 6)
	}
	return f, losses
}

// written is a file as people write it: what is left out is not there.
func written(t *testing.T, f *File) []byte {
	t.Helper()
	raw, err := json.Marshal(f)
	var value any
	if err == nil {
		err = json.Unmarshal(raw, &value)
	}
	if err == nil {
		raw, err = json.Marshal(given(value))
	}
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// given drops what is null, empty or false.
func given(value any) any {
	switch v := value.(type) {
	case map[string]any:
		for key, x := range v {
			if v[key] = given(x); x == nil || x == "" || x == false {
				delete(v, key)
			}
		}
	case []any:
		for i := range v {
			v[i] = given(v[i])
		}
	}
	return value
}

// TestPublishedHarvest: the published case as a simulated history gives every line
// that was paid.
func TestPublishedHarvest(t *testing.T) {
	t.Parallel()
	f, losses := harvestFile(t)
	f, err := Read(written(t, f))
	if err != nil {
		t.Fatal(err)
	}
	w, err := Play(f)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, st := range w.rounds[0].Settlements {
		for _, l := range st.Lines {
			got[fmt.Sprint(st.accounts[l.Account].ID, " from ", st.Name)] = l.Amount.String()
		}
	}
	wrong := 0
	for i, row := range lists.CSV(t, lists.At(t, "data", "harvest-2020-payouts.csv"))[1:] {
		if row[0] != losses[i][0] {
			t.Fatalf("line %d is of %s and %s", i, row[0], losses[i][0])
		}
		for k, name := range []string{"1 usdt", "2 usdc", "3 iou"} {
			have := got[row[0]+" from "+name]
			if have == "" {
				have = "0"
			}
			if have != row[k+1] {
				if wrong++; wrong < 5 {
					t.Errorf("%s gets %s from %s, published %s", row[0], have, name, row[k+1])
				}
			}
		}
	}
	if wrong > 0 || len(losses) != 1529 {
		t.Errorf("%d of %d lines differ", wrong, 3*len(losses))
	}
}
