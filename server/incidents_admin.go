package server

import (
	"context"
	"math"
	"time"

	"makewhole/incidents"
	"makewhole/models"
)

// SpecIn is an incident specification as it is entered. It mirrors the
// canonical form that members sign; integers are decimal strings there and here.
type SpecIn struct {
	Format       string        `json:"format" enum:"incident-spec/1"`
	Method       string        `json:"method" enum:"view-flows/1,view-flows/2,offchain/1"`
	Numeraire    SpecAssetIn   `json:"numeraire"`
	Modules      []SpecModule  `json:"modules" maxItems:"100" required:"false"`
	Sources      []SpecSource  `json:"sources" maxItems:"100" required:"false"`
	Exclusions   []SpecExclude `json:"exclusions" maxItems:"1000" required:"false"`
	OccurredFrom Count         `json:"occurred_from" doc:"Unix seconds."`
	OccurredTo   Count         `json:"occurred_to" doc:"Unix seconds."`

	WaitingPeriod Count `json:"waiting_period,omitempty" required:"false" doc:"Over how many seconds before occurred_from positions are averaged; view-flows/2 needs it, no other method has it."`
}

// SpecAssetIn is a token on a chain.
type SpecAssetIn struct {
	ChainID Count   `json:"chain_id"`
	Address Address `json:"address"`
}

// SpecModule is one attacked contract and its block interval.
type SpecModule struct {
	ChainID       Count      `json:"chain_id"`
	Address       Address    `json:"address"`
	Asset         Address    `json:"asset"`
	DeployedBlock Count      `json:"deployed_block" required:"false"`
	FromBlock     Count      `json:"from_block"`
	FromHash      Hash       `json:"from_hash"`
	ToBlock       Count      `json:"to_block"`
	ToHash        Hash       `json:"to_hash"`
	PublicBlock   Count      `json:"public_block" required:"false"`
	View          string     `json:"view" maxLength:"100"`
	Holdings      string     `json:"holdings" maxLength:"100" required:"false"`
	Flows         []SpecFlow `json:"flows" maxItems:"32" required:"false" doc:"Default: the events of a vault."`
}

// SpecFlow is one side of a movement of value.
type SpecFlow struct {
	Event     string `json:"event" maxLength:"500"`
	Account   string `json:"account" maxLength:"64"`
	Amount    string `json:"amount" maxLength:"64"`
	Direction string `json:"direction" enum:"in,out"`
	Convert   string `json:"convert" maxLength:"100" required:"false"`
}

// SpecSource is an off-chain list of losses.
type SpecSource struct {
	Asset   SpecAssetIn `json:"asset"`
	SHA256  Hash        `json:"sha256"`
	Account string      `json:"account" maxLength:"64"`
	Columns []string    `json:"columns" maxItems:"16"`
	Total   Amount      `json:"total"`

	Reading *SpecReading `json:"reading,omitempty" required:"false" doc:"How the file differs from the strict form: commas, canonical integers of base units, every account once."`
}

// SpecReading says how a file of losses is spelled.
type SpecReading struct {
	Delimiter   string `json:"delimiter,omitempty" required:"false" enum:"semicolon,tab"`
	Decimals    Count  `json:"decimals,omitempty" required:"false" doc:"Places of the token in which the amounts are written, 1 to 77."`
	DecimalMark string `json:"decimal_mark,omitempty" required:"false" enum:"comma" doc:"Default a point."`
	Thousands   string `json:"thousands,omitempty" required:"false" enum:"comma,point,underscore,space,apostrophe"`
	SumRepeated bool   `json:"sum_repeated,omitempty" required:"false" doc:"Rows of one account are added up; otherwise they are refused."`
	Signed      bool   `json:"signed,omitempty" required:"false" doc:"Rows may be negative; no account may be in the end."`
}

func (r *SpecReading) reading() *models.SpecReading {
	if r == nil {
		return nil
	}
	return &models.SpecReading{
		Delimiter: r.Delimiter, Decimals: uint8(min(r.Decimals, math.MaxUint8)), DecimalMark: r.DecimalMark, // above 77 is refused there
		Thousands: r.Thousands, SumRepeated: r.SumRepeated, Signed: r.Signed,
	}
}

// SpecExclude is an account whose loss does not count, and why. The reason is
// no part of the specification's hash.
type SpecExclude struct {
	Account Address `json:"account"`
	Kind    string  `json:"kind" enum:"attacker,module,insider,reserve,disputed"`
	Reason  string  `json:"reason" minLength:"1" maxLength:"2000"`
}

// spec converts to the form that is stored and hashed.
func (in *SpecIn) spec() (models.IncidentSpec, incidents.Reasons) {
	out := models.IncidentSpec{
		Format: in.Format, Method: in.Method, Numeraire: in.Numeraire.asset(),
		OccurredFrom: uint64(in.OccurredFrom), OccurredTo: uint64(in.OccurredTo), WaitingPeriod: uint64(in.WaitingPeriod),
	}
	for _, m := range in.Modules {
		out.Modules = append(out.Modules, m.module())
	}
	for _, s := range in.Sources {
		out.Sources = append(out.Sources, models.SpecSource{
			Asset: s.Asset.asset(), SHA256: s.SHA256.Hash, Account: s.Account, Columns: s.Columns, Total: s.Total.Amount,
			Reading: s.Reading.reading(),
		})
	}
	reasons := incidents.Reasons{}
	for _, e := range in.Exclusions {
		out.Exclusions = append(out.Exclusions, models.SpecExclusion{Account: e.Account.Address, Kind: e.Kind})
		reasons[e.Account.Address] = e.Reason
	}
	return out, reasons
}

func (a SpecAssetIn) asset() models.SpecAsset {
	return models.SpecAsset{ChainID: uint64(a.ChainID), Address: a.Address.Address}
}

func (m SpecModule) module() models.SpecModule {
	out := models.SpecModule{
		ChainID: uint64(m.ChainID), Address: m.Address.Address, Asset: m.Asset.Address, DeployedBlock: uint64(m.DeployedBlock),
		FromBlock: uint64(m.FromBlock), FromHash: m.FromHash.Hash, ToBlock: uint64(m.ToBlock), ToHash: m.ToHash.Hash,
		PublicBlock: uint64(m.PublicBlock), View: m.View, Holdings: m.Holdings,
	}
	for _, f := range m.Flows {
		out.Flows = append(out.Flows, models.SpecFlow(f))
	}
	if len(m.Flows) == 0 {
		out.Flows = models.VaultFlows()
	}
	return out
}

type incidentIn struct {
	Body struct {
		ProtocolID string    `json:"protocol_id" maxLength:"64"`
		Title      string    `json:"title" minLength:"1" maxLength:"200"`
		ObservedAt time.Time `json:"observed_at"`
		Suspected  bool      `json:"suspected" required:"false" doc:"Record a detection that nobody confirmed yet."`
		Reason     string    `json:"reason" minLength:"1" maxLength:"2000"`
		Spec       *SpecIn   `json:"spec" required:"false"`
	}
}

func (s *Server) createIncident(ctx context.Context, c caller, in *incidentIn) (models.Incident, error) {
	b := in.Body
	out := incidents.Input{ProtocolID: b.ProtocolID, Title: b.Title, ObservedAt: b.ObservedAt, Reason: b.Reason}
	if b.Spec != nil {
		spec, reasons := b.Spec.spec()
		out.Spec, out.Reasons = &spec, reasons
	}
	if b.Suspected {
		return s.cfg.Incidents.Suspect(ctx, c.actor, out)
	}
	return s.cfg.Incidents.Report(ctx, c.actor, out)
}

type specIn struct {
	IDIn
	Body struct {
		Version int64  `json:"version" minimum:"0"`
		Spec    SpecIn `json:"spec"`
	}
}

func (s *Server) putSpec(ctx context.Context, c caller, in *specIn) (models.Incident, error) {
	spec, reasons := in.Body.Spec.spec()
	return s.cfg.Incidents.SetSpec(ctx, c.actor, in.ID, in.Body.Version, spec, reasons)
}

type stepIn struct {
	IDIn
	Body struct {
		Version int64  `json:"version" minimum:"0"`
		Event   string `json:"event" enum:"report,retract,review,confirm,reject,start_snapshot,dispute,reopen"`
		Reason  string `json:"reason" minLength:"1" maxLength:"2000"`
	}
}

func (s *Server) advanceIncident(ctx context.Context, c caller, in *stepIn) (models.Incident, error) {
	return s.cfg.Incidents.Advance(ctx, c.actor, in.ID, in.Body.Version, in.Body.Event, in.Body.Reason)
}

type excludeIn struct {
	IDIn
	Body struct {
		Version int64   `json:"version" minimum:"0"`
		Account Address `json:"account"`
		Kind    string  `json:"kind" enum:"attacker,module,insider,reserve,disputed"`
		Reason  string  `json:"reason" minLength:"1" maxLength:"2000"`
	}
}

func (s *Server) exclude(ctx context.Context, c caller, in *excludeIn) (models.Incident, error) {
	b := in.Body
	return s.cfg.Incidents.Exclude(ctx, c.actor, in.ID, b.Version, models.SpecExclusion{Account: b.Account.Address, Kind: b.Kind}, b.Reason)
}

type includeIn struct {
	IDIn
	Body struct {
		Version int64   `json:"version" minimum:"0"`
		Account Address `json:"account"`
	}
}

func (s *Server) include(ctx context.Context, c caller, in *includeIn) (models.Incident, error) {
	return s.cfg.Incidents.Include(ctx, c.actor, in.ID, in.Body.Version, in.Body.Account.Address)
}

type containIn struct {
	IDIn
	Body struct {
		Version  int64  `json:"version" minimum:"0"`
		Event    string `json:"event" enum:"request_containment,withdraw_request,contain,release"`
		Reason   string `json:"reason" minLength:"1" maxLength:"2000"`
		ReadBack *struct {
			Block Count `json:"block"`
			Hash  Hash  `json:"hash"`
		} `json:"read_back" required:"false" doc:"Block at which the pause state was read; needed to contain and to release."`
	}
}

func (s *Server) contain(ctx context.Context, c caller, in *containIn) (models.Module, error) {
	var at *incidents.ReadBack
	if b := in.Body.ReadBack; b != nil {
		at = &incidents.ReadBack{Block: uint64(b.Block), Hash: b.Hash.Hash}
	}
	return s.cfg.Incidents.Contain(ctx, c.actor, in.ID, in.Body.Version, in.Body.Event, in.Body.Reason, at)
}
