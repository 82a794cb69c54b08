package allocate

import (
	"bytes"
	"fmt"
	"maps"
	"math/big"
	"slices"
	"strings"

	"makewhole/internal/cli"
	"makewhole/internal/csvtable"
	"makewhole/payouts"
)

// warnings are what a person should look at before anybody is paid.
func (a *allocation) warnings(p *plan) (out []cli.Warning) {
	seen := map[[20]byte]bool{}
	for _, d := range a.divisions {
		out = append(out, cli.Unreachable(d.table)...)
		for _, e := range d.table.Excluded {
			seen[e.Account] = true
		}
		if w := d.aboveAll(); w != nil {
			out = append(out, *w)
		}
	}
	for _, account := range slices.SortedFunc(maps.Keys(p.query.Excluded), func(a, b [20]byte) int { return bytes.Compare(a[:], b[:]) }) {
		if text := string(csvtable.AppendAccount(nil, account)); !seen[account] {
			out = append(out, cli.Warning{Code: "exclusion_without_row", Subject: text, Text: fmt.Sprintf("%s, excluded as %s, stands in no row", text, p.query.Excluded[account])})
		}
	}
	return out
}

// aboveAll warns where the funds are worth more than all weights together:
// right only where the weights count in another unit, which a price says.
func (d *Division) aboveAll() *cli.Warning {
	whole := new(big.Rat).SetInt(d.Denominator.Big())
	worth := payouts.JointValue(d.jointFunds())
	if whole.Sign() == 0 || worth.Cmp(whole) <= 0 {
		return nil
	}
	names := make([]string, len(d.Funds))
	for i, f := range d.Funds {
		names[i] = f.Name
	}
	subject := strings.Join(names, "+")
	share := worth.Quo(worth, whole)
	bps := new(big.Int).Div(new(big.Int).Mul(share.Num(), big.NewInt(10_000)), share.Denom())
	whole100, rest := new(big.Int).DivMod(bps, big.NewInt(100), new(big.Int))
	return &cli.Warning{Code: "above_100_percent", Subject: subject, Text: fmt.Sprintf(
		"%s: worth %v.%02d %% of the weights together, above 100 %%; a token that counts in another unit needs --price", subject, whole100, rest)}
}
