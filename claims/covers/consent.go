package covers

import (
	"context"
	"fmt"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"

	"makewhole/contracts"
	"makewhole/service"
)

// consentTTLMax is the longest a consent may be valid.
const consentTTLMax = 90 * 24 * time.Hour

// Consent is an account's EIP-712 CoverConsent: it may be insured by a holder
// under a product. An account that is the holder needs none.
type Consent struct {
	Account   common.Address
	ExpiresAt time.Time // whole seconds
	Signature []byte    // 65 bytes of an EOA, or what the contract's EIP-1271 accepts
}

// ConsentMessage is the message that an account has to sign before a holder may
// name it in a cover of a product.
func ConsentMessage(productID string, holder common.Address, c Consent) contracts.CoverConsent {
	return contracts.CoverConsent{
		ProductID: crypto.Keccak256Hash([]byte(productID)), Holder: holder, Account: c.Account, ExpiresAt: uint64(c.ExpiresAt.Unix()),
	}
}

// consents are the signatures of the accounts that gave one.
type consents map[common.Address]string

// checkConsents asks the node, outside any transaction, whether every account
// that is not the holder agreed. Each refusal names the consent or the account.
func (s *Service) checkConsents(ctx context.Context, productID string, holder common.Address, accounts []common.Address, given []Consent, pointer string) (consents, error) {
	named := make(map[common.Address]bool, len(accounts))
	for _, a := range accounts {
		named[a] = true
	}
	var bad service.FieldErrors
	out := consents{}
	for i, c := range given {
		at := fmt.Sprintf("/consents/%d", i)
		if why := s.consentForm(c, named, out); why != "" {
			bad.Check(false, at, why)
			continue
		}
		digest := ConsentMessage(productID, holder, c).Digest(s.ProofDomain())
		verdict, err := s.SignedBy(ctx, c.Account, digest, c.Signature, nil)
		if err != nil {
			return nil, fmt.Errorf("verify consent: %w", err)
		}
		bad.Check(verdict.Signed(), at+"/signature", "is not the account's signature over the product, this holder and the account: it "+verdict.Why)
		out[c.Account] = "0x" + common.Bytes2Hex(c.Signature)
	}
	for i, a := range accounts {
		_, ok := out[a]
		bad.Check(ok || a == holder || unholdable(a) != "", fmt.Sprintf("%s/%d", pointer, i), "has not consented: an account that is not the holder is named with its signature")
	}
	return out, bad.Err()
}

// consentForm says what is wrong with a consent before its signature is looked at.
func (s *Service) consentForm(c Consent, named map[common.Address]bool, seen consents) string {
	now := s.Now()
	_, twice := seen[c.Account]
	switch {
	case !named[c.Account]:
		return "is of an account that is not named"
	case twice:
		return "stands twice"
	case c.ExpiresAt.Unix() <= 0 || c.ExpiresAt.Nanosecond() != 0:
		return "must expire at whole seconds"
	case !now.Before(c.ExpiresAt):
		return "has expired"
	case c.ExpiresAt.Sub(now) > consentTTLMax:
		return "must expire within 90 days"
	case len(c.Signature) == 0 || len(c.Signature) > 8192:
		return "must have a signature of 1 to 8192 bytes"
	}
	return ""
}

// of is the consent of an account as its row keeps it.
func (c consents) of(a common.Address) *string {
	if text, ok := c[a]; ok {
		return &text
	}
	return nil
}
