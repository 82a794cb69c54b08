package models

import "context"

type fenceKey struct{}

// WithFence binds every write transaction of a context to a lease: it commits
// only while the epoch of the fence is the newest, otherwise ErrFenced. The
// check reads the work row in the same transaction, so on PostgreSQL a takeover
// in between makes one of the two fail to serialize.
func WithFence(ctx context.Context, f Fence) context.Context {
	return context.WithValue(ctx, fenceKey{}, f)
}

// checkFence runs before COMMIT.
func (tx *Tx) checkFence() error {
	f, ok := tx.ctx.Value(fenceKey{}).(Fence)
	if !ok || tx.readOnly {
		return nil
	}
	_, err := tx.fenced(f)
	return err
}
