package payouts

import (
	"errors"
	"strings"
	"testing"

	"makewhole/money"
)

// The worked examples of the design, quoted, with their numbers.

func n(v uint64) money.Amount { return money.FromUint64(v) }

func texts(as []money.Amount) string {
	out := make([]string, len(as))
	for i, a := range as {
		out[i] = a.String()
	}
	return strings.Join(out, " ")
}

func lineTexts(lines []Line) string {
	as := make([]money.Amount, len(lines))
	for i := range lines {
		as[i] = lines[i].Amount
	}
	return texts(as)
}

func mustEligible(t *testing.T, terms Terms, loss, limit money.Amount) money.Amount {
	t.Helper()
	e, err := Eligible(terms, loss, limit)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// "Ten assets × 90 with deductible 100: 800, not 0."
func TestDeductibleCountsOncePerIncident(t *testing.T) {
	t.Parallel()
	losses := make([]Valued, 10)
	for i := range losses {
		losses[i] = Valued{Loss: n(90), Num: n(1), Den: n(1)}
	}
	total, err := InNumeraire(losses)
	if err != nil {
		t.Fatal(err)
	}
	terms := Terms{Deductible: n(100), CoinsuranceBps: BpsFull}
	if got := mustEligible(t, terms, total, money.Max); got != n(800) {
		t.Errorf("eligible %v, want 800", got)
	}
}

func TestEligibleTable(t *testing.T) {
	t.Parallel()
	full := uint32(BpsFull)
	for _, c := range []struct {
		name        string
		terms       Terms
		loss, limit uint64
		want        uint64
	}{
		{"below the franchise", Terms{Franchise: n(50), CoinsuranceBps: full}, 49, 1000, 0},
		{"at the franchise, in full, deductible ignored", Terms{Franchise: n(50), Deductible: n(10), CoinsuranceBps: full}, 50, 1000, 50},
		{"deductible above the loss", Terms{Deductible: n(10), CoinsuranceBps: full}, 9, 1000, 0},
		{"coinsurance after the deductible, floored", Terms{Deductible: n(10), CoinsuranceBps: 8000}, 109, 1000, 79},
		{"limit last", Terms{Deductible: n(10), CoinsuranceBps: 8000}, 1010, 500, 500},
		{"nothing covered", Terms{}, 1000, 1000, 0},
		{"no limit left", Terms{CoinsuranceBps: full}, 1000, 0, 0},
	} {
		if got := mustEligible(t, c.terms, n(c.loss), n(c.limit)); got != n(c.want) {
			t.Errorf("%s: %v, want %d", c.name, got, c.want)
		}
	}
	if got := mustEligible(t, Terms{CoinsuranceBps: full}, money.Max, money.Max); got != money.Max {
		t.Errorf("largest loss: %v", got)
	}
	if _, err := Eligible(Terms{CoinsuranceBps: full + 1}, n(1), n(1)); !errors.Is(err, ErrInput) {
		t.Errorf("coinsurance above 100 %%: %v", err)
	}
	if got := InsuredLoss(n(10), n(7), n(9)); got != n(7) {
		t.Errorf("insured loss %v, want the position at from", got)
	}
	if got := InsuredLoss(n(10), n(17), n(9)); got != n(9) {
		t.Errorf("insured loss %v, want the time-weighted position", got)
	}
}

// "Limit 100, e = 80 and 80: 50/50."
func TestSharedLimit(t *testing.T) {
	t.Parallel()
	got, err := ShareLimit(n(100), []money.Amount{n(80), n(80)})
	if err != nil || texts(got) != "50 50" {
		t.Errorf("got %v, %v", texts(got), err)
	}
	got, err = ShareLimit(n(200), []money.Amount{n(80), n(80)})
	if err != nil || texts(got) != "80 80" {
		t.Errorf("limit not reached: %v, %v", texts(got), err)
	}
}

// "Five losses of 100, F = 200, four filed: 40 each and 40 held, not 50 each
// and nothing for the fifth." At the bar date what is left goes to the others.
func TestNonFilersAreHeldUntilTheBarDate(t *testing.T) {
	t.Parallel()
	es := make([]Entitlement, 5)
	for i := range es {
		es[i] = Entitlement{Amount: n(100), Held: i == 4}
	}
	r, err := WaterFill(n(200), es)
	if err != nil || lineTexts(r.Lines) != "40 40 40 40 40" || r.Paid != n(160) || r.Held != n(40) {
		t.Fatalf("lines %s, paid %v, held %v, %v", lineTexts(r.Lines), r.Paid, r.Held, err)
	}
	if !r.Lines[4].Held || r.Lines[0].Held || r.LambdaNum != n(200) || r.LambdaDen != n(500) {
		t.Errorf("the held line is not held, or another is, or λ = %v/%v", r.LambdaNum, r.LambdaDen)
	}
	for i := range es[:4] {
		es[i].Already = r.Lines[i].Amount
	}
	late := append([]Entitlement(nil), es...)
	late[4].Held = false
	if r, err = WaterFill(n(40), late); err != nil || lineTexts(r.Lines) != "0 0 0 0 40" {
		t.Errorf("the fifth filed late: %s, %v", lineTexts(r.Lines), err)
	}
	if r, err = WaterFill(n(40), es[:4]); err != nil || lineTexts(r.Lines) != "10 10 10 10" {
		t.Errorf("at the bar date: %s, %v", lineTexts(r.Lines), err)
	}
}

// "A and B lost 100, the pool paid A 80, B is uninsured, 100 comes back: A 20,
// pool 30, B 50."
func TestRecoveryExample(t *testing.T) {
	t.Parallel()
	in := RecoveryInput{
		Collected: n(100), TotalAffected: n(200), Pools: []RecoveryPool{{ID: "pool"}},
		Accounts: []RecoveryAccount{
			{ID: "a", Loss: n(100), PoolPaid: []money.Amount{n(80)}},
			{ID: "b", Loss: n(100), PoolPaid: []money.Amount{n(0)}},
		},
	}
	r, err := Recovery(in)
	if err != nil || r.Accounts[0].Amount != n(20) || r.Pools[0].Line != n(30) || r.Accounts[1].Amount != n(50) {
		t.Fatalf("A %v, pool %v, B %v, %v", r.Accounts[0].Amount, r.Pools[0].Line, r.Accounts[1].Amount, err)
	}
	if !r.Dust.IsZero() || !r.Unattributed.IsZero() || !r.Protocol.Line.IsZero() {
		t.Error("something else got money")
	}
}

// "A has 100 shares at NAV 40, B deposits 400, 60 comes back: A must not get
// 5.45." Only the shareholders of record share: A gets all 60.
func TestReturnsGoToShareholdersOfRecord(t *testing.T) {
	t.Parallel()
	lines, dust, err := SplitShares(n(60), []money.Amount{n(100)})
	if err != nil || texts(lines) != "60" || !dust.IsZero() {
		t.Errorf("of record: %v, dust %v, %v", texts(lines), dust, err)
	}
	lines, dust, err = SplitShares(n(60), []money.Amount{n(100), n(1000)})
	if err != nil || texts(lines) != "5 54" || dust != n(1) {
		t.Errorf("with the later deposit it would be: %v, dust %v, %v", texts(lines), dust, err)
	}
}

// The published case of Harvest Finance, 26 October 2020 (domain page, section
// 5; amounts from the project's own distribution data).
func TestHarvestPublishedLines(t *testing.T) {
	t.Parallel()
	denominator := money.MustParse("33419429678359")
	if sum, _ := n(18541866517227).Add(n(14877563161132)); sum != denominator {
		t.Fatalf("lost USDC and USDT are %v together", sum)
	}
	funds := []money.Amount{n(718914048541), n(1761898396474), money.MustParse("30938617233344000000000000")}
	known := []money.Amount{n(549341288820 + 1127442861777), n(7)}
	rest := n(33419321650197).SubFloor(known[0]).SubFloor(known[1]) // the other accounts
	for i, want := range []string{"36070743691 0", "88401368144 0", "1552312038761451695770348 6480371529908"} {
		got, err := ProRata(funds[i], append(known, rest), denominator, nil)
		if err != nil {
			t.Fatal(err)
		}
		if texts(got.Lines[:2]) != want {
			t.Errorf("fund %d: %s, want %s", i, texts(got.Lines[:2]), want)
		}
		unlisted, _ := funds[i].MulDiv(n(108028162), denominator, money.Down)
		if got.Unattributed != unlisted {
			t.Errorf("fund %d: unattributed %v, want %v", i, got.Unattributed, unlisted)
		}
	}
}

func TestPriorityClassesInOrder(t *testing.T) {
	t.Parallel()
	es := []Entitlement{{Amount: n(100), Class: 2}, {Amount: n(30), Class: 1}, {Amount: n(30), Class: 1}, {Amount: n(100), Class: 2}}
	for m, want := range map[uint64]string{
		40: "0 20 20 0", 60: "0 30 30 0", 110: "25 30 30 25", 260: "100 30 30 100", 300: "100 30 30 100",
	} {
		if r, err := WaterFill(n(m), es); err != nil || lineTexts(r.Lines) != want {
			t.Errorf("M = %d: %s, %v, want %s", m, lineTexts(r.Lines), err, want)
		}
	}
	r, err := WaterFill(n(41), es)
	if err != nil || r.Dust != n(1) || lineTexts(r.Lines) != "0 20 20 0" {
		t.Errorf("the dust of an unfilled class went on: %s, dust %v, %v", lineTexts(r.Lines), r.Dust, err)
	}
	if r, err = WaterFill(n(300), es); err != nil || r.Unattributed != n(40) || r.LambdaNum != r.LambdaDen {
		t.Errorf("surplus %v, λ %v/%v, %v", r.Unattributed, r.LambdaNum, r.LambdaDen, err)
	}
}

func TestMinPayCarriesForward(t *testing.T) {
	t.Parallel()
	es := []Entitlement{{Amount: n(90)}, {Amount: n(10)}, {Amount: n(20), Held: true}}
	r, err := WaterFillMin(n(60), n(6), es)
	if err != nil || lineTexts(r.Lines) != "45 5 10" || r.Paid != n(45) || r.Carried != n(5) || r.Held != n(10) {
		t.Fatalf("first tranche: %+v, %v", r, err)
	}
	es[0].Already = n(45)
	r, err = WaterFillMin(n(60+15), n(6), es) // new money and what was reserved
	if err != nil || lineTexts(r.Lines) != "45 10 20" || !r.Carried.IsZero() {
		t.Errorf("second tranche: %+v, %v", r, err)
	}
}

func TestExtremes(t *testing.T) {
	t.Parallel()
	one := []Entitlement{{Amount: money.Max}}
	for _, m := range []money.Amount{money.Zero, n(1), n(12345), money.Max} {
		r, err := WaterFill(m, one)
		if err != nil || r.Lines[0].Amount != m || !r.Dust.IsZero() {
			t.Errorf("one claimant, M = %v: %v, %v", m, r.Lines[0].Amount, err)
		}
	}
	if r, err := WaterFill(n(5), nil); err != nil || r.Unattributed != n(5) || len(r.Lines) != 0 {
		t.Errorf("nobody: %+v, %v", r, err)
	}
	if r, err := WaterFill(n(5), []Entitlement{{Amount: n(7), Already: n(9)}}); err != nil || lineTexts(r.Lines) != "0" {
		t.Errorf("more given than owed: %+v, %v", r, err)
	}
	if _, err := WaterFill(n(5), []Entitlement{{Amount: money.Max}, {Amount: n(1)}}); !errors.Is(err, money.ErrOverflow) {
		t.Errorf("entitlements above 2^256: %v", err)
	}
	half, _ := money.Max.MulDiv(n(1), n(2), money.Down)
	if r, err := WaterFill(money.Max, []Entitlement{{Amount: half}, {Amount: half}}); err != nil || r.Unattributed != n(1) {
		t.Errorf("two halves: %+v, %v", r, err)
	}
}

func TestProRataRefusals(t *testing.T) {
	t.Parallel()
	if _, err := ProRata(n(10), []money.Amount{n(5), n(6)}, n(10), nil); !errors.Is(err, ErrInput) {
		t.Errorf("denominator below the weights: %v", err)
	}
	if _, err := ProRata(n(10), []money.Amount{n(5)}, n(10), []money.Amount{}); !errors.Is(err, ErrInput) {
		t.Errorf("caps missing: %v", err)
	}
	if _, err := ProRata(n(10), []money.Amount{n(5)}, n(0), nil); !errors.Is(err, ErrInput) {
		t.Errorf("zero denominator: %v", err)
	}
	if _, err := ProRata(n(10), []money.Amount{money.Max, n(1)}, money.Max, nil); err == nil {
		t.Error("weights above 2^256 accepted")
	}
}

func TestBounty(t *testing.T) {
	t.Parallel()
	in := BountyInput{Gross: n(1005), Bps: 1000, Cap: n(500), Already: n(40)}
	if got, err := Bounty(in); err != nil || got != n(60) {
		t.Errorf("10 %% of 1005 minus 40: %v, %v", got, err)
	}
	in.Gross = n(1_000_000)
	if got, err := Bounty(in); err != nil || got != n(460) {
		t.Errorf("capped: %v, %v", got, err)
	}
	in.Already = n(600)
	if got, err := Bounty(in); err != nil || !got.IsZero() {
		t.Errorf("never negative: %v, %v", got, err)
	}
	in.Bps = BpsFull + 1
	if _, err := Bounty(in); !errors.Is(err, ErrInput) {
		t.Errorf("bounty above 100 %%: %v", err)
	}
}
