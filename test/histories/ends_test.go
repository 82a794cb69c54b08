package histories

import (
	"errors"
	"fmt"
	"math/big"
	"slices"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/incidents"
	"makewhole/models"
	"makewhole/settlements"
	"makewhole/test/reference"
	"makewhole/test/roomtest"
)

// end brings an incident to its end, as the law L4 promises: by steps that some
// person, the chain or the clock has from wherever it is.
func (s *story) end() {
	s.rejectEmpty()
	s.decideAll()
	s.conclude()
	for range 6 { // filing, appeals, the bar date, holds of recovered money
		s.Windows(2 * time.Hour)
	}
	s.reopened()
	for range 12 {
		s.finish()
		s.sweepParked()
		if s.settle() == 0 && !s.parkNext() {
			break
		}
	}
	s.finish()
	s.sweepParked()
	s.Windows(2 * time.Hour)
	for inc := s.now(); inc.State != models.IncidentClosed; inc = s.now() {
		if _, err := s.Rooms.CloseIncident(ctx, s.Sara, s.inc.PublicID, inc.Version, "everything is paid"); err != nil {
			s.t.Fatalf("L4: the incident is %s and cannot be closed: %v", inc.State, err)
		}
	}
	s.Windows(time.Minute)
}

// rejectEmpty rejects a second record under which nothing was measured: no snapshot set
// opens its claims, and the first record waits for what pools keep for it.
func (s *story) rejectEmpty() {
	r := s.unmerged()
	if r == nil || len(r.lost) > 0 {
		return
	}
	room, err := incidents.New(incidents.Config{DB: s.DB})
	if err != nil {
		s.t.Fatal(err)
	}
	var inc models.Incident
	s.Tx(func(tx *models.Tx) (err error) {
		inc, err = models.ByID[models.Incident](tx, r.inc.ID)
		return err
	})
	for _, event := range []string{"dispute", "reject"} {
		if inc, err = room.Advance(ctx, s.Sara, inc.PublicID, inc.Version, event, "nothing was lost there"); err != nil {
			s.t.Fatalf("L4: the second record is %s and nobody rejects it: %v", inc.State, err)
		}
	}
}

// reopened looks again at a closed incident for which money came back.
func (s *story) reopened() {
	if inc := s.now(); inc.State == models.IncidentClosed {
		if _, err := s.Rooms.OpenRecovery(ctx, s.Theo, s.inc.PublicID, inc.Version, "look again"); err != nil {
			s.known("reopen", err) // nothing came back
			return
		}
		s.played["reopen"]++
	}
}

// decideAll lets every claim that waits be denied, or approved in full where the
// first instance has approved something.
func (s *story) decideAll() {
	for range 4 {
		list := s.undecided()
		if r := s.unmerged(); r != nil { // it draws on the same pools until it is settled
			list = append(list, s.claimsOf(&r.inc, waiting...)...)
		}
		for _, c := range list {
			if err := s.decideOne(c, 0, 0); err != nil {
				s.t.Fatalf("L4: claim %s is %s and nobody decides it: %v", c.PublicID, c.State, err)
			}
		}
		s.Windows(2 * time.Hour)
	}
}

// finish takes every settlement to its doors and lets everybody collect. One that
// can go no further is cancelled.
func (s *story) finish() {
	for range 12 {
		list := s.open()
		if len(list) == 0 {
			break
		}
		moved := false
		for _, st := range list {
			before := s.lines()
			err := s.forward(s.Settlement(st))
			if err != nil {
				s.known("end", err)
				err = s.giveUp(s.Settlement(st))
			}
			s.judge("end", before)
			moved = moved || err == nil
		}
		if !moved {
			st := list[0]
			s.t.Fatalf("L4: settlement %s is %s and cannot go on", st.PublicID, st.State)
		}
	}
	for _, st := range s.settlements(models.SettlementActive) {
		before := s.lines()
		s.pushAll(st)
		s.judge("end", before)
	}
}

// giveUp ends a settlement that cannot go on: before it is signed a person cancels
// it. The order of a signed one stays refused when the guardian cancelled an older
// one on chain; then the losses are sealed again and two persons void it.
func (s *story) giveUp(st models.Settlement) error {
	if st.State != models.SettlementSigned && st.State != models.SettlementPublishing {
		return s.cancelOne(st)
	}
	if !s.guarded {
		s.t.Fatalf("L4: the order of settlement %s is signed and the distributor never takes it", st.PublicID)
	}
	room, err := settlements.New(settlements.Config{
		DB: s.DB, Chain: s.Chain, Caller: sealedAgain{}, Now: s.Clock.Now, ChainID: roomtest.ChainID, Operator: roomtest.Operator})
	if err != nil {
		s.t.Fatal(err)
	}
	for _, by := range []models.Actor{s.Theo, s.Sara} {
		if _, err := room.Void(ctx, by, st.PublicID, s.Settlement(st).Version, "an older one was cancelled"); err != nil {
			return err
		}
	}
	return nil
}

// settle drafts a round of every source and returns how many settlements it wrote.
func (s *story) settle() int {
	before := s.drafts
	for _, draft := range []func() error{
		s.draftCovers,
		func() (err error) {
			for _, v := range s.vaultRows() {
				err = errors.Join(err, s.draftFrom(v))
			}
			return err
		},
		s.draftEscheat,
	} {
		lines := s.lines()
		if err := draft(); err != nil && !errors.Is(err, settlements.ErrNothingToSettle) {
			s.t.Logf("last rounds: %v", err)
			s.known("last rounds", err)
		}
		s.judge("last rounds", lines)
	}
	return s.drafts - before
}

// facts tells the reference what is known at the end.
func (s *story) facts() *reference.Facts {
	f := &reference.Facts{
		Accounts: s.takePart(), Outside: s.outsideOf(), Lost: map[string]map[string]*big.Rat{}, Nobody: map[string]*big.Rat{},
		Back: map[string]*big.Rat{}, Pledge: map[string]*big.Rat{}, Owed: map[string]map[string]*big.Rat{},
	}
	name := [2]string{"first", "second"}
	for _, n := range f.Accounts {
		f.Lost[n] = map[string]*big.Rat{}
		for at := range s.tokens {
			f.Lost[n][name[at]] = new(big.Rat).Mul(new(big.Rat).SetUint64(s.lost(n, at)), s.tokens[at].price)
		}
	}
	f.Nobody[name[0]] = new(big.Rat).SetUint64(s.plot.nobody)
	for k, units := range s.back {
		if f.Back[name[k.token]] == nil {
			f.Back[name[k.token]] = new(big.Rat)
		}
		f.Back[name[k.token]].Add(f.Back[name[k.token]], new(big.Rat).Mul(new(big.Rat).SetUint64(units), s.tokens[k.token].price))
	}
	for at := range s.tokens {
		if due := s.due(at); due > 0 {
			f.Back[name[at]].Sub(f.Back[name[at]], new(big.Rat).Mul(new(big.Rat).SetUint64(due), s.tokens[at].price))
		}
	}
	for i, p := range s.pools {
		f.Pools, f.Pledge[p.PublicID], f.Owed[p.PublicID] = append(f.Pools, p.PublicID), new(big.Rat).SetUint64(s.plot.pledges[i]), map[string]*big.Rat{}
	}
	slices.Sort(f.Pools)
	s.owed(f)
	return f
}

// owed is what the covers owe by what was decided, none more than the loss as it is
// known now. Several covers of one account in
// one product together owe its loss at most; the products share it pool by pool.
func (s *story) owed(f *reference.Facts) {
	type named struct {
		cover   int64
		account common.Address
	}
	approved := map[named]*big.Rat{}
	for _, c := range s.claims() {
		if !c.Approved.IsZero() && c.State != models.ClaimWithdrawn {
			approved[named{c.CoverID, c.Affected.Address}] = new(big.Rat).SetInt(c.Approved.Big())
		}
	}
	for _, c := range s.covers {
		a := approved[named{c.row.ID, roomtest.Addr(c.account)}]
		if a == nil || !slices.Contains(f.Accounts, c.account) {
			continue
		}
		owed := f.Owed[s.pools[c.product].PublicID]
		if owed[c.account] == nil {
			owed[c.account] = new(big.Rat)
		}
		owed[c.account] = new(big.Rat).Add(owed[c.account], a)
		if loss := s.loss(c.account); owed[c.account].Cmp(loss) > 0 {
			owed[c.account] = loss
		}
	}
}

// compare holds what everybody has against the reference: law L2 against a
// computation that has never seen the product.
func (s *story) compare() {
	f := s.facts()
	ends := f.Solve()
	want, back := map[string]*big.Rat{}, map[string]*big.Rat{}
	for _, n := range s.plot.cast {
		want[n], back[n] = ends.Total(n), new(big.Rat)
		if of := ends.Recovered[n]; of != nil {
			back[n] = of
		}
	}
	s.alike("by the reference", want, back)
	s.payees(ends.Protocol, s.slack())
}

// alike compares with other ends of the same facts. One base unit of each token may
// differ for each settlement; and where somebody has for good more than the final
// target, because a fact came after the payment, the others may miss as much. So they
// may where somebody has more than the target of recovered money and a pool paid the
// less: of what back is the target.
func (s *story) alike(whose string, want, back map[string]*big.Rat) {
	got, gotBack := s.lines(), s.recovered()
	slack := s.slack()
	excess, instead, missing := new(big.Rat), new(big.Rat), new(big.Rat)
	for _, n := range s.plot.cast {
		diff := new(big.Rat).Sub(got[n], want[n])
		switch {
		case diff.Cmp(slack) > 0:
			excess.Add(excess, diff)
		case diff.Cmp(new(big.Rat).Neg(slack)) < 0:
			missing.Sub(missing, diff)
		default:
			if more := new(big.Rat).Sub(gotBack[n], back[n]); s.late && more.Cmp(slack) > 0 {
				instead.Add(instead, more)
			}
		}
	}
	if excess.Sign() > 0 && !s.late {
		s.t.Fatalf("L2: nothing came after a payment that lowers what somebody may have\n%s", s.told(whose, got, want))
	}
	if had := s.toOthers(); had.Cmp(s.gone) < 0 {
		s.gone = had
	}
	if allowed := slack.Add(slack, excess.Add(excess, instead)).Add(slack, s.gone); missing.Cmp(allowed) > 0 {
		s.t.Fatalf("L2: more is missing than others have above their targets\n%s", s.told(whose, got, want))
	}
}

// slack is a unit of each token for each settlement, and two more.
func (s *story) slack() *big.Rat {
	unit := new(big.Rat).Add(s.tokens[0].price, s.tokens[1].price)
	return unit.Mul(unit, big.NewRat(int64(4+2*len(s.settlements())), 1))
}

func (s *story) told(whose string, got, want map[string]*big.Rat) (text string) {
	for _, n := range s.plot.cast {
		text += n + " has " + got[n].FloatString(2) + ", " + whose + " " + want[n].FloatString(2) + "\n"
	}
	for _, st := range s.settlements() {
		text += fmt.Sprintf("%s settlement of %s, %s:\n", st.Kind, st.Available, st.State)
		for _, l := range s.Stored(st) {
			text += fmt.Sprintf("  %s %s: owed %s, had %s, gets %s, leaf %t, held %t\n",
				s.nameOf(&l.Entitlement), l.Line.Part, l.Line.Entitled, l.Line.Already, l.Line.Amount, l.Line.LeafIndex != nil, l.Line.Held)
		}
	}
	return text
}

// explained holds the loss accounts that everybody can read against the lines.
func (s *story) explained() {
	got, id := s.lines(), s.inc.PublicID
	for _, r := range s.records { // the id of a merged record leads to the one that goes on
		if r.merged {
			id = r.inc.PublicID
		}
	}
	for _, n := range s.plot.cast {
		a, err := s.Rooms.Account(ctx, id, roomtest.Addr(n), true)
		if errors.Is(err, models.ErrNotFound) && got[n].Sign() == 0 {
			continue
		}
		if err != nil {
			s.t.Fatal(err)
		}
		parts := new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(18), nil))
		received := new(big.Rat).Quo(new(big.Rat).SetInt(a.Received.Big()), parts)
		want := new(big.Rat).Add(got[n], s.outsideOf()[n])
		if diff := new(big.Rat).Sub(received, want); diff.Abs(diff).Cmp(big.NewRat(1, 1)) > 0 {
			s.t.Fatalf("%s reads %s received, and has %s", n, received.FloatString(3), want.FloatString(3))
		}
	}
}
