package contracts_test

import (
	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"

	"makewhole/contracts"
)

// amount is a number of base units in the model.
type amount = uint256.Int

func units(n uint64) amount { return *uint256.NewInt(n) }

func pow2(n uint) amount { return *new(amount).Lsh(uint256.NewInt(1), n) }

func plus(a, b amount) amount { return *new(amount).Add(&a, &b) }

// minus never goes below zero: a model that tries is wrong itself.
func minus(a, b amount) amount {
	if a.Lt(&b) {
		panic("the model takes " + b.Dec() + " from " + a.Dec())
	}
	return *new(amount).Sub(&a, &b)
}

func mulDiv(a, b, d amount) amount {
	out, _ := new(amount).MulDivOverflow(&a, &b, &d)
	return *out
}

// model is what the contracts should be after every call: plain Go, written
// from docs/contracts.md, without hashing of storage and without an EVM. Each
// method mirrors one call; it returns the name of the custom error that the
// contract must answer with, or "" and has then changed the model.
type model struct {
	now  uint64
	undo []func()

	dist, vault                         common.Address
	operator, guardian, treasurer, fund common.Address
	domain                              contracts.Domain
	config                              common.Hash
	members                             map[common.Address]bool
	threshold                           int
	recovered                           map[[97]byte]common.Address
	usable                              bool
	sets                                map[common.Hash]*setOf
	sealed                              map[common.Hash]uint64
	assets                              map[common.Address]*asset
	moods                               map[common.Address]uint8
	warmed                              map[common.Address]bool
	sources                             map[common.Hash]common.Address
	pools                               map[common.Hash]*pool
	accounts                            map[account]amount
	held                                map[common.Address]amount
	committed                           map[commitment]amount
	owed                                map[debt]amount
	cancelled                           map[line]bool
	last                                map[commitment]common.Hash // digest of the last order that was published
	undone                              map[common.Hash]uint64     // of an incident: cancelled or revoked
	revoked                             map[common.Hash]bool
	opened                              map[common.Hash]bool
	announced                           map[common.Hash]uint64
	settlements                         map[common.Hash]*settlement
	published                           []*settlement
	publishing                          pause
}

type setOf struct {
	incident common.Hash
	isSet    bool
	revision uint64
	finalAt  uint64
}

// account is one of the vault's: RECOVERY or ESCHEAT of an incident.
type account struct {
	kind, incident common.Hash
	asset          common.Address
}

// debt is money of cancelled settlements that its source has not got yet.
type debt struct{ source, asset common.Address }

// line is what the guardian cancels once by itself.
type line struct {
	incident, pool common.Hash
	asset          common.Address
}

type commitment struct {
	incident common.Hash
	asset    common.Address
}

// asset is a token or the native coin: its place in the list and who has it.
type asset struct {
	at                      common.Address
	index                   uint16
	enabled                 bool
	perSettlement, perDay   amount
	day                     uint64
	used                    amount
	pendingEach, pendingDay amount
	pendingAt               uint64
	balances                map[common.Address]amount
	// moods and fee are of the odd token.
	moods map[common.Address]uint8
	fee   uint64
	burnt amount
}

type settlement struct {
	order     contracts.PayoutOrder
	total     amount
	remaining amount
	activeAt  uint64
	deadline  uint64
	state     uint8
	held      bool
	day       uint64
	token     *asset
	taken     map[uint64]bool
	words     map[uint64]bool
}

type pause struct{ until uint64 }

// set, put and drop change the model so that revert can take it back.
func set[T any](m *model, p *T, v T) {
	old := *p
	m.undo = append(m.undo, func() { *p = old })
	*p = v
}

func put[K comparable, V any](m *model, in map[K]V, k K, v V) {
	old, had := in[k]
	m.undo = append(m.undo, func() {
		if had {
			in[k] = old
		} else {
			delete(in, k)
		}
	})
	in[k] = v
}

func drop[K comparable, V any](m *model, in map[K]V, k K) {
	if old, had := in[k]; had {
		m.undo = append(m.undo, func() { in[k] = old })
		delete(in, k)
	}
}

// play runs one call of the model: all of it or, when refused, nothing.
func (m *model) play(call func() string) string {
	m.undo = m.undo[:0]
	refusal := call()
	if refusal != "" {
		m.revertTo(0)
	}
	return refusal
}

func (m *model) revertTo(mark int) {
	for i := len(m.undo) - 1; i >= mark; i-- {
		m.undo[i]()
	}
	m.undo = m.undo[:mark]
}

func (m *model) move(a *asset, from, to common.Address, x amount) {
	put(m, a.balances, from, minus(a.balances[from], x))
	put(m, a.balances, to, plus(a.balances[to], x))
}

func (a *asset) coin() bool { return a.at == (common.Address{}) }

// transfer tells whether the asset and its receiver let the money go; capped is
// for coin that is pushed with 40,000 gas.
func (m *model) transfer(a *asset, from, to common.Address, x amount, capped bool) bool {
	have := a.balances[from]
	if a.coin() {
		if have.Lt(&x) || !m.accepts(from, to, capped) {
			return false
		}
		m.move(a, from, to, x)
		if m.moods[to] == receiverForcesBack {
			m.move(a, to, from, a.balances[to])
		}
		return true
	}
	switch a.moods[to] {
	case tokenReverts, tokenReturnsFalse, tokenBurnsGas:
		return false
	case tokenPaysNothing:
		return true
	}
	need := plus(x, units(a.fee))
	if have.Lt(&need) || to == (common.Address{}) {
		return false
	}
	m.move(a, from, to, x)
	put(m, a.balances, from, minus(a.balances[from], units(a.fee)))
	set(m, &a.burnt, plus(a.burnt, units(a.fee)))
	return true
}

// accepts tells what a contract does when coin comes in.
func (m *model) accepts(from, to common.Address, capped bool) bool {
	switch to {
	case m.dist:
		return m.isSource(from)
	case m.vault, m.sources[poolID], m.sources[coinPool], m.sources[oddPool]:
		return false
	}
	switch m.moods[to] {
	case receiverReverts, receiverBurnsGas, receiverBombs, receiverSendsBack:
		return false
	case receiverIsHeavy: // four new slots do not fit into the capped gas, four used ones do
		if capped && !m.warmed[to] {
			return false
		}
		put(m, m.warmed, to, true)
	}
	return true
}

func (m *model) isSource(a common.Address) bool {
	for _, s := range m.sources {
		if s == a {
			return true
		}
	}
	return false
}

// pauseFor mirrors ExpiringPause.
func (m *model) pauseFor(p *pause, seconds uint64) string {
	if seconds == 0 || seconds > 72*3600 {
		return "PauseTooLong"
	}
	if p.until != 0 && m.now < p.until+24*3600 {
		return "PauseTooSoon"
	}
	set(m, &p.until, m.now+seconds)
	return ""
}
