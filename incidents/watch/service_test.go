package watch_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"

	"makewhole/incidents/monitor"
	"makewhole/incidents/watch"
	"makewhole/models"
	"makewhole/service"
	"makewhole/states"
	"makewhole/test/dbtest"
)

func (w *world) write(fn func(tx *models.Tx) error) {
	w.Helper()
	if err := w.db.Tx(w.Context(), fn); err != nil {
		w.Fatal(err)
	}
}

// person hires somebody.
func (w *world) person(name, roles string) (by models.Actor) {
	w.Helper()
	w.write(func(tx *models.Tx) error {
		row := models.Staff{PublicID: models.NewID("stf"), Person: name, Name: name, Roles: roles, TokenHash: models.H(crypto.Keccak256Hash([]byte(name)))}
		err := models.Insert(tx, &row)
		by = models.StaffActor(row, "")
		return err
	})
	return by
}

// A false alarm stays one while the thing goes on; the same transaction never
// becomes another finding; only a senior takes the verdict back.
func TestVerdicts(t *testing.T) {
	t.Parallel()
	each(t, 50, func(w *world) {
		room := &watch.Service{DB: w.db, Chain: 31337}
		ines, sara := w.person("ines", "intake"), w.person("sara", "senior")
		w.round()
		w.pay(1, 4000)
		w.mine(1)
		w.round()
		f := w.only("many-payments", states.FindingOpen)
		if _, err := room.Dismiss(w.Context(), models.WalletActor(common.Address{1}, ""), f.PublicID, f.Version, "no"); !errors.Is(err, service.ErrForbidden) {
			w.Error(err)
		}
		if _, err := room.Dismiss(w.Context(), ines, f.PublicID, f.Version, ""); !errors.Is(err, service.ErrInvalid) {
			w.Error(err)
		}
		if _, err := room.Dismiss(w.Context(), ines, f.PublicID, f.Version-1, "stale"); !errors.Is(err, models.ErrVersion) {
			w.Error(err)
		}
		f, err := room.Dismiss(w.Context(), ines, f.PublicID, f.Version, "a migration")
		if err != nil || f.State != states.FindingDismissed {
			w.Fatal(f, err)
		}
		w.mine(1)
		w.round()
		if f = w.only("many-payments", states.FindingDismissed); f.Sightings != 2 {
			w.Errorf("%+v", f)
		}
		if _, err := room.Reopen(w.Context(), ines, f.PublicID, f.Version, "it was one"); !errors.Is(err, service.ErrForbidden) {
			w.Error(err)
		}
		f, err = room.Reopen(w.Context(), sara, f.PublicID, f.Version, "it was one")
		if err != nil || f.State != states.FindingOpen {
			w.Fatal(f, err)
		}
	})
}

// Two persons make a monitor live; what it finds then may be acted on. Its
// configuration cannot.
func TestTwoPersonsArm(t *testing.T) {
	t.Parallel()
	each(t, 50, func(w *world) {
		room := &watch.Service{DB: w.db, Chain: 31337}
		ines, sara, sam := w.person("ines", "intake"), w.person("sara", "senior"), w.person("sam", "senior")
		w.round()
		m := w.monitor("large-payment")
		if _, err := room.SetMonitor(w.Context(), sara, m.PublicID, m.Version, "arm", "now"); !errors.Is(err, service.ErrInvalid) {
			w.Error(err)
		}
		if _, err := room.Arm(w.Context(), sara, m.PublicID, m.Version, "now"); !errors.Is(err, models.ErrState) {
			w.Error(err)
		}
		m, err := room.AskLive(w.Context(), sara, m.PublicID, m.Version, "weeks of shadow")
		if err != nil || m.State != states.MonitorShadow {
			w.Fatal(m, err)
		}
		for who, by := range map[string]models.Actor{"the first": sara, "intake": ines} {
			if _, err := room.Arm(w.Context(), by, m.PublicID, m.Version, "again"); !errors.Is(err, service.ErrForbidden) {
				w.Errorf("%s: %v", who, err)
			}
		}
		if m, err = room.Arm(w.Context(), sam, m.PublicID, m.Version, "looked at it"); err != nil || m.State != states.MonitorLive {
			w.Fatal(m, err)
		}
		w.pay(1, 2000)
		w.mine(1)
		w.round()
		if f := w.only("large-payment", states.FindingOpen); f.Level != "act" {
			w.Errorf("%+v", f)
		}
		if f := w.only("paying-call", states.FindingOpen); f.Level != "count" {
			w.Errorf("%+v", f)
		}
		if m, err = room.SetMonitor(w.Context(), sara, m.PublicID, m.Version, "disarm", "noisy"); err != nil || m.AskedBy != nil {
			w.Fatal(m, err)
		}
		if _, err = room.SetMonitor(w.Context(), ines, m.PublicID, m.Version, "retire", "noisy"); err != nil {
			w.Fatal(err)
		}
		w.pay(1, 2000)
		w.mine(1)
		w.round()
		w.only("large-payment", states.FindingOpen)
	})
}

func (w *world) monitor(name string) (out models.Monitor) {
	w.Helper()
	w.read(func(tx *models.Tx) (err error) {
		out, err = tx.NewestMonitor(31337, name)
		return err
	})
	return out
}

// A finding becomes an incident with the specification that follows from it.
func TestPromote(t *testing.T) {
	t.Parallel()
	each(t, 50, func(w *world) {
		room := &watch.Service{DB: w.db, Chain: 31337}
		ines := w.person("ines", "intake")
		w.round()
		w.pay(1, 2000)
		w.mine(1)
		w.round()
		f := w.only("large-payment", states.FindingOpen)
		p := watch.Promotion{Title: "The till pays out", Reason: "a finding", DeployedBlock: new(uint64)}
		*p.DeployedBlock = 1
		if _, err := room.Promote(w.Context(), ines, f.PublicID, f.Version, p); !errors.Is(err, service.ErrNotReady) {
			w.Error(err)
		}
		w.write(func(tx *models.Tx) error {
			asset := models.Asset{ChainID: 31337, Address: models.Addr(common.Address{7}), Symbol: "TOK", Decimals: 18}
			protocol := models.Protocol{PublicID: models.NewID("prt"), Slug: "till", Name: "till"}
			if err := errors.Join(models.Insert(tx, &asset), models.Insert(tx, &protocol)); err != nil {
				return err
			}
			return models.Insert(tx, &models.Module{
				PublicID: models.NewID("mod"), ProtocolID: protocol.ID, ChainID: 31337, Address: models.Addr(w.till), Role: "vault", PauseKind: "none",
				Containment: states.ContainmentNone, MethodView: "assetsOf(address)", ValueAssetID: asset.ID,
			})
		})
		bad := p
		late := uint64(1 << 40)
		bad.DeployedBlock = &late
		if _, err := room.Promote(w.Context(), ines, f.PublicID, f.Version, bad); !errors.Is(err, service.ErrInvalid) {
			w.Error(err)
		}
		got, err := room.Promote(w.Context(), ines, f.PublicID, f.Version, p)
		if err != nil || got.State != states.FindingAttached || got.IncidentID == nil {
			w.Fatal(got, err)
		}
		w.read(func(tx *models.Tx) error {
			inc, err := models.ByID[models.Incident](tx, *got.IncidentID)
			if err != nil {
				return err
			}
			mods, err := tx.IncidentModules(inc.ID)
			if err != nil || len(mods) != 1 || mods[0].FromBlock != f.Number || mods[0].FromHash != f.Hash || mods[0].ToBlock != f.Number || mods[0].ToHash.Hash != f.Hash.Hash || inc.State != states.IncidentSuspected {
				w.Errorf("%+v %+v %v", inc, mods, err)
			}
			return nil
		})
	})
}

// What a file gets wrong is refused with its place, and nothing is written.
func TestFilesAreRefused(t *testing.T) {
	t.Parallel()
	const head = `{"format": "makewhole.watch/1", "chain": 31337, "modules": [{"name": "vault", "targets": {"module": "0x00000000000000000000000000000000000000a1"}, "monitors": [`
	for text, want := range map[string]string{
		`{"format": "x", "chain": 1, "modules": []}`:                                      "/format",
		head + `{"builtin": "d99"}]}]}`:                                                   "/modules/0/monitors/0: there is no built-in",
		head + `{"builtin": "d11-reentrancy", "targets": {"asset": "0x1"}}]}]}`:           "/targets/asset",
		head + `{"builtin": "d11-reentrancy", "parameters": {"x": "1"}}]}]}`:              "/parameters/x",
		head + `{"builtin": "d11-reentrancy", "reads": {"x": {"balance": "module"}}}]}]}`: "/reads/x",
		head + `{"builtin": "d01-net-outflow"}]}]}`:                                       "wants a contract called",
		head + `{"builtin": "d11-reentrancy", "severity": "P9"}]}]}`:                      "/severity",
		head + `{}]}]}`: "exactly one",
		head + `{"builtin": "d11-reentrancy"}, {"builtin": "d11-reentrancy"}]}]}`: "another monitor",
		head + `{"builtin": "d11-reentrancy", "bultin": "x"}]}]}`:                 "bultin",
	} {
		if _, err := watch.ReadFile([]byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.120s: %v, want %s", text, err, want)
		}
	}
}

// A file that changes a monitor begins its next version in shadow and retires the
// one before; the same file again changes nothing.
func TestRegisterVersions(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *models.DB) {
		file := func(severity string) *watch.File {
			f, err := watch.ReadFile([]byte(`{"format": "makewhole.watch/1", "chain": 31337, "modules": [{"name": "vault", "targets": {"module": "0x00000000000000000000000000000000000000a1"},
				"monitors": [{"builtin": "d11-reentrancy", "severity": "` + severity + `"}]}]}`))
			if err != nil {
				t.Fatal(err)
			}
			return f
		}
		for i, want := range []int{1, 0, 1, 0} {
			if n, err := watch.Register(t.Context(), db, file([]string{"P1", "P1", "P2", "P2"}[i])); err != nil || n != want {
				t.Fatalf("file %d: %d begin, %v", i, n, err)
			}
		}
		err := db.Read(t.Context(), func(tx *models.Tx) error {
			all, err := tx.Monitors(31337, "", models.Page{Limit: 10})
			if err != nil || len(all) != 2 || all[0].State != states.MonitorRetired || all[1].State != states.MonitorShadow || all[1].Number != 2 {
				t.Errorf("%+v %v", all, err)
			}
			f, err := monitor.Parse(all[1].Content)
			if err != nil || f.Severity != "P2" || f.Version != 2 || f.ID != "vault-d11-reentrancy" || all[1].ContentHash.Hash != watch.Digest(all[1].Content) {
				t.Errorf("%+v %v", f, err)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}
