package server

import (
	"bytes"
	"context"
	"crypto/sha256"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/models"
)

func evidenceOf(f models.EvidenceFile) Evidence {
	return Evidence{
		ID: f.PublicID, Name: f.Name, MediaType: f.MediaType, Size: f.Size, SHA256: common.Bytes2Hex(f.SHA256.Bytes()), CreatedAt: f.CreatedAt.UTC(),
	}
}

func viewEvidence(_ *models.Tx, f models.EvidenceFile) (Evidence, error) { return evidenceOf(f), nil }

type evidenceIn struct {
	IDIn
	Name    string `query:"name" required:"true" minLength:"1" maxLength:"255" doc:"What the claimant calls the file."`
	RawBody []byte `contentType:"application/octet-stream"`
}

// digest stands for the file in the fingerprint of the request.
func (in *evidenceIn) digest() any { return [3]any{in.ID, in.Name, sha256.Sum256(in.RawBody)} }

// getEvidence hands a file to the claimant and the staff, never shown in place.
func (s *Server) getEvidence(ctx context.Context, c caller, in *IDIn) (File, error) {
	f, data, err := s.cfg.Claims.EvidenceBytes(ctx, c.actor, in.ID)
	if err != nil {
		return File{}, err
	}
	return File{MediaType: f.MediaType, Name: f.Name, Data: data}, nil
}

// attachEvidence stores a file; its type is recognised by its content, whatever
// the request says.
func (s *Server) attachEvidence(ctx context.Context, c caller, in *evidenceIn) (models.EvidenceFile, error) {
	return s.cfg.Claims.AttachEvidence(ctx, c.actor, in.ID, in.Name, bytes.NewReader(in.RawBody))
}
