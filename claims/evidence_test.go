package claims_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"makewhole/claims"
	"makewhole/models"
	"makewhole/service"
)

func TestSniffEvidence(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"%PDF-1.7\n...":                    "application/pdf",
		"\x89PNG\r\n\x1a\nrest":            "image/png",
		"\xff\xd8\xff\xe0rest":             "image/jpeg",
		"RIFF\x00\x00\x00\x00WEBPVP8 ":     "image/webp",
		` {"a": [1, 2]} `:                  "application/json",
		"account,loss\n0xabc,5\n":          "text/plain; charset=utf-8",
		"Grüße, 100 €":                     "text/plain; charset=utf-8",
		`<svg onload="x()"></svg>`:         "",
		"  <!DOCTYPE html><script>":        "",
		"\ufeff<html>":                     "",
		"#!/bin/sh\nrm -rf /":              "",
		"MZ\x90\x00":                       "",
		"PK\x03\x04zip":                    "",
		"GIF89a":                           "text/plain; charset=utf-8", // harmless as text, never shown as an image
		"\xff\xfe\x00":                     "",
		"a\x00b":                           "",
		"":                                 "",
		" \n":                              "",
		"RIFF\x00\x00\x00\x00AVI LIST\x00": "",
	} {
		got, err := claims.SniffEvidence([]byte(text))
		if got != want || (want == "") != errors.Is(err, claims.ErrMediaType) {
			t.Errorf("%q: %q, %v, want %q", text, got, err, want)
		}
	}
}

func TestCleanName(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"statement.pdf":          "statement.pdf",
		"../../etc/passwd":       "passwd",
		`C:\tmp\x.txt`:           "x.txt",
		"a\x00b\r\nc.txt":        "abc.txt",
		"ev\u202eil.pdf":         "evil.pdf", // right-to-left mark
		`"; filename="x.html`:    " filename=x.html",
		"":                       "file",
		"..":                     "file",
		"/":                      "file",
		strings.Repeat("x", 300): strings.Repeat("x", 100),
	} {
		if got := claims.CleanName(in); got != strings.TrimSpace(want) {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestReadEvidenceIsBounded(t *testing.T) {
	t.Parallel()
	_, err := claims.ReadEvidence(io.LimitReader(zeros{}, claims.EvidenceFileMax+1))
	wantErr(t, err, claims.ErrTooLarge)
}

// TestEvidenceIsInTheStore: every server of a store has every file, and a backup
// of the database is whole.
func TestEvidenceIsInTheStore(t *testing.T) {
	each(t, terms(), func(w *world) {
		inc, c := w.Insured(100)
		claim := w.File(&inc, c, "alice", 100)
		data := bytes.Repeat([]byte("two and a half MiB\n"), 5<<18/9)
		for _, want := range [][]byte{data, []byte("short")} {
			f := must[models.EvidenceFile](w.T)(w.Rooms.AttachEvidence(ctx, wallet("alice"), claim.PublicID, "f", bytes.NewReader(want)))
			_, have, err := w.Rooms.EvidenceBytes(ctx, wallet("alice"), f.PublicID)
			if err != nil || !bytes.Equal(have, want) {
				w.T.Errorf("%d bytes of %d, %v", len(have), len(want), err)
			}
			if _, _, err := w.Rooms.EvidenceBytes(ctx, wallet("bob"), f.PublicID); !errors.Is(err, models.ErrNotFound) {
				w.T.Errorf("a stranger: %v", err)
			}
		}
	})
}

// TestEvidenceOfAnEarlierVersion is taken from its directory into the store, and
// nothing else: no link is followed, no changed file is taken.
func TestEvidenceOfAnEarlierVersion(t *testing.T) {
	each(t, terms(), func(w *world) {
		inc, c := w.Insured(100)
		claim := w.File(&inc, c, "alice", 100)
		dir, outside := w.T.TempDir(), w.T.TempDir()
		row := func(text, stored string, in string) models.EvidenceFile {
			sum := sha256.Sum256([]byte(text))
			name := hex.EncodeToString(sum[:])
			f := models.EvidenceFile{PublicID: models.NewID("evd"), ClaimID: claim.ID, SHA256: models.H(sum), Name: "f", MediaType: "text/plain", Size: int64(len(text))}
			if err := w.DB.Tx(ctx, func(tx *models.Tx) error { return models.Insert(tx, &f) }); err != nil {
				w.T.Fatal(err)
			}
			if in == "" {
				return f
			}
			if err := errors.Join(os.MkdirAll(filepath.Join(in, name[:2]), 0o700), os.WriteFile(filepath.Join(in, name[:2], name), []byte(stored), 0o600)); err != nil {
				w.T.Fatal(err)
			}
			if in == outside {
				if err := os.Symlink(filepath.Join(outside, name[:2]), filepath.Join(dir, name[:2])); err != nil {
					w.T.Fatal(err)
				}
			}
			return f
		}
		good, edited, linked, gone := row("good", "good", dir), row("edited", "other", dir), row("linked", "linked", outside), row("gone", "", "")
		if n, err := w.Rooms.AdoptEvidence(ctx, dir); n != 1 || !errors.Is(err, service.ErrInvariant) {
			w.T.Errorf("%d files, %v", n, err)
		}
		if n, err := w.Rooms.AdoptEvidence(ctx, filepath.Join(dir, "none")); n != 0 || err != nil {
			w.T.Errorf("without a directory: %d files, %v", n, err)
		}
		if _, have, err := w.Rooms.EvidenceBytes(ctx, wallet("alice"), good.PublicID); err != nil || string(have) != "good" {
			w.T.Errorf("%q, %v", have, err)
		}
		for _, f := range []models.EvidenceFile{edited, linked, gone} {
			if _, _, err := w.Rooms.EvidenceBytes(ctx, wallet("alice"), f.PublicID); !errors.Is(err, service.ErrInvariant) {
				w.T.Errorf("%s: %v", f.SHA256.Hex(), err)
			}
		}
	})
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

// TestEvidenceQuota: at most twenty files and 50 MiB a claim, and nothing at all
// for a claim that takes none.
func TestEvidenceQuota(t *testing.T) {
	each(t, terms(), func(w *world) {
		inc, c := w.Insured(100)
		claim := w.File(&inc, c, "alice", 100)
		attach := func(data []byte) error {
			_, err := w.Rooms.AttachEvidence(ctx, wallet("alice"), claim.PublicID, "f", bytes.NewReader(data))
			return err
		}
		for i := range 5 {
			big := bytes.Repeat([]byte{byte('a' + i)}, claims.EvidenceFileMax)
			if err := attach(big); err != nil {
				w.T.Fatal(err)
			}
		}
		wantErr(w.T, attach([]byte("one more byte")), claims.ErrTooLarge)
		wantErr(w.T, attach([]byte("\x00\x01")), claims.ErrMediaType)

		w.Deny(w.Anna, w.Claim(claim))
		wantErr(w.T, attach([]byte("late")), models.ErrState)
	})
}
