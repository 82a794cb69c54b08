package audit

import (
	"fmt"
	"math/big"
	"slices"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/merkle"
	"makewhole/models"
)

// Streams that marks cover. A stream of rows is named like its table.
const (
	streamBlocks      = "blocks"     // LastID is a block, Hash its hash
	streamSettlements = "settlement" // LastID is a settlement, Hash its content, RowCount its lines
)

// allocationMoves are the columns of a line that change while it is paid.
var allocationMoves = []string{"version", "state", "door", "paid_to", "tx_hash", "block_number", "block_hash", "log_index", "collected_at"}

// prefix compares the rows that marks cover with the hashes of the marks: all of
// them in a full run; in an incremental one their number, the newest segment,
// and one older segment in turn. It leaves the mark of the next segment behind
// and returns up to where rows were verified before.
func prefix[T any](r *run, stream string, except ...string) (after int64, err error) {
	if r.one != nil {
		return 0, nil
	}
	marks, err := r.tx.MarksOf(stream)
	if err != nil {
		return 0, err
	}
	last, rows := models.VerifyMark{Stream: stream}, int64(0)
	turn := -1
	if len(marks) > 0 {
		turn = int(r.tx.Now.Unix()/3600) % len(marks)
	}
	for i, m := range marks {
		rows += m.RowCount
		if !r.Incremental || i == len(marks)-1 || i == turn {
			if err := segment[T](r, last, m, except); err != nil {
				return 0, err
			}
		}
		last = m
	}
	switch n, err := models.CountUpTo[T](r.tx, last.LastID); {
	case err != nil:
		return 0, err
	case n != rows:
		r.violation(stream, "%d rows up to %d, %d were verified before", n, last.LastID, rows)
	}
	return last.LastID, mark[T](r, last, except)
}

// segment hashes the rows of one mark again.
func segment[T any](r *run, before, m models.VerifyMark, except []string) error {
	hash, n, err := hashRows[T](r, before, m.LastID, except)
	if err != nil {
		return err
	}
	r.checked()
	if hash != m.Hash.Hash || n != m.RowCount {
		r.violation(m.Stream, "rows %d to %d are not what was verified on %s", before.LastID+1, m.LastID, m.CreatedAt.Format("2006-01-02 15:04"))
	}
	return nil
}

// mark hashes what the last run saw and no mark covers.
func mark[T any](r *run, last models.VerifyMark, except []string) error {
	seen, err := models.LastID[T](r.tx)
	if err != nil || seen == last.SeenID && last.LastID == last.SeenID {
		return err
	}
	next := models.VerifyMark{Stream: last.Stream, LastID: last.SeenID, SeenID: max(seen, last.SeenID)}
	if next.Hash.Hash, next.RowCount, err = hashRows[T](r, last, next.LastID, except); err != nil {
		return err
	}
	r.shared.marks = append(r.shared.marks, next)
	return nil
}

// hashRows chains the digests of the rows after a mark to the mark's hash.
func hashRows[T any](r *run, before models.VerifyMark, last int64, except []string) (common.Hash, int64, error) {
	hash, n := before.Hash.Hash, int64(0)
	err := models.EachRowIn(r.tx, before.LastID, last, func(row *T) error {
		sum, err := models.RowDigest(row, except...)
		hash = common.Hash(merkle.Keccak(slices.Concat(hash[:], sum[:])))
		n++
		return err
	})
	return hash, n, err
}

// openStates are those of a settlement that no mark may cover: its content can
// still be cancelled or go out.
var openStates = []string{
	models.SettlementDraft, models.SettlementObjections, models.SettlementApproved, models.SettlementSigned, models.SettlementPublishing,
}

// covered reports whether an earlier run verified exactly this content of a
// settlement, with as many lines.
func (r *run) covered(s *models.Settlement) (bool, error) {
	if slices.Contains(openStates, s.State) {
		return false, nil
	}
	m, ok, err := r.tx.MarkAt(streamSettlements, s.ID)
	if err != nil || !ok || m.Hash.Hash != contentHash(s) {
		return false, err
	}
	lines, err := r.tx.LinesIn(s.ID)
	return lines == m.RowCount, err
}

// outside reports whether a settlement is not the scope's to check.
func (r *run) outside(s *models.Settlement) (bool, error) {
	if r.one != nil {
		return r.one.ID != s.ID, nil
	}
	if !r.Incremental {
		return false, nil
	}
	return r.covered(s)
}

// markSettlement says that a settlement was verified.
func (r *run) markSettlement(s *models.Settlement, lines int64) error {
	if r.one != nil || slices.Contains(openStates, s.State) {
		return nil
	}
	if done, err := r.covered(s); err != nil || done {
		return err
	}
	r.shared.marks = append(r.shared.marks, models.VerifyMark{
		Stream: streamSettlements, LastID: s.ID, SeenID: s.ID, RowCount: lines, Hash: models.H(contentHash(s)),
	})
	return nil
}

// markBlock says up to where the payments on chain were compared.
func (r *run) markBlock(number uint64) error {
	if r.one != nil {
		return nil
	}
	head, err := r.Chain.HeaderByNumber(r.ctx, new(big.Int).SetUint64(number))
	if err != nil {
		return errUnchecked{fmt.Sprintf("read block %d: %v", number, err)}
	}
	last, ok, err := r.tx.LastMark(streamBlocks)
	if err != nil || ok && uint64(last.LastID) == number {
		return err
	}
	r.shared.marks = append(r.shared.marks, models.VerifyMark{
		Stream: streamBlocks, LastID: int64(number), SeenID: int64(number), Hash: models.H(head.Hash()),
	})
	return nil
}

// markedBlock is the last block of an earlier run, -1 in a full one.
func (r *run) markedBlock() (int64, error) {
	if !r.Incremental {
		return -1, nil
	}
	m, ok, err := r.tx.LastMark(streamBlocks)
	if err != nil || !ok {
		return -1, err
	}
	return m.LastID, nil
}
