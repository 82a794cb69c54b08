package signers

import (
	"context"
	"encoding/pem"
	"errors"
	"fmt"
	"hash/crc32"

	kms "cloud.google.com/go/kms/apiv1"
	"cloud.google.com/go/kms/apiv1/kmspb"
	"github.com/ethereum/go-ethereum/common"
	"google.golang.org/api/option"
	"google.golang.org/protobuf/types/known/wrapperspb"
)

// errGarbled means that a checksum of the service does not fit: bytes were
// changed on the way.
var errGarbled = errors.New("checksum does not fit")

// gcpKey is a key version of Google Cloud KMS with the algorithm
// EC_SIGN_SECP256K1_SHA256. The service takes any 32 bytes as the digest.
type gcpKey struct {
	client *kms.KeyManagementClient
	name   string // projects/…/cryptoKeyVersions/N
}

// openGCP takes credentials from where the SDK finds them, unless options say
// otherwise.
func openGCP(ctx context.Context, name string, options ...option.ClientOption) (*gcpKey, error) {
	client, err := kms.NewKeyManagementClient(ctx, options...)
	if err != nil {
		return nil, fmt.Errorf("configure Google Cloud KMS: %w", err)
	}
	return &gcpKey{client, name}, nil
}

func (k *gcpKey) publicKey(ctx context.Context) ([]byte, error) {
	out, err := k.client.GetPublicKey(ctx, &kmspb.GetPublicKeyRequest{Name: k.name})
	if err != nil {
		return nil, err
	}
	if out.Algorithm != kmspb.CryptoKeyVersion_EC_SIGN_SECP256K1_SHA256 {
		return nil, fmt.Errorf("%w: its algorithm is %s", ErrNotSecp256k1, out.Algorithm)
	}
	if out.Name != k.name || out.PemCrc32C == nil || out.PemCrc32C.Value != checksum([]byte(out.Pem)) {
		return nil, errGarbled
	}
	block, rest := pem.Decode([]byte(out.Pem))
	if block == nil || block.Type != "PUBLIC KEY" || len(rest) > 0 {
		return nil, fmt.Errorf("%w: not a public key in PEM", ErrNotSecp256k1)
	}
	return block.Bytes, nil
}

// sign follows the service's guide to end-to-end integrity: checksums both ways.
func (k *gcpKey) sign(ctx context.Context, digest common.Hash) ([]byte, error) {
	out, err := k.client.AsymmetricSign(ctx, &kmspb.AsymmetricSignRequest{
		Name:         k.name,
		Digest:       &kmspb.Digest{Digest: &kmspb.Digest_Sha256{Sha256: digest[:]}},
		DigestCrc32C: wrapperspb.Int64(checksum(digest[:])),
	})
	if err != nil {
		return nil, err
	}
	if !out.VerifiedDigestCrc32C || out.Name != k.name ||
		out.SignatureCrc32C == nil || out.SignatureCrc32C.Value != checksum(out.Signature) {
		return nil, errGarbled
	}
	return out.Signature, nil
}

func checksum(b []byte) int64 { return int64(crc32.Checksum(b, crc32.MakeTable(crc32.Castagnoli))) }
