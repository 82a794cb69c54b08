package operate

import (
	"context"
	"encoding/hex"
	"fmt"
	"net/http"
	"text/tabwriter"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/internal/app"
	"makewhole/internal/cli"
	"makewhole/models"
	"makewhole/outbox"
	"makewhole/states"
)

// OutboxCmd shows and steers what goes to the chain. Reading works beside a
// running server. Acting goes through its admin socket, or onto the store when
// it is stopped; the sender carries the act out in its next round.
type OutboxCmd struct {
	List       OutboxListCmd       `cmd:"" help:"List intents."`
	Show       OutboxShowCmd       `cmd:"" help:"Show an intent with its attempts and history."`
	Approve    OutboxApproveCmd    `cmd:"" help:"Let a proposed intent go out."`
	Bump       OutboxBumpCmd       `cmd:"" help:"Raise the fee of a waiting transaction now."`
	Cancel     OutboxCancelCmd     `cmd:"" help:"Drop an intent, or spend its nonce on a transfer to oneself."`
	Requeue    OutboxRequeueCmd    `cmd:"" help:"Send an intent again, with a new nonce, that ended without effect."`
	Keys       OutboxKeysCmd       `cmd:"" help:"List sending keys."`
	Pause      OutboxPauseCmd      `cmd:"" help:"Stop new transactions of a key."`
	Resume     OutboxResumeCmd     `cmd:"" help:"Let a paused key sign again."`
	AdoptNonce OutboxAdoptNonceCmd `cmd:"" help:"Take the chain's count for the next nonce, after finding out who used the key."`
	Budget     OutboxBudgetCmd     `cmd:"" help:"Show a fee budget, or decide it with --limit."`
}

// Intent is one intent for scripts.
type Intent struct {
	ID          string     `json:"id"`
	Kind        string     `json:"kind"`
	Key         string     `json:"idempotency_key"`
	ChainID     int64      `json:"chain_id"`
	Sender      string     `json:"sender"`
	To          string     `json:"to"`
	Value       string     `json:"value"`
	State       string     `json:"state"`
	Blocked     string     `json:"blocked,omitempty"`
	Request     string     `json:"request,omitempty"`
	Nonce       *int64     `json:"nonce,omitempty"`
	NotBefore   *time.Time `json:"not_before,omitempty"`
	TxHash      string     `json:"tx_hash,omitempty"`
	BlockNumber *int64     `json:"block_number,omitempty"`
	GasUsed     *int64     `json:"gas_used,omitempty"`
	CreatedAt   time.Time  `json:"created_at"`
}

func viewIntent(r models.TxIntent) Intent {
	v := Intent{
		ID: r.PublicID, Kind: r.Kind, Key: r.IdemKey, ChainID: r.ChainID, Sender: r.Sender.Hex(), To: r.To.Hex(),
		Value: r.Value.String(), State: r.State, Blocked: r.Blocked, Request: r.Request, Nonce: r.Nonce,
		NotBefore: r.NotBefore, BlockNumber: r.BlockNumber, GasUsed: r.GasUsed, CreatedAt: r.CreatedAt.UTC(),
	}
	if r.TxHash != nil {
		v.TxHash = r.TxHash.Hex()
	}
	return v
}

// OutboxListCmd lists intents.
type OutboxListCmd struct {
	app.StoreFlags `embed:""`
	State          string `help:"Only this state." enum:",proposed,approved,signed,broadcast,mined,final,unproven,recovered,replaced,dropped,reverted,abandoned" default:""`
	Kind           string `help:"Only this kind: ${enum}." enum:",${intents}" default:""`
	Blocked        bool   `help:"Only those that wait for a reason."`
	After          int64  `help:"Continue after this row number." default:"0"`
	Limit          int    `help:"Most rows." default:"50"`
}

// Run reads the store.
func (c *OutboxListCmd) Run(g *cli.Globals) error {
	var rows []models.TxIntent
	err := readOutbox(g.Context, c.StoreFlags, func(o *outbox.Operator) (err error) {
		f := models.IntentFilter{State: c.State, Kind: c.Kind, Blocked: c.Blocked}
		rows, err = o.List(g.Context, f, models.Page{After: c.After, Limit: c.Limit})
		return err
	})
	if err != nil {
		return err
	}
	views := make([]Intent, len(rows))
	for i, r := range rows {
		views[i] = viewIntent(r)
	}
	if g.JSON {
		return cli.WriteJSON(g, views)
	}
	w := tabwriter.NewWriter(g.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "ID\tKIND\tSTATE\tNONCE\tTRANSACTION\tWAITS FOR")
	for _, v := range views {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\n", v.ID, v.Kind, v.State, number(v.Nonce), orDash(v.TxHash), v.Blocked)
	}
	return w.Flush()
}

// OutboxShowCmd shows one intent.
type OutboxShowCmd struct {
	app.StoreFlags `embed:""`
	ID             string `arg:"" help:"Id of the intent: txn_…"`
}

type attemptView struct {
	N           int64      `json:"n"`
	TipCap      string     `json:"tip_cap"`
	FeeCap      string     `json:"fee_cap"`
	Hash        string     `json:"hash"`
	FirstSentAt *time.Time `json:"first_sent_at,omitempty"`
	SentCount   int64      `json:"sent_count"`
	LastError   string     `json:"last_error,omitempty"`
}

type stepView struct {
	At     time.Time `json:"at"`
	From   string    `json:"from"`
	Event  string    `json:"event"`
	To     string    `json:"to"`
	Actor  string    `json:"actor"`
	Reason string    `json:"reason,omitempty"`
}

// IntentDetail is an intent with its attempts.
type IntentDetail struct {
	Intent
	Data     string        `json:"data"`
	Attempts []attemptView `json:"attempts"`
	History  []stepView    `json:"history"`
}

// Run reads the store.
func (c *OutboxShowCmd) Run(g *cli.Globals) error {
	var d models.TxDetail
	err := readOutbox(g.Context, c.StoreFlags, func(o *outbox.Operator) (err error) {
		d, err = o.Inspect(g.Context, c.ID)
		return err
	})
	if err != nil {
		return err
	}
	v := IntentDetail{Intent: viewIntent(d.Intent), Data: "0x" + hex.EncodeToString(d.Intent.Data), Attempts: []attemptView{}}
	for _, a := range d.Attempts {
		v.Attempts = append(v.Attempts, attemptView{
			a.N, a.TipCap.String(), a.FeeCap.String(), a.Hash.Hex(), a.FirstSentAt, a.SentCount, a.LastError,
		})
	}
	for _, h := range d.History {
		v.History = append(v.History, stepView{h.At.UTC(), h.From, h.Event, h.To, h.Actor, h.Reason})
	}
	if g.JSON {
		return cli.WriteJSON(g, v)
	}
	return v.print(g)
}

func (v IntentDetail) print(g *cli.Globals) error {
	w := tabwriter.NewWriter(g.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintf(w, "%s\t%s, %s\n", v.ID, v.Kind, v.State)
	for _, line := range [][2]string{
		{"waits for", v.Blocked}, {"asked for", v.Request}, {"key", v.Key}, {"from", v.Sender}, {"to", v.To},
		{"value", v.Value + " wei"}, {"data", fmt.Sprintf("%d bytes", (len(v.Data)-2)/2)}, {"nonce", number(v.Nonce)},
		{"transaction", v.TxHash}, {"block", number(v.BlockNumber)}, {"gas used", number(v.GasUsed)},
	} {
		if line[1] != "" && line[1] != "-" {
			fmt.Fprintf(w, "%s\t%s\n", line[0], line[1])
		}
	}
	for _, a := range v.Attempts {
		fmt.Fprintf(w, "attempt %d\t%s  tip %s cap %s wei, sent %d times %s\n", a.N, a.Hash, a.TipCap, a.FeeCap, a.SentCount, a.LastError)
	}
	for _, h := range v.History {
		fmt.Fprintf(w, "%s\t%s → %s by %s: %s\n", h.At.Format(time.RFC3339), orDash(h.From), h.To, h.Actor, h.Reason)
	}
	return w.Flush()
}

// outboxAct is one intent and why a person steers it.
type outboxAct struct {
	app.StoreFlags `embed:""`
	PersonFlags    `embed:""`
	ID             string `arg:"" help:"Id of the intent: txn_…"`
	Reason         string `help:"Why; it is recorded." required:""`
}

type actOn func(o *outbox.Operator, ctx context.Context, by models.Actor, id, reason string) (models.TxIntent, error)

func (c *outboxAct) act(g *cli.Globals, name string, direct actOn) error {
	v := Intent{}
	sock, err := c.dial(g.Context, c.StoreFlags)
	if err != nil {
		return err
	}
	if sock != nil {
		in := map[string]string{"reason": c.Reason}
		if err := sock.Call(g.Context, http.MethodPost, "/v1/admin/outbox/"+c.ID+"/"+name, in, &v); err != nil {
			return err
		}
	} else {
		db, err := cli.OpenStopped(g.Context, c.StoreFlags)
		if err != nil {
			return err
		}
		defer db.Close()
		by, err := c.actor(g.Context, db)
		if err != nil {
			return err
		}
		row, err := direct(&outbox.Operator{DB: db}, g.Context, by, c.ID, c.Reason)
		if err != nil {
			return err
		}
		v = viewIntent(row)
	}
	if g.JSON {
		return cli.WriteJSON(g, v)
	}
	_, err = fmt.Fprintf(g.Stdout, "%s: %s %s\n", v.ID, v.State, v.Request)
	return err
}

// Acts on one intent.
type (
	OutboxApproveCmd struct{ outboxAct }
	OutboxBumpCmd    struct{ outboxAct }
	OutboxCancelCmd  struct{ outboxAct }
	OutboxRequeueCmd struct{ outboxAct }
)

// Run approves.
func (c *OutboxApproveCmd) Run(g *cli.Globals) error {
	return c.act(g, "approve", (*outbox.Operator).Approve)
}

// Run queues again.
func (c *OutboxRequeueCmd) Run(g *cli.Globals) error {
	return c.act(g, "requeue", (*outbox.Operator).Requeue)
}

// Run raises the bid.
func (c *OutboxBumpCmd) Run(g *cli.Globals) error { return c.act(g, "bump", (*outbox.Operator).Bump) }

// Run cancels.
func (c *OutboxCancelCmd) Run(g *cli.Globals) error {
	return c.act(g, "cancel", (*outbox.Operator).Cancel)
}

// Key is one sending key for scripts.
type Key struct {
	ChainID    int64      `json:"chain_id"`
	Address    string     `json:"address"`
	NextNonce  int64      `json:"next_nonce"`
	LeaseOwner string     `json:"lease_owner,omitempty"`
	LeaseUntil *time.Time `json:"lease_until,omitempty"`
	Paused     string     `json:"paused,omitempty"`
}

func viewKey(k models.KeyState) Key {
	return Key{k.ChainID, k.Address.Hex(), k.NextNonce, k.LeaseOwner, k.LeaseUntil, k.Paused}
}

// OutboxKeysCmd lists sending keys.
type OutboxKeysCmd struct {
	app.StoreFlags `embed:""`
}

// Run reads the store.
func (c *OutboxKeysCmd) Run(g *cli.Globals) error {
	views := []Key{}
	err := readOutbox(g.Context, c.StoreFlags, func(o *outbox.Operator) error {
		keys, err := o.Keys(g.Context)
		for _, k := range keys {
			views = append(views, viewKey(k))
		}
		return err
	})
	if err != nil {
		return err
	}
	if g.JSON {
		return cli.WriteJSON(g, views)
	}
	w := tabwriter.NewWriter(g.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "CHAIN\tKEY\tNEXT NONCE\tHELD BY\tPAUSED")
	for _, v := range views {
		fmt.Fprintf(w, "%d\t%s\t%d\t%s\t%s\n", v.ChainID, v.Address, v.NextNonce, orDash(v.LeaseOwner), orDash(v.Paused))
	}
	return w.Flush()
}

// outboxKeyAct is one key and why a person steers it.
type outboxKeyAct struct {
	app.StoreFlags `embed:""`
	PersonFlags    `embed:""`
	Key            string `arg:"" help:"Address of the sending key."`
	ChainID        int64  `help:"EIP-155 id of the chain." default:"31337" name:"chain-id"`
	Reason         string `help:"Why; it is recorded." required:""`
}

type actOnKey func(o *outbox.Operator, ctx context.Context, by models.Actor, chainID int64, key common.Address, reason string) (models.KeyState, error)

func (c *outboxKeyAct) act(g *cli.Globals, name string, direct actOnKey) error {
	if !common.IsHexAddress(c.Key) {
		return fmt.Errorf("%w: %q is no address", cli.ErrRefused, c.Key)
	}
	key, v := common.HexToAddress(c.Key), Key{}
	sock, err := c.dial(g.Context, c.StoreFlags)
	if err != nil {
		return err
	}
	if sock != nil {
		in := map[string]any{"reason": c.Reason, "chain_id": c.ChainID}
		if err := sock.Call(g.Context, http.MethodPost, "/v1/admin/keys/"+key.Hex()+"/"+name, in, &v); err != nil {
			return err
		}
	} else {
		db, err := cli.OpenStopped(g.Context, c.StoreFlags)
		if err != nil {
			return err
		}
		defer db.Close()
		by, err := c.actor(g.Context, db)
		if err != nil {
			return err
		}
		k, err := direct(&outbox.Operator{DB: db}, g.Context, by, c.ChainID, key, c.Reason)
		if err != nil {
			return err
		}
		v = viewKey(k)
	}
	if g.JSON {
		return cli.WriteJSON(g, v)
	}
	state := "sends"
	if v.Paused != "" {
		state = "paused: " + v.Paused
	}
	_, err = fmt.Fprintf(g.Stdout, "%s: %s, next nonce %d\n", v.Address, state, v.NextNonce)
	return err
}

// Acts on one key.
type (
	OutboxPauseCmd  struct{ outboxKeyAct }
	OutboxResumeCmd struct{ outboxKeyAct }
)

// Run pauses.
func (c *OutboxPauseCmd) Run(g *cli.Globals) error {
	return c.act(g, "pause", (*outbox.Operator).Pause)
}

// Run resumes.
func (c *OutboxResumeCmd) Run(g *cli.Globals) error {
	return c.act(g, "resume", (*outbox.Operator).Resume)
}

// readOutbox reads the store, beside a running server or without one.
func readOutbox(ctx context.Context, f app.StoreFlags, fn func(*outbox.Operator) error) error {
	db, err := models.Open(ctx, f.Config(cli.NowUTC, true))
	if err != nil {
		return err
	}
	defer db.Close()
	return fn(&outbox.Operator{DB: db})
}

// outboxOperator is whoever owns the data directory, and with it the keys.
func outboxOperator() models.Actor {
	by := models.SystemActor(states.SystemOperator)
	by.Roles = []string{states.RoleAdmin}
	return by
}

func number(n *int64) string {
	if n == nil {
		return "-"
	}
	return fmt.Sprint(*n)
}

func orDash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}
