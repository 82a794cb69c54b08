package audit

import (
	"errors"
	"fmt"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"makewhole/models"
)

// memoryHashes is a tlog store of the hashes rebuilt from the entries.
type memoryHashes []tlog.Hash

func (m memoryHashes) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	out := make([]tlog.Hash, len(indexes))
	for i, at := range indexes {
		if at >= int64(len(m)) {
			return nil, fmt.Errorf("no hash %d", at)
		}
		out[i] = m[at]
	}
	return out, nil
}

// auditTree rebuilds the tree from the bodies of the entries and compares the
// stored hashes and every checkpoint with it (I15, I16).
func (r *run) auditTree() error {
	tree, size, err := r.rebuildTree()
	if err != nil {
		return err
	}
	unsigned := 0
	err = models.EachRow(r.tx, func(c *models.AuditCheckpoint) error {
		r.checked()
		name := fmt.Sprintf("checkpoint %d", c.ID)
		if r.Checkpoints == nil {
			unsigned++
		} else if err := r.signedHead(c); err != nil {
			r.violation(name, "%v", err)
		}
		if c.TreeSize < 1 || c.TreeSize > size {
			r.violation(name, "covers %d entries, there are %d", c.TreeSize, size)
			return nil
		}
		root, err := tlog.TreeHash(c.TreeSize, tree)
		if err != nil {
			return err
		}
		if root != tlog.Hash(c.RootHash.Hash) {
			r.violation(name, "root is %s, rebuilt is %x", c.RootHash, root[:])
		}
		return nil
	})
	if err == nil && unsigned > 0 {
		err = errUnchecked{"without the key of the audit log its checkpoints' signatures cannot be checked"}
	}
	return err
}

// signedHead checks that our key signed exactly the head that is stored: origin,
// size and root, a line each.
func (r *run) signedHead(c *models.AuditCheckpoint) error {
	signed, err := note.Open([]byte(c.Note), note.VerifierList(r.Checkpoints))
	if err != nil {
		return fmt.Errorf("signature: %w", err)
	}
	want := fmt.Sprintf("%d\n%s\n", c.TreeSize, tlog.Hash(c.RootHash.Hash))
	if _, head, _ := strings.Cut(signed.Text, "\n"); head != want {
		return errors.New("the signed size and root are others")
	}
	return nil
}

func (r *run) rebuildTree() (memoryHashes, int64, error) {
	if err := models.EachRow(r.tx, r.auditEntry); err != nil {
		return nil, 0, err
	}
	var tree memoryHashes
	next := int64(0)
	err := r.tx.AuditEntries(0, func(e *models.AuditEntry) error {
		if *e.TreeIndex != next {
			r.violation(fmt.Sprintf("audit entry %d", e.ID), "has place %d in the tree, %d was next", *e.TreeIndex, next)
		}
		hashes, err := tlog.StoredHashes(next, e.Body, tree)
		tree = append(tree, hashes...)
		next++
		return err
	})
	return tree, next, errors.Join(err, r.storedHashes(tree))
}

// auditEntry checks one entry by itself; entries without a place in the tree
// wait for the sequencer.
func (r *run) auditEntry(e *models.AuditEntry) error {
	r.checked()
	name := fmt.Sprintf("audit entry %d", e.ID)
	if tlog.RecordHash(e.Body) != tlog.Hash(e.LeafHash.Hash) {
		r.violation(name, "body does not have the stored leaf hash")
	}
	if _, err := models.DecodeAudit(e.Body); err != nil {
		r.violation(name, "%v", err)
	}
	return nil
}

func (r *run) storedHashes(tree memoryHashes) error {
	return r.tx.EachAuditHash(func(h *models.AuditHash) error {
		if h.Idx >= int64(len(tree)) || tree[h.Idx] != tlog.Hash(h.Hash.Hash) {
			r.violation(fmt.Sprintf("audit hash %d", h.Idx), "differs from the rebuilt tree")
		}
		return nil
	})
}
