package server

import (
	"context"
	"slices"
	"strings"
	"time"

	"makewhole/models"
)

// Staff keeps the people of the staff and their API tokens. Commands use it
// directly when no server runs.
type Staff struct{ DB *models.DB }

// StaffInput describes a person. Two logins of one person share Person, which
// the four-eyes rules compare.
type StaffInput struct {
	Person string
	Name   string
	Roles  []string
	Wallet *models.Address // of the person, so that nobody decides about their own claim
}

func (in *StaffInput) validate() error {
	var bad []FieldProblem
	if in.Person == "" || len(in.Person) > 100 {
		bad = append(bad, FieldProblem{"/person", "must have 1 to 100 bytes"})
	}
	if in.Name == "" || len(in.Name) > 200 {
		bad = append(bad, FieldProblem{"/name", "must have 1 to 200 bytes"})
	}
	if len(in.Roles) == 0 {
		bad = append(bad, FieldProblem{"/roles", "must name at least one role"})
	}
	for _, r := range in.Roles {
		if !slices.Contains(allRoles, r) {
			bad = append(bad, FieldProblem{"/roles", "must be of " + strings.Join(allRoles, ", ")})
		}
	}
	if bad != nil {
		return &fieldErrors{fields: bad}
	}
	return nil
}

func joinRoles(roles []string) string {
	roles = slices.Clone(roles)
	slices.Sort(roles)
	return strings.Join(slices.Compact(roles), ",")
}

// NewToken is a person with the token, which is told once: the store has its
// sha256.
type NewToken struct {
	Row   models.Staff
	Token string
}

// Add records a person and makes their token.
func (s Staff) Add(ctx context.Context, by models.Actor, in StaffInput) (NewToken, error) {
	if err := in.validate(); err != nil {
		return NewToken{}, err
	}
	out := NewToken{Token: secret(staffPrefix, tokenBytes)}
	err := s.DB.Tx(ctx, func(tx *models.Tx) error {
		out.Row = models.Staff{
			PublicID: models.NewID("stf"), Person: in.Person, Name: in.Name, Roles: joinRoles(in.Roles),
			TokenHash: models.H(tokenHash(out.Token)), Wallet: in.Wallet,
		}
		if err := models.Insert(tx, &out.Row); err != nil {
			return err
		}
		if err := tx.Audit(by, "staff.add", out.Row.PublicID, map[string]any{"person": in.Person, "roles": out.Row.Roles}); err != nil {
			return err
		}
		tx.Result(out)
		return nil
	})
	return out, err
}

// SetRoles replaces the roles of a person; the next request sees them.
func (s Staff) SetRoles(ctx context.Context, by models.Actor, id string, version int64, roles []string) (models.Staff, error) {
	if err := (&StaffInput{Person: "-", Name: "-", Roles: roles}).validate(); err != nil {
		return models.Staff{}, err
	}
	return s.change(ctx, by, id, version, "staff.roles", sameRow, func(tx *models.Tx, row *models.Staff) []string {
		row.Roles = joinRoles(roles)
		return []string{"roles"}
	})
}

// Disable ends a person's access at once.
func (s Staff) Disable(ctx context.Context, by models.Actor, id string, version int64) (models.Staff, error) {
	return s.change(ctx, by, id, version, "staff.disable", sameRow, func(tx *models.Tx, row *models.Staff) []string {
		row.DisabledAt = &tx.Now
		return []string{"disabled_at"}
	})
}

// Rotate replaces a person's token; the old one is dead at once.
func (s Staff) Rotate(ctx context.Context, by models.Actor, id string, version int64) (NewToken, error) {
	token := secret(staffPrefix, tokenBytes)
	told := func(row models.Staff) any { return NewToken{Row: row, Token: token} }
	row, err := s.change(ctx, by, id, version, "staff.rotate", told, func(tx *models.Tx, row *models.Staff) []string {
		row.TokenHash = models.H(tokenHash(token))
		return []string{"token_hash"}
	})
	return NewToken{Row: row, Token: token}, err
}

func sameRow(row models.Staff) any { return row }

// change writes the columns that set names; told is what the commit hook gets.
func (s Staff) change(ctx context.Context, by models.Actor, id string, version int64, action string, told func(models.Staff) any, set func(*models.Tx, *models.Staff) []string) (models.Staff, error) {
	var row models.Staff
	err := s.DB.Tx(ctx, func(tx *models.Tx) (err error) {
		if row, err = models.ByPublicID[models.Staff](tx, id); err != nil {
			return err
		}
		if row.Version != version {
			return models.ErrVersion
		}
		if err := models.Update(tx, &row, set(tx, &row)...); err != nil {
			return err
		}
		if err := tx.Audit(by, action, id, map[string]any{"roles": row.Roles}); err != nil {
			return err
		}
		tx.Result(told(row))
		return nil
	})
	return row, err
}

// Person is one login of the staff.
type Person struct {
	ID         string     `json:"id"`
	Version    int64      `json:"version"`
	Person     string     `json:"person"`
	Name       string     `json:"name"`
	Roles      []string   `json:"roles" nullable:"false"`
	Wallet     string     `json:"wallet,omitempty"`
	DisabledAt *time.Time `json:"disabled_at,omitempty"`
	CreatedAt  time.Time  `json:"created_at"`
}

// PersonWithToken shows a new token, once.
type PersonWithToken struct {
	Person
	Token string `json:"token,omitempty" doc:"Shown once; only its sha256 is stored. A repeated request does not show it again."`
}

func (p PersonWithToken) withoutSecret() any { return p.Person }

func personOf(r models.Staff) Person {
	out := Person{
		ID: r.PublicID, Version: r.Version, Person: r.Person, Name: r.Name, Roles: strings.Split(r.Roles, ","),
		DisabledAt: utcPtr(r.DisabledAt), CreatedAt: r.CreatedAt.UTC(),
	}
	if r.Wallet != nil {
		out.Wallet = r.Wallet.Hex()
	}
	return out
}

func viewPerson(_ *models.Tx, r models.Staff) (Person, error) { return personOf(r), nil }

func viewNewToken(_ *models.Tx, t NewToken) (PersonWithToken, error) {
	return PersonWithToken{Person: personOf(t.Row), Token: t.Token}, nil
}
