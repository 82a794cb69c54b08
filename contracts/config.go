package contracts

import (
	"bytes"
	"errors"
	"fmt"
	"slices"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"
)

// ErrConfig means that a committee configuration breaks a rule of the contract.
var ErrConfig = errors.New("contracts: bad oracle configuration")

// MaxSigners is the largest committee.
const MaxSigners = 31

// OracleConfig is a committee: who signs, how many must, and how old, early or
// different a snapshot may be. It is known by its Digest.
type OracleConfig struct {
	ChainID uint64
	Oracle  common.Address
	// Count numbers the configurations of one oracle from 1.
	Count uint64
	// Signers are strictly ascending.
	Signers []common.Address
	// F is the number of members that may be faulty.
	F         uint8
	Threshold uint8
	// ChallengeWindow, MaxAge and MaxClockSkew are seconds, below 2^40.
	ChallengeWindow uint64
	MaxAge          uint64
	MaxClockSkew    uint64
	// MaxDeviationBps is how far the total of a new revision may be from the
	// last one with a mere threshold, in 1/10,000.
	MaxDeviationBps uint16
}

// Domain returns the EIP-712 domain of the committee's oracle.
func (c OracleConfig) Domain() Domain { return Domain{ChainID: c.ChainID, Oracle: c.Oracle} }

// Digest is keccak256(abi.encode(chainId, oracle, count, signers, f, threshold,
// abi.encode(challengeWindow, maxAge, maxClockSkew, maxDeviationBps))) with the
// first two bytes replaced by "LS".
func (c OracleConfig) Digest() common.Hash {
	const head = 7 * 32
	signersAt := uint64(head)
	paramsAt := signersAt + 32*uint64(1+len(c.Signers))
	var b []byte
	b = append(b, uintWord(c.ChainID)...)
	b = append(b, common.LeftPadBytes(c.Oracle[:], 32)...)
	for _, v := range []uint64{c.Count, signersAt, uint64(c.F), uint64(c.Threshold), paramsAt} {
		b = append(b, uintWord(v)...)
	}
	b = append(b, uintWord(uint64(len(c.Signers)))...)
	for _, s := range c.Signers {
		b = append(b, common.LeftPadBytes(s[:], 32)...)
	}
	b = append(b, uintWord(4*32)...)
	for _, v := range []uint64{c.ChallengeWindow, c.MaxAge, c.MaxClockSkew, uint64(c.MaxDeviationBps)} {
		b = append(b, uintWord(v)...)
	}
	h := crypto.Keccak256Hash(b)
	h[0], h[1] = 'L', 'S'
	return h
}

// Validate checks what the contract checks: 1 to 31 strictly ascending signers
// without zero, n ≥ 3f+1 and ⌊(n+f)/2⌋+1 ≤ threshold ≤ n−f.
func (c OracleConfig) Validate() error {
	n, f, t := len(c.Signers), int(c.F), int(c.Threshold)
	if n == 0 || n > MaxSigners || n < 3*f+1 {
		return fmt.Errorf("%w: %d signers for f = %d", ErrConfig, n, f)
	}
	if t < (n+f)/2+1 || t > n-f {
		return fmt.Errorf("%w: threshold %d of %d with f = %d", ErrConfig, t, n, f)
	}
	last := common.Address{}
	for _, s := range c.Signers {
		if bytes.Compare(s[:], last[:]) <= 0 {
			return fmt.Errorf("%w: signers are not strictly ascending at %s", ErrConfig, s)
		}
		last = s
	}
	if max(c.ChallengeWindow, c.MaxAge, c.MaxClockSkew) >= 1<<40 {
		return fmt.Errorf("%w: a duration exceeds 40 bits", ErrConfig)
	}
	return nil
}

// IsSigner reports whether a is a member.
func (c OracleConfig) IsSigner(a common.Address) bool { return slices.Contains(c.Signers, a) }

// Params returns the part of the configuration that activateConfig takes as a
// struct.
func (c OracleConfig) Params() OracleConfigsParams {
	return OracleConfigsParams{
		ChallengeWindow: c.ChallengeWindow,
		MaxAge:          c.MaxAge,
		MaxClockSkew:    c.MaxClockSkew,
		MaxDeviationBps: c.MaxDeviationBps,
	}
}
