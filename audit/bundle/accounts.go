package bundle

import (
	"fmt"
	"math/big"
	"strings"

	"makewhole/money"
	"makewhole/oracles/reports"
	"makewhole/payouts"
	"makewhole/rounds"
)

// targets holds an entitlement file by targets/1 against its accounts file, and
// the accounts file against the snapshots and prices that members signed.
func (c *check) targets(file *payouts.File) error {
	raw, there := c.b[fileAccounts]
	if file.Rule != payouts.RuleTargets || !there {
		return rounds.CheckFile(raw, file)
	}
	state, err := rounds.ReadState(raw)
	if err != nil {
		return err
	}
	if err := rounds.Check(state, file); err != nil {
		return err
	}
	if err := c.prices(state); err != nil {
		return err
	}
	return c.losses(state)
}

// prices: a token has the signed price, the numéraire is worth itself.
func (c *check) prices(s *rounds.State) error {
	signed := map[string]reports.Price{}
	for _, p := range c.set.Prices {
		signed[rounds.AssetID(p.ChainID, p.Asset)] = p
	}
	numeraire := strings.ToLower(c.set.Set.Numeraire.Hex())
	for _, a := range s.Assets {
		p, priced := signed[a.ID]
		if _, token, _ := strings.Cut(a.ID, ":"); !priced && token == numeraire {
			p = reports.Price{Num: money.FromUint64(1), Den: money.FromUint64(1)}
		} else if !priced {
			return fmt.Errorf("accounts.txt values %s, of which the snapshot set has no price", a.ID)
		}
		if a.Num != p.Num || a.Den != p.Den {
			return fmt.Errorf("accounts.txt values %s at %s/%s, signed is %s/%s", a.ID, a.Num, a.Den, p.Num, p.Den)
		}
	}
	return nil
}

// lossKey is what an account lost of one token; account "" is nobody's part.
type lossKey struct{ account, token string }

// lossSums adds up losses by account and token. Tokens that a snapshot from a
// file is about are told apart by address alone: its message names no chain of
// the token.
type lossSums struct {
	sums   map[lossKey]*big.Int
	byFile map[string]bool // addresses
}

func (l *lossSums) key(account, asset string) lossKey {
	if _, token, _ := strings.Cut(asset, ":"); l.byFile[token] {
		asset = token
	}
	return lossKey{account, asset}
}

func (l *lossSums) add(account, asset string, amount money.Amount) {
	if amount.IsZero() {
		return
	}
	key := l.key(account, asset)
	if l.sums[key] == nil {
		l.sums[key] = new(big.Int)
	}
	l.sums[key].Add(l.sums[key], amount.Big())
}

// measured takes back what a revision added to a loss, and the other way round.
func (l *lossSums) measured(account, asset string, r rounds.Revision) {
	l.add(account, asset, r.Lowered)
	key := l.key(account, asset)
	if l.sums[key] == nil {
		l.sums[key] = new(big.Int)
	}
	if l.sums[key].Sub(l.sums[key], r.Raised.Big()).Sign() == 0 {
		delete(l.sums, key)
	}
}

// losses: the accounts lost what the snapshots say and two persons have revised since,
// no more, no less and nobody else, and what belongs to no account is the same.
func (c *check) losses(s *rounds.State) error {
	byFile := map[string]bool{}
	for _, r := range c.measured {
		if r.Snapshot.SourceChainID == 0 {
			byFile[strings.ToLower(r.Snapshot.Asset.Hex())] = true
		}
	}
	signed, stated := lossSums{map[lossKey]*big.Int{}, byFile}, lossSums{map[lossKey]*big.Int{}, byFile}
	for _, r := range c.measured {
		asset := rounds.AssetID(r.Snapshot.SourceChainID, r.Snapshot.Asset)
		signed.add("", asset, r.Snapshot.UnattributedLoss)
		for _, l := range r.Leaves {
			signed.add(strings.ToLower(l.Account.Hex()), asset, l.Loss)
		}
	}
	for i, u := range s.Unattributed {
		stated.add("", s.Assets[i].ID, u)
	}
	for i := range s.Accounts {
		for _, u := range s.Accounts[i].Losses {
			stated.add(s.Accounts[i].ID, s.Assets[u.Asset].ID, u.Amount)
		}
		for _, r := range s.Accounts[i].Revised {
			stated.measured(s.Accounts[i].ID, s.Assets[r.Asset].ID, r)
		}
	}
	return signed.same(stated)
}

func (l *lossSums) same(stated lossSums) error {
	for key, want := range l.sums {
		if got := stated.sums[key]; got == nil || got.Cmp(want) != 0 {
			return fmt.Errorf("accounts.txt states a loss of %v for %s, signed is %s", got, key, want)
		}
	}
	for key, got := range stated.sums {
		if l.sums[key] == nil {
			return fmt.Errorf("accounts.txt states a loss of %s for %s, of which no snapshot says anything", got, key)
		}
	}
	return nil
}

func (k lossKey) String() string {
	if k.account == "" {
		return "nobody in " + k.token
	}
	return k.account + " in " + k.token
}
