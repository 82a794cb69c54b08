package respond_test

import (
	"context"
	"fmt"
	"log/slog"
	"math/big"
	"strings"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"

	"makewhole/chain"
	"makewhole/chain/devnet"
	"makewhole/claims/covers"
	"makewhole/incidents/respond"
	"makewhole/models"
	"makewhole/outbox"
	"makewhole/outbox/keys"
	"makewhole/outbox/witness"
	"makewhole/states"
	"makewhole/test/roomtest"
)

// till is a module with a pause that ends by itself: pauseFor(uint256), isPaused(),
// and any other call takes a thousand wei out of it while it is not paused.
var till = func() []byte {
	run := common.FromHex("0x60003560e01c" +
		"8063f3f449c71461003a57" + "8063b187bd261461005357" +
		"60005442101561002a57" + "600080fd" +
		"5b60006000600060006103e8335af100" +
		"5b60005442101561004957" + "600080fd" +
		"5b60043542016000" + "5500" +
		"5b60005442106000" + "5260206000f3")
	return append([]byte{0x60, byte(len(run)), 0x80, 0x60, 0x0b, 0x60, 0x00, 0x39, 0x60, 0x00, 0xf3}, run...)
}()

const (
	attacker  = 4
	responder = 2
	chainID   = 31337
)

// world is an embedded chain with a till, a store with people and a live monitor of
// the till, an outbox and a responder.
type world struct {
	*roomtest.World
	t       testing.TB
	node    *devnet.Node
	client  *chain.Client
	till    common.Address
	nonce   map[int]uint64
	module  models.Module
	monitor models.Monitor
	sender  *outbox.Sender
	desk    *respond.Responder
	people  *respond.Service
	found   int
}

func newWorld(w *roomtest.World, invariant bool) *world {
	t := w.T
	t.Helper()
	node, err := devnet.Start(t.Context(), devnet.Config{HTTPAddr: "127.0.0.1:0", Manual: true, FinalityDepth: 4})
	must(t, err)
	t.Cleanup(func() { must(t, node.Close()) })
	x := &world{World: w, t: t, node: node, nonce: map[int]uint64{}, people: &respond.Service{DB: w.DB, Chain: chainID}}
	w.Clock.Set(node.Now().Add(time.Minute))
	x.till = crypto.CreateAddress(devnet.Address(0), 0)
	x.transact(0, nil, 1_000_000, till)
	x.mine(2)
	x.client, err = chain.Dial(t.Context(), chain.Config{URLs: []string{node.URL()}, ChainID: chainID, Now: w.Clock.Now, FinalityDepth: 4})
	must(t, err)
	t.Cleanup(x.client.Close)
	x.module = roomtest.Must[models.Module](t)(w.Rooms.CreateModule(roomtest.Ctx, w.Sara, covers.ModuleInput{
		ProtocolID: w.Protocol().PublicID, ChainID: chainID, Address: x.till,
	}))
	x.monitor = models.Monitor{
		PublicID: models.NewID("mon"), ChainID: chainID, Module: "till", Name: "till-solvency", Number: 1, Content: []byte("{}"), ContentHash: models.H(common.Hash{1}),
		State: states.MonitorLive, AskedBy: &w.Anna.StaffID, ArmedBy: &w.Sara.StaffID,
	}
	head := x.header()
	w.Tx(func(tx *models.Tx) error {
		if err := models.Insert(tx, &x.monitor); err != nil {
			return err
		}
		return models.Insert(tx, &models.WatchedChain{
			ChainID: chainID, Number: head.Number.Int64(), Hash: models.H(head.Hash()), Highest: head.Number.Int64(), Head: head.Number.Int64(), Status: "{}", WatchedAt: tx.Now,
		})
	})
	x.restart()
	plan := x.write(1, invariant)
	plan = roomtest.Must[models.ResponsePlan](t)(x.people.Accept(roomtest.Ctx, w.Sara, plan.PublicID, plan.Version, "it is right"))
	return x
}

// restart forgets what a process keeps.
func (w *world) restart() {
	key, err := keys.NewDevSigner(responder, chainID)
	must(w.t, err)
	w.sender, err = outbox.NewSender(outbox.SenderConfig{
		DB: w.DB, Node: w.client, ChainID: chainID, Signers: []outbox.Signer{key}, Responder: key.Address(), Owner: "one", Now: w.Clock.Now,
		Witness: witness.Contracts{Node: w.client},
	})
	must(w.t, err)
	w.desk, err = respond.New(respond.Config{
		DB: w.DB, Node: w.client, Now: w.Clock.Now, Log: slog.New(slog.DiscardHandler), Chain: chainID, Sender: key.Address(), Witnesses: 2,
	})
	must(w.t, err)
}

func planText(at common.Address, version int, invariant bool) string {
	return fmt.Sprintf(`{"format": "makewhole.plan/1", "name": "stop-till", "version": %d, "chain": 31337, "module": "%s", "about": "stops the till for an hour",
 "monitors": [{"monitor": "till-solvency", "invariant": %v}],
 "steps": [{"name": "hour", "adapter": "pause_for", "target": "%s", "arguments": {"seconds": "3600"}, "authority": "R2"}]}`, version, at.Hex(), invariant, at.Hex())
}

func (w *world) write(version int, invariant bool) models.ResponsePlan {
	w.t.Helper()
	return roomtest.Must[models.ResponsePlan](w.t)(w.people.Write(roomtest.Ctx, w.Anna, []byte(planText(w.till, version, invariant)), "for the till"))
}

func (w *world) transact(from int, to *common.Address, wei int64, data []byte) common.Hash {
	w.t.Helper()
	tx := types.MustSignNewTx(devnet.Key(from), types.LatestSignerForChainID(big.NewInt(chainID)), &types.DynamicFeeTx{
		ChainID: big.NewInt(chainID), Nonce: w.nonce[from], To: to, Value: big.NewInt(wei), Gas: 300_000, GasFeeCap: big.NewInt(20e9), GasTipCap: big.NewInt(1e9), Data: data,
	})
	must(w.t, w.node.Client().SendTransaction(w.t.Context(), tx))
	w.nonce[from]++
	return tx.Hash()
}

// drain takes a thousand wei out of the till in a block of its own, if it pays.
func (w *world) drain() (paid bool) {
	w.t.Helper()
	hash := w.transact(attacker, &w.till, 0, []byte{1, 2, 3, 4})
	w.mine(1)
	r, err := w.node.Client().TransactionReceipt(w.t.Context(), hash)
	must(w.t, err)
	return r.Status == types.ReceiptStatusSuccessful
}

func (w *world) mine(n int) {
	w.t.Helper()
	must(w.t, w.node.Mine(n))
	if now := w.node.Now(); now.After(w.Clock.Now()) {
		w.Clock.Set(now)
	}
}

func (w *world) header() *types.Header {
	w.t.Helper()
	h, err := w.node.Client().HeaderByNumber(w.t.Context(), nil)
	must(w.t, err)
	return h
}

// watched makes the head the newest judged block, with what is final.
func (w *world) watched() {
	w.t.Helper()
	head := w.header()
	final, err := w.client.Finalized(w.t.Context())
	must(w.t, err)
	w.Tx(func(tx *models.Tx) error {
		at, err := tx.WatchedChainOf(chainID)
		if err != nil {
			return err
		}
		n := head.Number.Int64()
		at.Number, at.Hash, at.Highest, at.Head, at.WatchedAt = n, models.H(head.Hash()), max(n, at.Highest), n, tx.Now
		at.Final = max(at.Final, final.Number.Int64())
		at.Safe = max(at.Safe, at.Final)
		return models.Update(tx, &at, "number", "hash", "highest", "head", "watched_at", "final", "safe")
	})
}

// find is a finding of the monitor in the head block.
func (w *world) find(level string) models.Finding {
	w.t.Helper()
	w.found++
	head := w.header()
	hash := models.H(head.Hash())
	var f models.Finding
	w.Tx(func(tx *models.Tx) error {
		f = models.Finding{
			PublicID: models.NewID("fnd"), ChainID: chainID, MonitorID: w.monitor.ID, Dedup: models.H(common.BigToHash(big.NewInt(int64(w.found)))), Module: models.Addr(w.till),
			Severity: "P1", Class: "solvency", Damage: "yes", Level: level, Number: head.Number.Int64(), Hash: hash, LastNumber: head.Number.Int64(), Sightings: 1,
			BlockTime: tx.Now, SeenAt: tx.Now, ObservedAt: tx.Now, DecidedAt: tx.Now,
		}
		if err := models.Start(tx, states.Finding, &f, "find", models.JobActor(states.JobWatch), "till-solvency"); err != nil {
			return err
		}
		return models.Insert(tx, &models.FindingSighting{
			FindingID: f.ID, Number: f.Number, Hash: hash, Key: f.Dedup, Canonical: true, Damage: "yes", Shown: "{}", Evidence: models.H(common.Hash{9}),
		})
	})
	w.watched()
	return f
}

// lose takes a finding out of the chain, or brings it back, as the watcher does.
func (w *world) lose(f models.Finding, back bool) {
	w.t.Helper()
	w.Tx(func(tx *models.Tx) error {
		s, err := tx.LastSighting(f.ID)
		if err != nil {
			return err
		}
		s.Canonical = back
		if err := models.Update(tx, &s, "canonical"); err != nil {
			return err
		}
		row, err := models.ByID[models.Finding](tx, f.ID)
		if err != nil {
			return err
		}
		event := "retract"
		if back {
			event = "reinstate"
		}
		return models.Move(tx, states.Finding, &row, event, models.JobActor(states.JobWatch), "a block was replaced")
	})
}

func (w *world) round() respond.Report {
	w.t.Helper()
	r, err := w.desk.RunOnce(w.t.Context())
	must(w.t, err)
	return r
}

func (w *world) send() {
	w.t.Helper()
	_, err := w.sender.Run(w.t.Context())
	must(w.t, err)
}

// responses are all there are, oldest first.
func (w *world) responses() (out []models.Response) {
	w.t.Helper()
	w.Tx(func(tx *models.Tx) error {
		return models.EachRow(tx, func(r *models.Response) error {
			out = append(out, *r)
			return nil
		})
	})
	return out
}

// only is the one response, in a state.
func (w *world) only(state string) models.Response {
	w.t.Helper()
	rs := w.responses()
	if len(rs) != 1 || rs[0].State != state {
		w.t.Fatalf("%d responses, want one that is %s: %+v", len(rs), state, rs)
	}
	return rs[0]
}

func (w *world) intents() (out []models.TxIntent) {
	w.t.Helper()
	w.Tx(func(tx *models.Tx) error {
		return models.EachRow(tx, func(r *models.TxIntent) error {
			out = append(out, *r)
			return nil
		})
	})
	return out
}

func (w *world) containment() (state string) {
	w.t.Helper()
	w.Tx(func(tx *models.Tx) error {
		m, err := models.ByID[models.Module](tx, w.module.ID)
		state = m.Containment
		return err
	})
	return state
}

// paused reads the till at the head.
func (w *world) paused() bool {
	w.t.Helper()
	out, err := w.node.Client().CallContract(context.Background(), callOf(w.till, "b187bd26"), nil)
	must(w.t, err)
	return new(big.Int).SetBytes(out).Sign() != 0
}

// pauses counts the transactions that paused the till.
func (w *world) pauses() (n int) {
	w.t.Helper()
	head := w.header().Number.Int64()
	for i := int64(0); i <= head; i++ {
		b, err := w.node.Client().BlockByNumber(w.t.Context(), big.NewInt(i))
		must(w.t, err)
		for _, tx := range b.Transactions() {
			if tx.To() != nil && *tx.To() == w.till && strings.HasPrefix(common.Bytes2Hex(tx.Data()), "f3f449c7") {
				n++
			}
		}
	}
	return n
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
