package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"makewhole/internal/cli/allocate"
	"makewhole/models"
	"makewhole/oracles/measure"
	"makewhole/test/published"
)

const (
	ann  = "0x1111111111111111111111111111111111111111"
	ben  = "0x2222222222222222222222222222222222222222"
	dead = "0x000000000000000000000000000000000000dEaD"
)

// place finds where and why a file was refused.
var place = regexp.MustCompile(`in\.csv:(\d+):(\d+): (.*)`)

// byAllocate reads a file with allocate: each account and what it lost.
func byAllocate(t *testing.T, path string, flags []string) string {
	t.Helper()
	out := filepath.Join(t.TempDir(), "out")
	args := append([]string{"--entitlements", path, "--weight", "lost", "--rate", "lost=1", "--out", out}, flags...)
	code, _, stderr := runAllocate(t, args...)
	if code != exitOK {
		return fmt.Sprint(code, place.FindStringSubmatch(stderr))
	}
	var lines []string
	for _, row := range readCSV(t, filepath.Join(out, "allocations.csv"))[1:] {
		lines = append(lines, row[0]+"="+row[1])
	}
	return strings.Join(lines, " ")
}

// byImport reads it with oracle import, and again as a member of the committee
// does with the specification that came out.
func byImport(t *testing.T, path string, flags []string) string {
	t.Helper()
	const asset = "1:0x00000000000000000000000000000000000000d1"
	args := append([]string{"oracle", "import", path, "--loss", asset + "=lost", "--numeraire", asset,
		"--from", "2026-01-01T00:00:00Z", "--to", "2026-01-02T00:00:00Z"}, flags...)
	code, stdout, stderr := oracleCommand(t, args...)
	if code != exitOK {
		return fmt.Sprint(code, place.FindStringSubmatch(stderr))
	}
	spec, err := models.ParseIncidentSpec([]byte(strings.TrimSuffix(stdout, "\n")))
	if err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	losses, err := measure.ReadLosses(context.Background(), bytes.NewReader(raw), "", spec.Sources[0], nil)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for i := range losses.Len() {
		lines = append(lines, fmt.Sprintf("%s=%v", losses.AppendAccount(nil, i), losses.Weight(i)))
	}
	if losses.Sum != spec.Sources[0].Total {
		t.Errorf("total %v, sum %v", spec.Sources[0].Total, losses.Sum)
	}
	return strings.Join(lines, " ")
}

// sameAnswer runs a file through every reader.
func sameAnswer(t *testing.T, name, text string, flags ...string) string {
	t.Helper()
	path := writeInput(t, text)
	first, second := byAllocate(t, path, flags), byImport(t, path, flags)
	if first != second {
		t.Errorf("%s: allocate says %s, oracle import says %s", name, first, second)
	}
	return first
}

// TestOneFileOneAnswer writes one list of losses in the ways in which people's
// programs write it; every reader reads the same, or refuses at the same place.
func TestOneFileOneAnswer(t *testing.T) {
	t.Parallel()
	const want = ann + "=125050 " + ben + "=3"
	for _, mark := range []string{"", "\uFEFF"} {
		for _, end := range []string{"\n", "\r\n"} {
			for _, last := range []string{"", end, end + end} {
				for _, quoted := range []bool{false, true} {
					for delimiter, sign := range map[string]string{"comma": ",", "semicolon": ";", "tab": "\t"} {
						cell := func(text string) string {
							if quoted || strings.Contains(text, sign) || strings.ContainsAny(text, "\"\n") {
								return `"` + strings.ReplaceAll(text, `"`, `""`) + `"`
							}
							return text
						}
						text := mark
						for i, row := range [][]string{{"lost", "who", "account"}, {"1,250.50", `"A", Inc.` + "\nstreet;\t1", ann}, {"0.03", "", ben}} {
							if i > 0 {
								text += end
							}
							text += cell(row[0]) + sign + cell(row[1]) + sign + cell(row[2])
						}
						name := fmt.Sprintf("%q", text+last)
						if got := sameAnswer(t, name, text+last, "--delimiter", delimiter, "--decimals", "2", "--thousands", "comma"); got != want {
							t.Errorf("%s: %s", name, got)
						}
						if got := sameAnswer(t, name, text+last, "--delimiter", delimiter); !strings.HasPrefix(got, "3 [in.csv:2:") {
							t.Errorf("%s without --decimals: %s", name, got)
						}
					}
				}
			}
		}
	}
}

// TestCasesFromOutside are files on which two readers gave two answers, or none.
func TestCasesFromOutside(t *testing.T) {
	t.Parallel()
	both := ann + "=100 " + ben + "=200"
	for name, c := range map[string]struct{ text, want string }{
		"byte order mark":     {"\uFEFFaccount,lost\n" + ann + ",100\n" + ben + ",200\n", both},
		"blank last line":     {"account,lost\n" + ann + ",100\n\n", ann + "=100"},
		"delimiter in quotes": {"account,name,lost\n" + ann + ",\"Smith, Ltd\",100\n" + ben + ",b,200\n", both},
		"line in quotes":      {"account,name,lost\n" + ann + ",\"first\nsecond\",100\n" + ben + ",b,200\n", both},
		"quotes in quotes":    {"account,name,lost\n" + ann + ",\"The \"\"Club\"\"\",100\n" + ben + ",b,200\n", both},
		"repeated account":    {"account,lost\n" + ann + ",1\n" + ann + ",1\n", "3 [in.csv:3:1: account " + ann + " stands already in line 2 3 1 account " + ann + " stands already in line 2]"},
	} {
		if got := sameAnswer(t, name, c.text); got != c.want {
			t.Errorf("%s: %s", name, got)
		}
	}
	out := t.TempDir()
	mustAllocate(t, "--entitlements", writeInput(t, "account,name,lost\n"+ann+",\"Smith, Ltd\",100\n"+ben+",b,200\n"), "--weight", "lost", "--funds", "x=100", "--out", out)
	if rows := readCSV(t, filepath.Join(out, "allocations.csv")); rows[1][1] != "33" || rows[2][1] != "66" || readSettlement(t, out).Funds[0].Dust.String() != "1" {
		t.Errorf("%v", rows)
	}
}

// TestPublishedFilesReadAlike reads the small files of the published cases: every
// reader says the same of each, and what is right.
func TestPublishedFilesReadAlike(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob(filepath.Join(filepath.Dir(published.At(t, "cases", "csv", "bom.csv")), "*.csv"))
	if err != nil || len(files) < 6 {
		t.Fatalf("%v, %v", files, err)
	}
	const one, other, nobody = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8", "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC", "0x000000000000000000000000000000000000dEaD"
	const both = one + "=100 " + other + "=200"
	right := map[string]string{
		"bom.csv": both, "quotedcomma.csv": both, "quotednl.csv": both, "quotedquote.csv": both,
		"trailingblank.csv": one + "=100", "burn.csv": one + "=100 " + nobody + "=900",
	}
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		want := strings.Fields(right[filepath.Base(file)])
		got := strings.Fields(sameAnswer(t, file, string(raw)))
		slices.Sort(want)
		slices.Sort(got)
		if !strings.EqualFold(strings.Join(got, " "), strings.Join(want, " ")) {
			t.Errorf("%s: %s, want %s", file, got, want)
		}
	}
}

// TestAccountsNobodyHolds: a burn address is warned of until it is excluded by
// name; then its part belongs to nobody.
func TestAccountsNobodyHolds(t *testing.T) {
	t.Parallel()
	in := writeInput(t, "account,lost\n"+ann+",100\n"+dead+",900\n0x0000000000000000000000000000000000000000,0\n")
	out := t.TempDir()
	args := []string{"--entitlements", in, "--weight", "lost", "--funds", "x=1000", "--out", out}
	if code, _, stderr := runAllocate(t, args...); code != exitRefused || !strings.Contains(stderr, "in.csv:4:1: the zero address") {
		t.Errorf("zero address: exit %d, %s", code, stderr)
	}
	args = append(args, "--exclude", "burn=0x0000000000000000000000000000000000000000")
	code, _, stderr := runAllocate(t, args...)
	if s := readSettlement(t, out); code != exitOK || !strings.Contains(stderr, "warning: line 3: "+dead+" is a burn address") ||
		len(s.Warnings) != 1 || s.Warnings[0].Code != "unreachable_account" || s.Warnings[0].Subject != dead || s.Rows != 2 {
		t.Errorf("not excluded: exit %d, %s, %+v", code, stderr, s)
	}
	code, stdout, stderr := runAllocate(t, append(args, "--exclude", "burn="+dead, "--exclude", "attacker="+ben)...)
	s := readSettlement(t, out)
	f := s.Funds[0]
	if code != exitOK || s.Rows != 1 || s.WeightSum.String() != "100" || s.Unlisted.String() != "900" || f.Paid.String() != "100" || f.Unattributed.String() != "900" || f.Leaves != 1 {
		t.Errorf("excluded: exit %d, %s, %+v, %+v", code, stderr, s, f)
	}
	if len(s.Excluded) != 2 || s.Excluded[1] != (allocate.Excluded{Name: "burn", Account: dead, Weight: s.Unlisted}) || !strings.Contains(stdout, "excluded as burn: "+dead+", weight 900") {
		t.Errorf("%+v, %s", s.Excluded, stdout)
	}
	if len(s.Warnings) != 1 || s.Warnings[0].Code != "exclusion_without_row" || s.Warnings[0].Subject != ben {
		t.Errorf("an exclusion that excludes nobody: %+v", s.Warnings)
	}

	const asset = "1:0x00000000000000000000000000000000000000d1"
	imported := []string{"oracle", "import", in, "--loss", asset + "=lost", "--numeraire", asset, "--from", "2026-01-01T00:00:00Z", "--to", "2026-01-02T00:00:00Z"}
	if code, _, stderr := oracleCommand(t, imported...); code != exitOK || !strings.Contains(stderr, "warning: line 3: "+dead) || !strings.Contains(stderr, "2 accounts, 0 of them without loss, sum 1000") {
		t.Errorf("imported: exit %d, %s", code, stderr)
	}
	code, _, stderr = oracleCommand(t, append(imported, "--exclude", dead+"=disputed")...)
	if code != exitOK || !strings.Contains(stderr, "2 accounts, 0 of them without loss, sum 1000") || !strings.Contains(stderr, "warning: line 3: "+dead) {
		t.Errorf("imported into the disputed reserve: exit %d, %s", code, stderr)
	}
	code, _, stderr = oracleCommand(t, append(imported, "--exclude", dead+"=module")...)
	if code != exitOK || !strings.Contains(stderr, "1 accounts, 0 of them without loss, sum 100, unattributed 900, total 1000") || strings.Contains(stderr, "warning") {
		t.Errorf("imported without it: exit %d, %s", code, stderr)
	}
}

func TestAllocateSumsAndSigns(t *testing.T) {
	t.Parallel()
	text := "address;lost;adjustment\n" + ann + ";1.000;-200\n" + ben + ";500;+100\n" + ann + ";0;-300\n"
	out := t.TempDir()
	args := []string{"--entitlements", writeInput(t, text), "--account", "address", "--delimiter", "semicolon", "--thousands", "point",
		"--weight", "lost+adjustment", "--funds", "x=220", "--out", out}
	if code, _, stderr := runAllocate(t, args...); code != exitRefused || !strings.Contains(stderr, `in.csv:2:50: "-200"`) {
		t.Errorf("signs not said: exit %d, %s", code, stderr)
	}
	if code, _, stderr := runAllocate(t, append(args, "--signed")...); code != exitRefused || !strings.Contains(stderr, "in.csv:4:1: account "+ann) {
		t.Errorf("sums not said: exit %d, %s", code, stderr)
	}
	mustAllocate(t, append(args, "--signed", "--sum-repeated")...)
	if rows := readCSV(t, filepath.Join(out, "allocations.csv")); rows[1][1] != "100" || rows[2][1] != "120" {
		t.Errorf("%v", rows)
	}
	low := writeInput(t, strings.Replace(text, "-300", "-801", 1))
	args[1] = low
	if code, _, stderr := runAllocate(t, append(args, "--signed", "--sum-repeated")...); code != exitRefused || !strings.Contains(stderr, "in.csv:2:1: account "+ann+" comes to -1") {
		t.Errorf("below zero: exit %d, %s", code, stderr)
	}
}

// TestAllocateTokens: a long file is as good as one file per token.
func TestAllocateTokens(t *testing.T) {
	t.Parallel()
	const weth = "0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2"
	rows := []string{ann + ",USDC,300", ben + ",USDC,100", ben + "," + weth + ",7", dead + ",DAI.e,1000", ann + ",DAI.e,1000", ann + "," + strings.ToLower(weth) + ",5"}
	file := func(rows []string) string { return writeInput(t, "account,asset,lost\n"+strings.Join(rows, "\n")) }
	args := []string{"--weight", "lost", "--token", "asset", "--exclude", "burn=" + dead, "--proofs"}
	funds := []string{"--funds", "USDC=40,DAI.e=10", "--denominator", "USDC=500", "--rate", weth + "=1/2"}
	out, turned := t.TempDir(), t.TempDir()
	mustAllocate(t, slices.Concat(args, funds, []string{"--entitlements", file(rows), "--out", out})...)
	slices.Reverse(rows)
	mustAllocate(t, slices.Concat(args, funds, []string{"--entitlements", file(rows), "--out", turned})...)
	got := readCSV(t, filepath.Join(out, "allocations.csv"))
	want := [][]string{{"account", "token", "amount"}, {ann, weth, "2"}, {ben, weth, "3"}, {ann, "DAI.e", "5"}, {ann, "USDC", "24"}, {ben, "USDC", "8"}}
	if fmt.Sprint(got) != fmt.Sprint(want) || fmt.Sprint(readCSV(t, filepath.Join(turned, "allocations.csv"))) != fmt.Sprint(want) {
		t.Errorf("%v", got)
	}
	s := readSettlement(t, out)
	if s.Division != nil || len(s.Tokens) != 3 || s.Tokens[2].Token != "USDC" {
		t.Fatalf("%+v", s)
	}
	for i, d := range readSettlement(t, turned).Tokens {
		if d.Funds[0].Root != s.Tokens[i].Funds[0].Root {
			t.Errorf("%s: the order of the rows changes the root", d.Token)
		}
		var lines [][]string
		for _, row := range append([][]string{nil}, want[1:]...) {
			if row == nil || row[1] == d.Token {
				lines = append(lines, append([]string{""}, row...))
			}
		}
		for i := range lines[1:] {
			lines[i+1] = []string{lines[i+1][1], lines[i+1][3]}
		}
		part := allocate.Settlement{Division: d}
		checkProofs(t, turned, part, lines)
	}
	usdc := s.Tokens[2]
	if f := usdc.Funds[0]; f.Paid.String() != "32" || f.Unattributed.String() != "8" || usdc.Unlisted.String() != "100" {
		t.Errorf("%+v", f)
	}
	alone := t.TempDir()
	mustAllocate(t, "--entitlements", writeInput(t, "account,lost\n"+ann+",300\n"+ben+",100\n"), "--weight", "lost", "--funds", "USDC=40", "--denominator", "500", "--out", alone)
	if a := readSettlement(t, alone); a.Funds[0].Root != usdc.Funds[0].Root || a.InputHash != usdc.InputHash {
		t.Error("a token of a long file is not what its rows are alone")
	}
	every := t.TempDir()
	mustAllocate(t, slices.Concat(args, []string{"--rate", "1", "--entitlements", file(rows), "--out", every})...)
	if lines := readCSV(t, filepath.Join(every, "allocations.csv")); len(lines) != 6 || lines[5][2] != "100" {
		t.Errorf("%v", lines)
	}
	for name, c := range map[string]struct {
		flags []string
		want  string
	}{
		"no fund":            {[]string{"--funds", "USDC=40,DAI.e=10"}, "in.csv:2:1: no fund and no rate for the token \"" + weth + "\""},
		"fund of no row":     {[]string{"--funds", "USDC=40,DAI.e=10,LINK=5", "--rate", weth + "=1"}, `no row is in the token "LINK"`},
		"denominator low":    {[]string{"--rate", "1", "--funds", "USDC=40", "--denominator", "USDC=399"}, "400, 1 more than the denominator 399"},
		"denominator of one": {[]string{"--rate", "1", "--denominator", "LINK=9"}, `no row is in the token "LINK"`},
	} {
		code, _, stderr := runAllocate(t, slices.Concat(args, c.flags, []string{"--entitlements", file(rows), "--out", t.TempDir()})...)
		if code != exitRefused || !strings.Contains(stderr, c.want) {
			t.Errorf("%s: exit %d, %s", name, code, stderr)
		}
	}
}

// TestAllocateJointCap: two funds, one worth double; what the first account
// cannot keep goes to the others by the second key.
func TestAllocateJointCap(t *testing.T) {
	t.Parallel()
	rows := []string{ann + ",100,150,5", ben + ",50,1000,1", "0x3333333333333333333333333333333333333333,50,1000,3"}
	in := writeInput(t, "account,lost,owed,stake\n"+strings.Join(rows, "\n"))
	out := t.TempDir()
	args := []string{"--entitlements", in, "--weight", "lost", "--funds", "a=200,b=200", "--price", "b=2", "--joint-cap", "owed", "--out", out}
	mustAllocate(t, append(args, "--second-key", "stake", "--proofs")...)
	lines := readCSV(t, filepath.Join(out, "allocations.csv"))
	if fmt.Sprint(lines[1][1:], lines[2][1:], lines[3][1:]) != "[50 50] [62 62] [87 87]" {
		t.Errorf("%v", lines)
	}
	s := readSettlement(t, out)
	if f := s.Funds[1]; f.Paid.String() != "199" || f.Dust.String() != "1" || !f.Capped.IsZero() || f.Price != "2/1" {
		t.Errorf("%+v", f)
	}
	if len(s.Warnings) != 1 || !strings.Contains(s.Warnings[0].Text, "a+b: worth 300.00 %") {
		t.Errorf("%+v", s.Warnings)
	}
	checkProofs(t, out, s, lines)
	hash := s.InputHash
	mustAllocate(t, args...)
	s = readSettlement(t, out)
	if f := s.Funds[0]; f.Paid.String() != "150" || f.Capped.String() != "50" || s.InputHash == hash {
		t.Errorf("without a second round: %+v", f)
	}
}

// TestImportNamesTheKindsOfExclusions: a kind that there is not is refused before
// anything is told of the accounts.
func TestImportNamesTheKindsOfExclusions(t *testing.T) {
	t.Parallel()
	const asset, dead = "1:0x00000000000000000000000000000000000000d1", "0x000000000000000000000000000000000000dEaD"
	path := filepath.Join(t.TempDir(), "losses.csv")
	if err := os.WriteFile(path, []byte("account,lost\n"+dead+",5\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	code, stdout, stderr := oracleCommand(t, "oracle", "import", path, "--loss", asset+"=lost", "--numeraire", asset,
		"--from", "2026-01-01T00:00:00Z", "--to", "2026-01-02T00:00:00Z", "--exclude", dead+"=burn")
	if code != exitRefused || stdout != "" || strings.Contains(stderr, "excluded as") || !strings.Contains(stderr, `"burn"; there are attacker, module, insider, reserve, disputed`) {
		t.Errorf("exit %d: %s%s", code, stdout, stderr)
	}
}
