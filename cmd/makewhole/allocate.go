package main

import (
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"

	"makewhole/internal/app"
	"makewhole/merkle"
	"makewhole/money"
	"makewhole/payouts"
)

// AllocateCmd divides funds over the accounts of a CSV file, without a database
// and without a chain. The output is the same for any order of the rows.
type AllocateCmd struct {
	Entitlements string   `required:"" placeholder:"FILE.csv" help:"CSV file with a header line and a column account."`
	Weight       string   `required:"" placeholder:"COLUMN[+COLUMN…]" help:"Columns added up to an account's weight."`
	Funds        []string `required:"" placeholder:"NAME=AMOUNT" help:"Funds in base units of their tokens, joined by commas."`
	Denominator  string   `placeholder:"AMOUNT" help:"Fixed denominator, at least the sum of the weights, which is the default."`
	CapColumn    string   `placeholder:"COLUMN" help:"Column with the most an account may get of each fund."`
	Out          string   `required:"" placeholder:"DIR" help:"Directory for allocations.csv and settlement.json."`
	Proofs       bool     `help:"Also write proofs-NAME.ndjson for each fund."`
}

// fund is one amount to divide and what became of it.
type fund struct {
	Name         string       `json:"name"`
	Amount       money.Amount `json:"amount"`
	Paid         money.Amount `json:"paid"`
	Capped       money.Amount `json:"capped"`
	Dust         money.Amount `json:"dust"`
	Unattributed money.Amount `json:"unattributed"`
	Leaves       int          `json:"leaves"`
	ZeroLines    int          `json:"zero_lines"`
	SettlementID string       `json:"settlement_id"`
	Root         string       `json:"root"`
	Proofs       string       `json:"proofs,omitempty"`

	id    merkle.Hash
	ratio payouts.Ratio
}

// settlementFile is settlement.json.
type settlementFile struct {
	Format       string       `json:"format"`
	Tool         string       `json:"tool"`
	Entitlements string       `json:"entitlements"`
	FileHash     string       `json:"file_hash"`
	InputHash    string       `json:"input_hash"`
	Weight       string       `json:"weight"`
	CapColumn    string       `json:"cap_column,omitempty"`
	Rows         int          `json:"rows"`
	WeightSum    money.Amount `json:"weight_sum"`
	Denominator  money.Amount `json:"denominator"`
	Unlisted     money.Amount `json:"unattributed_weight"`
	Rounding     string       `json:"rounding"`
	Funds        []*fund      `json:"funds"`
	How          []string     `json:"how"`
}

// howOffline says in the file itself how its hashes are made.
var howOffline = []string{
	"line = floor(amount * weight / denominator), cut to the cap where one is given; amount = paid + capped + dust + unattributed",
	"file_hash = keccak256 of the entitlements file as it was read",
	"input_hash = keccak256 of the canonical input: the line makewhole-weights/1, the lines denominator=, funds=NAME=AMOUNT,... and columns=account,weight or account,weight,cap, an empty line, then the rows account,weight[,cap] in account order, accounts in EIP-55, every line ended by LF",
	"settlement_id = keccak256(abi.encode(string OFFLINE_SETTLEMENT_V1, bytes32 input_hash, string name))",
	"leaf = keccak256(keccak256(abi.encode(bytes32 settlement_id, uint256 index, address account, uint256 line))), index counts the lines above zero in account order; pairs sorted, odd node promoted, proofs fit OpenZeppelin MerkleProof",
}

// Run checks everything first and writes only when nothing can be refused any
// more.
func (c *AllocateCmd) Run(g *Globals) error {
	a, err := c.prepare(g)
	if err != nil {
		return err
	}
	out, err := newOutDir(c.Out)
	if err != nil {
		return err
	}
	defer out.abort()
	if err := a.write(out, c.Proofs); err != nil {
		return err
	}
	if err := out.commit(); err != nil {
		return err
	}
	return a.report(c.Out)
}

// allocation is one run in progress.
type allocation struct {
	g      *Globals
	table  *weightTable
	file   settlementFile
	leaves []uint32 // positions of the lines with a leaf, of the fund in work
}

// prepare reads flags and input.
func (c *AllocateCmd) prepare(g *Globals) (*allocation, error) {
	funds, err := parseFunds(c.Funds)
	if err != nil {
		return nil, err
	}
	q := weightQuery{file: c.Entitlements, weights: strings.Split(c.Weight, "+"), limit: c.CapColumn}
	if c.Denominator != "" {
		d, err := money.Parse(c.Denominator)
		if err != nil {
			return nil, fmt.Errorf("%w: --denominator: %w", errRefused, err)
		}
		q.denominator = &d
	}
	seen := map[string]bool{}
	for _, name := range q.weights {
		if name == "" || seen[name] {
			return nil, fmt.Errorf("%w: --weight: empty or repeated column %q", errRefused, name)
		}
		seen[name] = true
	}
	table, err := readWeights(g.Context, q, g.Stderr)
	if err != nil {
		return nil, err
	}
	a := &allocation{g: g, table: table, file: settlementFile{Format: "makewhole-allocation/1", Tool: "makewhole " + app.Version(),
		Entitlements: filepath.Base(c.Entitlements), FileHash: hexHash(table.fileHash), Weight: c.Weight, CapColumn: c.CapColumn,
		Rows: table.rows, WeightSum: table.sum, Denominator: table.sum, Rounding: "down", Funds: funds, How: howOffline}}
	if q.denominator != nil {
		a.file.Denominator = *q.denominator
		a.file.Unlisted = q.denominator.SubFloor(table.sum)
	}
	return a, nil
}

var fundName = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_-]{0,31}$`)

// parseFunds reads NAME=AMOUNT pairs; names become columns and file names.
func parseFunds(pairs []string) ([]*fund, error) {
	funds := make([]*fund, 0, len(pairs))
	seen := map[string]bool{"account": true}
	for _, pair := range pairs {
		name, text, ok := strings.Cut(pair, "=")
		if !ok || !fundName.MatchString(name) {
			return nil, fmt.Errorf("%w: --funds: %q is not NAME=AMOUNT", errRefused, clip([]byte(pair)))
		}
		if key := strings.ToLower(name); seen[key] {
			return nil, fmt.Errorf("%w: --funds: %q stands twice or is taken", errRefused, name)
		} else {
			seen[key] = true
		}
		amount, err := money.Parse(text)
		if err != nil {
			return nil, fmt.Errorf("%w: --funds: %s: %w", errRefused, name, err)
		}
		funds = append(funds, &fund{Name: name, Amount: amount})
	}
	return funds, nil
}

// write makes all files; settlement.json comes last and completes the set.
func (a *allocation) write(out *outDir, proofs bool) error {
	if err := a.writeLines(out); err != nil {
		return err
	}
	for _, f := range a.file.Funds {
		if err := a.writeTree(out, f, proofs); err != nil {
			return fmt.Errorf("fund %s: %w", f.Name, err)
		}
		runtime.GC() // the tree of this fund makes room for the next one's
	}
	w, err := out.create("settlement.json")
	if err != nil {
		return err
	}
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	return errors.Join(enc.Encode(a.file), w.finish())
}

// writeLines writes allocations.csv row by row and hashes the canonical input
// on the way.
func (a *allocation) writeLines(out *outDir) error {
	w, err := out.create("allocations.csv")
	if err != nil {
		return err
	}
	dividers, err := a.dividers()
	if err != nil {
		return err
	}
	header := "account"
	for _, f := range a.file.Funds {
		header += "," + f.Name
	}
	_, _ = w.WriteString(header + "\n") // finish reports every error of the writer
	input := a.canonicalHeader()
	bar := newProgress(a.g.Stderr, "allocating", int64(a.table.rows))
	defer bar.end()
	var line, canonical []byte
	for i := range a.table.rows {
		if i%contextEachRow == 0 && a.g.Context.Err() != nil {
			return a.g.Context.Err()
		}
		at := a.table.sorted(i)
		row := a.table.at(at)
		line = appendAccount(line[:0], row)
		canonical = append(append(canonical[:0], line...), ',')
		canonical = a.appendInput(canonical, at)
		_, _ = input.Write(canonical) // a hash never fails
		for _, d := range dividers {
			amount, err := d.Line(row.weight, a.table.limit(at))
			if err != nil {
				return &refusal{a.table.file, int(row.line), int(row.column), err.Error()}
			}
			line = append(append(line, ','), amount.String()...)
		}
		_, _ = w.Write(append(line, '\n'))
		bar.add(1)
	}
	if err := a.close(dividers, merkle.Hash(input.Sum(nil))); err != nil {
		return err
	}
	return w.finish()
}

// dividers starts the division of every fund.
func (a *allocation) dividers() ([]*payouts.Divider, error) {
	out := make([]*payouts.Divider, len(a.file.Funds))
	for i, f := range a.file.Funds {
		var err error
		if out[i], err = payouts.NewDivider(f.Amount, a.file.Denominator); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// canonicalHeader starts the hash of the canonical input.
func (a *allocation) canonicalHeader() hash.Hash {
	pairs := make([]string, len(a.file.Funds))
	for i, f := range a.file.Funds {
		pairs[i] = f.Name + "=" + f.Amount.String()
	}
	columns := "account,weight"
	if a.file.CapColumn != "" {
		columns += ",cap"
	}
	h := merkle.NewKeccak()
	fmt.Fprintf(h, "makewhole-weights/1\ndenominator=%v\nfunds=%s\ncolumns=%s\n\n", a.file.Denominator, strings.Join(pairs, ","), columns)
	return h
}

// appendInput appends the canonical weight and cap of the row at a position.
func (a *allocation) appendInput(dst []byte, at int) []byte {
	dst = append(dst, a.table.at(at).weight.String()...)
	if a.file.CapColumn != "" {
		dst = append(append(dst, ','), a.table.limit(at).String()...)
	}
	return append(dst, '\n')
}

// close takes the sums of every fund, which add up or nothing is published, and
// fixes the ids that depend on the input.
func (a *allocation) close(dividers []*payouts.Divider, input merkle.Hash) error {
	a.file.InputHash = hexHash(input)
	for i, f := range a.file.Funds {
		s, err := dividers[i].Close()
		if err != nil {
			return fmt.Errorf("fund %s: %w", f.Name, err)
		}
		f.Paid, f.Capped, f.Dust, f.Unattributed = s.Paid, s.Capped, s.Dust, s.Unattributed
		f.id = merkle.OfflineSettlementID(input, f.Name)
		f.SettlementID = hexHash(f.id)
		if a.file.Denominator.IsZero() {
			continue // no weights at all, so no lines either
		}
		if f.ratio, err = payouts.NewRatio(f.Amount, a.file.Denominator); err != nil {
			return err
		}
	}
	return nil
}

// lineOf computes the line of a fund for the row at a position again; its sum
// was checked when the lines were written.
func (a *allocation) lineOf(f *fund, at int) money.Amount {
	row := a.table.at(at)
	if row.weight.IsZero() {
		return money.Zero
	}
	share, err := f.ratio.Floor(row.weight)
	if err != nil {
		panic("allocate: a line that was written cannot be computed again: " + err.Error())
	}
	return money.Min(share, a.table.limit(at))
}

// writeTree computes the root of a fund and, where wanted, writes its proofs.
func (a *allocation) writeTree(out *outDir, f *fund, proofs bool) error {
	a.leaves = a.leaves[:0]
	if cap(a.leaves) < a.table.rows {
		a.leaves = make([]uint32, 0, a.table.rows)
	}
	for i := range a.table.rows {
		if at := a.table.sorted(i); !a.lineOf(f, at).IsZero() {
			a.leaves = append(a.leaves, uint32(at))
		}
	}
	tree := merkle.BuildFunc(f.id, len(a.leaves), func(first int, dst []merkle.Entry) {
		for i := range dst {
			at := int(a.leaves[first+i])
			dst[i] = merkle.Entry{Account: a.table.at(at).account, Amount: a.lineOf(f, at)}
		}
	})
	f.Leaves, f.ZeroLines, f.Root = len(a.leaves), a.table.rows-len(a.leaves), hexHash(tree.Root())
	if !proofs {
		return nil
	}
	f.Proofs = "proofs-" + f.Name + ".ndjson"
	return a.writeProofs(out, f, tree)
}

// writeProofs writes one JSON object a line: index, account, amount, proof.
func (a *allocation) writeProofs(out *outDir, f *fund, tree *merkle.Tree) error {
	w, err := out.create(f.Proofs)
	if err != nil {
		return err
	}
	bar := newProgress(a.g.Stderr, "proofs "+f.Name, int64(tree.Len()))
	defer bar.end()
	var proof []merkle.Hash
	var line []byte
	for i, at := range a.leaves {
		if i%contextEachRow == 0 && a.g.Context.Err() != nil {
			return a.g.Context.Err()
		}
		line = fmt.Appendf(line[:0], `{"index":%d,"account":"`, i)
		line = append(appendAccount(line, a.table.at(int(at))), `","amount":"`...)
		line = append(append(line, a.lineOf(f, int(at)).String()...), `","proof":[`...)
		proof = tree.AppendNodeProof(proof[:0], 0, i)
		for n := range proof {
			if n > 0 {
				line = append(line, ',')
			}
			line = append(hex.AppendEncode(append(line, `"0x`...), proof[n][:]), '"')
		}
		_, _ = w.Write(append(line, "]}\n"...)) // finish reports every error of the writer
		bar.add(1)
	}
	return w.finish()
}

// report tells a person, or a script, what was written.
func (a *allocation) report(dir string) error {
	if a.g.JSON {
		enc := json.NewEncoder(a.g.Stdout)
		enc.SetIndent("", "  ")
		return enc.Encode(a.file)
	}
	fmt.Fprintf(a.g.Stdout, "%d accounts, weights %v of %v, input %s\n", a.file.Rows, a.file.WeightSum, a.file.Denominator, a.file.InputHash)
	for _, f := range a.file.Funds {
		fmt.Fprintf(a.g.Stdout, "%s: paid %v of %v in %d leaves, dust %v, unattributed %v, capped %v\n  root %s\n",
			f.Name, f.Paid, f.Amount, f.Leaves, f.Dust, f.Unattributed, f.Capped, f.Root)
	}
	_, err := fmt.Fprintf(a.g.Stdout, "written to %s\n", dir)
	return err
}

func hexHash(h merkle.Hash) string { return "0x" + hex.EncodeToString(h[:]) }
