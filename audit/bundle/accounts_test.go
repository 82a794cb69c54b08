package bundle

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/merkle"
	"makewhole/money"
	"makewhole/oracles/reports"
	"makewhole/rounds"
)

// roundsVectors are the entitlement files by targets/1 of contracts/vectors, over
// one accounts file whose accounts are given addresses here.
func roundsVectors(t *testing.T) (accounts string, good []string) {
	t.Helper()
	raw, err := os.ReadFile("../../contracts/vectors/rounds.json")
	if err != nil {
		t.Fatal(err)
	}
	var all struct {
		Accounts string
		Files    []struct {
			Text string
			Good bool
		}
	}
	if err := json.Unmarshal(raw, &all); err != nil {
		t.Fatal(err)
	}
	name := regexp.MustCompile(`\bacc_(\w)\b`)
	address := func(text string) string {
		return name.ReplaceAllStringFunc(text, func(s string) string { return fmt.Sprintf("0x%040x", s[len("acc_")]) })
	}
	hash := func(text string) string { return fmt.Sprintf("0x%x", merkle.Keccak([]byte(text))) }
	accounts = address(all.Accounts)
	for _, f := range all.Files {
		if f.Good {
			good = append(good, strings.Replace(address(f.Text), hash(all.Accounts), hash(accounts), 1))
		}
	}
	return accounts, good
}

// targetsParts is an honest quorum's view of a file by targets/1.
func targetsParts(t *testing.T, accounts, entitlements string) *bundleParts {
	t.Helper()
	s, err := rounds.ReadState([]byte(accounts))
	if err != nil {
		t.Fatal(err)
	}
	token := common.HexToAddress(s.Assets[0].ID[len("31337:"):])
	p := &bundleParts{signers: 3, entitlements: []byte(entitlements), accounts: []byte(accounts)}
	p.snapshot.SourceChainID, p.snapshot.Asset, p.set.Numeraire = 31337, token, token
	for _, a := range s.Accounts {
		for _, u := range a.Losses {
			loss := u.Amount
			for _, r := range a.Revised { // what members signed is without them
				more, _ := loss.Add(r.Lowered)
				loss, _ = more.Sub(r.Raised)
			}
			p.measured.Leaves = append(p.measured.Leaves, reports.Leaf{Account: common.HexToAddress(a.ID), Loss: loss})
		}
	}
	return p
}

// The accounts file has to agree with what the committee signed of losses and
// prices: a round over other losses is refused, whoever signed the order.
func TestBundleHoldsAccountsAgainstSnapshots(t *testing.T) {
	t.Parallel()
	accounts, files := roundsVectors(t)
	if len(files) < 4 {
		t.Fatalf("%d files", len(files))
	}
	for _, text := range files {
		if _, err := targetsParts(t, accounts, text).build(t).Verify(); err != nil {
			t.Errorf("honest: %v", err)
		}
	}
	token := targetsParts(t, accounts, files[0]).snapshot.Asset
	one, other := money.FromUint64(1), common.Address{0x77}
	for _, c := range []struct {
		name, want string
		lie        func(*bundleParts)
	}{
		{"the price that the accounts have", "", func(p *bundleParts) { p.prices = []reports.Price{{ChainID: 31337, Asset: token, Num: one, Den: one}} }},
		{"a snapshot from a file", "", func(p *bundleParts) { p.snapshot.SourceChainID = 0 }},
		{"a higher loss", "signed is 101", func(p *bundleParts) { p.measured.Leaves[0].Loss = money.FromUint64(101) }},
		{"a lower loss", "signed is 99", func(p *bundleParts) { p.measured.Leaves[0].Loss = money.FromUint64(99) }},
		{"a revision that members measured", "signed is 50", func(p *bundleParts) { p.measured.Leaves[8].Loss = money.FromUint64(50) }},
		{"somebody without a loss", "no snapshot says", func(p *bundleParts) { p.measured.Leaves = p.measured.Leaves[1:] }},
		{"somebody who is not there", "a loss of <nil>", func(p *bundleParts) {
			p.measured.Leaves = append(p.measured.Leaves, reports.Leaf{Account: other, Loss: one})
		}},
		{"a loss of nobody", "nobody in", func(p *bundleParts) { p.snapshot.UnattributedLoss = one }},
		{"another token", "accounts.txt states", func(p *bundleParts) { p.snapshot.Asset = other }},
		{"another chain", "accounts.txt states", func(p *bundleParts) { p.snapshot.SourceChainID = 9 }},
		{"another price", "signed is 2/1", func(p *bundleParts) {
			p.prices = []reports.Price{{ChainID: 31337, Asset: token, Num: money.FromUint64(2), Den: one}}
		}},
		{"no price", "no price", func(p *bundleParts) { p.set.Numeraire = other }},
	} {
		p := targetsParts(t, accounts, files[0])
		c.lie(p)
		_, err := p.build(t).Verify()
		if honest := c.want == ""; honest != (err == nil) || !honest && (!errors.Is(err, ErrInvalid) || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
	}
}
