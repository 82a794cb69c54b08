package monitor

import (
	"fmt"
	"math/big"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"
)

// BenchmarkBlock is one block of 200 transactions, each with a trace of three
// frames and one transfer, through 500 monitors: the detectors that come along
// in turn, over windows in which 10,000 accounts stand.
func BenchmarkBlock(b *testing.B) {
	const accounts, transactions, monitors = 10_000, 200, 500
	var all []*Monitor
	names := Builtin()
	for i := range monitors {
		f := must(Parse(must(BuiltinFile(names[i%len(names)]))))
		f.ID = fmt.Sprintf("%s-%d", f.ID, i)
		all = append(all, must(Load(f)))
	}
	flows := load(b, windowed, `"id": "windowed"`, `"id": "flows"`, "Paid(address indexed who, int256 amount)",
		"Transfer(address indexed from, address indexed who, uint256 amount)", `"100s"`, `"24h"`, `"over": "5 blocks"`, `"over": "5000 blocks"`, `"amount": "-5"`, `"amount": "5"`)
	all[0] = flows
	e := newEngine(b, all...)
	asset := flows.Module
	n := 0
	next := func() *Observation {
		o := &Observation{Chain: 1, Number: uint64(n + 1), Hash: exampleHash("b", uint64(n+1)), Parent: exampleHash("b", uint64(n)),
			Time: uint64(1_700_000_000 + 12*n), Reads: map[Read]Pair{}, Blind: map[Feed]string{}}
		for _, r := range e.Reads() {
			w := common.BigToHash(big.NewInt(int64(1_000_000 + n%7)))
			if r.Kind == ReadTry {
				w = common.Hash{}
			}
			o.Reads[r] = Pair{&w, &w}
		}
		transfer, _ := parseSignature("Transfer(address indexed from, address indexed to, uint256 value)")
		for i := range transactions {
			who := common.BigToAddress(big.NewInt(int64(0x10000 + (n*transactions+i)%accounts)))
			tx := exampleHash("tx", uint64(n*transactions+i))
			data := common.BigToHash(big.NewInt(int64(1 + i)))
			o.Logs = append(o.Logs, Log{Address: asset, Topics: []common.Hash{transfer.topic(), common.BytesToHash(asset[:]), common.BytesToHash(who[:])}, Data: data[:], Tx: tx})
			leaf := &Frame{Kind: KindCall, From: asset, To: who, Value: *uint256.NewInt(1)}
			inner := &Frame{Kind: KindStaticCall, From: asset, To: common.HexToAddress("0xa5"), Input: make([]byte, 36)}
			o.Transactions = append(o.Transactions, Transaction{Hash: tx, From: who, Root: &Frame{Kind: KindCall, From: who, To: asset, Input: make([]byte, 68), Calls: []*Frame{inner, leaf}}})
		}
		n++
		return o
	}
	for range 2 * accounts / transactions {
		if _, err := e.Step(next()); err != nil {
			b.Fatal(err)
		}
	}
	if got := len(e.runners[0].windows[7].groups); got < accounts {
		b.Fatalf("%d accounts in the window", got)
	}
	b.ReportAllocs()
	b.ResetTimer()
	for b.Loop() {
		b.StopTimer()
		o := next()
		b.StartTimer()
		if _, err := e.Step(o); err != nil {
			b.Fatal(err)
		}
	}
}
