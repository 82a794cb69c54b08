package quorum

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"makewhole/chain"
	"makewhole/contracts"
	"makewhole/deployment"
	"makewhole/internal/app"
	"makewhole/internal/cli"
	"makewhole/internal/display"
	"makewhole/money"
)

// NodeFlags say which contracts are meant and by which nodes to look at them.
type NodeFlags struct {
	Deployment    string   `help:"File that names chain and contracts; your own copy, not one that came with the act." type:"path" default:"deployment.json"`
	RPC           []string `help:"JSON-RPC endpoints of the chain; your own nodes." name:"rpc" required:"" placeholder:"URL"`
	RPCQuorum     int      `help:"How many endpoints must say the same; 0 is more than half." default:"0" name:"rpc-quorum"`
	FinalityDepth uint64   `help:"Blocks below the head that count as final; 0 uses the node's finalized tag." default:"0"`
}

// view is the chain at one block.
type view struct {
	ctx  context.Context
	node *chain.Client
	d    deployment.Deployment
	head *types.Header
}

func (f NodeFlags) deployed() (deployment.Deployment, error) {
	d, found, err := deployment.Load(f.Deployment)
	switch {
	case err != nil:
		return d, refused("--deployment: %w", err)
	case !found:
		return d, refused("--deployment: there is no file %s", f.Deployment)
	}
	return d, nil
}

// open connects to the chain of the deployment. Close the node when done.
func (f NodeFlags) open(g *cli.Globals, d deployment.Deployment) (*view, error) {
	node, err := chain.Dial(g.Context, chain.Config{
		URLs: f.RPC, Quorum: f.RPCQuorum, ChainID: d.ChainID, GenesisHash: d.Genesis, FinalityDepth: f.FinalityDepth, Now: cli.NowUTC,
	})
	if err != nil {
		return nil, fmt.Errorf("--rpc: %w", err)
	}
	v := &view{ctx: g.Context, node: node, d: d}
	if err := v.move(); err != nil {
		node.Close()
		return nil, err
	}
	return v, nil
}

// move looks at the newest block.
func (v *view) move() (err error) {
	v.head, err = v.node.Head(v.ctx)
	return err
}

func (v *view) now() time.Time { return time.Unix(int64(v.head.Time), 0).UTC() }

// ask calls a view function and reads its answer.
func ask[T any](v *view, to common.Address, data []byte, unpack func([]byte) (T, error)) (T, error) {
	raw, err := v.node.CallAtHash(v.ctx, ethereum.CallMsg{To: &to, Data: data}, v.head.Hash())
	if err != nil {
		var zero T
		return zero, explained(err)
	}
	return unpack(raw)
}

// committee is a configuration as the chain knows it.
type committee struct {
	Digest    common.Hash `json:"config_digest"`
	Threshold int         `json:"threshold"`
	Members   int         `json:"members"`
}

// active is the committee that signs now.
func (v *view) active() (committee, error) {
	o := contracts.NewLossOracle()
	digest, err := ask(v, v.d.LossOracle, o.PackActiveConfig(), o.UnpackActiveConfig)
	if err != nil {
		return committee{}, err
	}
	return v.committee(digest)
}

// committee refuses one whose signatures do not count.
func (v *view) committee(digest common.Hash) (committee, error) {
	o := contracts.NewLossOracle()
	usable, err := ask(v, v.d.LossOracle, o.PackIsUsable(digest), o.UnpackIsUsable)
	if err != nil {
		return committee{}, err
	}
	if !usable {
		return committee{}, refused("the committee %s does not count: retired, compromised or unknown to the oracle %s", digest, v.d.LossOracle)
	}
	c, err := ask(v, v.d.LossOracle, o.PackConfigOf(digest), o.UnpackConfigOf)
	return committee{digest, int(c.Threshold), int(c.Signers)}, err
}

// seated reports whether somebody is a member.
func (v *view) seated(c committee, who common.Address) (bool, error) {
	o := contracts.NewLossOracle()
	return ask(v, v.d.LossOracle, o.PackIsSigner(c.Digest, who), o.UnpackIsSigner)
}

// holder is who has a role of a contract.
func (v *view) holder(contract common.Address, role uint8) (common.Address, error) {
	o := contracts.NewLossOracle() // every contract with roles answers the same way
	return ask(v, contract, o.PackHolderOf(role), o.UnpackHolderOf)
}

// coin is a token as people write it.
type coin struct {
	at       common.Address
	symbol   string
	decimals uint8
}

func (c coin) text(a money.Amount) string {
	return fmt.Sprintf("%s %s (%s base units)", display.Amount(a, c.decimals), c.symbol, a)
}

func (c coin) String() string {
	if c.at == (common.Address{}) {
		return "the native coin"
	}
	return fmt.Sprintf("%s (%s)", c.symbol, c.at)
}

// coin asks a token for its decimals; a symbol is a decoration, cleaned.
func (v *view) coin(at common.Address) (coin, error) {
	if at == (common.Address{}) {
		return coin{at, "native coin", app.EtherDecimals}, nil
	}
	erc20 := contracts.NewTestToken()
	decimals, err := ask(v, at, erc20.PackDecimals(), erc20.UnpackDecimals)
	if err != nil {
		return coin{}, fmt.Errorf("decimals of the token %s: %w", at, err)
	}
	symbol, err := ask(v, at, erc20.PackSymbol(), erc20.UnpackSymbol)
	if symbol = printable(symbol); err != nil || symbol == "" {
		symbol = "units of " + at.Hex()
	}
	return coin{at, symbol, decimals}, nil
}

// printable keeps letters and digits: a token chooses its symbol itself.
func printable(s string) string {
	clean := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' || r == '.' || r == '-' {
			return r
		}
		return -1
	}, s)
	return clean[:min(len(clean), 16)]
}

func when(t time.Time) string { return t.UTC().Format("2006-01-02 15:04:05 UTC") }

func second(n uint64) string { return when(time.Unix(int64(n), 0)) }
