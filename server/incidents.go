package server

import (
	"encoding/json"
	"slices"
	"time"

	"makewhole/models"
)

// Incident is a loss event with its five times.
type Incident struct {
	ID            string           `json:"id"`
	Version       int64            `json:"version"`
	ChainRef      string           `json:"chain_ref" doc:"keccak256(abi.encode(\"INCIDENT_V1\", id)), the id on chain."`
	ProtocolID    string           `json:"protocol_id"`
	Title         string           `json:"title"`
	State         string           `json:"state" closed:"incident"`
	MergedInto    string           `json:"merged_into,omitempty" doc:"The incident that goes on for this one: a second record of one drain. Accounts of this one are read there."`
	OccurredFrom  *time.Time       `json:"occurred_from,omitempty"`
	OccurredTo    *time.Time       `json:"occurred_to,omitempty"`
	ObservedAt    *time.Time       `json:"observed_at,omitempty"`
	ReportedAt    *time.Time       `json:"reported_at,omitempty"`
	ConfirmedAt   *time.Time       `json:"confirmed_at,omitempty"`
	ClaimsOpenAt  *time.Time       `json:"claims_open_at,omitempty"`
	ClaimsCloseAt *time.Time       `json:"claims_close_at,omitempty"`
	BarAt         *time.Time       `json:"bar_at,omitempty" doc:"Grace and appeal are over; held money is released."`
	ConfigDigest  string           `json:"config_digest,omitempty" doc:"Oracle configuration pinned when reported."`
	SpecHash      string           `json:"spec_hash,omitempty"`
	Spec          json.RawMessage  `json:"spec,omitempty" doc:"Canonical specification; its keccak256 is spec_hash."`
	Numeraire     *Token           `json:"numeraire,omitempty"`
	Modules       []ModuleInterval `json:"modules" nullable:"false"`
	CreatedAt     time.Time        `json:"created_at"`
}

// ModuleInterval is the blocks of one module that an incident covers.
type ModuleInterval struct {
	ModuleID    string `json:"module_id"`
	Containment string `json:"containment" enum:"none,requested,contained,released"`
	FromBlock   int64  `json:"from_block"`
	FromHash    string `json:"from_hash"`
	ToBlock     int64  `json:"to_block"`
	ToHash      string `json:"to_hash"`
	Live        bool   `json:"live"`
}

// Exclusion is an account whose loss does not count.
type Exclusion struct {
	Account   string    `json:"account"`
	Kind      string    `json:"kind" enum:"attacker,module,insider,reserve,disputed"`
	Reason    string    `json:"reason"`
	Lifted    bool      `json:"lifted" doc:"Two persons lifted it from the disputed reserve: the account takes part."`
	CreatedAt time.Time `json:"created_at"`
}

type incidentsIn struct {
	PageIn
	ProtocolID string    `query:"protocol" maxLength:"64"`
	State      string    `query:"state" enum:"suspected,reported,under_review,confirmed,rejected,snapshotting,claims_open,claims_closed,settling,settled,recovering,closed,retracted,disputed,reopened,merged"`
	Account    anAddress `query:"account" doc:"Only those in which this account lost something by a final snapshot, or is owed something."`
}

func (s *Server) listIncidents(tx *models.Tx, _ caller, in *incidentsIn) (Page[Incident], error) {
	f := models.IncidentFilter{State: in.State, Account: in.Account.at}
	if in.ProtocolID != "" {
		p, err := models.ByPublicID[models.Protocol](tx, in.ProtocolID)
		if err != nil {
			return Page[Incident]{}, err
		}
		f.ProtocolID = p.ID
	}
	fetch := func(p models.Page) ([]models.Incident, error) { return tx.Incidents(f, p) }
	return listPage(in.PageIn, "incidents:"+in.ProtocolID+in.State, fetch, func(r models.Incident) int64 { return r.ID }, view(tx).incident)
}

func (s *Server) getIncident(tx *models.Tx, _ caller, in *IDIn) (Incident, error) {
	row, err := models.ByPublicID[models.Incident](tx, in.ID)
	if err != nil {
		return Incident{}, err
	}
	return viewIncident(tx, row)
}

func viewIncident(tx *models.Tx, r models.Incident) (Incident, error) { return view(tx).incident(r) }

func (v *viewer) incident(r models.Incident) (Incident, error) {
	out := Incident{
		ID: r.PublicID, Version: r.Version, ChainRef: hexOf(r.ChainRef), Title: r.Title, State: r.State,
		OccurredFrom: utcPtr(r.OccurredFrom), OccurredTo: utcPtr(r.OccurredTo), ObservedAt: utcPtr(r.ObservedAt),
		ReportedAt: utcPtr(r.ReportedAt), ConfirmedAt: utcPtr(r.ConfirmedAt), ClaimsOpenAt: utcPtr(r.ClaimsOpenAt),
		ClaimsCloseAt: utcPtr(r.ClaimsCloseAt), BarAt: utcPtr(r.BarAt), ConfigDigest: hexOrNone(r.ConfigDigest),
		SpecHash: hexOrNone(r.SpecHash), Spec: json.RawMessage(r.Spec), Modules: []ModuleInterval{}, CreatedAt: r.CreatedAt.UTC(),
	}
	var err error
	if out.ProtocolID, err = v.protocolID(r.ProtocolID); err != nil {
		return out, err
	}
	if r.MergedIntoID != nil {
		next, err := v.tx.Surviving(r)
		if err != nil {
			return out, err
		}
		out.MergedInto = next.PublicID
	}
	if r.NumeraireID != 0 {
		t, err := v.token(r.NumeraireID)
		if err != nil {
			return out, err
		}
		out.Numeraire = &t
	}
	rows, err := v.tx.IncidentModules(r.ID)
	for _, m := range rows {
		if err == nil {
			err = v.interval(&out, m)
		}
	}
	return out, err
}

func (v *viewer) interval(out *Incident, m models.IncidentModule) error {
	module, err := row[models.Module](v, m.ModuleID)
	out.Modules = append(out.Modules, ModuleInterval{
		ModuleID: module.PublicID, Containment: module.Containment, Live: m.Live,
		FromBlock: m.FromBlock, FromHash: hexOf(m.FromHash), ToBlock: m.ToBlock, ToHash: hexOf(m.ToHash),
	})
	return err
}

func (s *Server) incidentHistory(tx *models.Tx, _ caller, in *IDIn) (History, error) {
	row, err := models.ByPublicID[models.Incident](tx, in.ID)
	if err != nil {
		return History{}, err
	}
	return history(tx, "incident", row.ID)
}

func (s *Server) listExclusions(tx *models.Tx, _ caller, in *IDIn) (List[Exclusion], error) {
	inc, err := models.ByPublicID[models.Incident](tx, in.ID)
	if err != nil {
		return List[Exclusion]{}, err
	}
	rows, err := tx.ExclusionsOf(inc.ID)
	if err != nil {
		return List[Exclusion]{}, err
	}
	standing, err := tx.StandingExclusions(inc.ID)
	if err != nil {
		return List[Exclusion]{}, err
	}
	later, err := tx.LaterExclusions(inc.ID)
	if err != nil {
		return List[Exclusion]{}, err
	}
	return all(append(rows, later...), func(e models.Exclusion) (Exclusion, error) {
		lifted := !slices.ContainsFunc(standing, func(s models.Exclusion) bool { return s.ID == e.ID })
		return Exclusion{Account: e.Account.Hex(), Kind: e.Kind, Reason: e.Reason, Lifted: lifted, CreatedAt: e.CreatedAt.UTC()}, nil
	})
}

// Price is value in the numéraire = amount · num / den, both in base units.
type Price struct {
	ID          string    `json:"id"`
	Version     int64     `json:"version"`
	Token       Token     `json:"token"`
	Num         string    `json:"num"`
	Den         string    `json:"den"`
	Reason      string    `json:"reason"`
	EnteredBy   string    `json:"entered_by"`
	ConfirmedBy string    `json:"confirmed_by,omitempty" doc:"A second person; absent while nobody confirmed."`
	CreatedAt   time.Time `json:"created_at"`
}

func (s *Server) listPrices(tx *models.Tx, _ caller, in *IDIn) (List[Price], error) {
	inc, err := models.ByPublicID[models.Incident](tx, in.ID)
	if err != nil {
		return List[Price]{}, err
	}
	rows, err := tx.PriceEntriesOf(inc.ID)
	if err != nil {
		return List[Price]{}, err
	}
	return all(rows, view(tx).price)
}

func viewPrice(tx *models.Tx, r models.PriceEntry) (Price, error) { return view(tx).price(r) }

func (v *viewer) price(r models.PriceEntry) (out Price, err error) {
	out = Price{ID: r.PublicID, Version: r.Version, Num: r.Num.String(), Den: r.Den.String(), Reason: r.Reason, CreatedAt: r.CreatedAt.UTC()}
	if out.Token, err = v.token(r.AssetID); err != nil {
		return out, err
	}
	if out.EnteredBy, err = v.staffID(&r.EnteredBy); err != nil {
		return out, err
	}
	out.ConfirmedBy, err = v.staffID(r.ConfirmedBy)
	return out, err
}
