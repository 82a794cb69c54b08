package payouts

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"slices"
	"strings"
	"sync"
)

// place is a line before it is one: the head of what it is sorted by, and where
// the rest is.
type place struct {
	head uint64
	at   uint32
}

// payoutOrder lists n lines of a file by receiver, then by id: the order of the
// leaves. Sixteen bytes a line move instead of the line.
func (f *File) payoutOrder(n int) []uint32 {
	places := make([]place, n)
	for i := range places {
		receiver := f.line(i).Receiver
		places[i] = place{binary.BigEndian.Uint64(receiver[:]), uint32(i)}
	}
	sortPlaces(places, func(a, b uint32) int {
		x, y := f.line(int(a)), f.line(int(b))
		return cmp.Or(bytes.Compare(x.Receiver[:], y.Receiver[:]), strings.Compare(x.ID, y.ID))
	})
	out := make([]uint32, n)
	for i, p := range places {
		out[i] = p.at
	}
	return out
}

// OrderByID lists the positions of n items by the bytes of their ids: the order
// of the rows in an entitlement file.
func OrderByID(n int, id func(int) string) []uint32 {
	places := make([]place, n)
	skip := commonPrefix(n, id)
	for i := range places {
		var head [8]byte
		copy(head[:], id(i)[skip:])
		places[i] = place{binary.BigEndian.Uint64(head[:]), uint32(i)}
	}
	sortPlaces(places, func(a, b uint32) int { return strings.Compare(id(int(a)), id(int(b))) })
	out := make([]uint32, n)
	for i, p := range places {
		out[i] = p.at
	}
	return out
}

// commonPrefix is how many bytes all ids begin with alike.
func commonPrefix(n int, id func(int) string) int {
	if n == 0 {
		return 0
	}
	first := id(0)
	same := len(first)
	for i := 1; i < n; i++ {
		s := id(i)
		same = min(same, len(s))
		for same > 0 && s[:same] != first[:same] {
			same--
		}
	}
	return same
}

// sortPlaces sorts by the heads, and by tie where they are equal: two halves at
// the same time, then one merge.
func sortPlaces(places []place, tie func(a, b uint32) int) {
	order := func(a, b place) int {
		if c := cmp.Compare(a.head, b.head); c != 0 {
			return c
		}
		return tie(a.at, b.at)
	}
	if len(places) < chunkRows {
		slices.SortFunc(places, order)
		return
	}
	half := len(places) / 2
	low, high := slices.Clone(places[:half]), places[half:]
	var wg sync.WaitGroup
	wg.Go(func() { slices.SortFunc(low, order) })
	slices.SortFunc(high, order)
	wg.Wait()
	for i := 0; len(low) > 0; i++ {
		if len(high) > 0 && order(high[0], low[0]) < 0 {
			places[i], high = high[0], high[1:]
		} else {
			places[i], low = low[0], low[1:]
		}
	}
}
