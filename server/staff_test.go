package server

import (
	"slices"
	"strings"
	"testing"
	"time"

	"makewhole/models"
	"makewhole/states"
)

// hired adds a person as the operator does before anything is on record.
func (b *bench) hired(person string, roles ...string) string {
	b.Helper()
	got, err := b.s.staff().Add(b.Context(), models.SystemActor(states.SystemOperator), StaffInput{Person: person, Name: person, Roles: roles})
	b.must(err)
	b.tokens[person] = got.Token
	return got.Row.PublicID
}

func (b *bench) person(who, id string) (out Person) {
	b.Helper()
	var page struct{ Items []Person }
	b.ask(who, "GET", "/v1/admin/staff?limit=200", nil).want(200).into(&page)
	i := slices.IndexFunc(page.Items, func(p Person) bool { return p.ID == id })
	if i < 0 {
		b.Fatalf("%s is not listed", id)
	}
	return page.Items[i]
}

func (b *bench) change(who string, p Person, act string, roles ...string) answer {
	b.Helper()
	body := map[string]any{"version": p.Version}
	if act == "roles" {
		body["roles"] = roles
	}
	return b.ask(who, "POST", "/v1/admin/staff/"+p.ID+"/"+act, body)
}

// A role that decides is given by two persons and counts a day later; everybody
// is told, and one may refuse.
func TestTwoPersonsGiveARoleThatDecides(t *testing.T) {
	t.Parallel()
	eachBench(t, func(b *bench) {
		b.hired("second", roleAdmin)
		var zoe PersonWithToken
		body := map[string]any{"person": "Zoe", "name": "Zoe", "roles": []string{"auditor", "senior"}}
		b.ask("staff:admin", "POST", "/v1/admin/staff", body).want(201).has(`"roles":["auditor"]`, `"asked_by":"staff:stf_`).into(&zoe)
		b.tokens["zoe"] = zoe.Token
		b.change("staff:admin", zoe.Person, "roles/agree").problem(403, "forbidden").has("it takes a second person")
		b.change("staff:treasurer", zoe.Person, "roles/agree").problem(403, "forbidden")
		b.change("staff:zoe", zoe.Person, "roles/agree").problem(403, "forbidden")
		var agreed Person
		b.change("staff:second", zoe.Person, "roles/agree").want(200).into(&agreed)
		if agreed.Next == nil || agreed.Next.AgreedBy == "" || agreed.Next.From == nil || !slices.Equal(agreed.Roles, []string{"auditor"}) {
			b.Fatalf("agreed: %+v", agreed)
		}
		b.ask("staff:treasurer", "GET", "/v1/admin/me", nil).want(200).has(`"notices":[{`, zoe.ID)
		b.clock.Advance(RoleDelay - time.Second)
		b.ask("staff:zoe", "GET", "/v1/admin/me", nil).want(200).has(`"roles":["auditor"]`)
		b.clock.Advance(time.Second)
		b.ask("staff:zoe", "GET", "/v1/admin/me", nil).want(200).has(`"roles":["auditor","senior"]`, `"notices":[]`)
		b.change("staff:zoe", b.person("staff:admin", zoe.ID), "roles/refuse").want(409)

		now := b.person("staff:admin", zoe.ID)
		b.change("staff:admin", now, "roles", "auditor", "senior", "treasurer").want(200).into(&now)
		if !slices.Equal(now.Roles, []string{"auditor", "senior"}) || now.Next == nil {
			b.Errorf("what is kept counts on: %+v", now)
		}
		b.change("staff:second", now, "roles/agree").want(200).into(&now)
		b.change("staff:treasurer", now, "roles/refuse").want(200).into(&now)
		b.clock.Advance(2 * RoleDelay)
		if now = b.person("staff:admin", zoe.ID); now.Next != nil || slices.Contains(now.Roles, roleTreasurer) {
			b.Errorf("refused: %+v", now)
		}
		b.change("staff:admin", now, "roles", "auditor").want(200).has(`"roles":["auditor"]`).hasNot(`"next"`)
	})
}

// A word of an admin who has no access any more gives nothing.
func TestTheFirstWordCountsWhileItsGiverIsAdmin(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	second := b.hired("second", roleAdmin)
	b.hired("third", roleAdmin)
	auditor := b.hired("mia", roleAuditor)
	var mia Person
	b.change("staff:second", b.person("staff:admin", auditor), "roles", "senior").want(200).into(&mia)
	b.change("staff:admin", b.person("staff:admin", second), "disable").want(200)
	b.change("staff:third", mia, "roles/agree").problem(403, "forbidden").has("the first word does not count any more")
}

func TestNobodyChangesTheirOwnRoles(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.hired("second", roleAdmin)
	again := b.hired("p-admin", roleAuditor) // another login of the bench's admin
	_, me := b.person("staff:admin", again), Me{}
	b.ask("staff:admin", "GET", "/v1/admin/me", nil).want(200).into(&me)
	for _, p := range []Person{me.Person, b.person("staff:admin", again)} {
		b.change("staff:admin", p, "roles", "admin", "senior").problem(403, "forbidden")
	}
	b.ask("staff:admin", "POST", "/v1/admin/staff", map[string]any{"person": me.Person.Person, "name": "me too", "roles": []string{"senior"}}).problem(403, "forbidden")
}

// Ids are written one way, and what looks like another is refused.
func TestPersonsAndWalletsAreOnesOwn(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	add := func(person, wallet string) answer {
		body := map[string]any{"person": person, "name": "N", "roles": []string{"auditor"}}
		if wallet != "" {
			body["wallet"] = wallet
		}
		return b.ask("staff:admin", "POST", "/v1/admin/staff", body)
	}
	add("Ｎｏｒａ  Ｌｏｗ", addr("nora").Hex()).want(201).has(`"person":"nora low"`)
	add(" NORA Low ", addr("nora").Hex()).want(201).has(`"person":"nora low"`)
	for _, other := range []string{"nоra low", "n0ra low", "nora.low", "nora 1ow", "noralow", "nora\u200blow", "", "ñora"} {
		add(other, "").problem(400, "invalid-request").has("/person")
	}
	add("somebody else", addr("nora").Hex()).problem(400, "invalid-request").has("/wallet")
}

func TestTheLastAdminStays(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	second := b.person("staff:admin", b.hired("second", roleAdmin))
	var me Me
	b.ask("staff:admin", "GET", "/v1/admin/me", nil).want(200).into(&me)
	b.change("staff:second", me.Person, "disable").want(200)
	b.change("staff:second", second, "disable").problem(409, "conflict").has("the last admin stays")
	ctx, by := b.Context(), models.SystemActor(states.SystemOperator)
	if _, err := b.s.staff().SetRoles(ctx, by, second.ID, second.Version, []string{roleAuditor}); err == nil {
		t.Error("the operator took the last admin away")
	}
}

// A token that somebody else made could be theirs: it decides nothing until a
// second person agreed. One's own is one's own.
func TestATokenOfSomebodyElseDecidesNothing(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.hired("second", roleAdmin)
	var senior Me
	b.ask("staff:senior", "GET", "/v1/admin/me", nil).want(200).into(&senior)
	var again PersonWithToken
	b.change("staff:admin", senior.Person, "token").want(200).into(&again)
	if again.Token == "" || len(again.Roles) != 0 || again.Next == nil {
		t.Fatalf("%+v", again.Person)
	}
	b.tokens["taken"] = again.Token
	b.ask("staff:taken", "POST", "/v1/admin/protocols", map[string]any{"slug": "x", "name": "X"}).problem(403, "forbidden")
	b.change("staff:second", again.Person, "roles/agree").want(200)
	b.clock.Advance(RoleDelay)
	b.ask("staff:taken", "GET", "/v1/admin/me", nil).want(200).has(`"roles":["senior"]`)
}

// The operator of the machine hires alone while nothing is on record; afterwards
// theirs is one word, and restores an admin only after the delay.
func TestOperatorIsOneOfTwoOnceSomethingIsOnRecord(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	first := b.person("staff:admin", b.hired("early", roleTreasurer))
	if !slices.Equal(first.Roles, []string{roleTreasurer}) {
		t.Fatalf("an empty store: %+v", first)
	}
	b.world()
	late := b.person("staff:admin", b.hired("late", roleTreasurer))
	if len(late.Roles) != 0 || late.Next == nil || late.Next.AgreedBy != "" {
		t.Fatalf("a store with a protocol: %+v", late)
	}
	ctx, by := b.Context(), models.SystemActor(states.SystemOperator)
	if _, err := b.s.staff().Agree(ctx, by, late.ID, late.Version); err == nil {
		t.Error("the operator agreed with the operator")
	}
	b.change("staff:admin", late, "roles/agree").want(200)

	b.must(b.db.Tx(ctx, func(tx *models.Tx) error { // every admin lost their access
		all, err := tx.AllStaff()
		for i := range all {
			if err == nil && strings.Contains(all[i].Roles, roleAdmin) {
				all[i].DisabledAt = &tx.Now
				err = models.Update(tx, &all[i], "disabled_at")
			}
		}
		return err
	}))
	saved, err := b.s.staff().Add(ctx, by, StaffInput{Person: "saviour", Name: "S", Roles: []string{roleAdmin}})
	b.must(err)
	b.tokens["saviour"] = saved.Token
	b.ask("staff:saviour", "GET", "/v1/admin/staff", nil).problem(403, "forbidden")
	b.ask("staff:senior", "GET", "/v1/admin/me", nil).want(200).has(saved.Row.PublicID)
	b.clock.Advance(RoleDelay)
	b.ask("staff:saviour", "GET", "/v1/admin/staff", nil).want(200)
}
