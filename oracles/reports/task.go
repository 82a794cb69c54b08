package reports

import (
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

// Place is where a snapshot stands among the others of its line; the committee
// agrees on it before it measures.
type Place struct {
	ConfigDigest common.Hash
	IncidentID   common.Hash
	Revision     uint64
	Attempt      uint64
	PrevSnapshot common.Hash
	ValidUntil   uint64 // Unix seconds: the last one in which the snapshot counts
}

// PreparedSet is everything a member needs to check and sign a snapshot set.
type PreparedSet struct {
	Message   contracts.SnapshotSet
	Domain    contracts.Domain
	Snapshots []common.Hash // ascending
	Prices    []Price       // ascending
	Digest    common.Hash
}

type wireTask struct {
	IncidentID   string          `json:"incident_id"`
	ChainRef     WireHash        `json:"chain_ref"`
	Spec         json.RawMessage `json:"spec"`
	SpecHash     WireHash        `json:"spec_hash"`
	Config       wireTaskConfig  `json:"config"`
	ConfigDigest WireHash        `json:"config_digest"`
	Lines        []wireTaskLine  `json:"lines"`
	Set          *wireTaskSet    `json:"set,omitempty"`
}

type wireTaskConfig struct {
	ChainID WireUint `json:"chain_id"`
	WireConfig
}

type wireTaskLine struct {
	SourceChainID WireUint    `json:"source_chain_id"`
	AssetChainID  WireUint    `json:"asset_chain_id"`
	Asset         WireAddress `json:"asset"`
	ConfigDigest  WireHash    `json:"config_digest"`
	Revision      WireUint    `json:"revision"`
	Attempt       WireUint    `json:"attempt"`
	PrevSnapshot  WireHash    `json:"prev_snapshot"`
	ValidUntil    WireUint    `json:"valid_until"`
	Accepted      *WireHash   `json:"accepted,omitempty"`
}

type wireTaskSet struct {
	Message   WireSet     `json:"message"`
	Snapshots []WireHash  `json:"snapshots"`
	Prices    []wirePrice `json:"prices"`
}

// MarshalJSON writes the task as it is served in public.
func (t Task) MarshalJSON() ([]byte, error) {
	w := wireTask{
		IncidentID: t.IncidentID, ChainRef: WireHash(t.ChainRef), SpecHash: WireHash(t.SpecHash), ConfigDigest: WireHash(t.ConfigDigest),
		Config: wireTaskConfig{WireUint(t.Config.ChainID), wireOfConfig(t.Config)},
	}
	var err error
	if w.Spec, err = t.Spec.Canonical(); err != nil {
		return nil, err
	}
	for _, l := range t.Lines {
		line := wireTaskLine{
			WireUint(l.Line.SourceChainID), WireUint(l.Line.Asset.ChainID), WireAddress(l.Line.Asset.Address),
			WireHash(l.Place.ConfigDigest), WireUint(l.Place.Revision), WireUint(l.Place.Attempt), WireHash(l.Place.PrevSnapshot), WireUint(l.Place.ValidUntil), nil,
		}
		if l.Accepted != (common.Hash{}) {
			h := WireHash(l.Accepted)
			line.Accepted = &h
		}
		w.Lines = append(w.Lines, line)
	}
	if t.Set != nil {
		w.Set = &wireTaskSet{Message: wireOfSet(t.Set.Message), Prices: wirePrices(t.Set.Prices)}
		for _, h := range t.Set.Snapshots {
			w.Set.Snapshots = append(w.Set.Snapshots, WireHash(h))
		}
	}
	return json.Marshal(w)
}

type WireConfig struct {
	Oracle          WireAddress   `json:"oracle"`
	Count           WireUint      `json:"count"`
	Signers         []WireAddress `json:"signers"`
	F               WireUint      `json:"f"`
	Threshold       WireUint      `json:"threshold"`
	ChallengeWindow WireUint      `json:"challenge_window"`
	MaxAge          WireUint      `json:"max_age"`
	MaxClockSkew    WireUint      `json:"max_clock_skew"`
	MaxDeviationBps WireUint      `json:"max_deviation_bps"`
}

func wireOfConfig(c contracts.OracleConfig) WireConfig {
	w := WireConfig{
		Oracle: WireAddress(c.Oracle), Count: WireUint(c.Count), F: WireUint(c.F), Threshold: WireUint(c.Threshold),
		ChallengeWindow: WireUint(c.ChallengeWindow), MaxAge: WireUint(c.MaxAge), MaxClockSkew: WireUint(c.MaxClockSkew),
		MaxDeviationBps: WireUint(c.MaxDeviationBps),
	}
	for _, a := range c.Signers {
		w.Signers = append(w.Signers, WireAddress(a))
	}
	return w
}

func (w WireConfig) config(chainID uint64) contracts.OracleConfig {
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
			Place: Place{common.Hash(l.ConfigDigest), t.ChainRef, uint64(l.Revision), uint64(l.Attempt), common.Hash(l.PrevSnapshot), uint64(l.ValidUntil)},
		}
		if l.Accepted != nil {
			line.Accepted = common.Hash(*l.Accepted)
		}
		t.Lines = append(t.Lines, line)
	}
	if w.Set != nil {
		t.Set = w.Set.prepared(t.Config.Domain())
	}
	return t, t.Check()
}

func (w wireTaskSet) prepared(domain contracts.Domain) *PreparedSet {
	p := PreparedSet{Message: w.Message.Message(), Domain: domain}
	for _, h := range w.Snapshots {
		p.Snapshots = append(p.Snapshots, common.Hash(h))
	}
	for _, pr := range w.Prices {
		p.Prices = append(p.Prices, Price{uint64(pr.ChainID), common.Address(pr.Address), pr.Num.Amount, pr.Den.Amount})
	}
	p.Digest = p.Message.Digest(domain)
	return &p
}
