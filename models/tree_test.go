package models_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"golang.org/x/mod/sumdb/tlog"

	"makewhole/models"
	"makewhole/test/dbtest"
)

// referenceRoot is the RFC 6962 tree head by its recursive definition.
func referenceRoot(leaves []tlog.Hash) tlog.Hash {
	switch n := len(leaves); n {
	case 1:
		return leaves[0]
	default:
		k := 1
		for k*2 < n {
			k *= 2
		}
		return tlog.NodeHash(referenceRoot(leaves[:k]), referenceRoot(leaves[k:]))
	}
}

// act appends n audit entries.
func act(t *testing.T, db *models.DB, n int) {
	t.Helper()
	must(t, db, func(tx *models.Tx) error {
		for i := range n {
			if err := tx.Audit(holder, "act", fmt.Sprint(i), nil); err != nil {
				return err
			}
		}
		return nil
	})
}

func TestSequencerBuildsTheTree(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *models.DB) {
		const total = 23
		act(t, db, total)
		sizes := map[int64]common.Hash{}
		for _, step := range []int{1, 2, 5, 100, 3} {
			must(t, db, func(tx *models.Tx) error {
				size, root, err := tx.IntegrateAudit(step)
				sizes[size] = root
				return err
			})
		}
		if len(sizes) != 4 {
			t.Fatalf("heads %v", sizes)
		}
		err := db.Read(ctx, func(tx *models.Tx) error {
			var leaves []tlog.Hash
			err := tx.AuditEntries(0, func(e *models.AuditEntry) error {
				if *e.TreeIndex != int64(len(leaves)) || e.ID != *e.TreeIndex+1 {
					t.Errorf("entry %d has index %d", e.ID, *e.TreeIndex)
				}
				leaves = append(leaves, tlog.RecordHash(e.Body))
				return nil
			})
			if err != nil || len(leaves) != total {
				t.Fatalf("%d leaves, %v", len(leaves), err)
			}
			for size, root := range sizes {
				if want := referenceRoot(leaves[:size]); common.Hash(want) != root {
					t.Errorf("root of %d differs from the definition", size)
				}
				checkProofs(t, tx, size, root, leaves, sizes)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

func checkProofs(t *testing.T, tx *models.Tx, size int64, root common.Hash, leaves []tlog.Hash, sizes map[int64]common.Hash) {
	t.Helper()
	for i := range size {
		p, err := tx.AuditProof(size, i)
		if err != nil {
			t.Fatal(err)
		}
		if err := tlog.CheckRecord(p, size, tlog.Hash(root), i, leaves[i]); err != nil {
			t.Errorf("entry %d in tree of %d: %v", i, size, err)
		}
	}
	for old, oldRoot := range sizes {
		if old > size {
			continue
		}
		p, err := tx.AuditConsistency(size, old)
		if err != nil {
			t.Fatal(err)
		}
		if err := tlog.CheckTree(p, size, tlog.Hash(root), old, tlog.Hash(oldRoot)); err != nil {
			t.Errorf("tree of %d in tree of %d: %v", old, size, err)
		}
	}
	if _, err := tx.AuditProof(size, size); !errors.Is(err, models.ErrNotFound) {
		t.Errorf("proof outside the tree: %v", err)
	}
}

func TestEmptyTreeHasTheRootOfNothing(t *testing.T) {
	t.Parallel()
	db := dbtest.New(t)
	must(t, db, func(tx *models.Tx) error {
		size, root, err := tx.IntegrateAudit(10)
		if size != 0 || root != common.HexToHash("0xe3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855") {
			t.Errorf("size %d root %s", size, root)
		}
		return err
	})
}

func TestCheckpointsNeverShrinkOrLie(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *models.DB) {
		refused(t, db, models.ErrNotFound, func(tx *models.Tx) error { _, err := tx.LatestCheckpoint(); return err })
		act(t, db, 5)
		var roots [6]common.Hash
		for range 5 {
			must(t, db, func(tx *models.Tx) error {
				size, root, err := tx.IntegrateAudit(1)
				roots[size] = root
				return err
			})
		}
		checkpoint := func(size int64, root common.Hash) func(tx *models.Tx) error {
			return func(tx *models.Tx) error { _, err := tx.AppendCheckpoint(size, root, "note"); return err }
		}
		must(t, db, checkpoint(3, roots[3]))
		must(t, db, checkpoint(3, roots[3]))
		refused(t, db, models.ErrTree, checkpoint(3, roots[4]))
		refused(t, db, models.ErrTree, checkpoint(2, roots[2]))
		refused(t, db, models.ErrTree, checkpoint(5, roots[4]))
		refused(t, db, models.ErrTree, checkpoint(9, roots[5]))
		must(t, db, checkpoint(5, roots[5]))
		must(t, db, func(tx *models.Tx) error {
			last, err := tx.LatestCheckpoint()
			all, err2 := tx.Checkpoints(models.Page{})
			if last.TreeSize != 5 || len(all) != 2 {
				t.Errorf("last %d of %d", last.TreeSize, len(all))
			}
			return errors.Join(err, err2)
		})
	})
}
