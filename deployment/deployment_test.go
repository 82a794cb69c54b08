package deployment_test

import (
	"errors"
	"math/big"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"

	"makewhole/chain/devnet"
	"makewhole/contracts"
	"makewhole/deployment"
	"makewhole/merkle"
	"makewhole/money"
	"makewhole/outbox/keys"
	"makewhole/test/embedded"
)

func pool(publicID, token string) deployment.Pool {
	return deployment.Pool{PublicID: publicID, ID: merkle.PoolID(publicID), Token: token}
}

func devOptions(t *testing.T, path string) deployment.Options {
	t.Helper()
	o, err := deployment.DevOptions(31337)
	if err != nil {
		t.Fatal(err)
	}
	o.Path = path
	o.Tokens = []deployment.Token{{Name: "Test dollar", Symbol: "tUSD", Decimals: 6}, {PerDay: money.FromUint64(5)}}
	o.Pools = []deployment.Pool{pool("pol_dollar", "tUSD"), pool("pol_coin", "")}
	return o
}

func nonce(t *testing.T, n *devnet.Node, i int) uint64 {
	t.Helper()
	got, err := n.Client().NonceAt(t.Context(), devnet.Address(i), nil)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestDevAccountsAgree(t *testing.T) {
	t.Parallel()
	for i := range devnet.MaxAccounts {
		if !keys.DevKey(i).Equal(devnet.Key(i)) {
			t.Errorf("development account %d differs", i)
		}
	}
}

func TestDeployTwiceIsDeployOnce(t *testing.T) {
	t.Parallel()
	n, o := embedded.Node(t, devnet.Config{}), devOptions(t, filepath.Join(t.TempDir(), "deployment.json"))
	first, err := deployment.Deploy(t.Context(), n.Client(), o)
	if err != nil {
		t.Fatal(err)
	}
	sent := nonce(t, n, deployment.DevDeployer)
	slices.Reverse(o.Committee.Signers) // their order means nothing
	second, err := deployment.Deploy(t.Context(), n.Client(), o)
	if err != nil {
		t.Fatal(err)
	}
	if again := nonce(t, n, deployment.DevDeployer); again != sent {
		t.Errorf("the second call sent %d transactions", again-sent)
	}
	if second.LossOracle != first.LossOracle || second.ConfigDigest != first.ConfigDigest {
		t.Errorf("first %+v, second %+v", first, second)
	}
	o.Pools = append(o.Pools, pool("pol_second", "tUSD"))
	third, err := deployment.Deploy(t.Context(), n.Client(), o)
	if err != nil {
		t.Fatal(err)
	}
	added, ok := third.Pool("pol_second")
	token, _ := third.Token("tUSD")
	if !ok || added.Asset != token.Address || third.Distributor != first.Distributor {
		t.Errorf("added %+v", added)
	}
}

func TestDeployedCommitteeAndCaps(t *testing.T) {
	t.Parallel()
	n := embedded.Node(t, devnet.Config{})
	d, err := deployment.Deploy(t.Context(), n.Client(), devOptions(t, ""))
	if err != nil {
		t.Fatal(err)
	}
	active := view(t, n, d.LossOracle, contracts.NewLossOracle().PackActiveConfig())
	if common.BytesToHash(active) != d.OracleConfig().Digest() {
		t.Errorf("active committee %x", active)
	}
	distributor := contracts.NewPayoutDistributor()
	limits := contracts.NewPayoutLimits()
	at, err := d.LimitsAt(t.Context(), n.Client())
	if err != nil {
		t.Fatal(err)
	}
	caps, err := limits.UnpackCapsOf(view(t, n, at, limits.PackCapsOf(common.Address{})))
	if err != nil || caps.PerDay.Uint64() != 5 || caps.PerSettlement.BitLen() != 128 {
		t.Errorf("caps of the native coin %+v: %v", caps, err)
	}
	holder := view(t, n, d.Distributor, distributor.PackHolderOf(contracts.RoleTreasurer))
	if common.BytesToAddress(holder) != devnet.Address(deployment.DevTreasurer) {
		t.Errorf("treasurer %x", holder)
	}
}

func view(t *testing.T, n *devnet.Node, to common.Address, data []byte) []byte {
	t.Helper()
	out, err := n.Client().CallContract(t.Context(), ethereum.CallMsg{To: &to, Data: data}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestDeployRefusesOtherParameters(t *testing.T) {
	t.Parallel()
	n, o := embedded.Node(t, devnet.Config{}), devOptions(t, filepath.Join(t.TempDir(), "deployment.json"))
	if _, err := deployment.Deploy(t.Context(), n.Client(), o); err != nil {
		t.Fatal(err)
	}
	o.Committee.ChallengeWindowSeconds++
	if _, err := deployment.Deploy(t.Context(), n.Client(), o); !errors.Is(err, deployment.ErrDiffers) {
		t.Errorf("another challenge window: %v", err)
	}
}

func TestVerifyFindsEveryLie(t *testing.T) {
	t.Parallel()
	n := embedded.Node(t, devnet.Config{})
	d, err := deployment.Deploy(t.Context(), n.Client(), devOptions(t, ""))
	if err != nil {
		t.Fatal(err)
	}
	for name, lie := range map[string]func(*deployment.Deployment){
		"genesis":   func(d *deployment.Deployment) { d.Genesis[0]++ },
		"no code":   func(d *deployment.Deployment) { d.RecoveryVault[0]++ },
		"swapped":   func(d *deployment.Deployment) { d.Distributor, d.LossOracle = d.LossOracle, d.Distributor },
		"delay":     func(d *deployment.Deployment) { d.Limits.ActivationDelaySeconds++ },
		"bond":      func(d *deployment.Deployment) { d.Limits.MinBond = money.FromUint64(1) },
		"committee": func(d *deployment.Deployment) { d.Committee.MaxAgeSeconds-- },
		"digest":    func(d *deployment.Deployment) { d.ConfigDigest[5]++ },
		"pool":      func(d *deployment.Deployment) { d.Pools[0].ID[0]++ },
		"asset":     func(d *deployment.Deployment) { d.Pools[1].Asset = d.LossOracle },
		"token":     func(d *deployment.Deployment) { d.Tokens[0].Address = d.LossOracle },
	} {
		told := d
		told.Pools, told.Tokens = slices.Clone(d.Pools), slices.Clone(d.Tokens)
		lie(&told)
		if err := told.Verify(t.Context(), n.Client()); err == nil {
			t.Errorf("%s: verified", name)
		}
	}
	if err := d.Verify(t.Context(), n.Client()); err != nil {
		t.Errorf("the truth: %v", err)
	}
}

// TestDeployGoesOnWhereItStopped removes what a crash would have left out.
func TestDeployGoesOnWhereItStopped(t *testing.T) {
	t.Parallel()
	n, path := embedded.Node(t, devnet.Config{}), filepath.Join(t.TempDir(), "deployment.json")
	o := devOptions(t, path)
	whole, err := deployment.Deploy(t.Context(), n.Client(), o)
	if err != nil {
		t.Fatal(err)
	}
	part := whole
	part.Pools = whole.Pools[:1]
	if err := part.Store(path); err != nil {
		t.Fatal(err)
	}
	o.Pools[1] = pool("pol_other", "")
	done, err := deployment.Deploy(t.Context(), n.Client(), o)
	if err != nil {
		t.Fatal(err)
	}
	if _, ok := done.Pool("pol_other"); !ok || done.RecoveryVault != whole.RecoveryVault {
		t.Errorf("went on with %+v", done)
	}
}

// The file is what the schema says: nothing unknown, nothing missing, and the error
// names the place.
func TestDeploymentFileIsReadStrictly(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "deployment.json")
	d := deployment.Deployment{ChainID: 5, Pools: []deployment.Pool{pool("pol_dollar", "tUSD")}}
	if err := d.Store(path); err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got, found, err := deployment.Load(path); err != nil || !found || got.Pools[0] != d.Pools[0] {
		t.Fatalf("read again %+v: %v", got, err)
	}
	for _, c := range []struct{ from, to, place string }{
		{`"chain_id": 5`, `"chain_id": 5, "extra": 1`, "/extra"},
		{`"chain_id": 5`, `"chain_id": 5, "chain_id": 6`, "/chain_id"},
		{`"chain_id": 5`, `"chain_id": "5"`, "/chain_id"},
		{`"chain_id": 5,`, ``, "/chain_id: is missing"},
		{`"public_id": "pol_dollar",`, ``, "/pools/0/public_id: is missing"},
		{`"public_id"`, `"publicid"`, "/pools/0/publicid"},
		{`"threshold": 0,`, ``, "/committee/threshold: is missing"},
		{`"tokens": []`, `"tokens": null`, "/tokens"},
	} {
		text := strings.Replace(string(raw), c.from, c.to, 1)
		if text == string(raw) {
			t.Errorf("%s is not in the file", c.from)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, _, err := deployment.Load(path); err == nil || !strings.Contains(err.Error(), c.place) {
			t.Errorf("%s: %v", c.to, err)
		}
	}
}

func TestDeployOnWipedChainStartsAnew(t *testing.T) {
	t.Parallel()
	o := devOptions(t, filepath.Join(t.TempDir(), "deployment.json"))
	for range 2 {
		n := embedded.Node(t, devnet.Config{})
		if _, err := deployment.Deploy(t.Context(), n.Client(), o); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(o.Path, []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := deployment.Deploy(t.Context(), embedded.Node(t, devnet.Config{}).Client(), o); err == nil {
		t.Error("a broken file was ignored")
	}
}

func TestDeployRefusesDevKeysElsewhere(t *testing.T) {
	t.Parallel()
	n := embedded.Node(t, devnet.Config{ChainID: 1})
	if _, err := deployment.Deploy(t.Context(), n.Client(), devOptions(t, "")); !errors.Is(err, keys.ErrDevKey) {
		t.Errorf("chain 1: %v", err)
	}
	if _, err := deployment.DevOptions(1); !errors.Is(err, keys.ErrDevKey) {
		t.Errorf("options for chain 1: %v", err)
	}
	balance, err := n.Client().BalanceAt(t.Context(), devnet.Address(0), nil)
	if err != nil || balance.Cmp(devnet.Balance()) != 0 {
		t.Errorf("spent: %v %v", new(big.Int).Sub(devnet.Balance(), balance), err)
	}
}
