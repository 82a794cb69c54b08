package signing

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"sync"
	"syscall"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/oracles/reports"
)

// Errors of the never-sign-twice store.
var (
	// ErrSignedOther means the member signed another digest in this slot: a
	// second one would be equivocation.
	ErrSignedOther = errors.New("another message was signed in this slot")
	// ErrBehind means the slot lies below the high-water mark: it was passed and
	// must not be signed any more.
	ErrBehind = errors.New("slot lies behind what was signed before")
	// ErrKey means that a file of the member can be touched by others.
	ErrKey = errors.New("file of the member is not private")
	// ErrStore means that the store cannot be trusted.
	ErrStore = errors.New("sign store is damaged")
)

// SignStore remembers what a key has signed, beside the key, so that a member
// never signs two messages for one slot, also after a crash: the record is
// durable before the signature exists. One process at a time holds it.
type SignStore struct {
	mu    sync.Mutex
	file  *os.File
	slots map[string]common.Hash
	marks map[string]uint64
}

// signRecord is one line of the store. Line and Number form a high-water mark:
// once number n of a line was signed, nothing below n is.
type signRecord struct {
	Slot   string           `json:"slot"`
	Digest reports.WireHash `json:"digest"`
	Line   string           `json:"line"`
	Number reports.WireUint `json:"number"`
}

// OpenSignStore opens or creates the store. It refuses a file that others can
// read or write and one that another process holds.
func OpenSignStore(path string) (*SignStore, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return nil, fmt.Errorf("open sign store: %w", err)
	}
	s := &SignStore{file: f, slots: map[string]common.Hash{}, marks: map[string]uint64{}}
	if err := s.open(); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return s, nil
}

func (s *SignStore) open() error {
	if err := privateFile(s.file); err != nil {
		return err
	}
	if err := syscall.Flock(int(s.file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		return fmt.Errorf("%w: another process holds it", ErrStore)
	}
	whole, err := s.read()
	if err != nil {
		return err
	}
	// A line that was cut short by a crash was never durable: nothing was signed
	// for it.
	if err := s.file.Truncate(whole); err != nil {
		return fmt.Errorf("open sign store: %w", err)
	}
	return nil
}

// privateFile refuses a file that its group or others can touch.
func privateFile(f *os.File) error {
	info, err := f.Stat()
	if err != nil {
		return err
	}
	if info.Mode().Perm()&0o077 != 0 {
		return fmt.Errorf("%w: permissions must be 0600", ErrKey)
	}
	return nil
}

// read loads all whole lines and returns how many bytes they have.
func (s *SignStore) read() (whole int64, err error) {
	r := bufio.NewReader(s.file)
	for {
		line, err := r.ReadBytes('\n')
		if errors.Is(err, io.EOF) {
			return whole, nil
		}
		if err != nil {
			return whole, fmt.Errorf("read sign store: %w", err)
		}
		var rec signRecord
		if err := json.Unmarshal(line, &rec); err != nil {
			return whole, fmt.Errorf("%w: byte %d", ErrStore, whole)
		}
		if old, ok := s.slots[rec.Slot]; ok && old != common.Hash(rec.Digest) {
			return whole, fmt.Errorf("%w: one slot with two digests", ErrStore)
		}
		s.note(rec)
		whole += int64(len(line))
	}
}

func (s *SignStore) note(rec signRecord) {
	s.slots[rec.Slot] = common.Hash(rec.Digest)
	s.marks[rec.Line] = max(s.marks[rec.Line], uint64(rec.Number))
}

// Any reports whether one of the reserved slots is so.
func (s *SignStore) Any(is func(slot string) bool) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	for slot := range s.slots {
		if is(slot) {
			return true
		}
	}
	return false
}

// Reserve makes it durable that digest, and no other, is signed in the slot.
// The same digest again is allowed: the signature may have been lost.
func (s *SignStore) Reserve(slot string, digest common.Hash, line string, number uint64) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if old, ok := s.slots[slot]; ok {
		if old != digest {
			return fmt.Errorf("%w: %s", ErrSignedOther, slot)
		}
		return nil
	}
	if number < s.marks[line] {
		return fmt.Errorf("%w: %s", ErrBehind, slot)
	}
	rec := signRecord{slot, reports.WireHash(digest), line, reports.WireUint(number)}
	raw, err := json.Marshal(rec)
	if err != nil {
		return err
	}
	if _, err := s.file.Write(append(raw, '\n')); err != nil {
		return fmt.Errorf("write sign store: %w", err)
	}
	if err := s.file.Sync(); err != nil {
		return fmt.Errorf("write sign store: %w", err)
	}
	s.note(rec)
	return nil
}

// Signed reports whether a digest was signed.
func (s *SignStore) Signed(digest common.Hash) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, d := range s.slots {
		if d == digest {
			return true
		}
	}
	return false
}

// Close gives the store back.
func (s *SignStore) Close() error { return s.file.Close() }
