package claims_test

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
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

func TestEvidenceStore(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := must[*claims.EvidenceStore](t)(claims.OpenEvidenceStore(dir))
	defer s.Close()
	st := must[claims.Stored](t)(s.Put(strings.NewReader("hello")))
	must[claims.Stored](t)(s.Put(strings.NewReader("hello"))) // the same bytes are one file
	if data, err := s.Open(st.SHA256); err != nil || string(data) != "hello" {
		t.Fatalf("%q, %v", data, err)
	}
	var files []string
	_ = filepath.WalkDir(dir, func(p string, d fs.DirEntry, _ error) error {
		if !d.IsDir() {
			files = append(files, p)
		}
		return nil
	})
	if len(files) != 1 {
		t.Fatalf("files %v", files)
	}
	if err := os.WriteFile(files[0], []byte("edited"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Open(st.SHA256); !errors.Is(err, service.ErrInvariant) {
		t.Fatalf("edited evidence: %v", err)
	}
	if _, err := s.Open([32]byte{1}); !errors.Is(err, fs.ErrNotExist) {
		t.Fatalf("unknown evidence: %v", err)
	}
	_, err := s.Put(io.LimitReader(zeros{}, claims.EvidenceFileMax+1))
	wantErr(t, err, claims.ErrTooLarge)
}

// TestEvidenceCannotLeaveItsDirectory: a planted link is not followed.
func TestEvidenceCannotLeaveItsDirectory(t *testing.T) {
	t.Parallel()
	dir, outside := t.TempDir(), t.TempDir()
	s := must[*claims.EvidenceStore](t)(claims.OpenEvidenceStore(dir))
	defer s.Close()
	st := must[claims.Stored](t)(s.Put(strings.NewReader("x")))
	sub := filepath.Join(dir, firstDir(t, dir))
	if err := errors.Join(os.RemoveAll(sub), os.Symlink(outside, sub)); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Put(strings.NewReader("x")); err == nil {
		t.Fatal("stored through a link out of the directory")
	}
	if _, err := s.Open(st.SHA256); err == nil {
		t.Fatal("read through a link out of the directory")
	}
}

func firstDir(t *testing.T, dir string) string {
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 1 {
		t.Fatalf("%v, %v", entries, err)
	}
	return entries[0].Name()
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
