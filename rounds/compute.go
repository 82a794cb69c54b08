package rounds

import (
	"fmt"
	"slices"

	"makewhole/money"
	"makewhole/payouts"
)

// round is one computation in progress. Amounts without a named asset are
// values in points.
type round struct {
	*State
	adder
	acc     []account
	paid    [][]poolPaid     // by account: what each pool gave, what returned, this round included
	parts   [][]money.Amount // by Recovered, by account: units attributed, cumulative
	backs   []back1          // what returns to pools in this round
	surplus money.Amount     // attributed to accounts that need no more, cumulative
	wants   [][]want         // by pool
	full    []bool           // by pool: everybody is served at level 1
	bears   []money.Amount   // by pool: the most it bears, in value
	levels  []Level
	vaults  []vault          // by Recovered
	takenBy [][]money.Amount // by Recovered, by account: units drawn in this round
	undrawn []money.Amount   // by account: own residual that its own part of no asset covers to the unit
	// toProtocol is the value that this round gives the protocol so far.
	toProtocol money.Amount
	remains    []money.Amount   // by Recovered: collected without what bounties take of it
	owing      [][]money.Amount // by Recovered, by bounty: what it still misses
	out        Result
}

// account is one account in value.
type account struct {
	loss, outside money.Amount
	room          money.Amount // max(0, loss − outside)
	covers        money.Amount // Σ cover lines, gross
	recovered     money.Amount // Σ recovery lines
	escheat       money.Amount // Σ escheat lines that fill a residual
	back          money.Amount // Σ given back to pools
	attributed    money.Amount // recovered money by the fixed denominator
	recovery      money.Amount // R: what of it this account and its pools take, with its part of the surplus; never below what they have
	own           money.Amount // part of R that fills the account's own residual
	before        money.Amount // recovered beyond its own residual in earlier rounds: its part of the surplus so far
	extra         money.Amount // its part of the surplus in this round
	returns       money.Amount // to pools in this round
	waits         money.Amount // due to pools whose lines may still be cancelled
	best          money.Amount // what its best single cover owes without its limit
	decided, held money.Amount // cover targets over all pools so far
	open          []open       // by pool so far: what may still come on top of the decided target
}

// mayGet is the most that covers may leave on the account.
func (a *account) mayGet() money.Amount {
	return money.Min(a.best, a.room.SubFloor(a.recovery).SubFloor(a.escheat))
}

// Compute divides what there is by what is known. It returns
// payouts.ErrInput for a state that contradicts itself and
// payouts.ErrInvariant where a law would be broken; then nothing may be paid.
func Compute(s *State) (Result, error) {
	v, err := NewValues(s.Assets)
	if err != nil {
		return Result{}, err
	}
	if err := s.check(); err != nil {
		return Result{}, err
	}
	r := &round{
		State: s, adder: adder{v: v}, acc: make([]account, len(s.Accounts)), paid: make([][]poolPaid, len(s.Accounts)),
		parts: make([][]money.Amount, len(s.Recovered)), wants: make([][]want, len(s.Pools)), full: make([]bool, len(s.Pools)),
		bears: make([]money.Amount, len(s.Pools)),
	}
	for _, step := range []func() error{
		r.load, r.bounties, r.attribute, r.settleInside, r.splitBacks, r.applyBacks, r.targets, r.shareSurplus, r.lines, r.finish,
	} {
		if err := step(); err != nil {
			return Result{}, err
		}
	}
	return r.out, nil
}

// load values losses, receipts and entries.
func (r *round) load() error {
	for i := range r.Accounts {
		in, a := &r.Accounts[i], &r.acc[i]
		for _, u := range in.Losses {
			r.to(&a.loss, r.of(u.Asset, u.Amount))
		}
		for _, u := range in.Outside {
			r.to(&a.outside, r.of(u.Asset, u.Amount))
		}
		a.room = a.loss.SubFloor(a.outside)
		for _, e := range in.Entries {
			r.to(a.sum(e.Kind), r.of(e.Asset, e.Amount))
		}
		if r.err != nil {
			return fmt.Errorf("account %s: %w", in.ID, r.err)
		}
	}
	return nil
}

// sum is where entries of a kind add up; lines to owners replace swept ones,
// which count already.
func (a *account) sum(k Kind) *money.Amount {
	switch k {
	case CoverLine:
		return &a.covers
	case RecoveryLine:
		return &a.recovered
	case GivenBack:
		return &a.back
	case EscheatLine:
		return &a.escheat
	case OwnerLine:
	}
	return new(money.Amount)
}

// applyBacks draws what returns to pools from the recovered assets, and lets
// what really returned count before targets are compared with what was given.
func (r *round) applyBacks() error {
	for i := range r.Accounts {
		if !r.acc[i].returns.IsZero() {
			r.paid[i] = r.paidBy(i)
		}
	}
	r.drawBacks()
	for _, b := range r.backs {
		paid := r.paid[b.account]
		for n := range paid {
			if paid[n].pool == b.pool {
				r.to(&paid[n].back, b.value)
			}
		}
	}
	return r.err
}

// shareSurplus lets what nobody needs for its own residual rise over what
// neither recovery nor cover will fill: each gap gets the same part of it,
// counting what it got before, rounded down. Open decisions may make gaps wider or
// narrower: the level is that of the widest, everybody gets what it gives the
// narrowest, and the rest waits. What is above all gaps is the protocol's. What an
// excluded account has is taken off what is attributed (goneTo), and counts once.
func (r *round) shareSurplus() error {
	shares := make([]payouts.Target, len(r.acc))
	for i := range r.acc {
		if r.Accounts[i].Excluded {
			continue
		}
		before := r.acc[i].before
		least, most := r.gap(i)
		all, sure := r.add(most, before), r.add(least, before)
		shares[i] = payouts.Target{Has: before, All: all, Most: all, Decided: sure, DecidedMost: sure}
	}
	if r.err != nil || r.surplus.IsZero() {
		return r.err
	}
	level, full, err := payouts.LevelOf(r.surplus, shares)
	if err != nil {
		return err
	}
	rest := r.surplus
	for i := range shares {
		to, err := shares[i].At(&level)
		if err != nil {
			return err
		}
		now, err := shares[i].DecidedAt(&level)
		if err != nil {
			return err
		}
		a := &r.acc[i]
		a.extra = now.SubFloor(a.before)
		r.to(&a.recovery, a.extra)
		rest = rest.SubFloor(to)
	}
	if full {
		r.out.Protocol = rest
	}
	return r.err
}

// gap is what nothing else will fill on an account: loss less everything received
// outside, recovered and covered; least where open decisions give it all they
// could, most where they give it nothing.
func (r *round) gap(i int) (least, most money.Amount) {
	if r.Accounts[i].Excluded {
		return money.Zero, money.Zero
	}
	a := &r.acc[i]
	could := a.decided
	for _, o := range a.open {
		r.to(&could, o.value)
	}
	given := a.covers.SubFloor(r.backOn(i))
	left := a.room.SubFloor(a.recovery).SubFloor(a.escheat)
	return left.SubFloor(money.MaxOf(could, given)), left.SubFloor(money.MaxOf(a.decided, given))
}

// backOn is what returned to pools on an account, this round included.
func (r *round) backOn(i int) (sum money.Amount) {
	for _, p := range r.paid[i] {
		r.to(&sum, p.back)
	}
	return sum
}

// check refuses indices and amounts that contradict each other.
func (s *State) check() error {
	bad := func(format string, args ...any) error {
		return fmt.Errorf("%w: "+format, append([]any{payouts.ErrInput}, args...)...)
	}
	if len(s.Unattributed) > len(s.Assets) {
		return bad("unattributed losses of unknown assets")
	}
	for _, p := range s.Pools {
		if p.Asset < 0 || p.Asset >= len(s.Assets) {
			return bad("pool %s names an unknown asset", p.ID)
		}
		if p.Pledge.Less(p.Spent) {
			return bad("pool %s spent more than its pledge", p.ID)
		}
	}
	if err := s.checkSources(bad); err != nil {
		return err
	}
	for _, p := range s.Products {
		for _, l := range p.Layers {
			if l.Pool < 0 || l.Pool >= len(s.Pools) {
				return bad("product %s names an unknown pool", p.ID)
			}
		}
	}
	return s.checkAccounts(bad)
}

// checkSources refuses recovered money and escheat that is listed twice, too:
// entries name an asset, not the place where it is listed.
func (s *State) checkSources(bad func(string, ...any) error) error {
	recovered, escheat := map[int]bool{}, map[int]bool{}
	for n, rec := range s.Recovered {
		if rec.Asset < 0 || rec.Asset >= len(s.Assets) || rec.Collected.Less(rec.Spent) {
			return bad("recovered money %d: unknown asset, or more was spent than collected", n)
		}
		if recovered[rec.Asset] {
			return bad("recovered money of asset %d is listed twice", rec.Asset)
		}
		recovered[rec.Asset] = true
		if !s.eachOnce(len(rec.Pools), func(k int) int { return rec.Pools[k].Pool }) {
			return bad("recovered money %d: a pool is unknown or listed twice", n)
		}
		if !rec.bountiesFit() {
			return bad("recovered money %d: a bounty is listed twice, is above the whole, or they were given more than was spent", n)
		}
	}
	for n, esc := range s.Escheat {
		if esc.Asset < 0 || esc.Asset >= len(s.Assets) || escheat[esc.Asset] {
			return bad("escheat %d: unknown asset, or listed twice", n)
		}
		if !s.eachOnce(len(esc.Holders), func(k int) int { return esc.Holders[k].Pool }) {
			return bad("escheat %d: a pool is unknown or listed twice", n)
		}
		if twice(len(esc.Payees), func(k int) string { return esc.Payees[k].ID }) {
			return bad("escheat %d: a payee is listed twice", n)
		}
		escheat[esc.Asset] = true
	}
	return nil
}

// eachOnce reports whether n places name known pools, none of them twice.
func (s *State) eachOnce(n int, pool func(int) int) bool {
	seen := map[int]bool{}
	for k := range n {
		p := pool(k)
		if p < 0 || p >= len(s.Pools) || seen[p] {
			return false
		}
		seen[p] = true
	}
	return true
}

// lostTwice reports a loss in one asset that is listed twice.
func (a *Account) lostTwice() bool {
	for n := range a.Losses {
		for _, other := range a.Losses[:n] {
			if other.Asset == a.Losses[n].Asset {
				return true
			}
		}
	}
	return false
}

// revisedWell reports whether each revision is of another asset and leaves a loss that
// was measured: Loss + Lowered − Raised is not below zero.
func (a *Account) revisedWell(assets int) bool {
	for n, r := range a.Revised {
		if r.Asset < 0 || r.Asset >= assets {
			return false
		}
		if slices.ContainsFunc(a.Revised[:n], func(o Revision) bool { return o.Asset == r.Asset }) {
			return false
		}
		loss := money.Zero
		for _, u := range a.Losses {
			if u.Asset == r.Asset {
				loss = u.Amount
			}
		}
		if sum, err := loss.Add(r.Lowered); err != nil || sum.Less(r.Raised) {
			return false
		}
	}
	return true
}

func (s *State) checkAccounts(bad func(string, ...any) error) error {
	for i := range s.Accounts {
		a := &s.Accounts[i]
		for _, u := range append(append([]Units(nil), a.Losses...), a.Outside...) {
			if u.Asset < 0 || u.Asset >= len(s.Assets) {
				return bad("account %s names an unknown asset", a.ID)
			}
		}
		if a.lostTwice() {
			return bad("account %s lost one asset twice", a.ID)
		}
		if !a.revisedWell(len(s.Assets)) {
			return bad("account %s: a revision names an unknown asset, one twice, or more than the loss", a.ID)
		}
		for _, right := range a.Rights {
			if right.Product < 0 || right.Product >= len(s.Products) || right.Unlimited.Less(right.Amount) {
				return bad("account %s: right %s names an unknown product, or owes more than its loss", a.ID, right.ID)
			}
		}
		for _, e := range a.Entries {
			if e.Asset < 0 || e.Asset >= len(s.Assets) || e.Pool < 0 || (e.Kind == CoverLine || e.Kind == GivenBack) && e.Pool >= len(s.Pools) {
				return bad("account %s has an entry of an unknown asset or pool", a.ID)
			}
		}
	}
	return nil
}
