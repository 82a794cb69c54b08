package server

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/models"
)

// States of an idempotency row.
const (
	keyStarted = "started"
	keyDone    = "done"
)

// keyTimeout is longer than any request may run. A row that is still started
// after it had no effect, because the effect and "done" commit together; the
// next request with the key takes it over.
const keyTimeout = 5 * time.Minute

// perform runs an act. Where the policy asks for a key the answer is stored in
// the transaction of the effect (models.WithCommitHook), so a repeated request
// finds either both or neither. A secret in the answer is told once and not
// stored: the repeated request gets the answer without it.
func (s *Server) perform(ctx context.Context, r route, in any, do func(context.Context) (any, error), show func(*models.Tx, any) (rendered, error)) (*written, error) {
	if r.key != keyRequired {
		return s.performOnce(ctx, r, do, show)
	}
	row, err := s.claimKey(ctx, r, in)
	if err != nil {
		return nil, err
	}
	if row.Status == keyDone {
		return &written{Status: int(row.Code), Type: answerType(row.Code), Replayed: "true", Body: row.Body}, nil
	}
	var answer []byte
	hook := func(tx *models.Tx, result any) error {
		out, err := show(tx, result)
		if err != nil {
			return err
		}
		answer = out.answer
		return tx.FinishKey(row, int64(r.status), out.kept)
	}
	result, err := do(models.WithCommitHook(ctx, hook))
	if err != nil {
		return nil, s.settleKey(ctx, row, err)
	}
	if answer == nil { // the service wrote nothing, or did not report: store the answer by itself
		s.log.DebugContext(ctx, "answer stored after its act", "route", r.method+" "+r.path)
		err = s.db.Tx(ctx, func(tx *models.Tx) error { return hook(tx, result) })
	}
	return &written{Status: r.status, Type: "application/json", Body: answer}, err
}

func (s *Server) performOnce(ctx context.Context, r route, do func(context.Context) (any, error), show func(*models.Tx, any) (rendered, error)) (*written, error) {
	result, err := do(ctx)
	if err != nil {
		return nil, err
	}
	out := &written{Status: r.status, Type: "application/json"}
	if cookie := requestOf(ctx).cookie; cookie != nil {
		out.Cookie = cookie.String()
	}
	err = s.db.Read(ctx, func(tx *models.Tx) error {
		shown, err := show(tx, result)
		out.Body = shown.answer
		return err
	})
	return out, err
}

// claimKey inserts the row first; UNIQUE (actor, route, key) decides who works.
func (s *Server) claimKey(ctx context.Context, r route, in any) (models.IdempotencyKey, error) {
	req := requestOf(ctx)
	row := models.IdempotencyKey{
		Actor: req.caller.name(), Route: r.method + " " + r.path, Key: keyOf(ctx), Status: keyStarted,
	}
	var err error
	if row.Fingerprint.Hash, err = fingerprint(row, in); err != nil {
		return row, err
	}
	if s.cfg.Owner != "" {
		row.Owner = &s.cfg.Owner
	}
	err = s.db.Tx(ctx, func(tx *models.Tx) error {
		row.ID, row.CreatedAt = 0, tx.Now
		return models.Insert(tx, &row)
	})
	if !errors.Is(err, models.ErrDuplicate) {
		return row, err
	}
	return s.earlierKey(ctx, row)
}

// earlierKey answers for a key that was used before.
func (s *Server) earlierKey(ctx context.Context, want models.IdempotencyKey) (models.IdempotencyKey, error) {
	var old models.IdempotencyKey
	err := s.db.Tx(ctx, func(tx *models.Tx) (err error) {
		if old, err = tx.Key(want.Actor, want.Route, want.Key); err != nil {
			return err
		}
		switch {
		case old.Fingerprint != want.Fingerprint:
			return errKeyReused
		case old.Status == keyDone:
			return nil
		case tx.Now.Sub(old.CreatedAt) < keyTimeout:
			return errKeyBusy
		}
		return tx.RestartKey(&old)
	})
	return old, err
}

// settleKey keeps the answer of an act that failed for good, and frees the key
// of one that may succeed later.
func (s *Server) settleKey(ctx context.Context, row models.IdempotencyKey, cause error) error {
	ctx = context.WithoutCancel(ctx) // the client may be gone; the key must not stay busy
	p := s.fail(ctx, cause)
	err := s.db.Tx(ctx, func(tx *models.Tx) error {
		switch {
		case errors.Is(cause, models.ErrCommitUnknown):
			return nil
		case !lasting(p.Status):
			return tx.DropKey(row)
		}
		body, err := json.Marshal(p)
		if err != nil {
			return err
		}
		return tx.FinishKey(row, int64(p.Status), append(body, '\n'))
	})
	if err != nil {
		s.log.ErrorContext(ctx, "idempotency key", "error", err.Error())
	}
	return p
}

// lasting tells whether the same request would get the same answer again: a
// conflict may go away, a rate passes, a server recovers.
func lasting(status int) bool {
	switch status {
	case http.StatusBadRequest, http.StatusForbidden, http.StatusNotFound, http.StatusRequestEntityTooLarge,
		http.StatusUnsupportedMediaType, http.StatusUnprocessableEntity:
		return true
	}
	return false
}

func answerType(code int64) string {
	if code >= http.StatusBadRequest {
		return problemType
	}
	return "application/json"
}

// fingerprint = sha256(actor ‖ route ‖ canonical parsed input): white space and
// key order of the body do not matter, any value does.
func fingerprint(row models.IdempotencyKey, in any) (common.Hash, error) {
	h := sha256.New()
	fmt.Fprintf(h, "%d:%s%d:%s", len(row.Actor), row.Actor, len(row.Route), row.Route)
	if short, ok := in.(interface{ digest() any }); ok { // large bodies
		in = short.digest()
	}
	if err := json.NewEncoder(h).Encode(in); err != nil {
		return common.Hash{}, fmt.Errorf("fingerprint: %w", err)
	}
	return common.Hash(h.Sum(nil)), nil
}

func keyOf(ctx context.Context) string { return requestOf(ctx).key }
