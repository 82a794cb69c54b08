package claims

import (
	"context"
	"errors"
	"fmt"
	"time"

	"makewhole/claims/entitlements"
	"makewhole/models"
	"makewhole/service"
	"makewhole/states"
)

// holdForReceiver writes down a receiver that a reviewer has to accept. The line
// waits for that, unless it waits for something else or is parked: then its money
// goes on without its receiver.
func holdForReceiver(tx *models.Tx, e *models.Entitlement, waits bool) error {
	parked, err := isParked(tx, e)
	if err != nil {
		return err
	}
	if !waits && !parked {
		e.Held, e.HeldReason = true, entitlements.HeldReceiver
	}
	return models.Update(tx, e, "receiver", "held", "held_reason")
}

func isParked(tx *models.Tx, e *models.Entitlement) (bool, error) {
	w, err := tx.OpenReceiverWait(e.ID)
	return w != nil && w.State == states.ReceiverWaitParked, err
}

// receiverMayChange reports whether another receiver of a claim may be named: the
// claim is open, or its line is parked, which waits for one also after the end.
func receiverMayChange(tx *models.Tx, c *models.Claim) (bool, error) {
	if receiverOpen[c.State] {
		return true, nil
	}
	e, err := tx.EntitlementOfClaim(c.ID)
	if errors.Is(err, models.ErrNotFound) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	return isParked(tx, &e)
}

// waitsForReceiver reports whether a line has no receiver who may have its money:
// it is held for one, or parked.
func waitsForReceiver(tx *models.Tx, e *models.Entitlement) (bool, error) {
	if e.Held && e.HeldReason == entitlements.HeldReceiver {
		return true, nil
	}
	return isParked(tx, e)
}

// receiverAccepted lets a line go that waited for the receiver it has now. What is
// settled of a parked one already comes to that receiver out of escheat.
func receiverAccepted(tx *models.Tx, by models.Actor, e *models.Entitlement) error {
	if e.Held && e.HeldReason == entitlements.HeldReceiver {
		e.Held, e.HeldReason = false, ""
		if err := models.Update(tx, e, "held", "held_reason"); err != nil {
			return err
		}
	}
	w, err := tx.OpenReceiverWait(e.ID)
	switch {
	case err != nil || w == nil:
		return err
	case w.State == states.ReceiverWaitParked:
		return models.Move(tx, states.ReceiverWait, w, "give", by, e.Receiver.Hex())
	}
	return models.Move(tx, states.ReceiverWait, w, "end", by, e.Receiver.Hex())
}

// receiverWaits moves on every line that waits for its receiver, each in a
// transaction of its own, and counts those that nobody waits for any more.
func (s *Service) receiverWaits(ctx context.Context, parked *int) error {
	var errs []error
	for after := int64(0); ; {
		rows, err := service.Read(ctx, s.DB, func(tx *models.Tx) ([]models.WaitingLine, error) {
			return tx.LinesWithoutReceiver(after, claimBatch)
		})
		if err != nil {
			return errors.Join(append(errs, err)...)
		}
		for i := range rows {
			after = rows[i].Entitlement.ID
			if s.nextWait(&rows[i], s.Now()) == "" {
				continue
			}
			switch moved, err := s.moveWait(ctx, after); {
			case err == nil && moved == states.ReceiverWaitParked:
				*parked++
			case err != nil && !errors.Is(err, service.ErrUnchanged):
				errs = append(errs, fmt.Errorf("entitlement %s: %w", rows[i].Entitlement.PublicID, err))
			}
		}
		if len(rows) < claimBatch {
			return errors.Join(append(errs, s.endWaits(ctx))...)
		}
	}
}

// nextWait is the event that is due for a waiting line, "" = none. Who was named
// again and again waits no longer than who was named once.
func (s *Service) nextWait(l *models.WaitingLine, now time.Time) string {
	named := l.Entitlement.Receiver != l.Entitlement.Affected || l.Entitlement.ClaimID != nil
	switch w := l.Wait; {
	case w == nil && named:
		return "wait_for_review"
	case w == nil:
		return "wait"
	case w.State == states.ReceiverWaitUnnamed && named:
		return "name"
	case w.State == states.ReceiverWaitUnnamed && !now.Before(w.Since.Add(s.ReceiverTerm)):
		return "park"
	case w.State == states.ReceiverWaitParked:
		return "release" // a dispute that was answered held it again
	case w.State == states.ReceiverWaitUnnamed || now.Before(w.Since.Add(s.ReviewSLA)):
		return ""
	case w.State == states.ReceiverWaitSecondSenior:
		return "park"
	}
	return "pass_on"
}

// moveWait takes what is due for one line, and tells where its wait stands then.
func (s *Service) moveWait(ctx context.Context, entitlementID int64) (string, error) {
	return service.Write(ctx, s.DB, func(tx *models.Tx) (string, error) {
		rows, err := tx.LinesWithoutReceiver(entitlementID-1, 1)
		if err != nil || len(rows) == 0 || rows[0].Entitlement.ID != entitlementID {
			return "", service.OrUnchanged(err)
		}
		l := &rows[0]
		inc, err := models.ByID[models.Incident](tx, l.Entitlement.IncidentID)
		if err != nil {
			return "", err
		}
		event := s.nextWait(l, tx.Now)
		switch {
		case event == "" || event == "park" && l.Wait.State == states.ReceiverWaitUnnamed && !service.Passed(inc.BarAt, tx.Now):
			return "", service.ErrUnchanged
		case event == "release":
			return "", settleWithoutReceiver(tx, &l.Entitlement)
		case l.Wait == nil:
			return "", s.beginWait(tx, &l.Entitlement, event)
		case event == "pass_on":
			return s.passOn(tx, l)
		case event == "name":
			l.Wait.Since = tx.Now
			return l.Wait.State, models.Move(tx, states.ReceiverWait, l.Wait, "name", windowJob, l.Entitlement.Receiver.Hex(), "since")
		}
		return s.park(tx, l)
	})
}

func (s *Service) beginWait(tx *models.Tx, e *models.Entitlement, event string) error {
	w := models.ReceiverWait{PublicID: models.NewID("wai"), EntitlementID: e.ID, Since: tx.Now}
	if event == "wait" {
		return models.Start(tx, states.ReceiverWait, &w, "wait", windowJob, "")
	}
	return models.Start(tx, states.ReceiverWait, &w, "wait_for_review", windowJob, e.Receiver.Hex())
}

// passOn gives a receiver that nobody accepted or refused to a senior who may say
// so, and to another when that one is silent too.
func (s *Service) passOn(tx *models.Tx, l *models.WaitingLine) (string, error) {
	w := l.Wait
	had := int64(0)
	if w.AssignedTo != nil {
		had = *w.AssignedTo
	}
	to, err := seniorBut(tx, had, func(by models.Actor) error {
		return mayDecideLine(tx, by, "entitlement.accept_receiver", &l.Entitlement)
	})
	if err != nil {
		return "", err
	}
	w.Since, w.AssignedTo = tx.Now, nil
	if to != 0 {
		w.AssignedTo = &to
	}
	err = models.Move(tx, states.ReceiverWait, w, "pass_on", windowJob, "", "since", "assigned_to")
	return w.State, err
}

// park lets a line be settled without its receiver: nobody named or accepted one in
// time. Whoever names one later is paid out of escheat.
func (s *Service) park(tx *models.Tx, l *models.WaitingLine) (string, error) {
	if err := settleWithoutReceiver(tx, &l.Entitlement); err != nil {
		return "", err
	}
	w := l.Wait
	w.Since, w.AssignedTo = tx.Now, nil
	err := models.Move(tx, states.ReceiverWait, w, "park", windowJob, l.Entitlement.PublicID, "since", "assigned_to")
	return w.State, err
}

func settleWithoutReceiver(tx *models.Tx, e *models.Entitlement) error {
	e.Held, e.HeldReason = false, ""
	return models.Update(tx, e, "held", "held_reason")
}

// endWaits closes the waits of lines that no longer wait for a receiver.
func (s *Service) endWaits(ctx context.Context) error {
	for after := int64(0); ; {
		n, err := service.Write(ctx, s.DB, func(tx *models.Tx) (int, error) {
			rows, err := tx.ReceiverWaitsOver(after, claimBatch)
			if err != nil {
				return 0, err
			}
			for i := range rows {
				after = rows[i].ID
				if err := models.Move(tx, states.ReceiverWait, &rows[i], "end", windowJob, ""); err != nil {
					return 0, err
				}
			}
			if len(rows) == 0 {
				return 0, service.ErrUnchanged
			}
			return len(rows), nil
		})
		if errors.Is(err, service.ErrUnchanged) {
			err = nil
		}
		if err != nil || n < claimBatch {
			return err
		}
	}
}
