package operate

import (
	"context"
	"fmt"
	"net/http"

	"makewhole/internal/app"
	"makewhole/internal/cli"
	"makewhole/models"
	"makewhole/server"
)

// StaffID names the login that a command changes.
type StaffID struct {
	app.StoreFlags `embed:""`
	ID             string `arg:"" help:"Id of the login, as staff list shows it."`
}

// StaffRolesCmd replaces roles.
type StaffRolesCmd struct {
	StaffID `embed:""`
	Role    []string `help:"Roles: intake, underwriter, senior, treasurer, auditor, admin." required:"" enum:"intake,underwriter,senior,treasurer,auditor,admin"`
}

// Run replaces.
func (c *StaffRolesCmd) Run(g *cli.Globals) error {
	return c.change(g, "roles", map[string]any{"roles": c.Role}, func(ctx context.Context, s server.Staff, version int64) (models.Staff, string, error) {
		row, err := s.SetRoles(ctx, app.StaffOperator(), c.ID, version, c.Role)
		return row, "", err
	})
}

// StaffAgreeCmd is the second word of the operator.
type StaffAgreeCmd struct {
	StaffID `embed:""`
}

// Run agrees.
func (c *StaffAgreeCmd) Run(g *cli.Globals) error {
	return c.change(g, "roles/agree", nil, func(ctx context.Context, s server.Staff, version int64) (models.Staff, string, error) {
		row, err := s.Agree(ctx, app.StaffOperator(), c.ID, version)
		return row, "", err
	})
}

// StaffRefuseCmd ends a change of roles.
type StaffRefuseCmd struct {
	StaffID `embed:""`
}

// Run refuses.
func (c *StaffRefuseCmd) Run(g *cli.Globals) error {
	return c.change(g, "roles/refuse", nil, func(ctx context.Context, s server.Staff, version int64) (models.Staff, string, error) {
		row, err := s.Refuse(ctx, app.StaffOperator(), c.ID, version)
		return row, "", err
	})
}

// StaffDisableCmd ends access.
type StaffDisableCmd struct {
	StaffID `embed:""`
}

// Run disables.
func (c *StaffDisableCmd) Run(g *cli.Globals) error {
	return c.change(g, "disable", nil, func(ctx context.Context, s server.Staff, version int64) (models.Staff, string, error) {
		row, err := s.Disable(ctx, app.StaffOperator(), c.ID, version)
		return row, "", err
	})
}

// StaffRotateCmd replaces a token.
type StaffRotateCmd struct {
	StaffID `embed:""`
}

// Run replaces the token.
func (c *StaffRotateCmd) Run(g *cli.Globals) error {
	return c.change(g, "token", nil, func(ctx context.Context, s server.Staff, version int64) (models.Staff, string, error) {
		out, err := s.Rotate(ctx, app.StaffOperator(), c.ID, version)
		return out.Row, out.Token, err
	})
}

// change acts through the running server, or on the stopped store, on the version
// of the login that is there now.
func (c *StaffID) change(
	g *cli.Globals, act string, body map[string]any, stopped func(context.Context, server.Staff, int64) (models.Staff, string, error),
) error {
	was, err := loginOf(g, c.StoreFlags, c.ID)
	if err != nil {
		return err
	}
	var out struct{ ID, Token string }
	if sock := cli.DialSocket(g.Context, c.StoreFlags); sock != nil {
		in := map[string]any{"version": was.Version}
		for k, v := range body {
			in[k] = v
		}
		if err := sock.Call(g.Context, http.MethodPost, "/v1/admin/staff/"+c.ID+"/"+act, in, &out); err != nil {
			return err
		}
	} else if out.ID, out.Token, err = c.onStore(g, was.Version, stopped); err != nil {
		return err
	}
	if g.JSON {
		return cli.WriteJSON(g, map[string]string{"id": out.ID, "token": out.Token})
	}
	if out.Token != "" {
		if _, err := fmt.Fprintf(g.Stdout, "token %s\nIt is shown this once; only its hash is stored.\n", out.Token); err != nil {
			return err
		}
	}
	return tellChange(g, c.StoreFlags, c.ID)
}

func (c *StaffID) onStore(g *cli.Globals, version int64, act func(context.Context, server.Staff, int64) (models.Staff, string, error)) (id, token string, err error) {
	db, err := cli.OpenStopped(g.Context, c.StoreFlags)
	if err != nil {
		return "", "", err
	}
	defer db.Close()
	row, token, err := act(g.Context, server.Staff{DB: db}, version)
	return row.PublicID, token, err
}

// loginOf reads a login beside a running server.
func loginOf(g *cli.Globals, f app.StoreFlags, id string) (row models.Staff, err error) {
	db, err := models.Open(g.Context, f.Config(cli.NowUTC, true))
	if err != nil {
		return row, err
	}
	defer db.Close()
	err = db.Read(g.Context, func(tx *models.Tx) error {
		row, err = models.ByPublicID[models.Staff](tx, id)
		row = row.At(tx.Now)
		return err
	})
	return row, err
}

// tellChange says what counts now and what waits.
func tellChange(g *cli.Globals, f app.StoreFlags, id string) error {
	row, err := loginOf(g, f, id)
	if err != nil {
		return err
	}
	text := "roles now: " + orNothing(row.Roles)
	if next := nextOf(&row); next != "" {
		text += "; " + next
	}
	_, err = fmt.Fprintln(g.Stdout, text)
	return err
}

// nextOf is the change of roles of a login that waits, in a sentence.
func nextOf(s *models.Staff) string {
	if s.NextRoles == nil || s.NextAskedBy == nil {
		return ""
	}
	text := fmt.Sprintf("%s asked for by %s", *s.NextRoles, *s.NextAskedBy)
	if s.NextFrom == nil || s.NextAgreedBy == nil {
		return text + ", waits for a second person"
	}
	return fmt.Sprintf("%s, %s agreed, counts from %s", text, *s.NextAgreedBy, s.NextFrom.UTC().Format("2006-01-02 15:04 MST"))
}

func orNothing(s string) string {
	if s == "" {
		return "none"
	}
	return s
}
