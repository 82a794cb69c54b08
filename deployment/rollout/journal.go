package rollout

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math/big"
	"os"
	"slices"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/core/types"

	"makewhole/internal/strictjson"
)

// entry is one line of a journal. The first one says what it is a journal of; each
// other one is a transaction, written and synced before it is sent.
type entry struct {
	// Of the first line.
	Plan       *common.Hash    `json:"plan,omitempty"`
	ChainID    uint64          `json:"chain_id,omitempty"`
	Genesis    *common.Hash    `json:"genesis_hash,omitempty"`
	Deployer   *common.Address `json:"deployer,omitempty"`
	FirstNonce *uint64         `json:"first_nonce,omitempty"`
	// Of the others.
	Step  string          `json:"step,omitempty"`
	From  *common.Address `json:"from,omitempty"`
	Nonce *uint64         `json:"nonce,omitempty"`
	Tx    *common.Hash    `json:"tx,omitempty"`
	Raw   hexutil.Bytes   `json:"raw,omitempty"`

	tx *types.Transaction
}

// journal is the file of what was signed. It is a hint: where the chain says
// otherwise the chain is right, or the run ends.
type journal struct {
	path    string
	head    *entry // nil before the first line is written
	entries []entry
	from    uint64 // first nonce where nothing is written yet
}

// openJournal reads a journal and computes again everything that it says. A last
// line without an end was being written by a process that died: what it names was
// never sent.
func openJournal(path string, plan Plan, genesis common.Hash, from *uint64) (*journal, error) {
	j := &journal{path: path}
	if from != nil {
		j.from = *from
	}
	raw, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return j, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read journal: %w", err)
	}
	lines := bytes.SplitAfter(raw, []byte("\n"))
	whole := len(raw) - len(lines[len(lines)-1])
	for i, line := range lines[:len(lines)-1] {
		if err := j.read(i, line, plan, genesis); err != nil {
			return nil, fmt.Errorf("%w: %s, line %d: %w", ErrJournal, path, i+1, err)
		}
	}
	if from != nil && j.head != nil && *from != *j.head.FirstNonce {
		return nil, fmt.Errorf("%w: %s begins at nonce %d, not %d; it belongs to another deployment", ErrJournal, path, *j.head.FirstNonce, *from)
	}
	if whole < len(raw) {
		return j, os.Truncate(path, int64(whole))
	}
	return j, nil
}

// lineMost bounds a line: the creation of the largest contract in hex.
const lineMost = 1 << 20

func (j *journal) read(i int, line []byte, plan Plan, genesis common.Hash) error {
	var e entry
	if err := strictjson.Decode(line, &e, strictjson.Options{MaxBytes: lineMost, MaxString: lineMost}); err != nil {
		return err
	}
	if i == 0 {
		j.head = &e
		return e.begins(plan, genesis)
	}
	if err := e.recompute(plan.ChainID); err != nil {
		return err
	}
	if *e.From == plan.Deployer && *e.Nonce < *j.head.FirstNonce {
		return fmt.Errorf("nonce %d is below the first one, %d", *e.Nonce, *j.head.FirstNonce)
	}
	j.entries = append(j.entries, e)
	return nil
}

// begins checks the first line.
func (e entry) begins(plan Plan, genesis common.Hash) error {
	switch {
	case e.Plan == nil || e.Genesis == nil || e.Deployer == nil || e.FirstNonce == nil || e.Step != "":
		return errors.New("not the beginning of a journal")
	case e.ChainID != plan.ChainID || *e.Genesis != genesis:
		return fmt.Errorf("it is of chain %d with genesis %s; the chain here is %d with genesis %s", e.ChainID, e.Genesis, plan.ChainID, genesis)
	case *e.Deployer != plan.Deployer:
		return fmt.Errorf("its deployer is %s, the plan says %s", e.Deployer, plan.Deployer)
	}
	return nil
}

// recompute reads the signed bytes and compares what the line says about them.
func (e *entry) recompute(chainID uint64) error {
	if e.Step == "" || e.From == nil || e.Nonce == nil || e.Tx == nil || e.Plan != nil {
		return errors.New("not a transaction")
	}
	e.tx = new(types.Transaction)
	if err := e.tx.UnmarshalBinary(e.Raw); err != nil {
		return errors.New("raw is no transaction")
	}
	from, err := types.Sender(types.LatestSignerForChainID(new(big.Int).SetUint64(chainID)), e.tx)
	switch {
	case err != nil:
		return errors.New("raw is not signed for this chain")
	case from != *e.From:
		return fmt.Errorf("raw is signed by %s, not by %s", from, e.From)
	case e.tx.Nonce() != *e.Nonce:
		return fmt.Errorf("raw has the nonce %d, not %d", e.tx.Nonce(), *e.Nonce)
	case e.tx.Hash() != *e.Tx:
		return fmt.Errorf("raw is %s, not %s", e.tx.Hash(), e.Tx)
	}
	return nil
}

// first is the nonce of the deployer before which nothing of the plan can be.
func (j *journal) first() uint64 {
	if j.head != nil {
		return *j.head.FirstNonce
	}
	return j.from
}

// nonces are those of the transactions that were signed for a creation.
func (j *journal) nonces(step string) []uint64 {
	var out []uint64
	for _, e := range j.entries {
		if e.Step == step {
			out = append(out, *e.Nonce)
		}
	}
	return out
}

// signed are the transactions that were signed for a step with a nonce, oldest first.
func (j *journal) signed(step Step, nonce uint64) []*types.Transaction {
	var out []*types.Transaction
	for _, e := range j.entries {
		same := e.Step == step.Name && *e.From == step.From && *e.Nonce == nonce && bytes.Equal(e.tx.Data(), step.data)
		if same && sameTo(e.tx.To(), step.To) {
			out = append(out, e.tx)
		}
	}
	return out
}

func sameTo(a, b *common.Address) bool {
	return a == nil && b == nil || a != nil && b != nil && *a == *b
}

// hashes are those of all transactions that were signed for a step.
func (j *journal) hashes(step string) []common.Hash {
	var out []common.Hash
	for _, e := range j.entries {
		if e.Step == step {
			out = append(out, *e.Tx)
		}
	}
	return out
}

// begin writes the first line where there is none.
func (j *journal) begin(plan Plan, genesis common.Hash) error {
	if j.head != nil {
		return nil
	}
	hash, first := plan.Hash(), j.from
	e := entry{Plan: &hash, ChainID: plan.ChainID, Genesis: &genesis, Deployer: &plan.Deployer, FirstNonce: &first}
	if err := j.append(e); err != nil {
		return err
	}
	j.head = &e
	return nil
}

// sign notes a signed transaction; it may be sent when this has returned.
func (j *journal) sign(step Step, tx *types.Transaction) error {
	raw, err := tx.MarshalBinary()
	if err != nil {
		return fmt.Errorf("journal: %w", err)
	}
	hash, nonce := tx.Hash(), tx.Nonce()
	e := entry{Step: step.Name, From: &step.From, Nonce: &nonce, Tx: &hash, Raw: raw, tx: tx}
	if err := j.append(e); err != nil {
		return err
	}
	j.entries = append(j.entries, e)
	return nil
}

// append writes a line and waits until the disk has it. Without a path the journal
// is kept in memory.
func (j *journal) append(e entry) error {
	if j.path == "" {
		return nil
	}
	line, err := json.Marshal(e)
	if err != nil {
		return fmt.Errorf("journal: %w", err)
	}
	f, err := os.OpenFile(j.path, os.O_WRONLY|os.O_APPEND|os.O_CREATE, 0o600)
	if err != nil {
		return fmt.Errorf("journal: %w", err)
	}
	_, err = f.Write(append(line, '\n'))
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return fmt.Errorf("journal: %w", err)
	}
	return nil
}

// checkJournal refuses a journal of steps that the plan does not have, or of
// transactions that the chain cannot know.
func (s *survey) checkJournal() error {
	for i, e := range s.journal.entries {
		at := fmt.Sprintf("%s, line %d", s.journal.path, i+2)
		known := slices.ContainsFunc(s.steps, func(st Step) bool { return st.Name == e.Step })
		switch next, counted := s.nonces[*e.From]; {
		case !known:
			return fmt.Errorf("%w: %s: the plan has no step %q", ErrJournal, at, e.Step)
		case !counted:
			return fmt.Errorf("%w: %s: %s is no key of the plan", ErrJournal, at, e.From)
		case *e.Nonce > next:
			return fmt.Errorf("%w: %s: the transaction %d of %s is signed, but the chain has seen %d: the node is behind, or the journal is of another chain",
				ErrJournal, at, *e.Nonce, e.From, next)
		}
	}
	return nil
}
