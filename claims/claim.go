package claims

import (
	"context"
	"fmt"
	"io"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/claims/entitlements"
	"makewhole/models"
	"makewhole/service"
)

// ClaimView is a claim with everything that hangs on it.
type ClaimView struct {
	Claim    models.Claim
	Incident models.Incident
	Cover    models.Cover
	Evidence []models.EvidenceFile
	Reviews  []models.Review
	History  []models.Transition
}

// mayRead: the claimant or any staff. Everybody else gets
// "not found", so that ids tell nothing (A1).
func mayRead(by models.Actor, c *models.Claim) error {
	if by.Kind == models.ActorStaff || by.Kind == models.ActorJob {
		return nil
	}
	if by.Kind == models.ActorWallet && by.Wallet == c.Claimant.Address {
		return nil
	}
	return fmt.Errorf("claim: %w", models.ErrNotFound)
}

// Get returns a claim to those who may see it.
func (s *Service) Get(ctx context.Context, by models.Actor, claimID string) (ClaimView, error) {
	return service.Read(ctx, s.DB, func(tx *models.Tx) (v ClaimView, err error) {
		if v.Claim, err = models.ByPublicID[models.Claim](tx, claimID); err != nil {
			return v, err
		}
		if err = mayRead(by, &v.Claim); err != nil {
			return v, err
		}
		if v.Incident, err = models.ByID[models.Incident](tx, v.Claim.IncidentID); err != nil {
			return v, err
		}
		if v.Cover, err = models.ByID[models.Cover](tx, v.Claim.CoverID); err != nil {
			return v, err
		}
		if v.Evidence, err = tx.EvidenceOf(v.Claim.ID); err != nil {
			return v, err
		}
		if v.Reviews, err = tx.ReviewsOf(v.Claim.ID); err != nil {
			return v, err
		}
		v.History, err = tx.History(ClaimMachine.Name, v.Claim.ID)
		return v, err
	})
}

// ListInput filters claims by public ids; a wallet sees its own only.
type ListInput struct {
	IncidentID string
	CoverID    string
	State      string
	Claimant   common.Address
	Mine       bool // staff: assigned to the actor
	Page       models.Page
}

// List returns one page of claims.
func (s *Service) List(ctx context.Context, by models.Actor, in ListInput) ([]models.Claim, error) {
	return service.Read(ctx, s.DB, func(tx *models.Tx) ([]models.Claim, error) {
		f := models.ClaimFilter{State: in.State, Claimant: in.Claimant}
		if by.Kind != models.ActorStaff {
			f.Claimant = by.Wallet
		} else if in.Mine {
			f.AssignedTo = by.StaffID
		}
		if in.IncidentID != "" {
			inc, err := models.ByPublicID[models.Incident](tx, in.IncidentID)
			if err != nil {
				return nil, err
			}
			f.IncidentID = inc.ID
		}
		if in.CoverID != "" {
			c, err := models.ByPublicID[models.Cover](tx, in.CoverID)
			if err != nil {
				return nil, err
			}
			f.CoverID = c.ID
		}
		return tx.Claims(f, in.Page)
	})
}

// ownClaim loads a claim for an act of its claimant at a known version.
func ownClaim(tx *models.Tx, by models.Actor, claimID string, version int64) (models.Claim, error) {
	c, err := models.ByPublicID[models.Claim](tx, claimID)
	if err != nil {
		return c, err
	}
	if by.Kind != models.ActorWallet || by.Wallet != c.Claimant.Address {
		return c, fmt.Errorf("claim: %w", models.ErrNotFound)
	}
	return c, atVersion(&c, version)
}

func atVersion(c *models.Claim, version int64) error {
	if c.Version != version {
		return fmt.Errorf("claim %s is at version %d: %w", c.PublicID, c.Version, models.ErrVersion)
	}
	return nil
}

// Withdraw ends a claim by its claimant before a decision. The held line goes
// back to those of a non-filer: it is released at the bar date. An appeal of a
// partial approval is withdrawn alone: what was approved stands.
func (s *Service) Withdraw(ctx context.Context, by models.Actor, claimID string, version int64, reason string) (models.Claim, error) {
	return service.Write(ctx, s.DB, func(tx *models.Tx) (models.Claim, error) {
		c, err := ownClaim(tx, by, claimID, version)
		if err != nil {
			return c, err
		}
		if err := mayWithdraw(tx, &c); err != nil {
			return c, err
		}
		if event := withdrawal(&c); event == "withdraw_appeal" {
			c.AppealUntil = nil
			if err := entitlements.Hold(tx, c.ID, entitlements.HeldUndecided); err != nil {
				return c, err
			}
			err = models.Move(tx, ClaimMachine, &c, event, by, reason, "appeal_until")
			return c, err
		}
		if err := entitlements.Unfile(tx, by, &c); err != nil {
			return c, err
		}
		err = models.Move(tx, ClaimMachine, &c, "withdraw", by, reason)
		return c, err
	})
}

// waitingStates are the states of a claim that waits for a decision: files may
// be added and reviewers assigned.
var waitingStates = map[string]bool{
	models.ClaimSubmitted: true, models.ClaimUnderReview: true, models.ClaimEvidenceRequested: true, models.ClaimAppealed: true,
}

// AttachEvidence stores a file under its hash and adds it to the claim; the
// first file after a request for evidence brings the claim back to its
// reviewer. Bytes and row are stored in one transaction.
func (s *Service) AttachEvidence(ctx context.Context, by models.Actor, claimID, name string, body io.Reader) (models.EvidenceFile, error) {
	if err := s.mayAttach(ctx, by, claimID); err != nil {
		return models.EvidenceFile{}, err
	}
	stored, err := ReadEvidence(body)
	if err != nil {
		return models.EvidenceFile{}, err
	}
	return service.Write(ctx, s.DB, func(tx *models.Tx) (models.EvidenceFile, error) {
		return s.attach(tx, by, claimID, CleanName(name), stored)
	})
}

// mayAttach refuses before the file is read.
func (s *Service) mayAttach(ctx context.Context, by models.Actor, claimID string) error {
	_, err := service.Read(ctx, s.DB, func(tx *models.Tx) (models.Claim, error) {
		c, err := models.ByPublicID[models.Claim](tx, claimID)
		if err != nil {
			return c, err
		}
		if err := mayAttach(by, &c); err != nil {
			return c, err
		}
		return c, evidenceRoom(tx, c.ID, 0)
	})
	return err
}

func mayAttach(by models.Actor, c *models.Claim) error {
	claimant := by.Kind == models.ActorWallet && by.Wallet == c.Claimant.Address
	if !claimant && (by.Kind != models.ActorStaff || !by.Has(service.ByDesk)) {
		return fmt.Errorf("claim: %w", models.ErrNotFound)
	}
	if !waitingStates[c.State] {
		return fmt.Errorf("claim %s takes no evidence while %s: %w", c.PublicID, c.State, models.ErrState)
	}
	return nil
}

// evidenceRoom holds a claim to its number and bytes of files.
func evidenceRoom(tx *models.Tx, claimID, size int64) error {
	files, err := tx.EvidenceOf(claimID)
	if err != nil {
		return err
	}
	total := size
	for _, f := range files {
		total += f.Size
	}
	if len(files) >= EvidenceFilesMax || total > EvidenceClaimMax {
		return fmt.Errorf("%w: a claim may have %d files and %d bytes", ErrTooLarge, EvidenceFilesMax, EvidenceClaimMax)
	}
	return nil
}

func (s *Service) attach(tx *models.Tx, by models.Actor, claimID, name string, st Stored) (models.EvidenceFile, error) {
	c, err := models.ByPublicID[models.Claim](tx, claimID)
	if err != nil {
		return models.EvidenceFile{}, err
	}
	if err := mayAttach(by, &c); err != nil {
		return models.EvidenceFile{}, err
	}
	if err := evidenceRoom(tx, c.ID, int64(len(st.Data))); err != nil {
		return models.EvidenceFile{}, err
	}
	f := models.EvidenceFile{
		PublicID: models.NewID("evd"), ClaimID: c.ID, SHA256: models.H(st.SHA256), Name: name,
		MediaType: st.MediaType, Size: int64(len(st.Data)),
	}
	if err := tx.StoreEvidence(f.SHA256, st.Data); err != nil {
		return f, err
	}
	if err := models.Insert(tx, &f); err != nil {
		return f, err
	}
	details := map[string]any{"claim": c.PublicID, "sha256": common.Hash(st.SHA256).Hex(), "size": f.Size}
	if err := tx.Audit(by, "claim.evidence", f.PublicID, details); err != nil {
		return f, err
	}
	if c.State != models.ClaimEvidenceRequested || by.Kind != models.ActorWallet {
		return f, nil
	}
	c.EvidenceDueAt, c.ReviewSince = nil, &tx.Now
	return f, models.Move(tx, ClaimMachine, &c, "provide_evidence", by, f.PublicID, "evidence_due_at", "review_since")
}

// EvidenceBytes returns the bytes of a file to those who may see its claim, checked
// against their hash.
func (s *Service) EvidenceBytes(ctx context.Context, by models.Actor, evidenceID string) (models.EvidenceFile, []byte, error) {
	var data []byte
	f, err := service.Read(ctx, s.DB, func(tx *models.Tx) (models.EvidenceFile, error) {
		f, err := models.ByPublicID[models.EvidenceFile](tx, evidenceID)
		if err != nil {
			return f, err
		}
		c, err := models.ByID[models.Claim](tx, f.ClaimID)
		if err != nil {
			return f, err
		}
		if err := mayRead(by, &c); err != nil {
			return f, err
		}
		data, err = evidenceBytes(tx, f.SHA256)
		return f, err
	})
	return f, data, err
}
