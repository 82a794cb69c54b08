package allocate

import (
	"bufio"
	"errors"
	"fmt"
	"hash"
	"io"
	"os"
	"path/filepath"

	"makewhole/internal/cli"
	"makewhole/internal/csvtable"
	"makewhole/merkle"
)

// contextEachRow is how many rows are worked on between looks at the context.
const contextEachRow = 1 << 13

// watched hashes what is read and moves a bar.
type watched struct {
	in  io.Reader
	sum hash.Hash
	bar *cli.Progress
}

func (w *watched) Read(p []byte) (int, error) {
	n, err := w.in.Read(p)
	_, _ = w.sum.Write(p[:n]) // a hash never fails
	w.bar.Add(int64(n))
	return n, err
}

// readWeights reads a file of weights and hashes it. What is refused is
// errRefused, with its place.
func readWeights(g *cli.Globals, path string, format csvtable.Format, q csvtable.Query) (tables []*csvtable.Accounts, sum merkle.Hash, err error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, sum, fmt.Errorf("open entitlements: %w", err)
	}
	defer f.Close()
	size := int64(0)
	if info, err := f.Stat(); err == nil {
		size = info.Size()
	}
	in := &watched{in: bufio.NewReaderSize(f, 1<<18), sum: merkle.NewKeccak(), bar: cli.NewProgress(g.Stderr, "reading", size)}
	defer in.bar.End()
	tables, err = csvtable.Read(g.Context, in, filepath.ToSlash(path), format, q)
	in.sum.Sum(sum[:0])
	return tables, sum, refuse(err)
}

// refuse marks what is wrong with a file as refused.
func refuse(err error) error {
	var place *csvtable.Error
	if errors.As(err, &place) {
		return fmt.Errorf("%w: %w", cli.ErrRefused, err)
	}
	return err
}
