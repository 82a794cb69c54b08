package main

import (
	"bytes"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"

	"makewhole/audit/bundle"
	"makewhole/internal/app"
	"makewhole/internal/cli"
	"makewhole/models"
	"makewhole/payouts"
)

// ProofCmd gives what a receiver or anyone else needs to check and collect.
type ProofCmd struct {
	Payout ProofPayoutCmd `cmd:"" help:"Print the proofs of a receiver's payouts of a settlement, ready for redeem()."`
	Bundle ProofBundleCmd `cmd:"" help:"Write the verification bundle of a settlement."`
}

// ProofPayoutCmd prints proofs.
type ProofPayoutCmd struct {
	app.StoreFlags `embed:""`
	Settlement     string `arg:"" help:"Public id of the settlement (stl_…)."`
	Receiver       string `arg:"" help:"Address of the receiver."`
}

type payoutProof struct {
	SettlementID common.Hash    `json:"settlement_id"`
	Index        int            `json:"index"`
	Receiver     common.Address `json:"receiver"`
	Amount       string         `json:"amount"`
	Proof        []common.Hash  `json:"proof"`
}

// Run recomputes the tree from the entitlement file.
func (c *ProofPayoutCmd) Run(g *cli.Globals) error {
	if !common.IsHexAddress(c.Receiver) {
		return fmt.Errorf("%w: %q is no address", cli.ErrRefused, c.Receiver)
	}
	db, err := models.Open(g.Context, c.Config(cli.NowUTC, true))
	if err != nil {
		return err
	}
	defer db.Close()
	var st models.Settlement
	var raw []byte
	err = db.Read(g.Context, func(tx *models.Tx) (err error) {
		if st, err = models.ByPublicID[models.Settlement](tx, c.Settlement); err != nil {
			return err
		}
		raw, err = tx.EntitlementFile(st.ID)
		return err
	})
	if err != nil {
		return fmt.Errorf("settlement %s: %w", c.Settlement, err)
	}
	proofs, err := proofsOf(&st, raw, common.HexToAddress(c.Receiver))
	if err != nil {
		return err
	}
	if len(proofs) == 0 {
		return fmt.Errorf("settlement %s pays nothing to %s", c.Settlement, c.Receiver)
	}
	if g.JSON {
		return cli.WriteJSON(g, proofs)
	}
	for _, p := range proofs {
		var nodes []string
		for _, h := range p.Proof {
			nodes = append(nodes, h.Hex())
		}
		fmt.Fprintf(g.Stdout, "redeem(%s, %d, %s, %s, [%s])\n", p.SettlementID, p.Index, p.Receiver, p.Amount, strings.Join(nodes, ","))
	}
	return nil
}

func proofsOf(st *models.Settlement, entitlements []byte, receiver common.Address) (out []payoutProof, err error) {
	file, err := payouts.ReadFile(bytes.NewReader(entitlements))
	if err != nil {
		return nil, err
	}
	computed, err := file.Compute()
	if err != nil {
		return nil, err
	}
	id := file.SettlementID()
	tree := computed.Tree(id)
	for i, e := range computed.Entries() {
		if common.Address(e.Account) != receiver {
			continue
		}
		p := payoutProof{SettlementID: id, Index: i, Receiver: receiver, Amount: e.Amount.String(), Proof: []common.Hash{}}
		for _, h := range tree.Proof(i) {
			p.Proof = append(p.Proof, common.Hash(h))
		}
		out = append(out, p)
	}
	if root := tree.Root(); common.Hash(root) != st.PayoutRoot.Hash {
		return nil, fmt.Errorf("the stored root %s is not %s", st.PayoutRoot, hexutil.Encode(root[:]))
	}
	return out, nil
}

// ProofBundleCmd writes a bundle.
type ProofBundleCmd struct {
	app.StoreFlags `embed:""`
	Settlement     string `arg:"" help:"Public id of the settlement (stl_…)."`
	Out            string `help:"Directory to write; default the settlement's id." type:"path"`
}

// Run collects the bundle, verifies it and writes it.
func (c *ProofBundleCmd) Run(g *cli.Globals) error {
	db, err := models.Open(g.Context, c.Config(cli.NowUTC, true))
	if err != nil {
		return err
	}
	defer db.Close()
	b, err := bundle.Build(g.Context, db, c.Settlement)
	if err != nil {
		return err
	}
	if _, err := b.Verify(); err != nil {
		return err
	}
	if c.Out == "" {
		c.Out = filepath.Clean(c.Settlement)
	}
	if err := b.Write(c.Out); err != nil {
		return err
	}
	if g.JSON {
		return cli.WriteJSON(g, map[string]any{"dir": c.Out, "files": len(b)})
	}
	_, err = fmt.Fprintf(g.Stdout, "%d files in %s, verified\n", len(b), c.Out)
	return err
}
