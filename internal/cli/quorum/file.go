package quorum

import (
	"encoding/json"
	"errors"
	"maps"
	"os"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"

	"makewhole/contracts"
	"makewhole/deployment"
	"makewhole/internal/strictjson"
	"makewhole/money"
)

// format names this form of files.
const format = "makewhole-quorum/1"

// File is an act as members hand it on. The typed data is what a wallet signs
// (eth_signTypedData_v4) and all that is believed; the digest follows from it.
type File struct {
	Format    string              `json:"format"`
	Act       string              `json:"act"`
	Key       *settlementKey      `json:"key,omitempty"`
	Reason    string              `json:"reason,omitempty"`
	TypedData contracts.TypedData `json:"typed_data"`
	Digest    common.Hash         `json:"digest"`
}

// settlementKey is what the id of a settlement is made of.
type settlementKey struct {
	IncidentID common.Hash    `json:"incident_id"`
	PoolID     common.Hash    `json:"pool_id"`
	Token      common.Address `json:"token"`
	Sequence   uint64         `json:"sequence"`
}

func (k settlementKey) plain() contracts.SettlementKey {
	return contracts.SettlementKey{IncidentID: k.IncidentID, PoolID: k.PoolID, Token: k.Token, Sequence: k.Sequence}
}

// newFile writes an act down.
func newFile(name string, a act, d contracts.Domain) File {
	return File{Format: format, Act: name, TypedData: a.message().TypedData(d), Digest: a.message().Digest(d)}
}

// readFile reads a file strictly, computes everything in it again, and refuses what
// is of another deployment than that of the reader.
func readFile(path string, d deployment.Deployment) (File, act, error) {
	var f File
	raw, err := os.ReadFile(path)
	if err != nil {
		return f, nil, err
	}
	if err := strictjson.Decode(raw, &f, strictjson.Options{NoNulls: true}); err != nil {
		return f, nil, refused("%s: %w", path, err)
	}
	a, err := f.act(d)
	if err != nil {
		return f, nil, refused("%s: %w", path, err)
	}
	return f, a, nil
}

// errAltered means that fields and digest of a file are not of one message.
var errAltered = errors.New("the file was altered, or written by another program")

func (f File) act(d deployment.Deployment) (act, error) {
	p, known := powers[f.Act]
	switch {
	case f.Format != format:
		return nil, refused("/format: is %q, allowed is %q", f.Format, format)
	case !known:
		return nil, refused("/act: is %q, allowed are %s", f.Act, strings.Join(slices.Sorted(maps.Keys(powers)), ", "))
	case f.TypedData.Domain.ChainID != d.ChainID:
		return nil, refused("/typed_data/domain/chainId: is chain %d, your deployment file is of chain %d", f.TypedData.Domain.ChainID, d.ChainID)
	case f.TypedData.Domain.VerifyingContract != d.LossOracle:
		return nil, refused("/typed_data/domain/verifyingContract: is %s, the oracle of your deployment file is %s", f.TypedData.Domain.VerifyingContract, d.LossOracle)
	}
	m := &fields{of: f.TypedData.Message}
	a := p.read(f, m)
	if m.err != nil {
		return nil, m.err
	}
	domain := domainOf(d)
	again := a.message().TypedData(domain)
	for name, value := range again.Message {
		if f.TypedData.Message[name] != value {
			return nil, refused("/typed_data/message/%s: is %q, must be written %q", name, f.TypedData.Message[name], value)
		}
	}
	if !reflect.DeepEqual(again, f.TypedData) {
		return nil, refused("/typed_data: types, primary type or domain are not those of %s: %w", again.PrimaryType, errAltered)
	}
	if digest := a.message().Digest(domain); digest != f.Digest {
		return nil, refused("/digest: is %s, the fields hash to %s: %w", f.Digest, digest, errAltered)
	}
	return a, nil
}

func domainOf(d deployment.Deployment) contracts.Domain {
	return contracts.Domain{ChainID: d.ChainID, Oracle: d.LossOracle}
}

// write puts an act or a signature into a file for others.
func write(path string, v any) error {
	raw, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(path, append(raw, '\n'), 0o644) //nolint:gosec // acts and their signatures are for every member and who calls
}

// fields reads the members of a message; the first one that is wrong is kept.
type fields struct {
	of  map[string]string
	err error
}

func (m *fields) fail(name, want string) {
	if m.err == nil {
		m.err = refused("/typed_data/message/%s: is %q, want %s", name, m.of[name], want)
	}
}

func (m *fields) hash(name string) (out common.Hash) {
	raw, err := hexutil.Decode(m.of[name])
	if err != nil || len(raw) != len(out) {
		m.fail(name, "0x and 64 hex digits")
	}
	return common.BytesToHash(raw)
}

func (m *fields) address(name string) common.Address {
	if !common.IsHexAddress(m.of[name]) {
		m.fail(name, "0x and 40 hex digits")
	}
	return common.HexToAddress(m.of[name])
}

func (m *fields) uint(name string, bits int) uint64 {
	n, err := strconv.ParseUint(m.of[name], 10, bits)
	if err != nil {
		m.fail(name, "an integer of "+strconv.Itoa(bits)+" bits")
	}
	return n
}

func (m *fields) amount(name string) money.Amount {
	a, err := money.Parse(m.of[name])
	if err != nil {
		m.fail(name, "an integer of base units")
	}
	return a
}
