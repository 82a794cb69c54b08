package server

import (
	"strings"
	"time"

	"makewhole/models"
)

// Person is one login of the staff.
type Person struct {
	ID         string      `json:"id"`
	Version    int64       `json:"version"`
	Person     string      `json:"person"`
	Name       string      `json:"name"`
	Roles      []string    `json:"roles" nullable:"false" enum:"admin,auditor,intake,senior,treasurer,underwriter" doc:"What counts now."`
	Next       *RoleChange `json:"next,omitempty" doc:"A change of roles that has not taken effect."`
	Wallet     string      `json:"wallet,omitempty"`
	DisabledAt *time.Time  `json:"disabled_at,omitempty"`
	CreatedAt  time.Time   `json:"created_at"`
}

// RoleChange is what somebody's roles shall become, and who said so.
type RoleChange struct {
	Roles    []string   `json:"roles" nullable:"false" enum:"admin,auditor,intake,senior,treasurer,underwriter"`
	AskedBy  string     `json:"asked_by"`
	AgreedBy string     `json:"agreed_by,omitempty" doc:"The second person; without one it never counts."`
	From     *time.Time `json:"from,omitempty" doc:"When the roles count, unless somebody refuses before."`
}

// Me is who is signed in, with the notice of what is about to change.
type Me struct {
	Person
	Notices []Person `json:"notices" nullable:"false" doc:"Everybody whose roles are about to change: a holder of a role that decides may refuse it."`
}

// PersonWithToken shows a new token, once.
type PersonWithToken struct {
	Person
	Token string `json:"token,omitempty" doc:"Shown once; only its sha256 is stored. A repeated request does not show it again."`
}

func (p PersonWithToken) withoutSecret() any { return p.Person }

// personOf shows a login as it is at a moment.
func personOf(r models.Staff, now time.Time) Person {
	r = r.At(now)
	out := Person{
		ID: r.PublicID, Version: r.Version, Person: r.Person, Name: r.Name, Roles: r.RolesAt(now), Next: changeOf(r),
		DisabledAt: utcPtr(r.DisabledAt), CreatedAt: r.CreatedAt.UTC(),
	}
	if r.Wallet != nil {
		out.Wallet = r.Wallet.Hex()
	}
	return out
}

func changeOf(r models.Staff) *RoleChange {
	if r.NextRoles == nil || r.NextAskedBy == nil {
		return nil
	}
	out := &RoleChange{Roles: strings.Split(*r.NextRoles, ","), AskedBy: *r.NextAskedBy, From: utcPtr(r.NextFrom)}
	if r.NextAgreedBy != nil {
		out.AgreedBy = *r.NextAgreedBy
	}
	return out
}

func viewPerson(tx *models.Tx, r models.Staff) (Person, error) { return personOf(r, tx.Now), nil }

func viewNewToken(tx *models.Tx, t NewToken) (PersonWithToken, error) {
	return PersonWithToken{Person: personOf(t.Row, tx.Now), Token: t.Token}, nil
}

// notices are the logins whose roles are about to change.
func notices(tx *models.Tx) ([]Person, error) {
	all, err := tx.AllStaff()
	out := []Person{}
	for _, r := range all {
		if p := personOf(r, tx.Now); p.Next != nil && r.DisabledAt == nil {
			out = append(out, p)
		}
	}
	return out, err
}
