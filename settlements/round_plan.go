package settlements

import (
	"errors"
	"fmt"
	"slices"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/models"
	"makewhole/money"
	"makewhole/payouts"
	"makewhole/rounds"
	"makewhole/service"
)

// planned writes one settlement of a computed round as an entitlement file, with
// what has to be stored beside it.
func (in *roundState) planned(round *rounds.Round, st *rounds.Settlement) (plan, error) {
	src := in.sourceOf(st)
	w := &lineWriter{roundState: in, st: st, lines: map[string]line{}, booking: map[subrogationKey]int{}}
	if err := w.rows(); err != nil {
		return plan{}, err
	}
	f := header(&in.state, src, payouts.RuleTargets)
	f.Available, f.Source, f.Accounts, f.Rows = st.Available.SubFloor(st.Free), st.SourceName(), round.Hash, w.out
	f.Sort()
	p, err := compute(f, func(i int) (line, error) { return w.lines[f.Rows[i].ID], nil })
	p.round = &inRound{accounts: &in.in, escheat: src.escheat, subrogations: w.subrogations}
	return p, err
}

// inRound is what a plan of a round stores beside its file.
type inRound struct {
	accounts     *rounds.State
	escheat      bool
	subrogations []models.Subrogation
}

func (in *roundState) sourceOf(st *rounds.Settlement) *source {
	switch st.Source {
	case rounds.FromPool:
		return &in.pools[st.Index]
	case rounds.FromVault:
		return &in.vaults[st.Index]
	case rounds.FromEscheat:
	}
	return &in.escheats[st.Index]
}

// lineWriter turns the lines of one source, which are by account, into rows, which
// are by entitlement.
type lineWriter struct {
	*roundState
	st           *rounds.Settlement
	out          []payouts.Row
	lines        map[string]line
	subrogations []models.Subrogation
	booking      map[subrogationKey]int // position in subrogations
}

type subrogationKey struct {
	pool     int64
	affected common.Address
	kind     string
}

// rows writes every row that the source has: zero ones too, so that whoever has a
// right finds it.
func (w *lineWriter) rows() error {
	cover := map[int][]rounds.Line{} // by account, of one pool or of several
	own := map[int]rounds.Line{}
	for _, l := range w.st.Lines {
		switch l.Kind {
		case rounds.CoverLine:
			cover[l.Account] = append(cover[l.Account], l)
		case rounds.RecoveryLine, rounds.EscheatLine:
			if err := addTo(&l.Amount, own[l.Account].Amount); err != nil {
				return err
			}
			own[l.Account] = l
		case rounds.OwnerLine, rounds.GivenBack:
		}
	}
	switch w.st.Source {
	case rounds.FromPool:
		return w.covers(cover)
	case rounds.FromVault:
		w.returns()
		return errors.Join(w.residuals(own, payouts.PartRecovery, rounds.RecoveryLine), w.covers(cover), w.shares(), w.payees())
	case rounds.FromEscheat:
	}
	return errors.Join(w.residuals(own, payouts.PartEscheat, rounds.EscheatLine), w.owners(), w.sweptHolders())
}

// storedParts is how stored lines call the parts of an entitlement file.
var storedParts = map[payouts.Part]string{
	payouts.PartCover: models.PartCover, payouts.PartRecovery: models.PartResidual, payouts.PartShare: models.PartHolder, payouts.PartEscheat: models.PartShared,
	payouts.PartBounty: models.PartBounty, payouts.PartProtocol: models.PartProtocol,
}

// add appends one row: amount is its line, already what it had, entitled what it is
// owed in all.
func (w *lineWriter) add(e entitled, part payouts.Part, account string, already, amount money.Amount, state rounds.LineState, entitled money.Amount) error {
	target, err := already.Add(amount)
	if err != nil {
		return err
	}
	if _, twice := w.lines[e.publicID]; twice {
		return fmt.Errorf("%w: two rows of entitlement %s", service.ErrInvariant, e.publicID)
	}
	src := w.sourceOf(w.st)
	held := e.held || state == rounds.HeldLine || w.heldInEscheat(src, e.id)
	w.out = append(w.out, payouts.Row{
		ID: e.publicID, Part: part, Held: held, Receiver: w.payee(src, e.id, e.receiver), Amount: target, Already: already,
		Target: &payouts.TargetRow{Account: account, Carried: !held && state == rounds.CarriedLine},
	})
	w.lines[e.publicID] = line{entitlement: e.id, part: storedParts[part], entitled: entitled, already: already}
	return nil
}

// covers writes the rows of the covers that a pool bears, or that its money in a
// vault pays. A line of an account is divided among its covers in the order of
// their ids, each up to what it is still owed; the last takes what is left.
func (w *lineWriter) covers(by map[int][]rounds.Line) error {
	for i := range w.people {
		if w.st.Source != rounds.FromPool && len(by[i]) == 0 {
			continue
		}
		if err := w.coversOf(i, by[i]); err != nil {
			return fmt.Errorf("account %s: %w", w.in.Accounts[i].ID, err)
		}
	}
	return nil
}

// share is a part of an account's lines that one of its covers takes.
type share struct {
	right  *right
	amount money.Amount
	state  rounds.LineState
}

func (w *lineWriter) coversOf(i int, lines []rounds.Line) error {
	shares := map[uint32]*share{}
	order := w.people[i].covers
	for _, at := range order {
		if r := &w.rights[at]; w.bears(r, lines) {
			shares[at] = &share{right: r}
		}
	}
	for _, l := range lines {
		if err := w.divide(shares, order, l); err != nil {
			return err
		}
		if w.st.Source == rounds.FromVault && l.State == rounds.Payable {
			w.booked(l.Pool, common.HexToAddress(w.in.Accounts[i].ID), models.SubrogationCover, l.Amount)
		}
	}
	for _, at := range order {
		if s := shares[at]; s != nil {
			if err := w.coverRow(i, s); err != nil {
				return err
			}
		}
	}
	return nil
}

// bears reports whether a right is concerned: its product names the pool, or one
// of the pools whose money pays lines from a vault.
func (w *lineWriter) bears(r *right, lines []rounds.Line) bool {
	for _, l := range w.in.Products[w.products[r.product].at].Layers {
		if w.st.Source == rounds.FromPool && l.Pool == w.st.Index {
			return true
		}
		if w.st.Source == rounds.FromVault && slices.ContainsFunc(lines, func(x rounds.Line) bool { return x.Pool == l.Pool }) {
			return true
		}
	}
	return false
}

// divide gives a line to the covers it can belong to: undecided ones take held
// lines, decided ones all others.
func (w *lineWriter) divide(shares map[uint32]*share, order []uint32, l rounds.Line) error {
	var fit, any []*share
	for _, at := range order {
		if s := shares[at]; s != nil {
			any = append(any, s)
			if s.right.held == (l.State == rounds.HeldLine) {
				fit = append(fit, s)
			}
		}
	}
	if len(fit) == 0 {
		fit = any
	}
	if len(fit) == 0 {
		return fmt.Errorf("%w: a line of a cover that nobody has", service.ErrInvariant)
	}
	left := l.Amount
	for n, s := range fit {
		part := left
		if n < len(fit)-1 {
			owed, err := w.owed(s)
			if err != nil {
				return err
			}
			part = money.Min(left, owed)
		}
		if part.IsZero() {
			continue
		}
		left, s.state = left.SubFloor(part), l.State
		if err := addTo(&s.amount, part); err != nil {
			return err
		}
	}
	return nil
}

// owed is what a cover is still owed in the token of the source.
func (w *lineWriter) owed(s *share) (money.Amount, error) {
	value, err := w.values.FromNumeraire(s.right.amount)
	if err != nil {
		return money.Zero, err
	}
	asset := w.st.Asset
	return w.values.Units(asset, value.SubFloor(w.given[s.right.id])).SubFloor(s.amount), nil
}

func (w *lineWriter) coverRow(i int, s *share) error {
	value, err := w.values.FromNumeraire(s.right.amount)
	if err != nil {
		return err
	}
	already := w.values.Units(w.st.Asset, w.given[s.right.id])
	e := entitled{s.right.id, s.right.publicID, s.right.receiver, s.right.held}
	return w.add(e, payouts.PartCover, w.in.Accounts[i].ID, already, s.amount, s.state, w.values.Units(w.st.Asset, value))
}

// residuals writes the row of every account: recovered money that is its own, or
// swept money of others that fills its residual.
func (w *lineWriter) residuals(by map[int]rounds.Line, part payouts.Part, kind rounds.Kind) error {
	for i := range w.people {
		l := by[i]
		e := w.people[i].recovery
		if e.id == 0 {
			if l.Amount.IsZero() {
				continue
			}
			return fmt.Errorf("%w: account %s has no entitlement", service.ErrInvariant, w.in.Accounts[i].ID)
		}
		if part == payouts.PartEscheat && l.Amount.IsZero() {
			continue
		}
		loss, err := w.lossOf(i)
		if err != nil {
			return err
		}
		already, err := w.givenOf(i, kind)
		if err != nil {
			return err
		}
		err = w.add(e, part, w.in.Accounts[i].ID, already, l.Amount, l.State, w.values.Units(w.st.Asset, loss))
		if err != nil {
			return err
		}
	}
	return nil
}

// givenOf is what an account has of the source's token in lines of one kind.
func (w *lineWriter) givenOf(i int, kind rounds.Kind) (sum money.Amount, err error) {
	for _, e := range w.in.Accounts[i].Entries {
		if e.Kind == kind && e.Asset == w.st.Asset && err == nil {
			err = addTo(&sum, e.Amount)
		}
	}
	return sum, err
}

// owners writes a row for each swept line that escheat pays now. Several of one
// entitlement are one row. What an account has in escheat that takes no part any more
// stays there.
func (w *lineWriter) owners() error {
	dues, order := map[int64]money.Amount{}, []sweptLine(nil)
	for _, s := range w.swept {
		e := &w.in.Accounts[s.account].Entries[s.entry]
		owed := e.Owed()
		if e.Asset != w.st.Asset || owed.IsZero() {
			continue
		}
		if _, known := dues[s.entitlement]; !known {
			order = append(order, s)
		}
		if err := addAt(dues, s.entitlement, owed); err != nil {
			return err
		}
	}
	for _, s := range order {
		a, r, due := &w.in.Accounts[s.account], w.of[s.entitlement], dues[s.entitlement]
		state, part := rounds.Payable, payouts.PartCover
		if a.Hold != rounds.HoldNone {
			state = rounds.HeldLine
		}
		if r.recovery {
			part = payouts.PartRecovery
		}
		e := entitled{id: s.entitlement, publicID: r.publicID, receiver: r.receiver, held: r.held || a.Excluded}
		if err := w.add(e, part, a.ID, money.Zero, due, state, due); err != nil {
			return err
		}
	}
	return nil
}

// sweptHolders writes a row for what escheat pays again to each shareholder of
// record, bounty and the protocol.
func (w *lineWriter) sweptHolders() error {
	dues, order := map[int64]money.Amount{}, []*sweptShare(nil)
	for i := range w.sweptShares {
		s := &w.sweptShares[i]
		if s.asset != w.st.Asset || s.owed().IsZero() {
			continue
		}
		if _, known := dues[s.entitlement]; !known {
			order = append(order, s)
		}
		if err := addAt(dues, s.entitlement, s.owed()); err != nil {
			return err
		}
	}
	for _, s := range order {
		r, due := w.of[s.entitlement], dues[s.entitlement]
		e := entitled{id: s.entitlement, publicID: r.publicID, receiver: r.receiver, held: r.held}
		part, account := payouts.Part(s.part), s.payee
		if s.payee == "" {
			part, account = payouts.PartShare, w.pools[s.pool].pool.PublicID
		}
		if err := w.add(e, part, account, money.Zero, due, rounds.Payable, due); err != nil {
			return err
		}
	}
	return nil
}

// shares divides what belongs to the shareholders of record of each pool, by all
// they should have so far: floor(all·shares/Σ shares) less what they have.
func (w *lineWriter) shares() error {
	for _, h := range w.st.Holders {
		pool := &w.pools[h.Pool].pool
		hs := w.holders[pool.ID]
		all := h.Amount
		weights := make([]money.Amount, len(hs))
		for i := range hs {
			weights[i] = hs[i].shares
			if err := addTo(&all, w.already(&hs[i])); err != nil {
				return err
			}
		}
		if len(hs) == 0 {
			continue // nobody was recorded: it stays in the vault
		}
		due, _, err := payouts.SplitShares(all, weights)
		if err != nil {
			return err
		}
		var sum money.Amount
		for i := range hs {
			amount := due[i].SubFloor(w.already(&hs[i]))
			if err := w.add(hs[i].entitled, payouts.PartShare, pool.PublicID, w.already(&hs[i]), amount, rounds.Payable, money.Zero); err != nil {
				return err
			}
			w.out[len(w.out)-1].Target.Weight = hs[i].shares
			if hs[i].held {
				continue
			}
			if err := addTo(&sum, amount); err != nil {
				return err
			}
		}
		w.booked(h.Pool, common.Address{}, models.SubrogationHolders, sum)
	}
	return nil
}

// already is what a shareholder has of the source's token.
func (w *lineWriter) already(h *holder) money.Amount {
	return w.toHolders[paidKey{h.id, int64(w.st.Asset)}]
}

// returns books what came back to pools on accounts.
func (w *lineWriter) returns() {
	for _, r := range w.st.Returns {
		w.booked(r.Pool, common.HexToAddress(w.in.Accounts[r.Account].ID), models.SubrogationReturned, r.Amount)
	}
}

func (w *lineWriter) booked(pool int, affected common.Address, kind string, amount money.Amount) {
	if amount.IsZero() {
		return
	}
	k := subrogationKey{w.pools[pool].pool.ID, affected, kind}
	if at, known := w.booking[k]; known {
		s := &w.subrogations[at]
		s.Amount.Amount, _ = s.Amount.Add(amount) // parts of one available amount
		return
	}
	w.booking[k] = len(w.subrogations)
	w.subrogations = append(w.subrogations, models.Subrogation{PoolID: k.pool, Affected: models.Addr(affected), Kind: kind, Amount: models.Amt(amount)})
}
