package committee

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/internal/cli"
	"makewhole/internal/csvtable"
	"makewhole/models"
	"makewhole/money"
	"makewhole/oracles/measure"
)

// OracleImportCmd makes the specification of an off-chain incident: the file is
// named by its sha256, so that every member measures the same losses from it.
type OracleImportCmd struct {
	CSV          string            `arg:"" help:"File with a header line and one line per account." type:"existingfile"`
	Loss         map[string]string `help:"Loss columns of an asset: CHAIN:ADDRESS=COLUMN[+COLUMN…]." required:"" placeholder:"ASSET=COLUMNS"`
	Total        map[string]string `help:"What was lost in all in an asset; default the sum of its lines." placeholder:"ASSET=AMOUNT"`
	Numeraire    string            `help:"Asset of the prices, CHAIN:ADDRESS." required:"" placeholder:"ASSET"`
	From         time.Time         `help:"When the loss began (RFC 3339)." required:"" placeholder:"TIME"`
	To           time.Time         `help:"When the loss ended (RFC 3339)." required:"" placeholder:"TIME"`
	cli.CSVFlags `embed:""`
	Exclude      map[string]string `help:"Accounts that are excluded: ADDRESS=KIND (attacker, module and insider have no leaf; reserve and disputed keep theirs, and the money is held)." placeholder:"ADDRESS=KIND"`
	Out          string            `help:"Write the specification here; default standard output." type:"path" placeholder:"FILE"`
}

func sha256Of(raw []byte) common.Hash { return sha256.Sum256(raw) }

// Run reads the file, says what is in it, and writes the specification.
func (c *OracleImportCmd) Run(g *cli.Globals) error {
	raw, err := os.ReadFile(c.CSV)
	if err != nil {
		return err
	}
	spec := models.IncidentSpec{
		Format: models.SpecFormat, Method: models.MethodOffchain,
		OccurredFrom: uint64(max(0, c.From.Unix())), OccurredTo: uint64(max(0, c.To.Unix())),
	}
	if spec.Numeraire, err = parseAsset(c.Numeraire); err != nil {
		return err
	}
	for account, kind := range c.Exclude {
		if !common.IsHexAddress(account) {
			return fmt.Errorf("%w: %q is no address", cli.ErrRefused, account)
		}
		e := models.SpecExclusion{Account: common.HexToAddress(account), Kind: kind}
		if err := e.CheckKind(); err != nil {
			return fmt.Errorf("%w: --exclude %s: %w", cli.ErrRefused, account, err)
		}
		spec.Exclusions = append(spec.Exclusions, e)
	}
	reading, err := c.Reading()
	if err != nil {
		return err
	}
	for asset, columns := range c.Loss {
		src := models.SpecSource{SHA256: sha256Of(raw), Account: c.Account, Columns: strings.Split(columns, "+"), Reading: reading}
		if src.Asset, err = parseAsset(asset); err != nil {
			return err
		}
		if err := c.measure(g, raw, asset, &src, spec.Excluded(src.Asset.Address)); err != nil {
			return err
		}
		spec.Sources = append(spec.Sources, src)
	}
	if err := spec.Validate(); err != nil {
		return fmt.Errorf("%w: %w", cli.ErrRefused, err)
	}
	out, err := spec.Canonical()
	if err != nil {
		return err
	}
	if c.Out != "" {
		return os.WriteFile(c.Out, append(out, '\n'), 0o644) //nolint:gosec // a specification is public
	}
	_, err = fmt.Fprintf(g.Stdout, "%s\n", out)
	return err
}

// measure reads the lines of one asset, tells what is in them and sets the total.
func (c *OracleImportCmd) measure(g *cli.Globals, raw []byte, asset string, src *models.SpecSource, excluded map[common.Address]string) error {
	losses, err := measure.ReadLosses(g.Context, bytes.NewReader(raw), filepath.ToSlash(c.CSV), *src, excluded)
	if err != nil {
		return fmt.Errorf("%w: %w", cli.ErrRefused, err)
	}
	if src.Total = losses.Total(); c.Total[asset] != "" {
		if src.Total, err = money.Parse(c.Total[asset]); err != nil {
			return fmt.Errorf("%w: total of %s: %w", cli.ErrRefused, asset, err)
		}
	}
	if src.Total.Less(losses.Total()) {
		return fmt.Errorf("%w: the lines of %s add up to %s, %s more than the total", cli.ErrRefused, asset, losses.Total(), losses.Total().SubFloor(src.Total))
	}
	var without []string
	for i := range losses.Len() {
		if losses.Weight(i).IsZero() {
			without = append(without, string(losses.AppendAccount(nil, i)))
		}
	}
	fmt.Fprintf(g.Stderr, "%s: %d accounts, %d of them without loss, sum %s, unattributed %s, total %s\n",
		asset, losses.Len(), len(without), losses.Sum, src.Total.SubFloor(losses.Sum), src.Total)
	for _, e := range losses.Excluded {
		fmt.Fprintf(g.Stderr, "  excluded as %s: %s, %s\n", e.Name, csvtable.AppendAccount(nil, e.Account), e.Weight)
	}
	for _, w := range cli.Unreachable(losses) {
		fmt.Fprintf(g.Stderr, "  warning: %s\n", w.Text)
	}
	if len(without) <= 50 {
		for _, account := range without {
			fmt.Fprintf(g.Stderr, "  no loss: %s\n", account)
		}
	}
	return nil
}

// parseAsset reads CHAIN:ADDRESS.
func parseAsset(text string) (models.SpecAsset, error) {
	id, addr, ok := strings.Cut(text, ":")
	n, err := strconv.ParseUint(id, 10, 63)
	if !ok || err != nil || !common.IsHexAddress(addr) || len(addr) != 42 {
		return models.SpecAsset{}, fmt.Errorf("%w: %q is not CHAIN:ADDRESS", cli.ErrRefused, text)
	}
	return models.SpecAsset{ChainID: n, Address: common.HexToAddress(addr)}, nil
}
