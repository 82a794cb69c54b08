package outbox

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/big"
	"sync"
	"time"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"makewhole/chain"
	"makewhole/models"
	"makewhole/money"
	"makewhole/outbox/keys"
	"makewhole/outbox/lifecycle"
	"makewhole/outbox/witness"
	"makewhole/states"
)

// Node is what the sender needs of a chain. Client is one; chaintest has a
// behaving fake.
type Node interface {
	Finalized(ctx context.Context) (*types.Header, error)
	HeaderByNumber(ctx context.Context, number *big.Int) (*types.Header, error)
	NonceAt(ctx context.Context, addr common.Address, block *big.Int) (uint64, error)
	PendingNonceAt(ctx context.Context, addr common.Address) (uint64, error)
	NativeBalance(ctx context.Context, addr common.Address, block *big.Int) (money.Amount, error)
	Receipts(ctx context.Context, hashes []common.Hash) ([]*types.Receipt, error)
	EstimateGas(ctx context.Context, msg ethereum.CallMsg) (uint64, error)
	DryRun(ctx context.Context, msg ethereum.CallMsg) error // with the message's gas limit
	SuggestFees(ctx context.Context) (chain.Fees, error)
	SendRaw(ctx context.Context, raw []byte) error // to every endpoint; nil if one took it
}

// Signer holds one key. SignTx may take long (a remote signer), so the sender
// calls it outside of database transactions; two signatures over the same
// transaction may differ.
type Signer interface {
	Address() common.Address
	SignTx(ctx context.Context, tx *types.Transaction, chainID uint64) (*types.Transaction, error)
}

// Witness reads whether what intents are for has happened, at a block hash, in
// the order of the questions. The sender asks it before it signs, before it
// calls an intent final, and about intents whose nonce somebody else used.
type Witness interface {
	Outcomes(ctx context.Context, questions []witness.Question, block common.Hash) ([]witness.Shown, error)
}

// SenderConfig configures a Sender. Zero durations, counts and caps take
// defaults.
type SenderConfig struct {
	DB      *models.DB
	Node    Node
	ChainID uint64
	Signers []Signer
	// Responder is the key that pauses modules; it signs nothing else. Zero = none.
	Responder common.Address
	Owner     string // names this process in the lease of its keys; stable across restarts where one process is certain (SQLite)
	Now       func() time.Time
	Log       *slog.Logger
	Fees      lifecycle.FeePolicy
	Budget    BudgetPolicy
	Witness   Witness // what contracts know about the purpose of intents; nil = nothing

	Window     int           // nonces in flight per key; 16
	Parallel   int           // questions to the node, and signatures, at once; 8
	LeaseTTL   time.Duration // 30 s
	BumpAfter  time.Duration // a bid is raised when it waited this long; 1 min
	StuckAfter time.Duration // alarm; 15 min
	RetryAfter time.Duration // a blocked intent is simulated again; 1 min, 1 s on development chains

	// Hook is called between any two steps. An error stops the round there, as
	// a crash would. Tests only.
	Hook func(point string) error
	// Alarmed is told after each run what is alarming now, nothing included; may be
	// nil.
	Alarmed func([]Alarm)
}

// Sender brings approved intents onto one chain. Call Run from a job, in as many
// processes as you like: the lease lets one of them act per key.
type Sender struct {
	SenderConfig
	mu       sync.Mutex
	epochs   map[common.Address]int64 // of the leases this process took
	suspects map[suspect]int          // rounds in a row with a foreign nonce
	sent     map[common.Hash]lastSent // when bytes went out last
	flights  map[common.Address]flight
	believed receipts // of attempts that were seen in canonical blocks
	market   marketAt // the last prices the node named
}

// marketAt is what the node said of fees, and when.
type marketAt struct {
	chain.Fees
	at time.Time
}

// NewSender checks the configuration.
func NewSender(c SenderConfig) (*Sender, error) {
	switch {
	case c.DB == nil || c.Node == nil || c.Now == nil:
		return nil, errors.New("new sender: DB, Node and Now are needed")
	case c.ChainID == 0 || c.Owner == "":
		return nil, errors.New("new sender: ChainID and Owner are needed")
	}
	if c.Fees.MaxCap.IsZero() {
		c.Fees.MaxCap = money.FromUint64(defaultMaxCap)
	}
	if c.Fees.MaxTip.IsZero() {
		c.Fees.MaxTip = c.Fees.MaxCap
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Alarmed == nil {
		c.Alarmed = func([]Alarm) {}
	}
	c.Window = orDefault(c.Window, 16)
	c.Parallel = orDefault(c.Parallel, 8)
	c.LeaseTTL = orDefault(c.LeaseTTL, 30*time.Second)
	c.BumpAfter = orDefault(c.BumpAfter, time.Minute)
	c.StuckAfter = orDefault(c.StuckAfter, 15*time.Minute)
	retry := time.Minute
	if keys.IsDevChain(c.ChainID) {
		retry = time.Second // blocks come when they are needed
	}
	c.RetryAfter = orDefault(c.RetryAfter, retry)
	return &Sender{
		SenderConfig: c, epochs: map[common.Address]int64{},
		suspects: map[suspect]int{}, sent: map[common.Hash]lastSent{}, flights: map[common.Address]flight{}, believed: receipts{},
	}, nil
}

// defaultMaxCap is 500 gwei per gas.
const defaultMaxCap = 500_000_000_000

// sentMax bounds the memory of what was sent when.
const sentMax = 4096

func orDefault[T int | time.Duration](v, def T) T {
	if v <= 0 {
		return def
	}
	return v
}

// round is what one RunOnce knows and counts.
type round struct {
	*Report
	final  *types.Header
	head   uint64
	market chain.Fees
	behind bool                // the finalized block is lower than one seen before
	mark   *models.ChainCursor // the finalized block, while it is not on record
}

// keyRound is a round for one key under its lease.
type keyRound struct {
	*round
	signer Signer
	key    models.KeyState
	work
	unsure bool // the node cannot tell what is mined: conclude nothing, replace nothing
	halted bool // the chain knows transactions of the key that we cannot explain: send nothing

	finalNonce *uint64   // of the key at the finalized block, when read
	scouting   *scouting // of the head, before new transactions; when begun
	budgets    *budgets  // fee budgets, when read
}

// roundsMost bounds Run, so that its caller hears of it now and then.
const roundsMost = 256

// Run goes on round after round while that changes something, so that a chain
// with quick blocks is not held up by the clock of the job. On a slow chain it is
// one round and a look.
func (s *Sender) Run(ctx context.Context) (sum Report, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i := range roundsMost {
		var r Report
		r, err = s.turn(ctx, i == 0)
		s.sound(sum.add(r))
		if err != nil || ctx.Err() != nil || !r.moved() {
			break
		}
	}
	s.Alarmed(sum.Alarms)
	return sum, errors.Join(err, s.land(ctx))
}

// RunOnce looks once at the chain and takes every step that is possible now:
// confirm, replace, sign, broadcast, per key. It may be stopped anywhere and
// run again by anybody. Errors of one key do not stop the others.
func (s *Sender) RunOnce(ctx context.Context) (Report, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	r, err := s.turn(ctx, true)
	s.sound(r.Alarms)
	s.Alarmed(r.Alarms)
	return r, errors.Join(err, s.land(ctx))
}

// turn is one round, the first or a further one of a run. What it sent is in
// flights.
func (s *Sender) turn(ctx context.Context, first bool) (Report, error) {
	if len(s.sent) > sentMax {
		clear(s.sent) // only makes more broadcasts
	}
	r := &round{Report: &Report{}}
	err := s.look(ctx, r)
	if err == nil {
		err = s.runKeys(ctx, r, first)
	}
	if n, ok := s.Node.(interface{ Findings() []chain.Finding }); ok {
		for _, f := range n.Findings() {
			r.alarm(AlarmDisagree, f.What, "%s", f)
		}
	}
	return *r.Report, err
}

func (s *Sender) runKeys(ctx context.Context, r *round, first bool) error {
	var errs []error
	for _, signer := range s.Signers {
		if ctx.Err() != nil {
			break
		}
		if err := s.runKey(ctx, r, signer); err != nil {
			errs = append(errs, fmt.Errorf("key %s: %w", signer.Address(), err))
		}
	}
	if ctx.Err() == nil {
		errs = append(errs, s.keepMark(ctx, r))
	}
	if ctx.Err() == nil && first {
		errs = append(errs, s.strangers(ctx, r))
	}
	return errors.Join(errs...)
}

// sound logs alarms.
func (s *Sender) sound(alarms []Alarm) {
	for _, a := range alarms {
		s.Log.Warn("outbox alarm", "code", a.Code, "subject", a.Subject, "text", a.Text)
	}
}

func (s *Sender) runKey(ctx context.Context, r *round, signer Signer) error {
	k := &keyRound{round: r, signer: signer}
	defer k.recall()
	err := s.begin(ctx, k)
	if errors.Is(err, models.ErrLeaseHeld) {
		r.alarm(AlarmLeaseHeld, signer.Address().Hex(), "%v", err)
		return nil
	}
	if err != nil || k.key.ID == 0 {
		return err
	}
	phases := map[lifecycle.Phase]func(context.Context, *keyRound) error{
		lifecycle.Confirm: s.confirm, lifecycle.Replace: s.replace, lifecycle.Prepare: s.prepare, lifecycle.Broadcast: s.broadcast,
	}
	for _, p := range lifecycle.Round() {
		if err := phases[p](ctx, k); err != nil {
			return err
		}
		if p == lifecycle.Confirm {
			if err := s.reconcile(ctx, k); err != nil || k.halted {
				k.Open += len(k.open)
				return err
			}
		}
	}
	r.Open += len(k.open)
	return nil
}

func (s *Sender) signer(a common.Address) Signer {
	for _, x := range s.Signers {
		if x.Address() == a {
			return x
		}
	}
	return nil
}

func (s *Sender) actor() models.Actor { return models.JobActor(states.JobSender) }

// at is a crash point.
func (s *Sender) at(point string) error {
	if s.Hook == nil {
		return nil
	}
	return s.Hook(point)
}
