package rollout

import (
	"fmt"
	"strconv"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/contracts"
	"makewhole/deployment"
)

// Argument is one word of a transaction as people read it.
type Argument struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Step is one transaction of the plan, sent or to be sent.
type Step struct {
	Name      string          `json:"name"`
	From      common.Address  `json:"from"`
	Nonce     *uint64         `json:"nonce,omitempty"`   // of a creation, or of a call that is next
	To        *common.Address `json:"to,omitempty"`      // nil: a creation
	Creates   *common.Address `json:"creates,omitempty"` // where the contract is or will be
	CodeHash  *common.Hash    `json:"code_hash,omitempty"`
	CodeBytes int             `json:"code_bytes,omitempty"`
	Arguments []Argument      `json:"arguments"`
	Gas       uint64          `json:"gas"` // as the EVM here needs it
	Done      bool            `json:"done"`
	// Waits says why the step cannot be sent now.
	Waits string `json:"waits,omitempty"`
	Data  string `json:"data,omitempty"` // of a call, for whoever sends it otherwise

	data []byte
}

// creations lays out the contracts: each needs the addresses of those before it.
func (s *survey) creations() error {
	d := &s.d
	steps := []struct {
		name string
		at   *common.Address
		code func() []byte
		args func() []Argument
	}{
		{"create LossOracle", &d.LossOracle, func() []byte { return d.OracleCode() }, s.oracleArguments},
		{"create PayoutDistributor", &d.Distributor, func() []byte { return d.DistributorCode() }, s.distributorArguments},
		{"create RecoveryVault", &d.RecoveryVault, func() []byte { return d.VaultCode() }, func() []Argument {
			return []Argument{{"distributor", d.Distributor.Hex()}, {"treasurer", d.Roles.Treasurer.Hex()}}
		}},
	}
	for _, c := range steps {
		if err := s.create(creation{name: c.name, data: c.code(), args: c.args()}, c.at); err != nil {
			return err
		}
	}
	for i, t := range s.plan.Tokens {
		if err := s.token(t, &d.Tokens[i]); err != nil {
			return fmt.Errorf("token %s: %w", t.Symbol, err)
		}
	}
	for i := range d.Pools {
		p := &d.Pools[i]
		token, _ := d.Token(p.Token)
		p.Asset = token.Address
		args := []Argument{
			{"asset", p.Asset.Hex()}, {"pool id", p.ID.Hex()}, {"distributor", d.Distributor.Hex()}, {"operator", d.Roles.Operator.Hex()},
			{"guardian", d.Roles.Guardian.Hex()}, seconds("exit lag", d.Limits.ExitLagSeconds),
			seconds("longest observation lag", d.Limits.MaxObservationLagSeconds), seconds("time to freeze", d.Limits.TimeToFreezeSeconds),
		}
		if err := s.create(creation{name: "create CapitalPool " + p.PublicID, data: d.PoolCode(*p), args: args}, &p.Address); err != nil {
			return err
		}
	}
	return nil
}

// token creates a test token, or looks at an existing one: its decimals decide what
// every amount in it means.
func (s *survey) token(t PlanToken, out *deployment.Token) error {
	switch t.Kind {
	case TestToken:
		args := []Argument{{"name", t.Name}, {"symbol", t.Symbol}, {"decimals", strconv.Itoa(int(t.Decimals))}}
		return s.create(creation{"create TestToken " + t.Symbol, out.Code(), args, s.hasSymbol(t.Symbol)}, &out.Address)
	case NativeToken:
		return nil
	}
	code, err := s.node.CodeAt(s.ctx, out.Address, s.head.Number)
	if err == nil && len(code) == 0 {
		err = fmt.Errorf("%w: no contract at %s", deployment.ErrDiffers, out.Address)
	}
	if err != nil {
		return err
	}
	s.sim.put(out.Address, code)
	word, err := s.word(out.Address, contracts.NewTestToken().PackDecimals())
	if err == nil && word != common.BytesToHash([]byte{t.Decimals}) {
		err = fmt.Errorf("%w: %s has %s decimals, the plan says %d", deployment.ErrDiffers, out.Address, word.Big(), t.Decimals)
	}
	return err
}

// hasSymbol tells test tokens apart: their code knows the decimals only.
func (s *survey) hasSymbol(symbol string) func(common.Address) (bool, error) {
	token := contracts.NewTestToken()
	return func(at common.Address) (bool, error) {
		raw, err := s.read(at, token.PackSymbol())
		if err != nil {
			return false, err
		}
		got, err := token.UnpackSymbol(raw)
		return got == symbol, err
	}
}

func (s *survey) oracleArguments() []Argument {
	r, l := s.d.Roles, s.d.Limits
	return []Argument{
		{"oracle admin", r.OracleAdmin.Hex()}, {"guardian", r.Guardian.Hex()}, {"arbiter", somebody(r.Arbiter)}, {"victims' fund", r.VictimsFund.Hex()},
		{"least bond", l.MinBond.String() + " wei"}, seconds("guardian's time", l.GuardianSeconds), seconds("arbiter's time", l.ArbiterSeconds),
		seconds("committee delay", l.ConfigDelaySeconds),
	}
}

func (s *survey) distributorArguments() []Argument {
	r, l := s.d.Roles, s.d.Limits
	return []Argument{
		{"oracle", s.d.LossOracle.Hex()}, {"operator", r.Operator.Hex()}, {"guardian", r.Guardian.Hex()}, {"treasurer", r.Treasurer.Hex()},
		seconds("activation delay", l.ActivationDelaySeconds), seconds("liveness delay", l.LivenessDelaySeconds),
		seconds("claim period", l.ClaimPeriodSeconds), seconds("delay of caps", l.CapDelaySeconds),
	}
}

// calls lays out what binds the contracts to each other and opens them.
func (s *survey) calls() error {
	if err := s.wiring(); err != nil {
		return err
	}
	if err := s.sources(); err != nil {
		return err
	}
	word, err := s.sim.view(s.d.Distributor, contracts.NewPayoutDistributor().PackLIMITS())
	if err != nil {
		return err
	}
	for i, t := range s.d.Tokens {
		if err := s.listing(s.plan.Tokens[i].Symbol, t, common.BytesToAddress(word[:])); err != nil {
			return err
		}
	}
	return nil
}

// wiring makes the oracle know the distributor and its first committee.
func (s *survey) wiring() error {
	d, oracle := &s.d, contracts.NewLossOracle()
	admin := d.Roles.OracleAdmin
	err := s.call("set distributor", admin, d.LossOracle, oracle.PackSetDistributor(d.Distributor),
		s.shows(d.LossOracle, oracle.PackDistributor(), common.BytesToHash(d.Distributor[:])), Argument{"distributor", d.Distributor.Hex()})
	if err != nil {
		return err
	}
	c := d.OracleConfig()
	d.ConfigDigest = c.Digest()
	args := []Argument{
		{"members", fmt.Sprint(len(c.Signers))}, {"threshold", strconv.Itoa(int(c.Threshold))}, {"faulty members borne", strconv.Itoa(int(c.F))},
		seconds("challenge window", c.ChallengeWindow), seconds("greatest age", c.MaxAge), seconds("greatest clock skew", c.MaxClockSkew),
		{"greatest deviation", fmt.Sprintf("%d bps", c.MaxDeviationBps)}, {"digest", d.ConfigDigest.Hex()},
	}
	for i, m := range c.Signers {
		args = append(args, Argument{fmt.Sprintf("member %d", i+1), m.Hex()})
	}
	return s.call("activate committee", admin, d.LossOracle, contracts.PackActivateConfig(c), s.committeeKnown, args...)
}

// committeeKnown is true where the oracle knows the committee of the plan, which a
// later one may have followed.
func (s *survey) committeeKnown() (bool, error) {
	oracle := contracts.NewLossOracle()
	state, err := s.word(s.d.LossOracle, oracle.PackConfigOf(s.d.ConfigDigest))
	if err != nil || state != (common.Hash{}) {
		return true, err
	}
	active, err := s.word(s.d.LossOracle, oracle.PackActiveConfig())
	if err == nil && active != (common.Hash{}) {
		err = fmt.Errorf("%w: the oracle obeys the committee %s, the plan's is %s", deployment.ErrDiffers, active, s.d.ConfigDigest)
	}
	return false, err
}

// sources registers where settlements take money from.
func (s *survey) sources() error {
	vault, distributor := contracts.NewRecoveryVault(), contracts.NewPayoutDistributor()
	register := func(name string, id common.Hash, at common.Address) error {
		return s.call("register "+name, s.d.Roles.Treasurer, s.d.Distributor, distributor.PackRegisterSource(id, at),
			s.shows(s.d.Distributor, distributor.PackSourceOf(id), common.BytesToHash(at[:])),
			Argument{"source id", id.Hex()}, Argument{"source", at.Hex()})
	}
	for _, account := range []struct {
		name string
		call []byte
	}{{"recovery account", vault.PackRECOVERY()}, {"escheat account", vault.PackESCHEAT()}} {
		id, err := s.sim.view(s.d.RecoveryVault, account.call)
		if err != nil {
			return err
		}
		if err := register(account.name, id, s.d.RecoveryVault); err != nil {
			return err
		}
	}
	for _, p := range s.d.Pools {
		if err := register("pool "+p.PublicID, p.ID, p.Address); err != nil {
			return err
		}
	}
	return nil
}

// listing allows one token and sets its caps, which others have time to see first.
func (s *survey) listing(symbol string, t deployment.Token, limits common.Address) error {
	l, treasurer := contracts.NewPayoutLimits(), s.d.Roles.Treasurer
	allowed := func() (bool, error) {
		number, err := s.word(limits, l.PackAllowedOf(t.Address))
		return number != common.Hash{}, err
	}
	token := Argument{"token", t.Address.Hex()}
	if err := s.call("allow token "+symbol, treasurer, limits, l.PackAllowToken(t.Address), allowed, token); err != nil {
		return err
	}
	caps := s.capsOf(t, limits)
	args := []Argument{token, {"most of a settlement", t.Caps().PerSettlement.String()}, {"most of a day", t.Caps().PerDay.String()}}
	if err := s.call("propose caps of "+symbol, treasurer, limits, l.PackProposeCaps(t.Address, t.Caps()), caps.proposed, args...); err != nil {
		return err
	}
	s.sim.now += s.d.Limits.CapDelaySeconds
	return s.call("apply caps of "+symbol, s.plan.Deployer, limits, l.PackApplyCaps(t.Address), caps.applied, token)
}

// somebody is an address that may be nobody's.
func somebody(a common.Address) string {
	if a == (common.Address{}) {
		return "nobody"
	}
	return a.Hex()
}

// seconds is a duration as the contract has it and as people count.
func seconds(name string, n uint64) Argument {
	text := fmt.Sprintf("%d s", n)
	switch {
	case n > 0 && n%day == 0:
		text += fmt.Sprintf(" (%d days)", n/day)
	case n > 0 && n%hour == 0:
		text += fmt.Sprintf(" (%d hours)", n/hour)
	case n > 0 && n%60 == 0:
		text += fmt.Sprintf(" (%d minutes)", n/60)
	}
	return Argument{name, text}
}
