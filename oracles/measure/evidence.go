package measure

import (
	"fmt"

	"github.com/ethereum/go-ethereum/rlp"

	"makewhole/oracles/reports"
)

type accountLine struct {
	Module   reports.WireAddress `json:"module"`
	Account  reports.WireAddress `json:"account"`
	Before   reports.WireAmount  `json:"before"`
	In       reports.WireAmount  `json:"in"`
	Out      reports.WireAmount  `json:"out"`
	LateIn   reports.WireAmount  `json:"late_in"`
	LateOut  reports.WireAmount  `json:"late_out"`
	After    reports.WireAmount  `json:"after"`
	Loss     reports.WireAmount  `json:"loss"`
	Average  *reports.WireAmount `json:"average,omitempty"` // with positions
	Insured  *reports.WireAmount `json:"insured,omitempty"`
	Excluded string              `json:"excluded"`
}

type moduleLine struct {
	Module       reports.WireAddress `json:"module"`
	Before       reports.WireAmount  `json:"before"`
	After        reports.WireAmount  `json:"after"`
	Drop         reports.WireAmount  `json:"drop"`
	Leaves       reports.WireAmount  `json:"leaves"`
	Unattributed reports.WireAmount  `json:"unattributed"`
}

// evidence writes the files that follow from the spec and the chain alone: no
// clock, no provider, no version of this program.
func (b *builder) evidence() (map[string][]byte, error) {
	files := map[string][]byte{}
	var err error
	if files["spec.json"], err = b.Spec.Canonical(); err != nil {
		return nil, err
	}
	if files[reports.LeavesFile], err = reports.EncodeLeaves(b.built.Leaves); err != nil {
		return nil, err
	}
	return files, b.method.evidence(b, files)
}

// chainEvidence is what was looked at on the chain: accounts, modules, headers.
func chainEvidence(b *builder, files map[string][]byte) (err error) {
	accounts := make([]accountLine, len(b.built.Accounts))
	for i, a := range b.built.Accounts {
		accounts[i] = accountLine{
			Module: reports.WireAddress(a.Module), Account: reports.WireAddress(a.Account), Before: reports.WireAmount{Amount: a.Before}, In: reports.WireAmount{Amount: a.In}, Out: reports.WireAmount{Amount: a.Out},
			LateIn: reports.WireAmount{Amount: a.LateIn}, LateOut: reports.WireAmount{Amount: a.LateOut}, After: reports.WireAmount{Amount: a.After}, Loss: reports.WireAmount{Amount: a.Loss}, Excluded: a.Excluded,
		}
		if b.method.Positions {
			accounts[i].Average, accounts[i].Insured = &reports.WireAmount{Amount: a.Average}, &reports.WireAmount{Amount: a.Insured}
		}
	}
	if files["accounts.ndjson"], err = reports.NDJSON(accounts); err != nil {
		return err
	}
	modules := make([]moduleLine, len(b.built.Modules))
	for i, m := range b.built.Modules {
		modules[i] = moduleLine{
			reports.WireAddress(m.Address), reports.WireAmount{Amount: m.Before}, reports.WireAmount{Amount: m.After}, reports.WireAmount{Amount: m.Drop}, reports.WireAmount{Amount: m.Leaves}, reports.WireAmount{Amount: m.Unattributed},
		}
	}
	if files["modules.ndjson"], err = reports.NDJSON(modules); err != nil {
		return err
	}
	for _, h := range b.headers {
		raw, err := rlp.EncodeToBytes(h)
		if err != nil {
			return err
		}
		files[fmt.Sprintf("headers/%d-%s.rlp", b.Line.SourceChainID, h.Number)] = raw
	}
	return nil
}
