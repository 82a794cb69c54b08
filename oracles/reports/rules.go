package reports

import (
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/contracts"
	"makewhole/models"
	"makewhole/money"
	"makewhole/states"
)

// configGrace is how long signatures of a configuration retired in peace still
// count for work that began under it (R4); the contract has the same number.
const configGrace = 24 * time.Hour

// CommitteeState is everything the rules need to know besides the report. It is
// read in one transaction, so that a decision rests on one moment.
type CommitteeState struct {
	Config       contracts.OracleConfig
	Status       string    // of Config: active, retired, compromised; empty = unknown
	RetiredAt    time.Time // when Status is retired
	Pinned       bool      // the incident was reported under Config
	OtherDomains []contracts.Domain

	Incident     string // state of the incident; empty = unknown incident
	Spec         models.IncidentSpec
	SpecHash     common.Hash
	Known        bool                             // this digest is accepted already (R9)
	Stored       map[common.Address]bool          // members whose signature over this digest is stored
	InSlot       map[common.Address][]common.Hash // what members signed in the slot of this report
	Suspended    map[common.Address]bool          // members caught lying
	Measured     bool                             // the method of the snapshot measures positions
	Line         Line                             // of the snapshot or of the incident's sets
	StoredLeaves bool                             // leaves of this digest were checked and stored before
	Source       SourceFact                       // R12
	Held         *money.Amount                    // what the protocol held before, nil = nobody knows
	Released     bool                             // two people released a total above Held
	Set          SetState                         // for snapshot_set
	Order        OrderState                       // for payout_order
}

// Line is the last accepted revision of one (incident, source chain, asset), or
// of an incident's sets. Revision 0 means that there is none.
type Line struct {
	Revision uint64
	Head     common.Hash
	Total    money.Amount
	Sealed   bool
}

// Facts a source block can have.
const (
	SourceOK           = "ok"
	SourceNotFinal     = "not_final"          // wait
	SourceDisagree     = "providers_disagree" // wait and raise an alarm
	SourceUnknown      = "no_provider"        // wait: nobody here reads that chain
	SourceNotCanonical = "not_canonical"      // refuse
	SourceWrongTime    = "time_mismatch"      // refuse
)

// SourceFact is what the providers of the source chain say about its blocks.
type SourceFact struct {
	State  string
	Detail string
}

// Outcome is what follows from a report that broke no rule, or what must be
// kept of one that did.
type Outcome struct {
	Digest       common.Hash
	Slot         string
	Signed       []Signed
	Known        bool          // nothing to do (R9)
	Have         int           // members behind the digest, with this report
	Need         int           // members needed
	Reason       string        // why it waits although Have ≥ the threshold, empty otherwise
	Quorum       bool          // accepted
	Equivocators []Equivocator // members of this report that signed something else in this slot
	Keep         bool          // evidence: store the message and signatures even though the report is refused
	Freeze       string        // reason to freeze settlement, empty otherwise
}

// Equivocator is a member with two digests in one slot.
type Equivocator struct {
	Signer common.Address
	Other  common.Hash
}

// Evaluate applies the acceptance rules of a report in the order authority,
// order, time, content. It is pure: the same state, report and time give the
// same answer. now is chain time. A refusal is a *Rejection; the outcome beside
// it says whether the report must be kept as evidence.
func Evaluate(s CommitteeState, r Report, now time.Time) (Outcome, error) {
	out := Outcome{Slot: r.Slot(), Need: int(s.Config.Threshold)}
	if err := s.CheckConfig(now); err != nil {
		return out, err
	}
	out.Digest = r.Digest(s.Config.Domain())
	var err error
	if out.Signed, err = RecoverSigners(s, r); err != nil {
		return out, err
	}
	if s.Known {
		out.Known, out.Have = true, len(s.Stored)
		return out, nil
	}
	out.count(s)
	if r.Order != nil && s.Order.State != "" && len(out.Equivocators) > 0 {
		return out, s.checkMembers(r, &out) // before a mismatch hides the lie
	}
	if err := checkTerm(r, now); err != nil {
		return out, err
	}
	if err := s.checkSubject(r, out.Digest); err != nil {
		return out, err
	}
	if err := s.checkOrder(r, &out); err != nil {
		return out, err
	}
	if err := s.checkMembers(r, &out); err != nil {
		return out, err
	}
	if err := s.checkContent(r, &out, now); err != nil {
		return out, err
	}
	out.conclude(s)
	return out, nil
}

// CheckConfig is R4.
func (s CommitteeState) CheckConfig(now time.Time) error {
	switch s.Status {
	case "active":
		return nil
	case states.OracleConfigRetired:
		if s.Known || s.Pinned && now.Before(s.RetiredAt.Add(configGrace)) {
			return nil
		}
		return refuse("R4", "config_retired", 422, "configuration is retired")
	case states.OracleConfigCompromised:
		return refuse("R4", "config_compromised", 422, "keys of the configuration were stolen")
	default:
		return refuse("R4", "unknown_config", 422, "configuration is not known")
	}
}

// checkTerm refuses a message that the oracle refuses for its end.
func checkTerm(r Report, now time.Time) error {
	if err := contracts.CheckTerm(r.ValidUntil(), now); err != nil {
		return &Rejection{Rule: "R10", Code: "term", Status: 422, Pointer: "/message/valid_until", Detail: err.Error()}
	}
	return nil
}

// checkSubject asks whether there is anything to report about.
func (s CommitteeState) checkSubject(r Report, digest common.Hash) error {
	if r.Order != nil {
		return s.Order.check(digest)
	}
	switch s.Incident {
	case "":
		return refuse("R8", "unknown_incident", 422, "no incident has this id")
	case models.IncidentConfirmed, models.IncidentSnapshotting, models.IncidentClaimsOpen, models.IncidentClaimsClosed,
		models.IncidentSettling, models.IncidentSettled, models.IncidentRecovering, models.IncidentReopened:
		return nil
	default:
		return refuse("R8", "incident_state", 409, "incident is %s", s.Incident)
	}
}

// count finds who stands behind the digest and who signed another one too.
func (o *Outcome) count(s CommitteeState) {
	behind := map[common.Address]bool{}
	for a := range s.Stored {
		behind[a] = true
	}
	for _, sig := range o.Signed {
		behind[sig.By] = true
	}
	if len(behind) >= int(s.Config.Threshold) {
		o.Quorum = true // of raw signatures; conclude counts again
	}
	for _, sig := range o.Signed {
		for _, other := range s.InSlot[sig.By] {
			if other != o.Digest {
				o.Equivocators = append(o.Equivocators, Equivocator{sig.By, other})
				break
			}
		}
	}
	for a := range behind {
		if !s.Suspended[a] && !o.equivocated(a) {
			o.Have++
		}
	}
}

func (o *Outcome) equivocated(a common.Address) bool {
	for _, l := range o.Equivocators {
		if l.Signer == a {
			return true
		}
	}
	return false
}

// checkOrder is R7 and R8: what lost is kept, a second full quorum freezes.
func (s CommitteeState) checkOrder(r Report, o *Outcome) error {
	if r.Order != nil {
		return nil // its place is the sequence number, which the digest fixes
	}
	revision, prev := r.Position()
	var rej *Rejection
	switch {
	case revision == 0, revision > s.Line.Revision+1:
		return refuse("R8", "revision_gap", 409, "last accepted revision is %d", s.Line.Revision)
	case revision <= s.Line.Revision && len(o.Equivocators) > 0:
		rej = refuse("R7", "equivocation", 409, "a member signed two messages for one revision")
	case revision <= s.Line.Revision:
		rej = refuse("R8", "revision_taken", 409, "revision %d was accepted with another content", revision)
	case r.Snapshot != nil && prev != s.Line.Head:
		rej = refuse("R8", "fork", 409, "prev_snapshot is not the last accepted revision")
	case r.Snapshot != nil && s.Line.Sealed:
		return refuse("R8", "sealed", 409, "a settlement rests on the last revision")
	default:
		return nil
	}
	o.Keep = true
	if o.Quorum {
		o.Freeze = "two quorums of the oracle committee contradict each other: " + rej.Code
	}
	return rej
}

// Position is the revision of the message and what it says came before it.
func (r Report) Position() (uint64, common.Hash) {
	if r.Snapshot != nil {
		return r.Snapshot.Revision, r.Snapshot.PrevSnapshot
	}
	return r.Set.Revision, common.Hash{}
}

// checkMembers refuses members that lie or have lied.
func (s CommitteeState) checkMembers(r Report, o *Outcome) error {
	if len(o.Equivocators) > 0 {
		o.Keep = true
		return refuse("R7", "equivocation", 409, "a member signed two messages for one slot")
	}
	if !r.Complete && s.Suspended[o.Signed[0].By] {
		return refuse("R7", "suspended_signer", 422, "member is suspended for equivocation")
	}
	if r.Complete && o.Have < int(s.Config.Threshold) {
		return refuse("R5", "quorum_not_reached", 422, "%d of %d members", o.Have, s.Config.Threshold)
	}
	return nil
}

func (s CommitteeState) checkContent(r Report, o *Outcome, now time.Time) error {
	switch {
	case r.Snapshot != nil:
		return s.checkSnapshot(r, o, now)
	case r.Set != nil:
		return s.Set.check(s, r)
	default:
		return nil // the digest of an order fixes everything in it
	}
}

// conclude counts again, now that the need is known.
func (o *Outcome) conclude(s CommitteeState) {
	if o.Reason == "" && o.Have >= int(s.Config.Threshold) && o.Have < o.Need {
		o.Reason = "needs_all_signers"
	}
	o.Quorum = o.Have >= o.Need && o.Reason == ""
}
