package server

import (
	"context"
	"crypto/sha256"
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/models"
	"makewhole/states"
)

const (
	cookieName    = "__Host-makewhole"
	sessionPrefix = "mwc_"
	staffPrefix   = "mws_"
	tokenBytes    = 32

	sessionLife     = 12 * time.Hour
	sessionIdle     = time.Hour
	contractSession = time.Hour // a contract's owners can change
	touchEvery      = time.Minute
)

// tokenHash is what the store knows of a token.
func tokenHash(token string) common.Hash { return sha256.Sum256([]byte(token)) }

// authenticate finds out who sends the request: a bearer token, else the
// session cookie, else the socket itself. Nobody is no error, a token that does
// not count is.
func (s *Server) authenticate(r *http.Request, req *request) (caller, error) {
	token, sent := bearer(r)
	if !sent {
		if cookie, err := r.Cookie(cookieName); err == nil && req.listener == onPublic {
			return s.walletCaller(r.Context(), req, cookie.Value)
		}
		if req.listener == onSocket {
			return socketCaller(req), nil
		}
		return caller{}, nil
	}
	switch {
	case strings.HasPrefix(token, staffPrefix):
		return s.staffCaller(r.Context(), req, token)
	case strings.HasPrefix(token, sessionPrefix):
		return s.walletCaller(r.Context(), req, token)
	}
	return caller{}, errUnauthorized
}

// bearer reads the credentials of a request, for every check that asks: the token
// after exactly "Bearer ". sent is false without an Authorization header, and then
// only the cookie counts; a header of any other form is sent, with no token that
// anybody has.
func bearer(r *http.Request) (token string, sent bool) {
	values := r.Header.Values("Authorization")
	if len(values) == 0 {
		return "", false
	}
	token, ok := strings.CutPrefix(values[0], "Bearer ")
	if !ok || len(values) > 1 {
		return "", true
	}
	return token, true
}

// socketCaller is a command of the operator's own account, which owns the
// socket and the data directory anyway.
func socketCaller(req *request) caller {
	a := models.SystemActor(states.SystemSocket)
	a.Roles, a.RequestID = []string{roleAdmin, roleAuditor}, req.id
	return caller{actor: a}
}

// staffCaller reads roles anew for every request, so that a removed role is
// gone at once.
func (s *Server) staffCaller(ctx context.Context, req *request, token string) (caller, error) {
	var who models.Staff
	err := s.db.Read(ctx, func(tx *models.Tx) (err error) {
		who, err = tx.StaffByToken(tokenHash(token))
		who = who.At(tx.Now)
		return err
	})
	if errors.Is(err, models.ErrNotFound) || (err == nil && who.DisabledAt != nil) {
		return caller{}, errUnauthorized
	}
	return caller{actor: models.StaffActor(who, req.id)}, err
}

func (s *Server) walletCaller(ctx context.Context, req *request, token string) (caller, error) {
	var row models.Session
	var now time.Time
	err := s.db.Read(ctx, func(tx *models.Tx) (err error) {
		now = tx.Now
		row, err = tx.SessionByToken(tokenHash(token))
		return err
	})
	switch {
	case errors.Is(err, models.ErrNotFound):
		return caller{}, errUnauthorized
	case err != nil:
		return caller{}, err
	case row.RevokedAt != nil, !now.Before(row.ExpiresAt), now.Sub(row.LastSeenAt) >= sessionIdle:
		return caller{}, errUnauthorized
	}
	if now.Sub(row.LastSeenAt) >= touchEvery {
		if err := s.touch(ctx, &row); err != nil {
			return caller{}, err
		}
	}
	return caller{actor: models.WalletActor(row.Address.Address, req.id), session: &row}, nil
}

// touch keeps an active session from idling out, at most once a minute.
func (s *Server) touch(ctx context.Context, row *models.Session) error {
	return s.db.Tx(ctx, func(tx *models.Tx) error {
		row.LastSeenAt = tx.Now
		return models.Update(tx, row, "last_seen_at")
	})
}
