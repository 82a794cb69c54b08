package models

import (
	"errors"
	"fmt"

	"github.com/ethereum/go-ethereum/common"
	"golang.org/x/mod/sumdb/tlog"
)

// ErrTree means the audit tree and what was said about it disagree.
var ErrTree = errors.New("audit tree does not match")

// treeReader reads stored hashes of the audit tree; fresh holds those of this
// transaction that are not written yet.
type treeReader struct {
	tx    *Tx
	fresh map[int64]tlog.Hash
}

// ReadHashes implements tlog.HashReader.
func (r treeReader) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	found := make(map[int64]tlog.Hash, len(indexes))
	var missing []int64
	for _, i := range indexes {
		if h, ok := r.fresh[i]; ok {
			found[i] = h
		} else {
			missing = append(missing, i)
		}
	}
	if len(missing) > 0 {
		rows, err := list[AuditHash](r.tx, query{cond: "idx IN ?", args: []any{missing}})
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			found[row.Idx] = tlog.Hash(row.Hash.Hash)
		}
	}
	out := make([]tlog.Hash, len(indexes))
	for n, i := range indexes {
		h, ok := found[i]
		if !ok {
			return nil, fmt.Errorf("%w: stored hash %d is missing", ErrTree, i)
		}
		out[n] = h
	}
	return out, nil
}

// AuditSize is how many entries are in the tree.
func (tx *Tx) AuditSize() (int64, error) {
	var size int64
	err := tx.db.Raw("SELECT coalesce(max(tree_index) + 1, 0) FROM audit_entries").Row().Scan(&size)
	return size, wrap("audit size", tx.owner.translate(err))
}

// IntegrateAudit gives the next tree indexes to at most max waiting entries, in
// the order of their ids, stores the hashes this adds to the RFC 6962 tree and
// returns the new size and root. An entry that commits later gets a later
// index even if its id is lower: what has an index never moves.
func (tx *Tx) IntegrateAudit(max int) (size int64, root common.Hash, err error) {
	if err := tx.writable(); err != nil {
		return 0, root, err
	}
	if size, err = tx.AuditSize(); err != nil {
		return 0, root, err
	}
	waiting, err := list[AuditEntry](tx, query{cond: "tree_index IS NULL", order: "id", limit: max})
	if err != nil {
		return 0, root, err
	}
	reader := treeReader{tx, map[int64]tlog.Hash{}}
	var rows []AuditHash
	for _, e := range waiting {
		added, err := tlog.StoredHashesForRecordHash(size, tlog.Hash(e.LeafHash.Hash), reader)
		if err != nil {
			return 0, root, wrap("integrate audit entry", err)
		}
		at := tlog.StoredHashIndex(0, size)
		for i, h := range added {
			reader.fresh[at+int64(i)] = h
			rows = append(rows, AuditHash{Idx: at + int64(i), Hash: H(common.Hash(h))})
		}
		index := size
		e.TreeIndex = &index
		if err := Update(tx, &e, "tree_index"); err != nil {
			return 0, root, err
		}
		size++
	}
	if err := InsertBatch(tx, rows); err != nil {
		return 0, root, err
	}
	h, err := tlog.TreeHash(size, reader)
	return size, common.Hash(h), wrap("audit root", err)
}

// maxTree is the most entries that proofs are made for; above it the search for
// the power of two below a size would overflow.
const maxTree = 1 << 62

// AuditRoot recomputes the root of the first size entries from stored hashes.
func (tx *Tx) AuditRoot(size int64) (common.Hash, error) {
	if size < 0 || size > maxTree {
		return common.Hash{}, fmt.Errorf("audit root of size %d: %w", size, ErrNotFound)
	}
	h, err := tlog.TreeHash(size, treeReader{tx: tx})
	return common.Hash(h), wrap("audit root", err)
}

// AuditEntryAt reads the entry with a tree index.
func (tx *Tx) AuditEntryAt(index int64) (AuditEntry, error) {
	return one[AuditEntry](tx, "tree_index = ?", index)
}

// AuditEntries streams the entries in the tree from a tree index on.
func (tx *Tx) AuditEntries(from int64, fn func(*AuditEntry) error) error {
	return each[AuditEntry](tx, "tree_index", query{cond: "tree_index >= ?", args: []any{from}}, fn)
}

// AuditProof shows that the entry with a tree index is in the tree of a size:
// check with tlog.CheckRecord.
func (tx *Tx) AuditProof(size, index int64) (tlog.RecordProof, error) {
	if index < 0 || index >= size || size > maxTree {
		return nil, fmt.Errorf("audit proof: %w", ErrNotFound)
	}
	p, err := tlog.ProveRecord(size, index, treeReader{tx: tx})
	return p, wrap("audit proof", err)
}

// AuditConsistency shows that the tree of newSize begins with the tree of
// oldSize: check with tlog.CheckTree.
func (tx *Tx) AuditConsistency(newSize, oldSize int64) (tlog.TreeProof, error) {
	if oldSize < 1 || oldSize > newSize || newSize > maxTree {
		return nil, fmt.Errorf("audit consistency: %w", ErrNotFound)
	}
	p, err := tlog.ProveTree(newSize, oldSize, treeReader{tx: tx})
	return p, wrap("audit consistency", err)
}

// AppendCheckpoint stores a signed tree head. The root must be that of the
// stored tree and the size above the last checkpoint's, so a tree never shrinks
// or forks; a checkpoint of the same head is kept as it is.
func (tx *Tx) AppendCheckpoint(size int64, root common.Hash, note string) (AuditCheckpoint, error) {
	last, err := tx.LatestCheckpoint()
	switch {
	case errors.Is(err, ErrNotFound):
	case err != nil:
		return last, err
	case last.TreeSize == size && last.RootHash.Hash == root:
		return last, nil
	case last.TreeSize >= size:
		return last, fmt.Errorf("%w: checkpoint of size %d after size %d", ErrTree, size, last.TreeSize)
	}
	have, err := tx.AuditRoot(size)
	if err != nil {
		return last, err
	}
	if have != root {
		return last, fmt.Errorf("%w: root of size %d", ErrTree, size)
	}
	row := AuditCheckpoint{TreeSize: size, RootHash: H(root), Note: note}
	err = Insert(tx, &row)
	return row, err
}

// LatestCheckpoint is the newest signed tree head, or ErrNotFound.
func (tx *Tx) LatestCheckpoint() (AuditCheckpoint, error) {
	rows, err := list[AuditCheckpoint](tx, query{order: "tree_size DESC", limit: 1})
	if err == nil && len(rows) == 0 {
		err = wrap("read audit_checkpoints", ErrNotFound)
	}
	if err != nil {
		return AuditCheckpoint{}, err
	}
	return rows[0], nil
}

// Checkpoints lists signed tree heads.
func (tx *Tx) Checkpoints(p Page) ([]AuditCheckpoint, error) { return page[AuditCheckpoint](tx, p, "") }

// ErrAuditKey says that a key is not the one that signs the audit log now.
var ErrAuditKey = errors.New("not the key of the audit log")

// AuditKeys lists the keys of the audit log in the order in which they sign.
func (tx *Tx) AuditKeys() ([]AuditKey, error) { return list[AuditKey](tx, query{order: "from_size"}) }

// CurrentAuditKey is the key that signs the next tree head, or ErrNotFound.
func (tx *Tx) CurrentAuditKey() (AuditKey, error) {
	rows, err := list[AuditKey](tx, query{order: "from_size DESC", limit: 1})
	if err == nil && len(rows) == 0 {
		err = wrap("read audit_keys", ErrNotFound)
	}
	if err != nil {
		return AuditKey{}, err
	}
	return rows[0], nil
}

// UseAuditKey makes a key the one that signs from the next tree head on. The
// first key of a log signs all of it, also what was there before keys were
// stored.
func (tx *Tx) UseAuditKey(by Actor, public, reason string) (AuditKey, error) {
	old, err := tx.CurrentAuditKey()
	if err != nil && !errors.Is(err, ErrNotFound) {
		return AuditKey{}, err
	}
	row := AuditKey{PublicKey: public}
	if err == nil {
		last, err := tx.LatestCheckpoint()
		if err != nil && !errors.Is(err, ErrNotFound) {
			return AuditKey{}, err
		}
		row.FromSize = max(last.TreeSize, old.FromSize) + 1 // this act is one more entry of the log
	}
	if err := Insert(tx, &row); err != nil {
		return AuditKey{}, err
	}
	return row, tx.Audit(by, "audit_key.use", "audit", map[string]any{
		"public_key": public, "before": old.PublicKey, "from_size": fmt.Sprint(row.FromSize), "reason": reason,
	})
}

// CheckAuditKey refuses a key that does not sign the log now.
func (tx *Tx) CheckAuditKey(public string) error {
	now, err := tx.CurrentAuditKey()
	if err != nil {
		return err
	}
	if now.PublicKey != public {
		return fmt.Errorf("%w: the log is signed by %s, this process has %s", ErrAuditKey, now.PublicKey, public)
	}
	return nil
}
