package drill_test

import (
	"errors"
	"io"
	"reflect"
	"strings"
	"testing"

	"makewhole/drill"
)

func bundled(t *testing.T, name string) *drill.Drill {
	t.Helper()
	folder, err := drill.BundledFolder(name)
	if err != nil {
		t.Fatal(err)
	}
	d, err := drill.Read(folder)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func open(t *testing.T, d *drill.Drill) *drill.World {
	t.Helper()
	w, err := drill.Open(t.Context(), d)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := w.Close(); err != nil {
			t.Error(err)
		}
	})
	return w
}

func everything(t *testing.T, w *drill.World) (out []drill.Block) {
	t.Helper()
	for {
		blocks, err := w.Next(t.Context())
		if errors.Is(err, io.EOF) {
			return out
		}
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, blocks...)
	}
}

// Two worlds of one drill have the same blocks at the same times, with the same
// transactions.
func TestWorldsAreTheSame(t *testing.T) {
	t.Parallel()
	d := bundled(t, "reorganised-attack")
	a, b := everything(t, open(t, d)), everything(t, open(t, d))
	if !reflect.DeepEqual(a, b) {
		t.Errorf("%+v\n%+v", a, b)
	}
}

// What is replaced comes again in the first new block, with the same hash; the new
// branch is one block longer, and shown when it is.
func TestReorganisation(t *testing.T) {
	t.Parallel()
	w := open(t, bundled(t, "reorganised-attack"))
	all := everything(t, w)
	var numbers []int64
	for _, b := range all {
		numbers = append(numbers, b.Number)
	}
	if want := []int64{1, 2, 3, 4, 3, 4, 5, 6, 7}; !reflect.DeepEqual(numbers, want) {
		t.Fatalf("blocks %v, want %v", numbers, want)
	}
	old, again := all[2], all[4]
	if again.Replaced != 2 || again.Last || all[5].Last || !all[6].Last || len(again.Played) != 1 || again.Played[0].Hash != old.Played[0].Hash {
		t.Errorf("%+v became %+v", old, again)
	}
	head, err := w.Node().Client().HeaderByNumber(t.Context(), nil)
	if err != nil || head.Number.Uint64() != w.Zero()+7 || head.Time != all[8].Time {
		t.Errorf("the head is %+v, %v", head, err)
	}
}

// A loss is that of one transaction, whatever else the block does.
func TestLossIsOfOneTransaction(t *testing.T) {
	t.Parallel()
	d := bundled(t, "dao-reentrancy")
	w := open(t, d)
	for _, b := range everything(t, w) {
		for i := range b.Played {
			lost, err := w.Loss(t.Context(), &d.Modules[0], &b, &b.Played[i])
			if err != nil {
				t.Fatal(err)
			}
			want := "0"
			switch {
			case b.Number == 1:
				want = "-10000000000000000000" // somebody joins
			case b.Played[i].Name == "first":
				want = "90000000000000000000"
			case b.Played[i].Label == drill.LabelAttack:
				want = "290000000000000000000"
			}
			if lost.String() != want {
				t.Errorf("block %d, transaction %d: %s, want %s", b.Number, i, lost, want)
			}
		}
	}
}

// A response goes before everything else into the next block.
func TestResponseComesFirst(t *testing.T) {
	t.Parallel()
	d := bundled(t, "dao-reentrancy")
	w := open(t, d)
	for range 6 {
		if _, err := w.Next(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	w.Respond(drill.Response{Module: "dao", Pauser: *d.Modules[0].Pauser})
	blocks, err := w.Next(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	p := blocks[0].Played
	if len(p) != 3 || p[0].Label != drill.LabelResponse || p[0].Failed || p[0].Index != 0 || !p[2].Failed || p[1].Failed {
		t.Errorf("%+v", p)
	}
}

// A set-up in which a transaction fails is refused with its place.
func TestSetupMustSucceed(t *testing.T) {
	t.Parallel()
	d := bundled(t, "dao-reentrancy")
	d.Setup = append(d.Setup, drill.Transaction{From: "$actor.alice", To: "$contract.dao", Call: "pause()"})
	w, err := drill.Open(t.Context(), d)
	if !errors.Is(err, drill.ErrSetup) || !strings.Contains(err.Error(), "/setup/5") || w != nil {
		t.Errorf("%v", err)
	}
}

// Arguments reach the contract as they are written: calls inside calls, tuples, times.
func TestArguments(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ call, args, want string }{
		{"f(uint256)", `["0.5 gwei"]`, "b3de648b" + word("1dcd6500")},
		{"f(uint8,int256,bool)", `[7, "-1", true]`, word("7") + strings.Repeat("f", 64) + word("1")},
		{"f(bytes4)", `["0x01020304"]`, "01020304" + strings.Repeat("0", 56)},
		{"f((address,uint256),string)", `[["0x00000000000000000000000000000000000000aa", 5], "x"]`,
			word("aa") + word("5") + word("60") + word("1") + "78" + strings.Repeat("0", 62)},
		{"f(uint256[2])", `[[1, 2]]`, word("1") + word("2")},
		{"f(address[])", `[["$actor.alice"]]`, word("20") + word("1")},
		{"f(bytes)", `[{"encode": "(uint256)", "args": [3]}]`, word("20") + word("20") + word("3")},
		{"f(bytes)", `[{"call": "f(uint256)", "args": [3]}]`, word("20") + word("24") + "b3de648b" + word("3")},
	} {
		data, err := drill.Calldata(c.call, c.args)
		if err != nil || !strings.Contains(data, c.want) {
			t.Errorf("%s %s: %s, %v, want %s", c.call, c.args, data, err, c.want)
		}
	}
}

func word(hex string) string { return strings.Repeat("0", 64-len(hex)) + hex }
