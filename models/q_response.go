package models

import (
	"github.com/ethereum/go-ethereum/common"

	"makewhole/intents"
	"makewhole/states"
)

// ResponsePlans lists one page of plans, in one state or all for "".
func (tx *Tx) ResponsePlans(state string, p Page) ([]ResponsePlan, error) {
	w := where{}
	w.and(state != "", "state = ?", state)
	return page[ResponsePlan](tx, p, w.cond(), w.args...)
}

// AcceptedPlans are the plans of a chain that findings call, oldest first.
func (tx *Tx) AcceptedPlans(chainID int64) ([]ResponsePlan, error) {
	return list[ResponsePlan](tx, query{cond: "chain_id = ? AND state = 'accepted'", args: []any{chainID}, order: "id"})
}

// NewestPlan is the newest version of a plan, or ErrNotFound.
func (tx *Tx) NewestPlan(chainID int64, name string) (ResponsePlan, error) {
	rows, err := list[ResponsePlan](tx, query{cond: "chain_id = ? AND name = ?", args: []any{chainID, name}, order: "number DESC", limit: 1})
	if err == nil && len(rows) == 0 {
		err = wrap("newest plan", ErrNotFound)
	}
	if err != nil {
		return ResponsePlan{}, err
	}
	return rows[0], nil
}

// callingFinding is a finding that may call a plan: of a module and of live monitors
// by their names, to be acted on, seen in a block of the chain as it is.
const callingFinding = `chain_id = ? AND module = ? AND level = 'act' AND state IN ('open', 'attached')
	AND monitor_id IN (SELECT id FROM monitors WHERE name IN ? AND state = 'live')
	AND EXISTS (SELECT 1 FROM finding_sightings s WHERE s.finding_id = findings.id AND s.canonical)`

// CallingFindings are the findings that may call an accepted plan, oldest first:
// those written down since it was accepted whose incident is not over.
func (tx *Tx) CallingFindings(p *ResponsePlan, module common.Address, monitors []string) ([]Finding, error) {
	if p.AcceptedAt == nil || len(monitors) == 0 {
		return nil, nil
	}
	return list[Finding](tx, query{
		cond: callingFinding + ` AND created_at >= ? AND (incident_id IS NULL
			OR incident_id IN (SELECT id FROM incidents WHERE state NOT IN ('closed', 'rejected', 'retracted', 'merged')))`,
		args: []any{p.ChainID, Addr(module), monitors, *p.AcceptedAt}, order: "id",
	})
}

// StandingFindings are the findings that stand behind a response now, oldest first:
// those of its incident that may call its plan. A monitor that is no longer live
// stands for what it found while it was.
func (tx *Tx) StandingFindings(r *Response, monitors []string) ([]Finding, error) {
	return list[Finding](tx, query{
		cond: `incident_id = ? AND level = 'act' AND state IN ('open', 'attached')
			AND monitor_id IN (SELECT id FROM monitors WHERE name IN ?)
			AND EXISTS (SELECT 1 FROM finding_sightings s WHERE s.finding_id = findings.id AND s.canonical)`,
		args: []any{r.IncidentID, monitors}, order: "id",
	})
}

// MonitorRecord counts what people decided about the findings of a monitor: those of
// confirmed incidents that stand, and false alarms.
func (tx *Tx) MonitorRecord(monitorID int64) (hits, wrong int64, err error) {
	hits, err = count[Finding](tx, `monitor_id = ? AND state = 'attached' AND incident_id IN
		(SELECT id FROM incidents WHERE confirmed_at IS NOT NULL AND state NOT IN ('rejected', 'retracted', 'disputed', 'under_review'))`, monitorID)
	if err != nil {
		return 0, 0, err
	}
	wrong, err = count[Finding](tx, `monitor_id = ? AND (state = 'dismissed' OR state = 'attached' AND incident_id IN
		(SELECT id FROM incidents WHERE state IN ('rejected', 'retracted')))`, monitorID)
	return hits, wrong, err
}

// OpenResponses are the responses of a chain that are not over, oldest first.
// Withdrawn ones may be resumed.
func (tx *Tx) OpenResponses(chainID int64) ([]Response, error) {
	return list[Response](tx, query{
		cond: "chain_id = ? AND state IN ('waiting', 'queued', 'contained', 'lifting', 'withdrawn')", args: []any{chainID}, order: "id",
	})
}

// ResponseOf is the response of a step for an incident, or ErrNotFound.
func (tx *Tx) ResponseOf(incidentID int64, plan, step string) (Response, error) {
	return one[Response](tx, "incident_id = ? AND plan_name = ? AND step = ?", incidentID, plan, step)
}

// ResponsesOf lists the responses of an incident, oldest first.
func (tx *Tx) ResponsesOf(incidentID int64) ([]Response, error) {
	return list[Response](tx, query{cond: "incident_id = ?", args: []any{incidentID}, order: "id"})
}

// NewestIncidentOf is the newest incident with a response about a module that is not
// over, while the incident is not over either; or ErrNotFound.
func (tx *Tx) NewestIncidentOf(moduleID int64) (Incident, error) {
	rows, err := list[Incident](tx, query{
		cond: `state NOT IN ('closed', 'rejected', 'retracted', 'merged', 'settled') AND id IN
			(SELECT incident_id FROM responses WHERE module_id = ? AND state IN ('waiting', 'queued', 'contained', 'lifting', 'withdrawn'))`,
		args: []any{moduleID}, order: "id DESC", limit: 1,
	})
	if err == nil && len(rows) == 0 {
		err = wrap("incident of a module", ErrNotFound)
	}
	if err != nil {
		return Incident{}, err
	}
	return rows[0], nil
}

// ContainedBesides reports whether another response than r holds the module.
func (tx *Tx) ContainedBesides(r *Response) (bool, error) {
	n, err := count[Response](tx, "module_id = ? AND id <> ? AND state IN ('contained', 'lifting')", r.ModuleID, r.ID)
	return n > 0, err
}

// SightingsSince counts where live monitors by their names saw something about a
// module above a block of the chain.
func (tx *Tx) SightingsSince(chainID int64, module common.Address, monitors []string, above int64) (int64, error) {
	return count[FindingSighting](tx, `canonical AND number > ? AND finding_id IN
		(SELECT id FROM findings WHERE chain_id = ? AND module = ? AND monitor_id IN (SELECT id FROM monitors WHERE name IN ?))`,
		above, chainID, Addr(module), monitors)
}

// FirstSent is when a node took the first version of an intent; nil before.
func (tx *Tx) FirstSent(intentID int64) (*TxAttempt, error) {
	rows, err := list[TxAttempt](tx, query{cond: "intent_id = ? AND first_sent_at IS NOT NULL", args: []any{intentID}, order: "first_sent_at", limit: 1})
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	return &rows[0], nil
}

// ResponsesByState counts the responses of all chains, by each state of their table.
func (tx *Tx) ResponsesByState() (map[string]int64, error) {
	out := map[string]int64{}
	for _, state := range states.Response.States() {
		n, err := count[Response](tx, "state = ?", state)
		if err != nil {
			return nil, err
		}
		out[state] = n
	}
	return out, nil
}

// CountUnproven counts the accepted plans whose calls did not all succeed the last
// time, or never were tried.
func (tx *Tx) CountUnproven() (int64, error) {
	return count[ResponsePlan](tx, "state = 'accepted' AND (unproven <> '' OR proven_at IS NULL)")
}

// pausersOn are the calls that queued responses of accepted plans make.
func (tx *Tx) pausersOn(chainID int64) ([]ContractAt, error) {
	rows, err := list[Response](tx, query{
		cond: "chain_id = ? AND state = 'queued' AND plan_id IN (SELECT id FROM response_plans WHERE state = 'accepted')", args: []any{chainID}, order: "id",
	})
	out := make([]ContractAt, len(rows))
	for i, r := range rows {
		out[i] = ContractAt{Address: r.Target.Address, Contract: intents.Pauser, Sender: r.Sender.Address, Call: string(r.Call), Serves: r.ID}
	}
	return out, err
}
