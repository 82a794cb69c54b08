package app

import (
	"context"
	"fmt"
	"path/filepath"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/audit"
	"makewhole/audit/rules"
	"makewhole/chain/indexing"
	"makewhole/claims"
	"makewhole/corrections"
	"makewhole/deployment"
	"makewhole/distributions"
	"makewhole/incidents"
	"makewhole/jobs"
	"makewhole/models"
	"makewhole/money"
	"makewhole/oracles"
	"makewhole/outbox"
	"makewhole/outbox/keys"
	"makewhole/outbox/lifecycle"
	"makewhole/outbox/witness"
	"makewhole/settlements"
	"makewhole/states"
)

// openServices builds claims, oracles, incidents and the verifier.
func (a *App) openServices(ctx context.Context) (err error) {
	a.Incidents, err = incidents.New(incidents.Config{DB: a.DB})
	if err != nil {
		return err
	}
	a.Claims, err = claims.New(claims.Config{
		DB: a.DB, Chain: a.Chain, Now: a.Now, ChainID: int64(a.Flags.ChainID), Oracle: a.Deployment.LossOracle,
		Transactions: a.Chain,
	})
	if err != nil {
		return err
	}
	if err := a.adoptEvidence(ctx); err != nil {
		return err
	}
	if err := a.openSettlements(); err != nil {
		return err
	}
	if err := a.warnOfVaults(ctx); err != nil {
		return err
	}
	if a.Corrections, err = corrections.New(corrections.Config{DB: a.DB, Claims: a.Claims}); err != nil {
		return err
	}
	if err := a.openDistributions(); err != nil {
		return err
	}
	if err := a.openOracles(ctx); err != nil {
		return err
	}
	if err := a.openWatcher(ctx); err != nil {
		return err
	}
	if err := a.openResponder(ctx); err != nil {
		return err
	}
	return a.openVerifier(ctx)
}

// adoptEvidence takes files that an earlier version kept beside the store. What
// cannot be taken is an error in the log: the server has other work.
func (a *App) adoptEvidence(ctx context.Context) error {
	n, err := a.Claims.AdoptEvidence(ctx, filepath.Join(a.Flags.Data, "evidence"))
	if n > 0 {
		a.Log.Info("evidence files are in the store now", "files", n)
	}
	if err != nil {
		a.Log.Error("evidence of an earlier version", "error", err.Error())
	}
	return ctx.Err()
}

func (a *App) openSettlements() error {
	sources, err := a.Flags.recoverySources()
	if err != nil {
		return err
	}
	least, err := a.Flags.recoveryThreshold()
	if err != nil {
		return err
	}
	a.Settlements, err = settlements.New(settlements.Config{
		DB: a.DB, Chain: a.Chain, Caller: a.Chain, Now: a.Now, ChainID: int64(a.Flags.ChainID), Operator: a.Deployment.Roles.Operator,
		PublishDrafts: true, RecoverySources: sources, RecoveryHold: recoveryHold, RecoveryThreshold: least,
	})
	return err
}

// warnOfVaults says in the log what an older store has and no configuration may have.
func (a *App) warnOfVaults(ctx context.Context) error {
	shared, err := a.Settlements.SharedDistributors(ctx)
	for _, s := range shared {
		a.Log.Error("two vaults of one distributor", "error", s.Error())
	}
	return err
}

func (a *App) openDistributions() error {
	policy, err := a.Flags.distribution()
	if err != nil {
		return err
	}
	a.Distributions, err = distributions.New(distributions.Config{
		DB: a.DB, ChainID: int64(a.Flags.ChainID), Operator: a.Deployment.Roles.Operator, Node: a.Chain, Distribution: policy,
	})
	return err
}

// recoveryHold is how long money from courts and issuers waits for a claim on it.
const recoveryHold = 14 * 24 * time.Hour

// clockDrift is how far this machine's clock may be from the chain's head.
const clockDrift = 15 * time.Minute

func (a *App) openOracles(ctx context.Context) (err error) {
	drift := clockDrift
	if a.Node != nil { // a development chain's time is moved
		drift = 0
	}
	a.Oracles, err = oracles.New(oracles.Config{
		DB: a.DB, Now: a.Now, ChainID: a.Flags.ChainID, Operator: a.Deployment.Roles.Operator,
		Sources: map[uint64]oracles.Source{a.Flags.ChainID: {Providers: []oracles.Provider{a.Chain}, Agree: 1}},
		Pull:    a.pullSources(), MaxClockDrift: drift,
	})
	if err != nil {
		return err
	}
	_, err = a.Oracles.RegisterConfig(ctx, models.SystemActor(states.SystemDeployment), a.Deployment.OracleConfig())
	return err
}

func (a *App) pullSources() (out []oracles.PullSource) {
	for i, dir := range a.Flags.PullDir {
		out = append(out, oracles.PullSource{Name: fmt.Sprintf("dir-%d", i+1), Dir: dir})
	}
	for i, url := range a.Flags.PullURL {
		out = append(out, oracles.PullSource{Name: fmt.Sprintf("url-%d", i+1), URL: url, AllowPrivate: a.Flags.Dev})
	}
	return out
}

func (a *App) openVerifier(ctx context.Context) (err error) {
	if a.auditKey, err = JoinLog(ctx, a.DB, filepath.Join(a.Flags.Data, AuditKeyFile), a.Flags.Domain); err != nil {
		return err
	}
	a.Verifier, err = rules.New(audit.Config{
		DB: a.DB, Chain: a.Chain, ChainID: a.Flags.ChainID, Distributors: []common.Address{a.Deployment.Distributor},
		FromBlock: a.Deployment.Block, Deployment: &a.Deployment, Checkpoints: a.auditKey.Verifier,
		FeeCap: Gwei(a.Flags.MaxFee),
	})
	return err
}

// openJobs joins the services to the schedule.
func (a *App) openJobs(ctx context.Context) error {
	sender, err := a.sender(ctx)
	if err != nil {
		return err
	}
	table, err := jobs.Table(jobs.Services{
		DB: a.DB, Claims: a.Claims, Settlements: a.Settlements, Corrections: a.Corrections, Distributions: a.Distributions, Oracles: a.Oracles, Indexer: a.indexer(), Sender: sender, Watcher: a.Watcher, Responder: a.Responder,
		Observer: &indexing.Observer{DB: a.DB, Node: a.Chain, ChainID: a.Flags.ChainID},
		Verifier: a.Verifier, Signer: a.auditKey.Signer, Origin: a.auditKey.Signer.Name(), AuditKey: a.auditKey.Public,
	}, a.schedules())
	if err != nil {
		return err
	}
	a.Jobs, err = jobs.New(jobs.Config{DB: a.DB, Jobs: a.afterMeeting(table), Owner: a.owner(), Now: a.Now, Log: a.Log, Lease: torture.lease})
	return err
}

// schedules makes a development server quick: nobody wants to wait five minutes
// for a draft on a chain that seals at once.
func (a *App) schedules() map[string]string {
	if !a.Flags.Dev {
		return a.Flags.Schedule
	}
	out := map[string]string{}
	for name := range jobs.Schedules {
		out[name] = "@every 1s"
	}
	out["verify"], out["verify-full"], out["tidy"] = "@every 1m", "@every 30m", "@every 1m"
	out["rescan"] = "@every 30m"
	for name, spec := range a.Flags.Schedule {
		out[name] = spec
	}
	return out
}

func (a *App) indexer() *indexing.Indexer {
	d := a.Deployment
	return &indexing.Indexer{DB: a.DB, Node: a.Chain, ChainID: a.Flags.ChainID, Start: d.Block, Log: a.Log, Static: []indexing.Watch{
		{Address: d.LossOracle, Kind: indexing.KindOracle, From: d.Block},
		{Address: d.Distributor, Kind: indexing.KindDistributor, From: d.Block},
		{Address: d.RecoveryVault, Kind: indexing.KindVault, From: d.Block},
	}}
}

// senderKeys are the operator's key, the pushers' further ones and the responder's.
func (a *App) senderKeys(ctx context.Context) ([]outbox.Signer, error) {
	keys, err := a.payingKeys(ctx)
	if err == nil && a.responder != nil {
		keys = append(keys, a.responder)
	}
	return keys, err
}

func (a *App) payingKeys(ctx context.Context) ([]outbox.Signer, error) {
	f := a.Flags
	if f.Dev {
		key, err := keys.NewDevSigner(deployment.DevOperator, f.ChainID)
		return []outbox.Signer{key}, err
	}
	if f.OperatorKey == "" {
		return nil, nil
	}
	var keys []outbox.Signer
	for _, spec := range append([]string{f.OperatorKey}, f.PusherKey...) {
		key, err := OpenKey(ctx, spec, f.PasswordFile, f.ChainID)
		if err != nil {
			return nil, err
		}
		keys = append(keys, key)
	}
	return keys, nil
}

// sender is the outbox sender of the keys held here, nil without a key.
func (a *App) sender(ctx context.Context) (*outbox.Sender, error) {
	keys, err := a.senderKeys(ctx)
	if err != nil || len(keys) == 0 {
		return nil, err
	}
	budgets, err := a.Flags.Policy()
	if err != nil {
		return nil, err
	}
	var responder common.Address
	if a.responder != nil {
		responder = a.responder.Address()
	}
	s, err := outbox.NewSender(outbox.SenderConfig{
		DB: a.DB, Node: a.Chain, ChainID: a.Flags.ChainID, Signers: keys, Responder: responder, Owner: a.keyOwner(), Now: a.Now, Log: a.Log,
		Fees: lifecycle.FeePolicy{MaxCap: Gwei(a.Flags.MaxFee), MaxTip: Gwei(a.Flags.MaxTip)}, Budget: budgets, Witness: witness.Contracts{Node: a.Chain}, Hook: torture.sender, LeaseTTL: torture.lease,
		Alarmed: a.alarmed,
	})
	if err != nil {
		return nil, err
	}
	a.onClose(func() error {
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		return s.Release(ctx)
	})
	return s, nil
}

// keyOwner names this process in the leases of sending keys. A SQLite directory
// has one writer, so a restarted process takes its own lease over at once.
func (a *App) keyOwner() string {
	if a.Flags.DSN == "" {
		return "local"
	}
	return a.owner()
}

// Gwei is n·10⁹ wei, at most 2⁶⁴−1.
func Gwei(n uint64) money.Amount { return money.FromUint64(min(n, 1<<34) * 1_000_000_000) }
