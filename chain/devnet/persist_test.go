//go:build !nodevnet

package devnet

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"math/big"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/params"
	"github.com/ethereum/go-ethereum/rpc"
)

// childDir makes the test binary a devnet process on that directory.
const childDir = "DEVNET_TEST_CHILD_DIR"

// runChild sends transactions without end and acknowledges every block with a
// transaction on standard output, until it is killed.
func runChild(dir string) {
	n, err := Start(context.Background(), Config{Dir: dir})
	if err != nil {
		fmt.Println("error", err)
		os.Exit(1)
	}
	if err := n.AdvanceTime(1000 * time.Hour); err != nil {
		fmt.Println("error", err)
	}
	ctx, signer := context.Background(), types.LatestSignerForChainID(n.ChainID())
	for nonce := uint64(0); ; nonce++ {
		tx := types.MustSignNewTx(Key(0), signer, &types.LegacyTx{
			Nonce: nonce, To: new(common.Address), Value: big.NewInt(1), Gas: 21_000, GasPrice: big.NewInt(3 * params.GWei),
		})
		if err := errors.Join(n.Client().SendTransaction(ctx, tx), n.Flush(ctx)); err != nil {
			fmt.Println("error", err)
		}
		receipt, err := n.Client().TransactionReceipt(ctx, tx.Hash())
		if err != nil {
			fmt.Println("error", err)
			continue
		}
		fmt.Println("mined", receipt.BlockNumber, receipt.BlockHash, n.Now().UnixMicro())
	}
}

type acknowledged struct {
	number int64
	hash   string
	now    int64
}

// killedChild runs a child until it has acknowledged count blocks, kills it in
// the middle of its work and returns all it had said.
func killedChild(t *testing.T, dir string, count int) []acknowledged {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), childDir+"="+dir)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var said []acknowledged
	for lines := bufio.NewScanner(out); lines.Scan(); {
		var a acknowledged
		if _, err := fmt.Sscanf(lines.Text(), "mined %d %s %d", &a.number, &a.hash, &a.now); err != nil {
			t.Fatalf("child said %q", lines.Text())
		}
		if said = append(said, a); len(said) == count {
			if err := cmd.Process.Kill(); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := cmd.Wait(); err == nil || !strings.Contains(err.Error(), "killed") {
		t.Fatalf("child ended by itself: %v", err)
	}
	if len(said) < count {
		t.Fatalf("child acknowledged %d blocks", len(said))
	}
	return said
}

func TestNothingIsLostOnKill(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	said := killedChild(t, dir, 60)
	n := start(t, Config{Dir: dir})
	for _, a := range said {
		block, err := n.Client().HeaderByNumber(t.Context(), big.NewInt(a.number))
		if err != nil || block.Hash().Hex() != a.hash {
			t.Fatalf("block %d is not %s: %v", a.number, a.hash, err)
		}
		if _, err := n.Client().BalanceAt(t.Context(), Address(0), block.Number); err != nil {
			t.Fatalf("state of block %d: %v", a.number, err)
		}
	}
	last := said[len(said)-1]
	nonce, err := n.Client().NonceAt(t.Context(), Address(0), nil)
	if err != nil || nonce < uint64(len(said)) {
		t.Errorf("nonce %d after %d transactions: %v", nonce, len(said), err)
	}
	if final := header(t, n, rpc.FinalizedBlockNumber).Number.Int64(); final < last.number {
		t.Errorf("finalized %d, acknowledged as final %d", final, last.number)
	}
	if now := n.Now().UnixMicro(); now < last.now {
		t.Errorf("the clock went back from %d to %d", last.now, now)
	}
}

func TestReopenKeepsHeadAndClock(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	n := start(t, Config{Dir: dir})
	hash := send(t, n, 0, 0, new(common.Address), nil)
	flush(t, n)
	if _, err := n.clock.advance(48 * time.Hour); err != nil { // and no block after it
		t.Fatal(err)
	}
	if _, err := Start(t.Context(), Config{Dir: dir}); err == nil {
		t.Fatal("two nodes on one directory")
	}
	head, now := header(t, n, rpc.LatestBlockNumber), n.Now()
	if err := n.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := Start(t.Context(), Config{Dir: dir, ChainID: 1337}); !errors.Is(err, ErrOtherChain) {
		t.Fatalf("another chain id: %v", err)
	}
	again := start(t, Config{Dir: dir})
	if got := header(t, again, rpc.LatestBlockNumber).Hash(); got != head.Hash() {
		t.Errorf("head %s, was %s", got, head.Hash())
	}
	if again.Now().Before(now) {
		t.Errorf("the clock went back from %s to %s", now, again.Now())
	}
	if receipt(t, again, hash).Status != 1 {
		t.Error("the receipt is gone")
	}
}
