package witness

import (
	"context"
	"fmt"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"makewhole/chain"
	"makewhole/models"
)

// Outcome is what the state of the chain says about the purpose of an intent.
type Outcome int

// Possible outcomes. The zero value is what a plain transfer has: no contract
// remembers it.
const (
	OutcomeUnknown Outcome = iota
	OutcomeMissing         // the contract would show it and does not
	OutcomeDone            // the contract shows it
)

// Question is an intent whose purpose is looked for. Logs are those of its
// final receipt; nil before there is one.
type Question struct {
	Intent models.TxIntent
	Logs   []*types.Log
}

// Shown is an outcome and what proves it.
type Shown struct {
	Outcome Outcome
	Proof   string
}

// Contracts asks our contracts, which it knows from the calls themselves:
// a published root, taken bits, a registered digest, an event in the receipt.
// Calls of other contracts, and plain transfers, are unknown to it.
type Contracts struct {
	Node interface {
		BatchCallAtHash(ctx context.Context, msgs []ethereum.CallMsg, block common.Hash) ([]chain.CallResult, error)
	}
}

// Outcomes asks in two batches: what contracts call a thing, then its state.
func (w Contracts) Outcomes(ctx context.Context, questions []Question, block common.Hash) ([]Shown, error) {
	out := make([]Shown, len(questions))
	probes := make([]*probe, len(questions))
	for i, q := range questions {
		p, err := probeOf(q)
		if err != nil {
			return nil, fmt.Errorf("read the call of %s: %w", q.Intent.PublicID, err)
		}
		probes[i] = p
	}
	err := w.ask(ctx, block, probes, func(p *probe) []byte { return p.nameCall }, func(p *probe, name []byte) {
		p.name = common.BytesToHash(name)
	})
	if err != nil {
		return nil, err
	}
	err = w.ask(ctx, block, probes, func(p *probe) []byte {
		if p.stateCall == nil {
			return nil
		}
		return p.stateCall(p.name)
	}, func(p *probe, state []byte) { p.state = state })
	if err != nil {
		return nil, err
	}
	for i, p := range probes {
		if p == nil {
			continue
		}
		if out[i], err = p.judge(p); err != nil {
			return nil, fmt.Errorf("judge %s: %w", questions[i].Intent.PublicID, err)
		}
	}
	return out, nil
}

// ask runs one call of each probe that has one. An answer that is an error
// object means that nobody can tell, which is an error: the contracts are ours.
func (w Contracts) ask(ctx context.Context, block common.Hash, probes []*probe, call func(*probe) []byte, take func(*probe, []byte)) error {
	var msgs []ethereum.CallMsg
	var whose []*probe
	for _, p := range probes {
		if p == nil {
			continue
		}
		if data := call(p); data != nil {
			msgs, whose = append(msgs, ethereum.CallMsg{To: &p.to, Data: data}), append(whose, p)
		}
	}
	if len(msgs) == 0 {
		return nil
	}
	answers, err := w.Node.BatchCallAtHash(ctx, msgs, block)
	if err != nil {
		return fmt.Errorf("ask for effects: %w", err)
	}
	for i, a := range answers {
		if a.Err != nil {
			return fmt.Errorf("ask %s for effects: %w", whose[i].to, a.Err)
		}
		take(whose[i], a.Data)
	}
	return nil
}
