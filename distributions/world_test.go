package distributions_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"slices"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"makewhole/contracts"
	"makewhole/distributions"
	"makewhole/models"
	"makewhole/money"
	"makewhole/test/roomtest"
)

// fakeNode is a settlement chain that tests write by hand: balances and logs by
// block, bits of the distributor now.
type fakeNode struct {
	price   money.Amount
	head    int64
	tokens  map[int64]map[common.Address]money.Amount // balances from a block on
	taken   map[uint64]contracts.Mask
	coins   map[common.Address]models.CoinAccount
	logs    []types.Log
	costs   []models.TxCost
	pruned  int64 // state below this block is gone
	failing error
	most    uint64 // blocks of one query for logs, 0 = any
	asked   int
}

var errPruned = errors.New("missing trie node")

func newNode() *fakeNode {
	return &fakeNode{
		price: n(1_000_000_000), head: 10, tokens: map[int64]map[common.Address]money.Amount{}, taken: map[uint64]contracts.Mask{},
		coins: map[common.Address]models.CoinAccount{},
	}
}

func header(number int64) *types.Header {
	return &types.Header{Number: big.NewInt(number), Difficulty: new(big.Int), Time: uint64(number)}
}

func (f *fakeNode) Finalized(context.Context) (*types.Header, error) {
	return header(f.head), f.failing
}

func (f *fakeNode) HeaderByNumber(_ context.Context, number *big.Int) (*types.Header, error) {
	if number == nil {
		return header(f.head), f.failing
	}
	return header(number.Int64()), f.failing
}

func (f *fakeNode) GasPrice(context.Context) (money.Amount, error) { return f.price, f.failing }

// numberOf finds the block that has a hash.
func (f *fakeNode) numberOf(hash common.Hash) (int64, error) {
	for i := f.head + 5; i >= 0; i-- {
		if header(i).Hash() == hash {
			if i < f.pruned {
				return i, errPruned
			}
			return i, nil
		}
	}
	return 0, fmt.Errorf("no block %s", hash)
}

func (f *fakeNode) balance(account common.Address, block int64) money.Amount {
	for b := block; b >= 0; b-- {
		if v, ok := f.tokens[b][account]; ok {
			return v
		}
	}
	return money.Zero
}

func (f *fakeNode) setBalance(block int64, account common.Address, amount money.Amount) {
	if f.tokens[block] == nil {
		f.tokens[block] = map[common.Address]money.Amount{}
	}
	f.tokens[block][account] = amount
}

func (f *fakeNode) CallsAtHash(_ context.Context, msgs []ethereum.CallMsg, block common.Hash) ([][]byte, error) {
	number, err := f.numberOf(block)
	if err != nil {
		return nil, err
	}
	f.asked += len(msgs)
	out := make([][]byte, len(msgs))
	for i, m := range msgs {
		switch *m.To {
		case roomtest.Distributor:
			word := new(big.Int).SetBytes(m.Data[36:68]).Uint64()
			out[i] = f.taken[word].Big().FillBytes(make([]byte, 32))
		default:
			b := f.balance(common.BytesToAddress(m.Data[4:36]), number).Bytes32()
			out[i] = b[:]
		}
	}
	return out, f.failing
}

func (f *fakeNode) CoinAccounts(_ context.Context, accounts []common.Address, _ common.Hash) ([]models.CoinAccount, error) {
	out := make([]models.CoinAccount, len(accounts))
	for i, a := range accounts {
		out[i] = f.coins[a]
	}
	return out, f.failing
}

func (f *fakeNode) FilterLogs(_ context.Context, q ethereum.FilterQuery) (out []types.Log, err error) {
	if blocks := q.ToBlock.Uint64() - q.FromBlock.Uint64() + 1; f.most > 0 && blocks > f.most {
		return nil, errors.New("range too large")
	}
	for _, l := range f.logs {
		inRange := l.BlockNumber >= q.FromBlock.Uint64() && l.BlockNumber <= q.ToBlock.Uint64()
		fits := true
		for i, any := range q.Topics {
			fits = fits && (len(any) == 0 || (i < len(l.Topics) && slices.Contains(any, l.Topics[i])))
		}
		if inRange && fits && slices.Contains(q.Addresses, l.Address) {
			out = append(out, l)
		}
	}
	return out, f.failing
}

func (f *fakeNode) TxCosts(_ context.Context, hashes []common.Hash) (out []models.TxCost, err error) {
	for _, c := range f.costs {
		if slices.Contains(hashes, c.TxHash.Hash) {
			out = append(out, c)
		}
	}
	return out, f.failing
}

// sending is a world with an active settlement of 100 units for each of names.
type sending struct {
	*world
	node  *fakeNode
	st    models.Settlement
	lines []models.Allocation // by leaf
}

func (w *world) sending(names ...string) *sending {
	w.T.Helper()
	s := &sending{world: w, node: newNode()}
	w.Rooms.Node = s.node
	inc := w.Settling(100*uint64(len(names)), names...)
	s.st = w.Active(w.Draft(&inc))
	for _, l := range w.Stored(s.st) {
		if l.Line.LeafIndex != nil {
			s.lines = append(s.lines, l.Line)
		}
	}
	slices.SortFunc(s.lines, func(a, b models.Allocation) int { return int(*a.LeafIndex - *b.LeafIndex) })
	return s
}

// priced is a token unit worth that many wei.
func priced(wei uint64) distributions.PlanInput {
	return distributions.PlanInput{Num: n(wei), Den: n(1), Reason: "as traded"}
}

func (s *sending) plan(in distributions.PlanInput) models.DistributionPlan {
	s.T.Helper()
	return must[models.DistributionPlan](s.T)(s.Rooms.PlanDistribution(ctx, s.Sara, s.st.PublicID, in))
}

func (s *sending) approvePlan(p models.DistributionPlan) models.DistributionPlan {
	s.T.Helper()
	return must[models.DistributionPlan](s.T)(s.Rooms.ApprovePlan(ctx, s.Theo, p.PublicID, p.ContentHash.Hash))
}

func (s *sending) view(p models.DistributionPlan) (v distributions.PlanView) {
	s.T.Helper()
	s.Tx(func(tx *models.Tx) error {
		row, err := models.ByPublicID[models.DistributionPlan](tx, p.PublicID)
		if err != nil {
			return err
		}
		v, err = distributions.ViewPlan(tx, row)
		return err
	})
	return v
}

// pushes lists the push intents of the settlement.
func (s *sending) pushes() (out []models.TxIntent) {
	s.T.Helper()
	s.Tx(func(tx *models.Tx) error {
		all, err := tx.IntentsOf("settlement", s.st.ID)
		out = nil
		for _, in := range all {
			if in.Kind == "push" {
				out = append(out, in)
			}
		}
		return err
	})
	return out
}

// pushed is the final event of a push that paid leaves.
func (s *sending) pushed(leaves ...int) {
	var mask contracts.Mask
	for _, l := range leaves {
		mask.Set(l)
	}
	s.Event(roomtest.Distributor, "Pushed", map[string]any{"settlement_id": s.st.ChainRef.Hash, "first_index": "0", "paid": mask.Big().String()})
}

func jsonOf(v any) string {
	raw, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(raw)
}
