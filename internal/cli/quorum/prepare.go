package quorum

import (
	"os"
	"slices"
	"strings"

	"makewhole/contracts"
	"makewhole/deployment"
	"makewhole/internal/cli"
	"makewhole/money"
	"makewhole/oracles/reports"
)

// CancelCmd prepares a cancellation.
type CancelCmd struct {
	prepareFlags `embed:""`
	Incident     string `help:"Incident: its public id, or 0x and 64 hex digits." required:"" placeholder:"inc_…"`
	Pool         string `help:"What pays: the public id of a pool, recovery for the vault, or the pool id as 0x and 64 hex digits." required:"" placeholder:"POOL"`
	Token        string `help:"Token of the settlement: a symbol of the deployment file, an address, or native; default that of the pool." placeholder:"TOKEN"`
	Sequence     uint64 `help:"Number of the settlement among those of incident, pool and token." required:"" placeholder:"N"`
	Reason       string `help:"Why; its hash goes on chain." required:"" placeholder:"TEXT"`
}

// Run reads the settlement and writes the act.
func (c *CancelCmd) Run(g *cli.Globals) error {
	return c.with(g, func(v *view) error {
		key, err := c.key(v.d)
		if err != nil {
			return err
		}
		if strings.TrimSpace(c.Reason) == "" {
			return refused("--reason: is empty")
		}
		return c.prepare(g, v, "cancel", func(of committee, until uint64) (act, error) {
			return cancel{key: key, reason: c.Reason, m: contracts.CancelOrder{
				ConfigDigest: of.Digest, SettlementID: settlementID(v, key), ReasonHash: reasonHash(c.Reason), ValidUntil: until,
			}}, nil
		})
	})
}

func (c *CancelCmd) key(d deployment.Deployment) (k contracts.SettlementKey, err error) {
	k.Sequence = c.Sequence
	if k.IncidentID, err = incidentOf(c.Incident); err != nil {
		return k, err
	}
	if k.PoolID, err = sourceOf(d, c.Pool); err != nil {
		return k, err
	}
	k.Token, err = tokenOf(d, c.Token, k.PoolID)
	return k, err
}

// with opens the deployment and a view of its chain for one command.
func (f NodeFlags) with(g *cli.Globals, do func(v *view) error) error {
	d, err := f.deployed()
	if err != nil {
		return err
	}
	v, err := f.open(g, d)
	if err != nil {
		return err
	}
	defer v.node.Close()
	return do(v)
}

// EarmarkCmd prepares an order to a pool.
type EarmarkCmd struct {
	prepareFlags `embed:""`
	Incident     string  `help:"Incident: its public id, or 0x and 64 hex digits." required:"" placeholder:"inc_…"`
	Pool         string  `help:"Pool: its public id, or its address." required:"" placeholder:"POOL"`
	Amount       *string `help:"How much the incident has or had set aside in all, in whole tokens with decimals, for example 1250.50." xor:"what" placeholder:"AMOUNT"`
	Release      bool    `help:"Release what is left instead, at once." xor:"what"`
	Ahead        uint64  `help:"So many other orders to this pool are signed and are called before this one." default:"0" placeholder:"N"`
}

// Run reads the pool and writes the act.
func (c *EarmarkCmd) Run(g *cli.Globals) error {
	return c.with(g, func(v *view) error {
		incident, err := incidentOf(c.Incident)
		if err != nil {
			return err
		}
		pool, err := poolOf(v.d, c.Pool)
		if err != nil {
			return err
		}
		has, err := v.pool(pool, incident)
		if err != nil {
			return err
		}
		amount, err := c.amount(has.coin)
		if err != nil {
			return err
		}
		count, err := v.orders(pool)
		if err != nil {
			return err
		}
		return c.prepare(g, v, "earmark", func(of committee, until uint64) (act, error) {
			return earmark{contracts.PoolOrder{
				ConfigDigest: of.Digest, Pool: pool, IncidentID: incident, Earmark: amount, Count: count + c.Ahead, ValidUntil: until,
			}}, nil
		})
	})
}

func (c *EarmarkCmd) amount(coin coin) (money.Amount, error) {
	switch {
	case c.Release:
		return money.Zero, nil
	case c.Amount == nil:
		return money.Zero, refused("name --amount AMOUNT, or --release")
	}
	a, err := money.ParseDecimal(*c.Amount, coin.decimals)
	switch {
	case err != nil:
		return a, refused("--amount: %q is no amount of %s with at most %d decimals: %w", *c.Amount, coin.symbol, coin.decimals, err)
	case a.IsZero():
		return a, refused("--amount: is 0; --release releases what is left")
	}
	return a, nil
}

// RoleCmd prepares the recovery of a role.
type RoleCmd struct {
	prepareFlags `embed:""`
	Contract     string `help:"Contract whose role it is: oracle, distributor, limits, vault, or the public id of a pool." required:"" placeholder:"CONTRACT"`
	Role         string `help:"Role: operator, guardian, oracle-admin, treasurer or arbiter." required:"" placeholder:"ROLE"`
	To           string `help:"Address that gets it; it must send the last call itself." required:"" placeholder:"ADDRESS"`
	Ahead        uint64 `help:"So many other recoveries are signed and are called before this one." default:"0" placeholder:"N"`
}

// Run reads who holds the role and writes the act.
func (c *RoleCmd) Run(g *cli.Globals) error {
	return c.with(g, func(v *view) error {
		role := slices.Index(roleNames, c.Role)
		if role < 0 {
			return refused("--role: is %q, allowed are %s", c.Role, strings.Join(roleNames, ", "))
		}
		named, err := v.withRoles()
		if err != nil {
			return err
		}
		target, known := named[c.Contract]
		if !known {
			return refused("--contract: is %q, allowed are oracle, distributor, limits, vault and pools of the deployment file (%s)", c.Contract, strings.Join(poolNames(v.d), ", "))
		}
		to, err := addressOf("--to", c.To)
		if err != nil {
			return err
		}
		count, err := v.recoveries()
		if err != nil {
			return err
		}
		return c.prepare(g, v, "recover-role", func(of committee, until uint64) (act, error) {
			return recoverRole{contracts.RecoverRole{
				ConfigDigest: of.Digest, Target: target, Role: uint8(role), NewHolder: to, Count: count + c.Ahead, ValidUntil: until,
			}}, nil
		})
	})
}

// AnnounceCmd prepares the announcement of a payout order.
type AnnounceCmd struct {
	NodeFlags `embed:""`
	Order     string `arg:"" help:"File with the payout order: a report that a member signed (makewhole oracle sign --settlement --out), or the message of GET /v1/settlements/{id}/order." type:"existingfile"`
	Out       string `help:"Write the act to this file; without it, to standard output." type:"path" placeholder:"FILE"`
}

// Run holds the order against the chain and writes the act.
func (c *AnnounceCmd) Run(g *cli.Globals) error {
	return c.with(g, func(v *view) error {
		raw, err := os.ReadFile(c.Order)
		if err != nil {
			return err
		}
		m, err := orderIn(raw)
		if err != nil {
			return refused("%s: %w", c.Order, err)
		}
		of, err := v.committee(m.ConfigDigest)
		if err != nil {
			return err
		}
		return prepareFlags{NodeFlags: c.NodeFlags, Out: c.Out}.finish(g, v, "announce", of, order{m})
	})
}

// orderIn reads a report about an order, or the bare message.
func orderIn(raw []byte) (contracts.PayoutOrder, error) {
	m, bare := reports.DecodeOrder(raw)
	if bare == nil {
		return m, nil
	}
	r, err := reports.ParseReport(raw, reports.Limits{})
	switch {
	case err != nil:
		return m, refused("neither a signed report (%w) nor the message of an order (%w)", err, bare)
	case r.Order == nil:
		return m, refused("is a report about a %s, not about an order", r.Kind)
	}
	return *r.Order, nil
}
