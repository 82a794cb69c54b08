package settlements

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/models"
	"makewhole/money"
	"makewhole/rounds"
	"makewhole/service"
)

// EscheatTerm is how long owners may ask for what was swept; after that it is
// shared over the residuals of the incident.
const EscheatTerm = rounds.EscheatDays * 24 * time.Hour

// sweptLine is a line that its owner did not collect in time: escheat owes it.
type sweptLine struct {
	account, entry int // position in the account's entries
	entitlement    int64
}

// sweptShare is a line of a shareholder of record, a bounty or the protocol that was not
// collected in time.
type sweptShare struct {
	entitlement int64
	payee, part string // of a bounty or the protocol: its name and part of the line; empty otherwise
	pool, asset int    // positions in the pools and assets
	amount      money.Amount
	repaid      money.Amount // of it, out of escheat
	lapsed      bool         // the right to it has ended
}

// loadEntries writes every line that was given into the loss accounts, and what
// was spent into the sources. Lines of open drafts that are computed again are
// left out.
func (in *roundState) loadEntries(tx *models.Tx) error {
	if err := in.loadRefs(tx); err != nil {
		return err
	}
	b := &booking{
		roundState: in, by: map[int64]*models.Settlement{}, booked: map[int64]bool{}, earlier: map[legacyKey]money.Amount{},
		owned: map[paidKey]money.Amount{}, ended: map[paidKey]bool{}, sweptIn: map[int64]bool{},
	}
	for i := range in.settlements {
		b.by[in.settlements[i].ID] = &in.settlements[i]
	}
	rows, err := tx.SubrogationsOf(in.incident.ID)
	if err != nil {
		return err
	}
	for i := range rows {
		b.booked[rows[i].SettlementID] = true
		if err := b.subrogation(&rows[i]); err != nil {
			return err
		}
	}
	if err := tx.AccountLines(in.incident.ID, b.line); err != nil {
		return err
	}
	if err := b.returnEarlier(); err != nil {
		return err
	}
	return b.settleSwept(tx)
}

// loadRefs reads whose every entitlement of the incident is.
func (in *roundState) loadRefs(tx *models.Tx) error {
	return tx.EntitlementRefs(in.incident.ID, func(e *models.EntitlementRef) error {
		r := ref{publicID: e.PublicID, receiver: e.Receiver.Address, class: e.Class, held: e.Held, recovery: e.Kind == models.EntitlementRecovery, affected: e.Affected.Address, account: -1}
		if i, ok := in.account[e.Affected.Address]; ok {
			r.account = i
		}
		in.of[e.ID] = r
		switch {
		case !r.recovery || !e.Open || e.Class == models.ClassPayee:
		case e.Class != 0:
			in.holders[e.Class] = append(in.holders[e.Class], holder{
				entitled: entitled{e.ID, e.PublicID, e.Receiver.Address, e.Held}, account: e.Affected.Address,
			})
		case r.account >= 0:
			in.people[r.account].recovery = entitled{e.ID, e.PublicID, e.Receiver.Address, e.Held}
		}
		return nil
	})
}

// booking enters the lines of earlier settlements.
type booking struct {
	*roundState
	by      map[int64]*models.Settlement
	booked  map[int64]bool // settlements whose subrogations are rows
	earlier map[legacyKey]money.Amount
	owned   map[paidKey]money.Amount // paid again out of escheat, by entitlement and token
	ended   map[paidKey]bool         // swept a second time
	sweptIn map[int64]bool           // settlements with a swept line
}

func (b *booking) counts(settlement int64) (*models.Settlement, bool) {
	st := b.by[settlement]
	return st, st != nil && st.State != models.SettlementCancelled && !b.replaced[settlement]
}

// line enters one line with a leaf.
func (b *booking) line(l *models.AccountLine) error {
	st, ok := b.counts(l.SettlementID)
	if !ok {
		return nil
	}
	r, asset := b.of[l.EntitlementID], b.asset[st.AssetID]
	if b.escheat[st.ID] {
		return b.escheatLine(l, st, r, asset)
	}
	if st.Kind == models.EntitlementCover {
		if err := addTo(&b.in.Pools[b.pool[st.PoolID]].Spent, l.Amount); err != nil {
			return err
		}
		return b.enter(l, r, rounds.Entry{Kind: rounds.CoverLine, Pool: b.pool[st.PoolID], Asset: asset, Amount: l.Amount, Final: irrevocable(st.State)})
	}
	back := b.recovered(asset)
	if back == nil {
		return fmt.Errorf("%w: settlement %s paid what never came back", service.ErrInvariant, st.PublicID)
	}
	if err := addTo(&back.Spent, l.Amount); err != nil {
		return err
	}
	switch l.Part {
	case models.PartResidual, models.PartShared:
		return b.enter(l, r, rounds.Entry{Kind: rounds.RecoveryLine, Asset: asset, Amount: l.Amount, Final: irrevocable(st.State)})
	case models.PartCover: // whose it is, the subrogations say
		return b.markSwept(l, r, st, asset)
	case models.PartProtocol, models.PartBounty:
		return b.payeeLine(l, st, back)
	}
	if !b.booked[st.ID] {
		if err := addAt(b.earlier, legacyKey{b.pool[r.class], asset}, l.Amount); err != nil {
			return err
		}
	}
	if l.State == models.AllocationSwept {
		b.sweptIn[st.ID] = true
		b.sweptShares = append(b.sweptShares, sweptShare{entitlement: l.EntitlementID, pool: b.pool[r.class], asset: asset, amount: l.Amount})
	}
	// A holder of record: the subrogations say for which pool.
	return addAt(b.toHolders, paidKey{l.EntitlementID, int64(asset)}, l.Amount)
}

func addTo(sum *money.Amount, amount money.Amount) (err error) {
	*sum, err = sum.Add(amount)
	return err
}

func addAt[K comparable](sums map[K]money.Amount, key K, amount money.Amount) (err error) {
	sums[key], err = sums[key].Add(amount)
	return err
}

// giveTo counts a line of a cover for its entitlement.
func (b *booking) giveTo(entitlement int64, asset int, amount money.Amount) error {
	worth, err := b.values.Of(asset, amount)
	if err != nil {
		return err
	}
	return addAt(b.given, entitlement, worth)
}

// enter appends an entry to its account.
func (b *booking) enter(l *models.AccountLine, r ref, e rounds.Entry) error {
	if r.account < 0 {
		return fmt.Errorf("%w: entitlement %s is of no account of the incident", service.ErrInvariant, r.publicID)
	}
	a := &b.in.Accounts[r.account]
	if l.State == models.AllocationSwept {
		e.Swept = true
		b.sweptIn[l.SettlementID] = true
		b.swept = append(b.swept, sweptLine{account: r.account, entry: len(a.Entries), entitlement: l.EntitlementID})
	}
	a.Entries = append(a.Entries, e)
	if e.Kind != rounds.CoverLine {
		return nil
	}
	return b.giveTo(l.EntitlementID, e.Asset, e.Amount)
}

// subrogation enters money of a pool that came back and what it became.
func (b *booking) subrogation(s *models.Subrogation) error {
	st, ok := b.counts(s.SettlementID)
	if !ok {
		return nil
	}
	asset, pool := b.asset[st.AssetID], b.pool[s.PoolID]
	back := b.recovered(asset)
	if back == nil {
		return fmt.Errorf("%w: settlement %s paid what never came back", service.ErrInvariant, st.PublicID)
	}
	if s.Kind == models.SubrogationHolders {
		return addTo(&subrogated(back, pool).Holders, s.Amount.Amount)
	}
	i, ok := b.account[s.Affected.Address]
	if !ok {
		return fmt.Errorf("%w: money of a pool on %s, which is no account", service.ErrInvariant, s.Affected)
	}
	e := rounds.Entry{Kind: rounds.GivenBack, Pool: pool, Asset: asset, Amount: s.Amount.Amount, Final: irrevocable(st.State)}
	if s.Kind == models.SubrogationCover {
		e.Kind, e.Vault = rounds.CoverLine, true
		if err := addTo(&subrogated(back, pool).Covers, s.Amount.Amount); err != nil {
			return err
		}
	}
	b.in.Accounts[i].Entries = append(b.in.Accounts[i].Entries, e)
	return nil
}

// markSwept marks the covers' part of a vault's line that was not collected.
func (b *booking) markSwept(l *models.AccountLine, r ref, st *models.Settlement, asset int) error {
	if err := b.giveTo(l.EntitlementID, asset, l.Amount); err != nil {
		return err
	}
	if l.State != models.AllocationSwept || r.account < 0 {
		return nil
	}
	b.sweptIn[st.ID] = true
	left := l.Amount
	entries := b.in.Accounts[r.account].Entries
	for n := range entries {
		e := &entries[n]
		if e.Kind == rounds.CoverLine && e.Vault && !e.Swept && e.Asset == asset && e.Amount.Cmp(left) <= 0 {
			e.Swept, left = true, left.SubFloor(e.Amount)
			b.swept = append(b.swept, sweptLine{account: r.account, entry: n, entitlement: l.EntitlementID})
		}
	}
	return nil
}

func (b *booking) recovered(asset int) *rounds.Recovered {
	i := slices.IndexFunc(b.in.Recovered, func(r rounds.Recovered) bool { return r.Asset == asset })
	if i < 0 {
		return nil
	}
	return &b.in.Recovered[i]
}

func subrogated(back *rounds.Recovered, pool int) *rounds.Subrogated {
	for i := range back.Pools {
		if back.Pools[i].Pool == pool {
			return &back.Pools[i]
		}
	}
	back.Pools = append(back.Pools, rounds.Subrogated{Pool: pool})
	return &back.Pools[len(back.Pools)-1]
}

// escheatLine enters what escheat gave: to its owner, which pays a swept line, or
// to fill a residual.
func (b *booking) escheatLine(l *models.AccountLine, st *models.Settlement, r ref, asset int) error {
	e := b.escheatOf(asset)
	if err := addTo(&e.Spent, l.Amount); err != nil {
		return err
	}
	if l.Part == models.PartShared {
		if err := addTo(&e.Shared, l.Amount); err != nil {
			return err
		}
		return b.enter(l, r, rounds.Entry{Kind: rounds.EscheatLine, Asset: asset, Amount: l.Amount, Final: irrevocable(st.State)})
	}
	k := paidKey{l.EntitlementID, int64(asset)}
	if l.State == models.AllocationSwept { // not collected a second time either: the right has ended
		b.ended[k] = true
		return addTo(&e.Collected, l.Amount)
	}
	return addAt(b.owned, k, l.Amount)
}

// escheatOf is the escheat of one token, made where it is first needed.
func (in *roundState) escheatOf(asset int) *rounds.Escheat {
	for i := range in.in.Escheat {
		if in.in.Escheat[i].Asset == asset {
			return &in.in.Escheat[i]
		}
	}
	in.in.Escheat = append(in.in.Escheat, rounds.Escheat{Asset: asset})
	return &in.in.Escheat[len(in.in.Escheat)-1]
}

// settleSwept says of each swept line what escheat paid of it and whether the
// right to it has ended, and lists the vaults that hold escheat.
func (b *booking) settleSwept(tx *models.Tx) error {
	for _, s := range b.swept {
		e := &b.in.Accounts[s.account].Entries[s.entry]
		k := paidKey{s.entitlement, int64(e.Asset)}
		e.Repaid = money.Min(e.Amount, b.owned[k])
		b.owned[k] = b.owned[k].SubFloor(e.Repaid)
		if err := addTo(&b.escheatOf(e.Asset).Collected, e.Amount); err != nil {
			return err
		}
	}
	for i := range b.sweptShares {
		s := &b.sweptShares[i]
		k := paidKey{s.entitlement, int64(s.asset)}
		s.repaid = money.Min(s.amount, b.owned[k])
		b.owned[k] = b.owned[k].SubFloor(s.repaid)
		if err := addTo(&b.escheatOf(s.asset).Collected, s.amount); err != nil {
			return err
		}
	}
	if err := errors.Join(b.lapse(tx), b.oweHolders()); err != nil {
		return err
	}
	slices.SortFunc(b.in.Escheat, func(x, y rounds.Escheat) int { return cmp.Compare(x.Asset, y.Asset) })
	for i := range b.in.Escheat {
		vault, err := b.vaultOf(tx, b.in.Escheat[i].Asset)
		if err != nil {
			return err
		}
		b.escheats = append(b.escheats, source{kind: models.EntitlementRecovery, pool: vault, cap: money.Max, escheat: true})
	}
	for i := range b.in.Recovered {
		slices.SortFunc(b.in.Recovered[i].Pools, func(x, y rounds.Subrogated) int { return cmp.Compare(x.Pool, y.Pool) })
	}
	return nil
}

// lapse ends the rights of owners who let EscheatTerm pass.
func (b *booking) lapse(tx *models.Tx) error {
	last := time.Time{}
	for id := range b.sweptIn {
		at, err := tx.ClosedAt(id)
		if err != nil {
			return err
		}
		if at != nil && at.After(last) {
			last = *at
		}
	}
	over := !last.IsZero() && !b.now.Before(last.Add(EscheatTerm)) // all at once, when the last may have asked
	for _, s := range b.swept {
		e := &b.in.Accounts[s.account].Entries[s.entry]
		if !e.Repaid.IsZero() || !over && !b.ended[paidKey{s.entitlement, int64(e.Asset)}] {
			continue
		}
		e.Lapsed = true
		if err := addTo(&b.escheatOf(e.Asset).Lapsed, e.Amount); err != nil {
			return err
		}
	}
	for i := range b.sweptShares {
		s := &b.sweptShares[i]
		if s.lapsed = s.repaid.IsZero() && (over || b.ended[paidKey{s.entitlement, int64(s.asset)}]); s.lapsed {
			if err := addTo(&b.escheatOf(s.asset).Lapsed, s.amount); err != nil {
				return err
			}
		}
	}
	return nil
}

// oweHolders adds up what escheat still owes to the shareholders of each pool, to
// bounties and to the protocol.
func (b *booking) oweHolders() error {
	for i := range b.sweptShares {
		s := &b.sweptShares[i]
		owed := s.owed()
		if owed.IsZero() {
			continue
		}
		e := b.escheatOf(s.asset)
		if s.payee != "" {
			if err := owePayee(e, s.payee, owed); err != nil {
				return err
			}
			continue
		}
		at := slices.IndexFunc(e.Holders, func(h rounds.PoolAmount) bool { return h.Pool == s.pool })
		if at < 0 {
			at, e.Holders = len(e.Holders), append(e.Holders, rounds.PoolAmount{Pool: s.pool})
		}
		if err := addTo(&e.Holders[at].Amount, owed); err != nil {
			return err
		}
	}
	for i := range b.in.Escheat {
		slices.SortFunc(b.in.Escheat[i].Holders, func(x, y rounds.PoolAmount) int { return cmp.Compare(x.Pool, y.Pool) })
		sortPayees(b.in.Escheat[i].Payees)
	}
	return nil
}

// owed is what escheat still has to pay of a shareholder's line.
func (s *sweptShare) owed() money.Amount {
	if s.lapsed {
		return money.Zero
	}
	return s.amount.SubFloor(s.repaid)
}

// loadSources locks and reads what lies in every source, and writes down the
// pledges.
func (in *roundState) loadSources(by models.Actor) func(tx *models.Tx) error {
	return func(tx *models.Tx) error {
		for i := range in.pools {
			p := &in.in.Pools[i]
			available, err := in.loadOne(tx, by, &in.pools[i])
			if err != nil {
				return fmt.Errorf("pool %s: %w", p.ID, err)
			}
			p.Open = in.pools[i].agreed
			if p.Pledge, err = p.Spent.Add(available); err != nil {
				return err
			}
		}
		for i := range in.vaults {
			if err := in.loadDrawn(tx, by, i); err != nil {
				return err
			}
		}
		for i := range in.escheats {
			e := &in.in.Escheat[i]
			if err := in.loadVault(tx, by, &in.escheats[i], e.Collected.SubFloor(e.Spent)); err != nil {
				return err
			}
			e.Open = in.escheats[i].agreed
		}
		return nil
	}
}

// loadOne reads one source and what is available in it, nothing where people have
// agreed to a settlement that is under way.
func (in *roundState) loadOne(tx *models.Tx, by models.Actor, src *source) (available money.Amount, err error) {
	if src.pool, err = models.LockByID[models.Pool](tx, src.pool.ID); err != nil {
		return available, err
	}
	if *src, err = loadSource(tx, by, &in.state, *src); err != nil || src.agreed {
		return available, err
	}
	return src.available()
}

// loadDrawn reads the vault from which recovered money is drawn in this round.
// What other vaults of the token have waits for their turn: here it counts as
// spent.
func (in *roundState) loadDrawn(tx *models.Tx, by models.Actor, i int) error {
	src, r := &in.vaults[i], &in.in.Recovered[i]
	left := r.Collected.SubFloor(r.Spent)
	vaults, err := in.vaultsWith(tx, src.pool.AssetID)
	if err != nil {
		return err
	}
	elsewhere := money.Zero
	for _, v := range vaults {
		if v.pool.ID == src.pool.ID {
			continue
		}
		if err := addTo(&elsewhere, v.has); err != nil {
			return err
		}
	}
	if err := in.loadVault(tx, by, src, left.SubFloor(elsewhere)); err != nil {
		return err
	}
	if r.Open = src.agreed; !r.Open {
		return addTo(&r.Spent, money.Min(elsewhere, left))
	}
	return nil
}

// loadVault is loadOne of recovered or swept money, of which at least what the
// accounts leave must be there.
func (in *roundState) loadVault(tx *models.Tx, by models.Actor, src *source, left money.Amount) error {
	available, err := in.loadOne(tx, by, src)
	if err != nil {
		return err
	}
	if !src.agreed && available.Less(left) {
		return fmt.Errorf("%w: vault %s holds less for the incident than came back or was swept", service.ErrInvariant, src.pool.PublicID)
	}
	return nil
}

// holder is a shareholder of record of a pool with its entitlement.
type holder struct {
	entitled
	account common.Address
	shares  money.Amount
}
