package contracts_test

import (
	"bytes"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/accounts/abi"
	"github.com/ethereum/go-ethereum/accounts/abi/bind/v2"
	"github.com/ethereum/go-ethereum/common"

	"makewhole/contracts"
)

// power is one act: who may do it, when it works, what stops it, what it can
// cost at most and who may undo it. An empty who means everybody.
type power struct {
	contract, act                  string
	who                            []string
	delay, stops, cost, undo, also string
}

const (
	operator     = "operator"
	guardian     = "guardian"
	oracleAdmin  = "oracle admin"
	treasurer    = "treasurer"
	distributor  = "distributor"
	thePool      = "pool"
	theLimits    = "limits"
	theDesk      = "challenges"
	theResort    = "last resort"
	arbiter      = "arbiter"
	oracleItself = "oracle"
)

// powers has one row for every function that changes a contract.
var powers = []power{
	{"LossOracle", "setDistributor", []string{oracleAdmin}, "at once, once", "—", "a wrong one: nothing can be paid", "nobody: deploy again", ""},
	{"LossOracle", "scheduleConfig", []string{oracleAdmin}, "`CONFIG_DELAY`", "guardian, once a number (`vetoConfig`)", "with a colluding committee: what the caps let through until it is retired", "guardian, or a new schedule", ""},
	{"LossOracle", "vetoConfig", []string{guardian}, "at once, once a number", "—", "`CONFIG_DELAY` until the next schedule", "oracle admin schedules again", ""},
	{"LossOracle", "activateConfig", []string{oracleAdmin}, "`CONFIG_DELAY` after its schedule", "guardian", "as `scheduleConfig`", "the next committee", ""},
	{"LossOracle", "retireCompromised", []string{oracleAdmin, guardian}, "at once; the guardian once in `RETIRE_GAP`", "—", "no order until the next committee: `CONFIG_DELAY`, twice with a veto", "oracle admin: the next committee", ""},
	{"LossOracle", "submit", nil, "until the snapshot's end; final after the window", "a quorum must have signed; challenge, strike", "gas", "challenge, strike, a later revision", ""},
	{"LossOracle", "submitSet", nil, "until the set's end; final after the window", "a quorum must have signed; challenge", "gas", "challenge, a later revision", ""},
	{"LossOracle", "contest", []string{theDesk}, "—", "—", "—", "—", ""},
	{"LossOracle", "judged", []string{theDesk}, "—", "—", "—", "—", ""},
	{"LossOracle", "strike", []string{guardian}, "at once, once an (incident, asset)", "sealed snapshots", "a snapshot must be made again", "a quorum: the next revision", ""},
	{"LossOracle", "recoverRole", nil, "until the order's end, then `RECOVERY_DELAY`", "the holder (`stopRecovery`)", "a role whose holder is silent goes to another", "the new holder", "needs a quorum"},
	{"LossOracle", "appointAdmin", []string{theResort}, "—", "who holds another role is refused", "—", "the new holder", ""},
	{"LossOracle", "confirmOrder", []string{distributor}, "—", "final set", "—", "—", "asked when it seals"},
	{"LossOracle", "confirmAnnounced", []string{distributor}, "—", "final set", "—", "—", "asked when it seals"},
	{"LossOracle", "sealSet", []string{distributor}, "—", "final set", "—", "nobody: sealed is for ever", ""},
	{"LastResort", "begin", []string{guardian, arbiter, treasurer}, "guardian: `LAST_RESORT` without a committee, then `RECOVERY_DELAY`; the others: `LAST_RESORT`", "oracle admin, guardian (`stop`); one at a time", "the oracle admin's role, when neither admin nor guardian answers", "the new holder", ""},
	{"LastResort", "stop", []string{oracleAdmin, guardian}, "at once", "—", "a thief keeps the role, where no quorum is left", "guardian, arbiter or treasurer: begin again", ""},
	{"LastResort", "finish", nil, "when its time has come, within `RECOVERY_TERM`", "only who was named; another admin meanwhile", "—", "the new holder", ""},
	{"Challenges", "setBondRate", []string{oracleAdmin}, "`RATE_DELAY`; to `RATE_STEP` times the rate that counts, or that part of it", "a later one in its place", "no bond is below `MIN_BOND` or above `MOST_BONDS` times it; in between a factor of `RATE_STEP` each `RATE_DELAY`", "oracle admin; a quorum recovers the role", ""},
	{"Challenges", "challenge", nil, "within the window, when none is open", "guardian, then arbiter", "`GUARDIAN_TIME` + `ARBITER_TIME` for a bond, of a set for the bonds of its snapshots", "guardian, then arbiter, then silence", ""},
	{"Challenges", "decide", []string{guardian}, "within its time; it upholds once an incident", "not on its own challenge", "a snapshot or set must be made again", "a quorum: the next revision", "arbiter, after `GUARDIAN_TIME`"},
	{"Challenges", "closeSilent", nil, "after `ARBITER_TIME`", "—", "nothing", "—", ""},
	{"Challenges", "withdrawBond", nil, "at once", "—", "nothing", "—", ""},
	{"PayoutDistributor", "registerSource", []string{treasurer}, "at once, once an id", "—", "a name in use by a wrong contract", "nobody", ""},
	{"PayoutDistributor", "pausePublishing", []string{guardian}, "at once, ≤ 72 h, a day between", "time", "72 of 96 h without publishing", "time", ""},
	{"PayoutDistributor", "unpausePublishing", []string{guardian}, "at once", "—", "nothing", "guardian", ""},
	{"PayoutDistributor", "announce", nil, "public after `LIVENESS_DELAY`", "a quorum must have signed", "gas", "a quorum (`cancelByQuorum`); its end; the next committee, after `ORDER_TERM`", ""},
	{"PayoutDistributor", "publish", nil, "until the order's end; operator at once, others after `LIVENESS_DELAY`", "quorum, final set, the state it names (`followsOf`), caps, earmark, pause", "the order's total, once active", "guardian or a quorum before active", ""},
	{"PayoutDistributor", "cancel", []string{guardian}, "before active, once for an (incident, pool, token)", "active", "the settlement, and what was signed of its incident and not published, must be signed again", "a quorum: the next sequence", ""},
	{"PayoutDistributor", "cancelByQuorum", nil, "until the order's end; before active, before publishing too", "a quorum must have signed", "the settlement, and what was signed of its incident and not published, must be signed again", "a quorum: the next sequence", ""},
	{"PayoutDistributor", "returnMoney", nil, "at once, again and again", "the token", "nothing: the source gets what is its own", "—", ""},
	{"PayoutDistributor", "numberToken", []string{theLimits}, "—", "—", "—", "—", ""},
	{"PayoutDistributor", "hold", []string{guardian}, "before active, once, ≤ 72 h", "time", "72 h", "time", ""},
	{"PayoutDistributor", "extendDeadline", []string{treasurer}, "at once", "only later, ≤ ten years after active", "unclaimed money waits ten years", "nobody", ""},
	{"PayoutDistributor", "sweep", nil, "after the deadline", "—", "nothing: the vault keeps it for the incident", "a quorum pays from the vault", ""},
	{"PayoutDistributor", "redeem", nil, "when active", "one bit a leaf", "nothing", "—", ""},
	{"PayoutDistributor", "redeemTo", nil, "when active", "the receiver must have signed", "the receiver's leaf", "—", ""},
	{"PayoutDistributor", "redeemMany", nil, "when active", "one bit a leaf", "nothing", "—", ""},
	{"PayoutDistributor", "push", nil, "when active", "one bit a leaf", "nothing", "—", ""},
	{"PayoutLimits", "allowToken", []string{treasurer}, "at once; caps are 0", "`CAP_DELAY` for caps", "nothing by itself", "treasurer: disable, caps", ""},
	{"PayoutLimits", "enableToken", []string{treasurer}, "at once", "—", "no new settlement in the token", "treasurer; a quorum recovers the role", ""},
	{"PayoutLimits", "proposeCaps", []string{treasurer}, "`CAP_DELAY` to raise, at once to lower", "a lower proposal", "lowered to 0: no new settlement", "treasurer; a quorum recovers the role", ""},
	{"PayoutLimits", "applyCaps", nil, "after `CAP_DELAY`", "—", "nothing", "treasurer", ""},
	{"PayoutLimits", "use", []string{distributor}, "—", "caps", "—", "—", ""},
	{"PayoutLimits", "restore", []string{distributor}, "—", "—", "—", "—", ""},
	{"CapitalPool", "deposit", nil, "when open", "`exitsFrozen`", "nothing", "`requestExit`", ""},
	{"CapitalPool", "requestExit", nil, "`EXIT_LAG`", "its window", "nothing", "`cancelExit`", ""},
	{"CapitalPool", "cancelExit", nil, "at once", "only its holder", "nothing", "`requestExit`", ""},
	{"CapitalPool", "settleExit", nil, "after `EXIT_LAG`, within `EXIT_WINDOW`", "`exitsFrozen`", "nothing: the holder is paid the value", "—", ""},
	{"CapitalPool", "settleExitAbove", nil, "after `EXIT_LAG`, within `EXIT_WINDOW`", "only its holder", "its holder's share of what is frozen", "nobody", ""},
	{"CapitalPool", "earmark", []string{operator}, "at once, within `EARMARK_TERM`", "cap, free money", "the pool stands still until the term is over, or a quorum", "a quorum (`orderEarmark`) at once", ""},
	{"CapitalPool", "orderEarmark", nil, "at once, until the order's end", "a quorum must have signed", "the pool stands still for a term", "a quorum; operator with `RELEASE_DELAY`", ""},
	{"CapitalPool", "beginRelease", []string{operator}, "`RELEASE_DELAY` until it can be ended", "a quorum's earmark", "orders that nobody announced in time find no money", "a quorum (`orderEarmark`)", "anyone after `EARMARK_TERM`"},
	{"CapitalPool", "endRelease", nil, "`RELEASE_DELAY` after its beginning", "a quorum's earmark", "nothing by itself", "a quorum (`orderEarmark`)", ""},
	{"CapitalPool", "pull", []string{distributor}, "—", "the incident's earmark", "—", "—", ""},
	{"CapitalPool", "takeBack", []string{distributor}, "—", "—", "—", "—", ""},
	{"CapitalPool", "giveBack", []string{distributor}, "—", "what the incident was paid", "—", "—", ""},
	{"Reports", "freezeExits", []string{guardian}, "at once, ≤ 72 h", "144 h a run, a day between", "what it names stands still", "time", ""},
	{"Reports", "report", nil, "at once, 72 h", "guardian; 144 h a run, a day between; a bond", "what it names stands still", "guardian (`dismissReport`)", ""},
	{"Reports", "dismissReport", []string{guardian}, "at once", "—", "what it named can leave", "anyone: another report", ""},
	{"Reports", "settleBond", nil, "when right, or after `BOND_TERM`", "—", "nothing", "—", ""},
	{"Reports", "countSetAside", []string{thePool}, "—", "—", "—", "—", ""},
	{"RecoveryVault", "registerPayer", []string{treasurer}, "at once", "—", "a tranche is drafted without a look", "treasurer", ""},
	{"RecoveryVault", "openAccount", []string{treasurer}, "at once", "—", "money comes in for an incident that is never measured", "a quorum: a snapshot set and an order under that incident", ""},
	{"RecoveryVault", "depositRecovery", nil, "once the committee has a set of the incident, or the treasurer expects it", "—", "the payer's own money, for another incident", "a quorum: an order under that incident", ""},
	{"RecoveryVault", "pull", []string{distributor}, "—", "the account", "—", "—", ""},
	{"RecoveryVault", "takeBack", []string{distributor}, "—", "—", "—", "—", ""},
	{"RecoveryVault", "giveBack", []string{distributor}, "—", "—", "—", "—", ""},
	{"RecoveryVault", "escheat", []string{distributor}, "—", "—", "—", "—", ""},
}

// rolePowers are those of every contract with roles.
var rolePowers = []power{
	{"", "offerRole", []string{"the holder"}, "when accepted", "the holder: offer to 0", "the role", "the new holder", ""},
	{"", "acceptRole", nil, "at once", "only who was offered it", "—", "the new holder", ""},
	{"", "stopRecovery", []string{"the holder"}, "at once", "—", "a thief keeps the role", "a quorum: begin again", ""},
	{"", "beginRecovery", []string{oracleItself}, "`RECOVERY_DELAY`", "the holder; who holds another role is refused", "—", "the holder", ""},
	{"", "finishRecovery", nil, "after `RECOVERY_DELAY`, within `RECOVERY_TERM`", "only who was named", "—", "the new holder", ""},
}

// parsed is the interface of one of our contracts.
func parsed(t *testing.T, m *bind.MetaData) *abi.ABI {
	t.Helper()
	a, err := m.ParseABI()
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// TestPowersAreThoseOfTheBytecode: each function that changes a contract has one
// row, and the bytecode refuses exactly those callers whom the row does not name.
// docs/powers.md is this table; MAKEWHOLE_UPDATE=1 writes it.
func TestPowersAreThoseOfTheBytecode(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	who := map[string]common.Address{
		operator: w.operator.addr, guardian: w.guardian.addr, oracleAdmin: w.admin.addr, treasurer: w.treasurer.addr,
		arbiter: w.arbiter.addr, theResort: w.resort(), distributor: w.dist, thePool: w.pool, theLimits: w.limits, theDesk: w.challenges, "stranger": newPerson("stranger").addr,
	}
	seen := map[string]bool{}
	for name, at := range map[string]struct {
		meta *bind.MetaData
		to   common.Address
	}{
		"LossOracle": {&contracts.LossOracleMetaData, w.oracle}, "Challenges": {&contracts.ChallengesMetaData, w.challenges},
		"LastResort":        {&contracts.LastResortMetaData, w.resort()},
		"PayoutDistributor": {&contracts.PayoutDistributorMetaData, w.dist},
		"PayoutLimits":      {&contracts.PayoutLimitsMetaData, w.limits},
		"CapitalPool":       {&contracts.CapitalPoolMetaData, w.pool}, "Reports": {&contracts.ReportsMetaData, w.desk(w.pool)},
		"RecoveryVault": {&contracts.RecoveryVaultMetaData, w.vault},
	} {
		for method, m := range parsed(t, at.meta).Methods {
			if m.IsConstant() || slices.ContainsFunc(rolePowers, func(p power) bool { return p.act == method }) {
				continue
			}
			i := slices.IndexFunc(powers, func(p power) bool { return p.contract == name && p.act == method })
			if i < 0 {
				t.Errorf("%s.%s has no row", name, method)
				continue
			}
			seen[name+"."+method] = true
			if powers[i].also == "" {
				w.checkCallers(t, powers[i], at.to, append(m.ID, make([]byte, 32*32)...), who)
			}
		}
	}
	if len(seen) != len(powers) {
		t.Errorf("%d rows for %d functions", len(powers), len(seen))
	}
	doc := append(powersPage(), keysPage(t)...)
	if os.Getenv("MAKEWHOLE_UPDATE") != "" {
		if err := os.WriteFile("../docs/powers.md", doc, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if have, err := os.ReadFile("../docs/powers.md"); err != nil || !bytes.Equal(have, doc) {
		t.Errorf("docs/powers.md is stale (%v): run with MAKEWHOLE_UPDATE=1", err)
	}
}

// checkCallers calls with arguments that are all zero: who may call is asked
// before anything else.
func (w *world) checkCallers(t *testing.T, p power, to common.Address, data []byte, who map[string]common.Address) {
	t.Helper()
	for name, from := range who {
		m := newMachine(w.evm)
		m.at(w.now)
		got := reason(m.call(from, to, nil, data, 5_000_000).ret)
		turned := slices.Contains([]string{"NotHolder", "NotDistributor", "NotPool", "NotLimits", "NotChallenges", "NotResort"}, got)
		if allowed := p.who == nil || slices.Contains(p.who, name); turned == allowed {
			t.Errorf("%s.%s: %s is answered %s", p.contract, p.act, name, got)
		}
	}
}

func powersPage() []byte {
	var b bytes.Buffer
	b.WriteString(`# Powers

Every function that changes a contract: who may call it, when it works, what stops it, what it can cost at most and who
may undo it. A test writes this page, looks for a row for each function of the interfaces, and asks the deployed
bytecode, which must turn away exactly those callers whom the row does not name. Names in capitals are constants or
immutables of the contract.
`)
	section := func(title string, rows []power) {
		fmt.Fprintf(&b, "\n## %s\n\n| act | who | when | what stops it | costs at most | who may undo it |\n|---|---|---|---|---|---|\n", title)
		for _, p := range rows {
			who := strings.Join(p.who, ", ")
			if who == "" {
				who = "anyone"
			}
			if p.also != "" {
				who += "; " + p.also
			}
			fmt.Fprintf(&b, "| `%s` | %s | %s | %s | %s | %s |\n", p.act, who, p.delay, p.stops, p.cost, p.undo)
		}
	}
	for _, name := range []string{"LossOracle", "LastResort", "Challenges", "PayoutDistributor", "PayoutLimits", "CapitalPool", "Reports", "RecoveryVault"} {
		var rows []power
		for _, p := range powers {
			if p.contract == name {
				rows = append(rows, p)
			}
		}
		section(name, rows)
	}
	section("Roles, in each contract that has them", rolePowers)
	b.WriteString(`
## Known limits

- A guardian's key is not taken from it while it answers recoveries. Alone it cancels once for each (incident, pool,
  token), strikes once for each (incident, asset), upholds one objection of an incident, stops one committee a number and
  retires one in 180 days.
- While a token refuses the way back of a cancelled settlement (paused, blacklisted, a fee switched on), nobody enters or
  leaves that pool, except at the value of the rest; if it refuses for ever, those who stay bear it.
- A leaf that names a pool, the vault or a token is paid like any other and counts for nothing there; only one that names
  the distributor is passed over.
- The treasurer may switch a token off and lower its caps, until a quorum recovers the role from a silent holder.
- A recovery needs a usable committee, and a committee needs the oracle admin. With the admin's key lost and no committee
  that signs the guardian names another admin after 90 days without one; with the guardian's key lost too the arbiter or
  the treasurer does, and whoever holds admin's or guardian's key has 90 days to stop it. With the admin's key lost, no
  committee and the guardian's key stolen nobody can: the thief stops each attempt.
- A signed message counts at most 90 days before its end. One whose end lies further ahead is refused until
  then, and no honest member signs it; a quorum that does signs for a later time.
- An order in another token of the incident is not tied to those it was computed with, only to what of them was cancelled
  or revoked; one that was never published and not revoked leaves it valid until its end.
- A thief with the oracle admin's key retires the committee; while it answers recoveries nobody makes another, and nobody
  is paid any more. One with the treasurer's key switches a token off for as long as it answers.
- A thief with the operator's key sets money aside again whenever a quorum has released it.
`)
	return b.Bytes()
}
