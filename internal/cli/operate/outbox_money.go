package operate

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/internal/app"
	"makewhole/internal/cli"
	"makewhole/models"
	"makewhole/money"
	"makewhole/outbox"
)

// PersonFlags say who acts. Without a token it is the operator's own account,
// which may delay and give up but not decide about money.
type PersonFlags struct {
	TokenFile string `help:"File (mode 0600) with your API token; acts about money need a person with the role." type:"path" placeholder:"FILE"`
}

// token reads the file; empty without one.
func (f PersonFlags) token() (string, error) {
	if f.TokenFile == "" {
		return "", nil
	}
	token, err := app.ReadPassphrase(f.TokenFile)
	if err != nil {
		return "", fmt.Errorf("token: %w", err)
	}
	return strings.TrimSpace(token), nil
}

// actor is the person whose token it is, in a stopped store.
func (f PersonFlags) actor(ctx context.Context, db *models.DB) (models.Actor, error) {
	token, err := f.token()
	if err != nil || token == "" {
		return outboxOperator(), err
	}
	var who models.Staff
	err = db.Read(ctx, func(tx *models.Tx) (err error) {
		who, err = tx.StaffByToken(common.Hash(sha256.Sum256([]byte(token))))
		who = who.At(tx.Now)
		return err
	})
	if errors.Is(err, models.ErrNotFound) || err == nil && who.DisabledAt != nil {
		return models.Actor{}, fmt.Errorf("%w: nobody has this token", cli.ErrRefused)
	}
	return models.StaffActor(who, ""), err
}

// dial is the admin socket of a running server, with the person's token; nil
// without a server.
func (f PersonFlags) dial(ctx context.Context, store app.StoreFlags) (*cli.AdminSocket, error) {
	sock := cli.DialSocket(ctx, store)
	if sock == nil {
		return nil, nil
	}
	var err error
	sock.Token, err = f.token()
	return sock, err
}

// OutboxAdoptNonceCmd ends the wait after a foreign use of a key.
type OutboxAdoptNonceCmd struct {
	app.StoreFlags `embed:""`
	PersonFlags    `embed:""`
	Key            string   `arg:"" help:"Address of the sending key."`
	ChainID        uint64   `help:"EIP-155 id of the chain." default:"31337" name:"chain-id"`
	Reason         string   `help:"Who used the key and why that is in order; it is recorded." required:""`
	RPC            []string `help:"JSON-RPC endpoints of the chain, when no server runs." name:"rpc" placeholder:"URL"`
	RPCQuorum      int      `help:"How many endpoints must say the same; 0 is more than half." default:"0" name:"rpc-quorum"`
	FinalityDepth  uint64   `help:"Blocks below the head that count as final; 0 uses the node's finalized tag." default:"0"`
}

// Run adopts.
func (c *OutboxAdoptNonceCmd) Run(g *cli.Globals) error {
	act := outboxKeyAct{StoreFlags: c.StoreFlags, PersonFlags: c.PersonFlags, Key: c.Key, ChainID: int64(c.ChainID), Reason: c.Reason}
	return act.act(g, "adopt-nonce", func(o *outbox.Operator, ctx context.Context, by models.Actor, chainID int64, key common.Address, reason string) (models.KeyState, error) {
		flags := app.ChainFlags{RPC: c.RPC, RPCQuorum: c.RPCQuorum, ChainID: c.ChainID, FinalityDepth: c.FinalityDepth}
		node, err := cli.DialChain(ctx, flags, o.DB)
		if err != nil {
			return models.KeyState{}, err
		}
		if node == nil {
			return models.KeyState{}, fmt.Errorf("%w: no server runs here; name the chain with --rpc", cli.ErrRefused)
		}
		defer node.Close()
		o.Node = node
		return o.AdoptNonce(ctx, by, chainID, key, reason)
	})
}

// OutboxBudgetCmd shows or decides a fee budget.
type OutboxBudgetCmd struct {
	app.StoreFlags  `embed:""`
	PersonFlags     `embed:""`
	app.BudgetFlags `embed:""`
	Subject         string `arg:"" help:"Id of a settlement, or address of a sending key (its budget of today, UTC)."`
	ChainID         int64  `help:"EIP-155 id of the chain." default:"31337" name:"chain-id"`
	Limit           string `help:"New limit in coins, for example 1.5; replaces the configured one." placeholder:"COINS"`
	Reason          string `help:"Why; needed with --limit, it is recorded."`
}

// FeeBudget is a budget for scripts; the server says the same.
type FeeBudget struct {
	Subject string `json:"subject"`
	ChainID int64  `json:"chain_id"`
	Day     string `json:"day,omitempty"`
	Limit   string `json:"limit,omitempty"`
	Spent   string `json:"spent"`
	Reason  string `json:"reason,omitempty"`
	SetBy   string `json:"set_by,omitempty"`
}

// Run shows, after deciding when a limit is given.
func (c *OutboxBudgetCmd) Run(g *cli.Globals) error {
	var limit money.Amount
	if c.Limit != "" {
		var err error
		if limit, err = money.ParseDecimal(c.Limit, 18); err != nil {
			return fmt.Errorf("%w: --limit: %w", cli.ErrRefused, err)
		}
		if c.Reason == "" {
			return fmt.Errorf("%w: a new limit needs a --reason", cli.ErrRefused)
		}
	}
	v, err := c.run(g.Context, limit)
	if err != nil {
		return err
	}
	if g.JSON {
		return cli.WriteJSON(g, v)
	}
	return v.print(g)
}

func (c *OutboxBudgetCmd) run(ctx context.Context, limit money.Amount) (v FeeBudget, err error) {
	sock, err := c.dial(ctx, c.StoreFlags)
	if err != nil {
		return v, err
	}
	if sock != nil {
		path := "/v1/admin/budgets/" + url.PathEscape(c.Subject)
		if c.Limit == "" {
			return v, sock.Call(ctx, http.MethodGet, fmt.Sprintf("%s?chain_id=%d", path, c.ChainID), nil, &v)
		}
		return v, sock.Call(ctx, http.MethodPost, path, map[string]any{"chain_id": c.ChainID, "limit": limit.String(), "reason": c.Reason}, &v)
	}
	db, err := cli.OpenStopped(ctx, c.StoreFlags)
	if err != nil {
		return v, err
	}
	defer db.Close()
	policy, err := c.Policy()
	if err != nil {
		return v, err
	}
	b, err := c.direct(ctx, &outbox.Operator{DB: db, Policy: policy}, db, limit)
	return viewBudget(b), err
}

func (c *OutboxBudgetCmd) direct(ctx context.Context, ops *outbox.Operator, db *models.DB, limit money.Amount) (models.Budget, error) {
	if c.Limit == "" {
		return ops.Budget(ctx, c.ChainID, c.Subject)
	}
	by, err := c.actor(ctx, db)
	if err != nil {
		return models.Budget{}, err
	}
	return ops.SetBudget(ctx, by, c.ChainID, c.Subject, limit, c.Reason)
}

func viewBudget(b models.Budget) FeeBudget {
	v := FeeBudget{Subject: b.Subject, ChainID: b.ChainID, Spent: b.Spent.String(), Reason: b.Reason, SetBy: b.SetBy}
	if b.Limited {
		v.Limit = b.Limit.String()
	}
	if b.Day > 0 {
		v.Day = time.Unix(b.Day*86400, 0).UTC().Format(time.DateOnly)
	}
	return v
}

func (v FeeBudget) print(g *cli.Globals) error {
	limit := "no limit"
	if v.Limit != "" {
		limit = v.Limit + " wei"
	}
	w := tabwriter.NewWriter(g.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintf(w, "%s\t%s\n", v.Subject, v.Day)
	fmt.Fprintf(w, "limit\t%s\nspent or promised\t%s wei\n", limit, v.Spent)
	if v.SetBy != "" {
		fmt.Fprintf(w, "decided by\t%s: %s\n", v.SetBy, v.Reason)
	}
	return w.Flush()
}
