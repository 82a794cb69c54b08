package signers

import (
	"context"
	"fmt"
	"net/url"
	"strings"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/rpc"
	"google.golang.org/api/option"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"

	"makewhole/chain"
	"makewhole/outbox"
)

// Spec tells how keys are spelled; help texts show it.
const Spec = `FILE (keystore, mode 0600), clef+http://HOST?address=0x…, clef+ipc:///PATH, web3signer+https://HOST?address=0x…, ` +
	`awskms:///KEY?region=R, gcpkms://projects/…/cryptoKeyVersions/N`

// DigestSigner is a key that signs digests as well as transactions.
type DigestSigner interface {
	outbox.Signer
	SignDigest(digest common.Hash) ([]byte, error)
}

// Open reads a key that is not in this process, spelled as a URI:
//
//	clef+http://127.0.0.1:8550?address=0x…    clef over HTTP; clef+ipc:///PATH over its socket
//	web3signer+https://signer:9000?address=0x…
//	awskms:///alias/payouts?region=eu-central-1          endpoint=URL for another one than AWS's own
//	gcpkms://projects/P/locations/L/keyRings/R/cryptoKeys/K/cryptoKeyVersions/1
//
// The key services take their credentials from where their SDKs look for them.
// Keys are checked here: that they exist, that they are on secp256k1, and that
// they are no published development keys unless the chain is a development one.
func Open(ctx context.Context, spec string, chainID uint64) (outbox.Signer, error) {
	u, err := url.Parse(spec)
	if err != nil {
		return nil, ErrSpec // the parser's error would repeat what may carry credentials
	}
	switch {
	case strings.HasPrefix(u.Scheme, "clef+"):
		return openRemote(ctx, u, clef, chainID)
	case strings.HasPrefix(u.Scheme, "web3signer+"):
		return openRemote(ctx, u, web3signer, chainID)
	case u.Scheme == "awskms":
		return openAWSKey(ctx, u, chainID)
	case u.Scheme == "gcpkms":
		return openGCPKey(ctx, u, chainID)
	}
	return nil, fmt.Errorf("%w: want %s", ErrSpec, Spec)
}

// IsRemote tells a key's URI from the name of a keystore file.
func IsRemote(spec string) bool {
	scheme, _, found := strings.Cut(spec, "://")
	return found && scheme != "" && !strings.ContainsAny(scheme, `/\.`)
}

// query reads the parameters of a URI and refuses unknown ones.
func query(u *url.URL, known ...string) (map[string]string, error) {
	out := map[string]string{}
	for _, k := range known {
		out[k] = u.Query().Get(k)
	}
	for k := range u.Query() {
		if _, ok := out[k]; !ok {
			return nil, fmt.Errorf("%w: unknown parameter %q", ErrSpec, k)
		}
	}
	return out, nil
}

func openRemote(ctx context.Context, u *url.URL, d dialect, chainID uint64) (outbox.Signer, error) {
	q, err := query(u, "address")
	if err != nil {
		return nil, err
	}
	var addr common.Address
	if q["address"] != "" {
		if !common.IsHexAddress(q["address"]) {
			return nil, fmt.Errorf("%w: address is not one", ErrSpec)
		}
		addr = common.HexToAddress(q["address"])
	}
	client, err := dial(ctx, u)
	if err != nil {
		return nil, err
	}
	r, err := newRemote(ctx, client, d, addr, chainID)
	if err != nil {
		client.Close()
		return nil, err
	}
	return r, nil
}

func dial(ctx context.Context, u *url.URL) (*rpc.Client, error) {
	at := *u
	_, at.Scheme, _ = strings.Cut(u.Scheme, "+")
	at.RawQuery = ""
	switch at.Scheme {
	case "ipc":
		c, err := rpc.DialIPC(ctx, at.Path)
		if err != nil {
			return nil, fmt.Errorf("connect to signer: %w", err)
		}
		return c, nil
	case "http", "https":
		c, err := rpc.DialOptions(ctx, at.String(), rpc.WithHTTPClient(chain.HTTPClient(callTime)))
		if err != nil {
			return nil, fmt.Errorf("connect to signer %s", at.Host)
		}
		return c, nil
	}
	return nil, fmt.Errorf("%w: a signer is reached by http, https or ipc", ErrSpec)
}

func openAWSKey(ctx context.Context, u *url.URL, chainID uint64) (outbox.Signer, error) {
	q, err := query(u, "region", "endpoint")
	if err != nil {
		return nil, err
	}
	id := strings.TrimPrefix(u.Host+u.Path, "/")
	if id == "" {
		return nil, fmt.Errorf("%w: name the key: awskms:///KEY", ErrSpec)
	}
	if at := q["endpoint"]; at != "" && !strings.HasPrefix(at, "https://") && !strings.HasPrefix(at, "http://127.0.0.1:") {
		return nil, fmt.Errorf("%w: endpoint must be https", ErrSpec)
	}
	key, err := openAWS(ctx, id, q["region"], q["endpoint"])
	if err != nil {
		return nil, err
	}
	return asSigner(newServiceKey(ctx, key, chainID))
}

// openGCPKey takes endpoint=HOST:PORT for a service without credentials on the
// loopback interface only: that is what tests and emulators are.
func openGCPKey(ctx context.Context, u *url.URL, chainID uint64) (outbox.Signer, error) {
	q, err := query(u, "endpoint")
	if err != nil {
		return nil, err
	}
	name := u.Host + u.Path
	if !strings.HasPrefix(name, "projects/") || !strings.Contains(name, "/cryptoKeyVersions/") {
		return nil, fmt.Errorf("%w: name a key version: gcpkms://projects/…/cryptoKeyVersions/N", ErrSpec)
	}
	var options []option.ClientOption
	if at := q["endpoint"]; at != "" {
		if !strings.HasPrefix(at, "127.0.0.1:") {
			return nil, fmt.Errorf("%w: endpoint must be on 127.0.0.1", ErrSpec)
		}
		options = append(options, option.WithEndpoint(at), option.WithoutAuthentication(),
			option.WithGRPCDialOption(grpc.WithTransportCredentials(insecure.NewCredentials())))
	}
	key, err := openGCP(ctx, name, options...)
	if err != nil {
		return nil, err
	}
	return asSigner(newServiceKey(ctx, key, chainID))
}

// asSigner keeps a nil pointer out of the interface.
func asSigner(k *ServiceKey, err error) (outbox.Signer, error) {
	if err != nil {
		return nil, err
	}
	return k, nil
}
