package corrections_test

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/claims/covers"
	"makewhole/corrections"
	"makewhole/incidents"
	"makewhole/models"
	"makewhole/service"
	"makewhole/states"
	"makewhole/test/roomtest"
)

// specified reports an incident of a module of the protocol from a block on.
func (w *world) specified(room *incidents.Service, from uint64) models.Incident {
	w.T.Helper()
	at, token := uint64(w.Clock.Now().Unix()), models.SpecAsset{ChainID: roomtest.ChainID, Address: roomtest.TokenAddr}
	spec := models.IncidentSpec{
		Format: models.SpecFormat, Method: models.MethodViewFlows, Numeraire: token, OccurredFrom: at - 600, OccurredTo: at - 300,
		Modules: []models.SpecModule{w.blocks(from)},
	}
	protocol := w.Protocol()
	return must[models.Incident](w.T)(room.Report(ctx, w.Intake, incidents.Input{
		ProtocolID: protocol.PublicID, Title: "Drained", ObservedAt: w.Clock.Now(), Spec: &spec, Reason: "seen",
	}))
}

func (w *world) blocks(from uint64) models.SpecModule {
	return models.SpecModule{
		ChainID: roomtest.ChainID, Address: addr("module"), Asset: roomtest.TokenAddr, FromBlock: from, FromHash: common.Hash{1}, ToBlock: from + 4, ToHash: common.Hash{2},
		DeployedBlock: 1, View: "assetsOf(address)", Flows: models.VaultFlows(),
	}
}

// TestMergedBeforeItIsMeasured: the record that goes on takes the blocks of the other
// into its specification, and is not confirmed without them.
func TestMergedBeforeItIsMeasured(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		room := must[*incidents.Service](t)(incidents.New(incidents.Config{DB: w.DB}))
		earlier := w.Confirmed() // records the committee
		w.Module(&earlier, 1)
		w.Clock.Advance(time.Hour)
		first, second := w.specified(room, 10), w.specified(room, 20)
		_, err := w.proposeMerge(&second, &earlier, models.PositionsDifferent)
		wantErr(t, err, service.ErrConflict) // its specification is fixed
		_, err = w.proposeMerge(&second, &first, models.PositionsDifferent, w.said("alice", corrections.CountsOnce))
		wantField(t, err, "/overlaps")
		w.merge(&second, &first, models.PositionsDifferent)
		first = must[models.Incident](t)(room.Advance(ctx, w.Anna, first.PublicID, first.Version, "review", "looking"))
		_, err = room.Advance(ctx, w.Sara, first.PublicID, first.Version, "confirm", "seen on chain")
		wantErr(t, err, incidents.ErrIncomplete)
		if !strings.Contains(err.Error(), second.PublicID) || !strings.Contains(err.Error(), "from block 20 to 24") {
			t.Error(err)
		}
		spec, err := models.ParseIncidentSpec([]byte(first.Spec))
		if err != nil {
			t.Fatal(err)
		}
		spec.Modules[0].ToBlock = 24
		first = must[models.Incident](t)(room.SetSpec(ctx, w.Anna, first.PublicID, first.Version, spec, nil))
		first = must[models.Incident](t)(room.Advance(ctx, w.Sara, first.PublicID, first.Version, "confirm", "seen on chain"))
		if first.State != states.IncidentConfirmed {
			t.Fatalf("%+v", first)
		}
		_, err = room.Advance(ctx, w.Sara, second.PublicID, w.incident(&second).Version, "review", "again")
		wantErr(t, err, models.ErrState)
	})
}

// TestMergesFollowEachOther: the third record is merged into the second, that one into
// the first; the id of each leads to the first, whose loss counts all three.
func TestMergesFollowEachOther(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		w.CoverOf(covers.Blanket, "dave", 1000)
		w.Clock.Advance(2 * time.Hour)
		first, second, third := w.record(lost("alice", 100)), w.record(lost("alice", 20)), w.record(lost("alice", 3), lost("bob", 7))
		w.merge(&third, &second, models.PositionsDifferent)
		w.account(&second, "alice", "23 0 0 23")
		_, err := w.proposeMerge(&first, &third, models.PositionsSame)
		wantField(t, err, "/into")
		if !strings.Contains(err.Error(), second.PublicID) {
			t.Error(err)
		}
		w.merge(&second, &first, models.PositionsDifferent)
		for _, inc := range []models.Incident{first, second, third} {
			w.account(&inc, "alice", "123 0 0 123")
			w.account(&inc, "bob", "7 0 0 7")
		}
		w.Windows(0)
		w.Fund(&first, "lp1", 400)
		w.Events()
		w.Windows(4 * time.Hour)
		w.Lines(w.Draft(&first), "alice=123 bob=7")
		_, err = w.proposeMerge(&first, &second, models.PositionsSame)
		wantField(t, err, "/into")
	})
}

// TestBothHaveMoney: a record that pays, or to which money came back, ends in no other
// one; a draft that nobody agreed to is cancelled, and what it kept is free.
func TestBothHaveMoney(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		w.CoverOf(covers.Blanket, "dave", 1000)
		w.Fund(nil, "lp1", 400)
		w.Clock.Advance(2 * time.Hour)
		var both []models.Incident
		for range 2 {
			inc := w.record(lost("alice", 100))
			w.Earmark(&inc, 100)
			w.Events()
			w.Windows(4 * time.Hour)
			both = append(both, inc)
		}
		first, second := both[0], both[1]
		w.Paid(w.Draft(&first))
		draft := w.Draft(&second)
		row := must[models.Correction](t)(w.proposeMerge(&second, &first, models.PositionsSame))
		agreed := w.Approved(draft)
		_, err := w.Confirm(ctx, w.Carl, row.PublicID, row.Version)
		wantErr(t, err, service.ErrConflict)
		if !strings.Contains(err.Error(), draft.PublicID) {
			t.Error(err)
		}
		agreed = must[models.Settlement](t)(w.Rooms.Cancel(ctx, w.Theo, agreed.PublicID, agreed.Version, "one drain"))
		again := w.Draft(&second)
		_ = must[models.Correction](t)(w.Confirm(ctx, w.Carl, row.PublicID, row.Version))
		if st := w.Settlement(again); st.State != models.SettlementCancelled {
			t.Errorf("the draft is %s", st.State)
		}
		w.account(&second, "alice", "100 100 0 0")
		if got := w.verified("V16", "V3", "V2"); got != nil {
			t.Error(got)
		}
		if r := w.Windows(0); r.Released != 1 {
			t.Errorf("%d earmarks of merged records are released", r.Released)
		}
		third := w.record(lost("alice", 100))
		w.comesBack(&third, 10)
		w.Windows(4 * time.Hour)
		for _, m := range [][2]models.Incident{{third, first}, {first, third}} {
			_, err := w.proposeMerge(&m[0], &m[1], models.PositionsSame)
			wantErr(t, err, service.ErrConflict)
		}
	})
}

// sent makes what was asked of the pool for an incident final on chain.
func (w *world) sent(inc *models.Incident, kind string, nonce int64) {
	w.T.Helper()
	w.Tx(func(tx *models.Tx) error {
		rows, err := tx.IntentsOf(states.Incident.Name, inc.ID)
		for i := range rows {
			if err != nil || rows[i].Kind != kind {
				continue
			}
			hash := models.H(common.Hash{byte(nonce)})
			rows[i].Nonce, rows[i].BlockNumber, rows[i].TxHash, rows[i].BlockHash = &nonce, &nonce, &hash, &hash
			for _, e := range []string{states.EventSign, states.EventSend, states.EventMine, states.EventFinalize} {
				if err == nil {
					err = models.Move(tx, states.Transaction, &rows[i], e, models.SystemActor(states.SystemOutbox), "", "nonce", "block_number", "tx_hash", "block_hash")
				}
			}
		}
		return err
	})
}

// TestMergedEarmark: when the pool has released what it kept for the merged record, the
// one that goes on asks it for what is missing.
func TestMergedEarmark(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		w.CoverOf(covers.Blanket, "dave", 200)
		w.Fund(nil, "lp1", 400)
		w.Clock.Advance(2 * time.Hour)
		first := w.record(lost("alice", 100))
		second := w.record(lost("bob", 60))
		w.sent(&first, "earmark", 1)
		w.sent(&second, "earmark", 2)
		w.Earmark(&first, 120)
		w.Earmark(&second, 80)
		w.Events()
		w.merge(&second, &first, models.PositionsDifferent)
		if r := w.Windows(0); r.Released != 1 || r.Earmarked != 0 {
			t.Fatalf("%+v", r)
		}
		w.sent(&second, "release", 3)
		w.Event(roomtest.PoolAddr, "ReleaseBegun", map[string]any{"incident_id": second.ChainRef.Hash, "by": addr("operator"),
			"releasable_from": strconv.FormatInt(w.Clock.Now().Unix(), 10)})
		w.Events()
		if r := w.Windows(0); r.Earmarked != 0 {
			t.Fatalf("asked before the release has ended: %+v", r)
		}
		w.Event(roomtest.PoolAddr, "Released", map[string]any{"incident_id": second.ChainRef.Hash, "amount": n(80), "left": n(0)})
		w.Events()
		if r := w.Windows(0); r.Earmarked != 1 {
			t.Fatalf("%+v", r)
		}
		w.Tx(func(tx *models.Tx) error {
			in, err := tx.IntentByKey("earmark:" + first.PublicID + ":" + w.Pool.PublicID + ":2")
			if err == nil && (in.Kind != "earmark" || in.State != models.TxApproved) {
				t.Errorf("%+v", in)
			}
			return err
		})
	})
}

// TestExclusionsAndKeysGoOn: who is excluded in the merged record takes no part in the
// other either, and who has lost a key there receives elsewhere here. An account that
// one record excludes and the other does not is asked about.
func TestExclusionsAndKeysGoOn(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		w.CoverOf(covers.Blanket, "dave", 1000)
		w.Fund(nil, "lp1", 400)
		w.Clock.Advance(2 * time.Hour)
		first, second := w.record(lost("bob", 50)), w.record(lost("alice", 40), lost("bob", 10), lost("carol", 30))
		w.Earmark(&first, 400)
		w.Events()
		hers := must[models.Correction](t)(w.ProposeReceiver(ctx, w.Ben, second.PublicID, addr("carol"), addr("heirs"), fact("estate")))
		_, err := w.proposeMerge(&second, &first, models.PositionsDifferent)
		wantErr(t, err, service.ErrConflict) // a correction of it is open
		_ = must[models.Correction](t)(w.Confirm(ctx, w.Carl, hers.PublicID, hers.Version))
		w.excluded(&second) // alice
		if n := w.advance(15 * 24 * time.Hour); n != 1 {
			t.Fatalf("%d exclusions stand", n)
		}
		w.Windows(0)
		w.merge(&second, &first, models.PositionsDifferent)
		w.Tx(func(tx *models.Tx) error {
			kind, err := tx.ExcludedAs(first.ID, addr("alice"))
			if kind != "attacker" {
				t.Errorf("alice is excluded as %q", kind)
			}
			return err
		})
		st := w.Draft(&first)
		w.Lines(st, "bob=60 carol=30")
		for _, l := range w.Stored(st) {
			if l.Entitlement.Affected.Address == addr("carol") && l.Line.Receiver.Address != addr("heirs") {
				t.Errorf("carol's line goes to %s", l.Line.Receiver.Hex())
			}
		}
		third := w.record(lost("alice", 40), lost("erin", 5))
		w.Windows(4 * time.Hour)
		_, err = w.proposeMerge(&third, &first, models.PositionsDifferent)
		if err != nil {
			t.Errorf("alice is excluded where the record goes on: %v", err)
		}
		insider := must[models.Correction](t)(w.ProposeExclusion(ctx, w.Ben, third.PublicID, addr("erin"), "insider", fact("insider_found")))
		_ = insider
	})
}

// TestPositionsOfBothAreInsured: what each record measured of positions insures its own
// part of a loss.
func TestPositionsOfBothAreInsured(t *testing.T) {
	each(t, terms(), func(w *world) {
		w.CoverOf(covers.Blanket, "dave", 10_000)
		w.Clock.Advance(2 * time.Hour)
		first := w.Confirmed()
		w.Averaged(&first, 3600)
		w.Snapshot(&first, w.AssetID(), 0, roomtest.LostHeld("alice", 100, 100, 40), roomtest.LostHeld("bob", 50, 50, 50))
		w.Set(&first, "[]")
		second := w.record(lost("alice", 60), lost("carol", 30))
		w.Windows(0)
		w.Fund(&first, "lp1", 5000)
		w.Events()
		w.merge(&second, &first, models.PositionsDifferent)
		w.account(&first, "alice", "160 0 0 160")
		w.Windows(4 * time.Hour)
		w.Lines(w.Draft(&first), "alice=100 bob=50 carol=30")
	})
}

// TestExpiredClaimIsReinstated after its record was merged.
func TestExpiredClaimIsReinstated(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		cover := w.Cover("alice", 100, "alice")
		w.Fund(nil, "lp1", 400)
		w.Clock.Advance(2 * time.Hour)
		first, second := w.record(lost("alice", 100)), w.record(lost("alice", 100))
		c := w.expired(&second, cover, 100)
		w.merge(&second, &first, models.PositionsSame)
		row := must[models.Correction](t)(w.ProposeReinstatement(ctx, w.Ben, c.PublicID, fact("request_not_received")))
		_ = must[models.Correction](t)(w.Confirm(ctx, w.Carl, row.PublicID, row.Version))
		if c = w.Claim(c); c.State != models.ClaimUnderReview || c.IncidentID != first.ID || c.Eligible.String() != "100" {
			t.Errorf("%+v", c)
		}
	})
}
