package contracts_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"math/big"
	"os"
	"slices"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/signer/core/apitypes"

	"makewhole/contracts"
	"makewhole/merkle"
	"makewhole/money"
)

type vectorTree struct {
	Entries []struct {
		Account common.Address
		Amount  money.Amount
	}
	Leaves []common.Hash
	Root   common.Hash
	Proofs [][]common.Hash
	Level2 []common.Hash
}

type vectorTyped struct {
	Message                      json.RawMessage
	EncodeType                   string
	TypeHash, StructHash, Digest common.Hash
}

// vectors is vectors/vectors.json, made by ethers.
type vectors struct {
	ChainID             uint64
	Oracle, Distributor common.Address
	Separators          map[string]common.Hash
	Config              struct {
		contracts.OracleConfig
		Digest common.Hash
	}
	IDs struct {
		Incident, Pool                   string
		IncidentID, PoolID, SettlementID common.Hash
	}
	Payouts, Losses vectorTree
	Snapshots       []common.Hash
	Typed           map[string]vectorTyped
	Signatures      []struct {
		Signer    common.Address
		Signature hexutil.Bytes
	}
	Joined hexutil.Bytes
}

func loadVectors(t *testing.T) vectors {
	t.Helper()
	raw, err := os.ReadFile("vectors/vectors.json")
	if err != nil {
		t.Fatal(err)
	}
	var v vectors
	if err := json.Unmarshal(raw, &v); err != nil {
		t.Fatal(err)
	}
	v.Config.ChainID, v.Config.Oracle = v.ChainID, v.Oracle
	return v
}

// message reads one worked message as the Go type T.
func message[T any](t *testing.T, v vectors, name string) T {
	t.Helper()
	var m T
	d := json.NewDecoder(bytes.NewReader(v.Typed[name].Message))
	d.DisallowUnknownFields()
	if err := d.Decode(&m); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return m
}

func same(t *testing.T, what string, got, want common.Hash) {
	t.Helper()
	if got != want || want == (common.Hash{}) {
		t.Errorf("%s is %s, ethers says %s", what, got, want)
	}
}

// signable is what every message offers for its domain D.
type signable[D any] interface {
	StructHash() common.Hash
	Digest(D) common.Hash
	TypedData(D) contracts.TypedData
}

// checkMessage compares our hashes, and what a wallet would make of our
// typed-data request, with the vectors.
func checkMessage[D any, M signable[D]](t *testing.T, v vectors, name string, d D) {
	t.Helper()
	m, want := message[M](t, v, name), v.Typed[name]
	same(t, name+" struct hash", m.StructHash(), want.StructHash)
	same(t, name+" digest", m.Digest(d), want.Digest)
	raw, err := json.Marshal(m.TypedData(d))
	if err != nil {
		t.Fatal(err)
	}
	var request apitypes.TypedData
	if err := json.Unmarshal(raw, &request); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	hash, _, err := apitypes.TypedDataAndHash(request)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	same(t, name+" as a wallet sees it", common.Hash(hash), want.Digest)
	same(t, name+" type hash", common.Hash(request.TypeHash(name)), want.TypeHash)
}

func testVectorsInGo(t *testing.T) {
	t.Parallel()
	v := loadVectors(t)
	d := contracts.Domain{ChainID: v.ChainID, Oracle: v.Oracle}
	dd := contracts.DistributorDomain{ChainID: v.ChainID, Distributor: v.Distributor}
	same(t, "oracle domain", d.Separator(), v.Separators["LossOracle"])
	same(t, "distributor domain", dd.Separator(), v.Separators["PayoutDistributor"])
	checkMessage[contracts.Domain, contracts.LossSnapshot](t, v, "LossSnapshot", d)
	checkMessage[contracts.Domain, contracts.SnapshotSet](t, v, "SnapshotSet", d)
	checkMessage[contracts.Domain, contracts.PayoutOrder](t, v, "PayoutOrder", d)
	checkMessage[contracts.Domain, contracts.CancelOrder](t, v, "CancelOrder", d)
	checkMessage[contracts.Domain, contracts.PoolOrder](t, v, "PoolOrder", d)
	checkMessage[contracts.Domain, contracts.RecoverRole](t, v, "RecoverRole", d)
	checkMessage[contracts.Domain, contracts.ProofOfLoss](t, v, "ProofOfLoss", d)
	checkMessage[contracts.DistributorDomain, contracts.RedeemTo](t, v, "RedeemTo", dd)
	same(t, "config digest", v.Config.OracleConfig.Digest(), v.Config.Digest)
	if err := v.Config.Validate(); err != nil {
		t.Error(err)
	}
	set := message[contracts.SnapshotSet](t, v, "SnapshotSet")
	reversed := slices.Clone(v.Snapshots)
	slices.Reverse(reversed)
	same(t, "snapshots hash", contracts.SnapshotsHash(reversed), set.SnapshotsHash)
	if domain := v.Config.Domain(); domain != d {
		t.Errorf("domain of the configuration is %+v", domain)
	}
}

func testVectorsOfTrees(t *testing.T) {
	t.Parallel()
	v := loadVectors(t)
	same(t, "incident id", common.Hash(merkle.IncidentID(v.IDs.Incident)), v.IDs.IncidentID)
	same(t, "pool id", common.Hash(merkle.PoolID(v.IDs.Pool)), v.IDs.PoolID)
	o := message[contracts.PayoutOrder](t, v, "PayoutOrder")
	id := merkle.SettlementID(v.ChainID, v.Distributor, v.IDs.IncidentID, v.IDs.PoolID, o.PayoutToken, o.Sequence)
	same(t, "settlement id", id, v.IDs.SettlementID)
	for name, c := range map[string]struct {
		id   common.Hash
		leaf func(merkle.Hash, uint64, [20]byte, money.Amount) merkle.Hash
		tree vectorTree
	}{
		"payouts": {v.IDs.SettlementID, merkle.PayoutLeaf, v.Payouts},
		"losses":  {v.IDs.IncidentID, merkle.PayoutLeaf, v.Losses},
	} {
		leaves := make([]merkle.Hash, len(c.tree.Entries))
		for i, e := range c.tree.Entries {
			leaves[i] = c.leaf(c.id, uint64(i), e.Account, e.Amount)
			same(t, name+" leaf", leaves[i], c.tree.Leaves[i])
		}
		tree := merkle.Build(leaves)
		same(t, name+" root", tree.Root(), c.tree.Root)
		for i, proof := range c.tree.Proofs {
			if got := tree.Proof(i); !slices.EqualFunc(got, proof, func(a merkle.Hash, b common.Hash) bool { return a == b }) {
				t.Errorf("%s proof %d is %x, want %x", name, i, got, proof)
			}
		}
		for i, node := range c.tree.Level2 {
			same(t, name+" node of layer 2", tree.Node(2, i), node)
		}
	}
}

func TestVectorsOfSignatures(t *testing.T) {
	t.Parallel()
	v := loadVectors(t)
	d := v.Typed["PayoutOrder"].Digest
	var sigs [][]byte
	for i, s := range v.Signatures {
		by, err := contracts.RecoverSigner(d, s.Signature)
		if err != nil || by != s.Signer {
			t.Errorf("signature %d is by %s, %v", i, by, err)
		}
		sigs = append(sigs, s.Signature)
	}
	slices.Reverse(sigs)
	joined, err := contracts.JoinSignatures(d, sigs)
	if err != nil || !bytes.Equal(joined, v.Joined) {
		t.Errorf("joined %x, %v", joined, err)
	}
	signers, err := v.Config.VerifyQuorum(d, v.Joined)
	if err != nil || len(signers) != 3 {
		t.Errorf("quorum %v, %v", signers, err)
	}
	swapped := slices.Concat(joined[65:130], joined[:65], joined[130:])
	foreign, err := contracts.JoinSignatures(d, append(slices.Clone(sigs), newPerson("stranger").sign(t, d)))
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		joined []byte
		want   error
	}{
		"one short":    {joined[:130], contracts.ErrNoQuorum},
		"a byte short": {joined[:194], contracts.ErrSignature},
		"out of order": {swapped, contracts.ErrDuplicateSigner},
		"twice":        {slices.Concat(joined, joined[130:]), contracts.ErrDuplicateSigner},
		"foreign":      {foreign, contracts.ErrUnknownSigner},
		"high s":       {slices.Concat(joined[:130], highS(joined[130:])), contracts.ErrSignature},
		"zero":         {make([]byte, 195), contracts.ErrSignature},
	} {
		if _, err := v.Config.VerifyQuorum(d, c.joined); !errors.Is(err, c.want) {
			t.Errorf("%s: got %v, want %v", name, err, c.want)
		}
	}
	if _, err := contracts.JoinSignatures(d, [][]byte{sigs[0], sigs[0]}); !errors.Is(err, contracts.ErrDuplicateSigner) {
		t.Errorf("joining one signer twice: %v", err)
	}
}

// The Solidity side, with the deployed code at the addresses of the example.
func testVectorsInSolidity(t *testing.T) {
	t.Parallel()
	v := loadVectors(t)
	w := newWorld(t)
	w.db.SetCode(v.Oracle, w.db.GetCode(w.oracle), 0)
	w.db.SetCode(v.Distributor, w.db.GetCode(w.dist), 0)
	ask := func(to common.Address, data []byte) common.Hash { return common.BytesToHash(w.view(to, data)) }

	same(t, "oracle domain", ask(v.Oracle, oracleABI.PackDomainSeparator()), v.Separators["LossOracle"])
	same(t, "distributor domain", ask(v.Distributor, distABI.PackDomainSeparator()), v.Separators["PayoutDistributor"])
	s := message[contracts.LossSnapshot](t, v, "LossSnapshot")
	same(t, "snapshot", ask(v.Oracle, oracleABI.PackHashSnapshot(s.Binding())), v.Typed["LossSnapshot"].Digest)
	set := message[contracts.SnapshotSet](t, v, "SnapshotSet")
	same(t, "set", ask(v.Oracle, oracleABI.PackHashSet(set.Binding())), v.Typed["SnapshotSet"].Digest)
	o := message[contracts.PayoutOrder](t, v, "PayoutOrder")
	same(t, "order", ask(v.Oracle, oracleABI.PackHashOrder(o.Binding())), v.Typed["PayoutOrder"].Digest)
	c := message[contracts.CancelOrder](t, v, "CancelOrder")
	same(t, "cancel order", ask(v.Oracle, oracleABI.PackHashCancel(c.Binding())), v.Typed["CancelOrder"].Digest)
	h := loadMock(t, "Hashes")
	hashes := h.deploy(w.evm, w.admin.addr)
	po := message[contracts.PoolOrder](t, v, "PoolOrder")
	same(t, "pool order", ask(hashes, h.pack(t, "poolOrderHash", po.Binding())), v.Typed["PoolOrder"].StructHash)
	rr := message[contracts.RecoverRole](t, v, "RecoverRole")
	same(t, "recover role", ask(hashes, h.pack(t, "recoverRoleHash", rr.Binding())), v.Typed["RecoverRole"].StructHash)
	r := message[contracts.RedeemTo](t, v, "RedeemTo")
	same(t, "redeem to", ask(v.Distributor,
		distABI.PackHashRedeemTo(r.SettlementID, num(r.Index), r.NewReceiver, r.Deadline)), v.Typed["RedeemTo"].Digest)
	cfg := v.Config
	same(t, "config digest", ask(v.Oracle,
		oracleABI.PackConfigDigestOf(cfg.Count, cfg.Signers, cfg.F, cfg.Threshold, cfg.Params())), cfg.Digest)
	same(t, "settlement id", ask(v.Distributor, distABI.PackSettlementId(o.Key().Binding())), v.IDs.SettlementID)

	var items []contracts.Item
	for i, e := range v.Payouts.Entries {
		leaf := h.pack(t, "leafOf", v.IDs.SettlementID, num(uint64(i)), e.Account, e.Amount.Big())
		same(t, "leaf", ask(hashes, leaf), v.Payouts.Leaves[i])
		items = append(items, contracts.Item{Receiver: e.Account, Amount: e.Amount})
	}
	for lo := 0; lo < len(items); lo += 4 {
		packed, err := contracts.PackItems(items[lo:min(lo+4, len(items))])
		if err != nil {
			t.Fatal(err)
		}
		node := ask(hashes, h.pack(t, "subtreeOf", v.IDs.SettlementID, num(uint64(lo)), packed))
		same(t, "node of layer 2", node, v.Payouts.Level2[lo/4])
	}
	packed, err := contracts.PackItems(items)
	if err != nil {
		t.Fatal(err)
	}
	same(t, "root", ask(hashes, h.pack(t, "subtreeOf", v.IDs.SettlementID, new(big.Int), packed)), v.Payouts.Root)
	same(t, "escheat id", ask(w.dist, distABI.PackESCHEAT()), escheat)
	same(t, "recovery id", ask(w.vault, vaultABI.PackRECOVERY()), recovery)
}

// Subtrees of every size hash in Solidity as the merkle package builds them.
func testSubtreesOfEverySize(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	h := loadMock(t, "Hashes")
	hashes := h.deploy(w.evm, w.admin.addr)
	items := richItems(contracts.MaxPushItems)
	id := crypto.Keccak256Hash([]byte("some settlement"))
	const first = 512
	var leaves []merkle.Hash
	for i, it := range items {
		leaves = append(leaves, merkle.PayoutLeaf(id, first+uint64(i), it.Receiver, it.Amount))
		packed, err := contracts.PackItems(items[:i+1])
		if err != nil {
			t.Fatal(err)
		}
		got := common.BytesToHash(w.view(hashes, h.pack(t, "subtreeOf", id, num(first), packed)))
		if want := common.Hash(merkle.Build(leaves).Root()); got != want {
			t.Fatalf("subtree of %d items is %s, want %s", i+1, got, want)
		}
	}
}

func TestPackItemsRefuses(t *testing.T) {
	t.Parallel()
	edge := money.MustParse("79228162514264337593543950335") // 2^96 − 1
	packed, err := contracts.PackItems([]contracts.Item{{Receiver: common.Address{1}, Amount: edge}})
	if err != nil || !bytes.Equal(packed[20:], bytes.Repeat([]byte{0xff}, 12)) {
		t.Errorf("packed %x, %v", packed, err)
	}
	over, _ := edge.Add(money.FromUint64(1))
	if _, err := contracts.PackItems([]contracts.Item{{Amount: over}}); !errors.Is(err, contracts.ErrTooLarge) {
		t.Errorf("2^96: %v", err)
	}
	for _, n := range []int{0, 257} {
		if _, err := contracts.PackItems(make([]contracts.Item, n)); err == nil {
			t.Errorf("%d items were packed", n)
		}
	}
}

func TestMasks(t *testing.T) {
	t.Parallel()
	var m contracts.Mask
	for _, i := range []int{0, 63, 64, 200, 255} {
		m.Set(i)
	}
	if got := slices.Collect(m.Items()); !slices.Equal(got, []int{0, 63, 64, 200, 255}) || m.Len() != 5 {
		t.Errorf("items %v", got)
	}
	if contracts.MaskFromBig(m.Big()) != m || m.Big().Bit(200) != 1 || m.Big().Bit(199) != 0 {
		t.Errorf("mask through the ABI is %v", contracts.MaskFromBig(m.Big()))
	}
	if contracts.FirstItems(256).Len() != 256 || contracts.FirstItems(3) != (contracts.Mask{7}) {
		t.Error("FirstItems is wrong")
	}
}
