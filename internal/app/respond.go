package app

import (
	"context"
	"fmt"

	"makewhole/deployment"
	"makewhole/incidents/respond"
	"makewhole/outbox/keys"
)

// ownNode is how many witnesses a node counts as that runs in this process: it
// executes each block itself.
const ownNode = 2

// openResponder opens the key that pauses, where one is held here.
func (a *App) openResponder(ctx context.Context) (err error) {
	f := a.Flags
	witnesses := a.Chain.Quorum()
	switch {
	case f.Dev:
		witnesses = ownNode
		a.responder, err = keys.NewDevSigner(deployment.DevGuardian, f.ChainID)
	case f.ResponderKey == "":
		return nil
	default:
		a.responder, err = OpenKey(ctx, f.ResponderKey, f.PasswordFile, f.ChainID)
	}
	if err != nil {
		return fmt.Errorf("--responder-key: %w", err)
	}
	a.Responder, err = respond.New(respond.Config{
		DB: a.DB, Node: a.Chain, Now: a.Now, Log: a.Log, Chain: f.ChainID, Sender: a.responder.Address(), Witnesses: witnesses,
	})
	return err
}
