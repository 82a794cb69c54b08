package main

import (
	"errors"
	"fmt"
	"time"

	"makewhole/internal/app"
	"makewhole/internal/cli"
	"makewhole/models"
)

// ServeCmd runs the API, the jobs and the outbox sender in one process.
type ServeCmd struct {
	app.Flags `embed:""`
}

// Run serves until it is interrupted.
func (c *ServeCmd) Run(g *cli.Globals) error {
	a, err := app.Open(g.Context, g.Stderr, c.Flags)
	if err != nil {
		return err
	}
	if err := a.Start(g.Context, true); err != nil {
		return errors.Join(err, a.Close())
	}
	if err := announce(g, a); err != nil {
		return errors.Join(err, a.Close())
	}
	return errors.Join(a.Wait(g.Context), a.Close())
}

// addresses is where a server answers, for scripts.
type addresses struct {
	Public  string `json:"public_url"`
	Admin   string `json:"admin_url"`
	Chain   string `json:"chain_url,omitempty"` // of the embedded chain
	ChainID uint64 `json:"chain_id"`
}

// announce says where the server answers.
func announce(g *cli.Globals, a *app.App) error {
	if g.JSON {
		at := addresses{Public: a.PublicURL, Admin: a.AdminURL, ChainID: a.Flags.ChainID}
		if a.Node != nil {
			at.Chain = a.Node.URL()
		}
		return cli.WriteJSON(g, at)
	}
	fmt.Fprintf(g.Stdout, "Pages          %s/\n", a.PublicURL)
	fmt.Fprintf(g.Stdout, "Public API     %s   (documentation at %s/docs)\n", a.PublicURL, a.PublicURL)
	fmt.Fprintf(g.Stdout, "Staff API      %s\n", a.AdminURL)
	if a.Node != nil {
		fmt.Fprintf(g.Stdout, "Chain          %s   (id %d, published keys, never send value here)\n", a.Node.URL(), a.Flags.ChainID)
	}
	_, err := fmt.Fprintf(g.Stdout, "Add a person   makewhole staff add --data %s --name NAME --role ROLE\nCtrl-C stops.\n", a.Flags.Data)
	return err
}

// MigrateCmd brings the schema up to date.
type MigrateCmd struct {
	app.StoreFlags `embed:""`
	Check          bool `help:"Only say whether the schema is the one of this binary."`
}

// Run migrates or checks.
func (c *MigrateCmd) Run(g *cli.Globals) error {
	db, err := models.Open(g.Context, c.Config(time.Now, c.Check))
	if err != nil {
		return err
	}
	defer db.Close()
	if c.Check {
		err = db.CheckSchema(g.Context)
	} else {
		err = db.Migrate(g.Context)
	}
	switch {
	case err != nil:
		return err
	case g.JSON:
		return cli.WriteJSON(g, map[string]bool{"up_to_date": true})
	}
	_, err = fmt.Fprintln(g.Stdout, "the schema is up to date")
	return err
}
