package histories

import (
	"errors"
	"fmt"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"pgregory.net/rapid"

	"makewhole/claims/entitlements"
	"makewhole/models"
	"makewhole/test/roomtest"
)

// receiverTerm is how long a line waits for a receiver that nobody names, and
// longer than three silent reviewers.
const receiverTerm = 30 * 24 * time.Hour

// month passes where somebody cannot receive by default.
func (s *story) month() error {
	if len(s.plot.unreceiving) == 0 {
		return errNobody
	}
	s.Windows(receiverTerm)
	return nil
}

// lostKey lets two persons name who receives the lines of an account that nobody has
// the key of: what anybody is owed stays the same.
func (s *story) lostKey() error { return s.inherit(pick(s, s.plot.cast, "account")) }

func (s *story) inherit(account string) error {
	heir := roomtest.Addr(fmt.Sprint("heir of ", account, len(s.heirs)))
	row, err := s.past.ProposeReceiver(ctx, s.Ben, s.inc.PublicID, roomtest.Addr(account), heir, stated("key_lost"))
	if err != nil {
		return err
	}
	if _, err = s.past.Confirm(ctx, s.Sara, row.PublicID, row.Version); err == nil {
		s.heirs[account] = inheritance{heir, s.Clock.Now()}
	}
	return err
}

// inheritance is who receives the lines of an account since when.
type inheritance struct {
	to    common.Address
	since time.Time
}

// register lets who cannot receive by default name a receiver by a proof, which a
// reviewer accepts or does not look at.
func (s *story) register() error {
	if len(s.plot.unreceiving) == 0 {
		return errNobody
	}
	account := pick(s, s.plot.unreceiving, "who")
	to := fmt.Sprint("owner of ", account)
	e, err := s.Rooms.RegisterReceiver(ctx, roomtest.Wallet(to), s.inc.PublicID, roomtest.Addr(account), roomtest.Addr(to), s.Proof(&s.inc, account, to, to))
	if errors.Is(err, models.ErrNotFound) {
		return errNobody // no line without a claim
	}
	if err != nil {
		return err
	}
	s.named[account] = true
	if rapid.IntRange(0, 3).Draw(s.t, "accepted") == 0 {
		return nil
	}
	_, err = s.Rooms.AcceptEntitlementReceiver(ctx, s.Anna, e.PublicID, e.Version)
	return err
}

// parked reports whether a line is paid to nobody: its leaf names the distributor,
// which neither door of the contract pays.
func parked(l *models.Allocation) bool { return l.Receiver.Address == roomtest.Distributor }

// receivers holds that no leaf of who cannot receive by default names anybody before
// somebody was named; and that a leaf that was written after two persons
// named the heirs of an account names them.
func (s *story) receivers(what string) {
	if len(s.plot.unreceiving)+len(s.heirs) == 0 {
		return
	}
	s.eachLeaf(func(st *models.Settlement, _ bool, l *models.Allocation, e *models.Entitlement) {
		if parked(l) {
			return
		}
		for _, n := range s.plot.unreceiving {
			if e.Affected.Address == roomtest.Addr(n) && !s.named[n] && s.heirs[n].since.IsZero() {
				s.t.Fatalf("%s: settlement %s pays %s, who cannot receive, at %s, whom nobody has named", what, st.PublicID, n, l.Receiver.Hex())
			}
		}
		for n, h := range s.heirs {
			if e.Affected.Address == roomtest.Addr(n) && st.CreatedAt.After(h.since) && !s.named[n] && l.Receiver.Address != h.to {
				s.t.Fatalf("%s: settlement %s pays %s at %s, the heirs are at %s", what, st.PublicID, n, l.Receiver.Hex(), h.to.Hex())
			}
		}
	})
}

// replacedSince is an account that a draft pays at another receiver than the heirs whom
// two persons have named since it was computed, "" for none.
func (s *story) replacedSince(st models.Settlement) (account string) {
	for _, l := range s.Stored(st) {
		for n, h := range s.heirs {
			if l.Entitlement.Affected.Address == roomtest.Addr(n) && l.Entitlement.Class == 0 && l.Line.LeafIndex != nil &&
				!h.since.Before(st.CreatedAt) && l.Line.Receiver.Address != h.to && !parked(&l.Line) {
				account = n
			}
		}
	}
	return account
}

// parkNext lets the wait of every line that has no receiver end, and reports whether
// there was one.
func (s *story) parkNext() bool {
	waits := func() (n int) {
		s.Tx(func(tx *models.Tx) error {
			n = 0
			return models.EachRow(tx, func(e *models.Entitlement) error {
				if e.IncidentID == s.inc.ID && e.State == entitlements.Open && e.HeldReason == entitlements.HeldReceiver {
					n++
				}
				return nil
			})
		})
		return n
	}
	if waits() == 0 {
		return false
	}
	s.Windows(0)
	for range 4 { // who was named is waited for by three people, one after the other
		s.Windows(receiverTerm)
	}
	if n := waits(); n > 0 {
		s.t.Fatalf("L4: %d lines still wait for a receiver", n)
	}
	return true
}

// sweepParked closes the settlements that have leaves which nobody can collect.
func (s *story) sweepParked() {
	for _, st := range s.settlements(models.SettlementActive) {
		for _, l := range s.leaves(st) {
			if parked(&l) {
				before := s.lines()
				if err := s.sweepOne(st); err != nil {
					s.t.Fatalf("L4: settlement %s has a parked line and is not swept: %v", st.PublicID, err)
				}
				s.judge("end", before)
				break
			}
		}
	}
}
