package server

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"makewhole/models"
	"makewhole/service"
	"makewhole/states"
)

// Staff keeps the people of the staff and their API tokens. Commands use it
// directly when no server runs.
//
// Roles that decide (all but auditor) are given by two persons: an admin asks, an
// admin or senior agrees, and RoleDelay later they count; until then every holder
// of a deciding role sees the change and may refuse it. Taking roles away and
// ending access need one admin. The operator of the machine is one of the two
// persons; alone they hire only while nothing is on record, and, after the delay,
// when no admin is left.
type Staff struct{ DB *models.DB }

// RoleDelay is how long a change that gives a deciding role waits after the second
// word, so that its notice can be read.
const RoleDelay = 24 * time.Hour

// StaffInput describes a person. Two logins of one person share Person, which
// the four-eyes rules compare in its canonical spelling.
type StaffInput struct {
	Person string
	Name   string
	Roles  []string
	Wallet *models.Address // of the person, so that nobody decides about their own claim
}

func (in *StaffInput) validate() error {
	var bad []FieldProblem
	person, err := models.CanonicalPerson(in.Person)
	if in.Person = person; err != nil {
		bad = append(bad, FieldProblem{"/person", err.Error()})
	}
	if in.Name == "" || len(in.Name) > 200 {
		bad = append(bad, FieldProblem{"/name", "must have 1 to 200 bytes"})
	}
	if bad = append(bad, checkRoles(in.Roles)...); bad != nil {
		return &fieldErrors{fields: bad}
	}
	return nil
}

func checkRoles(roles []string) (bad []FieldProblem) {
	if len(roles) == 0 {
		bad = append(bad, FieldProblem{"/roles", "must name at least one role"})
	}
	for _, r := range roles {
		if !slices.Contains(allRoles, r) {
			bad = append(bad, FieldProblem{"/roles", "must be of " + strings.Join(allRoles, ", ")})
		}
	}
	return bad
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

// Add records a person and makes their token. Roles that decide are only asked
// for, unless nothing is on record yet and the operator hires.
func (s Staff) Add(ctx context.Context, by models.Actor, in StaffInput) (NewToken, error) {
	if err := in.validate(); err != nil {
		return NewToken{}, err
	}
	out := NewToken{Token: secret(staffPrefix, tokenBytes)}
	err := s.DB.Tx(ctx, func(tx *models.Tx) error {
		if err := onePerson(tx, &in); err != nil {
			return err
		}
		out.Row = models.Staff{
			PublicID: models.NewID("stf"), Person: in.Person, Name: in.Name,
			TokenHash: models.H(tokenHash(out.Token)), Wallet: in.Wallet,
		}
		if err := models.Insert(tx, &out.Row); err != nil {
			return err
		}
		if err := askRoles(tx, by, &out.Row, in.Roles); err != nil {
			return err
		}
		if err := models.Update(tx, &out.Row, roleColumns...); err != nil {
			return err
		}
		if err := tx.Audit(by, "staff.add", out.Row.PublicID, roleDetails(&out.Row, in.Person)); err != nil {
			return err
		}
		tx.Result(out)
		return nil
	})
	return out, err
}

// onePerson refuses an id that looks like another person's, and a wallet of
// another person.
func onePerson(tx *models.Tx, in *StaffInput) error {
	all, err := tx.AllStaff()
	for _, s := range all {
		key := models.PersonKey(s.Person) == models.PersonKey(in.Person)
		switch spelled, _ := models.CanonicalPerson(s.Person); {
		case key && spelled != in.Person:
			return &fieldErrors{fields: []FieldProblem{{"/person", fmt.Sprintf("looks like %q: write it the same for one person, or otherwise for another", s.Person)}}}
		case !key && in.Wallet != nil && s.Wallet != nil && *s.Wallet == *in.Wallet:
			return &fieldErrors{fields: []FieldProblem{{"/wallet", "is the wallet of another person"}}}
		}
	}
	return err
}

// roleColumns are what a change of roles may touch.
var roleColumns = []string{"roles", "next_roles", "next_asked_by", "next_agreed_by", "next_from"}

// forget takes a change of roles back that waits.
func forget(row *models.Staff) {
	row.NextRoles, row.NextAskedBy, row.NextAgreedBy, row.NextFrom = nil, nil, nil, nil
}

// askRoles sets the roles of a login: at once what takes nothing to give, as a change
// that waits what decides.
func askRoles(tx *models.Tx, by models.Actor, row *models.Staff, roles []string) error {
	if err := tx.MayDecide(by, "roles.ask", models.Facts{Staff: []int64{row.ID}}); err != nil {
		return err
	}
	*row = row.At(tx.Now)
	forget(row)
	given := slices.DeleteFunc(slices.Clone(roles), func(r string) bool {
		return states.Decides(r) && !slices.Contains(row.RolesAt(tx.Now), r)
	})
	wanted := joinRoles(roles)
	alone, err := operatorAlone(tx, by, row)
	if err != nil {
		return err
	}
	if alone == atOnce || joinRoles(given) == wanted {
		row.Roles = wanted
		return nil
	}
	asker := by.String()
	row.Roles, row.NextRoles, row.NextAskedBy = joinRoles(given), &wanted, &asker
	if alone == afterDelay {
		from := tx.Now.Add(RoleDelay)
		row.NextAgreedBy, row.NextFrom = &asker, &from
	}
	return nil
}

// What the operator of the machine may do without a second person.
const (
	never = iota
	atOnce
	afterDelay
)

// operatorAlone: the operator hires at once while nothing is on record, and
// restores access, after the delay, when nobody else could agree.
func operatorAlone(tx *models.Tx, by models.Actor, row *models.Staff) (int, error) {
	if by.Kind != models.ActorSystem {
		return never, nil
	}
	empty, err := tx.Unfounded()
	if err != nil || empty {
		return atOnce, err
	}
	admins, err := tx.DecidingAdmins(row.ID)
	if err == nil && admins == 0 {
		return afterDelay, nil
	}
	return never, err
}

// SetRoles replaces the roles of a person. What it takes away is gone with the
// next request; a role that decides waits for Agree and the delay. Nobody changes
// their own, and the last admin stays one.
func (s Staff) SetRoles(ctx context.Context, by models.Actor, id string, version int64, roles []string) (models.Staff, error) {
	if bad := checkRoles(roles); bad != nil {
		return models.Staff{}, &fieldErrors{fields: bad}
	}
	return s.change(ctx, by, id, version, "staff.roles", sameRow, func(tx *models.Tx, row *models.Staff) error {
		if err := askRoles(tx, by, row, roles); err != nil || slices.Contains(row.RolesAt(tx.Now), roleAdmin) {
			return err
		}
		return notTheLast(tx, row)
	})
}

// Agree is the second person's word for a change of roles. It counts while the
// one who asked is active as an admin.
func (s Staff) Agree(ctx context.Context, by models.Actor, id string, version int64) (models.Staff, error) {
	return s.change(ctx, by, id, version, "staff.agree", sameRow, func(tx *models.Tx, row *models.Staff) error {
		switch {
		case row.NextAskedBy == nil || row.NextAgreedBy != nil:
			return fmt.Errorf("%s has no change of roles to agree to: %w", id, models.ErrState)
		case by.String() == *row.NextAskedBy || by.Kind == models.ActorSystem && strings.HasPrefix(*row.NextAskedBy, models.ActorSystem):
			return &models.ConflictError{Act: "roles.agree", Tie: states.TieWrote}
		}
		asker, err := loginOf(tx, *row.NextAskedBy)
		if err != nil {
			return err
		}
		if err := tx.MayDecide(by, "roles.agree", models.Facts{First: asker, Staff: []int64{row.ID}}); err != nil {
			return err
		}
		name, from := by.String(), tx.Now.Add(RoleDelay)
		row.NextAgreedBy, row.NextFrom = &name, &from
		return nil
	})
}

// Refuse ends a change of roles that has not taken effect. One holder of a role
// that decides is enough.
func (s Staff) Refuse(ctx context.Context, by models.Actor, id string, version int64) (models.Staff, error) {
	return s.change(ctx, by, id, version, "staff.refuse", sameRow, func(tx *models.Tx, row *models.Staff) error {
		if row.NextRoles == nil {
			return fmt.Errorf("%s has no change of roles that waits: %w", id, models.ErrState)
		}
		forget(row)
		return nil
	})
}

// loginOf is the login behind the name of an actor; 0 for what is no person.
func loginOf(tx *models.Tx, actor string) (int64, error) {
	id, person := strings.CutPrefix(actor, models.ActorStaff+":")
	if !person {
		return 0, nil
	}
	row, err := models.ByPublicID[models.Staff](tx, id)
	return row.ID, err
}

// notTheLast refuses to leave nobody who could name an admin.
func notTheLast(tx *models.Tx, row *models.Staff) error {
	n, err := tx.DecidingAdmins(row.ID)
	if err == nil && n == 0 {
		was, err := models.ByID[models.Staff](tx, row.ID)
		if err != nil {
			return err
		}
		if was.DisabledAt == nil && slices.Contains(was.RolesAt(tx.Now), roleAdmin) {
			return fmt.Errorf("%w: the last admin stays; name another one before", service.ErrConflict)
		}
	}
	return err
}

// Disable ends a person's access at once. The last admin stays.
func (s Staff) Disable(ctx context.Context, by models.Actor, id string, version int64) (models.Staff, error) {
	return s.change(ctx, by, id, version, "staff.disable", sameRow, func(tx *models.Tx, row *models.Staff) error {
		row.DisabledAt = &tx.Now
		return notTheLast(tx, row)
	}, "disabled_at")
}

// Rotate replaces a person's token; the old one is dead at once. A token that
// somebody else made carries no role that decides until a second person agreed, as
// if the roles were given anew: who makes a token could use it.
func (s Staff) Rotate(ctx context.Context, by models.Actor, id string, version int64) (NewToken, error) {
	token := secret(staffPrefix, tokenBytes)
	told := func(row models.Staff) any { return NewToken{Row: row, Token: token} }
	row, err := s.change(ctx, by, id, version, "staff.rotate", told, func(tx *models.Tx, row *models.Staff) error {
		row.TokenHash = models.H(tokenHash(token))
		if by.Kind == models.ActorStaff && by.StaffID == row.ID {
			return nil
		}
		if err := notTheLastUnlessOperator(tx, by, row); err != nil {
			return err
		}
		roles := row.RolesAt(tx.Now)
		row.Roles = joinRoles(slices.DeleteFunc(slices.Clone(roles), states.Decides))
		return askRoles(tx, by, row, roles)
	}, "token_hash")
	return NewToken{Row: row, Token: token}, err
}

// notTheLastUnlessOperator: only the machine's operator makes a new token for the
// last admin, who lost theirs.
func notTheLastUnlessOperator(tx *models.Tx, by models.Actor, row *models.Staff) error {
	if by.Kind == models.ActorSystem {
		return nil
	}
	return notTheLast(tx, row)
}

func sameRow(row models.Staff) any { return row }

// roleDetails is what the audit log says about the roles of a login.
func roleDetails(row *models.Staff, person string) map[string]any {
	out := map[string]any{"roles": row.Roles, "person": person}
	if row.NextRoles != nil {
		out["next_roles"], out["asked_by"] = *row.NextRoles, *row.NextAskedBy
	}
	if row.NextFrom != nil {
		out["agreed_by"], out["from"] = *row.NextAgreedBy, *row.NextFrom
	}
	return out
}

// change writes what set changes: roles and the columns named; told is what the
// commit hook gets.
func (s Staff) change(
	ctx context.Context, by models.Actor, id string, version int64, action string, told func(models.Staff) any,
	set func(*models.Tx, *models.Staff) error, cols ...string,
) (models.Staff, error) {
	var row models.Staff
	err := s.DB.Tx(ctx, func(tx *models.Tx) (err error) {
		if row, err = models.ByPublicID[models.Staff](tx, id); err != nil {
			return err
		}
		if row.Version != version {
			return models.ErrVersion
		}
		if row.DisabledAt != nil {
			return fmt.Errorf("%s has no access any more: %w", id, models.ErrState)
		}
		row = row.At(tx.Now)
		if err := set(tx, &row); err != nil {
			return err
		}
		if err := models.Update(tx, &row, append(cols, roleColumns...)...); err != nil {
			return err
		}
		if err := tx.Audit(by, action, id, roleDetails(&row, row.Person)); err != nil {
			return err
		}
		tx.Result(told(row))
		return nil
	})
	return row, err
}
