package settlements

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/claims/covers"
	"makewhole/models"
	"makewhole/money"
	"makewhole/rounds"
	"makewhole/service"
	"makewhole/settlements/ledger"
	"makewhole/valuation"
)

// roundState is everything that a round of an incident follows from, read in one
// transaction: its loss accounts and its sources, with what rows they stand for.
type roundState struct {
	*coverState
	in       rounds.State
	values   *rounds.Values
	tokens   []models.Asset // by position in in.Assets
	asset    map[int64]int  // that position by row id
	pool     map[int64]int  // position in in.Pools by row id
	pools    []source       // by position in in.Pools; without settlements to come where no layer names the pool
	vaults   []source       // by position in in.Recovered
	escheats []source       // by position in in.Escheat
	account  map[common.Address]int
	people   []person // by position in in.Accounts
	of       map[int64]ref
	given    map[int64]money.Amount // value of the cover lines of an entitlement
	// toHolders is what shareholders of record have, by entitlement and token
	// (position in in.Assets).
	toHolders map[paidKey]money.Amount
	swept     []sweptLine
	// sweptShares is what was swept from shareholders of record.
	sweptShares []sweptShare
	holders     map[int64][]holder // by pool
	protocol    *models.RecoveryPayee
	bounties    []models.RecoveryPayee // in the order in which they are taken
	replaced    map[int64]bool         // open drafts that this round computes again
	back        []models.Recovery      // what came back for good
}

// person is who stands behind an account.
type person struct {
	covers   []uint32 // positions in rights, by public id
	recovery entitled
}

// entitled is an entitlement of recovered money.
type entitled struct {
	id       int64
	publicID string
	receiver common.Address
	held     bool
}

// ref says whose an entitlement is: an account's, or a shareholder's of the pool
// that class names.
type ref struct {
	publicID string
	receiver common.Address
	affected common.Address
	account  int // position in the accounts, −1 for none
	class    int64
	recovery bool
	held     bool
}

// loadRound reads the loss accounts of an incident, with the sources that are
// named left to be computed again.
func loadRound(tx *models.Tx, by models.Actor, cover *coverState) (*roundState, error) {
	in := &roundState{
		coverState: cover, asset: map[int64]int{}, pool: map[int64]int{}, account: map[common.Address]int{}, of: map[int64]ref{},
		given: map[int64]money.Amount{}, holders: map[int64][]holder{}, toHolders: map[paidKey]money.Amount{}, replaced: map[int64]bool{},
	}
	for i := range in.settlements {
		if st := &in.settlements[i]; replaceable(by, st) {
			in.replaced[st.ID] = true
		}
	}
	for _, step := range []func(*models.Tx) error{
		in.loadBack, in.loadAssets, in.loadAccounts, in.loadPools, in.loadProductsInto, in.loadRightsInto, in.loadEnded, in.loadRecovered, in.loadPayees, in.loadEntries, in.loadSources(by),
	} {
		if err := step(tx); err != nil {
			return nil, err
		}
	}
	in.holdReceivers()
	in.in.Last = in.last(slices.ContainsFunc(in.rights, func(r right) bool { return r.held }))
	return in, nil
}

func (in *roundState) loadBack(tx *models.Tx) (err error) {
	in.back, err = tx.RecoveriesOf(in.incident.ID, RecoveryFinal, RecoveryReleased)
	return err
}

// loadAssets lists and prices every token that an account or a source knows, in
// the order of their addresses.
func (in *roundState) loadAssets(tx *models.Tx) error {
	rows := map[int64]models.Asset{in.valuation.Numeraire.ID: in.valuation.Numeraire}
	var err error
	add := func(id int64) error {
		if _, known := rows[id]; !known {
			rows[id], err = models.ByID[models.Asset](tx, id)
		}
		return err
	}
	for _, m := range in.valuation.Members {
		err = errors.Join(err, add(m.AssetID))
	}
	for _, l := range in.layers {
		err = errors.Join(err, add(l.pool.AssetID))
	}
	for _, st := range in.settlements {
		err = errors.Join(err, add(st.AssetID))
	}
	for _, r := range in.back {
		err = errors.Join(err, add(r.AssetID))
	}
	err2 := tx.ReceiptsOf(in.incident.ID, func(o *models.OutsideReceipt) error {
		if _, known := rows[o.AssetID]; !known {
			rows[o.AssetID] = models.Asset{}
		}
		return nil
	})
	for id, a := range rows {
		if a.ID == 0 {
			delete(rows, id)
			err = errors.Join(err, add(id))
		}
	}
	if err := errors.Join(err, err2); err != nil {
		return err
	}
	return in.price(rows)
}

func (in *roundState) price(rows map[int64]models.Asset) error {
	for _, a := range rows {
		in.tokens = append(in.tokens, a)
	}
	slices.SortFunc(in.tokens, func(a, b models.Asset) int { return strings.Compare(assetID(&a), assetID(&b)) })
	for i, a := range in.tokens {
		p, err := in.valuation.PriceOf(a)
		if err != nil {
			return err
		}
		in.asset[a.ID] = i
		in.in.Assets = append(in.in.Assets, rounds.Asset{ID: assetID(&a), Num: p.Num, Den: p.Den})
	}
	in.in.Unattributed = make([]money.Amount, len(in.tokens))
	var err error
	in.values, err = rounds.NewValues(in.in.Assets)
	return err
}

func assetID(a *models.Asset) string { return rounds.AssetID(uint64(a.ChainID), a.Address.Address) }

// loadAccounts reads the losses, and what was received outside, of every account,
// in the order of addresses.
func (in *roundState) loadAccounts(tx *models.Tx) error {
	found := map[common.Address]*rounds.Account{}
	at := func(a common.Address) *rounds.Account {
		if found[a] == nil {
			found[a] = &rounds.Account{ID: strings.ToLower(a.Hex())}
		}
		return found[a]
	}
	for n, snap := range in.valuation.Members {
		asset := in.asset[snap.AssetID]
		left := snap.TotalLoss.Amount
		err := in.valuation.EachLossIn(tx, n, func(l valuation.Loss) (err error) {
			left = left.SubFloor(l.Measured)
			a := at(l.Account)
			if l.Revised() {
				a.Revised = append(a.Revised, rounds.Revision{Asset: asset, Raised: l.Raised, Lowered: l.Lowered})
			}
			a.Losses, err = addUnits(a.Losses, asset, l.Verified)
			return err
		})
		if err != nil {
			return err
		}
		if in.in.Unattributed[asset], err = in.in.Unattributed[asset].Add(left); err != nil {
			return err
		}
	}
	err := tx.ReceiptsOf(in.incident.ID, func(o *models.OutsideReceipt) (err error) {
		a := at(o.Affected.Address)
		a.Outside, err = addUnits(a.Outside, in.asset[o.AssetID], o.Amount.Amount)
		return err
	})
	if err != nil {
		return err
	}
	for i := range in.rights {
		at(in.rights[i].affected)
	}
	return in.index(tx, found)
}

// addUnits adds an amount of one asset to a list of unique assets.
func addUnits(list []rounds.Units, asset int, amount money.Amount) ([]rounds.Units, error) {
	for i := range list {
		if list[i].Asset == asset {
			var err error
			list[i].Amount, err = list[i].Amount.Add(amount)
			return list, err
		}
	}
	return append(list, rounds.Units{Asset: asset, Amount: amount}), nil
}

// index puts the accounts in order and says which take no part.
func (in *roundState) index(tx *models.Tx, found map[common.Address]*rounds.Account) error {
	order := make([]common.Address, 0, len(found))
	for a := range found {
		order = append(order, a)
	}
	slices.SortFunc(order, common.Address.Cmp)
	in.in.Accounts, in.people = make([]rounds.Account, len(order)), make([]person, len(order))
	for i, a := range order {
		in.account[a], in.in.Accounts[i] = i, *found[a]
		slices.SortFunc(in.in.Accounts[i].Losses, func(x, y rounds.Units) int { return cmp.Compare(x.Asset, y.Asset) })
		slices.SortFunc(in.in.Accounts[i].Revised, func(x, y rounds.Revision) int { return cmp.Compare(x.Asset, y.Asset) })
		slices.SortFunc(in.in.Accounts[i].Outside, func(x, y rounds.Units) int { return cmp.Compare(x.Asset, y.Asset) })
	}
	out, err := tx.StandingExclusions(in.incident.ID)
	for _, e := range out {
		switch i, ok := in.account[e.Account.Address]; {
		case !ok:
		case e.InReserve(): // its money is held, not denied
			in.in.Accounts[i].Hold = rounds.HoldDisputed
		default:
			in.in.Accounts[i].Excluded = true
		}
	}
	return err
}

// loadPools lists the pools that bear a layer, and after them those that paid
// once, by public id.
func (in *roundState) loadPools(tx *models.Tx) error {
	rows := map[int64]models.Pool{}
	for _, l := range in.layers {
		rows[l.pool.ID] = l.pool
	}
	for _, st := range in.settlements {
		if _, known := rows[st.PoolID]; known || st.Kind != models.EntitlementCover {
			continue
		}
		p, err := models.ByID[models.Pool](tx, st.PoolID)
		if err != nil {
			return err
		}
		rows[p.ID] = p
	}
	for _, p := range rows {
		in.pools = append(in.pools, source{kind: models.EntitlementCover, pool: p, cap: money.Max})
	}
	slices.SortFunc(in.pools, func(a, b source) int { return strings.Compare(a.pool.PublicID, b.pool.PublicID) })
	for i := range in.pools {
		p := &in.pools[i].pool
		in.pool[p.ID] = i
		in.in.Pools = append(in.in.Pools, rounds.Pool{ID: p.PublicID, Asset: in.asset[p.AssetID]})
	}
	return nil
}

// loadProductsInto lists the products with their layers; their limits are shared
// among the rights already.
func (in *roundState) loadProductsInto(tx *models.Tx) error {
	ids := make([]int64, 0, len(in.products))
	for id := range in.products {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	for _, id := range ids {
		row, err := models.ByID[models.Product](tx, id)
		if err != nil {
			return err
		}
		p := in.products[id]
		out := rounds.Product{ID: row.PublicID, Rule: string(p.rule.Name)}
		if out.MinPay, err = in.values.FromNumeraire(p.minPay); err != nil {
			return err
		}
		for _, l := range p.layers {
			if at, ok := in.pool[l.PoolID]; ok {
				out.Layers = append(out.Layers, rounds.Layer{Pool: at, Cap: l.IncidentCap.Amount})
			}
		}
		p.at = len(in.in.Products)
		in.products[id] = p
		in.in.Products = append(in.in.Products, out)
	}
	return nil
}

// loadRightsInto adds what covers owe to the accounts, by public id. What a cover
// would owe without its own limit is at most the whole loss; it is asked for where
// covers of several products have not shared the loss yet.
func (in *roundState) loadRightsInto(*models.Tx) error {
	for _, at := range in.byID {
		r := &in.rights[at]
		i := in.account[r.affected]
		value, err := in.values.FromNumeraire(r.amount)
		if err != nil {
			return err
		}
		loss, err := in.lossOf(i)
		if err != nil {
			return err
		}
		unlimited := loss
		if own, ok := in.own[r.id]; ok {
			if unlimited, err = in.values.FromNumeraire(own.Unlimited); err != nil {
				return err
			}
		}
		in.people[i].covers = append(in.people[i].covers, at)
		in.in.Accounts[i].Rights = append(in.in.Accounts[i].Rights, rounds.Right{
			ID: r.publicID, Product: in.products[r.product].at, Class: r.class, Held: r.held, Amount: value, Unlimited: money.MaxOf(value, unlimited),
		})
	}
	return nil
}

func (in *roundState) lossOf(i int) (sum money.Amount, err error) {
	for _, u := range in.in.Accounts[i].Losses {
		worth, err := in.values.Of(u.Asset, u.Amount)
		if err != nil {
			return sum, err
		}
		if sum, err = sum.Add(worth); err != nil {
			return sum, err
		}
	}
	return sum, nil
}

// loadRecovered lists what came back for good, by token, with the vault that
// holds it.
func (in *roundState) loadRecovered(tx *models.Tx) error {
	collected := map[int]money.Amount{}
	for _, r := range in.back {
		var err error
		at := in.asset[r.AssetID]
		if collected[at], err = collected[at].Add(r.Amount.Amount); err != nil {
			return err
		}
	}
	for at := range in.tokens {
		if collected[at].IsZero() {
			continue
		}
		vault, err := in.drawnVault(tx, at)
		if err != nil {
			return err
		}
		in.in.Recovered = append(in.in.Recovered, rounds.Recovered{Asset: at, Collected: collected[at]})
		in.vaults = append(in.vaults, source{kind: models.EntitlementRecovery, pool: vault, cap: money.Max})
	}
	return nil
}

// vaultOf is the vault that has, or had, money of one token for the incident.
func (in *roundState) vaultOf(tx *models.Tx, asset int) (models.Pool, error) {
	rows, err := tx.PoolsIn(covers.PoolVault, in.tokens[asset].ID)
	if err != nil {
		return models.Pool{}, err
	}
	for _, p := range rows {
		debit, _, err := tx.Balance(ledger.Vault(&p, &in.incident), p.AssetID)
		if err != nil || !debit.IsZero() {
			return p, err
		}
	}
	if len(rows) > 0 {
		return rows[0], nil
	}
	return models.Pool{}, fmt.Errorf("%w: no vault holds %s", service.ErrNotReady, in.in.Assets[asset].ID)
}

// drawnVault is the vault from which recovered money of one token is drawn in this
// round: that of a settlement that is under way, else the one asked for, if it has
// money, else one that has. Where several have, each has its turn.
func (in *roundState) drawnVault(tx *models.Tx, asset int) (models.Pool, error) {
	token := in.tokens[asset].ID
	for i := range in.settlements {
		st := &in.settlements[i]
		if st.Kind == models.EntitlementRecovery && st.AssetID == token && !in.escheat[st.ID] && !irrevocable(st.State) {
			return models.ByID[models.Pool](tx, st.PoolID)
		}
	}
	vaults, err := in.vaultsWith(tx, token)
	if err != nil {
		return models.Pool{}, err
	}
	asked := slices.IndexFunc(vaults, func(v vaultMoney) bool { return v.pool.ID == in.vault })
	switch {
	case asked >= 0:
		return vaults[asked].pool, nil
	case len(vaults) > 0:
		return vaults[0].pool, nil
	}
	return in.vaultOf(tx, asset)
}

// vaultMoney is a vault and what it has for the incident.
type vaultMoney struct {
	pool models.Pool
	has  money.Amount
}

// vaultsWith are the vaults of a token that have money for the incident.
func (in *roundState) vaultsWith(tx *models.Tx, token int64) (out []vaultMoney, err error) {
	rows, err := tx.PoolsIn(covers.PoolVault, token)
	if err != nil {
		return nil, err
	}
	for i := range rows {
		has, err := ledger.Balance(tx, ledger.Vault(&rows[i], &in.incident), token)
		if err != nil {
			return nil, err
		}
		if !has.IsZero() {
			out = append(out, vaultMoney{rows[i], has})
		}
	}
	return out, nil
}

// holdReceivers holds the lines of accounts for which nobody has shown where they
// can receive: neither a cover of theirs nor their part of recovered money has a
// receiver.
func (in *roundState) holdReceivers() {
	for i := range in.people {
		known := slices.ContainsFunc(in.people[i].covers, func(at uint32) bool { return !in.rights[at].held && !in.parked[in.rights[at].id] })
		if in.in.Accounts[i].Hold == rounds.HoldDisputed {
			continue
		}
		in.in.Accounts[i].Hold = rounds.HoldNone
		if in.people[i].recovery.held && !known {
			in.in.Accounts[i].Hold = rounds.HoldReceiver
		}
	}
}
