package audit

import (
	"context"
	"fmt"
	"reflect"
	"slices"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"makewhole/contracts"
	"makewhole/merkle"
	"makewhole/models"
	"makewhole/oracles"
)

// Rule is one verification rule of `makewhole verify`.
type Rule struct {
	ID, Title string
	Check     func(*Run) error
	Narrow    bool // can look at one settlement alone
}

// fits reports whether a rule belongs to a scope.
func (r Rule) fits(s Scope) bool {
	return (len(s.Rules) == 0 || slices.Contains(s.Rules, r.ID)) && (s.Settlement == "" || r.Narrow)
}

// Unchecked is the error of a rule that could not be checked, and why. Skipped is
// that of a rule that nobody asked for and that lacks what it needs.
type (
	Unchecked string
	Skipped   string
)

func (e Unchecked) Error() string { return string(e) }
func (e Skipped) Error() string   { return string(e) }

// Run is one rule at work: the verification's configuration and scope, its read
// transaction, and the result that the rule fills.
type Run struct {
	Config
	Scope
	Ctx    context.Context
	Tx     *models.Tx
	Result *Result
	One    *models.Settlement // of Scope.Settlement

	shared *shared
}

// shared is what several rules of one verification read or leave behind.
type shared struct {
	once   map[reflect.Type]any
	block  uint64 // at which the contracts were read, 0 = they were not
	before begun
	marks  []models.VerifyMark
	tick   func()
}

// begun is the finalized block from before the books were read: what the chain
// says of it is in the books, however long the verification takes. What became
// final since need not be.
type begun struct {
	head *types.Header
	err  error
}

func (v *Verifier) begin(ctx context.Context) (b begun) {
	if v.cfg.Chain != nil {
		b.head, b.err = v.cfg.Chain.Finalized(ctx)
	}
	return b
}

// Begun is the block that was final before the books were read.
func (r *Run) Begun() (*types.Header, error) {
	if err := r.shared.before.err; err != nil {
		return nil, Unchecked(fmt.Sprintf("read the finalized block: %v", err))
	}
	return r.shared.before.head, nil
}

// Block is what ReadAt said, 0 before.
func (r *Run) Block() uint64 { return r.shared.block }

// ReadAt says at which block the contracts are read in this verification.
func (r *Run) ReadAt(block uint64) { r.shared.block = block }

// Once is what one rule of a verification has made for all of them. What failed is
// tried again by the next.
func Once[T any](r *Run, make func() (T, error)) (T, error) {
	key := reflect.TypeFor[T]()
	if got, ok := r.shared.once[key].(T); ok {
		return got, nil
	}
	got, err := make()
	if err == nil {
		r.shared.once[key] = got
	}
	return got, err
}

// Checked counts one thing that the rule looked at.
func (r *Run) Checked() {
	r.Result.Checked++
	if r.shared.tick != nil {
		r.shared.tick()
	}
}

// Violation is one finding of the rule.
func (r *Run) Violation(subject, format string, args ...any) {
	r.Result.Found(subject, format, args...)
}

// EachSettlement calls fn for the settlements of the scope, in the order of id.
// An incremental run leaves out those whose content a mark covers.
func (r *Run) EachSettlement(fn func(*models.Settlement) error) error {
	if r.One != nil {
		s := *r.One
		return fn(&s)
	}
	return models.EachRow(r.Tx, func(s *models.Settlement) error {
		if r.Incremental {
			if covered, err := r.Covered(s); err != nil || covered {
				return err
			}
		}
		return fn(s)
	})
}

// Elsewhere reports whether an incident is none of the scope's.
func (r *Run) Elsewhere(incident int64) bool { return r.One != nil && r.One.IncidentID != incident }

// Configs are the committees of the store by digest; one that does not decode is a
// violation.
func (r *Run) Configs() (map[common.Hash]contracts.OracleConfig, error) {
	out := map[common.Hash]contracts.OracleConfig{}
	err := models.EachRow(r.Tx, func(c *models.OracleConfig) error {
		config, err := oracles.ConfigOf(*c)
		if err != nil {
			r.Violation(c.Digest.Hex(), "%v", err)
			return nil
		}
		out[c.Digest.Hash] = config
		return nil
	})
	return out, err
}

// ContentHash is what two persons approve: keccak256(order digest ‖ input hash ‖
// available ‖ paid ‖ held ‖ dust ‖ unattributed), amounts as 32-byte words.
func ContentHash(s *models.Settlement) common.Hash {
	parts := slices.Concat(s.OrderDigest.Bytes(), s.InputHash.Bytes())
	for _, a := range []models.Amount{s.Available, s.Paid, s.Held, s.Dust, s.Unattributed} {
		word := a.Bytes32()
		parts = append(parts, word[:]...)
	}
	return common.Hash(merkle.Keccak(parts))
}
