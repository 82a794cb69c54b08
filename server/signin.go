package server

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"math/big"
	"net/http"
	"time"

	"github.com/ethereum/go-ethereum/accounts"
	"github.com/ethereum/go-ethereum/common"

	"makewhole/contracts"
	"makewhole/models"
	"makewhole/service"
)

const (
	nonceLife   = 5 * time.Minute
	nonceLength = 22 // base62: 131 bits
	base62      = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
)

// Login is a text to sign.
type Login struct {
	Nonce     string    `json:"nonce"`
	Text      string    `json:"text" doc:"Sign exactly this, as personal_sign (EIP-191)."`
	Domain    string    `json:"domain" doc:"Host that the text names: of this server, by its configuration."`
	ChainID   int64     `json:"chain_id" doc:"Of the settlement chain, which the text names; the code of contract wallets is asked there."`
	ExpiresAt time.Time `json:"expires_at"`
}

// SessionOut is a signed-in wallet. The token is told once.
type SessionOut struct {
	Address   string    `json:"address"`
	Token     string    `json:"token,omitempty" doc:"For Authorization: Bearer. The same token is set as a cookie."`
	Contract  bool      `json:"contract" doc:"Code accepted the signature, no key gave it; its session is short."`
	SignedBy  string    `json:"signed_by,omitempty" enum:"key,contract,delegate,factory" doc:"Of the answer to a signature. key: the account's own, whatever code it delegates to. contract: by EIP-1271. delegate: by the code that the account delegates to, EIP-7702. factory: by a wallet that is not deployed yet, EIP-6492."`
	ExpiresAt time.Time `json:"expires_at"`
}

type nonceIn struct {
	Body struct {
		Address Address `json:"address" doc:"The wallet that wants to sign in."`
	}
}

// issueNonce renders the text of EIP-4361, stores it under its nonce and hands
// it out. No client text is ever parsed.
func (s *Server) issueNonce(ctx context.Context, _ caller, in *nonceIn) (models.LoginNonce, error) {
	row := models.LoginNonce{Nonce: newNonce(), Address: models.Addr(in.Body.Address.Address)}
	err := s.db.Tx(ctx, func(tx *models.Tx) error {
		issued := tx.Now.Truncate(time.Second)
		row.ID, row.ExpiresAt = 0, issued.Add(nonceLife)
		row.Text = s.signInText(in.Body.Address.Address, row.Nonce, issued, row.ExpiresAt, requestOf(ctx).id)
		return models.Insert(tx, &row)
	})
	return row, err
}

func (s *Server) viewNonce(_ *models.Tx, n models.LoginNonce) (Login, error) {
	return Login{Nonce: n.Nonce, Text: n.Text, Domain: s.cfg.Domain, ChainID: s.cfg.ChainID, ExpiresAt: n.ExpiresAt.UTC()}, nil
}

// signInText is the message of EIP-4361. Domain and URI come from the
// configuration, never from the Host header.
func (s *Server) signInText(addr common.Address, nonce string, issued, expires time.Time, id string) string {
	return fmt.Sprintf(`%s wants you to sign in with your Ethereum account:
%s

Sign in to file and follow claims. This costs nothing and moves no funds.

URI: %s
Version: 1
Chain ID: %d
Nonce: %s
Issued At: %s
Expiration Time: %s
Request ID: %s`, s.cfg.Domain, addr.Hex(), s.cfg.URI, s.cfg.ChainID, nonce,
		issued.Format(time.RFC3339), expires.Format(time.RFC3339), id)
}

func newNonce() string {
	out := make([]byte, nonceLength)
	limit := big.NewInt(int64(len(base62)))
	for i := range out {
		n, err := rand.Int(rand.Reader, limit)
		if err != nil {
			panic(err) // crypto/rand never fails since Go 1.24
		}
		out[i] = base62[n.Int64()]
	}
	return string(out)
}

type verifyIn struct {
	Body struct {
		Nonce     string    `json:"nonce" minLength:"22" maxLength:"22" pattern:"^[0-9A-Za-z]{22}$"`
		Signature Signature `json:"signature" doc:"65 bytes for an account with a key; up to 8 KiB for a contract wallet, by EIP-6492 when it is not deployed yet."`
	}
}

// signedIn is a new session and its token, which the store does not know.
type signedIn struct {
	row   models.Session
	token string
	by    string
}

// verifyNonce checks the signature over the stored text, by key first and then
// by code, outside of the transaction that spends the nonce.
func (s *Server) verifyNonce(ctx context.Context, _ caller, in *verifyIn) (signedIn, error) {
	var n models.LoginNonce
	var now time.Time
	err := s.db.Read(ctx, func(tx *models.Tx) (err error) {
		now = tx.Now
		n, err = tx.LoginNonceFor(in.Body.Nonce)
		return err
	})
	switch {
	case errors.Is(err, models.ErrNotFound):
		return signedIn{}, errSignIn
	case err != nil:
		return signedIn{}, err
	case n.UsedAt != nil, !now.Before(n.ExpiresAt):
		return signedIn{}, errSignIn
	}
	by, err := s.signedBy(ctx, n.Address.Address, common.Hash(accounts.TextHash([]byte(n.Text))), in.Body.Signature)
	if err != nil {
		return signedIn{}, err
	}
	return s.openSession(ctx, n, by)
}

// signedBy says who signed: a key, which is never asked of the node, or code.
func (s *Server) signedBy(ctx context.Context, addr common.Address, digest common.Hash, sig []byte) (by string, err error) {
	if got, err := contracts.RecoverSigner(digest, sig); err == nil && got == addr {
		return contracts.SignedByKey, nil
	}
	if got, ok := contracts.LegacySigner(digest, sig); ok && got == addr {
		return "", invalid("/signature", "its last byte, v, must be 27 or 28")
	}
	if s.cfg.Chain == nil {
		return "", fmt.Errorf("%w: the signature is not of the account's key, and this server asks no contracts", errSignIn)
	}
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	verdict, err := s.cfg.Chain.VerifySignature(ctx, addr, digest, sig, nil)
	if err != nil {
		return "", fmt.Errorf("%w: %w", service.ErrNode, err)
	}
	if !verdict.Signed() {
		return "", fmt.Errorf("%w: the signature %s", errSignIn, verdict.Why)
	}
	return verdict.By, nil
}

// openSession spends the nonce and makes the session in one transaction: of two
// requests with one signature, one is signed in.
func (s *Server) openSession(ctx context.Context, n models.LoginNonce, by string) (signedIn, error) {
	out, isContract := signedIn{token: secret(sessionPrefix, tokenBytes), by: by}, by != contracts.SignedByKey
	life := sessionLife
	if isContract {
		life = contractSession
	}
	err := s.db.Tx(ctx, func(tx *models.Tx) error {
		if !tx.Now.Before(n.ExpiresAt) {
			return errSignIn
		}
		if err := tx.UseNonce(&n); err != nil {
			return err
		}
		out.row = models.Session{
			TokenHash: models.H(tokenHash(out.token)), Address: n.Address, Contract: isContract,
			LastSeenAt: tx.Now, ExpiresAt: tx.Now.Add(life),
		}
		if err := models.Insert(tx, &out.row); err != nil {
			return err
		}
		return tx.Audit(models.WalletActor(n.Address.Address, requestOf(ctx).id), "session.open", n.Nonce, map[string]any{"contract": isContract, "signed_by": by})
	})
	if errors.Is(err, models.ErrVersion) {
		err = errSignIn
	}
	requestOf(ctx).cookie = sessionCookie(out.token, life)
	return out, err
}

func viewSession(_ *models.Tx, in signedIn) (SessionOut, error) {
	return SessionOut{
		Address: in.row.Address.Hex(), Token: in.token, Contract: in.row.Contract, SignedBy: in.by, ExpiresAt: in.row.ExpiresAt.UTC(),
	}, nil
}

// sessionCookie sets the token for a time, or takes it away when the token is empty.
// The time is a span: the clock of a browser may be wrong.
func sessionCookie(token string, life time.Duration) *http.Cookie {
	age := int(life / time.Second)
	if token == "" {
		age = -1
	}
	return &http.Cookie{
		Name: cookieName, Value: token, Path: "/", MaxAge: age, Secure: true, HttpOnly: true, SameSite: http.SameSiteLaxMode,
	}
}

// logout ends the session at once, whatever the cookie says later.
func (s *Server) logout(ctx context.Context, c caller, _ *struct{}) (signedIn, error) {
	row := *c.session
	err := s.db.Tx(ctx, func(tx *models.Tx) error {
		row.RevokedAt = &tx.Now
		if err := models.Update(tx, &row, "revoked_at"); err != nil {
			return err
		}
		return tx.Audit(c.actor, "session.close", c.actor.ID, nil)
	})
	requestOf(ctx).cookie = sessionCookie("", 0)
	return signedIn{row: row}, err
}

// me tells a wallet who it is signed in as.
func (s *Server) me(_ *models.Tx, c caller, _ *struct{}) (SessionOut, error) {
	return viewSession(nil, signedIn{row: *c.session})
}
