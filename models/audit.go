package models

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"time"
	"unicode/utf8"

	"golang.org/x/mod/sumdb/tlog"
)

// auditMagic starts every audit body and names the version of its encoding.
const auditMagic = "makewhole/audit/v1"

// maxAuditBody bounds one entry; larger details belong in a row of their own.
const maxAuditBody = 1 << 20

// AuditRecord is the content of one audit entry. Its canonical encoding is the
// magic and then each field in this order, each as a 4-byte big-endian length
// and its bytes; At is RFC 3339 in UTC with microseconds, Details canonical
// JSON (keys sorted, no white space).
type AuditRecord struct {
	At        string
	ActorKind string
	ActorID   string
	Person    string
	RequestID string
	Action    string
	Subject   string
	Details   string
}

func (r *AuditRecord) fields() []*string {
	return []*string{&r.At, &r.ActorKind, &r.ActorID, &r.Person, &r.RequestID, &r.Action, &r.Subject, &r.Details}
}

// Encode returns the canonical bytes whose RFC 6962 leaf hash is in the tree.
func (r AuditRecord) Encode() []byte {
	out := []byte(auditMagic)
	for _, f := range r.fields() {
		out = binary.BigEndian.AppendUint32(out, uint32(len(*f)))
		out = append(out, *f...)
	}
	return out
}

// DecodeAudit reads what Encode wrote and refuses anything else.
func DecodeAudit(body []byte) (AuditRecord, error) {
	var r AuditRecord
	rest, ok := bytes.CutPrefix(body, []byte(auditMagic))
	for _, f := range r.fields() {
		if !ok || len(rest) < 4 {
			return AuditRecord{}, errors.New("decode audit entry: wrong form")
		}
		n := binary.BigEndian.Uint32(rest)
		if rest = rest[4:]; uint64(n) > uint64(len(rest)) {
			return AuditRecord{}, errors.New("decode audit entry: cut short")
		}
		*f, rest = string(rest[:n]), rest[n:]
	}
	if len(rest) != 0 {
		return AuditRecord{}, errors.New("decode audit entry: trailing bytes")
	}
	return r, nil
}

// Audit appends one act to the audit log. Subject is a public id, details
// anything that encodes to JSON, nil for none. Transitions are audited by Move.
func (tx *Tx) Audit(by Actor, action, subject string, details any) error {
	entry, err := tx.auditEntry(by, action, subject, details)
	if err != nil {
		return err
	}
	return Insert(tx, &entry)
}

// auditEntry makes an entry of this transaction.
func (tx *Tx) auditEntry(by Actor, action, subject string, details any) (AuditEntry, error) {
	if err := by.validate(); err != nil {
		return AuditEntry{}, wrap("audit "+action, err)
	}
	if action == "" {
		return AuditEntry{}, errors.New("audit entry without action")
	}
	text, err := canonicalJSON(details)
	if err != nil {
		return AuditEntry{}, wrap("audit "+action, err)
	}
	body := AuditRecord{
		At: tx.Now.Format(time.RFC3339Nano), ActorKind: by.Kind, ActorID: by.ID, Person: by.Person,
		RequestID: by.RequestID, Action: action, Subject: subject, Details: text,
	}.Encode()
	if len(body) > maxAuditBody {
		return AuditEntry{}, fmt.Errorf("audit %s: %d bytes, at most %d", action, len(body), maxAuditBody)
	}
	entry := AuditEntry{Body: body, At: tx.Now}
	entry.LeafHash.Hash = [32]byte(tlog.RecordHash(body))
	return entry, nil
}

// canonicalJSON sorts the keys of objects and keeps numbers as written.
func canonicalJSON(v any) (string, error) {
	if v == nil {
		return "{}", nil
	}
	tree := v
	if !sorted(v) {
		raw, err := json.Marshal(v)
		if err != nil {
			return "", err
		}
		tree = nil // or the decoder would fill what v points to
		dec := json.NewDecoder(bytes.NewReader(raw))
		dec.UseNumber()
		if err := dec.Decode(&tree); err != nil {
			return "", err
		}
	}
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(tree); err != nil {
		return "", err
	}
	return string(bytes.TrimRight(out.Bytes(), "\n")), nil
}

// sorted reports a flat map of texts and integers, which needs no second look:
// the encoder sorts the keys of maps. Bytes that are no text have two spellings,
// and the second look settles one.
func sorted(v any) bool {
	m, ok := v.(map[string]any)
	for _, x := range m {
		switch x := x.(type) {
		case int, int64:
		case string:
			ok = ok && utf8.ValidString(x)
		default:
			return false
		}
	}
	return ok
}

// rowHash is the sha256 of every column of a row, each as length-prefixed name
// and value: the before and after of an audit entry.
func rowHash[T any](_ *Tx, row *T) (string, error) {
	sum, err := RowDigest(row)
	return hex.EncodeToString(sum[:]), err
}
