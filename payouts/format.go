package payouts

import (
	"errors"
	"fmt"

	"makewhole/merkle"
	"makewhole/money"
)

// The canonical public entitlement file.
//
// It is everything anyone needs to compute a settlement again, and its
// Keccak-256 is the inputHash of the payout order that the committee signs. One
// File has exactly one spelling: WriteFile(ReadFile(x)) is x, byte for byte, and
// ReadFile refuses everything else. docs/entitlement-file.md says the same for
// readers in other languages.
//
//	makewhole-entitlements/1
//	incident=inc_…            public id, [a-z0-9_.-]{1,64}
//	settlement=stl_…          public id
//	pool=pol_…                public id of the pool or vault the money comes from
//	chain=31337               settlement chain, decimal
//	distributor=0x…           40 lower-case hex digits
//	token=0x…                 payout token, zero address for the native coin
//	sequence=1                decimal
//	rule=water-fill/1         or water-fill/2, pro-rata/1, recovery/1, targets/1
//	…                         the keys of the rule, see below
//	                          (one empty line)
//	id,part,…                 the columns of the rule
//	…                         rows, ascending by id
//
// Every line ends with one LF, also the last one; there is no CR, no space, no
// quoting and no byte outside printable ASCII. Numbers are canonical unsigned
// decimals up to 2^256−1. Addresses are lower-case with 0x. Flags are 0 or 1.
// All keys and columns are present, in this order.
//
//	water-fill/1  keys     available min_pay
//	              columns  id part class e a held receiver
//	water-fill/2  keys     available min_pay
//	              columns  id part class e cap a held receiver
//	pro-rata/1    keys     available denominator min_pay
//	              columns  id part weight cap held receiver    (empty cap: none)
//	recovery/1    keys     collected total_affected total_units residuals_first
//	                       min_pay protocol_receiver protocol_already pools
//	              columns  id part loss units elsewhere already held receiver
//	                       then one column pool_paid:<pool> per pool
//	              then one empty line and a second table
//	              columns  id pool shares already held receiver
//	targets/1     keys     available accounts source
//	              columns  id part account target already weight held carried receiver
//
// pools is a list of public ids joined by commas, ascending, possibly empty.
// Ids are unique over both tables and never "protocol", which is the id of the
// protocol's own line.

// Magic is the first line of every entitlement file.
const Magic = "makewhole-entitlements/1"

// Limits of what ReadFile accepts.
const (
	MaxRows  = 1 << 24
	MaxLine  = 8 << 10 // bytes of one line with its LF
	MaxPools = 16
	maxID    = 64
)

// ErrFile means the bytes are not a canonical entitlement file; the error is a
// *SyntaxError with the place.
var ErrFile = errors.New("payouts: not a canonical entitlement file")

// SyntaxError is the place and reason of a refusal. Line and Column count from
// 1, columns in bytes.
type SyntaxError struct {
	Line, Column int
	Reason       string
}

func (e *SyntaxError) Error() string {
	return fmt.Sprintf("%v: line %d, column %d: %s", ErrFile, e.Line, e.Column, e.Reason)
}

// Unwrap returns ErrFile.
func (e *SyntaxError) Unwrap() error { return ErrFile }

// Rule names the arithmetic of a file, with its version.
type Rule string

// The rules. A changed rule is a new name; old files keep their meaning.
const (
	RuleWaterFill Rule = "water-fill/1"
	RuleCapped    Rule = "water-fill/2" // water-fill/1 where an account may not have more than a cap
	RuleProRata   Rule = "pro-rata/1"
	RuleRecovery  Rule = "recovery/1"
	RuleTargets   Rule = "targets/1" // what is missing to targets that an accounts file leads to
)

// Part says what kind of right a line is.
type Part string

// The parts. Rows use cover and recovery; share and protocol are lines that
// recovery/1 makes, and targets/1 has rows of each.
const (
	PartCover    Part = "cover"    // an approved entitlement of a cover
	PartRecovery Part = "recovery" // an affected account's right to recovered money
	PartShare    Part = "share"    // a pool's shareholder of record
	PartProtocol Part = "protocol" // the protocol itself, last in line
	PartBounty   Part = "bounty"   // who brought the money back, first in line
	PartEscheat  Part = "escheat"  // what was not collected in time, paid again to its owner or shared out
)

// ProtocolID is the id of the protocol's line.
const ProtocolID = "protocol"

// File is the content of one entitlement file. Amounts are base units of Token.
type File struct {
	Incident, Settlement, Pool string // public ids
	ChainID                    uint64 // the settlement chain
	Distributor, Token         [20]byte
	Sequence                   uint64
	Rule                       Rule

	Available   money.Amount // water-fill, pro-rata: M of this tranche
	Denominator money.Amount // pro-rata: ≥ Σ weights
	MinPay      money.Amount // smaller lines are carried; zero in the last tranche

	Collected        money.Amount // recovery: cumulative, net of bounties
	TotalAffected    money.Amount // recovery: fixed at the incident
	TotalUnits       money.Amount // recovery: in-kind-first, zero when off
	ResidualsFirst   bool         // recovery: money signed over to all victims
	ProtocolReceiver [20]byte     // recovery: zero keeps the protocol's part reserved
	ProtocolAlready  money.Amount
	Pools            []string // recovery: public ids, ascending

	Accounts merkle.Hash // targets: hash of the accounts file that the round follows from
	Source   string      // targets: pool:N, recovered:N or escheat:N, by position in that file

	Rows   []Row
	Shares []ShareRow // recovery: shareholders of record of the pools
}

// Row is one entitlement. A zero receiver is allowed only while nothing is paid
// on the row, that is when it is held or its line is zero.
type Row struct {
	ID       string
	Part     Part
	Class    uint8 // water-fill/1 and /2
	Held     bool
	Receiver [20]byte
	Amount   money.Amount  // water-fill: e; pro-rata: weight; recovery: loss
	Already  money.Amount  // water-fill: a; recovery: recoveries allocated so far
	Cap      *money.Amount // pro-rata: nil means none; water-fill/2: always set
	Recovery *RecoveryRow  // recovery: always set
	Target   *TargetRow    // targets: always set
}

// TargetRow is what targets/1 knows beyond the common columns.
type TargetRow struct {
	// Account is the affected account whose line this is, in lower-case hex; of a
	// share the pool whose shareholder of record it is, of a bounty its id, of the
	// protocol the incident.
	Account string
	Weight  money.Amount // of a share: shares held; zero otherwise
	Carried bool         // below the smallest payment: waits for the last round
}

// RecoveryRow is what recovery/1 knows beyond the common columns.
type RecoveryRow struct {
	Units, Elsewhere money.Amount
	PoolPaid         []money.Amount // in the order of File.Pools
}

// ShareRow is one shareholder of record of a pool at the incident's checkpoint.
type ShareRow struct {
	ID, Pool string
	Shares   money.Amount
	Already  money.Amount // recoveries allocated to it so far
	Held     bool
	Receiver [20]byte
}

// SettlementID is the on-chain id the header describes.
func (f File) SettlementID() merkle.Hash {
	return merkle.SettlementID(f.ChainID, f.Distributor, merkle.IncidentID(f.Incident), merkle.PoolID(f.Pool), f.Token, f.Sequence)
}

// Hash is the inputHash: Keccak-256 of the file's bytes.
func (f File) Hash() (merkle.Hash, error) {
	h := merkle.NewKeccak()
	if err := WriteFile(h, f); err != nil {
		return merkle.Hash{}, err
	}
	return merkle.Hash(h.Sum(nil)), nil
}

// IDOf is the id of row i, or of share i − len(Rows): what PayoutLine.Row
// points to.
func (f *File) IDOf(i int) string { return f.line(i).ID }

// Sort puts rows and shares into the file's order.
func (f *File) Sort() {
	f.Rows = sortByID(f.Rows, func(r *Row) string { return r.ID })
	f.Shares = sortByID(f.Shares, func(r *ShareRow) string { return r.ID })
}

func sortByID[T any](rows []T, id func(*T) string) []T {
	if len(rows) == 0 {
		return rows
	}
	out := make([]T, len(rows))
	for to, from := range OrderByID(len(rows), func(i int) string { return id(&rows[i]) }) {
		out[to] = rows[from]
	}
	return out
}

// idByte are the characters of ids.
var idByte = func() (ok [256]bool) {
	for _, c := range []byte("abcdefghijklmnopqrstuvwxyz0123456789_.-") {
		ok[c] = true
	}
	return ok
}()

func validID(s string) bool {
	if len(s) < 1 || len(s) > maxID || s == ProtocolID {
		return false
	}
	for i := 0; i < len(s); i++ {
		if !idByte[s[i]] {
			return false
		}
	}
	return true
}
