package oracles

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/contracts"
	"makewhole/models"
	"makewhole/oracles/reports"
)

// OrderSignatures returns the signatures over the order of a settlement (public
// id) that count now, ascending by signer, and whether they are a quorum of a configuration
// that may still sign.
func (s *Service) OrderSignatures(ctx context.Context, settlementID string) (sigs [][]byte, quorum bool, err error) {
	now, err := s.chainTime(ctx)
	if err != nil {
		return nil, false, err
	}
	err = s.DB.Read(ctx, func(tx *models.Tx) error {
		st, err := models.ByPublicID[models.Settlement](tx, settlementID)
		if err != nil {
			return err
		}
		sigs, quorum, err = orderSignatures(tx, st, now)
		return err
	})
	return sigs, quorum, err
}

// orderSignatures groups the stored signatures by nothing but the digest: the
// digest fixes the configuration. The configuration is found by verifying.
func orderSignatures(tx *models.Tx, st models.Settlement, now time.Time) ([][]byte, bool, error) {
	rows, err := tx.ReportsFor(reports.KindOrder, st.OrderDigest)
	if err != nil || len(rows) == 0 {
		return nil, false, err
	}
	configs, err := tx.OracleConfigs()
	if err != nil {
		return nil, false, err
	}
	inc, err := models.ByID[models.Incident](tx, st.IncidentID)
	if err != nil {
		return nil, false, err
	}
	for _, row := range configs {
		l := &loaded{config: row, reports: rows}
		l.Status, l.Pinned = row.State, inc.ConfigDigest == row.Digest
		if row.RetiredAt != nil {
			l.RetiredAt = *row.RetiredAt
		}
		config, err := ConfigOf(row)
		if err != nil {
			return nil, false, err
		}
		// The slot names the configuration the message names.
		if rows[0].Slot != fmt.Sprintf("%s:%s:%s", reports.KindOrder, reports.HexOf(config.Digest()), reports.HexOf(st.ChainRef.Hash)) {
			continue
		}
		if err := l.markSuspended(tx); err != nil {
			return nil, false, err
		}
		sigs, err := l.split(st.OrderDigest.Hash)
		if err != nil {
			return nil, false, err
		}
		return sigs, len(sigs) >= int(config.Threshold) && l.CheckConfig(now) == nil, nil
	}
	return nil, false, errors.New("order was signed under an unknown configuration")
}

// split returns the signatures that count, ascending by signer.
func (l *loaded) split(digest common.Hash) ([][]byte, error) {
	joined, err := l.joined(reports.Outcome{Digest: digest})
	if err != nil {
		return nil, err
	}
	return contracts.SplitSignatures(joined)
}
