package server

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"

	"makewhole/audit/bundle"
	"makewhole/models"
)

// getEntitlementFile is the only input of the allocation: its keccak256 is
// input_hash.
func (s *Server) getEntitlementFile(ctx context.Context, c caller, in *IDIn) (File, error) {
	var data []byte
	err := s.db.Read(ctx, func(tx *models.Tx) error {
		row, err := settlement(tx, c, in.ID)
		if err != nil {
			return err
		}
		data, err = tx.EntitlementFile(row.ID)
		return err
	})
	return File{MediaType: "text/plain; charset=utf-8", Name: "entitlements-" + in.ID + ".txt", Data: data}, err
}

// getAccountsFile is what the round of a settlement follows from: the entitlement
// file names it by its hash.
func (s *Server) getAccountsFile(ctx context.Context, c caller, in *IDIn) (File, error) {
	var data []byte
	err := s.db.Read(ctx, func(tx *models.Tx) error {
		row, err := settlement(tx, c, in.ID)
		if err != nil {
			return err
		}
		if data, err = tx.AccountsFile(row.ID); err == nil && len(data) == 0 {
			err = fmt.Errorf("accounts of %s: %w: its entitlement file says everything", row.PublicID, models.ErrNotFound)
		}
		return err
	})
	return File{MediaType: "text/plain; charset=utf-8", Name: "accounts-" + in.ID + ".txt", Data: data}, err
}

// Bundle lists the files that let anyone verify a settlement offline.
type Bundle struct {
	Files []BundleFile `json:"files" nullable:"false"`
}

// BundleFile is one file of a bundle.
type BundleFile struct {
	Name string `json:"name"`
	Size int    `json:"size"`
	Path string `json:"path"`
}

func (s *Server) getBundle(ctx context.Context, _ caller, in *IDIn) (Bundle, error) {
	b, err := s.bundle(ctx, in.ID)
	out := Bundle{Files: []BundleFile{}}
	for name, data := range b {
		out.Files = append(out.Files, BundleFile{Name: name, Size: len(data), Path: "/v1/settlements/" + in.ID + "/bundle/file?name=" + name})
	}
	slices.SortFunc(out.Files, func(a, b BundleFile) int { return strings.Compare(a.Name, b.Name) })
	return out, err
}

type bundleFileIn struct {
	IDIn
	Name string `query:"name" required:"true" maxLength:"200"`
}

func (s *Server) getBundleFile(ctx context.Context, _ caller, in *bundleFileIn) (File, error) {
	b, err := s.bundle(ctx, in.ID)
	if err != nil {
		return File{}, err
	}
	data, ok := b[in.Name]
	if !ok {
		return File{}, models.ErrNotFound
	}
	return File{MediaType: "application/octet-stream", Name: in.Name, Data: data}, nil
}

// bundleKept is the largest bundle that stays in memory.
const bundleKept = 64 << 20

// bundles keeps the bundle asked for last: its files are fetched one after the
// other, and building it reads every line of the settlement.
type bundles struct {
	mu   sync.Mutex
	key  string
	last bundle.Bundle
}

// bundle builds a bundle once per version of its settlement and number of
// signatures. Only one is built at a time.
func (s *Server) bundle(ctx context.Context, id string) (bundle.Bundle, error) {
	var key string
	err := s.db.Read(ctx, func(tx *models.Tx) error {
		row, err := settlement(tx, caller{}, id)
		if err != nil {
			return err
		}
		signed, err := tx.ReportPage("payout_order", row.ID, models.Page{})
		key = fmt.Sprintf("%s %d %d", id, row.Version, len(signed))
		return err
	})
	if err != nil {
		return nil, err
	}
	s.bundles.mu.Lock()
	defer s.bundles.mu.Unlock()
	if s.bundles.key == key {
		return s.bundles.last, nil
	}
	b, err := bundle.Build(ctx, s.db, id)
	if err != nil {
		return nil, err
	}
	size := 0
	for _, data := range b {
		size += len(data)
	}
	if size <= bundleKept {
		s.bundles.key, s.bundles.last = key, b
	}
	return b, nil
}
