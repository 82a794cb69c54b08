package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math/big"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/internal/cli/allocate"
	"makewhole/merkle"
	"makewhole/money"
	"makewhole/test/published"
)

// runAllocate runs the command line and returns exit code, output and complaints.
func runAllocate(t *testing.T, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	code = run(context.Background(), append([]string{"allocate"}, args...), &out, &errs)
	return code, out.String(), errs.String()
}

func mustAllocate(t *testing.T, args ...string) {
	t.Helper()
	if code, _, stderr := runAllocate(t, args...); code != exitOK {
		t.Fatalf("exit %d: %s", code, stderr)
	}
}

func readCSV(t *testing.T, path string) [][]string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func readSettlement(t *testing.T, dir string) (s allocate.Settlement) {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(dir, "settlement.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, &s); err != nil {
		t.Fatal(err)
	}
	return s
}

func writeInput(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "in.csv")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestAllocateHarvest(t *testing.T) {
	t.Parallel()
	losses, want := published.At(t, "data", "harvest-2020-losses.csv"), readCSV(t, published.At(t, "data", "harvest-2020-payouts.csv"))
	out := t.TempDir()
	mustAllocate(t, "--entitlements", losses, "--weight", "lost_usdt+lost_usdc", "--denominator", "33419429678359",
		"--funds", "usdt=718914048541,usdc=1761898396474,iou=30938617233344000000000000", "--price", "iou=1/1000000000000", "--out", out, "--proofs")
	got := readCSV(t, filepath.Join(out, "allocations.csv"))
	if len(got) != 1530 || strings.Join(got[0], ",") != "account,usdt,usdc,iou" {
		t.Fatalf("%d lines, header %v", len(got), got[0])
	}
	paid := map[string]string{}
	for _, row := range want[1:] {
		paid[strings.ToLower(row[0])] = strings.Join(row[1:], " ")
	}
	for _, row := range got[1:] {
		if line := strings.Join(row[1:], " "); paid[strings.ToLower(row[0])] != line {
			t.Errorf("%s gets %s, published %s", row[0], line, paid[strings.ToLower(row[0])])
		}
		if common.HexToAddress(row[0]).Hex() != row[0] {
			t.Errorf("%s is not EIP-55", row[0])
		}
	}
	s := readSettlement(t, out)
	for i, want := range []string{"718911723910 2324631", "1761892700397 5696077", "30938517224397506697899427 100008946493302100573"} {
		f := s.Funds[i]
		rest, _ := f.Dust.Add(f.Unattributed)
		if got := fmt.Sprint(f.Paid, " ", rest); got != want {
			t.Errorf("%s: %s, published %s", f.Name, got, want)
		}
	}
	if s.Unlisted.String() != "108028162" || s.Rows != 1529 || len(s.Warnings) != 0 {
		t.Errorf("unattributed weight %v of %d rows", s.Unlisted, s.Rows)
	}
	checkProofs(t, out, s, got)
}

// proofLine is one line of a proofs file.
type proofLine struct {
	Index   uint64         `json:"index"`
	Account common.Address `json:"account"`
	Amount  money.Amount   `json:"amount"`
	Proof   []common.Hash  `json:"proof"`
}

// checkProofs rebuilds ids and leaves from the files alone and verifies every
// proof against the published root.
func checkProofs(t *testing.T, dir string, s allocate.Settlement, lines [][]string) {
	t.Helper()
	for column, f := range s.Funds {
		id := merkle.OfflineSettlementID(merkle.Hash(common.HexToHash(s.InputHash)), f.Name)
		if hexOf(id) != f.SettlementID {
			t.Errorf("%s: settlement id %s", f.Name, f.SettlementID)
		}
		var payable [][]string
		for _, row := range lines[1:] {
			if row[column+1] != "0" {
				payable = append(payable, row)
			}
		}
		if len(payable) != f.Leaves || f.ZeroLines != len(lines)-1-f.Leaves {
			t.Errorf("%s: %d leaves, %d zero lines", f.Name, f.Leaves, f.ZeroLines)
		}
		in, err := os.Open(filepath.Join(dir, f.Proofs))
		if err != nil {
			t.Fatal(err)
		}
		defer in.Close()
		n := 0
		for scan := bufio.NewScanner(in); scan.Scan(); n++ {
			var p proofLine
			if err := json.Unmarshal(scan.Bytes(), &p); err != nil {
				t.Fatal(err)
			}
			proof := make([]merkle.Hash, len(p.Proof))
			for i := range proof {
				proof[i] = merkle.Hash(p.Proof[i])
			}
			leaf := merkle.PayoutLeaf(id, uint64(n), p.Account, p.Amount)
			if p.Index != uint64(n) || p.Account.Hex() != payable[n][0] || p.Amount.String() != payable[n][column+1] ||
				!merkle.Verify(merkle.Hash(common.HexToHash(f.Root)), leaf, proof) {
				t.Fatalf("%s: proof %d does not verify", f.Name, n)
			}
		}
		if n != f.Leaves {
			t.Errorf("%s: %d proofs of %d leaves", f.Name, n, f.Leaves)
		}
	}
}

// synthetic makes rows of random accounts and weights.
func synthetic(n int) []string {
	rng := rand.New(rand.NewPCG(5, 6))
	rows := make([]string, n)
	for i := range rows {
		var account common.Address
		for b := range account {
			account[b] = byte(rng.Uint32())
		}
		rows[i] = fmt.Sprintf("%s,%d,%d", account.Hex(), rng.Uint64()>>rng.IntN(64), rng.Uint64N(50))
	}
	return rows
}

func TestAllocateDoesNotDependOnTheOrder(t *testing.T) {
	t.Parallel()
	rows := synthetic(3000)
	var results []string
	for seed := range uint64(3) {
		rand.New(rand.NewPCG(seed, 1)).Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
		if seed == 2 {
			slices.SortFunc(rows, func(a, b string) int { return strings.Compare(strings.ToLower(a), strings.ToLower(b)) })
		}
		out := t.TempDir()
		mustAllocate(t, "--entitlements", writeInput(t, "account,w,cap\n"+strings.Join(rows, "\n")+"\n"), "--weight", "w",
			"--cap-column", "cap", "--funds", "x=100000,y=999999999999", "--out", out)
		b, err := os.ReadFile(filepath.Join(out, "allocations.csv"))
		if err != nil {
			t.Fatal(err)
		}
		s := readSettlement(t, out)
		results = append(results, fmt.Sprint(string(b), s.InputHash, s.Funds[0], s.Funds[1]))
	}
	if results[0] != results[1] || results[1] != results[2] {
		t.Error("the result depends on the order of the rows")
	}
}

// TestAllocateAgainstBig computes every line and sum again with math/big.
func TestAllocateAgainstBig(t *testing.T) {
	t.Parallel()
	rows, out := synthetic(500), t.TempDir()
	in := writeInput(t, "\uFEFFaccount,w,cap\r\n"+strings.Join(rows, "\r\n")) // as spreadsheets write it, no last LF
	mustAllocate(t, "--entitlements", in, "--weight", "w+cap", "--cap-column", "cap", "--funds", "x=100000", "--out", out)
	sum := new(big.Int)
	weight := func(row string) (w, limit *big.Int) {
		cells := strings.Split(row, ",")
		w, _ = new(big.Int).SetString(cells[1], 10)
		limit, _ = new(big.Int).SetString(cells[2], 10)
		return w.Add(w, limit), limit
	}
	for _, row := range rows {
		w, _ := weight(row)
		sum.Add(sum, w)
	}
	got := map[string]string{}
	for _, row := range readCSV(t, filepath.Join(out, "allocations.csv"))[1:] {
		got[row[0]] = row[1]
	}
	paid := new(big.Int)
	for _, row := range rows {
		w, limit := weight(row)
		line := w.Div(w.Mul(w, big.NewInt(100000)), sum)
		if limit.Cmp(line) < 0 {
			line = limit
		}
		paid.Add(paid, line)
		if got[row[:42]] != line.String() {
			t.Errorf("%s gets %s, want %v", row[:42], got[row[:42]], line)
		}
	}
	f := readSettlement(t, out).Funds[0]
	if total, _ := money.Sum(f.Paid, f.Capped, f.Dust, f.Unattributed); f.Paid.Big().Cmp(paid) != 0 || total != f.Amount || f.Capped.IsZero() {
		t.Errorf("sums %+v, want %v paid", f, paid)
	}
}

func TestAllocateInputHashIsDocumented(t *testing.T) {
	t.Parallel()
	out := t.TempDir()
	in := "account,note,w\n0x2222222222222222222222222222222222222222,b,1\n0xde709f2102306220921060314715629080e2fb77,a,2\n"
	path := writeInput(t, in)
	mustAllocate(t, "--entitlements", path, "--weight", "w", "--denominator", "4", "--funds", "x=10,y=7", "--out", out)
	canonical := "makewhole-weights/1\ndenominator=4\nfunds=x=10,y=7\ncolumns=account,weight\n\n" +
		"0x2222222222222222222222222222222222222222,1\n0xde709f2102306220921060314715629080e2fb77,2\n"
	s := readSettlement(t, out)
	if s.InputHash != hexOf(merkle.Keccak([]byte(canonical))) || s.FileHash != hexOf(merkle.Keccak([]byte(in))) {
		t.Errorf("input hash %s, file hash %s", s.InputHash, s.FileHash)
	}
}

func TestAllocateRefusesWithThePlace(t *testing.T) {
	t.Parallel()
	const a, b = "0x1111111111111111111111111111111111111111", "0x2222222222222222222222222222222222222222"
	over := new(big.Int).Lsh(big.NewInt(1), 256).String()
	largest := new(big.Int).Sub(new(big.Int).Lsh(big.NewInt(1), 256), big.NewInt(1)).String()
	for name, c := range map[string]struct{ in, place string }{
		"bad address":         {"account,w\n" + a + ",1\n0x12,1\n", ":3:1: "},
		"no hex":              {"account,w\n0xg111111111111111111111111111111111111111,1\n", ":2:1: "},
		"missing 0x":          {"account,w\n" + a[2:] + "00,1\n", ":2:1: "},
		"checksum":            {"account,w\n0x5AAeb6053F3E94C9b9A09f33669435E7Ef1BeAed,1\n", ":2:1: "},
		"zero address":        {"w,account\n1,0x0000000000000000000000000000000000000000\n", ":2:3: "},
		"duplicate":           {"w,account\n1," + b + "\n1," + a + "\n1," + b + "\n", ":4:3: "},
		"duplicate by case":   {"w,account\n1,0xde709f2102306220921060314715629080e2fb77\n1,0xDE709F2102306220921060314715629080E2FB77\n", ":3:3: "},
		"negative":            {"account,w\n" + a + ",-1\n", ":2:44: "},
		"exponent":            {"account,w\n" + a + ",1\n" + b + ",1e18\n", ":3:44: "},
		"decimal point":       {"account,w\n" + a + ",1.0\n", ":2:44: "},
		"leading zero":        {"account,w\n" + a + ",01\n", ":2:44: "},
		"space":               {"account,w\n" + a + ", 1\n", ":2:44: "},
		"empty":               {"account,w\n" + a + ",\n", ":2:44: "},
		"overflow":            {"account,w\n" + a + "," + over + "\n", ":2:44: "},
		"million digits":      {"account,w\n" + a + "," + strings.Repeat("9", 1_000_000) + "\n", ":2:"},
		"sum overflow":        {"account,w\n" + a + "," + largest + "\n" + b + ",1\n", ":3:44: "},
		"denominator":         {"account,w\n" + a + ",600\n" + b + ",500\n", ":3:44: "},
		"missing cell":        {"account,w\n" + a + "\n", ":2:1: "},
		"extra cell":          {"account,w\n" + a + ",1,2\n", ":2:1: "},
		"empty line":          {"account,w\n\n" + a + ",1\n", ":2:1: "},
		"no account column":   {"address,w\n" + a + ",1\n", ":1:1: "},
		"no weight column":    {"account,x\n" + a + ",1\n", ":1:1: "},
		"column twice":        {"account,w,w\n" + a + ",1,1\n", ":1:11: "},
		"empty file":          {"", ":1:1: "},
		"quotes inside":       {"account,w\n" + a + ",1\"2\n", ":2:45: "},
		"quoted and negative": {"account,w\n\"" + a + "\",\"-1\"\n", ":2:46: "},
	} {
		path, out := writeInput(t, c.in), filepath.Join(t.TempDir(), "out")
		args := []string{"--entitlements", path, "--weight", "w", "--funds", "x=1", "--out", out}
		if name == "denominator" {
			args = append(args, "--denominator", "1000")
		}
		code, _, stderr := runAllocate(t, args...)
		if code != exitRefused || !strings.Contains(stderr, filepath.ToSlash(path)+c.place) || len(stderr) > 1000 {
			t.Errorf("%s: exit %d, %.200s, want %s", name, code, stderr, c.place)
		}
		if _, err := os.Stat(out); err == nil {
			t.Errorf("%s: something was written", name)
		}
	}
}

func TestAllocateRefusesFlags(t *testing.T) {
	t.Parallel()
	in := writeInput(t, "account,w\n0x1111111111111111111111111111111111111111,1\n")
	for name, args := range map[string][]string{
		"duplicate fund":         {"--weight", "w", "--funds", "x=1,x=2"},
		"duplicate fund by case": {"--weight", "w", "--funds", "x=1", "--funds", "X=2"},
		"fund named account":     {"--weight", "w", "--funds", "account=1"},
		"fund without amount":    {"--weight", "w", "--funds", "x"},
		"fund exponent":          {"--weight", "w", "--funds", "x=1e3"},
		"fund leaves the folder": {"--weight", "w", "--funds", "../x=1"},
		"weight twice":           {"--weight", "w+w", "--funds", "x=1"},
		"unknown weight":         {"--weight", "v", "--funds", "x=1"},
		"unknown cap":            {"--weight", "w", "--funds", "x=1", "--cap-column", "c"},
		"denominator zero":       {"--weight", "w", "--funds", "x=1", "--denominator", "0"},
		"denominator text":       {"--weight", "w", "--funds", "x=1", "--denominator", "all"},
		"nothing to divide":      {"--weight", "w"},
		"rate of zero parts":     {"--weight", "w", "--rate", "x=1/0"},
		"rate without a name":    {"--weight", "w", "--rate", "1"},
		"rate twice":             {"--weight", "w", "--rate", "x=1,x=2"},
		"rate and denominator":   {"--weight", "w", "--rate", "x=1", "--denominator", "5"},
		"rate with an exponent":  {"--weight", "w", "--rate", "x=1e18"},
		"price of nothing":       {"--weight", "w", "--funds", "x=1", "--price", "y=1"},
		"price zero":             {"--weight", "w", "--funds", "x=1", "--price", "x=0.0"},
		"two caps":               {"--weight", "w", "--funds", "x=1", "--cap-column", "c", "--joint-cap", "d"},
		"key without joint cap":  {"--weight", "w", "--funds", "x=1", "--second-key", "k"},
		"key with a rate":        {"--weight", "w", "--rate", "x=1", "--joint-cap", "c", "--second-key", "k"},
		"joint cap with tokens":  {"--weight", "w", "--funds", "x=1", "--joint-cap", "c", "--token", "t"},
		"bare denominator":       {"--weight", "w", "--funds", "x=1", "--token", "t", "--denominator", "5"},
		"exclusion of a word":    {"--weight", "w", "--funds", "x=1", "--exclude", "burn=dead"},
		"exclusion without name": {"--weight", "w", "--funds", "x=1", "--exclude", "0x000000000000000000000000000000000000dEaD"},
		"excluded twice":         {"--weight", "w", "--funds", "x=1", "--exclude", "a=0x000000000000000000000000000000000000dEaD,b=0x000000000000000000000000000000000000dead"},
		"unknown delimiter":      {"--weight", "w", "--funds", "x=1", "--delimiter", "pipe"},
		"one mark, two meanings": {"--weight", "w", "--funds", "x=1", "--decimals", "2", "--thousands", "point"},
	} {
		out := filepath.Join(t.TempDir(), "out")
		code, _, stderr := runAllocate(t, append([]string{"--entitlements", in, "--out", out}, args...)...)
		if code != exitRefused || stderr == "" {
			t.Errorf("%s: exit %d, %s", name, code, stderr)
		}
		if _, err := os.Stat(out); err == nil {
			t.Errorf("%s: something was written", name)
		}
	}
	if code, _, _ := runAllocate(t, "--entitlements", in); code != exitUsage {
		t.Errorf("missing flags: exit %d", code)
	}
	if code, _, stderr := runAllocate(t, "--entitlements", in+"x", "--weight", "w", "--funds", "x=1", "--out", t.TempDir()); code != exitFailed {
		t.Errorf("missing file: exit %d, %s", code, stderr)
	}
}

func TestAllocateReplacesAWholeSet(t *testing.T) {
	t.Parallel()
	out := filepath.Join(t.TempDir(), "deep", "out")
	in := writeInput(t, "account,w\n0x1111111111111111111111111111111111111111,1\n")
	for _, amount := range []string{"10", "20"} {
		mustAllocate(t, "--entitlements", in, "--weight", "w", "--funds", "x="+amount, "--out", out)
		if rows := readCSV(t, filepath.Join(out, "allocations.csv")); rows[1][1] != amount || readSettlement(t, out).Funds[0].Paid.String() != amount {
			t.Errorf("lines %v", rows)
		}
	}
	files, err := os.ReadDir(out)
	if err != nil || len(files) != 2 {
		t.Errorf("files left behind: %v, %v", files, err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	var stderr bytes.Buffer
	args := []string{"allocate", "--entitlements", in, "--weight", "w", "--funds", "x=30", "--out", out}
	if code := run(ctx, args, &bytes.Buffer{}, &stderr); code != exitFailed {
		t.Errorf("cancelled run: exit %d", code)
	}
	if readSettlement(t, out).Funds[0].Paid.String() != "20" {
		t.Error("a cancelled run changed the files")
	}
}

func TestAllocateNobody(t *testing.T) {
	t.Parallel()
	out := t.TempDir()
	mustAllocate(t, "--entitlements", writeInput(t, "account,w\n"), "--weight", "w", "--funds", "x=5", "--out", out)
	s := readSettlement(t, out)
	if s.Funds[0].Unattributed.String() != "5" || s.Funds[0].Root != "0x"+hex.EncodeToString(make([]byte, 32)) {
		t.Errorf("%+v", s.Funds[0])
	}
}

func TestAllocateJSON(t *testing.T) {
	t.Parallel()
	in := writeInput(t, "account,w\n0x1111111111111111111111111111111111111111,1\n")
	code, stdout, _ := runAllocate(t, "--json", "--entitlements", in, "--weight", "w", "--funds", "x=5", "--out", t.TempDir())
	var s allocate.Settlement
	if err := json.Unmarshal([]byte(stdout), &s); err != nil || code != exitOK || s.Funds[0].Paid.String() != "5" {
		t.Errorf("exit %d, %v: %s", code, err, stdout)
	}
}

func hexOf(h merkle.Hash) string { return "0x" + hex.EncodeToString(h[:]) }
