package csvtable

import (
	"encoding/hex"
	"fmt"
	"hash"
	"sync"

	"makewhole/merkle"
)

// Why a text is no account.
const (
	errAddress  = errSpelling("no address: want 0x and 40 hex digits")
	errChecksum = errSpelling("wrong EIP-55 checksum")
)

// eip55 is what a checksum is computed in, kept because hashing lets it escape.
type eip55 struct {
	hash   hash.Hash
	digits [40]byte
	sum    [32]byte
}

var hashers = sync.Pool{New: func() any { return &eip55{hash: merkle.NewKeccak()} }}

// ParseAccount reads an address: all lower case, all upper case, or mixed case
// with a right EIP-55 checksum.
func ParseAccount(text string) (account [20]byte, err error) {
	account, _, err = parseAccount(text)
	return account, err
}

// parseAccount also returns the capital letters of the address in EIP-55.
func parseAccount(text string) (account [20]byte, capitals [5]byte, err error) {
	if len(text) != 42 || text[0] != '0' || text[1] != 'x' {
		return account, capitals, errAddress
	}
	var digits [40]byte
	copy(digits[:], text[2:])
	if _, err := hex.Decode(account[:], digits[:]); err != nil {
		return account, capitals, errAddress
	}
	capitals = checksum(account)
	var lower, upper bool
	var given [5]byte
	for i, d := range digits {
		lower = lower || d >= 'a'
		if d >= 'A' && d <= 'F' {
			upper = true
			given[i/8] |= 1 << (i % 8)
		}
	}
	if lower && upper && given != capitals {
		return account, capitals, errChecksum
	}
	return account, capitals, nil
}

// checksum says which hex digits of an address EIP-55 writes as capital
// letters: those whose digit in the hash of the lower-case address is 8 or more.
func checksum(account [20]byte) (capitals [5]byte) {
	h := hashers.Get().(*eip55)
	defer hashers.Put(h)
	hex.Encode(h.digits[:], account[:])
	h.hash.Reset()
	_, _ = h.hash.Write(h.digits[:]) // a hash never fails
	h.hash.Sum(h.sum[:0])
	for i, d := range h.digits {
		nibble := h.sum[i/2] >> (4 * (1 - i%2)) & 15
		if d >= 'a' && nibble >= 8 {
			capitals[i/8] |= 1 << (i % 8)
		}
	}
	return capitals
}

// AppendAccount appends an address in EIP-55 spelling.
func AppendAccount(dst []byte, account [20]byte) []byte {
	return appendCapitals(dst, account, checksum(account))
}

func appendCapitals(dst []byte, account [20]byte, capitals [5]byte) []byte {
	dst = append(dst, "0x"...)
	start := len(dst)
	dst = hex.AppendEncode(dst, account[:])
	for i := range dst[start:] {
		if capitals[i/8]&(1<<(i%8)) != 0 {
			dst[start+i] -= 'a' - 'A'
		}
	}
	return dst
}

// precompilesMax is the highest address that EIPs have given to precompiled
// contracts in the low range (0x11, EIP-2537).
const precompilesMax = 0x11

// burned are addresses to which tokens are sent so that nobody has them, and
// placeholders that stand for a coin.
var burned = map[[20]byte]string{
	address("0x000000000000000000000000000000000000dead"): "burn address",
	address("0xdead000000000000000000000000000000000000"): "burn address",
	address("0xdead000000000000000042069420694206942069"): "burn address",
	address("0xffffffffffffffffffffffffffffffffffffffff"): "burn address",
	address("0xeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee"): "placeholder of the native coin",
}

func address(text string) [20]byte {
	a, err := ParseAccount(text)
	if err != nil {
		panic(fmt.Sprintf("csvtable: %s: %v", text, err))
	}
	return a
}

// Unreachable says why nobody can hold an account, or returns "". The list is
// of well-known addresses: absence from it proves nothing.
func Unreachable(account [20]byte) string {
	if why := burned[account]; why != "" {
		return why
	}
	if [19]byte(account[:19]) != [19]byte{} || account[19] > precompilesMax {
		return ""
	}
	if account[19] == 0 {
		return "zero address"
	}
	return "precompiled contract"
}
