package reports

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/contracts"
	"makewhole/internal/strictjson"
	"makewhole/money"
)

// Kinds of reports.
const (
	KindSnapshot = "loss_snapshot"
	KindSet      = "snapshot_set"
	KindOrder    = "payout_order"
)

// Limits bound a report before anything in it is read (R3); zero fields mean
// the default.
type Limits struct {
	Bytes  int // [160 MiB], about a million leaves
	Leaves int // [1,000,000]
}

func (l Limits) WithDefaults() Limits {
	if l.Bytes == 0 {
		l.Bytes = 160 << 20
	}
	if l.Leaves == 0 {
		l.Leaves = 1_000_000
	}
	return l
}

// Leaf is one account's loss in base units of the snapshot's asset; its place
// in the list is its index.
type Leaf struct {
	Account common.Address
	Loss    money.Amount
	Held    Holding
}

// Price values an asset in the numéraire: value = amount · Num / Den, both in
// base units.
type Price struct {
	ChainID uint64
	Asset   common.Address
	Num     money.Amount
	Den     money.Amount
}

// Report is one member's signature, or a bundle of them, over one message.
// Exactly one of Snapshot, Set and Order is set.
type Report struct {
	Kind     string
	Domain   *contracts.Domain // where the sender says the signatures belong, if it says so
	Snapshot *contracts.LossSnapshot
	Set      *contracts.SnapshotSet
	Order    *contracts.PayoutOrder

	Leaves     []Leaf
	HasLeaves  bool   // leaves were sent, perhaps an empty list
	Manifest   []byte // of the evidence, with leaves that state positions
	Snapshots  []common.Hash
	Prices     []Price
	Signatures [][]byte
	Complete   bool // sent as a bundle: claims to be a quorum
}

// ConfigDigest is the committee configuration the message names.
func (r Report) ConfigDigest() common.Hash {
	switch {
	case r.Snapshot != nil:
		return r.Snapshot.ConfigDigest
	case r.Set != nil:
		return r.Set.ConfigDigest
	default:
		return r.Order.ConfigDigest
	}
}

// IncidentID is the on-chain id of the incident the message is about.
func (r Report) IncidentID() common.Hash {
	switch {
	case r.Snapshot != nil:
		return r.Snapshot.IncidentID
	case r.Set != nil:
		return r.Set.IncidentID
	default:
		return r.Order.IncidentID
	}
}

// Digest is what the members of a committee with this domain sign.
func (r Report) Digest(d contracts.Domain) common.Hash {
	switch {
	case r.Snapshot != nil:
		return r.Snapshot.Digest(d)
	case r.Set != nil:
		return r.Set.Digest(d)
	default:
		return r.Order.Digest(d)
	}
}

// Message is the canonical JSON of the message.
func (r Report) Message() []byte {
	switch {
	case r.Snapshot != nil:
		return EncodeMessage(*r.Snapshot)
	case r.Set != nil:
		return EncodeMessage(*r.Set)
	default:
		return EncodeMessage(*r.Order)
	}
}

// Slot is what a member may sign once only: two digests in one slot prove
// equivocation (R7). A set may be signed again for other snapshots, or once it is
// over for another end, not with other prices.
func (r Report) Slot() string {
	switch {
	case r.Snapshot != nil:
		m := r.Snapshot
		return fmt.Sprintf("%s:%s:%s:%d:%s:%d:%d", KindSnapshot, HexOf(m.ConfigDigest), HexOf(m.IncidentID),
			m.SourceChainID, AddressText(m.Asset), m.Revision, m.Attempt)
	case r.Set != nil:
		m := r.Set
		return fmt.Sprintf("%s%d", setSlots(m), m.ValidUntil)
	default:
		m := r.Order
		return fmt.Sprintf("%s:%s:%s", KindOrder, HexOf(m.ConfigDigest), HexOf(m.SettlementID))
	}
}

// setSlots begins every slot of a set that differs in its end and its prices only.
func setSlots(m *contracts.SnapshotSet) string {
	return fmt.Sprintf("%s:%s:%s:%d:%s:", KindSet, HexOf(m.ConfigDigest), HexOf(m.IncidentID), m.Revision, HexOf(m.SnapshotsHash))
}

// ValidUntil is the last second in which the message counts.
func (r Report) ValidUntil() uint64 {
	switch {
	case r.Snapshot != nil:
		return r.Snapshot.ValidUntil
	case r.Set != nil:
		return r.Set.ValidUntil
	default:
		return r.Order.ValidUntil
	}
}

// Rival reports whether another slot is of the same set with another end that is
// not past: a member that signed there does not sign here.
func (r Report) Rival(slot string, now time.Time) bool {
	if r.Set == nil || slot == r.Slot() {
		return false
	}
	end, same := strings.CutPrefix(slot, setSlots(r.Set))
	until, err := strconv.ParseInt(end, 10, 64)
	return same && err == nil && until >= now.Unix()
}

func HexOf(h common.Hash) string { return fmt.Sprintf("%x", h[:]) }

func AddressText(a common.Address) string { return fmt.Sprintf("0x%x", a[:]) }

type wireLeaf struct {
	Account WireAddress `json:"account"`
	Loss    WireAmount  `json:"loss"`

	// All three or none.
	ValueBefore  *WireAmount `json:"value_before,omitempty"`
	ValueAverage *WireAmount `json:"value_average,omitempty"`
	Insured      *WireAmount `json:"insured,omitempty"`
}

func wireOfLeaf(l Leaf) wireLeaf {
	w := wireLeaf{Account: WireAddress(l.Account), Loss: WireAmount{l.Loss}}
	if h := l.Held; h.Known {
		w.ValueBefore, w.ValueAverage, w.Insured = &WireAmount{h.Before}, &WireAmount{h.Average}, &WireAmount{h.Insured}
	}
	return w
}

// leaf reads what wireOfLeaf wrote; false where only some of the positions are
// there.
func (w wireLeaf) leaf() (Leaf, bool) {
	l := Leaf{Account: common.Address(w.Account), Loss: w.Loss.Amount}
	switch {
	case w.ValueBefore != nil && w.ValueAverage != nil && w.Insured != nil:
		l.Held = Holding{true, w.ValueBefore.Amount, w.ValueAverage.Amount, w.Insured.Amount}
	case w.ValueBefore != nil || w.ValueAverage != nil || w.Insured != nil:
		return l, false
	}
	return l, true
}

type wirePrice struct {
	ChainID WireUint    `json:"chain_id"`
	Address WireAddress `json:"address"`
	Num     WireAmount  `json:"num"`
	Den     WireAmount  `json:"den"`
}

type wireDomain struct {
	ChainID           WireUint    `json:"chain_id"`
	VerifyingContract WireAddress `json:"verifying_contract"`
}

type wireReport struct {
	Kind       string           `json:"kind"`
	Domain     *wireDomain      `json:"domain,omitempty"`
	Message    json.RawMessage  `json:"message"`
	Leaves     *[]wireLeaf      `json:"leaves,omitempty"`
	Manifest   []string         `json:"manifest,omitempty"` // its lines
	Snapshots  []WireHash       `json:"snapshots,omitempty"`
	Prices     *[]wirePrice     `json:"prices,omitempty"`
	Signature  *wireSignature   `json:"signature,omitempty"`
	Signatures *[]wireSignature `json:"signatures,omitempty"`
}

// badForm is a refusal under R1: the bytes are no report.
func badForm(pointer string, cause error) *Rejection {
	return &Rejection{Rule: "R1", Code: "malformed", Status: 400, Pointer: pointer, Detail: cause.Error()}
}

// ParseReport reads the bytes of one report. Every refusal is a *Rejection with
// rule R1, R2 or R3; nothing is converted before its length and form are known.
func ParseReport(raw []byte, limits Limits) (Report, error) {
	limits = limits.WithDefaults()
	if len(raw) > limits.Bytes {
		return Report{}, &Rejection{Rule: "R3", Code: "too_large", Status: 413, Detail: "report is too large"}
	}
	opt := strictjson.Options{MaxBytes: limits.Bytes, MaxDepth: 4, MaxString: 256, NoNumbers: true, NoNulls: true}
	var w wireReport
	if err := strictjson.Decode(raw, &w, opt); err != nil {
		return Report{}, formError("", err)
	}
	r := Report{Kind: w.Kind}
	if w.Domain != nil {
		r.Domain = &contracts.Domain{ChainID: uint64(w.Domain.ChainID), Oracle: common.Address(w.Domain.VerifyingContract)}
	}
	if err := r.readMessage(w.Message, opt); err != nil {
		return Report{}, err
	}
	if err := r.readSignatures(w); err != nil {
		return Report{}, err
	}
	return r, r.readLists(w, limits)
}

// formError translates a refusal of the strict decoder.
func formError(prefix string, err error) error {
	rej := badForm(prefix, errors.New("not a report"))
	var e *strictjson.Error
	if errors.As(err, &e) {
		rej.Pointer, rej.Detail = prefix+e.Pointer, e.Reason
		for _, cause := range []error{errInteger, errHash, errAddress, errChecksum, errSignature} {
			if errors.Is(err, cause) {
				rej.Detail = cause.Error()
			}
		}
		if errors.Is(err, errAddress) || errors.Is(err, errChecksum) {
			rej.Rule = "R2"
		}
	}
	return rej
}

func (r *Report) readMessage(raw []byte, opt strictjson.Options) error {
	if len(raw) == 0 {
		return badForm("/message", errors.New("message is missing"))
	}
	var err error
	switch r.Kind {
	case KindSnapshot:
		var w WireSnapshot
		if err = decodeAll(raw, &w, opt); err == nil {
			r.Snapshot = new(contracts.LossSnapshot)
			*r.Snapshot, err = w.Message()
		}
	case KindSet:
		var w WireSet
		if err = decodeAll(raw, &w, opt); err == nil {
			m := w.Message()
			r.Set = &m
		}
	case KindOrder:
		var w wireOrder
		if err = decodeAll(raw, &w, opt); err == nil {
			r.Order = new(contracts.PayoutOrder)
			*r.Order, err = w.message()
		}
	default:
		return badForm("/kind", errors.New("kind is not loss_snapshot, snapshot_set or payout_order"))
	}
	return err
}

// decodeAll decodes a message and refuses one that lacks a field: a missing
// field would be zero, which is a different message.
func decodeAll(raw []byte, w any, opt strictjson.Options) error {
	if err := strictjson.Decode(raw, w, opt); err != nil {
		return formError("/message", err)
	}
	var have map[string]json.RawMessage
	if err := json.Unmarshal(raw, &have); err != nil {
		return badForm("/message", errors.New("message is no object"))
	}
	for _, name := range fieldNames(w) {
		if _, ok := have[name]; !ok {
			return badForm("/message/"+name, errors.New("field is missing"))
		}
	}
	return nil
}

func (r *Report) readSignatures(w wireReport) error {
	switch {
	case w.Signature != nil && w.Signatures == nil:
		r.Signatures = [][]byte{w.Signature[:]}
	case w.Signature == nil && w.Signatures != nil && len(*w.Signatures) <= contracts.MaxSigners && len(*w.Signatures) > 0:
		r.Complete = true
		for _, s := range *w.Signatures {
			r.Signatures = append(r.Signatures, s[:])
		}
	default:
		return badForm("/signature", fmt.Errorf("want signature, or 1 to %d signatures", contracts.MaxSigners))
	}
	return nil
}

func (r *Report) readLists(w wireReport, limits Limits) error {
	if r.Kind != KindSnapshot && (w.Leaves != nil || w.Manifest != nil) {
		return badForm("/leaves", errors.New("only a loss_snapshot has leaves"))
	}
	if r.Kind != KindSet && (w.Snapshots != nil || w.Prices != nil) {
		return badForm("/snapshots", errors.New("only a snapshot_set has snapshots and prices"))
	}
	if err := r.readLeaves(w, limits); err != nil {
		return err
	}
	for _, h := range w.Snapshots {
		r.Snapshots = append(r.Snapshots, common.Hash(h))
	}
	if w.Prices != nil {
		for _, p := range *w.Prices {
			r.Prices = append(r.Prices, Price{uint64(p.ChainID), common.Address(p.Address), p.Num.Amount, p.Den.Amount})
		}
	}
	return nil
}

// manifestLines bounds a manifest as CheckManifest does.
const manifestLines = 500

func (r *Report) readLeaves(w wireReport, limits Limits) error {
	switch {
	case w.Leaves == nil && w.Manifest != nil:
		return badForm("/manifest", errors.New("a manifest comes with leaves"))
	case len(w.Manifest) > manifestLines:
		return &Rejection{Rule: "R3", Code: "too_large", Status: 413, Pointer: "/manifest", Detail: "too many lines"}
	case w.Leaves == nil:
		return nil
	case len(*w.Leaves) > limits.Leaves:
		return &Rejection{Rule: "R3", Code: "too_large", Status: 413, Pointer: "/leaves", Detail: "too many leaves"}
	}
	for i, line := range w.Manifest {
		if strings.Contains(line, "\n") {
			return badForm(fmt.Sprintf("/manifest/%d", i), errors.New("want one line"))
		}
		r.Manifest = append(append(r.Manifest, line...), '\n')
	}
	r.HasLeaves, r.Leaves = true, make([]Leaf, len(*w.Leaves))
	for i, l := range *w.Leaves {
		leaf, whole := l.leaf()
		if !whole {
			return badForm(fmt.Sprintf("/leaves/%d", i), errors.New("value_before, value_average and insured come together"))
		}
		r.Leaves[i] = leaf
	}
	return nil
}

// Encode writes the report as ParseReport reads it. Signatures are written as a
// bundle when Complete is set.
func (r Report) Encode() ([]byte, error) {
	w := wireReport{Kind: r.Kind, Message: r.Message()}
	if r.Domain != nil {
		w.Domain = &wireDomain{WireUint(r.Domain.ChainID), WireAddress(r.Domain.Oracle)}
	}
	if r.HasLeaves {
		leaves := make([]wireLeaf, len(r.Leaves))
		for i, l := range r.Leaves {
			leaves[i] = wireOfLeaf(l)
		}
		w.Leaves = &leaves
		for line := range strings.Lines(string(r.Manifest)) {
			w.Manifest = append(w.Manifest, strings.TrimSuffix(line, "\n"))
		}
	}
	for _, h := range r.Snapshots {
		w.Snapshots = append(w.Snapshots, WireHash(h))
	}
	if r.Kind == KindSet {
		prices := wirePrices(r.Prices)
		w.Prices = &prices
	}
	sigs := make([]wireSignature, len(r.Signatures))
	for i, s := range r.Signatures {
		if copy(sigs[i][:], s) != contracts.SignatureLength || len(s) != contracts.SignatureLength {
			return nil, fmt.Errorf("encode report: signature %d has %d bytes", i, len(s))
		}
	}
	switch {
	case r.Complete:
		w.Signatures = &sigs
	case len(sigs) == 1:
		w.Signature = &sigs[0]
	case len(sigs) > 1:
		return nil, errors.New("encode report: several signatures make a bundle")
	}
	return json.Marshal(w)
}

func wirePrices(prices []Price) []wirePrice {
	out := make([]wirePrice, len(prices))
	for i, p := range prices {
		out[i] = wirePrice{WireUint(p.ChainID), WireAddress(p.Asset), WireAmount{p.Num}, WireAmount{p.Den}}
	}
	return out
}
