package demo

import (
	_ "embed"
	"strings"

	"makewhole/money"
	"makewhole/server"
	"makewhole/simulate"
)

// story is the same history as a file for `makewhole simulate`: filings, decisions,
// the bar date and what came back, without a chain or a store.
//
//go:embed story.json
var story []byte

// checkStory plays the file and holds every account of the API against it: the
// arithmetic is the same wherever it runs. A first tranche of covers alone is plain
// water-filling, which rounds by itself: amounts may differ by one unit a round.
func (d *demo) checkStory() {
	report := act(d, "simulate the story", func() (*simulate.Report, error) {
		f, err := simulate.Read(story)
		if err != nil {
			return nil, err
		}
		w, err := simulate.Play(f)
		if err != nil {
			return nil, err
		}
		return w.Report()
	})
	if d.err != nil {
		return
	}
	differ := ""
	for _, a := range report.Accounts {
		differ += d.differs(&a, uint64(len(report.Rounds)))
	}
	d.check(differ == "" && len(report.Accounts) == len(d.cast.victims()), "the story as a simulated history ends alike", "%d accounts%s", len(report.Accounts), differ)
}

// differs says where a simulated account is another than that of the API by more
// than some units, "" where they are one.
func (d *demo) differs(a *simulate.AccountReport, units uint64) string {
	for _, w := range d.cast.victims() {
		if strings.ToLower(w.name) != a.Account {
			continue
		}
		got := get[server.LossAccount](d, d.anyone(), "/v1/incidents/"+d.incident+"/accounts/"+w.address.Hex())
		t := got.Totals
		have := []string{got.Loss, t.FromCovers, t.Recovered, t.Outside, t.Residual, t.Receivable}
		want := []string{a.Loss, a.Covers, a.Recovered, a.Outside, a.Residual, a.Receivable}
		for i := range have {
			if d.err == nil && !d.near(have[i], want[i], units) {
				return ", but " + w.name + " has " + strings.Join(have, " ") + " and not " + strings.Join(want, " ")
			}
		}
		return ""
	}
	return ", but nobody is " + a.Account
}

// near reports whether two values differ by at most some units of the token.
func (d *demo) near(a, b string, units uint64) bool {
	const places = 24 // of a value beyond the point: those of the token and 18 more
	x, err := money.ParseDecimal(a, places)
	d.fail("value "+a, err)
	y, err := money.ParseDecimal(b, places)
	d.fail("value "+b, err)
	one, err := money.ParseDecimal("0.000001", places)
	d.fail("unit", err)
	most, err := one.MulDiv(money.FromUint64(units), money.FromUint64(1), money.Down)
	d.fail("units", err)
	return money.MaxOf(x, y).SubFloor(money.Min(x, y)).Cmp(most) <= 0
}
