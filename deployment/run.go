package deployment

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"strings"
	"time"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/accounts/abi"
	"github.com/ethereum/go-ethereum/accounts/abi/bind/v2"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"makewhole/chain"
	"makewhole/contracts"
	"makewhole/outbox"
	"makewhole/outbox/keys"
)

// Deploy makes the contracts of o exist and configured. It is idempotent: what
// the file at o.Path names and the chain holds is verified and kept, what is
// missing (a new pool, a step that a crash interrupted) is added. Parameters
// that cannot be changed and differ give ErrDiffers. A file of a chain that
// no longer exists, as after a dev chain was wiped, is replaced.
func Deploy(ctx context.Context, backend Backend, o Options) (Deployment, error) {
	r := &deployRun{ctx: ctx, backend: backend, o: o}
	if err := r.prepare(); err != nil {
		return Deployment{}, fmt.Errorf("deploy: %w", err)
	}
	for _, step := range []func() error{r.core, r.wire, r.tokens, r.pools} {
		if err := step(); err != nil {
			return r.d, fmt.Errorf("deploy: %w", err)
		}
	}
	return r.d, r.d.Verify(ctx, backend)
}

type deployRun struct {
	ctx     context.Context
	backend Backend
	o       Options
	d       Deployment
}

// prepare checks the options, identifies the chain and takes up the file.
func (r *deployRun) prepare() error {
	id, err := r.backend.ChainID(r.ctx)
	if err != nil {
		return fmt.Errorf("chain id: %w", err)
	}
	genesis, err := r.backend.HeaderByNumber(r.ctx, new(big.Int))
	if err != nil {
		return fmt.Errorf("genesis: %w", err)
	}
	head, err := r.backend.HeaderByNumber(r.ctx, nil)
	if err != nil {
		return fmt.Errorf("head: %w", err)
	}
	k := r.o.Keys
	if k.Deployer == nil || k.OracleAdmin == nil || k.Treasurer == nil {
		return errors.New("a key is missing")
	}
	if err := refuseDevKeys(k, id.Uint64()); err != nil {
		return err
	}
	r.d = Deployment{
		ChainID: id.Uint64(), Genesis: genesis.Hash(), Block: head.Number.Uint64(),
		Roles: r.o.Roles, Committee: r.o.Committee, Limits: r.o.Limits,
	}
	r.d.Roles.OracleAdmin, r.d.Roles.Treasurer = k.OracleAdmin.Address(), k.Treasurer.Address()
	r.d.Committee.Signers = ascendingAddresses(r.o.Committee.Signers)
	if err := r.d.OracleConfig().Validate(); err != nil {
		return err
	}
	return r.resume()
}

func refuseDevKeys(k Keys, chainID uint64) error {
	for _, s := range []outbox.Signer{k.Deployer, k.OracleAdmin, k.Treasurer} {
		if keys.IsDevAddress(s.Address()) && !keys.IsDevChain(chainID) {
			return fmt.Errorf("%w: %s on chain %d", keys.ErrDevKey, s.Address(), chainID)
		}
	}
	return nil
}

// resume takes up the stored deployment, unless its chain is gone.
func (r *deployRun) resume() error {
	stored, found, err := Load(r.o.Path)
	if err != nil || !found || stored.Genesis != r.d.Genesis || stored.LossOracle == (common.Address{}) {
		return err
	}
	code, err := r.backend.CodeAt(r.ctx, stored.LossOracle, nil)
	if err != nil {
		return fmt.Errorf("read code: %w", err)
	}
	if len(code) == 0 {
		return nil
	}
	if err := stored.sameAs(r.d); err != nil {
		return err
	}
	r.d = stored
	return nil
}

// core creates the three contracts that exist once.
func (r *deployRun) core() error {
	if err := r.createOnce(&r.d.LossOracle, func() []byte { return r.d.OracleCode() }); err != nil {
		return fmt.Errorf("loss oracle: %w", err)
	}
	if err := r.createOnce(&r.d.Distributor, func() []byte { return r.d.DistributorCode() }); err != nil {
		return fmt.Errorf("payout distributor: %w", err)
	}
	if err := r.createOnce(&r.d.RecoveryVault, func() []byte { return r.d.VaultCode() }); err != nil {
		return fmt.Errorf("recovery vault: %w", err)
	}
	return nil
}

// wire binds the oracle to the distributor, activates the committee and makes
// the vault a source for both of its accounts.
func (r *deployRun) wire() error {
	oracle, vault := contracts.NewLossOracle(), contracts.NewRecoveryVault()
	unbound, err := r.isZero(r.d.LossOracle, oracle.PackDistributor())
	if err == nil && unbound {
		err = r.send(r.o.Keys.OracleAdmin, r.d.LossOracle, oracle.PackSetDistributor(r.d.Distributor))
	}
	if err != nil {
		return fmt.Errorf("set distributor: %w", err)
	}
	none, err := r.isZero(r.d.LossOracle, oracle.PackActiveConfig())
	if err == nil && none {
		err = r.send(r.o.Keys.OracleAdmin, r.d.LossOracle, contracts.PackActivateConfig(r.d.OracleConfig()))
	}
	if err != nil {
		return fmt.Errorf("activate committee: %w", err)
	}
	r.d.ConfigDigest = r.d.OracleConfig().Digest()
	for _, account := range [][]byte{vault.PackRECOVERY(), vault.PackESCHEAT()} {
		id, err := readWord(r.ctx, r.backend, r.d.RecoveryVault, account)
		if err != nil {
			return err
		}
		if err := r.register(id, r.d.RecoveryVault); err != nil {
			return err
		}
	}
	return r.store()
}

func (r *deployRun) register(id common.Hash, source common.Address) error {
	d := contracts.NewPayoutDistributor()
	unknown, err := r.isZero(r.d.Distributor, d.PackSourceOf(id))
	if err == nil && unknown {
		err = r.send(r.o.Keys.Treasurer, r.d.Distributor, d.PackRegisterSource(id, source))
	}
	if err != nil {
		return fmt.Errorf("register source %s: %w", id, err)
	}
	return nil
}

// tokens creates the test tokens that are missing and allows every token.
func (r *deployRun) tokens() error {
	for _, want := range r.o.Tokens {
		if _, known := r.d.Token(want.Symbol); !known {
			r.d.Tokens = append(r.d.Tokens, want)
		}
	}
	for i := range r.d.Tokens {
		t := &r.d.Tokens[i]
		if t.Symbol != "" {
			if err := r.createOnce(&t.Address, t.Code); err != nil {
				return fmt.Errorf("token %s: %w", t.Symbol, err)
			}
		}
		if err := r.allow(*t); err != nil {
			return fmt.Errorf("allow token %s: %w", t.Symbol, err)
		}
	}
	return nil
}

func (r *deployRun) allow(t Token) error {
	l, treasurer := contracts.NewPayoutLimits(), r.o.Keys.Treasurer
	at, err := r.d.LimitsAt(r.ctx, r.backend)
	if err != nil {
		return err
	}
	unknown, err := r.isZero(at, l.PackAllowedOf(t.Address))
	if err == nil && unknown {
		err = r.send(treasurer, at, l.PackAllowToken(t.Address))
	}
	if err != nil {
		return err
	}
	uncapped, err := r.isZero(at, l.PackCapsOf(t.Address))
	if err != nil || !uncapped {
		return err
	}
	unproposed, err := r.isZero(at, l.PackPendingCapsOf(t.Address))
	if err == nil && unproposed {
		err = r.send(treasurer, at, l.PackProposeCaps(t.Address, t.Caps()))
	}
	if err != nil || r.d.Limits.CapDelaySeconds > 0 {
		return err
	}
	return r.send(treasurer, at, l.PackApplyCaps(t.Address))
}

// pools creates and registers the pools that are missing.
func (r *deployRun) pools() error {
	for _, want := range r.o.Pools {
		if _, known := r.d.Pool(want.PublicID); !known {
			r.d.Pools = append(r.d.Pools, want)
		}
	}
	for i := range r.d.Pools {
		if err := r.pool(&r.d.Pools[i]); err != nil {
			return fmt.Errorf("pool %s: %w", r.d.Pools[i].PublicID, err)
		}
	}
	return r.store()
}

func (r *deployRun) pool(p *Pool) error {
	if p.Token != "" {
		token, known := r.d.Token(p.Token)
		if !known {
			return fmt.Errorf("no token %s", p.Token)
		}
		p.Asset = token.Address
	}
	if err := r.createOnce(&p.Address, func() []byte { return r.d.PoolCode(*p) }); err != nil {
		return err
	}
	return r.register(p.ID, p.Address)
}

// createOnce deploys unless *at is set, and stores the address at once: a crash
// after it costs one unused contract, never a second registration.
func (r *deployRun) createOnce(at *common.Address, code func() []byte) error {
	if *at != (common.Address{}) {
		return nil
	}
	receipt, err := r.transact(r.o.Keys.Deployer, nil, code())
	if err != nil {
		return err
	}
	*at = receipt.ContractAddress
	return r.store()
}

func (r *deployRun) send(by outbox.Signer, to common.Address, data []byte) error {
	_, err := r.transact(by, &to, data)
	return err
}

// transact sends one transaction and waits until it is mined.
func (r *deployRun) transact(by outbox.Signer, to *common.Address, data []byte) (*types.Receipt, error) {
	opts := &bind.TransactOpts{
		From: by.Address(), Context: r.ctx,
		Signer: func(_ common.Address, tx *types.Transaction) (*types.Transaction, error) {
			return by.SignTx(r.ctx, tx, r.d.ChainID)
		},
	}
	bound := func(at common.Address) *bind.BoundContract {
		return bind.NewBoundContract(at, abi.ABI{}, r.backend, r.backend, r.backend)
	}
	call := bound(common.Address{}).RawCreationTransact
	if to != nil {
		call = bound(*to).RawTransact
	}
	tx, err := call(opts, data)
	if err != nil {
		return nil, explained(err)
	}
	receipt, err := r.mined(tx.Hash())
	if err == nil && receipt.Status != types.ReceiptStatusSuccessful {
		err = fmt.Errorf("%w: transaction %s", chain.ErrReverted, tx.Hash())
	}
	return receipt, err
}

// mined polls for the receipt, soon at first: an embedded chain needs
// milliseconds, a real one seconds.
func (r *deployRun) mined(hash common.Hash) (*types.Receipt, error) {
	const slowest = 2 * time.Second
	for wait := 2 * time.Millisecond; ; wait = min(2*wait, slowest) {
		receipt, err := r.backend.TransactionReceipt(r.ctx, hash)
		if err == nil {
			if err = r.reached(receipt.BlockNumber); err == nil {
				return receipt, nil
			}
		}
		if !errors.Is(err, ethereum.NotFound) && !chain.IsNotFound(err) && !strings.Contains(err.Error(), "indexing") {
			return nil, fmt.Errorf("receipt of %s: %w", hash, err)
		}
		timer := time.NewTimer(wait)
		select {
		case <-timer.C:
		case <-r.ctx.Done():
			timer.Stop()
			return nil, fmt.Errorf("wait for %s: %w", hash, r.ctx.Err())
		}
	}
}

// reached is ErrIndexing until the head has come to a block: go-ethereum shows a
// receipt an instant before calls against the head see its block.
func (r *deployRun) reached(block *big.Int) error {
	head, err := r.backend.HeaderByNumber(r.ctx, nil)
	if err == nil && head.Number.Cmp(block) < 0 {
		err = chain.ErrIndexing
	}
	return err
}

func (r *deployRun) isZero(at common.Address, data []byte) (bool, error) {
	word, err := readWord(r.ctx, r.backend, at, data)
	return word == common.Hash{}, err
}

func (r *deployRun) store() error { return r.d.Store(r.o.Path) }

// explained names the custom error of a refused simulation.
func explained(err error) error {
	var revert *chain.RevertError
	if err = chain.AsRevert(err); errors.As(err, &revert) {
		return fmt.Errorf("%w: %s", err, chain.ExplainRevert(revert.Data))
	}
	return err
}
