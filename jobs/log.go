package jobs

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"

	"github.com/ethereum/go-ethereum/common"
	"golang.org/x/mod/sumdb/note"

	"makewhole/audit"
	"makewhole/models"
)

// integrateMax is how many audit entries one transaction takes into the tree.
const integrateMax = 2000

// checkpoint takes waiting audit entries into the tree and signs its head in
// the C2SP checkpoint form: origin, size, root, signature.
func (s Services) checkpoint(ctx context.Context) (string, error) {
	taken := int64(0)
	for {
		before, size, err := s.integrate(ctx)
		if err != nil {
			return "", err
		}
		taken += size - before
		if size-before < integrateMax {
			break
		}
	}
	if taken == 0 {
		return "", nil
	}
	return fmt.Sprintf("%d audit entries", taken), nil
}

func (s Services) integrate(ctx context.Context) (before, size int64, err error) {
	err = s.DB.Tx(ctx, func(tx *models.Tx) error {
		if before, err = tx.AuditSize(); err != nil {
			return err
		}
		var root common.Hash
		if size, root, err = tx.IntegrateAudit(integrateMax); err != nil || size == before {
			return err
		}
		text, err := s.head(size, root)
		if err != nil {
			return err
		}
		_, err = tx.AppendCheckpoint(size, root, text)
		return err
	})
	return before, size, err
}

func (s Services) head(size int64, root common.Hash) (string, error) {
	text := fmt.Sprintf("%s\n%d\n%s\n", s.Origin, size, base64.StdEncoding.EncodeToString(root[:]))
	signed, err := note.Sign(&note.Note{Text: text}, s.Signer)
	if err != nil {
		return "", fmt.Errorf("sign checkpoint: %w", err)
	}
	return string(signed), nil
}

// verify runs all rules and freezes settlement when one is violated. What could
// not be checked is an error of the run, not a violation.
func (s Services) verify(ctx context.Context) (string, error) {
	report, err := s.Verifier.Verify(ctx, nil)
	if err != nil {
		return "", err
	}
	if n := report.Violations(); n > 0 {
		first := firstFinding(report)
		err := s.DB.Tx(ctx, func(tx *models.Tx) error {
			return tx.Freeze(fmt.Sprintf("verify: %d violations, first %s", n, first), models.JobActor("verify"))
		})
		return "", errors.Join(fmt.Errorf("%d violations, settlement is frozen; first: %s", n, first), err)
	}
	checked := int64(0)
	for _, r := range report.Rules {
		checked += r.Checked
		if r.Status == audit.StatusUnchecked {
			err = errors.Join(err, fmt.Errorf("rule %s was not checked: %s", r.Rule, r.Reason))
		}
	}
	return fmt.Sprintf("%d things checked", checked), err
}

func firstFinding(r audit.Report) string {
	for _, res := range r.Rules {
		for _, f := range res.Findings {
			return fmt.Sprintf("%s %s %s", res.Rule, f.Subject, f.Detail)
		}
	}
	return ""
}
