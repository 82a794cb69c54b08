package quorum

import (
	"errors"
	"os"
	"strings"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"

	"makewhole/contracts"
	"makewhole/internal/strictjson"
	"makewhole/oracles/reports"
)

// gathered are the signatures of one call.
type gathered struct {
	joined  []byte
	signers []common.Address
}

// gather reads signatures, refuses who is no member or signs twice, and too few.
func (v *view) gather(of committee, f File, given []string) (out gathered, err error) {
	var single [][]byte
	at := map[common.Address]string{}
	for _, arg := range given {
		sigs, err := signaturesIn(arg, f.Digest)
		if err != nil {
			return out, refused("--signature %s: %w", arg, err)
		}
		for _, sig := range sigs {
			by, err := v.signer(of, f.Digest, sig)
			if err != nil {
				return out, refused("--signature %s: %w", arg, err)
			}
			if first, twice := at[by]; twice {
				return out, refused("--signature %s: is by %s, who signed %s already", arg, by, first)
			}
			at[by] = arg
			single, out.signers = append(single, sig), append(out.signers, by)
		}
	}
	if len(single) < of.Threshold {
		return out, refused("%d signatures of members, the committee needs %d of %d", len(single), of.Threshold, of.Members)
	}
	out.joined, err = contracts.JoinSignatures(f.Digest, single)
	return out, err
}

// signer is the member that made a signature over the digest.
func (v *view) signer(of committee, digest common.Hash, sig []byte) (common.Address, error) {
	by, err := contracts.RecoverSigner(digest, sig)
	if err != nil {
		return by, err
	}
	member, err := v.seated(of, by)
	if err == nil && !member {
		err = refused("is by %s, who is no member of the committee, or over another digest than %s", by, digest)
	}
	return by, err
}

// signaturesIn reads 0x and hex digits, a file of sign, or a signed report.
func signaturesIn(arg string, digest common.Hash) ([][]byte, error) {
	if strings.HasPrefix(arg, "0x") {
		sig, err := hexutil.Decode(arg)
		return [][]byte{sig}, err
	}
	raw, err := os.ReadFile(arg)
	if err != nil {
		return nil, err
	}
	if text := strings.TrimSpace(string(raw)); strings.HasPrefix(text, "0x") {
		sig, err := hexutil.Decode(text)
		return [][]byte{sig}, err
	}
	var s Signature
	form := strictjson.Decode(raw, &s, strictjson.Options{NoNulls: true})
	if form != nil {
		if r, err := reports.ParseReport(raw, reports.Limits{}); err == nil && r.Order != nil {
			return r.Signatures, nil
		}
		return nil, errors.Join(errors.New("want 0x and 130 hex digits, a file of quorum sign, or a signed report about the order"), form)
	}
	switch {
	case s.Format != signatureFormat:
		return nil, refused("/format: is %q, allowed is %q", s.Format, signatureFormat)
	case s.Digest != digest:
		return nil, refused("/digest: is over %s, the act is %s", s.Digest, digest)
	}
	by, err := contracts.RecoverSigner(s.Digest, s.Signature)
	if err == nil && by != s.Signer {
		err = refused("/signer: is %s, the signature is by %s", s.Signer, by)
	}
	return [][]byte{s.Signature}, err
}
