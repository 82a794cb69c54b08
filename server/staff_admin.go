package server

import (
	"context"

	"makewhole/models"
)

func (s *Server) staff() Staff { return Staff{DB: s.db} }

// adminMe tells staff who they are.
func (s *Server) adminMe(tx *models.Tx, c caller, _ *struct{}) (Person, error) {
	if c.actor.Kind == models.ActorSystem {
		return Person{ID: c.actor.String(), Name: "admin socket", Person: "operator", Roles: c.actor.Roles, CreatedAt: tx.Now}, nil
	}
	row, err := models.ByID[models.Staff](tx, c.actor.StaffID)
	return personOf(row), err
}

func (s *Server) listStaff(tx *models.Tx, _ caller, in *PageIn) (Page[Person], error) {
	return listPage(*in, "staff", tx.StaffList, func(r models.Staff) int64 { return r.ID },
		func(r models.Staff) (Person, error) { return personOf(r), nil })
}

type staffIn struct {
	Body struct {
		Person string   `json:"person" minLength:"1" maxLength:"100" doc:"Two logins of one person share it."`
		Name   string   `json:"name" minLength:"1" maxLength:"200"`
		Roles  []string `json:"roles" minItems:"1" maxItems:"6" enum:"admin,auditor,intake,senior,treasurer,underwriter"`
		Wallet *Address `json:"wallet" required:"false"`
	}
}

func (s *Server) addStaff(ctx context.Context, c caller, in *staffIn) (NewToken, error) {
	b := in.Body
	out := StaffInput{Person: b.Person, Name: b.Name, Roles: b.Roles}
	if b.Wallet != nil {
		w := models.Addr(b.Wallet.Address)
		out.Wallet = &w
	}
	return s.staff().Add(ctx, c.actor, out)
}

type rolesIn struct {
	IDIn
	Body struct {
		Version int64    `json:"version" minimum:"0"`
		Roles   []string `json:"roles" minItems:"1" maxItems:"6" enum:"admin,auditor,intake,senior,treasurer,underwriter"`
	}
}

func (s *Server) setRoles(ctx context.Context, c caller, in *rolesIn) (models.Staff, error) {
	return s.staff().SetRoles(ctx, c.actor, in.ID, in.Body.Version, in.Body.Roles)
}

type versionIn struct {
	IDIn
	Body struct {
		Version int64 `json:"version" minimum:"0"`
	}
}

func (s *Server) disableStaff(ctx context.Context, c caller, in *versionIn) (models.Staff, error) {
	return s.staff().Disable(ctx, c.actor, in.ID, in.Body.Version)
}

func (s *Server) rotateStaff(ctx context.Context, c caller, in *versionIn) (NewToken, error) {
	return s.staff().Rotate(ctx, c.actor, in.ID, in.Body.Version)
}
