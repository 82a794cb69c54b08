package oracles

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"

	"makewhole/models"
	"makewhole/oracles/measure"
	"makewhole/oracles/reports"
)

// tick lets the clock act: sets that can be sent, windows that have passed.
func (s *Service) tick(ctx context.Context, now time.Time) error {
	due, err := s.dueWindows(ctx, now)
	if err != nil {
		return err
	}
	for i := range due {
		if due[i].final, err = s.finalOnChain(ctx, due[i].oracle, due[i].digest); err != nil {
			return err
		}
	}
	return s.DB.Tx(ctx, func(tx *models.Tx) error {
		for _, d := range due {
			if !d.final {
				continue
			}
			err := onSubject(tx, reports.WireHash(d.digest), func(sub *subject) error {
				if sub.state() != models.SnapshotChallengeable {
					return nil
				}
				return sub.pass(tx)
			})
			if err != nil {
				return err
			}
		}
		if err := expireEnded(tx, now); err != nil {
			return err
		}
		sets, err := tx.SetsIn(models.SnapshotQuorum)
		if err != nil {
			return err
		}
		for _, set := range sets {
			if _, err := enqueueSet(tx, s.Operator, set); err != nil {
				return err
			}
		}
		return nil
	})
}

func (s *subject) pass(tx *models.Tx) error {
	const reason = "challenge window is over"
	if s.snapshot != nil {
		s.snapshot.Reason = ""
		return models.Move(tx, snapshotMachine, s.snapshot, "pass_window", clock, reason, "reason")
	}
	return models.Move(tx, setMachine, s.set, "pass_window", clock, reason)
}

// window is a challenge window whose time is over.
type window struct {
	digest common.Hash
	oracle common.Address
	final  bool // the contract agrees
}

func (s *Service) dueWindows(ctx context.Context, now time.Time) ([]window, error) {
	var due []window
	err := s.DB.Read(ctx, func(tx *models.Tx) error {
		due = nil
		snaps, err := tx.SnapshotsIn(models.SnapshotChallengeable)
		if err != nil {
			return err
		}
		for _, r := range snaps {
			c, err := tx.OracleConfigFor(r.ConfigDigest.Hash)
			if err != nil {
				return err
			}
			if r.FinalAt != nil && !now.Before(*r.FinalAt) {
				due = append(due, window{r.Digest.Hash, c.Oracle.Address, false})
			}
		}
		sets, err := tx.SetsIn(models.SnapshotChallengeable)
		if err != nil {
			return err
		}
		for _, r := range sets {
			c, err := tx.OracleConfigFor(r.ConfigDigest.Hash)
			if err != nil {
				return err
			}
			if r.RegisteredAt != nil && !now.Before(r.RegisteredAt.Add(time.Duration(c.ChallengeWindow)*time.Second)) {
				due = append(due, window{r.Digest.Hash, c.Oracle.Address, false})
			}
		}
		return nil
	})
	return due, err
}

var isFinalSelector = crypto.Keccak256([]byte("isFinal(bytes32)"))[:4]

// finalOnChain asks the contract at the final head whether a digest stands: an
// open challenge outlasts the window, and a guardian's silence ends it without
// an event. Enough providers must agree.
func (s *Service) finalOnChain(ctx context.Context, oracle common.Address, digest common.Hash) (bool, error) {
	src := s.Sources[s.ChainID]
	yes, no := 0, 0
	for _, p := range src.Providers {
		head, err := p.Finalized(ctx)
		if err != nil {
			continue
		}
		msg := ethereum.CallMsg{To: &oracle, Data: append(isFinalSelector[:4:4], digest[:]...)}
		out, err := p.CallContractAtHash(ctx, msg, head.Hash())
		if err != nil {
			continue
		}
		word, err := measure.OneWord(out)
		switch {
		case err != nil:
		case word.IsZero():
			no++
		default:
			yes++
		}
	}
	if yes < src.Agree && no < src.Agree {
		return false, fmt.Errorf("isFinal of %s: %w", digest, ErrSource)
	}
	return yes >= src.Agree, nil
}

// Recheck looks again at candidates that wait for a final block, for a provider
// or for two people, and ends those that can never be accepted. It returns how
// many changed.
func (s *Service) Recheck(ctx context.Context) (int, error) {
	var waiting []models.Snapshot
	var reports []reports.Report
	err := s.DB.Read(ctx, func(tx *models.Tx) error {
		var err error
		waiting, err = tx.SnapshotsIn(models.SnapshotCollecting)
		if err != nil {
			return err
		}
		reports = reports[:0]
		for _, row := range waiting {
			r, err := storedReport(tx, row)
			if err != nil {
				return err
			}
			reports = append(reports, r)
		}
		return nil
	})
	changed := 0
	for i, r := range reports {
		if len(r.Signatures) == 0 {
			continue
		}
		done, oneErr := s.recheck(ctx, waiting[i], r)
		if done {
			changed++
		}
		err = errors.Join(err, oneErr)
	}
	return changed, err
}

// storedReport rebuilds a report from a row and one signature that counts.
func storedReport(tx *models.Tx, row models.Snapshot) (reports.Report, error) {
	var w reports.WireSnapshot
	if err := json.Unmarshal([]byte(row.Message), &w); err != nil {
		return reports.Report{}, fmt.Errorf("message of snapshot %s: %w", row.PublicID, err)
	}
	m, err := w.Message()
	if err != nil {
		return reports.Report{}, err
	}
	r := reports.Report{Kind: reports.KindSnapshot, Snapshot: &m}
	config, err := tx.OracleConfigFor(m.ConfigDigest)
	if err != nil {
		return r, err
	}
	l := &loaded{config: config}
	if err := l.loadSignatures(tx, r, row.Digest.Hash); err != nil {
		return r, err
	}
	sigs, err := l.counting()
	if len(sigs) > 0 {
		r.Signatures = sigs[:1]
	}
	return r, err
}

func (s *Service) recheck(ctx context.Context, row models.Snapshot, r reports.Report) (bool, error) {
	receipt, err := s.submit(ctx, "recheck", r)
	if err == nil {
		return receipt.State != models.SnapshotCollecting && receipt.Reason != row.Reason, nil
	}
	var rej *reports.Rejection
	if !errors.As(err, &rej) {
		return false, err
	}
	ends := map[string]string{
		"not_canonical": "refuse", "time_mismatch": "refuse", "spec_mismatch": "refuse", "expired": "expire", "term": "expire",
		"config_retired": "expire", "config_compromised": "expire", "revision_taken": "supersede", "fork": "refuse",
	}
	event, final := ends[rej.Code]
	if !final {
		return false, nil
	}
	err = s.DB.Tx(ctx, func(tx *models.Tx) error {
		now, err := models.ByID[models.Snapshot](tx, row.ID)
		if err != nil || now.State != models.SnapshotCollecting {
			return err
		}
		now.Reason = rej.Code
		return models.Move(tx, snapshotMachine, &now, event, committee, rej.Error(), "reason")
	})
	return err == nil, err
}
