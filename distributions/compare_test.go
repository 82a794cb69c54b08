package distributions

import (
	"strings"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"pgregory.net/rapid"

	"makewhole/models"
	"makewhole/money"
)

func units(n uint64) money.Amount { return money.FromUint64(n) }

// Coin has no transfers to read: what can be told is told, and no more.
func TestCompareCoin(t *testing.T) {
	t.Parallel()
	acc := func(balance, nonce uint64, code bool) models.CoinAccount {
		return models.CoinAccount{Balance: units(balance), Nonce: nonce, Code: code}
	}
	for name, c := range map[string]struct {
		before, after models.CoinAccount
		told, found   bool
	}{
		"exact":          {acc(5, 1, false), acc(15, 1, false), true, false},
		"and a gift":     {acc(5, 1, false), acc(16, 1, false), true, false},
		"too little":     {acc(5, 1, false), acc(14, 1, false), true, true},
		"fresh":          {acc(0, 0, false), acc(10, 0, false), true, false},
		"spent meantime": {acc(5, 1, false), acc(2, 2, false), false, false},
		"contract":       {acc(5, 1, true), acc(0, 1, true), false, false},
		"overflow":       {models.CoinAccount{Balance: money.Max}, models.CoinAccount{Balance: money.Max}, true, true},
	} {
		finding, told := compareCoin(common.Address{1}, 7, c.before, c.after, units(10))
		if told != c.told || (finding != "") != c.found {
			t.Errorf("%s: told %v, %q", name, told, finding)
		}
	}
}

// Anybody can force coin on a contract, nobody can take any.
func TestCompareCoinsOfTheDistributor(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		before, after, in, out uint64
		found                  bool
	}{
		"exact": {100, 70, 0, 30, false}, "forced": {100, 75, 0, 30, false}, "stolen": {100, 69, 0, 30, true},
		"published": {0, 100, 100, 0, false}, "not there": {0, 99, 100, 0, true},
	} {
		f := payoutFacts{native: true, before: units(c.before), after: units(c.after)}
		if c.in > 0 {
			f.bookings = append(f.bookings, booking{in: true, amount: units(c.in)})
		}
		if c.out > 0 {
			f.bookings = append(f.bookings, booking{to: common.Address{9}, amount: units(c.out)})
		}
		if _, findings := comparePayouts(f); (len(findings) > 0) != c.found {
			t.Errorf("%s: %v", name, findings)
		}
	}
}

// handover and payments of one transaction.
func TestHandoversAreNamedBySum(t *testing.T) {
	t.Parallel()
	dist, pool, alice := common.Address{1}, common.Address{2}, common.Address{3}
	f := payoutFacts{
		distributor: dist, before: units(100), after: units(0),
		bookings:  []booking{{tx: common.Hash{1}, amount: units(60)}, {tx: common.Hash{1}, to: alice, amount: units(40)}},
		movements: []movement{{tx: common.Hash{1}, from: dist, to: pool, amount: units(60)}, {tx: common.Hash{1}, from: dist, to: alice, amount: units(40)}},
	}
	if _, findings := comparePayouts(f); len(findings) != 0 {
		t.Errorf("%v", findings)
	}
	f.movements[0].amount, f.after = units(61), money.Zero
	if _, findings := comparePayouts(f); len(findings) == 0 || !strings.Contains(strings.Join(findings, " "), "61 left in") {
		t.Errorf("%v", findings)
	}
}

// Any honest history passes, and any single unit that moves differently is
// found.
func TestEveryUnitCounts(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		dist := common.Address{1}
		f := payoutFacts{distributor: dist, before: units(1_000_000)}
		after := uint64(1_000_000)
		for range rapid.IntRange(1, 30).Draw(t, "payments") {
			tx, to := common.Hash{rapid.Byte().Draw(t, "tx")}, common.Address{2, rapid.Byte().Draw(t, "to")}
			amount := rapid.Uint64Range(1, 1000).Draw(t, "amount")
			f.bookings = append(f.bookings, booking{tx: tx, to: to, amount: units(amount)})
			f.movements = append(f.movements, movement{tx: tx, from: dist, to: to, amount: units(amount)})
			after -= amount
		}
		f.after = units(after)
		if _, findings := comparePayouts(f); len(findings) != 0 {
			t.Fatalf("honest: %v", findings)
		}
		m := &f.movements[rapid.IntRange(0, len(f.movements)-1).Draw(t, "which")]
		switch rapid.IntRange(0, 4).Draw(t, "lie") {
		case 0:
			m.amount = m.amount.SubFloor(units(1))
		case 1:
			m.to = common.Address{3}
		case 2:
			m.tx = common.Hash{0xff, 0xff}
		case 3:
			m.amount, _ = m.amount.Add(units(1))
		case 4:
			f.after, _ = f.after.Add(units(1))
		}
		if _, findings := comparePayouts(f); len(findings) == 0 {
			t.Fatal("a lie passed")
		}
	})
}

func TestBucketsOfDays(t *testing.T) {
	t.Parallel()
	since := buckets(sinceBounds, 0)
	for days, want := range map[int]int{0: 0, 7: 0, 8: 1, 30: 1, 31: 2, 365: 4, 366: 5, 5000: 5} {
		bs := append([]Bucket(nil), since...)
		if err := intoBucket(bs, days, Tally{Lines: 1}); err != nil || bs[want].Lines != 1 {
			t.Errorf("%d days: %+v %v", days, bs, err)
		}
	}
	until := buckets(deadlineBounds, longAgo)
	for days, want := range map[int]int{-400: 0, -1: 0, 0: 1, 7: 1, 8: 2, 90: 3, 91: 4} {
		bs := append([]Bucket(nil), until...)
		if err := intoBucket(bs, days, Tally{Lines: 1}); err != nil || bs[want].Lines != 1 {
			t.Errorf("%d days: %+v %v", days, bs, err)
		}
	}
	at := time.Date(2026, 1, 2, 0, 0, 0, 0, time.UTC)
	for hours, want := range map[int]int{0: 0, 23: 0, 24: 1, -1: -1, -24: -1, -25: -2} {
		to := at.Add(time.Duration(hours) * time.Hour)
		if got := days(&at, &to); got != want {
			t.Errorf("%d hours are %d days, want %d", hours, got, want)
		}
	}
}
