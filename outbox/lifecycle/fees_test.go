package lifecycle

import (
	"errors"
	"math/big"
	"testing"

	"pgregory.net/rapid"

	"makewhole/chain"
	"makewhole/money"
)

func wei(n uint64) money.Amount { return money.FromUint64(n) }

func TestFirstBid(t *testing.T) {
	t.Parallel()
	p := FeePolicy{MaxCap: wei(100), MaxTip: wei(5)}
	for _, c := range []struct {
		name      string
		base, tip uint64
		wantTip   uint64
		wantCap   uint64
		wantErr   error
	}{
		{"market fits", 10, 2, 2, 22, nil},
		{"tip is cut", 10, 50, 5, 70, nil},
		{"head room is cut", 60, 2, 2, 100, nil},
		{"next block just fits", 98, 2, 2, 100, nil},
		{"next block does not fit", 99, 2, 0, 0, ErrFeeCap},
	} {
		m, err := chain.MarketFees(wei(c.base), wei(c.tip))
		if err != nil {
			t.Fatal(err)
		}
		got, err := p.First(m)
		if !errors.Is(err, c.wantErr) {
			t.Errorf("%s: error %v, want %v", c.name, err, c.wantErr)
		}
		if err == nil && (got.Tip != wei(c.wantTip) || got.Cap != wei(c.wantCap)) {
			t.Errorf("%s: tip %s cap %s, want %d %d", c.name, got.Tip, got.Cap, c.wantTip, c.wantCap)
		}
	}
}

func TestReplaceBid(t *testing.T) {
	t.Parallel()
	p := FeePolicy{MaxCap: wei(2000), MaxTip: wei(1000)}
	for _, c := range []struct {
		name             string
		tip, limit       uint64
		mTip, mCap       uint64
		wantTip, wantCap uint64
		wantErr          error
	}{
		{"12.5 % up", 80, 800, 1, 1, 90, 900, nil},
		{"rounded up", 81, 801, 1, 1, 92, 902, nil},
		{"at least one wei", 0, 1, 0, 1, 1, 2, nil},
		{"market is higher", 80, 800, 200, 1500, 200, 1500, nil},
		{"10 % near the cap", 80, 1800, 1, 1, 90, 2000, nil},
		{"not even 10 %", 80, 1900, 1, 1, 0, 0, ErrFeeCap},
		{"tip above its cap", 950, 1000, 1, 1, 0, 0, ErrFeeCap},
	} {
		got, err := p.Replace(chain.Fees{Tip: wei(c.tip), Cap: wei(c.limit)}, chain.Fees{Tip: wei(c.mTip), Cap: wei(c.mCap)})
		if !errors.Is(err, c.wantErr) {
			t.Errorf("%s: error %v, want %v", c.name, err, c.wantErr)
		}
		if err == nil && (got.Tip != wei(c.wantTip) || got.Cap != wei(c.wantCap)) {
			t.Errorf("%s: tip %s cap %s, want %d %d", c.name, got.Tip, got.Cap, c.wantTip, c.wantCap)
		}
	}
}

// TestReplacementIsAlwaysTaken: whatever the market, a replacement is at least
// 10 % above in both prices and within the policy, or refused.
func TestReplacementIsAlwaysTaken(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		amount := rapid.Uint64Range(0, 1e12)
		old := chain.Fees{Tip: wei(amount.Draw(t, "tip")), Legacy: rapid.Bool().Draw(t, "legacy")}
		old.Cap = money.MaxOf(old.Tip, wei(amount.Draw(t, "cap")))
		if old.Legacy {
			old.Tip = old.Cap
		}
		market := chain.Fees{Tip: wei(amount.Draw(t, "market tip")), Cap: wei(amount.Draw(t, "market cap")), Legacy: old.Legacy}
		p := FeePolicy{MaxCap: wei(amount.Draw(t, "max cap")), MaxTip: wei(amount.Draw(t, "max tip"))}
		got, err := p.Replace(old, market)
		if err != nil {
			return
		}
		if p.MaxCap.Less(got.Cap) || got.Cap.Less(got.Tip) {
			t.Fatalf("bid %+v under %+v", got, p)
		}
		for _, pair := range [][2]money.Amount{{old.Tip, got.Tip}, {old.Cap, got.Cap}} {
			if new(big.Int).Mul(pair[1].Big(), big.NewInt(10)).Cmp(new(big.Int).Mul(pair[0].Big(), big.NewInt(11))) < 0 {
				t.Fatalf("price %s replaces %s", pair[1], pair[0])
			}
		}
	})
}
