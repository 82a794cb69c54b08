//go:build !nodevnet

package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/big"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"

	"makewhole/chain/devnet"
	"makewhole/contracts"
	"makewhole/deployment"
	"makewhole/internal/app"
	"makewhole/merkle"
	"makewhole/money"
	"makewhole/payouts"
)

// quorumIncident is what all acts of the tests are about.
const quorumIncident = "inc_seized"

// quorumWorld is a chain with the contracts and money in a pool, and no server.
type quorumWorld struct {
	*testing.T
	node *devnet.Node
	dir  string
	d    deployment.Deployment
	pool deployment.Pool
	// config is the committee that signs now.
	config contracts.OracleConfig
}

func newQuorumWorld(t *testing.T) *quorumWorld {
	t.Helper()
	w := &quorumWorld{T: t, dir: t.TempDir()}
	var err error
	w.node, err = devnet.Start(t.Context(), devnet.Config{HTTPAddr: "127.0.0.1:0"})
	w.must(err)
	t.Cleanup(func() { _ = w.node.Close() })
	w.d, err = app.DeployDev(t.Context(), w.node, w.dir)
	w.must(err)
	w.pool, _ = w.d.Pool("pol_tusd")
	w.config = w.d.OracleConfig()
	token, pool, much := contracts.NewTestToken(), contracts.NewCapitalPool(), big.NewInt(1_000_000_000)
	w.send(deployment.DevDeployer, w.pool.Asset, token.PackMint(devnet.Address(deployment.DevFree), much))
	w.send(deployment.DevFree, w.pool.Asset, token.PackApprove(w.pool.Address, much))
	w.send(deployment.DevFree, w.pool.Address, pool.PackDeposit(much, big.NewInt(1)))
	return w
}

func (w *quorumWorld) must(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

// send carries out one transaction of a development account.
func (w *quorumWorld) send(account int, to common.Address, data []byte) {
	w.Helper()
	ctx, client := w.Context(), w.node.Client()
	nonce, err := client.PendingNonceAt(ctx, devnet.Address(account))
	w.must(err)
	tx, err := types.SignNewTx(devnet.Key(account), types.LatestSignerForChainID(w.node.ChainID()), &types.DynamicFeeTx{
		ChainID: w.node.ChainID(), Nonce: nonce, GasTipCap: big.NewInt(1e9), GasFeeCap: big.NewInt(100e9), Gas: 3_000_000, To: &to, Data: data,
	})
	w.must(err)
	w.must(client.SendTransaction(ctx, tx))
	w.must(w.node.Flush(ctx))
	for begun := time.Now(); ; time.Sleep(10 * time.Millisecond) {
		receipt, err := client.TransactionReceipt(ctx, tx.Hash())
		switch {
		case err == nil && receipt.Status == types.ReceiptStatusSuccessful:
			return
		case err == nil:
			w.Fatalf("account %d: %x… to %s reverts", account, data[:4], to)
		case time.Since(begun) > 20*time.Second:
			w.Fatal(err)
		}
	}
}

// later lets time pass on the chain.
func (w *quorumWorld) later(d time.Duration) {
	w.Helper()
	w.must(w.node.AdvanceTime(d))
	w.must(w.node.Mine(1))
}

// quorum is a command line of quorum with the nodes and the deployment.
func (w *quorumWorld) quorum(args ...string) []string {
	out := append([]string{"quorum", args[0], "--rpc", w.node.URL()}, args[1:]...)
	if !strings.Contains(strings.Join(args, " "), "--deployment") {
		out = append(out, "--deployment", filepath.Join(w.dir, "deployment.json"))
	}
	return out
}

func (w *quorumWorld) file(name string) string { return filepath.Join(w.dir, name) }

// prepared runs a prepare command and returns what it said and its file.
func (w *quorumWorld) prepared(args ...string) (said, path string) {
	w.Helper()
	files, err := os.ReadDir(w.dir)
	w.must(err)
	path = w.file(fmt.Sprintf("act%d.json", len(files)))
	code, stdout, stderr := command(w.T, w.quorum(append(args, "--out", path)...)...)
	if code != exitOK {
		w.Fatalf("%v: exit %d: %s", args, code, stderr)
	}
	return stdout, path
}

// signed has members of the committee sign a file, each on its machine.
func (w *quorumWorld) signed(path string, members ...int) (flags []string) {
	w.Helper()
	for _, m := range members {
		out := fmt.Sprintf("%s.%d", path, m)
		args := w.sign(path, m)
		if code, stdout, stderr := command(w.T, append(args, "--out", out)...); code != exitOK {
			w.Fatalf("member %d: exit %d: %s%s", m, code, stdout, stderr)
		}
		flags = append(flags, "--signature", out)
	}
	return flags
}

// sign is the command line of one member.
func (w *quorumWorld) sign(path string, m int) []string {
	return w.quorum("sign", path, "--dev-account", strconv.Itoa(m), "--store", w.file(fmt.Sprintf("store%d", m)))
}

// The members of the development committee, three of whom must sign.
var seats = []int{deployment.DevSigner, deployment.DevSigner + 1, deployment.DevSigner + 2, deployment.DevSigner + 3}

// carried sends the call of a file with three signatures from an account that has
// no role, and returns what the command said.
func (w *quorumWorld) carried(path string) string {
	w.Helper()
	args := append(w.quorum("call", path, "--dev-account", strconv.Itoa(deployment.DevFree+1)), w.signed(path, seats[:3]...)...)
	code, stdout, stderr := command(w.T, args...)
	if code != exitOK {
		w.Fatalf("call: exit %d: %s%s", code, stdout, stderr)
	}
	return stdout
}

// view asks a contract at the head.
func view[T any](w *quorumWorld, to common.Address, data []byte, unpack func([]byte) (T, error)) T {
	w.Helper()
	raw, err := w.node.Client().CallContract(w.Context(), ethereum.CallMsg{To: &to, Data: data}, nil)
	w.must(err)
	out, err := unpack(raw)
	w.must(err)
	return out
}

// measured has a final snapshot set of the incident on chain.
func (w *quorumWorld) measured() (set common.Hash) {
	w.Helper()
	incident, config, now := merkle.IncidentID(quorumIncident), w.config, uint64(w.node.Now().Unix())
	snapshot := contracts.LossSnapshot{
		ConfigDigest: config.Digest(), IncidentID: incident, SpecHash: common.Hash{1}, Revision: 1, Attempt: 1, MethodHash: common.Hash{2},
		SourceChainID: w.d.ChainID, FromBlock: 1, FromBlockHash: common.Hash{3}, ToBlock: 2, ToBlockHash: common.Hash{4}, OccurredFrom: now - 100,
		OccurredTo: now - 10, Asset: w.pool.Asset, TotalLoss: money.FromUint64(1), LeafCount: 1, LossRoot: common.Hash{5}, EvidenceHash: common.Hash{6},
		ValidUntil: now + 1000,
	}
	digest := snapshot.Digest(config.Domain())
	m := contracts.SnapshotSet{
		ConfigDigest: config.Digest(), IncidentID: incident, SpecHash: common.Hash{1}, Revision: 1, SnapshotsHash: contracts.SnapshotsHash([]common.Hash{digest}),
		Numeraire: w.pool.Asset, PricesHash: common.Hash{7}, ValidUntil: now + 1000,
	}
	set = m.Digest(config.Domain())
	w.send(deployment.DevFree, w.d.LossOracle, contracts.PackSubmit(snapshot, w.joined(digest)))
	w.send(deployment.DevFree, w.d.LossOracle, contracts.PackSubmitSet(m, []common.Hash{digest}, w.joined(set)))
	w.later(2 * time.Minute)
	return set
}

func (w *quorumWorld) joined(digest common.Hash) []byte {
	w.Helper()
	sigs, err := deployment.DevSignatures(3, w.d.ChainID, digest)
	w.must(err)
	out, err := contracts.JoinSignatures(digest, sigs)
	w.must(err)
	return out
}

// order is a payout order of the pool that the distributor would take now.
func (w *quorumWorld) order(set common.Hash, sequence, total uint64) contracts.PayoutOrder {
	w.Helper()
	incident, distributor := common.Hash(merkle.IncidentID(quorumIncident)), contracts.NewPayoutDistributor()
	o := contracts.PayoutOrder{
		ConfigDigest: w.config.Digest(), IncidentID: incident, PoolID: w.pool.ID, PayoutToken: w.pool.Asset, Sequence: sequence, SnapshotSetDigest: set,
		InputHash: common.Hash{8}, PayoutRoot: common.Hash{9}, LeafCount: 1, Total: money.FromUint64(total), ValidUntil: uint64(w.node.Now().Add(30 * 24 * time.Hour).Unix()),
	}
	o.SettlementID = merkle.SettlementID(w.d.ChainID, w.d.Distributor, o.IncidentID, o.PoolID, o.PayoutToken, sequence)
	committed := view(w, w.d.Distributor, distributor.PackCommitted(incident, w.pool.Asset), distributor.UnpackCommitted)
	o.CumulativeTotal = money.FromUint64(committed.Uint64() + total)
	o.Follows = view(w, w.d.Distributor, distributor.PackFollowsOf(incident, w.pool.Asset), distributor.UnpackFollowsOf)
	return o
}

func (w *quorumWorld) stateOf(id common.Hash) uint8 {
	w.Helper()
	d := contracts.NewPayoutDistributor()
	return view(w, w.d.Distributor, d.PackStateOf(id), d.UnpackStateOf)
}

// changed writes a file again with one thing changed.
func (w *quorumWorld) changed(path string, change func(all map[string]any)) string {
	w.Helper()
	raw, err := os.ReadFile(path)
	w.must(err)
	var all map[string]any
	w.must(json.Unmarshal(raw, &all))
	change(all)
	raw, err = json.Marshal(all)
	w.must(err)
	out := path + ".changed"
	w.must(os.WriteFile(out, raw, 0o600))
	return out
}

// says demands words in what a command said.
func (w *quorumWorld) says(said string, words ...string) {
	w.Helper()
	for _, word := range words {
		if !strings.Contains(said, word) {
			w.Errorf("%q is not in: %s", word, said)
		}
	}
}

// hexOf is a signature of a development account over a digest, as call takes it.
func (w *quorumWorld) hexOf(account int, digest common.Hash) string {
	w.Helper()
	sig, err := devSigner(account, w.d.ChainID).SignDigest(digest)
	w.must(err)
	return hexutil.Encode(sig)
}

// succeeded gives the oracle its next committee, with the same members.
func (w *quorumWorld) succeeded() {
	w.Helper()
	w.config.Count++
	o := contracts.NewLossOracle()
	w.send(deployment.DevDeployer, w.d.LossOracle, o.PackScheduleConfig(w.config.Digest()))
	w.later(24*time.Hour + time.Second)
	w.send(deployment.DevDeployer, w.d.LossOracle, contracts.PackActivateConfig(w.config))
	w.later(24*time.Hour + time.Second) // the grace of the one before it
}

// computed is an order with the entitlement file that it follows from.
func (w *quorumWorld) computed(set common.Hash) (o contracts.PayoutOrder, file string) {
	w.Helper()
	f := payouts.File{
		Incident: quorumIncident, Settlement: "stl_a", Pool: w.pool.PublicID, ChainID: w.d.ChainID, Distributor: w.d.Distributor, Token: w.pool.Asset, Sequence: 1,
		Rule: payouts.RuleWaterFill, Available: money.FromUint64(150),
		Rows: []payouts.Row{
			{ID: "ent_a", Part: payouts.PartCover, Receiver: devnet.Address(12), Amount: money.FromUint64(100)},
			{ID: "ent_b", Part: payouts.PartCover, Receiver: devnet.Address(13), Amount: money.FromUint64(200)},
		},
	}
	var raw bytes.Buffer
	w.must(payouts.WriteFile(&raw, f))
	file = w.file("entitlements")
	w.must(os.WriteFile(file, raw.Bytes(), 0o600))
	done, err := f.Compute()
	w.must(err)
	o = w.order(set, 1, done.Total().Big().Uint64())
	o.InputHash, o.LeafCount, o.PayoutRoot = crypto.Keccak256Hash(raw.Bytes()), uint32(done.LeafCount), done.Root(o.SettlementID)
	return o, file
}
