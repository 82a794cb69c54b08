package histories

import (
	"math/big"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"pgregory.net/rapid"

	"makewhole/claims"
	"makewhole/claims/covers"
	"makewhole/corrections"
	"makewhole/models"
	"makewhole/test/dbtest"
	"makewhole/test/roomtest"
)

// names are the accounts of a history.
var names = []string{"alice", "bob", "carol", "dave"}

// scale makes one of the small numbers that are drawn an amount of base units, so
// that ties are frequent and roundings small beside the amounts.
const scale = 1000

// token is one of the two tokens in which is lost and in which money comes back.
type token struct {
	in    covers.AssetInput
	id    int64
	price *big.Rat // of one base unit, in base units of the numéraire
}

// insurance is one account of a cover.
type insurance struct {
	row     models.Cover
	account string
	product int
	limit   uint64
}

// plot is what a history begins with and the facts that it is about.
type plot struct {
	cast    []string
	lost    map[string][2]uint64 // by token
	nobody  uint64               // of the first token
	price   [2]int64             // of the second token, in the first
	pledges [2]uint64
	covers  []plotCover
	// unreceiving are accounts and shareholders of record that cannot receive by
	// default: contracts, and a key that is known to be stolen.
	unreceiving []string
	second      string      // shareholder of record
	twin        *plotRecord // nil where nobody recorded the drain twice from the beginning
}

type plotCover struct {
	account string
	product int
	limit   uint64
	shared  string // another account that it names; then its limit is ample
}

// accounts are those that a cover names.
func (c *plotCover) accounts() []string {
	if c.shared == "" {
		return []string{c.account}
	}
	return []string{c.account, c.shared}
}

// ample is a limit that no losses reach, so that accounts of one cover do not share it.
const ample = 100_000 * scale

func drawPlot(t *rapid.T) *plot {
	p := &plot{cast: names[:rapid.IntRange(1, len(names)).Draw(t, "accounts")], lost: map[string][2]uint64{}}
	p.price = rapid.SampledFrom([][2]int64{{1, 1}, {3, 4}, {31, 10}}).Draw(t, "price")
	for _, n := range p.cast {
		var l [2]uint64
		switch rapid.IntRange(0, 3).Draw(t, "lost in") {
		case 0, 1:
			l[0] = drawAmount(t, 1, 50, "loss")
		case 2:
			l[1] = drawAmount(t, 1, 50, "loss")
		case 3:
			l = [2]uint64{drawAmount(t, 1, 50, "loss"), drawAmount(t, 1, 50, "loss")}
		}
		p.lost[n] = l
	}
	for _, n := range p.cast {
		if rapid.IntRange(0, 5).Draw(t, "contract") == 5 {
			p.unreceiving = append(p.unreceiving, n)
		}
	}
	if p.second = "lp2"; rapid.IntRange(0, 5).Draw(t, "stolen key") == 5 {
		p.second = "compromised"
		p.unreceiving = append(p.unreceiving, p.second)
	}
	p.nobody = drawAmount(t, 0, 20, "nobody's")
	p.pledges = [2]uint64{drawAmount(t, 0, 120, "pledge"), drawAmount(t, 0, 120, "pledge")}
	for _, n := range p.cast {
		for range rapid.SampledFrom([]int{1, 1, 0, 2, 3}).Draw(t, "covers") {
			c := plotCover{account: n, product: rapid.IntRange(0, 1).Draw(t, "product"), limit: drawAmount(t, 1, 150, "limit")}
			if other := rapid.SampledFrom(p.cast).Draw(t, "shared with"); other != n && rapid.IntRange(0, 2).Draw(t, "shared") == 0 {
				c.shared, c.limit = other, ample
			}
			p.covers = append(p.covers, c)
		}
	}
	if rapid.IntRange(0, 2).Draw(t, "recorded twice") == 2 {
		p.twin = drawRecord(t, p.cast)
	}
	return p
}

// insurances is how many accounts the covers name, one by one.
func (p *plot) insurances() (n int) {
	for i := range p.covers {
		n += len(p.covers[i].accounts())
	}
	return n
}

func drawAmount(t *rapid.T, low, high int, label string) uint64 {
	return uint64(rapid.IntRange(low, high).Draw(t, label)) * scale
}

// story is one history as it is played.
type story struct {
	*world
	t      *rapid.T
	plot   *plot
	inc    models.Incident
	tokens [2]token
	covers []insurance

	back     map[sourceKey]uint64 // final deposits, by vault contract and token
	revised  map[string][2]int64  // by what losses were more than measured, by token
	sealed   bool                 // something was published
	receipts []models.OutsideReceipt
	played   map[string]int // acts that were not refused
	drafts   int            // settlements that were drafted
	guarded  bool           // the guardian cancelled something on chain
	late     bool           // something came after a payment that lowers what an account may have
	gone     *big.Rat       // what shareholders had when an account came to need more
	past     *corrections.Service
	heirs    map[string]inheritance
	dora     models.Actor // corrects decisions, with emil
	emil     models.Actor
	bounties [2]*bounty           // by token
	brought  [2]uint64            // of back, what the friend brought
	treasury bool                 // the protocol has a receiver
	named    map[string]bool      // accounts for which somebody named a receiver in a claim or by proof
	lifted   bool                 // what is contested is lifted in the end
	freed    bool                 // a record was not merged, because a pool frees what it kept
	records  []*record            // of the same drain
	added    map[string][2]uint64 // by what merged records made losses more, by token
}

type sourceKey struct {
	vault common.Address
	token int
}

// begin opens the world and brings the incident to the opening of its filing window.
func (p *plot) begin(outer testing.TB, t *rapid.T, open engine) *story {
	clock := dbtest.NewClock()
	s := &story{world: open(&inHistory{outer, t}, clock), t: t, plot: p, back: map[sourceKey]uint64{}, played: map[string]int{},
		revised: map[string][2]int64{}, gone: new(big.Rat),
		heirs: map[string]inheritance{}, named: map[string]bool{}, added: map[string][2]uint64{}}
	s.past = roomtest.Must[*corrections.Service](s.T)(corrections.New(corrections.Config{DB: s.DB, Claims: s.Rooms.Claims()}))
	for _, n := range p.unreceiving {
		s.Chain.Code[roomtest.Addr(n)] = true
	}
	s.tokens[0] = token{s.Token, s.AssetID(), big.NewRat(1, 1)}
	s.tokens[1] = token{in: covers.AssetInput{ChainID: roomtest.ChainID, Address: roomtest.Addr("second token"), Symbol: "SND", Decimals: 6}, price: big.NewRat(p.price[0], p.price[1])}
	s.Tx(func(tx *models.Tx) error {
		a, err := tx.EnsureAsset(models.Asset{ChainID: roomtest.ChainID, Address: models.Addr(s.tokens[1].in.Address), Symbol: "SND", Decimals: 6})
		s.tokens[1].id = a.ID
		return err
	})
	for _, c := range p.covers {
		s.Product = s.products[c.product]
		row := s.Cover(c.account, c.limit, c.accounts()...)
		for _, n := range c.accounts() {
			s.covers = append(s.covers, insurance{row, n, c.product, c.limit})
		}
	}
	s.provide()
	s.Clock.Advance(2 * time.Hour)
	s.happen()
	return s
}

// provide gives each pool two shareholders.
func (s *story) provide() {
	for i, amount := range s.plot.pledges {
		for n, part := range []uint64{amount / 3, amount - amount/3} {
			if part > 0 {
				s.Event(s.pools[i].Contract.Address, "Deposited", map[string]any{
					"account": roomtest.Addr([]string{"lp1", s.plot.second}[n]), "assets": roomtest.N(part), "shares": roomtest.N(part), "total_shares": roomtest.N(part)})
			}
		}
	}
}

// happen is the loss: the final snapshot set and the earmarks of the pools.
func (s *story) happen() {
	s.inc = s.Confirmed()
	for at := range s.tokens {
		var losses []roomtest.Loss
		nobody := uint64(0)
		for _, n := range s.plot.cast {
			if l := s.plot.lost[n][at]; l > 0 {
				losses = append(losses, roomtest.Lost(n, l))
			}
		}
		if at == 0 {
			nobody = s.plot.nobody
		}
		if len(losses) > 0 || nobody > 0 {
			s.Snapshot(&s.inc, s.tokens[at].id, nobody, losses...)
		}
	}
	s.Set(&s.inc, s.prices())
	for i, amount := range s.plot.pledges {
		if amount > 0 {
			s.Event(s.pools[i].Contract.Address, "Earmarked", map[string]any{
				"incident_id": s.inc.ChainRef.Hash, "amount": roomtest.N(amount), "left": roomtest.N(amount)})
		}
	}
	s.apply()
	if s.plot.twin != nil {
		s.recorded(s.plot.twin)
	}
	s.Windows(0)
}

// apply lets the books follow the chain, which never contradicts them.
func (s *story) apply() {
	if r := s.Events(); r.Alarms > 0 {
		s.t.Fatalf("what the chain did contradicts the books: %+v", r)
	}
}

// now reads the incident again.
func (s *story) now() (inc models.Incident) {
	s.Tx(func(tx *models.Tx) (err error) {
		inc, err = models.ByID[models.Incident](tx, s.inc.ID)
		return err
	})
	return inc
}

// settlements lists those in one of the states, all without.
func (s *story) settlements(states ...string) (out []models.Settlement) {
	s.Tx(func(tx *models.Tx) error {
		out = nil
		rows, err := tx.SettlementsOf(s.inc.ID)
		for _, st := range rows {
			if len(states) == 0 || has(states, st.State) {
				out = append(out, st)
			}
		}
		return err
	})
	return out
}

// claims lists those of the incident in one of the states, all without.
func (s *story) claims(states ...string) []models.Claim { return s.claimsOf(&s.inc, states...) }

// claimsOf is claims of any record.
func (s *story) claimsOf(inc *models.Incident, states ...string) (out []models.Claim) {
	for _, c := range roomtest.Must[[]models.Claim](s.T)(s.Rooms.List(ctx, s.Sara, claims.ListInput{IncidentID: inc.PublicID})) {
		if len(states) == 0 || has(states, c.State) {
			out = append(out, c)
		}
	}
	return out
}

func has(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

// pick draws one of a list, which is not empty.
func pick[T any](s *story, list []T, label string) T {
	return list[rapid.IntRange(0, len(list)-1).Draw(s.t, label)]
}
