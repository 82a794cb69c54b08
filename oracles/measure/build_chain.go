package measure

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math/big"
	"slices"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"makewhole/models"
	"makewhole/money"
)

const (
	logRange  = 10_000 // blocks asked for at once; halved when the node refuses
	callBatch = 200    // view calls in one request
)

// fromChain measures every module of the line, ascending by address.
func fromChain(ctx context.Context, b *builder) error {
	if b.Node == nil {
		return errors.New("no node")
	}
	modules := slices.DeleteFunc(slices.Clone(b.Spec.Modules), func(m models.SpecModule) bool {
		return m.ChainID != b.Line.SourceChainID || m.Asset != b.Line.Asset.Address
	})
	if len(modules) == 0 {
		return errors.New("no module of the spec is on this line")
	}
	slices.SortFunc(modules, func(x, y models.SpecModule) int { return x.Address.Cmp(y.Address) })
	before, err := b.readHeaders(ctx, modules[0])
	if err != nil {
		return err
	}
	for _, m := range modules {
		if err := b.module(ctx, m, before); err != nil {
			return fmt.Errorf("module %s: %w", m.Address, err)
		}
	}
	return nil
}

// readHeaders reads the blocks the spec names and the one before, checks that
// each header hashes to its name and states the time the spec states, and
// returns the hash of the state before the loss.
func (b *builder) readHeaders(ctx context.Context, m models.SpecModule) (common.Hash, error) {
	from, err := b.header(ctx, m.FromHash, m.FromBlock)
	if err != nil {
		return common.Hash{}, err
	}
	to, err := b.header(ctx, m.ToHash, m.ToBlock)
	if err != nil {
		return common.Hash{}, err
	}
	parent, err := b.header(ctx, from.ParentHash, m.FromBlock-1)
	if err != nil {
		return common.Hash{}, err
	}
	if from.Time != b.Spec.OccurredFrom || to.Time != b.Spec.OccurredTo {
		return common.Hash{}, errors.New("times of the spec are not those of its blocks")
	}
	b.headers = []*types.Header{parent, from, to}
	return parent.Hash(), nil
}

func (b *builder) header(ctx context.Context, hash common.Hash, number uint64) (*types.Header, error) {
	h, err := b.Node.HeaderByHash(ctx, hash)
	if err != nil {
		return nil, fmt.Errorf("block %d: %w", number, err)
	}
	if h.Hash() != hash || h.Number.Uint64() != number {
		return nil, fmt.Errorf("block %d does not hash to %s", number, hash)
	}
	return h, nil
}

// module measures one contract: logs first, then both states, so that the calls,
// which fail on a block that is not canonical, also vouch for the logs.
func (b *builder) module(ctx context.Context, m models.SpecModule, before common.Hash) error {
	flows, err := compileFlows(m.Flows)
	if err != nil {
		return err
	}
	moves, err := b.readMoves(ctx, m, flows)
	if err != nil {
		return err
	}
	times, err := b.window(ctx, m, moves)
	if err != nil {
		return err
	}
	if err := b.convert(ctx, m, moves, times); err != nil {
		return err
	}
	accounts, err := b.tally(m, moves)
	if err != nil {
		return err
	}
	if err := b.values(ctx, m, before, accounts); err != nil {
		return err
	}
	if err := b.positions(accounts, moves, times); err != nil {
		return err
	}
	total, err := b.holdings(ctx, m, before)
	if err != nil {
		return err
	}
	return b.settle(total, accounts)
}

// readMoves reads every log of the module from its deployment to to_block: the
// early ones only say who holds something. The answer is in the order of the chain.
func (b *builder) readMoves(ctx context.Context, m models.SpecModule, flows []flow) ([]movement, error) {
	var topics []common.Hash
	for _, f := range flows {
		topics = append(topics, f.event.ID)
	}
	slices.SortFunc(topics, func(x, y common.Hash) int { return x.Cmp(y) })
	topics = slices.Compact(topics)
	var out []movement
	size := uint64(logRange)
	for from := m.DeployedBlock; from <= m.ToBlock; {
		to := min(from+size-1, m.ToBlock)
		logs, err := b.Node.FilterLogs(ctx, ethereum.FilterQuery{
			FromBlock: new(big.Int).SetUint64(from), ToBlock: new(big.Int).SetUint64(to),
			Addresses: []common.Address{m.Address}, Topics: [][]common.Hash{topics},
		})
		if err != nil && size > 1 && ctx.Err() == nil {
			size /= 2
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("logs of blocks %d to %d: %w", from, to, err)
		}
		for _, l := range logs {
			if l.Removed || l.Address != m.Address || l.BlockNumber < from || l.BlockNumber > to {
				return nil, fmt.Errorf("node answered with a log of block %d that was not asked for", l.BlockNumber)
			}
			if l.BlockNumber == m.FromBlock && l.BlockHash != m.FromHash || l.BlockNumber == m.ToBlock && l.BlockHash != m.ToHash {
				return nil, errors.New("logs are of another fork")
			}
			moves, err := movements(flows, l)
			if err != nil {
				return nil, err
			}
			out = append(out, moves...)
		}
		b.Progress("logs", int(to-m.DeployedBlock+1), int(m.ToBlock-m.DeployedBlock+1))
		from = to + 1
	}
	slices.SortStableFunc(out, func(x, y movement) int { return cmp.Or(cmp.Compare(x.number, y.number), cmp.Compare(x.index, y.index)) })
	return out, nil
}

// convert turns amounts in other units (shares) into the asset, by the view of
// the flow at the block of the log: those during the loss, and those in the
// blocks of the waiting period.
func (b *builder) convert(ctx context.Context, m models.SpecModule, moves []movement, times map[common.Hash]uint64) error {
	byBlock := map[common.Hash][]int{}
	var order []common.Hash
	for i, mv := range moves {
		_, waiting := times[mv.block]
		if mv.convert == "" || mv.number < m.FromBlock && !waiting {
			continue
		}
		if byBlock[mv.block] == nil {
			order = append(order, mv.block)
		}
		byBlock[mv.block] = append(byBlock[mv.block], i)
	}
	for _, block := range order {
		var msgs []ethereum.CallMsg
		for _, i := range byBlock[block] {
			word := moves[i].amount.Bytes32()
			msgs = append(msgs, viewCall(m.Address, moves[i].convert, word[:]))
		}
		out, err := b.call(ctx, "conversions", msgs, block)
		if err != nil {
			return err
		}
		for k, i := range byBlock[block] {
			moves[i].amount = out[k]
		}
	}
	return nil
}

// tally adds the flows in [from, to] per account, ascending.
func (b *builder) tally(m models.SpecModule, moves []movement) ([]Account, error) {
	excluded := b.Spec.Excluded(m.Asset)
	byAccount := map[common.Address]*Account{}
	for _, mv := range moves {
		a := byAccount[mv.account]
		if a == nil {
			a = &Account{Module: m.Address, Account: mv.account, Excluded: excluded[mv.account]}
			byAccount[mv.account] = a
		}
		if mv.number < m.FromBlock {
			continue
		}
		late := m.PublicBlock != 0 && mv.number >= m.PublicBlock
		sum := map[[2]bool]*money.Amount{{true, false}: &a.In, {false, false}: &a.Out, {true, true}: &a.LateIn, {false, true}: &a.LateOut}[[2]bool{mv.in, late}]
		var err error
		if *sum, err = sum.Add(mv.amount); err != nil {
			return nil, fmt.Errorf("flows of %s: %w", mv.account, err)
		}
	}
	out := make([]Account, 0, len(byAccount))
	for _, a := range byAccount {
		out = append(out, *a)
	}
	slices.SortFunc(out, func(x, y Account) int { return x.Account.Cmp(y.Account) })
	return out, nil
}

// values asks the view for every account in both states.
func (b *builder) values(ctx context.Context, m models.SpecModule, before common.Hash, accounts []Account) error {
	msgs := make([]ethereum.CallMsg, len(accounts))
	for i, a := range accounts {
		msgs[i] = viewCall(m.Address, m.View, a.Account[:])
	}
	if m.DeployedBlock < m.FromBlock { // otherwise there was nothing before
		was, err := b.call(ctx, "values before", msgs, before)
		if err != nil {
			return err
		}
		for i := range accounts {
			accounts[i].Before = was[i]
		}
	}
	is, err := b.call(ctx, "values after", msgs, m.ToHash)
	if err != nil {
		return err
	}
	for i := range accounts {
		accounts[i].After = is[i]
	}
	return nil
}

func (b *builder) holdings(ctx context.Context, m models.SpecModule, before common.Hash) (Module, error) {
	total := Module{Address: m.Address}
	msg, err := HoldingsCall(m)
	if err != nil {
		return total, err
	}
	if m.DeployedBlock < m.FromBlock {
		was, err := b.call(ctx, "holdings before", []ethereum.CallMsg{msg}, before)
		if err != nil {
			return total, err
		}
		total.Before = was[0]
	}
	is, err := b.call(ctx, "holdings after", []ethereum.CallMsg{msg}, m.ToHash)
	if err == nil {
		total.After = is[0]
	}
	return total, err
}

// call runs views in batches; each must answer with one number.
func (b *builder) call(ctx context.Context, stage string, msgs []ethereum.CallMsg, block common.Hash) ([]money.Amount, error) {
	out := make([]money.Amount, 0, len(msgs))
	for len(out) < len(msgs) {
		part := msgs[len(out):min(len(msgs), len(out)+callBatch)]
		answers, err := b.Node.CallsAtHash(ctx, part, block)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", stage, err)
		}
		if len(answers) != len(part) {
			return nil, fmt.Errorf("%s: %d answers to %d calls", stage, len(answers), len(part))
		}
		for _, a := range answers {
			v, err := OneWord(a)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", stage, err)
			}
			out = append(out, v)
		}
		b.Progress(stage, len(out), len(msgs))
	}
	return out, nil
}

// settle computes the losses of one module and what no account explains.
func (b *builder) settle(total Module, accounts []Account) error {
	plus, minus := total.Before, money.Zero
	late := money.Zero
	var err error
	sum := func(to *money.Amount, v money.Amount) {
		if err == nil {
			*to, err = to.Add(v)
		}
	}
	for i := range accounts {
		a := &accounts[i]
		lateNet, out := a.LateIn.SubFloor(a.LateOut), a.Out
		sum(&out, a.LateOut.SubFloor(a.LateIn))
		have, gone := a.Before, out
		sum(&have, a.In)
		sum(&gone, a.After.SubFloor(lateNet))
		if a.Loss = have.SubFloor(gone); a.Excluded != "" {
			continue
		}
		sum(&plus, a.In)
		sum(&minus, out)
		sum(&late, lateNet)
		sum(&total.Leaves, a.Loss)
		if err == nil {
			err = errors.Join(b.add(a.Account, a.Loss), b.hold(a))
		}
	}
	sum(&minus, total.After.SubFloor(late))
	total.Drop = plus.SubFloor(minus)
	total.Unattributed = total.Drop.SubFloor(total.Leaves)
	sum(&b.unattributed, total.Unattributed)
	b.built.Accounts, b.built.Modules = append(b.built.Accounts, accounts...), append(b.built.Modules, total)
	return err
}
