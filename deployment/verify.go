package deployment

import (
	"context"
	"fmt"
	"math/big"
	"reflect"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"makewhole/contracts"
)

// Reader is what verifying a deployment needs of a node.
type Reader interface {
	CodeAt(ctx context.Context, account common.Address, block *big.Int) ([]byte, error)
	CallContract(ctx context.Context, call ethereum.CallMsg, block *big.Int) ([]byte, error)
	HeaderByNumber(ctx context.Context, number *big.Int) (*types.Header, error)
}

// check is one value a contract must answer, as a word.
type check struct {
	name string
	at   common.Address
	call []byte
	want common.Hash
}

// Verify reads the chain at its head: the genesis is the same, every contract
// has code, and every immutable parameter, source and the committee are as
// stored. Roles, caps and the active committee may have moved on since.
// A difference is ErrDiffers.
func (d Deployment) Verify(ctx context.Context, node Reader) error {
	genesis, err := node.HeaderByNumber(ctx, new(big.Int))
	if err != nil {
		return fmt.Errorf("verify deployment: genesis: %w", err)
	}
	if genesis.Hash() != d.Genesis {
		return fmt.Errorf("%w: genesis %s, stored %s", ErrDiffers, genesis.Hash(), d.Genesis)
	}
	if err := d.hasCode(ctx, node); err != nil {
		return err
	}
	challenges, err := d.ChallengesAt(ctx, node)
	if err != nil {
		return fmt.Errorf("verify deployment: %w", err)
	}
	resort, err := d.ResortAt(ctx, node)
	if err != nil {
		return fmt.Errorf("verify deployment: %w", err)
	}
	checks := append(d.oracleChecks(challenges, resort), d.distributorChecks()...)
	for _, c := range append(checks, d.poolChecks()...) {
		got, err := readWord(ctx, node, c.at, c.call)
		if err != nil {
			return fmt.Errorf("verify deployment: %s of %s: %w", c.name, c.at, err)
		}
		if got != c.want {
			return fmt.Errorf("%w: %s of %s is %s, stored %s", ErrDiffers, c.name, c.at, got, c.want)
		}
	}
	if err := d.verifyVault(ctx, node); err != nil {
		return err
	}
	if err := d.verifyLimits(ctx, node); err != nil {
		return err
	}
	return d.verifyCommittee(ctx, node)
}

func (d Deployment) hasCode(ctx context.Context, node Reader) error {
	all := []common.Address{d.LossOracle, d.Distributor, d.RecoveryVault}
	for _, p := range d.Pools {
		all = append(all, p.Address)
	}
	for _, t := range d.Tokens {
		if t.Address != (common.Address{}) {
			all = append(all, t.Address)
		}
	}
	for _, a := range all {
		code, err := node.CodeAt(ctx, a, nil)
		if err != nil {
			return fmt.Errorf("verify deployment: code of %s: %w", a, err)
		}
		if len(code) == 0 {
			return fmt.Errorf("%w: no code at %s", ErrDiffers, a)
		}
	}
	return nil
}

// ChallengesAt asks the oracle where objections are made: at a Challenges
// contract that it has made itself.
func (d Deployment) ChallengesAt(ctx context.Context, node Reader) (common.Address, error) {
	return d.madeByOracle(ctx, node, "challenges", contracts.NewLossOracle().PackCHALLENGES())
}

// ResortAt asks the oracle where another admin is named when no quorum can name
// one: at a LastResort contract that it has made itself.
func (d Deployment) ResortAt(ctx context.Context, node Reader) (common.Address, error) {
	return d.madeByOracle(ctx, node, "last resort", contracts.NewLossOracle().PackRESORT())
}

func (d Deployment) madeByOracle(ctx context.Context, node Reader, what string, call []byte) (common.Address, error) {
	at, err := readWord(ctx, node, d.LossOracle, call)
	if err != nil {
		return common.Address{}, fmt.Errorf("%s of %s: %w", what, d.LossOracle, err)
	}
	return common.BytesToAddress(at[:]), nil
}

func (d Deployment) oracleChecks(challenges, resort common.Address) []check {
	o, c, at, l := contracts.NewLossOracle(), contracts.NewChallenges(), d.LossOracle, d.Limits
	return []check{
		{"distributor", at, o.PackDistributor(), wordOf(d.Distributor)},
		{"oracle", challenges, c.PackORACLE(), wordOf(d.LossOracle)},
		{"oracle", resort, contracts.NewLastResort().PackORACLE(), wordOf(d.LossOracle)},
		{"victims' fund", challenges, c.PackVICTIMSFUND(), wordOf(d.Roles.VictimsFund)},
		{"least bond", challenges, c.PackMINBOND(), common.BigToHash(l.MinBond.Big())},
		{"guardian time", challenges, c.PackGUARDIANTIME(), wordOfUint(l.GuardianSeconds)},
		{"arbiter time", challenges, c.PackARBITERTIME(), wordOfUint(l.ArbiterSeconds)},
		{"committee delay", at, o.PackCONFIGDELAY(), wordOfUint(l.ConfigDelaySeconds)},
	}
}

func (d Deployment) distributorChecks() []check {
	p, v, at, l := contracts.NewPayoutDistributor(), contracts.NewRecoveryVault(), d.Distributor, d.Limits
	return []check{
		{"oracle", at, p.PackORACLE(), wordOf(d.LossOracle)},
		{"activation delay", at, p.PackACTIVATIONDELAY(), wordOfUint(l.ActivationDelaySeconds)},
		{"liveness delay", at, p.PackLIVENESSDELAY(), wordOfUint(l.LivenessDelaySeconds)},
		{"claim period", at, p.PackCLAIMPERIOD(), wordOfUint(l.ClaimPeriodSeconds)},
		{"distributor", d.RecoveryVault, v.PackDISTRIBUTOR(), wordOf(d.Distributor)},
	}
}

func (d Deployment) poolChecks() []check {
	distributor, pool := contracts.NewPayoutDistributor(), contracts.NewCapitalPool()
	var out []check
	for _, p := range d.Pools {
		out = append(out,
			check{"source " + p.PublicID, d.Distributor, distributor.PackSourceOf(p.ID), wordOf(p.Address)},
			check{"asset", p.Address, pool.PackASSET(), wordOf(p.Asset)},
			check{"pool id", p.Address, pool.PackPOOLID(), p.ID},
			check{"distributor", p.Address, pool.PackDISTRIBUTOR(), wordOf(d.Distributor)},
			check{"exit lag", p.Address, pool.PackEXITLAG(), wordOfUint(d.Limits.ExitLagSeconds)},
		)
	}
	return out
}

// verifyVault checks that both accounts of the vault are sources.
func (d Deployment) verifyVault(ctx context.Context, node Reader) error {
	vault := contracts.NewRecoveryVault()
	for _, account := range [][]byte{vault.PackRECOVERY(), vault.PackESCHEAT()} {
		id, err := readWord(ctx, node, d.RecoveryVault, account)
		if err != nil {
			return fmt.Errorf("verify deployment: vault: %w", err)
		}
		source, err := readWord(ctx, node, d.Distributor, contracts.NewPayoutDistributor().PackSourceOf(id))
		if err != nil {
			return fmt.Errorf("verify deployment: vault: %w", err)
		}
		if source != wordOf(d.RecoveryVault) {
			return fmt.Errorf("%w: source %s is %s, stored %s", ErrDiffers, id, source, d.RecoveryVault)
		}
	}
	return nil
}

// LimitsAt asks the distributor where its tokens and caps are listed: in a
// PayoutLimits contract that it has made itself.
func (d Deployment) LimitsAt(ctx context.Context, node Reader) (common.Address, error) {
	at, err := readWord(ctx, node, d.Distributor, contracts.NewPayoutDistributor().PackLIMITS())
	if err != nil {
		return common.Address{}, fmt.Errorf("limits of %s: %w", d.Distributor, err)
	}
	return common.BytesToAddress(at[:]), nil
}

// verifyLimits checks the delay of caps, and that every token has a number.
func (d Deployment) verifyLimits(ctx context.Context, node Reader) error {
	views := contracts.NewPayoutLimits()
	at, err := d.LimitsAt(ctx, node)
	if err != nil {
		return fmt.Errorf("verify deployment: %w", err)
	}
	delay, err := readWord(ctx, node, at, views.PackCAPDELAY())
	if err != nil {
		return fmt.Errorf("verify deployment: cap delay of %s: %w", at, err)
	}
	if want := wordOfUint(d.Limits.CapDelaySeconds); delay != want {
		return fmt.Errorf("%w: cap delay of %s is %s, stored %s", ErrDiffers, at, delay, want)
	}
	for _, t := range d.Tokens {
		number, err := readWord(ctx, node, at, views.PackAllowedOf(t.Address))
		if err != nil {
			return fmt.Errorf("verify deployment: token %s: %w", t.Address, err)
		}
		if number == (common.Hash{}) {
			return fmt.Errorf("%w: token %s is not allowed", ErrDiffers, t.Address)
		}
	}
	return nil
}

// verifyCommittee asks for the state of the stored configuration: a later
// committee may be active, but this one must have existed here.
func (d Deployment) verifyCommittee(ctx context.Context, node Reader) error {
	if digest := d.OracleConfig().Digest(); digest != d.ConfigDigest {
		return fmt.Errorf("%w: committee digest %s, stored %s", ErrDiffers, digest, d.ConfigDigest)
	}
	state, err := readWord(ctx, node, d.LossOracle, contracts.NewLossOracle().PackConfigOf(d.ConfigDigest))
	if err != nil {
		return fmt.Errorf("verify deployment: committee: %w", err)
	}
	if state == (common.Hash{}) {
		return fmt.Errorf("%w: the oracle does not know the committee %s", ErrDiffers, d.ConfigDigest)
	}
	return nil
}

// sameAs compares what cannot be changed with what is asked for now.
func (d Deployment) sameAs(asked Deployment) error {
	for name, pair := range map[string][2]any{
		"chain id":  {d.ChainID, asked.ChainID},
		"roles":     {d.Roles, asked.Roles},
		"committee": {d.Committee, asked.Committee},
		"limits":    {d.Limits, asked.Limits},
	} {
		if !reflect.DeepEqual(pair[0], pair[1]) {
			return fmt.Errorf("%w: %s: stored %+v, asked %+v", ErrDiffers, name, pair[0], pair[1])
		}
	}
	return nil
}

// readWord calls a view at the head and returns the first word of its answer.
func readWord(ctx context.Context, node Reader, at common.Address, data []byte) (common.Hash, error) {
	out, err := node.CallContract(ctx, ethereum.CallMsg{To: &at, Data: data}, nil)
	if err != nil {
		return common.Hash{}, fmt.Errorf("call %s: %w", at, err)
	}
	if len(out) < 32 {
		return common.Hash{}, fmt.Errorf("call %s: %d bytes", at, len(out))
	}
	return common.BytesToHash(out[:32]), nil
}

func wordOf(a common.Address) common.Hash { return common.BytesToHash(a[:]) }

func wordOfUint(v uint64) common.Hash { return common.BigToHash(whole(v)) }
