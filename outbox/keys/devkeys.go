package keys

import (
	"crypto/ecdsa"
	"crypto/hmac"
	"crypto/pbkdf2"
	"crypto/sha512"
	"encoding/binary"
	"fmt"
	"math/big"
	"sync"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"
)

// devMnemonic is published with Hardhat and Anvil: everybody has these keys.
const devMnemonic = "test test test test test test test test test test test junk"

// devAccounts is how many of its accounts are known as such here.
const devAccounts = 64

// IsDevChain names the chain ids of development chains: 31337 (Hardhat, Anvil,
// our embedded chain) and 1337 (geth --dev, simulated backends).
func IsDevChain(chainID uint64) bool { return chainID == 31337 || chainID == 1337 }

// DevKey is the key of m/44'/60'/0'/0/i of the development mnemonic, i < 64.
func DevKey(i int) *ecdsa.PrivateKey { return devKeys()[i] }

// IsDevAddress reports a well-known development account.
func IsDevAddress(a common.Address) bool { return devAddresses()[a] }

// CheckDevAddress refuses a well-known development key off development chains,
// whoever holds it, with ErrDevKey.
func CheckDevAddress(a common.Address, chainID uint64) error {
	if IsDevAddress(a) && !IsDevChain(chainID) {
		return fmt.Errorf("%w: %s on chain %d", ErrDevKey, a, chainID)
	}
	return nil
}

var devAddresses = sync.OnceValue(func() map[common.Address]bool {
	known := make(map[common.Address]bool, devAccounts)
	for _, k := range devKeys() {
		known[crypto.PubkeyToAddress(k.PublicKey)] = true
	}
	return known
})

var devKeys = sync.OnceValue(func() []*ecdsa.PrivateKey {
	seed, err := pbkdf2.Key(sha512.New, devMnemonic, []byte("mnemonic"), 2048, 64)
	if err != nil {
		panic(err) // constant arguments
	}
	key, code := split(keyed([]byte("Bitcoin seed"), seed))
	const hard = 1 << 31
	for _, step := range []uint32{hard + 44, hard + 60, hard, 0} {
		key, code = derive(key, code, step)
	}
	keys := make([]*ecdsa.PrivateKey, devAccounts)
	for i := range keys {
		child, _ := derive(key, code, uint32(i))
		if keys[i], err = crypto.ToECDSA(common.LeftPadBytes(child.Bytes(), 32)); err != nil {
			panic(err) // constant arguments
		}
	}
	return keys
})

// derive is CKDpriv of BIP-32.
func derive(key *big.Int, code []byte, step uint32) (*big.Int, []byte) {
	raw := common.LeftPadBytes(key.Bytes(), 32)
	data := append([]byte{0}, raw...)
	if step < 1<<31 {
		k, err := crypto.ToECDSA(raw)
		if err != nil {
			panic(err) // constant arguments
		}
		data = crypto.CompressPubkey(&k.PublicKey)
	}
	left, right := split(keyed(code, binary.BigEndian.AppendUint32(data, step)))
	left.Add(left, key)
	return left.Mod(left, crypto.S256().Params().N), right
}

func keyed(key, data []byte) []byte {
	h := hmac.New(sha512.New, key)
	h.Write(data)
	return h.Sum(nil)
}

func split(sum []byte) (*big.Int, []byte) { return new(big.Int).SetBytes(sum[:32]), sum[32:] }
