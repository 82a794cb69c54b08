package measure

import (
	"context"
	"errors"
	"fmt"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"makewhole/contracts"
	"makewhole/models"
	"makewhole/money"
	"makewhole/oracles/reports"
)

// Node is what the builder reads from a chain. *chain.Client satisfies it.
type Node interface {
	HeaderByHash(ctx context.Context, hash common.Hash) (*types.Header, error)
	FilterLogs(ctx context.Context, q ethereum.FilterQuery) ([]types.Log, error)
	// CallsAtHash runs view calls at one block hash that must be canonical
	// (EIP-1898), in order; one failed call fails all.
	CallsAtHash(ctx context.Context, msgs []ethereum.CallMsg, block common.Hash) ([][]byte, error)
}

// ErrBuild means that a snapshot cannot be measured as the spec says.
var ErrBuild = errors.New("build snapshot")

// BuildInput is everything a snapshot follows from: Node or File, whichever the
// method measures from.
type BuildInput struct {
	Spec     models.IncidentSpec
	Line     models.SpecLine
	Place    reports.Place
	Node     Node
	File     []byte                              // the CSV the spec names by sha256
	Progress func(stage string, done, total int) // may be nil
}

// Built is a measured snapshot with its evidence.
type Built struct {
	Message  contracts.LossSnapshot
	Leaves   []reports.Leaf // ascending by account
	Accounts []Account      // every account that was looked at, by module and account
	Modules  []Module
	Files    map[string][]byte // the evidence that evidenceHash covers, by path
}

// Account is how one account's loss came about, in base units of the asset:
//
//	late  = LateIn − LateOut where positive, out = Out + (LateOut − LateIn) where positive
//	Loss  = Before + In − out − (After − late), each difference at least 0
//
// Before is the view at the parent of from_block, After at to_block; In and Out
// are the flows in between. Flows at or after public knowledge are late: what
// somebody put in knowingly is no loss, and what is left of it does not reduce
// the loss from before.
type Account struct {
	Module   common.Address
	Account  common.Address
	Before   money.Amount
	In, Out  money.Amount
	LateIn   money.Amount
	LateOut  money.Amount
	After    money.Amount
	Loss     money.Amount
	Average  money.Amount // position over the waiting period, where the method measures positions
	Insured  money.Amount // the least of Loss, Before and Average, likewise
	Excluded string       // kind of exclusion: gets no leaf, its flows are nobody's
}

// Module is the balance of a whole module: Drop is what its holdings lost beyond
// the flows of accounts that are not excluded, and what of it no leaf explains
// is Unattributed (rounding of the module's own shares, positions of excluded
// accounts, tokens sent in by accident).
type Module struct {
	Address      common.Address
	Before       money.Amount
	After        money.Amount
	Drop         money.Amount
	Leaves       money.Amount
	Unattributed money.Amount
}

// Build measures one line of a spec. It is deterministic: members working apart,
// over any order of answers, reach the same message and the same evidence bytes.
func Build(ctx context.Context, in BuildInput) (Built, error) {
	if err := in.Spec.Validate(); err != nil {
		return Built{}, fmt.Errorf("%w: %w", ErrBuild, err)
	}
	if in.Progress == nil {
		in.Progress = func(string, int, int) {}
	}
	method, err := MethodNamed(in.Spec.Method)
	if err != nil {
		return Built{}, fmt.Errorf("%w: %w", ErrBuild, err)
	}
	b := &builder{BuildInput: in, method: method, leaves: map[common.Address]money.Amount{}, held: map[common.Address]reports.Holding{}}
	if err = method.measure(ctx, b); err == nil {
		err = b.finish()
	}
	if err != nil {
		return Built{}, fmt.Errorf("%w: %w", ErrBuild, err)
	}
	return b.built, nil
}

type builder struct {
	BuildInput
	method       *Method
	built        Built
	leaves       map[common.Address]money.Amount
	held         map[common.Address]reports.Holding
	unattributed money.Amount
	headers      []*types.Header
}

// finish makes the message and the evidence out of what was measured.
func (b *builder) finish() error {
	var err error
	if b.built.Leaves, err = b.sortedLeaves(); err != nil {
		return err
	}
	m := contracts.LossSnapshot{
		ConfigDigest: b.Place.ConfigDigest, IncidentID: b.Place.IncidentID, Revision: b.Place.Revision, Attempt: b.Place.Attempt,
		PrevSnapshot: b.Place.PrevSnapshot, MethodHash: b.Spec.MethodHash(), SourceChainID: b.Line.SourceChainID,
		OccurredFrom: b.Spec.OccurredFrom, OccurredTo: b.Spec.OccurredTo, Asset: b.Line.Asset.Address,
		UnattributedLoss: b.unattributed, LeafCount: uint32(len(b.built.Leaves)),
		LossRoot: reports.LossRoot(b.Place.IncidentID, b.built.Leaves), ValidUntil: b.Place.ValidUntil,
	}
	if m.SpecHash, err = b.Spec.Hash(); err != nil {
		return err
	}
	at := reports.BlocksOf(b.Spec, b.Line.SourceChainID)
	m.FromBlock, m.FromBlockHash, m.ToBlock, m.ToBlockHash = at.FromBlock, at.FromHash, at.ToBlock, at.ToHash
	m.TotalLoss = b.unattributed
	for _, l := range b.built.Leaves {
		if m.TotalLoss, err = m.TotalLoss.Add(l.Loss); err != nil {
			return err
		}
	}
	if b.built.Files, err = b.evidence(); err != nil {
		return err
	}
	m.EvidenceHash = reports.EvidenceHash(b.built.Files)
	b.built.Message = m
	return b.built.Check(b.Spec)
}

// Check is what the server will check of the leaves.
func (b Built) Check(spec models.IncidentSpec) error {
	if err := reports.CheckLeaves(b.Message, b.Leaves, true, spec.Excluded(b.Message.Asset)); err != nil {
		return err
	}
	return reports.CheckPositions(b.Message, MeasuresPositions(b.Message.MethodHash), b.Leaves, b.Manifest(), reports.ModulesOn(spec, b.Message))
}

// Manifest is what a report carries of the evidence: with positions only.
func (b Built) Manifest() []byte {
	if !MeasuresPositions(b.Message.MethodHash) {
		return nil
	}
	return reports.Manifest(b.Files)
}

// add counts a loss towards an account's one leaf. Losses of several modules in
// one asset add up; a gain in one of them is no deduction in another.
func (b *builder) add(account common.Address, loss money.Amount) error {
	sum, err := b.leaves[account].Add(loss)
	if err != nil {
		return err
	}
	b.leaves[account] = sum
	return nil
}

func (b *builder) sortedLeaves() ([]reports.Leaf, error) {
	out := make([]reports.Leaf, 0, len(b.leaves))
	for account, loss := range b.leaves {
		if !loss.IsZero() {
			out = append(out, reports.Leaf{Account: account, Loss: loss, Held: b.held[account]})
		}
	}
	sortLeaves(out)
	return out, nil
}

// Task builds the snapshot of one line from the member's own node or file.
func Line(ctx context.Context, t reports.Task, line reports.TaskLine, node Node, file []byte, progress func(stage string, done, total int)) (Built, error) {
	return Build(ctx, BuildInput{Spec: t.Spec, Line: line.Line, Place: line.Place, Node: node, File: file, Progress: progress})
}
