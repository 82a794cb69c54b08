package settlements

import (
	"fmt"

	"makewhole/claims"
	"makewhole/models"
	"makewhole/money"
	"makewhole/service"
)

// Chart of accounts. Every account is kept per asset; amounts are base units.
// Codes contain public ids, so that the ledger reads without other tables.
//
// Real accounts follow the chain: they move only with a final event.
//
//	pool:<pol>:free           free capital in the pool's contract
//	pool:<pol>:earmark:<inc>  what the contract set aside for an incident
//	vault:<pol>:<inc>         money of an incident in the recovery vault
//	distributor:<stl>         published and not collected yet
//	escheat:<inc>             swept money of an incident in the vault
//
// Their counterparts say where the money came from or went:
//
//	providers:<pol>           deposits less withdrawals of underwriters
//	returned:<inc>            money that came back
//	paid:<inc>                money that receivers collected
//
// Commitments are decided here and not on chain yet:
//
//	lines:<stl>               lines of a settlement that is not published
//	held:<stl>                its held and carried lines, dust and unattributed
//	commitments:<pol>:<inc>   the counterpart: what of a source is spoken for
//	commitments:escheat:<inc> the same of swept money
//
// Movements (kind, what it debits and credits):
//
//	reserve     lines + held       / commitments    a draft is written
//	unreserve   commitments        / lines + held   a draft is cancelled
//	release     commitments        / held           the next tranche takes over what the last one held
//	rehold      held               / commitments    … and gives it back when it is cancelled
//	publish     distributor        / pool earmark or vault, and commitments / lines
//	giveback    pool or vault      / distributor, and commitments / held: cancelled on chain
//	pay         paid               / distributor
//	sweep       escheat            / distributor
//	deposit     pool free          / providers;  withdraw: the reverse
//	earmark     pool earmark       / pool free;  unearmark: the reverse
//	recover     vault              / returned
func accountFree(pool *models.Pool) string { return "pool:" + pool.PublicID + ":free" }

func accountEarmark(pool *models.Pool, inc *models.Incident) string {
	return "pool:" + pool.PublicID + ":earmark:" + inc.PublicID
}

func accountVault(pool *models.Pool, inc *models.Incident) string {
	return "vault:" + pool.PublicID + ":" + inc.PublicID
}

func accountProviders(pool *models.Pool) string   { return "providers:" + pool.PublicID }
func accountReturned(inc *models.Incident) string { return "returned:" + inc.PublicID }
func accountPaid(inc *models.Incident) string     { return "paid:" + inc.PublicID }
func accountEscheat(inc *models.Incident) string  { return "escheat:" + inc.PublicID }

func accountDistributor(st *models.Settlement) string { return "distributor:" + st.PublicID }
func accountLines(st *models.Settlement) string       { return "lines:" + st.PublicID }
func accountHeld(st *models.Settlement) string        { return "held:" + st.PublicID }

func accountCommitments(pool *models.Pool, inc *models.Incident) string {
	return "commitments:" + pool.PublicID + ":" + inc.PublicID
}

func accountEscheatCommitments(inc *models.Incident) string {
	return "commitments:escheat:" + inc.PublicID
}

// accountSource is where the money of a settlement really is.
func accountSource(pool *models.Pool, inc *models.Incident) string {
	if pool.Kind == claims.PoolVault {
		return accountVault(pool, inc)
	}
	return accountEarmark(pool, inc)
}

// move is one two-sided movement.
func move(assetID int64, from, to string, amount money.Amount) []models.Posting {
	return []models.Posting{
		{Account: to, AssetID: assetID, Side: models.Debit, Amount: amount},
		{Account: from, AssetID: assetID, Side: models.Credit, Amount: amount},
	}
}

// context of a settlement's postings.
type book struct {
	inc  *models.Incident
	pool *models.Pool
	st   *models.Settlement
}

// commitments and source are the accounts that a settlement is booked against:
// swept money has its own.
func (b book) accounts(tx *models.Tx) (commitments, source string, err error) {
	escheat, err := tx.FromEscheat(b.st.ID)
	if escheat {
		return accountEscheatCommitments(b.inc), accountEscheat(b.inc), err
	}
	return accountCommitments(b.pool, b.inc), accountSource(b.pool, b.inc), err
}

// heldTotal is everything of a settlement that has no leaf.
func heldTotal(st *models.Settlement) money.Amount { return st.Available.SubFloor(st.Paid.Amount) }

func (b book) reserve(tx *models.Tx) error {
	from, _, err := b.accounts(tx)
	if err != nil {
		return err
	}
	ps := append(move(b.st.AssetID, from, accountLines(b.st), b.st.Paid.Amount),
		move(b.st.AssetID, from, accountHeld(b.st), heldTotal(b.st))...)
	return tx.Post("reserve", b.st.PublicID, ps...)
}

func (b book) unreserve(tx *models.Tx) error {
	to, _, err := b.accounts(tx)
	if err != nil {
		return err
	}
	ps := append(move(b.st.AssetID, accountLines(b.st), to, b.st.Paid.Amount),
		move(b.st.AssetID, accountHeld(b.st), to, heldTotal(b.st))...)
	return tx.Post("unreserve", b.st.PublicID, ps...)
}

// release takes over what the previous tranche held; ref is the new tranche.
func (b book) release(tx *models.Tx, next string) error {
	to, _, err := b.accounts(tx)
	if err != nil {
		return err
	}
	return tx.Post("release", next, move(b.st.AssetID, accountHeld(b.st), to, heldTotal(b.st))...)
}

// rehold undoes release when the tranche that took over is cancelled.
func (b book) rehold(tx *models.Tx, cancelled string) error {
	from, _, err := b.accounts(tx)
	if err != nil {
		return err
	}
	return tx.Post("rehold", cancelled, move(b.st.AssetID, from, accountHeld(b.st), heldTotal(b.st))...)
}

func (b book) publish(tx *models.Tx) error {
	commitments, source, err := b.accounts(tx)
	if err != nil {
		return err
	}
	ps := append(move(b.st.AssetID, source, accountDistributor(b.st), b.st.Paid.Amount),
		move(b.st.AssetID, accountLines(b.st), commitments, b.st.Paid.Amount)...)
	return tx.Post("publish", b.st.PublicID, ps...)
}

// giveBack is a cancellation on chain: the money returns to its source and
// nothing is held any more. What a later draft has taken over already is that
// draft's to give back: it is released once.
func (b book) giveBack(tx *models.Tx) error {
	commitments, source, err := b.accounts(tx)
	if err != nil {
		return err
	}
	held, err := balance(tx, accountHeld(b.st), b.st.AssetID)
	if err != nil {
		return err
	}
	ps := move(b.st.AssetID, accountDistributor(b.st), source, b.st.Paid.Amount)
	if !held.IsZero() {
		ps = append(ps, move(b.st.AssetID, accountHeld(b.st), commitments, held)...)
	}
	return tx.Post("giveback", b.st.PublicID, ps...)
}

// open is the balance of an account that money lies in, debits less credits.
func balance(tx *models.Tx, account string, assetID int64) (money.Amount, error) {
	debit, credit, err := tx.Balance(account, assetID)
	if err != nil {
		return money.Zero, err
	}
	left, err := debit.Sub(credit)
	if err != nil {
		return money.Zero, fmt.Errorf("%w: account %s is overdrawn", service.ErrInvariant, account)
	}
	return left, nil
}

// committed is what of a source is spoken for by one incident.
func committed(tx *models.Tx, pool *models.Pool, inc *models.Incident) (money.Amount, error) {
	return balanceOf(tx, accountCommitments(pool, inc), pool.AssetID)
}

// balanceOf is the balance of an account of commitments, credits less debits.
func balanceOf(tx *models.Tx, account string, assetID int64) (money.Amount, error) {
	debit, credit, err := tx.Balance(account, assetID)
	if err != nil {
		return money.Zero, err
	}
	left, err := credit.Sub(debit)
	if err != nil {
		return money.Zero, fmt.Errorf("%w: %s is negative", service.ErrInvariant, account)
	}
	return left, nil
}
