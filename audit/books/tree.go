package books

import (
	"errors"
	"fmt"
	"math"
	"strings"

	"github.com/ethereum/go-ethereum/common"
	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"makewhole/audit"
	"makewhole/models"
)

// frontier is the right edge of a growing audit tree: the newest hashes, as many
// as the next entry and the head need. The tree itself is never in memory.
type frontier struct {
	size   int64 // entries
	hashes map[int64]tlog.Hash
}

// ReadHashes hands out hashes of the edge.
func (f *frontier) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	out := make([]tlog.Hash, len(indexes))
	for i, at := range indexes {
		h, ok := f.hashes[at]
		if !ok {
			return nil, fmt.Errorf("no hash %d", at)
		}
		out[i] = h
	}
	return out, nil
}

// grow adds one entry and returns the hashes it stores, from index first.
func (f *frontier) grow(body []byte) (first int64, stored []tlog.Hash, err error) {
	first = tlog.StoredHashIndex(0, f.size)
	if stored, err = tlog.StoredHashes(f.size, body, f); err != nil {
		return 0, nil, err
	}
	for i, h := range stored {
		f.hashes[first+int64(i)] = h
	}
	f.size++
	keep := map[int64]tlog.Hash{}
	for level, n := 0, f.size; n > 0; level, n = level+1, n>>1 {
		if n&1 == 1 { // a whole subtree that is not part of a larger one
			at := tlog.StoredHashIndex(level, n-1)
			keep[at] = f.hashes[at]
		}
	}
	f.hashes = keep
	return first, stored, nil
}

// head is a checkpoint's promise about a size.
type head struct {
	name string
	root tlog.Hash
}

// auditTree rebuilds the tree from the bodies of the entries and compares the
// stored hashes and every checkpoint with it (I15, I16). An incremental run
// takes the stored hashes of what it has seen and rebuilds the rest.
func (r *run) auditTree() error {
	after, err := audit.Prefix[models.AuditEntry](r.Run, "audit_entries", "tree_index")
	if err != nil {
		return err
	}
	if !r.Incremental {
		after = 0
	}
	tree, err := r.knownTree(after)
	if err != nil {
		return err
	}
	heads, unsigned, err := r.heads(tree.size)
	if err != nil {
		return err
	}
	size, err := r.rebuildTree(tree, after, heads)
	if err != nil {
		return err
	}
	for at, list := range heads {
		for _, h := range list {
			r.Violation(h.name, "covers %d entries, there are %d", at, size)
		}
	}
	if unsigned > 0 {
		return audit.Unchecked("without the key of the audit log its checkpoints' signatures cannot be checked")
	}
	return nil
}

// heads reads every checkpoint by size and checks its signature, but not those
// below a size that an earlier run has seen: their rows are fixed.
func (r *run) heads(known int64) (out map[int64][]head, unsigned int, err error) {
	out = map[int64][]head{}
	keys, err := r.logKeys()
	if err != nil {
		return nil, 0, err
	}
	return out, unsigned, models.EachRow(r.Tx, func(c *models.AuditCheckpoint) error {
		if c.TreeSize > 0 && c.TreeSize <= known {
			return nil
		}
		r.Checked()
		name := fmt.Sprintf("checkpoint %d", c.ID)
		if key := signerAt(keys, c.TreeSize); key == nil {
			unsigned++
		} else if err := signedHead(c, key); err != nil {
			r.Violation(name, "%v", err)
		}
		out[c.TreeSize] = append(out[c.TreeSize], head{name, tlog.Hash(c.RootHash.Hash)})
		return nil
	})
}

// keySpan is a key of the log and the size from which it signs.
type keySpan struct {
	from int64
	key  note.Verifier
}

// logKeys are the keys that the store says, in order. The key that we were given
// must be one of them; a store that names none is of before keys were stored,
// and ours signs all of it.
func (r *run) logKeys() (out []keySpan, err error) {
	rows, err := r.Tx.AuditKeys()
	if err != nil {
		return nil, err
	}
	ours := r.Checkpoints == nil
	for _, row := range rows {
		key, err := note.NewVerifier(row.PublicKey)
		if err != nil {
			r.Violation(fmt.Sprintf("audit key %d", row.ID), "is no key: %v", err)
			continue
		}
		ours = ours || key.Name() == r.Checkpoints.Name() && key.KeyHash() == r.Checkpoints.KeyHash()
		out = append(out, keySpan{row.FromSize, key})
	}
	switch {
	case len(rows) == 0 && r.Checkpoints != nil:
		out = []keySpan{{0, r.Checkpoints}}
	case !ours:
		r.Violation("audit log", "the key of the data directory (%s, %08x) is not one of the log's", r.Checkpoints.Name(), r.Checkpoints.KeyHash())
	}
	return out, nil
}

// signerAt is the key that signs a head of a size, nil when none is known.
func signerAt(keys []keySpan, size int64) (key note.Verifier) {
	for _, k := range keys {
		if k.from <= size {
			key = k.key
		}
	}
	return key
}

// signedHead checks that a key signed exactly the head that is stored: origin,
// size and root, a line each.
func signedHead(c *models.AuditCheckpoint, key note.Verifier) error {
	signed, err := note.Open([]byte(c.Note), note.VerifierList(key))
	if err != nil {
		return fmt.Errorf("signature: %w", err)
	}
	want := fmt.Sprintf("%d\n%s\n", c.TreeSize, tlog.Hash(c.RootHash.Hash))
	if _, head, _ := strings.Cut(signed.Text, "\n"); head != want {
		return errors.New("the signed size and root are others")
	}
	return nil
}

// rebuildTree walks the entries in the order of the tree and strikes out the
// heads that it meets. It returns the size.
func (r *run) rebuildTree(tree *frontier, after int64, heads map[int64][]head) (int64, error) {
	if err := models.EachRowIn(r.Tx, after, math.MaxInt64, r.auditEntry); err != nil {
		return 0, err
	}
	stored := &storedHashes{run: r}
	err := r.Tx.AuditEntries(tree.size, func(e *models.AuditEntry) error {
		if *e.TreeIndex != tree.size {
			r.Violation(fmt.Sprintf("audit entry %d", e.ID), "has place %d in the tree, %d was next", *e.TreeIndex, tree.size)
		}
		first, hashes, err := tree.grow(e.Body)
		if err != nil {
			return err
		}
		if err := stored.compare(first, hashes); err != nil {
			return err
		}
		return r.compareHeads(tree, heads)
	})
	if err != nil {
		return 0, err
	}
	return tree.size, stored.beyond(tlog.StoredHashIndex(0, tree.size))
}

// compareHeads holds the checkpoints of the tree's present size against it.
func (r *run) compareHeads(tree *frontier, heads map[int64][]head) error {
	list := heads[tree.size]
	if len(list) == 0 {
		return nil
	}
	root, err := tlog.TreeHash(tree.size, tree)
	if err != nil {
		return err
	}
	for _, h := range list {
		if root != h.root {
			r.Violation(h.name, "root is %s, rebuilt is %s", common.Hash(h.root), common.Hash(root))
		}
	}
	delete(heads, tree.size)
	return nil
}

// knownTree is the edge of the tree of the entries up to an id, from the stored
// hashes, which must lead to the head that was signed for that size.
func (r *run) knownTree(after int64) (*frontier, error) {
	tree := &frontier{hashes: map[int64]tlog.Hash{}}
	if after == 0 {
		return tree, nil
	}
	cp, ok, err := r.Tx.CheckpointUpTo(after)
	if err != nil || !ok {
		return tree, err
	}
	for level, n := 0, cp.TreeSize; n > 0; level, n = level+1, n>>1 {
		if n&1 == 0 {
			continue
		}
		at := tlog.StoredHashIndex(level, n-1)
		h, err := r.Tx.AuditHashAt(at)
		if err != nil {
			r.Violation(fmt.Sprintf("audit hash %d", at), "%v", err)
			return tree, nil
		}
		tree.hashes[at] = tlog.Hash(h.Hash.Hash)
	}
	tree.size = cp.TreeSize
	root, err := tlog.TreeHash(tree.size, tree)
	if err == nil && root != tlog.Hash(cp.RootHash.Hash) {
		r.Violation(fmt.Sprintf("checkpoint %d", cp.ID), "root is %s, the stored hashes give %s", cp.RootHash, common.Hash(root))
	}
	return tree, err
}

// auditEntry checks one entry by itself; entries without a place in the tree
// wait for the sequencer.
func (r *run) auditEntry(e *models.AuditEntry) error {
	r.Checked()
	name := fmt.Sprintf("audit entry %d", e.ID)
	if tlog.RecordHash(e.Body) != tlog.Hash(e.LeafHash.Hash) {
		r.Violation(name, "body does not have the stored leaf hash")
	}
	if _, err := models.DecodeAudit(e.Body); err != nil {
		r.Violation(name, "%v", err)
	}
	return nil
}

// storedHashes compares the stored hashes with rebuilt ones, a page at a time.
type storedHashes struct {
	*run
	page map[int64]tlog.Hash
	end  int64 // the page holds what is stored below
}

func (s *storedHashes) compare(first int64, rebuilt []tlog.Hash) error {
	for i, h := range rebuilt {
		at := first + int64(i)
		if at >= s.end {
			if err := s.load(at); err != nil {
				return err
			}
		}
		if s.page[at] != h {
			s.Violation(fmt.Sprintf("audit hash %d", at), "differs from the rebuilt tree")
		}
	}
	return nil
}

func (s *storedHashes) load(from int64) error {
	s.page, s.end = map[int64]tlog.Hash{}, from+1000
	rows, err := s.Tx.AuditHashesIn(from, s.end)
	for _, h := range rows {
		s.page[h.Idx] = tlog.Hash(h.Hash.Hash)
	}
	return err
}

// beyond finds hashes that no entry stores.
func (s *storedHashes) beyond(end int64) error {
	rows, err := s.Tx.AuditHashesIn(end, math.MaxInt64)
	for _, h := range rows {
		s.Violation(fmt.Sprintf("audit hash %d", h.Idx), "differs from the rebuilt tree")
	}
	return err
}
