package quorum

import (
	"fmt"
	"io"
	"time"

	"makewhole/contracts"
	"makewhole/internal/cli"
)

// Cmd is what a committee does by itself when no server is there.
type Cmd struct {
	Cancel      CancelCmd   `cmd:"" help:"Prepare: take back a settlement that is not active yet, or revoke an order that nobody published."`
	Earmark     EarmarkCmd  `cmd:"" help:"Prepare: set money of a pool aside for an incident, or release it."`
	RecoverRole RoleCmd     `cmd:"" help:"Prepare: begin to replace the holder of a role whose key is lost."`
	Announce    AnnounceCmd `cmd:"" help:"Prepare: announce a payout order that members signed, so that anybody can publish it."`
	Sign        SignCmd     `cmd:"" help:"Show a prepared act and sign it with a member's key."`
	Call        CallCmd     `cmd:"" help:"Join signatures, check them, simulate the call, print or send it."`
	Publish     PublishCmd  `cmd:"" help:"Publish an announced order when its delay is over; anybody may."`
}

// Help says how the parts belong together.
func (Cmd) Help() string {
	return "A committee acts without a server: one member prepares an act and hands the file on, members sign it on their machines, anybody with the file and enough signatures brings it to the chain. Each step looks at the chain by the nodes of whoever does it, with the contracts of their own deployment file. Exit 0 done, 1 failed, 3 refused: nothing was signed or sent."
}

// prepareFlags are those of every command that writes an act.
type prepareFlags struct {
	NodeFlags `embed:""`
	ValidFor  time.Duration `help:"How long the act counts, from the newest block on; at most 2160h (90 days)." default:"72h"`
	Out       string        `help:"Write the act to this file; without it, to standard output." type:"path" placeholder:"FILE"`
}

// prepared is what a prepare command prints as JSON.
type prepared struct {
	File      File      `json:"file"`
	Committee committee `json:"committee"`
	Block     uint64    `json:"block"`
	shown
}

// prepare asks the chain for the committee, lets build make the act for it, shows
// what it means, and writes the file.
func (f prepareFlags) prepare(g *cli.Globals, v *view, name string, build func(c committee, until uint64) (act, error)) error {
	if f.ValidFor <= 0 || f.ValidFor > contracts.MaxTerm {
		return refused("--valid-for: is %s, allowed is more than 0 and at most %s", f.ValidFor, contracts.MaxTerm)
	}
	c, err := v.active()
	if err != nil {
		return err
	}
	a, err := build(c, v.head.Time+uint64(f.ValidFor/time.Second))
	if err != nil {
		return err
	}
	return f.finish(g, v, name, c, a)
}

func (f prepareFlags) finish(g *cli.Globals, v *view, name string, c committee, a act) error {
	words, err := v.look(a)
	if err != nil {
		return err
	}
	file := newFile(name, a, domainOf(v.d))
	if k, ok := a.(cancel); ok {
		file.Key = &settlementKey{IncidentID: k.key.IncidentID, PoolID: k.key.PoolID, Token: k.key.Token, Sequence: k.key.Sequence}
		file.Reason = k.reason
	}
	if f.Out != "" {
		if err := write(f.Out, file); err != nil {
			return err
		}
	}
	if g.JSON {
		return cli.WriteJSON(g, prepared{file, c, v.head.Number.Uint64(), words})
	}
	if f.Out == "" {
		v.print(g.Stderr, a, c, words)
		return cli.WriteJSON(g, file)
	}
	v.print(g.Stdout, a, c, words)
	_, err = fmt.Fprintf(g.Stdout, "\nWritten to %s. %d of %d members sign it: makewhole quorum sign %s\n", f.Out, c.Threshold, c.Members, f.Out)
	return err
}

// look refuses what does not count at this block, and says in words what happens.
func (v *view) look(a act) (shown, error) {
	_, until := a.term()
	if err := contracts.CheckTerm(until, v.now()); err != nil {
		return shown{}, refused("%w", err)
	}
	return a.look(v)
}

// print shows an act and what every act has.
func (v *view) print(to io.Writer, a act, c committee, s shown) {
	_, until := a.term()
	for _, line := range s.Words {
		fmt.Fprintln(to, line)
	}
	fmt.Fprintf(to, "Committee   %s: %d of %d must sign\n", c.Digest, c.Threshold, c.Members)
	fmt.Fprintf(to, "Counts      until %s, on chain %d, oracle %s\n", second(until), v.d.ChainID, v.d.LossOracle)
	fmt.Fprintf(to, "Seen        at block %d of %s\n", v.head.Number, when(v.now()))
	fmt.Fprintf(to, "Digest      %s\n", a.message().Digest(domainOf(v.d)))
	if s.Waits != "" {
		fmt.Fprintf(to, "Not yet     %s\n", s.Waits)
	}
}
