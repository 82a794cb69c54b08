package oracles

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/contracts"
	"makewhole/internal/strictjson"
	"makewhole/models"
	"makewhole/oracles/reports"
)

// ErrNotReady means that a set cannot be made yet: an asset has no accepted
// snapshot or no confirmed price.
var ErrNotReady = errors.New("snapshot set is not ready")

// PrepareSet makes the next set of an incident: all accepted snapshots
// ascending and the confirmed prices, under the configuration in force.
func (s *Service) PrepareSet(ctx context.Context, incidentID string) (reports.PreparedSet, error) {
	var out reports.PreparedSet
	err := s.DB.Read(ctx, func(tx *models.Tx) error {
		inc, err := models.ByPublicID[models.Incident](tx, incidentID)
		if err != nil {
			return err
		}
		out, err = s.prepareSet(tx, inc)
		return err
	})
	return out, err
}

func (s *Service) prepareSet(tx *models.Tx, inc models.Incident) (reports.PreparedSet, error) {
	var out reports.PreparedSet
	spec, err := models.ParseIncidentSpec([]byte(inc.Spec))
	if err != nil {
		return out, err
	}
	config, err := s.configFor(tx, inc)
	if err != nil {
		return out, err
	}
	st, err := setState(tx, inc, spec)
	if err != nil {
		return out, err
	}
	if !st.Complete {
		return out, fmt.Errorf("%w: an asset has no accepted snapshot", ErrNotReady)
	}
	if !st.Priced {
		return out, fmt.Errorf("%w: an asset has no price confirmed by two people", ErrNotReady)
	}
	rows, err := tx.IncidentSets(inc.ID)
	if err != nil {
		return out, err
	}
	revision, snapshots := setLine(rows).Revision+1, reports.SnapshotsHash(st.Heads)
	end, err := setEnd(&inc, rows, revision, snapshots, tx.Now)
	if err != nil {
		return out, err
	}
	out = reports.PreparedSet{Domain: config.Domain(), Snapshots: st.Heads, Prices: st.Prices}
	out.Message = contracts.SnapshotSet{
		ConfigDigest: config.Digest(), IncidentID: inc.ChainRef.Hash, SpecHash: inc.SpecHash.Hash,
		Revision: revision, SnapshotsHash: snapshots,
		Numeraire: spec.Numeraire.Address, PricesHash: reports.PricesHash(st.Prices), ValidUntil: end,
	}
	out.Digest = out.Message.Digest(out.Domain)
	return out, nil
}

// encodeDigests is the canonical JSON of a list of digests.
func encodeDigests(digests []common.Hash) []byte {
	list := make([]reports.WireHash, len(digests))
	for i, d := range digests {
		list[i] = reports.WireHash(d)
	}
	out, err := json.Marshal(list)
	if err != nil {
		panic(err) // only text marshalers that cannot fail
	}
	return out
}

// DecodeDigests reads the members of a stored snapshot set.
func DecodeDigests(data string) ([]common.Hash, error) {
	var list []reports.WireHash
	if err := strictjson.Decode([]byte(data), &list, strictjson.Options{MaxString: 128, NoNumbers: true}); err != nil {
		return nil, fmt.Errorf("read digests: %w", err)
	}
	out := make([]common.Hash, len(list))
	for i, h := range list {
		out[i] = common.Hash(h)
	}
	return out, nil
}

// enqueueSet sends a set with a quorum to the contract once all its snapshots
// are registered there; before that the contract would refuse it.
func enqueueSet(tx *models.Tx, operator address, set models.SnapshotSet) (queued bool, err error) {
	members, err := DecodeDigests(set.Members)
	if err != nil {
		return false, err
	}
	onChain := []string{models.SnapshotRegistered, models.SnapshotChallengeable, models.SnapshotFinal, models.SnapshotSealed}
	for _, d := range members {
		row, err := tx.SnapshotByDigest(d)
		if err != nil {
			return false, err
		}
		if !slices.Contains(onChain, row.State) {
			return false, nil
		}
	}
	var w reports.WireSet
	if err := json.Unmarshal([]byte(set.Message), &w); err != nil {
		return false, fmt.Errorf("message of set %s: %w", set.PublicID, err)
	}
	m := w.Message()
	sigs, config, err := storedQuorum(tx, reports.Report{Kind: reports.KindSet, Set: &m}, set.Digest.Hash)
	if err != nil {
		return false, err
	}
	_, err = tx.Enqueue(models.TxIntent{
		IdemKey: "submit_set:" + set.Digest.Hex(), Kind: "submit_set", RefMachine: setMachine.Name, RefID: set.ID,
		ChainID: config.ChainID, Sender: models.Addr(operator), To: config.Oracle, State: models.TxApproved,
		Data: contracts.PackSubmitSet(m, members, sigs),
	})
	return err == nil, err
}

// storedQuorum joins the stored signatures that count over a digest.
func storedQuorum(tx *models.Tx, r reports.Report, digest common.Hash) ([]byte, models.OracleConfig, error) {
	config, err := tx.OracleConfigFor(r.ConfigDigest())
	if err != nil {
		return nil, config, err
	}
	l := &loaded{config: config}
	if err := l.loadSignatures(tx, r, digest); err != nil {
		return nil, config, err
	}
	sigs, err := l.joined(reports.Outcome{Digest: digest})
	return sigs, config, err
}
