package histories

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"pgregory.net/rapid"

	"makewhole/corrections"
	"makewhole/models"
	"makewhole/states"
	"makewhole/test/roomtest"
)

// record is another record of the drain: somebody entered it twice, or saw another
// module of it first.
type record struct {
	inc    models.Incident
	lost   map[string][2]uint64 // by token
	same   bool                 // it measured the positions that the first record measured
	merged bool
}

// plotRecord is what a second record measures.
type plotRecord struct {
	lost map[string][2]uint64
	same bool
}

func drawRecord(t *rapid.T, cast []string) *plotRecord {
	r := &plotRecord{lost: map[string][2]uint64{}, same: rapid.Bool().Draw(t, "same positions")}
	for _, n := range cast {
		var l [2]uint64
		if at := rapid.IntRange(0, 2).Draw(t, "lost there in"); at < 2 {
			l[at] = drawAmount(t, 1, 50, "loss there")
		}
		r.lost[n] = l
	}
	return r
}

// recorded enters a second record with its final snapshot set: of the same positions it
// measures of some accounts what the first record knows, of others something else.
func (s *story) recorded(p *plotRecord) {
	r := &record{inc: s.Confirmed(), lost: map[string][2]uint64{}, same: p.same}
	for at := range s.tokens {
		var losses []roomtest.Loss
		for i, n := range s.plot.cast {
			amount := p.lost[n][at]
			if known := s.lost(n, at); p.same && i%2 == 0 && known > 0 {
				amount = known
			}
			if amount == 0 {
				continue
			}
			losses = append(losses, roomtest.Lost(n, amount))
			l := r.lost[n]
			l[at] = amount
			r.lost[n] = l
		}
		if len(losses) > 0 {
			s.Snapshot(&r.inc, s.tokens[at].id, 0, losses...)
		}
	}
	s.Set(&r.inc, s.prices())
	s.records = append(s.records, r)
	s.Windows(0)
}

// another enters a second record of the drain, while there is none that waits.
func (s *story) another() error {
	if s.unmerged() != nil || len(s.records) > 1 {
		return errNobody
	}
	s.recorded(drawRecord(s.t, s.plot.cast))
	return nil
}

// unmerged is the record that is not merged, or nil.
func (s *story) unmerged() *record {
	for _, r := range s.records {
		if !r.merged {
			return r
		}
	}
	return nil
}

// there is what somebody does who knows the second record only: files a claim in it, or
// enters what an account got elsewhere.
func (s *story) there() error {
	r := s.unmerged()
	if r == nil {
		return errNobody
	}
	if len(s.covers) > 0 && rapid.IntRange(0, 2).Draw(s.t, "files there") > 0 {
		c := pick(s, s.covers, "cover")
		_, err := s.TryFile(&r.inc, c.row, c.account, drawAmount(s.t, 1, 200, "requested"))
		if err == nil {
			s.named[c.account] = true
		}
		return err
	}
	return s.receivedUnder(&r.inc, pick(s, s.plot.cast, "account"), drawAmount(s.t, 1, 60, "amount"))
}

// merge lets two persons say that the second record is of the same drain.
func (s *story) merge() error {
	r := s.unmerged()
	if r == nil || s.releasing() {
		return errNobody
	}
	return s.mergeOne(r, func(string, int) bool { return rapid.Bool().Draw(s.t, "adds") })
}

// mergeOne merges a record. What it measured adds to the losses where the positions are
// others; of the same positions it adds where both says so, and what both measured alike
// counts once.
func (s *story) mergeOne(r *record, both func(account string, token int) bool) error {
	m := corrections.Merge{IntoID: s.inc.PublicID, Positions: models.PositionsDifferent}
	adds := map[string][2]uint64{}
	if r.same {
		m.Positions = models.PositionsSame
	}
	for _, n := range s.plot.cast {
		var add [2]uint64
		for at, amount := range r.lost[n] {
			if add[at] = amount; amount == 0 || !r.same {
				continue
			}
			counts := corrections.CountsBoth
			if amount == s.lost(n, at) {
				counts, add[at] = "", 0
			} else if !both(n, at) {
				counts, add[at] = corrections.CountsOnce, 0
			}
			if counts != "" {
				in := s.tokens[at].in
				m.Overlaps = append(m.Overlaps, corrections.Overlap{Account: roomtest.Addr(n), ChainID: in.ChainID, Asset: in.Address, Counts: counts})
			}
		}
		adds[n] = add
	}
	row, err := s.past.ProposeMerge(ctx, s.Ben, r.inc.PublicID, m, stated("recorded_twice"))
	if err == nil {
		_, err = s.past.Confirm(ctx, s.Carl, row.PublicID, row.Version)
	}
	if err != nil && strings.Contains(err.Error(), "/overlaps") {
		s.t.Fatalf("the merge says everything that its rule leaves open, and is refused: %v", err)
	}
	if err != nil {
		if row.PublicID != "" {
			_, err2 := s.past.Refuse(ctx, s.Carl, row.PublicID, row.Version, "cannot be")
			err = errors.Join(err, err2)
		}
		return err
	}
	r.merged = true
	s.happened()
	for n, l := range adds {
		was := s.added[n]
		s.added[n] = [2]uint64{was[0] + l[0], was[1] + l[1]}
	}
	return nil
}

// prices are those of both snapshot sets.
func (s *story) prices() string {
	return fmt.Sprintf(`[{"chain_id":%d,"address":"%s","num":"%d","den":"%d"}]`,
		roomtest.ChainID, s.tokens[1].in.Address.Hex(), s.plot.price[0], s.plot.price[1])
}

// releasing reports whether a pool was asked to free what it keeps for the incident.
func (s *story) releasing() (asked bool) {
	s.Tx(func(tx *models.Tx) error {
		rows, err := tx.IntentsOf(states.Incident.Name, s.inc.ID)
		asked = false
		for i := range rows {
			asked = asked || rows[i].Kind == "release"
		}
		return err
	})
	return asked
}

// answered is what pools do when they are asked to set more aside: everything they have
// is set aside already, so that they add nothing.
func (s *story) answered() {
	if len(s.records) == 0 {
		return
	}
	type ask struct {
		intent models.TxIntent
		of     models.Incident
	}
	var asks []ask
	s.Tx(func(tx *models.Tx) error {
		asks = nil
		for _, inc := range append([]models.Incident{s.inc}, s.others()...) {
			rows, err := tx.IntentsOf(states.Incident.Name, inc.ID)
			if err != nil {
				return err
			}
			for i := range rows {
				if rows[i].Kind == "earmark" && rows[i].State == models.TxApproved {
					asks = append(asks, ask{rows[i], inc})
				}
			}
		}
		return nil
	})
	for _, a := range asks {
		s.sent(a.intent)
		s.Event(a.intent.To.Address, "Earmarked", map[string]any{"incident_id": a.of.ChainRef.Hash, "amount": roomtest.N(0), "left": roomtest.N(0)})
	}
	if len(asks) > 0 {
		s.apply()
	}
}

func (s *story) others() (out []models.Incident) {
	for _, r := range s.records {
		out = append(out, r.inc)
	}
	return out
}

// sent makes a transaction final on chain.
func (s *story) sent(intent models.TxIntent) {
	s.Block++
	nonce := s.Block
	hash := models.H([32]byte{1, byte(nonce >> 8), byte(nonce)})
	intent.Nonce, intent.BlockNumber, intent.TxHash, intent.BlockHash = &nonce, &nonce, &hash, &hash
	s.Tx(func(tx *models.Tx) error {
		row, err := intent, error(nil)
		for _, e := range []string{states.EventSign, states.EventSend, states.EventMine, states.EventFinalize} {
			if err == nil {
				err = models.Move(tx, states.Transaction, &row, e, models.SystemActor(states.SystemOutbox), "", "nonce", "block_number", "tx_hash", "block_hash")
			}
		}
		return err
	})
}

// mergeFact merges the record that the plot begins with, once. Where a pool was asked
// before to free what it keeps, what it still has is not told here.
func mergeFact(adds bool) fact {
	return func(s *story) error {
		r := s.unmerged()
		if r == nil {
			return errNobody
		}
		if s.Windows(time.Minute); s.releasing() {
			s.freed = true
			return errNobody
		}
		return s.mergeOne(r, func(string, int) bool { return adds })
	}
}
