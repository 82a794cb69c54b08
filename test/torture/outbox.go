package main

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"

	"makewhole/models"
	"makewhole/money"
	"makewhole/outbox"
	"makewhole/outbox/lifecycle"
)

// errCrash is what a crash point returns; the instance is abandoned there.
var errCrash = errors.New("torture: crash")

// Chances in per mille: crashes and steals of a step inside a round, reorganisations
// and the rest of a round, faults of a call.
const (
	crashChance = 20
	stealChance = 10
	blockChance = 30 // a block comes inside a round
	reorgChance = 60
	dropChance  = 30
	bumpChance  = 40
	faultChance = 80
)

// leaseTTL is short, so that a steal need not wait; production uses 30 s.
const leaseTTL = 2 * time.Millisecond

// instances of the program.
const instances = 3

// outboxRun pays n receivers under faults.
type outboxRun struct {
	*world
	store *store
	line  *line
	n     int
	peers []*instance
	calm  bool // no crashes, no steals
	odd   map[string]int
	days  int // of weather
}

// instance is one process: its store and its sender. A crash forgets both.
type instance struct {
	name    string
	db      *models.DB
	sender  *outbox.Sender
	busy    bool // in a round
	crashed bool
}

func receiver(i int) common.Address { return common.BigToAddress(big.NewInt(0x7000_0000 + int64(i))) }

// due is what receiver i is to get: every amount is different.
func due(i int) money.Amount { return money.FromUint64(uint64(i+1) * 1e9) }

func idemKey(i int) string { return fmt.Sprintf("torture:%d", i) }

// outboxLeg pays n intents of one transaction each and judges from balances.
func outboxLeg(ctx context.Context, seed uint64, n int, s *store) (row, error) {
	w, err := newWorld(ctx, seeded(seed, 1))
	if err != nil {
		return row{}, err
	}
	defer w.close()
	o := &outboxRun{world: w, store: s, n: n, odd: map[string]int{}}
	o.line = &line{Node: w.client, w: w, rnd: seeded(seed, 2), perMille: faultChance}
	if err := s.migrate(ctx, w.clock.Now); err != nil {
		return row{}, err
	}
	for i := range instances {
		o.peers = append(o.peers, &instance{name: fmt.Sprintf("instance %d", i+1)})
	}
	defer o.shut()
	if err := errors.Join(o.recover(ctx), o.enqueue(ctx, 0, n)); err != nil {
		return row{}, err
	}
	if err := errors.Join(o.suffer(ctx), o.insist(ctx), o.heal(ctx)); err != nil {
		return row{}, err
	}
	return o.judge(ctx)
}

// demanding is how many intents a run has at least to have met every fault.
const demanding = 1000

// insist goes on with a tenth more intents while a fault that must happen has not:
// chance alone leaves one out in some seeds.
func (o *outboxRun) insist(ctx context.Context) error {
	for range 10 {
		if o.n < demanding || len(o.stats.never(outboxFaults...)) == 0 {
			return nil
		}
		more := max(o.n/10, 100)
		if err := o.enqueue(ctx, o.n, o.n+more); err != nil {
			return err
		}
		o.n += more
		if err := o.suffer(ctx); err != nil {
			return err
		}
	}
	return nil
}

// recover restarts every instance that crashed, or was never started.
func (o *outboxRun) recover(ctx context.Context) error {
	again := false
	for _, p := range o.peers {
		again = again || p.crashed || p.db == nil
	}
	if !again {
		return nil
	}
	var common *models.DB
	for _, p := range o.peers {
		if p.db != nil && !p.crashed && !o.store.shared {
			continue
		}
		if p.db != nil && (!o.store.shared || common == nil) {
			_ = p.db.Close()
		}
		p.crashed = false
		if common == nil || !o.store.shared {
			db, err := o.store.open(ctx, o.clock.Now)
			if err != nil {
				return fmt.Errorf("reopen: %w", err)
			}
			common = db
			o.stats.one("store reopened")
		}
		p.db = common
		if err := o.start(p); err != nil {
			return err
		}
	}
	return nil
}

func (o *outboxRun) start(p *instance) (err error) {
	p.sender, err = outbox.NewSender(outbox.SenderConfig{
		DB: p.db, Node: o.line, ChainID: chainID, Signers: []outbox.Signer{o.key}, Owner: p.name, Now: o.clock.Now,
		LeaseTTL: leaseTTL, Parallel: 1 /* one order of calls for a seed */, Fees: lifecycle.FeePolicy{MaxCap: money.FromUint64(1_000_000_000_000)},
		Hook: func(string) error { return o.step(context.Background(), p) },
	})
	return err
}

func (o *outboxRun) shut() {
	for _, p := range o.peers {
		if p.db != nil {
			_ = p.db.Close()
		}
		if o.store.shared {
			return
		}
	}
}

// step is called between any two steps of an instance: it may crash there, or
// be held up while another instance takes its lease and does a whole round.
func (o *outboxRun) step(ctx context.Context, p *instance) error {
	if o.calm {
		return nil
	}
	o.stats.one("steps")
	switch dice := o.rnd.IntN(1000); {
	case dice < crashChance:
		o.stats.one("crash")
		p.crashed = true
		return errCrash
	case dice < crashChance+stealChance:
		return o.steal(ctx, p)
	case dice < crashChance+stealChance+blockChance:
		o.stats.one("block inside a round")
		o.seal()
	}
	return nil
}

// steal lets another instance run while this one stands still. When they share
// a process, its crash is ours too.
func (o *outboxRun) steal(ctx context.Context, p *instance) error {
	other := o.peers[o.rnd.IntN(len(o.peers))]
	if other.busy || other.crashed {
		return nil
	}
	time.Sleep(leaseTTL + 2*time.Millisecond) // of the database's clock
	o.stats.one("lease stolen")
	o.round(ctx, other)
	if o.store.shared && other.crashed {
		p.crashed = true
		return errCrash
	}
	return nil
}

// round is one run of one instance, of one round or of as many as move
// something; what a fault makes of it is no failure.
func (o *outboxRun) round(ctx context.Context, p *instance) outbox.Report {
	p.busy = true
	defer func() { p.busy = false }()
	run, name := p.sender.RunOnce, "rounds"
	if o.rnd.IntN(2) == 0 {
		run, name = p.sender.Run, "runs of several rounds"
	}
	r, err := run(ctx)
	o.stats.one(name)
	o.stats.add("signed", r.Signed)
	o.stats.add("replaced", r.Replaced)
	o.stats.add("receipts lost to reorg", r.Reorged)
	for _, a := range r.Alarms {
		o.stats.one("alarm " + a.Code)
	}
	switch {
	case err == nil, errors.Is(err, errCrash), errors.Is(err, errLine):
	case errors.Is(err, models.ErrFenced):
		o.stats.one("fenced")
	case errors.As(err, new(refusal)):
	default:
		o.odd[err.Error()]++
	}
	return r
}

// suffer runs instances under faults until everything is paid.
func (o *outboxRun) suffer(ctx context.Context) error {
	holder := 0
	for i := 0; ; i++ {
		if err := errors.Join(ctx.Err(), o.weather(ctx)); err != nil {
			return err
		}
		if o.rnd.IntN(10) == 0 {
			holder = o.rnd.IntN(len(o.peers))
		}
		o.round(ctx, o.peers[holder])
		if err := o.recover(ctx); err != nil {
			return err
		}
		o.line.deliver(ctx)
		o.seal()
		if i%20 == 0 {
			if left, err := o.unfinished(ctx); err != nil || left == 0 {
				return err
			}
		}
		if i > 20*o.n+2000 {
			return errors.New("the outbox does not get done")
		}
	}
}

// weather is what happens to the chain between two rounds.
func (o *outboxRun) weather(ctx context.Context) error {
	var errs []error
	if o.rnd.IntN(1000) < reorgChance {
		errs = append(errs, o.reorg(ctx))
	}
	if o.rnd.IntN(1000) < dropChance {
		o.drop()
	}
	if o.days++; o.days%o.spikeEvery() == 0 {
		errs = append(errs, o.spike(ctx))
	}
	if o.rnd.IntN(1000) < bumpChance {
		errs = append(errs, o.bump(ctx))
	}
	return errors.Join(errs...)
}

// spikeEvery is after how many rounds fees rise; a spike takes many full blocks.
func (o *outboxRun) spikeEvery() int { return max(60, o.n/30) }

// heal ends all faults and lets one instance finish.
func (o *outboxRun) heal(ctx context.Context) error {
	o.calm, o.line.perMille = true, 0
	for range 400 {
		o.line.deliver(ctx)
		o.seal()
		time.Sleep(leaseTTL + 2*time.Millisecond)
		if r := o.round(ctx, o.peers[0]); r.Idle() && len(o.line.late) == 0 {
			if left, err := o.unfinished(ctx); err != nil || left == 0 {
				return err
			}
		}
	}
	return fmt.Errorf("the outbox is not idle after all faults have ended: %v", o.odd)
}

// treasurer is the person of a store who may steer the outbox: only who is on
// record there and active decides.
func treasurer(ctx context.Context, db *models.DB) (by models.Actor, err error) {
	const role = "treasurer"
	row := models.Staff{PublicID: "stf_torture", Person: "torture", Roles: role, TokenHash: models.H(crypto.Keccak256Hash([]byte(role)))}
	err = db.Tx(ctx, func(tx *models.Tx) error {
		have, err := tx.AllStaff()
		for _, s := range have {
			if s.PublicID == row.PublicID {
				row = s
				return nil
			}
		}
		if err != nil {
			return err
		}
		return models.Insert(tx, &row)
	})
	return models.Actor{Kind: models.ActorStaff, ID: row.PublicID, StaffID: row.ID, Person: row.Person, Roles: []string{role}}, err
}

// bump is an operator who asks for a better bid for some open intent.
func (o *outboxRun) bump(ctx context.Context) error {
	db := o.peers[0].db
	var open []models.TxIntent
	err := db.Read(ctx, func(tx *models.Tx) (err error) {
		open, err = tx.OpenIntents(chainID, o.key.Address())
		return err
	})
	if err != nil || len(open) == 0 {
		return err
	}
	by, err := treasurer(ctx, db)
	if err != nil {
		return err
	}
	_, err = (&outbox.Operator{DB: db}).Bump(ctx, by, open[o.rnd.IntN(len(open))].PublicID, "torture")
	if errors.Is(err, models.ErrState) {
		return nil
	}
	o.stats.one("operator bump")
	return err
}

// enqueue writes approved payments; keys that exist change nothing.
func (o *outboxRun) enqueue(ctx context.Context, from, to int) error {
	for lo := from; lo < to; lo += 500 {
		err := o.peers[0].db.Tx(ctx, func(tx *models.Tx) error {
			for i := lo; i < min(to, lo+500); i++ {
				_, err := tx.Enqueue(models.TxIntent{
					IdemKey: idemKey(i), Kind: "trial", RefMachine: "settlement", RefID: 1, ChainID: chainID,
					Sender: models.Addr(o.key.Address()), To: models.Addr(receiver(i)), Value: models.Amt(due(i)), State: models.TxApproved,
				})
				if err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return fmt.Errorf("enqueue: %w", err)
		}
	}
	return nil
}

// unfinished counts intents that are approved or open, a page at most.
func (o *outboxRun) unfinished(ctx context.Context) (n int, err error) {
	err = o.peers[0].db.Read(ctx, func(tx *models.Tx) error {
		ready, err := tx.Intents(models.IntentFilter{State: models.TxApproved}, models.Page{Limit: 1})
		if err != nil {
			return err
		}
		open, err := tx.OpenIntents(chainID, o.key.Address())
		n = len(ready) + len(open)
		return err
	})
	return n, err
}
