package rollout

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"

	"makewhole/deployment"
	"makewhole/internal/strictjson"
	"makewhole/merkle"
	"makewhole/money"
)

// PlanVersion is the version of plan files that this release reads.
const PlanVersion = 1

// Kinds of tokens in a plan.
const (
	NativeToken   = "native"   // the coin of the chain
	ExistingToken = "existing" // a contract that is there already
	TestToken     = "test"     // a token without value, created by the rollout
)

// Plan is what shall exist on a chain.
type Plan struct {
	Version   uint64               `json:"version" doc:"Version of this format; 1."`
	ChainID   uint64               `json:"chain_id" doc:"EIP-155 id of the chain; a node of another one is refused."`
	Deployer  common.Address       `json:"deployer" doc:"Who creates the contracts and pays for it; has no role afterwards."`
	Roles     deployment.Roles     `json:"roles" doc:"Who holds which role of the contracts."`
	Committee deployment.Committee `json:"committee" doc:"First configuration of the loss oracle."`
	Limits    deployment.Limits    `json:"limits" doc:"What never changes: bonds and delays."`
	Tokens    []PlanToken          `json:"tokens" doc:"What settlements may be paid in."`
	Pools     []PlanPool           `json:"pools" doc:"Capital pools to create."`
}

// PlanToken is one token that may be paid.
type PlanToken struct {
	Kind          string          `json:"kind" enum:"native,existing,test" doc:"native: the chain's coin; existing: the contract at address; test: a token without value, created here."`
	Symbol        string          `json:"symbol" doc:"How pools of this plan name it."`
	Name          string          `json:"name" doc:"Name for people."`
	Decimals      uint8           `json:"decimals" doc:"Decimal places; of an existing token they must be the contract's."`
	Address       *common.Address `json:"address,omitempty" doc:"Contract of an existing token."`
	PerSettlement Cap             `json:"per_settlement" doc:"Most base units that one settlement may pay; none for no cap."`
	PerDay        Cap             `json:"per_day" doc:"Most base units that settlements of one UTC day may pay; none for no cap."`
}

// PlanPool is a pool to create.
type PlanPool struct {
	PublicID string `json:"public_id" doc:"Id of the pool in the API, for example pol_usdc."`
	Token    string `json:"token" doc:"Symbol of one of the tokens."`
}

// Cap is an amount of base units above zero, or none.
type Cap struct{ money.Amount } // zero: none

// UnmarshalJSON reads "none" or a natural number above zero, as a string.
func (c *Cap) UnmarshalJSON(raw []byte) error {
	var word string
	if err := json.Unmarshal(raw, &word); err != nil {
		return fmt.Errorf("want base units as a string, or none")
	}
	if word == "none" {
		c.Amount = money.Zero
		return nil
	}
	a, err := money.Parse(word)
	if err == nil && (a.IsZero() || a.Big().BitLen() > 128) {
		err = fmt.Errorf("want more than zero and at most 128 bits, or none")
	}
	c.Amount = a
	return err
}

// JSONPattern is the spelling, for the schema.
func (Cap) JSONPattern() string { return "^(none|[1-9][0-9]{0,38})$" }

// MarshalJSON writes what UnmarshalJSON reads.
func (c Cap) MarshalJSON() ([]byte, error) {
	if c.IsZero() {
		return json.Marshal("none")
	}
	return json.Marshal(c.Amount)
}

// ReadPlan reads a plan file. Everything must be said, nothing unknown may be.
func ReadPlan(path string) (Plan, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return Plan{}, fmt.Errorf("read plan: %w", err)
	}
	return ParsePlan(raw)
}

// ParsePlan reads the text of a plan.
func ParsePlan(raw []byte) (p Plan, err error) {
	if err := strictjson.Decode(raw, &p, strictjson.Options{}); err != nil {
		return p, fmt.Errorf("%w: %w", ErrPlan, err)
	}
	if err := deployment.Complete(raw, p); err != nil {
		return p, fmt.Errorf("%w: %w", ErrPlan, err)
	}
	return p, p.Validate()
}

// Hash names the content of a plan, whatever its spelling.
func (p Plan) Hash() common.Hash {
	raw, err := json.Marshal(p)
	if err != nil {
		panic("rollout: a plan that cannot be written: " + err.Error())
	}
	return crypto.Keccak256Hash(raw)
}

// Deployment is what the plan describes, still without addresses.
func (p Plan) Deployment() deployment.Deployment {
	d := deployment.Deployment{ChainID: p.ChainID, Roles: p.Roles, Committee: p.Committee, Limits: p.Limits}
	d.Committee.Signers = slices.SortedFunc(slices.Values(p.Committee.Signers), common.Address.Cmp)
	for _, t := range p.Tokens {
		out := deployment.Token{Name: t.Name, Symbol: t.Symbol, Decimals: t.Decimals, PerSettlement: t.PerSettlement.Amount, PerDay: t.PerDay.Amount}
		if t.Kind == NativeToken {
			out.Symbol = ""
		}
		if t.Address != nil {
			out.Address = *t.Address
		}
		d.Tokens = append(d.Tokens, out)
	}
	for _, pool := range p.Pools {
		token := pool.Token
		if t, ok := p.token(token); ok && t.Kind == NativeToken {
			token = ""
		}
		d.Pools = append(d.Pools, deployment.Pool{PublicID: pool.PublicID, ID: merkle.PoolID(pool.PublicID), Token: token})
	}
	return d
}

func (p Plan) token(symbol string) (PlanToken, bool) {
	i := slices.IndexFunc(p.Tokens, func(t PlanToken) bool { return t.Symbol == symbol })
	if i < 0 {
		return PlanToken{}, false
	}
	return p.Tokens[i], true
}
