package incidents_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/incidents"
	"makewhole/merkle"
	"makewhole/models"
	"makewhole/states"
	"makewhole/test/dbtest"
)

// world is a protocol with two modules, three people and a committee.
type world struct {
	t        *testing.T
	ctx      context.Context
	db       *models.DB
	clock    *dbtest.Clock
	s        *incidents.Service
	protocol models.Protocol
	modules  [2]models.Module
	token    common.Address
	config   common.Hash
}

func each(t *testing.T, fn func(w *world)) {
	t.Helper()
	dbtest.EachClock(t, func(t *testing.T, db *models.DB, clock *dbtest.Clock) {
		s, err := incidents.New(incidents.Config{DB: db})
		if err != nil {
			t.Fatal(err)
		}
		w := &world{t: t, ctx: t.Context(), db: db, clock: clock, s: s, token: common.HexToAddress("0xa1"), config: common.HexToHash("0xc0")}
		w.seed()
		fn(w)
	})
}

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) want(err, target error) {
	w.t.Helper()
	if !errors.Is(err, target) {
		w.t.Fatalf("got %v, want %v", err, target)
	}
}

func (w *world) seed() {
	w.t.Helper()
	w.must(w.db.Tx(w.ctx, func(tx *models.Tx) error {
		asset, err := tx.EnsureAsset(models.Asset{ChainID: 31337, Address: models.Addr(w.token), Symbol: "USD", Decimals: 6})
		if err != nil {
			return err
		}
		w.protocol = models.Protocol{PublicID: models.NewID("prt"), Slug: "vault", Name: "Vault"}
		if err := models.Insert(tx, &w.protocol); err != nil {
			return err
		}
		for i := range w.modules {
			w.modules[i] = models.Module{
				PublicID: models.NewID("mod"), ProtocolID: w.protocol.ID, ChainID: 31337, Address: models.Addr(module(i)),
				PauseKind: "pausable", Containment: incidents.ContainmentNone, ValueAssetID: asset.ID,
			}
			if err := models.Insert(tx, &w.modules[i]); err != nil {
				return err
			}
		}
		for _, who := range []string{"ann", "bob", "eve"} {
			if err := models.Insert(tx, &models.Staff{
				PublicID: "stf_" + who + "aaaa", Person: who, Name: who, Roles: "intake,senior,underwriter", TokenHash: models.H(common.BytesToHash([]byte(who))),
			}); err != nil {
				return err
			}
		}
		return models.Insert(tx, &models.OracleConfig{
			Digest: models.H(w.config), ChainID: 31337, Oracle: models.Addr(common.HexToAddress("0x0c")), Count: 4,
			Signers: "[]", F: 1, Threshold: 3, State: "active",
		})
	}))
}

func module(i int) common.Address { return common.BytesToAddress([]byte{0xb0, byte(i)}) }

func person(name, role string) models.Actor {
	id := int64(slices.Index([]string{"ann", "bob", "eve"}, name) + 1)
	return models.Actor{Kind: models.ActorStaff, ID: "stf_" + name + "aaaa", StaffID: id, Person: name, Roles: []string{role}}
}

var (
	ann = person("ann", "intake")
	bob = person("bob", "senior")
	eve = person("eve", "underwriter")
)

// spec covers blocks from … to of the first n modules.
func (w *world) spec(n int, from, to uint64, exclude ...common.Address) models.IncidentSpec {
	at := uint64(w.clock.Now().Unix())
	s := models.IncidentSpec{
		Format: models.SpecFormat, Method: models.MethodViewFlows, Numeraire: models.SpecAsset{ChainID: 31337, Address: w.token},
		OccurredFrom: at - 600, OccurredTo: at - 300,
	}
	for i := range n {
		s.Modules = append(s.Modules, models.SpecModule{
			ChainID: 31337, Address: module(i), Asset: w.token, FromBlock: from, FromHash: common.BytesToHash([]byte{1, byte(from)}),
			ToBlock: to, ToHash: common.BytesToHash([]byte{2, byte(to)}), DeployedBlock: 1, View: "assetsOf(address)", Flows: models.VaultFlows(),
		})
	}
	for _, a := range exclude {
		s.Exclusions = append(s.Exclusions, models.SpecExclusion{Account: a, Kind: "attacker"})
	}
	return s
}

func (w *world) report(spec *models.IncidentSpec, reasons incidents.Reasons) (models.Incident, error) {
	return w.s.Report(w.ctx, ann, incidents.Input{
		ProtocolID: w.protocol.PublicID, Title: "Drained", ObservedAt: w.clock.Now().Add(-time.Minute), Spec: spec, Reasons: reasons, Reason: "seen by users",
	})
}

func (w *world) step(inc models.Incident, by models.Actor, event string) (models.Incident, error) {
	return w.s.Advance(w.ctx, by, inc.PublicID, inc.Version, event, "because")
}

func (w *world) walk(inc models.Incident, by models.Actor, events ...string) models.Incident {
	w.t.Helper()
	for _, e := range events {
		var err error
		inc, err = w.step(inc, by, e)
		w.must(err)
	}
	return inc
}

func TestFiveTimesAreFiveFacts(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		observed := w.clock.Now().Add(-time.Hour)
		inc, err := w.s.Suspect(w.ctx, ann, incidents.Input{ProtocolID: w.protocol.PublicID, Title: "Odd", ObservedAt: observed, Reason: "monitor"})
		w.must(err)
		if inc.ReportedAt != nil || inc.ConfirmedAt != nil || inc.OccurredFrom != nil || inc.ConfigDigest.Hash != (common.Hash{}) {
			t.Fatalf("a suspicion claims to know more: %+v", inc)
		}
		w.clock.Advance(time.Minute)
		reported := w.clock.Now()
		inc = w.walk(inc, ann, "report")
		spec := w.spec(1, 10, 20)
		spec.OccurredFrom, spec.OccurredTo = uint64(observed.Unix()-100), uint64(observed.Unix()-50)
		inc, err = w.s.SetSpec(w.ctx, ann, inc.PublicID, inc.Version, spec, nil)
		w.must(err)
		w.clock.Advance(time.Minute)
		inc = w.walk(inc, bob, "review", "confirm")
		for name, pair := range map[string][2]time.Time{
			"occurred_from": {*inc.OccurredFrom, time.Unix(observed.Unix()-100, 0)},
			"occurred_to":   {*inc.OccurredTo, time.Unix(observed.Unix()-50, 0)},
			"observed_at":   {*inc.ObservedAt, observed.Truncate(time.Microsecond)},
			"reported_at":   {*inc.ReportedAt, reported.Truncate(time.Microsecond)},
			"confirmed_at":  {*inc.ConfirmedAt, w.clock.Now().Truncate(time.Microsecond)},
		} {
			if !pair[0].Equal(pair[1]) {
				t.Errorf("%s is %v, want %v", name, pair[0], pair[1])
			}
		}
		if inc.ConfigDigest.Hash != w.config {
			t.Errorf("config digest %s was not pinned at reported", inc.ConfigDigest)
		}
	})
}

func TestWhoReportedMayNotConfirm(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		spec := w.spec(1, 10, 20)
		inc, err := w.s.Report(w.ctx, bob, incidents.Input{ProtocolID: w.protocol.PublicID, Title: "T", ObservedAt: w.clock.Now(), Spec: &spec, Reason: "r"})
		w.must(err)
		inc = w.walk(inc, eve, "review")
		_, err = w.step(inc, bob, "confirm")
		w.want(err, incidents.ErrForbidden)
		twin := bob // another login of the same person
		twin.ID = "stf_eveaaaa"
		_, err = w.step(inc, twin, "confirm")
		w.want(err, incidents.ErrForbidden)
		w.walk(inc, person("ann", "senior"), "confirm")
	})
}

func TestConfirmNeedsEveryFact(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		inc, err := w.report(nil, nil)
		w.must(err)
		inc = w.walk(inc, bob, "review")
		_, err = w.step(inc, bob, "confirm")
		w.want(err, incidents.ErrIncomplete)
	})
}

func TestOverlapOnAModuleIsRefused(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		first, second, beside := w.spec(2, 10, 20), w.spec(1, 20, 30), w.spec(1, 21, 30)
		inc, err := w.report(&first, nil)
		w.must(err)
		_, err = w.report(&second, nil)
		w.want(err, incidents.ErrConflict)
		_, err = w.report(&beside, nil)
		w.must(err)
		w.walk(inc, ann, "retract") // frees its blocks
		again := w.spec(2, 10, 20)
		_, err = w.report(&again, nil)
		w.must(err)
	})
}

func TestReopenTakesItsBlocksAgain(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		spec := w.spec(1, 10, 20)
		inc, err := w.report(&spec, nil)
		w.must(err)
		inc = w.walk(inc, bob, "review", "reject")
		other, err := w.report(&spec, nil)
		w.must(err)
		_, err = w.step(inc, bob, "reopen")
		w.want(err, incidents.ErrConflict)
		w.walk(other, ann, "retract")
		w.walk(inc, bob, "reopen", "review")
	})
}

func TestSpecificationIsFrozenByConfirmation(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		spec := w.spec(1, 10, 20)
		inc, err := w.report(&spec, nil)
		w.must(err)
		before := inc.SpecHash
		inc, err = w.s.SetSpec(w.ctx, ann, inc.PublicID, inc.Version, w.spec(1, 10, 25), nil)
		w.must(err)
		if inc.SpecHash == before {
			t.Fatal("another specification has the same hash")
		}
		_, err = w.s.SetSpec(w.ctx, ann, inc.PublicID, inc.Version-1, w.spec(1, 10, 26), nil)
		w.want(err, models.ErrVersion)
		inc = w.walk(inc, bob, "review", "confirm")
		_, err = w.s.SetSpec(w.ctx, ann, inc.PublicID, inc.Version, w.spec(1, 10, 27), nil)
		w.want(err, models.ErrState)
		_, err = w.s.Exclude(w.ctx, bob, inc.PublicID, inc.Version, models.SpecExclusion{Account: common.HexToAddress("0xbad"), Kind: "attacker"}, "late")
		w.want(err, models.ErrState)
	})
}

func TestSpecificationFacts(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		foreign, future, unknown := w.spec(1, 10, 20), w.spec(1, 10, 20), w.spec(1, 10, 20)
		foreign.Modules[0].Address = common.HexToAddress("0xdead")
		future.OccurredFrom, future.OccurredTo = uint64(w.clock.Now().Unix()+10), uint64(w.clock.Now().Unix()+20)
		unknown.Numeraire.Address = common.HexToAddress("0xdead")
		bare := w.spec(1, 10, 20)
		bare.Format = ""
		for name, spec := range map[string]models.IncidentSpec{"foreign module": foreign, "future": future, "unknown asset": unknown, "no format": bare} {
			_, err := w.report(&spec, nil)
			if !errors.Is(err, incidents.ErrInvalid) {
				t.Errorf("%s: got %v", name, err)
			}
		}
		n := 0
		w.must(w.db.Read(w.ctx, func(tx *models.Tx) error {
			rows, err := tx.Incidents(models.IncidentFilter{}, models.Page{})
			n = len(rows)
			return err
		}))
		if n != 0 {
			t.Errorf("%d incidents were left by refused reports", n)
		}
	})
}

func TestExclusionsHaveReasons(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		thief, insider := common.HexToAddress("0xbad1"), common.HexToAddress("0xbad2")
		spec := w.spec(1, 10, 20, thief)
		_, err := w.report(&spec, nil)
		w.want(err, incidents.ErrInvalid)
		inc, err := w.report(&spec, incidents.Reasons{thief: "sent the transaction"})
		w.must(err)
		inc, err = w.s.Exclude(w.ctx, eve, inc.PublicID, inc.Version, models.SpecExclusion{Account: insider, Kind: "insider"}, "deployer")
		w.must(err)
		_, err = w.s.Exclude(w.ctx, eve, inc.PublicID, inc.Version, models.SpecExclusion{Account: insider, Kind: "attacker"}, "again")
		w.want(err, incidents.ErrConflict)
		_, err = w.s.Exclude(w.ctx, ann, inc.PublicID, inc.Version, models.SpecExclusion{Account: common.HexToAddress("0x3"), Kind: "insider"}, "no role")
		w.want(err, incidents.ErrForbidden)
		hash := inc.SpecHash
		inc, err = w.s.Include(w.ctx, eve, inc.PublicID, inc.Version, insider)
		w.must(err)
		if inc.SpecHash == hash {
			t.Error("the exclusions are no part of the hash")
		}
		var rows []models.Exclusion
		w.must(w.db.Read(w.ctx, func(tx *models.Tx) (err error) {
			rows, err = tx.ExclusionsOf(inc.ID)
			return err
		}))
		if len(rows) != 1 || rows[0].Account.Address != thief || rows[0].Reason != "sent the transaction" {
			t.Errorf("exclusions %+v", rows)
		}
	})
}

func TestContainmentIsReadBack(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		m := w.modules[0]
		m, err := w.s.Contain(w.ctx, ann, m.PublicID, m.Version, "request_containment", "drain under way", nil)
		w.must(err)
		_, err = w.s.Contain(w.ctx, ann, m.PublicID, m.Version, "contain", "tx sent", nil)
		w.want(err, incidents.ErrInvalid)
		m, err = w.s.Contain(w.ctx, ann, m.PublicID, m.Version, "contain", "paused() is true", &incidents.ReadBack{Block: 33, Hash: common.HexToHash("0x33")})
		w.must(err)
		if m.Containment != incidents.ContainmentContained || m.ContainedAt == nil {
			t.Errorf("module %+v", m)
		}
		_, err = w.s.Contain(w.ctx, ann, m.PublicID, m.Version, "contain", "again", &incidents.ReadBack{Block: 34, Hash: common.HexToHash("0x34")})
		w.want(err, models.ErrState)
		w.must(w.db.Read(w.ctx, func(tx *models.Tx) error {
			steps, err := tx.History("module", m.ID)
			if len(steps) != 2 || steps[1].To != incidents.ContainmentContained {
				t.Errorf("history %+v", steps)
			}
			return err
		}))
	})
}

// TestEveryStateAndEvent walks all pairs: a pair that is not in the table is
// refused and changes nothing.
func TestEveryStateAndEvent(t *testing.T) {
	t.Parallel()
	for _, m := range []states.Machine{incidents.Machine, incidents.ModuleMachine} {
		events, edges := map[string]bool{}, map[string]string{}
		for _, e := range m.Edges {
			events[e.Event] = true
			if _, twice := edges[e.From+"/"+e.Event]; twice {
				t.Errorf("%s: two edges %s from %s", m.Name, e.Event, e.From)
			}
			edges[e.From+"/"+e.Event] = e.To
		}
		for _, state := range append(m.States(), "", "nowhere") {
			for event := range events {
				e, err := m.Next(state, event)
				to, ok := edges[state+"/"+event]
				if ok != (err == nil) || e.To != to {
					t.Errorf("%s: %s from %q gives %q, %v", m.Name, event, state, e.To, err)
				}
			}
		}
	}
}

func TestHandMayNotTakeTheJobsSteps(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		spec := w.spec(1, 10, 20)
		inc, err := w.report(&spec, nil)
		w.must(err)
		inc = w.walk(inc, bob, "review", "confirm", "start_snapshot")
		_, err = w.step(inc, bob, "open_claims")
		w.want(err, incidents.ErrInvalid)
		_, err = w.step(inc, bob, "retract")
		w.want(err, models.ErrState)
		_, err = w.s.Advance(w.ctx, bob, inc.PublicID, inc.Version, "dispute", "")
		w.want(err, incidents.ErrInvalid)
		w.walk(inc, eve, "dispute")
	})
}

func TestChainRefIsTheContractsHash(t *testing.T) {
	t.Parallel()
	for _, id := range []string{"", "inc_a", models.NewID("inc"), "a text of exactly thirty-two byt", "a much longer text that takes more than two words of the encoding"} {
		if got, want := incidents.ChainRef(id), common.Hash(merkle.IncidentID(id)); got != want {
			t.Errorf("%q: %s, want %s", id, got, want)
		}
	}
}
