package quorum

import (
	"errors"
	"fmt"
	"slices"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"

	"makewhole/chain"
	"makewhole/contracts"
	"makewhole/internal/cli"
)

// CallCmd brings an act to the chain.
type CallCmd struct {
	NodeFlags `embed:""`
	SendFlags `embed:""`
	File      string   `arg:"" help:"File of the act." type:"existingfile"`
	Signature []string `help:"A member's signature: a file of quorum sign, a signed report about the order, or 0x and 130 hex digits. Give it once for each member." required:"" placeholder:"FILE|HEX"`
}

// Help says what is printed and what is sent.
func (CallCmd) Help() string {
	return "Each signature is held against the committee on chain: strangers, a member twice, and fewer than the threshold are refused. The call is simulated at the newest block; a revert is named. Without a key it is printed for any wallet or multisig: to, data, no value. With --key it is sent, and the command waits until the block is final and says what came of it. Whoever sends needs no role; the signatures carry it."
}

// called is what a call prints as JSON.
type called struct {
	Act     string           `json:"act"`
	Digest  common.Hash      `json:"digest"`
	ChainID uint64           `json:"chain_id"`
	To      common.Address   `json:"to"`
	Data    string           `json:"data"`
	Value   string           `json:"value"`
	Signers []common.Address `json:"signers"`
	Words   []string         `json:"words"`
	Sent    *sent            `json:"sent,omitempty"`
	Outcome *outcome         `json:"outcome,omitempty"`
}

// Run joins, checks, simulates, and prints or sends.
func (c *CallCmd) Run(g *cli.Globals) error {
	return c.with(g, func(v *view) error {
		f, a, err := readFile(c.File, v.d)
		if err != nil {
			return err
		}
		config, _ := a.term()
		of, err := v.committee(config)
		if err != nil {
			return err
		}
		words, err := v.look(a)
		if err != nil {
			return err
		}
		if words.Waits != "" {
			return refused("%s", words.Waits)
		}
		have, err := v.gather(of, f, c.Signature)
		if err != nil {
			return err
		}
		return c.carryOut(g, v, f, a, words, have)
	})
}

// PublishCmd publishes what was announced.
type PublishCmd struct {
	NodeFlags `embed:""`
	SendFlags `embed:""`
	File      string `arg:"" help:"File of the announcement." type:"existingfile"`
}

// Run checks, simulates, and prints or sends.
func (c *PublishCmd) Run(g *cli.Globals) error {
	return c.with(g, func(v *view) error {
		f, a, err := readFile(c.File, v.d)
		if err != nil {
			return err
		}
		o, ok := a.(order)
		if !ok {
			return refused("%s: is the act %s; only an announced order is published", c.File, f.Act)
		}
		p := publication{o}
		words, err := v.look(p)
		if err != nil {
			return err
		}
		if words.Waits != "" {
			if err := c.operator(g, v, words.Waits); err != nil {
				return err
			}
		}
		f.Act = "publish"
		return c.carryOut(g, v, f, p, words, gathered{})
	})
}

// operator refuses everybody else before the delay is over.
func (c *PublishCmd) operator(g *cli.Globals, v *view, why string) error {
	holder, err := v.holder(v.d.Distributor, contracts.RoleOperator)
	if err != nil {
		return err
	}
	key, err := c.signer(g.Context, v.d.ChainID)
	if err == nil && (key == nil || key.Address() != holder) {
		err = refused("%s", why)
	}
	return err
}

// carryOut simulates the call, and prints it or sends it.
func (f SendFlags) carryOut(g *cli.Globals, v *view, file File, a act, words shown, have gathered) error {
	to := a.call(v, have.joined)
	out := called{
		Act: file.Act, Digest: file.Digest, ChainID: v.d.ChainID, To: to.To, Data: hexutil.Encode(to.Data), Value: "0",
		Signers: have.signers, Words: words.Words,
	}
	slices.SortFunc(out.Signers, common.Address.Cmp)
	signer, err := f.signer(g.Context, v.d.ChainID)
	if err != nil {
		return err
	}
	from := common.Address{}
	if signer != nil {
		from = signer.Address()
	}
	if err := v.node.DryRun(v.ctx, ethereum.CallMsg{From: from, To: &to.To, Data: to.Data}); err != nil {
		return fmt.Errorf("the simulation at block %d fails: %w", v.head.Number, explained(err))
	}
	if signer == nil {
		return out.print(g)
	}
	if out.Sent, err = f.send(g, v, signer, to); err != nil {
		return err
	}
	if err := v.move(); err != nil {
		return err
	}
	done, err := a.done(v)
	if err != nil {
		return err
	}
	out.Outcome = &done
	return out.print(g)
}

// explained names the custom error of a call that reverts.
func explained(err error) error {
	var revert *chain.RevertError
	if !errors.As(err, &revert) {
		return err
	}
	if why := chain.ExplainRevert(revert.Data); why != "" {
		return refused("%w: %s", chain.ErrReverted, why)
	}
	return refused("%w", err)
}

func (c called) print(g *cli.Globals) error {
	if g.JSON {
		return cli.WriteJSON(g, c)
	}
	for _, line := range c.Words {
		fmt.Fprintln(g.Stdout, line)
	}
	if len(c.Signers) > 0 {
		fmt.Fprintln(g.Stdout, "\nSigned by")
	}
	for _, s := range c.Signers {
		fmt.Fprintln(g.Stdout, "  ", s)
	}
	if c.Sent == nil {
		_, err := fmt.Fprintf(g.Stdout, "\nNothing was sent; the simulation succeeds. Any account of chain %d can send it:\n  to     %s\n  value  0\n  data   %s\n", c.ChainID, c.To, c.Data)
		return err
	}
	fmt.Fprintf(g.Stdout, "\nSent by %s: transaction %s, final in block %d, %d gas\n", c.Sent.From, c.Sent.Tx, c.Sent.Block, c.Sent.Gas)
	for _, line := range c.Outcome.Words {
		fmt.Fprintln(g.Stdout, "Now", line)
	}
	if n := c.Outcome.Next; n != nil {
		fmt.Fprintf(g.Stdout, "Next: what %s\n  from   %s\n  to     %s\n  value  0\n  data   %s\n", n.What, n.From, n.To, n.Data)
	}
	return nil
}
