package main

import (
	"fmt"
	"strings"

	"github.com/ethereum/go-ethereum/common"
)

// report measures everything once and remembers each number by name, for the
// rows that compare with another one and for the ceilings of the test.
type report struct {
	gas      map[string]cost
	sections []section
	err      error
}

func (r *report) String() string {
	var parts []string
	for _, s := range r.sections {
		parts = append(parts, s.String())
	}
	return strings.Join(parts, "\n")
}

// method is one way of paying: its name in the table and how it is measured.
type method struct {
	name string
	run  func(n int, existing bool) (cost, error)
}

var holdersOf = map[bool]string{false: "fresh", true: "existing"}

// measure runs one method and keeps what it cost under a name such as
// "push/token/Disperse/500/fresh".
func (r *report) measure(group string, m method, size string, n int, existing bool) cost {
	if r.err != nil {
		return cost{}
	}
	c, err := m.run(n, existing)
	if err != nil {
		r.err = fmt.Errorf("%s %s %s: %w", group, m.name, size, err)
	}
	r.gas[strings.Join([]string{group, m.name, size, holdersOf[existing]}, "/")] = c
	return c
}

func measureAll() (*report, error) {
	r := &report{gas: map[string]cost{}}
	r.push("push/token", "Push of an ERC-20: one sender pays for everybody", token, pushTokenMethods(),
		"The batch contracts pay whatever their caller says, once for every call; ours pays what a committee has "+
			"signed, each leaf once, whoever calls, and goes on when a receiver fails.")
	r.push("push/coin", "Push of the native coin", coin, pushCoinMethods(),
		"A call to an unused account costs 25,000 in the EVM, a transaction to it nothing extra: that is why plain "+
			"transfers win there. Batches of 500 coins do not fit the 16,777,216 gas of one transaction (EIP-7825); "+
			"the batch contracts got 250 a call, ours takes 256.")
	r.redeem()
	r.publish()
	r.withouts()
	return r, r.err
}

func pushTokenMethods() []method {
	own := func(n int, existing bool) (cost, error) { return pushOurs(variant{}, token, n, existing) }
	peer := func(name, call string) func(int, bool) (cost, error) {
		return func(n int, existing bool) (cost, error) { return pushPeer(name, call, token, n, existing) }
	}
	plain := func(n int, existing bool) (cost, error) { return pushPlain(token, n, existing) }
	return []method{
		{"Makewhole push", own},
		{"Gaslite-style airdropERC20 ¹", peer("GasliteStyle", "airdropERC20")},
		{"Disperse disperseToken ¹", peer("Disperse", "disperseToken")},
		{"Disperse disperseTokenSimple ¹", peer("Disperse", "disperseTokenSimple")},
		{"plain transfers", plain},
	}
}

func pushCoinMethods() []method {
	own := func(n int, existing bool) (cost, error) { return pushOurs(variant{}, coin, n, existing) }
	peer := func(name, call string) func(int, bool) (cost, error) {
		return func(n int, existing bool) (cost, error) { return pushPeer(name, call, coin, n, existing) }
	}
	plain := func(n int, existing bool) (cost, error) { return pushPlain(coin, n, existing) }
	return []method{
		{"Makewhole push", own},
		{"Gaslite-style airdropETH ¹", peer("GasliteStyle", "airdropETH")},
		{"Disperse disperseEther ¹", peer("Disperse", "disperseEther")},
		{"plain transfers", plain},
	}
}

const written = "¹ No npm package is published under the names gaslite-drop, @gaslite/core, disperse or " +
	"disperse-contracts: equivalents written for this comparison, in contracts/peers."

func (r *report) push(group, title string, asset common.Address, methods []method, notes ...string) {
	s := section{title: title + " (gas a receiver)", notes: append(notes, written)}
	s.head = []string{"", "fresh, N=100", "fresh, N=500", "× ours", "existing, N=100", "existing, N=500", "× ours",
		"calldata B", "fixed"}
	var base [2]uint64
	for i, m := range methods {
		row := []string{m.name}
		var last cost
		for e, existing := range []bool{false, true} {
			small := r.measure(group, m, "100", 100, existing)
			last = r.measure(group, m, "500", 500, existing)
			if i == 0 {
				base[e] = last.gas
			}
			row = append(row, grouped(small.gas), grouped(last.gas), times(last.gas, base[e]))
		}
		s.rows = append(s.rows, append(row, fmt.Sprint(last.bytes), grouped(last.fixed)))
	}
	s.notes = append(s.notes, "Fixed is paid once for all of them: publishing with three signatures, or approving. "+
		"Columns × compare N = 500.")
	r.sections = append(r.sections, s)
}

// redeem compares distributors by proof; each receiver's own transaction.
func (r *report) redeem() {
	s := section{title: "Redeem by proof (gas a receiver, who calls or is called for)", head: []string{
		"", "fresh, N=100", "N=500", "N=2²⁰", "× ours", "existing, N=100", "N=500", "N=2²⁰", "× ours", "calldata B", "fixed",
	}}
	bare, err := loadArtifact("without-everything")
	if err != nil {
		r.err = err
		return
	}
	type door struct {
		name string
		run  func(n, depth int, existing bool) (cost, error)
	}
	own := func(code variant, asset common.Address) func(n, depth int, existing bool) (cost, error) {
		return func(n, depth int, existing bool) (cost, error) { return redeemOurs(code, asset, n, depth, existing) }
	}
	peer := func(name string) func(n, depth int, existing bool) (cost, error) {
		return func(n, depth int, existing bool) (cost, error) { return claimPeer(name, n, depth, existing) }
	}
	var base [2]uint64
	for i, d := range []door{
		{"Makewhole redeem, every safety on", own(variant{}, token)},
		{"Makewhole redeem, bare ²", own(bare.variant(), token)},
		{"OpenZeppelin minimal ³", peer("OpenZeppelinMinimal")},
		{"Uniswap MerkleDistributor 1.0.1 ⁴", peer("UniswapMerkleDistributor")},
		{"Makewhole redeem of coin", own(variant{}, coin)},
	} {
		row := []string{d.name}
		var last cost
		for e, existing := range []bool{false, true} {
			for _, n := range []int{100, 500, 0} {
				count, depth, size := n, 0, fmt.Sprint(n)
				if n == 0 {
					count, depth, size = spread, million, "million"
				}
				m := method{d.name, func(n int, existing bool) (cost, error) { return d.run(n, depth, existing) }}
				last = r.measure("redeem", m, size, count, existing)
				row = append(row, grouped(last.gas))
			}
			if i == 0 {
				base[e] = last.gas
			}
			row = append(row, times(last.gas, base[e]))
		}
		s.rows = append(s.rows, append(row, fmt.Sprint(last.bytes), grouped(last.fixed)))
	}
	s.notes = []string{
		"² Without everything that the last table prices, and for one token only. ³ MerkleProof and BitMaps, immutable " +
			"root and token, one contract a round: written for this comparison from npm's @openzeppelin/contracts. " +
			"⁴ The bytecode of npm's @uniswap/merkle-distributor. Fixed: publishing with three signatures; " +
			"theirs: deploying for this round and sending the money. In the tree of 2²⁰ leaves the 256 leaves of one " +
			"bitmap word are redeemed; calldata is of that tree.",
	}
	r.sections = append(r.sections, s)
}
