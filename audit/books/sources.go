package books

import (
	"fmt"
	"maps"
	"math/big"
	"slices"
	"strings"

	"makewhole/models"
	"makewhole/states"
)

// sources holds every source of money against law L3: of each pool, vault and escheat of
// an incident what came in is what went out, what is spoken for and what is free, and
// every commitment is released once. It is added from the postings themselves and
// compared with the rows of settlements, recoveries and swept lines, which no posting
// was copied from. Full runs only.
func (r *run) sources() error {
	if r.Incremental {
		return nil
	}
	b, err := r.postings()
	if err != nil {
		return err
	}
	return models.EachRow(r.Tx, func(inc *models.Incident) error {
		r.Checked()
		s := &incidentSources{run: r, inc: inc, books: b, places: map[string]*place{}, out: map[string]*big.Int{}}
		if err := s.settlements(); err != nil {
			return err
		}
		if err := s.cameIn(); err != nil {
			return err
		}
		s.compare()
		return nil
	})
}

// postings are the ledger's sums, debits less credits, by account code and asset: of
// everything, of what pools set aside and took back alone, and of the vaults of an
// incident together.
type postings struct{ all, aside, vaults map[string]*big.Int }

func of(code string, asset int64) string { return fmt.Sprint(code, "@", asset) }

func add(m map[string]*big.Int, key string, n *big.Int) {
	if m[key] == nil {
		m[key] = new(big.Int)
	}
	m[key].Add(m[key], n)
}

func read(m map[string]*big.Int, key string) *big.Int {
	if m[key] == nil {
		return new(big.Int)
	}
	return m[key]
}

func (r *run) postings() (postings, error) {
	b := postings{map[string]*big.Int{}, map[string]*big.Int{}, map[string]*big.Int{}}
	codes, vaults, aside := map[int64]string{}, map[int64]string{}, map[int64]bool{}
	if err := models.EachRow(r.Tx, func(a *models.LedgerAccount) error {
		codes[a.ID] = of(a.Code, a.AssetID)
		if kind, rest, _ := strings.Cut(a.Code, ":"); kind == "vault" {
			_, incident, _ := strings.Cut(rest, ":")
			vaults[a.ID] = of("vault:"+incident, a.AssetID)
		}
		return nil
	}); err != nil {
		return b, err
	}
	if err := models.EachRow(r.Tx, func(t *models.LedgerTransaction) error {
		if t.Kind == "earmark" || t.Kind == "unearmark" {
			aside[t.ID] = true
		}
		return nil
	}); err != nil {
		return b, err
	}
	return b, models.EachRow(r.Tx, func(p *models.LedgerPosting) error {
		n := p.Amount.Big()
		if p.Side == models.Credit {
			n.Neg(n)
		}
		add(b.all, codes[p.AccountID], n)
		if aside[p.TransactionID] {
			add(b.aside, codes[p.AccountID], n)
		}
		if name := vaults[p.AccountID]; name != "" {
			add(b.vaults, name, n)
		}
		return nil
	})
}

// place is a source of an incident: the account in which its money lies, the one of
// what is spoken for, and what its settlements say of both.
type place struct {
	name, lies, commitments string // account codes with their asset
	earmark                 bool
	out, lines, open        *big.Int
}

type incidentSources struct {
	*run
	inc    *models.Incident
	books  postings
	rows   []models.Settlement
	places map[string]*place   // by account
	out    map[string]*big.Int // what settlements took of the vaults together, and of escheat, by token
}

// place is the source that a settlement is paid from, and the name under which its
// settlements are added: a deposit names no vault, so those of one token are one.
func (s *incidentSources) place(st *models.Settlement, escheat bool) (*place, string, error) {
	pool, err := models.ByID[models.Pool](s.Tx, st.PoolID)
	if err != nil {
		return nil, "", err
	}
	name, lies, together := pool.PublicID, "pool:"+pool.PublicID+":earmark:", ""
	switch {
	case escheat:
		name, lies, together = "escheat", "escheat:", "escheat:"
	case pool.Kind == "vault":
		lies, together = "vault:"+pool.PublicID+":", "vault:"
	}
	key := of(lies+s.inc.PublicID, st.AssetID)
	if s.places[key] == nil {
		s.places[key] = &place{
			name: name, lies: key, commitments: of("commitments:"+name+":"+s.inc.PublicID, st.AssetID), earmark: together == "",
			out: new(big.Int), lines: new(big.Int), open: new(big.Int),
		}
	}
	return s.places[key], of(together+s.inc.PublicID, st.AssetID), nil
}

// settlements adds to each source what its settlements took out of it, and what they
// have spoken for. Lines are spoken for until they are published, and what is held until
// the next one takes it over: whole, and once.
func (s *incidentSources) settlements() (err error) {
	if s.rows, err = s.Tx.SettlementsOf(s.inc.ID); err != nil || len(s.rows) == 0 {
		return err
	}
	escheat, err := s.Tx.EscheatSettlementsOf(s.inc.ID)
	if err != nil {
		return err
	}
	for i := range s.rows {
		st := &s.rows[i]
		s.Checked()
		p, together, err := s.place(st, escheat[st.ID])
		if err != nil {
			return err
		}
		published, cancelled := st.PublishedAt != nil, st.State == models.SettlementCancelled
		lines, held := read(s.books.all, of("lines:"+st.PublicID, st.AssetID)), read(s.books.all, of("held:"+st.PublicID, st.AssetID))
		want := new(big.Int)
		if !published && !cancelled {
			want = st.Paid.Big()
		}
		if lines.Cmp(want) != 0 {
			s.Violation(st.PublicID, "lines of %s are spoken for, not %s", lines, want)
		}
		whole := new(big.Int).Sub(st.Available.Big(), st.Paid.Big())
		if held.Sign() != 0 && (cancelled || held.Cmp(whole) != 0) {
			s.Violation(st.PublicID, "%s of the %s that it held is spoken for: what is held is released whole, and once", held, whole)
		}
		if published && !cancelled {
			p.out.Add(p.out, st.Paid.Big())
			add(s.out, together, st.Paid.Big())
		}
		p.lines.Add(p.lines, lines)
		p.open.Add(p.open, lines).Add(p.open, held)
	}
	return nil
}

// cameIn compares what came into the vaults, and into escheat, with what went out and
// what lies there, by token.
func (s *incidentSources) cameIn() error {
	in := map[string]*big.Int{}
	back, err := s.Tx.RecoveriesOf(s.inc.ID, states.Recovery.States()...)
	if err != nil {
		return err
	}
	for i := range back {
		if back[i].TxHash != nil {
			add(in, of("vault:"+s.inc.PublicID, back[i].AssetID), back[i].Amount.Big())
		}
	}
	lies := map[string]*big.Int{}
	for i := range s.rows {
		key := of("escheat:"+s.inc.PublicID, s.rows[i].AssetID)
		lies[key] = read(s.books.all, key)
		if err := s.Tx.EachAllocationOf(s.rows[i].ID, func(a *models.Allocation) error {
			if a.State == models.AllocationSwept {
				add(in, key, a.Amount.Big())
			}
			return nil
		}); err != nil {
			return err
		}
	}
	for _, keys := range []map[string]*big.Int{in, s.out} {
		for key := range keys {
			if strings.HasPrefix(key, "vault:") {
				lies[key] = read(s.books.vaults, key)
			}
		}
	}
	for _, key := range slices.Sorted(maps.Keys(lies)) {
		s.Checked()
		if out, left := read(s.out, key), lies[key]; read(in, key).Cmp(new(big.Int).Add(out, left)) != 0 {
			s.Violation(s.inc.PublicID, "%s got %s, its settlements took %s and %s are left", key, read(in, key), out, left)
		}
	}
	return nil
}

// compare holds what pools set aside against what their settlements took, and what is
// spoken for at each source against what its settlements have and what lies there.
func (s *incidentSources) compare() {
	for _, key := range slices.Sorted(maps.Keys(s.places)) {
		s.Checked()
		p := s.places[key]
		lies, spoken := read(s.books.all, p.lies), new(big.Int).Neg(read(s.books.all, p.commitments))
		aside := read(s.books.aside, p.lies)
		if p.earmark && aside.Cmp(new(big.Int).Add(lies, p.out)) != 0 {
			s.Violation(s.inc.PublicID, "%s set %s aside, its settlements took %s and %s are left", p.name, aside, p.out, lies)
		}
		if spoken.Cmp(p.open) != 0 {
			s.Violation(s.inc.PublicID, "%s are spoken for at %s, its settlements have %s", spoken, p.name, p.open)
		}
		need := spoken
		if p.earmark { // the pool takes back what is not drawn, and what is held with it
			need = p.lines
		}
		if need.Cmp(lies) > 0 && (!p.earmark || aside.Sign() != 0) { // without an earmark a draft rests on what the pool had free
			s.Violation(s.inc.PublicID, "%s are to be paid from %s, which has %s", need, p.name, lies)
		}
	}
}
