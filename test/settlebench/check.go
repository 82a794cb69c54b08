package settlebench

import (
	"context"
	"errors"
	"fmt"

	"makewhole/merkle"
	"makewhole/models"
	"makewhole/money"
)

// ErrWrong means that what was stored is not what the settlement says.
var ErrWrong = errors.New("settlement is wrong")

// check reads the stored lines and the stored file back: Σ lines + dust + held +
// unattributed = M, no line above what is owed, leaves numbered without a gap,
// the root and the input hash recomputed. It returns the leaves in order.
func check(ctx context.Context, db *models.DB, st *models.Settlement, want int) ([]merkle.Entry, error) {
	var paid, held money.Amount
	entries := make([]merkle.Entry, st.LeafCount)
	seen, leaves := 0, int64(0)
	return entries, db.Read(ctx, func(tx *models.Tx) error {
		err := tx.StoredLines(st.ID, func(l *models.StoredLine) (err error) {
			seen++
			if l.Entitled.SubFloor(l.Already.Amount).Less(l.Amount.Amount) {
				return fmt.Errorf("%w: line %d is above what is owed", ErrWrong, seen)
			}
			if l.Leaf < 0 {
				held, err = held.Add(l.Amount.Amount)
				return err
			}
			if l.Leaf != leaves || l.Leaf >= st.LeafCount || l.Held {
				return fmt.Errorf("%w: leaf %d where %d was expected", ErrWrong, l.Leaf, leaves)
			}
			entries[leaves] = merkle.Entry{Account: l.Receiver.Address, Amount: l.Amount.Amount}
			leaves++
			paid, err = paid.Add(l.Amount.Amount)
			return err
		})
		if err != nil {
			return err
		}
		sum, err := money.Sum(paid, held, st.Dust.Amount, st.Unattributed.Amount)
		switch {
		case err != nil:
			return err
		case sum != st.Available.Amount || paid != st.Paid.Amount || held != st.Held.Amount:
			return fmt.Errorf("%w: lines, dust, held and unattributed are not M", ErrWrong)
		case seen != want || leaves != st.LeafCount:
			return fmt.Errorf("%w: %d lines and %d leaves, want %d and %d", ErrWrong, seen, leaves, want, st.LeafCount)
		case merkle.BuildPayouts(st.ChainRef.Hash, entries).Root() != merkle.Hash(st.PayoutRoot.Hash):
			return fmt.Errorf("%w: the stored leaves do not hash to the root", ErrWrong)
		}
		return checkFile(tx, st)
	})
}

func checkFile(tx *models.Tx, st *models.Settlement) error {
	h := merkle.NewKeccak()
	if err := tx.CopyEntitlementFile(st.ID, h); err != nil {
		return err
	}
	if merkle.Hash(h.Sum(nil)) != merkle.Hash(st.InputHash.Hash) {
		return fmt.Errorf("%w: the stored file does not have its hash", ErrWrong)
	}
	return nil
}
