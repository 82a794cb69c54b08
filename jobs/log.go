package jobs

import (
	"context"
	"encoding/base64"
	"fmt"

	"github.com/ethereum/go-ethereum/common"
	"golang.org/x/mod/sumdb/note"

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
		if s.AuditKey != "" { // a head by a key that was replaced would be a violation
			if err := tx.CheckAuditKey(s.AuditKey); err != nil {
				return err
			}
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
