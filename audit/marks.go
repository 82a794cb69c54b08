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
	StreamBlocks      = "blocks"     // LastID is a block, Hash its hash
	streamSettlements = "settlement" // LastID is a settlement, Hash its content, RowCount its lines
)

// AllocationMoves are the columns of a line that change while it is paid.
var AllocationMoves = []string{"version", "state", "door", "paid_to", "tx_hash", "block_number", "block_hash", "log_index", "collected_at"}

// Prefix compares the rows that marks cover with the hashes of the marks: all of
// them in a full run; in an incremental one their number, the newest segment,
// and one older segment in turn. It leaves the mark of the next segment behind
// and returns up to where rows were verified before.
func Prefix[T any](r *Run, stream string, except ...string) (after int64, err error) {
	if r.One != nil {
		return 0, nil
	}
	marks, err := r.Tx.MarksOf(stream)
	if err != nil {
		return 0, err
	}
	last, rows := models.VerifyMark{Stream: stream}, int64(0)
	turn := -1
	if len(marks) > 0 {
		turn = int(r.Tx.Now.Unix()/3600) % len(marks)
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
	switch n, err := models.CountUpTo[T](r.Tx, last.LastID); {
	case err != nil:
		return 0, err
	case n != rows:
		r.Violation(stream, "%d rows up to %d, %d were verified before", n, last.LastID, rows)
	}
	return last.LastID, mark[T](r, last, except)
}

// segment hashes the rows of one mark again.
func segment[T any](r *Run, before, m models.VerifyMark, except []string) error {
	hash, n, err := hashRows[T](r, before, m.LastID, except)
	if err != nil {
		return err
	}
	r.Checked()
	if hash != m.Hash.Hash || n != m.RowCount {
		r.Violation(m.Stream, "rows %d to %d are not what was verified on %s", before.LastID+1, m.LastID, m.CreatedAt.Format("2006-01-02 15:04"))
	}
	return nil
}

// mark hashes what the last run saw and no mark covers.
func mark[T any](r *Run, last models.VerifyMark, except []string) error {
	seen, err := models.LastID[T](r.Tx)
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
func hashRows[T any](r *Run, before models.VerifyMark, last int64, except []string) (common.Hash, int64, error) {
	hash, n := before.Hash.Hash, int64(0)
	err := models.EachRowIn(r.Tx, before.LastID, last, func(row *T) error {
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

// Covered reports whether an earlier run verified exactly this content of a
// settlement, with as many lines.
func (r *Run) Covered(s *models.Settlement) (bool, error) {
	if slices.Contains(openStates, s.State) {
		return false, nil
	}
	m, ok, err := r.Tx.MarkAt(streamSettlements, s.ID)
	if err != nil || !ok || m.Hash.Hash != ContentHash(s) {
		return false, err
	}
	lines, err := r.Tx.LinesIn(s.ID)
	return lines == m.RowCount, err
}

// Outside reports whether a settlement is not the scope's to check.
func (r *Run) Outside(s *models.Settlement) (bool, error) {
	if r.One != nil {
		return r.One.ID != s.ID, nil
	}
	if !r.Incremental {
		return false, nil
	}
	return r.Covered(s)
}

// MarkSettlement says that a settlement was verified.
func (r *Run) MarkSettlement(s *models.Settlement, lines int64) error {
	if r.One != nil || slices.Contains(openStates, s.State) {
		return nil
	}
	if done, err := r.Covered(s); err != nil || done {
		return err
	}
	r.shared.marks = append(r.shared.marks, models.VerifyMark{
		Stream: streamSettlements, LastID: s.ID, SeenID: s.ID, RowCount: lines, Hash: models.H(ContentHash(s)),
	})
	return nil
}

// MarkBlock says up to where the payments on chain were compared.
func (r *Run) MarkBlock(number uint64) error {
	if r.One != nil {
		return nil
	}
	head, err := r.Chain.HeaderByNumber(r.Ctx, new(big.Int).SetUint64(number))
	if err != nil {
		return Unchecked(fmt.Sprintf("read block %d: %v", number, err))
	}
	last, ok, err := r.Tx.LastMark(StreamBlocks)
	if err != nil || ok && uint64(last.LastID) == number {
		return err
	}
	r.shared.marks = append(r.shared.marks, models.VerifyMark{
		Stream: StreamBlocks, LastID: int64(number), SeenID: int64(number), Hash: models.H(head.Hash()),
	})
	return nil
}

// MarkedBlock is the last block of an earlier run, -1 in a full one.
func (r *Run) MarkedBlock() (int64, error) {
	if !r.Incremental {
		return -1, nil
	}
	m, ok, err := r.Tx.LastMark(StreamBlocks)
	if err != nil || !ok {
		return -1, err
	}
	return m.LastID, nil
}
