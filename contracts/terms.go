package contracts

import (
	"encoding/binary"
	"errors"
	"fmt"
	"time"

	"github.com/ethereum/go-ethereum/common"
)

// MaxTerm is the longest time before its ValidUntil in which a message of a
// committee counts (OracleConfigs.MAX_TERM); members sign nothing for longer.
const MaxTerm = 90 * 24 * time.Hour

// ErrTerm means that a message of a committee is over, or that its end lies
// further ahead than MaxTerm.
var ErrTerm = errors.New("the message is not in its term")

// CheckTerm refuses what the oracle refuses at that time: a message whose last
// second is past, or further ahead than MaxTerm (ErrTerm).
func CheckTerm(validUntil uint64, now time.Time) error {
	at := uint64(max(0, now.Unix()))
	switch {
	case validUntil < at:
		return fmt.Errorf("%w: it ended at %s", ErrTerm, endOf(validUntil))
	case validUntil-at > uint64(MaxTerm/time.Second):
		return fmt.Errorf("%w: it ends at %s, more than %d days ahead", ErrTerm, endOf(validUntil), MaxTerm/(24*time.Hour))
	}
	return nil
}

func endOf(validUntil uint64) string {
	if validUntil > 1<<40 {
		return fmt.Sprint("second ", validUntil)
	}
	return time.Unix(int64(validUntil), 0).UTC().Format(time.RFC3339)
}

// FollowsState is what an order names as the state it follows
// (SettlementBook.followsOf): the first half of the digest of the last order
// that was published for the incident in the token (zero before the first), and
// how many settlements of the incident were cancelled or revoked on chain, in
// whatever token.
func FollowsState(last common.Hash, undone uint64) (state common.Hash) {
	copy(state[:16], last[:16])
	binary.BigEndian.PutUint64(state[24:], undone)
	return state
}
