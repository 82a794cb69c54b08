package ledger

import (
	"fmt"

	"makewhole/claims/covers"
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

// Free is the account of a pool's capital that is set aside for nothing.
func Free(pool *models.Pool) string { return "pool:" + pool.PublicID + ":free" }

// Earmark is the account of what a pool set aside for an incident.
func Earmark(pool *models.Pool, inc *models.Incident) string {
	return "pool:" + pool.PublicID + ":earmark:" + inc.PublicID
}

// Vault is the account of an incident's money in a recovery vault.
func Vault(pool *models.Pool, inc *models.Incident) string {
	return "vault:" + pool.PublicID + ":" + inc.PublicID
}

// Providers, Returned, Paid and Escheat are where money came from and went.
func Providers(pool *models.Pool) string   { return "providers:" + pool.PublicID }
func Returned(inc *models.Incident) string { return "returned:" + inc.PublicID }
func Paid(inc *models.Incident) string     { return "paid:" + inc.PublicID }
func Escheat(inc *models.Incident) string  { return "escheat:" + inc.PublicID }

// Distributor, Lines and Held are the accounts of one settlement.
func Distributor(st *models.Settlement) string { return "distributor:" + st.PublicID }
func Lines(st *models.Settlement) string       { return "lines:" + st.PublicID }
func Held(st *models.Settlement) string        { return "held:" + st.PublicID }

// Commitments is the account of what is spoken for of a pool by an incident.
func Commitments(pool *models.Pool, inc *models.Incident) string {
	return "commitments:" + pool.PublicID + ":" + inc.PublicID
}

// EscheatCommitments is the account of what is spoken for of swept money.
func EscheatCommitments(inc *models.Incident) string {
	return "commitments:escheat:" + inc.PublicID
}

// Source is where the money of a settlement really is.
func Source(pool *models.Pool, inc *models.Incident) string {
	if pool.Kind == covers.PoolVault {
		return Vault(pool, inc)
	}
	return Earmark(pool, inc)
}

// Move is one two-sided movement.
func Move(assetID int64, from, to string, amount money.Amount) []models.Posting {
	return []models.Posting{
		{Account: to, AssetID: assetID, Side: models.Debit, Amount: amount},
		{Account: from, AssetID: assetID, Side: models.Credit, Amount: amount},
	}
}

// Book is what the postings of one settlement name.
type Book struct {
	inc  *models.Incident
	pool *models.Pool
	st   *models.Settlement
}

// Of is the book of a settlement of an incident out of a pool.
func Of(inc *models.Incident, pool *models.Pool, st *models.Settlement) Book {
	return Book{inc, pool, st}
}

// accounts are the accounts that a settlement is booked against:
// swept money has its own.
func (b Book) accounts(tx *models.Tx) (commitments, source string, err error) {
	escheat, err := tx.FromEscheat(b.st.ID)
	if escheat {
		return EscheatCommitments(b.inc), Escheat(b.inc), err
	}
	return Commitments(b.pool, b.inc), Source(b.pool, b.inc), err
}

// HeldTotal is everything of a settlement that has no leaf.
func HeldTotal(st *models.Settlement) money.Amount { return st.Available.SubFloor(st.Paid.Amount) }

// Reserve writes a draft: its lines and what it holds are spoken for.
func (b Book) Reserve(tx *models.Tx) error {
	from, _, err := b.accounts(tx)
	if err != nil {
		return err
	}
	ps := append(Move(b.st.AssetID, from, Lines(b.st), b.st.Paid.Amount),
		Move(b.st.AssetID, from, Held(b.st), HeldTotal(b.st))...)
	return tx.Post("reserve", b.st.PublicID, ps...)
}

// Unreserve takes a draft back.
func (b Book) Unreserve(tx *models.Tx) error {
	to, _, err := b.accounts(tx)
	if err != nil {
		return err
	}
	ps := append(Move(b.st.AssetID, Lines(b.st), to, b.st.Paid.Amount),
		Move(b.st.AssetID, Held(b.st), to, HeldTotal(b.st))...)
	return tx.Post("unreserve", b.st.PublicID, ps...)
}

// Release takes over what the previous tranche held; ref is the new tranche.
func (b Book) Release(tx *models.Tx, next string) error {
	to, _, err := b.accounts(tx)
	if err != nil {
		return err
	}
	return tx.Post("release", next, Move(b.st.AssetID, Held(b.st), to, HeldTotal(b.st))...)
}

// Rehold undoes Release when the tranche that took over is cancelled.
func (b Book) Rehold(tx *models.Tx, cancelled string) error {
	from, _, err := b.accounts(tx)
	if err != nil {
		return err
	}
	return tx.Post("rehold", cancelled, Move(b.st.AssetID, from, Held(b.st), HeldTotal(b.st))...)
}

// Publish moves a settlement's money into the distributor.
func (b Book) Publish(tx *models.Tx) error {
	commitments, source, err := b.accounts(tx)
	if err != nil {
		return err
	}
	ps := append(Move(b.st.AssetID, source, Distributor(b.st), b.st.Paid.Amount),
		Move(b.st.AssetID, Lines(b.st), commitments, b.st.Paid.Amount)...)
	return tx.Post("publish", b.st.PublicID, ps...)
}

// GiveBack is a cancellation on chain: the money returns to its source and
// nothing is held any more. What a later draft has taken over already is that
// draft's to give back: it is released once.
func (b Book) GiveBack(tx *models.Tx) error {
	commitments, source, err := b.accounts(tx)
	if err != nil {
		return err
	}
	held, err := Balance(tx, Held(b.st), b.st.AssetID)
	if err != nil {
		return err
	}
	ps := Move(b.st.AssetID, Distributor(b.st), source, b.st.Paid.Amount)
	if !held.IsZero() {
		ps = append(ps, Move(b.st.AssetID, Held(b.st), commitments, held)...)
	}
	return tx.Post("giveback", b.st.PublicID, ps...)
}

// Balance is that of an account that money lies in, debits less credits.
func Balance(tx *models.Tx, account string, assetID int64) (money.Amount, error) {
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

// Committed is what of a source is spoken for by one incident.
func Committed(tx *models.Tx, pool *models.Pool, inc *models.Incident) (money.Amount, error) {
	return CommitmentsOf(tx, Commitments(pool, inc), pool.AssetID)
}

// CommitmentsOf is the balance of an account of commitments, credits less debits.
func CommitmentsOf(tx *models.Tx, account string, assetID int64) (money.Amount, error) {
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
