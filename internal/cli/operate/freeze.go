package operate

import (
	"errors"
	"fmt"
	"net/http"
	"os"
	"strings"

	"makewhole/internal/app"
	"makewhole/internal/cli"
	"makewhole/models"
	"makewhole/server"
	"makewhole/states"
)

// FreezeCmd shows and steers the switch that stops settlement. Showing works
// beside a running server and without one.
type FreezeCmd struct {
	Show  FreezeShowCmd  `cmd:"" default:"withargs" help:"Show whether settlement is frozen, why, and who has agreed to go on."`
	Set   FreezeSetCmd   `cmd:"" help:"Stop settlement."`
	Clear FreezeClearCmd `cmd:"" help:"Say that settlement may go on: two different people must, each with a reason."`
}

// FreezeShowCmd shows the switch.
type FreezeShowCmd struct {
	app.StoreFlags `embed:""`
}

// Run reads the store.
func (c *FreezeShowCmd) Run(g *cli.Globals) error {
	db, err := models.Open(g.Context, c.Config(cli.NowUTC, true))
	if err != nil {
		return err
	}
	defer db.Close()
	var f models.Flag
	err = db.Read(g.Context, func(tx *models.Tx) (err error) {
		f, err = tx.FreezeFlag()
		return err
	})
	if err != nil {
		return err
	}
	return printFreeze(g, server.Freeze{Frozen: f.Value == "on", Reason: f.Reason, SetBy: f.SetBy, ClearedBy: f.ClearedBy})
}

// FreezeSetCmd stops settlement.
type FreezeSetCmd struct {
	app.StoreFlags `embed:""`
	Reason         string `help:"Why; it is recorded." required:""`
}

// Run asks the running server, or writes to the store of a stopped one.
func (c *FreezeSetCmd) Run(g *cli.Globals) error {
	f := server.Freeze{}
	if sock := cli.DialSocket(g.Context, c.StoreFlags); sock != nil {
		if err := sock.Call(g.Context, http.MethodPost, "/v1/admin/freeze", map[string]string{"reason": c.Reason}, &f); err != nil {
			return err
		}
		return printFreeze(g, f)
	}
	db, err := cli.OpenStopped(g.Context, c.StoreFlags)
	if err != nil {
		return err
	}
	err = db.Tx(g.Context, func(tx *models.Tx) error { return tx.Freeze(c.Reason, models.SystemActor(states.SystemCommand)) })
	if err = errors.Join(err, db.Close()); err != nil {
		return err
	}
	return (&FreezeShowCmd{c.StoreFlags}).Run(g)
}

// FreezeClearCmd is one of the two approvals.
type FreezeClearCmd struct {
	app.StoreFlags `embed:""`
	Reason         string `help:"Why it is safe to go on; it is recorded." required:""`
	TokenFile      string `help:"File (mode 0600) with your staff token: the person counts, not the machine." required:"" type:"existingfile"`
}

// Run signs in at the running server as the owner of the token.
func (c *FreezeClearCmd) Run(g *cli.Globals) error {
	token, err := readPrivate(c.TokenFile)
	if err != nil {
		return err
	}
	sock := cli.DialSocket(g.Context, c.StoreFlags)
	if sock == nil {
		return errors.New("clear the freeze at the running server: it knows who you are")
	}
	sock.Token = strings.TrimSpace(token)
	f := server.Freeze{}
	if err := sock.Call(g.Context, http.MethodPost, "/v1/admin/freeze/clear", map[string]string{"reason": c.Reason}, &f); err != nil {
		return err
	}
	return printFreeze(g, f)
}

// readPrivate reads a file that only its owner may read.
func readPrivate(path string) (string, error) {
	info, err := os.Stat(path)
	if err != nil {
		return "", err
	}
	if info.Mode().Perm()&0o077 != 0 {
		return "", fmt.Errorf("%s: mode %04o, want 0600", path, info.Mode().Perm())
	}
	raw, err := os.ReadFile(path)
	return string(raw), err
}

func printFreeze(g *cli.Globals, f server.Freeze) error {
	if g.JSON {
		return cli.WriteJSON(g, f)
	}
	if !f.Frozen {
		_, err := fmt.Fprintln(g.Stdout, "settlement is not frozen")
		return err
	}
	fmt.Fprintf(g.Stdout, "settlement is frozen by %s: %s\n", f.SetBy, f.Reason)
	if f.ClearedBy != "" {
		fmt.Fprintf(g.Stdout, "%s has agreed to go on; a second person is needed\n", f.ClearedBy)
	}
	return nil
}
