package monitor

import (
	"encoding/binary"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"

	"makewhole/states"
)

// Damage says whether harm was seen beside the anomaly.
type Damage string

// Values of Damage.
const (
	DamageYes       Damage = "yes"
	DamageNo        Damage = "no"
	DamageUnknown   Damage = "unknown"
	DamageNotStated Damage = "not stated" // the monitor has no condition for it
)

// Level is what a finding may lead to at most.
type Level string

// Levels. An anomaly without damage, or with damage that is not known, is never
// acted on by itself.
const (
	LevelCount Level = "count" // of a monitor that is not live
	LevelAlert Level = "alert"
	LevelAct   Level = "act"
)

// OneEpisode is how many blocks may lie between two findings of one Dedup that are the
// same thing going on.
const OneEpisode = 300

// Finding is one true condition in one block.
type Finding struct {
	Monitor  string
	Version  int
	State    string // of the monitor
	Severity string
	Class    string
	Chain    uint64
	Number   uint64
	Block    common.Hash
	Module   common.Address
	Tx       common.Hash // zero if it is about no single transaction
	Cluster  string      // the key it is about, "" for none
	Damage   Damage
	Values   map[string]string // what was known of the names of the condition

	// Dedup is the same for the same event in another block: the hash of chain,
	// module, class, and key or transaction. Key is of this block alone.
	Dedup, Key common.Hash
}

// Level is what the finding may lead to: anomaly and damage decide.
func (f *Finding) Level() Level {
	switch {
	case f.State != states.MonitorLive:
		return LevelCount
	case f.Damage == DamageYes:
		return LevelAct
	default:
		return LevelAlert
	}
}

func (f *Finding) seal() {
	var chain, version [8]byte
	binary.BigEndian.PutUint64(chain[:], f.Chain)
	binary.BigEndian.PutUint64(version[:], uint64(f.Version))
	about := crypto.Keccak256([]byte(f.Cluster), f.Tx[:])
	f.Dedup = crypto.Keccak256Hash(chain[:], f.Module[:], crypto.Keccak256([]byte(f.Class)), about)
	f.Key = crypto.Keccak256Hash(chain[:], f.Block[:], crypto.Keccak256([]byte(f.Monitor)), version[:], f.Module[:], about)
}

// Result is what one monitor says about one block.
type Result struct {
	Monitor  string
	Version  int
	Findings []Finding
	Blind    []string // what it lacked; while there is any, silence proves nothing
}

// Quiet is the only answer that says that nothing was found.
func (r *Result) Quiet() bool { return len(r.Findings) == 0 && len(r.Blind) == 0 }
