package payouts

import (
	"errors"
	"math/big"
	"testing"

	"pgregory.net/rapid"

	"makewhole/money"
)

// anyRecovery draws an input whose facts fit together: nobody was paid by pools
// and others more than it lost.
func anyRecovery(t *rapid.T) RecoveryInput {
	amount := anyAmount(200)
	in := RecoveryInput{ResidualsFirst: rapid.IntRange(0, 3).Draw(t, "residuals first") == 0}
	for p := range rapid.IntRange(0, 3).Draw(t, "pools") {
		in.Pools = append(in.Pools, RecoveryPool{ID: string(rune('p' + p))})
	}
	for i := range rapid.IntRange(0, 8).Draw(t, "accounts") {
		a := RecoveryAccount{ID: string(rune('a' + i)), Loss: amount.Draw(t, "loss")}
		left := a.Loss
		for range in.Pools {
			paid := money.Min(left, amount.Draw(t, "paid"))
			left = left.SubFloor(paid)
			a.PoolPaid = append(a.PoolPaid, paid)
		}
		a.Elsewhere = money.Min(left, amount.Draw(t, "elsewhere"))
		in.TotalAffected, _ = in.TotalAffected.Add(a.Loss)
		if rapid.Bool().Draw(t, "has units") {
			a.Units = money.Min(a.Loss, amount.Draw(t, "units"))
			in.TotalUnits, _ = in.TotalUnits.Add(a.Units)
		}
		in.Accounts = append(in.Accounts, a)
	}
	in.TotalAffected, _ = in.TotalAffected.Add(anyAmount(100).Draw(t, "unlisted"))
	return in
}

// refRecovery is the ordinary order said with big.Int, cumulatively: per
// account what it gets before the surplus, what its pools get, the surplus.
func refRecovery(in RecoveryInput) (own, pools []*big.Int, surplus *big.Int) {
	inKind := new(big.Int).Set(in.Collected.Big())
	if inKind.Cmp(in.TotalUnits.Big()) > 0 {
		inKind = in.TotalUnits.Big()
	}
	byLoss := new(big.Int).Sub(in.Collected.Big(), inKind)
	surplus = new(big.Int)
	for _, a := range in.Accounts {
		part := new(big.Int)
		if !in.TotalUnits.IsZero() {
			part.Add(part, floorRat(new(big.Rat).SetFrac(new(big.Int).Mul(inKind, a.Units.Big()), in.TotalUnits.Big())))
		}
		if !in.TotalAffected.IsZero() {
			part.Add(part, floorRat(new(big.Rat).SetFrac(new(big.Int).Mul(byLoss, a.Loss.Big()), in.TotalAffected.Big())))
		}
		paid := new(big.Int)
		for _, p := range a.PoolPaid {
			paid.Add(paid, p.Big())
		}
		residual := new(big.Int).Sub(new(big.Int).Sub(a.Loss.Big(), paid), a.Elsewhere.Big())
		first := minBig(part, residual)
		second := minBig(new(big.Int).Sub(part, first), paid)
		own, pools = append(own, first), append(pools, second)
		surplus.Add(surplus, new(big.Int).Sub(part, new(big.Int).Add(first, second)))
	}
	return own, pools, surplus
}

func minBig(a, b *big.Int) *big.Int {
	if a.Cmp(b) < 0 {
		return a
	}
	return b
}

func TestRecoveryAgainstReference(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		in := anyRecovery(t)
		in.ResidualsFirst = false
		in.Collected = anyAmount(210).Draw(t, "collected")
		got, err := Recovery(in)
		if err != nil {
			t.Fatal(err)
		}
		own, pools, surplus := refRecovery(in)
		open := make([]Entitlement, len(own))
		toPools := new(big.Int)
		for i, a := range in.Accounts {
			paid, _ := money.Sum(a.PoolPaid...)
			taken, _ := money.FromBig(own[i])
			open[i].Amount = a.Loss.SubFloor(paid).SubFloor(a.Elsewhere).SubFloor(taken)
			toPools.Add(toPools, pools[i])
		}
		m, _ := money.FromBig(surplus)
		risen, _ := refWaterFill(m, open)
		for i := range own {
			if want := new(big.Int).Add(own[i], risen[i]); got.Accounts[i].Due.Big().Cmp(want) != 0 {
				t.Fatalf("account %d gets %v, want %v", i, got.Accounts[i].Due, want)
			}
		}
		gotPools := new(big.Int)
		for _, p := range got.Pools {
			gotPools.Add(gotPools, p.Due.Big())
		}
		// Splitting one account's part between pools may cost a unit per pool.
		if miss := new(big.Int).Sub(toPools, gotPools); miss.Sign() < 0 || miss.Cmp(big.NewInt(int64(len(in.Pools)*len(own)))) > 0 {
			t.Fatalf("pools get %v, want %v", gotPools, toPools)
		}
	})
}

// TestRecoveryTranchesLoseNothing plays up to fifty recoveries, each booked as
// allocated, and ends where one recovery of all the money ends.
func TestRecoveryTranchesLoseNothing(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		in := anyRecovery(t)
		once := in
		once.Accounts = append([]RecoveryAccount(nil), in.Accounts...)
		once.Pools = append([]RecoveryPool(nil), in.Pools...)
		for range rapid.IntRange(1, 50).Draw(t, "tranches") {
			in.Collected, _ = in.Collected.Add(anyAmount(200).Draw(t, "more"))
			r, err := Recovery(in)
			if err != nil {
				t.Fatal(err)
			}
			book(t, &in, r)
		}
		once.Collected = in.Collected
		r, err := Recovery(once)
		if err != nil {
			t.Fatal(err)
		}
		for i := range in.Accounts {
			if in.Accounts[i].Already != r.Accounts[i].Amount {
				t.Fatalf("account %d: %v in tranches, %v at once", i, in.Accounts[i].Already, r.Accounts[i].Amount)
			}
		}
		for p := range in.Pools {
			if in.Pools[p].Already != r.Pools[p].Line {
				t.Fatalf("pool %d: %v in tranches, %v at once", p, in.Pools[p].Already, r.Pools[p].Line)
			}
		}
		if in.ProtocolAlready != r.Protocol.Line {
			t.Fatalf("protocol: %v in tranches, %v at once", in.ProtocolAlready, r.Protocol.Line)
		}
	})
}

// book adds the lines of a tranche to what was given and checks the caps.
func book(t *rapid.T, in *RecoveryInput, r RecoveryResult) {
	for i := range in.Accounts {
		a := &in.Accounts[i]
		a.Already, _ = a.Already.Add(r.Accounts[i].Amount)
		paid, _ := money.Sum(a.PoolPaid...)
		if a.Loss.SubFloor(paid).SubFloor(a.Elsewhere).Less(a.Already) {
			t.Fatalf("account %d gets more than its residual", i)
		}
	}
	for p := range in.Pools {
		in.Pools[p].Already, _ = in.Pools[p].Already.Add(r.Pools[p].Line)
		var paid money.Amount
		for _, a := range in.Accounts {
			paid, _ = paid.Add(a.PoolPaid[p])
		}
		if paid.Less(in.Pools[p].Already) {
			t.Fatalf("pool %d gets back more than it paid", p)
		}
	}
	in.ProtocolAlready, _ = in.ProtocolAlready.Add(r.Protocol.Line)
}

// TestRecoverySurvivesChangedFacts: what was given before may not fit the facts
// of today; still nothing is negative and no more is given than collected.
func TestRecoverySurvivesChangedFacts(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		in := anyRecovery(t)
		given := money.Zero
		for i := range in.Accounts {
			in.Accounts[i].Already = anyAmount(100).Draw(t, "already")
			given, _ = given.Add(in.Accounts[i].Already)
		}
		in.Collected, _ = given.Add(anyAmount(120).Draw(t, "more"))
		r, err := Recovery(in)
		if err != nil {
			t.Fatal(err)
		}
		sum := r.Protocol.Line
		for _, a := range r.Accounts {
			sum, _ = sum.Add(a.Amount)
		}
		for _, p := range r.Pools {
			sum, _ = sum.Add(p.Line)
		}
		if fresh := in.Collected.SubFloor(given); fresh != r.Available || fresh.Less(sum) {
			t.Fatalf("gives %v of %v", sum, fresh)
		}
	})
}

func TestRecoverySurplusRisesOverOpenResiduals(t *testing.T) {
	t.Parallel()
	in := RecoveryInput{
		Collected: n(300), TotalAffected: n(300), Pools: []RecoveryPool{{ID: "p"}, {ID: "q"}},
		Accounts: []RecoveryAccount{
			{ID: "made whole elsewhere", Loss: n(100), Elsewhere: n(90), PoolPaid: []money.Amount{n(0), n(0)}},
			{ID: "paid by two pools", Loss: n(100), PoolPaid: []money.Amount{n(30), n(60)}},
			{ID: "open", Loss: n(100), PoolPaid: []money.Amount{n(0), n(0)}},
		},
	}
	r, err := Recovery(in)
	if err != nil || r.Accounts[0].Amount != n(10) || r.Accounts[1].Amount != n(10) || r.Accounts[2].Amount != n(100) {
		t.Fatalf("accounts %v %v %v, %v", r.Accounts[0].Amount, r.Accounts[1].Amount, r.Accounts[2].Amount, err)
	}
	if r.Pools[0].Line != n(30) || r.Pools[1].Line != n(60) || r.Protocol.Line != n(90) {
		t.Errorf("pools %v %v, protocol %v", r.Pools[0].Line, r.Pools[1].Line, r.Protocol.Line)
	}
	in.Collected = n(150) // 50 each: the first account's surplus of 40 goes to the open residual
	if r, err = Recovery(in); err != nil || r.Accounts[2].Amount != n(90) || !r.Protocol.Line.IsZero() {
		t.Errorf("open residual gets %v, protocol %v, %v", r.Accounts[2].Amount, r.Protocol.Line, err)
	}
}

func TestRecoveryInKindFirst(t *testing.T) {
	t.Parallel()
	in := RecoveryInput{
		Collected: n(60), TotalAffected: n(200), TotalUnits: n(50),
		Accounts: []RecoveryAccount{{ID: "lost this asset", Loss: n(100), Units: n(50)}, {ID: "lost another", Loss: n(100)}},
	}
	r, err := Recovery(in)
	if err != nil || r.Accounts[0].Amount != n(55) || r.Accounts[1].Amount != n(5) {
		t.Errorf("got %v and %v, %v", r.Accounts[0].Amount, r.Accounts[1].Amount, err)
	}
	in.Accounts[1].Units = n(1)
	if _, err := Recovery(in); !errors.Is(err, ErrInput) {
		t.Errorf("units above their total: %v", err)
	}
}

func TestRecoveryResidualsFirst(t *testing.T) {
	t.Parallel()
	in := RecoveryInput{
		Collected: n(100), TotalAffected: n(200), ResidualsFirst: true, Pools: []RecoveryPool{{ID: "p"}},
		Accounts: []RecoveryAccount{{ID: "a", Loss: n(100), PoolPaid: []money.Amount{n(80)}}, {ID: "b", Loss: n(100), PoolPaid: []money.Amount{n(0)}}},
	}
	r, err := Recovery(in)
	if err != nil || r.Accounts[0].Amount != n(16) || r.Accounts[1].Amount != n(83) || r.Dust != n(1) || !r.Pools[0].Line.IsZero() {
		t.Errorf("%+v, %v", r, err)
	}
	in.Collected = n(250)
	if r, err = Recovery(in); err != nil || r.Accounts[1].Amount != n(100) || r.Pools[0].Line != n(80) || r.Protocol.Line != n(50) {
		t.Errorf("%+v, %v", r, err)
	}
}

func TestRecoveryReservesUnlistedAccounts(t *testing.T) {
	t.Parallel()
	in := RecoveryInput{Collected: n(100), TotalAffected: n(300), Accounts: []RecoveryAccount{{ID: "a", Loss: n(100)}}}
	r, err := Recovery(in)
	if err != nil || r.Accounts[0].Amount != n(33) || r.Unattributed != n(66) || r.Dust != n(1) {
		t.Errorf("%+v, %v", r, err)
	}
}

func TestRecoveryRefusals(t *testing.T) {
	t.Parallel()
	ok := RecoveryInput{Collected: n(10), TotalAffected: n(100), Pools: []RecoveryPool{{ID: "p"}},
		Accounts: []RecoveryAccount{{ID: "a", Loss: n(100), PoolPaid: []money.Amount{n(1)}}}}
	if _, err := Recovery(ok); err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(*RecoveryInput){
		"loss above the total": func(in *RecoveryInput) { in.TotalAffected = n(99) },
		"more given":           func(in *RecoveryInput) { in.Pools = []RecoveryPool{{ID: "p", Already: n(11)}} },
		"pools missing":        func(in *RecoveryInput) { in.Pools = nil },
	} {
		bad := ok
		change(&bad)
		if _, err := Recovery(bad); !errors.Is(err, ErrInput) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
