package distributions

import (
	"cmp"
	"context"
	"fmt"
	"math/big"
	"slices"
	"strings"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"

	"makewhole/contracts"
	"makewhole/models"
	"makewhole/money"
)

// checking is one comparison of a place.
type checking struct {
	s *Service
	place
	head  *types.Header
	facts payoutFacts
	out   models.PayoutCheck
	found []string
}

// logPage is the most blocks of one query for logs.
const logPage = 2000

// maxFindings keeps a finding readable; the number of all is told.
const maxFindings = 20

var transferTopic = crypto.Keccak256Hash([]byte("Transfer(address,address,uint256)"))

// observe reads the distributor's balance and, for a token, its transfers.
func (c *checking) observe(ctx context.Context) (err error) {
	c.facts = payoutFacts{distributor: c.contract, native: c.native(), first: c.first, before: c.before}
	for i := range c.events {
		c.facts.bookings = append(c.facts.bookings, c.events[i].bookings()...)
	}
	balances, err := c.balances(ctx, []common.Address{c.contract}, c.head.Hash())
	if err != nil {
		return fmt.Errorf("read balance: %w", err)
	}
	c.facts.after = balances[0]
	if c.native() {
		return nil
	}
	own := []common.Hash{common.BytesToHash(c.contract[:])}
	seen := map[string]bool{}
	for _, topics := range [][][]common.Hash{{{transferTopic}, own}, {{transferTopic}, nil, own}} {
		if err := c.movements(ctx, topics, seen); err != nil {
			return fmt.Errorf("read transfers: %w", err)
		}
	}
	return nil
}

// movements reads the range in pages, smaller ones where the node refuses.
func (c *checking) movements(ctx context.Context, topics [][]common.Hash, seen map[string]bool) error {
	page := int64(logPage)
	for from := c.from + 1; from <= c.to; {
		to := min(c.to, from+page-1)
		moves, err := c.transfers(ctx, from, to, topics)
		if err != nil && page > 1 && ctx.Err() == nil {
			page /= 2
			continue
		}
		if err != nil {
			return err
		}
		for key, m := range moves {
			if !seen[key] {
				seen[key] = true
				c.facts.movements = append(c.facts.movements, m)
			}
		}
		from = to + 1
	}
	return nil
}

// balances reads balances of the place's asset.
func (c *checking) balances(ctx context.Context, accounts []common.Address, block common.Hash) ([]money.Amount, error) {
	if !c.native() {
		return tokenBalances(ctx, c.s.Node, c.asset.Address.Address, accounts, block)
	}
	states, err := c.s.Node.CoinAccounts(ctx, accounts, block)
	out := make([]money.Amount, len(states))
	for i := range states {
		out[i] = states[i].Balance
	}
	return out, err
}

// transfers reads Transfer events of the token, keyed by their place on chain.
func (c *checking) transfers(ctx context.Context, from, to int64, topics [][]common.Hash) (map[string]movement, error) {
	logs, err := c.s.Node.FilterLogs(ctx, ethereum.FilterQuery{
		FromBlock: big.NewInt(from), ToBlock: big.NewInt(to), Addresses: []common.Address{c.asset.Address.Address}, Topics: topics,
	})
	if err != nil {
		return nil, err
	}
	out := map[string]movement{}
	for _, l := range logs {
		if len(l.Topics) != 3 || len(l.Data) != 32 || l.Topics[0] != transferTopic {
			continue
		}
		out[fmt.Sprintf("%d:%d", l.BlockNumber, l.Index)] = movement{
			tx: l.TxHash, from: common.BytesToAddress(l.Topics[1][:]), to: common.BytesToAddress(l.Topics[2][:]),
			amount: money.FromBytes32([32]byte(l.Data)),
		}
	}
	return out, nil
}

// quiet tells that nothing moved since the last comparison.
func (c *checking) quiet() bool {
	return !c.first && len(c.events) == 0 && len(c.facts.movements) == 0 && c.facts.after == c.facts.before
}

// advance remembers how far the comparison went.
func (c *checking) advance(tx *models.Tx) error {
	return tx.AdvanceCursor(models.ChainCursor{
		ChainID: c.asset.ChainID, Name: c.cursor(), Number: c.to, Hash: models.H(c.head.Hash()), Final: c.to,
	})
}

// judge applies all rules and fills the row.
func (c *checking) judge(ctx context.Context) error {
	sums, findings := comparePayouts(c.facts)
	c.found = findings
	c.out = models.PayoutCheck{
		ChainID: c.asset.ChainID, Contract: models.Addr(c.contract), AssetID: c.asset.ID, FromBlock: c.from, ToBlock: c.to, ToHash: models.H(c.head.Hash()),
		BalanceBefore: models.Amt(c.before), BalanceAfter: models.Amt(c.facts.after), BookedIn: models.Amt(sums.bookedIn),
		BookedOut: models.Amt(sums.bookedOut), MovedIn: models.Amt(sums.movedIn), MovedOut: models.Amt(sums.movedOut), Verdict: models.CheckOK,
	}
	for i := range c.events {
		c.out.Payments += int64(len(c.events[i].leaves))
	}
	c.receivers(ctx)
	if err := c.bitmap(ctx); err != nil {
		return fmt.Errorf("read paid lines: %w", err)
	}
	if n := len(c.found); n > 0 {
		c.out.Verdict = models.CheckMismatch
		if n > maxFindings {
			c.found = append(c.found[:maxFindings], fmt.Sprintf("and %d more", n-maxFindings))
		}
		c.out.Findings = strings.Join(c.found, "; ")
	}
	return nil
}

// blocks groups what receivers were paid by block.
func (c *checking) blocks() (order []int64, paid map[int64]map[common.Address]money.Amount) {
	paid = map[int64]map[common.Address]money.Amount{}
	for _, b := range c.facts.bookings {
		if b.in || b.to == (common.Address{}) {
			continue
		}
		if paid[b.block] == nil {
			paid[b.block] = map[common.Address]money.Amount{}
			order = append(order, b.block)
		}
		paid[b.block][b.to], _ = paid[b.block][b.to].Add(b.amount) // comparePayouts has added all of them
	}
	slices.Sort(order)
	return order, paid
}

// receivers compares each receiver's balance before and after the block in which
// it was paid. A node may have forgotten the state of that block: those
// receivers are counted as skipped.
func (c *checking) receivers(ctx context.Context) {
	order, paid := c.blocks()
	for _, block := range order {
		accounts := make([]common.Address, 0, len(paid[block]))
		for a := range paid[block] {
			accounts = append(accounts, a)
		}
		slices.SortFunc(accounts, func(a, b common.Address) int { return cmp.Compare(a.Hex(), b.Hex()) })
		told, findings, err := c.blockOf(ctx, block, accounts, paid[block])
		if err != nil {
			c.out.Skipped += int64(len(accounts))
			continue
		}
		c.out.Receivers += int64(told)
		c.out.Skipped += int64(len(accounts) - told)
		c.found = append(c.found, findings...)
	}
}

func (c *checking) blockOf(ctx context.Context, block int64, accounts []common.Address, paid map[common.Address]money.Amount) (told int, findings []string, err error) {
	after, err := c.s.Node.HeaderByNumber(ctx, big.NewInt(block))
	if err != nil {
		return 0, nil, err
	}
	before, err := c.s.Node.HeaderByNumber(ctx, big.NewInt(block-1))
	if err != nil {
		return 0, nil, err
	}
	if c.native() {
		return c.coinsOf(ctx, block, accounts, paid, before.Hash(), after.Hash())
	}
	then, err := c.balances(ctx, accounts, before.Hash())
	if err != nil {
		return 0, nil, err
	}
	now, err := c.balances(ctx, accounts, after.Hash())
	if err != nil {
		return 0, nil, err
	}
	moves, err := c.transfers(ctx, block, block, [][]common.Hash{{transferTopic}})
	if err != nil {
		return 0, nil, err
	}
	for i, a := range accounts {
		r := receiverFacts{account: a, block: block, before: then[i], after: now[i], paid: paid[a]}
		for _, m := range moves {
			if m.to == a {
				r.in, _ = r.in.Add(m.amount) // a token's own events: a wrong sum is a mismatch, too
			}
			if m.from == a {
				r.out, _ = r.out.Add(m.amount)
			}
		}
		if finding := compareReceiver(r); finding != "" {
			findings = append(findings, finding)
		}
	}
	return len(accounts), findings, nil
}

func (c *checking) coinsOf(ctx context.Context, block int64, accounts []common.Address, paid map[common.Address]money.Amount, before, after common.Hash) (told int, findings []string, err error) {
	then, err := c.s.Node.CoinAccounts(ctx, accounts, before)
	if err != nil {
		return 0, nil, err
	}
	now, err := c.s.Node.CoinAccounts(ctx, accounts, after)
	if err != nil {
		return 0, nil, err
	}
	for i, a := range accounts {
		finding, ok := compareCoin(a, block, then[i], now[i], paid[a])
		if ok {
			told++
		}
		if finding != "" {
			findings = append(findings, finding)
		}
	}
	return told, findings, nil
}

// wordKey is one word of 256 leaves of one settlement.
type wordKey struct {
	ref  common.Hash
	word uint64
}

// bitmap compares the bits of the words that were paid from: every paid leaf is
// taken, and every taken leaf is paid by an event, now or before.
func (c *checking) bitmap(ctx context.Context) error {
	paid, owner := map[wordKey]contracts.Mask{}, map[common.Hash]int64{}
	for i := range c.events {
		e := &c.events[i]
		owner[e.d.Settlement.ChainRef.Hash] = e.d.Settlement.ID
		for j := range e.leaves {
			leaf := uint64(*e.leaves[j].LeafIndex)
			key := wordKey{e.d.Settlement.ChainRef.Hash, leaf / 256}
			m := paid[key]
			m.Set(int(leaf % 256))
			paid[key] = m
		}
	}
	var keys []wordKey
	var msgs []ethereum.CallMsg
	for k := range paid {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b wordKey) int { return cmp.Or(a.ref.Cmp(b.ref), cmp.Compare(a.word, b.word)) })
	for _, k := range keys {
		msgs = append(msgs, ethereum.CallMsg{To: &c.contract, Data: contracts.PackTakenBits(k.ref, k.word)})
	}
	answers, err := c.s.Node.CallsAtHash(ctx, msgs, c.head.Hash())
	if err != nil {
		return err
	}
	return c.s.DB.Read(ctx, func(tx *models.Tx) error {
		for i, k := range keys {
			taken, err := contracts.UnpackTakenBits(answers[i])
			if err != nil {
				return err
			}
			if err := c.word(tx, owner[k.ref], k, paid[k], taken); err != nil {
				return err
			}
		}
		return nil
	})
}

// word compares one word of the bitmap.
func (c *checking) word(tx *models.Tx, settlementID int64, k wordKey, paid, taken contracts.Mask) error {
	var others []int64
	for i := range contracts.MaxPushItems {
		leaf := int64(k.word)*contracts.MaxPushItems + int64(i)
		switch {
		case paid.Has(i) && !taken.Has(i):
			c.found = append(c.found, fmt.Sprintf("leaf %d of %s was paid, its bit is not set", leaf, k.ref.Hex()))
		case taken.Has(i) && !paid.Has(i):
			others = append(others, leaf)
		}
	}
	if len(others) == 0 {
		return nil
	}
	lines, err := tx.LeavesAt(settlementID, others)
	if err != nil {
		return err
	}
	before := map[int64]bool{}
	for i := range lines {
		before[*lines[i].LeafIndex] = lines[i].State == models.AllocationFinal
	}
	for _, leaf := range others {
		if !before[leaf] {
			c.found = append(c.found, fmt.Sprintf("leaf %d of %s is taken and no event paid it", leaf, k.ref.Hex()))
		}
	}
	return nil
}
