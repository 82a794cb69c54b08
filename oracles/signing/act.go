package signing

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/contracts"
	"makewhole/oracles/reports"
)

// Act is what a quorum says besides what was lost and what is paid: it takes a
// settlement back, sets money of a pool aside, or begins to replace the holder of
// a role.
type Act struct {
	Digest     common.Hash
	ValidUntil uint64
	// Slot is what the act is about, the same for acts that contradict each other.
	Slot string
	// Once allows one act of the slot at a time: no other that is not over.
	Once bool
}

// CancelSlot is the slot of acts that take a settlement back. Two of them say the
// same thing, so that there may be several.
func CancelSlot(settlement common.Hash) string { return "cancel:" + reports.HexOf(settlement) }

// SignAct signs an act that the member's own node showed. Whether the committee
// has the member as a seat is for the caller, which has a node, to ask.
func (m *Member) SignAct(a Act) ([]byte, error) {
	if m.Now == nil {
		return nil, fmt.Errorf("%w: the member has no clock", ErrRefused)
	}
	if err := contracts.CheckTerm(a.ValidUntil, m.Now()); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrRefused, err)
	}
	slot := fmt.Sprintf("%s:%d", a.Slot, a.ValidUntil)
	if end, open := m.open(a.Slot, slot); open && a.Once {
		return nil, fmt.Errorf("%w: %w: another one that counts until %s (%s)", ErrRefused, ErrSignedOther, end.Format(time.RFC3339), a.Slot)
	}
	if err := m.Store.Reserve(slot, a.Digest, slot, 0); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrRefused, err)
	}
	sig, err := m.Signer.SignDigest(a.Digest)
	if err != nil {
		return nil, err
	}
	if by, err := contracts.RecoverSigner(a.Digest, sig); err != nil || by != m.Signer.Address() {
		return nil, fmt.Errorf("%w: signer made a signature of somebody else", ErrRefused)
	}
	return sig, nil
}

// open finds an act about something that the member signed and that is not over,
// other than the one of the slot except.
func (m *Member) open(about, except string) (end time.Time, found bool) {
	now := m.Now()
	found = m.Store.Any(func(slot string) bool {
		text, same := strings.CutPrefix(slot, about+":")
		until, err := strconv.ParseInt(text, 10, 64)
		if !same || slot == except || err != nil || until < now.Unix() {
			return false
		}
		end = time.Unix(until, 0).UTC()
		return true
	})
	return end, found
}
