package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/big"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"makewhole/chain/devnet"
	"makewhole/deployment"
	"makewhole/internal/app"
	"makewhole/models"
	"makewhole/outbox/keys"
)

// procs is three processes of the real program on one PostgreSQL and one chain:
// they are killed, stopped and woken up, their database is stopped hard and
// their connections are cut, while payments keep coming.
type procs struct {
	*program
	pg      *postgres
	proxy   *proxy
	node    *devnet.Node
	db      *models.DB // of the harness, through the proxy too
	admin   *models.DB // of the harness, direct
	dsn     string
	stats   *stats
	rnd     *rand.Rand
	sender  address
	running map[int]*child // by pid
	dirs    int

	mu     sync.Mutex
	next   int // payments asked for
	acked  []int
	feeder sync.WaitGroup
	stop   context.CancelFunc
}

// procTTL is the lease of keys and jobs of the processes.
const procTTL = time.Second

// payments is the least that is paid in a run.
const payments = 500

func procsLeg(ctx context.Context, seed uint64, rounds int) (r row, err error) {
	p := &procs{stats: newStats(), rnd: seeded(seed, 4), running: map[int]*child{}}
	r = row{seed: seed, counts: p.stats}
	defer func() { err = errors.Join(err, p.close()) }()
	if err := p.open(ctx); err != nil {
		return r, err
	}
	for _, act := range []func(context.Context, *row) error{p.startTogether, p.startFeeding} {
		if err := act(ctx, &r); err != nil {
			return r, err
		}
	}
	for range rounds {
		for _, act := range []func(context.Context, *row) error{p.killHolder, p.stopHolder, p.stopAtPoints, p.crashDatabase} {
			if err := act(ctx, &r); err != nil {
				return r, err
			}
		}
	}
	return r, p.finish(ctx, &r)
}

// open starts chain, database, proxy and the harness's own store.
func (p *procs) open(ctx context.Context) (err error) {
	if p.pg, err = newPostgres(ctx); err != nil {
		return err
	}
	if p.program, err = newProgram(); err != nil {
		return err
	}
	if p.node, err = devnet.Start(ctx, devnet.Config{HTTPAddr: "127.0.0.1:0", BlockTime: 100 * time.Millisecond}); err != nil {
		return err
	}
	signer, err := keys.NewDevSigner(deployment.DevOperator, chainID)
	if err != nil {
		return err
	}
	p.sender = signer.Address()
	o, err := deployment.DevOptions(chainID)
	if err != nil {
		return err
	}
	o.Path = filepath.Join(p.dir, "deployment.json")
	if _, err := deployment.Deploy(ctx, p.node.Client(), o); err != nil {
		return err
	}
	if p.proxy, err = newProxy(fmt.Sprint("127.0.0.1:", p.pg.port), p.rnd, p.stats); err != nil {
		return err
	}
	direct, err := p.pg.database(ctx)
	if err != nil {
		return err
	}
	p.dsn = strings.Replace(direct, ":"+strconv.Itoa(p.pg.port), ":"+strconv.Itoa(p.proxy.port()), 1)
	for at, dsn := range map[**models.DB]string{&p.db: p.dsn, &p.admin: direct} {
		if *at, err = models.Open(ctx, models.Config{Driver: "postgres", DSN: dsn, Now: time.Now, MaxConns: 4}); err != nil {
			return err
		}
	}
	return nil
}

func (p *procs) close() error {
	if p.stop != nil {
		p.stop()
		p.feeder.Wait()
	}
	var errs []error
	for pid, c := range p.running {
		_ = syscall.Kill(pid, syscall.SIGKILL)
		_ = c.wait()
	}
	for _, db := range []*models.DB{p.db, p.admin} {
		if db != nil {
			errs = append(errs, db.Close())
		}
	}
	if p.proxy != nil {
		errs = append(errs, p.proxy.close())
	}
	if p.node != nil {
		errs = append(errs, p.node.Close())
	}
	if p.program != nil {
		errs = append(errs, p.program.close())
	}
	if p.pg != nil {
		errs = append(errs, p.pg.close())
	}
	return errors.Join(errs...)
}

// spawn starts one process with a data directory of its own.
func (p *procs) spawn(ctx context.Context, env ...string) (int, error) {
	p.dirs++
	dir := filepath.Join(p.dir, fmt.Sprint("process-", p.dirs))
	if err := os.Mkdir(dir, 0o700); err != nil {
		return 0, err
	}
	if err := p.shareLogKey(dir); err != nil {
		return 0, err
	}
	c, err := p.drive(ctx, append(env, "MAKEWHOLE_LEASE="+procTTL.String()), "send", "--data", dir, "--dsn", p.dsn,
		"--rpc", p.node.URL(), "--deployment", filepath.Join(p.dir, "deployment.json"), "--operator-key", p.key, "--password-file", p.password)
	if err != nil {
		return 0, err
	}
	p.running[c.cmd.Process.Pid] = c
	p.stats.one("process starts")
	return c.cmd.Process.Pid, nil
}

// shareLogKey gives a data directory the key of the audit log that all servers of
// one store have.
func (p *procs) shareLogKey(dir string) error {
	shared := filepath.Join(p.dir, app.AuditKeyFile)
	raw, err := os.ReadFile(shared)
	if errors.Is(err, os.ErrNotExist) {
		if _, err = app.NewLogKey(shared, ""); err == nil {
			raw, err = os.ReadFile(shared)
		}
	}
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, app.AuditKeyFile), raw, 0o600) //nolint:gosec // a directory of our own making
}

// end kills a process and takes it off the list.
func (p *procs) end(pid int) error {
	c := p.running[pid]
	delete(p.running, pid)
	if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
		return err
	}
	if err := c.wait(); !errors.Is(err, errKilled) {
		return fmt.Errorf("process %d: %w", pid, err)
	}
	p.stats.one("SIGKILL")
	return nil
}

// startTogether lets three processes meet an empty database: all want to make
// the schema. One is killed while they do.
func (p *procs) startTogether(ctx context.Context, _ *row) error {
	var last int
	for range 3 {
		pid, err := p.spawn(ctx)
		if err != nil {
			return err
		}
		last = pid
	}
	for { // the first table is there
		var version int64
		err := p.admin.Read(ctx, func(tx *models.Tx) error {
			works, err := tx.Works()
			version = int64(len(works))
			return err
		})
		if err == nil && version >= 0 {
			break
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		time.Sleep(2 * time.Millisecond)
	}
	if err := p.end(last); err != nil {
		return err
	}
	if _, err := p.spawn(ctx); err != nil {
		return err
	}
	return p.schema(ctx)
}

// schema waits until the schema is complete.
func (p *procs) schema(ctx context.Context) error {
	return await(ctx, "the schema", func() (bool, error) { return p.admin.CheckSchema(ctx) == nil, nil })
}

// await asks until something has come true, for a minute.
func await(ctx context.Context, what string, done func() (bool, error)) error {
	limit, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	for {
		ok, err := done()
		if ok || err != nil {
			return err
		}
		select {
		case <-limit.Done():
			return fmt.Errorf("%s: %w", what, limit.Err())
		case <-time.After(5 * time.Millisecond):
		}
	}
}

// startFeeding asks for payments all the time, a few at once. What the database
// acknowledged must never be missing.
func (p *procs) startFeeding(ctx context.Context, _ *row) error {
	ctx, p.stop = context.WithCancel(ctx)
	p.proxy.cut(30)
	p.feeder.Go(func() {
		for ctx.Err() == nil {
			p.feed(ctx)
			time.Sleep(20 * time.Millisecond)
		}
	})
	return nil
}

// feed enqueues the next payments and asks again under the same keys until the
// database has said yes.
func (p *procs) feed(ctx context.Context) {
	p.mu.Lock()
	from := p.next
	p.next += 4
	p.mu.Unlock()
	for ctx.Err() == nil {
		err := p.db.Tx(ctx, func(tx *models.Tx) error {
			for i := from; i < from+4; i++ {
				if _, err := tx.Enqueue(payment(i, p.sender)); err != nil {
					return err
				}
			}
			return nil
		})
		if err == nil {
			p.mu.Lock()
			p.acked = append(p.acked, from, from+1, from+2, from+3)
			p.mu.Unlock()
			return
		}
		if errors.Is(err, models.ErrCommitUnknown) {
			p.stats.one("commit of unknown outcome")
		} else {
			p.stats.one("database away")
		}
		time.Sleep(20 * time.Millisecond)
	}
}

func payment(i int, sender address) models.TxIntent {
	return models.TxIntent{
		IdemKey: idemKey(i), Kind: "trial", RefMachine: "settlement", RefID: 1, ChainID: chainID,
		Sender: models.Addr(sender), To: models.Addr(receiver(i)), Value: models.Amt(due(i)), State: models.TxApproved,
	}
}

// holder reads who holds the key, as host:pid, and since which epoch.
func (p *procs) holder(ctx context.Context) (pid int, epoch int64, err error) {
	err = p.admin.Read(ctx, func(tx *models.Tx) error {
		k, err := tx.KeyFor(chainID, p.sender)
		if err != nil {
			return err
		}
		_, tail, _ := strings.Cut(k.LeaseOwner, ":")
		pid, _ = strconv.Atoi(tail)
		epoch = k.Epoch
		return nil
	})
	return pid, epoch, err
}

// leading waits until a running process other than one holds the key.
func (p *procs) leading(ctx context.Context, other int) (pid int, err error) {
	err = await(ctx, "a holder of the key", func() (bool, error) {
		var err error
		if pid, _, err = p.holder(ctx); err != nil {
			return false, nil // no row yet, or no database
		}
		return p.running[pid] != nil && pid != other, nil
	})
	return pid, err
}

// killHolder is M3: the holder dies, another takes over; the time is printed
// beside twice the lease.
func (p *procs) killHolder(ctx context.Context, r *row) error {
	pid, err := p.leading(ctx, 0)
	if err != nil {
		return err
	}
	if err := p.end(pid); err != nil {
		return err
	}
	began := time.Now()
	if _, err := p.leading(ctx, pid); err != nil {
		return err
	}
	p.stats.one("takeover after SIGKILL")
	r.note += fmt.Sprintf("takeover %d ms after the kill, twice the lease is %d ms; ", time.Since(began).Milliseconds(), (2 * procTTL).Milliseconds())
	_, err = p.spawn(ctx)
	return err
}

// stopHolder stops the holder wherever it is, for longer than its lease.
func (p *procs) stopHolder(ctx context.Context, _ *row) error {
	pid, err := p.leading(ctx, 0)
	if err != nil {
		return err
	}
	if err := syscall.Kill(pid, syscall.SIGSTOP); err != nil {
		return err
	}
	p.stats.one("SIGSTOP of the holder")
	if _, err := p.leading(ctx, pid); err != nil {
		return err
	}
	p.stats.one("takeover after SIGSTOP")
	return syscall.Kill(pid, syscall.SIGCONT)
}

// stopPoints are in the middle of a round, with the lease in hand: before the
// signed bytes are stored, before they are sent, and before that is recorded.
var stopPoints = []string{"sender signed", "sender before send", "sender after send", "sender judged"}

// stopAtPoints is M2: a holder that stops in the middle of a round and wakes up
// when another has gone on must be fenced.
func (p *procs) stopAtPoints(ctx context.Context, r *row) error {
	for _, point := range stopPoints {
		if err := p.zombie(ctx, r, fmt.Sprintf("%s#%d", point, 3+p.rnd.IntN(5))); err != nil {
			return fmt.Errorf("stop at %s: %w", point, err)
		}
	}
	return nil
}

func (p *procs) zombie(ctx context.Context, r *row, point string) error {
	for pid := range p.running {
		if err := p.end(pid); err != nil {
			return err
		}
	}
	pid, err := p.spawn(ctx, "MAKEWHOLE_STOP="+point)
	if err != nil {
		return err
	}
	if err := await(ctx, "the process to stop", func() (bool, error) { return stopped(pid) }); err != nil {
		return err
	}
	p.stats.one("SIGSTOP inside a round")
	for range 2 {
		if _, err := p.spawn(ctx); err != nil {
			return err
		}
	}
	if _, err := p.leading(ctx, pid); err != nil {
		return err
	}
	c := p.running[pid]
	before := c.log()
	if err := syscall.Kill(pid, syscall.SIGCONT); err != nil {
		return err
	}
	err = await(ctx, "the zombie's round to end", func() (bool, error) { return len(c.log()) > len(before), nil })
	if err != nil {
		return err
	}
	if strings.Contains(strings.TrimPrefix(c.log(), before), models.ErrFenced.Error()) {
		p.stats.one("FENCED")
		return nil
	}
	r.violation("stopped at %s, woken up after the takeover, and not fenced: %s", point, strings.TrimPrefix(c.log(), before))
	return nil
}

// stopped reads whether the kernel has stopped a process.
func stopped(pid int) (bool, error) {
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return false, err
	}
	_, rest, _ := bytes.Cut(raw, []byte(") "))
	return bytes.HasPrefix(rest, []byte("T")), nil
}

// crashDatabase is D6: PostgreSQL is stopped without a goodbye, under load.
func (p *procs) crashDatabase(ctx context.Context, _ *row) error {
	if _, err := p.leading(ctx, 0); err != nil {
		return err
	}
	if err := p.pg.stop(ctx, "immediate"); err != nil {
		return err
	}
	p.stats.one("pg_ctl stop -m immediate")
	if err := p.pg.start(ctx); err != nil {
		return err
	}
	for len(p.running) < 3 {
		if _, err := p.spawn(ctx); err != nil {
			return err
		}
	}
	return nil
}

// finish ends all faults, waits until everything is paid and judges.
func (p *procs) finish(ctx context.Context, r *row) error {
	err := await(ctx, "enough payments", func() (bool, error) {
		p.mu.Lock()
		defer p.mu.Unlock()
		return p.next >= payments, nil
	})
	if err != nil {
		return err
	}
	p.proxy.cut(0)
	p.stop()
	p.feeder.Wait()
	if err := p.drain(ctx); err != nil {
		return err
	}
	for pid, c := range p.running {
		delete(p.running, pid)
		if err := syscall.Kill(pid, syscall.SIGTERM); err != nil {
			return err
		}
		if err := c.wait(); err != nil {
			r.violation("SIGTERM: %v", err)
		}
		p.stats.one("SIGTERM, exit 0")
	}
	if err := p.judge(ctx, r); err != nil {
		return err
	}
	for _, kind := range p.stats.never("takeover after SIGKILL", "takeover after SIGSTOP", "FENCED", "pg_ctl stop -m immediate",
		"connection cut before COMMIT", "connection cut after COMMIT", "SIGTERM, exit 0") {
		r.violation("%s never happened", kind)
	}
	return nil
}

// drain waits until the outbox is empty.
func (p *procs) drain(ctx context.Context) error {
	limit, cancel := context.WithTimeout(ctx, 3*time.Minute)
	defer cancel()
	for limit.Err() == nil {
		left := 0
		err := p.admin.Read(ctx, func(tx *models.Tx) error {
			ready, err := tx.Intents(models.IntentFilter{State: models.TxApproved}, models.Page{Limit: 1})
			if err != nil {
				return err
			}
			open, err := tx.OpenIntents(chainID, p.sender)
			left = len(ready) + len(open)
			return err
		})
		if err == nil && left == 0 {
			return nil
		}
		time.Sleep(20 * time.Millisecond)
	}
	return errors.New("the outbox is not empty after all faults have ended")
}

// judge reads the balances; an acknowledged payment that the books do not know
// is lost too. The last few may have been asked for and never acknowledged.
func (p *procs) judge(ctx context.Context, r *row) error {
	known := make([]bool, p.next)
	err := p.admin.Read(ctx, func(tx *models.Tx) error {
		for i := range known {
			row, err := tx.IntentByKey(idemKey(i))
			if errors.Is(err, models.ErrNotFound) {
				continue
			}
			if err != nil {
				return err
			}
			if known[i] = true; row.State != models.TxFinal {
				r.violation("payment %d is %s in the books", i, row.State)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, i := range p.acked {
		if !known[i] {
			r.violation("payment %d was acknowledged and is not in the books", i)
		}
	}
	accounts, amounts := payees(p.next)
	got, err := balances(ctx, p.node.RPC(), accounts)
	if err != nil {
		return err
	}
	for i := range got {
		if !known[i] {
			if !got[i].IsZero() {
				r.violation("payment %d is not in the books and was paid", i)
			}
			continue
		}
		r.operations++
		v := balanceVerdict(got[i:i+1], func(int) amount { return amounts(i) })
		r.paid, r.doubles, r.losses = r.paid+v.paid, r.doubles+v.doubles, r.losses+v.losses
	}
	nonce, err := p.node.Client().NonceAt(ctx, p.sender, nil)
	if err != nil {
		return err
	}
	p.stats.add("transactions on chain", int(new(big.Int).SetUint64(nonce).Int64()))
	return nil
}

func runProcs(ctx context.Context, o options) ([]row, error) {
	began := time.Now()
	r, err := procsLeg(ctx, o.seed, o.pick(1, 3, 100))
	r.seconds = time.Since(began).Seconds()
	return []row{r}, err
}
