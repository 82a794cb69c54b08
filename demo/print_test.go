package demo

import (
	"bytes"
	"testing"
)

func TestTableAligns(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	s := newStoryteller(&out)
	s.table([]string{"who", "paid", "<note"}, [][]string{{"Zoë", "1.00", "first"}, {"Al", "1,000.00", ""}, nil, {"all", "1,001.00", ""}})
	want := "\n   who      paid  note\n   Zoë      1.00  first\n   Al   1,000.00\n   ───────────────────\n   all  1,001.00\n\n"
	if out.String() != want {
		t.Errorf("got\n%q\nwant\n%q", out.String(), want)
	}
}
