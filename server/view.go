package server

import (
	"reflect"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/models"
	"makewhole/money"
)

// Token says what an amount counts.
type Token struct {
	ChainID  int64  `json:"chain_id"`
	Address  string `json:"address" doc:"The zero address is the native coin of the chain."`
	Symbol   string `json:"symbol"`
	Decimals int    `json:"decimals"`
}

// Money is an amount with its token. Display is for people and is never parsed.
type Money struct {
	Amount  string `json:"amount" doc:"Base units, decimal string."`
	Token   Token  `json:"token"`
	Display string `json:"display"`
}

// viewer renders rows inside one transaction and remembers the rows that many
// of them refer to.
type viewer struct {
	tx   *models.Tx
	seen map[rowKey]any
}

type rowKey struct {
	kind reflect.Type
	id   int64
}

func view(tx *models.Tx) *viewer { return &viewer{tx: tx, seen: map[rowKey]any{}} }

// row reads a row once per answer.
func row[T any](v *viewer, id int64) (T, error) {
	key := rowKey{reflect.TypeFor[T](), id}
	if got, ok := v.seen[key]; ok {
		return got.(T), nil
	}
	got, err := models.ByID[T](v.tx, id)
	if err == nil {
		v.seen[key] = got
	}
	return got, err
}

// head is row for settlements, whose entitlement files are large.
func (v *viewer) head(id int64) (models.Settlement, error) {
	key := rowKey{reflect.TypeFor[models.Settlement](), id}
	if got, ok := v.seen[key]; ok {
		return got.(models.Settlement), nil
	}
	got, err := v.tx.SettlementHeadByID(id)
	if err == nil {
		v.seen[key] = got
	}
	return got, err
}

func (v *viewer) token(assetID int64) (Token, error) {
	a, err := row[models.Asset](v, assetID)
	return tokenOf(a), err
}

func tokenOf(a models.Asset) Token {
	return Token{ChainID: a.ChainID, Address: a.Address.Hex(), Symbol: a.Symbol, Decimals: a.Decimals}
}

func (v *viewer) money(a models.Amount, assetID int64) (Money, error) {
	t, err := v.token(assetID)
	return moneyOf(a.Amount, t), err
}

func moneyOf(a money.Amount, t Token) Money {
	return Money{Amount: a.String(), Token: t, Display: a.Format(uint8(t.Decimals))}
}

// monies renders several amounts of one asset.
func (v *viewer) monies(assetID int64, out map[*Money]models.Amount) error {
	t, err := v.token(assetID)
	if err != nil {
		return err
	}
	for dst, a := range out {
		*dst = moneyOf(a.Amount, t)
	}
	return nil
}

// ids of the rows that others point at.
func (v *viewer) protocolID(id int64) (string, error) {
	r, err := row[models.Protocol](v, id)
	return r.PublicID, err
}

func (v *viewer) productID(id int64) (string, error) {
	r, err := row[models.Product](v, id)
	return r.PublicID, err
}

func (v *viewer) wordingID(id int64) (string, error) {
	r, err := row[models.Wording](v, id)
	return r.PublicID, err
}

func (v *viewer) poolID(id int64) (string, error) {
	r, err := row[models.Pool](v, id)
	return r.PublicID, err
}

func (v *viewer) incidentID(id int64) (string, error) {
	r, err := row[models.Incident](v, id)
	return r.PublicID, err
}

func (v *viewer) staffID(id *int64) (string, error) {
	if id == nil {
		return "", nil
	}
	r, err := row[models.Staff](v, *id)
	return r.PublicID, err
}

// Step is one line of the history of a state machine.
type Step struct {
	From   string    `json:"from"`
	Event  string    `json:"event" closed:"event"`
	To     string    `json:"to"`
	Actor  string    `json:"actor"`
	Reason string    `json:"reason,omitempty"`
	At     time.Time `json:"at"`
}

// History is every step of one thing, oldest first.
type History struct {
	Items []Step `json:"items" nullable:"false"`
}

// history renders the steps of one subject. Wallet addresses are on chain
// anyway; staff are shown by id, never by name.
func history(tx *models.Tx, machine string, id int64) (History, error) {
	rows, err := tx.History(machine, id)
	out := History{Items: make([]Step, len(rows))}
	for i, r := range rows {
		out.Items[i] = stepOf(r)
	}
	return out, err
}

func stepOf(r models.Transition) Step {
	return Step{From: r.From, Event: r.Event, To: r.To, Actor: r.Actor, Reason: r.Reason, At: r.At.UTC()}
}

func hexOf(h models.Hash) string { return h.Hex() }

// hexOrNone is empty for the zero hash.
func hexOrNone(h models.Hash) string {
	if h.Hash == (common.Hash{}) {
		return ""
	}
	return h.Hex()
}

func hexPtr(h *models.Hash) string {
	if h == nil {
		return ""
	}
	return h.Hex()
}

func utcPtr(t *time.Time) *time.Time {
	if t == nil {
		return nil
	}
	u := t.UTC()
	return &u
}
