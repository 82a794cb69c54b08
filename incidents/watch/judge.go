package watch

import (
	"context"
	"fmt"
	"slices"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"makewhole/incidents/monitor"
)

// Judge follows the head of a chain in memory: what it shows to its engine is what a
// Watcher shows, and replaced blocks are taken back, but nothing is stored. It is not
// safe for concurrent use.
type Judge struct {
	Node   Node
	Engine *monitor.Engine

	path   []place // blocks taken in, the newest last
	before map[monitor.Read]*common.Hash
}

// Told is what came of one look at the head.
type Told interface {
	// Back is told that all blocks above a height were replaced.
	Back(above uint64)
	// Block is told what was observed and what the monitors said of it.
	Block(o *monitor.Observation, results []monitor.Result) error
}

// Look takes in everything up to the head; the first look takes in the head alone. A
// head below the newest block is a node that lags, and nothing happens.
func (j *Judge) Look(ctx context.Context, to Told) error {
	head, err := j.Node.Head(ctx)
	if err != nil {
		return fmt.Errorf("the head: %w", err)
	}
	headers, err := j.way(ctx, head)
	if err != nil || len(headers) == 0 {
		return err
	}
	if keep := j.at(headers[0].ParentHash); len(j.path) > 0 && keep < len(j.path)-1 {
		if err := j.Engine.Rewind(uint64(j.path[keep].number)); err != nil {
			return fmt.Errorf("take back blocks: %w", err)
		}
		j.path, j.before = j.path[:keep+1], nil
		to.Back(uint64(j.path[keep].number))
	}
	for _, h := range headers {
		g, err := patiently(ctx, j.Node, h, j.Engine, j.before)
		if err != nil {
			return err
		}
		results, err := j.Engine.Step(g.Observation)
		if err != nil {
			return fmt.Errorf("judge block %d: %w", h.Number, err)
		}
		j.path, j.before = append(j.path, place{h.Number.Int64(), h.Hash()}), valuesOf(g)
		if err := to.Block(g.Observation, results); err != nil {
			return err
		}
	}
	return nil
}

func (j *Judge) at(hash common.Hash) int {
	return slices.IndexFunc(j.path, func(p place) bool { return p.hash == hash })
}

// way is the headers from the newest known block up to the head, over parent hashes.
func (j *Judge) way(ctx context.Context, head *types.Header) ([]*types.Header, error) {
	headers := []*types.Header{head}
	if len(j.path) == 0 {
		return headers, nil
	}
	newest := j.path[len(j.path)-1]
	if head.Number.Int64() < newest.number || head.Hash() == newest.hash {
		return nil, nil
	}
	for j.at(headers[0].ParentHash) < 0 {
		if headers[0].Number.Int64() <= j.path[0].number {
			return nil, fmt.Errorf("%w: it leaves before block %d", ErrUnknownBranch, j.path[0].number)
		}
		parent, err := j.Node.HeaderByHash(ctx, headers[0].ParentHash)
		if err != nil {
			return nil, fmt.Errorf("read block %d: %w", headers[0].Number.Int64()-1, err)
		}
		headers = slices.Insert(headers, 0, parent)
	}
	return headers, nil
}
