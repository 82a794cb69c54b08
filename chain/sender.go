package chain

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
	"golang.org/x/sync/errgroup"

	"makewhole/models"
	"makewhole/money"
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
	SuggestFees(ctx context.Context) (Fees, error)
	SendRaw(ctx context.Context, raw []byte) error // to every endpoint; nil if one took it
}

// SenderConfig configures a Sender. Zero durations, counts and caps take
// defaults.
type SenderConfig struct {
	DB      *models.DB
	Node    Node
	ChainID uint64
	Signers []Signer
	Owner   string // names this process in the lease of its keys; stable across restarts where one process is certain (SQLite)
	Now     func() time.Time
	Log     *slog.Logger
	Fees    FeePolicy
	Budget  BudgetPolicy
	Witness Witness // what contracts know about the purpose of intents; nil = nothing

	Window     int           // nonces in flight per key; 16
	Parallel   int           // questions to the node, and signatures, at once; 8
	LeaseTTL   time.Duration // 30 s
	BumpAfter  time.Duration // a bid is raised when it waited this long; 1 min
	StuckAfter time.Duration // alarm; 15 min
	RetryAfter time.Duration // a blocked intent is simulated again; 1 min, 1 s on development chains

	// Hook is called between any two steps. An error stops the round there, as
	// a crash would. Tests only.
	Hook func(point string) error
}

// Sender brings approved intents onto one chain. Call Run from a job, in
// as many processes as you like, the lease lets one of them act per key.
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
	Fees
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
	c.Window = orDefault(c.Window, 16)
	c.Parallel = orDefault(c.Parallel, 8)
	c.LeaseTTL = orDefault(c.LeaseTTL, 30*time.Second)
	c.BumpAfter = orDefault(c.BumpAfter, time.Minute)
	c.StuckAfter = orDefault(c.StuckAfter, 15*time.Minute)
	retry := time.Minute
	if IsDevChain(c.ChainID) {
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
	market Fees
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
	purses     *purses   // fee budgets, when read
}

// work is what the store says a key has to do.
type work struct {
	open       []*open           // with a nonce, not final, lowest first
	doubtful   []models.TxIntent // ended without proof
	ready      []models.TxIntent // approved and due, oldest first
	unverified map[int64]bool    // of ready: publications nobody has verified
	frozen     string            // why settlement is stopped, empty while it is not
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
		sum.add(r)
		if err != nil || ctx.Err() != nil || !r.moved() {
			break
		}
	}
	return sum, errors.Join(err, s.land(ctx))
}

// RunOnce looks once at the chain and takes every step that is possible now:
// confirm, replace, sign, broadcast, per key. It may be stopped anywhere and
// run again by anybody. Errors of one key do not stop the others.
func (s *Sender) RunOnce(ctx context.Context) (Report, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	r, err := s.turn(ctx, true)
	return r, errors.Join(err, s.land(ctx))
}

// turn is one round, the first or a further one of a run. What it sent is in
// flights.
func (s *Sender) turn(ctx context.Context, first bool) (Report, error) {
	if len(s.sent) > sentMax {
		clear(s.sent) // only makes more broadcasts
	}
	r := &round{Report: &Report{}}
	if err := s.look(ctx, r); err != nil {
		s.sound(r)
		return *r.Report, err
	}
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
	s.sound(r)
	return *r.Report, errors.Join(errs...)
}

// sound logs the alarms, with what the endpoints disagreed about.
func (s *Sender) sound(r *round) {
	if n, ok := s.Node.(interface{ Findings() []Finding }); ok {
		for _, f := range n.Findings() {
			r.alarm(AlarmDisagree, f.What, "%s", f)
		}
	}
	for _, a := range r.Alarms {
		s.Log.Warn("outbox alarm", "code", a.Code, "subject", a.Subject, "text", a.Text)
	}
}

// look reads what all keys share.
func (s *Sender) look(ctx context.Context, r *round) error {
	var finality error
	err := s.together(ctx, func(ctx context.Context) error {
		r.final, r.mark, finality = checkFinality(ctx, s.DB, s.Node, s.ChainID)
		return nil
	}, func(ctx context.Context) error {
		head, err := s.Node.HeaderByNumber(ctx, nil)
		if err != nil {
			return fmt.Errorf("read head: %w", err)
		}
		r.head = head.Number.Uint64()
		if r.market, err = s.price(ctx, head); err != nil {
			return fmt.Errorf("read fees: %w", err)
		}
		return nil
	})
	switch {
	case errors.Is(finality, ErrFinalityBroken):
		r.alarm(AlarmFinality, "", "%v", finality)
		return errors.Join(finality, s.freeze(ctx, finality.Error()))
	case err != nil:
		return err
	case errors.Is(finality, ErrFinalityBehind):
		r.behind = true
		r.alarm(AlarmFinality, "", "%v", finality)
	case finality != nil:
		return finality
	}
	return s.at("looked")
}

// marketFor is how long the node's idea of a tip is good: to find it, a node
// looks at many blocks. The base fee is always that of the head.
const marketFor = 2 * time.Second

// price is the market at the head.
func (s *Sender) price(ctx context.Context, head *types.Header) (Fees, error) {
	if s.market.at.IsZero() || s.market.Legacy != (head.BaseFee == nil) || s.Now().Sub(s.market.at) >= marketFor {
		fees, err := s.Node.SuggestFees(ctx)
		if err != nil {
			return fees, err
		}
		s.market = marketAt{fees, s.Now()}
		return fees, nil
	}
	if s.market.Legacy {
		return s.market.Fees, nil
	}
	base, err := money.FromBig(head.BaseFee)
	if err != nil {
		return Fees{}, err
	}
	return MarketFees(base, s.market.Tip)
}

// together asks several things of the node at once, at most Parallel, and waits
// for all of them. The first error is returned and ends the others.
func (s *Sender) together(ctx context.Context, calls ...func(context.Context) error) error {
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(s.Parallel)
	for _, call := range calls {
		g.Go(func() error { return call(ctx) })
	}
	return g.Wait()
}

// freeze stops settlement everywhere: what was final is not.
func (s *Sender) freeze(ctx context.Context, reason string) error {
	return s.DB.Tx(ctx, func(tx *models.Tx) error {
		if on, _, err := tx.Frozen(); err != nil || on {
			return err
		}
		return tx.Freeze(reason, s.actor())
	})
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
	phases := map[Phase]func(context.Context, *keyRound) error{
		Confirm: s.confirm, Replace: s.replace, Prepare: s.prepare, Broadcast: s.broadcast,
	}
	for _, p := range Round() {
		if err := phases[p](ctx, k); err != nil {
			return err
		}
		if p == Confirm {
			if err := s.reconcile(ctx, k); err != nil || k.halted {
				k.Open += len(k.open)
				return err
			}
		}
	}
	r.Open += len(k.open)
	return nil
}

// reload reads the work of the key again.
func (s *Sender) reload(ctx context.Context, k *keyRound) error {
	return s.DB.Read(ctx, func(tx *models.Tx) error { return s.readWork(tx, k) })
}

func (s *Sender) readWork(tx *models.Tx, k *keyRound) (err error) {
	chainID, addr := int64(s.ChainID), k.signer.Address()
	w := work{unverified: map[int64]bool{}}
	if w.open, err = loadOpen(tx, chainID, addr); err != nil {
		return err
	}
	w.doubtful, err = tx.DoubtfulIntents(chainID, addr, recheckMost)
	if err != nil {
		return err
	}
	if _, w.frozen, err = tx.Frozen(); err != nil {
		return err
	}
	if w.ready, err = s.readReady(tx, addr, w.frozen != ""); err != nil {
		return err
	}
	for _, r := range w.ready {
		if r.Kind != publishKind || r.RefMachine != settlementMachine {
			continue
		}
		verified, err := tx.PublicationVerified(r.RefID)
		if err != nil {
			return err
		}
		w.unverified[r.ID] = !verified
	}
	k.work = w
	return nil
}

// readReady lists what may be signed now: half a window more than fits, so that
// an intent that is blocked does not leave a gap. While settlement is frozen its
// intents come last, so that they do not stop the others.
func (s *Sender) readReady(tx *models.Tx, addr common.Address, frozen bool) ([]models.TxIntent, error) {
	most := s.Window + s.Window/2
	if !frozen {
		return tx.ReadyIntents(int64(s.ChainID), addr, most, models.Which{})
	}
	ready, err := tx.ReadyIntents(int64(s.ChainID), addr, most, models.Which{Not: settlementMachine})
	if err != nil {
		return nil, err
	}
	held, err := tx.ReadyIntents(int64(s.ChainID), addr, most, models.Which{Only: settlementMachine})
	return append(ready, held...), err
}

func loadOpen(tx *models.Tx, chainID int64, sender common.Address) ([]*open, error) {
	rows, err := tx.OpenIntents(chainID, sender)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	ids := make([]int64, len(rows))
	for i := range rows {
		ids[i] = rows[i].ID
	}
	attempts, err := tx.Attempts(ids...)
	if err != nil {
		return nil, err
	}
	return opened(rows, attempts)
}

// strangers reports intents whose sender we cannot sign for.
func (s *Sender) strangers(ctx context.Context, r *round) error {
	return s.DB.Read(ctx, func(tx *models.Tx) error {
		addrs, err := tx.WaitingSenders(int64(s.ChainID))
		for _, a := range addrs {
			if s.signer(a) == nil {
				r.alarm(AlarmNoKey, a.Hex(), "%v", ErrNoKey)
			}
		}
		return err
	})
}

func (s *Sender) signer(a common.Address) Signer {
	for _, x := range s.Signers {
		if x.Address() == a {
			return x
		}
	}
	return nil
}

func (s *Sender) actor() models.Actor { return models.JobActor("sender") }

// at is a crash point.
func (s *Sender) at(point string) error {
	if s.Hook == nil {
		return nil
	}
	return s.Hook(point)
}
