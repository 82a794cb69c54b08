package deployment

import (
	"bytes"
	"context"
	"errors"
	"math/big"
	"slices"
	"time"

	"github.com/ethereum/go-ethereum/accounts/abi/bind/v2"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"

	"makewhole/contracts"
	"makewhole/money"
	"makewhole/outbox"
)

// ErrDiffers means that the chain does not hold what a stored deployment
// says, or that the deployment was made with other parameters than asked.
var ErrDiffers = errors.New("deployment differs")

// Backend is what a deployment needs of a node; *ethclient.Client has it.
type Backend interface {
	bind.Backend
	ChainID(ctx context.Context) (*big.Int, error)
}

// Keys sign the set-up. OracleAdmin holds that role of the LossOracle,
// Treasurer that of PayoutDistributor and RecoveryVault; Deployer pays for the
// creations and owns the test tokens. One key may be all three.
type Keys struct {
	Deployer, OracleAdmin, Treasurer outbox.Signer
}

// Roles are the addresses that get the other roles. Arbiter may be zero.
type Roles struct {
	Operator    common.Address `json:"operator"`
	Guardian    common.Address `json:"guardian"`
	Arbiter     common.Address `json:"arbiter"`
	VictimsFund common.Address `json:"victims_fund"`
	OracleAdmin common.Address `json:"oracle_admin"` // taken from Keys
	Treasurer   common.Address `json:"treasurer"`    // taken from Keys
}

// Committee is the first configuration of the LossOracle.
type Committee struct {
	Signers                []common.Address `json:"signers"` // stored ascending
	F                      uint8            `json:"f"`
	Threshold              uint8            `json:"threshold"`
	ChallengeWindowSeconds uint64           `json:"challenge_window_seconds"`
	MaxAgeSeconds          uint64           `json:"max_age_seconds"`
	MaxClockSkewSeconds    uint64           `json:"max_clock_skew_seconds"`
	MaxDeviationBps        uint16           `json:"max_deviation_bps"`
}

// Limits are the immutable parameters of the contracts.
type Limits struct {
	MinBond                  money.Amount `json:"min_bond"` // wei
	GuardianSeconds          uint64       `json:"guardian_seconds"`
	ArbiterSeconds           uint64       `json:"arbiter_seconds"`
	ConfigDelaySeconds       uint64       `json:"config_delay_seconds"`
	ActivationDelaySeconds   uint64       `json:"activation_delay_seconds"`
	LivenessDelaySeconds     uint64       `json:"liveness_delay_seconds"`
	ClaimPeriodSeconds       uint64       `json:"claim_period_seconds"` // at least 365 days
	CapDelaySeconds          uint64       `json:"cap_delay_seconds"`
	ExitLagSeconds           uint64       `json:"exit_lag_seconds"`
	MaxObservationLagSeconds uint64       `json:"max_observation_lag_seconds"`
	TimeToFreezeSeconds      uint64       `json:"time_to_freeze_seconds"`
}

// Token is a test token to create, or (Address set) an existing token to
// allow. The zero token without symbol is the native coin. Caps are base units;
// zero means no cap. Raising caps waits for CapDelaySeconds: with a delay above
// zero they are only proposed, and anybody may apply them later.
type Token struct {
	Name          string         `json:"name"`
	Symbol        string         `json:"symbol"`
	Decimals      uint8          `json:"decimals"`
	Address       common.Address `json:"address"`
	PerSettlement money.Amount   `json:"per_settlement"`
	PerDay        money.Amount   `json:"per_day"`
}

// Pool is a CapitalPool to create: one asset, one id.
type Pool struct {
	PublicID string      `json:"public_id"`
	ID       common.Hash `json:"pool_id"` // merkle.PoolID(PublicID)
	// Token is the symbol of one of the tokens; empty means Asset.
	Token   string         `json:"token,omitempty"`
	Asset   common.Address `json:"asset"`
	Address common.Address `json:"address"` // result
}

// Options say what to deploy. Path is the file that remembers it; empty
// keeps it in memory.
type Options struct {
	Path      string
	Keys      Keys
	Roles     Roles
	Committee Committee
	Limits    Limits
	Tokens    []Token
	Pools     []Pool
}

// Deployment is what exists on one chain.
type Deployment struct {
	ChainID       uint64         `json:"chain_id"`
	Genesis       common.Hash    `json:"genesis_hash"`
	Block         uint64         `json:"block"` // nothing of the deployment is older
	LossOracle    common.Address `json:"loss_oracle"`
	Distributor   common.Address `json:"payout_distributor"`
	RecoveryVault common.Address `json:"recovery_vault"`
	ConfigDigest  common.Hash    `json:"config_digest"`
	Roles         Roles          `json:"roles"`
	Committee     Committee      `json:"committee"`
	Limits        Limits         `json:"limits"`
	Tokens        []Token        `json:"tokens"`
	Pools         []Pool         `json:"pools"`
}

// OracleConfig is the committee as it signs and as the contract knows it.
func (d Deployment) OracleConfig() contracts.OracleConfig {
	c := d.Committee
	return contracts.OracleConfig{
		ChainID: d.ChainID, Oracle: d.LossOracle, Count: 1,
		Signers: c.Signers, F: c.F, Threshold: c.Threshold,
		ChallengeWindow: c.ChallengeWindowSeconds, MaxAge: c.MaxAgeSeconds,
		MaxClockSkew: c.MaxClockSkewSeconds, MaxDeviationBps: c.MaxDeviationBps,
	}
}

// Token finds a token of the deployment by its symbol.
func (d Deployment) Token(symbol string) (Token, bool) {
	i := slices.IndexFunc(d.Tokens, func(t Token) bool { return t.Symbol == symbol })
	if i < 0 {
		return Token{}, false
	}
	return d.Tokens[i], true
}

// Pool finds a pool of the deployment by its public id.
func (d Deployment) Pool(publicID string) (Pool, bool) {
	i := slices.IndexFunc(d.Pools, func(p Pool) bool { return p.PublicID == publicID })
	if i < 0 {
		return Pool{}, false
	}
	return d.Pools[i], true
}

// What each development account does in DevOptions. The accounts after
// the committee are free for underwriters, victims and attackers.
const (
	DevDeployer    = 0 // also oracle admin and owner of the test tokens
	DevOperator    = 1 // the outbox sender's key
	DevGuardian    = 2
	DevTreasurer   = 3
	DevArbiter     = 4
	DevVictimsFund = 5
	DevSigner      = 6 // and the three after it
	DevFree        = 10
)

// DevOptions is a deployment by the published development keys: three of
// four signers, windows of a minute, no delay for caps, and a committee that
// accepts evidence of any age and clock (time is moved on development chains).
// Path, tokens and pools are the caller's.
func DevOptions(chainID uint64) (Options, error) {
	address := func(i int) common.Address { return crypto.PubkeyToAddress(outbox.DevKey(i).PublicKey) }
	deployer, err := outbox.NewDevSigner(DevDeployer, chainID)
	if err != nil {
		return Options{}, err
	}
	treasurer, err := outbox.NewDevSigner(DevTreasurer, chainID)
	if err != nil {
		return Options{}, err
	}
	seconds := func(d time.Duration) uint64 { return uint64(d / time.Second) }
	const day = 24 * time.Hour
	return Options{
		Keys: Keys{Deployer: deployer, OracleAdmin: deployer, Treasurer: treasurer},
		Roles: Roles{
			Operator: address(DevOperator), Guardian: address(DevGuardian),
			Arbiter: address(DevArbiter), VictimsFund: address(DevVictimsFund),
		},
		Committee: Committee{
			Signers: []common.Address{address(DevSigner), address(DevSigner + 1), address(DevSigner + 2), address(DevSigner + 3)},
			F:       1, Threshold: 3, ChallengeWindowSeconds: seconds(time.Minute),
			MaxAgeSeconds: seconds(100 * 365 * day), MaxClockSkewSeconds: seconds(100 * 365 * day), MaxDeviationBps: 1000,
		},
		Limits: Limits{
			MinBond: money.MustParse("100000000000000000"), GuardianSeconds: seconds(day), ArbiterSeconds: seconds(day),
			ConfigDelaySeconds: seconds(day), ActivationDelaySeconds: seconds(time.Minute), LivenessDelaySeconds: seconds(7 * day),
			ClaimPeriodSeconds: seconds(365 * day), ExitLagSeconds: seconds(3 * day),
			MaxObservationLagSeconds: seconds(2 * day), TimeToFreezeSeconds: seconds(day),
		},
	}, nil
}

// DevSignatures are those of the first n members of a development committee over a
// digest; development chains only.
func DevSignatures(n int, chainID uint64, digest common.Hash) ([][]byte, error) {
	sigs := make([][]byte, n)
	for i := range sigs {
		member, err := outbox.NewDevSigner(DevSigner+i, chainID)
		if err != nil {
			return nil, err
		}
		if sigs[i], err = member.SignDigest(digest); err != nil {
			return nil, err
		}
	}
	return sigs, nil
}

func ascendingAddresses(in []common.Address) []common.Address {
	out := slices.Clone(in)
	slices.SortFunc(out, func(a, b common.Address) int { return bytes.Compare(a[:], b[:]) })
	return out
}
