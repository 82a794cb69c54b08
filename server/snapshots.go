package server

import (
	"encoding/json"
	"time"

	"makewhole/models"
)

// Snapshot is one candidate or accepted loss snapshot.
type Snapshot struct {
	ID            string          `json:"id"`
	IncidentID    string          `json:"incident_id"`
	Digest        string          `json:"digest" doc:"EIP-712 digest; members sign it."`
	ConfigDigest  string          `json:"config_digest"`
	SourceChainID int64           `json:"source_chain_id" doc:"0 = off-chain source."`
	Revision      int64           `json:"revision"`
	Attempt       int64           `json:"attempt"`
	PrevSnapshot  string          `json:"prev_snapshot,omitempty"`
	Message       json.RawMessage `json:"message" doc:"The EIP-712 message."`
	TotalLoss     Money           `json:"total_loss"`
	Unattributed  Money           `json:"unattributed"`
	LeafCount     int64           `json:"leaf_count"`
	LossRoot      string          `json:"loss_root"`
	Manifest      string          `json:"evidence_manifest,omitempty" doc:"Text that evidence_hash of the message is the Keccak-256 of; with positions only."`
	State         string          `json:"state" closed:"snapshot"`
	Reason        string          `json:"reason,omitempty"`
	RegisteredAt  *time.Time      `json:"registered_at,omitempty"`
	FinalAt       *time.Time      `json:"final_at,omitempty"`
	CreatedAt     time.Time       `json:"created_at"`
}

// Leaf is one account's verified loss, in base units of the snapshot's asset.
type Leaf struct {
	Index       int64  `json:"index"`
	Account     string `json:"account"`
	Loss        string `json:"loss"`
	ValueBefore string `json:"value_before" doc:"Position when the loss began; equal to the loss where the method measures none."`

	ValueAverage string `json:"value_average,omitempty" doc:"Position weighted by time over the waiting period, rounded down; absent where the method measures none."`
	Insured      string `json:"insured,omitempty" doc:"Of the loss: at most what was held when it began and on average, module by module. Absent: the whole loss."`
}

func leafOf(l models.SnapshotLeaf) (Leaf, error) {
	out := Leaf{Index: l.Idx, Account: l.Account.Hex(), Loss: l.Loss.String(), ValueBefore: l.ValueBefore.String()}
	if l.ValueAverage != nil && l.Insured != nil {
		out.ValueAverage, out.Insured = l.ValueAverage.String(), l.Insured.String()
	}
	return out, nil
}

// Report is one member's signature.
type Report struct {
	ID         string    `json:"id"`
	Kind       string    `json:"kind" enum:"loss_snapshot,snapshot_set,payout_order"`
	Digest     string    `json:"digest"`
	Signer     string    `json:"signer"`
	Signature  string    `json:"signature"`
	Source     string    `json:"source"`
	ReceivedAt time.Time `json:"received_at"`
}

// SnapshotSet joins all snapshots of an incident with its prices.
type SnapshotSet struct {
	ID           string          `json:"id"`
	IncidentID   string          `json:"incident_id"`
	Digest       string          `json:"digest"`
	ConfigDigest string          `json:"config_digest"`
	Revision     int64           `json:"revision"`
	Message      json.RawMessage `json:"message"`
	Members      json.RawMessage `json:"members" doc:"Digests of the snapshots, ascending."`
	Prices       json.RawMessage `json:"prices" doc:"The list that pricesHash covers."`
	State        string          `json:"state" closed:"snapshot_set"`
	RegisteredAt *time.Time      `json:"registered_at,omitempty"`
	CreatedAt    time.Time       `json:"created_at"`
}

func (v *viewer) snapshot(r models.Snapshot) (out Snapshot, err error) {
	out = Snapshot{
		ID: r.PublicID, Digest: hexOf(r.Digest), ConfigDigest: hexOf(r.ConfigDigest), SourceChainID: r.SourceChainID, Revision: r.Revision,
		Attempt: r.Attempt, PrevSnapshot: hexOrNone(r.PrevSnapshot), Message: json.RawMessage(r.Message), LeafCount: r.LeafCount,
		LossRoot: hexOf(r.LossRoot), State: r.State, Reason: r.Reason, RegisteredAt: utcPtr(r.RegisteredAt), FinalAt: utcPtr(r.FinalAt),
		CreatedAt: r.CreatedAt.UTC(),
	}
	if r.EvidenceManifest != nil {
		out.Manifest = *r.EvidenceManifest
	}
	if out.IncidentID, err = v.incidentID(r.IncidentID); err != nil {
		return out, err
	}
	return out, v.monies(r.AssetID, map[*Money]models.Amount{&out.TotalLoss: r.TotalLoss, &out.Unattributed: r.Unattributed})
}

func (s *Server) incidentSnapshots(tx *models.Tx, _ caller, in *IDIn) (List[Snapshot], error) {
	inc, err := models.ByPublicID[models.Incident](tx, in.ID)
	if err != nil {
		return List[Snapshot]{}, err
	}
	rows, err := tx.IncidentSnapshots(inc.ID)
	if err != nil {
		return List[Snapshot]{}, err
	}
	return all(rows, view(tx).snapshot)
}

func (s *Server) getSnapshot(tx *models.Tx, _ caller, in *IDIn) (Snapshot, error) {
	row, err := models.ByPublicID[models.Snapshot](tx, in.ID)
	if err != nil {
		return Snapshot{}, err
	}
	return view(tx).snapshot(row)
}

func (s *Server) snapshotHistory(tx *models.Tx, _ caller, in *IDIn) (History, error) {
	row, err := models.ByPublicID[models.Snapshot](tx, in.ID)
	if err != nil {
		return History{}, err
	}
	return history(tx, "snapshot", row.ID)
}

type pageOfIn struct {
	IDIn
	PageIn
}

func (s *Server) listLeaves(tx *models.Tx, _ caller, in *pageOfIn) (Page[Leaf], error) {
	snap, err := models.ByPublicID[models.Snapshot](tx, in.ID)
	if err != nil {
		return Page[Leaf]{}, err
	}
	fetch := func(p models.Page) ([]models.SnapshotLeaf, error) { return tx.LeafPage(snap.ID, p) }
	return listPage(in.PageIn, "leaves:"+in.ID, fetch, func(l models.SnapshotLeaf) int64 { return l.Idx + 1 }, leafOf)
}

// LossBand is how many accounts lost from one amount through another.
type LossBand struct {
	From     Money `json:"from"`
	Through  Money `json:"through"`
	Accounts int64 `json:"accounts"`
}

// listBands shows the losses of a snapshot by their order of magnitude.
func (s *Server) listBands(tx *models.Tx, _ caller, in *IDIn) (out List[LossBand], err error) {
	snap, err := models.ByPublicID[models.Snapshot](tx, in.ID)
	if err != nil {
		return out, err
	}
	token, err := view(tx).token(snap.AssetID)
	if err != nil {
		return out, err
	}
	bands, err := tx.LossBands(snap.ID)
	out.Items = []LossBand{}
	for _, b := range bands {
		out.Items = append(out.Items, LossBand{From: moneyOf(b.From, token), Through: moneyOf(b.Through, token), Accounts: b.Accounts})
	}
	return out, err
}

func viewReport(r models.OracleReport) (Report, error) {
	return Report{
		ID: r.PublicID, Kind: r.Kind, Digest: hexOf(r.Digest), Signer: r.Signer.Hex(), Signature: r.Signature, Source: r.Source,
		ReceivedAt: r.ReceivedAt.UTC(),
	}, nil
}

// reports lists the signatures over one subject.
func reportsOf(tx *models.Tx, in *pageOfIn, kind string, id int64) (Page[Report], error) {
	fetch := func(p models.Page) ([]models.OracleReport, error) { return tx.ReportPage(kind, id, p) }
	return listPage(in.PageIn, kind+":"+in.ID, fetch, func(r models.OracleReport) int64 { return r.ID }, viewReport)
}

func (s *Server) snapshotReports(tx *models.Tx, _ caller, in *pageOfIn) (Page[Report], error) {
	row, err := models.ByPublicID[models.Snapshot](tx, in.ID)
	if err != nil {
		return Page[Report]{}, err
	}
	return reportsOf(tx, in, "loss_snapshot", row.ID)
}

func (v *viewer) set(r models.SnapshotSet) (SnapshotSet, error) {
	incident, err := v.incidentID(r.IncidentID)
	return SnapshotSet{
		ID: r.PublicID, IncidentID: incident, Digest: hexOf(r.Digest), ConfigDigest: hexOf(r.ConfigDigest), Revision: r.Revision,
		Message: json.RawMessage(r.Message), Members: json.RawMessage(r.Members), Prices: json.RawMessage(r.Prices), State: r.State,
		RegisteredAt: utcPtr(r.RegisteredAt), CreatedAt: r.CreatedAt.UTC(),
	}, err
}

func (s *Server) incidentSets(tx *models.Tx, _ caller, in *IDIn) (List[SnapshotSet], error) {
	inc, err := models.ByPublicID[models.Incident](tx, in.ID)
	if err != nil {
		return List[SnapshotSet]{}, err
	}
	rows, err := tx.IncidentSets(inc.ID)
	if err != nil {
		return List[SnapshotSet]{}, err
	}
	return all(rows, view(tx).set)
}

func (s *Server) getSet(tx *models.Tx, _ caller, in *IDIn) (SnapshotSet, error) {
	row, err := models.ByPublicID[models.SnapshotSet](tx, in.ID)
	if err != nil {
		return SnapshotSet{}, err
	}
	return view(tx).set(row)
}

func (s *Server) setHistory(tx *models.Tx, _ caller, in *IDIn) (History, error) {
	row, err := models.ByPublicID[models.SnapshotSet](tx, in.ID)
	if err != nil {
		return History{}, err
	}
	return history(tx, "snapshot_set", row.ID)
}

func (s *Server) setReports(tx *models.Tx, _ caller, in *pageOfIn) (Page[Report], error) {
	row, err := models.ByPublicID[models.SnapshotSet](tx, in.ID)
	if err != nil {
		return Page[Report]{}, err
	}
	return reportsOf(tx, in, "snapshot_set", row.ID)
}

// OracleConfig is a committee.
type OracleConfig struct {
	Digest          string          `json:"digest"`
	ChainID         int64           `json:"chain_id"`
	Oracle          string          `json:"oracle"`
	Count           int64           `json:"count" doc:"Number of this configuration."`
	Signers         json.RawMessage `json:"signers"`
	F               int64           `json:"f"`
	Threshold       int64           `json:"threshold"`
	ChallengeWindow int64           `json:"challenge_window_s"`
	MaxAge          int64           `json:"max_age_s"`
	MaxClockSkew    int64           `json:"max_clock_skew_s"`
	MaxDeviationBps int64           `json:"max_deviation_bps"`
	State           string          `json:"state" enum:"active,retired,compromised"`
	RetiredAt       *time.Time      `json:"retired_at,omitempty"`
}

func viewConfig(c models.OracleConfig) (OracleConfig, error) {
	return OracleConfig{
		Digest: hexOf(c.Digest), ChainID: c.ChainID, Oracle: c.Oracle.Hex(), Count: c.Count, Signers: json.RawMessage(c.Signers), F: c.F,
		Threshold: c.Threshold, ChallengeWindow: c.ChallengeWindow, MaxAge: c.MaxAge, MaxClockSkew: c.MaxClockSkew,
		MaxDeviationBps: c.MaxDeviationBps, State: c.State, RetiredAt: utcPtr(c.RetiredAt),
	}, nil
}

func (s *Server) listConfigs(tx *models.Tx, _ caller, _ *struct{}) (List[OracleConfig], error) {
	rows, err := tx.OracleConfigs()
	if err != nil {
		return List[OracleConfig]{}, err
	}
	return all(rows, viewConfig)
}

type digestIn struct {
	Digest Hash `path:"digest"`
}

func (s *Server) getConfig(tx *models.Tx, _ caller, in *digestIn) (OracleConfig, error) {
	row, err := tx.OracleConfigFor(in.Digest.Hash)
	if err != nil {
		return OracleConfig{}, err
	}
	return viewConfig(row)
}
