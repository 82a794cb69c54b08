package quorum

import (
	"errors"
	"fmt"
	"os"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"

	"makewhole/internal/cli"
	"makewhole/internal/cli/memberkey"
	"makewhole/oracles/signing"
)

// signatureFormat names the form of files with one signature.
const signatureFormat = "makewhole-quorum-signature/1"

// Signature is one member's, as sign writes it and call reads it.
type Signature struct {
	Format    string         `json:"format"`
	Digest    common.Hash    `json:"digest"`
	Signer    common.Address `json:"signer"`
	Signature hexutil.Bytes  `json:"signature"`
}

// SignCmd signs what it shows.
type SignCmd struct {
	NodeFlags       `embed:""`
	memberkey.Flags `embed:""`
	File            string `arg:"" help:"File of the act." type:"existingfile"`
	Out             string `help:"Write the signature to this file; without it, to standard output." type:"path" placeholder:"FILE"`
	Entitlements    string `help:"For a payout order: its published entitlement file; the allocation is computed again from it." type:"existingfile" placeholder:"FILE"`
	Accounts        string `help:"For a payout order: the accounts file that the entitlement file names, if it names one." type:"existingfile" placeholder:"FILE"`
	DryRun          bool   `help:"Show and check only; sign nothing."`
}

// Help says what is believed.
func (SignCmd) Help() string {
	return "The digest is computed again from the fields, and refused when it differs, when the file is of another chain or oracle than your deployment file, or when the chain says by your node that the act does not count: a retired committee, an end that is past, a number that is used up, a settlement that is active. What was signed is remembered beside the key as for oracle sign: while one act counts no other is signed about the same thing, and an order whose cancellation was signed is not signed."
}

// Run shows, checks and signs.
func (c *SignCmd) Run(g *cli.Globals) error {
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
		to := g.Stdout
		if g.JSON || c.Out == "" {
			to = g.Stderr
		}
		v.print(to, a, of, words)
		if c.DryRun {
			return nil
		}
		s, err := c.sign(g, v, of, f, a)
		if err != nil {
			return err
		}
		return c.write(g, s)
	})
}

func (c *SignCmd) sign(g *cli.Globals, v *view, of committee, f File, a act) (s Signature, err error) {
	m, err := c.Member(g.Context, v.d.ChainID)
	if err != nil {
		return s, err
	}
	defer m.Store.Close()
	s = Signature{Format: signatureFormat, Digest: f.Digest, Signer: m.Signer.Address()}
	seated, err := v.seated(of, s.Signer)
	switch {
	case err != nil:
		return s, err
	case !seated:
		return s, refused("%s is no member of the committee %s", s.Signer, of.Digest)
	}
	if o, ok := a.(order); ok {
		s.Signature, err = c.signOrder(v, m, o)
		return s, member(err)
	}
	record := a.record(domainOf(v.d))
	record.Digest = f.Digest
	s.Signature, err = m.SignAct(record)
	return s, member(err)
}

// member marks what the member's own rules refuse.
func member(err error) error {
	if errors.Is(err, signing.ErrRefused) {
		return refused("%w", err)
	}
	return err
}

// signOrder runs the allocation again, as oracle sign does with a server's files.
func (c *SignCmd) signOrder(v *view, m *signing.Member, o order) ([]byte, error) {
	if c.Entitlements == "" {
		return nil, refused("a payout order is signed by who computed it: name its entitlement file with --entitlements")
	}
	t := signing.OrderTask{Order: o.m}
	var err error
	if t.Entitlements, err = os.ReadFile(c.Entitlements); err != nil {
		return nil, err
	}
	if c.Accounts != "" {
		if t.Accounts, err = os.ReadFile(c.Accounts); err != nil {
			return nil, err
		}
	}
	if t.Config, err = v.config(o.m.ConfigDigest); err != nil {
		return nil, err
	}
	committed, err := o.committed(v)
	if err != nil {
		return nil, err
	}
	t.Committed, t.Follows = &committed, &o.m.Follows // look compared it with the chain
	if final, err := v.finalSet(o.m.SnapshotSetDigest); err != nil {
		return nil, err
	} else if final {
		t.SnapshotSet = o.m.SnapshotSetDigest
	}
	r, _, err := m.SignOrder(t)
	if err != nil {
		return nil, err
	}
	return r.Signatures[0], nil
}

func (c *SignCmd) write(g *cli.Globals, s Signature) error {
	if c.Out == "" {
		return cli.WriteJSON(g, s)
	}
	if err := write(c.Out, s); err != nil {
		return err
	}
	if g.JSON {
		return cli.WriteJSON(g, s)
	}
	_, err := fmt.Fprintf(g.Stdout, "\nSigned by %s: %s\n", s.Signer, c.Out)
	return err
}
