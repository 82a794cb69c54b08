package foureyes

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"

	"makewhole/models"
	"makewhole/states"
	"makewhole/test/dbtest"
	"makewhole/test/roomtest"
)

// scene is one act, set up so that a person without a tie takes it.
type scene struct {
	do func(by models.Actor) error
	// done reports whether the act took effect.
	done     func() bool
	wrote    []models.Actor // who wrote it or gave the first word
	named    string         // an account that it names
	self     *models.Staff  // the login that it is about
	judged   []models.Actor // who judged it before
	incident *models.Incident
}

// Every act of the table refuses everybody who is tied to it, whoever is not active
// in one of its roles, and a first word that does not count any more; then somebody
// else takes it.
func TestEveryDecisionRefusesEveryTie(t *testing.T) {
	t.Parallel()
	for _, d := range states.Decisions {
		set := scenes[d.Act]
		if set == nil {
			t.Errorf("nobody plays %s", d.Act)
			continue
		}
		t.Run(d.Act, func(t *testing.T) {
			t.Parallel()
			dbtest.EachClock(t, func(t *testing.T, db *models.DB, clock *dbtest.Clock) {
				w := roomtest.NewWorld(t, db, clock, termsOf(d.Act))
				s := set(w)
				walk(t, w, d, s)
			})
			if !d.Second {
				return
			}
			dbtest.EachClock(t, func(t *testing.T, db *models.DB, clock *dbtest.Clock) {
				w := roomtest.NewWorld(t, db, clock, termsOf(d.Act))
				deadWord(t, w, d, set(w))
			})
		})
	}
	for act := range scenes {
		if _, ok := states.DecisionOf(act); !ok {
			t.Errorf("the table has no act %s", act)
		}
	}
}

func walk(t *testing.T, w *roomtest.World, d states.Decision, s scene) {
	t.Helper()
	for _, tie := range d.Not {
		tied := s.tied(t, w, d, tie)
		if len(tied) == 0 {
			t.Errorf("%s: nobody is tied by %q", d.Act, tie)
		}
		for how, by := range tied {
			var c *models.ConflictError
			if err := s.do(by); !errors.As(err, &c) || c.Tie != tie || !errors.Is(err, models.ErrForbidden) {
				t.Errorf("%s by who %s (%s): %v", d.Act, tie, how, err)
			}
		}
	}
	for how, by := range inactive(w, d) {
		if err := s.do(by); !errors.Is(err, models.ErrForbidden) {
			t.Errorf("%s by %s: %v", d.Act, how, err)
		}
	}
	if s.done() {
		t.Fatalf("%s took effect by people who may not", d.Act)
	}
	if err := s.do(stranger(w, d)); err != nil || !s.done() {
		t.Errorf("%s by somebody else: %v, done %v", d.Act, err, s.done())
	}
}

// deadWord ends the access of whoever gave the first word: the second does nothing.
func deadWord(t *testing.T, w *roomtest.World, d states.Decision, s scene) {
	t.Helper()
	for _, first := range s.wrote {
		end(w, first)
	}
	err := s.do(stranger(w, d))
	if s.done() {
		t.Errorf("%s took effect on the word of somebody who has no access: %v", d.Act, err)
	}
}

func end(w *roomtest.World, by models.Actor) {
	w.Tx(func(tx *models.Tx) error {
		row, err := models.ByID[models.Staff](tx, by.StaffID)
		if err != nil {
			return err
		}
		row.DisabledAt = &tx.Now
		return models.Update(tx, &row, "disabled_at")
	})
}

// hire adds a login; an empty wallet is none.
func hire(w *roomtest.World, person, roles string, wallet common.Address) models.Actor {
	row := models.Staff{PublicID: models.NewID("stf"), Person: person, Name: "a login", Roles: roles}
	row.TokenHash = models.H(crypto.Keccak256Hash([]byte(row.PublicID)))
	if wallet != (common.Address{}) {
		a := models.Addr(wallet)
		row.Wallet = &a
	}
	w.Tx(func(tx *models.Tx) error { row.ID = 0; return models.Insert(tx, &row) })
	return models.StaffActor(row, "")
}

// rolesOf are all roles of an act, as a login has them: a tie counts whatever else
// a person may do.
func rolesOf(d states.Decision) string {
	roles := slices.DeleteFunc(strings.Split(d.Roles, "|"), func(r string) bool { return !slices.Contains(states.StaffRoles(), r) })
	slices.Sort(roles)
	return strings.Join(roles, ",")
}

func stranger(w *roomtest.World, d states.Decision) models.Actor {
	return hire(w, "stranger "+models.NewID("per"), rolesOf(d), common.Address{})
}

// inactive are people whose roles are gone, though their actor still has them.
func inactive(w *roomtest.World, d states.Decision) map[string]models.Actor {
	gone, other := stranger(w, d), stranger(w, d)
	end(w, gone)
	w.Tx(func(tx *models.Tx) error {
		row, err := models.ByID[models.Staff](tx, other.StaffID)
		if err != nil {
			return err
		}
		row.Roles = states.RoleAuditor
		return models.Update(tx, &row, "roles")
	})
	return map[string]models.Actor{"who has no access": gone, "who has another role now": other}
}

// logins are ways in which a person comes back: another login without a wallet,
// another spelling of the id, somebody else with their wallet.
func logins(w *roomtest.World, d states.Decision, by models.Actor) map[string]models.Actor {
	out := map[string]models.Actor{
		"another login":    hire(w, by.Person, rolesOf(d), common.Address{}),
		"another spelling": hire(w, spelled(by.Person), rolesOf(d), common.Address{}),
	}
	if by.Wallet != (common.Address{}) {
		out["the same wallet"] = hire(w, "somebody "+models.NewID("per"), rolesOf(d), by.Wallet)
	}
	return out
}

// spelled writes an id in full width, in capitals, with spaces and look-alikes.
func spelled(person string) string {
	wide := strings.Map(func(r rune) rune {
		switch {
		case r == 'o':
			return '0'
		case r == 'l':
			return '1'
		case r > ' ' && r < 0x7f:
			return r + 0xfee0
		}
		return r
	}, strings.ToUpper(person)[:1]+person[1:])
	return "  " + wide + " "
}

func (s scene) tied(t *testing.T, w *roomtest.World, d states.Decision, tie states.Tie) map[string]models.Actor {
	t.Helper()
	out := map[string]models.Actor{}
	people := map[states.Tie][]models.Actor{states.TieWrote: s.wrote, states.TieJudged: s.judged}[tie]
	for i, p := range people {
		for how, by := range logins(w, d, p) {
			out[fmt.Sprint(how, " of ", i)] = by
		}
	}
	switch tie {
	case states.TieWrote, states.TieJudged:
		return out
	case states.TieNamed:
		if s.self != nil {
			return logins(w, d, models.StaffActor(*s.self, ""))
		}
		return map[string]models.Actor{"their wallet": hire(w, "named", rolesOf(d), roomtest.Addr(s.named)), "another login": hire(w, "N A M E D", rolesOf(d), common.Address{})}
	}
	for i, wallet := range interested(w, s.incident, tie) {
		person := fmt.Sprintf("%s %d", tie, i)
		out[fmt.Sprint("a wallet ", i)] = hire(w, person, rolesOf(d), wallet)
		out[fmt.Sprint("a login without one ", i)] = hire(w, person, rolesOf(d), common.Address{})
	}
	return out
}

// interested makes wallets tied to an incident, one for each record that ties.
func interested(w *roomtest.World, inc *models.Incident, tie states.Tie) (out []common.Address) {
	fresh := func() models.Address { return models.Addr(roomtest.Addr(models.NewID("wal"))) }
	for _, make := range map[states.Tie][]func(*models.Tx, models.Address) error{
		states.TieMeasured: {func(tx *models.Tx, a models.Address) error { return signed(tx, inc, a) }},
		states.TieCover: {
			func(tx *models.Tx, a models.Address) error { _, err := covered(tx, w.Product.ID, a); return err },
			func(tx *models.Tx, a models.Address) error {
				c, err := covered(tx, w.Product.ID, fresh())
				if err != nil {
					return err
				}
				return models.Insert(tx, &models.CoverAccount{CoverID: c.ID, Account: a, InsuredFrom: tx.Now})
			},
		},
		states.TieLine: {
			func(tx *models.Tx, a models.Address) error { return owed(tx, inc, w.AssetID(), a, fresh()) },
			func(tx *models.Tx, a models.Address) error { return owed(tx, inc, w.AssetID(), fresh(), a) },
		},
	}[tie] {
		wallet := fresh()
		w.Tx(func(tx *models.Tx) error { return make(tx, wallet) })
		out = append(out, wallet.Address)
	}
	return out
}

// signed makes an account sign a snapshot of the incident.
func signed(tx *models.Tx, inc *models.Incident, a models.Address) error {
	var snap *models.Snapshot
	err := models.EachRow(tx, func(s *models.Snapshot) error {
		if s.IncidentID == inc.ID {
			row := *s
			snap = &row
		}
		return nil
	})
	if err != nil {
		return err
	}
	if snap == nil {
		snap = &models.Snapshot{
			PublicID: models.NewID("snp"), IncidentID: inc.ID, ConfigDigest: inc.ConfigDigest, AssetID: inc.NumeraireID, Message: "{}",
			State: models.SnapshotCollecting, Digest: models.H(crypto.Keccak256Hash([]byte(inc.PublicID))),
		}
		if err := models.Insert(tx, snap); err != nil {
			return err
		}
	}
	return models.Insert(tx, &models.OracleReport{
		PublicID: models.NewID("rep"), Kind: "loss_snapshot", SubjectID: snap.ID, Slot: a.Hex(), Digest: snap.Digest, Signer: a,
		Signature: "0x" + strings.Repeat("ab", 65), Source: "api", ReceivedAt: tx.Now,
	})
}

// covered writes a cover like the first one of the product for a holder.
func covered(tx *models.Tx, productID int64, holder models.Address) (models.Cover, error) {
	w, err := tx.NewestWording(productID)
	if err != nil {
		return models.Cover{}, err
	}
	c := models.Cover{
		PublicID: models.NewID("cov"), ProductID: productID, WordingID: w.ID, Kind: "individual", Holder: holder, Limit: models.Amt(roomtest.N(1)),
		ActiveFrom: tx.Now, ActiveTo: tx.Now.AddDate(1, 0, 0), TermsHash: w.TermsHash, State: "active",
	}
	return c, models.Insert(tx, &c)
}

// owed writes an entitlement that is closed: it changes nothing else.
func owed(tx *models.Tx, inc *models.Incident, assetID int64, affected, receiver models.Address) error {
	return models.Insert(tx, &models.Entitlement{
		PublicID: models.NewID("ent"), IncidentID: inc.ID, Kind: "recovery", Affected: affected, Receiver: receiver, AssetID: assetID,
		Amount: models.Amt(roomtest.N(0)), State: "closed",
	})
}
