package keys

import (
	"context"
	"crypto/ecdsa"
	"errors"
	"fmt"
	"math/big"
	"os"

	"github.com/ethereum/go-ethereum/accounts/keystore"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"
)

// Errors callers decide on.
var (
	// ErrDevKey means a well-known development key would sign for a real chain.
	ErrDevKey = errors.New("well-known development key refused")
	// ErrKeyFile means a key file others can read.
	ErrKeyFile = errors.New("key file must be readable by its owner only")
)

// KeySigner signs with a key in memory.
type KeySigner struct {
	key  *ecdsa.PrivateKey
	addr common.Address
}

// NewKeySigner takes a key for one chain. It refuses the well-known
// development keys off development chains with ErrDevKey.
func NewKeySigner(key *ecdsa.PrivateKey, chainID uint64) (*KeySigner, error) {
	addr := crypto.PubkeyToAddress(key.PublicKey)
	if err := CheckDevAddress(addr, chainID); err != nil {
		return nil, err
	}
	return &KeySigner{key, addr}, nil
}

// NewDevSigner is development account i; development chains only.
func NewDevSigner(i int, chainID uint64) (*KeySigner, error) {
	if i < 0 || i >= devAccounts {
		return nil, fmt.Errorf("development account %d: want 0 to %d", i, devAccounts-1)
	}
	return NewKeySigner(DevKey(i), chainID)
}

// NewKeystoreSigner opens a geth keystore file. The file must be readable by
// its owner only (ErrKeyFile).
func NewKeystoreSigner(path, passphrase string, chainID uint64) (*KeySigner, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("open key file: %w", err)
	}
	if !info.Mode().IsRegular() || info.Mode().Perm()&0o077 != 0 {
		return nil, fmt.Errorf("%w: mode %04o", ErrKeyFile, info.Mode().Perm())
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("open key file: %w", err)
	}
	key, err := keystore.DecryptKey(raw, passphrase)
	if err != nil {
		return nil, fmt.Errorf("decrypt key file: %w", err)
	}
	return NewKeySigner(key.PrivateKey, chainID)
}

// String names the address, so that no log prints the key.
func (s *KeySigner) String() string { return s.addr.Hex() }

// Address is who signs.
func (s *KeySigner) Address() common.Address { return s.addr }

// SignTx signs for one chain id (EIP-155 and later types).
func (s *KeySigner) SignTx(_ context.Context, tx *types.Transaction, chainID uint64) (*types.Transaction, error) {
	return types.SignTx(tx, types.LatestSignerForChainID(new(big.Int).SetUint64(chainID)), s.key)
}

// SignDigest signs a 32-byte digest: r, s, v with v 27 or 28 and s in the lower
// half. Oracle members sign EIP-712 digests with it.
func (s *KeySigner) SignDigest(digest common.Hash) ([]byte, error) {
	sig, err := crypto.Sign(digest[:], s.key)
	if err != nil {
		return nil, fmt.Errorf("sign digest: %w", err)
	}
	sig[crypto.RecoveryIDOffset] += 27
	return sig, nil
}
