package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
)

func main() {
	update := flag.Bool("update", false, "renew the table in docs/gas.md")
	flag.Parse()
	if err := run(*update); err != nil {
		fmt.Fprintln(os.Stderr, "gastable:", err)
		os.Exit(1)
	}
}

func run(update bool) error {
	r, err := measureAll()
	if err != nil {
		return err
	}
	fmt.Print(r)
	if !update {
		return nil
	}
	const page = "docs/gas.md"
	old, err := os.ReadFile(page)
	if err != nil {
		return err
	}
	renewed, err := replace(old, []byte(r.String()))
	if err != nil {
		return err
	}
	return os.WriteFile(page, renewed, 0o644) //nolint:gosec // a page of the documentation, for everybody to read
}

// The table stands between these lines of docs/gas.md.
var (
	begin = []byte("<!-- table: go run ./test/gastable -update -->\n")
	end   = []byte("<!-- end of the table -->\n")
)

func cut(page []byte) (before, table, after []byte, err error) {
	before, rest, ok := bytes.Cut(page, begin)
	table, after, found := bytes.Cut(rest, end)
	if !ok || !found {
		return nil, nil, nil, fmt.Errorf("docs/gas.md has no table between %q and %q", begin, end)
	}
	return before, table, after, nil
}

func replace(page, table []byte) ([]byte, error) {
	before, _, after, err := cut(page)
	if err != nil {
		return nil, err
	}
	return bytes.Join([][]byte{before, begin, table, end, after}, nil), nil
}
