package oracles_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"pgregory.net/rapid"

	"makewhole/contracts"
	"makewhole/money"
	"makewhole/oracles/reports"
)

func drawHash(t *rapid.T) common.Hash {
	return common.BytesToHash(rapid.SliceOfN(rapid.Byte(), 32, 32).Draw(t, "hash"))
}

func drawAddress(t *rapid.T) common.Address {
	return common.BytesToAddress(rapid.SliceOfN(rapid.Byte(), 20, 20).Draw(t, "address"))
}

func drawAmount(t *rapid.T) money.Amount { return money.FromBytes32(drawHash(t)) }

func drawUint(t *rapid.T) uint64 { return rapid.Uint64Range(0, 1<<63-1).Draw(t, "n") }

func drawReport(t *rapid.T) reports.Report {
	r := reports.Report{Kind: rapid.SampledFrom([]string{reports.KindSnapshot, reports.KindSet, reports.KindOrder}).Draw(t, "kind")}
	n := rapid.IntRange(1, 4).Draw(t, "signatures")
	for range n {
		r.Signatures = append(r.Signatures, rapid.SliceOfN(rapid.Byte(), 65, 65).Draw(t, "signature"))
	}
	r.Complete = n > 1 || rapid.Bool().Draw(t, "bundle")
	if rapid.Bool().Draw(t, "domain") {
		r.Domain = &contracts.Domain{ChainID: drawUint(t), Oracle: drawAddress(t)}
	}
	switch r.Kind {
	case reports.KindSnapshot:
		r.Snapshot = &contracts.LossSnapshot{
			ConfigDigest: drawHash(t), IncidentID: drawHash(t), SpecHash: drawHash(t), Revision: drawUint(t), Attempt: drawUint(t),
			PrevSnapshot: drawHash(t), MethodHash: drawHash(t), SourceChainID: drawUint(t), FromBlock: drawUint(t), FromBlockHash: drawHash(t),
			ToBlock: drawUint(t), ToBlockHash: drawHash(t), OccurredFrom: drawUint(t), OccurredTo: drawUint(t), Asset: drawAddress(t),
			TotalLoss: drawAmount(t), UnattributedLoss: drawAmount(t), LeafCount: rapid.Uint32().Draw(t, "count"), LossRoot: drawHash(t), EvidenceHash: drawHash(t), ValidUntil: drawUint(t),
		}
		if r.HasLeaves = rapid.Bool().Draw(t, "leaves"); r.HasLeaves {
			r.Leaves = make([]reports.Leaf, rapid.IntRange(0, 5).Draw(t, "n"))
			for i := range r.Leaves {
				r.Leaves[i] = reports.Leaf{Account: drawAddress(t), Loss: drawAmount(t)}
			}
		}
	case reports.KindSet:
		r.Set = &contracts.SnapshotSet{
			ConfigDigest: drawHash(t), IncidentID: drawHash(t), SpecHash: drawHash(t), Revision: drawUint(t),
			SnapshotsHash: drawHash(t), Numeraire: drawAddress(t), PricesHash: drawHash(t), ValidUntil: drawUint(t),
		}
		for range rapid.IntRange(0, 3).Draw(t, "members") {
			r.Snapshots = append(r.Snapshots, drawHash(t))
			r.Prices = append(r.Prices, reports.Price{ChainID: drawUint(t), Asset: drawAddress(t), Num: drawAmount(t), Den: drawAmount(t)})
		}
	default:
		r.Order = &contracts.PayoutOrder{
			ConfigDigest: drawHash(t), SettlementID: drawHash(t), IncidentID: drawHash(t), PoolID: drawHash(t), PayoutToken: drawAddress(t),
			Sequence: drawUint(t), SnapshotSetDigest: drawHash(t), InputHash: drawHash(t), PayoutRoot: drawHash(t),
			LeafCount: rapid.Uint32().Draw(t, "count"), Total: drawAmount(t), CumulativeTotal: drawAmount(t), Follows: drawHash(t), ValidUntil: drawUint(t),
		}
	}
	return r
}

// What is encoded is read back the same, with the same digest and slot.
func TestReportsRoundTrip(t *testing.T) {
	t.Parallel()
	domain := contracts.Domain{ChainID: devChain, Oracle: oracleAt}
	rapid.Check(t, func(t *rapid.T) {
		r := drawReport(t)
		raw, err := r.Encode()
		if err != nil {
			t.Fatal(err)
		}
		got, err := reports.ParseReport(raw, reports.Limits{})
		if err != nil {
			t.Fatalf("%s: %v", raw, err)
		}
		again, err := got.Encode()
		if err != nil || !bytes.Equal(raw, again) {
			t.Fatalf("%s\nbecame\n%s (%v)", raw, again, err)
		}
		if got.Digest(domain) != r.Digest(domain) || got.Slot() != r.Slot() {
			t.Fatal("digest or slot changed")
		}
	})
}

func TestReportForm(t *testing.T) {
	t.Parallel()
	d := sqliteDesk(t)
	leaves := leavesOf(100)
	leaves[0].Account = common.HexToAddress("0xfb6916095ca1df60bB79Ce92cE3Ea74c37c5d359")
	good := string(encode(t, d.report(d.snapshot(leaves), leaves, 0)))
	account := `"0xfb6916095ca1df60bb79ce92ce3ea74c37c5d359"`
	sub := func(old, next string) string {
		if !strings.Contains(good, old) {
			t.Fatalf("no %s in the report", old)
		}
		return strings.Replace(good, old, next, 1)
	}
	for name, c := range map[string]struct{ raw, rule, pointer string }{
		"empty":              {``, "R1", ""},
		"not an object":      {`[]`, "R1", ""},
		"trailing data":      {good + `{}`, "R1", ""},
		"unknown key":        {sub(`{"kind"`, `{"x":"","kind"`), "R1", "/x"},
		"duplicate key":      {sub(`{"kind"`, `{"kind":"loss_snapshot","kind"`), "R1", "/kind"},
		"other case":         {sub(`"revision"`, `"Revision"`), "R1", "/message/Revision"},
		"duplicate inside":   {sub(`"attempt"`, `"revision":"1","attempt"`), "R1", "/message/revision"},
		"missing field":      {sub(`"attempt":"1",`, ``), "R1", "/message/attempt"},
		"unknown kind":       {sub(`loss_snapshot`, `gain_snapshot`), "R1", "/kind"},
		"JSON number":        {sub(`"attempt":"1"`, `"attempt":1`), "R1", "/message/attempt"},
		"big integer":        {sub(`"attempt":"1"`, `"attempt":"9223372036854775808"`), "R1", "/message/attempt"},
		"leading zero":       {sub(`"attempt":"1"`, `"attempt":"01"`), "R1", "/message/attempt"},
		"leaf count too big": {sub(`"leaf_count":"1"`, `"leaf_count":"4294967296"`), "R1", "/message/leaf_count"},
		"short hash":         {sub(`"spec_hash":"0x`, `"spec_hash":"0`), "R1", "/message/spec_hash"},
		"null":               {sub(`"leaves":[`, `"leaves":null,"snapshots":[`), "R1", "/leaves"},
		"no signature":       {good[:strings.Index(good, `,"signature"`)] + `}`, "R1", "/signature"},
		"both forms":         {sub(`"signature":`, `"signatures":[],"signature":`), "R1", "/signature"},
		"empty bundle":       {good[:strings.Index(good, `,"signature"`)] + `,"signatures":[]}`, "R1", "/signature"},
		"short signature":    {sub(`"signature":"0x`, `"signature":"0`), "R1", "/signature"},
		"snapshots":          {sub(`"leaves"`, `"snapshots":["`+common.Hash{}.Hex()+`"],"leaves"`), "R1", "/snapshots"},
		"deep":               {sub(`"kind"`, `"x":[[[[[[]]]]]],"kind"`), "R1", "/x"},
		"wrong checksum":     {sub(account, `"0xFB6916095ca1df60bB79Ce92cE3Ea74c37c5d359"`), "R2", "/leaves/0/account"},
		"short address":      {sub(account, `"0xfb6916095ca1df60bb79ce92ce3ea74c37c5d35"`), "R2", "/leaves/0/account"},
		"no prefix":          {sub(account, `"fb6916095ca1df60bb79ce92ce3ea74c37c5d359"`), "R2", "/leaves/0/account"},
		"capital X":          {sub(account, `"0Xfb6916095ca1df60bb79ce92ce3ea74c37c5d359"`), "R2", "/leaves/0/account"},
		"letter O":           {sub(account, `"0xfb6916O95ca1df60bb79ce92ce3ea74c37c5d359"`), "R2", "/leaves/0/account"},
	} {
		_, err := d.svc.Submit(ctx, "api", []byte(c.raw))
		var rej *reports.Rejection
		if !errors.As(err, &rej) || rej.Rule != c.rule || rej.Pointer != c.pointer || rej.Status != 400 {
			t.Errorf("%s: %v, want %s at %s", name, err, c.rule, c.pointer)
		}
	}
	for _, ok := range []string{`"0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359"`, `"0xFB6916095CA1DF60BB79CE92CE3EA74C37C5D359"`} {
		if _, err := reports.ParseReport([]byte(sub(account, ok)), reports.Limits{}); err != nil {
			t.Errorf("%s: %v", ok, err)
		}
	}
	if _, err := reports.ParseReport([]byte(good), reports.Limits{Bytes: 100}); err == nil || !strings.Contains(err.Error(), "R3") {
		t.Errorf("size: %v", err)
	}
	if _, err := reports.ParseReport(encode(t, d.report(d.snapshot(nil), leavesOf(1, 2, 3), 0)), reports.Limits{Leaves: 2}); err == nil || !strings.Contains(err.Error(), "R3") {
		t.Errorf("leaves: %v", err)
	}
}

// FuzzParseReport: never a panic, and what is accepted has exactly one canonical
// form, which means the same.
func FuzzParseReport(f *testing.F) {
	f.Add([]byte(`{}`))
	f.Add([]byte(`{"kind":"payout_order","message":{},"signature":"0x"}`))
	raw, err := drawnReport().Encode()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(raw)
	domain := contracts.Domain{ChainID: 1}
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := reports.ParseReport(data, reports.Limits{Bytes: 1 << 16})
		if err != nil {
			var rej *reports.Rejection
			if !errors.As(err, &rej) {
				t.Fatalf("%q: %v", data, err)
			}
			return
		}
		canonical, err := r.Encode()
		if err != nil {
			t.Fatal(err)
		}
		again, err := reports.ParseReport(canonical, reports.Limits{})
		if err != nil || again.Digest(domain) != r.Digest(domain) || len(again.Leaves) != len(r.Leaves) {
			t.Fatalf("%q: %v", canonical, err)
		}
	})
}

func drawnReport() reports.Report {
	return rapid.Custom(drawReport).Example(7)
}
