package models

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"gorm.io/gorm/clause"

	"makewhole/money"
)

// Sides of a posting.
const (
	Debit  = "debit"
	Credit = "credit"
)

// Posting is one side of a movement in base units of one asset.
type Posting struct {
	Account string
	AssetID int64
	Side    string
	Amount  money.Amount
}

// ErrLedgerConflict means (kind, ref) was posted before with other postings.
var ErrLedgerConflict = errors.New("ledger reference was posted with other amounts")

// Post writes one balanced ledger transaction. For each asset Σ debits must
// equal Σ credits, or ErrUnbalanced. It is idempotent: the same (kind, ref)
// with the same postings does nothing, with others it is ErrLedgerConflict.
// Postings of zero are dropped.
func (tx *Tx) Post(kind, ref string, ps ...Posting) error {
	ps = slices.DeleteFunc(slices.Clone(ps), func(p Posting) bool { return p.Amount.IsZero() })
	if err := balanced(ps); err != nil {
		return wrap("post "+kind, err)
	}
	head := LedgerTransaction{Kind: kind, Ref: ref, CreatedAt: tx.Now}
	old, err := one[LedgerTransaction](tx, "kind = ? AND ref = ?", kind, ref)
	if err == nil {
		return tx.samePostings(old, ps)
	}
	if !errors.Is(err, ErrNotFound) {
		return err
	}
	if err := Insert(tx, &head); err != nil {
		return err
	}
	rows := make([]LedgerPosting, len(ps))
	for i, p := range ps {
		account, err := tx.ledgerAccount(p.Account, p.AssetID)
		if err != nil {
			return err
		}
		rows[i] = LedgerPosting{
			TransactionID: head.ID, AccountID: account.ID, AssetID: p.AssetID, Side: p.Side, Amount: Amt(p.Amount),
		}
	}
	return InsertBatch(tx, rows)
}

// balanced checks Σ debits = Σ credits for each asset.
func balanced(ps []Posting) error {
	sums := map[int64][2]money.Amount{}
	for _, p := range ps {
		if p.Account == "" || (p.Side != Debit && p.Side != Credit) {
			return fmt.Errorf("%w: posting without account or side", ErrUnbalanced)
		}
		s, i := sums[p.AssetID], 0
		if p.Side == Credit {
			i = 1
		}
		var err error
		if s[i], err = s[i].Add(p.Amount); err != nil {
			return err
		}
		sums[p.AssetID] = s
	}
	for asset, s := range sums {
		if s[0] != s[1] {
			return fmt.Errorf("%w: asset %d debit %s credit %s", ErrUnbalanced, asset, s[0], s[1])
		}
	}
	return nil
}

// samePostings compares an earlier transaction with what is posted again.
func (tx *Tx) samePostings(old LedgerTransaction, ps []Posting) error {
	have, err := list[LedgerPosting](tx, query{cond: "transaction_id = ?", args: []any{old.ID}})
	if err != nil {
		return err
	}
	var a, b []string
	for _, p := range have {
		account, err := ByID[LedgerAccount](tx, p.AccountID)
		if err != nil {
			return err
		}
		a = append(a, postingKey(Posting{account.Code, p.AssetID, p.Side, p.Amount.Amount}))
	}
	for _, p := range ps {
		b = append(b, postingKey(p))
	}
	slices.Sort(a)
	slices.Sort(b)
	if !slices.Equal(a, b) {
		return fmt.Errorf("post %s %s: %w", old.Kind, old.Ref, ErrLedgerConflict)
	}
	return nil
}

func postingKey(p Posting) string {
	return strings.Join([]string{p.Account, fmt.Sprint(p.AssetID), p.Side, p.Amount.String()}, "|")
}

// ledgerAccount returns the account of a code in an asset, opening it if new.
func (tx *Tx) ledgerAccount(code string, assetID int64) (LedgerAccount, error) {
	row := LedgerAccount{Code: code, AssetID: assetID}
	return upsert(tx, row, []string{"code", "asset_id"}, "code = ? AND asset_id = ?", code, assetID)
}

// upsert returns the row that cond finds, or inserts row. unique names the
// columns of the unique index that decides a race.
func upsert[T any](tx *Tx, row T, unique []string, cond string, args ...any) (T, error) {
	old, err := one[T](tx, cond, args...)
	if !errors.Is(err, ErrNotFound) {
		return old, err
	}
	if err := tx.writable(); err != nil {
		return row, err
	}
	if err := prepareRow(tx, &row); err != nil {
		return row, err
	}
	cols := make([]clause.Column, len(unique))
	for i, name := range unique {
		cols[i].Name = name
	}
	res := tx.db.Clauses(clause.OnConflict{Columns: cols, DoNothing: true}).Create(&row)
	if err := tx.wrote("insert "+tableOf[T]().Table, res.Error); err != nil {
		return row, err
	}
	return one[T](tx, cond, args...)
}

// AssetsOf lists the assets in which an account was ever used.
func (tx *Tx) AssetsOf(account string) ([]int64, error) {
	rows, err := list[LedgerAccount](tx, query{cond: "code = ?", args: []any{account}, order: "asset_id"})
	out := make([]int64, len(rows))
	for i := range rows {
		out[i] = rows[i].AssetID
	}
	return out, err
}

// Balance adds all postings of one account in one asset; both are zero for an
// account that was never used.
func (tx *Tx) Balance(account string, assetID int64) (debit, credit money.Amount, err error) {
	row, err := one[LedgerAccount](tx, "code = ? AND asset_id = ?", account, assetID)
	if errors.Is(err, ErrNotFound) {
		return money.Zero, money.Zero, nil
	}
	if err != nil {
		return money.Zero, money.Zero, err
	}
	if debit, err = sumAmounts[LedgerPosting](tx, "amount", "account_id = ? AND side = ?", row.ID, Debit); err != nil {
		return money.Zero, money.Zero, err
	}
	credit, err = sumAmounts[LedgerPosting](tx, "amount", "account_id = ? AND side = ?", row.ID, Credit)
	return debit, credit, err
}
