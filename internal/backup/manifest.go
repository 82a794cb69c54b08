package backup

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// Format names the form of a backup.
const Format = "makewhole.backup/1"

// Names of files in a backup.
const (
	ManifestFile   = "manifest.json"
	dumpFile       = "store.dump" // of PostgreSQL, in pg_dump's custom format
	deploymentFile = "deployment.json"
	keyFile        = "audit.key"
)

// ErrBackup means that a directory is no whole backup.
var ErrBackup = errors.New("this is no whole backup")

// Manifest says what is in a backup.
type Manifest struct {
	Format  string    `json:"format"`
	Engine  string    `json:"engine"` // sqlite or postgres
	Version string    `json:"version"`
	MadeAt  time.Time `json:"made_at"`
	Files   []File    `json:"files"`
}

// File is one file of a backup.
type File struct {
	Name   string `json:"name"`
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"`
}

// Has says whether a file is in the backup.
func (m *Manifest) Has(name string) bool {
	for _, f := range m.Files {
		if f.Name == name {
			return true
		}
	}
	return false
}

// HasKey says whether the key of the audit log is in the backup.
func (m *Manifest) HasKey() bool { return m.Has(keyFile) }

// Read reads a backup's manifest and every file that it names; a file that is
// missing, has another length or another hash is ErrBackup.
func Read(dir string) (m Manifest, err error) {
	raw, err := os.ReadFile(filepath.Join(dir, ManifestFile))
	if errors.Is(err, os.ErrNotExist) {
		return m, fmt.Errorf("%w: %s has no %s", ErrBackup, dir, ManifestFile)
	}
	if err != nil {
		return m, err
	}
	if err := json.Unmarshal(raw, &m); err != nil || m.Format != Format {
		return m, fmt.Errorf("%w: %s is not of the format %s", ErrBackup, ManifestFile, Format)
	}
	if !m.Has(m.store()) {
		return m, fmt.Errorf("%w: it has no database of the engine %q", ErrBackup, m.Engine)
	}
	for _, f := range m.Files {
		if f.Name != filepath.Base(f.Name) || strings.HasPrefix(f.Name, ".") {
			return m, fmt.Errorf("%w: a file has a name that is none", ErrBackup)
		}
		got, err := describe(dir, f.Name)
		switch {
		case errors.Is(err, os.ErrNotExist):
			return m, fmt.Errorf("%w: %s is missing", ErrBackup, f.Name)
		case err != nil:
			return m, err
		case got != f:
			return m, fmt.Errorf("%w: %s is not the file that was written", ErrBackup, f.Name)
		}
	}
	return m, nil
}

// describe measures a file.
func describe(dir, name string) (File, error) {
	f, err := os.Open(filepath.Join(dir, name))
	if err != nil {
		return File{}, err
	}
	defer f.Close()
	h := sha256.New()
	n, err := io.Copy(h, f)
	return File{Name: name, Bytes: n, SHA256: hex.EncodeToString(h.Sum(nil))}, err
}
