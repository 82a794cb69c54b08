package operate

import (
	"fmt"
	"net/http"
	"strings"
	"text/tabwriter"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/internal/app"
	"makewhole/internal/cli"
	"makewhole/models"
)

// StaffCmd manages people who work here.
type StaffCmd struct {
	Add     StaffAddCmd     `cmd:"" help:"Add a person and print the API token, once."`
	List    StaffListCmd    `cmd:"" help:"List people, their roles and what is about to change."`
	Roles   StaffRolesCmd   `cmd:"" help:"Replace the roles of a login; what decides waits for a second person and a day."`
	Agree   StaffAgreeCmd   `cmd:"" help:"Agree, as the operator of the machine, to a change of roles that an admin asked for."`
	Refuse  StaffRefuseCmd  `cmd:"" help:"Refuse a change of roles before it counts."`
	Disable StaffDisableCmd `cmd:"" help:"End the access of a login at once."`
	Rotate  StaffRotateCmd  `cmd:"" help:"Replace the token of a login and print it, once."`
}

// StaffAddCmd adds a person.
type StaffAddCmd struct {
	app.StoreFlags `embed:""`
	Name           string   `help:"Name that others see." required:""`
	Person         string   `help:"Id of the person; two logins of one person share it. Default: the name."`
	Role           []string `help:"Roles: intake, underwriter, senior, treasurer, auditor, admin." required:"" enum:"intake,underwriter,senior,treasurer,auditor,admin"`
	Wallet         string   `help:"Wallet of the person, so that nobody reviews their own claim." placeholder:"ADDRESS"`
}

// Run adds the person through the running server, or on the stopped store.
func (c *StaffAddCmd) Run(g *cli.Globals) error {
	if c.Wallet != "" && !common.IsHexAddress(c.Wallet) {
		return fmt.Errorf("%w: --wallet is no address", cli.ErrRefused)
	}
	if c.Person == "" {
		c.Person = strings.ToLower(c.Name)
	}
	id, token, err := c.add(g)
	if err != nil {
		return err
	}
	if g.JSON {
		return cli.WriteJSON(g, map[string]string{"id": id, "token": token})
	}
	if _, err = fmt.Fprintf(g.Stdout, "%s  %s  %s\ntoken %s\nIt is shown this once; only its hash is stored.\n", id, c.Name, strings.Join(c.Role, ","), token); err != nil {
		return err
	}
	return tellChange(g, c.StoreFlags, id)
}

func (c *StaffAddCmd) add(g *cli.Globals) (id, token string, err error) {
	if sock := cli.DialSocket(g.Context, c.StoreFlags); sock != nil {
		in := map[string]any{"person": c.Person, "name": c.Name, "roles": c.Role}
		if c.Wallet != "" {
			in["wallet"] = c.Wallet
		}
		var out struct{ ID, Token string }
		err := sock.Call(g.Context, http.MethodPost, "/v1/admin/staff", in, &out)
		return out.ID, out.Token, err
	}
	db, err := cli.OpenStopped(g.Context, c.StoreFlags)
	if err != nil {
		return "", "", err
	}
	defer db.Close()
	var wallet *common.Address
	if c.Wallet != "" {
		a := common.HexToAddress(c.Wallet)
		wallet = &a
	}
	row, token, err := app.AddStaff(g.Context, db, c.Name, c.Person, c.Role, wallet)
	return row.PublicID, token, err
}

// StaffListCmd lists people.
type StaffListCmd struct {
	app.StoreFlags `embed:""`
}

// Person is one login of the staff.
type Person struct {
	ID         string   `json:"id"`
	Name       string   `json:"name"`
	Person     string   `json:"person"`
	Roles      []string `json:"roles"`
	DisabledAt *string  `json:"disabled_at,omitempty"`
	Next       string   `json:"next,omitempty"` // roles, who asked, who agreed, from when
}

// Run lists through the running server, or beside it from the store.
func (c *StaffListCmd) Run(g *cli.Globals) error {
	people, err := c.list(g)
	if err != nil {
		return err
	}
	if g.JSON {
		return cli.WriteJSON(g, people)
	}
	w := tabwriter.NewWriter(g.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "ID\tNAME\tPERSON\tROLES\tSTATE")
	for _, p := range people {
		state := "active"
		if p.DisabledAt != nil {
			state = "disabled"
		}
		if p.Next != "" {
			state += "; " + p.Next
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", p.ID, p.Name, p.Person, strings.Join(p.Roles, ","), state)
	}
	return w.Flush()
}

func (c *StaffListCmd) list(g *cli.Globals) (out []Person, err error) {
	db, err := models.Open(g.Context, c.Config(cli.NowUTC, true))
	if err != nil {
		return nil, err
	}
	defer db.Close()
	err = db.Read(g.Context, func(tx *models.Tx) error {
		return models.EachRow(tx, func(row *models.Staff) error {
			s := row.At(tx.Now)
			p := Person{ID: s.PublicID, Name: s.Name, Person: s.Person, Roles: s.RolesAt(tx.Now), Next: nextOf(&s)}
			if s.DisabledAt != nil {
				at := s.DisabledAt.UTC().Format("2006-01-02T15:04:05Z")
				p.DisabledAt = &at
			}
			out = append(out, p)
			return nil
		})
	})
	return out, err
}
