package contracts_test

import (
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// Everyday size; MAKEWHOLE_FUZZ_CALLS sets another.
const everydayCalls = 20_000

// lifeCalls is how long one history is; the first ones only fund the pools.
const lifeCalls = 300

// expected lists every refusal that must have occurred: a fuzzer that never sees
// one proves nothing about it.
var expected = []string{
	"AlreadyTaken", "AmountTooBig", "BadItems", "BadLevel", "BadMask", "BadProof", "BadReceiver", "BadSignature",
	"BadSignatureLength", "BeforeDeadline", "BondOpen", "CancelUsed", "CapsNotReady", "ConfigUnusable", "DeadlineNotExtended",
	"ECDSAInvalidSignature", "ECDSAInvalidSignatureS", "ERC20InsufficientBalance", "EarmarkState", "EmptyOrder",
	"ExitNotReady", "ExitOver", "FollowsOther", "GasTooLow", "HoldTooLong", "HoldUsed", "IsPaused",
	"MoreThanSigned", "NoBond", "NoQuorum", "NoReason", "NoReport", "NotAContract", "NotASigner", "NotAnnounced",
	"NotDistributor", "NotEnough", "NotEnoughShares", "NotFinal", "NotHolder", "NotYourExit", "NothingOwed", "NothingToDo",
	"OverDayCap", "OverEarmark", "OverSettlementCap", "OutOfTerm", "PauseTooLong", "PauseTooSoon", "PoolFrozen",
	"ReleaseTooSoon", "ReportTooLong", "ReportTooSmall", "ReportTooSoon", "SignatureExpired",
	"SignersNotAscending", "SourceKnown", "TermOver", "TokenKnown", "TokenNotAllowed", "TooEarly", "TooFewShares",
	"TooLittle", "TransferFailed", "UnknownIncident", "UnknownSource", "WrongBond", "WrongCumulative", "WrongIncident",
	"WrongMoneyIn", "WrongMoneyOut", "WrongOrder", "WrongParameter", "WrongPool", "WrongSettlementId",
	"WrongState", "out of gas", "reverted without a reason",
}

// seldom are refusals that a short run may miss; attack tests show them.
var seldom = []string{"LeavesTooFew", "NotLimits", "RetireUsed"}

// history is one drawn number a step; 0 does nothing, so that a failing history
// shrinks to the steps that matter.
type history []uint64

// GoString leaves the zeros out.
func (h history) GoString() string {
	var out []string
	for i, n := range h {
		if n != 0 {
			out = append(out, fmt.Sprintf("%d: %#x", i, n))
		}
	}
	return "{" + strings.Join(out, ", ") + "}"
}

var histories = rapid.Custom(func(t *rapid.T) history {
	return rapid.SliceOfN(rapid.Uint64(), lifeCalls, lifeCalls).Draw(t, "steps")
})

// TestMain fixes the seed of rapid when none is given, so that it can be printed.
func TestMain(m *testing.M) {
	flag.Parse()
	if seed := flag.Lookup("rapid.seed"); seed.Value.String() == "0" {
		if err := seed.Value.Set(strconv.FormatUint(rand.Uint64(), 10)); err != nil {
			panic(err)
		}
	}
	os.Exit(m.Run())
}

// TestBytecodeFollowsTheModel plays random histories on the deployed bytecode
// and on a model of it. After every call each value that a contract shows is
// compared, the laws of the money are checked from events and balances alone,
// and a refusal must be the one the model names and leave the state root alone.
func TestBytecodeFollowsTheModel(t *testing.T) {
	target := everydayCalls
	if underRace {
		target /= 20
	}
	if s := os.Getenv("MAKEWHOLE_FUZZ_CALLS"); s != "" {
		n, err := strconv.Atoi(s)
		if err != nil || n < 1 {
			t.Fatalf("MAKEWHOLE_FUZZ_CALLS is %q", s)
		}
		target = n
	}
	u := newUniverse(t)
	counts := newTally()
	var calls, views uint64
	begin := time.Now()
	small := target < everydayCalls // too small to see everything
	enough := func() bool {
		return calls >= uint64(target) && (small || len(counts.missing()) == 0 || calls >= 3*uint64(target))
	}
	for !enough() && !t.Failed() {
		rapid.Check(t, func(rt *rapid.T) {
			drawn := histories.Draw(rt, "history")
			if enough() {
				return
			}
			l := newLife(rt, u, counts)
			for i, n := range drawn {
				l.step(i, n)
			}
			calls, views = calls+l.m.calls, views+l.m.views
		})
	}
	took := time.Since(begin)
	t.Logf("%d calls and %d views in %.1f s: %.0f calls/s; rapid seed %s", calls, views, took.Seconds(),
		float64(calls)/took.Seconds(), flag.Lookup("rapid.seed").Value)
	t.Logf("tried: %s", listed(counts.tried))
	t.Logf("done: %s", listed(counts.done))
	t.Logf("refused: %s", listed(counts.refused))
	if t.Failed() || small {
		return
	}
	for _, what := range counts.missing() {
		t.Errorf("never happened: %s", what)
	}
	for name := range counts.refused {
		if !slices.Contains(expected, name) && !slices.Contains(seldom, name) {
			t.Errorf("%s is not in the list of refusals", name)
		}
	}
}

func listed(m map[string]int) string {
	var out []string
	for _, k := range slices.Sorted(maps.Keys(m)) {
		out = append(out, fmt.Sprintf("%s %d", k, m[k]))
	}
	return strings.Join(out, ", ")
}

// missing lists operations that never went through and refusals never seen.
func (c tally) missing() (out []string) {
	for _, o := range operations {
		composed := o.name == "administer" || o.name == "re-enter" // of other calls
		if c.tried[o.name] == 0 || c.done[o.name] == 0 && !composed {
			out = append(out, o.name)
		}
	}
	for _, name := range expected {
		if c.refused[name] == 0 {
			out = append(out, "refusal "+name)
		}
	}
	return out
}
