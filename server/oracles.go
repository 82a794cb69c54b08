package server

import (
	"context"
	"encoding/json"
	"maps"
	"net/http"
	"reflect"
	"strconv"

	"makewhole/models"
	"makewhole/oracles"
	"makewhole/oracles/reports"
)

type reportIn struct {
	RawBody []byte `contentType:"application/json" doc:"One signed report, or a bundle with all its signatures."`
}

// ReceiptOut says what became of a report.
type ReceiptOut struct {
	ID     string `json:"id" doc:"The snapshot, set or settlement."`
	Kind   string `json:"kind" enum:"loss_snapshot,snapshot_set,payout_order"`
	Digest string `json:"digest"`
	State  string `json:"state" closed:"report"`
	Reason string `json:"reason,omitempty" doc:"What it waits for."`
	Have   int    `json:"have" doc:"Signatures so far."`
	Need   int    `json:"need"`
	Known  bool   `json:"known" doc:"Nothing changed."`
}

type receiptOut struct {
	Status int
	Body   ReceiptOut
}

// submitReport is no act of a caller: the report carries its own signature, and
// the same report again changes nothing.
func (b *builder) submitReport(p policy, path, summary string) {
	r := route{policy: p, method: http.MethodPost, path: path, summary: summary, status: http.StatusAccepted}
	answers := b.jsonResponse(r, reflect.TypeFor[ReceiptOut]())
	r.status = http.StatusOK // the digest was accepted before
	maps.Copy(answers, b.jsonResponse(r, reflect.TypeFor[ReceiptOut]()))
	r.status = http.StatusAccepted
	register(b, r, answers, func(ctx context.Context, in *reportIn) (*receiptOut, error) {
		got, err := b.s.cfg.Oracles.Submit(ctx, "api", in.RawBody)
		if err != nil {
			return nil, b.s.huma(ctx, err)
		}
		return &receiptOut{Status: got.Status(), Body: ReceiptOut{
			ID: got.ID, Kind: got.Kind, Digest: got.Digest.Hex(), State: got.State, Reason: got.Reason, Have: got.Have, Need: got.Need, Known: got.Known,
		}}, nil
	})
}

type priceIn struct {
	IDIn
	Body struct {
		Asset  SpecAssetIn `json:"asset"`
		Num    Amount      `json:"num"`
		Den    Amount      `json:"den"`
		Reason string      `json:"reason" minLength:"1" maxLength:"2000"`
	}
}

// enterPrice is one person's price: value in the numéraire = amount · num / den.
func (s *Server) enterPrice(ctx context.Context, c caller, in *priceIn) (models.PriceEntry, error) {
	b := in.Body
	return s.cfg.Oracles.EnterPrice(ctx, c.actor, in.ID, oracles.PriceInput{
		Asset: b.Asset.asset(), Num: b.Num.Amount, Den: b.Den.Amount, Reason: b.Reason,
	})
}

// confirmPrice is the second person's approval.
func (s *Server) confirmPrice(ctx context.Context, c caller, in *IDIn) (models.PriceEntry, error) {
	return s.cfg.Oracles.ConfirmPrice(ctx, c.actor, in.ID)
}

type releaseIn struct {
	IDIn
	Body struct {
		Reason string `json:"reason" minLength:"1" maxLength:"2000"`
	}
}

// releaseSnapshot lets a doubtful total pass when two people say so.
func (s *Server) releaseSnapshot(ctx context.Context, c caller, in *releaseIn) (models.Snapshot, error) {
	if _, err := s.cfg.Oracles.Release(ctx, c.actor, in.ID, in.Body.Reason); err != nil {
		return models.Snapshot{}, err
	}
	var row models.Snapshot
	err := s.db.Read(ctx, func(tx *models.Tx) (err error) {
		row, err = models.ByPublicID[models.Snapshot](tx, in.ID)
		return err
	})
	return row, err
}

func viewSnapshot(tx *models.Tx, r models.Snapshot) (Snapshot, error) { return view(tx).snapshot(r) }

// NextSet is the snapshot set that members are asked to check and sign.
type NextSet struct {
	Message   json.RawMessage `json:"message" doc:"In the form of a report."`
	TypedData any             `json:"typed_data" doc:"The same for eth_signTypedData_v4."`
	Digest    string          `json:"digest"`
	Snapshots []string        `json:"snapshots" nullable:"false" doc:"Digests, ascending."`
	Prices    []NextPrice     `json:"prices" nullable:"false"`
}

// NextPrice is value in the numéraire = amount · num / den.
type NextPrice struct {
	ChainID string `json:"chain_id"`
	Address string `json:"address"`
	Num     string `json:"num"`
	Den     string `json:"den"`
}

func (s *Server) nextSet(ctx context.Context, _ caller, in *IDIn) (NextSet, error) {
	got, err := s.cfg.Oracles.PrepareSet(ctx, in.ID)
	if err != nil {
		return NextSet{}, err
	}
	out := NextSet{
		Message: reports.EncodeMessage(got.Message), TypedData: got.Message.TypedData(got.Domain), Digest: got.Digest.Hex(),
		Snapshots: []string{}, Prices: []NextPrice{},
	}
	for _, h := range got.Snapshots {
		out.Snapshots = append(out.Snapshots, h.Hex())
	}
	for _, p := range got.Prices {
		out.Prices = append(out.Prices, NextPrice{
			ChainID: strconv.FormatUint(p.ChainID, 10), Address: p.Asset.Hex(), Num: p.Num.String(), Den: p.Den.String(),
		})
	}
	return out, nil
}

// getOracleTask is everything a committee member needs and trusts nothing in:
// the canonical specification, the configuration, the place of each snapshot and
// the set when it can be made. oracles.ParseTask reads it.
func (s *Server) getOracleTask(ctx context.Context, _ caller, in *IDIn) (File, error) {
	task, err := s.cfg.Oracles.Task(ctx, in.ID)
	if err != nil {
		return File{}, err
	}
	raw, err := json.Marshal(task)
	return File{MediaType: "application/json", Name: "task-" + task.IncidentID + ".json", Data: raw}, err
}
