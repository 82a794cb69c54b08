package server

import (
	"context"
	"fmt"
	"time"

	"makewhole/claims"
	"makewhole/models"
	"makewhole/service"
	"makewhole/settlements"
)

type payoutsIn struct {
	PageIn
	Receiver Address `query:"receiver" required:"true"`
}

// listPayouts shows what one receiver got or can collect, over all settlements.
func (s *Server) listPayouts(tx *models.Tx, _ caller, in *payoutsIn) (Page[Allocation], error) {
	fetch := func(p models.Page) ([]models.Allocation, error) { return tx.PayoutPage(in.Receiver.Address, p) }
	return listPage(in.PageIn, "payouts:"+in.Receiver.Hex(), fetch, func(r models.Allocation) int64 { return r.ID }, view(tx).allocation)
}

func (s *Server) getPayout(tx *models.Tx, c caller, in *IDIn) (Allocation, error) {
	row, err := models.ByPublicID[models.Allocation](tx, in.ID)
	if err != nil {
		return Allocation{}, err
	}
	of, err := tx.SettlementHeadByID(row.SettlementID)
	if err != nil {
		return Allocation{}, err
	}
	if !shown(of, c.isStaff()) {
		return Allocation{}, models.ErrNotFound
	}
	return view(tx).allocation(row)
}

// Recovery is money that came back or is expected to.
type Recovery struct {
	ID          string     `json:"id"`
	Version     int64      `json:"version"`
	IncidentID  string     `json:"incident_id"`
	Source      string     `json:"source" enum:"attacker,whitehat,issuer,court,salvage,protocol"`
	State       string     `json:"state" closed:"recovery"`
	Amount      Money      `json:"amount"`
	From        string     `json:"from,omitempty"`
	TxHash      string     `json:"tx_hash,omitempty"`
	BlockNumber *int64     `json:"block_number,omitempty"`
	Note        string     `json:"note,omitempty"`
	HoldUntil   *time.Time `json:"hold_until,omitempty"`
	CreatedAt   time.Time  `json:"created_at"`
}

func viewRecovery(tx *models.Tx, r models.Recovery) (Recovery, error) { return view(tx).recovery(r) }

func (v *viewer) recovery(r models.Recovery) (Recovery, error) {
	incident, err := v.incidentID(r.IncidentID)
	if err != nil {
		return Recovery{}, err
	}
	amount, err := v.money(r.Amount, r.AssetID)
	return Recovery{
		ID: r.PublicID, Version: r.Version, IncidentID: incident, Source: r.Source, State: r.State, Amount: amount, From: r.From.Hex(),
		TxHash: hexPtr(r.TxHash), BlockNumber: r.BlockNumber, Note: r.Note, HoldUntil: utcPtr(r.HoldUntil), CreatedAt: r.CreatedAt.UTC(),
	}, err
}

func (s *Server) listRecoveries(tx *models.Tx, _ caller, in *pageOfIn) (Page[Recovery], error) {
	inc, err := models.ByPublicID[models.Incident](tx, in.ID)
	if err != nil {
		return Page[Recovery]{}, err
	}
	fetch := func(p models.Page) ([]models.Recovery, error) { return tx.RecoveryPage(inc.ID, p) }
	return listPage(in.PageIn, "recoveries:"+in.ID, fetch, func(r models.Recovery) int64 { return r.ID }, view(tx).recovery)
}

func (s *Server) getRecovery(tx *models.Tx, _ caller, in *IDIn) (Recovery, error) {
	row, err := models.ByPublicID[models.Recovery](tx, in.ID)
	if err != nil {
		return Recovery{}, err
	}
	return viewRecovery(tx, row)
}

func (s *Server) recoveryHistory(tx *models.Tx, _ caller, in *IDIn) (History, error) {
	row, err := models.ByPublicID[models.Recovery](tx, in.ID)
	if err != nil {
		return History{}, err
	}
	return history(tx, "recovery", row.ID)
}

type recoveryIn struct {
	Body struct {
		IncidentID string  `json:"incident_id" maxLength:"64"`
		Asset      AssetIn `json:"asset"`
		Source     string  `json:"source" enum:"attacker,whitehat,issuer,court,salvage,protocol"`
		Amount     Amount  `json:"amount" doc:"The least that one deposit of the payer must bring, in base units."`
		From       Address `json:"from" doc:"Who will deposit it."`
		Note       string  `json:"note" maxLength:"10000" required:"false"`
	}
}

func (s *Server) expectRecovery(ctx context.Context, c caller, in *recoveryIn) (models.Recovery, error) {
	b := in.Body
	return s.cfg.Settlements.ExpectRecovery(ctx, c.actor, settlements.RecoveryInput{
		IncidentID: b.IncidentID, Asset: b.Asset.input(), Source: b.Source, Amount: b.Amount.Amount, From: b.From.Address, Note: b.Note,
	})
}

// withdrawRecovery ends an announcement that no deposit has met.
func (s *Server) withdrawRecovery(ctx context.Context, c caller, in *reasonIn) (models.Recovery, error) {
	return s.cfg.Settlements.WithdrawRecovery(ctx, c.actor, in.ID, in.Body.Version, in.Body.Reason)
}

// releaseRecovery opens contested money to settlements.
func (s *Server) releaseRecovery(ctx context.Context, c caller, in *reasonIn) (models.Recovery, error) {
	return s.cfg.Settlements.ReleaseRecovery(ctx, c.actor, in.ID, in.Body.Version, in.Body.Reason)
}

type recoveryDraftIn struct {
	IDIn
	Body struct {
		PoolID string `json:"pool_id" maxLength:"64" doc:"The vault's row of the token that came back."`
	}
}

// draftRecovery starts a tranche that no registered payer started by itself. The
// service reports drafts as a list; here it has one.
func (s *Server) draftRecovery(ctx context.Context, c caller, in *recoveryDraftIn) ([]models.Settlement, error) {
	st, err := s.cfg.Settlements.DraftRecovery(ctx, c.actor, in.ID, in.Body.PoolID)
	return []models.Settlement{st}, err
}

func viewDraft(tx *models.Tx, rows []models.Settlement) (Settlement, error) {
	if len(rows) != 1 {
		return Settlement{}, fmt.Errorf("%w: %d drafts instead of one", service.ErrInvariant, len(rows))
	}
	return view(tx).settlement(rows[0])
}

// draftEscheat pays owners who did not collect in time, out of what was swept.
func (s *Server) draftEscheat(ctx context.Context, c caller, in *IDIn) ([]models.Settlement, error) {
	return s.cfg.Settlements.DraftEscheat(ctx, c.actor, in.ID)
}

// closeIncident ends an incident for which nothing is on its way.
func (s *Server) closeIncident(ctx context.Context, c caller, in *reasonIn) (models.Incident, error) {
	return s.cfg.Settlements.CloseIncident(ctx, c.actor, in.ID, in.Body.Version, in.Body.Reason)
}

// openRecovery opens an incident whose settling is over to what came back.
func (s *Server) openRecovery(ctx context.Context, c caller, in *reasonIn) (models.Incident, error) {
	return s.cfg.Settlements.OpenRecovery(ctx, c.actor, in.ID, in.Body.Version, in.Body.Reason)
}

// releaseHold lets an entitlement out of the disputed reserve.
func (s *Server) releaseHold(ctx context.Context, c caller, in *reasonIn) (models.Entitlement, error) {
	return s.cfg.Claims.ReleaseHold(ctx, c.actor, in.ID, in.Body.Version, in.Body.Reason)
}

// ExclusionLift is the word of one person that an account leaves the disputed
// reserve.
type ExclusionLift struct {
	IncidentID string    `json:"incident_id"`
	Account    string    `json:"account"`
	Reason     string    `json:"reason"`
	Evidence   string    `json:"evidence"`
	LiftedBy   string    `json:"lifted_by"`
	Lifted     bool      `json:"lifted" doc:"This was the second person's word: what waited is released."`
	CreatedAt  time.Time `json:"created_at"`
}

func viewLift(tx *models.Tx, r models.ExclusionLift) (out ExclusionLift, err error) {
	v := view(tx)
	out = ExclusionLift{Account: r.Account.Hex(), Reason: r.Reason, Evidence: r.Evidence, Lifted: r.Seat == 2, CreatedAt: r.CreatedAt.UTC()}
	if out.IncidentID, err = v.incidentID(r.IncidentID); err != nil {
		return out, err
	}
	out.LiftedBy, err = v.staffID(&r.LiftedBy)
	return out, err
}

type liftIn struct {
	IDIn
	Body struct {
		Account  Address `json:"account"`
		Reason   string  `json:"reason" minLength:"1" maxLength:"10000"`
		Evidence string  `json:"evidence" minLength:"1" maxLength:"1000" doc:"What it rests on, for example a transaction or a court file."`
	}
}

// liftExclusion is one of two persons' word.
func (s *Server) liftExclusion(ctx context.Context, c caller, in *liftIn) (models.ExclusionLift, error) {
	return s.cfg.Claims.LiftExclusion(ctx, c.actor, claims.LiftInput{
		IncidentID: in.ID, Account: in.Body.Account.Address, Reason: in.Body.Reason, Evidence: in.Body.Evidence,
	})
}

type holdersIn struct {
	IDIn
	Body struct {
		PoolID string `json:"pool_id" maxLength:"64"`
	}
}

// Holders says how many shareholders of record were written down.
type Holders struct {
	Recorded int `json:"recorded"`
}

func (s *Server) recordHolders(ctx context.Context, c caller, in *holdersIn) (int, error) {
	return s.cfg.Settlements.RecordShareholders(ctx, c.actor, in.ID, in.Body.PoolID)
}

func viewHolders(_ *models.Tx, n int) (Holders, error) { return Holders{Recorded: n}, nil }
