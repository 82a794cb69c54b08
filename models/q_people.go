package models

import "github.com/ethereum/go-ethereum/common"

// StaffByToken reads the person whose API token has this sha256, disabled or not.
func (tx *Tx) StaffByToken(hash common.Hash) (Staff, error) {
	return one[Staff](tx, "token_hash = ?", H(hash))
}

// StaffList lists the staff.
func (tx *Tx) StaffList(p Page) ([]Staff, error) { return page[Staff](tx, p, "") }

// LoginNonceFor reads the text issued under a nonce.
func (tx *Tx) LoginNonceFor(nonce string) (LoginNonce, error) {
	return one[LoginNonce](tx, "nonce = ?", nonce)
}

// UseNonce marks a nonce as used. It returns ErrVersion when somebody else used
// it first: of two requests with one nonce, one gets a session.
func (tx *Tx) UseNonce(n *LoginNonce) error {
	rows, err := tx.exec("use login nonce", "UPDATE login_nonces SET used_at = ? WHERE id = ? AND used_at IS NULL", tx.Now, n.ID)
	if err != nil {
		return err
	}
	if rows != 1 {
		return wrap("use login nonce", ErrVersion)
	}
	n.UsedAt = &tx.Now
	return nil
}

// SessionByToken reads the session whose token has this sha256, ended or not.
func (tx *Tx) SessionByToken(hash common.Hash) (Session, error) {
	return one[Session](tx, "token_hash = ?", H(hash))
}

// DropLogins deletes nonces that expired and sessions that ended before the
// transaction's time, less a day in which they still explain a log line.
func (tx *Tx) DropLogins() (int64, error) {
	old := tx.Now.AddDate(0, 0, -1)
	n, err := tx.exec("drop login nonces", "DELETE FROM login_nonces WHERE expires_at < ?", old)
	if err != nil {
		return 0, err
	}
	m, err := tx.exec("drop sessions", "DELETE FROM sessions WHERE expires_at < ?", old)
	return n + m, err
}

// keyRetentionDays is how long a repeated request still gets its first answer.
const keyRetentionDays = 30

// DropKeys deletes idempotency keys that nobody will repeat any more. A started
// row stays: its outcome was never told.
func (tx *Tx) DropKeys() (int64, error) {
	return tx.exec("drop idempotency keys", "DELETE FROM idempotency_keys WHERE status = 'done' AND created_at < ?",
		tx.Now.AddDate(0, 0, -keyRetentionDays))
}

// Key reads the idempotency row of (actor, route, key).
func (tx *Tx) Key(actor, route, key string) (IdempotencyKey, error) {
	return one[IdempotencyKey](tx, "actor = ? AND route = ? AND key = ?", actor, route, key)
}

// FinishKey stores the answer of an act. It returns ErrVersion when the row is
// no longer the caller's: then the act must not commit either.
func (tx *Tx) FinishKey(k IdempotencyKey, code int64, body []byte) error {
	return tx.ownKey("finish idempotency key",
		"UPDATE idempotency_keys SET status = 'done', code = ?, body = ?, done_at = ? WHERE id = ? AND status = 'started' AND created_at = ?",
		code, body, tx.Now, k.ID, k.CreatedAt)
}

// RestartKey takes over a row whose request died before it had an effect.
func (tx *Tx) RestartKey(k *IdempotencyKey) error {
	err := tx.ownKey("restart idempotency key",
		"UPDATE idempotency_keys SET created_at = ? WHERE id = ? AND status = 'started' AND created_at = ?", tx.Now, k.ID, k.CreatedAt)
	k.CreatedAt = tx.Now
	return err
}

// DropKey frees the key of an act that had no effect and may succeed later.
func (tx *Tx) DropKey(k IdempotencyKey) error {
	return tx.ownKey("drop idempotency key",
		"DELETE FROM idempotency_keys WHERE id = ? AND status = 'started' AND created_at = ?", k.ID, k.CreatedAt)
}

func (tx *Tx) ownKey(action, query string, args ...any) error {
	rows, err := tx.exec(action, query, args...)
	if err == nil && rows != 1 {
		return wrap(action, ErrVersion)
	}
	return err
}
