package payouts

import (
	"io"
	"math/rand/v2"
	"testing"

	"makewhole/money"
)

// syntheticEntitlements have amounts up to about 2^80, as tokens of 18 decimals
// do; a second tranche has most of them paid to one level.
func syntheticEntitlements(n int, second bool) []Entitlement {
	rng := rand.New(rand.NewPCG(1, 2))
	es := make([]Entitlement, n)
	for i := range es {
		var word [32]byte
		for b := 22; b < 32; b++ {
			word[b] = byte(rng.Uint32())
		}
		es[i].Amount = money.FromBytes32(word)
		if second && i%16 != 0 {
			es[i].Already, _ = es[i].Amount.MulDiv(money.FromUint64(3), money.FromUint64(10), money.Down)
		}
	}
	return es
}

func BenchmarkWaterFill(b *testing.B) {
	const claims = 1_000_000
	for name, second := range map[string]bool{"first": false, "second": true} {
		es := syntheticEntitlements(claims, second)
		var owed money.Amount
		for i := range es {
			owed, _ = owed.Add(es[i].Amount)
		}
		m, _ := owed.MulDiv(money.FromUint64(2), money.FromUint64(7), money.Down)
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := WaterFill(m, es); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/claims, "ns/claim")
		})
	}
}

// BenchmarkDivide is the arithmetic of one line alone, without lists.
func BenchmarkDivide(b *testing.B) {
	es := syntheticEntitlements(1024, false)
	ratio := mustRatio(money.MustParse("123456789012345678901234567"), money.MustParse("987654321098765432109876543"))
	i := 0
	for b.Loop() {
		if _, err := ratio.Floor(es[i&1023].Amount); err != nil {
			b.Fatal(err)
		}
		i++
	}
}

func BenchmarkWriteFile(b *testing.B) {
	f := File{Incident: "inc_a", Settlement: "stl_b", Pool: "pol_c", Rule: RuleWaterFill}
	for i, e := range syntheticEntitlements(100_000, false) {
		f.Rows = append(f.Rows, Row{ID: "clm_" + string(rune('a'+i/26/26/26%26)) + string(rune('a'+i/26/26%26)) + string(rune('a'+i/26%26)) + string(rune('a'+i%26)), Part: PartCover, Amount: e.Amount, Receiver: [20]byte{1}})
	}
	for b.Loop() {
		if err := WriteFile(io.Discard, f); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/1e5, "ns/row")
}

// BenchmarkJoint divides three funds under a joint cap with a second round.
func BenchmarkJoint(b *testing.B) {
	const rows = 100_000
	funds := []JointFund{jointFund(b, 1<<60, rows<<32, 1, 1), jointFund(b, 1<<50, rows<<32, 1850, 1), jointFund(b, 1<<62, rows<<32, 1, 1000)}
	row := func(i int) JointRow {
		x := uint64(i) * 0x9e3779b97f4a7c15
		return JointRow{money.FromUint64(x >> 32), money.FromUint64(x >> (20 + x>>60)), money.FromUint64(x & 0xffff)}
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := NewJoint(funds, money.FromUint64(rows<<32), rows, row); err != nil {
			b.Fatal(err)
		}
	}
}
