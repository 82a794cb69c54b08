package watch

import (
	"context"
	"fmt"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"makewhole/incidents/monitor"
)

// headersAtOnce is how many headers are read before their blocks are.
const headersAtOnce = 100

// Replay shows the blocks from first to last to an engine as if each had been the
// head, and tells what was observed and what the monitors said. Each block must
// follow the one before. Data that a node did not give are asked for three times;
// then the block is judged without them, and what needs them is blind.
func Replay(ctx context.Context, node Node, e *monitor.Engine, first, last uint64, tell func(*monitor.Observation, []monitor.Result) error) error {
	var before map[monitor.Read]*common.Hash
	var parent common.Hash
	for from := max(first, 1); from <= last; {
		headers, err := upTo(ctx, node, from, min(last, from+headersAtOnce-1))
		if err != nil {
			return err
		}
		for _, h := range headers {
			if parent != (common.Hash{}) && h.ParentHash != parent {
				return fmt.Errorf("%w: block %d does not follow the one before it", ErrUnknownBranch, h.Number)
			}
			g, err := patiently(ctx, node, h, e, before)
			if err != nil {
				return err
			}
			results, err := e.Step(g.Observation)
			if err != nil {
				return fmt.Errorf("judge block %d: %w", h.Number, err)
			}
			if err := tell(g.Observation, results); err != nil {
				return err
			}
			before, parent = valuesOf(g), h.Hash()
		}
		from += uint64(len(headers))
	}
	return nil
}

func upTo(ctx context.Context, node Node, from, to uint64) ([]*types.Header, error) {
	tip, err := node.HeaderAt(ctx, to)
	if err != nil {
		return nil, fmt.Errorf("block %d: %w", to, err)
	}
	if from == to {
		return []*types.Header{tip}, nil
	}
	return node.Ancestors(ctx, from, tip)
}

// patiently gathers a block again while a node could still give what is missing.
func patiently(ctx context.Context, node Node, h *types.Header, e *monitor.Engine, before map[monitor.Read]*common.Hash) (g *gathered, err error) {
	for range tries {
		if g, err = gather(ctx, node, h, e.Feeds(), e.Reads(), before); err != nil || len(g.missing) == 0 {
			break
		}
	}
	return g, err
}

// valuesOf are the values of a block, for the next one.
func valuesOf(g *gathered) map[monitor.Read]*common.Hash {
	out := map[monitor.Read]*common.Hash{}
	for r, pair := range g.Reads {
		out[r] = pair.Block
	}
	return out
}
