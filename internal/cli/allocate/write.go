package allocate

import (
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"runtime"

	"makewhole/internal/cli"
	"makewhole/merkle"
	"makewhole/money"
)

// howOffline says in the file itself how its hashes are made.
var howOffline = []string{
	"line = floor(amount * weight / denominator), cut to the cap where one is given; amount = paid + capped + dust + unattributed",
	"file_hash = keccak256 of the entitlements file as it was read",
	"input_hash = keccak256 of the canonical input: the line makewhole-weights/1, the lines denominator=, funds=NAME=AMOUNT,... and columns=account,weight or account,weight,cap, an empty line, then the rows account,weight[,cap] in account order, accounts in EIP-55, every line ended by LF",
	"settlement_id = keccak256(abi.encode(string OFFLINE_SETTLEMENT_V1, bytes32 input_hash, string name))",
	"leaf = keccak256(keccak256(abi.encode(bytes32 settlement_id, uint256 index, address account, uint256 line))), index counts the lines above zero in account order; pairs sorted, odd node promoted, proofs fit OpenZeppelin MerkleProof",
}

// how adds what the flags of this run bring in.
func (p *plan) how() []string {
	out := howOffline
	rates := p.every != nil
	for _, f := range p.funds {
		rates = rates || f.rate != nil
	}
	if rates {
		out = append(out[:len(out):len(out)], "with a rate: line = floor(weight * rate), cut to the cap where one is given; amount = floor(denominator * rate)")
	}
	if p.joint {
		out = append(out[:len(out):len(out)],
			"with a joint cap: first = floor(amount * weight / denominator), v = sum of first * price over the funds; where v > cap, kept = floor(first * cap / v), otherwise kept = first",
			"with a second key: S = sum of first - kept per fund, V = sum of S * price, room = cap - sum of kept * price, phi = min(room / V, tau * key) with the largest tau for which the phi of all accounts with a key add up to at most 1; line = kept + floor(S * phi)")
	}
	if rates || p.joint || len(p.query.Excluded) > 0 {
		out = append(out[:len(out):len(out)], "the canonical input then starts with makewhole-weights/2 and has the lines denominator=, funds=, rates=NAME=NUM/DEN,..., prices=NAME=NUM/DEN,... (with a joint cap), excluded=ACCOUNT=WEIGHT,... and columns=, the last columns being cap, or joint_cap and second_key")
	}
	return out
}

// write makes all files; settlement.json comes last and completes the set.
func (a *allocation) write(out *cli.OutDir, proofs bool) error {
	if err := a.writeLines(out); err != nil {
		return err
	}
	for _, d := range a.divisions {
		for i, f := range d.Funds {
			if err := a.writeTree(out, d, i, proofs); err != nil {
				return fmt.Errorf("fund %s: %w", f.Name, err)
			}
			if f.Leaves > contextEachRow {
				runtime.GC() // the tree of this fund makes room for the next one's
			}
		}
	}
	w, err := out.Create("settlement.json")
	if err != nil {
		return err
	}
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	return errors.Join(enc.Encode(a.file), w.Finish())
}

// writeLines writes allocations.csv: a column per fund, or with --token a row
// per account and token.
func (a *allocation) writeLines(out *cli.OutDir) error {
	w, err := out.Create("allocations.csv")
	if err != nil {
		return err
	}
	header, rows := "account", 0
	for _, d := range a.divisions {
		rows += d.Rows
		for _, f := range d.Funds {
			header += "," + f.Name
		}
	}
	if a.byToken {
		header = "account,token,amount"
	}
	_, _ = w.WriteString(header + "\n") // finish reports every error of the writer
	bar := cli.NewProgress(a.g.Stderr, "allocating", int64(rows))
	defer bar.End()
	for _, d := range a.divisions {
		if err := a.writeDivision(w, d, bar); err != nil {
			return err
		}
	}
	return w.Finish()
}

// writeDivision writes the lines of a division and hashes its canonical input
// on the way.
func (a *allocation) writeDivision(w *cli.OutFile, d *Division, bar *cli.Progress) error {
	input := d.canonicalHeader()
	lines := make([]money.Amount, len(d.Funds))
	var text, canonical []byte
	for i := range d.Rows {
		if i%contextEachRow == 0 && a.g.Context.Err() != nil {
			return a.g.Context.Err()
		}
		text = d.table.AppendAccount(text[:0], i)
		canonical = d.appendInput(append(canonical[:0], text...), i)
		_, _ = input.Write(canonical) // a hash never fails
		if err := d.lines(i, lines); err != nil {
			return refuse(d.table.Fail(i, "%v", err))
		}
		if a.byToken {
			text = append(append(text, ','), d.Token...)
		}
		for _, amount := range lines {
			text = amount.Append(append(text, ','))
		}
		_, _ = w.Write(append(text, '\n'))
		bar.Add(1)
	}
	return d.close(merkle.Hash(input.Sum(nil)))
}

// lineOf computes a line again; its sum was checked when the lines were written.
func (d *Division) lineOf(fund, row int) money.Amount {
	line, err := d.line(fund, row)
	if err != nil {
		panic("allocate: a line that was written cannot be computed again: " + err.Error())
	}
	return line
}

// writeTree computes the root of a fund and, where wanted, writes its proofs.
func (a *allocation) writeTree(out *cli.OutDir, d *Division, fund int, proofs bool) error {
	f, input := d.Funds[fund], merkle.Hash{}
	if _, err := hex.Decode(input[:], []byte(d.InputHash[2:])); err != nil {
		return err
	}
	a.leaves = a.leaves[:0]
	if cap(a.leaves) < d.Rows {
		a.leaves = make([]uint32, 0, d.Rows)
	}
	for i := range d.Rows {
		if !d.lineOf(fund, i).IsZero() {
			a.leaves = append(a.leaves, uint32(i))
		}
	}
	tree := merkle.BuildFunc(merkle.OfflineSettlementID(input, f.Name), len(a.leaves), func(first int, dst []merkle.Entry) {
		for i := range dst {
			row := int(a.leaves[first+i])
			dst[i] = merkle.Entry{Account: d.table.Account(row), Amount: d.lineOf(fund, row)}
		}
	})
	f.Leaves, f.ZeroLines, f.Root = len(a.leaves), d.Rows-len(a.leaves), hexHash(tree.Root())
	if !proofs {
		return nil
	}
	f.Proofs = "proofs-" + f.Name + ".ndjson"
	return a.writeProofs(out, d, fund, tree)
}

// writeProofs writes one JSON object a line: index, account, amount, proof.
func (a *allocation) writeProofs(out *cli.OutDir, d *Division, fund int, tree *merkle.Tree) error {
	w, err := out.Create(d.Funds[fund].Proofs)
	if err != nil {
		return err
	}
	bar := cli.NewProgress(a.g.Stderr, "proofs "+d.Funds[fund].Name, int64(tree.Len()))
	defer bar.End()
	var proof []merkle.Hash
	var line []byte
	for i, row := range a.leaves {
		if i%contextEachRow == 0 && a.g.Context.Err() != nil {
			return a.g.Context.Err()
		}
		line = fmt.Appendf(line[:0], `{"index":%d,"account":"`, i)
		line = append(d.table.AppendAccount(line, int(row)), `","amount":"`...)
		line = append(d.lineOf(fund, int(row)).Append(line), `","proof":[`...)
		proof = tree.AppendNodeProof(proof[:0], 0, i)
		for n := range proof {
			if n > 0 {
				line = append(line, ',')
			}
			line = append(hex.AppendEncode(append(line, `"0x`...), proof[n][:]), '"')
		}
		_, _ = w.Write(append(line, "]}\n"...)) // finish reports every error of the writer
		bar.Add(1)
	}
	return w.Finish()
}

// report tells a person, or a script, what was written.
func (a *allocation) report(dir string) error {
	if a.g.JSON {
		enc := json.NewEncoder(a.g.Stdout)
		enc.SetIndent("", "  ")
		return enc.Encode(a.file)
	}
	for _, d := range a.divisions {
		if d.Token != "" {
			fmt.Fprintf(a.g.Stdout, "%s: ", d.Token)
		}
		fmt.Fprintf(a.g.Stdout, "%d accounts, weights %v of %v, input %s\n", d.Rows, d.WeightSum, d.Denominator, d.InputHash)
		for _, e := range d.Excluded {
			fmt.Fprintf(a.g.Stdout, "excluded as %s: %s, weight %v\n", e.Name, e.Account, e.Weight)
		}
		for _, f := range d.Funds {
			fmt.Fprintf(a.g.Stdout, "%s: paid %v of %v in %d leaves, dust %v, unattributed %v, capped %v\n  root %s\n",
				f.Name, f.Paid, f.Amount, f.Leaves, f.Dust, f.Unattributed, f.Capped, f.Root)
		}
	}
	_, err := fmt.Fprintf(a.g.Stdout, "written to %s\n", dir)
	return err
}

func hexHash(h merkle.Hash) string { return "0x" + hex.EncodeToString(h[:]) }
