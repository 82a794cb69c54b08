package claims

import (
	"bytes"
	"context"
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

	"makewhole/models"
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

// Stored is a file that was read and recognised.
type Stored struct {
	SHA256    [32]byte
	Data      []byte
	MediaType string
}

// ReadEvidence reads at most EvidenceFileMax bytes and recognises the type by
// the content. ErrTooLarge and ErrMediaType refuse them.
func ReadEvidence(r io.Reader) (Stored, error) {
	data, err := io.ReadAll(io.LimitReader(r, EvidenceFileMax+1))
	if err != nil {
		return Stored{}, fmt.Errorf("read evidence: %w", err)
	}
	if len(data) > EvidenceFileMax {
		return Stored{}, fmt.Errorf("%w: a file may have %d bytes", ErrTooLarge, EvidenceFileMax)
	}
	media, err := SniffEvidence(data)
	return Stored{SHA256: sha256.Sum256(data), Data: data, MediaType: media}, err
}

// evidenceBytes reads a file and checks it against its hash.
func evidenceBytes(tx *models.Tx, sum models.Hash) ([]byte, error) {
	data, err := tx.EvidenceData(sum)
	if errors.Is(err, models.ErrNotFound) {
		return nil, fmt.Errorf("%w: the bytes of evidence %s are not in the store: start the server once that has DATA/evidence", service.ErrInvariant, sum.Hex())
	}
	if err == nil && sha256.Sum256(data) != sum.Hash {
		err = fmt.Errorf("%w: stored evidence differs from its hash", service.ErrInvariant)
	}
	return data, err
}

// AdoptEvidence takes the files that an earlier version kept in the directory
// dir into the store, and says how many. It reads nothing outside of it, takes
// no file that differs from its name, and leaves the directory as it is.
func (s *Service) AdoptEvidence(ctx context.Context, dir string) (n int, err error) {
	root, err := os.OpenRoot(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("evidence of an earlier version: %w", err)
	}
	defer root.Close()
	missing, err := service.Read(ctx, s.DB, func(tx *models.Tx) ([]models.Hash, error) { return tx.EvidenceElsewhere() })
	for _, sum := range missing {
		name := hex.EncodeToString(sum.Bytes())
		data, readErr := root.ReadFile(name[:2] + "/" + name)
		if errors.Is(readErr, fs.ErrNotExist) {
			continue // another server has it
		}
		if readErr == nil && sha256.Sum256(data) != sum.Hash {
			readErr = fmt.Errorf("%w: it differs from its hash", service.ErrInvariant)
		}
		if readErr == nil {
			readErr = s.DB.Tx(ctx, func(tx *models.Tx) error { return tx.StoreEvidence(sum, data) })
		}
		if readErr != nil {
			err = errors.Join(err, fmt.Errorf("evidence %s: %w", name, readErr))
			continue
		}
		n++
	}
	return n, err
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
