package contracts

import (
	"encoding/binary"
	"strconv"
	"strings"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"

	"makewhole/money"
)

// Domain is the EIP-712 domain "LossOracle", version "1", of everything that a
// committee or an affected account signs.
type Domain struct {
	// ChainID of the settlement chain.
	ChainID uint64
	// Oracle is the LossOracle contract (verifyingContract).
	Oracle common.Address
}

// DistributorDomain is the EIP-712 domain "PayoutDistributor", version "1", of
// what a receiver signs towards the distributor.
type DistributorDomain struct {
	ChainID     uint64
	Distributor common.Address
}

// Separator returns the domain separator of EIP-712.
func (d Domain) Separator() common.Hash { return separator(d.eip712()) }

// Separator returns the domain separator of EIP-712.
func (d DistributorDomain) Separator() common.Hash { return separator(d.eip712()) }

func (d Domain) eip712() DomainData {
	return DomainData{Name: "LossOracle", Version: "1", ChainID: d.ChainID, VerifyingContract: d.Oracle}
}

func (d DistributorDomain) eip712() DomainData {
	return DomainData{Name: "PayoutDistributor", Version: "1", ChainID: d.ChainID, VerifyingContract: d.Distributor}
}

// DomainData is the domain as a wallet gets it in eth_signTypedData_v4.
type DomainData struct {
	Name              string         `json:"name"`
	Version           string         `json:"version"`
	ChainID           uint64         `json:"chainId"`
	VerifyingContract common.Address `json:"verifyingContract"`
}

// TypedData is a complete eth_signTypedData_v4 request; numbers are decimal
// strings.
type TypedData struct {
	Types       map[string][]TypedField `json:"types"`
	PrimaryType string                  `json:"primaryType"`
	Domain      DomainData              `json:"domain"`
	Message     map[string]string       `json:"message"`
}

// TypedField is one member of an EIP-712 struct type.
type TypedField struct {
	Name string `json:"name"`
	Type string `json:"type"`
}

const domainType = "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"

func separator(d DomainData) common.Hash {
	var b []byte
	b = append(b, crypto.Keccak256([]byte(domainType))...)
	b = append(b, crypto.Keccak256([]byte(d.Name))...)
	b = append(b, crypto.Keccak256([]byte(d.Version))...)
	b = append(b, uintWord(d.ChainID)...)
	b = append(b, common.LeftPadBytes(d.VerifyingContract[:], 32)...)
	return crypto.Keccak256Hash(b)
}

// message is a struct of static members: its name and its members in order.
type message interface {
	typed() (name string, members []member)
}

// member is one field: its ABI word for hashing and its text for wallets.
type member struct {
	name, typ string
	word      []byte
	text      string
}

func hashOf(name string, h common.Hash) member {
	return member{name, "bytes32", h[:], h.Hex()}
}

func addressOf(name string, a common.Address) member {
	return member{name, "address", common.LeftPadBytes(a[:], 32), a.Hex()}
}

func amountOf(name string, a money.Amount) member {
	w := a.Bytes32()
	return member{name, "uint256", w[:], a.String()}
}

func uintOf(name, typ string, v uint64) member {
	return member{name, typ, uintWord(v), strconv.FormatUint(v, 10)}
}

func uintWord(v uint64) []byte {
	return binary.BigEndian.AppendUint64(make([]byte, 24, 32), v)
}

// encodeType returns the type string whose hash is the type hash of EIP-712.
func encodeType(m message) string {
	name, members := m.typed()
	parts := make([]string, len(members))
	for i, f := range members {
		parts[i] = f.typ + " " + f.name
	}
	return name + "(" + strings.Join(parts, ",") + ")"
}

func structHash(m message) common.Hash {
	_, members := m.typed()
	b := crypto.Keccak256([]byte(encodeType(m)))
	for _, f := range members {
		b = append(b, f.word...)
	}
	return crypto.Keccak256Hash(b)
}

func digest(d DomainData, m message) common.Hash {
	sep, sh := separator(d), structHash(m)
	return crypto.Keccak256Hash([]byte{0x19, 0x01}, sep[:], sh[:])
}

func typedData(d DomainData, m message) TypedData {
	name, members := m.typed()
	fields := make([]TypedField, len(members))
	values := make(map[string]string, len(members))
	for i, f := range members {
		fields[i] = TypedField{Name: f.name, Type: f.typ}
		values[f.name] = f.text
	}
	return TypedData{
		Types: map[string][]TypedField{
			name: fields,
			"EIP712Domain": {
				{"name", "string"}, {"version", "string"}, {"chainId", "uint256"}, {"verifyingContract", "address"},
			},
		},
		PrimaryType: name,
		Domain:      d,
		Message:     values,
	}
}
