package app

import (
	"context"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/models"
	"makewhole/server"
	"makewhole/states"
)

// AddStaff adds a person on the store itself, as its operator.
func AddStaff(ctx context.Context, db *models.DB, name, person string, roles []string, wallet *common.Address) (models.Staff, string, error) {
	in := server.StaffInput{Person: person, Name: name, Roles: roles}
	if wallet != nil {
		w := models.Addr(*wallet)
		in.Wallet = &w
	}
	out, err := server.Staff{DB: db}.Add(ctx, StaffOperator(), in)
	return out.Row, out.Token, err
}

// StaffOperator is the operator of the machine, who keeps the staff of a stopped
// store.
func StaffOperator() models.Actor {
	by := models.SystemActor(states.SystemOperator)
	by.Roles = []string{states.RoleAdmin}
	return by
}
