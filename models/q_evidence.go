package models

// evidencePartMax is how many bytes of a file one row has at most.
const evidencePartMax = 1 << 20

// StoreEvidence stores the bytes of a file under their hash, once.
func (tx *Tx) StoreEvidence(sum Hash, data []byte) error {
	for n := 0; len(data) > 0; n++ {
		part := data[:min(len(data), evidencePartMax)]
		data = data[len(part):]
		_, err := tx.exec("store evidence", "INSERT INTO evidence_parts (sha256, n, data) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", sum, n, part)
		if err != nil {
			return err
		}
	}
	return nil
}

// EvidenceData reads the bytes of a file, or ErrNotFound.
func (tx *Tx) EvidenceData(sum Hash) ([]byte, error) {
	var out []byte
	err := each(tx, "n", query{cond: "sha256 = ?", args: []any{sum}}, func(p *EvidencePart) error {
		out = append(out, p.Data...)
		return nil
	})
	if err == nil && out == nil {
		err = wrap("read evidence", ErrNotFound)
	}
	return out, err
}

// EvidenceElsewhere lists the hashes of files whose bytes are not in the store:
// an earlier version kept them in a directory.
func (tx *Tx) EvidenceElsewhere() ([]Hash, error) {
	var out []Hash
	err := each(tx, "id", query{cond: "sha256 NOT IN (SELECT sha256 FROM evidence_parts)"}, func(f *EvidenceFile) error {
		out = append(out, f.SHA256)
		return nil
	})
	return out, err
}
