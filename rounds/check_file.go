package rounds

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"makewhole/merkle"
	"makewhole/money"
	"makewhole/payouts"
)

// ErrOtherLines means that an entitlement file does not say what its accounts
// file leads to: nothing of it may be signed or paid.
var ErrOtherLines = errors.New("rounds: the entitlement file is not what the accounts lead to")

// Check computes the round of a state and holds a targets/1 file against it: the
// file names this state by its hash; its token is that of its source, its
// available money what the source has less what no target needs; and for each
// account, part and state of payment the lines of its rows add up to those of the
// round. In a file of escheat the part says what was swept, and does not count,
// and rows may wait that the round pays.
// Shares of a pool divide what the round leaves to the pool's shareholders of
// record by their weights, cumulatively; in a file of escheat they add up to what
// was swept from them. Who they are the state does not know. Rows of bounties and of
// the protocol are what the round gives them. It
// returns ErrOtherLines where the file differs, and the errors of Compute.
func Check(s *State, f *payouts.File) error {
	if f.Rule != payouts.RuleTargets {
		return differs("want the rule %s", payouts.RuleTargets)
	}
	hash, err := StateHash(s)
	if err != nil {
		return err
	}
	if hash != f.Accounts {
		return differs("the file names other accounts")
	}
	result, err := Compute(s)
	if err != nil {
		return err
	}
	return (&Round{State: s, Hash: hash, Result: result}).Check(f)
}

// Round is a computed round beside the state that it follows from, so that several
// files are held against one computation.
type Round struct {
	State *State
	Hash  merkle.Hash // of the state's accounts file
	Result
}

// NewRound computes the round of a state; errors are those of Compute and
// StateHash.
func NewRound(s *State) (*Round, error) {
	result, err := Compute(s)
	if err != nil {
		return nil, err
	}
	hash, err := StateHash(s)
	return &Round{State: s, Hash: hash, Result: result}, err
}

// Check is the function Check of the round's state.
func (r *Round) Check(f *payouts.File) error {
	if f.Rule != payouts.RuleTargets {
		return differs("want the rule %s", payouts.RuleTargets)
	}
	if r.Hash != f.Accounts {
		return differs("the file names other accounts")
	}
	st := r.Settlement(f.Source)
	if st == nil {
		return differs("the round has no source %s", f.Source)
	}
	c := &fileCheck{s: r.State, f: f, st: st, accounts: map[string]bool{}, sums: map[lineKey]money.Amount{}, shares: map[string][]*payouts.Row{}}
	for _, step := range []func() error{c.header, c.lines, c.holders, c.payees} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// CheckFile is Check of an accounts file as bytes. Files of other rules say
// everything themselves: they have no accounts.
func CheckFile(accounts []byte, f *payouts.File) error {
	if f.Rule != payouts.RuleTargets {
		if len(accounts) > 0 {
			return differs("a file by %s has no accounts", f.Rule)
		}
		return nil
	}
	s, err := ReadState(accounts)
	if err != nil {
		return err
	}
	return Check(s, f)
}

func differs(format string, args ...any) error {
	return fmt.Errorf("%w: "+format, append([]any{ErrOtherLines}, args...)...)
}

// Words of the sources in the names that entitlement files give them.
var sourceWords = map[Source]string{FromPool: "pool", FromVault: "recovered", FromEscheat: "escheat"}

// SourceName is how an entitlement file names the source of a settlement: its word
// and its position in the state.
func (s *Settlement) SourceName() string { return fmt.Sprintf("%s:%d", sourceWords[s.Source], s.Index) }

// Settlement is the one whose source a file names, or nil.
func (r *Result) Settlement(name string) *Settlement {
	i := slices.IndexFunc(r.Settlements, func(s Settlement) bool { return s.SourceName() == name })
	if i < 0 {
		return nil
	}
	return &r.Settlements[i]
}

// fileCheck is one comparison in progress.
type fileCheck struct {
	s        *State
	f        *payouts.File
	st       *Settlement
	accounts map[string]bool          // of the state
	sums     map[lineKey]money.Amount // lines of the round
	shares   map[string][]*payouts.Row
	others   []*payouts.Row // of bounties and of the protocol
}

// lineKey is what lines are added up by: a file says no more of them.
type lineKey struct {
	account string
	part    payouts.Part
	state   LineState
}

func (c *fileCheck) header() error {
	pools := map[string]bool{}
	for _, p := range c.s.Pools {
		if pools[p.ID] {
			return fmt.Errorf("%w: two pools are called %s", payouts.ErrInput, p.ID)
		}
		pools[p.ID] = true
	}
	if want := c.st.Available.SubFloor(c.st.Free); c.f.Available != want { // what no target needs is not the round's
		return differs("available is %s, not %s", want, c.f.Available)
	}
	if c.st.Source == FromPool && c.f.Pool != c.s.Pools[c.st.Index].ID {
		return differs("%s is %s, not %s", c.f.Source, c.s.Pools[c.st.Index].ID, c.f.Pool)
	}
	if token := AssetID(c.f.ChainID, c.f.Token); token != c.s.Assets[c.st.Asset].ID {
		return differs("the money is %s, not %s", c.s.Assets[c.st.Asset].ID, token)
	}
	return nil
}

func partOf(k Kind) payouts.Part {
	switch k {
	case CoverLine:
		return payouts.PartCover
	case RecoveryLine:
		return payouts.PartRecovery
	case EscheatLine, OwnerLine, GivenBack:
	}
	return payouts.PartEscheat
}

// lines compares the sums of the rows with those of the round.
func (c *fileCheck) lines() error {
	if err := c.roundSums(); err != nil {
		return err
	}
	rows, err := c.rowSums()
	if err != nil {
		return err
	}
	if c.st.Source == FromEscheat {
		if err := c.waits(rows); err != nil {
			return err
		}
	}
	for key, want := range c.sums {
		if got := rows[key]; got != want {
			return differs("%s of account %s, %s: the round gives %s, the file %s", key.part, key.account, key.state, want, got)
		}
		delete(rows, key)
	}
	for key, got := range rows {
		if !got.IsZero() {
			return differs("%s of account %s, %s: the round gives nothing, the file %s", key.part, key.account, key.state, got)
		}
	}
	return nil
}

// waits lets a file of escheat hold what the round pays: whether the entitlement
// of a swept line waits the state does not know.
func (c *fileCheck) waits(rows map[lineKey]money.Amount) (err error) {
	for key, want := range c.sums {
		if key.state != Payable {
			continue
		}
		held := lineKey{key.account, key.part, HeldLine}
		more := money.Min(want.SubFloor(rows[key]), rows[held].SubFloor(c.sums[held]))
		rows[held] = rows[held].SubFloor(more)
		if rows[key], err = rows[key].Add(more); err != nil {
			return err
		}
	}
	return nil
}

func (c *fileCheck) roundSums() error {
	for i := range c.s.Accounts {
		id := c.s.Accounts[i].ID
		if c.accounts[id] {
			return fmt.Errorf("%w: two accounts are called %s", payouts.ErrInput, id)
		}
		c.accounts[id] = true
	}
	for _, l := range c.st.Lines {
		key := lineKey{c.s.Accounts[l.Account].ID, partOf(l.Kind), l.State}
		if err := addTo(c.sums, key, l.Amount); err != nil {
			return err
		}
	}
	return nil
}

func addTo[K comparable](sums map[K]money.Amount, key K, x money.Amount) error {
	sum, err := sums[key].Add(x)
	sums[key] = sum
	return err
}

// rowSums adds up the rows of accounts and puts those of others aside.
func (c *fileCheck) rowSums() (map[lineKey]money.Amount, error) {
	sums := make(map[lineKey]money.Amount, len(c.sums))
	for i := range c.f.Rows {
		r := &c.f.Rows[i]
		if r.Target == nil {
			return nil, differs("row %s has no account", r.ID)
		}
		line, err := r.Amount.Sub(r.Already)
		if err != nil {
			return nil, differs("row %s has more than its target", r.ID)
		}
		switch r.Part {
		case payouts.PartShare:
			c.shares[r.Target.Account] = append(c.shares[r.Target.Account], r)
			continue
		case payouts.PartBounty, payouts.PartProtocol:
			c.others = append(c.others, r)
			continue
		case payouts.PartCover, payouts.PartRecovery, payouts.PartEscheat:
		}
		if !c.accounts[r.Target.Account] {
			return nil, differs("row %s is of an account that lost nothing", r.ID)
		}
		part := r.Part
		if c.st.Source == FromEscheat { // the part says which line was swept
			part = payouts.PartEscheat
		}
		if err := addTo(sums, lineKey{r.Target.Account, part, stateOf(r)}, line); err != nil {
			return nil, differs("row %s: the lines are more than any source has", r.ID)
		}
	}
	return sums, nil
}

func stateOf(r *payouts.Row) LineState {
	switch {
	case r.Held:
		return HeldLine
	case r.Target.Carried:
		return CarriedLine
	}
	return Payable
}

// holders compares the shares of each pool with what the round leaves to it.
func (c *fileCheck) holders() error {
	left := map[string]money.Amount{}
	for _, h := range c.st.Holders {
		if err := addTo(left, c.s.Pools[h.Pool].ID, h.Amount); err != nil {
			return err
		}
	}
	if c.st.Source == FromEscheat {
		return c.sweptShares(left)
	}
	for pool, rows := range c.shares {
		before, err := c.holdersBefore(pool)
		if err == nil {
			err = checkShares(rows, before, left[pool])
		}
		if err != nil {
			return fmt.Errorf("shares of %s: %w", pool, err)
		}
	}
	return nil
}

// sweptShares holds that all of what was swept from the shareholders of each pool
// is in rows of theirs, which divide nothing.
func (c *fileCheck) sweptShares(left map[string]money.Amount) error {
	rows := map[string]money.Amount{}
	for pool, shares := range c.shares {
		for _, r := range shares {
			if r.Target.Carried || !r.Target.Weight.IsZero() || !r.Already.IsZero() {
				return differs("share %s: what was swept has no weight, is not carried, and nobody has of it", r.ID)
			}
			if err := addTo(rows, pool, r.Amount); err != nil {
				return err
			}
		}
	}
	if !maps.Equal(rows, left) {
		return differs("swept from shareholders: the round gives %v, the file %v", left, rows)
	}
	return nil
}

// holdersBefore is what the shareholders of record of a pool got of this source
// before, by the state.
func (c *fileCheck) holdersBefore(pool string) (sum money.Amount, err error) {
	if c.st.Source != FromVault {
		return money.Zero, differs("only recovered money has any")
	}
	for _, in := range c.s.Recovered[c.st.Index].Pools {
		if c.s.Pools[in.Pool].ID == pool && err == nil {
			sum, err = sum.Add(in.Holders)
		}
	}
	return sum, err
}

// checkShares holds that rows divide before + amount by their weights, each less
// what it has; rounding stays the pool's.
func checkShares(rows []*payouts.Row, before, amount money.Amount) error {
	weights := make([]money.Amount, len(rows))
	var already money.Amount
	for i, r := range rows {
		weights[i] = r.Target.Weight
		var err error
		if already, err = already.Add(r.Already); err != nil {
			return differs("they have more than was collected")
		}
	}
	if already != before {
		return differs("they have %s, not %s", before, already)
	}
	all, err := before.Add(amount)
	if err != nil {
		return err
	}
	due, _, err := payouts.SplitShares(all, weights)
	if err != nil {
		return err
	}
	for i, r := range rows {
		if want := money.MaxOf(due[i], r.Already); r.Amount != want || r.Target.Carried {
			return differs("row %s should have %s, not %s, and is never carried", r.ID, want, r.Amount)
		}
		if amount, err = amount.Sub(r.Amount.SubFloor(r.Already)); err != nil {
			return differs("they got more than their shares before")
		}
	}
	return nil
}
