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
	"makewhole/outbox/keys"
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
	Operator    common.Address `json:"operator" doc:"Sends what the business decided; cannot pay without a quorum."`
	Guardian    common.Address `json:"guardian" doc:"May object, strike, hold and cancel."`
	Arbiter     common.Address `json:"arbiter" doc:"Decides after the guardian; the zero address: nobody."`
	VictimsFund common.Address `json:"victims_fund" doc:"Receives the bonds of objections that are dismissed."`
	OracleAdmin common.Address `json:"oracle_admin" doc:"Announces committees."`                            // taken from Keys
	Treasurer   common.Address `json:"treasurer" doc:"Keeps sources of money, tokens, caps and deadlines."` // taken from Keys
}

// Committee is the first configuration of the LossOracle.
type Committee struct {
	Signers                []common.Address `json:"signers" doc:"Members, 1 to 31."` // stored ascending
	F                      uint8            `json:"f" doc:"How many members may be faulty; members ≥ 3f+1."`
	Threshold              uint8            `json:"threshold" doc:"How many must sign: ⌊(n+f)/2⌋+1 to n−f."`
	ChallengeWindowSeconds uint64           `json:"challenge_window_seconds" doc:"Time to object to a snapshot; at least an hour."`
	MaxAgeSeconds          uint64           `json:"max_age_seconds" doc:"How old a loss may be when it is reported."`
	MaxClockSkewSeconds    uint64           `json:"max_clock_skew_seconds" doc:"How far a loss may lie in the future of the chain."`
	MaxDeviationBps        uint16           `json:"max_deviation_bps" doc:"How far a revision may be from the last total with a mere threshold, in 1/10,000."`
}

// Limits are the immutable parameters of the contracts.
type Limits struct {
	MinBond                  money.Amount `json:"min_bond" doc:"Least bond of an objection, in wei."` // wei
	GuardianSeconds          uint64       `json:"guardian_seconds" doc:"The guardian's time to decide; at least a day."`
	ArbiterSeconds           uint64       `json:"arbiter_seconds" doc:"The arbiter's time after it; at least a day."`
	ConfigDelaySeconds       uint64       `json:"config_delay_seconds" doc:"From the announcement of a committee to its activation; at least a day."`
	ActivationDelaySeconds   uint64       `json:"activation_delay_seconds" doc:"From the publication of a settlement to its first payout; at least an hour."`
	LivenessDelaySeconds     uint64       `json:"liveness_delay_seconds" doc:"After it anybody publishes what was announced; at least a day."`
	ClaimPeriodSeconds       uint64       `json:"claim_period_seconds" doc:"How long payouts can be collected; at least 365 days."` // at least 365 days
	CapDelaySeconds          uint64       `json:"cap_delay_seconds" doc:"Before a cap can be raised; at least a day."`
	ExitLagSeconds           uint64       `json:"exit_lag_seconds" doc:"From the request to leave a pool to leaving; at least a day and the sum of the next two."`
	MaxObservationLagSeconds uint64       `json:"max_observation_lag_seconds" doc:"The longest time until a loss is noticed."`
	TimeToFreezeSeconds      uint64       `json:"time_to_freeze_seconds" doc:"Time to freeze a pool after it was noticed."`
}

// Token is a test token to create, or (Address set) an existing token to
// allow. The zero token without symbol is the native coin. Caps are base units;
// zero means no cap. Raising caps waits for CapDelaySeconds: with a delay above
// zero they are only proposed, and anybody may apply them later.
type Token struct {
	Name          string         `json:"name" doc:"Name for people."`
	Symbol        string         `json:"symbol" doc:"How pools name it; empty for the native coin."`
	Decimals      uint8          `json:"decimals" doc:"Decimal places."`
	Address       common.Address `json:"address" doc:"Contract; the zero address is the native coin."`
	PerSettlement money.Amount   `json:"per_settlement" doc:"Most base units that one settlement may pay; 0: no cap."`
	PerDay        money.Amount   `json:"per_day" doc:"Most base units of one UTC day; 0: no cap."`
}

// Pool is a CapitalPool to create: one asset, one id.
type Pool struct {
	PublicID string      `json:"public_id" doc:"Id of the pool in the API."`
	ID       common.Hash `json:"pool_id" doc:"keccak256(abi.encode(\"POOL_V1\", public_id))."` // merkle.PoolID(PublicID)
	// Token is the symbol of one of the tokens; empty means Asset.
	Token   string         `json:"token,omitempty" doc:"Symbol of its token; left out for the native coin."`
	Asset   common.Address `json:"asset" doc:"Contract of its token; the zero address is the native coin."`
	Address common.Address `json:"address" doc:"The pool."` // result
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
	ChainID       uint64         `json:"chain_id" doc:"EIP-155 id."`
	Genesis       common.Hash    `json:"genesis_hash" doc:"Hash of block 0 of the chain."`
	Block         uint64         `json:"block" doc:"Block of the first creation; nothing of the deployment is older."` // nothing of the deployment is older
	LossOracle    common.Address `json:"loss_oracle" doc:"The LossOracle."`
	Distributor   common.Address `json:"payout_distributor" doc:"The PayoutDistributor."`
	RecoveryVault common.Address `json:"recovery_vault" doc:"The RecoveryVault."`
	ConfigDigest  common.Hash    `json:"config_digest" doc:"Digest of the first committee."`
	Roles         Roles          `json:"roles" doc:"Who was given which role."`
	Committee     Committee      `json:"committee" doc:"The first committee."`
	Limits        Limits         `json:"limits" doc:"Parameters that never change."`
	Tokens        []Token        `json:"tokens" doc:"What may be paid."`
	Pools         []Pool         `json:"pools" doc:"Capital pools."`
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
	address := func(i int) common.Address { return crypto.PubkeyToAddress(keys.DevKey(i).PublicKey) }
	deployer, err := keys.NewDevSigner(DevDeployer, chainID)
	if err != nil {
		return Options{}, err
	}
	treasurer, err := keys.NewDevSigner(DevTreasurer, chainID)
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
		member, err := keys.NewDevSigner(DevSigner+i, chainID)
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
