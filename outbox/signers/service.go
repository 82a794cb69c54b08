package signers

import (
	"context"
	"crypto/ecdsa"
	"fmt"
	"math/big"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"

	"makewhole/outbox/keys"
)

// callTime bounds one call of a service. It is shorter than the lease of a
// sending key, so that a slow signer is asked again rather than fenced off.
const callTime = 15 * time.Second

// service is one key in a key service. Both answers are DER; digest is what is
// signed, not hashed again.
type service interface {
	publicKey(ctx context.Context) ([]byte, error)
	sign(ctx context.Context, digest common.Hash) ([]byte, error)
}

// ServiceKey is a secp256k1 key in a key service. It implements outbox.Signer and
// oracles.Signer. Two signatures over one transaction may differ: services do
// not use deterministic nonces (RFC 6979).
type ServiceKey struct {
	service service
	key     *ecdsa.PublicKey
	addr    common.Address
}

// newServiceKey asks the service for its public key. It refuses the well-known
// development keys off development chains.
func newServiceKey(ctx context.Context, s service, chainID uint64) (*ServiceKey, error) {
	short, cancel := context.WithTimeout(ctx, callTime)
	defer cancel()
	der, err := s.publicKey(short)
	if err != nil {
		return nil, fmt.Errorf("read public key: %w", err)
	}
	key, err := parsePublicKey(der)
	if err != nil {
		return nil, err
	}
	addr := crypto.PubkeyToAddress(*key)
	return &ServiceKey{s, key, addr}, keys.CheckDevAddress(addr, chainID)
}

// Address is who signs.
func (k *ServiceKey) Address() common.Address { return k.addr }

// String names the address.
func (k *ServiceKey) String() string { return k.addr.Hex() }

// SignTx signs for one chain id (EIP-155 and later types).
func (k *ServiceKey) SignTx(ctx context.Context, tx *types.Transaction, chainID uint64) (*types.Transaction, error) {
	signer := types.LatestSignerForChainID(new(big.Int).SetUint64(chainID))
	sig, err := k.sign(ctx, signer.Hash(tx))
	if err != nil {
		return nil, fmt.Errorf("sign transaction: %w", err)
	}
	return tx.WithSignature(signer, sig)
}

// SignDigest signs a 32-byte digest: r, s, v with v 27 or 28.
func (k *ServiceKey) SignDigest(digest common.Hash) ([]byte, error) {
	sig, err := k.sign(context.Background(), digest)
	if err != nil {
		return nil, fmt.Errorf("sign digest: %w", err)
	}
	sig[crypto.RecoveryIDOffset] += 27
	return sig, nil
}

func (k *ServiceKey) sign(ctx context.Context, digest common.Hash) ([]byte, error) {
	short, cancel := context.WithTimeout(ctx, callTime)
	defer cancel()
	der, err := k.service.sign(short, digest)
	if err != nil {
		return nil, err
	}
	return fromDER(der, digest, k.key)
}
