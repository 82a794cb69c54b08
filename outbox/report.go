package outbox

import (
	"fmt"
	"slices"

	"makewhole/states"
)

// Codes of alarms.
const (
	AlarmFinality  = "finality"         // finalized block went backwards or was replaced
	AlarmForeign   = "foreign"          // somebody else uses one of our keys
	AlarmFeeCap    = "fee_cap"          // the market is above the cap
	AlarmBudget    = "budget"           // a fee budget is used up
	AlarmFunds     = "funds"            // a key cannot pay for what waits
	AlarmStuck     = "stuck"            // a transaction waits too long
	AlarmBlocked   = "blocked"          // an intent reverts in simulation or is too large
	AlarmReverted  = states.TxReverted  // a final transaction failed
	AlarmNoKey     = "no_key"           // intents of an address we cannot sign for
	AlarmPaused    = "paused"           // a key with waiting intents is paused
	AlarmFrozen    = "frozen"           // settlement is frozen, its intents wait
	AlarmRefused   = "refused"          // a node refuses a signed transaction
	AlarmUnclear   = "unclear"          // a node answered a signed transaction with words that are not understood
	AlarmLeaseHeld = "lease_held"       // another process owns the key
	AlarmRecovered = states.TxRecovered // done by a transaction that is not on record
	AlarmUnproven  = states.TxUnproven  // a final transaction succeeded without its effect
	AlarmDisagree  = "disagree"         // endpoints answer one question differently
)

// AlarmCodes lists the codes of all alarms.
func AlarmCodes() []string {
	return []string{
		AlarmFinality, AlarmForeign, AlarmFeeCap, AlarmBudget, AlarmFunds, AlarmStuck, AlarmBlocked, AlarmReverted, AlarmNoKey,
		AlarmPaused, AlarmFrozen, AlarmRefused, AlarmUnclear, AlarmLeaseHeld, AlarmRecovered, AlarmUnproven, AlarmDisagree,
	}
}

// Alarm is something a person should know.
type Alarm struct {
	Code    string `json:"code"`
	Subject string `json:"subject"` // txn_… or a key's address
	Text    string `json:"text"`
}

// Report says what one round of the sender did.
type Report struct {
	Signed    int     `json:"signed"`
	Sent      int     `json:"sent"`
	Replaced  int     `json:"replaced"`
	Mined     int     `json:"mined"`
	Reorged   int     `json:"reorged"`
	Final     int     `json:"final"`
	Reverted  int     `json:"reverted"`
	Cancelled int     `json:"cancelled"`
	Foreign   int     `json:"foreign"`
	Unproven  int     `json:"unproven"`
	Recovered int     `json:"recovered"`
	Open      int     `json:"open"`    // with a nonce, not final, at the end
	Waiting   int     `json:"waiting"` // approved and due, without a nonce
	Alarms    []Alarm `json:"alarms,omitempty"`

	landed int // broadcasts of the round before that went on record
}

func (r *Report) alarm(code, subject, format string, args ...any) {
	r.Alarms = append(r.Alarms, Alarm{code, subject, fmt.Sprintf(format, args...)})
}

// count books the transitions of one intent.
func (r *Report) count(events []string) {
	for _, e := range events {
		switch e {
		case states.EventMine:
			r.Mined++
		case states.EventReorg:
			r.Reorged++
		case states.EventFinalize:
			r.Final++
		case states.EventRevert:
			r.Reverted++
		case states.EventCancel:
			r.Cancelled++
		case states.EventForeign:
			r.Foreign++
		case states.EventDoubt:
			r.Unproven++
		case states.EventRecover:
			r.Recovered++
		}
	}
}

// counts are the numbers of what was done.
func (r *Report) counts() []*int {
	return []*int{
		&r.Signed, &r.Sent, &r.Replaced, &r.Mined, &r.Reorged, &r.Final, &r.Reverted, &r.Cancelled, &r.Foreign, &r.Unproven, &r.Recovered, &r.landed,
	}
}

// add joins the report of the next round: what was done is summed, what is open
// and what waits is what it is now, an alarm that goes on is one. It returns the
// alarms that began.
func (r *Report) add(next Report) (began []Alarm) {
	more := next.counts()
	for i, n := range r.counts() {
		*n += *more[i]
	}
	r.Open, r.Waiting = next.Open, next.Waiting
	for _, a := range next.Alarms {
		if !slices.Contains(r.Alarms, a) {
			r.Alarms, began = append(r.Alarms, a), append(began, a)
		}
	}
	return began
}

// moved reports that another round may find more to do: something was signed, or
// sent just before, or the chain went on.
func (r *Report) moved() bool {
	done := -r.Sent // the same bytes again are no progress
	for _, n := range r.counts() {
		done += *n
	}
	return done > 0
}

// Idle reports that nothing is under way and nothing waits to be signed.
func (r Report) Idle() bool { return r.Open == 0 && r.Waiting == 0 }

func (r Report) String() string {
	return fmt.Sprintf("%d signed, %d sent, %d mined, %d final, %d open, %d alarms",
		r.Signed, r.Sent, r.Mined, r.Final, r.Open, len(r.Alarms))
}

// brief cuts a text to n bytes.
func brief(s string, n int) string {
	if len(s) <= n {
		return s
	}
	return s[:n] + "…"
}
