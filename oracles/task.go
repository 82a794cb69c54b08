package oracles

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/contracts"
	"makewhole/internal/strictjson"
	"makewhole/models"
)

// Task is what a committee member has to do for an incident: the public spec,
// the configuration to sign under, where each snapshot stands, and the set when
// it can be made. A member trusts nothing in it: it computes everything again.
type Task struct {
	IncidentID   string // public id
	ChainRef     common.Hash
	Spec         models.IncidentSpec
	SpecHash     common.Hash
	Config       contracts.OracleConfig
	ConfigDigest common.Hash
	Lines        []TaskLine
	Set          *PreparedSet // nil while a snapshot or a price is missing
}

// TaskLine is the next snapshot of one line, or the accepted one.
type TaskLine struct {
	Line     models.SpecLine
	Place    Place
	Accepted common.Hash // digest a quorum stands behind, zero while it is wanted
}

// Task reads what members have to do for an incident (public id).
func (s *Service) Task(ctx context.Context, incidentID string) (Task, error) {
	var t Task
	err := s.DB.Read(ctx, func(tx *models.Tx) error {
		inc, err := models.ByPublicID[models.Incident](tx, incidentID)
		if err != nil {
			return err
		}
		t, err = s.task(tx, inc)
		return err
	})
	return t, err
}

func (s *Service) task(tx *models.Tx, inc models.Incident) (Task, error) {
	t := Task{IncidentID: inc.PublicID, ChainRef: inc.ChainRef.Hash, SpecHash: inc.SpecHash.Hash}
	if inc.Spec == "" {
		return t, fmt.Errorf("incident has no spec: %w", models.ErrState)
	}
	var err error
	if t.Spec, err = models.ParseIncidentSpec([]byte(inc.Spec)); err != nil {
		return t, err
	}
	if t.Config, err = s.configFor(tx, inc); err != nil {
		return t, err
	}
	t.ConfigDigest = t.Config.Digest()
	for _, line := range t.Spec.Lines() {
		one, err := taskLine(tx, inc, t, line)
		if err != nil {
			return t, err
		}
		t.Lines = append(t.Lines, one)
	}
	set, err := s.prepareSet(tx, inc)
	if err == nil {
		t.Set = &set
	} else if !errors.Is(err, ErrNotReady) {
		return t, err
	}
	return t, nil
}

// taskLine is the place of the next snapshot: the accepted one while it stands,
// otherwise the revision after the last one the contract knows.
func taskLine(tx *models.Tx, inc models.Incident, t Task, line models.SpecLine) (TaskLine, error) {
	out := TaskLine{Line: line, Place: Place{ConfigDigest: t.ConfigDigest, IncidentID: t.ChainRef, Revision: 1, Attempt: 1}}
	asset, err := tx.AssetFor(int64(line.Asset.ChainID), line.Asset.Address)
	if err != nil {
		return out, err
	}
	rows, err := tx.SnapshotLine(inc.ID, int64(line.SourceChainID), asset.ID)
	if err != nil {
		return out, err
	}
	last := snapshotLine(rows)
	head, standing := headOf(rows, int64(line.SourceChainID), asset.ID)
	if standing && head.Digest.Hash == last.Head {
		var w wireSnapshot
		if err := json.Unmarshal([]byte(head.Message), &w); err != nil {
			return out, fmt.Errorf("message of snapshot %s: %w", head.PublicID, err)
		}
		m, err := w.message()
		out.Accepted = last.Head
		out.Place = Place{m.ConfigDigest, m.IncidentID, m.Revision, m.Attempt, m.PrevSnapshot}
		return out, err
	}
	out.Place.Revision, out.Place.PrevSnapshot = last.Revision+1, last.Head
	for _, r := range rows {
		split := uint64(r.Revision) == out.Place.Revision && r.State != models.SnapshotCollecting
		if split && uint64(r.Attempt) >= out.Place.Attempt {
			out.Place.Attempt = uint64(r.Attempt) + 1
		}
	}
	return out, nil
}

type wireTask struct {
	IncidentID   string          `json:"incident_id"`
	ChainRef     wireHash        `json:"chain_ref"`
	Spec         json.RawMessage `json:"spec"`
	SpecHash     wireHash        `json:"spec_hash"`
	Config       wireTaskConfig  `json:"config"`
	ConfigDigest wireHash        `json:"config_digest"`
	Lines        []wireTaskLine  `json:"lines"`
	Set          *wireTaskSet    `json:"set,omitempty"`
}

type wireTaskConfig struct {
	ChainID wireUint `json:"chain_id"`
	wireConfig
}

type wireTaskLine struct {
	SourceChainID wireUint    `json:"source_chain_id"`
	AssetChainID  wireUint    `json:"asset_chain_id"`
	Asset         wireAddress `json:"asset"`
	ConfigDigest  wireHash    `json:"config_digest"`
	Revision      wireUint    `json:"revision"`
	Attempt       wireUint    `json:"attempt"`
	PrevSnapshot  wireHash    `json:"prev_snapshot"`
	Accepted      *wireHash   `json:"accepted,omitempty"`
}

type wireTaskSet struct {
	Message   wireSet     `json:"message"`
	Snapshots []wireHash  `json:"snapshots"`
	Prices    []wirePrice `json:"prices"`
}

// MarshalJSON writes the task as it is served in public.
func (t Task) MarshalJSON() ([]byte, error) {
	w := wireTask{
		IncidentID: t.IncidentID, ChainRef: wireHash(t.ChainRef), SpecHash: wireHash(t.SpecHash), ConfigDigest: wireHash(t.ConfigDigest),
		Config: wireTaskConfig{wireUint(t.Config.ChainID), wireOfConfig(t.Config)},
	}
	var err error
	if w.Spec, err = t.Spec.Canonical(); err != nil {
		return nil, err
	}
	for _, l := range t.Lines {
		line := wireTaskLine{
			wireUint(l.Line.SourceChainID), wireUint(l.Line.Asset.ChainID), wireAddress(l.Line.Asset.Address),
			wireHash(l.Place.ConfigDigest), wireUint(l.Place.Revision), wireUint(l.Place.Attempt), wireHash(l.Place.PrevSnapshot), nil,
		}
		if l.Accepted != (common.Hash{}) {
			h := wireHash(l.Accepted)
			line.Accepted = &h
		}
		w.Lines = append(w.Lines, line)
	}
	if t.Set != nil {
		w.Set = &wireTaskSet{Message: wireOfSet(t.Set.Message), Prices: wirePrices(t.Set.Prices)}
		for _, h := range t.Set.Snapshots {
			w.Set.Snapshots = append(w.Set.Snapshots, wireHash(h))
		}
	}
	return json.Marshal(w)
}

func wireOfConfig(c contracts.OracleConfig) wireConfig {
	w := wireConfig{
		Oracle: wireAddress(c.Oracle), Count: wireUint(c.Count), F: wireUint(c.F), Threshold: wireUint(c.Threshold),
		ChallengeWindow: wireUint(c.ChallengeWindow), MaxAge: wireUint(c.MaxAge), MaxClockSkew: wireUint(c.MaxClockSkew),
		MaxDeviationBps: wireUint(c.MaxDeviationBps),
	}
	for _, a := range c.Signers {
		w.Signers = append(w.Signers, wireAddress(a))
	}
	return w
}

func (w wireConfig) config(chainID uint64) contracts.OracleConfig {
	c := contracts.OracleConfig{
		ChainID: chainID, Oracle: common.Address(w.Oracle), Count: uint64(w.Count),
		F: uint8(w.F), Threshold: uint8(w.Threshold),
		ChallengeWindow: uint64(w.ChallengeWindow), MaxAge: uint64(w.MaxAge), MaxClockSkew: uint64(w.MaxClockSkew),
		MaxDeviationBps: uint16(w.MaxDeviationBps),
	}
	for _, a := range w.Signers {
		c.Signers = append(c.Signers, common.Address(a))
	}
	return c
}

// ErrTask means that a task from a server contradicts itself.
var ErrTask = errors.New("task of the server is not consistent")

// ParseTask reads a task and checks every hash in it against what it names.
func ParseTask(data []byte) (Task, error) {
	var w wireTask
	if err := strictjson.Decode(data, &w, strictjson.Options{MaxBytes: 8 << 20, MaxString: 4096}); err != nil {
		return Task{}, fmt.Errorf("%w: %w", ErrTask, err)
	}
	t := Task{
		IncidentID: w.IncidentID, ChainRef: common.Hash(w.ChainRef), SpecHash: common.Hash(w.SpecHash),
		Config: w.Config.config(uint64(w.Config.ChainID)), ConfigDigest: common.Hash(w.ConfigDigest),
	}
	var err error
	if t.Spec, err = models.ParseIncidentSpec(w.Spec); err != nil {
		return t, fmt.Errorf("%w: %w", ErrTask, err)
	}
	for _, l := range w.Lines {
		line := TaskLine{
			Line:  models.SpecLine{SourceChainID: uint64(l.SourceChainID), Asset: models.SpecAsset{ChainID: uint64(l.AssetChainID), Address: common.Address(l.Asset)}},
			Place: Place{common.Hash(l.ConfigDigest), t.ChainRef, uint64(l.Revision), uint64(l.Attempt), common.Hash(l.PrevSnapshot)},
		}
		if l.Accepted != nil {
			line.Accepted = common.Hash(*l.Accepted)
		}
		t.Lines = append(t.Lines, line)
	}
	if w.Set != nil {
		t.Set = w.Set.prepared(t.Config.Domain())
	}
	return t, t.check()
}

func (w wireTaskSet) prepared(domain contracts.Domain) *PreparedSet {
	p := PreparedSet{Message: w.Message.message(), Domain: domain}
	for _, h := range w.Snapshots {
		p.Snapshots = append(p.Snapshots, common.Hash(h))
	}
	for _, pr := range w.Prices {
		p.Prices = append(p.Prices, Price{uint64(pr.ChainID), common.Address(pr.Address), pr.Num.Amount, pr.Den.Amount})
	}
	p.Digest = p.Message.Digest(domain)
	return &p
}
