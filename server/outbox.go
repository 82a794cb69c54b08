package server

import (
	"context"
	"encoding/hex"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/models"
)

// Intent is something that must happen on chain.
type Intent struct {
	ID          string     `json:"id"`
	Version     int64      `json:"version"`
	Kind        IntentKind `json:"kind"`
	Key         string     `json:"idempotency_key"`
	RefMachine  string     `json:"ref_machine"`
	ChainID     int64      `json:"chain_id"`
	Sender      string     `json:"sender"`
	To          string     `json:"to"`
	Value       string     `json:"value"`
	State       string     `json:"state" closed:"transaction"`
	Blocked     string     `json:"blocked,omitempty"`
	Request     string     `json:"request,omitempty" doc:"What an operator asked of the sender."`
	Nonce       *int64     `json:"nonce,omitempty"`
	NotBefore   *time.Time `json:"not_before,omitempty"`
	TxHash      string     `json:"tx_hash,omitempty"`
	BlockNumber *int64     `json:"block_number,omitempty"`
	GasUsed     *int64     `json:"gas_used,omitempty"`
	CreatedAt   time.Time  `json:"created_at"`
}

// IntentDetail adds the call, its attempts and its history.
type IntentDetail struct {
	Intent
	Data     string    `json:"data" doc:"Call data, hex."`
	Attempts []Attempt `json:"attempts" nullable:"false"`
	History  []Step    `json:"history" nullable:"false"`
}

// Attempt is one signed version of an intent.
type Attempt struct {
	N           int64      `json:"n"`
	TipCap      string     `json:"tip_cap"`
	FeeCap      string     `json:"fee_cap"`
	Hash        string     `json:"hash"`
	FirstSentAt *time.Time `json:"first_sent_at,omitempty"`
	SentCount   int64      `json:"sent_count"`
	LastError   string     `json:"last_error,omitempty"`
}

type outboxIn struct {
	PageIn
	State string     `query:"state" enum:"proposed,approved,signed,broadcast,mined,final,unproven,recovered,replaced,dropped,reverted,abandoned"`
	Kind  IntentKind `query:"kind"`
}

func (s *Server) listOutbox(tx *models.Tx, _ caller, in *outboxIn) (Page[Intent], error) {
	f := models.IntentFilter{Kind: string(in.Kind), State: in.State}
	fetch := func(p models.Page) ([]models.TxIntent, error) { return tx.Intents(f, p) }
	return listPage(in.PageIn, "outbox:"+in.State+":"+string(in.Kind), fetch, func(r models.TxIntent) int64 { return r.ID },
		func(r models.TxIntent) (Intent, error) { return intentOf(r), nil })
}

func intentOf(r models.TxIntent) Intent {
	return Intent{
		ID: r.PublicID, Version: r.Version, Kind: IntentKind(r.Kind), Key: r.IdemKey, RefMachine: r.RefMachine, ChainID: r.ChainID,
		Sender: r.Sender.Hex(), To: r.To.Hex(), Value: r.Value.String(), State: r.State, Blocked: r.Blocked, Request: r.Request, Nonce: r.Nonce,
		NotBefore: utcPtr(r.NotBefore), TxHash: hexPtr(r.TxHash), BlockNumber: r.BlockNumber, GasUsed: r.GasUsed, CreatedAt: r.CreatedAt.UTC(),
	}
}

func (s *Server) getIntent(tx *models.Tx, _ caller, in *IDIn) (IntentDetail, error) {
	r, err := models.ByPublicID[models.TxIntent](tx, in.ID)
	if err != nil {
		return IntentDetail{}, err
	}
	out := IntentDetail{Intent: intentOf(r), Data: "0x" + hex.EncodeToString(r.Data), Attempts: []Attempt{}}
	attempts, err := tx.Attempts(r.ID)
	if err != nil {
		return out, err
	}
	for _, a := range attempts[r.ID] {
		out.Attempts = append(out.Attempts, Attempt{
			N: a.N, TipCap: a.TipCap.String(), FeeCap: a.FeeCap.String(), Hash: hexOf(a.Hash), FirstSentAt: utcPtr(a.FirstSentAt),
			SentCount: a.SentCount, LastError: a.LastError,
		})
	}
	steps, err := history(tx, "transaction", r.ID)
	out.History = steps.Items
	return out, err
}

func viewIntent(_ *models.Tx, r models.TxIntent) (Intent, error) { return intentOf(r), nil }

// One act of the operator, on an intent or on a sending key.
type (
	outboxFunc = func(ctx context.Context, by models.Actor, publicID, reason string) (models.TxIntent, error)
	keyFunc    = func(ctx context.Context, by models.Actor, chainID int64, key common.Address, reason string) (models.KeyState, error)
)

type outboxActIn struct {
	IDIn
	Body struct {
		Reason string `json:"reason" minLength:"1" maxLength:"500"`
	}
}

// outboxAct makes a handler of one act of the operator on an intent.
func (s *Server) outboxAct(act func(o Outbox) outboxFunc) func(context.Context, caller, *outboxActIn) (models.TxIntent, error) {
	return func(ctx context.Context, c caller, in *outboxActIn) (models.TxIntent, error) {
		if s.cfg.Outbox == nil {
			return models.TxIntent{}, errUnavailable
		}
		return act(s.cfg.Outbox)(ctx, c.actor, in.ID, in.Body.Reason)
	}
}

// Key owns the nonces of one sending key on one chain.
type Key struct {
	ChainID    int64      `json:"chain_id"`
	Address    string     `json:"address"`
	NextNonce  int64      `json:"next_nonce"`
	LeaseOwner string     `json:"lease_owner,omitempty"`
	LeaseUntil *time.Time `json:"lease_until,omitempty"`
	Paused     string     `json:"paused,omitempty" doc:"Why sending is off."`
}

func keyOut(k models.KeyState) (Key, error) {
	return Key{
		ChainID: k.ChainID, Address: k.Address.Hex(), NextNonce: k.NextNonce, LeaseOwner: k.LeaseOwner, LeaseUntil: utcPtr(k.LeaseUntil), Paused: k.Paused,
	}, nil
}

func viewKey(_ *models.Tx, k models.KeyState) (Key, error) { return keyOut(k) }

func (s *Server) listKeys(tx *models.Tx, _ caller, _ *struct{}) (List[Key], error) {
	rows, err := tx.Keys()
	if err != nil {
		return List[Key]{}, err
	}
	return all(rows, keyOut)
}

type keyActIn struct {
	Address Address `path:"address"`
	Body    struct {
		ChainID int64  `json:"chain_id" minimum:"1"`
		Reason  string `json:"reason" minLength:"1" maxLength:"500"`
	}
}

// keyAct makes a handler of one act of the operator on a sending key.
func (s *Server) keyAct(act func(o Outbox) keyFunc) func(context.Context, caller, *keyActIn) (models.KeyState, error) {
	return func(ctx context.Context, c caller, in *keyActIn) (models.KeyState, error) {
		if s.cfg.Outbox == nil {
			return models.KeyState{}, errUnavailable
		}
		return act(s.cfg.Outbox)(ctx, c.actor, in.Body.ChainID, in.Address.Address, in.Body.Reason)
	}
}
