package settlements_test

import (
	"context"
	"errors"
	"math/big"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"makewhole/contracts"
	"makewhole/models"
	"makewhole/service"
	"makewhole/settlements"
	"makewhole/test/roomtest"
)

// contractsSay is a node whose contracts show what a test says.
type contractsSay struct {
	settlement     uint8
	root           uint64      // of a settlement that was published
	follows        common.Hash // the state that the next order must name
	config         uint8
	sealedRevision uint64
	set, member    uint8
	failing        error
	head           types.Header
}

func (c *contractsSay) Finalized(context.Context) (*types.Header, error) { return &c.head, c.failing }

func (c *contractsSay) CallsAtHash(_ context.Context, msgs []ethereum.CallMsg, block common.Hash) ([][]byte, error) {
	if block != c.head.Hash() {
		return nil, errors.New("not the final block")
	}
	stateOf := contracts.NewLossOracle().PackStateOf([32]byte{})[:4]
	distributor := contracts.NewPayoutDistributor()
	out := make([][]byte, len(msgs))
	words := func(n int, values ...uint64) []byte {
		b := make([]byte, 32*n)
		for i, v := range values {
			new(big.Int).SetUint64(v).FillBytes(b[32*i : 32*i+32])
		}
		return b
	}
	for i, m := range msgs {
		switch selector := string(m.Data[:4]); {
		case *m.To == roomtest.Distributor && selector == string(distributor.PackFollowsOf([32]byte{}, common.Address{})[:4]):
			out[i] = c.follows.Bytes()
		case *m.To == roomtest.Distributor && selector == string(distributor.PackStateOf([32]byte{})[:4]):
			out[i] = words(1, uint64(c.settlement))
		case *m.To == roomtest.Distributor:
			out[i] = words(8, c.root, 0, 0, 0, 0, uint64(c.settlement))
		case *m.To != roomtest.OracleAddr:
			return nil, errors.New("a question to nobody")
		case selector != string(stateOf) && i == 2:
			out[i] = words(9, uint64(c.config))
		case selector != string(stateOf):
			out[i] = words(3, 0, c.sealedRevision)
		case i == 4:
			out[i] = words(1, uint64(c.set))
		default:
			out[i] = words(1, uint64(c.member))
		}
	}
	return out, c.failing
}

// takes is a chain that would still publish the order.
func takes() *contractsSay {
	return &contractsSay{
		config: 1, set: contracts.SnapshotStateFinal, member: contracts.SnapshotStateFinal, head: types.Header{Number: big.NewInt(77), Extra: []byte("x")},
	}
}

// voiding is the service with that node.
func (w *world) voiding(node settlements.Caller) *settlements.Service {
	return must[*settlements.Service](w.T)(settlements.New(settlements.Config{
		DB: w.DB, Chain: w.Chain, Caller: node, Now: w.Clock.Now, ChainID: roomtest.ChainID, Operator: roomtest.Operator,
	}))
}

// orderSigned takes the only pool's tranche to a quorum's signatures.
func (w *world) orderSigned() (models.Incident, models.Settlement) {
	inc := w.Settling(100, "alice", "bob")
	st := w.Approved(w.Draft(&inc))
	return inc, must[models.Settlement](w.T)(w.Rooms.AcceptOrder(ctx, st.PublicID, w.Signatures(st, 3)))
}

// TestRefusedOrderIsVoidedByTwo: whatever makes the chain refuse the order for
// ever, two persons give money and commitment back, and the next tranche takes
// them again.
func TestRefusedOrderIsVoidedByTwo(t *testing.T) {
	for name, change := range map[string]func(*contractsSay){
		"committee":  func(c *contractsSay) { c.config = 3 },
		"sealed":     func(c *contractsSay) { c.sealedRevision = 5 },
		"rejected":   func(c *contractsSay) { c.set = contracts.SnapshotStateRejected },
		"struck":     func(c *contractsSay) { c.member = contracts.SnapshotStateStruck },
		"superseded": func(c *contractsSay) { c.member = contracts.SnapshotStateSuperseded },
		"revoked":    func(c *contractsSay) { c.settlement = contracts.SettlementStateCancelled },
		"undone":     func(c *contractsSay) { c.follows = contracts.FollowsState(common.Hash{}, 1) },
		"overtaken":  func(c *contractsSay) { c.follows = contracts.FollowsState(common.Hash{9}, 0) },
		"over":       func(c *contractsSay) { c.head.Time = 1 << 40 },
	} {
		t.Run(name, func(t *testing.T) {
			each(t, terms(), func(w *world) {
				t := w.T
				inc, st := w.orderSigned()
				node := takes()
				change(node)
				s := w.voiding(node)
				half := must[models.Settlement](t)(s.Void(ctx, w.Theo, st.PublicID, st.Version, "struck"))
				if half.State != models.SettlementSigned {
					t.Fatalf("one person made it %s", half.State)
				}
				w.Balance("lines:"+st.PublicID, 100)
				_, err := s.Void(ctx, w.Theo, st.PublicID, half.Version, "struck")
				wantErr(t, err, service.ErrForbidden)
				over := must[models.Settlement](t)(s.Void(ctx, w.Sara, st.PublicID, half.Version, "struck"))
				if over.State != models.SettlementCancelled || !strings.Contains(over.CancelReason, "block 77") {
					t.Fatalf("%s: %s", over.State, over.CancelReason)
				}
				w.Balance("lines:"+st.PublicID, 0)
				for _, l := range w.Stored(st) {
					if l.Line.State != models.AllocationVoid {
						t.Errorf("line %s is %s", l.Line.PublicID, l.Line.State)
					}
				}
				next := w.Draft(&inc)
				w.Lines(next, "alice=50 bob=50")
				if next.Sequence != st.Sequence+1 {
					t.Errorf("sequence %d", next.Sequence)
				}
			})
		})
	}
}

// TestOrderThatTheChainMayTakeStays, and so does one about which nobody knows.
func TestOrderThatTheChainMayTakeStays(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		_, st := w.orderSigned()
		refuse := func(node settlements.Caller, by models.Actor, want error) {
			t.Helper()
			_, err := w.voiding(node).Void(ctx, by, st.PublicID, st.Version, "struck")
			wantErr(t, err, want)
			if got := w.Settlement(st); got.State != models.SettlementSigned || got.Version != st.Version {
				t.Fatalf("settlement is %s at version %d", got.State, got.Version)
			}
		}
		refuse(takes(), w.Theo, service.ErrConflict)
		for _, state := range []uint8{contracts.SnapshotStateNone, contracts.SnapshotStateChallengeable, contracts.SnapshotStateChallenged, contracts.SnapshotStateSealed} {
			node := takes()
			node.set = state
			refuse(node, w.Theo, service.ErrConflict)
		}
		sealed := takes() // what is sealed stands, whatever its members look like
		sealed.set, sealed.member = contracts.SnapshotStateSealed, contracts.SnapshotStateStruck
		refuse(sealed, w.Theo, service.ErrConflict)
		onChain := takes()
		onChain.config, onChain.settlement, onChain.root = 3, contracts.SettlementStatePublished, 7
		refuse(onChain, w.Theo, service.ErrConflict)
		silent := takes()
		silent.config, silent.failing = 3, errors.New("no quorum of nodes")
		refuse(silent, w.Theo, service.ErrNotReady)
		refuse(nil, w.Theo, service.ErrNotReady)
		gone := takes()
		gone.config = 3
		refuse(gone, w.Anna, service.ErrForbidden)
	})
}

// TestVoidIsForSignedOrders: what nobody signed is cancelled, what is on chain is
// the chain's.
func TestVoidIsForSignedOrders(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		node := takes()
		node.config = 3
		s := w.voiding(node)
		inc := w.Settling(100, "alice", "bob")
		st := w.Draft(&inc)
		_, err := s.Void(ctx, w.Theo, st.PublicID, st.Version, "struck")
		wantErr(t, err, models.ErrState)
		st = w.Approved(st)
		_, err = s.Void(ctx, w.Theo, st.PublicID, st.Version, "struck")
		wantErr(t, err, service.ErrConflict)
		w.Tx(func(tx *models.Tx) error { // one member has signed, and the others never will
			return models.Insert(tx, &models.OracleReport{
				PublicID: models.NewID("rep"), Kind: "payout_order", SubjectID: st.ID, Digest: st.OrderDigest, Source: "http", Slot: "order",
				Signer: models.Addr(addr("member")), Signature: "0x" + strings.Repeat("ab", 65), ReceivedAt: tx.Now,
			})
		})
		_, err = w.Rooms.Cancel(ctx, w.Theo, st.PublicID, st.Version, "struck")
		wantErr(t, err, service.ErrConflict)
		st = must[models.Settlement](t)(s.Void(ctx, w.Sara, st.PublicID, st.Version, "struck"))
		_, err = s.Void(ctx, w.Theo, st.PublicID, st.Version+1, "struck")
		wantErr(t, err, models.ErrVersion)
		_, err = s.Void(ctx, w.Theo, st.PublicID, st.Version, "")
		wantErr(t, err, service.ErrInvalid)
		st = must[models.Settlement](t)(s.Void(ctx, w.Theo, st.PublicID, st.Version, "struck"))
		if st.State != models.SettlementCancelled {
			t.Fatalf("settlement is %s", st.State)
		}
		active := w.Active(w.Draft(&inc))
		_, err = s.Void(ctx, w.Theo, active.PublicID, active.Version, "struck")
		wantErr(t, err, models.ErrState)
	})
}
