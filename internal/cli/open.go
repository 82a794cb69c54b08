package cli

import (
	"context"
	"errors"
	"time"

	"makewhole/chain"
	"makewhole/internal/app"
	"makewhole/models"
)

// OpenStopped opens the store of a data directory that no server holds.
func OpenStopped(ctx context.Context, f app.StoreFlags) (*models.DB, error) {
	db, err := models.Open(ctx, f.Config(time.Now, false))
	if err != nil {
		return nil, err
	}
	if err := db.CheckSchema(ctx); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}

// DialChain connects the verifying commands to a chain: --rpc, or the embedded
// chain of a running server. What was final before is on record in the store.
func DialChain(ctx context.Context, f app.ChainFlags, db *models.DB) (*chain.Client, error) {
	if len(f.RPC) == 0 {
		return nil, nil
	}
	c, err := chain.Dial(ctx, f.ChainConfig(time.Now))
	if err != nil {
		return nil, err
	}
	if err := c.Recall(ctx, db); err != nil {
		c.Close()
		return nil, err
	}
	return c, nil
}
