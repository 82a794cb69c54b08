package incidents

import (
	"context"
	"fmt"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"

	"makewhole/models"
)

const (
	titleMax  = 200
	reasonMax = 2000
)

// Input is what is known when an incident is recorded.
type Input struct {
	ProtocolID string // public id
	Title      string
	ObservedAt time.Time            // when somebody first saw it, not when it occurred
	Spec       *models.IncidentSpec // nil = to follow with SetSpec
	Reasons    Reasons              // of the exclusions in Spec
	Reason     string               // why this is recorded
}

func (in Input) validate() error {
	switch {
	case in.Title == "" || len(in.Title) > titleMax:
		return invalid("/title", "must have 1 to 200 bytes")
	case in.ObservedAt.IsZero():
		return invalid("/observed_at", "must be a time")
	}
	return checkReason(in.Reason)
}

func checkReason(reason string) error {
	if reason == "" || len(reason) > reasonMax {
		return invalid("/reason", "must have 1 to 2000 bytes")
	}
	return nil
}

// Suspect records a detection. It binds nobody.
func (s *Service) Suspect(ctx context.Context, by models.Actor, in Input) (models.Incident, error) {
	return s.create(ctx, by, in, "suspect")
}

// Report records an incident that a person says is real; the report time is now
// and the newest oracle configuration is pinned.
func (s *Service) Report(ctx context.Context, by models.Actor, in Input) (models.Incident, error) {
	return s.create(ctx, by, in, "report")
}

func (s *Service) create(ctx context.Context, by models.Actor, in Input, event string) (models.Incident, error) {
	if err := in.validate(); err != nil {
		return models.Incident{}, err
	}
	return write(ctx, s, func(tx *models.Tx) (models.Incident, error) { return create(tx, by, in, event) })
}

// SuspectIn is Suspect inside the caller's transaction.
func SuspectIn(tx *models.Tx, by models.Actor, in Input) (models.Incident, error) {
	if err := in.validate(); err != nil {
		return models.Incident{}, err
	}
	inc, err := create(tx, by, in, "suspect")
	return inc, translate(err)
}

func create(tx *models.Tx, by models.Actor, in Input, event string) (models.Incident, error) {
	protocol, err := models.ByPublicID[models.Protocol](tx, in.ProtocolID)
	if err != nil {
		return models.Incident{}, err
	}
	if in.ObservedAt.After(tx.Now) {
		return models.Incident{}, invalid("/observed_at", "must not be in the future")
	}
	id := models.NewID("inc")
	inc := models.Incident{
		PublicID: id, ProtocolID: protocol.ID, ChainRef: models.H(ChainRef(id)), Title: in.Title, ObservedAt: &in.ObservedAt,
	}
	if event == "report" {
		if err := pin(tx, &inc); err != nil {
			return inc, err
		}
	}
	if err := models.Start(tx, Machine, &inc, event, by, in.Reason); err != nil || in.Spec == nil {
		return inc, err
	}
	err = setSpec(tx, &inc, by, *in.Spec, in.Reasons)
	return inc, err
}

// pin sets what "reported" fixes for ever: the time of the report and the
// committee that may speak about this incident.
func pin(tx *models.Tx, inc *models.Incident) error {
	config, err := tx.NewestConfig()
	if err != nil {
		return fmt.Errorf("%w: no active oracle configuration: %w", ErrIncomplete, err)
	}
	inc.ReportedAt, inc.ConfigDigest = &tx.Now, config.Digest
	return nil
}

// ChainRef is the id of an incident on chain:
// keccak256(abi.encode("INCIDENT_V1", publicID)), docs/entitlement-file.md.
func ChainRef(publicID string) common.Hash {
	const tag = "INCIDENT_V1"
	word := func(n int) []byte { return common.LeftPadBytes([]byte{byte(n >> 8), byte(n)}, 32) }
	text := func(s string) []byte {
		padded := make([]byte, (len(s)+31)/32*32)
		copy(padded, s)
		return append(word(len(s)), padded...)
	}
	first := text(tag)
	return crypto.Keccak256Hash(word(64), word(64+len(first)), first, text(publicID))
}
