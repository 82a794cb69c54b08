package indexing

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/big"
	"slices"
	"strings"
	"time"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/rpc"

	"makewhole/chain"
	"makewhole/models"
)

// LogNode is what the indexer needs of a chain.
type LogNode interface {
	Finalized(ctx context.Context) (*types.Header, error)
	HeaderByNumber(ctx context.Context, number *big.Int) (*types.Header, error)
	ProvenLogs(ctx context.Context, q ethereum.FilterQuery) ([]types.Log, error) // of a range, by what its blocks say
}

// Watch is one contract whose logs are stored, and the first block to read.
type Watch struct {
	Address common.Address
	Kind    Kind
	From    uint64
}

// Indexer stores the final logs of our contracts as chain_events, each once.
// Every contract has its own cursor, so one that is added later is read from
// its beginning. Nothing is ever rewound: only final blocks are read, the parent
// hash of each page must be the block where the last page ended, and a log is
// there, or is not, because its block says so.
type Indexer struct {
	DB      *models.DB
	Node    LogNode
	ChainID uint64
	Start   uint64  // first block of contracts found in the pools table
	Static  []Watch // contracts besides those
	PageMax uint64  // most blocks of one query; 0 = 2,000
	Log     *slog.Logger

	page uint64 // blocks of the next query
}

const defaultPage = 2000

// RunOnce reads every contract up to the finalized block and returns how many
// events are new. It returns ErrFinalityBehind, after doing what is possible,
// when the finalized block went backwards, and stops with ErrFinalityBroken
// when a final block was replaced.
func (ix *Indexer) RunOnce(ctx context.Context) (int, error) {
	final, behind := chain.WatchFinality(ctx, ix.DB, ix.Node, ix.ChainID)
	if behind != nil && !errors.Is(behind, chain.ErrFinalityBehind) {
		return 0, behind
	}
	watches, err := ix.watches(ctx)
	if err != nil {
		return 0, err
	}
	total := 0
	for ctx.Err() == nil {
		g, err := ix.next(ctx, watches, final.Number.Uint64())
		if err != nil {
			return total, err
		}
		if g == nil {
			return total, behind
		}
		n, err := ix.read(ctx, g)
		total += n
		if err != nil {
			return total, err
		}
	}
	return total, ctx.Err()
}

// watches joins the static contracts with those of the pools.
func (ix *Indexer) watches(ctx context.Context) (map[common.Address]Watch, error) {
	out := map[common.Address]Watch{}
	for _, w := range ix.Static {
		out[w.Address] = w
	}
	err := ix.DB.Read(ctx, func(tx *models.Tx) error {
		pools, err := tx.PoolsOnChain(int64(ix.ChainID))
		for _, p := range pools {
			own := KindPool
			if p.Kind == "vault" {
				own = KindVault
			}
			for _, w := range []Watch{{p.Contract.Address, own, ix.Start}, {p.Distributor.Address, KindDistributor, ix.Start}, {p.Oracle.Address, KindOracle, ix.Start}} {
				if _, known := out[w.Address]; !known && w.Address != (common.Address{}) {
					out[w.Address] = w
				}
			}
		}
		return err
	})
	return out, err
}

// group is one page: contracts that stand at the same block.
type group struct {
	watches  map[common.Address]Watch
	from, to uint64
	parent   *common.Hash // where the last page ended
}

// CursorName names the cursor up to which a contract's logs are stored.
func CursorName(a common.Address) string { return "logs:" + strings.ToLower(a.Hex()) }

// next picks the contracts that are furthest behind. The page ends where the
// next contract stands, so that they go on together.
func (ix *Indexer) next(ctx context.Context, watches map[common.Address]Watch, final uint64) (*group, error) {
	g := &group{to: final}
	starts := map[common.Address]uint64{}
	hashes := map[common.Address]common.Hash{}
	err := ix.DB.Read(ctx, func(tx *models.Tx) error {
		for a, w := range watches {
			c, err := tx.CursorFor(int64(ix.ChainID), CursorName(a))
			switch {
			case errors.Is(err, models.ErrNotFound):
				starts[a] = w.From
			case err != nil:
				return err
			default:
				starts[a], hashes[a] = uint64(c.Number)+1, c.Hash.Hash
			}
		}
		return nil
	})
	if err != nil || len(starts) == 0 {
		return nil, err
	}
	g.from = final + 1
	for _, n := range starts {
		g.from = min(g.from, n)
	}
	if g.from > final {
		return nil, nil
	}
	g.watches = map[common.Address]Watch{}
	for a, n := range starts {
		if n > g.from {
			g.to = min(g.to, n-1)
			continue
		}
		g.watches[a] = watches[a]
		if h, ok := hashes[a]; ok {
			g.parent = &h
		}
	}
	return g, nil
}

// read stores one page, halving it until the provider agrees.
func (ix *Indexer) read(ctx context.Context, g *group) (int, error) {
	n, _, err := ix.readFrom(ctx, g)
	return n, err
}

// readFrom stores one page and returns the first block after it.
func (ix *Indexer) readFrom(ctx context.Context, g *group) (added int, next uint64, err error) {
	most := ix.PageMax
	if most == 0 {
		most = defaultPage
	}
	if ix.page == 0 || ix.page > most {
		ix.page = most
	}
	for {
		to := min(g.to, g.from+ix.page-1)
		n, err := ix.readPage(ctx, g, to)
		if err == nil {
			ix.page = min(most, ix.page*2)
			return n, to + 1, nil
		}
		if ix.page == 1 || !tooMuch(err) {
			return 0, g.from, fmt.Errorf("read logs of blocks %d to %d: %w", g.from, to, err)
		}
		ix.page /= 2
	}
}

// tooMuch reports a provider that may answer a smaller question: an error
// object, an answer over the limit, or a call that took too long.
func tooMuch(err error) bool {
	var answer rpc.Error
	return errors.As(err, &answer) || errors.Is(err, chain.ErrAnswerSize) || errors.Is(err, context.DeadlineExceeded)
}

func (ix *Indexer) readPage(ctx context.Context, g *group, to uint64) (int, error) {
	logs, err := ix.Node.ProvenLogs(ctx, g.query(to))
	if err != nil {
		return 0, err
	}
	blocks := map[uint64]*types.Header{}
	first, err := ix.header(ctx, blocks, g.from)
	if err != nil {
		return 0, err
	}
	if g.parent != nil && first.ParentHash != *g.parent {
		return 0, fmt.Errorf("%w: block %d no longer follows %s", chain.ErrFinalityBroken, g.from, *g.parent)
	}
	rows, err := ix.rows(ctx, g, logs, to, blocks)
	if err != nil {
		return 0, err
	}
	last, err := ix.header(ctx, blocks, to)
	if err != nil {
		return 0, err
	}
	return ix.store(ctx, g, rows, last)
}

// query asks for every event that our contracts may announce, up to a block.
func (g *group) query(to uint64) ethereum.FilterQuery {
	q := ethereum.FilterQuery{FromBlock: new(big.Int).SetUint64(g.from), ToBlock: new(big.Int).SetUint64(to), Topics: [][]common.Hash{nil}}
	for a, w := range g.watches {
		q.Addresses = append(q.Addresses, a)
		for _, id := range eventIDs()[w.Kind] {
			if !slices.Contains(q.Topics[0], id) {
				q.Topics[0] = append(q.Topics[0], id)
			}
		}
	}
	slices.SortFunc(q.Addresses, common.Address.Cmp)
	slices.SortFunc(q.Topics[0], common.Hash.Cmp)
	return q
}

func (ix *Indexer) header(ctx context.Context, blocks map[uint64]*types.Header, n uint64) (*types.Header, error) {
	if h := blocks[n]; h != nil {
		return h, nil
	}
	h, err := ix.Node.HeaderByNumber(ctx, new(big.Int).SetUint64(n))
	if err != nil {
		return nil, fmt.Errorf("read block %d: %w", n, err)
	}
	blocks[n] = h
	return h, nil
}

// rows checks and decodes the logs of a page.
func (ix *Indexer) rows(ctx context.Context, g *group, logs []types.Log, to uint64, blocks map[uint64]*types.Header) ([]models.ChainEvent, error) {
	var out []models.ChainEvent
	for _, l := range logs {
		w, asked := g.watches[l.Address]
		if !asked || l.Removed || l.BlockNumber < g.from || l.BlockNumber > to {
			return nil, fmt.Errorf("node answered with a log that was not asked for (block %d, %s)", l.BlockNumber, l.Address)
		}
		h, err := ix.header(ctx, blocks, l.BlockNumber)
		if err != nil {
			return nil, err
		}
		if h.Hash() != l.BlockHash {
			return nil, fmt.Errorf("log of block %d is from %s, which is not canonical", l.BlockNumber, l.BlockHash)
		}
		ev, ok, err := Decode(w.Kind, l)
		if err != nil {
			return nil, err
		}
		if !ok {
			continue
		}
		out = append(out, models.ChainEvent{
			ChainID: int64(ix.ChainID), BlockNumber: int64(l.BlockNumber), BlockHash: models.H(l.BlockHash),
			BlockTime: time.Unix(int64(h.Time), 0).UTC(), TxHash: models.H(l.TxHash), LogIndex: int64(l.Index),
			Contract: models.Addr(l.Address), Name: ev.Name, Payload: ev.Payload,
		})
	}
	return out, nil
}

// store writes a page and moves its cursors in one transaction.
func (ix *Indexer) store(ctx context.Context, g *group, rows []models.ChainEvent, last *types.Header) (int, error) {
	added := 0
	err := ix.DB.Tx(ctx, func(tx *models.Tx) error {
		added = 0
		for _, row := range rows {
			ok, err := tx.AddEvent(row)
			if err != nil {
				return err
			}
			if ok {
				added++
			}
		}
		n := last.Number.Int64()
		for a := range g.watches {
			err := tx.AdvanceCursor(models.ChainCursor{
				ChainID: int64(ix.ChainID), Name: CursorName(a), Number: n, Hash: models.H(last.Hash()), Final: n,
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil && added > 0 && ix.Log != nil {
		ix.Log.Info("events indexed", "from", g.from, "to", last.Number, "new", added)
	}
	return added, err
}
