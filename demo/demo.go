package demo

import (
	"context"
	"errors"
	"fmt"
	"io"
	"makewhole/deployment"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/internal/app"
	"makewhole/internal/display"
	"makewhole/money"
)

// Options say how the story is told.
type Options struct {
	Once           bool   // return after the story; otherwise serve until the context ends
	Data           string // directory to keep, new or empty; temporary without it
	Bundle         string // directory for the verification bundles; none are written without it
	Listen         string // address of the public API
	Unguarded      bool   // no monitor watches: a person notices and types the incident in
	Until          Moment // where the story stops; the end without it
	Stdout, Stderr io.Writer
}

// Moment is a place in the story at which it can stop, so that somebody goes on by
// hand.
type Moment string

// Moments of the story.
const (
	Claims  Moment = "claims"  // claims are decided, more may be filed and appealed
	Payable Moment = "payable" // nobody collected anything of the first settlement
	End     Moment = "end"
)

// Run plays the story, and then serves until ctx ends unless it is told once. Its
// error says what could not be done, or how many checks did not hold.
func Run(ctx context.Context, o Options) error {
	dir, tidy, err := o.directory()
	if err != nil {
		return err
	}
	err = o.play(ctx, dir)
	return errors.Join(err, tidy())
}

// UntilDecided plays the story on a program that is open and not started, until
// every claim is decided and no more may be filed; no settlement is drafted yet.
// It tells nothing and leaves the program serving, without its schedule.
func UntilDecided(ctx context.Context, a *app.App) error {
	d := newDemo(ctx, a, io.Discard)
	err := a.Start(ctx, false)
	if err == nil {
		d.untilDecided()
		err = d.err
	}
	return errors.Join(err, d.close())
}

// untilDecided are the chapters before the first settlement.
func (d *demo) untilDecided() {
	d.unguarded = true // what follows is about money, not about monitors
	for _, chapter := range []func(){
		d.chapterProtocol, d.chapterCovers, d.chapterAttack, d.chapterIncident, d.chapterMeasure, d.chapterClaims, d.chapterReviews,
	} {
		if d.err == nil {
			chapter()
		}
	}
	if at := d.incidentNow().ClaimsCloseAt; at != nil {
		d.waitUntil(*at)
	}
}

// directory is where the demo keeps its data, and how to leave it behind. A
// story is told once: a directory that holds one already is refused.
func (o *Options) directory() (dir string, tidy func() error, err error) {
	if o.Data == "" {
		if dir, err = os.MkdirTemp("", "makewhole-demo-"); err != nil {
			return "", nil, fmt.Errorf("demo: %w", err)
		}
		return dir, func() error { return os.RemoveAll(dir) }, nil
	}
	if entries, err := os.ReadDir(o.Data); err == nil && len(entries) > 0 {
		return "", nil, fmt.Errorf("demo: %s is not empty; serve --dev --data %s goes on with it", o.Data, o.Data)
	}
	if err := os.MkdirAll(o.Data, 0o700); err != nil {
		return "", nil, fmt.Errorf("demo: %w", err)
	}
	return o.Data, func() error { return nil }, nil
}

func (o *Options) play(ctx context.Context, dir string) error {
	began := time.Now()
	logFile, err := os.Create(filepath.Join(dir, "server.log"))
	if err != nil {
		return fmt.Errorf("demo: %w", err)
	}
	defer logFile.Close()
	flags, err := app.DevFlags(dir)
	if err != nil {
		return fmt.Errorf("demo: %w", err)
	}
	flags.Listen = o.Listen
	a, err := app.Open(ctx, logFile, flags)
	if err != nil {
		return fmt.Errorf("demo: %w", err)
	}
	d := newDemo(ctx, a, o.Stdout)
	d.bundleDir, d.began, d.unguarded, d.last = o.Bundle, began, o.Unguarded, o.Until
	err = a.Start(ctx, false)
	if err == nil {
		err = d.run()
	}
	switch {
	case ctx.Err() != nil:
		err = errors.New("demo: interrupted")
	case err != nil:
		fmt.Fprint(o.Stderr, complaints(logFile.Name(), 10))
	}
	if err == nil && !o.Once {
		err = d.stay(ctx)
	}
	return errors.Join(err, d.close(), a.Close())
}

// demo is the state of one telling. After its first error every act does
// nothing, so that the chapters read like a script.
type demo struct {
	ctx  context.Context
	app  *app.App
	tell *storyteller
	cast *cast
	http *http.Client
	err  error

	others []*app.App // servers that take turns with app at the jobs
	rounds int

	began        time.Time // of the machine
	day0         time.Time // of the story
	calls        int       // API requests
	transactions int
	gas          uint64 // of people
	operatorTxs  int
	operatorGas  uint64
	checks       []checked
	bundleDir    string
	unguarded    bool
	last         Moment

	committee               []committeeMember
	closers                 []func() error
	owner                   *wallet // of Harbor
	token                   common.Address
	savings, desk, attacker common.Address
	pool                    deployment.Pool
	protocol, product       string // public ids
	savingsModule, incident string
	incidentRef             common.Hash
	attackBlock, closeBlock uint64
	losses                  map[common.Address]money.Amount
	unattributed            money.Amount
	paid                    map[common.Address]money.Amount // what the covers paid so far, by victim
	settlements             []string
}

type checked struct {
	name, detail string
	ok           bool
}

func newDemo(ctx context.Context, a *app.App, out io.Writer) *demo {
	d := &demo{
		ctx: ctx, app: a, tell: newStoryteller(out), cast: newCast(), http: &http.Client{Timeout: 30 * time.Second},
		losses: map[common.Address]money.Amount{}, paid: map[common.Address]money.Amount{}, day0: a.Now(),
	}
	d.owner = devWallet("Harbor", deployment.DevDeployer)
	token, known := a.Deployment.Token(tokenSymbol)
	pool, pooled := a.Deployment.Pool(poolID)
	if !known || !pooled {
		d.fail("deployment", fmt.Errorf("%s or %s is missing", tokenSymbol, poolID))
	}
	d.token, d.pool = token.Address, pool
	return d
}

// run tells the chapters in order, up to the moment where it stops, and the checks.
func (d *demo) run() error {
	d.opening()
	for _, chapter := range d.chapters() {
		if d.err == nil {
			chapter()
		}
	}
	return errors.Join(d.err, d.verdict())
}

func (d *demo) chapters() []func() {
	all := []func(){
		d.chapterProtocol, d.chapterCovers, d.chapterWatch, d.chapterAttack, d.chapterIncident,
		d.chapterMeasure, d.chapterClaims, d.chapterReviews,
	}
	if d.last == Claims {
		return all
	}
	if all = append(all, d.chapterSettle); d.last == Payable {
		return all
	}
	return append(all, d.chapterPay, d.chapterBarDate, d.chapterRecovery, d.chapterEnd)
}

func (d *demo) opening() {
	d.tell.say("")
	d.tell.say("%s", d.tell.style(styleBold, "makewhole demo: one loss, from the attack to the last payout"))
	d.tell.text("An Ethereum chain runs inside this process; its clock is the story's clock. What staff, victims and committee do goes through the HTTP API; what the program does by itself are its jobs.")
}

// fail notes the first error.
func (d *demo) fail(what string, err error) {
	if d.err == nil && err != nil {
		d.err = fmt.Errorf("demo: %s: %w", what, err)
		d.tell.out = io.Discard // what follows did not happen
	}
}

// check notes whether something that must hold does.
func (d *demo) check(ok bool, name, format string, args ...any) {
	if d.err != nil {
		return
	}
	c := checked{name: name, ok: ok, detail: fmt.Sprintf(format, args...)}
	d.checks = append(d.checks, c)
	d.tell.passed(c.ok, c.name, c.detail)
}

// section opens a chapter on today's date.
func (d *demo) section(title string) {
	d.tell.section(title, fmt.Sprintf("%s · %.1f s", shownDays(d.app.Now().Sub(d.day0)), time.Since(d.began).Seconds()))
}

// allJobs in the order of one round.
var allJobs = []string{"pull", "reconcile", "windows", "settle", "orders", "send", "watch"}

// until runs rounds of the jobs until something has come true.
func (d *demo) until(what string, done func() bool) {
	const patience = 40 // rounds
	for range patience {
		if d.err != nil || done() {
			return
		}
		d.round()
	}
	d.fail(what, errors.New("did not happen"))
}

// round seals what waits and runs every job once.
func (d *demo) round() {
	if d.err == nil {
		d.fail("seal", d.app.Node.Flush(d.ctx))
		servers := append([]*app.App{d.app}, d.others...)
		a := servers[d.rounds%len(servers)]
		d.rounds++
		d.fail("jobs", a.RunJob(d.ctx, known(a, allJobs)...))
	}
}

// known are the jobs that a server has: one without a key does not send.
func known(a *app.App, names []string) (out []string) {
	for _, name := range names {
		if slices.Contains(a.Jobs.Names(), name) {
			out = append(out, name)
		}
	}
	return out
}

// verdict lists the checks and tells what the story cost.
func (d *demo) verdict() error {
	failed := 0
	for _, c := range d.checks {
		if !c.ok {
			failed++
		}
	}
	if d.err != nil {
		return nil
	}
	d.section("What was checked")
	for _, c := range d.checks {
		d.tell.passed(c.ok, c.name, "")
	}
	d.tell.say("")
	d.tell.say("%s", d.tell.style(styleBold, fmt.Sprintf("%d of %d checks held, in %.1f seconds.", len(d.checks)-failed, len(d.checks), time.Since(d.began).Seconds())))
	d.tell.say("%d API requests, %d transactions of people (%s gas), %d of the operator told above (%s gas).",
		d.calls, d.transactions, display.Grouped(fmt.Sprint(d.gas)), d.operatorTxs, display.Grouped(fmt.Sprint(d.operatorGas)))
	if failed > 0 {
		return fmt.Errorf("demo: %d checks failed", failed)
	}
	return nil
}

// stay serves with the schedule running until the context ends.
func (d *demo) stay(ctx context.Context) error {
	if err := d.app.Jobs.Start(ctx); err != nil {
		return err
	}
	d.tell.say("")
	d.tell.say("Still serving; Ctrl-C ends it.")
	d.tell.say("  pages          %s/incidents/%s", d.app.PublicURL, d.incident)
	d.tell.say("  API            %s/docs", d.app.PublicURL)
	d.tell.say("  the incident   %s/v1/incidents/%s", d.app.PublicURL, d.incident)
	for _, id := range d.settlements {
		d.tell.say("  settlement     %s/v1/settlements/%s", d.app.PublicURL, id)
	}
	for _, c := range d.witnesses() {
		d.tell.say("  staff API      %s   token of %s: %s", d.app.AdminURL, c.name, c.token)
	}
	d.tell.say("  chain JSON-RPC %s   chain id %d", d.app.Node.URL(), d.app.Deployment.ChainID)
	<-ctx.Done()
	return nil
}

// witnesses are whose tokens are told: who only reads, and where claims are still
// open an underwriter.
func (d *demo) witnesses() []*clerk {
	if d.last == Claims {
		return []*clerk{d.cast.auditor, d.cast.maria}
	}
	return []*clerk{d.cast.auditor}
}

// close gives back what the committee holds.
func (d *demo) close() (err error) {
	for _, c := range d.closers {
		err = errors.Join(err, c())
	}
	return err
}

// complaints are the last warnings and errors of the server's log.
func complaints(path string, limit int) string {
	raw, err := os.ReadFile(path)
	if err != nil {
		return err.Error() + "\n"
	}
	var out []string
	for line := range strings.Lines(string(raw)) {
		if strings.Contains(line, "level=WARN") || strings.Contains(line, "level=ERROR") {
			out = append(out, line)
		}
	}
	return strings.Join(out[max(0, len(out)-limit):], "")
}
