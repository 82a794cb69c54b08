package settlements

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/models"
	"makewhole/money"
	"makewhole/service"
	"makewhole/states"
)

// Object raises an objection of a wallet that has a line in the draft. Each
// wallet speaks once per draft, and about a new version only if its lines
// changed.
func (s *Service) Object(ctx context.Context, by models.Actor, settlementID, text string) (models.Objection, error) {
	if by.Kind != models.ActorWallet {
		return models.Objection{}, fmt.Errorf("%w: objections come from wallets", service.ErrForbidden)
	}
	if text == "" || len(text) > service.StatementMax {
		return models.Objection{}, service.Invalid("/text", "must have 1 to 10000 bytes")
	}
	return service.Write(ctx, s.DB, func(tx *models.Tx) (models.Objection, error) {
		st, err := models.ByPublicID[models.Settlement](tx, settlementID)
		if err != nil {
			return models.Objection{}, err
		}
		if st.State != models.SettlementObjections || st.ObjectionsUntil == nil || !tx.Now.Before(*st.ObjectionsUntil) {
			return models.Objection{}, fmt.Errorf("%w: the settlement takes no objections", service.ErrWindow)
		}
		if err := mayObject(tx, &st, by.Wallet); err != nil {
			return models.Objection{}, err
		}
		o := models.Objection{PublicID: models.NewID("obj"), SettlementID: st.ID, Author: models.Addr(by.Wallet), Text: text}
		if err := s.ask(tx, &o); err != nil {
			return o, err
		}
		err = models.Start(tx, states.Objection, &o, "object", by, st.PublicID)
		return o, err
	})
}

func mayObject(tx *models.Tx, st *models.Settlement, wallet common.Address) error {
	lines, err := tx.LinesOf(st.ID, wallet)
	if err != nil {
		return err
	}
	if len(lines) == 0 {
		return fmt.Errorf("%w: the wallet has no line in this settlement", service.ErrForbidden)
	}
	objections, err := tx.ObjectionsOf(st.ID)
	if err != nil {
		return err
	}
	for _, o := range objections {
		if o.Author.Address == wallet {
			return fmt.Errorf("%w: the wallet has objected already", service.ErrConflict)
		}
	}
	old, err := replacedBy(tx, st)
	if err != nil || old == nil {
		return err
	}
	before, err := tx.LinesOf(old.ID, wallet)
	if err != nil {
		return err
	}
	if sameLines(before, lines) {
		return fmt.Errorf("%w: the lines of this wallet did not change since the last version", service.ErrConflict)
	}
	return nil
}

// replacedBy is the cancelled settlement whose preview this one replaces.
func replacedBy(tx *models.Tx, st *models.Settlement) (*models.Settlement, error) {
	rows, err := tx.SettlementsOf(st.IncidentID)
	if err != nil {
		return nil, err
	}
	for i := len(rows) - 1; i >= 0; i-- {
		r := &rows[i]
		if r.ID < st.ID && r.PoolID == st.PoolID && r.AssetID == st.AssetID {
			if r.State == models.SettlementCancelled && r.ObjectionsUntil != nil {
				return r, nil
			}
			return nil, nil
		}
	}
	return nil, nil
}

func sameLines(a, b []models.Allocation) bool {
	type key struct {
		entitlement int64
		part        string
		receiver    common.Address
		amount      money.Amount
		held        bool
	}
	count := map[key]int{}
	for _, l := range a {
		count[key{l.EntitlementID, l.Part, l.Receiver.Address, l.Amount.Amount, l.Held}]++
	}
	for _, l := range b {
		count[key{l.EntitlementID, l.Part, l.Receiver.Address, l.Amount.Amount, l.Held}]--
	}
	for _, n := range count {
		if n != 0 {
			return false
		}
	}
	return true
}

// AnswerObjection answers one objection, also one that nobody answered in time;
// approval waits for those that are not due for the last time.
func (s *Service) AnswerObjection(ctx context.Context, by models.Actor, objectionID string, version int64, answer string) (models.Objection, error) {
	if err := service.StaffOnly(by, states.ByAnswerer); err != nil {
		return models.Objection{}, err
	}
	if answer == "" || len(answer) > service.StatementMax {
		return models.Objection{}, service.Invalid("/answer", "must have 1 to 10000 bytes")
	}
	return service.Write(ctx, s.DB, func(tx *models.Tx) (models.Objection, error) {
		o, err := models.ByPublicID[models.Objection](tx, objectionID)
		if err != nil {
			return o, err
		}
		if o.Version != version {
			return o, fmt.Errorf("objection %s: %w", o.PublicID, models.ErrVersion)
		}
		if slices.Contains(states.ObjectionOver, o.State) {
			return o, fmt.Errorf("objection %s is %s: %w", o.PublicID, o.State, models.ErrState)
		}
		if err := mayAnswer(tx, by, &o); err != nil {
			return o, err
		}
		o.Answer, o.AnsweredBy, o.AnsweredAt = answer, &by.StaffID, &tx.Now
		err = models.Move(tx, states.Objection, &o, "answer", by, "", "answer", "answered_by", "answered_at")
		return o, err
	})
}

// WithdrawObjection takes an objection back that nobody has answered, by its author. It
// holds up nothing from then on; its text stays, and its author has spoken about this
// draft: a settlement cannot be delayed by objecting again and again.
func (s *Service) WithdrawObjection(ctx context.Context, by models.Actor, objectionID string, version int64) (models.Objection, error) {
	if by.Kind != models.ActorWallet {
		return models.Objection{}, fmt.Errorf("%w: its author takes an objection back", service.ErrForbidden)
	}
	return service.Write(ctx, s.DB, func(tx *models.Tx) (models.Objection, error) {
		o, err := models.ByPublicID[models.Objection](tx, objectionID)
		if err != nil {
			return o, err
		}
		if o.Author.Address != by.Wallet {
			return o, fmt.Errorf("%w: another wallet raised the objection", service.ErrForbidden)
		}
		if o.Version != version {
			return o, fmt.Errorf("objection %s: %w", o.PublicID, models.ErrVersion)
		}
		err = models.Move(tx, states.Objection, &o, "withdraw", by, "")
		return o, err
	})
}

// mayAnswer refuses the author of an objection and who gains by the settlement.
func mayAnswer(tx *models.Tx, by models.Actor, o *models.Objection) error {
	st, err := models.ByID[models.Settlement](tx, o.SettlementID)
	if err != nil {
		return err
	}
	inc, err := models.ByID[models.Incident](tx, st.IncidentID)
	if err != nil {
		return err
	}
	return tx.MayDecide(by, "objection.answer", models.Facts{Incident: &inc, Named: []common.Address{o.Author.Address}})
}

// ask gives a new objection to whoever may answer it and has the fewest that wait.
func (s *Service) ask(tx *models.Tx, o *models.Objection) error {
	load, err := tx.ObjectionLoad()
	if err != nil {
		return err
	}
	staff, err := tx.StaffWithRole(states.ByAnswerer)
	if err != nil {
		return err
	}
	slices.SortStableFunc(staff, func(a, b models.Staff) int { return cmp.Compare(load[a.ID], load[b.ID]) })
	return s.assign(tx, o, staff)
}

// assign asks the first of some people who may answer an objection, other than whoever
// was asked before; nobody where none may. It is due a term from now.
func (s *Service) assign(tx *models.Tx, o *models.Objection, staff []models.Staff) error {
	had := int64(0)
	if o.AssignedTo != nil {
		had = *o.AssignedTo
	}
	to, err := service.FirstWhoMay(tx, staff, had, func(by models.Actor) error { return mayAnswer(tx, by, o) })
	if err != nil {
		return err
	}
	o.DueAt, o.AssignedTo = tx.Now.Add(s.ObjectionTerm), nil
	if to != 0 {
		o.AssignedTo = &to
	}
	return nil
}

// objectionBatch is how many objections are looked at together.
const objectionBatch = 200

// passObjections moves on the objections that are overdue, each in a transaction of its
// own, and counts those that went to a senior and those that hold up nothing any more.
func (s *Service) passObjections(ctx context.Context, passed, lapsed *int) error {
	var errs []error
	for after := int64(0); ; {
		rows, err := service.Read(ctx, s.DB, func(tx *models.Tx) ([]models.Objection, error) {
			return tx.OverdueObjections(tx.Now, after, objectionBatch)
		})
		if err != nil {
			return errors.Join(append(errs, err)...)
		}
		for i := range rows {
			after = rows[i].ID
			switch state, err := s.passObjection(ctx, after); {
			case errors.Is(err, service.ErrUnchanged):
			case err != nil:
				errs = append(errs, fmt.Errorf("objection %s: %w", rows[i].PublicID, err))
			case state == states.ObjectionUnanswered:
				*lapsed++
			default:
				*passed++
			}
		}
		if len(rows) < objectionBatch {
			return errors.Join(errs...)
		}
	}
}

// passObjection gives an overdue objection to a senior, and to another when that one is
// silent too. After the third silence it holds up nobody's money any more: what its
// author is given by the draft is theirs, and an answer that comes later is put right by
// a correction.
func (s *Service) passObjection(ctx context.Context, id int64) (string, error) {
	return service.Write(ctx, s.DB, func(tx *models.Tx) (string, error) {
		o, err := models.ByID[models.Objection](tx, id)
		if err != nil {
			return "", err
		}
		if !slices.Contains(states.ObjectionWaits, o.State) || !o.Overdue(tx.Now) {
			return o.State, service.ErrUnchanged // somebody answered meanwhile
		}
		if o.State == states.ObjectionSecondSenior {
			err = models.Move(tx, states.Objection, &o, "lapse", stepJob, "")
			return o.State, err
		}
		seniors, err := tx.StaffWithRole(states.RoleSenior)
		if err != nil {
			return "", err
		}
		if err := s.assign(tx, &o, seniors); err != nil {
			return "", err
		}
		err = models.Move(tx, states.Objection, &o, "pass_on", stepJob, "", "due_at", "assigned_to")
		return o.State, err
	})
}
