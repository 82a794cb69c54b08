package server

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	watching "makewhole/incidents/watch"
	"makewhole/models"
)

// Monitor is one version of a monitor of the incident desk.
type Monitor struct {
	ID        string    `json:"id"`
	Version   int64     `json:"version"`
	State     string    `json:"state" closed:"monitor"`
	ChainID   int64     `json:"chain_id"`
	Module    string    `json:"module"`
	Name      string    `json:"name" doc:"The id in its file."`
	Number    int64     `json:"number" doc:"The version in its file."`
	FileHash  string    `json:"file_hash" doc:"SHA-256 of the file, in which the state is draft."`
	WrittenBy string    `json:"written_by,omitempty" doc:"Absent for one that came with the configuration."`
	AskedBy   string    `json:"asked_by,omitempty" doc:"Who wants it live."`
	ArmedBy   string    `json:"armed_by,omitempty" doc:"The second person."`
	CreatedAt time.Time `json:"created_at"`
}

func viewMonitor(tx *models.Tx, r models.Monitor) (Monitor, error) { return view(tx).monitor(r) }

func (v *viewer) monitor(r models.Monitor) (out Monitor, err error) {
	out = Monitor{
		ID: r.PublicID, Version: r.Version, State: r.State, ChainID: r.ChainID, Module: r.Module, Name: r.Name, Number: r.Number,
		FileHash: r.ContentHash.Hex(), CreatedAt: r.CreatedAt.UTC(),
	}
	for to, id := range map[*string]*int64{&out.WrittenBy: r.WrittenBy, &out.AskedBy: r.AskedBy, &out.ArmedBy: r.ArmedBy} {
		if *to, err = v.staffID(id); err != nil {
			return out, err
		}
	}
	return out, nil
}

// Finding is what a monitor found about one module and transaction or key.
type Finding struct {
	ID          string    `json:"id"`
	Version     int64     `json:"version"`
	State       string    `json:"state" closed:"finding"`
	Finality    string    `json:"finality" enum:"seen,safe,final" doc:"How far the chain stands behind the first block in which it was seen."`
	ChainID     int64     `json:"chain_id"`
	MonitorID   string    `json:"monitor_id"`
	Monitor     string    `json:"monitor"`
	Severity    string    `json:"severity" enum:"P1,P2,P3,P4"`
	Class       string    `json:"class"`
	Damage      string    `json:"damage" enum:"yes,no,unknown,not stated"`
	Level       string    `json:"level" enum:"count,alert,act" doc:"What it may lead to at most."`
	Module      string    `json:"module"`
	TxHash      string    `json:"tx_hash,omitempty"`
	Key         string    `json:"key,omitempty" doc:"What it is about, for a monitor that asks by a key."`
	BlockNumber int64     `json:"block_number"`
	BlockHash   string    `json:"block_hash"`
	LastBlock   int64     `json:"last_block"`
	Sightings   int64     `json:"sightings"`
	IncidentID  string    `json:"incident_id,omitempty"`
	Reason      string    `json:"reason,omitempty" doc:"Of the verdict that it is a false alarm."`
	DismissedBy string    `json:"dismissed_by,omitempty"`
	BlockTime   time.Time `json:"block_time"`
	SeenAt      time.Time `json:"seen_at"`
	ObservedAt  time.Time `json:"observed_at"`
	DecidedAt   time.Time `json:"decided_at"`
	RecordedAt  time.Time `json:"recorded_at"`
}

func viewFinding(tx *models.Tx, r models.Finding) (Finding, error) { return view(tx).finding(r) }

func (v *viewer) finding(r models.Finding) (out Finding, err error) {
	out = Finding{
		ID: r.PublicID, Version: r.Version, State: r.State, ChainID: r.ChainID, Severity: r.Severity, Class: r.Class, Damage: r.Damage, Level: r.Level,
		Module: r.Module.Hex(), Key: r.Cluster, BlockNumber: r.Number, BlockHash: r.Hash.Hex(), LastBlock: r.LastNumber, Sightings: r.Sightings,
		Reason: r.Verdict, BlockTime: r.BlockTime.UTC(), SeenAt: r.SeenAt.UTC(), ObservedAt: r.ObservedAt.UTC(), DecidedAt: r.DecidedAt.UTC(), RecordedAt: r.CreatedAt.UTC(),
	}
	if r.TxHash != nil {
		out.TxHash = r.TxHash.Hex()
	}
	m, err := row[models.Monitor](v, r.MonitorID)
	if err != nil {
		return out, err
	}
	out.MonitorID, out.Monitor = m.PublicID, m.Name
	if r.IncidentID != nil {
		if out.IncidentID, err = v.incidentID(*r.IncidentID); err != nil {
			return out, err
		}
	}
	if out.Finality, err = v.finality(r.ChainID, r.Number); err != nil {
		return out, err
	}
	out.DismissedBy, err = v.staffID(r.VerdictBy)
	return out, err
}

// finality is how far a watched chain stands behind a block.
func (v *viewer) finality(chainID, number int64) (string, error) {
	at, err := v.tx.WatchedChainOf(chainID)
	switch {
	case errors.Is(err, models.ErrNotFound):
		return "seen", nil
	case err != nil:
		return "", err
	case number <= at.Final:
		return "final", nil
	case number <= at.Safe:
		return "safe", nil
	}
	return "seen", nil
}

// FindingDetail is a finding with its evidence and its steps.
type FindingDetail struct {
	Finding
	Values   map[string]string `json:"values" doc:"What was known of the names of the condition when it was seen last."`
	Evidence string            `json:"evidence" doc:"SHA-256 of the newest sighting, which holds that of the one before."`
	History  History           `json:"history"`
}

type findingsIn struct {
	PageIn
	State     string `query:"state" enum:"open,retracted,dismissed,attached" required:"false"`
	Severity  string `query:"severity" enum:"P1,P2,P3,P4" required:"false"`
	Level     string `query:"level" enum:"count,alert,act" required:"false"`
	MonitorID string `query:"monitor" maxLength:"64" required:"false"`
}

func (s *Server) listFindings(tx *models.Tx, _ caller, in *findingsIn) (Page[Finding], error) {
	f := models.FindingFilter{State: in.State, Severity: in.Severity, Level: in.Level}
	if in.MonitorID != "" {
		m, err := models.ByPublicID[models.Monitor](tx, in.MonitorID)
		if err != nil {
			return Page[Finding]{}, err
		}
		f.MonitorID = m.ID
	}
	fetch := func(p models.Page) ([]models.Finding, error) { return tx.Findings(f, p) }
	name := "findings:" + in.State + ":" + in.Severity + ":" + in.Level + ":" + in.MonitorID
	return listPage(in.PageIn, name, fetch, func(r models.Finding) int64 { return r.ID }, view(tx).finding)
}

func (s *Server) getFinding(tx *models.Tx, _ caller, in *IDIn) (out FindingDetail, err error) {
	r, err := models.ByPublicID[models.Finding](tx, in.ID)
	if err != nil {
		return out, err
	}
	if out.Finding, err = viewFinding(tx, r); err != nil {
		return out, err
	}
	last, err := tx.LastSighting(r.ID)
	if err != nil {
		return out, err
	}
	out.Evidence = last.Evidence.Hex()
	if err := json.Unmarshal([]byte(last.Shown), &out.Values); err != nil {
		return out, err
	}
	out.History, err = history(tx, "finding", r.ID)
	return out, err
}

func (s *Server) findings() *watching.Service {
	return &watching.Service{DB: s.cfg.DB, Chain: uint64(s.cfg.ChainID)}
}

func (s *Server) dismissFinding(ctx context.Context, c caller, in *reasonIn) (models.Finding, error) {
	return s.findings().Dismiss(ctx, c.actor, in.ID, in.Body.Version, in.Body.Reason)
}

func (s *Server) reopenFinding(ctx context.Context, c caller, in *reasonIn) (models.Finding, error) {
	return s.findings().Reopen(ctx, c.actor, in.ID, in.Body.Version, in.Body.Reason)
}

type attachIn struct {
	IDIn
	Body struct {
		Version    int64  `json:"version" minimum:"0"`
		IncidentID string `json:"incident_id" minLength:"1" maxLength:"64"`
		Reason     string `json:"reason" minLength:"1" maxLength:"2000"`
	}
}

func (s *Server) attachFinding(ctx context.Context, c caller, in *attachIn) (models.Finding, error) {
	return s.findings().Attach(ctx, c.actor, in.ID, in.Body.Version, in.Body.IncidentID, in.Body.Reason)
}

type promoteIn struct {
	IDIn
	Body struct {
		Version       int64  `json:"version" minimum:"0"`
		Title         string `json:"title" minLength:"1" maxLength:"200"`
		Reason        string `json:"reason" minLength:"1" maxLength:"2000"`
		DeployedBlock *Count `json:"deployed_block,omitempty" required:"false" doc:"First block of the module: with it the incident has a specification."`
	}
}

func (s *Server) promoteFinding(ctx context.Context, c caller, in *promoteIn) (models.Finding, error) {
	b := in.Body
	return s.findings().Promote(ctx, c.actor, in.ID, b.Version, watching.Promotion{Title: b.Title, Reason: b.Reason, DeployedBlock: (*uint64)(b.DeployedBlock)})
}

type monitorsIn struct {
	PageIn
	State string `query:"state" enum:"draft,shadow,live,retired" required:"false"`
}

func (s *Server) listMonitors(tx *models.Tx, _ caller, in *monitorsIn) (Page[Monitor], error) {
	fetch := func(p models.Page) ([]models.Monitor, error) { return tx.Monitors(0, in.State, p) }
	return listPage(in.PageIn, "monitors:"+in.State, fetch, func(r models.Monitor) int64 { return r.ID }, view(tx).monitor)
}

func (s *Server) getMonitor(tx *models.Tx, _ caller, in *IDIn) (Monitor, error) {
	r, err := models.ByPublicID[models.Monitor](tx, in.ID)
	if err != nil {
		return Monitor{}, err
	}
	return viewMonitor(tx, r)
}

type monitorIn struct {
	Body struct {
		File   string `json:"file" minLength:"1" maxLength:"262144" doc:"The text of a monitor file (makewhole.monitor/1). Whatever state it names, the monitor begins as a draft."`
		Reason string `json:"reason" minLength:"1" maxLength:"2000"`
	}
}

func (s *Server) writeMonitor(ctx context.Context, c caller, in *monitorIn) (models.Monitor, error) {
	return s.findings().Write(ctx, c.actor, []byte(in.Body.File), in.Body.Reason)
}

func (s *Server) monitorFile(ctx context.Context, _ caller, in *IDIn) (File, error) {
	name, data, err := s.findings().Content(ctx, in.ID)
	return File{MediaType: "application/json", Name: name, Data: data}, err
}

type monitorStepIn struct {
	IDIn
	Body struct {
		Version int64  `json:"version" minimum:"0"`
		Event   string `json:"event" enum:"watch,disarm,retire" doc:"To make it live takes two persons."`
		Reason  string `json:"reason" minLength:"1" maxLength:"2000"`
	}
}

func (s *Server) setMonitor(ctx context.Context, c caller, in *monitorStepIn) (models.Monitor, error) {
	return s.findings().SetMonitor(ctx, c.actor, in.ID, in.Body.Version, in.Body.Event, in.Body.Reason)
}

func (s *Server) askLive(ctx context.Context, c caller, in *reasonIn) (models.Monitor, error) {
	return s.findings().AskLive(ctx, c.actor, in.ID, in.Body.Version, in.Body.Reason)
}

func (s *Server) armMonitor(ctx context.Context, c caller, in *reasonIn) (models.Monitor, error) {
	return s.findings().Arm(ctx, c.actor, in.ID, in.Body.Version, in.Body.Reason)
}

// WatchedChain is how far a chain is watched, and what is not seen of it.
type WatchedChain struct {
	ChainID       int64               `json:"chain_id"`
	Since         int64               `json:"since" doc:"First block that was watched."`
	Number        int64               `json:"number" doc:"Newest block that was taken in."`
	Hash          string              `json:"hash"`
	Head          int64               `json:"head" doc:"Height that the nodes showed last."`
	Safe          int64               `json:"safe"`
	Final         int64               `json:"final"`
	WatchedAt     time.Time           `json:"watched_at" doc:"When the newest block was taken in."`
	BlindFeeds    map[string]string   `json:"blind_feeds" doc:"What the newest block did not show, and why."`
	BlindMonitors map[string][]string `json:"blind_monitors" doc:"Monitors that could not judge the newest block, by name/version, and why. Their silence proves nothing."`
	OpenGaps      int                 `json:"open_gaps" doc:"Blocks that no monitor has seen whole yet."`
}

// WatchView lists the watched chains.
type WatchView struct {
	Chains []WatchedChain `json:"chains"`
}

func (s *Server) getWatch(tx *models.Tx, _ caller, _ *struct{}) (out WatchView, err error) {
	out.Chains = []WatchedChain{}
	rows, err := tx.WatchedChains()
	if err != nil {
		return out, err
	}
	for _, r := range rows {
		var status watching.Status
		if err := json.Unmarshal([]byte(r.Status), &status); err != nil {
			return out, err
		}
		gaps, err := tx.OpenGaps(r.ChainID)
		if err != nil {
			return out, err
		}
		out.Chains = append(out.Chains, WatchedChain{
			ChainID: r.ChainID, Since: r.Since, Number: r.Number, Hash: r.Hash.Hex(), Head: r.Head, Safe: r.Safe, Final: r.Final, WatchedAt: r.WatchedAt.UTC(),
			BlindFeeds: status.Feeds, BlindMonitors: status.Monitors, OpenGaps: len(gaps),
		})
	}
	return out, nil
}
