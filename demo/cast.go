package demo

import (
	"crypto/ecdsa"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"

	"makewhole/deployment"
	"makewhole/money"
	"makewhole/outbox/keys"
	"makewhole/states"
)

// tokenSymbol is the token of the story; the development deployment makes it.
const (
	tokenSymbol   = "tUSD"
	tokenDecimals = 6
	poolID        = "pol_tusd"
)

// wallet is somebody with a key on the chain of the story.
type wallet struct {
	name    string
	key     *ecdsa.PrivateKey
	address common.Address
	savings money.Amount // what they put into SavingsVault, base units
	desk    money.Amount // what they put into LendingDesk
	limit   money.Amount // of their cover; zero = not insured
	capital money.Amount // what they put into the pool

	cover      string // public id
	claim      string // public id
	filingKey  string // Idempotency-Key of the claim
	filing     obj    // and its body
	session    string // bearer token
	sessionEnd time.Time
}

func (w *wallet) insured() bool { return !w.limit.IsZero() }

// clerk is somebody of the staff.
type clerk struct {
	name      string
	roles     []string
	id, token string
}

// cast is everybody in the story.
type cast struct {
	alice, bob, carol, dave, erin, grace, frank, mallory, hanna, ivo *wallet

	root, intake, maria, tom, senior, treasurer, auditor *clerk
}

// depositors of SavingsVault, in order of appearance.
func (c *cast) victims() []*wallet {
	return []*wallet{c.alice, c.bob, c.carol, c.dave, c.erin, c.frank}
}

// coverHolders have a cover.
func (c *cast) coverHolders() []*wallet {
	return []*wallet{c.alice, c.bob, c.carol, c.dave, c.erin, c.grace}
}

// filers are the insured victims who file in time.
func (c *cast) filers() []*wallet { return []*wallet{c.alice, c.bob, c.carol, c.dave} }

// providers own the pool.
func (c *cast) providers() []*wallet { return []*wallet{c.hanna, c.ivo} }

// everybody who may ever receive money.
func (c *cast) receivers() []*wallet { return append(c.victims(), c.grace, c.hanna, c.ivo) }

func (c *cast) staff() []*clerk {
	return []*clerk{c.root, c.intake, c.maria, c.tom, c.senior, c.treasurer, c.auditor}
}

// name finds the name behind an address.
func (c *cast) name(a common.Address) string {
	for _, w := range append(c.receivers(), c.mallory) {
		if w.address == a {
			return w.name
		}
	}
	return shortHex(a.Hex())
}

func dollars(text string) money.Amount {
	a, err := money.ParseDecimal(text, tokenDecimals)
	if err != nil {
		panic("demo: " + err.Error()) // constants of this file
	}
	return a
}

// newCast gives everybody one of the free development keys.
func newCast() *cast {
	next := deployment.DevFree
	join := func(name string) *wallet {
		key := keys.DevKey(next)
		next++
		return &wallet{name: name, key: key, address: crypto.PubkeyToAddress(key.PublicKey)}
	}
	saver := func(name, savings, limit string) *wallet {
		w := join(name)
		w.savings, w.limit = dollars(savings), dollars(limit)
		return w
	}
	c := &cast{
		alice: saver("Alice", "41250.37", "30000"), bob: saver("Bob", "25300.00", "30000"), carol: saver("Carol", "15420.151337", "20000"),
		dave: saver("Dave", "9875.50", "20000"), erin: saver("Erin", "20150.99", "20000"), grace: join("Grace"),
		frank: saver("Frank", "30004.012345", "0"), mallory: join("Mallory"), hanna: join("Hanna"), ivo: join("Ivo"),
	}
	c.grace.desk, c.grace.limit = dollars("12000"), dollars("15000")
	c.hanna.capital, c.ivo.capital = dollars("30000"), dollars("15000")
	hire := func(name string, roles ...string) *clerk { return &clerk{name: name, roles: roles} }
	c.root, c.intake = hire("Ada", states.RoleAdmin), hire("Jonas", states.RoleIntake, states.RoleSenior)
	c.maria, c.tom = hire("Maria", states.RoleUnderwriter), hire("Tom", states.RoleUnderwriter)
	c.senior, c.treasurer, c.auditor = hire("Sofia", states.RoleSenior), hire("Theo", states.RoleTreasurer), hire("Nina", states.RoleAuditor)
	return c
}
