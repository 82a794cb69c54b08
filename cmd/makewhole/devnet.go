package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"text/tabwriter"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/chain/devnet"
	"makewhole/deployment"
	"makewhole/internal/app"
	"makewhole/internal/cli"
	"makewhole/money"
)

// DevnetCmd runs an Ethereum chain in this process until it is interrupted.
type DevnetCmd struct {
	Dir       string        `help:"Keep the chain in this directory; without it, it lives in memory." placeholder:"DIR" type:"path"`
	ChainID   uint64        `help:"EIP-155 chain id." default:"31337" name:"chain-id"`
	HTTP      string        `help:"Loopback address of JSON-RPC over HTTP and WebSocket; port 0 chooses one." default:"127.0.0.1:8545" name:"http"`
	BlockTime time.Duration `help:"Seal a block at this interval; 0 seals when transactions arrive, until they are final." default:"0s"`
	Accounts  int           `help:"How many funded accounts to show, at most 20." default:"10"`
	Contracts bool          `help:"Deploy the contracts with a test dollar and two pools." default:"true" negatable:""`
	Verbose   bool          `help:"Write the log of the chain to standard error."`
}

// Run starts the chain, deploys, prints what a wallet needs and waits.
func (c *DevnetCmd) Run(g *cli.Globals) error {
	node, err := devnet.Start(g.Context, c.config(g))
	if err != nil {
		return err
	}
	err = c.serve(g, node)
	return errors.Join(err, node.Close())
}

func (c *DevnetCmd) config(g *cli.Globals) devnet.Config {
	cfg := devnet.Config{
		Dir: c.Dir, ChainID: c.ChainID, HTTPAddr: c.HTTP, BlockTime: c.BlockTime, Accounts: c.Accounts,
		IdleBlocks: true,
	}
	if c.Verbose {
		cfg.Logger = slog.New(slog.NewTextHandler(g.Stderr, nil))
	}
	return cfg
}

func (c *DevnetCmd) serve(g *cli.Globals, node *devnet.Node) error {
	report, err := c.report(g.Context, node)
	if err != nil {
		return err
	}
	if err := report.write(g); err != nil {
		return err
	}
	<-g.Context.Done()
	return nil
}

type devnetReport struct {
	URL        string                 `json:"url"`
	WebSocket  string                 `json:"websocket_url"`
	ChainID    uint64                 `json:"chain_id"`
	Dir        string                 `json:"dir,omitempty"`
	Accounts   []devnetAccount        `json:"accounts"`
	Deployment *deployment.Deployment `json:"deployment,omitempty"`
}

type devnetAccount struct {
	Address    common.Address `json:"address"`
	Balance    money.Amount   `json:"balance"` // wei
	PrivateKey string         `json:"private_key"`
	Role       string         `json:"role,omitempty"`
}

func (c *DevnetCmd) report(ctx context.Context, node *devnet.Node) (devnetReport, error) {
	r := devnetReport{URL: node.URL(), ChainID: c.ChainID, Dir: c.Dir}
	r.WebSocket = "ws" + r.URL[len("http"):]
	if c.Contracts {
		d, err := app.DeployDev(ctx, node, c.Dir)
		if err != nil {
			return r, err
		}
		r.Deployment = &d
	}
	for i, address := range node.Accounts() {
		wei, err := node.Client().BalanceAt(ctx, address, nil)
		if err != nil {
			return r, fmt.Errorf("balance of %s: %w", address, err)
		}
		balance, err := money.FromBig(wei)
		if err != nil {
			return r, fmt.Errorf("balance of %s: %w", address, err)
		}
		account := devnetAccount{Address: address, Balance: balance, PrivateKey: "0x" + devnet.HexKey(i)}
		if c.Contracts {
			account.Role = devRole(i)
		}
		r.Accounts = append(r.Accounts, account)
	}
	return r, nil
}

func devRole(i int) string {
	switch {
	case i >= deployment.DevSigner && i < deployment.DevFree:
		return fmt.Sprintf("committee member %d", i-deployment.DevSigner+1)
	case i >= deployment.DevFree:
		return ""
	}
	return map[int]string{
		deployment.DevDeployer: "deployer, oracle admin", deployment.DevOperator: "operator", deployment.DevGuardian: "guardian",
		deployment.DevTreasurer: "treasurer", deployment.DevArbiter: "arbiter", deployment.DevVictimsFund: "victims' fund",
	}[i]
}

func (r devnetReport) write(g *cli.Globals) error {
	if g.JSON {
		enc := json.NewEncoder(g.Stdout)
		enc.SetIndent("", "  ")
		return enc.Encode(r)
	}
	w := tabwriter.NewWriter(g.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintf(w, "JSON-RPC\t%s\n", r.URL)
	fmt.Fprintf(w, "WebSocket\t%s\n", r.WebSocket)
	fmt.Fprintf(w, "Chain id\t%d\n", r.ChainID)
	fmt.Fprintf(w, "Kept in\t%s\n", map[bool]string{true: "memory", false: r.Dir}[r.Dir == ""])
	r.writeContracts(w)
	fmt.Fprintf(w, "\nPUBLIC development keys. Anybody has them: never send value to these addresses on a real chain.\n")
	fmt.Fprintf(w, "Account\tBalance\tPrivate key\tRole\n")
	for _, a := range r.Accounts {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", a.Address, a.Balance.Format(app.EtherDecimals), a.PrivateKey, a.Role)
	}
	fmt.Fprintf(w, "\nCtrl-C stops the chain.\n")
	return w.Flush()
}

func (r devnetReport) writeContracts(w io.Writer) {
	d := r.Deployment
	if d == nil {
		return
	}
	fmt.Fprintf(w, "\nLossOracle\t%s\n", d.LossOracle)
	fmt.Fprintf(w, "PayoutDistributor\t%s\n", d.Distributor)
	fmt.Fprintf(w, "RecoveryVault\t%s\n", d.RecoveryVault)
	for _, p := range d.Pools {
		fmt.Fprintf(w, "CapitalPool %s\t%s\n", p.PublicID, p.Address)
	}
	for _, t := range d.Tokens {
		if t.Symbol != "" {
			fmt.Fprintf(w, "Token %s\t%s\n", t.Symbol, t.Address)
		}
	}
	fmt.Fprintf(w, "Committee\t%d of %d, %s\n", d.Committee.Threshold, len(d.Committee.Signers), d.ConfigDigest)
}
