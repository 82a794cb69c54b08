package main

import (
	"makewhole/demo"
	"makewhole/internal/cli"
)

// DemoCmd plays one loss from the attack to the last payout on an embedded chain.
type DemoCmd struct {
	Once      bool   `help:"Exit after the story: 0 when every check held, 1 otherwise."`
	Data      string `help:"Keep database, chain and evidence in this directory; without it they are temporary." type:"path" placeholder:"DIR"`
	Bundle    string `help:"Write the verification bundle of every settlement below this directory." type:"path" placeholder:"DIR"`
	Unguarded bool   `help:"Play it without monitors: a person notices the attack and types the incident in."`
	Until     string `help:"Stop the story there and serve: claims, when claims are decided and may still be filed; payable, when nobody has collected anything; end." enum:"claims,payable,end" default:"end"`
	Listen    string `help:"Address of the public API." default:"127.0.0.1:0"`
}

// Run plays the story and then serves until it is interrupted.
func (c *DemoCmd) Run(g *cli.Globals) error {
	return demo.Run(g.Context, demo.Options{
		Once: c.Once, Data: c.Data, Bundle: c.Bundle, Listen: c.Listen, Unguarded: c.Unguarded, Until: demo.Moment(c.Until), Stdout: g.Stdout, Stderr: g.Stderr,
	})
}
