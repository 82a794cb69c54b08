package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"makewhole/money"
	"makewhole/test/published"
)

// Settlements as their protocols published them. The files are not part of this
// repository; see package published.

// column returns account=value of a published file.
func column(t *testing.T, path, name string) map[string]string {
	t.Helper()
	rows, out := readCSV(t, path), map[string]string{}
	for i, header := range rows[0] {
		for _, row := range rows[1:] {
			if header == name {
				out[strings.ToLower(row[0])] = row[i]
			}
		}
	}
	if len(out) != len(rows)-1 {
		t.Fatalf("%s: %d accounts with a %s in %d lines", path, len(out), name, len(rows)-1)
	}
	return out
}

// agree compares the lines written to dir with published ones and returns how
// many there are.
func agree(t *testing.T, dir string, published map[string]string) int {
	t.Helper()
	rows := readCSV(t, filepath.Join(dir, "allocations.csv"))[1:]
	if len(rows) != len(published) {
		t.Errorf("%d lines, published %d", len(rows), len(published))
	}
	for _, row := range rows {
		if want := published[strings.ToLower(row[0])]; row[1] != want {
			t.Errorf("%s gets %s, published %s", row[0], row[1], want)
		}
	}
	return len(rows)
}

// Pickle Finance, 2020: every share of the jar was worth 1.37… DAI.
func TestPublishedRate(t *testing.T) {
	t.Parallel()
	file, out := published.At(t, "cases", "settlements", "pickle-cornichon-2020.csv"), t.TempDir()
	mustAllocate(t, "--entitlements", file, "--weight", "shares", "--rate", "dai=1376468666782957910/1000000000000000000", "--out", out)
	if n := agree(t, out, column(t, file, "expected_dai")); n != 317 {
		t.Errorf("%d lines", n)
	}
	s := readSettlement(t, out)
	if f := s.Funds[0]; f.Paid.String() != "19761825426873148102374350" || f.Amount.String() != "19761825426873148102374503" || f.Dust.String() != "153" {
		t.Errorf("%+v", f)
	}
	if len(s.Warnings) != 1 || s.Warnings[0].Code != "above_100_percent" || !strings.Contains(s.Warnings[0].Text, "137.64 %") {
		t.Errorf("shares are not DAI and nobody said what they are worth: %+v", s.Warnings)
	}
}

// ParaSwap, 2022: two pools of stakers. The lines of one are exact, those of the
// other promise 8.23 PSP more than its fund.
func TestPublishedFund(t *testing.T) {
	t.Parallel()
	file, out := published.At(t, "cases", "settlements", "paraswap-2022-compensation.csv"), t.TempDir()
	mustAllocate(t, "--entitlements", file, "--weight", "staked_spsp10", "--denominator", "6310796071429803738537224",
		"--funds", "psp=19621000000000000000000", "--out", out)
	if n := agree(t, out, column(t, file, "expected_spsp10")); n != 946 {
		t.Errorf("%d lines", n)
	}
	const fund, denominator = "psp=170000000000000000000000", "25770743850315901703522571"
	for name, c := range map[string]struct {
		args []string
		want string
	}{
		"published denominator": {[]string{"--weight", "staked_spsp4", "--funds", fund, "--denominator", denominator}, "8231063196609175125 more than the fund"},
		"published lines":       {[]string{"--weight", "expected_spsp4", "--funds", fund, "--denominator", fund[4:]}, "8231063196609174656 more than the fund"},
		"lines as a rate":       {[]string{"--weight", "expected_spsp4", "--funds", fund, "--rate", "psp=1"}, "8231063196609174656 more than the fund"},
		"rate of the fund":      {[]string{"--weight", "staked_spsp4", "--funds", fund, "--rate", "psp=" + fund[4:] + "/" + denominator}, "8231063196609174656 more than the fund"},
	} {
		out := filepath.Join(t.TempDir(), "out")
		code, _, stderr := runAllocate(t, append(c.args, "--entitlements", file, "--out", out)...)
		if code != exitRefused || !strings.Contains(stderr, c.want) {
			t.Errorf("%s: exit %d, %s", name, code, stderr)
		}
		if _, err := os.Stat(out); err == nil {
			t.Errorf("%s: something was written", name)
		}
	}
}

// SharedStake, 2021: amounts as they were published, with 18 places.
func TestPublishedDecimals(t *testing.T) {
	t.Parallel()
	for name, lines := range map[string]int{"sharedstake-2021-eth.csv": 127, "sharedstake-2021-veth2.csv": 58} {
		want := column(t, published.At(t, "cases", "settlements", name), "expected")
		var file strings.Builder
		file.WriteString("account,amount\n")
		for account, text := range want {
			digits := strings.Repeat("0", max(0, 19-len(text))) + text
			file.WriteString(account + "," + digits[:len(digits)-18] + "." + digits[len(digits)-18:] + "\n")
		}
		out := t.TempDir()
		mustAllocate(t, "--entitlements", writeInput(t, file.String()), "--decimals", "18", "--weight", "amount", "--rate", "eth=1", "--out", out)
		sum := money.Zero
		for _, text := range want {
			sum, _ = sum.Add(money.MustParse(text))
		}
		if s := readSettlement(t, out); agree(t, out, want) != lines || s.Funds[0].Paid != sum || s.WeightSum != sum || !s.Funds[0].Dust.IsZero() || len(s.Warnings) != 0 {
			t.Errorf("%s: %+v", name, s.Funds[0])
		}
	}
}
