package server

import (
	"encoding/hex"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"makewhole/models"
)

// Checkpoint is a signed head of the audit log.
type Checkpoint struct {
	TreeSize  int64     `json:"tree_size"`
	RootHash  string    `json:"root_hash" doc:"RFC 6962 root, hex."`
	Note      string    `json:"note" doc:"Signed note (C2SP checkpoint)."`
	CreatedAt time.Time `json:"created_at"`
}

// AuditProof shows that an entry stands in the audit log of a size.
type AuditProof struct {
	Index    int64    `json:"index"`
	TreeSize int64    `json:"tree_size"`
	RootHash string   `json:"root_hash"`
	LeafHash string   `json:"leaf_hash"`
	Path     []string `json:"path" nullable:"false" doc:"RFC 6962 inclusion proof, leaf to root, hex."`
}

// Consistency shows that an earlier state of the audit log is the beginning of a later one.
type Consistency struct {
	From     int64    `json:"from"`
	FromHash string   `json:"from_hash" doc:"RFC 6962 root of the tree of that size, hex."`
	To       int64    `json:"to"`
	ToHash   string   `json:"to_hash"`
	Path     []string `json:"path" nullable:"false" doc:"RFC 6962 consistency proof, hex."`
}

func viewCheckpoint(c models.AuditCheckpoint) (Checkpoint, error) {
	return Checkpoint{TreeSize: c.TreeSize, RootHash: hexOf(c.RootHash), Note: c.Note, CreatedAt: c.CreatedAt.UTC()}, nil
}

func (s *Server) listCheckpoints(tx *models.Tx, _ caller, in *PageIn) (Page[Checkpoint], error) {
	return listPage(*in, "checkpoints", tx.Checkpoints, func(c models.AuditCheckpoint) int64 { return c.ID }, viewCheckpoint)
}

func (s *Server) latestCheckpoint(tx *models.Tx, _ caller, _ *struct{}) (Checkpoint, error) {
	row, err := tx.LatestCheckpoint()
	if err != nil {
		return Checkpoint{}, err
	}
	return viewCheckpoint(row)
}

type proofIn struct {
	Index int64 `path:"index" minimum:"0"`
	Size  int64 `query:"size" minimum:"1" doc:"Tree size; default: the latest checkpoint."`
}

// inclusion proves one entry. The entry itself may name people and is not
// shown; who knows it can hash it.
func (s *Server) inclusion(tx *models.Tx, _ caller, in *proofIn) (AuditProof, error) {
	size, err := treeSize(tx, in.Size)
	if err != nil {
		return AuditProof{}, err
	}
	if in.Index >= size {
		return AuditProof{}, models.ErrNotFound
	}
	entry, err := tx.AuditEntryAt(in.Index)
	if err != nil {
		return AuditProof{}, err
	}
	root, err := tx.AuditRoot(size)
	if err != nil {
		return AuditProof{}, err
	}
	path, err := tx.AuditProof(size, in.Index)
	return AuditProof{
		Index: in.Index, TreeSize: size, RootHash: root.Hex(), LeafHash: hexOf(entry.LeafHash), Path: hashesOf(path),
	}, err
}

type consistencyIn struct {
	From int64 `query:"from" required:"true" minimum:"1" doc:"Size of the earlier tree, of a head that you kept."`
	To   int64 `query:"to" minimum:"1" doc:"Size of the later one; default: the latest checkpoint."`
}

// consistency proves that nothing was changed or taken out between two sizes.
func (s *Server) consistency(tx *models.Tx, _ caller, in *consistencyIn) (Consistency, error) {
	size, err := treeSize(tx, in.To)
	if err != nil {
		return Consistency{}, err
	}
	if in.From > size {
		return Consistency{}, models.ErrNotFound
	}
	from, err := tx.AuditRoot(in.From)
	if err != nil {
		return Consistency{}, err
	}
	to, err := tx.AuditRoot(size)
	if err != nil {
		return Consistency{}, err
	}
	path, err := tx.AuditConsistency(size, in.From)
	return Consistency{From: in.From, FromHash: from.Hex(), To: size, ToHash: to.Hex(), Path: hashesOf(path)}, err
}

// treeSize is the size of the tree that was asked for, or of the latest checkpoint;
// ErrNotFound where the log has no so many entries.
func treeSize(tx *models.Tx, asked int64) (int64, error) {
	if asked == 0 {
		head, err := tx.LatestCheckpoint()
		if err != nil {
			return 0, err
		}
		asked = head.TreeSize
	}
	have, err := tx.AuditSize()
	if err == nil && asked > have {
		err = models.ErrNotFound
	}
	return asked, err
}

func hashesOf(path []tlog.Hash) []string {
	out := make([]string, len(path))
	for i, h := range path {
		out[i] = "0x" + hex.EncodeToString(h[:])
	}
	return out
}
