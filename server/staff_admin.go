package server

import (
	"context"

	"makewhole/models"
)

func (s *Server) staff() Staff { return Staff{DB: s.db} }

// adminMe tells staff who they are, and whose roles are about to change.
func (s *Server) adminMe(tx *models.Tx, c caller, _ *struct{}) (Me, error) {
	waiting, err := notices(tx)
	if err != nil {
		return Me{}, err
	}
	if c.actor.Kind == models.ActorSystem {
		who := Person{ID: c.actor.String(), Name: "admin socket", Person: "operator", Roles: c.actor.Roles, CreatedAt: tx.Now}
		return Me{Person: who, Notices: waiting}, nil
	}
	row, err := models.ByID[models.Staff](tx, c.actor.StaffID)
	return Me{Person: personOf(row, tx.Now), Notices: waiting}, err
}

func (s *Server) listStaff(tx *models.Tx, _ caller, in *PageIn) (Page[Person], error) {
	return listPage(*in, "staff", tx.StaffList, func(r models.Staff) int64 { return r.ID },
		func(r models.Staff) (Person, error) { return personOf(r, tx.Now), nil })
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

func (s *Server) agreeRoles(ctx context.Context, c caller, in *versionIn) (models.Staff, error) {
	return s.staff().Agree(ctx, c.actor, in.ID, in.Body.Version)
}

func (s *Server) refuseRoles(ctx context.Context, c caller, in *versionIn) (models.Staff, error) {
	return s.staff().Refuse(ctx, c.actor, in.ID, in.Body.Version)
}

func (s *Server) disableStaff(ctx context.Context, c caller, in *versionIn) (models.Staff, error) {
	return s.staff().Disable(ctx, c.actor, in.ID, in.Body.Version)
}

func (s *Server) rotateStaff(ctx context.Context, c caller, in *versionIn) (NewToken, error) {
	return s.staff().Rotate(ctx, c.actor, in.ID, in.Body.Version)
}
