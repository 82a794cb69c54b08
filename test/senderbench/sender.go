package senderbench

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"
	"time"

	"makewhole/models"
	"makewhole/outbox"
	"makewhole/outbox/keys"
	"makewhole/outbox/witness"
)

// sender runs the outbox over a store on the disk.
func (w *world) sender(ctx context.Context, l *load) (took time.Duration, err error) {
	dir, err := os.MkdirTemp("", "makewhole-bench-store-")
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	db, err := models.Open(ctx, models.Config{Driver: "sqlite", Dir: dir, Now: time.Now})
	if err != nil {
		return 0, fmt.Errorf("open store: %w", err)
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if err := db.Migrate(ctx); err != nil {
		return 0, fmt.Errorf("migrate store: %w", err)
	}
	s, err := w.enqueue(ctx, db, l)
	if err != nil {
		return 0, err
	}
	runtime.GC()
	start := time.Now()
	err = drain(ctx, s)
	return time.Since(start), err
}

// drain runs the sender until nothing is left to do. An alarm is an error.
func drain(ctx context.Context, s *outbox.Sender) error {
	for {
		r, err := s.Run(ctx)
		if err != nil {
			return err
		}
		if len(r.Alarms) > 0 {
			return fmt.Errorf("alarm: %s: %s", r.Alarms[0].Code, r.Alarms[0].Text)
		}
		if r.Idle() {
			return nil
		}
	}
}

// enqueue writes the intents and makes their sender.
func (w *world) enqueue(ctx context.Context, db *models.DB, l *load) (*outbox.Sender, error) {
	key, err := keys.NewDevSigner(senderAccount, chainID)
	if err != nil {
		return nil, err
	}
	err = db.Tx(ctx, func(tx *models.Tx) error {
		limit := int64(0)
		if l.planned {
			limit = int64(l.gas)
		}
		for i, c := range l.calls {
			_, err := tx.Enqueue(models.TxIntent{
				IdemKey: fmt.Sprint("bench:", i), Kind: l.kind, RefMachine: l.machine, RefID: 1, ChainID: int64(chainID),
				Sender: models.Addr(key.Address()), To: models.Addr(c.to), Value: models.Amt(c.value), Data: c.data, GasLimit: limit, State: models.TxApproved,
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("enqueue: %w", err)
	}
	return outbox.NewSender(outbox.SenderConfig{
		DB: db, Node: w.client, ChainID: chainID, Signers: []outbox.Signer{key}, Owner: "bench", Now: time.Now, Window: w.Window,
		Witness: witness.Contracts{Node: w.client},
	})
}
