package main

import (
	"encoding/json"
	"fmt"
	"math/big"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"makewhole/chain/devnet"
	"makewhole/incidents/backtest"
)

// purse is a monitor of an account that loses a thousandth of what it has, and
// payments are blocks of an embedded chain in which it does: 20, 21 and 40 of 60.
func purse(t *testing.T) (url, file string) {
	t.Helper()
	node, err := devnet.Start(t.Context(), devnet.Config{HTTPAddr: "127.0.0.1:0", Manual: true, FinalityDepth: 2})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = node.Close() })
	nonce := uint64(0)
	for n := 1; n <= 62; n++ {
		if n == 20 || n == 21 || n == 40 {
			to := common.Address{1}
			tx := types.MustSignNewTx(devnet.Key(0), types.LatestSignerForChainID(node.ChainID()), &types.DynamicFeeTx{
				ChainID: node.ChainID(), Nonce: nonce, To: &to, Value: big.NewInt(5e18), Gas: 21_000, GasFeeCap: big.NewInt(20e9), GasTipCap: big.NewInt(1e9),
			})
			if err := node.Client().SendTransaction(t.Context(), tx); err != nil {
				t.Fatal(err)
			}
			nonce++
		}
		if err := node.Mine(1); err != nil {
			t.Fatal(err)
		}
	}
	example := func(name string, fires bool, after string) string {
		return fmt.Sprintf(`{"name": %q, "fires": %t, "blocks": [{"reads": {"held": "10000"}}, {"reads": {"held": %q}}]}`, name, fires, after)
	}
	text := `{"format": "makewhole.monitor/1", "id": "purse", "version": 1, "title": "purse", "about": "a test", "state": "draft", "severity": "P2",
 "class": "outflow", "owner": "desk", "chain": 31337, "module": "purse", "targets": {"purse": "` + devnet.Address(0).Hex() + `"},
 "reads": {"held": {"balance": "purse"}}, "for": "block", "when": "held.block * 10000 < held.parent * 9999", "damage": "held.block < held.parent",
 "examples": [` + example("much", true, "5000") + ", " + example("nothing", false, "10000") + `]}`
	file = filepath.Join(t.TempDir(), "purse.json")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return node.URL(), file
}

func TestMonitorBacktest(t *testing.T) {
	t.Parallel()
	url, file := purse(t)
	attacks := filepath.Join(t.TempDir(), "attacks.json")
	if err := os.WriteFile(attacks, []byte(`{"format": "makewhole.attacks/1", "attacks": [{"name": "drain", "first": 19, "harm": 25, "last": 30}]}`), 0o600); err != nil {
		t.Fatal(err)
	}
	code, out, errs := monitorCommand(t, "backtest", "--json", "--rpc", url, "--from", "10", "--warmup", "3", "--attacks", attacks, file)
	var r backtest.Report
	if err := json.Unmarshal([]byte(out), &r); code != exitOK || err != nil {
		t.Fatal(code, err, errs)
	}
	m := r.Monitors[0]
	if r.From != 10 || r.To != 60 || r.Blocks != 51 || m.Alarms != 1 || m.Acts != 1 || m.True != 1 || len(m.Found) != 1 || m.Found[0].Seconds <= 0 || len(m.Missed) != 0 {
		t.Errorf("%s", out)
	}
	for _, c := range []struct {
		args []string
		code int
		want string
	}{
		{[]string{"--from", "10", "--attacks", attacks, file}, exitOK, "1.00 (0.21 to 1.00)"},
		{[]string{"--from", "10", file}, exitOK, "blocks 10 to 60"},
		{[]string{"--from", "10", "--to", "61", file}, exitRefused, "block 61 is not final yet, the newest final one is 60"},
		{[]string{"--from", "10", "--to", "9", file}, exitRefused, "is before --from"},
		{[]string{"--from", "0", file}, exitRefused, "--from must be at least 1"},
		{[]string{"--from", "10", file, file}, exitRefused, "two monitors are called purse"},
		{[]string{"--from", "10"}, exitRefused, "name monitor files"},
		{[]string{"--from", "10", "--attacks", file, file}, exitRefused, "/id: key is not known"},
		{[]string{file}, exitUsage, "--from"},
	} {
		code, out, errs := monitorCommand(t, append([]string{"backtest", "--rpc", url}, c.args...)...)
		if code != c.code || !strings.Contains(out+errs, c.want) {
			t.Errorf("%v: exit %d, %s%s", c.args, code, out, errs)
		}
	}
}
