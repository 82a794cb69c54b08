package models

import "context"

// CommitHook runs at the end of a write transaction whose service method told
// its outcome with Tx.Result, in that same transaction: what the hook writes
// commits together with the effect or not at all. It may run again when the
// transaction is retried.
type CommitHook func(tx *Tx, result any) error

type hookKey struct{}

// WithCommitHook returns a context whose write transactions run hook before
// they commit, when they report a result.
func WithCommitHook(ctx context.Context, hook CommitHook) context.Context {
	return context.WithValue(ctx, hookKey{}, hook)
}

// Result tells what the transaction achieved, as its last step. Only the last
// value counts.
func (tx *Tx) Result(row any) { tx.result, tx.hasResult = row, true }

// finish runs the commit hook of the context, if there is one and a result.
func (tx *Tx) finish() error {
	hook, ok := tx.ctx.Value(hookKey{}).(CommitHook)
	if !ok || !tx.hasResult || tx.readOnly {
		return nil
	}
	return hook(tx, tx.result)
}
