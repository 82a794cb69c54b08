package contracts_test

import (
	"errors"
	"fmt"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/holiman/uint256"

	"makewhole/contracts"
)

// oracleLaws knows nothing of the model: it keeps what the events say and what
// the contracts show, and holds the laws of the oracle against them.
type oracleLaws struct {
	*oracleLife
	// was is what everything was before the call at hand.
	was     map[common.Hash]uint8
	sealed  map[common.Hash]bool
	members map[common.Hash][]common.Hash
	of      map[common.Hash]lossKey
	open    map[common.Hash]objected
	owed    map[common.Address]uint64
	strikes map[lossKey]int
	upheld  map[common.Hash]int
}

// As Challenges.Verdict.
const (
	verdictUpheld = iota + 1
	verdictDismissed
	verdictSilent
)

type objected struct {
	by   common.Address
	bond uint64
}

func newOracleLaws(l *oracleLife) *oracleLaws {
	return &oracleLaws{
		oracleLife: l, was: map[common.Hash]uint8{}, sealed: map[common.Hash]bool{}, members: map[common.Hash][]common.Hash{},
		of: map[common.Hash]lossKey{}, open: map[common.Hash]objected{}, owed: map[common.Address]uint64{},
		strikes: map[lossKey]int{}, upheld: map[common.Hash]int{},
	}
}

// before notes what everybody is owed and, when it is to be sealed, what
// everything is at the moment of the call.
func (w *oracleLaws) before(sealing bool) {
	for _, d := range w.digests {
		if sealing {
			w.was[d] = w.stateOf(d)
		}
	}
	for _, p := range w.bondholders() {
		w.owed[p] = w.owes(p)
	}
}

func (w *oracleLaws) owes(p common.Address) uint64 {
	return new(uint256.Int).SetBytes(w.ask(w.challenges, challengesABI.PackBondOwed(p))).Uint64()
}

func (w *oracleLaws) after(kind string, logs []*types.Log) {
	for _, log := range logs {
		e, err := contracts.ParseOracleLog(*log)
		if errors.Is(err, contracts.ErrUnknownEvent) {
			continue
		}
		if err != nil {
			w.t.Fatalf("%s: %v", kind, err)
		}
		if broken := w.hear(e); broken != "" {
			w.t.Fatalf("after %s: %s", kind, broken)
		}
	}
	for d := range w.sealed {
		if s := w.stateOf(d); s != contracts.SnapshotStateSealed {
			w.t.Fatalf("after %s: %s was sealed and is %d", kind, d, s)
		}
	}
	if broken := w.bonds(); broken != "" {
		w.t.Fatalf("after %s: %s", kind, broken)
	}
}

// bonds: the desk has what it owes and what is posted.
func (w *oracleLaws) bonds() string {
	var need uint64
	for _, p := range w.bondholders() {
		need += w.owes(p)
	}
	for _, o := range w.open {
		need += o.bond
	}
	if have := w.m.db.GetBalance(w.challenges).Uint64(); have != need {
		return fmt.Sprintf("the desk has %d wei, posted and owed are %d", have, need)
	}
	return ""
}

func (w *oracleLaws) hear(e any) string {
	switch e := e.(type) {
	case contracts.SnapshotRegistered:
		w.of[e.Digest] = lossKey{e.IncidentID, e.Asset}
	case contracts.SnapshotSetRegistered:
		w.of[e.Digest] = lossKey{incident: e.IncidentID}
		w.members[e.Digest] = e.Snapshots
	case contracts.SnapshotChallenged:
		return w.heardChallenged(e)
	case contracts.ChallengeDecided:
		return w.heardDecided(e)
	case contracts.SnapshotStruck:
		if w.strikes[w.of[e.Digest]]++; w.strikes[w.of[e.Digest]] > 1 {
			return "the guardian has struck twice"
		}
	case contracts.SetSealed:
		return w.heardSealed(e)
	}
	return ""
}

// heardChallenged: nobody's time is waited for.
func (w *oracleLaws) heardChallenged(e contracts.SnapshotChallenged) string {
	bond := e.Bond.Uint256()
	w.open[e.Digest] = objected{e.Challenger, bond.Uint64()}
	c, err := challengesABI.UnpackChallengeOf(w.ask(w.challenges, challengesABI.PackChallengeOf(e.Digest)))
	if err != nil {
		return err.Error()
	}
	extra := c.ArbiterUntil.Uint64() - c.GuardianUntil.Uint64()
	if want := map[bool]uint64{true: arbiterTime, false: 0}[w.arbitrated]; extra != want {
		return fmt.Sprintf("an arbiter has %d seconds, want %d", extra, want)
	}
	return ""
}

// heardDecided: who was right gets the bond, and when nobody decides too.
func (w *oracleLaws) heardDecided(e contracts.ChallengeDecided) string {
	o := w.open[e.Digest]
	delete(w.open, e.Digest)
	to := o.by
	if e.Verdict == verdictDismissed {
		to = w.fund.addr
	}
	if got := w.owes(to) - w.owed[to]; got != o.bond {
		return fmt.Sprintf("%s has %d wei more, the bond was %d", to, got, o.bond)
	}
	if e.By == o.by && e.Verdict != verdictSilent {
		return "a challenger judged itself"
	}
	if e.Verdict == verdictUpheld && e.By == w.guardian.addr {
		id := w.of[e.Digest].incident
		if w.upheld[id]++; w.upheld[id] > 1 {
			return "the guardian upheld twice"
		}
	}
	return ""
}

// heardSealed: what is sealed was final, each member by itself.
func (w *oracleLaws) heardSealed(e contracts.SetSealed) string {
	if w.was[e.SetDigest] != contracts.SnapshotStateFinal {
		return fmt.Sprintf("a set in state %d was sealed", w.was[e.SetDigest])
	}
	w.sealed[e.SetDigest] = true
	for _, d := range w.members[e.SetDigest] {
		if s := w.was[d]; s != contracts.SnapshotStateFinal && s != contracts.SnapshotStateSealed {
			return fmt.Sprintf("a set was sealed whose member is in state %d", s)
		}
		w.sealed[d] = true
	}
	return ""
}
