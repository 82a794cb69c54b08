package signers_test

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/json"
	"encoding/pem"
	"hash/crc32"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"cloud.google.com/go/kms/apiv1/kmspb"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"
	"google.golang.org/grpc"
	"google.golang.org/protobuf/types/known/wrapperspb"
)

// vault is what stands behind both fakes: a key whose signatures leave it as a
// key service makes them, in DER, with a random nonce, and with s in the upper
// half every other time.
type vault struct {
	key   *ecdsa.PrivateKey
	signs atomic.Int64
	spoil func(der []byte) []byte // what a broken service answers instead
}

func newVault(t *testing.T) *vault {
	t.Helper()
	key, err := crypto.GenerateKey()
	if err != nil {
		t.Fatal(err)
	}
	return &vault{key: key}
}

func (v *vault) address() common.Address { return crypto.PubkeyToAddress(v.key.PublicKey) }

// sign does the arithmetic itself, because go-ethereum's signer is
// deterministic and always gives the lower s.
func (v *vault) sign(digest []byte) []byte {
	curve := crypto.S256()
	n := curve.Params().N
	k, err := rand.Int(rand.Reader, new(big.Int).Sub(n, big.NewInt(1)))
	if err != nil {
		panic(err)
	}
	k.Add(k, big.NewInt(1))
	x, _ := curve.ScalarBaseMult(k.Bytes())
	r := new(big.Int).Mod(x, n)
	s := new(big.Int).Mul(r, new(big.Int).SetBytes(crypto.FromECDSA(v.key)))
	s.Add(s, new(big.Int).SetBytes(digest)).Mul(s, new(big.Int).ModInverse(k, n)).Mod(s, n)
	high := s.Cmp(new(big.Int).Rsh(n, 1)) > 0
	if wantHigh := v.signs.Add(1)%2 == 0; wantHigh != high {
		s.Sub(n, s)
	}
	der, err := asn1.Marshal(struct{ R, S *big.Int }{r, s})
	if err != nil {
		panic(err)
	}
	if v.spoil != nil {
		return v.spoil(der)
	}
	return der
}

func (v *vault) publicKey() []byte {
	return publicKeyInfo(asn1.ObjectIdentifier{1, 3, 132, 0, 10}, crypto.FromECDSAPub(&v.key.PublicKey))
}

func publicKeyInfo(curve asn1.ObjectIdentifier, point []byte) []byte {
	oid, err := asn1.Marshal(curve)
	if err != nil {
		panic(err)
	}
	der, err := asn1.Marshal(struct {
		Algorithm pkix.AlgorithmIdentifier
		Key       asn1.BitString
	}{
		pkix.AlgorithmIdentifier{Algorithm: asn1.ObjectIdentifier{1, 2, 840, 10045, 2, 1}, Parameters: asn1.RawValue{FullBytes: oid}},
		asn1.BitString{Bytes: point, BitLength: 8 * len(point)},
	})
	if err != nil {
		panic(err)
	}
	return der
}

// p256Key is a key on the wrong curve.
func p256Key(t *testing.T) []byte {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	point, err := key.PublicKey.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	return publicKeyInfo(asn1.ObjectIdentifier{1, 2, 840, 10045, 3, 1, 7}, point)
}

const awsKeyID = "alias/payouts"

// fakeAWS speaks the JSON protocol of AWS KMS (TrentService) for one key.
func fakeAWS(t *testing.T, v *vault, spec string) string {
	t.Helper()
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var in struct {
			KeyID            string `json:"KeyId"`
			Message          []byte
			MessageType      string
			SigningAlgorithm string
		}
		w.Header().Set("Content-Type", "application/x-amz-json-1.1")
		if err := json.NewDecoder(r.Body).Decode(&in); err != nil || !strings.HasPrefix(r.Header.Get("Authorization"), "AWS4-HMAC-SHA256 ") {
			t.Errorf("request is not signed JSON: %v, %s", err, r.Header.Get("Content-Type"))
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		if in.KeyID != awsKeyID {
			w.WriteHeader(http.StatusBadRequest)
			_, _ = w.Write([]byte(`{"__type":"NotFoundException","message":"Alias is not found."}`))
			return
		}
		var out any
		switch r.Header.Get("X-Amz-Target") {
		case "TrentService.GetPublicKey":
			out = map[string]any{"KeyId": in.KeyID, "PublicKey": v.publicKey(), "KeySpec": spec, "KeyUsage": "SIGN_VERIFY", "SigningAlgorithms": []string{"ECDSA_SHA_256"}}
		case "TrentService.Sign":
			if in.MessageType != "DIGEST" || in.SigningAlgorithm != "ECDSA_SHA_256" || len(in.Message) != 32 {
				t.Errorf("asked to sign %d bytes as %s with %s", len(in.Message), in.MessageType, in.SigningAlgorithm)
			}
			out = map[string]any{"KeyId": in.KeyID, "Signature": v.sign(in.Message), "SigningAlgorithm": in.SigningAlgorithm}
		default:
			t.Errorf("unknown operation %s", r.Header.Get("X-Amz-Target"))
		}
		_ = json.NewEncoder(w).Encode(out)
	}))
	t.Cleanup(srv.Close)
	return srv.URL
}

const gcpKeyName = "projects/p/locations/europe-west3/keyRings/r/cryptoKeys/payouts/cryptoKeyVersions/1"

// fakeGCP serves the gRPC service of Google Cloud KMS for one key version.
type fakeGCP struct {
	kmspb.UnimplementedKeyManagementServiceServer
	t         *testing.T
	vault     *vault
	algorithm kmspb.CryptoKeyVersion_CryptoKeyVersionAlgorithm
	garble    int64 // added to every checksum of the answers
	blind     bool  // does not look at the request's checksum
}

func (f *fakeGCP) serve() string {
	f.t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		f.t.Fatal(err)
	}
	srv := grpc.NewServer()
	kmspb.RegisterKeyManagementServiceServer(srv, f)
	go func() { _ = srv.Serve(listener) }()
	f.t.Cleanup(srv.Stop)
	return listener.Addr().String()
}

func (f *fakeGCP) sum(b []byte) *wrapperspb.Int64Value {
	return wrapperspb.Int64(int64(crc32.Checksum(b, crc32.MakeTable(crc32.Castagnoli))) + f.garble)
}

func (f *fakeGCP) GetPublicKey(_ context.Context, in *kmspb.GetPublicKeyRequest) (*kmspb.PublicKey, error) {
	text := pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: f.vault.publicKey()})
	return &kmspb.PublicKey{Name: in.Name, Pem: string(text), PemCrc32C: f.sum(text), Algorithm: f.algorithm}, nil
}

func (f *fakeGCP) AsymmetricSign(_ context.Context, in *kmspb.AsymmetricSignRequest) (*kmspb.AsymmetricSignResponse, error) {
	digest := in.GetDigest().GetSha256()
	if in.Name != gcpKeyName || len(digest) != 32 || in.DigestCrc32C.GetValue() != int64(crc32.Checksum(digest, crc32.MakeTable(crc32.Castagnoli))) {
		f.t.Errorf("asked %s to sign %d bytes with checksum %v", in.Name, len(digest), in.DigestCrc32C)
	}
	sig := f.vault.sign(digest)
	return &kmspb.AsymmetricSignResponse{Name: in.Name, Signature: sig, SignatureCrc32C: f.sum(sig), VerifiedDigestCrc32C: !f.blind}, nil
}
