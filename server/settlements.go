package server

import (
	"slices"
	"time"

	"makewhole/models"
	"makewhole/settlements"
)

// Settlement is one computed distribution: available = paid + held + dust +
// unattributed.
type Settlement struct {
	ID                string     `json:"id"`
	Version           int64      `json:"version"`
	ChainRef          string     `json:"chain_ref" doc:"settlementId on chain."`
	IncidentID        string     `json:"incident_id"`
	PoolID            string     `json:"pool_id"`
	Sequence          int64      `json:"sequence"`
	Kind              string     `json:"kind" enum:"cover,recovery"`
	State             string     `json:"state" closed:"settlement"`
	SnapshotSetDigest string     `json:"snapshot_set_digest"`
	Available         Money      `json:"available"`
	Paid              Money      `json:"paid" doc:"Sum of the lines with a leaf."`
	Held              Money      `json:"held" doc:"Reserved for claims that are not decided or not filed yet."`
	Dust              Money      `json:"dust"`
	Unattributed      Money      `json:"unattributed"`
	CumulativeTotal   Money      `json:"cumulative_total"`
	InputHash         string     `json:"input_hash" doc:"keccak256 of the entitlement file."`
	PayoutRoot        string     `json:"payout_root,omitempty"`
	LeafCount         int64      `json:"leaf_count"`
	Follows           string     `json:"follows,omitempty" doc:"The state of the distributor that the order names: half of the digest of the order before it, and how many of the incident were cancelled or revoked."`
	ValidUntil        *time.Time `json:"valid_until,omitempty" doc:"The last second in which the order can be signed and published."`
	OrderDigest       string     `json:"order_digest,omitempty"`
	ContentHash       string     `json:"content_hash" doc:"What two persons approve."`
	BarDatePassed     bool       `json:"bar_date_passed"`
	Approvals         []Approval `json:"approvals" nullable:"false"`
	ObjectionsUntil   *time.Time `json:"objections_until,omitempty"`
	PublishedAt       *time.Time `json:"published_at,omitempty"`
	ActiveAt          *time.Time `json:"active_at,omitempty"`
	Deadline          *time.Time `json:"deadline,omitempty"`
	CancelReason      string     `json:"cancel_reason,omitempty"`
	CreatedAt         time.Time  `json:"created_at"`
}

// Approval is one person's approval of one content hash.
type Approval struct {
	By          string    `json:"by"`
	Role        string    `json:"role" enum:"treasurer,senior"`
	ContentHash string    `json:"content_hash"`
	At          time.Time `json:"at"`
}

// Allocation is one line of a settlement.
type Allocation struct {
	ID            string     `json:"id"`
	SettlementID  string     `json:"settlement_id"`
	EntitlementID string     `json:"entitlement_id" doc:"Pseudonym of the entitlement."`
	Part          string     `json:"part" enum:"cover,residual,pool,surplus,protocol,bounty"`
	Receiver      string     `json:"receiver"`
	Entitled      Money      `json:"entitled"`
	Already       Money      `json:"already"`
	Amount        Money      `json:"amount"`
	Held          bool       `json:"held"`
	Parked        bool       `json:"parked,omitempty" doc:"Its owner has shown no receiver in time: the leaf names the distributor, and the money goes to escheat with the sweep."`
	LeafIndex     *int64     `json:"leaf_index,omitempty" doc:"Absent for lines without a leaf: zero, held or carried."`
	State         string     `json:"state" closed:"allocation"`
	Door          string     `json:"door,omitempty" enum:"push,redeem"`
	PaidTo        string     `json:"paid_to,omitempty"`
	TxHash        string     `json:"tx_hash,omitempty"`
	BlockNumber   *int64     `json:"block_number,omitempty"`
	CollectedAt   *time.Time `json:"collected_at,omitempty"`
}

// drafts are not public: objections start when a draft is published.
func shown(s models.Settlement, staff bool) bool {
	return staff || s.State != models.SettlementDraft && (s.State != models.SettlementCancelled || s.ObjectionsUntil != nil)
}

// settlement finds one that the caller may see.
func settlement(tx *models.Tx, c caller, id string) (models.Settlement, error) {
	row, err := tx.SettlementHead(id)
	if err == nil && !shown(row, c.isStaff()) {
		return models.Settlement{}, models.ErrNotFound
	}
	return row, err
}

func viewSettlement(tx *models.Tx, r models.Settlement) (Settlement, error) {
	return view(tx).settlement(r)
}

func (v *viewer) settlement(r models.Settlement) (out Settlement, err error) {
	out = Settlement{
		ID: r.PublicID, Version: r.Version, ChainRef: hexOf(r.ChainRef), Sequence: r.Sequence, Kind: r.Kind, State: r.State,
		SnapshotSetDigest: hexOf(r.SnapshotSetDigest), InputHash: hexOf(r.InputHash), PayoutRoot: hexOrNone(r.PayoutRoot),
		LeafCount: r.LeafCount, OrderDigest: hexOrNone(r.OrderDigest), ContentHash: hexOf(r.ContentHash), BarDatePassed: r.BarDatePassed,
		Approvals: []Approval{}, ObjectionsUntil: utcPtr(r.ObjectionsUntil), PublishedAt: utcPtr(r.PublishedAt),
		ValidUntil: utcPtr(r.ValidUntil), ActiveAt: utcPtr(r.ActiveAt), Deadline: utcPtr(r.Deadline), CancelReason: r.CancelReason, CreatedAt: r.CreatedAt.UTC(),
	}
	if r.Follows != nil {
		out.Follows = hexOf(*r.Follows)
	}
	if out.IncidentID, err = v.incidentID(r.IncidentID); err != nil {
		return out, err
	}
	if out.PoolID, err = v.poolID(r.PoolID); err != nil {
		return out, err
	}
	approvals, err := v.tx.ApprovalsOf(r.ID)
	if err != nil {
		return out, err
	}
	for _, a := range approvals {
		by, err := v.staffID(&a.StaffID)
		if err != nil {
			return out, err
		}
		out.Approvals = append(out.Approvals, Approval{By: by, Role: a.Role, ContentHash: hexOf(a.ContentHash), At: a.CreatedAt.UTC()})
	}
	return out, v.monies(r.AssetID, map[*Money]models.Amount{
		&out.Available: r.Available, &out.Paid: r.Paid, &out.Held: r.Held, &out.Dust: r.Dust,
		&out.Unattributed: r.Unattributed, &out.CumulativeTotal: r.CumulativeTotal,
	})
}

type settlementsIn struct {
	PageIn
	IncidentID string `query:"incident" maxLength:"64"`
	PoolID     string `query:"pool" maxLength:"64"`
}

func (s *Server) listSettlements(tx *models.Tx, c caller, in *settlementsIn) (Page[Settlement], error) {
	var incident, pool int64
	if in.IncidentID != "" {
		row, err := models.ByPublicID[models.Incident](tx, in.IncidentID)
		if err != nil {
			return Page[Settlement]{}, err
		}
		incident = row.ID
	}
	if in.PoolID != "" {
		row, err := models.ByPublicID[models.Pool](tx, in.PoolID)
		if err != nil {
			return Page[Settlement]{}, err
		}
		pool = row.ID
	}
	fetch := func(p models.Page) ([]models.Settlement, error) { return tx.SettlementPage(incident, pool, p) }
	out, err := listPage(in.PageIn, "settlements:"+in.IncidentID+in.PoolID, fetch, func(r models.Settlement) int64 { return r.ID },
		func(r models.Settlement) (Settlement, error) {
			if !shown(r, c.isStaff()) {
				return Settlement{}, nil
			}
			return viewSettlement(tx, r)
		})
	out.Items = slices.DeleteFunc(out.Items, func(s Settlement) bool { return s.ID == "" })
	return out, err
}

func (s *Server) getSettlement(tx *models.Tx, c caller, in *IDIn) (Settlement, error) {
	row, err := settlement(tx, c, in.ID)
	if err != nil {
		return Settlement{}, err
	}
	return viewSettlement(tx, row)
}

func (s *Server) settlementHistory(tx *models.Tx, c caller, in *IDIn) (History, error) {
	row, err := settlement(tx, c, in.ID)
	if err != nil {
		return History{}, err
	}
	return history(tx, "settlement", row.ID)
}

func (s *Server) settlementReports(tx *models.Tx, c caller, in *pageOfIn) (Page[Report], error) {
	row, err := settlement(tx, c, in.ID)
	if err != nil {
		return Page[Report]{}, err
	}
	return reportsOf(tx, in, "payout_order", row.ID)
}

type allocationsIn struct {
	IDIn
	PageIn
	Receiver anAddress `query:"receiver" doc:"Only lines that pay this receiver."`
}

func (s *Server) listAllocations(tx *models.Tx, c caller, in *allocationsIn) (Page[Allocation], error) {
	row, err := settlement(tx, c, in.ID)
	if err != nil {
		return Page[Allocation]{}, err
	}
	lines := models.LineFilter{SettlementID: row.ID, Receiver: in.Receiver.at}
	fetch := func(p models.Page) ([]models.Allocation, error) { return tx.AllocationPage(lines, p) }
	return listPage(in.PageIn, "allocations:"+in.ID, fetch, func(r models.Allocation) int64 { return r.ID }, view(tx).allocation)
}

func (v *viewer) allocation(r models.Allocation) (Allocation, error) {
	s, err := v.head(r.SettlementID)
	if err != nil {
		return Allocation{}, err
	}
	e, err := row[models.Entitlement](v, r.EntitlementID)
	if err != nil {
		return Allocation{}, err
	}
	out := Allocation{
		ID: r.PublicID, SettlementID: s.PublicID, EntitlementID: e.PublicID, Part: r.Part, Receiver: r.Receiver.Hex(), Held: r.Held,
		LeafIndex: r.LeafIndex, State: r.State, Door: r.Door, TxHash: hexPtr(r.TxHash), BlockNumber: r.BlockNumber, CollectedAt: utcPtr(r.CollectedAt),
	}
	if r.PaidTo != nil {
		out.PaidTo = r.PaidTo.Hex()
	}
	pool, err := row[models.Pool](v, s.PoolID)
	if err != nil {
		return out, err
	}
	out.Parked = settlements.Parked(&r, &pool)
	// A line counts in the token of its settlement, also where its entitlement is in the
	// numéraire.
	return out, v.monies(s.AssetID, map[*Money]models.Amount{&out.Amount: r.Amount, &out.Entitled: r.Entitled, &out.Already: r.Already})
}
