package claims

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"

	"makewhole/service"
)

// Limits of evidence: bytes of one file, files and bytes of one claim, runes of
// a name.
const (
	EvidenceFileMax   = 10 << 20
	EvidenceFilesMax  = 20
	EvidenceClaimMax  = 50 << 20
	evidenceNameRunes = 100
)

// EvidenceStore keeps the bytes of evidence files under their sha256 in one
// directory. It never leaves that directory (os.Root), never executes, unpacks
// or rewrites what it holds, and the same bytes are stored once.
type EvidenceStore struct{ root *os.Root }

// OpenEvidenceStore opens or makes the directory dir.
func OpenEvidenceStore(dir string) (*EvidenceStore, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("make evidence directory: %w", err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("open evidence directory: %w", err)
	}
	return &EvidenceStore{root: root}, nil
}

// Close releases the directory.
func (s *EvidenceStore) Close() error { return s.root.Close() }

// Stored describes bytes that are safe on disk.
type Stored struct {
	SHA256    [32]byte
	Size      int64
	MediaType string
}

// Put reads at most EvidenceFileMax bytes, recognises the type by its content
// and stores the bytes durably under their hash. ErrTooLarge and ErrMediaType
// refuse them. A crash leaves at most a temporary file, never half a file under
// a final name.
func (s *EvidenceStore) Put(r io.Reader) (Stored, error) {
	data, err := io.ReadAll(io.LimitReader(r, EvidenceFileMax+1))
	if err != nil {
		return Stored{}, fmt.Errorf("read evidence: %w", err)
	}
	if len(data) > EvidenceFileMax {
		return Stored{}, fmt.Errorf("%w: a file may have %d bytes", ErrTooLarge, EvidenceFileMax)
	}
	media, err := SniffEvidence(data)
	if err != nil {
		return Stored{}, err
	}
	st := Stored{SHA256: sha256.Sum256(data), Size: int64(len(data)), MediaType: media}
	return st, s.write(evidencePath(st.SHA256), data)
}

func (s *EvidenceStore) write(name string, data []byte) error {
	if _, err := s.root.Stat(name); err == nil {
		return nil
	}
	if err := s.root.Mkdir(path.Dir(name), 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("store evidence: %w", err)
	}
	tmp := name + ".new"
	f, err := s.root.OpenFile(tmp, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return fmt.Errorf("store evidence: %w", err)
	}
	_, werr := f.Write(data)
	if err := errors.Join(werr, f.Sync(), f.Close()); err != nil {
		return fmt.Errorf("store evidence: %w", err)
	}
	if err := s.root.Rename(tmp, name); err != nil {
		return fmt.Errorf("store evidence: %w", err)
	}
	return nil
}

// Open returns the stored bytes of a hash after checking them against it, or
// fs.ErrNotExist.
func (s *EvidenceStore) Open(sum [32]byte) ([]byte, error) {
	data, err := s.root.ReadFile(evidencePath(sum))
	if err != nil {
		return nil, fmt.Errorf("open evidence: %w", err)
	}
	if sha256.Sum256(data) != sum {
		return nil, fmt.Errorf("%w: stored evidence differs from its hash", service.ErrInvariant)
	}
	return data, nil
}

func evidencePath(sum [32]byte) string {
	h := hex.EncodeToString(sum[:])
	return h[:2] + "/" + h
}

// SniffEvidence recognises the accepted types by content alone: PDF, PNG, JPEG
// and WebP by their first bytes, JSON by parsing, and other valid UTF-8 text
// that is no markup as text/plain (CSV is text). Everything else is
// ErrMediaType, so nothing that a browser would run is ever stored.
func SniffEvidence(data []byte) (string, error) {
	has := func(at int, magic string) bool {
		return len(data) >= at+len(magic) && string(data[at:at+len(magic)]) == magic
	}
	switch {
	case has(0, "%PDF-"):
		return "application/pdf", nil
	case has(0, "\x89PNG\r\n\x1a\n"):
		return "image/png", nil
	case has(0, "\xff\xd8\xff"):
		return "image/jpeg", nil
	case has(0, "RIFF") && has(8, "WEBP"):
		return "image/webp", nil
	}
	return sniffText(data)
}

func sniffText(data []byte) (string, error) {
	trimmed := bytes.TrimSpace(data)
	if len(trimmed) == 0 || !utf8.Valid(data) || bytes.ContainsFunc(data, isBinary) {
		return "", ErrMediaType
	}
	if (trimmed[0] == '{' || trimmed[0] == '[') && json.Valid(trimmed) {
		return "application/json", nil
	}
	if trimmed[0] == '<' || bytes.HasPrefix(trimmed, []byte("#!")) || bytes.HasPrefix(trimmed, []byte("\ufeff<")) {
		return "", ErrMediaType
	}
	return "text/plain; charset=utf-8", nil
}

func isBinary(r rune) bool {
	return r < ' ' && r != '\n' && r != '\r' && r != '\t'
}

// CleanName makes a file name that is safe to show and to put in a header: the
// last path element without control, formatting and reserved characters, at
// most 100 runes; "file" if nothing is left.
func CleanName(name string) string {
	name = strings.ReplaceAll(strings.ToValidUTF8(name, ""), `\`, "/")
	name = strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) || strings.ContainsRune(`"*:<>?|;%`, r) {
			return -1
		}
		return r
	}, path.Base(name))
	if r := []rune(name); len(r) > evidenceNameRunes {
		name = string(r[len(r)-evidenceNameRunes:])
	}
	if name = strings.Trim(name, ". "); name == "" || name == "/" {
		return "file"
	}
	return name
}
