package oracles

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"time"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"

	"makewhole/contracts"
	"makewhole/models"
	"makewhole/money"
	"makewhole/oracles/measure"
	"makewhole/oracles/reports"
)

// ErrClock means that the local clock and the head of the settlement chain are
// too far apart to judge times.
var ErrClock = errors.New("local clock and chain time disagree")

// ErrSource means that too few providers of a chain answer.
var ErrSource = errors.New("too few providers answer")

// chainTime is the time of the newest block that enough providers of the
// settlement chain call final: the only clock of the rules.
func (s *Service) chainTime(ctx context.Context) (time.Time, error) {
	src := s.Sources[s.ChainID]
	var times []time.Time
	for _, p := range src.Providers {
		if h, err := p.Finalized(ctx); err == nil {
			times = insertTime(times, time.Unix(int64(h.Time), 0).UTC())
		}
	}
	if len(times) < src.Agree {
		return time.Time{}, fmt.Errorf("head of chain %d: %w", s.ChainID, ErrSource)
	}
	head := times[src.Agree-1] // descending: Agree providers are at least this far
	if drift := s.Now().Sub(head).Abs(); s.MaxClockDrift > 0 && drift > s.MaxClockDrift {
		return time.Time{}, fmt.Errorf("%w: by %s", ErrClock, drift.Round(time.Second))
	}
	return head, nil
}

// insertTime keeps times descending.
func insertTime(times []time.Time, t time.Time) []time.Time {
	times = append(times, t)
	for i := len(times) - 1; i > 0 && times[i].After(times[i-1]); i-- {
		times[i], times[i-1] = times[i-1], times[i]
	}
	return times
}

// sourceFact asks the providers of the source chain about both blocks of a
// snapshot (R12). Off-chain sources have nothing to ask.
func (s *Service) sourceFact(ctx context.Context, m contracts.LossSnapshot) reports.SourceFact {
	if m.SourceChainID == 0 {
		return reports.SourceFact{State: reports.SourceOK}
	}
	src, ok := s.Sources[m.SourceChainID]
	if !ok {
		return reports.SourceFact{State: reports.SourceUnknown, Detail: fmt.Sprintf("no provider for chain %d", m.SourceChainID)}
	}
	from := src.block(ctx, m.FromBlock, m.FromBlockHash, m.OccurredFrom)
	if from.State != reports.SourceOK {
		return from
	}
	return src.block(ctx, m.ToBlock, m.ToBlockHash, m.OccurredTo)
}

// block asks every provider for one block and needs Agree equal answers.
func (src Source) block(ctx context.Context, number uint64, hash common.Hash, at uint64) reports.SourceFact {
	same, final := 0, 0
	others := map[common.Hash]int{}
	var when uint64
	for _, p := range src.Providers {
		head, err := p.Finalized(ctx)
		if err != nil {
			continue
		}
		h, err := p.HeaderByNumber(ctx, new(big.Int).SetUint64(number))
		switch {
		case errors.Is(err, ethereum.NotFound), err != nil:
			continue
		case h.Hash() == hash:
			same++
			when = h.Time
		default:
			others[h.Hash()]++
		}
		if head.Number.Uint64() >= number {
			final++
		}
	}
	for _, n := range others {
		if n >= src.Agree && final >= src.Agree {
			return reports.SourceFact{State: reports.SourceNotCanonical, Detail: fmt.Sprintf("block %d has another hash", number)}
		}
	}
	switch {
	case len(others) > 0 && same < src.Agree:
		return reports.SourceFact{State: reports.SourceDisagree, Detail: fmt.Sprintf("providers disagree about block %d", number)}
	case same < src.Agree || final < src.Agree:
		return reports.SourceFact{State: reports.SourceNotFinal, Detail: fmt.Sprintf("block %d is not final", number)}
	case when != at:
		return reports.SourceFact{State: reports.SourceWrongTime, Detail: fmt.Sprintf("block %d has another time", number)}
	}
	return reports.SourceFact{State: reports.SourceOK}
}

// held asks what the modules of a line held before the loss (R15): the smallest
// answer of its providers, nil when none can say.
func (s *Service) held(ctx context.Context, spec models.IncidentSpec, m contracts.LossSnapshot) *money.Amount {
	if m.SourceChainID == 0 || m.FromBlock == 0 {
		return nil
	}
	var least *money.Amount
	for _, p := range s.Sources[m.SourceChainID].Providers {
		before, err := p.HeaderByNumber(ctx, new(big.Int).SetUint64(m.FromBlock-1))
		if err != nil {
			continue
		}
		total, err := heldAt(ctx, p, spec, m, before.Hash())
		if err == nil && (least == nil || total.Less(*least)) {
			least = &total
		}
	}
	return least
}

// heldAt adds what the modules held before and what flowed in is not counted:
// the result is a soft limit, above which two people must look.
func heldAt(ctx context.Context, p Provider, spec models.IncidentSpec, m contracts.LossSnapshot, block common.Hash) (money.Amount, error) {
	total := money.Zero
	for _, mod := range spec.Modules {
		if mod.ChainID != m.SourceChainID || mod.Asset != m.Asset {
			continue
		}
		msg, err := measure.HoldingsCall(mod)
		if err != nil {
			return total, err
		}
		out, err := p.CallContractAtHash(ctx, msg, block)
		if err != nil {
			return total, err
		}
		one, err := measure.OneWord(out)
		if err != nil {
			return total, err
		}
		if total, err = total.Add(one); err != nil {
			return total, err
		}
	}
	return total, nil
}
