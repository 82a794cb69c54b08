package reports

import (
	"bytes"
	"math/big"
	"slices"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"

	"makewhole/contracts"
)

// Signed is one valid signature and who made it.
type Signed struct {
	By        common.Address
	Signature []byte
}

// commonChains are tried when a signature is by no member of ours: a member
// that signed for another chain deserves a better answer than "unknown".
var commonChains = []uint64{1, 10, 56, 100, 137, 8453, 42161, 11155111, 17000, 1337, 31337}

// RecoverSigners checks R5 and R6 over all signatures of a report: members of
// the configuration only, each once, in low-s form, in ascending order.
func RecoverSigners(s CommitteeState, r Report) ([]Signed, error) {
	domain := s.Config.Domain()
	if r.Domain != nil && *r.Domain != domain {
		return nil, refuse("R6", "wrong_domain", 422, "signatures are for another chain or contract")
	}
	digest := r.Digest(domain)
	out := make([]Signed, 0, len(r.Signatures))
	twisted := false
	for i, sig := range r.Signatures {
		by, canonical, err := recoverAny(digest, sig)
		if err != nil {
			return nil, refuse("R5", "bad_signature", 422, "signature %d cannot be recovered", i)
		}
		if slices.ContainsFunc(out, func(o Signed) bool { return o.By == by }) {
			return nil, refuse("R5", "duplicate_signer", 422, "two signatures by one member")
		}
		twisted = twisted || !canonical
		out = append(out, Signed{by, sig})
	}
	for i, o := range out {
		if !s.Config.IsSigner(o.By) {
			return nil, stranger(s, r, r.Signatures[i])
		}
	}
	if twisted {
		return nil, refuse("R5", "malleable_signature", 422, "s is in the upper half of the curve order")
	}
	if !slices.IsSortedFunc(out, func(a, b Signed) int { return bytes.Compare(a.By[:], b.By[:]) }) {
		return nil, refuse("R5", "not_ascending", 422, "signatures are not in ascending order of their signers")
	}
	return out, nil
}

// stranger explains a signature by nobody of the committee.
func stranger(s CommitteeState, r Report, sig []byte) error {
	domains := slices.Clone(s.OtherDomains)
	for _, id := range commonChains {
		domains = append(domains, contracts.Domain{ChainID: id, Oracle: s.Config.Oracle})
	}
	for _, d := range domains {
		if by, _, err := recoverAny(r.Digest(d), sig); err == nil && s.Config.IsSigner(by) {
			return refuse("R6", "wrong_domain", 422, "signature is for another chain or contract")
		}
	}
	return refuse("R5", "unknown_signer", 422, "signature is by no member of the configuration")
}

// recoverAny recovers a signature, also from its high-s twin, and says whether
// it was canonical: a twin names the same member and must be seen as such.
func recoverAny(digest common.Hash, sig []byte) (by common.Address, canonical bool, err error) {
	if by, err = contracts.RecoverSigner(digest, sig); err == nil {
		return by, true, nil
	}
	n := crypto.S256().Params().N
	s := new(big.Int).SetBytes(sig[32:64])
	if s.Cmp(n) >= 0 || s.Sign() == 0 {
		return by, false, err
	}
	twin := slices.Clone(sig)
	new(big.Int).Sub(n, s).FillBytes(twin[32:64])
	twin[64] = 27 + 28 - twin[64]
	by, err = contracts.RecoverSigner(digest, twin)
	return by, false, err
}
