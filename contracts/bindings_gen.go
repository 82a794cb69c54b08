// Code generated via abigen V2 - DO NOT EDIT.
// This file is a generated binding and any manual changes will be lost.

package contracts

import (
	"bytes"
	"errors"
	"math/big"

	"github.com/ethereum/go-ethereum/accounts/abi"
	"github.com/ethereum/go-ethereum/accounts/abi/bind/v2"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
)

// Reference imports to suppress errors if they are not otherwise used.
var (
	_ = bytes.Equal
	_ = errors.New
	_ = big.NewInt
	_ = common.Big1
	_ = types.BloomLookup
	_ = abi.ConvertType
)

// CapitalPoolDeployment is an auto generated low-level Go binding around an user-defined struct.
type CapitalPoolDeployment struct {
	Asset             common.Address
	PoolId            [32]byte
	Distributor       common.Address
	Operator          common.Address
	Guardian          common.Address
	ExitLag           *big.Int
	MaxObservationLag *big.Int
	TimeToFreeze      *big.Int
}

// LossOracleDeployment is an auto generated low-level Go binding around an user-defined struct.
type LossOracleDeployment struct {
	OracleAdmin  common.Address
	Guardian     common.Address
	Arbiter      common.Address
	VictimsFund  common.Address
	MinBond      *big.Int
	GuardianTime *big.Int
	ArbiterTime  *big.Int
	ConfigDelay  *big.Int
}

// MessagesCancelOrder is an auto generated low-level Go binding around an user-defined struct.
type MessagesCancelOrder struct {
	ConfigDigest [32]byte
	SettlementId [32]byte
	ReasonHash   [32]byte
}

// MessagesLossSnapshot is an auto generated low-level Go binding around an user-defined struct.
type MessagesLossSnapshot struct {
	ConfigDigest     [32]byte
	IncidentId       [32]byte
	SpecHash         [32]byte
	Revision         uint64
	Attempt          uint64
	PrevSnapshot     [32]byte
	MethodHash       [32]byte
	SourceChainId    *big.Int
	FromBlock        uint64
	FromBlockHash    [32]byte
	ToBlock          uint64
	ToBlockHash      [32]byte
	OccurredFrom     uint64
	OccurredTo       uint64
	Asset            common.Address
	TotalLoss        *big.Int
	UnattributedLoss *big.Int
	LeafCount        uint32
	LossRoot         [32]byte
	EvidenceHash     [32]byte
}

// MessagesPayoutOrder is an auto generated low-level Go binding around an user-defined struct.
type MessagesPayoutOrder struct {
	ConfigDigest      [32]byte
	SettlementId      [32]byte
	IncidentId        [32]byte
	PoolId            [32]byte
	PayoutToken       common.Address
	Sequence          uint64
	SnapshotSetDigest [32]byte
	InputHash         [32]byte
	PayoutRoot        [32]byte
	LeafCount         uint32
	Total             *big.Int
	CumulativeTotal   *big.Int
}

// MessagesRecoverRole is an auto generated low-level Go binding around an user-defined struct.
type MessagesRecoverRole struct {
	ConfigDigest [32]byte
	Target       common.Address
	Role         uint8
	NewHolder    common.Address
	Count        uint64
}

// MessagesSnapshotSet is an auto generated low-level Go binding around an user-defined struct.
type MessagesSnapshotSet struct {
	ConfigDigest  [32]byte
	IncidentId    [32]byte
	SpecHash      [32]byte
	Revision      uint64
	SnapshotsHash [32]byte
	Numeraire     common.Address
	PricesHash    [32]byte
}

// OracleConfigsConfig is an auto generated low-level Go binding around an user-defined struct.
type OracleConfigsConfig struct {
	State           uint8
	Signers         uint8
	F               uint8
	Threshold       uint8
	RetiredAt       *big.Int
	ChallengeWindow *big.Int
	MaxAge          *big.Int
	MaxClockSkew    *big.Int
	MaxDeviationBps uint16
}

// OracleConfigsParams is an auto generated low-level Go binding around an user-defined struct.
type OracleConfigsParams struct {
	ChallengeWindow uint64
	MaxAge          uint64
	MaxClockSkew    uint64
	MaxDeviationBps uint16
}

// PayoutDistributorDeployment is an auto generated low-level Go binding around an user-defined struct.
type PayoutDistributorDeployment struct {
	Oracle          common.Address
	Operator        common.Address
	Guardian        common.Address
	Treasurer       common.Address
	ActivationDelay *big.Int
	LivenessDelay   *big.Int
	ClaimPeriod     *big.Int
	CapDelay        *big.Int
}

// PayoutDistributorKey is an auto generated low-level Go binding around an user-defined struct.
type PayoutDistributorKey struct {
	IncidentId [32]byte
	PoolId     [32]byte
	Token      common.Address
	Sequence   uint64
}

// PayoutDistributorRedemption is an auto generated low-level Go binding around an user-defined struct.
type PayoutDistributorRedemption struct {
	Id       [32]byte
	Index    *big.Int
	Receiver common.Address
	Amount   *big.Int
	Proof    [][32]byte
}

// RolesRecovery is an auto generated low-level Go binding around an user-defined struct.
type RolesRecovery struct {
	To      common.Address
	ReadyAt *big.Int
}

// SettlementBookSettlement is an auto generated low-level Go binding around an user-defined struct.
type SettlementBookSettlement struct {
	Root       [32]byte
	Remaining  *big.Int
	ActiveAt   *big.Int
	Deadline   *big.Int
	TokenIndex uint16
	Stored     uint8
	Held       bool
	Day        uint16
}

// TokenCapsCaps is an auto generated low-level Go binding around an user-defined struct.
type TokenCapsCaps struct {
	PerSettlement *big.Int
	PerDay        *big.Int
}

// AttackerMetaData contains all meta data concerning the Attacker contract.
var AttackerMetaData = bind.MetaData{
	ABI: "[{\"inputs\":[{\"internalType\":\"contractSavingsVault\",\"name\":\"vault\",\"type\":\"address\"}],\"stateMutability\":\"nonpayable\",\"type\":\"constructor\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"owner\",\"type\":\"address\"}],\"name\":\"OwnableInvalidOwner\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"}],\"name\":\"OwnableUnauthorizedAccount\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"token\",\"type\":\"address\"}],\"name\":\"SafeERC20FailedOperation\",\"type\":\"error\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"seed\",\"type\":\"uint256\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"loot\",\"type\":\"uint256\"}],\"name\":\"Drained\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"previousOwner\",\"type\":\"address\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"newOwner\",\"type\":\"address\"}],\"name\":\"OwnershipTransferred\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"incidentId\",\"type\":\"bytes32\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"amount\",\"type\":\"uint256\"}],\"name\":\"Returned\",\"type\":\"event\"},{\"inputs\":[],\"name\":\"ASSET\",\"outputs\":[{\"internalType\":\"contractIERC20\",\"name\":\"\",\"type\":\"address\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"VAULT\",\"outputs\":[{\"internalType\":\"contractSavingsVault\",\"name\":\"\",\"type\":\"address\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"seed\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"rounds\",\"type\":\"uint256\"}],\"name\":\"attack\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"loot\",\"type\":\"uint256\"}],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"to\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"amount\",\"type\":\"uint256\"}],\"name\":\"cashOut\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"contractRecoveryVault\",\"name\":\"recovery\",\"type\":\"address\"},{\"internalType\":\"bytes32\",\"name\":\"incidentId\",\"type\":\"bytes32\"},{\"internalType\":\"uint256\",\"name\":\"amount\",\"type\":\"uint256\"}],\"name\":\"giveBack\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"name\":\"onVaultWithdraw\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"owner\",\"outputs\":[{\"internalType\":\"address\",\"name\":\"\",\"type\":\"address\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"renounceOwnership\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"newOwner\",\"type\":\"address\"}],\"name\":\"transferOwnership\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"}]",
	ID:  "Attacker",
	Bin: "0x60c0806040523461013357602081611009803803809161001f828561015d565b83398101031261013357516001600160a01b0381169081810361013357331561014a575f8054336001600160a01b03198216811783556040519460209486946004948694916001600160a01b03909116907f8be0079c531659141344cd1fd0a4f28419497f9722a3daafe3b4186f6b6457e09080a3608052634800d97f60e01b82525afa90811561013f575f916100f9575b5060a052604051610e7490816101958239608051818181610299015281816108a60152610ae3015260a0518181816101af015281816107090152818161083801526109440152f35b90506020813d602011610137575b816101146020938361015d565b8101031261013357516001600160a01b0381168103610133575f6100b1565b5f80fd5b3d9150610107565b6040513d5f823e3d90fd5b631e4fbdf760e01b5f525f60045260245ffd5b601f909101601f19168101906001600160401b0382119082101761018057604052565b634e487b7160e01b5f52604160045260245ffdfe60806040526004361015610011575f80fd5b5f5f3560e01c806322405443146109035780633e3722b6146108ca578063411557d11461085c5780634800d97f146107ee5780635f7b24c8146106a6578063715018a61461060a5780638da5cb5b146105b9578063e1fa76381461016d5763f2fde38b1461007d575f80fd5b3461016a5760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261016a5773ffffffffffffffffffffffffffffffffffffffff6100c9610a2c565b6100d1610c5e565b16801561013e5773ffffffffffffffffffffffffffffffffffffffff8254827fffffffffffffffffffffffff00000000000000000000000000000000000000008216178455167f8be0079c531659141344cd1fd0a4f28419497f9722a3daafe3b4186f6b6457e08380a380f35b6024827f1e4fbdf700000000000000000000000000000000000000000000000000000000815280600452fd5b80fd5b503461016a5760407ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261016a5760043590602435906101ad610c5e565b7f0000000000000000000000000000000000000000000000000000000000000000604051907f23b872dd00000000000000000000000000000000000000000000000000000000835233600452306024528460445260208360648180855af1600184511481161561059a575b8260405283606052156105595773ffffffffffffffffffffffffffffffffffffffff8116937f70a08231000000000000000000000000000000000000000000000000000000008352306004840152602083602481885afa92831561054e57849361051a575b506102c08673ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000168094610caa565b604051907fb6b55f2500000000000000000000000000000000000000000000000000000000825286600483015260208260248188875af191821561050f5785926104db575b507fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff81019081116104ae57916024602092869460015560405194859384927f2e1a7d4d00000000000000000000000000000000000000000000000000000000845260048401525af180156104a357610472575b506020602493604051948580927f70a082310000000000000000000000000000000000000000000000000000000082523060048301525afa92831561046757829361042f575b50820391821161040257507f66fc978fb134f2829da92c53c7d927e1c025601f4dac9d24a86bf228008afbfb604060209381519081528385820152a1604051908152f35b807f4e487b7100000000000000000000000000000000000000000000000000000000602492526011600452fd5b9092506020813d60201161045f575b8161044b60209383610a4f565b8101031261045b5751915f6103be565b5f80fd5b3d915061043e565b6040513d84823e3d90fd5b6020813d60201161049b575b8161048b60209383610a4f565b8101031261045b57506020610378565b3d915061047e565b6040513d85823e3d90fd5b6024857f4e487b710000000000000000000000000000000000000000000000000000000081526011600452fd5b9091506020813d602011610507575b816104f760209383610a4f565b8101031261045b5751905f610305565b3d91506104ea565b6040513d87823e3d90fd5b9092506020813d602011610546575b8161053660209383610a4f565b8101031261045b5751915f61027d565b3d9150610529565b6040513d86823e3d90fd5b7f5274afe700000000000000000000000000000000000000000000000000000000835273ffffffffffffffffffffffffffffffffffffffff16600452602482fd5b60018115166105b057813b15153d151616610218565b823d85823e3d90fd5b503461016a57807ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261016a5773ffffffffffffffffffffffffffffffffffffffff6020915416604051908152f35b503461016a57807ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261016a57610641610c5e565b8073ffffffffffffffffffffffffffffffffffffffff81547fffffffffffffffffffffffff000000000000000000000000000000000000000081168355167f8be0079c531659141344cd1fd0a4f28419497f9722a3daafe3b4186f6b6457e08280a380f35b503461045b5760607ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261045b5760043573ffffffffffffffffffffffffffffffffffffffff811680910361045b576024359060443590610707610c5e565b7f0000000000000000000000000000000000000000000000000000000000000000610733838383610caa565b813b1561045b5773ffffffffffffffffffffffffffffffffffffffff60645f928360405195869485937f237e67080000000000000000000000000000000000000000000000000000000085528a60048601521660248401528760448401525af180156107e3576107cd575b5060207fdf80f2e347bd782016fdd7e2aa83e15b491a0045e0c2bdb8f3eec15711ff6cfb91604051908152a280f35b6107da9193505f90610a4f565b5f91602061079e565b6040513d5f823e3d90fd5b3461045b575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261045b57602060405173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000168152f35b3461045b575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261045b57602060405173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000168152f35b3461045b5760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261045b57610901610acc565b005b3461045b5760407ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261045b5761093a610a2c565b610942610c5e565b7f00000000000000000000000000000000000000000000000000000000000000009073ffffffffffffffffffffffffffffffffffffffff604051917fa9059cbb000000000000000000000000000000000000000000000000000000005f521660045260243560245260205f60448180865af19060015f5114821615610a0c575b50156109ca57005b73ffffffffffffffffffffffffffffffffffffffff907f5274afe7000000000000000000000000000000000000000000000000000000005f521660045260245ffd5b6001821516610a245750813b15153d151616826109c2565b3d5f823e3d90fd5b6004359073ffffffffffffffffffffffffffffffffffffffff8216820361045b57565b90601f7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0910116810190811067ffffffffffffffff821117610a9057604052565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52604160045260245ffd5b9081602091031261045b575190565b73ffffffffffffffffffffffffffffffffffffffff7f000000000000000000000000000000000000000000000000000000000000000016803314801590610c54575b610beb576001548015610c27577fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff016001556040517ff5eb42dc000000000000000000000000000000000000000000000000000000008152306004820152602081602481855afa9081156107e3575f91610bf5575b505f91602460209260405194859384927f2e1a7d4d00000000000000000000000000000000000000000000000000000000845260048401525af180156107e357610bca5750565b610beb9060203d602011610bee575b610be38183610a4f565b810190610abd565b50565b503d610bd9565b90506020813d602011610c1f575b81610c1060209383610a4f565b8101031261045b57515f610b83565b3d9150610c03565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52601160045260245ffd5b5060015415610b0e565b73ffffffffffffffffffffffffffffffffffffffff5f54163303610c7e57565b7f118cdaa7000000000000000000000000000000000000000000000000000000005f523360045260245ffd5b9173ffffffffffffffffffffffffffffffffffffffff604051927f095ea7b3000000000000000000000000000000000000000000000000000000005f521691826004528160245260205f60448180885af19060015f5114821615610e2f575b60405215610d1657505050565b6040517f095ea7b3000000000000000000000000000000000000000000000000000000005f52826004525f60245260205f60448180885af19060015f5114821615610e17575b60405215610dd557604051917f095ea7b3000000000000000000000000000000000000000000000000000000005f5260045260245260205f60448180865af19060015f5114821615610db4575b604052156109ca5750565b906001811516610dcc57823b15153d15161690610da9565b503d5f823e3d90fd5b73ffffffffffffffffffffffffffffffffffffffff837f5274afe7000000000000000000000000000000000000000000000000000000005f521660045260245ffd5b906001811516610dcc57843b15153d15161690610d5c565b90843b15153d15161690610d0956fea2646970667358221220a9a53ece642ceca4ab764aeed9f70be5b06d0e087431bbdd1ce2d6d60302079b64736f6c634300081e0033",
}

// Attacker is an auto generated Go binding around an Ethereum contract.
type Attacker struct {
	abi abi.ABI
}

// GetABI returns the ABI associated with this contract binding.
func (c *Attacker) GetABI() abi.ABI {
	return c.abi
}

// NewAttacker creates a new instance of Attacker.
func NewAttacker() *Attacker {
	parsed, err := AttackerMetaData.ParseABI()
	if err != nil {
		panic(errors.New("invalid ABI: " + err.Error()))
	}
	return &Attacker{abi: *parsed}
}

// Instance creates a wrapper for a deployed contract instance at the given address.
// Use this to create the instance object passed to abigen v2 library functions Call, Transact, etc.
func (c *Attacker) Instance(backend bind.ContractBackend, addr common.Address) *bind.BoundContract {
	return bind.NewBoundContract(addr, c.abi, backend, backend, backend)
}

// PackConstructor is the Go binding used to pack the parameters required for
// contract deployment.
//
// Solidity: constructor(address vault) returns()
func (attacker *Attacker) PackConstructor(vault common.Address) []byte {
	enc, err := attacker.abi.Pack("", vault)
	if err != nil {
		panic(err)
	}
	return enc
}

// PackASSET is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x4800d97f.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function ASSET() view returns(address)
func (attacker *Attacker) PackASSET() []byte {
	enc, err := attacker.abi.Pack("ASSET")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackASSET is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x4800d97f.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function ASSET() view returns(address)
func (attacker *Attacker) TryPackASSET() ([]byte, error) {
	return attacker.abi.Pack("ASSET")
}

// UnpackASSET is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x4800d97f.
//
// Solidity: function ASSET() view returns(address)
func (attacker *Attacker) UnpackASSET(data []byte) (common.Address, error) {
	out, err := attacker.abi.Unpack("ASSET", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackVAULT is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x411557d1.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function VAULT() view returns(address)
func (attacker *Attacker) PackVAULT() []byte {
	enc, err := attacker.abi.Pack("VAULT")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackVAULT is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x411557d1.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function VAULT() view returns(address)
func (attacker *Attacker) TryPackVAULT() ([]byte, error) {
	return attacker.abi.Pack("VAULT")
}

// UnpackVAULT is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x411557d1.
//
// Solidity: function VAULT() view returns(address)
func (attacker *Attacker) UnpackVAULT(data []byte) (common.Address, error) {
	out, err := attacker.abi.Unpack("VAULT", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackAttack is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xe1fa7638.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function attack(uint256 seed, uint256 rounds) returns(uint256 loot)
func (attacker *Attacker) PackAttack(seed *big.Int, rounds *big.Int) []byte {
	enc, err := attacker.abi.Pack("attack", seed, rounds)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackAttack is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xe1fa7638.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function attack(uint256 seed, uint256 rounds) returns(uint256 loot)
func (attacker *Attacker) TryPackAttack(seed *big.Int, rounds *big.Int) ([]byte, error) {
	return attacker.abi.Pack("attack", seed, rounds)
}

// UnpackAttack is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xe1fa7638.
//
// Solidity: function attack(uint256 seed, uint256 rounds) returns(uint256 loot)
func (attacker *Attacker) UnpackAttack(data []byte) (*big.Int, error) {
	out, err := attacker.abi.Unpack("attack", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackCashOut is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x22405443.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function cashOut(address to, uint256 amount) returns()
func (attacker *Attacker) PackCashOut(to common.Address, amount *big.Int) []byte {
	enc, err := attacker.abi.Pack("cashOut", to, amount)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackCashOut is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x22405443.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function cashOut(address to, uint256 amount) returns()
func (attacker *Attacker) TryPackCashOut(to common.Address, amount *big.Int) ([]byte, error) {
	return attacker.abi.Pack("cashOut", to, amount)
}

// PackGiveBack is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x5f7b24c8.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function giveBack(address recovery, bytes32 incidentId, uint256 amount) returns()
func (attacker *Attacker) PackGiveBack(recovery common.Address, incidentId [32]byte, amount *big.Int) []byte {
	enc, err := attacker.abi.Pack("giveBack", recovery, incidentId, amount)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackGiveBack is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x5f7b24c8.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function giveBack(address recovery, bytes32 incidentId, uint256 amount) returns()
func (attacker *Attacker) TryPackGiveBack(recovery common.Address, incidentId [32]byte, amount *big.Int) ([]byte, error) {
	return attacker.abi.Pack("giveBack", recovery, incidentId, amount)
}

// PackOnVaultWithdraw is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x3e3722b6.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function onVaultWithdraw(uint256 ) returns()
func (attacker *Attacker) PackOnVaultWithdraw(arg0 *big.Int) []byte {
	enc, err := attacker.abi.Pack("onVaultWithdraw", arg0)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackOnVaultWithdraw is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x3e3722b6.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function onVaultWithdraw(uint256 ) returns()
func (attacker *Attacker) TryPackOnVaultWithdraw(arg0 *big.Int) ([]byte, error) {
	return attacker.abi.Pack("onVaultWithdraw", arg0)
}

// PackOwner is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x8da5cb5b.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function owner() view returns(address)
func (attacker *Attacker) PackOwner() []byte {
	enc, err := attacker.abi.Pack("owner")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackOwner is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x8da5cb5b.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function owner() view returns(address)
func (attacker *Attacker) TryPackOwner() ([]byte, error) {
	return attacker.abi.Pack("owner")
}

// UnpackOwner is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x8da5cb5b.
//
// Solidity: function owner() view returns(address)
func (attacker *Attacker) UnpackOwner(data []byte) (common.Address, error) {
	out, err := attacker.abi.Unpack("owner", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackRenounceOwnership is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x715018a6.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function renounceOwnership() returns()
func (attacker *Attacker) PackRenounceOwnership() []byte {
	enc, err := attacker.abi.Pack("renounceOwnership")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRenounceOwnership is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x715018a6.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function renounceOwnership() returns()
func (attacker *Attacker) TryPackRenounceOwnership() ([]byte, error) {
	return attacker.abi.Pack("renounceOwnership")
}

// PackTransferOwnership is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf2fde38b.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function transferOwnership(address newOwner) returns()
func (attacker *Attacker) PackTransferOwnership(newOwner common.Address) []byte {
	enc, err := attacker.abi.Pack("transferOwnership", newOwner)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackTransferOwnership is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf2fde38b.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function transferOwnership(address newOwner) returns()
func (attacker *Attacker) TryPackTransferOwnership(newOwner common.Address) ([]byte, error) {
	return attacker.abi.Pack("transferOwnership", newOwner)
}

// AttackerDrained represents a Drained event raised by the Attacker contract.
type AttackerDrained struct {
	Seed *big.Int
	Loot *big.Int
	Raw  *types.Log // Blockchain specific contextual infos
}

const AttackerDrainedEventName = "Drained"

// ContractEventName returns the user-defined event name.
func (AttackerDrained) ContractEventName() string {
	return AttackerDrainedEventName
}

// UnpackDrainedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Drained(uint256 seed, uint256 loot)
func (attacker *Attacker) UnpackDrainedEvent(log *types.Log) (*AttackerDrained, error) {
	event := "Drained"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != attacker.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(AttackerDrained)
	if len(log.Data) > 0 {
		if err := attacker.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range attacker.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// AttackerOwnershipTransferred represents a OwnershipTransferred event raised by the Attacker contract.
type AttackerOwnershipTransferred struct {
	PreviousOwner common.Address
	NewOwner      common.Address
	Raw           *types.Log // Blockchain specific contextual infos
}

const AttackerOwnershipTransferredEventName = "OwnershipTransferred"

// ContractEventName returns the user-defined event name.
func (AttackerOwnershipTransferred) ContractEventName() string {
	return AttackerOwnershipTransferredEventName
}

// UnpackOwnershipTransferredEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event OwnershipTransferred(address indexed previousOwner, address indexed newOwner)
func (attacker *Attacker) UnpackOwnershipTransferredEvent(log *types.Log) (*AttackerOwnershipTransferred, error) {
	event := "OwnershipTransferred"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != attacker.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(AttackerOwnershipTransferred)
	if len(log.Data) > 0 {
		if err := attacker.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range attacker.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// AttackerReturned represents a Returned event raised by the Attacker contract.
type AttackerReturned struct {
	IncidentId [32]byte
	Amount     *big.Int
	Raw        *types.Log // Blockchain specific contextual infos
}

const AttackerReturnedEventName = "Returned"

// ContractEventName returns the user-defined event name.
func (AttackerReturned) ContractEventName() string {
	return AttackerReturnedEventName
}

// UnpackReturnedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Returned(bytes32 indexed incidentId, uint256 amount)
func (attacker *Attacker) UnpackReturnedEvent(log *types.Log) (*AttackerReturned, error) {
	event := "Returned"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != attacker.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(AttackerReturned)
	if len(log.Data) > 0 {
		if err := attacker.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range attacker.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// UnpackError attempts to decode the provided error data using user-defined
// error definitions.
func (attacker *Attacker) UnpackError(raw []byte) (any, error) {
	if bytes.Equal(raw[:4], attacker.abi.Errors["OwnableInvalidOwner"].ID.Bytes()[:4]) {
		return attacker.UnpackOwnableInvalidOwnerError(raw[4:])
	}
	if bytes.Equal(raw[:4], attacker.abi.Errors["OwnableUnauthorizedAccount"].ID.Bytes()[:4]) {
		return attacker.UnpackOwnableUnauthorizedAccountError(raw[4:])
	}
	if bytes.Equal(raw[:4], attacker.abi.Errors["SafeERC20FailedOperation"].ID.Bytes()[:4]) {
		return attacker.UnpackSafeERC20FailedOperationError(raw[4:])
	}
	return nil, errors.New("Unknown error")
}

// AttackerOwnableInvalidOwner represents a OwnableInvalidOwner error raised by the Attacker contract.
type AttackerOwnableInvalidOwner struct {
	Owner common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error OwnableInvalidOwner(address owner)
func AttackerOwnableInvalidOwnerErrorID() common.Hash {
	return common.HexToHash("0x1e4fbdf7f3ef8bcaa855599e3abf48b232380f183f08f6f813d9ffa5bd585188")
}

// UnpackOwnableInvalidOwnerError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error OwnableInvalidOwner(address owner)
func (attacker *Attacker) UnpackOwnableInvalidOwnerError(raw []byte) (*AttackerOwnableInvalidOwner, error) {
	out := new(AttackerOwnableInvalidOwner)
	if err := attacker.abi.UnpackIntoInterface(out, "OwnableInvalidOwner", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// AttackerOwnableUnauthorizedAccount represents a OwnableUnauthorizedAccount error raised by the Attacker contract.
type AttackerOwnableUnauthorizedAccount struct {
	Account common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error OwnableUnauthorizedAccount(address account)
func AttackerOwnableUnauthorizedAccountErrorID() common.Hash {
	return common.HexToHash("0x118cdaa7a341953d1887a2245fd6665d741c67c8c50581daa59e1d03373fa188")
}

// UnpackOwnableUnauthorizedAccountError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error OwnableUnauthorizedAccount(address account)
func (attacker *Attacker) UnpackOwnableUnauthorizedAccountError(raw []byte) (*AttackerOwnableUnauthorizedAccount, error) {
	out := new(AttackerOwnableUnauthorizedAccount)
	if err := attacker.abi.UnpackIntoInterface(out, "OwnableUnauthorizedAccount", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// AttackerSafeERC20FailedOperation represents a SafeERC20FailedOperation error raised by the Attacker contract.
type AttackerSafeERC20FailedOperation struct {
	Token common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error SafeERC20FailedOperation(address token)
func AttackerSafeERC20FailedOperationErrorID() common.Hash {
	return common.HexToHash("0x5274afe73c98b4749fc91ffae6b7b574e7842cb2144a159e9377a5f20b32edf9")
}

// UnpackSafeERC20FailedOperationError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error SafeERC20FailedOperation(address token)
func (attacker *Attacker) UnpackSafeERC20FailedOperationError(raw []byte) (*AttackerSafeERC20FailedOperation, error) {
	out := new(AttackerSafeERC20FailedOperation)
	if err := attacker.abi.UnpackIntoInterface(out, "SafeERC20FailedOperation", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CapitalPoolMetaData contains all meta data concerning the CapitalPool contract.
var CapitalPoolMetaData = bind.MetaData{
	ABI: "[{\"inputs\":[{\"components\":[{\"internalType\":\"address\",\"name\":\"asset\",\"type\":\"address\"},{\"internalType\":\"bytes32\",\"name\":\"poolId\",\"type\":\"bytes32\"},{\"internalType\":\"address\",\"name\":\"distributor\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"operator\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"guardian\",\"type\":\"address\"},{\"internalType\":\"uint40\",\"name\":\"exitLag\",\"type\":\"uint40\"},{\"internalType\":\"uint40\",\"name\":\"maxObservationLag\",\"type\":\"uint40\"},{\"internalType\":\"uint40\",\"name\":\"timeToFreeze\",\"type\":\"uint40\"}],\"internalType\":\"structCapitalPool.Deployment\",\"name\":\"d\",\"type\":\"tuple\"}],\"stateMutability\":\"nonpayable\",\"type\":\"constructor\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"amount\",\"type\":\"uint256\"}],\"name\":\"AmountTooBig\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"incidentId\",\"type\":\"bytes32\"}],\"name\":\"BondExists\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"to\",\"type\":\"address\"}],\"name\":\"BondNotPaid\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"incidentId\",\"type\":\"bytes32\"}],\"name\":\"BondOpen\",\"type\":\"error\"},{\"inputs\":[],\"name\":\"DistributorBusy\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"incidentId\",\"type\":\"bytes32\"},{\"internalType\":\"bool\",\"name\":\"open\",\"type\":\"bool\"}],\"name\":\"EarmarkState\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint40\",\"name\":\"readyAt\",\"type\":\"uint40\"}],\"name\":\"ExitNotReady\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"enumRoles.Role\",\"name\":\"role\",\"type\":\"uint8\"},{\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"}],\"name\":\"HoldsOtherRole\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint40\",\"name\":\"until\",\"type\":\"uint40\"}],\"name\":\"IsPaused\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"incidentId\",\"type\":\"bytes32\"}],\"name\":\"NoReport\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"caller\",\"type\":\"address\"}],\"name\":\"NotDistributor\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"have\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"need\",\"type\":\"uint256\"}],\"name\":\"NotEnoughFree\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"have\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"need\",\"type\":\"uint256\"}],\"name\":\"NotEnoughShares\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"enumRoles.Role\",\"name\":\"role\",\"type\":\"uint8\"},{\"internalType\":\"address\",\"name\":\"caller\",\"type\":\"address\"}],\"name\":\"NotHolder\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"enumRoles.Role\",\"name\":\"role\",\"type\":\"uint8\"},{\"internalType\":\"address\",\"name\":\"caller\",\"type\":\"address\"}],\"name\":\"NotOffered\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"enumRoles.Role\",\"name\":\"role\",\"type\":\"uint8\"},{\"internalType\":\"address\",\"name\":\"caller\",\"type\":\"address\"}],\"name\":\"NotRecovered\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"exitId\",\"type\":\"uint256\"}],\"name\":\"NotYourExit\",\"type\":\"error\"},{\"inputs\":[],\"name\":\"NothingToDo\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"have\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"need\",\"type\":\"uint256\"}],\"name\":\"OverEarmark\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"duration\",\"type\":\"uint256\"}],\"name\":\"PauseTooLong\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"allowedFrom\",\"type\":\"uint256\"}],\"name\":\"PauseTooSoon\",\"type\":\"error\"},{\"inputs\":[],\"name\":\"PoolFrozen\",\"type\":\"error\"},{\"inputs\":[],\"name\":\"ReentrancyGuardReentrantCall\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"token\",\"type\":\"address\"}],\"name\":\"SafeERC20FailedOperation\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"shares\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"min\",\"type\":\"uint256\"}],\"name\":\"TooFewShares\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"assets\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"min\",\"type\":\"uint256\"}],\"name\":\"TooLittle\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"token\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"to\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"amount\",\"type\":\"uint256\"}],\"name\":\"TransferFailed\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"have\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"need\",\"type\":\"uint256\"}],\"name\":\"WrongBond\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"have\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"want\",\"type\":\"uint256\"}],\"name\":\"WrongMoneyIn\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"have\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"want\",\"type\":\"uint256\"}],\"name\":\"WrongMoneyOut\",\"type\":\"error\"},{\"inputs\":[],\"name\":\"WrongParameter\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"poolId\",\"type\":\"bytes32\"},{\"internalType\":\"address\",\"name\":\"token\",\"type\":\"address\"}],\"name\":\"WrongPool\",\"type\":\"error\"},{\"inputs\":[],\"name\":\"ZeroAddress\",\"type\":\"error\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"incidentId\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"to\",\"type\":\"address\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"amount\",\"type\":\"uint256\"}],\"name\":\"BondSettled\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"assets\",\"type\":\"uint256\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"shares\",\"type\":\"uint256\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"totalShares\",\"type\":\"uint256\"}],\"name\":\"Deposited\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"incidentId\",\"type\":\"bytes32\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"amount\",\"type\":\"uint256\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"left\",\"type\":\"uint256\"}],\"name\":\"Earmarked\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"uint256\",\"name\":\"exitId\",\"type\":\"uint256\"}],\"name\":\"ExitCancelled\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"uint256\",\"name\":\"exitId\",\"type\":\"uint256\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"shares\",\"type\":\"uint256\"},{\"indexed\":false,\"internalType\":\"uint40\",\"name\":\"readyAt\",\"type\":\"uint40\"}],\"name\":\"ExitRequested\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"settlementId\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"incidentId\",\"type\":\"bytes32\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"amount\",\"type\":\"uint256\"}],\"name\":\"GivenBack\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"by\",\"type\":\"address\"},{\"indexed\":false,\"internalType\":\"uint40\",\"name\":\"until\",\"type\":\"uint40\"},{\"indexed\":false,\"internalType\":\"bytes32\",\"name\":\"reasonHash\",\"type\":\"bytes32\"}],\"name\":\"Paused\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"settlementId\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"incidentId\",\"type\":\"bytes32\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"amount\",\"type\":\"uint256\"}],\"name\":\"Pulled\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"enumRoles.Role\",\"name\":\"role\",\"type\":\"uint8\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"to\",\"type\":\"address\"},{\"indexed\":false,\"internalType\":\"uint40\",\"name\":\"readyAt\",\"type\":\"uint40\"}],\"name\":\"RecoveryBegun\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"enumRoles.Role\",\"name\":\"role\",\"type\":\"uint8\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"holder\",\"type\":\"address\"}],\"name\":\"RecoveryStopped\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"incidentId\",\"type\":\"bytes32\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"amount\",\"type\":\"uint256\"}],\"name\":\"Released\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"incidentId\",\"type\":\"bytes32\"}],\"name\":\"ReportDismissed\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"incidentId\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"by\",\"type\":\"address\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"exposure\",\"type\":\"uint256\"},{\"indexed\":false,\"internalType\":\"uint40\",\"name\":\"until\",\"type\":\"uint40\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"bond\",\"type\":\"uint256\"}],\"name\":\"Reported\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"enumRoles.Role\",\"name\":\"role\",\"type\":\"uint8\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"from\",\"type\":\"address\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"to\",\"type\":\"address\"}],\"name\":\"RoleOffered\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"enumRoles.Role\",\"name\":\"role\",\"type\":\"uint8\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"holder\",\"type\":\"address\"}],\"name\":\"RoleTaken\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"by\",\"type\":\"address\"}],\"name\":\"Unpaused\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"assets\",\"type\":\"uint256\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"shares\",\"type\":\"uint256\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"totalShares\",\"type\":\"uint256\"},{\"indexed\":true,\"internalType\":\"uint256\",\"name\":\"exitId\",\"type\":\"uint256\"}],\"name\":\"Withdrawn\",\"type\":\"event\"},{\"inputs\":[],\"name\":\"ASSET\",\"outputs\":[{\"internalType\":\"address\",\"name\":\"\",\"type\":\"address\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"BACK_WINDOW\",\"outputs\":[{\"internalType\":\"uint40\",\"name\":\"\",\"type\":\"uint40\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"BONDS\",\"outputs\":[{\"internalType\":\"contractIBonds\",\"name\":\"\",\"type\":\"address\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"BOND_TERM\",\"outputs\":[{\"internalType\":\"uint40\",\"name\":\"\",\"type\":\"uint40\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"DISTRIBUTOR\",\"outputs\":[{\"internalType\":\"address\",\"name\":\"\",\"type\":\"address\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"EARMARK_TERM\",\"outputs\":[{\"internalType\":\"uint40\",\"name\":\"\",\"type\":\"uint40\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"EXIT_LAG\",\"outputs\":[{\"internalType\":\"uint40\",\"name\":\"\",\"type\":\"uint40\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"MAX_HOLD\",\"outputs\":[{\"internalType\":\"uint40\",\"name\":\"\",\"type\":\"uint40\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"MAX_PAUSE\",\"outputs\":[{\"internalType\":\"uint40\",\"name\":\"\",\"type\":\"uint40\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"PAUSE_GAP\",\"outputs\":[{\"internalType\":\"uint40\",\"name\":\"\",\"type\":\"uint40\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"POOL_ID\",\"outputs\":[{\"internalType\":\"bytes32\",\"name\":\"\",\"type\":\"bytes32\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"RECOVERY_DELAY\",\"outputs\":[{\"internalType\":\"uint40\",\"name\":\"\",\"type\":\"uint40\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"enumRoles.Role\",\"name\":\"role\",\"type\":\"uint8\"}],\"name\":\"acceptRole\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"enumRoles.Role\",\"name\":\"role\",\"type\":\"uint8\"},{\"internalType\":\"address\",\"name\":\"to\",\"type\":\"address\"}],\"name\":\"beginRecovery\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"exposure\",\"type\":\"uint256\"}],\"name\":\"bondFor\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"incidentId\",\"type\":\"bytes32\"}],\"name\":\"bondOf\",\"outputs\":[{\"internalType\":\"address\",\"name\":\"payer\",\"type\":\"address\"},{\"internalType\":\"uint96\",\"name\":\"amount\",\"type\":\"uint96\"},{\"internalType\":\"uint40\",\"name\":\"madeAt\",\"type\":\"uint40\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"bondsHeld\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"exitId\",\"type\":\"uint256\"}],\"name\":\"cancelExit\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"assets\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"minShares\",\"type\":\"uint256\"}],\"name\":\"deposit\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"shares\",\"type\":\"uint256\"}],\"stateMutability\":\"payable\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"deposited\",\"outputs\":[{\"internalType\":\"uint128\",\"name\":\"\",\"type\":\"uint128\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"depositsFrom\",\"outputs\":[{\"internalType\":\"uint40\",\"name\":\"\",\"type\":\"uint40\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"dismissReport\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"incidentId\",\"type\":\"bytes32\"},{\"internalType\":\"uint256\",\"name\":\"exposure\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"cap\",\"type\":\"uint256\"}],\"name\":\"earmark\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"amount\",\"type\":\"uint256\"}],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"incidentId\",\"type\":\"bytes32\"}],\"name\":\"earmarkOf\",\"outputs\":[{\"internalType\":\"uint128\",\"name\":\"left\",\"type\":\"uint128\"},{\"internalType\":\"uint120\",\"name\":\"paid\",\"type\":\"uint120\"},{\"internalType\":\"bool\",\"name\":\"open\",\"type\":\"bool\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"incidentId\",\"type\":\"bytes32\"}],\"name\":\"earmarkedAt\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"exitCount\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"exitId\",\"type\":\"uint256\"}],\"name\":\"exitOf\",\"outputs\":[{\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"},{\"internalType\":\"uint40\",\"name\":\"readyAt\",\"type\":\"uint40\"},{\"internalType\":\"uint256\",\"name\":\"shares\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"exitsFrozen\",\"outputs\":[{\"internalType\":\"bool\",\"name\":\"\",\"type\":\"bool\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"enumRoles.Role\",\"name\":\"role\",\"type\":\"uint8\"}],\"name\":\"finishRecovery\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"free\",\"outputs\":[{\"internalType\":\"uint128\",\"name\":\"\",\"type\":\"uint128\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint40\",\"name\":\"duration\",\"type\":\"uint40\"},{\"internalType\":\"uint128\",\"name\":\"exposure\",\"type\":\"uint128\"},{\"internalType\":\"bytes32\",\"name\":\"incidentId\",\"type\":\"bytes32\"}],\"name\":\"freezeExits\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"settlementId\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"poolId\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"incidentId\",\"type\":\"bytes32\"},{\"internalType\":\"address\",\"name\":\"token\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"amount\",\"type\":\"uint256\"}],\"name\":\"giveBack\",\"outputs\":[],\"stateMutability\":\"payable\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"guardedExposure\",\"outputs\":[{\"internalType\":\"uint128\",\"name\":\"\",\"type\":\"uint128\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"enumRoles.Role\",\"name\":\"role\",\"type\":\"uint8\"}],\"name\":\"holderOf\",\"outputs\":[{\"internalType\":\"address\",\"name\":\"holder\",\"type\":\"address\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"netAssets\",\"outputs\":[{\"internalType\":\"uint128\",\"name\":\"\",\"type\":\"uint128\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"enumRoles.Role\",\"name\":\"role\",\"type\":\"uint8\"},{\"internalType\":\"address\",\"name\":\"to\",\"type\":\"address\"}],\"name\":\"offerRole\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"openEarmarks\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"outsideReport\",\"outputs\":[{\"internalType\":\"uint128\",\"name\":\"exposure\",\"type\":\"uint128\"},{\"internalType\":\"uint40\",\"name\":\"until\",\"type\":\"uint40\"},{\"internalType\":\"bytes32\",\"name\":\"incidentId\",\"type\":\"bytes32\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"paid\",\"outputs\":[{\"internalType\":\"uint128\",\"name\":\"\",\"type\":\"uint128\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"paused\",\"outputs\":[{\"internalType\":\"bool\",\"name\":\"\",\"type\":\"bool\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"pausedUntil\",\"outputs\":[{\"internalType\":\"uint40\",\"name\":\"\",\"type\":\"uint40\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"enumRoles.Role\",\"name\":\"role\",\"type\":\"uint8\"}],\"name\":\"pendingHolderOf\",\"outputs\":[{\"internalType\":\"address\",\"name\":\"offered\",\"type\":\"address\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"settlementId\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"poolId\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"incidentId\",\"type\":\"bytes32\"},{\"internalType\":\"address\",\"name\":\"token\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"amount\",\"type\":\"uint256\"}],\"name\":\"pull\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"}],\"name\":\"queuedOf\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"enumRoles.Role\",\"name\":\"role\",\"type\":\"uint8\"}],\"name\":\"recoveryOf\",\"outputs\":[{\"components\":[{\"internalType\":\"address\",\"name\":\"to\",\"type\":\"address\"},{\"internalType\":\"uint40\",\"name\":\"readyAt\",\"type\":\"uint40\"}],\"internalType\":\"structRoles.Recovery\",\"name\":\"\",\"type\":\"tuple\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"incidentId\",\"type\":\"bytes32\"}],\"name\":\"release\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"amount\",\"type\":\"uint256\"}],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"incidentId\",\"type\":\"bytes32\"},{\"internalType\":\"uint128\",\"name\":\"exposure\",\"type\":\"uint128\"}],\"name\":\"report\",\"outputs\":[],\"stateMutability\":\"payable\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"reportedExposure\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"sum\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"shares\",\"type\":\"uint256\"}],\"name\":\"requestExit\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"exitId\",\"type\":\"uint256\"}],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"reserved\",\"outputs\":[{\"internalType\":\"uint128\",\"name\":\"\",\"type\":\"uint128\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"incidentId\",\"type\":\"bytes32\"}],\"name\":\"settleBond\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"exitId\",\"type\":\"uint256\"}],\"name\":\"settleExit\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"assets\",\"type\":\"uint256\"}],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"exitId\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"minAssets\",\"type\":\"uint256\"}],\"name\":\"settleExitAbove\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"assets\",\"type\":\"uint256\"}],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"}],\"name\":\"sharesOf\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"enumRoles.Role\",\"name\":\"role\",\"type\":\"uint8\"}],\"name\":\"stopRecovery\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"shares\",\"type\":\"uint256\"}],\"name\":\"toAssets\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"assets\",\"type\":\"uint256\"}],\"name\":\"toShares\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"totalShares\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"withdrawn\",\"outputs\":[{\"internalType\":\"uint128\",\"name\":\"\",\"type\":\"uint128\"}],\"stateMutability\":\"view\",\"type\":\"function\"}]",
	ID:  "CapitalPool",
	Bin: "0x61014080604052346104ca5761010081614f268038038091610021828561055c565b8339810103126104ca5760405161010081016001600160401b03811182821017610548576040526100518261057f565b8152602082015190602081019082825261006d6040850161057f565b9260408201928484526100826060870161057f565b94606084019586526100966080880161057f565b96608085019788526100aa60a08201610593565b9360a086019485526100d160e06100c360c08501610593565b9360c0890194855201610593565b60e08701908152926001600160a01b03163b1590811561053f575b506105265784516001600160a01b03168015159081610535575b506105265764ffffffffff8080865116925116925116820180921161021557106105265791516001600160a01b0390811660a052915160c0528251821660e0525164ffffffffff166101005281516040516305b0356f60e01b81529160209183916004918391165afa9081156104d6575f916104e1575b5064ffffffffff6203f48091160164ffffffffff8111610215576101205251604051631c009f8160e11b815290602090829060049082906001600160a01b03165afa9081156104d6575f91610498575b506001600160a01b03908116608052905116908115610489575f5b60ff811660048111610281578015158061025d575b610229575060ff1660ff8114610215576001016101e8565b634e487b7160e01b5f52601160045260245ffd5b806005859210156102495763768c30e960e11b5f5260045260245260445ffd5b634e487b7160e01b5f52602160045260245ffd5b50600581101561024957836001600160a01b03610279836105a5565b5416146101fd565b828461028c5f6105bb565b80546001600160a01b03191690555f6102a4816105d2565b556102ae5f6105a5565b80546001600160a01b031916821790555f5f516020614f065f395f51905f528180a3516001600160a01b03168015610489575f5b60ff8116906004821161035657600182141580610332575b6103135760ff91501660ff8114610215576001016102e2565b5060058110156102495763768c30e960e11b5f5260045260245260445ffd5b50600582101561024957826001600160a01b0361034e846105a5565b5416146102fa565b8261036160016105bb565b80546001600160a01b03191690555f61037a60016105d2565b5561038560016105a5565b80546001600160a01b0319168217905560015f516020614f065f395f51905f525f80a360405161491c90816105ea8239608051818181611d3b0152818161200b015261421b015260a0518181816115910152818161259b0152818161278201528181612a530152818161354201528181613bc601528181613c8e015281816141d4015261479e015260c0518181816108c9015281816123980152613991015260e0518181816105980152818161108b0152818161134501528181612321015281816123700152818161286901528181612c7201528181612e110152613952015261010051818181612ea601526131070152610120518181816132e801526137970152f35b63d92e233d60e01b5f5260045ffd5b90506020813d6020116104ce575b816104b36020938361055c565b810103126104ca576104c49061057f565b5f6101cd565b5f80fd5b3d91506104a6565b6040513d5f823e3d90fd5b90506020813d60201161051e575b816104fc6020938361055c565b810103126104ca5764ffffffffff6105176203f48092610593565b915061017d565b3d91506104ef565b630dc9539d60e31b5f5260045ffd5b90503b155f610106565b9050155f6100ec565b634e487b7160e01b5f52604160045260245ffd5b601f909101601f19168101906001600160401b0382119082101761054857604052565b51906001600160a01b03821682036104ca57565b519064ffffffffff821682036104ca57565b6005811015610249575f525f60205260405f2090565b6005811015610249575f52600160205260405f2090565b6005811015610249575f52600260205260405f209056fe60806040526004361015610011575f80fd5b5f5f3560e01c806303acb62f14613d045780630782d42114613ccc5780630851636e146139365780630fb585ba146138bd5780631370128e1461384d5780631b5470b1146137fd5780631f91c3bd146137bb578063203f35901461375c578063295b4e171461371e5780633531d3e0146136785780633a98ef391461363d578063449fb59e146135a157806347b45652146135665780634800d97f146134f85780634f4d70d61461344357806359935298146133cc5780635c975abb14613386578063627de7451461334b57806367d42a8b1461312b57806368ce24a6146130cc5780636e0a49b714613071578063721c651314612d94578063726123b414612bf55780637fca8eed14612bba57806381538347146127ec57806382991b0414612345578063999d55fb14610ecd5780639c26149f146122d75780639cdcafe6146122375780639e57c975146121fb578063aaa50569146121b3578063ab6d77ae14612177578063ac3166611461213c578063b0242935146120fa578063b0fcd31714611d5f578063b4abea2414611cf1578063b7106b1c14611c8e578063bafa1896146118bf578063bb4c31ed14611884578063bd7f3c4b14611805578063c287ca0c146112eb578063c623249b14611039578063c80ec52214610ffb578063c94a649c14610f0e578063d33cc0ee14610ed2578063d40a9c4f14610ecd578063d74935d114610e53578063da748b1014610e10578063dafcc54614610afe578063dc13949e14610931578063e0b91f92146108ec578063e0d7d0e914610893578063e2bbb15814610541578063eaf3120714610471578063ebdbf49e1461040b578063eef49ee3146103bd578063f5eb42dc1461035a578063fb538224146102f35763fe60d12c146102a3575f80fd5b346102f057807ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126102f05760206fffffffffffffffffffffffffffffffff600a5416604051908152f35b80fd5b50346102f05760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126102f0576004359060058210156102f057602073ffffffffffffffffffffffffffffffffffffffff61035084613e16565b5416604051908152f35b50346102f05760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126102f057604060209173ffffffffffffffffffffffffffffffffffffffff6103ac613d3c565b168152600c83522054604051908152f35b50346102f057807ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126102f05760206fffffffffffffffffffffffffffffffff60095416604051908152f35b50346102f057807ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126102f057606060045460055464ffffffffff604051926fffffffffffffffffffffffffffffffff8116845260801c1660208301526040820152f35b50346102f05760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126102f057600435600581101561053d573373ffffffffffffffffffffffffffffffffffffffff6104cc83613e2d565b54161480159061051a575b6104e9576104e6903390614544565b80f35b610517907f6267bf8e0000000000000000000000000000000000000000000000000000000083523390613fd2565b90fd5b5064ffffffffff61052a82613e2d565b5460a01c1664ffffffffff4216106104d7565b5080fd5b5061054b36613eb4565b909161055561427d565b6040517fa77f05e900000000000000000000000000000000000000000000000000000000815260208160048173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000165afa908115610888578291610859575b50610831576105d5614174565b801561081f575b6107f7576105e9836142f1565b916effffffffffffffffffffffffffffff6106038561412f565b9316600954906fffffffffffffffffffffffffffffffff8216806effffffffffffffffffffffffffffff036fffffffffffffffffffffffffffffffff81116107ca576fffffffffffffffffffffffffffffffff16821161079e5785156107765761069f7fffffffffffffffffffffffffffffffff00000000000000000000000000000000926fffffffffffffffffffffffffffffffff92614346565b169116176009556106b283600854613ef8565b600855338252600c602052604082206106cc848254613ef8565b90558083106107485750826106e260209461479c565b600854604080519283526020830185905282015233907f91ede45f04a37a7c170f5c1207df3b6bc748dc1e04ad5e917a241d0f52feada390606090a27f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f005d604051908152f35b6044927fe2ce129e000000000000000000000000000000000000000000000000000000008352600452602452fd5b6004857f5c52a868000000000000000000000000000000000000000000000000000000008152fd5b602485837fec9af8c5000000000000000000000000000000000000000000000000000000008252600452fd5b6024867f4e487b710000000000000000000000000000000000000000000000000000000081526011600452fd5b807ffd4851e90000000000000000000000000000000000000000000000000000000060049252fd5b5064ffffffffff600e541642106105dc565b807fa09963ee0000000000000000000000000000000000000000000000000000000060049252fd5b61087b915060203d602011610881575b6108738183614052565b810190614093565b5f6105c8565b503d610869565b6040513d84823e3d90fd5b50346102f057807ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126102f05760206040517f00000000000000000000000000000000000000000000000000000000000000008152f35b50346102f05760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126102f0576020610929600435614190565b604051908152f35b50346102f05760607ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126102f05760043564ffffffffff8116808203610afa5761097b613e95565b9160443591610988614441565b80158015610aee575b610ac357506003549064ffffffffff821680610ab55750845b804210610a8a57506109c464ffffffffff91824216613ffe565b16906040518281528360208201527f952188512a2e30c971b6675e27f263ec0e9f8d10760ba84bb43b6186d065c41c60403392a2817fffffffffffffffffffffff00000000000000000000000000000000000000000074ffffffffffffffffffffffffffffffff00000000008660281b16921617176003556fffffffffffffffffffffffffffffffff60405193168352831760208301528260408301527fa3b6d67f897ce36406505e6ae40c61ca9e893b111b26a64870d60b59d2c87bf960603393a380f35b7f7d47bb35000000000000000000000000000000000000000000000000000000008652600452602485fd5b610abe90613ee8565b6109aa565b7ff2292f00000000000000000000000000000000000000000000000000000000008552600452602484fd5b506203f4808111610991565b8280fd5b50346102f05760607ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126102f05760043590602435604435610b40614498565b838352600d602052604083205460f81c15610dfd575b80821015610df657505b6effffffffffffffffffffffffffffff811115610dde57506effffffffffffffffffffffffffffff915b808252600d602052610bd36fffffffffffffffffffffffffffffffff604084205416828452600d6020526effffffffffffffffffffffffffffff604085205460801c1690614346565b92818352600d602052604083205460f81c15610d78575b6fffffffffffffffffffffffffffffffff84166fffffffffffffffffffffffffffffffff82161115610d505760406fffffffffffffffffffffffffffffffff8181610c586020987fcf6c5599b418aa375569ca2dfad72dbef000415cb3e21f5f761f5cce11ba4bcd96613f6f565b610c60613fa1565b600a549083610c728184168093613f6f565b1684841611610d0e575b83610ca8847fffffffffffffffffffffffffffffffff0000000000000000000000000000000093614346565b16911617600a55868852600d895282882082610cc78382845416614346565b167fffffffffffffffffffffffffffffffff000000000000000000000000000000008254161790551695858152600d885220541681519085825286820152a2604051908152f35b91507fffffffffffffffffffffffffffffffff0000000000000000000000000000000083610ca8610d4685610d41613fa1565b613f6f565b9492505050610c7c565b6004837f5c52a868000000000000000000000000000000000000000000000000000000008152fd5b818352600d602052604083207f01000000000000000000000000000000000000000000000000000000000000007effffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff825416179055610dd6600b546140b8565b600b55610bea565b6fffffffffffffffffffffffffffffffff1691610b8a565b9050610b60565b8383526011602052426040842055610b56565b50346102f057807ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126102f057602064ffffffffff60035416604051908152f35b50346102f05760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126102f057604060609160043581526010602052206001815491015464ffffffffff6040519273ffffffffffffffffffffffffffffffffffffffff8116845260a01c1660208301526040820152f35b613e5a565b50346102f057807ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126102f057602060405162278d008152f35b5034610ff75760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112610ff7576fffffffffffffffffffffffffffffffff610f57613fa1565b16908115610fef57505f905b60018101809111610fc257610f7a906004356140e5565b6008549160018301809311610f9557602061092984846140f8565b807f4e487b7100000000000000000000000000000000000000000000000000000000602492526011600452fd5b6024827f4e487b710000000000000000000000000000000000000000000000000000000081526011600452fd5b90505f610f63565b5f80fd5b34610ff7575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112610ff757602060095460801c604051908152f35b34610ff75761104736613dbc565b906040517f38013f0200000000000000000000000000000000000000000000000000000000815260208160048173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000165afa80156112e05773ffffffffffffffffffffffffffffffffffffffff915f916112b1575b5016331480159061128a575b611259576212750064ffffffffff42160164ffffffffff811161122c576111c973ffffffffffffffffffffffffffffffffffffffff6040519461111e86614036565b169384815264ffffffffff806020830194169384815273ffffffffffffffffffffffffffffffffffffffff8061115388613e2d565b945116167fffffffffffffffffffffffff000000000000000000000000000000000000000084541617835551167fffffffffffffff0000000000ffffffffffffffffffffffffffffffffffffffff78ffffffffff000000000000000000000000000000000000000083549260a01b169116179055565b60058210156111ff5760207f379ad394ef48dfc89f3c597f3021c5625e881b432a72ab0ae821e16449dd7a6a91604051908152a3005b7f4e487b71000000000000000000000000000000000000000000000000000000005f52602160045260245ffd5b7f4e487b71000000000000000000000000000000000000000000000000000000005f52601160045260245ffd5b611287907f6267bf8e000000000000000000000000000000000000000000000000000000005f523390613fd2565b5ffd5b5073ffffffffffffffffffffffffffffffffffffffff6112a982613e44565b5416156110dc565b6112d3915060203d6020116112d9575b6112cb8183614052565b810190614710565b846110d0565b503d6112c1565b6040513d5f823e3d90fd5b34610ff7576112f936613eb4565b9061130261427d565b6040517fa77f05e900000000000000000000000000000000000000000000000000000000815260208160048173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000165afa9081156112e0575f916117e6575b506117be57805f52601060205273ffffffffffffffffffffffffffffffffffffffff60405f2054163303611793576113c96fffffffffffffffffffffffffffffffff600a54166113c3613f05565b90613ef8565b90805f52601060205260405f20604051926113e38461401a565b8154600173ffffffffffffffffffffffffffffffffffffffff82169384875264ffffffffff602088019360a01c16835201549260408601938452156117675764ffffffffff90511680421061173c575061148490835f5260106020525f6001604082208281550155825173ffffffffffffffffffffffffffffffffffffffff8651165f52601260205261147b60405f209182546140ab565b9055825161473c565b9273ffffffffffffffffffffffffffffffffffffffff81511682516effffffffffffffffffffffffffffff6114b8876142f1565b16825f52600c60205260405f20549081831161170d576114d6613fa1565b6fffffffffffffffffffffffffffffffff6114f681600a54168093613f6f565b1682116116c157509061156492916fffffffffffffffffffffffffffffffff7fffffffffffffffffffffffffffffffff00000000000000000000000000000000611546600954938460801c614346565b60801b1691161760095561155c826008546140ab565b6008556140ab565b905f52600c60205260405f20556115cf73ffffffffffffffffffffffffffffffffffffffff8251166115c97f00000000000000000000000000000000000000000000000000000000000000006115c4886115bd836146cc565b9483614378565b6146cc565b906140ab565b848103611691575051905160085460408051868152602081019390935282015273ffffffffffffffffffffffffffffffffffffffff909116907f94ffd6b85c71b847775c89ef6496b93cee961bdc6ff827fd117f174f06f745ae90606090a3818110611663576020905f7f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f005d604051908152f35b7f618bc7c9000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b84907f900f8934000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b6116de6fffffffffffffffffffffffffffffffff91610d41613fa1565b7fbc92d314000000000000000000000000000000000000000000000000000000005f521660045260245260445ffd5b507f808722dc000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b7fa4c61921000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b837f9034a8c2000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b7f9034a8c2000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b7fa09963ee000000000000000000000000000000000000000000000000000000005f5260045ffd5b6117ff915060203d602011610881576108738183614052565b83611375565b34610ff75760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112610ff7576004355f52600d602052606060405f2054604051906fffffffffffffffffffffffffffffffff811682526effffffffffffffffffffffffffffff8160801c16602083015260f81c15156040820152f35b34610ff7575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112610ff7576020600f54604051908152f35b60407ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112610ff7576004356118f4613e95565b906118fd61427d565b5f80525f60205273ffffffffffffffffffffffffffffffffffffffff60405f20541633145f14611c6e575f5b81158015611c54575b611c285760045460801c64ffffffffff1680611c1a57505f5b804210611bef5750803414801590611bda575b611bab5764ffffffffff4216926203f48084019364ffffffffff851161122c576fffffffffffffffffffffffffffffffff6040519261199c8461401a565b169485835284604064ffffffffff8316948560208201520152857fffffffffffffffffffffffffffffffff0000000000000000000000000000000060045416176004557fffffffffffffffffffffff0000000000ffffffffffffffffffffffffffffffff74ffffffffff00000000000000000000000000000000806004549360801b16169116176004558360055582611a8c575b50604051938452602084015260408301527fa3b6d67f897ce36406505e6ae40c61ca9e893b111b26a64870d60b59d2c87bf960603393a35f7f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f005d005b835f52600660205273ffffffffffffffffffffffffffffffffffffffff60405f205416611b7f5764ffffffffff6001604051611ac78161401a565b3381526bffffffffffffffffffffffff8616602080830191825260408084019687525f8a8152600690925290209151905160a01b7fffffffffffffffffffffffff00000000000000000000000000000000000000001673ffffffffffffffffffffffffffffffffffffffff919091161781559251920180547fffffffffffffffffffffffffffffffffffffffffffffffffffffff00000000001691909216179055600754611b76908390613ef8565b60075584611a30565b837f31589c98000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b7f0c5e03da000000000000000000000000000000000000000000000000000000005f523460045260245260445ffd5b506bffffffffffffffffffffffff811161195e565b7f7d47bb35000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b611c2390613ee8565b61194b565b507f27cd8fec000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b506fffffffffffffffffffffffffffffffff831615611932565b611c896fffffffffffffffffffffffffffffffff8316614190565b611929565b34610ff75760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112610ff75773ffffffffffffffffffffffffffffffffffffffff611cda613d3c565b165f526012602052602060405f2054604051908152f35b34610ff7575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112610ff757602060405173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000168152f35b34610ff75760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112610ff757600435611d9961427d565b805f52601160205260405f20549081151591826120d8575b50805f52600660205260405f209160405190611dcc8261401a565b83549364ffffffffff600173ffffffffffffffffffffffffffffffffffffffff871692838652602086019760a01c88520154169060408401918252156120ac578115908161208d575b5061206157825f5260066020525f6001604082208281550155611e496bffffffffffffffffffffffff8551166007546140ab565b60075515611fc7575173ffffffffffffffffffffffffffffffffffffffff16915b5f8080806bffffffffffffffffffffffff855116875af13d15611fc2573d67ffffffffffffffff8111611f955760405190611ecd60207fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0601f8401160183614052565b81525f60203d92013e5b15611f5357602073ffffffffffffffffffffffffffffffffffffffff6bffffffffffffffffffffffff7f3f9de55cfeee4cc16a8500bdc30ede83a376b6f30627b3277e3545edb476249d935116946040519586521693a35f7f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f005d005b73ffffffffffffffffffffffffffffffffffffffff837ffa4f6a06000000000000000000000000000000000000000000000000000000005f521660045260245ffd5b7f4e487b71000000000000000000000000000000000000000000000000000000005f52604160045260245ffd5b611ed7565b506040517f4f42f24200000000000000000000000000000000000000000000000000000000815260208160048173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000165afa9081156112e0575f91612042575b5091611e6a565b61205b915060203d6020116112d9576112cb8183614052565b8361203b565b827f1e2a36a6000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b64ffffffffff9150511662278d00810180911161122c57421085611e15565b837f27cd8fec000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b5f8281526006602052604090206001015464ffffffffff161115915082611db1565b34610ff7575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112610ff7576020612132614174565b6040519015158152f35b34610ff7575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112610ff7576020600b54604051908152f35b34610ff7575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112610ff75760206040516301e133808152f35b34610ff75760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112610ff7576004355f526011602052602060405f2054604051908152f35b34610ff75760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112610ff757602061092960043561412f565b34610ff75760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112610ff7576004356005811015610ff7576122906040915f6020845161228681614036565b8281520152613e2d565b64ffffffffff8251916122a283614036565b5481602073ffffffffffffffffffffffffffffffffffffffff831694858152019160a01c168152835192835251166020820152f35b34610ff7575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112610ff757602060405173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000168152f35b61234e36613d5f565b91939261235961427d565b73ffffffffffffffffffffffffffffffffffffffff7f00000000000000000000000000000000000000000000000000000000000000001633036127c0577f0000000000000000000000000000000000000000000000000000000000000000811480159061276a575b612724575073ffffffffffffffffffffffffffffffffffffffff16158061271a575b6126eb576123f0816142f1565b835f52600d60205260405f20604051906124098261401a565b546fffffffffffffffffffffffffffffffff811682526effffffffffffffffffffffffffffff8160801c16926effffffffffffffffffffffffffffff6020840191858352604085019360f81c1515845216938085116126bb5750836effffffffffffffffffffffffffffff82511603936effffffffffffffffffffffffffffff851161122c576effffffffffffffffffffffffffffff61257c95168252600a54906fffffffffffffffffffffffffffffffff7fffffffffffffffffffffffffffffffff000000000000000000000000000000006124e9838560801c613f6f565b60801b169216828117600a558451612682575b5050505f878152600d6020526040902092519051915160809290921b7effffffffffffffffffffffffffffff00000000000000000000000000000000166fffffffffffffffffffffffffffffffff919091161790151560f81b7fff0000000000000000000000000000000000000000000000000000000000000016179055565b6fffffffffffffffffffffffffffffffff612595613fa1565b166125e27f00000000000000000000000000000000000000000000000000000000000000009173ffffffffffffffffffffffffffffffffffffffff8316155f1461267b5760075490613ef8565b90816125ed826146cc565b1061264457505060207fdfe44bda1e7f69b4f5aec47ae4744f7791f1cdac08b4a0924ee361fea83d5b5f91604051908152a35f7f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f005d005b61264d906146cc565b7f4434b58b000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b5f90613ef8565b816126ae916fffffffffffffffffffffffffffffffff6126a68195828b5116614346565b168852614346565b1617600a558780806124fc565b84907fc01662d5000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b7f4434b58b000000000000000000000000000000000000000000000000000000005f523460045260245260445ffd5b50803414156123e3565b73ffffffffffffffffffffffffffffffffffffffff92507f7198d13d000000000000000000000000000000000000000000000000000000005f526004521660245260445ffd5b5073ffffffffffffffffffffffffffffffffffffffff7f00000000000000000000000000000000000000000000000000000000000000001673ffffffffffffffffffffffffffffffffffffffff831614156123c1565b7f7838a78b000000000000000000000000000000000000000000000000000000005f523360045260245ffd5b34610ff75760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112610ff75760043561282661427d565b6040517fa77f05e900000000000000000000000000000000000000000000000000000000815260208160048173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000165afa9081156112e0575f91612b9b575b506117be576128a6614174565b612b7357805f52601060205260405f20604051916128c38361401a565b8154600173ffffffffffffffffffffffffffffffffffffffff82169384865264ffffffffff602087019360a01c1683520154926040850193845215612b475764ffffffffff90511680421061173c5750805f5260106020525f6001604082208281550155815173ffffffffffffffffffffffffffffffffffffffff8451165f52601260205261295760405f209182546140ab565b90556129645f835161473c565b9173ffffffffffffffffffffffffffffffffffffffff84511681516effffffffffffffffffffffffffffff612998866142f1565b16825f52600c60205260405f20549081831161170d576129b6613fa1565b6fffffffffffffffffffffffffffffffff6129d681600a54168093613f6f565b1682116116c1575090612a2692916fffffffffffffffffffffffffffffffff7fffffffffffffffffffffffffffffffff00000000000000000000000000000000611546600954938460801c614346565b905f52600c60205260405f2055612a7f73ffffffffffffffffffffffffffffffffffffffff8551166115c97f00000000000000000000000000000000000000000000000000000000000000006115c4876115bd836146cc565b838103612b1757507f94ffd6b85c71b847775c89ef6496b93cee961bdc6ff827fd117f174f06f745ae73ffffffffffffffffffffffffffffffffffffffff6020955116915160085490612ae960405192839288846040919493926060820195825260208201520152565b0390a35f7f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f005d604051908152f35b83907f900f8934000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b507f9034a8c2000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b7ffd4851e9000000000000000000000000000000000000000000000000000000005f5260045ffd5b612bb4915060203d602011610881576108738183614052565b82612899565b34610ff7575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112610ff7576020604051620151808152f35b34610ff75760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112610ff757600435612c2f61427d565b6040517fa77f05e900000000000000000000000000000000000000000000000000000000815260208160048173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000165afa9081156112e0575f91612d75575b506117be57805f52601060205260405f2060405190612cc08261401a565b6040600182549264ffffffffff73ffffffffffffffffffffffffffffffffffffffff85169485875260a01c166020860152015492019182523303612b4757815f5260106020525f600160408220828155015551335f526012602052612d2a60405f209182546140ab565b90557f93a8052a01c184f88312af177ab8fae2e56a9973b6aa4bdc62dfcf744e09d0415f80a25f7f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f005d005b612d8e915060203d602011610881576108738183614052565b82612ca2565b34610ff75760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112610ff757600435612dce61427d565b6040517fa77f05e900000000000000000000000000000000000000000000000000000000815260208160048173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000165afa9081156112e0575f91613052575b506117be57335f52600c602052612e6960405f2054335f52601260205260405f2054906140ab565b811561302a57808211612ffc57602082335f526012825260405f20612e8f828254613ef8565b9055612e9c600f546140b8565b9081600f55612ed27f000000000000000000000000000000000000000000000000000000000000000064ffffffffff4216613ffe565b604051612ede8161401a565b338152600164ffffffffff868301931692838152612f9c64ffffffffff6040850192878452885f5260108a5273ffffffffffffffffffffffffffffffffffffffff8060405f20975116167fffffffffffffffffffffffff0000000000000000000000000000000000000000875416178655511684907fffffffffffffff0000000000ffffffffffffffffffffffffffffffffffffffff78ffffffffff000000000000000000000000000000000000000083549260a01b169116179055565b5191015560405191825283820152817fb61e960418b667b4b2184193b0a730c8dece6959c9c9c6f8b75b112bcb46ba4c60403393a35f7f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f005d604051908152f35b7f808722dc000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b7f5c52a868000000000000000000000000000000000000000000000000000000005f5260045ffd5b61306b915060203d602011610881576108738183614052565b82612e41565b34610ff75760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112610ff7576004356005811015610ff75773ffffffffffffffffffffffffffffffffffffffff610350602092613e44565b34610ff7575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112610ff757602060405164ffffffffff7f0000000000000000000000000000000000000000000000000000000000000000168152f35b34610ff75760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112610ff757600435805f52601160205260405f20546301e13380810180911161122c57421061333e575b805f52600d6020526effffffffffffffffffffffffffffff60405f205460801c166132dd575b805f52600d60205260405f205460f81c156132ae575f818152600d6020526040902080547effffffffffffffffffffffffffffff000000000000000000000000000000008116909155600b54916fffffffffffffffffffffffffffffffff90911690821561122c577fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff60209301600b55600a547fffffffffffffffffffffffffffffffff000000000000000000000000000000006fffffffffffffffffffffffffffffffff61327685828516613f6f565b16911617600a557f22f206afbb58bbf5e729b2561506cabe613d001ea92899e227b3c2891cbcddc983604051848152a2604051908152f35b7fbab91970000000000000000000000000000000000000000000000000000000005f526004525f60245260445ffd5b64ffffffffff61330f7f0000000000000000000000000000000000000000000000000000000000000000824216613ffe565b167fffffffffffffffffffffffffffffffffffffffffffffffffffffff0000000000600e541617600e556131a5565b613346614498565b61317f565b34610ff7575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112610ff7576020600754604051908152f35b34610ff7575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112610ff757602064ffffffffff6003541642106040519015158152f35b34610ff75760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112610ff7576004356005811015610ff757613410816144ed565b5f61341a82613e2d565b5533907fb7a0b897bd13ad33eb574671d739c2307887845dd86581fdbf2203a5754df52e5f80a3005b34610ff7575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112610ff757613479614441565b60055460045464ffffffffff8160801c16421015611c28577fffffffffffffffffffffff0000000000ffffffffffffffffffffffffffffffff164260801b74ffffffffff0000000000000000000000000000000016176004557f5e5cfc0e5f73455456b47fa94c16afde73363761c5c70d03aa8637e4223b5cad5f80a2005b34610ff7575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112610ff757602060405173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000168152f35b34610ff7575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112610ff7576020604051621275008152f35b34610ff75760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112610ff7576004356005811015610ff75773ffffffffffffffffffffffffffffffffffffffff6135fa82613e16565b5416330361360f5761360d903390614544565b005b611287907fafd77461000000000000000000000000000000000000000000000000000000005f523390613fd2565b34610ff7575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112610ff7576020600854604051908152f35b34610ff75761368636613dbc565b61368f826144ed565b61369882613e16565b73ffffffffffffffffffffffffffffffffffffffff82167fffffffffffffffffffffffff000000000000000000000000000000000000000082541617905560058210156111ff5773ffffffffffffffffffffffffffffffffffffffff169033907f77bb58dac58482065384003e389f9e75c700fa6b1038c8626181fef9569137105f80a4005b34610ff7575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112610ff7576020600a5460801c604051908152f35b34610ff7575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112610ff757602060405164ffffffffff7f0000000000000000000000000000000000000000000000000000000000000000168152f35b34610ff7575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112610ff757602064ffffffffff600e5416604051908152f35b34610ff7575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112610ff75760206fffffffffffffffffffffffffffffffff60035460281c16604051908152f35b34610ff7575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112610ff75760206138a3613888613fa1565b6fffffffffffffffffffffffffffffffff600a541690613f6f565b6fffffffffffffffffffffffffffffffff60405191168152f35b34610ff75760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112610ff7576004355f526006602052606060405f2064ffffffffff60018254920154166040519173ffffffffffffffffffffffffffffffffffffffff8116835260a01c60208301526040820152f35b34610ff75761394436613d5f565b9193929061395061427d565b7f00000000000000000000000000000000000000000000000000000000000000009173ffffffffffffffffffffffffffffffffffffffff831633036127c0577f00000000000000000000000000000000000000000000000000000000000000008114801590613c76575b6127245750506139c9826142f1565b91845f52600d60205260405f2092604051936139e48561401a565b54936fffffffffffffffffffffffffffffffff8516815260208101936effffffffffffffffffffffffffffff8660801c168552604082019560f81c1580158752613c46576effffffffffffffffffffffffffffff6fffffffffffffffffffffffffffffffff835116931692808411613c1657506fffffffffffffffffffffffffffffffff613a758482855116613f6f565b168252826effffffffffffffffffffffffffffff86511601916effffffffffffffffffffffffffffff831161122c576effffffffffffffffffffffffffffff9290921685525f888152600d6020908152604090912092519551965160809790971b7effffffffffffffffffffffffffffff00000000000000000000000000000000166fffffffffffffffffffffffffffffffff969096169590951795151560f81b7fff00000000000000000000000000000000000000000000000000000000000000169590951790557fa65cc5ad688e2504431282e23925a3fbfc1394c2bbd6d73fddab2f995ef4f7ed93613bea918391907fffffffffffffffffffffffffffffffff00000000000000000000000000000000908190613bbc90600a546fffffffffffffffffffffffffffffffff613baf83828416613f6f565b169416841760801c614346565b60801b1617600a557f0000000000000000000000000000000000000000000000000000000000000000614378565b604051908152a35f7f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f005d005b83907fc01662d5000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b877fbab91970000000000000000000000000000000000000000000000000000000005f526004525f60245260445ffd5b5073ffffffffffffffffffffffffffffffffffffffff7f00000000000000000000000000000000000000000000000000000000000000001673ffffffffffffffffffffffffffffffffffffffff831614156139ba565b34610ff7575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112610ff75760206138a3613fa1565b34610ff7575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112610ff7576020610929613f05565b6004359073ffffffffffffffffffffffffffffffffffffffff82168203610ff757565b7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc60a0910112610ff75760043590602435906044359060643573ffffffffffffffffffffffffffffffffffffffff81168103610ff7579060843590565b7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc6040910112610ff7576004356005811015610ff7579060243573ffffffffffffffffffffffffffffffffffffffff81168103610ff75790565b60058110156111ff575f52600160205260405f2090565b60058110156111ff575f52600260205260405f2090565b60058110156111ff575f525f60205260405f2090565b34610ff7575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112610ff75760206040516203f4808152f35b602435906fffffffffffffffffffffffffffffffff82168203610ff757565b7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc6040910112610ff7576004359060243590565b9062015180820180921161122c57565b9190820180921161122c57565b5f9064ffffffffff600354164210613f50575b60045464ffffffffff8160801c164210613f2f5750565b916fffffffffffffffffffffffffffffffff613f4d92931690613ef8565b90565b60035460281c6fffffffffffffffffffffffffffffffff169150613f18565b906fffffffffffffffffffffffffffffffff809116911603906fffffffffffffffffffffffffffffffff821161122c57565b613f4d613fc66009546fffffffffffffffffffffffffffffffff8160801c9116613f6f565b600a5460801c90613f6f565b6044929160058210156111ff5773ffffffffffffffffffffffffffffffffffffffff9160045216602452565b9064ffffffffff8091169116019064ffffffffff821161122c57565b6060810190811067ffffffffffffffff821117611f9557604052565b6040810190811067ffffffffffffffff821117611f9557604052565b90601f7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0910116810190811067ffffffffffffffff821117611f9557604052565b90816020910312610ff757518015158103610ff75790565b9190820391821161122c57565b7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff811461122c5760010190565b8181029291811591840414171561122c57565b8115614102570490565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52601260045260245ffd5b6008546001810180911161122c57614146916140e5565b6fffffffffffffffffffffffffffffffff61415f613fa1565b166001810180911161122c57613f4d916140f8565b600b54158015906141825790565b5061418b613f05565b151590565b604051907f1292f50200000000000000000000000000000000000000000000000000000000825246600483015273ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000166024830152604482015260208160648173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000165afa9081156112e0575f9161424e575090565b90506020813d602011614275575b8161426960209383614052565b81010312610ff7575190565b3d915061425c565b7f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f005c6142c95760017f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f005d565b7f3ee5aeb5000000000000000000000000000000000000000000000000000000005f5260045ffd5b6effffffffffffffffffffffffffffff811161431b576effffffffffffffffffffffffffffff1690565b7fec9af8c5000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b906fffffffffffffffffffffffffffffffff809116911601906fffffffffffffffffffffffffffffffff821161122c57565b73ffffffffffffffffffffffffffffffffffffffff811690816143f257505f80808086865af15b156143a957505050565b9073ffffffffffffffffffffffffffffffffffffffff917fbf182be8000000000000000000000000000000000000000000000000000000005f526004521660245260445260645ffd5b5f604460209282604051917fa9059cbb0000000000000000000000000000000000000000000000000000000083528760048401528860248401525af160015f5114601f3d11163d15171661439f565b73ffffffffffffffffffffffffffffffffffffffff6144606001613e44565b5416330361446a57565b7f7bb9ebeb000000000000000000000000000000000000000000000000000000005f52611287336001613fd2565b73ffffffffffffffffffffffffffffffffffffffff6144b65f613e44565b541633036144c057565b7f7bb9ebeb000000000000000000000000000000000000000000000000000000005f52611287335f613fd2565b73ffffffffffffffffffffffffffffffffffffffff61450b82613e44565b541633036145165750565b611287907f7bb9ebeb000000000000000000000000000000000000000000000000000000005f523390613fd2565b9073ffffffffffffffffffffffffffffffffffffffff811680156146a4575f5b60ff8116600481116146055760058510156111ff5760ff8516811415806145d4575b61459e575060ff1660ff811461122c57600101614564565b8360058210156111ff57611287917fed1861d2000000000000000000000000000000000000000000000000000000005f52613fd2565b5060058110156111ff578273ffffffffffffffffffffffffffffffffffffffff6145fd83613e44565b541614614586565b505091905061461381613e16565b7fffffffffffffffffffffffff000000000000000000000000000000000000000081541690555f61464382613e2d565b5561464d81613e44565b827fffffffffffffffffffffffff000000000000000000000000000000000000000082541617905560058110156111ff577fc51346714e1539ab7b20bee0dac0baa3e3a39de8bffaf301e36a24e08e424eee5f80a3565b7fd92e233d000000000000000000000000000000000000000000000000000000005f5260045ffd5b73ffffffffffffffffffffffffffffffffffffffff81161561470b575f6024601c6020936370a0823184523085525afa601f3d111615610ff7575f5190565b504790565b90816020910312610ff7575173ffffffffffffffffffffffffffffffffffffffff81168103610ff75790565b906fffffffffffffffffffffffffffffffff614756613fa1565b16908082111561479457614769916140ab565b6001810180911161122c5761477d916140e5565b6008546001810180911161122c57613f4d916140f8565b50505f614769565b7f000000000000000000000000000000000000000000000000000000000000000073ffffffffffffffffffffffffffffffffffffffff81169081156148da57346148aa576147e9816146cc565b916040517f23b872dd000000000000000000000000000000000000000000000000000000005f5233600452306024528460445260205f60648180865af19060015f5114821615614889575b6040525f6060521561485e57509061484e614853926146cc565b6140ab565b81810361264d575050565b7f5274afe7000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b9060018115166148a157823b15153d15161690614834565b503d5f823e3d90fd5b7f4434b58b000000000000000000000000000000000000000000000000000000005f52346004525f60245260445ffd5b50508034036126eb575056fea2646970667358221220d5ce3b458cf6cc87e00427ad3e2cfc5627a212855feafdf249a8b874a9098d5d64736f6c634300081e0033c51346714e1539ab7b20bee0dac0baa3e3a39de8bffaf301e36a24e08e424eee",
}

// CapitalPool is an auto generated Go binding around an Ethereum contract.
type CapitalPool struct {
	abi abi.ABI
}

// GetABI returns the ABI associated with this contract binding.
func (c *CapitalPool) GetABI() abi.ABI {
	return c.abi
}

// NewCapitalPool creates a new instance of CapitalPool.
func NewCapitalPool() *CapitalPool {
	parsed, err := CapitalPoolMetaData.ParseABI()
	if err != nil {
		panic(errors.New("invalid ABI: " + err.Error()))
	}
	return &CapitalPool{abi: *parsed}
}

// Instance creates a wrapper for a deployed contract instance at the given address.
// Use this to create the instance object passed to abigen v2 library functions Call, Transact, etc.
func (c *CapitalPool) Instance(backend bind.ContractBackend, addr common.Address) *bind.BoundContract {
	return bind.NewBoundContract(addr, c.abi, backend, backend, backend)
}

// PackConstructor is the Go binding used to pack the parameters required for
// contract deployment.
//
// Solidity: constructor((address,bytes32,address,address,address,uint40,uint40,uint40) d) returns()
func (capitalPool *CapitalPool) PackConstructor(d CapitalPoolDeployment) []byte {
	enc, err := capitalPool.abi.Pack("", d)
	if err != nil {
		panic(err)
	}
	return enc
}

// PackASSET is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x4800d97f.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function ASSET() view returns(address)
func (capitalPool *CapitalPool) PackASSET() []byte {
	enc, err := capitalPool.abi.Pack("ASSET")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackASSET is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x4800d97f.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function ASSET() view returns(address)
func (capitalPool *CapitalPool) TryPackASSET() ([]byte, error) {
	return capitalPool.abi.Pack("ASSET")
}

// UnpackASSET is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x4800d97f.
//
// Solidity: function ASSET() view returns(address)
func (capitalPool *CapitalPool) UnpackASSET(data []byte) (common.Address, error) {
	out, err := capitalPool.abi.Unpack("ASSET", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackBACKWINDOW is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x203f3590.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function BACK_WINDOW() view returns(uint40)
func (capitalPool *CapitalPool) PackBACKWINDOW() []byte {
	enc, err := capitalPool.abi.Pack("BACK_WINDOW")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackBACKWINDOW is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x203f3590.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function BACK_WINDOW() view returns(uint40)
func (capitalPool *CapitalPool) TryPackBACKWINDOW() ([]byte, error) {
	return capitalPool.abi.Pack("BACK_WINDOW")
}

// UnpackBACKWINDOW is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x203f3590.
//
// Solidity: function BACK_WINDOW() view returns(uint40)
func (capitalPool *CapitalPool) UnpackBACKWINDOW(data []byte) (*big.Int, error) {
	out, err := capitalPool.abi.Unpack("BACK_WINDOW", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackBONDS is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb4abea24.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function BONDS() view returns(address)
func (capitalPool *CapitalPool) PackBONDS() []byte {
	enc, err := capitalPool.abi.Pack("BONDS")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackBONDS is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb4abea24.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function BONDS() view returns(address)
func (capitalPool *CapitalPool) TryPackBONDS() ([]byte, error) {
	return capitalPool.abi.Pack("BONDS")
}

// UnpackBONDS is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xb4abea24.
//
// Solidity: function BONDS() view returns(address)
func (capitalPool *CapitalPool) UnpackBONDS(data []byte) (common.Address, error) {
	out, err := capitalPool.abi.Unpack("BONDS", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackBONDTERM is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd33cc0ee.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function BOND_TERM() view returns(uint40)
func (capitalPool *CapitalPool) PackBONDTERM() []byte {
	enc, err := capitalPool.abi.Pack("BOND_TERM")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackBONDTERM is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd33cc0ee.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function BOND_TERM() view returns(uint40)
func (capitalPool *CapitalPool) TryPackBONDTERM() ([]byte, error) {
	return capitalPool.abi.Pack("BOND_TERM")
}

// UnpackBONDTERM is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xd33cc0ee.
//
// Solidity: function BOND_TERM() view returns(uint40)
func (capitalPool *CapitalPool) UnpackBONDTERM(data []byte) (*big.Int, error) {
	out, err := capitalPool.abi.Unpack("BOND_TERM", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackDISTRIBUTOR is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x9c26149f.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function DISTRIBUTOR() view returns(address)
func (capitalPool *CapitalPool) PackDISTRIBUTOR() []byte {
	enc, err := capitalPool.abi.Pack("DISTRIBUTOR")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackDISTRIBUTOR is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x9c26149f.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function DISTRIBUTOR() view returns(address)
func (capitalPool *CapitalPool) TryPackDISTRIBUTOR() ([]byte, error) {
	return capitalPool.abi.Pack("DISTRIBUTOR")
}

// UnpackDISTRIBUTOR is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x9c26149f.
//
// Solidity: function DISTRIBUTOR() view returns(address)
func (capitalPool *CapitalPool) UnpackDISTRIBUTOR(data []byte) (common.Address, error) {
	out, err := capitalPool.abi.Unpack("DISTRIBUTOR", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackEARMARKTERM is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xab6d77ae.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function EARMARK_TERM() view returns(uint40)
func (capitalPool *CapitalPool) PackEARMARKTERM() []byte {
	enc, err := capitalPool.abi.Pack("EARMARK_TERM")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackEARMARKTERM is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xab6d77ae.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function EARMARK_TERM() view returns(uint40)
func (capitalPool *CapitalPool) TryPackEARMARKTERM() ([]byte, error) {
	return capitalPool.abi.Pack("EARMARK_TERM")
}

// UnpackEARMARKTERM is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xab6d77ae.
//
// Solidity: function EARMARK_TERM() view returns(uint40)
func (capitalPool *CapitalPool) UnpackEARMARKTERM(data []byte) (*big.Int, error) {
	out, err := capitalPool.abi.Unpack("EARMARK_TERM", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackEXITLAG is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x68ce24a6.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function EXIT_LAG() view returns(uint40)
func (capitalPool *CapitalPool) PackEXITLAG() []byte {
	enc, err := capitalPool.abi.Pack("EXIT_LAG")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackEXITLAG is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x68ce24a6.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function EXIT_LAG() view returns(uint40)
func (capitalPool *CapitalPool) TryPackEXITLAG() ([]byte, error) {
	return capitalPool.abi.Pack("EXIT_LAG")
}

// UnpackEXITLAG is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x68ce24a6.
//
// Solidity: function EXIT_LAG() view returns(uint40)
func (capitalPool *CapitalPool) UnpackEXITLAG(data []byte) (*big.Int, error) {
	out, err := capitalPool.abi.Unpack("EXIT_LAG", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackMAXHOLD is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd40a9c4f.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function MAX_HOLD() view returns(uint40)
func (capitalPool *CapitalPool) PackMAXHOLD() []byte {
	enc, err := capitalPool.abi.Pack("MAX_HOLD")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackMAXHOLD is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd40a9c4f.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function MAX_HOLD() view returns(uint40)
func (capitalPool *CapitalPool) TryPackMAXHOLD() ([]byte, error) {
	return capitalPool.abi.Pack("MAX_HOLD")
}

// UnpackMAXHOLD is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xd40a9c4f.
//
// Solidity: function MAX_HOLD() view returns(uint40)
func (capitalPool *CapitalPool) UnpackMAXHOLD(data []byte) (*big.Int, error) {
	out, err := capitalPool.abi.Unpack("MAX_HOLD", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackMAXPAUSE is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x999d55fb.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function MAX_PAUSE() view returns(uint40)
func (capitalPool *CapitalPool) PackMAXPAUSE() []byte {
	enc, err := capitalPool.abi.Pack("MAX_PAUSE")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackMAXPAUSE is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x999d55fb.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function MAX_PAUSE() view returns(uint40)
func (capitalPool *CapitalPool) TryPackMAXPAUSE() ([]byte, error) {
	return capitalPool.abi.Pack("MAX_PAUSE")
}

// UnpackMAXPAUSE is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x999d55fb.
//
// Solidity: function MAX_PAUSE() view returns(uint40)
func (capitalPool *CapitalPool) UnpackMAXPAUSE(data []byte) (*big.Int, error) {
	out, err := capitalPool.abi.Unpack("MAX_PAUSE", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackPAUSEGAP is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x7fca8eed.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function PAUSE_GAP() view returns(uint40)
func (capitalPool *CapitalPool) PackPAUSEGAP() []byte {
	enc, err := capitalPool.abi.Pack("PAUSE_GAP")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackPAUSEGAP is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x7fca8eed.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function PAUSE_GAP() view returns(uint40)
func (capitalPool *CapitalPool) TryPackPAUSEGAP() ([]byte, error) {
	return capitalPool.abi.Pack("PAUSE_GAP")
}

// UnpackPAUSEGAP is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x7fca8eed.
//
// Solidity: function PAUSE_GAP() view returns(uint40)
func (capitalPool *CapitalPool) UnpackPAUSEGAP(data []byte) (*big.Int, error) {
	out, err := capitalPool.abi.Unpack("PAUSE_GAP", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackPOOLID is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xe0d7d0e9.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function POOL_ID() view returns(bytes32)
func (capitalPool *CapitalPool) PackPOOLID() []byte {
	enc, err := capitalPool.abi.Pack("POOL_ID")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackPOOLID is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xe0d7d0e9.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function POOL_ID() view returns(bytes32)
func (capitalPool *CapitalPool) TryPackPOOLID() ([]byte, error) {
	return capitalPool.abi.Pack("POOL_ID")
}

// UnpackPOOLID is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xe0d7d0e9.
//
// Solidity: function POOL_ID() view returns(bytes32)
func (capitalPool *CapitalPool) UnpackPOOLID(data []byte) ([32]byte, error) {
	out, err := capitalPool.abi.Unpack("POOL_ID", data)
	if err != nil {
		return *new([32]byte), err
	}
	out0 := *abi.ConvertType(out[0], new([32]byte)).(*[32]byte)
	return out0, nil
}

// PackRECOVERYDELAY is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x47b45652.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function RECOVERY_DELAY() view returns(uint40)
func (capitalPool *CapitalPool) PackRECOVERYDELAY() []byte {
	enc, err := capitalPool.abi.Pack("RECOVERY_DELAY")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRECOVERYDELAY is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x47b45652.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function RECOVERY_DELAY() view returns(uint40)
func (capitalPool *CapitalPool) TryPackRECOVERYDELAY() ([]byte, error) {
	return capitalPool.abi.Pack("RECOVERY_DELAY")
}

// UnpackRECOVERYDELAY is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x47b45652.
//
// Solidity: function RECOVERY_DELAY() view returns(uint40)
func (capitalPool *CapitalPool) UnpackRECOVERYDELAY(data []byte) (*big.Int, error) {
	out, err := capitalPool.abi.Unpack("RECOVERY_DELAY", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackAcceptRole is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x449fb59e.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function acceptRole(uint8 role) returns()
func (capitalPool *CapitalPool) PackAcceptRole(role uint8) []byte {
	enc, err := capitalPool.abi.Pack("acceptRole", role)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackAcceptRole is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x449fb59e.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function acceptRole(uint8 role) returns()
func (capitalPool *CapitalPool) TryPackAcceptRole(role uint8) ([]byte, error) {
	return capitalPool.abi.Pack("acceptRole", role)
}

// PackBeginRecovery is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xc623249b.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function beginRecovery(uint8 role, address to) returns()
func (capitalPool *CapitalPool) PackBeginRecovery(role uint8, to common.Address) []byte {
	enc, err := capitalPool.abi.Pack("beginRecovery", role, to)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackBeginRecovery is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xc623249b.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function beginRecovery(uint8 role, address to) returns()
func (capitalPool *CapitalPool) TryPackBeginRecovery(role uint8, to common.Address) ([]byte, error) {
	return capitalPool.abi.Pack("beginRecovery", role, to)
}

// PackBondFor is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xe0b91f92.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function bondFor(uint256 exposure) view returns(uint256)
func (capitalPool *CapitalPool) PackBondFor(exposure *big.Int) []byte {
	enc, err := capitalPool.abi.Pack("bondFor", exposure)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackBondFor is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xe0b91f92.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function bondFor(uint256 exposure) view returns(uint256)
func (capitalPool *CapitalPool) TryPackBondFor(exposure *big.Int) ([]byte, error) {
	return capitalPool.abi.Pack("bondFor", exposure)
}

// UnpackBondFor is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xe0b91f92.
//
// Solidity: function bondFor(uint256 exposure) view returns(uint256)
func (capitalPool *CapitalPool) UnpackBondFor(data []byte) (*big.Int, error) {
	out, err := capitalPool.abi.Unpack("bondFor", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackBondOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x0fb585ba.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function bondOf(bytes32 incidentId) view returns(address payer, uint96 amount, uint40 madeAt)
func (capitalPool *CapitalPool) PackBondOf(incidentId [32]byte) []byte {
	enc, err := capitalPool.abi.Pack("bondOf", incidentId)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackBondOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x0fb585ba.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function bondOf(bytes32 incidentId) view returns(address payer, uint96 amount, uint40 madeAt)
func (capitalPool *CapitalPool) TryPackBondOf(incidentId [32]byte) ([]byte, error) {
	return capitalPool.abi.Pack("bondOf", incidentId)
}

// BondOfOutput serves as a container for the return parameters of contract
// method BondOf.
type BondOfOutput struct {
	Payer  common.Address
	Amount *big.Int
	MadeAt *big.Int
}

// UnpackBondOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x0fb585ba.
//
// Solidity: function bondOf(bytes32 incidentId) view returns(address payer, uint96 amount, uint40 madeAt)
func (capitalPool *CapitalPool) UnpackBondOf(data []byte) (BondOfOutput, error) {
	out, err := capitalPool.abi.Unpack("bondOf", data)
	outstruct := new(BondOfOutput)
	if err != nil {
		return *outstruct, err
	}
	outstruct.Payer = *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	outstruct.Amount = abi.ConvertType(out[1], new(big.Int)).(*big.Int)
	outstruct.MadeAt = abi.ConvertType(out[2], new(big.Int)).(*big.Int)
	return *outstruct, nil
}

// PackBondsHeld is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x627de745.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function bondsHeld() view returns(uint256)
func (capitalPool *CapitalPool) PackBondsHeld() []byte {
	enc, err := capitalPool.abi.Pack("bondsHeld")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackBondsHeld is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x627de745.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function bondsHeld() view returns(uint256)
func (capitalPool *CapitalPool) TryPackBondsHeld() ([]byte, error) {
	return capitalPool.abi.Pack("bondsHeld")
}

// UnpackBondsHeld is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x627de745.
//
// Solidity: function bondsHeld() view returns(uint256)
func (capitalPool *CapitalPool) UnpackBondsHeld(data []byte) (*big.Int, error) {
	out, err := capitalPool.abi.Unpack("bondsHeld", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackCancelExit is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x726123b4.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function cancelExit(uint256 exitId) returns()
func (capitalPool *CapitalPool) PackCancelExit(exitId *big.Int) []byte {
	enc, err := capitalPool.abi.Pack("cancelExit", exitId)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackCancelExit is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x726123b4.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function cancelExit(uint256 exitId) returns()
func (capitalPool *CapitalPool) TryPackCancelExit(exitId *big.Int) ([]byte, error) {
	return capitalPool.abi.Pack("cancelExit", exitId)
}

// PackDeposit is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xe2bbb158.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function deposit(uint256 assets, uint256 minShares) payable returns(uint256 shares)
func (capitalPool *CapitalPool) PackDeposit(assets *big.Int, minShares *big.Int) []byte {
	enc, err := capitalPool.abi.Pack("deposit", assets, minShares)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackDeposit is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xe2bbb158.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function deposit(uint256 assets, uint256 minShares) payable returns(uint256 shares)
func (capitalPool *CapitalPool) TryPackDeposit(assets *big.Int, minShares *big.Int) ([]byte, error) {
	return capitalPool.abi.Pack("deposit", assets, minShares)
}

// UnpackDeposit is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xe2bbb158.
//
// Solidity: function deposit(uint256 assets, uint256 minShares) payable returns(uint256 shares)
func (capitalPool *CapitalPool) UnpackDeposit(data []byte) (*big.Int, error) {
	out, err := capitalPool.abi.Unpack("deposit", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackDeposited is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xeef49ee3.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function deposited() view returns(uint128)
func (capitalPool *CapitalPool) PackDeposited() []byte {
	enc, err := capitalPool.abi.Pack("deposited")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackDeposited is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xeef49ee3.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function deposited() view returns(uint128)
func (capitalPool *CapitalPool) TryPackDeposited() ([]byte, error) {
	return capitalPool.abi.Pack("deposited")
}

// UnpackDeposited is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xeef49ee3.
//
// Solidity: function deposited() view returns(uint128)
func (capitalPool *CapitalPool) UnpackDeposited(data []byte) (*big.Int, error) {
	out, err := capitalPool.abi.Unpack("deposited", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackDepositsFrom is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x1f91c3bd.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function depositsFrom() view returns(uint40)
func (capitalPool *CapitalPool) PackDepositsFrom() []byte {
	enc, err := capitalPool.abi.Pack("depositsFrom")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackDepositsFrom is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x1f91c3bd.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function depositsFrom() view returns(uint40)
func (capitalPool *CapitalPool) TryPackDepositsFrom() ([]byte, error) {
	return capitalPool.abi.Pack("depositsFrom")
}

// UnpackDepositsFrom is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x1f91c3bd.
//
// Solidity: function depositsFrom() view returns(uint40)
func (capitalPool *CapitalPool) UnpackDepositsFrom(data []byte) (*big.Int, error) {
	out, err := capitalPool.abi.Unpack("depositsFrom", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackDismissReport is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x4f4d70d6.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function dismissReport() returns()
func (capitalPool *CapitalPool) PackDismissReport() []byte {
	enc, err := capitalPool.abi.Pack("dismissReport")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackDismissReport is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x4f4d70d6.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function dismissReport() returns()
func (capitalPool *CapitalPool) TryPackDismissReport() ([]byte, error) {
	return capitalPool.abi.Pack("dismissReport")
}

// PackEarmark is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xdafcc546.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function earmark(bytes32 incidentId, uint256 exposure, uint256 cap) returns(uint256 amount)
func (capitalPool *CapitalPool) PackEarmark(incidentId [32]byte, exposure *big.Int, cap *big.Int) []byte {
	enc, err := capitalPool.abi.Pack("earmark", incidentId, exposure, cap)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackEarmark is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xdafcc546.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function earmark(bytes32 incidentId, uint256 exposure, uint256 cap) returns(uint256 amount)
func (capitalPool *CapitalPool) TryPackEarmark(incidentId [32]byte, exposure *big.Int, cap *big.Int) ([]byte, error) {
	return capitalPool.abi.Pack("earmark", incidentId, exposure, cap)
}

// UnpackEarmark is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xdafcc546.
//
// Solidity: function earmark(bytes32 incidentId, uint256 exposure, uint256 cap) returns(uint256 amount)
func (capitalPool *CapitalPool) UnpackEarmark(data []byte) (*big.Int, error) {
	out, err := capitalPool.abi.Unpack("earmark", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackEarmarkOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xbd7f3c4b.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function earmarkOf(bytes32 incidentId) view returns(uint128 left, uint120 paid, bool open)
func (capitalPool *CapitalPool) PackEarmarkOf(incidentId [32]byte) []byte {
	enc, err := capitalPool.abi.Pack("earmarkOf", incidentId)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackEarmarkOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xbd7f3c4b.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function earmarkOf(bytes32 incidentId) view returns(uint128 left, uint120 paid, bool open)
func (capitalPool *CapitalPool) TryPackEarmarkOf(incidentId [32]byte) ([]byte, error) {
	return capitalPool.abi.Pack("earmarkOf", incidentId)
}

// EarmarkOfOutput serves as a container for the return parameters of contract
// method EarmarkOf.
type EarmarkOfOutput struct {
	Left *big.Int
	Paid *big.Int
	Open bool
}

// UnpackEarmarkOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xbd7f3c4b.
//
// Solidity: function earmarkOf(bytes32 incidentId) view returns(uint128 left, uint120 paid, bool open)
func (capitalPool *CapitalPool) UnpackEarmarkOf(data []byte) (EarmarkOfOutput, error) {
	out, err := capitalPool.abi.Unpack("earmarkOf", data)
	outstruct := new(EarmarkOfOutput)
	if err != nil {
		return *outstruct, err
	}
	outstruct.Left = abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	outstruct.Paid = abi.ConvertType(out[1], new(big.Int)).(*big.Int)
	outstruct.Open = *abi.ConvertType(out[2], new(bool)).(*bool)
	return *outstruct, nil
}

// PackEarmarkedAt is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xaaa50569.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function earmarkedAt(bytes32 incidentId) view returns(uint256)
func (capitalPool *CapitalPool) PackEarmarkedAt(incidentId [32]byte) []byte {
	enc, err := capitalPool.abi.Pack("earmarkedAt", incidentId)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackEarmarkedAt is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xaaa50569.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function earmarkedAt(bytes32 incidentId) view returns(uint256)
func (capitalPool *CapitalPool) TryPackEarmarkedAt(incidentId [32]byte) ([]byte, error) {
	return capitalPool.abi.Pack("earmarkedAt", incidentId)
}

// UnpackEarmarkedAt is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xaaa50569.
//
// Solidity: function earmarkedAt(bytes32 incidentId) view returns(uint256)
func (capitalPool *CapitalPool) UnpackEarmarkedAt(data []byte) (*big.Int, error) {
	out, err := capitalPool.abi.Unpack("earmarkedAt", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackExitCount is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xbb4c31ed.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function exitCount() view returns(uint256)
func (capitalPool *CapitalPool) PackExitCount() []byte {
	enc, err := capitalPool.abi.Pack("exitCount")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackExitCount is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xbb4c31ed.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function exitCount() view returns(uint256)
func (capitalPool *CapitalPool) TryPackExitCount() ([]byte, error) {
	return capitalPool.abi.Pack("exitCount")
}

// UnpackExitCount is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xbb4c31ed.
//
// Solidity: function exitCount() view returns(uint256)
func (capitalPool *CapitalPool) UnpackExitCount(data []byte) (*big.Int, error) {
	out, err := capitalPool.abi.Unpack("exitCount", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackExitOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd74935d1.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function exitOf(uint256 exitId) view returns(address account, uint40 readyAt, uint256 shares)
func (capitalPool *CapitalPool) PackExitOf(exitId *big.Int) []byte {
	enc, err := capitalPool.abi.Pack("exitOf", exitId)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackExitOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd74935d1.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function exitOf(uint256 exitId) view returns(address account, uint40 readyAt, uint256 shares)
func (capitalPool *CapitalPool) TryPackExitOf(exitId *big.Int) ([]byte, error) {
	return capitalPool.abi.Pack("exitOf", exitId)
}

// ExitOfOutput serves as a container for the return parameters of contract
// method ExitOf.
type ExitOfOutput struct {
	Account common.Address
	ReadyAt *big.Int
	Shares  *big.Int
}

// UnpackExitOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xd74935d1.
//
// Solidity: function exitOf(uint256 exitId) view returns(address account, uint40 readyAt, uint256 shares)
func (capitalPool *CapitalPool) UnpackExitOf(data []byte) (ExitOfOutput, error) {
	out, err := capitalPool.abi.Unpack("exitOf", data)
	outstruct := new(ExitOfOutput)
	if err != nil {
		return *outstruct, err
	}
	outstruct.Account = *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	outstruct.ReadyAt = abi.ConvertType(out[1], new(big.Int)).(*big.Int)
	outstruct.Shares = abi.ConvertType(out[2], new(big.Int)).(*big.Int)
	return *outstruct, nil
}

// PackExitsFrozen is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb0242935.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function exitsFrozen() view returns(bool)
func (capitalPool *CapitalPool) PackExitsFrozen() []byte {
	enc, err := capitalPool.abi.Pack("exitsFrozen")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackExitsFrozen is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb0242935.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function exitsFrozen() view returns(bool)
func (capitalPool *CapitalPool) TryPackExitsFrozen() ([]byte, error) {
	return capitalPool.abi.Pack("exitsFrozen")
}

// UnpackExitsFrozen is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xb0242935.
//
// Solidity: function exitsFrozen() view returns(bool)
func (capitalPool *CapitalPool) UnpackExitsFrozen(data []byte) (bool, error) {
	out, err := capitalPool.abi.Unpack("exitsFrozen", data)
	if err != nil {
		return *new(bool), err
	}
	out0 := *abi.ConvertType(out[0], new(bool)).(*bool)
	return out0, nil
}

// PackFinishRecovery is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xeaf31207.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function finishRecovery(uint8 role) returns()
func (capitalPool *CapitalPool) PackFinishRecovery(role uint8) []byte {
	enc, err := capitalPool.abi.Pack("finishRecovery", role)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackFinishRecovery is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xeaf31207.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function finishRecovery(uint8 role) returns()
func (capitalPool *CapitalPool) TryPackFinishRecovery(role uint8) ([]byte, error) {
	return capitalPool.abi.Pack("finishRecovery", role)
}

// PackFree is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x1370128e.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function free() view returns(uint128)
func (capitalPool *CapitalPool) PackFree() []byte {
	enc, err := capitalPool.abi.Pack("free")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackFree is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x1370128e.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function free() view returns(uint128)
func (capitalPool *CapitalPool) TryPackFree() ([]byte, error) {
	return capitalPool.abi.Pack("free")
}

// UnpackFree is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x1370128e.
//
// Solidity: function free() view returns(uint128)
func (capitalPool *CapitalPool) UnpackFree(data []byte) (*big.Int, error) {
	out, err := capitalPool.abi.Unpack("free", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackFreezeExits is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xdc13949e.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function freezeExits(uint40 duration, uint128 exposure, bytes32 incidentId) returns()
func (capitalPool *CapitalPool) PackFreezeExits(duration *big.Int, exposure *big.Int, incidentId [32]byte) []byte {
	enc, err := capitalPool.abi.Pack("freezeExits", duration, exposure, incidentId)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackFreezeExits is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xdc13949e.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function freezeExits(uint40 duration, uint128 exposure, bytes32 incidentId) returns()
func (capitalPool *CapitalPool) TryPackFreezeExits(duration *big.Int, exposure *big.Int, incidentId [32]byte) ([]byte, error) {
	return capitalPool.abi.Pack("freezeExits", duration, exposure, incidentId)
}

// PackGiveBack is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x82991b04.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function giveBack(bytes32 settlementId, bytes32 poolId, bytes32 incidentId, address token, uint256 amount) payable returns()
func (capitalPool *CapitalPool) PackGiveBack(settlementId [32]byte, poolId [32]byte, incidentId [32]byte, token common.Address, amount *big.Int) []byte {
	enc, err := capitalPool.abi.Pack("giveBack", settlementId, poolId, incidentId, token, amount)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackGiveBack is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x82991b04.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function giveBack(bytes32 settlementId, bytes32 poolId, bytes32 incidentId, address token, uint256 amount) payable returns()
func (capitalPool *CapitalPool) TryPackGiveBack(settlementId [32]byte, poolId [32]byte, incidentId [32]byte, token common.Address, amount *big.Int) ([]byte, error) {
	return capitalPool.abi.Pack("giveBack", settlementId, poolId, incidentId, token, amount)
}

// PackGuardedExposure is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x1b5470b1.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function guardedExposure() view returns(uint128)
func (capitalPool *CapitalPool) PackGuardedExposure() []byte {
	enc, err := capitalPool.abi.Pack("guardedExposure")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackGuardedExposure is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x1b5470b1.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function guardedExposure() view returns(uint128)
func (capitalPool *CapitalPool) TryPackGuardedExposure() ([]byte, error) {
	return capitalPool.abi.Pack("guardedExposure")
}

// UnpackGuardedExposure is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x1b5470b1.
//
// Solidity: function guardedExposure() view returns(uint128)
func (capitalPool *CapitalPool) UnpackGuardedExposure(data []byte) (*big.Int, error) {
	out, err := capitalPool.abi.Unpack("guardedExposure", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackHolderOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x6e0a49b7.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function holderOf(uint8 role) view returns(address holder)
func (capitalPool *CapitalPool) PackHolderOf(role uint8) []byte {
	enc, err := capitalPool.abi.Pack("holderOf", role)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackHolderOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x6e0a49b7.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function holderOf(uint8 role) view returns(address holder)
func (capitalPool *CapitalPool) TryPackHolderOf(role uint8) ([]byte, error) {
	return capitalPool.abi.Pack("holderOf", role)
}

// UnpackHolderOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x6e0a49b7.
//
// Solidity: function holderOf(uint8 role) view returns(address holder)
func (capitalPool *CapitalPool) UnpackHolderOf(data []byte) (common.Address, error) {
	out, err := capitalPool.abi.Unpack("holderOf", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackNetAssets is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x0782d421.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function netAssets() view returns(uint128)
func (capitalPool *CapitalPool) PackNetAssets() []byte {
	enc, err := capitalPool.abi.Pack("netAssets")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackNetAssets is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x0782d421.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function netAssets() view returns(uint128)
func (capitalPool *CapitalPool) TryPackNetAssets() ([]byte, error) {
	return capitalPool.abi.Pack("netAssets")
}

// UnpackNetAssets is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x0782d421.
//
// Solidity: function netAssets() view returns(uint128)
func (capitalPool *CapitalPool) UnpackNetAssets(data []byte) (*big.Int, error) {
	out, err := capitalPool.abi.Unpack("netAssets", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackOfferRole is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x3531d3e0.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function offerRole(uint8 role, address to) returns()
func (capitalPool *CapitalPool) PackOfferRole(role uint8, to common.Address) []byte {
	enc, err := capitalPool.abi.Pack("offerRole", role, to)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackOfferRole is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x3531d3e0.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function offerRole(uint8 role, address to) returns()
func (capitalPool *CapitalPool) TryPackOfferRole(role uint8, to common.Address) ([]byte, error) {
	return capitalPool.abi.Pack("offerRole", role, to)
}

// PackOpenEarmarks is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xac316661.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function openEarmarks() view returns(uint256)
func (capitalPool *CapitalPool) PackOpenEarmarks() []byte {
	enc, err := capitalPool.abi.Pack("openEarmarks")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackOpenEarmarks is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xac316661.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function openEarmarks() view returns(uint256)
func (capitalPool *CapitalPool) TryPackOpenEarmarks() ([]byte, error) {
	return capitalPool.abi.Pack("openEarmarks")
}

// UnpackOpenEarmarks is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xac316661.
//
// Solidity: function openEarmarks() view returns(uint256)
func (capitalPool *CapitalPool) UnpackOpenEarmarks(data []byte) (*big.Int, error) {
	out, err := capitalPool.abi.Unpack("openEarmarks", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackOutsideReport is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xebdbf49e.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function outsideReport() view returns(uint128 exposure, uint40 until, bytes32 incidentId)
func (capitalPool *CapitalPool) PackOutsideReport() []byte {
	enc, err := capitalPool.abi.Pack("outsideReport")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackOutsideReport is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xebdbf49e.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function outsideReport() view returns(uint128 exposure, uint40 until, bytes32 incidentId)
func (capitalPool *CapitalPool) TryPackOutsideReport() ([]byte, error) {
	return capitalPool.abi.Pack("outsideReport")
}

// OutsideReportOutput serves as a container for the return parameters of contract
// method OutsideReport.
type OutsideReportOutput struct {
	Exposure   *big.Int
	Until      *big.Int
	IncidentId [32]byte
}

// UnpackOutsideReport is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xebdbf49e.
//
// Solidity: function outsideReport() view returns(uint128 exposure, uint40 until, bytes32 incidentId)
func (capitalPool *CapitalPool) UnpackOutsideReport(data []byte) (OutsideReportOutput, error) {
	out, err := capitalPool.abi.Unpack("outsideReport", data)
	outstruct := new(OutsideReportOutput)
	if err != nil {
		return *outstruct, err
	}
	outstruct.Exposure = abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	outstruct.Until = abi.ConvertType(out[1], new(big.Int)).(*big.Int)
	outstruct.IncidentId = *abi.ConvertType(out[2], new([32]byte)).(*[32]byte)
	return *outstruct, nil
}

// PackPaid is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x295b4e17.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function paid() view returns(uint128)
func (capitalPool *CapitalPool) PackPaid() []byte {
	enc, err := capitalPool.abi.Pack("paid")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackPaid is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x295b4e17.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function paid() view returns(uint128)
func (capitalPool *CapitalPool) TryPackPaid() ([]byte, error) {
	return capitalPool.abi.Pack("paid")
}

// UnpackPaid is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x295b4e17.
//
// Solidity: function paid() view returns(uint128)
func (capitalPool *CapitalPool) UnpackPaid(data []byte) (*big.Int, error) {
	out, err := capitalPool.abi.Unpack("paid", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackPaused is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x5c975abb.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function paused() view returns(bool)
func (capitalPool *CapitalPool) PackPaused() []byte {
	enc, err := capitalPool.abi.Pack("paused")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackPaused is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x5c975abb.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function paused() view returns(bool)
func (capitalPool *CapitalPool) TryPackPaused() ([]byte, error) {
	return capitalPool.abi.Pack("paused")
}

// UnpackPaused is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x5c975abb.
//
// Solidity: function paused() view returns(bool)
func (capitalPool *CapitalPool) UnpackPaused(data []byte) (bool, error) {
	out, err := capitalPool.abi.Unpack("paused", data)
	if err != nil {
		return *new(bool), err
	}
	out0 := *abi.ConvertType(out[0], new(bool)).(*bool)
	return out0, nil
}

// PackPausedUntil is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xda748b10.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function pausedUntil() view returns(uint40)
func (capitalPool *CapitalPool) PackPausedUntil() []byte {
	enc, err := capitalPool.abi.Pack("pausedUntil")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackPausedUntil is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xda748b10.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function pausedUntil() view returns(uint40)
func (capitalPool *CapitalPool) TryPackPausedUntil() ([]byte, error) {
	return capitalPool.abi.Pack("pausedUntil")
}

// UnpackPausedUntil is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xda748b10.
//
// Solidity: function pausedUntil() view returns(uint40)
func (capitalPool *CapitalPool) UnpackPausedUntil(data []byte) (*big.Int, error) {
	out, err := capitalPool.abi.Unpack("pausedUntil", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackPendingHolderOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xfb538224.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function pendingHolderOf(uint8 role) view returns(address offered)
func (capitalPool *CapitalPool) PackPendingHolderOf(role uint8) []byte {
	enc, err := capitalPool.abi.Pack("pendingHolderOf", role)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackPendingHolderOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xfb538224.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function pendingHolderOf(uint8 role) view returns(address offered)
func (capitalPool *CapitalPool) TryPackPendingHolderOf(role uint8) ([]byte, error) {
	return capitalPool.abi.Pack("pendingHolderOf", role)
}

// UnpackPendingHolderOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xfb538224.
//
// Solidity: function pendingHolderOf(uint8 role) view returns(address offered)
func (capitalPool *CapitalPool) UnpackPendingHolderOf(data []byte) (common.Address, error) {
	out, err := capitalPool.abi.Unpack("pendingHolderOf", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackPull is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x0851636e.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function pull(bytes32 settlementId, bytes32 poolId, bytes32 incidentId, address token, uint256 amount) returns()
func (capitalPool *CapitalPool) PackPull(settlementId [32]byte, poolId [32]byte, incidentId [32]byte, token common.Address, amount *big.Int) []byte {
	enc, err := capitalPool.abi.Pack("pull", settlementId, poolId, incidentId, token, amount)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackPull is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x0851636e.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function pull(bytes32 settlementId, bytes32 poolId, bytes32 incidentId, address token, uint256 amount) returns()
func (capitalPool *CapitalPool) TryPackPull(settlementId [32]byte, poolId [32]byte, incidentId [32]byte, token common.Address, amount *big.Int) ([]byte, error) {
	return capitalPool.abi.Pack("pull", settlementId, poolId, incidentId, token, amount)
}

// PackQueuedOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb7106b1c.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function queuedOf(address account) view returns(uint256)
func (capitalPool *CapitalPool) PackQueuedOf(account common.Address) []byte {
	enc, err := capitalPool.abi.Pack("queuedOf", account)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackQueuedOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb7106b1c.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function queuedOf(address account) view returns(uint256)
func (capitalPool *CapitalPool) TryPackQueuedOf(account common.Address) ([]byte, error) {
	return capitalPool.abi.Pack("queuedOf", account)
}

// UnpackQueuedOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xb7106b1c.
//
// Solidity: function queuedOf(address account) view returns(uint256)
func (capitalPool *CapitalPool) UnpackQueuedOf(data []byte) (*big.Int, error) {
	out, err := capitalPool.abi.Unpack("queuedOf", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackRecoveryOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x9cdcafe6.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function recoveryOf(uint8 role) view returns((address,uint40))
func (capitalPool *CapitalPool) PackRecoveryOf(role uint8) []byte {
	enc, err := capitalPool.abi.Pack("recoveryOf", role)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRecoveryOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x9cdcafe6.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function recoveryOf(uint8 role) view returns((address,uint40))
func (capitalPool *CapitalPool) TryPackRecoveryOf(role uint8) ([]byte, error) {
	return capitalPool.abi.Pack("recoveryOf", role)
}

// UnpackRecoveryOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x9cdcafe6.
//
// Solidity: function recoveryOf(uint8 role) view returns((address,uint40))
func (capitalPool *CapitalPool) UnpackRecoveryOf(data []byte) (RolesRecovery, error) {
	out, err := capitalPool.abi.Unpack("recoveryOf", data)
	if err != nil {
		return *new(RolesRecovery), err
	}
	out0 := *abi.ConvertType(out[0], new(RolesRecovery)).(*RolesRecovery)
	return out0, nil
}

// PackRelease is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x67d42a8b.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function release(bytes32 incidentId) returns(uint256 amount)
func (capitalPool *CapitalPool) PackRelease(incidentId [32]byte) []byte {
	enc, err := capitalPool.abi.Pack("release", incidentId)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRelease is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x67d42a8b.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function release(bytes32 incidentId) returns(uint256 amount)
func (capitalPool *CapitalPool) TryPackRelease(incidentId [32]byte) ([]byte, error) {
	return capitalPool.abi.Pack("release", incidentId)
}

// UnpackRelease is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x67d42a8b.
//
// Solidity: function release(bytes32 incidentId) returns(uint256 amount)
func (capitalPool *CapitalPool) UnpackRelease(data []byte) (*big.Int, error) {
	out, err := capitalPool.abi.Unpack("release", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackReport is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xbafa1896.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function report(bytes32 incidentId, uint128 exposure) payable returns()
func (capitalPool *CapitalPool) PackReport(incidentId [32]byte, exposure *big.Int) []byte {
	enc, err := capitalPool.abi.Pack("report", incidentId, exposure)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackReport is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xbafa1896.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function report(bytes32 incidentId, uint128 exposure) payable returns()
func (capitalPool *CapitalPool) TryPackReport(incidentId [32]byte, exposure *big.Int) ([]byte, error) {
	return capitalPool.abi.Pack("report", incidentId, exposure)
}

// PackReportedExposure is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x03acb62f.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function reportedExposure() view returns(uint256 sum)
func (capitalPool *CapitalPool) PackReportedExposure() []byte {
	enc, err := capitalPool.abi.Pack("reportedExposure")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackReportedExposure is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x03acb62f.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function reportedExposure() view returns(uint256 sum)
func (capitalPool *CapitalPool) TryPackReportedExposure() ([]byte, error) {
	return capitalPool.abi.Pack("reportedExposure")
}

// UnpackReportedExposure is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x03acb62f.
//
// Solidity: function reportedExposure() view returns(uint256 sum)
func (capitalPool *CapitalPool) UnpackReportedExposure(data []byte) (*big.Int, error) {
	out, err := capitalPool.abi.Unpack("reportedExposure", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackRequestExit is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x721c6513.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function requestExit(uint256 shares) returns(uint256 exitId)
func (capitalPool *CapitalPool) PackRequestExit(shares *big.Int) []byte {
	enc, err := capitalPool.abi.Pack("requestExit", shares)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRequestExit is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x721c6513.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function requestExit(uint256 shares) returns(uint256 exitId)
func (capitalPool *CapitalPool) TryPackRequestExit(shares *big.Int) ([]byte, error) {
	return capitalPool.abi.Pack("requestExit", shares)
}

// UnpackRequestExit is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x721c6513.
//
// Solidity: function requestExit(uint256 shares) returns(uint256 exitId)
func (capitalPool *CapitalPool) UnpackRequestExit(data []byte) (*big.Int, error) {
	out, err := capitalPool.abi.Unpack("requestExit", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackReserved is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xfe60d12c.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function reserved() view returns(uint128)
func (capitalPool *CapitalPool) PackReserved() []byte {
	enc, err := capitalPool.abi.Pack("reserved")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackReserved is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xfe60d12c.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function reserved() view returns(uint128)
func (capitalPool *CapitalPool) TryPackReserved() ([]byte, error) {
	return capitalPool.abi.Pack("reserved")
}

// UnpackReserved is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xfe60d12c.
//
// Solidity: function reserved() view returns(uint128)
func (capitalPool *CapitalPool) UnpackReserved(data []byte) (*big.Int, error) {
	out, err := capitalPool.abi.Unpack("reserved", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackSettleBond is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb0fcd317.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function settleBond(bytes32 incidentId) returns()
func (capitalPool *CapitalPool) PackSettleBond(incidentId [32]byte) []byte {
	enc, err := capitalPool.abi.Pack("settleBond", incidentId)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSettleBond is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb0fcd317.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function settleBond(bytes32 incidentId) returns()
func (capitalPool *CapitalPool) TryPackSettleBond(incidentId [32]byte) ([]byte, error) {
	return capitalPool.abi.Pack("settleBond", incidentId)
}

// PackSettleExit is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x81538347.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function settleExit(uint256 exitId) returns(uint256 assets)
func (capitalPool *CapitalPool) PackSettleExit(exitId *big.Int) []byte {
	enc, err := capitalPool.abi.Pack("settleExit", exitId)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSettleExit is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x81538347.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function settleExit(uint256 exitId) returns(uint256 assets)
func (capitalPool *CapitalPool) TryPackSettleExit(exitId *big.Int) ([]byte, error) {
	return capitalPool.abi.Pack("settleExit", exitId)
}

// UnpackSettleExit is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x81538347.
//
// Solidity: function settleExit(uint256 exitId) returns(uint256 assets)
func (capitalPool *CapitalPool) UnpackSettleExit(data []byte) (*big.Int, error) {
	out, err := capitalPool.abi.Unpack("settleExit", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackSettleExitAbove is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xc287ca0c.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function settleExitAbove(uint256 exitId, uint256 minAssets) returns(uint256 assets)
func (capitalPool *CapitalPool) PackSettleExitAbove(exitId *big.Int, minAssets *big.Int) []byte {
	enc, err := capitalPool.abi.Pack("settleExitAbove", exitId, minAssets)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSettleExitAbove is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xc287ca0c.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function settleExitAbove(uint256 exitId, uint256 minAssets) returns(uint256 assets)
func (capitalPool *CapitalPool) TryPackSettleExitAbove(exitId *big.Int, minAssets *big.Int) ([]byte, error) {
	return capitalPool.abi.Pack("settleExitAbove", exitId, minAssets)
}

// UnpackSettleExitAbove is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xc287ca0c.
//
// Solidity: function settleExitAbove(uint256 exitId, uint256 minAssets) returns(uint256 assets)
func (capitalPool *CapitalPool) UnpackSettleExitAbove(data []byte) (*big.Int, error) {
	out, err := capitalPool.abi.Unpack("settleExitAbove", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackSharesOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf5eb42dc.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function sharesOf(address account) view returns(uint256)
func (capitalPool *CapitalPool) PackSharesOf(account common.Address) []byte {
	enc, err := capitalPool.abi.Pack("sharesOf", account)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSharesOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf5eb42dc.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function sharesOf(address account) view returns(uint256)
func (capitalPool *CapitalPool) TryPackSharesOf(account common.Address) ([]byte, error) {
	return capitalPool.abi.Pack("sharesOf", account)
}

// UnpackSharesOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xf5eb42dc.
//
// Solidity: function sharesOf(address account) view returns(uint256)
func (capitalPool *CapitalPool) UnpackSharesOf(data []byte) (*big.Int, error) {
	out, err := capitalPool.abi.Unpack("sharesOf", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackStopRecovery is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x59935298.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function stopRecovery(uint8 role) returns()
func (capitalPool *CapitalPool) PackStopRecovery(role uint8) []byte {
	enc, err := capitalPool.abi.Pack("stopRecovery", role)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackStopRecovery is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x59935298.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function stopRecovery(uint8 role) returns()
func (capitalPool *CapitalPool) TryPackStopRecovery(role uint8) ([]byte, error) {
	return capitalPool.abi.Pack("stopRecovery", role)
}

// PackToAssets is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xc94a649c.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function toAssets(uint256 shares) view returns(uint256)
func (capitalPool *CapitalPool) PackToAssets(shares *big.Int) []byte {
	enc, err := capitalPool.abi.Pack("toAssets", shares)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackToAssets is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xc94a649c.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function toAssets(uint256 shares) view returns(uint256)
func (capitalPool *CapitalPool) TryPackToAssets(shares *big.Int) ([]byte, error) {
	return capitalPool.abi.Pack("toAssets", shares)
}

// UnpackToAssets is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xc94a649c.
//
// Solidity: function toAssets(uint256 shares) view returns(uint256)
func (capitalPool *CapitalPool) UnpackToAssets(data []byte) (*big.Int, error) {
	out, err := capitalPool.abi.Unpack("toAssets", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackToShares is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x9e57c975.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function toShares(uint256 assets) view returns(uint256)
func (capitalPool *CapitalPool) PackToShares(assets *big.Int) []byte {
	enc, err := capitalPool.abi.Pack("toShares", assets)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackToShares is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x9e57c975.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function toShares(uint256 assets) view returns(uint256)
func (capitalPool *CapitalPool) TryPackToShares(assets *big.Int) ([]byte, error) {
	return capitalPool.abi.Pack("toShares", assets)
}

// UnpackToShares is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x9e57c975.
//
// Solidity: function toShares(uint256 assets) view returns(uint256)
func (capitalPool *CapitalPool) UnpackToShares(data []byte) (*big.Int, error) {
	out, err := capitalPool.abi.Unpack("toShares", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackTotalShares is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x3a98ef39.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function totalShares() view returns(uint256)
func (capitalPool *CapitalPool) PackTotalShares() []byte {
	enc, err := capitalPool.abi.Pack("totalShares")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackTotalShares is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x3a98ef39.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function totalShares() view returns(uint256)
func (capitalPool *CapitalPool) TryPackTotalShares() ([]byte, error) {
	return capitalPool.abi.Pack("totalShares")
}

// UnpackTotalShares is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x3a98ef39.
//
// Solidity: function totalShares() view returns(uint256)
func (capitalPool *CapitalPool) UnpackTotalShares(data []byte) (*big.Int, error) {
	out, err := capitalPool.abi.Unpack("totalShares", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackWithdrawn is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xc80ec522.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function withdrawn() view returns(uint128)
func (capitalPool *CapitalPool) PackWithdrawn() []byte {
	enc, err := capitalPool.abi.Pack("withdrawn")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackWithdrawn is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xc80ec522.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function withdrawn() view returns(uint128)
func (capitalPool *CapitalPool) TryPackWithdrawn() ([]byte, error) {
	return capitalPool.abi.Pack("withdrawn")
}

// UnpackWithdrawn is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xc80ec522.
//
// Solidity: function withdrawn() view returns(uint128)
func (capitalPool *CapitalPool) UnpackWithdrawn(data []byte) (*big.Int, error) {
	out, err := capitalPool.abi.Unpack("withdrawn", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// CapitalPoolBondSettled represents a BondSettled event raised by the CapitalPool contract.
type CapitalPoolBondSettled struct {
	IncidentId [32]byte
	To         common.Address
	Amount     *big.Int
	Raw        *types.Log // Blockchain specific contextual infos
}

const CapitalPoolBondSettledEventName = "BondSettled"

// ContractEventName returns the user-defined event name.
func (CapitalPoolBondSettled) ContractEventName() string {
	return CapitalPoolBondSettledEventName
}

// UnpackBondSettledEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event BondSettled(bytes32 indexed incidentId, address indexed to, uint256 amount)
func (capitalPool *CapitalPool) UnpackBondSettledEvent(log *types.Log) (*CapitalPoolBondSettled, error) {
	event := "BondSettled"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != capitalPool.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(CapitalPoolBondSettled)
	if len(log.Data) > 0 {
		if err := capitalPool.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range capitalPool.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// CapitalPoolDeposited represents a Deposited event raised by the CapitalPool contract.
type CapitalPoolDeposited struct {
	Account     common.Address
	Assets      *big.Int
	Shares      *big.Int
	TotalShares *big.Int
	Raw         *types.Log // Blockchain specific contextual infos
}

const CapitalPoolDepositedEventName = "Deposited"

// ContractEventName returns the user-defined event name.
func (CapitalPoolDeposited) ContractEventName() string {
	return CapitalPoolDepositedEventName
}

// UnpackDepositedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Deposited(address indexed account, uint256 assets, uint256 shares, uint256 totalShares)
func (capitalPool *CapitalPool) UnpackDepositedEvent(log *types.Log) (*CapitalPoolDeposited, error) {
	event := "Deposited"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != capitalPool.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(CapitalPoolDeposited)
	if len(log.Data) > 0 {
		if err := capitalPool.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range capitalPool.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// CapitalPoolEarmarked represents a Earmarked event raised by the CapitalPool contract.
type CapitalPoolEarmarked struct {
	IncidentId [32]byte
	Amount     *big.Int
	Left       *big.Int
	Raw        *types.Log // Blockchain specific contextual infos
}

const CapitalPoolEarmarkedEventName = "Earmarked"

// ContractEventName returns the user-defined event name.
func (CapitalPoolEarmarked) ContractEventName() string {
	return CapitalPoolEarmarkedEventName
}

// UnpackEarmarkedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Earmarked(bytes32 indexed incidentId, uint256 amount, uint256 left)
func (capitalPool *CapitalPool) UnpackEarmarkedEvent(log *types.Log) (*CapitalPoolEarmarked, error) {
	event := "Earmarked"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != capitalPool.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(CapitalPoolEarmarked)
	if len(log.Data) > 0 {
		if err := capitalPool.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range capitalPool.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// CapitalPoolExitCancelled represents a ExitCancelled event raised by the CapitalPool contract.
type CapitalPoolExitCancelled struct {
	ExitId *big.Int
	Raw    *types.Log // Blockchain specific contextual infos
}

const CapitalPoolExitCancelledEventName = "ExitCancelled"

// ContractEventName returns the user-defined event name.
func (CapitalPoolExitCancelled) ContractEventName() string {
	return CapitalPoolExitCancelledEventName
}

// UnpackExitCancelledEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event ExitCancelled(uint256 indexed exitId)
func (capitalPool *CapitalPool) UnpackExitCancelledEvent(log *types.Log) (*CapitalPoolExitCancelled, error) {
	event := "ExitCancelled"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != capitalPool.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(CapitalPoolExitCancelled)
	if len(log.Data) > 0 {
		if err := capitalPool.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range capitalPool.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// CapitalPoolExitRequested represents a ExitRequested event raised by the CapitalPool contract.
type CapitalPoolExitRequested struct {
	ExitId  *big.Int
	Account common.Address
	Shares  *big.Int
	ReadyAt *big.Int
	Raw     *types.Log // Blockchain specific contextual infos
}

const CapitalPoolExitRequestedEventName = "ExitRequested"

// ContractEventName returns the user-defined event name.
func (CapitalPoolExitRequested) ContractEventName() string {
	return CapitalPoolExitRequestedEventName
}

// UnpackExitRequestedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event ExitRequested(uint256 indexed exitId, address indexed account, uint256 shares, uint40 readyAt)
func (capitalPool *CapitalPool) UnpackExitRequestedEvent(log *types.Log) (*CapitalPoolExitRequested, error) {
	event := "ExitRequested"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != capitalPool.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(CapitalPoolExitRequested)
	if len(log.Data) > 0 {
		if err := capitalPool.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range capitalPool.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// CapitalPoolGivenBack represents a GivenBack event raised by the CapitalPool contract.
type CapitalPoolGivenBack struct {
	SettlementId [32]byte
	IncidentId   [32]byte
	Amount       *big.Int
	Raw          *types.Log // Blockchain specific contextual infos
}

const CapitalPoolGivenBackEventName = "GivenBack"

// ContractEventName returns the user-defined event name.
func (CapitalPoolGivenBack) ContractEventName() string {
	return CapitalPoolGivenBackEventName
}

// UnpackGivenBackEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event GivenBack(bytes32 indexed settlementId, bytes32 indexed incidentId, uint256 amount)
func (capitalPool *CapitalPool) UnpackGivenBackEvent(log *types.Log) (*CapitalPoolGivenBack, error) {
	event := "GivenBack"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != capitalPool.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(CapitalPoolGivenBack)
	if len(log.Data) > 0 {
		if err := capitalPool.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range capitalPool.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// CapitalPoolPaused represents a Paused event raised by the CapitalPool contract.
type CapitalPoolPaused struct {
	By         common.Address
	Until      *big.Int
	ReasonHash [32]byte
	Raw        *types.Log // Blockchain specific contextual infos
}

const CapitalPoolPausedEventName = "Paused"

// ContractEventName returns the user-defined event name.
func (CapitalPoolPaused) ContractEventName() string {
	return CapitalPoolPausedEventName
}

// UnpackPausedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Paused(address indexed by, uint40 until, bytes32 reasonHash)
func (capitalPool *CapitalPool) UnpackPausedEvent(log *types.Log) (*CapitalPoolPaused, error) {
	event := "Paused"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != capitalPool.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(CapitalPoolPaused)
	if len(log.Data) > 0 {
		if err := capitalPool.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range capitalPool.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// CapitalPoolPulled represents a Pulled event raised by the CapitalPool contract.
type CapitalPoolPulled struct {
	SettlementId [32]byte
	IncidentId   [32]byte
	Amount       *big.Int
	Raw          *types.Log // Blockchain specific contextual infos
}

const CapitalPoolPulledEventName = "Pulled"

// ContractEventName returns the user-defined event name.
func (CapitalPoolPulled) ContractEventName() string {
	return CapitalPoolPulledEventName
}

// UnpackPulledEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Pulled(bytes32 indexed settlementId, bytes32 indexed incidentId, uint256 amount)
func (capitalPool *CapitalPool) UnpackPulledEvent(log *types.Log) (*CapitalPoolPulled, error) {
	event := "Pulled"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != capitalPool.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(CapitalPoolPulled)
	if len(log.Data) > 0 {
		if err := capitalPool.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range capitalPool.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// CapitalPoolRecoveryBegun represents a RecoveryBegun event raised by the CapitalPool contract.
type CapitalPoolRecoveryBegun struct {
	Role    uint8
	To      common.Address
	ReadyAt *big.Int
	Raw     *types.Log // Blockchain specific contextual infos
}

const CapitalPoolRecoveryBegunEventName = "RecoveryBegun"

// ContractEventName returns the user-defined event name.
func (CapitalPoolRecoveryBegun) ContractEventName() string {
	return CapitalPoolRecoveryBegunEventName
}

// UnpackRecoveryBegunEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event RecoveryBegun(uint8 indexed role, address indexed to, uint40 readyAt)
func (capitalPool *CapitalPool) UnpackRecoveryBegunEvent(log *types.Log) (*CapitalPoolRecoveryBegun, error) {
	event := "RecoveryBegun"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != capitalPool.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(CapitalPoolRecoveryBegun)
	if len(log.Data) > 0 {
		if err := capitalPool.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range capitalPool.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// CapitalPoolRecoveryStopped represents a RecoveryStopped event raised by the CapitalPool contract.
type CapitalPoolRecoveryStopped struct {
	Role   uint8
	Holder common.Address
	Raw    *types.Log // Blockchain specific contextual infos
}

const CapitalPoolRecoveryStoppedEventName = "RecoveryStopped"

// ContractEventName returns the user-defined event name.
func (CapitalPoolRecoveryStopped) ContractEventName() string {
	return CapitalPoolRecoveryStoppedEventName
}

// UnpackRecoveryStoppedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event RecoveryStopped(uint8 indexed role, address indexed holder)
func (capitalPool *CapitalPool) UnpackRecoveryStoppedEvent(log *types.Log) (*CapitalPoolRecoveryStopped, error) {
	event := "RecoveryStopped"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != capitalPool.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(CapitalPoolRecoveryStopped)
	if len(log.Data) > 0 {
		if err := capitalPool.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range capitalPool.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// CapitalPoolReleased represents a Released event raised by the CapitalPool contract.
type CapitalPoolReleased struct {
	IncidentId [32]byte
	Amount     *big.Int
	Raw        *types.Log // Blockchain specific contextual infos
}

const CapitalPoolReleasedEventName = "Released"

// ContractEventName returns the user-defined event name.
func (CapitalPoolReleased) ContractEventName() string {
	return CapitalPoolReleasedEventName
}

// UnpackReleasedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Released(bytes32 indexed incidentId, uint256 amount)
func (capitalPool *CapitalPool) UnpackReleasedEvent(log *types.Log) (*CapitalPoolReleased, error) {
	event := "Released"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != capitalPool.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(CapitalPoolReleased)
	if len(log.Data) > 0 {
		if err := capitalPool.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range capitalPool.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// CapitalPoolReportDismissed represents a ReportDismissed event raised by the CapitalPool contract.
type CapitalPoolReportDismissed struct {
	IncidentId [32]byte
	Raw        *types.Log // Blockchain specific contextual infos
}

const CapitalPoolReportDismissedEventName = "ReportDismissed"

// ContractEventName returns the user-defined event name.
func (CapitalPoolReportDismissed) ContractEventName() string {
	return CapitalPoolReportDismissedEventName
}

// UnpackReportDismissedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event ReportDismissed(bytes32 indexed incidentId)
func (capitalPool *CapitalPool) UnpackReportDismissedEvent(log *types.Log) (*CapitalPoolReportDismissed, error) {
	event := "ReportDismissed"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != capitalPool.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(CapitalPoolReportDismissed)
	if len(log.Data) > 0 {
		if err := capitalPool.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range capitalPool.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// CapitalPoolReported represents a Reported event raised by the CapitalPool contract.
type CapitalPoolReported struct {
	IncidentId [32]byte
	By         common.Address
	Exposure   *big.Int
	Until      *big.Int
	Bond       *big.Int
	Raw        *types.Log // Blockchain specific contextual infos
}

const CapitalPoolReportedEventName = "Reported"

// ContractEventName returns the user-defined event name.
func (CapitalPoolReported) ContractEventName() string {
	return CapitalPoolReportedEventName
}

// UnpackReportedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Reported(bytes32 indexed incidentId, address indexed by, uint256 exposure, uint40 until, uint256 bond)
func (capitalPool *CapitalPool) UnpackReportedEvent(log *types.Log) (*CapitalPoolReported, error) {
	event := "Reported"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != capitalPool.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(CapitalPoolReported)
	if len(log.Data) > 0 {
		if err := capitalPool.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range capitalPool.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// CapitalPoolRoleOffered represents a RoleOffered event raised by the CapitalPool contract.
type CapitalPoolRoleOffered struct {
	Role uint8
	From common.Address
	To   common.Address
	Raw  *types.Log // Blockchain specific contextual infos
}

const CapitalPoolRoleOfferedEventName = "RoleOffered"

// ContractEventName returns the user-defined event name.
func (CapitalPoolRoleOffered) ContractEventName() string {
	return CapitalPoolRoleOfferedEventName
}

// UnpackRoleOfferedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event RoleOffered(uint8 indexed role, address indexed from, address indexed to)
func (capitalPool *CapitalPool) UnpackRoleOfferedEvent(log *types.Log) (*CapitalPoolRoleOffered, error) {
	event := "RoleOffered"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != capitalPool.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(CapitalPoolRoleOffered)
	if len(log.Data) > 0 {
		if err := capitalPool.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range capitalPool.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// CapitalPoolRoleTaken represents a RoleTaken event raised by the CapitalPool contract.
type CapitalPoolRoleTaken struct {
	Role   uint8
	Holder common.Address
	Raw    *types.Log // Blockchain specific contextual infos
}

const CapitalPoolRoleTakenEventName = "RoleTaken"

// ContractEventName returns the user-defined event name.
func (CapitalPoolRoleTaken) ContractEventName() string {
	return CapitalPoolRoleTakenEventName
}

// UnpackRoleTakenEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event RoleTaken(uint8 indexed role, address indexed holder)
func (capitalPool *CapitalPool) UnpackRoleTakenEvent(log *types.Log) (*CapitalPoolRoleTaken, error) {
	event := "RoleTaken"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != capitalPool.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(CapitalPoolRoleTaken)
	if len(log.Data) > 0 {
		if err := capitalPool.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range capitalPool.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// CapitalPoolUnpaused represents a Unpaused event raised by the CapitalPool contract.
type CapitalPoolUnpaused struct {
	By  common.Address
	Raw *types.Log // Blockchain specific contextual infos
}

const CapitalPoolUnpausedEventName = "Unpaused"

// ContractEventName returns the user-defined event name.
func (CapitalPoolUnpaused) ContractEventName() string {
	return CapitalPoolUnpausedEventName
}

// UnpackUnpausedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Unpaused(address indexed by)
func (capitalPool *CapitalPool) UnpackUnpausedEvent(log *types.Log) (*CapitalPoolUnpaused, error) {
	event := "Unpaused"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != capitalPool.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(CapitalPoolUnpaused)
	if len(log.Data) > 0 {
		if err := capitalPool.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range capitalPool.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// CapitalPoolWithdrawn represents a Withdrawn event raised by the CapitalPool contract.
type CapitalPoolWithdrawn struct {
	Account     common.Address
	Assets      *big.Int
	Shares      *big.Int
	TotalShares *big.Int
	ExitId      *big.Int
	Raw         *types.Log // Blockchain specific contextual infos
}

const CapitalPoolWithdrawnEventName = "Withdrawn"

// ContractEventName returns the user-defined event name.
func (CapitalPoolWithdrawn) ContractEventName() string {
	return CapitalPoolWithdrawnEventName
}

// UnpackWithdrawnEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Withdrawn(address indexed account, uint256 assets, uint256 shares, uint256 totalShares, uint256 indexed exitId)
func (capitalPool *CapitalPool) UnpackWithdrawnEvent(log *types.Log) (*CapitalPoolWithdrawn, error) {
	event := "Withdrawn"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != capitalPool.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(CapitalPoolWithdrawn)
	if len(log.Data) > 0 {
		if err := capitalPool.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range capitalPool.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// UnpackError attempts to decode the provided error data using user-defined
// error definitions.
func (capitalPool *CapitalPool) UnpackError(raw []byte) (any, error) {
	if bytes.Equal(raw[:4], capitalPool.abi.Errors["AmountTooBig"].ID.Bytes()[:4]) {
		return capitalPool.UnpackAmountTooBigError(raw[4:])
	}
	if bytes.Equal(raw[:4], capitalPool.abi.Errors["BondExists"].ID.Bytes()[:4]) {
		return capitalPool.UnpackBondExistsError(raw[4:])
	}
	if bytes.Equal(raw[:4], capitalPool.abi.Errors["BondNotPaid"].ID.Bytes()[:4]) {
		return capitalPool.UnpackBondNotPaidError(raw[4:])
	}
	if bytes.Equal(raw[:4], capitalPool.abi.Errors["BondOpen"].ID.Bytes()[:4]) {
		return capitalPool.UnpackBondOpenError(raw[4:])
	}
	if bytes.Equal(raw[:4], capitalPool.abi.Errors["DistributorBusy"].ID.Bytes()[:4]) {
		return capitalPool.UnpackDistributorBusyError(raw[4:])
	}
	if bytes.Equal(raw[:4], capitalPool.abi.Errors["EarmarkState"].ID.Bytes()[:4]) {
		return capitalPool.UnpackEarmarkStateError(raw[4:])
	}
	if bytes.Equal(raw[:4], capitalPool.abi.Errors["ExitNotReady"].ID.Bytes()[:4]) {
		return capitalPool.UnpackExitNotReadyError(raw[4:])
	}
	if bytes.Equal(raw[:4], capitalPool.abi.Errors["HoldsOtherRole"].ID.Bytes()[:4]) {
		return capitalPool.UnpackHoldsOtherRoleError(raw[4:])
	}
	if bytes.Equal(raw[:4], capitalPool.abi.Errors["IsPaused"].ID.Bytes()[:4]) {
		return capitalPool.UnpackIsPausedError(raw[4:])
	}
	if bytes.Equal(raw[:4], capitalPool.abi.Errors["NoReport"].ID.Bytes()[:4]) {
		return capitalPool.UnpackNoReportError(raw[4:])
	}
	if bytes.Equal(raw[:4], capitalPool.abi.Errors["NotDistributor"].ID.Bytes()[:4]) {
		return capitalPool.UnpackNotDistributorError(raw[4:])
	}
	if bytes.Equal(raw[:4], capitalPool.abi.Errors["NotEnoughFree"].ID.Bytes()[:4]) {
		return capitalPool.UnpackNotEnoughFreeError(raw[4:])
	}
	if bytes.Equal(raw[:4], capitalPool.abi.Errors["NotEnoughShares"].ID.Bytes()[:4]) {
		return capitalPool.UnpackNotEnoughSharesError(raw[4:])
	}
	if bytes.Equal(raw[:4], capitalPool.abi.Errors["NotHolder"].ID.Bytes()[:4]) {
		return capitalPool.UnpackNotHolderError(raw[4:])
	}
	if bytes.Equal(raw[:4], capitalPool.abi.Errors["NotOffered"].ID.Bytes()[:4]) {
		return capitalPool.UnpackNotOfferedError(raw[4:])
	}
	if bytes.Equal(raw[:4], capitalPool.abi.Errors["NotRecovered"].ID.Bytes()[:4]) {
		return capitalPool.UnpackNotRecoveredError(raw[4:])
	}
	if bytes.Equal(raw[:4], capitalPool.abi.Errors["NotYourExit"].ID.Bytes()[:4]) {
		return capitalPool.UnpackNotYourExitError(raw[4:])
	}
	if bytes.Equal(raw[:4], capitalPool.abi.Errors["NothingToDo"].ID.Bytes()[:4]) {
		return capitalPool.UnpackNothingToDoError(raw[4:])
	}
	if bytes.Equal(raw[:4], capitalPool.abi.Errors["OverEarmark"].ID.Bytes()[:4]) {
		return capitalPool.UnpackOverEarmarkError(raw[4:])
	}
	if bytes.Equal(raw[:4], capitalPool.abi.Errors["PauseTooLong"].ID.Bytes()[:4]) {
		return capitalPool.UnpackPauseTooLongError(raw[4:])
	}
	if bytes.Equal(raw[:4], capitalPool.abi.Errors["PauseTooSoon"].ID.Bytes()[:4]) {
		return capitalPool.UnpackPauseTooSoonError(raw[4:])
	}
	if bytes.Equal(raw[:4], capitalPool.abi.Errors["PoolFrozen"].ID.Bytes()[:4]) {
		return capitalPool.UnpackPoolFrozenError(raw[4:])
	}
	if bytes.Equal(raw[:4], capitalPool.abi.Errors["ReentrancyGuardReentrantCall"].ID.Bytes()[:4]) {
		return capitalPool.UnpackReentrancyGuardReentrantCallError(raw[4:])
	}
	if bytes.Equal(raw[:4], capitalPool.abi.Errors["SafeERC20FailedOperation"].ID.Bytes()[:4]) {
		return capitalPool.UnpackSafeERC20FailedOperationError(raw[4:])
	}
	if bytes.Equal(raw[:4], capitalPool.abi.Errors["TooFewShares"].ID.Bytes()[:4]) {
		return capitalPool.UnpackTooFewSharesError(raw[4:])
	}
	if bytes.Equal(raw[:4], capitalPool.abi.Errors["TooLittle"].ID.Bytes()[:4]) {
		return capitalPool.UnpackTooLittleError(raw[4:])
	}
	if bytes.Equal(raw[:4], capitalPool.abi.Errors["TransferFailed"].ID.Bytes()[:4]) {
		return capitalPool.UnpackTransferFailedError(raw[4:])
	}
	if bytes.Equal(raw[:4], capitalPool.abi.Errors["WrongBond"].ID.Bytes()[:4]) {
		return capitalPool.UnpackWrongBondError(raw[4:])
	}
	if bytes.Equal(raw[:4], capitalPool.abi.Errors["WrongMoneyIn"].ID.Bytes()[:4]) {
		return capitalPool.UnpackWrongMoneyInError(raw[4:])
	}
	if bytes.Equal(raw[:4], capitalPool.abi.Errors["WrongMoneyOut"].ID.Bytes()[:4]) {
		return capitalPool.UnpackWrongMoneyOutError(raw[4:])
	}
	if bytes.Equal(raw[:4], capitalPool.abi.Errors["WrongParameter"].ID.Bytes()[:4]) {
		return capitalPool.UnpackWrongParameterError(raw[4:])
	}
	if bytes.Equal(raw[:4], capitalPool.abi.Errors["WrongPool"].ID.Bytes()[:4]) {
		return capitalPool.UnpackWrongPoolError(raw[4:])
	}
	if bytes.Equal(raw[:4], capitalPool.abi.Errors["ZeroAddress"].ID.Bytes()[:4]) {
		return capitalPool.UnpackZeroAddressError(raw[4:])
	}
	return nil, errors.New("Unknown error")
}

// CapitalPoolAmountTooBig represents a AmountTooBig error raised by the CapitalPool contract.
type CapitalPoolAmountTooBig struct {
	Amount *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error AmountTooBig(uint256 amount)
func CapitalPoolAmountTooBigErrorID() common.Hash {
	return common.HexToHash("0xec9af8c58b37ca828d6ba7c6d9790503d61db33a03c6d00316e740a947a03b7c")
}

// UnpackAmountTooBigError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error AmountTooBig(uint256 amount)
func (capitalPool *CapitalPool) UnpackAmountTooBigError(raw []byte) (*CapitalPoolAmountTooBig, error) {
	out := new(CapitalPoolAmountTooBig)
	if err := capitalPool.abi.UnpackIntoInterface(out, "AmountTooBig", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CapitalPoolBondExists represents a BondExists error raised by the CapitalPool contract.
type CapitalPoolBondExists struct {
	IncidentId [32]byte
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error BondExists(bytes32 incidentId)
func CapitalPoolBondExistsErrorID() common.Hash {
	return common.HexToHash("0x31589c98576a1dc8783cbd6d7f618f711a7c997751f9e4c5be4d75156f492216")
}

// UnpackBondExistsError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error BondExists(bytes32 incidentId)
func (capitalPool *CapitalPool) UnpackBondExistsError(raw []byte) (*CapitalPoolBondExists, error) {
	out := new(CapitalPoolBondExists)
	if err := capitalPool.abi.UnpackIntoInterface(out, "BondExists", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CapitalPoolBondNotPaid represents a BondNotPaid error raised by the CapitalPool contract.
type CapitalPoolBondNotPaid struct {
	To common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error BondNotPaid(address to)
func CapitalPoolBondNotPaidErrorID() common.Hash {
	return common.HexToHash("0xfa4f6a0692bb0c18618f62da46599680fac59c91408cdb43b7f1b8f7fa944a38")
}

// UnpackBondNotPaidError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error BondNotPaid(address to)
func (capitalPool *CapitalPool) UnpackBondNotPaidError(raw []byte) (*CapitalPoolBondNotPaid, error) {
	out := new(CapitalPoolBondNotPaid)
	if err := capitalPool.abi.UnpackIntoInterface(out, "BondNotPaid", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CapitalPoolBondOpen represents a BondOpen error raised by the CapitalPool contract.
type CapitalPoolBondOpen struct {
	IncidentId [32]byte
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error BondOpen(bytes32 incidentId)
func CapitalPoolBondOpenErrorID() common.Hash {
	return common.HexToHash("0x1e2a36a653d7ed8450f60df0a12693aca16962d434c69f17bb5e409ed21a64f7")
}

// UnpackBondOpenError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error BondOpen(bytes32 incidentId)
func (capitalPool *CapitalPool) UnpackBondOpenError(raw []byte) (*CapitalPoolBondOpen, error) {
	out := new(CapitalPoolBondOpen)
	if err := capitalPool.abi.UnpackIntoInterface(out, "BondOpen", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CapitalPoolDistributorBusy represents a DistributorBusy error raised by the CapitalPool contract.
type CapitalPoolDistributorBusy struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error DistributorBusy()
func CapitalPoolDistributorBusyErrorID() common.Hash {
	return common.HexToHash("0xa09963eeef6e5444a6abffea31a279280f423f934d57f430075df64b2fd8dd16")
}

// UnpackDistributorBusyError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error DistributorBusy()
func (capitalPool *CapitalPool) UnpackDistributorBusyError(raw []byte) (*CapitalPoolDistributorBusy, error) {
	out := new(CapitalPoolDistributorBusy)
	if err := capitalPool.abi.UnpackIntoInterface(out, "DistributorBusy", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CapitalPoolEarmarkState represents a EarmarkState error raised by the CapitalPool contract.
type CapitalPoolEarmarkState struct {
	IncidentId [32]byte
	Open       bool
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error EarmarkState(bytes32 incidentId, bool open)
func CapitalPoolEarmarkStateErrorID() common.Hash {
	return common.HexToHash("0xbab919704e742aedfc7b210940b733373bccf64a3db15098bda2acce332d28c8")
}

// UnpackEarmarkStateError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error EarmarkState(bytes32 incidentId, bool open)
func (capitalPool *CapitalPool) UnpackEarmarkStateError(raw []byte) (*CapitalPoolEarmarkState, error) {
	out := new(CapitalPoolEarmarkState)
	if err := capitalPool.abi.UnpackIntoInterface(out, "EarmarkState", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CapitalPoolExitNotReady represents a ExitNotReady error raised by the CapitalPool contract.
type CapitalPoolExitNotReady struct {
	ReadyAt *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ExitNotReady(uint40 readyAt)
func CapitalPoolExitNotReadyErrorID() common.Hash {
	return common.HexToHash("0xa4c61921668ac470cc8a2fe9b103983255e2e056b9378a490986732a0a2cf17d")
}

// UnpackExitNotReadyError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ExitNotReady(uint40 readyAt)
func (capitalPool *CapitalPool) UnpackExitNotReadyError(raw []byte) (*CapitalPoolExitNotReady, error) {
	out := new(CapitalPoolExitNotReady)
	if err := capitalPool.abi.UnpackIntoInterface(out, "ExitNotReady", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CapitalPoolHoldsOtherRole represents a HoldsOtherRole error raised by the CapitalPool contract.
type CapitalPoolHoldsOtherRole struct {
	Role    uint8
	Account common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error HoldsOtherRole(uint8 role, address account)
func CapitalPoolHoldsOtherRoleErrorID() common.Hash {
	return common.HexToHash("0xed1861d21f987247c7ad37dfabf468e3e33826ea48524ed8896f884568dae2bc")
}

// UnpackHoldsOtherRoleError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error HoldsOtherRole(uint8 role, address account)
func (capitalPool *CapitalPool) UnpackHoldsOtherRoleError(raw []byte) (*CapitalPoolHoldsOtherRole, error) {
	out := new(CapitalPoolHoldsOtherRole)
	if err := capitalPool.abi.UnpackIntoInterface(out, "HoldsOtherRole", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CapitalPoolIsPaused represents a IsPaused error raised by the CapitalPool contract.
type CapitalPoolIsPaused struct {
	Until *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error IsPaused(uint40 until)
func CapitalPoolIsPausedErrorID() common.Hash {
	return common.HexToHash("0x8a7ac8baa4b67a37b31cdc82e5dd7f2e286c0d39a7331a40a5253683e50c23b6")
}

// UnpackIsPausedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error IsPaused(uint40 until)
func (capitalPool *CapitalPool) UnpackIsPausedError(raw []byte) (*CapitalPoolIsPaused, error) {
	out := new(CapitalPoolIsPaused)
	if err := capitalPool.abi.UnpackIntoInterface(out, "IsPaused", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CapitalPoolNoReport represents a NoReport error raised by the CapitalPool contract.
type CapitalPoolNoReport struct {
	IncidentId [32]byte
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NoReport(bytes32 incidentId)
func CapitalPoolNoReportErrorID() common.Hash {
	return common.HexToHash("0x27cd8fecf92ae5873a3b701804a3229d247bc19c33c0725d403dd49d32c6ea9f")
}

// UnpackNoReportError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NoReport(bytes32 incidentId)
func (capitalPool *CapitalPool) UnpackNoReportError(raw []byte) (*CapitalPoolNoReport, error) {
	out := new(CapitalPoolNoReport)
	if err := capitalPool.abi.UnpackIntoInterface(out, "NoReport", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CapitalPoolNotDistributor represents a NotDistributor error raised by the CapitalPool contract.
type CapitalPoolNotDistributor struct {
	Caller common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NotDistributor(address caller)
func CapitalPoolNotDistributorErrorID() common.Hash {
	return common.HexToHash("0x7838a78b84598b8109cc0df715cef62ea577935d285008d3bd397e756ebc422d")
}

// UnpackNotDistributorError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NotDistributor(address caller)
func (capitalPool *CapitalPool) UnpackNotDistributorError(raw []byte) (*CapitalPoolNotDistributor, error) {
	out := new(CapitalPoolNotDistributor)
	if err := capitalPool.abi.UnpackIntoInterface(out, "NotDistributor", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CapitalPoolNotEnoughFree represents a NotEnoughFree error raised by the CapitalPool contract.
type CapitalPoolNotEnoughFree struct {
	Have *big.Int
	Need *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NotEnoughFree(uint256 have, uint256 need)
func CapitalPoolNotEnoughFreeErrorID() common.Hash {
	return common.HexToHash("0xbc92d3147440e5a1ea67bff25f9c023fdab3e67e538af4c386ea0219e6866532")
}

// UnpackNotEnoughFreeError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NotEnoughFree(uint256 have, uint256 need)
func (capitalPool *CapitalPool) UnpackNotEnoughFreeError(raw []byte) (*CapitalPoolNotEnoughFree, error) {
	out := new(CapitalPoolNotEnoughFree)
	if err := capitalPool.abi.UnpackIntoInterface(out, "NotEnoughFree", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CapitalPoolNotEnoughShares represents a NotEnoughShares error raised by the CapitalPool contract.
type CapitalPoolNotEnoughShares struct {
	Have *big.Int
	Need *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NotEnoughShares(uint256 have, uint256 need)
func CapitalPoolNotEnoughSharesErrorID() common.Hash {
	return common.HexToHash("0x808722dc6bb19b9bc1748e6941d449df3fc9b2843a2171f037cbeca589d51871")
}

// UnpackNotEnoughSharesError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NotEnoughShares(uint256 have, uint256 need)
func (capitalPool *CapitalPool) UnpackNotEnoughSharesError(raw []byte) (*CapitalPoolNotEnoughShares, error) {
	out := new(CapitalPoolNotEnoughShares)
	if err := capitalPool.abi.UnpackIntoInterface(out, "NotEnoughShares", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CapitalPoolNotHolder represents a NotHolder error raised by the CapitalPool contract.
type CapitalPoolNotHolder struct {
	Role   uint8
	Caller common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NotHolder(uint8 role, address caller)
func CapitalPoolNotHolderErrorID() common.Hash {
	return common.HexToHash("0x7bb9ebeb998bf49df9d810a0f838b5cc7d271f175ed8fad1a5d07a5f3ccaa62e")
}

// UnpackNotHolderError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NotHolder(uint8 role, address caller)
func (capitalPool *CapitalPool) UnpackNotHolderError(raw []byte) (*CapitalPoolNotHolder, error) {
	out := new(CapitalPoolNotHolder)
	if err := capitalPool.abi.UnpackIntoInterface(out, "NotHolder", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CapitalPoolNotOffered represents a NotOffered error raised by the CapitalPool contract.
type CapitalPoolNotOffered struct {
	Role   uint8
	Caller common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NotOffered(uint8 role, address caller)
func CapitalPoolNotOfferedErrorID() common.Hash {
	return common.HexToHash("0xafd774611c1c39de15ec92a30e2847795048c5ecda46c2175061dac265558c80")
}

// UnpackNotOfferedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NotOffered(uint8 role, address caller)
func (capitalPool *CapitalPool) UnpackNotOfferedError(raw []byte) (*CapitalPoolNotOffered, error) {
	out := new(CapitalPoolNotOffered)
	if err := capitalPool.abi.UnpackIntoInterface(out, "NotOffered", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CapitalPoolNotRecovered represents a NotRecovered error raised by the CapitalPool contract.
type CapitalPoolNotRecovered struct {
	Role   uint8
	Caller common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NotRecovered(uint8 role, address caller)
func CapitalPoolNotRecoveredErrorID() common.Hash {
	return common.HexToHash("0x6267bf8ee988ccfd5390f01496ec7216fcb24c7619db941e13117297e18f0170")
}

// UnpackNotRecoveredError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NotRecovered(uint8 role, address caller)
func (capitalPool *CapitalPool) UnpackNotRecoveredError(raw []byte) (*CapitalPoolNotRecovered, error) {
	out := new(CapitalPoolNotRecovered)
	if err := capitalPool.abi.UnpackIntoInterface(out, "NotRecovered", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CapitalPoolNotYourExit represents a NotYourExit error raised by the CapitalPool contract.
type CapitalPoolNotYourExit struct {
	ExitId *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NotYourExit(uint256 exitId)
func CapitalPoolNotYourExitErrorID() common.Hash {
	return common.HexToHash("0x9034a8c221d81a0a15a59da77d6f03f978aa8bfe83700f2e71d9f6d5fc0e163e")
}

// UnpackNotYourExitError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NotYourExit(uint256 exitId)
func (capitalPool *CapitalPool) UnpackNotYourExitError(raw []byte) (*CapitalPoolNotYourExit, error) {
	out := new(CapitalPoolNotYourExit)
	if err := capitalPool.abi.UnpackIntoInterface(out, "NotYourExit", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CapitalPoolNothingToDo represents a NothingToDo error raised by the CapitalPool contract.
type CapitalPoolNothingToDo struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NothingToDo()
func CapitalPoolNothingToDoErrorID() common.Hash {
	return common.HexToHash("0x5c52a8685c474c69637a8bd0989a1142629129e3293bd9aa6468eff5dd643948")
}

// UnpackNothingToDoError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NothingToDo()
func (capitalPool *CapitalPool) UnpackNothingToDoError(raw []byte) (*CapitalPoolNothingToDo, error) {
	out := new(CapitalPoolNothingToDo)
	if err := capitalPool.abi.UnpackIntoInterface(out, "NothingToDo", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CapitalPoolOverEarmark represents a OverEarmark error raised by the CapitalPool contract.
type CapitalPoolOverEarmark struct {
	Have *big.Int
	Need *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error OverEarmark(uint256 have, uint256 need)
func CapitalPoolOverEarmarkErrorID() common.Hash {
	return common.HexToHash("0xc01662d5939cf98f0bac2aefaf2e08560fea207f3c3ca70487ec9c7bfda69d96")
}

// UnpackOverEarmarkError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error OverEarmark(uint256 have, uint256 need)
func (capitalPool *CapitalPool) UnpackOverEarmarkError(raw []byte) (*CapitalPoolOverEarmark, error) {
	out := new(CapitalPoolOverEarmark)
	if err := capitalPool.abi.UnpackIntoInterface(out, "OverEarmark", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CapitalPoolPauseTooLong represents a PauseTooLong error raised by the CapitalPool contract.
type CapitalPoolPauseTooLong struct {
	Duration *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error PauseTooLong(uint256 duration)
func CapitalPoolPauseTooLongErrorID() common.Hash {
	return common.HexToHash("0xf2292f0075cda00a2388e74d99f6e44557cbdb476958ceec93d8247761a86a2a")
}

// UnpackPauseTooLongError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error PauseTooLong(uint256 duration)
func (capitalPool *CapitalPool) UnpackPauseTooLongError(raw []byte) (*CapitalPoolPauseTooLong, error) {
	out := new(CapitalPoolPauseTooLong)
	if err := capitalPool.abi.UnpackIntoInterface(out, "PauseTooLong", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CapitalPoolPauseTooSoon represents a PauseTooSoon error raised by the CapitalPool contract.
type CapitalPoolPauseTooSoon struct {
	AllowedFrom *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error PauseTooSoon(uint256 allowedFrom)
func CapitalPoolPauseTooSoonErrorID() common.Hash {
	return common.HexToHash("0x7d47bb35fa7b221df0f1d78aadb3b13df1c3390c3b0eb4eb3738c2ec17ba2491")
}

// UnpackPauseTooSoonError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error PauseTooSoon(uint256 allowedFrom)
func (capitalPool *CapitalPool) UnpackPauseTooSoonError(raw []byte) (*CapitalPoolPauseTooSoon, error) {
	out := new(CapitalPoolPauseTooSoon)
	if err := capitalPool.abi.UnpackIntoInterface(out, "PauseTooSoon", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CapitalPoolPoolFrozen represents a PoolFrozen error raised by the CapitalPool contract.
type CapitalPoolPoolFrozen struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error PoolFrozen()
func CapitalPoolPoolFrozenErrorID() common.Hash {
	return common.HexToHash("0xfd4851e957692bd2892519465342329cd312c3cfa252aefb8e631076638ee49b")
}

// UnpackPoolFrozenError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error PoolFrozen()
func (capitalPool *CapitalPool) UnpackPoolFrozenError(raw []byte) (*CapitalPoolPoolFrozen, error) {
	out := new(CapitalPoolPoolFrozen)
	if err := capitalPool.abi.UnpackIntoInterface(out, "PoolFrozen", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CapitalPoolReentrancyGuardReentrantCall represents a ReentrancyGuardReentrantCall error raised by the CapitalPool contract.
type CapitalPoolReentrancyGuardReentrantCall struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ReentrancyGuardReentrantCall()
func CapitalPoolReentrancyGuardReentrantCallErrorID() common.Hash {
	return common.HexToHash("0x3ee5aeb571de7fc460830b4d0017439a1ca56fb0bc39062227ade4fe4a24c1ca")
}

// UnpackReentrancyGuardReentrantCallError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ReentrancyGuardReentrantCall()
func (capitalPool *CapitalPool) UnpackReentrancyGuardReentrantCallError(raw []byte) (*CapitalPoolReentrancyGuardReentrantCall, error) {
	out := new(CapitalPoolReentrancyGuardReentrantCall)
	if err := capitalPool.abi.UnpackIntoInterface(out, "ReentrancyGuardReentrantCall", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CapitalPoolSafeERC20FailedOperation represents a SafeERC20FailedOperation error raised by the CapitalPool contract.
type CapitalPoolSafeERC20FailedOperation struct {
	Token common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error SafeERC20FailedOperation(address token)
func CapitalPoolSafeERC20FailedOperationErrorID() common.Hash {
	return common.HexToHash("0x5274afe73c98b4749fc91ffae6b7b574e7842cb2144a159e9377a5f20b32edf9")
}

// UnpackSafeERC20FailedOperationError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error SafeERC20FailedOperation(address token)
func (capitalPool *CapitalPool) UnpackSafeERC20FailedOperationError(raw []byte) (*CapitalPoolSafeERC20FailedOperation, error) {
	out := new(CapitalPoolSafeERC20FailedOperation)
	if err := capitalPool.abi.UnpackIntoInterface(out, "SafeERC20FailedOperation", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CapitalPoolTooFewShares represents a TooFewShares error raised by the CapitalPool contract.
type CapitalPoolTooFewShares struct {
	Shares *big.Int
	Min    *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error TooFewShares(uint256 shares, uint256 min)
func CapitalPoolTooFewSharesErrorID() common.Hash {
	return common.HexToHash("0xe2ce129ea3a57671587ac9a23d97dc83e89d8e510fed9e4e5013842a46a2d541")
}

// UnpackTooFewSharesError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error TooFewShares(uint256 shares, uint256 min)
func (capitalPool *CapitalPool) UnpackTooFewSharesError(raw []byte) (*CapitalPoolTooFewShares, error) {
	out := new(CapitalPoolTooFewShares)
	if err := capitalPool.abi.UnpackIntoInterface(out, "TooFewShares", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CapitalPoolTooLittle represents a TooLittle error raised by the CapitalPool contract.
type CapitalPoolTooLittle struct {
	Assets *big.Int
	Min    *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error TooLittle(uint256 assets, uint256 min)
func CapitalPoolTooLittleErrorID() common.Hash {
	return common.HexToHash("0x618bc7c9c5c14b24deb4dc32351517affd27e0eb5e8e859add5a0ba0e7965e56")
}

// UnpackTooLittleError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error TooLittle(uint256 assets, uint256 min)
func (capitalPool *CapitalPool) UnpackTooLittleError(raw []byte) (*CapitalPoolTooLittle, error) {
	out := new(CapitalPoolTooLittle)
	if err := capitalPool.abi.UnpackIntoInterface(out, "TooLittle", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CapitalPoolTransferFailed represents a TransferFailed error raised by the CapitalPool contract.
type CapitalPoolTransferFailed struct {
	Token  common.Address
	To     common.Address
	Amount *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error TransferFailed(address token, address to, uint256 amount)
func CapitalPoolTransferFailedErrorID() common.Hash {
	return common.HexToHash("0xbf182be802245e8ed88e4b8d3e4344c0863dd2a70334f089fd07265389306fcf")
}

// UnpackTransferFailedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error TransferFailed(address token, address to, uint256 amount)
func (capitalPool *CapitalPool) UnpackTransferFailedError(raw []byte) (*CapitalPoolTransferFailed, error) {
	out := new(CapitalPoolTransferFailed)
	if err := capitalPool.abi.UnpackIntoInterface(out, "TransferFailed", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CapitalPoolWrongBond represents a WrongBond error raised by the CapitalPool contract.
type CapitalPoolWrongBond struct {
	Have *big.Int
	Need *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error WrongBond(uint256 have, uint256 need)
func CapitalPoolWrongBondErrorID() common.Hash {
	return common.HexToHash("0x0c5e03da3c3575f08d387f0e59dfdfe46b22550c7a25676fffcb9251582e2c11")
}

// UnpackWrongBondError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error WrongBond(uint256 have, uint256 need)
func (capitalPool *CapitalPool) UnpackWrongBondError(raw []byte) (*CapitalPoolWrongBond, error) {
	out := new(CapitalPoolWrongBond)
	if err := capitalPool.abi.UnpackIntoInterface(out, "WrongBond", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CapitalPoolWrongMoneyIn represents a WrongMoneyIn error raised by the CapitalPool contract.
type CapitalPoolWrongMoneyIn struct {
	Have *big.Int
	Want *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error WrongMoneyIn(uint256 have, uint256 want)
func CapitalPoolWrongMoneyInErrorID() common.Hash {
	return common.HexToHash("0x4434b58ba6a90a1067ebb48ce44c526a2cf94ceeef869127f2d1fffa6e1dc745")
}

// UnpackWrongMoneyInError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error WrongMoneyIn(uint256 have, uint256 want)
func (capitalPool *CapitalPool) UnpackWrongMoneyInError(raw []byte) (*CapitalPoolWrongMoneyIn, error) {
	out := new(CapitalPoolWrongMoneyIn)
	if err := capitalPool.abi.UnpackIntoInterface(out, "WrongMoneyIn", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CapitalPoolWrongMoneyOut represents a WrongMoneyOut error raised by the CapitalPool contract.
type CapitalPoolWrongMoneyOut struct {
	Have *big.Int
	Want *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error WrongMoneyOut(uint256 have, uint256 want)
func CapitalPoolWrongMoneyOutErrorID() common.Hash {
	return common.HexToHash("0x900f893457a08d5a3ec4178fc9c3c16a545cad14b5b36e274c7e15e3f38df4dc")
}

// UnpackWrongMoneyOutError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error WrongMoneyOut(uint256 have, uint256 want)
func (capitalPool *CapitalPool) UnpackWrongMoneyOutError(raw []byte) (*CapitalPoolWrongMoneyOut, error) {
	out := new(CapitalPoolWrongMoneyOut)
	if err := capitalPool.abi.UnpackIntoInterface(out, "WrongMoneyOut", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CapitalPoolWrongParameter represents a WrongParameter error raised by the CapitalPool contract.
type CapitalPoolWrongParameter struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error WrongParameter()
func CapitalPoolWrongParameterErrorID() common.Hash {
	return common.HexToHash("0x6e4a9ce87582d33bfa71865cbbfb704b4b0e12a3d37f9868e3f2403f88767e25")
}

// UnpackWrongParameterError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error WrongParameter()
func (capitalPool *CapitalPool) UnpackWrongParameterError(raw []byte) (*CapitalPoolWrongParameter, error) {
	out := new(CapitalPoolWrongParameter)
	if err := capitalPool.abi.UnpackIntoInterface(out, "WrongParameter", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CapitalPoolWrongPool represents a WrongPool error raised by the CapitalPool contract.
type CapitalPoolWrongPool struct {
	PoolId [32]byte
	Token  common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error WrongPool(bytes32 poolId, address token)
func CapitalPoolWrongPoolErrorID() common.Hash {
	return common.HexToHash("0x7198d13dcc596d7907c393c45588f4ad723a80738fbbdf437a811be9a2238435")
}

// UnpackWrongPoolError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error WrongPool(bytes32 poolId, address token)
func (capitalPool *CapitalPool) UnpackWrongPoolError(raw []byte) (*CapitalPoolWrongPool, error) {
	out := new(CapitalPoolWrongPool)
	if err := capitalPool.abi.UnpackIntoInterface(out, "WrongPool", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CapitalPoolZeroAddress represents a ZeroAddress error raised by the CapitalPool contract.
type CapitalPoolZeroAddress struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ZeroAddress()
func CapitalPoolZeroAddressErrorID() common.Hash {
	return common.HexToHash("0xd92e233df2717d4a40030e20904abd27b68fcbeede117eaaccbbdac9618c8c73")
}

// UnpackZeroAddressError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ZeroAddress()
func (capitalPool *CapitalPool) UnpackZeroAddressError(raw []byte) (*CapitalPoolZeroAddress, error) {
	out := new(CapitalPoolZeroAddress)
	if err := capitalPool.abi.UnpackIntoInterface(out, "ZeroAddress", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// LendingDeskMetaData contains all meta data concerning the LendingDesk contract.
var LendingDeskMetaData = bind.MetaData{
	ABI: "[{\"inputs\":[{\"internalType\":\"contractIERC20\",\"name\":\"asset\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"collateralRate\",\"type\":\"uint256\"}],\"stateMutability\":\"nonpayable\",\"type\":\"constructor\"},{\"inputs\":[],\"name\":\"CollateralRefused\",\"type\":\"error\"},{\"inputs\":[],\"name\":\"EnforcedPause\",\"type\":\"error\"},{\"inputs\":[],\"name\":\"ExpectedPause\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"have\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"need\",\"type\":\"uint256\"}],\"name\":\"NotEnough\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"owner\",\"type\":\"address\"}],\"name\":\"OwnableInvalidOwner\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"}],\"name\":\"OwnableUnauthorizedAccount\",\"type\":\"error\"},{\"inputs\":[],\"name\":\"ReentrancyGuardReentrantCall\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"token\",\"type\":\"address\"}],\"name\":\"SafeERC20FailedOperation\",\"type\":\"error\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"assets\",\"type\":\"uint256\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"collateral\",\"type\":\"uint256\"}],\"name\":\"Borrowed\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"assets\",\"type\":\"uint256\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"shares\",\"type\":\"uint256\"}],\"name\":\"Deposit\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"previousOwner\",\"type\":\"address\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"newOwner\",\"type\":\"address\"}],\"name\":\"OwnershipTransferred\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":false,\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"}],\"name\":\"Paused\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"assets\",\"type\":\"uint256\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"collateral\",\"type\":\"uint256\"}],\"name\":\"Repaid\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":false,\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"}],\"name\":\"Unpaused\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"assets\",\"type\":\"uint256\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"shares\",\"type\":\"uint256\"}],\"name\":\"Withdraw\",\"type\":\"event\"},{\"inputs\":[],\"name\":\"ASSET\",\"outputs\":[{\"internalType\":\"contractIERC20\",\"name\":\"\",\"type\":\"address\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"COLLATERAL_RATE\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"}],\"name\":\"assetsOf\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"assets\",\"type\":\"uint256\"}],\"name\":\"borrow\",\"outputs\":[],\"stateMutability\":\"payable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"debt\",\"type\":\"uint256\"}],\"name\":\"collateralFor\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"}],\"name\":\"collateralOf\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"}],\"name\":\"debtOf\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"owner\",\"outputs\":[{\"internalType\":\"address\",\"name\":\"\",\"type\":\"address\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"pause\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"paused\",\"outputs\":[{\"internalType\":\"bool\",\"name\":\"\",\"type\":\"bool\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"renounceOwnership\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"assets\",\"type\":\"uint256\"}],\"name\":\"repay\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"}],\"name\":\"suppliedOf\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"assets\",\"type\":\"uint256\"}],\"name\":\"supply\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"newOwner\",\"type\":\"address\"}],\"name\":\"transferOwnership\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"unpause\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"assets\",\"type\":\"uint256\"}],\"name\":\"withdraw\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"}]",
	ID:  "LendingDesk",
	Bin: "0x60c0346100fc57601f61101138819003918201601f19168301916001600160401b038311848410176101005780849260409485528339810103126100fc578051906001600160a01b03821682036100fc576020015133156100e9575f8054336001600160a01b0319821681178355604051949290916001600160a01b0316907f8be0079c531659141344cd1fd0a4f28419497f9722a3daafe3b4186f6b6457e09080a360805260a052610efc908161011582396080518181816102cb01528181610659015281816107e5015281816109bf0152610aae015260a0518181816105100152610c190152f35b631e4fbdf760e01b5f525f60045260245ffd5b5f80fd5b634e487b7160e01b5f52604160045260245ffdfe6080806040526004361015610012575f80fd5b5f3560e01c9081631aefb10714610b6d5750806328ab221814610b295780632c62fa101461037e5780632e1a7d4d14610a3a578063354030231461095c578063371fd8e6146107395780633f4ba83a1461067d5780634800d97f1461060f5780635c975abb146105cd578063715018a61461053357806378a14d0e146104db5780638456cb59146104345780638da5cb5b146103e4578063a117eb441461037e578063c5ebeaec14610230578063d283e75f146101ca5763f2fde38b146100d7575f80fd5b346101c65760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126101c65760043573ffffffffffffffffffffffffffffffffffffffff81168091036101c65761012f610e7a565b801561019a5773ffffffffffffffffffffffffffffffffffffffff5f54827fffffffffffffffffffffffff00000000000000000000000000000000000000008216175f55167f8be0079c531659141344cd1fd0a4f28419497f9722a3daafe3b4186f6b6457e05f80a3005b7f1e4fbdf7000000000000000000000000000000000000000000000000000000005f525f60045260245ffd5b5f80fd5b346101c65760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126101c65760043573ffffffffffffffffffffffffffffffffffffffff81168091036101c6575f526002602052602060405f2054604051908152f35b60207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126101c657600435610265610c7b565b61026d610cef565b335f5260026020526102838160405f2054610bd0565b335f52600360205261029a60405f20543490610bd0565b906102a481610c17565b821061034657335f52600260205260405f2055335f52600360205260405f20556102ef81337f0000000000000000000000000000000000000000000000000000000000000000610d25565b6040519081523460208201527feae9cfbc77fdd40ca899f36b608256063b2bc9d8178b0220f7ad513e178d673060403392a25f7f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f005d005b61034f90610c17565b907f8b29af59000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b346101c65760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126101c65760043573ffffffffffffffffffffffffffffffffffffffff81168091036101c6575f526001602052602060405f2054604051908152f35b346101c6575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126101c657602073ffffffffffffffffffffffffffffffffffffffff5f5416604051908152f35b346101c6575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126101c65761046a610e7a565b610472610cef565b740100000000000000000000000000000000000000007fffffffffffffffffffffff00ffffffffffffffffffffffffffffffffffffffff5f5416175f557f62e78cea01bee320cd4e420270b5ea74000d11b0c9f74754ebdbfc544b05a2586020604051338152a1005b346101c6575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126101c65760206040517f00000000000000000000000000000000000000000000000000000000000000008152f35b346101c6575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126101c657610569610e7a565b5f73ffffffffffffffffffffffffffffffffffffffff81547fffffffffffffffffffffffff000000000000000000000000000000000000000081168355167f8be0079c531659141344cd1fd0a4f28419497f9722a3daafe3b4186f6b6457e08280a3005b346101c6575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126101c657602060ff5f5460a01c166040519015158152f35b346101c6575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126101c657602060405173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000168152f35b346101c6575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126101c6576106b3610e7a565b5f5460ff8160a01c1615610711577fffffffffffffffffffffff00ffffffffffffffffffffffffffffffffffffffff165f557f5db9ee0a495bf2e6ff9c91a7834c1ba4fdd244a5e8aa4e537bd38aeae4b073aa6020604051338152a1005b7f8dfc202b000000000000000000000000000000000000000000000000000000005f5260045ffd5b346101c65760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126101c657600435610773610c7b565b61077b610cef565b335f52600260205260405f20548181811161092d5780826107a26107b4936107b995610c0a565b335f52600260205260405f2055610c0a565b610c17565b335f5260036020526107cf8160405f2054610c0a565b90335f52600360205260405f20556108098230337f0000000000000000000000000000000000000000000000000000000000000000610def565b5f80808084335af13d15610928573d67ffffffffffffffff81116108fb57604051907fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0603f81601f8401160116820182811067ffffffffffffffff8211176108fb5760405281525f60203d92013e5b156108d35760405191825260208201527f1b8cd61ed43bec7c6bdad3a18ffee613f99c853d16c50678d248d879e1b4343860403392a25f7f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f005d005b7f9ddcb611000000000000000000000000000000000000000000000000000000005f5260045ffd5b7f4e487b71000000000000000000000000000000000000000000000000000000005f52604160045260245ffd5b610878565b507f8b29af59000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b346101c65760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126101c657600435610996610c7b565b61099e610cef565b335f52600160205260405f206109b5828254610bd0565b90556109e38130337f0000000000000000000000000000000000000000000000000000000000000000610def565b6040519080825260208201527f90890809c654f11d6e72a28fa60149770a0d11ec6c92319d6ceb2bb0a4ea1a1560403392a25f7f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f005d005b346101c65760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126101c657600435610a74610c7b565b610a7c610cef565b335f52600160205260405f20548181811161092d57610a9a91610c0a565b335f52600160205260405f2055610ad281337f0000000000000000000000000000000000000000000000000000000000000000610d25565b6040519080825260208201527ff279e6a1f5e320cca91135676d9cb6e44ca8a08c0b88342bcdb1144f6511b56860403392a25f7f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f005d005b346101c65760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126101c6576020610b65600435610c17565b604051908152f35b346101c65760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126101c6576004359073ffffffffffffffffffffffffffffffffffffffff82168092036101c6576020915f526003825260405f20548152f35b91908201809211610bdd57565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52601160045260245ffd5b91908203918211610bdd57565b7f000000000000000000000000000000000000000000000000000000000000000090818102918183041490151715610bdd57670de0b6b3a7640000810190818111610bdd57670de0b6b3a763ffff01908111610bdd57670de0b6b3a7640000900490565b7f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f005c610cc75760017f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f005d565b7f3ee5aeb5000000000000000000000000000000000000000000000000000000005f5260045ffd5b60ff5f5460a01c16610cfd57565b7fd93c0665000000000000000000000000000000000000000000000000000000005f5260045ffd5b9173ffffffffffffffffffffffffffffffffffffffff604051927fa9059cbb000000000000000000000000000000000000000000000000000000005f521660045260245260205f60448180865af19060015f5114821615610dce575b60405215610d8c5750565b73ffffffffffffffffffffffffffffffffffffffff907f5274afe7000000000000000000000000000000000000000000000000000000005f521660045260245ffd5b906001811516610de657823b15153d15161690610d81565b503d5f823e3d90fd5b92909173ffffffffffffffffffffffffffffffffffffffff9081604051947f23b872dd000000000000000000000000000000000000000000000000000000005f52166004521660245260445260205f60648180865af19060015f5114821615610e62575b6040525f60605215610d8c5750565b906001811516610de657823b15153d15161690610e53565b73ffffffffffffffffffffffffffffffffffffffff5f54163303610e9a57565b7f118cdaa7000000000000000000000000000000000000000000000000000000005f523360045260245ffdfea2646970667358221220215197df4c9e4a08d8d0a5aefc65ab3941705a8f412e1e7ee1f46c7e7a0d319f64736f6c634300081e0033",
}

// LendingDesk is an auto generated Go binding around an Ethereum contract.
type LendingDesk struct {
	abi abi.ABI
}

// GetABI returns the ABI associated with this contract binding.
func (c *LendingDesk) GetABI() abi.ABI {
	return c.abi
}

// NewLendingDesk creates a new instance of LendingDesk.
func NewLendingDesk() *LendingDesk {
	parsed, err := LendingDeskMetaData.ParseABI()
	if err != nil {
		panic(errors.New("invalid ABI: " + err.Error()))
	}
	return &LendingDesk{abi: *parsed}
}

// Instance creates a wrapper for a deployed contract instance at the given address.
// Use this to create the instance object passed to abigen v2 library functions Call, Transact, etc.
func (c *LendingDesk) Instance(backend bind.ContractBackend, addr common.Address) *bind.BoundContract {
	return bind.NewBoundContract(addr, c.abi, backend, backend, backend)
}

// PackConstructor is the Go binding used to pack the parameters required for
// contract deployment.
//
// Solidity: constructor(address asset, uint256 collateralRate) returns()
func (lendingDesk *LendingDesk) PackConstructor(asset common.Address, collateralRate *big.Int) []byte {
	enc, err := lendingDesk.abi.Pack("", asset, collateralRate)
	if err != nil {
		panic(err)
	}
	return enc
}

// PackASSET is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x4800d97f.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function ASSET() view returns(address)
func (lendingDesk *LendingDesk) PackASSET() []byte {
	enc, err := lendingDesk.abi.Pack("ASSET")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackASSET is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x4800d97f.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function ASSET() view returns(address)
func (lendingDesk *LendingDesk) TryPackASSET() ([]byte, error) {
	return lendingDesk.abi.Pack("ASSET")
}

// UnpackASSET is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x4800d97f.
//
// Solidity: function ASSET() view returns(address)
func (lendingDesk *LendingDesk) UnpackASSET(data []byte) (common.Address, error) {
	out, err := lendingDesk.abi.Unpack("ASSET", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackCOLLATERALRATE is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x78a14d0e.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function COLLATERAL_RATE() view returns(uint256)
func (lendingDesk *LendingDesk) PackCOLLATERALRATE() []byte {
	enc, err := lendingDesk.abi.Pack("COLLATERAL_RATE")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackCOLLATERALRATE is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x78a14d0e.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function COLLATERAL_RATE() view returns(uint256)
func (lendingDesk *LendingDesk) TryPackCOLLATERALRATE() ([]byte, error) {
	return lendingDesk.abi.Pack("COLLATERAL_RATE")
}

// UnpackCOLLATERALRATE is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x78a14d0e.
//
// Solidity: function COLLATERAL_RATE() view returns(uint256)
func (lendingDesk *LendingDesk) UnpackCOLLATERALRATE(data []byte) (*big.Int, error) {
	out, err := lendingDesk.abi.Unpack("COLLATERAL_RATE", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackAssetsOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x2c62fa10.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function assetsOf(address account) view returns(uint256)
func (lendingDesk *LendingDesk) PackAssetsOf(account common.Address) []byte {
	enc, err := lendingDesk.abi.Pack("assetsOf", account)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackAssetsOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x2c62fa10.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function assetsOf(address account) view returns(uint256)
func (lendingDesk *LendingDesk) TryPackAssetsOf(account common.Address) ([]byte, error) {
	return lendingDesk.abi.Pack("assetsOf", account)
}

// UnpackAssetsOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x2c62fa10.
//
// Solidity: function assetsOf(address account) view returns(uint256)
func (lendingDesk *LendingDesk) UnpackAssetsOf(data []byte) (*big.Int, error) {
	out, err := lendingDesk.abi.Unpack("assetsOf", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackBorrow is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xc5ebeaec.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function borrow(uint256 assets) payable returns()
func (lendingDesk *LendingDesk) PackBorrow(assets *big.Int) []byte {
	enc, err := lendingDesk.abi.Pack("borrow", assets)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackBorrow is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xc5ebeaec.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function borrow(uint256 assets) payable returns()
func (lendingDesk *LendingDesk) TryPackBorrow(assets *big.Int) ([]byte, error) {
	return lendingDesk.abi.Pack("borrow", assets)
}

// PackCollateralFor is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x28ab2218.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function collateralFor(uint256 debt) view returns(uint256)
func (lendingDesk *LendingDesk) PackCollateralFor(debt *big.Int) []byte {
	enc, err := lendingDesk.abi.Pack("collateralFor", debt)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackCollateralFor is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x28ab2218.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function collateralFor(uint256 debt) view returns(uint256)
func (lendingDesk *LendingDesk) TryPackCollateralFor(debt *big.Int) ([]byte, error) {
	return lendingDesk.abi.Pack("collateralFor", debt)
}

// UnpackCollateralFor is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x28ab2218.
//
// Solidity: function collateralFor(uint256 debt) view returns(uint256)
func (lendingDesk *LendingDesk) UnpackCollateralFor(data []byte) (*big.Int, error) {
	out, err := lendingDesk.abi.Unpack("collateralFor", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackCollateralOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x1aefb107.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function collateralOf(address account) view returns(uint256)
func (lendingDesk *LendingDesk) PackCollateralOf(account common.Address) []byte {
	enc, err := lendingDesk.abi.Pack("collateralOf", account)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackCollateralOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x1aefb107.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function collateralOf(address account) view returns(uint256)
func (lendingDesk *LendingDesk) TryPackCollateralOf(account common.Address) ([]byte, error) {
	return lendingDesk.abi.Pack("collateralOf", account)
}

// UnpackCollateralOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x1aefb107.
//
// Solidity: function collateralOf(address account) view returns(uint256)
func (lendingDesk *LendingDesk) UnpackCollateralOf(data []byte) (*big.Int, error) {
	out, err := lendingDesk.abi.Unpack("collateralOf", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackDebtOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd283e75f.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function debtOf(address account) view returns(uint256)
func (lendingDesk *LendingDesk) PackDebtOf(account common.Address) []byte {
	enc, err := lendingDesk.abi.Pack("debtOf", account)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackDebtOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd283e75f.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function debtOf(address account) view returns(uint256)
func (lendingDesk *LendingDesk) TryPackDebtOf(account common.Address) ([]byte, error) {
	return lendingDesk.abi.Pack("debtOf", account)
}

// UnpackDebtOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xd283e75f.
//
// Solidity: function debtOf(address account) view returns(uint256)
func (lendingDesk *LendingDesk) UnpackDebtOf(data []byte) (*big.Int, error) {
	out, err := lendingDesk.abi.Unpack("debtOf", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackOwner is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x8da5cb5b.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function owner() view returns(address)
func (lendingDesk *LendingDesk) PackOwner() []byte {
	enc, err := lendingDesk.abi.Pack("owner")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackOwner is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x8da5cb5b.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function owner() view returns(address)
func (lendingDesk *LendingDesk) TryPackOwner() ([]byte, error) {
	return lendingDesk.abi.Pack("owner")
}

// UnpackOwner is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x8da5cb5b.
//
// Solidity: function owner() view returns(address)
func (lendingDesk *LendingDesk) UnpackOwner(data []byte) (common.Address, error) {
	out, err := lendingDesk.abi.Unpack("owner", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackPause is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x8456cb59.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function pause() returns()
func (lendingDesk *LendingDesk) PackPause() []byte {
	enc, err := lendingDesk.abi.Pack("pause")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackPause is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x8456cb59.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function pause() returns()
func (lendingDesk *LendingDesk) TryPackPause() ([]byte, error) {
	return lendingDesk.abi.Pack("pause")
}

// PackPaused is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x5c975abb.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function paused() view returns(bool)
func (lendingDesk *LendingDesk) PackPaused() []byte {
	enc, err := lendingDesk.abi.Pack("paused")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackPaused is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x5c975abb.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function paused() view returns(bool)
func (lendingDesk *LendingDesk) TryPackPaused() ([]byte, error) {
	return lendingDesk.abi.Pack("paused")
}

// UnpackPaused is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x5c975abb.
//
// Solidity: function paused() view returns(bool)
func (lendingDesk *LendingDesk) UnpackPaused(data []byte) (bool, error) {
	out, err := lendingDesk.abi.Unpack("paused", data)
	if err != nil {
		return *new(bool), err
	}
	out0 := *abi.ConvertType(out[0], new(bool)).(*bool)
	return out0, nil
}

// PackRenounceOwnership is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x715018a6.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function renounceOwnership() returns()
func (lendingDesk *LendingDesk) PackRenounceOwnership() []byte {
	enc, err := lendingDesk.abi.Pack("renounceOwnership")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRenounceOwnership is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x715018a6.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function renounceOwnership() returns()
func (lendingDesk *LendingDesk) TryPackRenounceOwnership() ([]byte, error) {
	return lendingDesk.abi.Pack("renounceOwnership")
}

// PackRepay is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x371fd8e6.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function repay(uint256 assets) returns()
func (lendingDesk *LendingDesk) PackRepay(assets *big.Int) []byte {
	enc, err := lendingDesk.abi.Pack("repay", assets)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRepay is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x371fd8e6.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function repay(uint256 assets) returns()
func (lendingDesk *LendingDesk) TryPackRepay(assets *big.Int) ([]byte, error) {
	return lendingDesk.abi.Pack("repay", assets)
}

// PackSuppliedOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xa117eb44.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function suppliedOf(address account) view returns(uint256)
func (lendingDesk *LendingDesk) PackSuppliedOf(account common.Address) []byte {
	enc, err := lendingDesk.abi.Pack("suppliedOf", account)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSuppliedOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xa117eb44.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function suppliedOf(address account) view returns(uint256)
func (lendingDesk *LendingDesk) TryPackSuppliedOf(account common.Address) ([]byte, error) {
	return lendingDesk.abi.Pack("suppliedOf", account)
}

// UnpackSuppliedOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xa117eb44.
//
// Solidity: function suppliedOf(address account) view returns(uint256)
func (lendingDesk *LendingDesk) UnpackSuppliedOf(data []byte) (*big.Int, error) {
	out, err := lendingDesk.abi.Unpack("suppliedOf", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackSupply is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x35403023.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function supply(uint256 assets) returns()
func (lendingDesk *LendingDesk) PackSupply(assets *big.Int) []byte {
	enc, err := lendingDesk.abi.Pack("supply", assets)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSupply is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x35403023.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function supply(uint256 assets) returns()
func (lendingDesk *LendingDesk) TryPackSupply(assets *big.Int) ([]byte, error) {
	return lendingDesk.abi.Pack("supply", assets)
}

// PackTransferOwnership is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf2fde38b.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function transferOwnership(address newOwner) returns()
func (lendingDesk *LendingDesk) PackTransferOwnership(newOwner common.Address) []byte {
	enc, err := lendingDesk.abi.Pack("transferOwnership", newOwner)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackTransferOwnership is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf2fde38b.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function transferOwnership(address newOwner) returns()
func (lendingDesk *LendingDesk) TryPackTransferOwnership(newOwner common.Address) ([]byte, error) {
	return lendingDesk.abi.Pack("transferOwnership", newOwner)
}

// PackUnpause is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x3f4ba83a.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function unpause() returns()
func (lendingDesk *LendingDesk) PackUnpause() []byte {
	enc, err := lendingDesk.abi.Pack("unpause")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackUnpause is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x3f4ba83a.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function unpause() returns()
func (lendingDesk *LendingDesk) TryPackUnpause() ([]byte, error) {
	return lendingDesk.abi.Pack("unpause")
}

// PackWithdraw is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x2e1a7d4d.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function withdraw(uint256 assets) returns()
func (lendingDesk *LendingDesk) PackWithdraw(assets *big.Int) []byte {
	enc, err := lendingDesk.abi.Pack("withdraw", assets)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackWithdraw is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x2e1a7d4d.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function withdraw(uint256 assets) returns()
func (lendingDesk *LendingDesk) TryPackWithdraw(assets *big.Int) ([]byte, error) {
	return lendingDesk.abi.Pack("withdraw", assets)
}

// LendingDeskBorrowed represents a Borrowed event raised by the LendingDesk contract.
type LendingDeskBorrowed struct {
	Account    common.Address
	Assets     *big.Int
	Collateral *big.Int
	Raw        *types.Log // Blockchain specific contextual infos
}

const LendingDeskBorrowedEventName = "Borrowed"

// ContractEventName returns the user-defined event name.
func (LendingDeskBorrowed) ContractEventName() string {
	return LendingDeskBorrowedEventName
}

// UnpackBorrowedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Borrowed(address indexed account, uint256 assets, uint256 collateral)
func (lendingDesk *LendingDesk) UnpackBorrowedEvent(log *types.Log) (*LendingDeskBorrowed, error) {
	event := "Borrowed"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != lendingDesk.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(LendingDeskBorrowed)
	if len(log.Data) > 0 {
		if err := lendingDesk.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range lendingDesk.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// LendingDeskDeposit represents a Deposit event raised by the LendingDesk contract.
type LendingDeskDeposit struct {
	Account common.Address
	Assets  *big.Int
	Shares  *big.Int
	Raw     *types.Log // Blockchain specific contextual infos
}

const LendingDeskDepositEventName = "Deposit"

// ContractEventName returns the user-defined event name.
func (LendingDeskDeposit) ContractEventName() string {
	return LendingDeskDepositEventName
}

// UnpackDepositEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Deposit(address indexed account, uint256 assets, uint256 shares)
func (lendingDesk *LendingDesk) UnpackDepositEvent(log *types.Log) (*LendingDeskDeposit, error) {
	event := "Deposit"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != lendingDesk.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(LendingDeskDeposit)
	if len(log.Data) > 0 {
		if err := lendingDesk.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range lendingDesk.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// LendingDeskOwnershipTransferred represents a OwnershipTransferred event raised by the LendingDesk contract.
type LendingDeskOwnershipTransferred struct {
	PreviousOwner common.Address
	NewOwner      common.Address
	Raw           *types.Log // Blockchain specific contextual infos
}

const LendingDeskOwnershipTransferredEventName = "OwnershipTransferred"

// ContractEventName returns the user-defined event name.
func (LendingDeskOwnershipTransferred) ContractEventName() string {
	return LendingDeskOwnershipTransferredEventName
}

// UnpackOwnershipTransferredEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event OwnershipTransferred(address indexed previousOwner, address indexed newOwner)
func (lendingDesk *LendingDesk) UnpackOwnershipTransferredEvent(log *types.Log) (*LendingDeskOwnershipTransferred, error) {
	event := "OwnershipTransferred"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != lendingDesk.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(LendingDeskOwnershipTransferred)
	if len(log.Data) > 0 {
		if err := lendingDesk.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range lendingDesk.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// LendingDeskPaused represents a Paused event raised by the LendingDesk contract.
type LendingDeskPaused struct {
	Account common.Address
	Raw     *types.Log // Blockchain specific contextual infos
}

const LendingDeskPausedEventName = "Paused"

// ContractEventName returns the user-defined event name.
func (LendingDeskPaused) ContractEventName() string {
	return LendingDeskPausedEventName
}

// UnpackPausedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Paused(address account)
func (lendingDesk *LendingDesk) UnpackPausedEvent(log *types.Log) (*LendingDeskPaused, error) {
	event := "Paused"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != lendingDesk.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(LendingDeskPaused)
	if len(log.Data) > 0 {
		if err := lendingDesk.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range lendingDesk.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// LendingDeskRepaid represents a Repaid event raised by the LendingDesk contract.
type LendingDeskRepaid struct {
	Account    common.Address
	Assets     *big.Int
	Collateral *big.Int
	Raw        *types.Log // Blockchain specific contextual infos
}

const LendingDeskRepaidEventName = "Repaid"

// ContractEventName returns the user-defined event name.
func (LendingDeskRepaid) ContractEventName() string {
	return LendingDeskRepaidEventName
}

// UnpackRepaidEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Repaid(address indexed account, uint256 assets, uint256 collateral)
func (lendingDesk *LendingDesk) UnpackRepaidEvent(log *types.Log) (*LendingDeskRepaid, error) {
	event := "Repaid"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != lendingDesk.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(LendingDeskRepaid)
	if len(log.Data) > 0 {
		if err := lendingDesk.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range lendingDesk.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// LendingDeskUnpaused represents a Unpaused event raised by the LendingDesk contract.
type LendingDeskUnpaused struct {
	Account common.Address
	Raw     *types.Log // Blockchain specific contextual infos
}

const LendingDeskUnpausedEventName = "Unpaused"

// ContractEventName returns the user-defined event name.
func (LendingDeskUnpaused) ContractEventName() string {
	return LendingDeskUnpausedEventName
}

// UnpackUnpausedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Unpaused(address account)
func (lendingDesk *LendingDesk) UnpackUnpausedEvent(log *types.Log) (*LendingDeskUnpaused, error) {
	event := "Unpaused"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != lendingDesk.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(LendingDeskUnpaused)
	if len(log.Data) > 0 {
		if err := lendingDesk.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range lendingDesk.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// LendingDeskWithdraw represents a Withdraw event raised by the LendingDesk contract.
type LendingDeskWithdraw struct {
	Account common.Address
	Assets  *big.Int
	Shares  *big.Int
	Raw     *types.Log // Blockchain specific contextual infos
}

const LendingDeskWithdrawEventName = "Withdraw"

// ContractEventName returns the user-defined event name.
func (LendingDeskWithdraw) ContractEventName() string {
	return LendingDeskWithdrawEventName
}

// UnpackWithdrawEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Withdraw(address indexed account, uint256 assets, uint256 shares)
func (lendingDesk *LendingDesk) UnpackWithdrawEvent(log *types.Log) (*LendingDeskWithdraw, error) {
	event := "Withdraw"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != lendingDesk.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(LendingDeskWithdraw)
	if len(log.Data) > 0 {
		if err := lendingDesk.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range lendingDesk.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// UnpackError attempts to decode the provided error data using user-defined
// error definitions.
func (lendingDesk *LendingDesk) UnpackError(raw []byte) (any, error) {
	if bytes.Equal(raw[:4], lendingDesk.abi.Errors["CollateralRefused"].ID.Bytes()[:4]) {
		return lendingDesk.UnpackCollateralRefusedError(raw[4:])
	}
	if bytes.Equal(raw[:4], lendingDesk.abi.Errors["EnforcedPause"].ID.Bytes()[:4]) {
		return lendingDesk.UnpackEnforcedPauseError(raw[4:])
	}
	if bytes.Equal(raw[:4], lendingDesk.abi.Errors["ExpectedPause"].ID.Bytes()[:4]) {
		return lendingDesk.UnpackExpectedPauseError(raw[4:])
	}
	if bytes.Equal(raw[:4], lendingDesk.abi.Errors["NotEnough"].ID.Bytes()[:4]) {
		return lendingDesk.UnpackNotEnoughError(raw[4:])
	}
	if bytes.Equal(raw[:4], lendingDesk.abi.Errors["OwnableInvalidOwner"].ID.Bytes()[:4]) {
		return lendingDesk.UnpackOwnableInvalidOwnerError(raw[4:])
	}
	if bytes.Equal(raw[:4], lendingDesk.abi.Errors["OwnableUnauthorizedAccount"].ID.Bytes()[:4]) {
		return lendingDesk.UnpackOwnableUnauthorizedAccountError(raw[4:])
	}
	if bytes.Equal(raw[:4], lendingDesk.abi.Errors["ReentrancyGuardReentrantCall"].ID.Bytes()[:4]) {
		return lendingDesk.UnpackReentrancyGuardReentrantCallError(raw[4:])
	}
	if bytes.Equal(raw[:4], lendingDesk.abi.Errors["SafeERC20FailedOperation"].ID.Bytes()[:4]) {
		return lendingDesk.UnpackSafeERC20FailedOperationError(raw[4:])
	}
	return nil, errors.New("Unknown error")
}

// LendingDeskCollateralRefused represents a CollateralRefused error raised by the LendingDesk contract.
type LendingDeskCollateralRefused struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error CollateralRefused()
func LendingDeskCollateralRefusedErrorID() common.Hash {
	return common.HexToHash("0x9ddcb611373bd0adf9d7f2c65a15ba9bfca5cf0dc76da000dd6ef54c7050ee49")
}

// UnpackCollateralRefusedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error CollateralRefused()
func (lendingDesk *LendingDesk) UnpackCollateralRefusedError(raw []byte) (*LendingDeskCollateralRefused, error) {
	out := new(LendingDeskCollateralRefused)
	if err := lendingDesk.abi.UnpackIntoInterface(out, "CollateralRefused", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// LendingDeskEnforcedPause represents a EnforcedPause error raised by the LendingDesk contract.
type LendingDeskEnforcedPause struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error EnforcedPause()
func LendingDeskEnforcedPauseErrorID() common.Hash {
	return common.HexToHash("0xd93c0665d6c96d04a8f174024fc4ddd66c250604aff22bbec808de86dd3637e3")
}

// UnpackEnforcedPauseError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error EnforcedPause()
func (lendingDesk *LendingDesk) UnpackEnforcedPauseError(raw []byte) (*LendingDeskEnforcedPause, error) {
	out := new(LendingDeskEnforcedPause)
	if err := lendingDesk.abi.UnpackIntoInterface(out, "EnforcedPause", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// LendingDeskExpectedPause represents a ExpectedPause error raised by the LendingDesk contract.
type LendingDeskExpectedPause struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ExpectedPause()
func LendingDeskExpectedPauseErrorID() common.Hash {
	return common.HexToHash("0x8dfc202bcfe9a735b559bee70674422512bc5c30f687046ae8778315fb81da44")
}

// UnpackExpectedPauseError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ExpectedPause()
func (lendingDesk *LendingDesk) UnpackExpectedPauseError(raw []byte) (*LendingDeskExpectedPause, error) {
	out := new(LendingDeskExpectedPause)
	if err := lendingDesk.abi.UnpackIntoInterface(out, "ExpectedPause", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// LendingDeskNotEnough represents a NotEnough error raised by the LendingDesk contract.
type LendingDeskNotEnough struct {
	Have *big.Int
	Need *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NotEnough(uint256 have, uint256 need)
func LendingDeskNotEnoughErrorID() common.Hash {
	return common.HexToHash("0x8b29af59ca4b1a6652b9d5f6e583e1e96dcb2a58a607e66728c3641c1581073f")
}

// UnpackNotEnoughError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NotEnough(uint256 have, uint256 need)
func (lendingDesk *LendingDesk) UnpackNotEnoughError(raw []byte) (*LendingDeskNotEnough, error) {
	out := new(LendingDeskNotEnough)
	if err := lendingDesk.abi.UnpackIntoInterface(out, "NotEnough", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// LendingDeskOwnableInvalidOwner represents a OwnableInvalidOwner error raised by the LendingDesk contract.
type LendingDeskOwnableInvalidOwner struct {
	Owner common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error OwnableInvalidOwner(address owner)
func LendingDeskOwnableInvalidOwnerErrorID() common.Hash {
	return common.HexToHash("0x1e4fbdf7f3ef8bcaa855599e3abf48b232380f183f08f6f813d9ffa5bd585188")
}

// UnpackOwnableInvalidOwnerError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error OwnableInvalidOwner(address owner)
func (lendingDesk *LendingDesk) UnpackOwnableInvalidOwnerError(raw []byte) (*LendingDeskOwnableInvalidOwner, error) {
	out := new(LendingDeskOwnableInvalidOwner)
	if err := lendingDesk.abi.UnpackIntoInterface(out, "OwnableInvalidOwner", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// LendingDeskOwnableUnauthorizedAccount represents a OwnableUnauthorizedAccount error raised by the LendingDesk contract.
type LendingDeskOwnableUnauthorizedAccount struct {
	Account common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error OwnableUnauthorizedAccount(address account)
func LendingDeskOwnableUnauthorizedAccountErrorID() common.Hash {
	return common.HexToHash("0x118cdaa7a341953d1887a2245fd6665d741c67c8c50581daa59e1d03373fa188")
}

// UnpackOwnableUnauthorizedAccountError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error OwnableUnauthorizedAccount(address account)
func (lendingDesk *LendingDesk) UnpackOwnableUnauthorizedAccountError(raw []byte) (*LendingDeskOwnableUnauthorizedAccount, error) {
	out := new(LendingDeskOwnableUnauthorizedAccount)
	if err := lendingDesk.abi.UnpackIntoInterface(out, "OwnableUnauthorizedAccount", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// LendingDeskReentrancyGuardReentrantCall represents a ReentrancyGuardReentrantCall error raised by the LendingDesk contract.
type LendingDeskReentrancyGuardReentrantCall struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ReentrancyGuardReentrantCall()
func LendingDeskReentrancyGuardReentrantCallErrorID() common.Hash {
	return common.HexToHash("0x3ee5aeb571de7fc460830b4d0017439a1ca56fb0bc39062227ade4fe4a24c1ca")
}

// UnpackReentrancyGuardReentrantCallError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ReentrancyGuardReentrantCall()
func (lendingDesk *LendingDesk) UnpackReentrancyGuardReentrantCallError(raw []byte) (*LendingDeskReentrancyGuardReentrantCall, error) {
	out := new(LendingDeskReentrancyGuardReentrantCall)
	if err := lendingDesk.abi.UnpackIntoInterface(out, "ReentrancyGuardReentrantCall", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// LendingDeskSafeERC20FailedOperation represents a SafeERC20FailedOperation error raised by the LendingDesk contract.
type LendingDeskSafeERC20FailedOperation struct {
	Token common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error SafeERC20FailedOperation(address token)
func LendingDeskSafeERC20FailedOperationErrorID() common.Hash {
	return common.HexToHash("0x5274afe73c98b4749fc91ffae6b7b574e7842cb2144a159e9377a5f20b32edf9")
}

// UnpackSafeERC20FailedOperationError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error SafeERC20FailedOperation(address token)
func (lendingDesk *LendingDesk) UnpackSafeERC20FailedOperationError(raw []byte) (*LendingDeskSafeERC20FailedOperation, error) {
	out := new(LendingDeskSafeERC20FailedOperation)
	if err := lendingDesk.abi.UnpackIntoInterface(out, "SafeERC20FailedOperation", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// LossOracleMetaData contains all meta data concerning the LossOracle contract.
var LossOracleMetaData = bind.MetaData{
	ABI: "[{\"inputs\":[{\"components\":[{\"internalType\":\"address\",\"name\":\"oracleAdmin\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"guardian\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"arbiter\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"victimsFund\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"minBond\",\"type\":\"uint256\"},{\"internalType\":\"uint40\",\"name\":\"guardianTime\",\"type\":\"uint40\"},{\"internalType\":\"uint40\",\"name\":\"arbiterTime\",\"type\":\"uint40\"},{\"internalType\":\"uint40\",\"name\":\"configDelay\",\"type\":\"uint40\"}],\"internalType\":\"structLossOracle.Deployment\",\"name\":\"d\",\"type\":\"tuple\"}],\"stateMutability\":\"nonpayable\",\"type\":\"constructor\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"digest\",\"type\":\"bytes32\"}],\"name\":\"AlreadyChallenged\",\"type\":\"error\"},{\"inputs\":[],\"name\":\"BadAmounts\",\"type\":\"error\"},{\"inputs\":[],\"name\":\"BadParams\",\"type\":\"error\"},{\"inputs\":[],\"name\":\"BadSet\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"length\",\"type\":\"uint256\"}],\"name\":\"BadSignatureLength\",\"type\":\"error\"},{\"inputs\":[],\"name\":\"BadSigners\",\"type\":\"error\"},{\"inputs\":[],\"name\":\"BadThreshold\",\"type\":\"error\"},{\"inputs\":[],\"name\":\"BadTimes\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"have\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"need\",\"type\":\"uint256\"}],\"name\":\"BondTooSmall\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"configDigest\",\"type\":\"bytes32\"}],\"name\":\"ConfigNotReady\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"configDigest\",\"type\":\"bytes32\"}],\"name\":\"ConfigUnusable\",\"type\":\"error\"},{\"inputs\":[],\"name\":\"DistributorAlreadySet\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"digest\",\"type\":\"bytes32\"}],\"name\":\"DropsSealed\",\"type\":\"error\"},{\"inputs\":[],\"name\":\"ECDSAInvalidSignature\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"length\",\"type\":\"uint256\"}],\"name\":\"ECDSAInvalidSignatureLength\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"s\",\"type\":\"bytes32\"}],\"name\":\"ECDSAInvalidSignatureS\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"have\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"want\",\"type\":\"bytes32\"}],\"name\":\"Fork\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"enumRoles.Role\",\"name\":\"role\",\"type\":\"uint8\"},{\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"}],\"name\":\"HoldsOtherRole\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"have\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"need\",\"type\":\"uint256\"}],\"name\":\"NeedsAllSigners\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"have\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"need\",\"type\":\"uint256\"}],\"name\":\"NoQuorum\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"signer\",\"type\":\"address\"}],\"name\":\"NotASigner\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"digest\",\"type\":\"bytes32\"}],\"name\":\"NotChallenged\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"caller\",\"type\":\"address\"}],\"name\":\"NotDistributor\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"digest\",\"type\":\"bytes32\"},{\"internalType\":\"enumLossOracle.State\",\"name\":\"state\",\"type\":\"uint8\"}],\"name\":\"NotFinal\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"enumRoles.Role\",\"name\":\"role\",\"type\":\"uint8\"},{\"internalType\":\"address\",\"name\":\"caller\",\"type\":\"address\"}],\"name\":\"NotHolder\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"enumRoles.Role\",\"name\":\"role\",\"type\":\"uint8\"},{\"internalType\":\"address\",\"name\":\"caller\",\"type\":\"address\"}],\"name\":\"NotOffered\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"enumRoles.Role\",\"name\":\"role\",\"type\":\"uint8\"},{\"internalType\":\"address\",\"name\":\"caller\",\"type\":\"address\"}],\"name\":\"NotRecovered\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"digest\",\"type\":\"bytes32\"},{\"internalType\":\"enumLossOracle.State\",\"name\":\"state\",\"type\":\"uint8\"}],\"name\":\"NotUsable\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"digest\",\"type\":\"bytes32\"},{\"internalType\":\"address\",\"name\":\"caller\",\"type\":\"address\"}],\"name\":\"NotYourTurn\",\"type\":\"error\"},{\"inputs\":[],\"name\":\"NothingOwed\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint64\",\"name\":\"have\",\"type\":\"uint64\"},{\"internalType\":\"uint64\",\"name\":\"want\",\"type\":\"uint64\"}],\"name\":\"RevisionGap\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"signer\",\"type\":\"address\"}],\"name\":\"SignersNotAscending\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"digest\",\"type\":\"bytes32\"}],\"name\":\"StillOpen\",\"type\":\"error\"},{\"inputs\":[],\"name\":\"StrikeUsed\",\"type\":\"error\"},{\"inputs\":[],\"name\":\"TransferFailed\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint64\",\"name\":\"count\",\"type\":\"uint64\"}],\"name\":\"WrongCount\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"digest\",\"type\":\"bytes32\"}],\"name\":\"WrongIncident\",\"type\":\"error\"},{\"inputs\":[],\"name\":\"ZeroAddress\",\"type\":\"error\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"uint256\",\"name\":\"chainId\",\"type\":\"uint256\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"asset\",\"type\":\"address\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"rate\",\"type\":\"uint256\"}],\"name\":\"BondRateSet\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"digest\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"challenger\",\"type\":\"address\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"bond\",\"type\":\"uint256\"},{\"indexed\":false,\"internalType\":\"bytes32\",\"name\":\"reasonHash\",\"type\":\"bytes32\"}],\"name\":\"Challenged\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"configDigest\",\"type\":\"bytes32\"},{\"indexed\":false,\"internalType\":\"uint64\",\"name\":\"count\",\"type\":\"uint64\"},{\"indexed\":false,\"internalType\":\"address[]\",\"name\":\"signers\",\"type\":\"address[]\"},{\"indexed\":false,\"internalType\":\"uint8\",\"name\":\"f\",\"type\":\"uint8\"},{\"indexed\":false,\"internalType\":\"uint8\",\"name\":\"threshold\",\"type\":\"uint8\"},{\"components\":[{\"internalType\":\"uint64\",\"name\":\"challengeWindow\",\"type\":\"uint64\"},{\"internalType\":\"uint64\",\"name\":\"maxAge\",\"type\":\"uint64\"},{\"internalType\":\"uint64\",\"name\":\"maxClockSkew\",\"type\":\"uint64\"},{\"internalType\":\"uint16\",\"name\":\"maxDeviationBps\",\"type\":\"uint16\"}],\"indexed\":false,\"internalType\":\"structOracleConfigs.Params\",\"name\":\"params\",\"type\":\"tuple\"}],\"name\":\"ConfigActivated\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"configDigest\",\"type\":\"bytes32\"},{\"indexed\":false,\"internalType\":\"bool\",\"name\":\"compromised\",\"type\":\"bool\"}],\"name\":\"ConfigRetired\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"configDigest\",\"type\":\"bytes32\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"readyAt\",\"type\":\"uint256\"}],\"name\":\"ConfigScheduled\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"digest\",\"type\":\"bytes32\"},{\"indexed\":false,\"internalType\":\"enumChallenges.Verdict\",\"name\":\"verdict\",\"type\":\"uint8\"},{\"indexed\":false,\"internalType\":\"address\",\"name\":\"by\",\"type\":\"address\"},{\"indexed\":false,\"internalType\":\"bytes32\",\"name\":\"reasonHash\",\"type\":\"bytes32\"}],\"name\":\"Decided\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"distributor\",\"type\":\"address\"}],\"name\":\"DistributorSet\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"enumRoles.Role\",\"name\":\"role\",\"type\":\"uint8\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"to\",\"type\":\"address\"},{\"indexed\":false,\"internalType\":\"uint40\",\"name\":\"readyAt\",\"type\":\"uint40\"}],\"name\":\"RecoveryBegun\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"enumRoles.Role\",\"name\":\"role\",\"type\":\"uint8\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"holder\",\"type\":\"address\"}],\"name\":\"RecoveryStopped\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"enumRoles.Role\",\"name\":\"role\",\"type\":\"uint8\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"from\",\"type\":\"address\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"to\",\"type\":\"address\"}],\"name\":\"RoleOffered\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"enumRoles.Role\",\"name\":\"role\",\"type\":\"uint8\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"holder\",\"type\":\"address\"}],\"name\":\"RoleTaken\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"setDigest\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"incidentId\",\"type\":\"bytes32\"}],\"name\":\"Sealed\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"digest\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"incidentId\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"asset\",\"type\":\"address\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"sourceChainId\",\"type\":\"uint256\"},{\"indexed\":false,\"internalType\":\"uint64\",\"name\":\"revision\",\"type\":\"uint64\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"totalLoss\",\"type\":\"uint256\"},{\"indexed\":false,\"internalType\":\"bytes32\",\"name\":\"lossRoot\",\"type\":\"bytes32\"},{\"indexed\":false,\"internalType\":\"uint64\",\"name\":\"finalAt\",\"type\":\"uint64\"}],\"name\":\"SnapshotRegistered\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"digest\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"incidentId\",\"type\":\"bytes32\"},{\"indexed\":false,\"internalType\":\"uint64\",\"name\":\"revision\",\"type\":\"uint64\"},{\"indexed\":false,\"internalType\":\"bytes32[]\",\"name\":\"snapshots\",\"type\":\"bytes32[]\"},{\"indexed\":false,\"internalType\":\"uint64\",\"name\":\"finalAt\",\"type\":\"uint64\"}],\"name\":\"SnapshotSetRegistered\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"digest\",\"type\":\"bytes32\"},{\"indexed\":false,\"internalType\":\"bytes32\",\"name\":\"reasonHash\",\"type\":\"bytes32\"}],\"name\":\"Struck\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"digest\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"by\",\"type\":\"bytes32\"}],\"name\":\"Superseded\",\"type\":\"event\"},{\"inputs\":[],\"name\":\"ARBITER_TIME\",\"outputs\":[{\"internalType\":\"uint40\",\"name\":\"\",\"type\":\"uint40\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"BOND_BPS\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"CONFIG_DELAY\",\"outputs\":[{\"internalType\":\"uint40\",\"name\":\"\",\"type\":\"uint40\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"GRACE\",\"outputs\":[{\"internalType\":\"uint40\",\"name\":\"\",\"type\":\"uint40\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"GUARDIAN_TIME\",\"outputs\":[{\"internalType\":\"uint40\",\"name\":\"\",\"type\":\"uint40\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"MAX_SIGNERS\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"MIN_BOND\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"RECOVERY_DELAY\",\"outputs\":[{\"internalType\":\"uint40\",\"name\":\"\",\"type\":\"uint40\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"VICTIMS_FUND\",\"outputs\":[{\"internalType\":\"address\",\"name\":\"\",\"type\":\"address\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"enumRoles.Role\",\"name\":\"role\",\"type\":\"uint8\"}],\"name\":\"acceptRole\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address[]\",\"name\":\"signers\",\"type\":\"address[]\"},{\"internalType\":\"uint8\",\"name\":\"f\",\"type\":\"uint8\"},{\"internalType\":\"uint8\",\"name\":\"threshold\",\"type\":\"uint8\"},{\"components\":[{\"internalType\":\"uint64\",\"name\":\"challengeWindow\",\"type\":\"uint64\"},{\"internalType\":\"uint64\",\"name\":\"maxAge\",\"type\":\"uint64\"},{\"internalType\":\"uint64\",\"name\":\"maxClockSkew\",\"type\":\"uint64\"},{\"internalType\":\"uint16\",\"name\":\"maxDeviationBps\",\"type\":\"uint16\"}],\"internalType\":\"structOracleConfigs.Params\",\"name\":\"params\",\"type\":\"tuple\"}],\"name\":\"activateConfig\",\"outputs\":[{\"internalType\":\"bytes32\",\"name\":\"\",\"type\":\"bytes32\"}],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"activeConfig\",\"outputs\":[{\"internalType\":\"bytes32\",\"name\":\"\",\"type\":\"bytes32\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"enumRoles.Role\",\"name\":\"role\",\"type\":\"uint8\"},{\"internalType\":\"address\",\"name\":\"to\",\"type\":\"address\"}],\"name\":\"beginRecovery\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"digest\",\"type\":\"bytes32\"}],\"name\":\"bondFor\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"chainId\",\"type\":\"uint256\"},{\"internalType\":\"address\",\"name\":\"asset\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"totalLoss\",\"type\":\"uint256\"}],\"name\":\"bondForLoss\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"}],\"name\":\"bondOwed\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"chainId\",\"type\":\"uint256\"},{\"internalType\":\"address\",\"name\":\"asset\",\"type\":\"address\"}],\"name\":\"bondRate\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"digest\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"reasonHash\",\"type\":\"bytes32\"}],\"name\":\"challenge\",\"outputs\":[],\"stateMutability\":\"payable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"digest\",\"type\":\"bytes32\"}],\"name\":\"challengeOf\",\"outputs\":[{\"internalType\":\"address\",\"name\":\"challenger\",\"type\":\"address\"},{\"internalType\":\"uint40\",\"name\":\"guardianUntil\",\"type\":\"uint40\"},{\"internalType\":\"uint40\",\"name\":\"arbiterUntil\",\"type\":\"uint40\"},{\"internalType\":\"enumChallenges.Verdict\",\"name\":\"verdict\",\"type\":\"uint8\"},{\"internalType\":\"uint256\",\"name\":\"bond\",\"type\":\"uint256\"},{\"internalType\":\"bytes32\",\"name\":\"reasonHash\",\"type\":\"bytes32\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"digest\",\"type\":\"bytes32\"}],\"name\":\"closeSilent\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"configCount\",\"outputs\":[{\"internalType\":\"uint64\",\"name\":\"\",\"type\":\"uint64\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint64\",\"name\":\"count\",\"type\":\"uint64\"},{\"internalType\":\"address[]\",\"name\":\"signers\",\"type\":\"address[]\"},{\"internalType\":\"uint8\",\"name\":\"f\",\"type\":\"uint8\"},{\"internalType\":\"uint8\",\"name\":\"threshold\",\"type\":\"uint8\"},{\"components\":[{\"internalType\":\"uint64\",\"name\":\"challengeWindow\",\"type\":\"uint64\"},{\"internalType\":\"uint64\",\"name\":\"maxAge\",\"type\":\"uint64\"},{\"internalType\":\"uint64\",\"name\":\"maxClockSkew\",\"type\":\"uint64\"},{\"internalType\":\"uint16\",\"name\":\"maxDeviationBps\",\"type\":\"uint16\"}],\"internalType\":\"structOracleConfigs.Params\",\"name\":\"params\",\"type\":\"tuple\"}],\"name\":\"configDigestOf\",\"outputs\":[{\"internalType\":\"bytes32\",\"name\":\"\",\"type\":\"bytes32\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"configDigest\",\"type\":\"bytes32\"}],\"name\":\"configOf\",\"outputs\":[{\"components\":[{\"internalType\":\"enumOracleConfigs.ConfigState\",\"name\":\"state\",\"type\":\"uint8\"},{\"internalType\":\"uint8\",\"name\":\"signers\",\"type\":\"uint8\"},{\"internalType\":\"uint8\",\"name\":\"f\",\"type\":\"uint8\"},{\"internalType\":\"uint8\",\"name\":\"threshold\",\"type\":\"uint8\"},{\"internalType\":\"uint40\",\"name\":\"retiredAt\",\"type\":\"uint40\"},{\"internalType\":\"uint40\",\"name\":\"challengeWindow\",\"type\":\"uint40\"},{\"internalType\":\"uint40\",\"name\":\"maxAge\",\"type\":\"uint40\"},{\"internalType\":\"uint40\",\"name\":\"maxClockSkew\",\"type\":\"uint40\"},{\"internalType\":\"uint16\",\"name\":\"maxDeviationBps\",\"type\":\"uint16\"}],\"internalType\":\"structOracleConfigs.Config\",\"name\":\"\",\"type\":\"tuple\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"components\":[{\"internalType\":\"bytes32\",\"name\":\"configDigest\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"settlementId\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"incidentId\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"poolId\",\"type\":\"bytes32\"},{\"internalType\":\"address\",\"name\":\"payoutToken\",\"type\":\"address\"},{\"internalType\":\"uint64\",\"name\":\"sequence\",\"type\":\"uint64\"},{\"internalType\":\"bytes32\",\"name\":\"snapshotSetDigest\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"inputHash\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"payoutRoot\",\"type\":\"bytes32\"},{\"internalType\":\"uint32\",\"name\":\"leafCount\",\"type\":\"uint32\"},{\"internalType\":\"uint256\",\"name\":\"total\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"cumulativeTotal\",\"type\":\"uint256\"}],\"internalType\":\"structMessages.PayoutOrder\",\"name\":\"order\",\"type\":\"tuple\"}],\"name\":\"confirmAnnounced\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"components\":[{\"internalType\":\"bytes32\",\"name\":\"configDigest\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"settlementId\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"incidentId\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"poolId\",\"type\":\"bytes32\"},{\"internalType\":\"address\",\"name\":\"payoutToken\",\"type\":\"address\"},{\"internalType\":\"uint64\",\"name\":\"sequence\",\"type\":\"uint64\"},{\"internalType\":\"bytes32\",\"name\":\"snapshotSetDigest\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"inputHash\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"payoutRoot\",\"type\":\"bytes32\"},{\"internalType\":\"uint32\",\"name\":\"leafCount\",\"type\":\"uint32\"},{\"internalType\":\"uint256\",\"name\":\"total\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"cumulativeTotal\",\"type\":\"uint256\"}],\"internalType\":\"structMessages.PayoutOrder\",\"name\":\"order\",\"type\":\"tuple\"},{\"internalType\":\"bytes\",\"name\":\"signatures\",\"type\":\"bytes\"}],\"name\":\"confirmOrder\",\"outputs\":[{\"internalType\":\"bytes32\",\"name\":\"digest\",\"type\":\"bytes32\"}],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"digest\",\"type\":\"bytes32\"},{\"internalType\":\"bool\",\"name\":\"upheld\",\"type\":\"bool\"},{\"internalType\":\"bytes32\",\"name\":\"reasonHash\",\"type\":\"bytes32\"}],\"name\":\"decide\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"distributor\",\"outputs\":[{\"internalType\":\"address\",\"name\":\"\",\"type\":\"address\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"domainSeparator\",\"outputs\":[{\"internalType\":\"bytes32\",\"name\":\"\",\"type\":\"bytes32\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"enumRoles.Role\",\"name\":\"role\",\"type\":\"uint8\"}],\"name\":\"finishRecovery\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"components\":[{\"internalType\":\"bytes32\",\"name\":\"configDigest\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"settlementId\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"reasonHash\",\"type\":\"bytes32\"}],\"internalType\":\"structMessages.CancelOrder\",\"name\":\"order\",\"type\":\"tuple\"}],\"name\":\"hashCancel\",\"outputs\":[{\"internalType\":\"bytes32\",\"name\":\"\",\"type\":\"bytes32\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"components\":[{\"internalType\":\"bytes32\",\"name\":\"configDigest\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"settlementId\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"incidentId\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"poolId\",\"type\":\"bytes32\"},{\"internalType\":\"address\",\"name\":\"payoutToken\",\"type\":\"address\"},{\"internalType\":\"uint64\",\"name\":\"sequence\",\"type\":\"uint64\"},{\"internalType\":\"bytes32\",\"name\":\"snapshotSetDigest\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"inputHash\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"payoutRoot\",\"type\":\"bytes32\"},{\"internalType\":\"uint32\",\"name\":\"leafCount\",\"type\":\"uint32\"},{\"internalType\":\"uint256\",\"name\":\"total\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"cumulativeTotal\",\"type\":\"uint256\"}],\"internalType\":\"structMessages.PayoutOrder\",\"name\":\"order\",\"type\":\"tuple\"}],\"name\":\"hashOrder\",\"outputs\":[{\"internalType\":\"bytes32\",\"name\":\"\",\"type\":\"bytes32\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"components\":[{\"internalType\":\"bytes32\",\"name\":\"configDigest\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"incidentId\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"specHash\",\"type\":\"bytes32\"},{\"internalType\":\"uint64\",\"name\":\"revision\",\"type\":\"uint64\"},{\"internalType\":\"bytes32\",\"name\":\"snapshotsHash\",\"type\":\"bytes32\"},{\"internalType\":\"address\",\"name\":\"numeraire\",\"type\":\"address\"},{\"internalType\":\"bytes32\",\"name\":\"pricesHash\",\"type\":\"bytes32\"}],\"internalType\":\"structMessages.SnapshotSet\",\"name\":\"s\",\"type\":\"tuple\"}],\"name\":\"hashSet\",\"outputs\":[{\"internalType\":\"bytes32\",\"name\":\"\",\"type\":\"bytes32\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"components\":[{\"internalType\":\"bytes32\",\"name\":\"configDigest\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"incidentId\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"specHash\",\"type\":\"bytes32\"},{\"internalType\":\"uint64\",\"name\":\"revision\",\"type\":\"uint64\"},{\"internalType\":\"uint64\",\"name\":\"attempt\",\"type\":\"uint64\"},{\"internalType\":\"bytes32\",\"name\":\"prevSnapshot\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"methodHash\",\"type\":\"bytes32\"},{\"internalType\":\"uint256\",\"name\":\"sourceChainId\",\"type\":\"uint256\"},{\"internalType\":\"uint64\",\"name\":\"fromBlock\",\"type\":\"uint64\"},{\"internalType\":\"bytes32\",\"name\":\"fromBlockHash\",\"type\":\"bytes32\"},{\"internalType\":\"uint64\",\"name\":\"toBlock\",\"type\":\"uint64\"},{\"internalType\":\"bytes32\",\"name\":\"toBlockHash\",\"type\":\"bytes32\"},{\"internalType\":\"uint64\",\"name\":\"occurredFrom\",\"type\":\"uint64\"},{\"internalType\":\"uint64\",\"name\":\"occurredTo\",\"type\":\"uint64\"},{\"internalType\":\"address\",\"name\":\"asset\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"totalLoss\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"unattributedLoss\",\"type\":\"uint256\"},{\"internalType\":\"uint32\",\"name\":\"leafCount\",\"type\":\"uint32\"},{\"internalType\":\"bytes32\",\"name\":\"lossRoot\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"evidenceHash\",\"type\":\"bytes32\"}],\"internalType\":\"structMessages.LossSnapshot\",\"name\":\"s\",\"type\":\"tuple\"}],\"name\":\"hashSnapshot\",\"outputs\":[{\"internalType\":\"bytes32\",\"name\":\"\",\"type\":\"bytes32\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"enumRoles.Role\",\"name\":\"role\",\"type\":\"uint8\"}],\"name\":\"holderOf\",\"outputs\":[{\"internalType\":\"address\",\"name\":\"holder\",\"type\":\"address\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"incidentId\",\"type\":\"bytes32\"}],\"name\":\"incidentOf\",\"outputs\":[{\"internalType\":\"uint64\",\"name\":\"setRevision\",\"type\":\"uint64\"},{\"internalType\":\"uint64\",\"name\":\"sealedRevision\",\"type\":\"uint64\"},{\"internalType\":\"uint32\",\"name\":\"spoils\",\"type\":\"uint32\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"digest\",\"type\":\"bytes32\"}],\"name\":\"isContested\",\"outputs\":[{\"internalType\":\"bool\",\"name\":\"\",\"type\":\"bool\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"digest\",\"type\":\"bytes32\"}],\"name\":\"isFinal\",\"outputs\":[{\"internalType\":\"bool\",\"name\":\"\",\"type\":\"bool\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"setDigest\",\"type\":\"bytes32\"}],\"name\":\"isSetFinal\",\"outputs\":[{\"internalType\":\"bool\",\"name\":\"\",\"type\":\"bool\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"configDigest\",\"type\":\"bytes32\"},{\"internalType\":\"address\",\"name\":\"\",\"type\":\"address\"}],\"name\":\"isSigner\",\"outputs\":[{\"internalType\":\"bool\",\"name\":\"\",\"type\":\"bool\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"configDigest\",\"type\":\"bytes32\"}],\"name\":\"isUsable\",\"outputs\":[{\"internalType\":\"bool\",\"name\":\"\",\"type\":\"bool\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"incidentId\",\"type\":\"bytes32\"},{\"internalType\":\"uint256\",\"name\":\"sourceChainId\",\"type\":\"uint256\"},{\"internalType\":\"address\",\"name\":\"asset\",\"type\":\"address\"}],\"name\":\"lineId\",\"outputs\":[{\"internalType\":\"bytes32\",\"name\":\"\",\"type\":\"bytes32\"}],\"stateMutability\":\"pure\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"line\",\"type\":\"bytes32\"}],\"name\":\"lineOf\",\"outputs\":[{\"internalType\":\"bytes32\",\"name\":\"head\",\"type\":\"bytes32\"},{\"internalType\":\"uint64\",\"name\":\"revision\",\"type\":\"uint64\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"enumRoles.Role\",\"name\":\"role\",\"type\":\"uint8\"},{\"internalType\":\"address\",\"name\":\"to\",\"type\":\"address\"}],\"name\":\"offerRole\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"enumRoles.Role\",\"name\":\"role\",\"type\":\"uint8\"}],\"name\":\"pendingHolderOf\",\"outputs\":[{\"internalType\":\"address\",\"name\":\"offered\",\"type\":\"address\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"components\":[{\"internalType\":\"bytes32\",\"name\":\"configDigest\",\"type\":\"bytes32\"},{\"internalType\":\"address\",\"name\":\"target\",\"type\":\"address\"},{\"internalType\":\"uint8\",\"name\":\"role\",\"type\":\"uint8\"},{\"internalType\":\"address\",\"name\":\"newHolder\",\"type\":\"address\"},{\"internalType\":\"uint64\",\"name\":\"count\",\"type\":\"uint64\"}],\"internalType\":\"structMessages.RecoverRole\",\"name\":\"r\",\"type\":\"tuple\"},{\"internalType\":\"bytes\",\"name\":\"signatures\",\"type\":\"bytes\"}],\"name\":\"recoverRole\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"recoveryCount\",\"outputs\":[{\"internalType\":\"uint64\",\"name\":\"\",\"type\":\"uint64\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"enumRoles.Role\",\"name\":\"role\",\"type\":\"uint8\"}],\"name\":\"recoveryOf\",\"outputs\":[{\"components\":[{\"internalType\":\"address\",\"name\":\"to\",\"type\":\"address\"},{\"internalType\":\"uint40\",\"name\":\"readyAt\",\"type\":\"uint40\"}],\"internalType\":\"structRoles.Recovery\",\"name\":\"\",\"type\":\"tuple\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"configDigest\",\"type\":\"bytes32\"}],\"name\":\"retireCompromised\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"configDigest\",\"type\":\"bytes32\"}],\"name\":\"scheduleConfig\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"configDigest\",\"type\":\"bytes32\"}],\"name\":\"scheduledConfig\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"readyAt\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"setDigest\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"incidentId\",\"type\":\"bytes32\"}],\"name\":\"sealSet\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"incidentId\",\"type\":\"bytes32\"}],\"name\":\"sealedSetOf\",\"outputs\":[{\"internalType\":\"bytes32\",\"name\":\"\",\"type\":\"bytes32\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"chainId\",\"type\":\"uint256\"},{\"internalType\":\"address\",\"name\":\"asset\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"rate\",\"type\":\"uint256\"}],\"name\":\"setBondRate\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"distributor_\",\"type\":\"address\"}],\"name\":\"setDistributor\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"incidentId\",\"type\":\"bytes32\"},{\"internalType\":\"uint64\",\"name\":\"revision\",\"type\":\"uint64\"}],\"name\":\"setOf\",\"outputs\":[{\"internalType\":\"bytes32\",\"name\":\"setDigest\",\"type\":\"bytes32\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"setDigest\",\"type\":\"bytes32\"}],\"name\":\"setSnapshots\",\"outputs\":[{\"internalType\":\"bytes32[]\",\"name\":\"\",\"type\":\"bytes32[]\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"digest\",\"type\":\"bytes32\"}],\"name\":\"stateOf\",\"outputs\":[{\"internalType\":\"enumLossOracle.State\",\"name\":\"\",\"type\":\"uint8\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"enumRoles.Role\",\"name\":\"role\",\"type\":\"uint8\"}],\"name\":\"stopRecovery\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"digest\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"reasonHash\",\"type\":\"bytes32\"}],\"name\":\"strike\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"incidentId\",\"type\":\"bytes32\"},{\"internalType\":\"address\",\"name\":\"asset\",\"type\":\"address\"}],\"name\":\"strikeUsed\",\"outputs\":[{\"internalType\":\"bool\",\"name\":\"\",\"type\":\"bool\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"components\":[{\"internalType\":\"bytes32\",\"name\":\"configDigest\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"incidentId\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"specHash\",\"type\":\"bytes32\"},{\"internalType\":\"uint64\",\"name\":\"revision\",\"type\":\"uint64\"},{\"internalType\":\"uint64\",\"name\":\"attempt\",\"type\":\"uint64\"},{\"internalType\":\"bytes32\",\"name\":\"prevSnapshot\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"methodHash\",\"type\":\"bytes32\"},{\"internalType\":\"uint256\",\"name\":\"sourceChainId\",\"type\":\"uint256\"},{\"internalType\":\"uint64\",\"name\":\"fromBlock\",\"type\":\"uint64\"},{\"internalType\":\"bytes32\",\"name\":\"fromBlockHash\",\"type\":\"bytes32\"},{\"internalType\":\"uint64\",\"name\":\"toBlock\",\"type\":\"uint64\"},{\"internalType\":\"bytes32\",\"name\":\"toBlockHash\",\"type\":\"bytes32\"},{\"internalType\":\"uint64\",\"name\":\"occurredFrom\",\"type\":\"uint64\"},{\"internalType\":\"uint64\",\"name\":\"occurredTo\",\"type\":\"uint64\"},{\"internalType\":\"address\",\"name\":\"asset\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"totalLoss\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"unattributedLoss\",\"type\":\"uint256\"},{\"internalType\":\"uint32\",\"name\":\"leafCount\",\"type\":\"uint32\"},{\"internalType\":\"bytes32\",\"name\":\"lossRoot\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"evidenceHash\",\"type\":\"bytes32\"}],\"internalType\":\"structMessages.LossSnapshot\",\"name\":\"s\",\"type\":\"tuple\"},{\"internalType\":\"bytes\",\"name\":\"signatures\",\"type\":\"bytes\"}],\"name\":\"submit\",\"outputs\":[{\"internalType\":\"bytes32\",\"name\":\"digest\",\"type\":\"bytes32\"}],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"components\":[{\"internalType\":\"bytes32\",\"name\":\"configDigest\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"incidentId\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"specHash\",\"type\":\"bytes32\"},{\"internalType\":\"uint64\",\"name\":\"revision\",\"type\":\"uint64\"},{\"internalType\":\"bytes32\",\"name\":\"snapshotsHash\",\"type\":\"bytes32\"},{\"internalType\":\"address\",\"name\":\"numeraire\",\"type\":\"address\"},{\"internalType\":\"bytes32\",\"name\":\"pricesHash\",\"type\":\"bytes32\"}],\"internalType\":\"structMessages.SnapshotSet\",\"name\":\"s\",\"type\":\"tuple\"},{\"internalType\":\"bytes32[]\",\"name\":\"snapshotDigests\",\"type\":\"bytes32[]\"},{\"internalType\":\"bytes\",\"name\":\"signatures\",\"type\":\"bytes\"}],\"name\":\"submitSet\",\"outputs\":[{\"internalType\":\"bytes32\",\"name\":\"digest\",\"type\":\"bytes32\"}],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"configDigest\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"digest\",\"type\":\"bytes32\"},{\"internalType\":\"bytes\",\"name\":\"signatures\",\"type\":\"bytes\"}],\"name\":\"verifyQuorum\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"count\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"configDigest\",\"type\":\"bytes32\"}],\"name\":\"vetoConfig\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"}],\"name\":\"withdrawBond\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"}]",
	ID:  "LossOracle",
	Bin: "0x610140604052346104d457604051601f61633f38819003918201601f19168301916001600160401b038311848410176104c057808492610100946040528339810103126104d4576040519061010082016001600160401b038111838210176104c05760405261006d816104d8565b825261007b602082016104d8565b916020810192835261008f604083016104d8565b91604082019283526100a3606082016104d8565b80606084015260808201518060808501526100c060a084016104ec565b928360a08601526100e560e06100d860c084016104ec565b928360c0890152016104ec565b60e086019081526040805191946001600160a01b0316919081016001600160401b038111828210176104c057604052600a8152694c6f73734f7261636c6560b01b6020909101527f9f12b5b88a3e99368df9a9143c15146a05784a150a662fc537080957d5b308e460805280156104b15760a05260c09190915264ffffffffff92831660e052821661010052511661012052516001600160a01b03169182156104b1575f5b60ff81166004811161022557600281141580610201575b6101cd575060ff1660ff81146101b95760010161018a565b634e487b7160e01b5f52601160045260245ffd5b806005869210156101ed5763768c30e960e11b5f5260045260245260445ffd5b634e487b7160e01b5f52602160045260245ffd5b5060058110156101ed57846001600160a01b0361021d836104fe565b5416146101a1565b5050826102326002610515565b80546001600160a01b03191690555f61024b600261052c565b5561025660026104fe565b80546001600160a01b0319168217905560025f51602061631f5f395f51905f525f80a3516001600160a01b03169081156104b1575f5b60ff8116600481116102ff576001811415806102db575b6102bb575060ff1660ff81146101b95760010161028c565b806005859210156101ed5763768c30e960e11b5f5260045260245260445ffd5b5060058110156101ed57836001600160a01b036102f7836104fe565b5416146102a3565b828461030b6001610515565b80546001600160a01b03191690555f610324600161052c565b5561032f60016104fe565b80546001600160a01b0319168217905560015f51602061631f5f395f51905f525f80a3516001600160a01b0316801580156103dd575b604051615ddb90816105448239608051816153b3015260a051818181612fe101526136b5015260c05181818161149501528181613e4701528181613e7b0152613ecf015260e0518181816118e201526119fd015261010051818181611b750152611c6d0152610120518181816120a901526133790152f35b6104b1575f5b60ff8116906004821161045757600482141580610433575b6104145760ff91501660ff81146101b9576001016103e3565b5060058110156101ed5763768c30e960e11b5f5260045260245260445ffd5b5060058210156101ed57826001600160a01b0361044f846104fe565b5416146103fb565b50506104636004610515565b80546001600160a01b03191690555f61047c600461052c565b5561048760046104fe565b80546001600160a01b0319168217905560045f51602061631f5f395f51905f525f80a38080610365565b63d92e233d60e01b5f5260045ffd5b634e487b7160e01b5f52604160045260245ffd5b5f80fd5b51906001600160a01b03821682036104d457565b519064ffffffffff821682036104d457565b60058110156101ed575f52600560205260405f2090565b60058110156101ed575f52600660205260405f2090565b60058110156101ed575f52600760205260405f209056fe60806040526004361015610011575f80fd5b5f5f3560e01c8062941eec146134c1578063010a623c14613479578063015a5e5f146133b557806304d72a10146133115780630714c74b1461329c5780630997769b146132855780631292f5021461326c578063137d29d9146132315780632c7e8c54146131cc5780633531d3e01461312c5780633a493adf146130f0578063449fb59e1461304057806347b45652146130055780634f42f24214612f97578063537f25ed14612f5b5780635993529814612ecf57806359ecd65714612e965780635ae95b7614612cce5780636060cce014612c5e57806364482ac414612be45780636b6a9cab14612b9c5780636ca9e49114612b145780636e0a49b714612aa45780636ef61607146129155780637529d9df146127bd57806375619ab5146126a55780637fd68e3f1461263557806380dd1ec0146125c057806381bbeb051461243e57806385b58c97146121b75780638af92a6d146121545780638e1ae6f3146120cd578063913119791461206d578063967f43de14611fc05780639c1f44fa14611df85780639cdcafe614611d4c578063a062063414611d06578063a738f49c14611c91578063ac6e0b1e14611c31578063ada3a76414611906578063b0c2cd3f146118a6578063b9ae27bc14611844578063bfe10928146117f2578063c1a8b9aa146117b8578063c623249b14611602578063d1170edf146115c7578063d435d78c1461156b578063d7cab7ad146114f5578063da3686de146114b8578063e0de0fee1461145f578063e4093adc146113fb578063e5cacd8c14610ba0578063e712b5d014610b63578063eaf3120714610a77578063ee9e9c4b146109d0578063f114509d146108ea578063f303136f146108a3578063f652117e14610776578063f698da251461073d578063f906ad94146106fe578063fb2cb35e1461069d578063fb5382241461062c578063fd8dfeb014610594578063ff793d5a1461035c5763ffd9e2fe146102e4575f80fd5b346103595760407ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126103595773ffffffffffffffffffffffffffffffffffffffff60406103326137d0565b92600435815260116020522091165f52602052602060ff60405f2054166040519015158152f35b80fd5b50346103595761036b3661388c565b610373615646565b818352600c602052604083208054600160ff8216610390816139ac565b1490811591610586575b508015610576575b61053857600181019081548086526011602052604086209073ffffffffffffffffffffffffffffffffffffffff6002840154169173ffffffffffffffffffffffffffffffffffffffff83165f5260205260ff60405f2054166105105791602093917fc192a0d6fe5a62c94b1ebe1b53666ad7c6a301c0d51a3385eb762f6621f46b7e959388526011855273ffffffffffffffffffffffffffffffffffffffff6040892091165f52845260405f2060017fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff0082541617905560047fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff00825416179055548552600f8252610506604086206104c263ffffffff825460801c1661526a565b7fffffffffffffffffffffffff00000000ffffffffffffffffffffffffffffffff73ffffffff0000000000000000000000000000000083549260801b169116179055565b604051908152a280f35b6004877f9b6d7709000000000000000000000000000000000000000000000000000000008152fd5b6044846105748561054881614acc565b907f4fbf1c3100000000000000000000000000000000000000000000000000000000845260045261399e565bfd5b506105818184615a02565b6103a2565b60ff915060081c165f61039a565b5034610359577ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36016101a08112610628576101801361035957610184359067ffffffffffffffff82116103595760206106116105f436600486016138c0565b610607610602939293615b2a565b615ab2565b9283600435615418565b5061062060443560c435613a74565b604051908152f35b5080fd5b50346103595760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126103595760043560058110156106285760406020928261068c73ffffffffffffffffffffffffffffffffffffffff946139ac565b815260068452205416604051908152f35b50346103595760607ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112610359576044359067ffffffffffffffff82116103595760206106206106f236600486016138c0565b90602435600435615418565b5034610359576101807ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261035957506020610620610602615b2a565b503461035957807ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112610359576020610620615386565b50346103595760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126103595760043560018252600560205273ffffffffffffffffffffffffffffffffffffffff6040832054163303610896575b80825260026020526040822060ff8154166107ee816139b6565b1561086a5761083c9061080160036139b6565b80547fffffffffffffffffffffffffffffffffffffffffffffff0000000000ffffff00164260201b68ffffffffff0000000016176003179055565b7ff51f679f4ef8b917467ea8bb818f484fb0d5fb547ef2fb5125013e67682e01ce602060405160018152a280f35b602483837f3e76a44e000000000000000000000000000000000000000000000000000000008252600452fd5b61089e6155cc565b6107d4565b50346103595760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126103595760206108e0600435615329565b6040519015158152f35b50346103595760e07ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126103595760405160208101917ff22434cce378f11b00f4ac7a650d6f593b5bcd70b94f43964ba122c13bc791f0835260043560408301526024356060830152604435608083015260643567ffffffffffffffff81168091036106285760a083015260843560c083015260a4359073ffffffffffffffffffffffffffffffffffffffff821680920361035957602061062085858560e082015260c43561010082015261010081526109c8610120826139f9565b519020615ab2565b50346103595760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261035957604060c091600435815260096020522080549060ff8260f01c1690600260018201549101549164ffffffffff6040519473ffffffffffffffffffffffffffffffffffffffff81168652818160a01c16602087015260c81c166040850152610a66816139b6565b6060840152608083015260a0820152f35b50346103595760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261035957600435600581101561062857610abc816139ac565b80825260076020523373ffffffffffffffffffffffffffffffffffffffff60408420541614801590610b34575b610afb57610af8903390615867565b80f35b906044917f6267bf8e000000000000000000000000000000000000000000000000000000008252610b2b816139ac565b60045233602452fd5b50610b3e816139ac565b808252600760205264ffffffffff604083205460a01c1664ffffffffff421610610ae9565b50346103595760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126103595760206106206004356152ec565b50346103595760e07ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126103595760043567ffffffffffffffff811161062857610bf090369060040161395d565b91906024359060ff82168092036113f757610c0961398e565b60807fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff9c3601126113f35760ff90610c3e6155cc565b1692841580156113e9575b80156113c8575b6113a057610c5e8386613a3a565b60011c600181018091116113735784108015611361575b6113395764ffffffffff67ffffffffffffffff610c90613f4d565b1611801561131a575b80156112fb575b6112d3577f4c530000000000000000000000000000000000000000000000000000000000007dffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7fffffffffffffffffffffffffffffffffffffffffffffffff000000000000000060015467ffffffffffffffff610d1c81831661524b565b16918291161760015584610df660208a897fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0601f8d60405186810191610d63836064614a1b565b60808252610d7260a0836139f9565b610da06040519a8b988a8a019d8e4690523060408c015260608b015260e060808b01526101008a0191614a7e565b9560a088015260c0870152838686030160e08701525180918186528786015e8b86828601015201160103017fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe081018352826139f9565b51902016179381548061119d575b5081805b8782106110d657505064ffffffffff610e1f613f4d565b169264ffffffffff610e2f613f36565b169364ffffffffff610e3f613f64565b169460c4359561ffff87168097036110d257889060405193610e60856139c0565b600185526020850160ff8d168152604086018b81526060870189815260808801928b845260a0890194855260c0890197885260e089019586526101008901968d88528c52600260205260408c209851610eb8816139b6565b610ec2908a615af3565b51918854905160101b62ff000016915160181b63ff000000169260081b61ff0016907fffffffffffffffffffffffffffffffffffffffffffffffffffffffff000000ff1617171786555164ffffffffff16610f529086907fffffffffffffffffffffffffffffffffffffffffffffff0000000000ffffffff68ffffffffff0000000083549260201b169116179055565b51928454905160701b72ffffffffff000000000000000000000000000016915160981b77ffffffffff0000000000000000000000000000000000000016925160c01b79ffff000000000000000000000000000000000000000000000000169360481b6dffffffffff00000000000000000016907fffffffffffffffff000000000000000000000000000000ffffffffffffffffff16177fffffffffffff0000ffffffffffffffffffffffffffffffffffffffffffffffff16171717905585835560015467ffffffffffffffff169660405197885260208801610100905261010088019061103e92614a7e565b936040870152606086015260643567ffffffffffffffff811680910361062857608086015260843567ffffffffffffffff81168091036106285760a086015260a4359067ffffffffffffffff82168092036103595750938084937f417c33e70a1771c57e329fd8faca9376bb173f256a937a3f48fdba2dda81f9e79360209760c084015260e08301520390a2604051908152f35b8580fd5b73ffffffffffffffffffffffffffffffffffffffff806110ff6110fa858c8a615aa2565b613ef9565b9216911611156111755760016111196110fa838a88615aa2565b9187855260036020526040852073ffffffffffffffffffffffffffffffffffffffff84165f5260205260405f20827fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff008254161790550190610e08565b6004837f8f806202000000000000000000000000000000000000000000000000000000008152fd5b8583526004602052604083205480159081156112c9575b5061129d578083526002602052600160ff6040852054166111d4816139b6565b03610e045780835260026020526040832060ff8154166111f3816139b6565b15611271576112419061120660026139b6565b80547fffffffffffffffffffffffffffffffffffffffffffffff0000000000ffffff00164260201b68ffffffffff0000000016176002179055565b7ff51f679f4ef8b917467ea8bb818f484fb0d5fb547ef2fb5125013e67682e01ce6020604051858152a25f610e04565b602484837f3e76a44e000000000000000000000000000000000000000000000000000000008252600452fd5b602483877fdf84d0b4000000000000000000000000000000000000000000000000000000008252600452fd5b905042105f6111b4565b807f019af6370000000000000000000000000000000000000000000000000000000060049252fd5b5064ffffffffff67ffffffffffffffff611313613f64565b1611610ca0565b5064ffffffffff67ffffffffffffffff611332613f36565b1611610c99565b807fb891a4fb0000000000000000000000000000000000000000000000000000000060049252fd5b5061136c8386615c0e565b8411610c75565b6024827f4e487b710000000000000000000000000000000000000000000000000000000081526011600452fd5b807f8f8062020000000000000000000000000000000000000000000000000000000060049252fd5b50826003026003810484036113735760018101809111611373578510610c50565b50601f8511610c49565b8380fd5b8280fd5b50346103595760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112610359576004355f908152601060209081526040808320600f835281842054821c67ffffffffffffffff168452825290912054610620565b503461035957807ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126103595760206040517f00000000000000000000000000000000000000000000000000000000000000008152f35b50346103595760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126103595760206108e06004356152c3565b50346103595760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261035957600435611530615646565b80825260046020528160408120557f9b53088e9574680a9b313e19d308c60e9a6588d8d9b119f51defd6e2218e41a06020604051848152a280f35b50346103595760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261035957604080916004358152600e6020522067ffffffffffffffff600182549201541682519182526020820152f35b503461035957807ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126103595760209054604051908152f35b503461035957611611366138ee565b90303314801590611785575b611755576212750064ffffffffff42160164ffffffffff81116117285760207f379ad394ef48dfc89f3c597f3021c5625e881b432a72ab0ae821e16449dd7a6a9161171573ffffffffffffffffffffffffffffffffffffffff60405196611683886139dd565b169586815264ffffffffff808583019416938481526116a1886139ac565b878a526007865260408a209251835491517fffffffffffffff0000000000000000000000000000000000000000000000000090921673ffffffffffffffffffffffffffffffffffffffff9190911617911660a01b78ffffffffff000000000000000000000000000000000000000016179055565b61171e846139ac565b604051908152a380f35b6024847f4e487b710000000000000000000000000000000000000000000000000000000081526011600452fd5b826044917f6267bf8e000000000000000000000000000000000000000000000000000000008252610b2b816139ac565b5061178f816139ac565b808352600560205273ffffffffffffffffffffffffffffffffffffffff6040842054161561161d565b503461035957807ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112610359576020604051600a8152f35b503461035957807ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261035957602073ffffffffffffffffffffffffffffffffffffffff600b5416604051908152f35b50346103595760607ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112610359576044359073ffffffffffffffffffffffffffffffffffffffff8216820361035957602061062083602435600435615281565b503461035957807ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261035957602060405164ffffffffff7f0000000000000000000000000000000000000000000000000000000000000000168152f35b506119103661388c565b9061191a81614acc565b6008811015611c0457600103611bf457808352600c602052600160408420620100007fffffffffffffffffffffffffffffffffffffffffffffffffffffffffff00ffff82541617815501548352600f602052611986604084206104c263ffffffff825460801c1661526a565b61198f816152ec565b8184526009602052604084209073ffffffffffffffffffffffffffffffffffffffff825416611bc857803410611b99575080547fffffffffffffffffffffffff0000000000000000000000000000000000000000163317815534600182015560028101839055611a73611a297f00000000000000000000000000000000000000000000000000000000000000004264ffffffffff16613f1a565b82547fffffffffffffff0000000000ffffffffffffffffffffffffffffffffffffffff1660a09190911b78ffffffffff000000000000000000000000000000000000000016178255565b8054600485526005602052604085205473ffffffffffffffffffffffffffffffffffffffff16611b30577fffff0000000000ffffffffffffffffffffffffffffffffffffffffffffffffff7dffffffffff00000000000000000000000000000000000000000000000000611af2875b64ffffffffff8560a01c16613f1a565b60c81b1691161790556040519134835260208301527f595191cec0d21da355301f7b8efa74f174d37443b9214751276e56f3bc6d59b960403393a380f35b7fffff0000000000ffffffffffffffffffffffffffffffffffffffffffffffffff7dffffffffff00000000000000000000000000000000000000000000000000611af27f0000000000000000000000000000000000000000000000000000000000000000611ae2565b7f9901e61100000000000000000000000000000000000000000000000000000000855234600452602452604484fd5b602485847fc4da3f01000000000000000000000000000000000000000000000000000000008252600452fd5b8261057482610548604494614acc565b6024847f4e487b710000000000000000000000000000000000000000000000000000000081526021600452fd5b503461035957807ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261035957602060405164ffffffffff7f0000000000000000000000000000000000000000000000000000000000000000168152f35b50346103595760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126103595760406060916004358152600f602052205463ffffffff6040519167ffffffffffffffff8116835267ffffffffffffffff8160401c16602084015260801c166040820152f35b503461035957807ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261035957602067ffffffffffffffff60015416604051908152f35b50346103595760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126103595760043560058110156106285760408281928160208451611d9b816139dd565b8281520152611da9816139ac565b815260076020522064ffffffffff825191611dc3836139dd565b5481602073ffffffffffffffffffffffffffffffffffffffff831694858152019160a01c168152835192835251166020820152f35b5034610359576102807ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126103595760405160208101917f48c5214f29ca9fd9ebe346bdd24d0806bb1049cfe24e05a17b645f508fef1d73835260043560408301526024356060830152604435608083015260643567ffffffffffffffff81168091036106285760a083015260843567ffffffffffffffff81168091036106285760c083015260a43560e083015260c43561010083015260e4356101208301526101043567ffffffffffffffff811680910361062857610140830152610124356101608301526101443567ffffffffffffffff811680910361062857610180830152610164356101a08301526101843567ffffffffffffffff8116809103610628576101c08301526101a43567ffffffffffffffff8116809103610628576101e08301526101c43573ffffffffffffffffffffffffffffffffffffffff8116809103610628576102008301526101e43561022083015261020435610240830152610224359063ffffffff821680920361035957602061062085858561026082015261024435610280820152610264356102a08201526102a081526109c86102c0826139f9565b5034610359576101807ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261035957600435808252600260205260ff60408320541661200d816139b6565b60018114159081612058575b5061202d5750610af860443560c435613a74565b7f3e76a44e000000000000000000000000000000000000000000000000000000008252600452602490fd5b60029150612065816139b6565b14155f612019565b503461035957807ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261035957602060405164ffffffffff7f0000000000000000000000000000000000000000000000000000000000000000168152f35b50346103595760607ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261035957506020610620604051828101907fe8db7f8aebd98117b0598822b985e666d2306b23e0298ec81d21c866e373562a8252600435604082015260243560608201526044356080820152608081526109c860a0826139f9565b50346103595760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261035957604060209173ffffffffffffffffffffffffffffffffffffffff6121a66137f3565b168152600883522054604051908152f35b50346123fd577ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360160c081126123fd5760a0136123fd5760a43567ffffffffffffffff81116123fd5761220f9036906004016138c0565b612217613f36565b67ffffffffffffffff600b5491818360a01c16927fffffffff0000000000000000ffffffffffffffffffffffffffffffffffffffff7bffffffffffffffff00000000000000000000000000000000000000006122728661524b565b60a01b16911617600b55160361240157600435906040519060208201937fe0de1f06c00e6dac89e233c76e7ac28268b81c7e6a5453e0e5e7f590f739fcd3855283604084015273ffffffffffffffffffffffffffffffffffffffff6122d56137d0565b16606084015260ff6122e561398e565b1660808401526064359373ffffffffffffffffffffffffffffffffffffffff8516958686036123fd578660a08601526084359067ffffffffffffffff82168092036123fd57856123469260c061234c98015260c081526109c860e0826139f9565b90615418565b506024359173ffffffffffffffffffffffffffffffffffffffff8316928381036123fd57506044359160ff83168093036123fd57612389836139ac565b50823b156123fd5760445f928360405195869485937fc623249b0000000000000000000000000000000000000000000000000000000085526123ca816139ac565b600485015260248401525af180156123f2576123e4575080f35b6123f091505f906139f9565b005b6040513d5f823e3d90fd5b5f80fd5b67ffffffffffffffff612412613f36565b7f3dc44c87000000000000000000000000000000000000000000000000000000005f521660045260245ffd5b346123fd5760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126123fd57600435805f52600960205260405f20805473ffffffffffffffffffffffffffffffffffffffff811691821580156125a8575b61257c5764ffffffffff8260c81c164210612550577e030000000000000000000000000000000000000000000000000000000000007fff00ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff600193161781550154905f52600860205261251560405f20918254613a3a565b90557f7c5ee963cee3ddc8e0a3c49800bd53d38d3e9ed179e5e0fce388fdf1bf7b25776060604051600381523360208201525f6040820152a2005b837fb5b6d7ac000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b837f7e16ae7b000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b5060ff8260f01c166125b9816139b6565b151561249f565b346123fd5760407ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126123fd576125f76137d0565b6004355f52600360205273ffffffffffffffffffffffffffffffffffffffff60405f2091165f52602052602060ff60405f2054166040519015158152f35b346123fd5760407ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126123fd5760243567ffffffffffffffff811681036123fd576004355f52601060205267ffffffffffffffff60405f2091165f52602052602060405f2054604051908152f35b346123fd5760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126123fd576126dc6137f3565b6126e46155cc565b600b549073ffffffffffffffffffffffffffffffffffffffff82166127955773ffffffffffffffffffffffffffffffffffffffff1690811561276d577fffffffffffffffffffffffff0000000000000000000000000000000000000000168117600b557f86719c518c7d99ac94b3d405d462ea876ba5cd0a978461dc9a7c9862a94858865f80a2005b7fd92e233d000000000000000000000000000000000000000000000000000000005f5260045ffd5b7f96a8418f000000000000000000000000000000000000000000000000000000005f5260045ffd5b346123fd5760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126123fd576127f46137f3565b73ffffffffffffffffffffffffffffffffffffffff811690815f52600860205260405f20549081156128ed575f808093819386835260086020528260408120555af13d156128e8573d67ffffffffffffffff81116128bb576040519061288260207fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0601f84011601836139f9565b81525f60203d92013e5b1561289357005b7f90b8ec18000000000000000000000000000000000000000000000000000000005f5260045ffd5b7f4e487b71000000000000000000000000000000000000000000000000000000005f52604160045260245ffd5b61288c565b7f797dba54000000000000000000000000000000000000000000000000000000005f5260045ffd5b346123fd5760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126123fd57604051612950816139c0565b5f8152602081015f9052604081015f9052606081015f9052608081015f905260a081015f905260c081015f905260e081015f9052610100015f90526004355f52600260205260405f20604051906129a6826139c0565b5460ff8116916129b5836139b6565b828152602081018260081c60ff168152604082018360101c60ff168152606083018460181c60ff16815260808401908560201c64ffffffffff16825260a08501928660481c64ffffffffff16845260c08601948760701c64ffffffffff16865260e08701968860981c64ffffffffff168852610100019760c01c61ffff16885260405198612a42816139b6565b89525160ff1660208901525160ff1660408801525160ff1660608701525164ffffffffff1660808601525164ffffffffff1660a08501525164ffffffffff1660c08401525164ffffffffff1660e08301525161ffff1661010082015261012090f35b346123fd5760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126123fd5760043560058110156123fd57612ae8816139ac565b5f526005602052602073ffffffffffffffffffffffffffffffffffffffff60405f205416604051908152f35b346123fd577ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360161012081126123fd5760e0136123fd5760e43567ffffffffffffffff81116123fd57612b6c90369060040161395d565b610104359067ffffffffffffffff82116123fd57602092612b946106209336906004016138c0565b929091614bbc565b346123fd5760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126123fd576004355f526004602052602060405f2054604051908152f35b346123fd5760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126123fd57612c1e600435614acc565b6040516008821015612c31576020918152f35b7f4e487b71000000000000000000000000000000000000000000000000000000005f52602160045260245ffd5b346123fd5760407ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126123fd57612c956137d0565b6004355f52600a60205273ffffffffffffffffffffffffffffffffffffffff60405f2091165f52602052602060405f2054604051908152f35b346123fd576101007ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126123fd5760043567ffffffffffffffff81168091036123fd5760243567ffffffffffffffff81116123fd57612d3390369060040161395d565b612d3b61398e565b926064359260ff84168094036123fd5760807fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7c3601126123fd57612e8960207dffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff9481977fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0601f7f4c530000000000000000000000000000000000000000000000000000000000009960405186810191612df3836084614a1b565b60808252612e0260a0836139f9565b60ff612e326040519b8c998b8b019e8f4690523060408d015260608c015260e060808c01526101008b0191614a7e565b961660a088015260c0870152838686030160e08701525180918186528786015e5f86828601015201160103017fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe081018352826139f9565b5190201617604051908152f35b346123fd575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126123fd576020604051601f8152f35b346123fd5760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126123fd5760043560058110156123fd57612f13816156c0565b612f1c816139ac565b805f5260076020525f6040812055612f33816139ac565b33907fb7a0b897bd13ad33eb574671d739c2307887845dd86581fdbf2203a5754df52e5f80a3005b346123fd5760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126123fd5760206108e06004356149bc565b346123fd575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126123fd57602060405173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000168152f35b346123fd575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126123fd576020604051621275008152f35b346123fd5760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126123fd5760043560058110156123fd57613084816139ac565b805f52600660205273ffffffffffffffffffffffffffffffffffffffff60405f20541633036130b8576123f0903390615867565b7fafd77461000000000000000000000000000000000000000000000000000000005f526130e4816139ac565b6004523360245260445ffd5b346123fd5760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126123fd5760206108e0600435614947565b346123fd5773ffffffffffffffffffffffffffffffffffffffff61314f366138ee565b61315a8293926156c0565b613163836139ac565b825f52600660205260405f208282167fffffffffffffffffffffffff00000000000000000000000000000000000000008254161790556131a2836139ac565b169033907f77bb58dac58482065384003e389f9e75c700fa6b1038c8626181fef9569137105f80a4005b346123fd577ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36016102a081126123fd57610280136123fd576102843567ffffffffffffffff81116123fd5761062061322b60209236906004016138c0565b90613f7b565b346123fd575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126123fd576020604051620151808152f35b346123fd57602061062061327f36613837565b91613db1565b346123fd576123f06132963661388c565b90613a74565b346123fd57602073ffffffffffffffffffffffffffffffffffffffff7f648de177508ea4ddd8b7e4ef4ef63fc7b2314cac80b6fc3f5ccda787b7badd316132e236613837565b949193906132ee6155cc565b845f52600a835260405f208282165f5283528560405f20556040519586521693a3005b346123fd5760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126123fd5760043561334b6155cc565b7f9b53088e9574680a9b313e19d308c60e9a6588d8d9b119f51defd6e2218e41a0602061339f64ffffffffff7f00000000000000000000000000000000000000000000000000000000000000001642613a3a565b835f52600482528060405f2055604051908152a2005b346123fd5760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126123fd576004355f52600d60205260405f20604051806020835491828152019081935f5260205f20905f5b81811061346357505050816134219103826139f9565b604051918291602083019060208452518091526040830191905f5b81811061344a575050500390f35b825184528594506020938401939092019160010161343c565b825484526020909301926001928301920161340b565b346123fd575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126123fd57602067ffffffffffffffff600b5460a01c16604051908152f35b346123fd5760607ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126123fd5760243560043581151582036123fd57805f52600960205260405f20805473ffffffffffffffffffffffffffffffffffffffff81161580156137b8575b61378c5764ffffffffff8160a01c1642109081159081613778575b508161374a575b8115613710575b50156136e0577f7c5ee963cee3ddc8e0a3c49800bd53d38d3e9ed179e5e0fce388fdf1bf7b2577606060ff8493865f146136d95760015b613595816139b6565b7fff00ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7eff00000000000000000000000000000000000000000000000000000000000083549260f01b1691161781556001810154875f1461369e5773ffffffffffffffffffffffffffffffffffffffff808354165b165f52600860205261361f60405f20918254613a3a565b90555460f01c1660405190613633816139b6565b81523360208201526044356040820152a25f52600c60205260405f209080613687575b61365c57005b80547fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff00166002179055005b50600160ff825416613698816139ac565b14613656565b73ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000613608565b600261358c565b507feb9a63e1000000000000000000000000000000000000000000000000000000005f526004523360245260445ffd5b90508061371e575b84613555565b5060045f52600560205273ffffffffffffffffffffffffffffffffffffffff60405f2054163314613718565b905060015f52600560205273ffffffffffffffffffffffffffffffffffffffff60405f20541633149061354e565b64ffffffffff915060c81c16421085613547565b827f7e16ae7b000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b5060ff8160f01c166137c9816139b6565b151561352c565b6024359073ffffffffffffffffffffffffffffffffffffffff821682036123fd57565b6004359073ffffffffffffffffffffffffffffffffffffffff821682036123fd57565b359073ffffffffffffffffffffffffffffffffffffffff821682036123fd57565b7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc60609101126123fd576004359060243573ffffffffffffffffffffffffffffffffffffffff811681036123fd579060443590565b7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc60409101126123fd576004359060243590565b9181601f840112156123fd5782359167ffffffffffffffff83116123fd57602083818601950101116123fd57565b7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc60409101126123fd5760043560058110156123fd579060243573ffffffffffffffffffffffffffffffffffffffff811681036123fd5790565b359067ffffffffffffffff821682036123fd57565b9181601f840112156123fd5782359167ffffffffffffffff83116123fd576020808501948460051b0101116123fd57565b6044359060ff821682036123fd57565b6008811015612c3157602452565b60051115612c3157565b60041115612c3157565b610120810190811067ffffffffffffffff8211176128bb57604052565b6040810190811067ffffffffffffffff8211176128bb57604052565b90601f7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0910116810190811067ffffffffffffffff8211176128bb57604052565b91908201809211613a4757565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52601160045260245ffd5b73ffffffffffffffffffffffffffffffffffffffff600b54163303613d7257805f52600c60205260405f2082600182015403613d4657825f52600f60205260405f209081549067ffffffffffffffff8260401c1690549067ffffffffffffffff8260681c1681811480613d39575b613d30578160ff8460081c1615918215613d26575b50508015613ccc575b613cbf5763ffffffff8360801c1663ffffffff8360a81c1603613c1a575b613b85575b6fffffffffffffffff00000000000000007fffffffffffffffffffffffffffffffff0000000000000000ffffffffffffffff9160281c1691161790557f4e3a7d26fcec96e728cde85490aa9af512bf1b0335679f819a961556845b5d9a5f80a3565b835f52600d60205260405f206040519081602082549182815201915f5260205f20905f5b818110613c045750505091613bfc82613bf66fffffffffffffffff0000000000000000947fffffffffffffffffffffffffffffffff0000000000000000ffffffffffffffff9603826139f9565b88615735565b915050613b23565b8254845260209093019260019283019201613ba9565b5f858152600d602052604081208054915b828110613c3a57505050613b1e565b613c53613c478284614905565b90549060031b1c6152c3565b15613c6057600101613c2b565b90613c8e613c8283613c75613cba9585614905565b90549060031b1c93614905565b90549060031b1c614acc565b907f79791ace000000000000000000000000000000000000000000000000000000005f5260045261399e565b60445ffd5b613cba85613c8e81614acc565b50600160ff8316613cdc816139ac565b1480613d12575b80613cef575b15613b00565b5060ff8260101c1680613d03575b15613ce9565b50613d0d856149bc565b613cfd565b5064ffffffffff8260401c16421015613ce3565b109050815f613af7565b50505050505050565b5060ff8360081c16613ae2565b507fea38cf29000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b7f7838a78b000000000000000000000000000000000000000000000000000000005f523360045260245ffd5b81810292918115918404141715613a4757565b5f52600a60205273ffffffffffffffffffffffffffffffffffffffff60405f2091165f5260205260405f2054908115808015613ef1575b613eca57613e9d57817fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff048111613e7757670de0b6b3a764000091613e2c91613d9e565b04600a810290808204600a1490151715613a475761271090047f000000000000000000000000000000000000000000000000000000000000000080821115613e72575090565b905090565b50507f000000000000000000000000000000000000000000000000000000000000000090565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52601260045260245ffd5b5050507f000000000000000000000000000000000000000000000000000000000000000090565b508115613de8565b3573ffffffffffffffffffffffffffffffffffffffff811681036123fd5790565b9064ffffffffff8091169116019064ffffffffff8211613a4757565b60843567ffffffffffffffff811681036123fd5790565b60643567ffffffffffffffff811681036123fd5790565b60a43567ffffffffffffffff811681036123fd5790565b919060405160208101917f48c5214f29ca9fd9ebe346bdd24d0806bb1049cfe24e05a17b645f508fef1d7383526004356040830152602435606083015260443560808301526064359267ffffffffffffffff841684036123fd5767ffffffffffffffff841660a084015260843567ffffffffffffffff811681036123fd5767ffffffffffffffff1660c084015260a43560e084015260c43561010084015260e435610120840152610104359167ffffffffffffffff831683036123fd5767ffffffffffffffff831661014085015261012435610160850152610144359167ffffffffffffffff831683036123fd5767ffffffffffffffff8316610180860152610164356101a08601526101843567ffffffffffffffff811681036123fd5767ffffffffffffffff81166101c08701526101a4359267ffffffffffffffff841684036123fd5767ffffffffffffffff84166101e08801526101c4359673ffffffffffffffffffffffffffffffffffffffff881688036123fd5773ffffffffffffffffffffffffffffffffffffffff88166102008201526101e43561022082015261020435610240820152610224359363ffffffff851685036123fd5761416c9163ffffffff861661026082015261024435610280820152610264356102a08201526102a081526109c86102c0826139f9565b998a5f52600c60205260ff60405f205416614186816139ac565b6148fa5790614198918b600435615418565b946004355f52600260205260405f209467ffffffffffffffff8316928381036123fd575067ffffffffffffffff8516928386036123fd5783109182156148c7575b505061489f578354926141f664ffffffffff8560981c1642613a3a565b821161489f5750614213429164ffffffffff8560701c1690613a3a565b1061489f576101e43561020435116148645763ffffffff81168091036123fd5715610244351581149081159161488c575b506148645773ffffffffffffffffffffffffffffffffffffffff841684036123fd576142758460e435602435615281565b92835f52600e60205260405f209182549067ffffffffffffffff881688141592836123fd5767ffffffffffffffff60018601541667ffffffffffffffff6142bb82614b9c565b1667ffffffffffffffff8b160361481f57508260a435036147ed5782614639575b5050508782556123fd5760010180547fffffffffffffffffffffffffffffffffffffffffffffffff00000000000000001667ffffffffffffffff8616179055546143349060481c64ffffffffff908116904216613f1a565b90604051906101a0820182811067ffffffffffffffff8211176128bb5760405260018252602082015f9052604082015f90524264ffffffffff16606083015264ffffffffff8316608083015260a082019067ffffffffffffffff8616825260c08301905f825260e084016024358152610100850173ffffffffffffffffffffffffffffffffffffffff881681526101208601916044358352610140870193845261016087019460e43586526101808801966101e43588528d5f52600c60205260405f20988051614403816139ac565b61440c816139ac565b8a5460208301516040840151606085015167ffffffffff00000060189190911b1690151560101b62ff00001691151560081b61ff001660ff949094167fffffffffffffffffffffffffffffffffffffffffffffffff0000000000000000909316929092179290921791909117178a556080015189547fffffffffffffffffffffffffffffffffffffff0000000000ffffffffffffffff1660409190911b6cffffffffff0000000000000000161789555188547fffffffffffffffffffffff0000000000000000ffffffffffffffffffffffffff1660689190911b74ffffffffffffffff00000000000000000000000000161788555187547fffffffffffffff00000000ffffffffffffffffffffffffffffffffffffffffff1660a89190911b78ffffffff000000000000000000000000000000000000000000161787555160018701555173ffffffffffffffffffffffffffffffffffffffff16600286019073ffffffffffffffffffffffffffffffffffffffff1681547fffffffffffffffffffffffff0000000000000000000000000000000000000000161790555160038501555160048401555160058301555190600601556040519260e435845267ffffffffffffffff1660208401526101e435604084015261024435606084015264ffffffffff16608083015273ffffffffffffffffffffffffffffffffffffffff1690836024359160a07f55e269b70153e50494932d3cd570eee82c509f94c549c51de4730c8497b9043491a4565b825f52600c60205260405f2091825491600160ff8416614658816139ac565b14918291826147db575b82156147d1578361467a6101e4356006890154613a3a565b811591614770575b501580614760575b61472a575050908c9493929181614721575b506146a8575b506142dc565b7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff00600391161790556024355f52600f6020526146f460405f206104c263ffffffff825460801c1661526a565b7f4ceca62373493882221cf0c741c782342cd834cd1a8e5480df855f94da186b245f80a3875f80806146a2565b9050155f61469c565b60ff92507f5936aca2000000000000000000000000000000000000000000000000000000005f5260045260081c1660245260445ffd5b5060ff8260081c1681141561468a565b90506147ba60068801546127106147b361ffff8760c01c1694838181115f146147c2579061479d91615c0e565b945b826147ac82828704613d9e565b9406613d9e565b0490613a3a565b10155f614682565b6147cb91615c0e565b9461479f565b836101e43561467a565b91506147e78587615a02565b91614662565b827ffbe8f211000000000000000000000000000000000000000000000000000000005f5260a43560045260245260445ffd5b8967ffffffffffffffff6148338193614b9c565b917f42c571a9000000000000000000000000000000000000000000000000000000005f52166004521660245260445ffd5b7fc6fd4464000000000000000000000000000000000000000000000000000000005f5260045ffd5b90506101e435610204351414155f614244565b7f0cdb81f3000000000000000000000000000000000000000000000000000000005f5260045ffd5b90915067ffffffffffffffff8116908181036123fd575067ffffffffffffffff8216918281036123fd5750115f806141d9565b505050505050505050565b805482101561491a575f5260205f2001905f90565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52603260045260245ffd5b805f52600c60205260ff60405f205460081c161580156149ac575b6149a7575f52600d60205260405f205f908054915b82811061498657505050600190565b614993613c478284614905565b156149a057600101614977565b5050505f90565b505f90565b506149b6816152c3565b15614962565b5f52600960205260405f205473ffffffffffffffffffffffffffffffffffffffff811615159081614a02575b816149f1575090565b64ffffffffff915060c81c16421090565b905060ff8160f01c16614a14816139b6565b15906149e8565b60609067ffffffffffffffff614a3082613948565b16835267ffffffffffffffff614a4860208301613948565b16602084015267ffffffffffffffff614a6360408301613948565b16604084015201359061ffff82168092036123fd5760600152565b916020908281520191905f5b818110614a975750505090565b90919260208060019273ffffffffffffffffffffffffffffffffffffffff614abe88613816565b168152019401929101614a8a565b805f52600c60205260405f209081549160ff831690614aea826139ac565b8115614b9457614afa9083615a02565b614b8c57614b07816139ac565b60028114614b8457614b18816139ac565b60038114614b7c57600490614b2c816139ac565b14614b755760ff8260101c169081614b65575b50614b5f5760401c64ffffffffff16421015614b5a57600190565b600390565b50600290565b614b6f91506149bc565b5f614b3f565b5050600790565b505050600690565b505050600590565b505050600490565b505050505f90565b67ffffffffffffffff60019116019067ffffffffffffffff8211613a4757565b90939291936040519260208401927ff22434cce378f11b00f4ac7a650d6f593b5bcd70b94f43964ba122c13bc791f084526004359283604087015260243595866060820152604435938460808301526064359167ffffffffffffffff831683036123fd5767ffffffffffffffff831660a0820152608435978860c083015260a4359173ffffffffffffffffffffffffffffffffffffffff831683036123fd5773ffffffffffffffffffffffffffffffffffffffff614c94931660e082015260c43561010082015261010081526109c8610120826139f9565b998a5f52600c60205260ff60405f205416614cae816139ac565b6148fa5790614cbe918b88615418565b5064ffffffffff4216945f526002602052614ce764ffffffffff60405f205460481c1686613f1a565b9582159081156151d2575b506151aa575f5f5b83811061507a575050865f52600f60205260405f209367ffffffffffffffff8216948583141596876123fd5767ffffffffffffffff82541667ffffffffffffffff614d4482614b9c565b168803615037575067ffffffffffffffff85116128bb578460051b97604051614d7060208b01826139f9565b868152878a01602082013682116123fd5789905b82821061502757505050614d98908c615735565b6123fd57614f2963ffffffff6003938e8a7fffffffffffffffffffffffffffffffffffffffffffffffff00000000000000008354161782558d5f52601060205260405f208b5f526020528060405f20555f52600c602052614e5b60405f20946101017fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff000087541617865585907fffffffffffffffffffffffffffffffffffffffffffffffff0000000000ffffff67ffffffffff00000083549260181b169116179055565b83547fffffffffffffffffffffffffffffffffffffff0000000000ffffffffffffffff1660408d901b6cffffffffff00000000000000001617845583547fffffffffffffffffffffff0000000000000000ffffffffffffffffffffffffff16606888901b74ffffffffffffffff00000000000000000000000000161784555460801c1682907fffffffffffffff00000000ffffffffffffffffffffffffffffffffffffffffff78ffffffff00000000000000000000000000000000000000000083549260a81b169116179055565b8960018201550155885f52600d60205260405f206801000000000000000083116128bb578054838255808410615001575b5083905f5260205f20905f5b848110614fed57505050907f07ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff915060405193845260606020850152806060850152116123fd57818364ffffffffff89967fc2eeacb15ae1178d5f5dc01baf8c73af21f72bee5b950927d86e392854f2877096608095868601371660408301528101030190a3565b600190602083359301928185015501614f66565b815f528360205f2091820191015b81811061501c5750614f5a565b5f815560010161500f565b8135815260209182019101614d84565b8761504a67ffffffffffffffff92614b9c565b907f42c571a9000000000000000000000000000000000000000000000000000000005f526004521660245260445ffd5b615085818587615aa2565b355f52600c60205260405f209161509d828688615aa2565b3511156151aa576150af818587615aa2565b359180549060ff8260081c168015615193575b8015615184575b61514b57878b6001830154149182159261513c575b50506151105764ffffffffff9060401c1664ffffffffff89168111615107575b50600101614cfa565b975060016150fe565b827fea38cf29000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b6003015414159050875f6150de565b613cba8461515881614acc565b907f4fbf1c31000000000000000000000000000000000000000000000000000000005f5260045261399e565b5061518e846149bc565b6150c9565b50600160ff83166151a3816139ac565b14156150c2565b7f54a9b94f000000000000000000000000000000000000000000000000000000005f5260045ffd5b905060405160208101907f07ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff85116123fd576152406020828760051b808a8737810103017fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe081018352826139f9565b51902014155f614cf2565b67ffffffffffffffff1667ffffffffffffffff8114613a475760010190565b63ffffffff1663ffffffff8114613a475760010190565b9173ffffffffffffffffffffffffffffffffffffffff9060405192602084019485526040840152166060820152606081526152bd6080826139f9565b51902090565b6152cc90614acc565b6008811015612c3157600381149081156152e4575090565b600491501490565b5f52600c60205261532660405f20600581015490600673ffffffffffffffffffffffffffffffffffffffff60028301541691015491613db1565b90565b5f52600260205260405f205460ff8116615342816139b6565b6001811461537f57600290615356816139b6565b149081615361575090565b64ffffffffff915060201c16620151808101809111613a4757421090565b5050600190565b60405160208101907f8b73c3c69bb8fe3d512ecc4cf759cc79239f7b179b0ffacaa9a75d522b39400f82527f000000000000000000000000000000000000000000000000000000000000000060408201527fc89efdaa54c0f20c7adf612882df0950f5a951637e0307cdcb4c672f298b8bc660608201524660808201523060a082015260a081526152bd60c0826139f9565b9392919061542585615329565b156155a05760418306615574576041830494805f52600260205260ff60405f205460181c1680871061554557505f93845b87861061546557505050505050565b604186029086820460411487151715613a475760418201808311613a475783106123fd5761549a60416154a393880187615c1b565b90939193615c4f565b73ffffffffffffffffffffffffffffffffffffffff808316911681111561551a57835f52600360205260405f20815f5260205260ff60405f205416156154ef5750600190950194615456565b7fa0296092000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b7f1271cb07000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b867fa07c49af000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b827f7d1250fe000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b847f3e76a44e000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b60025f5260056020527f89832631fb3c3307a103ba2c84ab569c64d6182a18893dcd163f0f1c2090733a5473ffffffffffffffffffffffffffffffffffffffff16330361561557565b7f7bb9ebeb000000000000000000000000000000000000000000000000000000005f5260026004523360245260445ffd5b60015f5260056020527f1471eb6eb2c5e789fc3de43f8ce62938c7d1836ec861730447e2ada8fd81017b5473ffffffffffffffffffffffffffffffffffffffff16330361568f57565b7f7bb9ebeb000000000000000000000000000000000000000000000000000000005f5260016004523360245260445ffd5b6156c9816139ac565b805f52600560205273ffffffffffffffffffffffffffffffffffffffff60405f20541633036156f55750565b7f7bb9ebeb000000000000000000000000000000000000000000000000000000005f526130e4816139ac565b805182101561491a5760209160051b010190565b5f908152601060209081526040808320600f835281842054821c67ffffffffffffffff1684529091529020545f52600d60205260405f205f5f9082545b808310615780575050505050565b91929394905b8551811080615844575b156157c4577fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff8114613a4757600101615786565b9392949094815185148015615820575b6157e45760010191939093615772565b6157ee9084614905565b90549060031b1c7f1d0c19ae000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b5061582b8583615721565b516158368286614905565b90549060031b1c14156157d4565b5061584f8187615721565b5161585a8587614905565b90549060031b1c11615790565b9073ffffffffffffffffffffffffffffffffffffffff1691821561276d575f5b60ff8116600481116159405761589c846139ac565b60ff841681141580615903575b6158c1575060ff1660ff8114613a4757600101615887565b806158cc86926139ac565b7fed1861d2000000000000000000000000000000000000000000000000000000005f526158f8816139ac565b60045260245260445ffd5b5061590d816139ac565b615916816139ac565b805f5260056020528473ffffffffffffffffffffffffffffffffffffffff60405f205416146158a9565b5050919061594d816139ac565b805f52600660205260405f207fffffffffffffffffffffffff00000000000000000000000000000000000000008154169055615988816139ac565b805f5260076020525f604081205561599f816139ac565b805f52600560205260405f20827fffffffffffffffffffffffff00000000000000000000000000000000000000008254161790556159dc816139ac565b7fc51346714e1539ab7b20bee0dac0baa3e3a39de8bffaf301e36a24e08e424eee5f80a3565b906001810154805f52600f60205267ffffffffffffffff60405f205460401c16908115614b94575f52601060205267ffffffffffffffff60405f2091165f5260205260ff60405f2054915460081c16615a9e575f52600d60205260405f20905f918054925b838110615a7657505050505f90565b82615a818284614905565b90549060031b1c14615a9557600101615a67565b50505050600190565b1490565b919081101561491a5760051b0190565b604290615abd615386565b90604051917f19010000000000000000000000000000000000000000000000000000000000008352600283015260228201522090565b90615afd816139b6565b60ff7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff008354169116179055565b60405160208101907f0ba106a426110d37732fd607c3d8acc779f6cd87798c2d824d05dd873f49e4ae825260043560408201526024356060820152604435608082015260643560a082015260843573ffffffffffffffffffffffffffffffffffffffff81168091036123fd5760c082015260a43567ffffffffffffffff81168091036123fd5760e082015260c43561010082015260e435610120820152610104356101408201526101243563ffffffff81168091036123fd5761016082015261014435610180820152610164356101a08201526101a081526152bd6101c0826139f9565b91908203918211613a4757565b9060418303615c4557615c3e9250602081013591604082359201355f1a90615d16565b9192909190565b50505f9160029190565b615c58816139b6565b80615c61575050565b615c6a816139b6565b60018103615c9a577ff645eedf000000000000000000000000000000000000000000000000000000005f5260045ffd5b615ca3816139b6565b60028103615cd757507ffce698f7000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b600390615ce3816139b6565b14615ceb5750565b7fd78bce0c000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b91907f7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a08411615d9a579160209360809260ff5f9560405194855216868401526040830152606082015282805260015afa156123f2575f5173ffffffffffffffffffffffffffffffffffffffff811615615d9057905f905f90565b505f906001905f90565b5050505f916003919056fea2646970667358221220f97b74f8d104e2f81d52dda45fd12c9a6fc817e7183bf020169a10e46a2c6b2e64736f6c634300081e0033c51346714e1539ab7b20bee0dac0baa3e3a39de8bffaf301e36a24e08e424eee",
}

// LossOracle is an auto generated Go binding around an Ethereum contract.
type LossOracle struct {
	abi abi.ABI
}

// GetABI returns the ABI associated with this contract binding.
func (c *LossOracle) GetABI() abi.ABI {
	return c.abi
}

// NewLossOracle creates a new instance of LossOracle.
func NewLossOracle() *LossOracle {
	parsed, err := LossOracleMetaData.ParseABI()
	if err != nil {
		panic(errors.New("invalid ABI: " + err.Error()))
	}
	return &LossOracle{abi: *parsed}
}

// Instance creates a wrapper for a deployed contract instance at the given address.
// Use this to create the instance object passed to abigen v2 library functions Call, Transact, etc.
func (c *LossOracle) Instance(backend bind.ContractBackend, addr common.Address) *bind.BoundContract {
	return bind.NewBoundContract(addr, c.abi, backend, backend, backend)
}

// PackConstructor is the Go binding used to pack the parameters required for
// contract deployment.
//
// Solidity: constructor((address,address,address,address,uint256,uint40,uint40,uint40) d) returns()
func (lossOracle *LossOracle) PackConstructor(d LossOracleDeployment) []byte {
	enc, err := lossOracle.abi.Pack("", d)
	if err != nil {
		panic(err)
	}
	return enc
}

// PackARBITERTIME is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xac6e0b1e.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function ARBITER_TIME() view returns(uint40)
func (lossOracle *LossOracle) PackARBITERTIME() []byte {
	enc, err := lossOracle.abi.Pack("ARBITER_TIME")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackARBITERTIME is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xac6e0b1e.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function ARBITER_TIME() view returns(uint40)
func (lossOracle *LossOracle) TryPackARBITERTIME() ([]byte, error) {
	return lossOracle.abi.Pack("ARBITER_TIME")
}

// UnpackARBITERTIME is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xac6e0b1e.
//
// Solidity: function ARBITER_TIME() view returns(uint40)
func (lossOracle *LossOracle) UnpackARBITERTIME(data []byte) (*big.Int, error) {
	out, err := lossOracle.abi.Unpack("ARBITER_TIME", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackBONDBPS is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xc1a8b9aa.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function BOND_BPS() view returns(uint256)
func (lossOracle *LossOracle) PackBONDBPS() []byte {
	enc, err := lossOracle.abi.Pack("BOND_BPS")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackBONDBPS is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xc1a8b9aa.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function BOND_BPS() view returns(uint256)
func (lossOracle *LossOracle) TryPackBONDBPS() ([]byte, error) {
	return lossOracle.abi.Pack("BOND_BPS")
}

// UnpackBONDBPS is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xc1a8b9aa.
//
// Solidity: function BOND_BPS() view returns(uint256)
func (lossOracle *LossOracle) UnpackBONDBPS(data []byte) (*big.Int, error) {
	out, err := lossOracle.abi.Unpack("BOND_BPS", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackCONFIGDELAY is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x91311979.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function CONFIG_DELAY() view returns(uint40)
func (lossOracle *LossOracle) PackCONFIGDELAY() []byte {
	enc, err := lossOracle.abi.Pack("CONFIG_DELAY")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackCONFIGDELAY is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x91311979.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function CONFIG_DELAY() view returns(uint40)
func (lossOracle *LossOracle) TryPackCONFIGDELAY() ([]byte, error) {
	return lossOracle.abi.Pack("CONFIG_DELAY")
}

// UnpackCONFIGDELAY is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x91311979.
//
// Solidity: function CONFIG_DELAY() view returns(uint40)
func (lossOracle *LossOracle) UnpackCONFIGDELAY(data []byte) (*big.Int, error) {
	out, err := lossOracle.abi.Unpack("CONFIG_DELAY", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackGRACE is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x137d29d9.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function GRACE() view returns(uint40)
func (lossOracle *LossOracle) PackGRACE() []byte {
	enc, err := lossOracle.abi.Pack("GRACE")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackGRACE is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x137d29d9.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function GRACE() view returns(uint40)
func (lossOracle *LossOracle) TryPackGRACE() ([]byte, error) {
	return lossOracle.abi.Pack("GRACE")
}

// UnpackGRACE is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x137d29d9.
//
// Solidity: function GRACE() view returns(uint40)
func (lossOracle *LossOracle) UnpackGRACE(data []byte) (*big.Int, error) {
	out, err := lossOracle.abi.Unpack("GRACE", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackGUARDIANTIME is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb0c2cd3f.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function GUARDIAN_TIME() view returns(uint40)
func (lossOracle *LossOracle) PackGUARDIANTIME() []byte {
	enc, err := lossOracle.abi.Pack("GUARDIAN_TIME")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackGUARDIANTIME is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb0c2cd3f.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function GUARDIAN_TIME() view returns(uint40)
func (lossOracle *LossOracle) TryPackGUARDIANTIME() ([]byte, error) {
	return lossOracle.abi.Pack("GUARDIAN_TIME")
}

// UnpackGUARDIANTIME is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xb0c2cd3f.
//
// Solidity: function GUARDIAN_TIME() view returns(uint40)
func (lossOracle *LossOracle) UnpackGUARDIANTIME(data []byte) (*big.Int, error) {
	out, err := lossOracle.abi.Unpack("GUARDIAN_TIME", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackMAXSIGNERS is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x59ecd657.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function MAX_SIGNERS() view returns(uint256)
func (lossOracle *LossOracle) PackMAXSIGNERS() []byte {
	enc, err := lossOracle.abi.Pack("MAX_SIGNERS")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackMAXSIGNERS is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x59ecd657.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function MAX_SIGNERS() view returns(uint256)
func (lossOracle *LossOracle) TryPackMAXSIGNERS() ([]byte, error) {
	return lossOracle.abi.Pack("MAX_SIGNERS")
}

// UnpackMAXSIGNERS is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x59ecd657.
//
// Solidity: function MAX_SIGNERS() view returns(uint256)
func (lossOracle *LossOracle) UnpackMAXSIGNERS(data []byte) (*big.Int, error) {
	out, err := lossOracle.abi.Unpack("MAX_SIGNERS", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackMINBOND is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xe0de0fee.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function MIN_BOND() view returns(uint256)
func (lossOracle *LossOracle) PackMINBOND() []byte {
	enc, err := lossOracle.abi.Pack("MIN_BOND")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackMINBOND is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xe0de0fee.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function MIN_BOND() view returns(uint256)
func (lossOracle *LossOracle) TryPackMINBOND() ([]byte, error) {
	return lossOracle.abi.Pack("MIN_BOND")
}

// UnpackMINBOND is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xe0de0fee.
//
// Solidity: function MIN_BOND() view returns(uint256)
func (lossOracle *LossOracle) UnpackMINBOND(data []byte) (*big.Int, error) {
	out, err := lossOracle.abi.Unpack("MIN_BOND", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackRECOVERYDELAY is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x47b45652.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function RECOVERY_DELAY() view returns(uint40)
func (lossOracle *LossOracle) PackRECOVERYDELAY() []byte {
	enc, err := lossOracle.abi.Pack("RECOVERY_DELAY")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRECOVERYDELAY is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x47b45652.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function RECOVERY_DELAY() view returns(uint40)
func (lossOracle *LossOracle) TryPackRECOVERYDELAY() ([]byte, error) {
	return lossOracle.abi.Pack("RECOVERY_DELAY")
}

// UnpackRECOVERYDELAY is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x47b45652.
//
// Solidity: function RECOVERY_DELAY() view returns(uint40)
func (lossOracle *LossOracle) UnpackRECOVERYDELAY(data []byte) (*big.Int, error) {
	out, err := lossOracle.abi.Unpack("RECOVERY_DELAY", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackVICTIMSFUND is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x4f42f242.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function VICTIMS_FUND() view returns(address)
func (lossOracle *LossOracle) PackVICTIMSFUND() []byte {
	enc, err := lossOracle.abi.Pack("VICTIMS_FUND")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackVICTIMSFUND is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x4f42f242.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function VICTIMS_FUND() view returns(address)
func (lossOracle *LossOracle) TryPackVICTIMSFUND() ([]byte, error) {
	return lossOracle.abi.Pack("VICTIMS_FUND")
}

// UnpackVICTIMSFUND is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x4f42f242.
//
// Solidity: function VICTIMS_FUND() view returns(address)
func (lossOracle *LossOracle) UnpackVICTIMSFUND(data []byte) (common.Address, error) {
	out, err := lossOracle.abi.Unpack("VICTIMS_FUND", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackAcceptRole is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x449fb59e.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function acceptRole(uint8 role) returns()
func (lossOracle *LossOracle) PackAcceptRole(role uint8) []byte {
	enc, err := lossOracle.abi.Pack("acceptRole", role)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackAcceptRole is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x449fb59e.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function acceptRole(uint8 role) returns()
func (lossOracle *LossOracle) TryPackAcceptRole(role uint8) ([]byte, error) {
	return lossOracle.abi.Pack("acceptRole", role)
}

// PackActivateConfig is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xe5cacd8c.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function activateConfig(address[] signers, uint8 f, uint8 threshold, (uint64,uint64,uint64,uint16) params) returns(bytes32)
func (lossOracle *LossOracle) PackActivateConfig(signers []common.Address, f uint8, threshold uint8, params OracleConfigsParams) []byte {
	enc, err := lossOracle.abi.Pack("activateConfig", signers, f, threshold, params)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackActivateConfig is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xe5cacd8c.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function activateConfig(address[] signers, uint8 f, uint8 threshold, (uint64,uint64,uint64,uint16) params) returns(bytes32)
func (lossOracle *LossOracle) TryPackActivateConfig(signers []common.Address, f uint8, threshold uint8, params OracleConfigsParams) ([]byte, error) {
	return lossOracle.abi.Pack("activateConfig", signers, f, threshold, params)
}

// UnpackActivateConfig is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xe5cacd8c.
//
// Solidity: function activateConfig(address[] signers, uint8 f, uint8 threshold, (uint64,uint64,uint64,uint16) params) returns(bytes32)
func (lossOracle *LossOracle) UnpackActivateConfig(data []byte) ([32]byte, error) {
	out, err := lossOracle.abi.Unpack("activateConfig", data)
	if err != nil {
		return *new([32]byte), err
	}
	out0 := *abi.ConvertType(out[0], new([32]byte)).(*[32]byte)
	return out0, nil
}

// PackActiveConfig is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd1170edf.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function activeConfig() view returns(bytes32)
func (lossOracle *LossOracle) PackActiveConfig() []byte {
	enc, err := lossOracle.abi.Pack("activeConfig")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackActiveConfig is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd1170edf.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function activeConfig() view returns(bytes32)
func (lossOracle *LossOracle) TryPackActiveConfig() ([]byte, error) {
	return lossOracle.abi.Pack("activeConfig")
}

// UnpackActiveConfig is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xd1170edf.
//
// Solidity: function activeConfig() view returns(bytes32)
func (lossOracle *LossOracle) UnpackActiveConfig(data []byte) ([32]byte, error) {
	out, err := lossOracle.abi.Unpack("activeConfig", data)
	if err != nil {
		return *new([32]byte), err
	}
	out0 := *abi.ConvertType(out[0], new([32]byte)).(*[32]byte)
	return out0, nil
}

// PackBeginRecovery is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xc623249b.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function beginRecovery(uint8 role, address to) returns()
func (lossOracle *LossOracle) PackBeginRecovery(role uint8, to common.Address) []byte {
	enc, err := lossOracle.abi.Pack("beginRecovery", role, to)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackBeginRecovery is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xc623249b.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function beginRecovery(uint8 role, address to) returns()
func (lossOracle *LossOracle) TryPackBeginRecovery(role uint8, to common.Address) ([]byte, error) {
	return lossOracle.abi.Pack("beginRecovery", role, to)
}

// PackBondFor is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xe712b5d0.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function bondFor(bytes32 digest) view returns(uint256)
func (lossOracle *LossOracle) PackBondFor(digest [32]byte) []byte {
	enc, err := lossOracle.abi.Pack("bondFor", digest)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackBondFor is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xe712b5d0.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function bondFor(bytes32 digest) view returns(uint256)
func (lossOracle *LossOracle) TryPackBondFor(digest [32]byte) ([]byte, error) {
	return lossOracle.abi.Pack("bondFor", digest)
}

// UnpackBondFor is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xe712b5d0.
//
// Solidity: function bondFor(bytes32 digest) view returns(uint256)
func (lossOracle *LossOracle) UnpackBondFor(data []byte) (*big.Int, error) {
	out, err := lossOracle.abi.Unpack("bondFor", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackBondForLoss is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x1292f502.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function bondForLoss(uint256 chainId, address asset, uint256 totalLoss) view returns(uint256)
func (lossOracle *LossOracle) PackBondForLoss(chainId *big.Int, asset common.Address, totalLoss *big.Int) []byte {
	enc, err := lossOracle.abi.Pack("bondForLoss", chainId, asset, totalLoss)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackBondForLoss is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x1292f502.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function bondForLoss(uint256 chainId, address asset, uint256 totalLoss) view returns(uint256)
func (lossOracle *LossOracle) TryPackBondForLoss(chainId *big.Int, asset common.Address, totalLoss *big.Int) ([]byte, error) {
	return lossOracle.abi.Pack("bondForLoss", chainId, asset, totalLoss)
}

// UnpackBondForLoss is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x1292f502.
//
// Solidity: function bondForLoss(uint256 chainId, address asset, uint256 totalLoss) view returns(uint256)
func (lossOracle *LossOracle) UnpackBondForLoss(data []byte) (*big.Int, error) {
	out, err := lossOracle.abi.Unpack("bondForLoss", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackBondOwed is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x8af92a6d.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function bondOwed(address account) view returns(uint256)
func (lossOracle *LossOracle) PackBondOwed(account common.Address) []byte {
	enc, err := lossOracle.abi.Pack("bondOwed", account)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackBondOwed is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x8af92a6d.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function bondOwed(address account) view returns(uint256)
func (lossOracle *LossOracle) TryPackBondOwed(account common.Address) ([]byte, error) {
	return lossOracle.abi.Pack("bondOwed", account)
}

// UnpackBondOwed is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x8af92a6d.
//
// Solidity: function bondOwed(address account) view returns(uint256)
func (lossOracle *LossOracle) UnpackBondOwed(data []byte) (*big.Int, error) {
	out, err := lossOracle.abi.Unpack("bondOwed", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackBondRate is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x6060cce0.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function bondRate(uint256 chainId, address asset) view returns(uint256)
func (lossOracle *LossOracle) PackBondRate(chainId *big.Int, asset common.Address) []byte {
	enc, err := lossOracle.abi.Pack("bondRate", chainId, asset)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackBondRate is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x6060cce0.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function bondRate(uint256 chainId, address asset) view returns(uint256)
func (lossOracle *LossOracle) TryPackBondRate(chainId *big.Int, asset common.Address) ([]byte, error) {
	return lossOracle.abi.Pack("bondRate", chainId, asset)
}

// UnpackBondRate is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x6060cce0.
//
// Solidity: function bondRate(uint256 chainId, address asset) view returns(uint256)
func (lossOracle *LossOracle) UnpackBondRate(data []byte) (*big.Int, error) {
	out, err := lossOracle.abi.Unpack("bondRate", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackChallenge is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xada3a764.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function challenge(bytes32 digest, bytes32 reasonHash) payable returns()
func (lossOracle *LossOracle) PackChallenge(digest [32]byte, reasonHash [32]byte) []byte {
	enc, err := lossOracle.abi.Pack("challenge", digest, reasonHash)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackChallenge is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xada3a764.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function challenge(bytes32 digest, bytes32 reasonHash) payable returns()
func (lossOracle *LossOracle) TryPackChallenge(digest [32]byte, reasonHash [32]byte) ([]byte, error) {
	return lossOracle.abi.Pack("challenge", digest, reasonHash)
}

// PackChallengeOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xee9e9c4b.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function challengeOf(bytes32 digest) view returns(address challenger, uint40 guardianUntil, uint40 arbiterUntil, uint8 verdict, uint256 bond, bytes32 reasonHash)
func (lossOracle *LossOracle) PackChallengeOf(digest [32]byte) []byte {
	enc, err := lossOracle.abi.Pack("challengeOf", digest)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackChallengeOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xee9e9c4b.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function challengeOf(bytes32 digest) view returns(address challenger, uint40 guardianUntil, uint40 arbiterUntil, uint8 verdict, uint256 bond, bytes32 reasonHash)
func (lossOracle *LossOracle) TryPackChallengeOf(digest [32]byte) ([]byte, error) {
	return lossOracle.abi.Pack("challengeOf", digest)
}

// ChallengeOfOutput serves as a container for the return parameters of contract
// method ChallengeOf.
type ChallengeOfOutput struct {
	Challenger    common.Address
	GuardianUntil *big.Int
	ArbiterUntil  *big.Int
	Verdict       uint8
	Bond          *big.Int
	ReasonHash    [32]byte
}

// UnpackChallengeOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xee9e9c4b.
//
// Solidity: function challengeOf(bytes32 digest) view returns(address challenger, uint40 guardianUntil, uint40 arbiterUntil, uint8 verdict, uint256 bond, bytes32 reasonHash)
func (lossOracle *LossOracle) UnpackChallengeOf(data []byte) (ChallengeOfOutput, error) {
	out, err := lossOracle.abi.Unpack("challengeOf", data)
	outstruct := new(ChallengeOfOutput)
	if err != nil {
		return *outstruct, err
	}
	outstruct.Challenger = *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	outstruct.GuardianUntil = abi.ConvertType(out[1], new(big.Int)).(*big.Int)
	outstruct.ArbiterUntil = abi.ConvertType(out[2], new(big.Int)).(*big.Int)
	outstruct.Verdict = *abi.ConvertType(out[3], new(uint8)).(*uint8)
	outstruct.Bond = abi.ConvertType(out[4], new(big.Int)).(*big.Int)
	outstruct.ReasonHash = *abi.ConvertType(out[5], new([32]byte)).(*[32]byte)
	return *outstruct, nil
}

// PackCloseSilent is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x81bbeb05.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function closeSilent(bytes32 digest) returns()
func (lossOracle *LossOracle) PackCloseSilent(digest [32]byte) []byte {
	enc, err := lossOracle.abi.Pack("closeSilent", digest)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackCloseSilent is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x81bbeb05.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function closeSilent(bytes32 digest) returns()
func (lossOracle *LossOracle) TryPackCloseSilent(digest [32]byte) ([]byte, error) {
	return lossOracle.abi.Pack("closeSilent", digest)
}

// PackConfigCount is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xa0620634.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function configCount() view returns(uint64)
func (lossOracle *LossOracle) PackConfigCount() []byte {
	enc, err := lossOracle.abi.Pack("configCount")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackConfigCount is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xa0620634.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function configCount() view returns(uint64)
func (lossOracle *LossOracle) TryPackConfigCount() ([]byte, error) {
	return lossOracle.abi.Pack("configCount")
}

// UnpackConfigCount is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xa0620634.
//
// Solidity: function configCount() view returns(uint64)
func (lossOracle *LossOracle) UnpackConfigCount(data []byte) (uint64, error) {
	out, err := lossOracle.abi.Unpack("configCount", data)
	if err != nil {
		return *new(uint64), err
	}
	out0 := *abi.ConvertType(out[0], new(uint64)).(*uint64)
	return out0, nil
}

// PackConfigDigestOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x5ae95b76.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function configDigestOf(uint64 count, address[] signers, uint8 f, uint8 threshold, (uint64,uint64,uint64,uint16) params) view returns(bytes32)
func (lossOracle *LossOracle) PackConfigDigestOf(count uint64, signers []common.Address, f uint8, threshold uint8, params OracleConfigsParams) []byte {
	enc, err := lossOracle.abi.Pack("configDigestOf", count, signers, f, threshold, params)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackConfigDigestOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x5ae95b76.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function configDigestOf(uint64 count, address[] signers, uint8 f, uint8 threshold, (uint64,uint64,uint64,uint16) params) view returns(bytes32)
func (lossOracle *LossOracle) TryPackConfigDigestOf(count uint64, signers []common.Address, f uint8, threshold uint8, params OracleConfigsParams) ([]byte, error) {
	return lossOracle.abi.Pack("configDigestOf", count, signers, f, threshold, params)
}

// UnpackConfigDigestOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x5ae95b76.
//
// Solidity: function configDigestOf(uint64 count, address[] signers, uint8 f, uint8 threshold, (uint64,uint64,uint64,uint16) params) view returns(bytes32)
func (lossOracle *LossOracle) UnpackConfigDigestOf(data []byte) ([32]byte, error) {
	out, err := lossOracle.abi.Unpack("configDigestOf", data)
	if err != nil {
		return *new([32]byte), err
	}
	out0 := *abi.ConvertType(out[0], new([32]byte)).(*[32]byte)
	return out0, nil
}

// PackConfigOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x6ef61607.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function configOf(bytes32 configDigest) view returns((uint8,uint8,uint8,uint8,uint40,uint40,uint40,uint40,uint16))
func (lossOracle *LossOracle) PackConfigOf(configDigest [32]byte) []byte {
	enc, err := lossOracle.abi.Pack("configOf", configDigest)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackConfigOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x6ef61607.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function configOf(bytes32 configDigest) view returns((uint8,uint8,uint8,uint8,uint40,uint40,uint40,uint40,uint16))
func (lossOracle *LossOracle) TryPackConfigOf(configDigest [32]byte) ([]byte, error) {
	return lossOracle.abi.Pack("configOf", configDigest)
}

// UnpackConfigOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x6ef61607.
//
// Solidity: function configOf(bytes32 configDigest) view returns((uint8,uint8,uint8,uint8,uint40,uint40,uint40,uint40,uint16))
func (lossOracle *LossOracle) UnpackConfigOf(data []byte) (OracleConfigsConfig, error) {
	out, err := lossOracle.abi.Unpack("configOf", data)
	if err != nil {
		return *new(OracleConfigsConfig), err
	}
	out0 := *abi.ConvertType(out[0], new(OracleConfigsConfig)).(*OracleConfigsConfig)
	return out0, nil
}

// PackConfirmAnnounced is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x967f43de.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function confirmAnnounced((bytes32,bytes32,bytes32,bytes32,address,uint64,bytes32,bytes32,bytes32,uint32,uint256,uint256) order) returns()
func (lossOracle *LossOracle) PackConfirmAnnounced(order MessagesPayoutOrder) []byte {
	enc, err := lossOracle.abi.Pack("confirmAnnounced", order)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackConfirmAnnounced is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x967f43de.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function confirmAnnounced((bytes32,bytes32,bytes32,bytes32,address,uint64,bytes32,bytes32,bytes32,uint32,uint256,uint256) order) returns()
func (lossOracle *LossOracle) TryPackConfirmAnnounced(order MessagesPayoutOrder) ([]byte, error) {
	return lossOracle.abi.Pack("confirmAnnounced", order)
}

// PackConfirmOrder is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xfd8dfeb0.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function confirmOrder((bytes32,bytes32,bytes32,bytes32,address,uint64,bytes32,bytes32,bytes32,uint32,uint256,uint256) order, bytes signatures) returns(bytes32 digest)
func (lossOracle *LossOracle) PackConfirmOrder(order MessagesPayoutOrder, signatures []byte) []byte {
	enc, err := lossOracle.abi.Pack("confirmOrder", order, signatures)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackConfirmOrder is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xfd8dfeb0.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function confirmOrder((bytes32,bytes32,bytes32,bytes32,address,uint64,bytes32,bytes32,bytes32,uint32,uint256,uint256) order, bytes signatures) returns(bytes32 digest)
func (lossOracle *LossOracle) TryPackConfirmOrder(order MessagesPayoutOrder, signatures []byte) ([]byte, error) {
	return lossOracle.abi.Pack("confirmOrder", order, signatures)
}

// UnpackConfirmOrder is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xfd8dfeb0.
//
// Solidity: function confirmOrder((bytes32,bytes32,bytes32,bytes32,address,uint64,bytes32,bytes32,bytes32,uint32,uint256,uint256) order, bytes signatures) returns(bytes32 digest)
func (lossOracle *LossOracle) UnpackConfirmOrder(data []byte) ([32]byte, error) {
	out, err := lossOracle.abi.Unpack("confirmOrder", data)
	if err != nil {
		return *new([32]byte), err
	}
	out0 := *abi.ConvertType(out[0], new([32]byte)).(*[32]byte)
	return out0, nil
}

// PackDecide is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x00941eec.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function decide(bytes32 digest, bool upheld, bytes32 reasonHash) returns()
func (lossOracle *LossOracle) PackDecide(digest [32]byte, upheld bool, reasonHash [32]byte) []byte {
	enc, err := lossOracle.abi.Pack("decide", digest, upheld, reasonHash)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackDecide is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x00941eec.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function decide(bytes32 digest, bool upheld, bytes32 reasonHash) returns()
func (lossOracle *LossOracle) TryPackDecide(digest [32]byte, upheld bool, reasonHash [32]byte) ([]byte, error) {
	return lossOracle.abi.Pack("decide", digest, upheld, reasonHash)
}

// PackDistributor is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xbfe10928.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function distributor() view returns(address)
func (lossOracle *LossOracle) PackDistributor() []byte {
	enc, err := lossOracle.abi.Pack("distributor")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackDistributor is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xbfe10928.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function distributor() view returns(address)
func (lossOracle *LossOracle) TryPackDistributor() ([]byte, error) {
	return lossOracle.abi.Pack("distributor")
}

// UnpackDistributor is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xbfe10928.
//
// Solidity: function distributor() view returns(address)
func (lossOracle *LossOracle) UnpackDistributor(data []byte) (common.Address, error) {
	out, err := lossOracle.abi.Unpack("distributor", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackDomainSeparator is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf698da25.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function domainSeparator() view returns(bytes32)
func (lossOracle *LossOracle) PackDomainSeparator() []byte {
	enc, err := lossOracle.abi.Pack("domainSeparator")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackDomainSeparator is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf698da25.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function domainSeparator() view returns(bytes32)
func (lossOracle *LossOracle) TryPackDomainSeparator() ([]byte, error) {
	return lossOracle.abi.Pack("domainSeparator")
}

// UnpackDomainSeparator is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xf698da25.
//
// Solidity: function domainSeparator() view returns(bytes32)
func (lossOracle *LossOracle) UnpackDomainSeparator(data []byte) ([32]byte, error) {
	out, err := lossOracle.abi.Unpack("domainSeparator", data)
	if err != nil {
		return *new([32]byte), err
	}
	out0 := *abi.ConvertType(out[0], new([32]byte)).(*[32]byte)
	return out0, nil
}

// PackFinishRecovery is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xeaf31207.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function finishRecovery(uint8 role) returns()
func (lossOracle *LossOracle) PackFinishRecovery(role uint8) []byte {
	enc, err := lossOracle.abi.Pack("finishRecovery", role)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackFinishRecovery is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xeaf31207.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function finishRecovery(uint8 role) returns()
func (lossOracle *LossOracle) TryPackFinishRecovery(role uint8) ([]byte, error) {
	return lossOracle.abi.Pack("finishRecovery", role)
}

// PackHashCancel is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x8e1ae6f3.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function hashCancel((bytes32,bytes32,bytes32) order) view returns(bytes32)
func (lossOracle *LossOracle) PackHashCancel(order MessagesCancelOrder) []byte {
	enc, err := lossOracle.abi.Pack("hashCancel", order)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackHashCancel is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x8e1ae6f3.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function hashCancel((bytes32,bytes32,bytes32) order) view returns(bytes32)
func (lossOracle *LossOracle) TryPackHashCancel(order MessagesCancelOrder) ([]byte, error) {
	return lossOracle.abi.Pack("hashCancel", order)
}

// UnpackHashCancel is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x8e1ae6f3.
//
// Solidity: function hashCancel((bytes32,bytes32,bytes32) order) view returns(bytes32)
func (lossOracle *LossOracle) UnpackHashCancel(data []byte) ([32]byte, error) {
	out, err := lossOracle.abi.Unpack("hashCancel", data)
	if err != nil {
		return *new([32]byte), err
	}
	out0 := *abi.ConvertType(out[0], new([32]byte)).(*[32]byte)
	return out0, nil
}

// PackHashOrder is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf906ad94.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function hashOrder((bytes32,bytes32,bytes32,bytes32,address,uint64,bytes32,bytes32,bytes32,uint32,uint256,uint256) order) view returns(bytes32)
func (lossOracle *LossOracle) PackHashOrder(order MessagesPayoutOrder) []byte {
	enc, err := lossOracle.abi.Pack("hashOrder", order)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackHashOrder is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf906ad94.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function hashOrder((bytes32,bytes32,bytes32,bytes32,address,uint64,bytes32,bytes32,bytes32,uint32,uint256,uint256) order) view returns(bytes32)
func (lossOracle *LossOracle) TryPackHashOrder(order MessagesPayoutOrder) ([]byte, error) {
	return lossOracle.abi.Pack("hashOrder", order)
}

// UnpackHashOrder is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xf906ad94.
//
// Solidity: function hashOrder((bytes32,bytes32,bytes32,bytes32,address,uint64,bytes32,bytes32,bytes32,uint32,uint256,uint256) order) view returns(bytes32)
func (lossOracle *LossOracle) UnpackHashOrder(data []byte) ([32]byte, error) {
	out, err := lossOracle.abi.Unpack("hashOrder", data)
	if err != nil {
		return *new([32]byte), err
	}
	out0 := *abi.ConvertType(out[0], new([32]byte)).(*[32]byte)
	return out0, nil
}

// PackHashSet is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf114509d.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function hashSet((bytes32,bytes32,bytes32,uint64,bytes32,address,bytes32) s) view returns(bytes32)
func (lossOracle *LossOracle) PackHashSet(s MessagesSnapshotSet) []byte {
	enc, err := lossOracle.abi.Pack("hashSet", s)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackHashSet is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf114509d.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function hashSet((bytes32,bytes32,bytes32,uint64,bytes32,address,bytes32) s) view returns(bytes32)
func (lossOracle *LossOracle) TryPackHashSet(s MessagesSnapshotSet) ([]byte, error) {
	return lossOracle.abi.Pack("hashSet", s)
}

// UnpackHashSet is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xf114509d.
//
// Solidity: function hashSet((bytes32,bytes32,bytes32,uint64,bytes32,address,bytes32) s) view returns(bytes32)
func (lossOracle *LossOracle) UnpackHashSet(data []byte) ([32]byte, error) {
	out, err := lossOracle.abi.Unpack("hashSet", data)
	if err != nil {
		return *new([32]byte), err
	}
	out0 := *abi.ConvertType(out[0], new([32]byte)).(*[32]byte)
	return out0, nil
}

// PackHashSnapshot is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x9c1f44fa.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function hashSnapshot((bytes32,bytes32,bytes32,uint64,uint64,bytes32,bytes32,uint256,uint64,bytes32,uint64,bytes32,uint64,uint64,address,uint256,uint256,uint32,bytes32,bytes32) s) view returns(bytes32)
func (lossOracle *LossOracle) PackHashSnapshot(s MessagesLossSnapshot) []byte {
	enc, err := lossOracle.abi.Pack("hashSnapshot", s)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackHashSnapshot is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x9c1f44fa.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function hashSnapshot((bytes32,bytes32,bytes32,uint64,uint64,bytes32,bytes32,uint256,uint64,bytes32,uint64,bytes32,uint64,uint64,address,uint256,uint256,uint32,bytes32,bytes32) s) view returns(bytes32)
func (lossOracle *LossOracle) TryPackHashSnapshot(s MessagesLossSnapshot) ([]byte, error) {
	return lossOracle.abi.Pack("hashSnapshot", s)
}

// UnpackHashSnapshot is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x9c1f44fa.
//
// Solidity: function hashSnapshot((bytes32,bytes32,bytes32,uint64,uint64,bytes32,bytes32,uint256,uint64,bytes32,uint64,bytes32,uint64,uint64,address,uint256,uint256,uint32,bytes32,bytes32) s) view returns(bytes32)
func (lossOracle *LossOracle) UnpackHashSnapshot(data []byte) ([32]byte, error) {
	out, err := lossOracle.abi.Unpack("hashSnapshot", data)
	if err != nil {
		return *new([32]byte), err
	}
	out0 := *abi.ConvertType(out[0], new([32]byte)).(*[32]byte)
	return out0, nil
}

// PackHolderOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x6e0a49b7.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function holderOf(uint8 role) view returns(address holder)
func (lossOracle *LossOracle) PackHolderOf(role uint8) []byte {
	enc, err := lossOracle.abi.Pack("holderOf", role)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackHolderOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x6e0a49b7.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function holderOf(uint8 role) view returns(address holder)
func (lossOracle *LossOracle) TryPackHolderOf(role uint8) ([]byte, error) {
	return lossOracle.abi.Pack("holderOf", role)
}

// UnpackHolderOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x6e0a49b7.
//
// Solidity: function holderOf(uint8 role) view returns(address holder)
func (lossOracle *LossOracle) UnpackHolderOf(data []byte) (common.Address, error) {
	out, err := lossOracle.abi.Unpack("holderOf", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackIncidentOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xa738f49c.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function incidentOf(bytes32 incidentId) view returns(uint64 setRevision, uint64 sealedRevision, uint32 spoils)
func (lossOracle *LossOracle) PackIncidentOf(incidentId [32]byte) []byte {
	enc, err := lossOracle.abi.Pack("incidentOf", incidentId)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackIncidentOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xa738f49c.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function incidentOf(bytes32 incidentId) view returns(uint64 setRevision, uint64 sealedRevision, uint32 spoils)
func (lossOracle *LossOracle) TryPackIncidentOf(incidentId [32]byte) ([]byte, error) {
	return lossOracle.abi.Pack("incidentOf", incidentId)
}

// IncidentOfOutput serves as a container for the return parameters of contract
// method IncidentOf.
type IncidentOfOutput struct {
	SetRevision    uint64
	SealedRevision uint64
	Spoils         uint32
}

// UnpackIncidentOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xa738f49c.
//
// Solidity: function incidentOf(bytes32 incidentId) view returns(uint64 setRevision, uint64 sealedRevision, uint32 spoils)
func (lossOracle *LossOracle) UnpackIncidentOf(data []byte) (IncidentOfOutput, error) {
	out, err := lossOracle.abi.Unpack("incidentOf", data)
	outstruct := new(IncidentOfOutput)
	if err != nil {
		return *outstruct, err
	}
	outstruct.SetRevision = *abi.ConvertType(out[0], new(uint64)).(*uint64)
	outstruct.SealedRevision = *abi.ConvertType(out[1], new(uint64)).(*uint64)
	outstruct.Spoils = *abi.ConvertType(out[2], new(uint32)).(*uint32)
	return *outstruct, nil
}

// PackIsContested is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x537f25ed.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function isContested(bytes32 digest) view returns(bool)
func (lossOracle *LossOracle) PackIsContested(digest [32]byte) []byte {
	enc, err := lossOracle.abi.Pack("isContested", digest)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackIsContested is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x537f25ed.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function isContested(bytes32 digest) view returns(bool)
func (lossOracle *LossOracle) TryPackIsContested(digest [32]byte) ([]byte, error) {
	return lossOracle.abi.Pack("isContested", digest)
}

// UnpackIsContested is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x537f25ed.
//
// Solidity: function isContested(bytes32 digest) view returns(bool)
func (lossOracle *LossOracle) UnpackIsContested(data []byte) (bool, error) {
	out, err := lossOracle.abi.Unpack("isContested", data)
	if err != nil {
		return *new(bool), err
	}
	out0 := *abi.ConvertType(out[0], new(bool)).(*bool)
	return out0, nil
}

// PackIsFinal is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xda3686de.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function isFinal(bytes32 digest) view returns(bool)
func (lossOracle *LossOracle) PackIsFinal(digest [32]byte) []byte {
	enc, err := lossOracle.abi.Pack("isFinal", digest)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackIsFinal is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xda3686de.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function isFinal(bytes32 digest) view returns(bool)
func (lossOracle *LossOracle) TryPackIsFinal(digest [32]byte) ([]byte, error) {
	return lossOracle.abi.Pack("isFinal", digest)
}

// UnpackIsFinal is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xda3686de.
//
// Solidity: function isFinal(bytes32 digest) view returns(bool)
func (lossOracle *LossOracle) UnpackIsFinal(data []byte) (bool, error) {
	out, err := lossOracle.abi.Unpack("isFinal", data)
	if err != nil {
		return *new(bool), err
	}
	out0 := *abi.ConvertType(out[0], new(bool)).(*bool)
	return out0, nil
}

// PackIsSetFinal is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x3a493adf.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function isSetFinal(bytes32 setDigest) view returns(bool)
func (lossOracle *LossOracle) PackIsSetFinal(setDigest [32]byte) []byte {
	enc, err := lossOracle.abi.Pack("isSetFinal", setDigest)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackIsSetFinal is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x3a493adf.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function isSetFinal(bytes32 setDigest) view returns(bool)
func (lossOracle *LossOracle) TryPackIsSetFinal(setDigest [32]byte) ([]byte, error) {
	return lossOracle.abi.Pack("isSetFinal", setDigest)
}

// UnpackIsSetFinal is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x3a493adf.
//
// Solidity: function isSetFinal(bytes32 setDigest) view returns(bool)
func (lossOracle *LossOracle) UnpackIsSetFinal(data []byte) (bool, error) {
	out, err := lossOracle.abi.Unpack("isSetFinal", data)
	if err != nil {
		return *new(bool), err
	}
	out0 := *abi.ConvertType(out[0], new(bool)).(*bool)
	return out0, nil
}

// PackIsSigner is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x80dd1ec0.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function isSigner(bytes32 configDigest, address ) view returns(bool)
func (lossOracle *LossOracle) PackIsSigner(configDigest [32]byte, arg1 common.Address) []byte {
	enc, err := lossOracle.abi.Pack("isSigner", configDigest, arg1)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackIsSigner is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x80dd1ec0.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function isSigner(bytes32 configDigest, address ) view returns(bool)
func (lossOracle *LossOracle) TryPackIsSigner(configDigest [32]byte, arg1 common.Address) ([]byte, error) {
	return lossOracle.abi.Pack("isSigner", configDigest, arg1)
}

// UnpackIsSigner is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x80dd1ec0.
//
// Solidity: function isSigner(bytes32 configDigest, address ) view returns(bool)
func (lossOracle *LossOracle) UnpackIsSigner(data []byte) (bool, error) {
	out, err := lossOracle.abi.Unpack("isSigner", data)
	if err != nil {
		return *new(bool), err
	}
	out0 := *abi.ConvertType(out[0], new(bool)).(*bool)
	return out0, nil
}

// PackIsUsable is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf303136f.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function isUsable(bytes32 configDigest) view returns(bool)
func (lossOracle *LossOracle) PackIsUsable(configDigest [32]byte) []byte {
	enc, err := lossOracle.abi.Pack("isUsable", configDigest)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackIsUsable is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf303136f.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function isUsable(bytes32 configDigest) view returns(bool)
func (lossOracle *LossOracle) TryPackIsUsable(configDigest [32]byte) ([]byte, error) {
	return lossOracle.abi.Pack("isUsable", configDigest)
}

// UnpackIsUsable is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xf303136f.
//
// Solidity: function isUsable(bytes32 configDigest) view returns(bool)
func (lossOracle *LossOracle) UnpackIsUsable(data []byte) (bool, error) {
	out, err := lossOracle.abi.Unpack("isUsable", data)
	if err != nil {
		return *new(bool), err
	}
	out0 := *abi.ConvertType(out[0], new(bool)).(*bool)
	return out0, nil
}

// PackLineId is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb9ae27bc.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function lineId(bytes32 incidentId, uint256 sourceChainId, address asset) pure returns(bytes32)
func (lossOracle *LossOracle) PackLineId(incidentId [32]byte, sourceChainId *big.Int, asset common.Address) []byte {
	enc, err := lossOracle.abi.Pack("lineId", incidentId, sourceChainId, asset)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackLineId is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb9ae27bc.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function lineId(bytes32 incidentId, uint256 sourceChainId, address asset) pure returns(bytes32)
func (lossOracle *LossOracle) TryPackLineId(incidentId [32]byte, sourceChainId *big.Int, asset common.Address) ([]byte, error) {
	return lossOracle.abi.Pack("lineId", incidentId, sourceChainId, asset)
}

// UnpackLineId is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xb9ae27bc.
//
// Solidity: function lineId(bytes32 incidentId, uint256 sourceChainId, address asset) pure returns(bytes32)
func (lossOracle *LossOracle) UnpackLineId(data []byte) ([32]byte, error) {
	out, err := lossOracle.abi.Unpack("lineId", data)
	if err != nil {
		return *new([32]byte), err
	}
	out0 := *abi.ConvertType(out[0], new([32]byte)).(*[32]byte)
	return out0, nil
}

// PackLineOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd435d78c.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function lineOf(bytes32 line) view returns(bytes32 head, uint64 revision)
func (lossOracle *LossOracle) PackLineOf(line [32]byte) []byte {
	enc, err := lossOracle.abi.Pack("lineOf", line)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackLineOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd435d78c.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function lineOf(bytes32 line) view returns(bytes32 head, uint64 revision)
func (lossOracle *LossOracle) TryPackLineOf(line [32]byte) ([]byte, error) {
	return lossOracle.abi.Pack("lineOf", line)
}

// LineOfOutput serves as a container for the return parameters of contract
// method LineOf.
type LineOfOutput struct {
	Head     [32]byte
	Revision uint64
}

// UnpackLineOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xd435d78c.
//
// Solidity: function lineOf(bytes32 line) view returns(bytes32 head, uint64 revision)
func (lossOracle *LossOracle) UnpackLineOf(data []byte) (LineOfOutput, error) {
	out, err := lossOracle.abi.Unpack("lineOf", data)
	outstruct := new(LineOfOutput)
	if err != nil {
		return *outstruct, err
	}
	outstruct.Head = *abi.ConvertType(out[0], new([32]byte)).(*[32]byte)
	outstruct.Revision = *abi.ConvertType(out[1], new(uint64)).(*uint64)
	return *outstruct, nil
}

// PackOfferRole is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x3531d3e0.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function offerRole(uint8 role, address to) returns()
func (lossOracle *LossOracle) PackOfferRole(role uint8, to common.Address) []byte {
	enc, err := lossOracle.abi.Pack("offerRole", role, to)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackOfferRole is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x3531d3e0.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function offerRole(uint8 role, address to) returns()
func (lossOracle *LossOracle) TryPackOfferRole(role uint8, to common.Address) ([]byte, error) {
	return lossOracle.abi.Pack("offerRole", role, to)
}

// PackPendingHolderOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xfb538224.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function pendingHolderOf(uint8 role) view returns(address offered)
func (lossOracle *LossOracle) PackPendingHolderOf(role uint8) []byte {
	enc, err := lossOracle.abi.Pack("pendingHolderOf", role)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackPendingHolderOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xfb538224.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function pendingHolderOf(uint8 role) view returns(address offered)
func (lossOracle *LossOracle) TryPackPendingHolderOf(role uint8) ([]byte, error) {
	return lossOracle.abi.Pack("pendingHolderOf", role)
}

// UnpackPendingHolderOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xfb538224.
//
// Solidity: function pendingHolderOf(uint8 role) view returns(address offered)
func (lossOracle *LossOracle) UnpackPendingHolderOf(data []byte) (common.Address, error) {
	out, err := lossOracle.abi.Unpack("pendingHolderOf", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackRecoverRole is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x85b58c97.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function recoverRole((bytes32,address,uint8,address,uint64) r, bytes signatures) returns()
func (lossOracle *LossOracle) PackRecoverRole(r MessagesRecoverRole, signatures []byte) []byte {
	enc, err := lossOracle.abi.Pack("recoverRole", r, signatures)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRecoverRole is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x85b58c97.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function recoverRole((bytes32,address,uint8,address,uint64) r, bytes signatures) returns()
func (lossOracle *LossOracle) TryPackRecoverRole(r MessagesRecoverRole, signatures []byte) ([]byte, error) {
	return lossOracle.abi.Pack("recoverRole", r, signatures)
}

// PackRecoveryCount is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x010a623c.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function recoveryCount() view returns(uint64)
func (lossOracle *LossOracle) PackRecoveryCount() []byte {
	enc, err := lossOracle.abi.Pack("recoveryCount")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRecoveryCount is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x010a623c.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function recoveryCount() view returns(uint64)
func (lossOracle *LossOracle) TryPackRecoveryCount() ([]byte, error) {
	return lossOracle.abi.Pack("recoveryCount")
}

// UnpackRecoveryCount is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x010a623c.
//
// Solidity: function recoveryCount() view returns(uint64)
func (lossOracle *LossOracle) UnpackRecoveryCount(data []byte) (uint64, error) {
	out, err := lossOracle.abi.Unpack("recoveryCount", data)
	if err != nil {
		return *new(uint64), err
	}
	out0 := *abi.ConvertType(out[0], new(uint64)).(*uint64)
	return out0, nil
}

// PackRecoveryOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x9cdcafe6.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function recoveryOf(uint8 role) view returns((address,uint40))
func (lossOracle *LossOracle) PackRecoveryOf(role uint8) []byte {
	enc, err := lossOracle.abi.Pack("recoveryOf", role)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRecoveryOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x9cdcafe6.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function recoveryOf(uint8 role) view returns((address,uint40))
func (lossOracle *LossOracle) TryPackRecoveryOf(role uint8) ([]byte, error) {
	return lossOracle.abi.Pack("recoveryOf", role)
}

// UnpackRecoveryOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x9cdcafe6.
//
// Solidity: function recoveryOf(uint8 role) view returns((address,uint40))
func (lossOracle *LossOracle) UnpackRecoveryOf(data []byte) (RolesRecovery, error) {
	out, err := lossOracle.abi.Unpack("recoveryOf", data)
	if err != nil {
		return *new(RolesRecovery), err
	}
	out0 := *abi.ConvertType(out[0], new(RolesRecovery)).(*RolesRecovery)
	return out0, nil
}

// PackRetireCompromised is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf652117e.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function retireCompromised(bytes32 configDigest) returns()
func (lossOracle *LossOracle) PackRetireCompromised(configDigest [32]byte) []byte {
	enc, err := lossOracle.abi.Pack("retireCompromised", configDigest)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRetireCompromised is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf652117e.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function retireCompromised(bytes32 configDigest) returns()
func (lossOracle *LossOracle) TryPackRetireCompromised(configDigest [32]byte) ([]byte, error) {
	return lossOracle.abi.Pack("retireCompromised", configDigest)
}

// PackScheduleConfig is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x04d72a10.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function scheduleConfig(bytes32 configDigest) returns()
func (lossOracle *LossOracle) PackScheduleConfig(configDigest [32]byte) []byte {
	enc, err := lossOracle.abi.Pack("scheduleConfig", configDigest)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackScheduleConfig is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x04d72a10.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function scheduleConfig(bytes32 configDigest) returns()
func (lossOracle *LossOracle) TryPackScheduleConfig(configDigest [32]byte) ([]byte, error) {
	return lossOracle.abi.Pack("scheduleConfig", configDigest)
}

// PackScheduledConfig is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x6b6a9cab.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function scheduledConfig(bytes32 configDigest) view returns(uint256 readyAt)
func (lossOracle *LossOracle) PackScheduledConfig(configDigest [32]byte) []byte {
	enc, err := lossOracle.abi.Pack("scheduledConfig", configDigest)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackScheduledConfig is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x6b6a9cab.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function scheduledConfig(bytes32 configDigest) view returns(uint256 readyAt)
func (lossOracle *LossOracle) TryPackScheduledConfig(configDigest [32]byte) ([]byte, error) {
	return lossOracle.abi.Pack("scheduledConfig", configDigest)
}

// UnpackScheduledConfig is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x6b6a9cab.
//
// Solidity: function scheduledConfig(bytes32 configDigest) view returns(uint256 readyAt)
func (lossOracle *LossOracle) UnpackScheduledConfig(data []byte) (*big.Int, error) {
	out, err := lossOracle.abi.Unpack("scheduledConfig", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackSealSet is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x0997769b.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function sealSet(bytes32 setDigest, bytes32 incidentId) returns()
func (lossOracle *LossOracle) PackSealSet(setDigest [32]byte, incidentId [32]byte) []byte {
	enc, err := lossOracle.abi.Pack("sealSet", setDigest, incidentId)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSealSet is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x0997769b.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function sealSet(bytes32 setDigest, bytes32 incidentId) returns()
func (lossOracle *LossOracle) TryPackSealSet(setDigest [32]byte, incidentId [32]byte) ([]byte, error) {
	return lossOracle.abi.Pack("sealSet", setDigest, incidentId)
}

// PackSealedSetOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xe4093adc.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function sealedSetOf(bytes32 incidentId) view returns(bytes32)
func (lossOracle *LossOracle) PackSealedSetOf(incidentId [32]byte) []byte {
	enc, err := lossOracle.abi.Pack("sealedSetOf", incidentId)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSealedSetOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xe4093adc.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function sealedSetOf(bytes32 incidentId) view returns(bytes32)
func (lossOracle *LossOracle) TryPackSealedSetOf(incidentId [32]byte) ([]byte, error) {
	return lossOracle.abi.Pack("sealedSetOf", incidentId)
}

// UnpackSealedSetOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xe4093adc.
//
// Solidity: function sealedSetOf(bytes32 incidentId) view returns(bytes32)
func (lossOracle *LossOracle) UnpackSealedSetOf(data []byte) ([32]byte, error) {
	out, err := lossOracle.abi.Unpack("sealedSetOf", data)
	if err != nil {
		return *new([32]byte), err
	}
	out0 := *abi.ConvertType(out[0], new([32]byte)).(*[32]byte)
	return out0, nil
}

// PackSetBondRate is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x0714c74b.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function setBondRate(uint256 chainId, address asset, uint256 rate) returns()
func (lossOracle *LossOracle) PackSetBondRate(chainId *big.Int, asset common.Address, rate *big.Int) []byte {
	enc, err := lossOracle.abi.Pack("setBondRate", chainId, asset, rate)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSetBondRate is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x0714c74b.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function setBondRate(uint256 chainId, address asset, uint256 rate) returns()
func (lossOracle *LossOracle) TryPackSetBondRate(chainId *big.Int, asset common.Address, rate *big.Int) ([]byte, error) {
	return lossOracle.abi.Pack("setBondRate", chainId, asset, rate)
}

// PackSetDistributor is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x75619ab5.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function setDistributor(address distributor_) returns()
func (lossOracle *LossOracle) PackSetDistributor(distributor common.Address) []byte {
	enc, err := lossOracle.abi.Pack("setDistributor", distributor)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSetDistributor is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x75619ab5.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function setDistributor(address distributor_) returns()
func (lossOracle *LossOracle) TryPackSetDistributor(distributor common.Address) ([]byte, error) {
	return lossOracle.abi.Pack("setDistributor", distributor)
}

// PackSetOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x7fd68e3f.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function setOf(bytes32 incidentId, uint64 revision) view returns(bytes32 setDigest)
func (lossOracle *LossOracle) PackSetOf(incidentId [32]byte, revision uint64) []byte {
	enc, err := lossOracle.abi.Pack("setOf", incidentId, revision)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSetOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x7fd68e3f.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function setOf(bytes32 incidentId, uint64 revision) view returns(bytes32 setDigest)
func (lossOracle *LossOracle) TryPackSetOf(incidentId [32]byte, revision uint64) ([]byte, error) {
	return lossOracle.abi.Pack("setOf", incidentId, revision)
}

// UnpackSetOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x7fd68e3f.
//
// Solidity: function setOf(bytes32 incidentId, uint64 revision) view returns(bytes32 setDigest)
func (lossOracle *LossOracle) UnpackSetOf(data []byte) ([32]byte, error) {
	out, err := lossOracle.abi.Unpack("setOf", data)
	if err != nil {
		return *new([32]byte), err
	}
	out0 := *abi.ConvertType(out[0], new([32]byte)).(*[32]byte)
	return out0, nil
}

// PackSetSnapshots is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x015a5e5f.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function setSnapshots(bytes32 setDigest) view returns(bytes32[])
func (lossOracle *LossOracle) PackSetSnapshots(setDigest [32]byte) []byte {
	enc, err := lossOracle.abi.Pack("setSnapshots", setDigest)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSetSnapshots is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x015a5e5f.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function setSnapshots(bytes32 setDigest) view returns(bytes32[])
func (lossOracle *LossOracle) TryPackSetSnapshots(setDigest [32]byte) ([]byte, error) {
	return lossOracle.abi.Pack("setSnapshots", setDigest)
}

// UnpackSetSnapshots is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x015a5e5f.
//
// Solidity: function setSnapshots(bytes32 setDigest) view returns(bytes32[])
func (lossOracle *LossOracle) UnpackSetSnapshots(data []byte) ([][32]byte, error) {
	out, err := lossOracle.abi.Unpack("setSnapshots", data)
	if err != nil {
		return *new([][32]byte), err
	}
	out0 := *abi.ConvertType(out[0], new([][32]byte)).(*[][32]byte)
	return out0, nil
}

// PackStateOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x64482ac4.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function stateOf(bytes32 digest) view returns(uint8)
func (lossOracle *LossOracle) PackStateOf(digest [32]byte) []byte {
	enc, err := lossOracle.abi.Pack("stateOf", digest)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackStateOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x64482ac4.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function stateOf(bytes32 digest) view returns(uint8)
func (lossOracle *LossOracle) TryPackStateOf(digest [32]byte) ([]byte, error) {
	return lossOracle.abi.Pack("stateOf", digest)
}

// UnpackStateOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x64482ac4.
//
// Solidity: function stateOf(bytes32 digest) view returns(uint8)
func (lossOracle *LossOracle) UnpackStateOf(data []byte) (uint8, error) {
	out, err := lossOracle.abi.Unpack("stateOf", data)
	if err != nil {
		return *new(uint8), err
	}
	out0 := *abi.ConvertType(out[0], new(uint8)).(*uint8)
	return out0, nil
}

// PackStopRecovery is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x59935298.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function stopRecovery(uint8 role) returns()
func (lossOracle *LossOracle) PackStopRecovery(role uint8) []byte {
	enc, err := lossOracle.abi.Pack("stopRecovery", role)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackStopRecovery is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x59935298.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function stopRecovery(uint8 role) returns()
func (lossOracle *LossOracle) TryPackStopRecovery(role uint8) ([]byte, error) {
	return lossOracle.abi.Pack("stopRecovery", role)
}

// PackStrike is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xff793d5a.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function strike(bytes32 digest, bytes32 reasonHash) returns()
func (lossOracle *LossOracle) PackStrike(digest [32]byte, reasonHash [32]byte) []byte {
	enc, err := lossOracle.abi.Pack("strike", digest, reasonHash)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackStrike is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xff793d5a.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function strike(bytes32 digest, bytes32 reasonHash) returns()
func (lossOracle *LossOracle) TryPackStrike(digest [32]byte, reasonHash [32]byte) ([]byte, error) {
	return lossOracle.abi.Pack("strike", digest, reasonHash)
}

// PackStrikeUsed is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xffd9e2fe.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function strikeUsed(bytes32 incidentId, address asset) view returns(bool)
func (lossOracle *LossOracle) PackStrikeUsed(incidentId [32]byte, asset common.Address) []byte {
	enc, err := lossOracle.abi.Pack("strikeUsed", incidentId, asset)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackStrikeUsed is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xffd9e2fe.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function strikeUsed(bytes32 incidentId, address asset) view returns(bool)
func (lossOracle *LossOracle) TryPackStrikeUsed(incidentId [32]byte, asset common.Address) ([]byte, error) {
	return lossOracle.abi.Pack("strikeUsed", incidentId, asset)
}

// UnpackStrikeUsed is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xffd9e2fe.
//
// Solidity: function strikeUsed(bytes32 incidentId, address asset) view returns(bool)
func (lossOracle *LossOracle) UnpackStrikeUsed(data []byte) (bool, error) {
	out, err := lossOracle.abi.Unpack("strikeUsed", data)
	if err != nil {
		return *new(bool), err
	}
	out0 := *abi.ConvertType(out[0], new(bool)).(*bool)
	return out0, nil
}

// PackSubmit is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x2c7e8c54.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function submit((bytes32,bytes32,bytes32,uint64,uint64,bytes32,bytes32,uint256,uint64,bytes32,uint64,bytes32,uint64,uint64,address,uint256,uint256,uint32,bytes32,bytes32) s, bytes signatures) returns(bytes32 digest)
func (lossOracle *LossOracle) PackSubmit(s MessagesLossSnapshot, signatures []byte) []byte {
	enc, err := lossOracle.abi.Pack("submit", s, signatures)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSubmit is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x2c7e8c54.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function submit((bytes32,bytes32,bytes32,uint64,uint64,bytes32,bytes32,uint256,uint64,bytes32,uint64,bytes32,uint64,uint64,address,uint256,uint256,uint32,bytes32,bytes32) s, bytes signatures) returns(bytes32 digest)
func (lossOracle *LossOracle) TryPackSubmit(s MessagesLossSnapshot, signatures []byte) ([]byte, error) {
	return lossOracle.abi.Pack("submit", s, signatures)
}

// UnpackSubmit is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x2c7e8c54.
//
// Solidity: function submit((bytes32,bytes32,bytes32,uint64,uint64,bytes32,bytes32,uint256,uint64,bytes32,uint64,bytes32,uint64,uint64,address,uint256,uint256,uint32,bytes32,bytes32) s, bytes signatures) returns(bytes32 digest)
func (lossOracle *LossOracle) UnpackSubmit(data []byte) ([32]byte, error) {
	out, err := lossOracle.abi.Unpack("submit", data)
	if err != nil {
		return *new([32]byte), err
	}
	out0 := *abi.ConvertType(out[0], new([32]byte)).(*[32]byte)
	return out0, nil
}

// PackSubmitSet is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x6ca9e491.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function submitSet((bytes32,bytes32,bytes32,uint64,bytes32,address,bytes32) s, bytes32[] snapshotDigests, bytes signatures) returns(bytes32 digest)
func (lossOracle *LossOracle) PackSubmitSet(s MessagesSnapshotSet, snapshotDigests [][32]byte, signatures []byte) []byte {
	enc, err := lossOracle.abi.Pack("submitSet", s, snapshotDigests, signatures)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSubmitSet is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x6ca9e491.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function submitSet((bytes32,bytes32,bytes32,uint64,bytes32,address,bytes32) s, bytes32[] snapshotDigests, bytes signatures) returns(bytes32 digest)
func (lossOracle *LossOracle) TryPackSubmitSet(s MessagesSnapshotSet, snapshotDigests [][32]byte, signatures []byte) ([]byte, error) {
	return lossOracle.abi.Pack("submitSet", s, snapshotDigests, signatures)
}

// UnpackSubmitSet is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x6ca9e491.
//
// Solidity: function submitSet((bytes32,bytes32,bytes32,uint64,bytes32,address,bytes32) s, bytes32[] snapshotDigests, bytes signatures) returns(bytes32 digest)
func (lossOracle *LossOracle) UnpackSubmitSet(data []byte) ([32]byte, error) {
	out, err := lossOracle.abi.Unpack("submitSet", data)
	if err != nil {
		return *new([32]byte), err
	}
	out0 := *abi.ConvertType(out[0], new([32]byte)).(*[32]byte)
	return out0, nil
}

// PackVerifyQuorum is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xfb2cb35e.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function verifyQuorum(bytes32 configDigest, bytes32 digest, bytes signatures) view returns(uint256 count)
func (lossOracle *LossOracle) PackVerifyQuorum(configDigest [32]byte, digest [32]byte, signatures []byte) []byte {
	enc, err := lossOracle.abi.Pack("verifyQuorum", configDigest, digest, signatures)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackVerifyQuorum is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xfb2cb35e.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function verifyQuorum(bytes32 configDigest, bytes32 digest, bytes signatures) view returns(uint256 count)
func (lossOracle *LossOracle) TryPackVerifyQuorum(configDigest [32]byte, digest [32]byte, signatures []byte) ([]byte, error) {
	return lossOracle.abi.Pack("verifyQuorum", configDigest, digest, signatures)
}

// UnpackVerifyQuorum is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xfb2cb35e.
//
// Solidity: function verifyQuorum(bytes32 configDigest, bytes32 digest, bytes signatures) view returns(uint256 count)
func (lossOracle *LossOracle) UnpackVerifyQuorum(data []byte) (*big.Int, error) {
	out, err := lossOracle.abi.Unpack("verifyQuorum", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackVetoConfig is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd7cab7ad.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function vetoConfig(bytes32 configDigest) returns()
func (lossOracle *LossOracle) PackVetoConfig(configDigest [32]byte) []byte {
	enc, err := lossOracle.abi.Pack("vetoConfig", configDigest)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackVetoConfig is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd7cab7ad.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function vetoConfig(bytes32 configDigest) returns()
func (lossOracle *LossOracle) TryPackVetoConfig(configDigest [32]byte) ([]byte, error) {
	return lossOracle.abi.Pack("vetoConfig", configDigest)
}

// PackWithdrawBond is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x7529d9df.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function withdrawBond(address account) returns()
func (lossOracle *LossOracle) PackWithdrawBond(account common.Address) []byte {
	enc, err := lossOracle.abi.Pack("withdrawBond", account)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackWithdrawBond is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x7529d9df.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function withdrawBond(address account) returns()
func (lossOracle *LossOracle) TryPackWithdrawBond(account common.Address) ([]byte, error) {
	return lossOracle.abi.Pack("withdrawBond", account)
}

// LossOracleBondRateSet represents a BondRateSet event raised by the LossOracle contract.
type LossOracleBondRateSet struct {
	ChainId *big.Int
	Asset   common.Address
	Rate    *big.Int
	Raw     *types.Log // Blockchain specific contextual infos
}

const LossOracleBondRateSetEventName = "BondRateSet"

// ContractEventName returns the user-defined event name.
func (LossOracleBondRateSet) ContractEventName() string {
	return LossOracleBondRateSetEventName
}

// UnpackBondRateSetEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event BondRateSet(uint256 indexed chainId, address indexed asset, uint256 rate)
func (lossOracle *LossOracle) UnpackBondRateSetEvent(log *types.Log) (*LossOracleBondRateSet, error) {
	event := "BondRateSet"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != lossOracle.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(LossOracleBondRateSet)
	if len(log.Data) > 0 {
		if err := lossOracle.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range lossOracle.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// LossOracleChallenged represents a Challenged event raised by the LossOracle contract.
type LossOracleChallenged struct {
	Digest     [32]byte
	Challenger common.Address
	Bond       *big.Int
	ReasonHash [32]byte
	Raw        *types.Log // Blockchain specific contextual infos
}

const LossOracleChallengedEventName = "Challenged"

// ContractEventName returns the user-defined event name.
func (LossOracleChallenged) ContractEventName() string {
	return LossOracleChallengedEventName
}

// UnpackChallengedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Challenged(bytes32 indexed digest, address indexed challenger, uint256 bond, bytes32 reasonHash)
func (lossOracle *LossOracle) UnpackChallengedEvent(log *types.Log) (*LossOracleChallenged, error) {
	event := "Challenged"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != lossOracle.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(LossOracleChallenged)
	if len(log.Data) > 0 {
		if err := lossOracle.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range lossOracle.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// LossOracleConfigActivated represents a ConfigActivated event raised by the LossOracle contract.
type LossOracleConfigActivated struct {
	ConfigDigest [32]byte
	Count        uint64
	Signers      []common.Address
	F            uint8
	Threshold    uint8
	Params       OracleConfigsParams
	Raw          *types.Log // Blockchain specific contextual infos
}

const LossOracleConfigActivatedEventName = "ConfigActivated"

// ContractEventName returns the user-defined event name.
func (LossOracleConfigActivated) ContractEventName() string {
	return LossOracleConfigActivatedEventName
}

// UnpackConfigActivatedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event ConfigActivated(bytes32 indexed configDigest, uint64 count, address[] signers, uint8 f, uint8 threshold, (uint64,uint64,uint64,uint16) params)
func (lossOracle *LossOracle) UnpackConfigActivatedEvent(log *types.Log) (*LossOracleConfigActivated, error) {
	event := "ConfigActivated"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != lossOracle.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(LossOracleConfigActivated)
	if len(log.Data) > 0 {
		if err := lossOracle.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range lossOracle.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// LossOracleConfigRetired represents a ConfigRetired event raised by the LossOracle contract.
type LossOracleConfigRetired struct {
	ConfigDigest [32]byte
	Compromised  bool
	Raw          *types.Log // Blockchain specific contextual infos
}

const LossOracleConfigRetiredEventName = "ConfigRetired"

// ContractEventName returns the user-defined event name.
func (LossOracleConfigRetired) ContractEventName() string {
	return LossOracleConfigRetiredEventName
}

// UnpackConfigRetiredEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event ConfigRetired(bytes32 indexed configDigest, bool compromised)
func (lossOracle *LossOracle) UnpackConfigRetiredEvent(log *types.Log) (*LossOracleConfigRetired, error) {
	event := "ConfigRetired"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != lossOracle.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(LossOracleConfigRetired)
	if len(log.Data) > 0 {
		if err := lossOracle.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range lossOracle.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// LossOracleConfigScheduled represents a ConfigScheduled event raised by the LossOracle contract.
type LossOracleConfigScheduled struct {
	ConfigDigest [32]byte
	ReadyAt      *big.Int
	Raw          *types.Log // Blockchain specific contextual infos
}

const LossOracleConfigScheduledEventName = "ConfigScheduled"

// ContractEventName returns the user-defined event name.
func (LossOracleConfigScheduled) ContractEventName() string {
	return LossOracleConfigScheduledEventName
}

// UnpackConfigScheduledEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event ConfigScheduled(bytes32 indexed configDigest, uint256 readyAt)
func (lossOracle *LossOracle) UnpackConfigScheduledEvent(log *types.Log) (*LossOracleConfigScheduled, error) {
	event := "ConfigScheduled"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != lossOracle.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(LossOracleConfigScheduled)
	if len(log.Data) > 0 {
		if err := lossOracle.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range lossOracle.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// LossOracleDecided represents a Decided event raised by the LossOracle contract.
type LossOracleDecided struct {
	Digest     [32]byte
	Verdict    uint8
	By         common.Address
	ReasonHash [32]byte
	Raw        *types.Log // Blockchain specific contextual infos
}

const LossOracleDecidedEventName = "Decided"

// ContractEventName returns the user-defined event name.
func (LossOracleDecided) ContractEventName() string {
	return LossOracleDecidedEventName
}

// UnpackDecidedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Decided(bytes32 indexed digest, uint8 verdict, address by, bytes32 reasonHash)
func (lossOracle *LossOracle) UnpackDecidedEvent(log *types.Log) (*LossOracleDecided, error) {
	event := "Decided"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != lossOracle.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(LossOracleDecided)
	if len(log.Data) > 0 {
		if err := lossOracle.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range lossOracle.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// LossOracleDistributorSet represents a DistributorSet event raised by the LossOracle contract.
type LossOracleDistributorSet struct {
	Distributor common.Address
	Raw         *types.Log // Blockchain specific contextual infos
}

const LossOracleDistributorSetEventName = "DistributorSet"

// ContractEventName returns the user-defined event name.
func (LossOracleDistributorSet) ContractEventName() string {
	return LossOracleDistributorSetEventName
}

// UnpackDistributorSetEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event DistributorSet(address indexed distributor)
func (lossOracle *LossOracle) UnpackDistributorSetEvent(log *types.Log) (*LossOracleDistributorSet, error) {
	event := "DistributorSet"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != lossOracle.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(LossOracleDistributorSet)
	if len(log.Data) > 0 {
		if err := lossOracle.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range lossOracle.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// LossOracleRecoveryBegun represents a RecoveryBegun event raised by the LossOracle contract.
type LossOracleRecoveryBegun struct {
	Role    uint8
	To      common.Address
	ReadyAt *big.Int
	Raw     *types.Log // Blockchain specific contextual infos
}

const LossOracleRecoveryBegunEventName = "RecoveryBegun"

// ContractEventName returns the user-defined event name.
func (LossOracleRecoveryBegun) ContractEventName() string {
	return LossOracleRecoveryBegunEventName
}

// UnpackRecoveryBegunEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event RecoveryBegun(uint8 indexed role, address indexed to, uint40 readyAt)
func (lossOracle *LossOracle) UnpackRecoveryBegunEvent(log *types.Log) (*LossOracleRecoveryBegun, error) {
	event := "RecoveryBegun"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != lossOracle.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(LossOracleRecoveryBegun)
	if len(log.Data) > 0 {
		if err := lossOracle.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range lossOracle.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// LossOracleRecoveryStopped represents a RecoveryStopped event raised by the LossOracle contract.
type LossOracleRecoveryStopped struct {
	Role   uint8
	Holder common.Address
	Raw    *types.Log // Blockchain specific contextual infos
}

const LossOracleRecoveryStoppedEventName = "RecoveryStopped"

// ContractEventName returns the user-defined event name.
func (LossOracleRecoveryStopped) ContractEventName() string {
	return LossOracleRecoveryStoppedEventName
}

// UnpackRecoveryStoppedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event RecoveryStopped(uint8 indexed role, address indexed holder)
func (lossOracle *LossOracle) UnpackRecoveryStoppedEvent(log *types.Log) (*LossOracleRecoveryStopped, error) {
	event := "RecoveryStopped"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != lossOracle.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(LossOracleRecoveryStopped)
	if len(log.Data) > 0 {
		if err := lossOracle.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range lossOracle.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// LossOracleRoleOffered represents a RoleOffered event raised by the LossOracle contract.
type LossOracleRoleOffered struct {
	Role uint8
	From common.Address
	To   common.Address
	Raw  *types.Log // Blockchain specific contextual infos
}

const LossOracleRoleOfferedEventName = "RoleOffered"

// ContractEventName returns the user-defined event name.
func (LossOracleRoleOffered) ContractEventName() string {
	return LossOracleRoleOfferedEventName
}

// UnpackRoleOfferedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event RoleOffered(uint8 indexed role, address indexed from, address indexed to)
func (lossOracle *LossOracle) UnpackRoleOfferedEvent(log *types.Log) (*LossOracleRoleOffered, error) {
	event := "RoleOffered"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != lossOracle.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(LossOracleRoleOffered)
	if len(log.Data) > 0 {
		if err := lossOracle.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range lossOracle.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// LossOracleRoleTaken represents a RoleTaken event raised by the LossOracle contract.
type LossOracleRoleTaken struct {
	Role   uint8
	Holder common.Address
	Raw    *types.Log // Blockchain specific contextual infos
}

const LossOracleRoleTakenEventName = "RoleTaken"

// ContractEventName returns the user-defined event name.
func (LossOracleRoleTaken) ContractEventName() string {
	return LossOracleRoleTakenEventName
}

// UnpackRoleTakenEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event RoleTaken(uint8 indexed role, address indexed holder)
func (lossOracle *LossOracle) UnpackRoleTakenEvent(log *types.Log) (*LossOracleRoleTaken, error) {
	event := "RoleTaken"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != lossOracle.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(LossOracleRoleTaken)
	if len(log.Data) > 0 {
		if err := lossOracle.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range lossOracle.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// LossOracleSealed represents a Sealed event raised by the LossOracle contract.
type LossOracleSealed struct {
	SetDigest  [32]byte
	IncidentId [32]byte
	Raw        *types.Log // Blockchain specific contextual infos
}

const LossOracleSealedEventName = "Sealed"

// ContractEventName returns the user-defined event name.
func (LossOracleSealed) ContractEventName() string {
	return LossOracleSealedEventName
}

// UnpackSealedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Sealed(bytes32 indexed setDigest, bytes32 indexed incidentId)
func (lossOracle *LossOracle) UnpackSealedEvent(log *types.Log) (*LossOracleSealed, error) {
	event := "Sealed"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != lossOracle.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(LossOracleSealed)
	if len(log.Data) > 0 {
		if err := lossOracle.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range lossOracle.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// LossOracleSnapshotRegistered represents a SnapshotRegistered event raised by the LossOracle contract.
type LossOracleSnapshotRegistered struct {
	Digest        [32]byte
	IncidentId    [32]byte
	Asset         common.Address
	SourceChainId *big.Int
	Revision      uint64
	TotalLoss     *big.Int
	LossRoot      [32]byte
	FinalAt       uint64
	Raw           *types.Log // Blockchain specific contextual infos
}

const LossOracleSnapshotRegisteredEventName = "SnapshotRegistered"

// ContractEventName returns the user-defined event name.
func (LossOracleSnapshotRegistered) ContractEventName() string {
	return LossOracleSnapshotRegisteredEventName
}

// UnpackSnapshotRegisteredEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event SnapshotRegistered(bytes32 indexed digest, bytes32 indexed incidentId, address indexed asset, uint256 sourceChainId, uint64 revision, uint256 totalLoss, bytes32 lossRoot, uint64 finalAt)
func (lossOracle *LossOracle) UnpackSnapshotRegisteredEvent(log *types.Log) (*LossOracleSnapshotRegistered, error) {
	event := "SnapshotRegistered"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != lossOracle.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(LossOracleSnapshotRegistered)
	if len(log.Data) > 0 {
		if err := lossOracle.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range lossOracle.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// LossOracleSnapshotSetRegistered represents a SnapshotSetRegistered event raised by the LossOracle contract.
type LossOracleSnapshotSetRegistered struct {
	Digest     [32]byte
	IncidentId [32]byte
	Revision   uint64
	Snapshots  [][32]byte
	FinalAt    uint64
	Raw        *types.Log // Blockchain specific contextual infos
}

const LossOracleSnapshotSetRegisteredEventName = "SnapshotSetRegistered"

// ContractEventName returns the user-defined event name.
func (LossOracleSnapshotSetRegistered) ContractEventName() string {
	return LossOracleSnapshotSetRegisteredEventName
}

// UnpackSnapshotSetRegisteredEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event SnapshotSetRegistered(bytes32 indexed digest, bytes32 indexed incidentId, uint64 revision, bytes32[] snapshots, uint64 finalAt)
func (lossOracle *LossOracle) UnpackSnapshotSetRegisteredEvent(log *types.Log) (*LossOracleSnapshotSetRegistered, error) {
	event := "SnapshotSetRegistered"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != lossOracle.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(LossOracleSnapshotSetRegistered)
	if len(log.Data) > 0 {
		if err := lossOracle.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range lossOracle.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// LossOracleStruck represents a Struck event raised by the LossOracle contract.
type LossOracleStruck struct {
	Digest     [32]byte
	ReasonHash [32]byte
	Raw        *types.Log // Blockchain specific contextual infos
}

const LossOracleStruckEventName = "Struck"

// ContractEventName returns the user-defined event name.
func (LossOracleStruck) ContractEventName() string {
	return LossOracleStruckEventName
}

// UnpackStruckEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Struck(bytes32 indexed digest, bytes32 reasonHash)
func (lossOracle *LossOracle) UnpackStruckEvent(log *types.Log) (*LossOracleStruck, error) {
	event := "Struck"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != lossOracle.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(LossOracleStruck)
	if len(log.Data) > 0 {
		if err := lossOracle.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range lossOracle.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// LossOracleSuperseded represents a Superseded event raised by the LossOracle contract.
type LossOracleSuperseded struct {
	Digest [32]byte
	By     [32]byte
	Raw    *types.Log // Blockchain specific contextual infos
}

const LossOracleSupersededEventName = "Superseded"

// ContractEventName returns the user-defined event name.
func (LossOracleSuperseded) ContractEventName() string {
	return LossOracleSupersededEventName
}

// UnpackSupersededEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Superseded(bytes32 indexed digest, bytes32 indexed by)
func (lossOracle *LossOracle) UnpackSupersededEvent(log *types.Log) (*LossOracleSuperseded, error) {
	event := "Superseded"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != lossOracle.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(LossOracleSuperseded)
	if len(log.Data) > 0 {
		if err := lossOracle.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range lossOracle.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// UnpackError attempts to decode the provided error data using user-defined
// error definitions.
func (lossOracle *LossOracle) UnpackError(raw []byte) (any, error) {
	if bytes.Equal(raw[:4], lossOracle.abi.Errors["AlreadyChallenged"].ID.Bytes()[:4]) {
		return lossOracle.UnpackAlreadyChallengedError(raw[4:])
	}
	if bytes.Equal(raw[:4], lossOracle.abi.Errors["BadAmounts"].ID.Bytes()[:4]) {
		return lossOracle.UnpackBadAmountsError(raw[4:])
	}
	if bytes.Equal(raw[:4], lossOracle.abi.Errors["BadParams"].ID.Bytes()[:4]) {
		return lossOracle.UnpackBadParamsError(raw[4:])
	}
	if bytes.Equal(raw[:4], lossOracle.abi.Errors["BadSet"].ID.Bytes()[:4]) {
		return lossOracle.UnpackBadSetError(raw[4:])
	}
	if bytes.Equal(raw[:4], lossOracle.abi.Errors["BadSignatureLength"].ID.Bytes()[:4]) {
		return lossOracle.UnpackBadSignatureLengthError(raw[4:])
	}
	if bytes.Equal(raw[:4], lossOracle.abi.Errors["BadSigners"].ID.Bytes()[:4]) {
		return lossOracle.UnpackBadSignersError(raw[4:])
	}
	if bytes.Equal(raw[:4], lossOracle.abi.Errors["BadThreshold"].ID.Bytes()[:4]) {
		return lossOracle.UnpackBadThresholdError(raw[4:])
	}
	if bytes.Equal(raw[:4], lossOracle.abi.Errors["BadTimes"].ID.Bytes()[:4]) {
		return lossOracle.UnpackBadTimesError(raw[4:])
	}
	if bytes.Equal(raw[:4], lossOracle.abi.Errors["BondTooSmall"].ID.Bytes()[:4]) {
		return lossOracle.UnpackBondTooSmallError(raw[4:])
	}
	if bytes.Equal(raw[:4], lossOracle.abi.Errors["ConfigNotReady"].ID.Bytes()[:4]) {
		return lossOracle.UnpackConfigNotReadyError(raw[4:])
	}
	if bytes.Equal(raw[:4], lossOracle.abi.Errors["ConfigUnusable"].ID.Bytes()[:4]) {
		return lossOracle.UnpackConfigUnusableError(raw[4:])
	}
	if bytes.Equal(raw[:4], lossOracle.abi.Errors["DistributorAlreadySet"].ID.Bytes()[:4]) {
		return lossOracle.UnpackDistributorAlreadySetError(raw[4:])
	}
	if bytes.Equal(raw[:4], lossOracle.abi.Errors["DropsSealed"].ID.Bytes()[:4]) {
		return lossOracle.UnpackDropsSealedError(raw[4:])
	}
	if bytes.Equal(raw[:4], lossOracle.abi.Errors["ECDSAInvalidSignature"].ID.Bytes()[:4]) {
		return lossOracle.UnpackECDSAInvalidSignatureError(raw[4:])
	}
	if bytes.Equal(raw[:4], lossOracle.abi.Errors["ECDSAInvalidSignatureLength"].ID.Bytes()[:4]) {
		return lossOracle.UnpackECDSAInvalidSignatureLengthError(raw[4:])
	}
	if bytes.Equal(raw[:4], lossOracle.abi.Errors["ECDSAInvalidSignatureS"].ID.Bytes()[:4]) {
		return lossOracle.UnpackECDSAInvalidSignatureSError(raw[4:])
	}
	if bytes.Equal(raw[:4], lossOracle.abi.Errors["Fork"].ID.Bytes()[:4]) {
		return lossOracle.UnpackForkError(raw[4:])
	}
	if bytes.Equal(raw[:4], lossOracle.abi.Errors["HoldsOtherRole"].ID.Bytes()[:4]) {
		return lossOracle.UnpackHoldsOtherRoleError(raw[4:])
	}
	if bytes.Equal(raw[:4], lossOracle.abi.Errors["NeedsAllSigners"].ID.Bytes()[:4]) {
		return lossOracle.UnpackNeedsAllSignersError(raw[4:])
	}
	if bytes.Equal(raw[:4], lossOracle.abi.Errors["NoQuorum"].ID.Bytes()[:4]) {
		return lossOracle.UnpackNoQuorumError(raw[4:])
	}
	if bytes.Equal(raw[:4], lossOracle.abi.Errors["NotASigner"].ID.Bytes()[:4]) {
		return lossOracle.UnpackNotASignerError(raw[4:])
	}
	if bytes.Equal(raw[:4], lossOracle.abi.Errors["NotChallenged"].ID.Bytes()[:4]) {
		return lossOracle.UnpackNotChallengedError(raw[4:])
	}
	if bytes.Equal(raw[:4], lossOracle.abi.Errors["NotDistributor"].ID.Bytes()[:4]) {
		return lossOracle.UnpackNotDistributorError(raw[4:])
	}
	if bytes.Equal(raw[:4], lossOracle.abi.Errors["NotFinal"].ID.Bytes()[:4]) {
		return lossOracle.UnpackNotFinalError(raw[4:])
	}
	if bytes.Equal(raw[:4], lossOracle.abi.Errors["NotHolder"].ID.Bytes()[:4]) {
		return lossOracle.UnpackNotHolderError(raw[4:])
	}
	if bytes.Equal(raw[:4], lossOracle.abi.Errors["NotOffered"].ID.Bytes()[:4]) {
		return lossOracle.UnpackNotOfferedError(raw[4:])
	}
	if bytes.Equal(raw[:4], lossOracle.abi.Errors["NotRecovered"].ID.Bytes()[:4]) {
		return lossOracle.UnpackNotRecoveredError(raw[4:])
	}
	if bytes.Equal(raw[:4], lossOracle.abi.Errors["NotUsable"].ID.Bytes()[:4]) {
		return lossOracle.UnpackNotUsableError(raw[4:])
	}
	if bytes.Equal(raw[:4], lossOracle.abi.Errors["NotYourTurn"].ID.Bytes()[:4]) {
		return lossOracle.UnpackNotYourTurnError(raw[4:])
	}
	if bytes.Equal(raw[:4], lossOracle.abi.Errors["NothingOwed"].ID.Bytes()[:4]) {
		return lossOracle.UnpackNothingOwedError(raw[4:])
	}
	if bytes.Equal(raw[:4], lossOracle.abi.Errors["RevisionGap"].ID.Bytes()[:4]) {
		return lossOracle.UnpackRevisionGapError(raw[4:])
	}
	if bytes.Equal(raw[:4], lossOracle.abi.Errors["SignersNotAscending"].ID.Bytes()[:4]) {
		return lossOracle.UnpackSignersNotAscendingError(raw[4:])
	}
	if bytes.Equal(raw[:4], lossOracle.abi.Errors["StillOpen"].ID.Bytes()[:4]) {
		return lossOracle.UnpackStillOpenError(raw[4:])
	}
	if bytes.Equal(raw[:4], lossOracle.abi.Errors["StrikeUsed"].ID.Bytes()[:4]) {
		return lossOracle.UnpackStrikeUsedError(raw[4:])
	}
	if bytes.Equal(raw[:4], lossOracle.abi.Errors["TransferFailed"].ID.Bytes()[:4]) {
		return lossOracle.UnpackTransferFailedError(raw[4:])
	}
	if bytes.Equal(raw[:4], lossOracle.abi.Errors["WrongCount"].ID.Bytes()[:4]) {
		return lossOracle.UnpackWrongCountError(raw[4:])
	}
	if bytes.Equal(raw[:4], lossOracle.abi.Errors["WrongIncident"].ID.Bytes()[:4]) {
		return lossOracle.UnpackWrongIncidentError(raw[4:])
	}
	if bytes.Equal(raw[:4], lossOracle.abi.Errors["ZeroAddress"].ID.Bytes()[:4]) {
		return lossOracle.UnpackZeroAddressError(raw[4:])
	}
	return nil, errors.New("Unknown error")
}

// LossOracleAlreadyChallenged represents a AlreadyChallenged error raised by the LossOracle contract.
type LossOracleAlreadyChallenged struct {
	Digest [32]byte
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error AlreadyChallenged(bytes32 digest)
func LossOracleAlreadyChallengedErrorID() common.Hash {
	return common.HexToHash("0xc4da3f01237735fa153eb988c2fe1fdb368ceb7a5771eb7456aefebc02c9d1f6")
}

// UnpackAlreadyChallengedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error AlreadyChallenged(bytes32 digest)
func (lossOracle *LossOracle) UnpackAlreadyChallengedError(raw []byte) (*LossOracleAlreadyChallenged, error) {
	out := new(LossOracleAlreadyChallenged)
	if err := lossOracle.abi.UnpackIntoInterface(out, "AlreadyChallenged", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// LossOracleBadAmounts represents a BadAmounts error raised by the LossOracle contract.
type LossOracleBadAmounts struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error BadAmounts()
func LossOracleBadAmountsErrorID() common.Hash {
	return common.HexToHash("0xc6fd446418d02c20a59b284cfd5f47a893b22a020be8cefd55801715ce3b4ac5")
}

// UnpackBadAmountsError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error BadAmounts()
func (lossOracle *LossOracle) UnpackBadAmountsError(raw []byte) (*LossOracleBadAmounts, error) {
	out := new(LossOracleBadAmounts)
	if err := lossOracle.abi.UnpackIntoInterface(out, "BadAmounts", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// LossOracleBadParams represents a BadParams error raised by the LossOracle contract.
type LossOracleBadParams struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error BadParams()
func LossOracleBadParamsErrorID() common.Hash {
	return common.HexToHash("0x019af6379de0e1c5d9ed7bc9cadaf094fc9efb595904a561b64245c59cd9399f")
}

// UnpackBadParamsError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error BadParams()
func (lossOracle *LossOracle) UnpackBadParamsError(raw []byte) (*LossOracleBadParams, error) {
	out := new(LossOracleBadParams)
	if err := lossOracle.abi.UnpackIntoInterface(out, "BadParams", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// LossOracleBadSet represents a BadSet error raised by the LossOracle contract.
type LossOracleBadSet struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error BadSet()
func LossOracleBadSetErrorID() common.Hash {
	return common.HexToHash("0x54a9b94f23c4cb2a9b9bf62f20b0114daf414d0e192ef8de88f6aa3ef2dad341")
}

// UnpackBadSetError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error BadSet()
func (lossOracle *LossOracle) UnpackBadSetError(raw []byte) (*LossOracleBadSet, error) {
	out := new(LossOracleBadSet)
	if err := lossOracle.abi.UnpackIntoInterface(out, "BadSet", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// LossOracleBadSignatureLength represents a BadSignatureLength error raised by the LossOracle contract.
type LossOracleBadSignatureLength struct {
	Length *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error BadSignatureLength(uint256 length)
func LossOracleBadSignatureLengthErrorID() common.Hash {
	return common.HexToHash("0x7d1250fe7d9f7573d54786d97945cacc9d5addab68df166fcbdfcb55aeb2af96")
}

// UnpackBadSignatureLengthError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error BadSignatureLength(uint256 length)
func (lossOracle *LossOracle) UnpackBadSignatureLengthError(raw []byte) (*LossOracleBadSignatureLength, error) {
	out := new(LossOracleBadSignatureLength)
	if err := lossOracle.abi.UnpackIntoInterface(out, "BadSignatureLength", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// LossOracleBadSigners represents a BadSigners error raised by the LossOracle contract.
type LossOracleBadSigners struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error BadSigners()
func LossOracleBadSignersErrorID() common.Hash {
	return common.HexToHash("0x8f8062028f5811dc02f0d6d2a4479f0ee43990208929740a70ca8c9ad73aff53")
}

// UnpackBadSignersError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error BadSigners()
func (lossOracle *LossOracle) UnpackBadSignersError(raw []byte) (*LossOracleBadSigners, error) {
	out := new(LossOracleBadSigners)
	if err := lossOracle.abi.UnpackIntoInterface(out, "BadSigners", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// LossOracleBadThreshold represents a BadThreshold error raised by the LossOracle contract.
type LossOracleBadThreshold struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error BadThreshold()
func LossOracleBadThresholdErrorID() common.Hash {
	return common.HexToHash("0xb891a4fb872548340c3f7d2fe74504b6b050e4d38d80f39dcdc59d9b22b44b8f")
}

// UnpackBadThresholdError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error BadThreshold()
func (lossOracle *LossOracle) UnpackBadThresholdError(raw []byte) (*LossOracleBadThreshold, error) {
	out := new(LossOracleBadThreshold)
	if err := lossOracle.abi.UnpackIntoInterface(out, "BadThreshold", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// LossOracleBadTimes represents a BadTimes error raised by the LossOracle contract.
type LossOracleBadTimes struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error BadTimes()
func LossOracleBadTimesErrorID() common.Hash {
	return common.HexToHash("0x0cdb81f34c68c90b0ac16ddf9b5fda7c1f3311954a59092f03e36c5479fcd930")
}

// UnpackBadTimesError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error BadTimes()
func (lossOracle *LossOracle) UnpackBadTimesError(raw []byte) (*LossOracleBadTimes, error) {
	out := new(LossOracleBadTimes)
	if err := lossOracle.abi.UnpackIntoInterface(out, "BadTimes", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// LossOracleBondTooSmall represents a BondTooSmall error raised by the LossOracle contract.
type LossOracleBondTooSmall struct {
	Have *big.Int
	Need *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error BondTooSmall(uint256 have, uint256 need)
func LossOracleBondTooSmallErrorID() common.Hash {
	return common.HexToHash("0x9901e6119fea07fdf8ff40f22203cc82f7596726ae1eff6fe8adb55241f0bfe8")
}

// UnpackBondTooSmallError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error BondTooSmall(uint256 have, uint256 need)
func (lossOracle *LossOracle) UnpackBondTooSmallError(raw []byte) (*LossOracleBondTooSmall, error) {
	out := new(LossOracleBondTooSmall)
	if err := lossOracle.abi.UnpackIntoInterface(out, "BondTooSmall", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// LossOracleConfigNotReady represents a ConfigNotReady error raised by the LossOracle contract.
type LossOracleConfigNotReady struct {
	ConfigDigest [32]byte
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ConfigNotReady(bytes32 configDigest)
func LossOracleConfigNotReadyErrorID() common.Hash {
	return common.HexToHash("0xdf84d0b460390f81b8b7e718038baa0751a14dc2e909cc7979fb9100ec666b94")
}

// UnpackConfigNotReadyError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ConfigNotReady(bytes32 configDigest)
func (lossOracle *LossOracle) UnpackConfigNotReadyError(raw []byte) (*LossOracleConfigNotReady, error) {
	out := new(LossOracleConfigNotReady)
	if err := lossOracle.abi.UnpackIntoInterface(out, "ConfigNotReady", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// LossOracleConfigUnusable represents a ConfigUnusable error raised by the LossOracle contract.
type LossOracleConfigUnusable struct {
	ConfigDigest [32]byte
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ConfigUnusable(bytes32 configDigest)
func LossOracleConfigUnusableErrorID() common.Hash {
	return common.HexToHash("0x3e76a44e1840d19a841bbba9f3f3d7aa343d7ee0c3eb31d94ebf06177ba53f56")
}

// UnpackConfigUnusableError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ConfigUnusable(bytes32 configDigest)
func (lossOracle *LossOracle) UnpackConfigUnusableError(raw []byte) (*LossOracleConfigUnusable, error) {
	out := new(LossOracleConfigUnusable)
	if err := lossOracle.abi.UnpackIntoInterface(out, "ConfigUnusable", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// LossOracleDistributorAlreadySet represents a DistributorAlreadySet error raised by the LossOracle contract.
type LossOracleDistributorAlreadySet struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error DistributorAlreadySet()
func LossOracleDistributorAlreadySetErrorID() common.Hash {
	return common.HexToHash("0x96a8418fb43d13061965ef5f57f9d16f8f02acbd677aaa525cce8d8f8bc80456")
}

// UnpackDistributorAlreadySetError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error DistributorAlreadySet()
func (lossOracle *LossOracle) UnpackDistributorAlreadySetError(raw []byte) (*LossOracleDistributorAlreadySet, error) {
	out := new(LossOracleDistributorAlreadySet)
	if err := lossOracle.abi.UnpackIntoInterface(out, "DistributorAlreadySet", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// LossOracleDropsSealed represents a DropsSealed error raised by the LossOracle contract.
type LossOracleDropsSealed struct {
	Digest [32]byte
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error DropsSealed(bytes32 digest)
func LossOracleDropsSealedErrorID() common.Hash {
	return common.HexToHash("0x1d0c19ae58b231e0179b8189a1e8c055e74f59cc234f337eb4feb073790b3669")
}

// UnpackDropsSealedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error DropsSealed(bytes32 digest)
func (lossOracle *LossOracle) UnpackDropsSealedError(raw []byte) (*LossOracleDropsSealed, error) {
	out := new(LossOracleDropsSealed)
	if err := lossOracle.abi.UnpackIntoInterface(out, "DropsSealed", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// LossOracleECDSAInvalidSignature represents a ECDSAInvalidSignature error raised by the LossOracle contract.
type LossOracleECDSAInvalidSignature struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ECDSAInvalidSignature()
func LossOracleECDSAInvalidSignatureErrorID() common.Hash {
	return common.HexToHash("0xf645eedf0193584640b6b90cb9477e4c95b98636c148a891d4c0a146dc46e75a")
}

// UnpackECDSAInvalidSignatureError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ECDSAInvalidSignature()
func (lossOracle *LossOracle) UnpackECDSAInvalidSignatureError(raw []byte) (*LossOracleECDSAInvalidSignature, error) {
	out := new(LossOracleECDSAInvalidSignature)
	if err := lossOracle.abi.UnpackIntoInterface(out, "ECDSAInvalidSignature", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// LossOracleECDSAInvalidSignatureLength represents a ECDSAInvalidSignatureLength error raised by the LossOracle contract.
type LossOracleECDSAInvalidSignatureLength struct {
	Length *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ECDSAInvalidSignatureLength(uint256 length)
func LossOracleECDSAInvalidSignatureLengthErrorID() common.Hash {
	return common.HexToHash("0xfce698f7e8e5342cd615f641317bc45fe7e1e4a8b0a14dd1383ff8dc9c41917f")
}

// UnpackECDSAInvalidSignatureLengthError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ECDSAInvalidSignatureLength(uint256 length)
func (lossOracle *LossOracle) UnpackECDSAInvalidSignatureLengthError(raw []byte) (*LossOracleECDSAInvalidSignatureLength, error) {
	out := new(LossOracleECDSAInvalidSignatureLength)
	if err := lossOracle.abi.UnpackIntoInterface(out, "ECDSAInvalidSignatureLength", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// LossOracleECDSAInvalidSignatureS represents a ECDSAInvalidSignatureS error raised by the LossOracle contract.
type LossOracleECDSAInvalidSignatureS struct {
	S [32]byte
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ECDSAInvalidSignatureS(bytes32 s)
func LossOracleECDSAInvalidSignatureSErrorID() common.Hash {
	return common.HexToHash("0xd78bce0cccb935155ed6428d1c13e50b7f3550fd2b66b9fe266006fea4a5e1eb")
}

// UnpackECDSAInvalidSignatureSError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ECDSAInvalidSignatureS(bytes32 s)
func (lossOracle *LossOracle) UnpackECDSAInvalidSignatureSError(raw []byte) (*LossOracleECDSAInvalidSignatureS, error) {
	out := new(LossOracleECDSAInvalidSignatureS)
	if err := lossOracle.abi.UnpackIntoInterface(out, "ECDSAInvalidSignatureS", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// LossOracleFork represents a Fork error raised by the LossOracle contract.
type LossOracleFork struct {
	Have [32]byte
	Want [32]byte
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Fork(bytes32 have, bytes32 want)
func LossOracleForkErrorID() common.Hash {
	return common.HexToHash("0xfbe8f21128ed89d62af3460eb82dada1ddea4814da3f0b9b0567aca34056b230")
}

// UnpackForkError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Fork(bytes32 have, bytes32 want)
func (lossOracle *LossOracle) UnpackForkError(raw []byte) (*LossOracleFork, error) {
	out := new(LossOracleFork)
	if err := lossOracle.abi.UnpackIntoInterface(out, "Fork", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// LossOracleHoldsOtherRole represents a HoldsOtherRole error raised by the LossOracle contract.
type LossOracleHoldsOtherRole struct {
	Role    uint8
	Account common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error HoldsOtherRole(uint8 role, address account)
func LossOracleHoldsOtherRoleErrorID() common.Hash {
	return common.HexToHash("0xed1861d21f987247c7ad37dfabf468e3e33826ea48524ed8896f884568dae2bc")
}

// UnpackHoldsOtherRoleError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error HoldsOtherRole(uint8 role, address account)
func (lossOracle *LossOracle) UnpackHoldsOtherRoleError(raw []byte) (*LossOracleHoldsOtherRole, error) {
	out := new(LossOracleHoldsOtherRole)
	if err := lossOracle.abi.UnpackIntoInterface(out, "HoldsOtherRole", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// LossOracleNeedsAllSigners represents a NeedsAllSigners error raised by the LossOracle contract.
type LossOracleNeedsAllSigners struct {
	Have *big.Int
	Need *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NeedsAllSigners(uint256 have, uint256 need)
func LossOracleNeedsAllSignersErrorID() common.Hash {
	return common.HexToHash("0x5936aca2bfe46188eadd25134c83a179633d088dd0e4e12595e7420b65ab0dc9")
}

// UnpackNeedsAllSignersError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NeedsAllSigners(uint256 have, uint256 need)
func (lossOracle *LossOracle) UnpackNeedsAllSignersError(raw []byte) (*LossOracleNeedsAllSigners, error) {
	out := new(LossOracleNeedsAllSigners)
	if err := lossOracle.abi.UnpackIntoInterface(out, "NeedsAllSigners", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// LossOracleNoQuorum represents a NoQuorum error raised by the LossOracle contract.
type LossOracleNoQuorum struct {
	Have *big.Int
	Need *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NoQuorum(uint256 have, uint256 need)
func LossOracleNoQuorumErrorID() common.Hash {
	return common.HexToHash("0xa07c49af08b421a301c72d9d0dd4ebec6a52f25fd56250523cef4fe70de605e4")
}

// UnpackNoQuorumError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NoQuorum(uint256 have, uint256 need)
func (lossOracle *LossOracle) UnpackNoQuorumError(raw []byte) (*LossOracleNoQuorum, error) {
	out := new(LossOracleNoQuorum)
	if err := lossOracle.abi.UnpackIntoInterface(out, "NoQuorum", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// LossOracleNotASigner represents a NotASigner error raised by the LossOracle contract.
type LossOracleNotASigner struct {
	Signer common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NotASigner(address signer)
func LossOracleNotASignerErrorID() common.Hash {
	return common.HexToHash("0xa0296092d31483952e1e1b5b5d99b5b142144d707496ac7219fdeb36b1c058f5")
}

// UnpackNotASignerError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NotASigner(address signer)
func (lossOracle *LossOracle) UnpackNotASignerError(raw []byte) (*LossOracleNotASigner, error) {
	out := new(LossOracleNotASigner)
	if err := lossOracle.abi.UnpackIntoInterface(out, "NotASigner", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// LossOracleNotChallenged represents a NotChallenged error raised by the LossOracle contract.
type LossOracleNotChallenged struct {
	Digest [32]byte
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NotChallenged(bytes32 digest)
func LossOracleNotChallengedErrorID() common.Hash {
	return common.HexToHash("0x7e16ae7bae517ed1abce66ed5eb2db2259315982078f8e2084305d81a42cf7a5")
}

// UnpackNotChallengedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NotChallenged(bytes32 digest)
func (lossOracle *LossOracle) UnpackNotChallengedError(raw []byte) (*LossOracleNotChallenged, error) {
	out := new(LossOracleNotChallenged)
	if err := lossOracle.abi.UnpackIntoInterface(out, "NotChallenged", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// LossOracleNotDistributor represents a NotDistributor error raised by the LossOracle contract.
type LossOracleNotDistributor struct {
	Caller common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NotDistributor(address caller)
func LossOracleNotDistributorErrorID() common.Hash {
	return common.HexToHash("0x7838a78b84598b8109cc0df715cef62ea577935d285008d3bd397e756ebc422d")
}

// UnpackNotDistributorError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NotDistributor(address caller)
func (lossOracle *LossOracle) UnpackNotDistributorError(raw []byte) (*LossOracleNotDistributor, error) {
	out := new(LossOracleNotDistributor)
	if err := lossOracle.abi.UnpackIntoInterface(out, "NotDistributor", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// LossOracleNotFinal represents a NotFinal error raised by the LossOracle contract.
type LossOracleNotFinal struct {
	Digest [32]byte
	State  uint8
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NotFinal(bytes32 digest, uint8 state)
func LossOracleNotFinalErrorID() common.Hash {
	return common.HexToHash("0x79791aceccae34c5447672cdc114e1c654efc9d2e9cced0a9fc7852b04e21550")
}

// UnpackNotFinalError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NotFinal(bytes32 digest, uint8 state)
func (lossOracle *LossOracle) UnpackNotFinalError(raw []byte) (*LossOracleNotFinal, error) {
	out := new(LossOracleNotFinal)
	if err := lossOracle.abi.UnpackIntoInterface(out, "NotFinal", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// LossOracleNotHolder represents a NotHolder error raised by the LossOracle contract.
type LossOracleNotHolder struct {
	Role   uint8
	Caller common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NotHolder(uint8 role, address caller)
func LossOracleNotHolderErrorID() common.Hash {
	return common.HexToHash("0x7bb9ebeb998bf49df9d810a0f838b5cc7d271f175ed8fad1a5d07a5f3ccaa62e")
}

// UnpackNotHolderError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NotHolder(uint8 role, address caller)
func (lossOracle *LossOracle) UnpackNotHolderError(raw []byte) (*LossOracleNotHolder, error) {
	out := new(LossOracleNotHolder)
	if err := lossOracle.abi.UnpackIntoInterface(out, "NotHolder", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// LossOracleNotOffered represents a NotOffered error raised by the LossOracle contract.
type LossOracleNotOffered struct {
	Role   uint8
	Caller common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NotOffered(uint8 role, address caller)
func LossOracleNotOfferedErrorID() common.Hash {
	return common.HexToHash("0xafd774611c1c39de15ec92a30e2847795048c5ecda46c2175061dac265558c80")
}

// UnpackNotOfferedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NotOffered(uint8 role, address caller)
func (lossOracle *LossOracle) UnpackNotOfferedError(raw []byte) (*LossOracleNotOffered, error) {
	out := new(LossOracleNotOffered)
	if err := lossOracle.abi.UnpackIntoInterface(out, "NotOffered", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// LossOracleNotRecovered represents a NotRecovered error raised by the LossOracle contract.
type LossOracleNotRecovered struct {
	Role   uint8
	Caller common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NotRecovered(uint8 role, address caller)
func LossOracleNotRecoveredErrorID() common.Hash {
	return common.HexToHash("0x6267bf8ee988ccfd5390f01496ec7216fcb24c7619db941e13117297e18f0170")
}

// UnpackNotRecoveredError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NotRecovered(uint8 role, address caller)
func (lossOracle *LossOracle) UnpackNotRecoveredError(raw []byte) (*LossOracleNotRecovered, error) {
	out := new(LossOracleNotRecovered)
	if err := lossOracle.abi.UnpackIntoInterface(out, "NotRecovered", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// LossOracleNotUsable represents a NotUsable error raised by the LossOracle contract.
type LossOracleNotUsable struct {
	Digest [32]byte
	State  uint8
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NotUsable(bytes32 digest, uint8 state)
func LossOracleNotUsableErrorID() common.Hash {
	return common.HexToHash("0x4fbf1c31c04a3b706f4bf435f610b43c418a84a7191c231ddd5bb68ded029898")
}

// UnpackNotUsableError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NotUsable(bytes32 digest, uint8 state)
func (lossOracle *LossOracle) UnpackNotUsableError(raw []byte) (*LossOracleNotUsable, error) {
	out := new(LossOracleNotUsable)
	if err := lossOracle.abi.UnpackIntoInterface(out, "NotUsable", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// LossOracleNotYourTurn represents a NotYourTurn error raised by the LossOracle contract.
type LossOracleNotYourTurn struct {
	Digest [32]byte
	Caller common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NotYourTurn(bytes32 digest, address caller)
func LossOracleNotYourTurnErrorID() common.Hash {
	return common.HexToHash("0xeb9a63e11e65c82e227cf8e57085c427db0bdaba5c135928534eac5b46d9a28f")
}

// UnpackNotYourTurnError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NotYourTurn(bytes32 digest, address caller)
func (lossOracle *LossOracle) UnpackNotYourTurnError(raw []byte) (*LossOracleNotYourTurn, error) {
	out := new(LossOracleNotYourTurn)
	if err := lossOracle.abi.UnpackIntoInterface(out, "NotYourTurn", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// LossOracleNothingOwed represents a NothingOwed error raised by the LossOracle contract.
type LossOracleNothingOwed struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NothingOwed()
func LossOracleNothingOwedErrorID() common.Hash {
	return common.HexToHash("0x797dba544d72fb0dfb4c7610346de0274cf6d4e8b1d64dc398abc9027c89eff2")
}

// UnpackNothingOwedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NothingOwed()
func (lossOracle *LossOracle) UnpackNothingOwedError(raw []byte) (*LossOracleNothingOwed, error) {
	out := new(LossOracleNothingOwed)
	if err := lossOracle.abi.UnpackIntoInterface(out, "NothingOwed", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// LossOracleRevisionGap represents a RevisionGap error raised by the LossOracle contract.
type LossOracleRevisionGap struct {
	Have uint64
	Want uint64
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error RevisionGap(uint64 have, uint64 want)
func LossOracleRevisionGapErrorID() common.Hash {
	return common.HexToHash("0x42c571a91da11f291325d219040d51a76a822c9dfeb0aa8a2b696569e72c6957")
}

// UnpackRevisionGapError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error RevisionGap(uint64 have, uint64 want)
func (lossOracle *LossOracle) UnpackRevisionGapError(raw []byte) (*LossOracleRevisionGap, error) {
	out := new(LossOracleRevisionGap)
	if err := lossOracle.abi.UnpackIntoInterface(out, "RevisionGap", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// LossOracleSignersNotAscending represents a SignersNotAscending error raised by the LossOracle contract.
type LossOracleSignersNotAscending struct {
	Signer common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error SignersNotAscending(address signer)
func LossOracleSignersNotAscendingErrorID() common.Hash {
	return common.HexToHash("0x1271cb070a9714d5abf5a7c9ef579b2bce60781bd3f17ad24dade35189e0b616")
}

// UnpackSignersNotAscendingError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error SignersNotAscending(address signer)
func (lossOracle *LossOracle) UnpackSignersNotAscendingError(raw []byte) (*LossOracleSignersNotAscending, error) {
	out := new(LossOracleSignersNotAscending)
	if err := lossOracle.abi.UnpackIntoInterface(out, "SignersNotAscending", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// LossOracleStillOpen represents a StillOpen error raised by the LossOracle contract.
type LossOracleStillOpen struct {
	Digest [32]byte
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error StillOpen(bytes32 digest)
func LossOracleStillOpenErrorID() common.Hash {
	return common.HexToHash("0xb5b6d7ac75441ed5050c6061057fe2b016ec241a7bae686d060c2740964e8581")
}

// UnpackStillOpenError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error StillOpen(bytes32 digest)
func (lossOracle *LossOracle) UnpackStillOpenError(raw []byte) (*LossOracleStillOpen, error) {
	out := new(LossOracleStillOpen)
	if err := lossOracle.abi.UnpackIntoInterface(out, "StillOpen", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// LossOracleStrikeUsed represents a StrikeUsed error raised by the LossOracle contract.
type LossOracleStrikeUsed struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error StrikeUsed()
func LossOracleStrikeUsedErrorID() common.Hash {
	return common.HexToHash("0x9b6d770963d32b33f9f2d6208c57829dbf68585e7dcea42abbe8e139f730f588")
}

// UnpackStrikeUsedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error StrikeUsed()
func (lossOracle *LossOracle) UnpackStrikeUsedError(raw []byte) (*LossOracleStrikeUsed, error) {
	out := new(LossOracleStrikeUsed)
	if err := lossOracle.abi.UnpackIntoInterface(out, "StrikeUsed", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// LossOracleTransferFailed represents a TransferFailed error raised by the LossOracle contract.
type LossOracleTransferFailed struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error TransferFailed()
func LossOracleTransferFailedErrorID() common.Hash {
	return common.HexToHash("0x90b8ec1877afffd816d05d9b13947f3ff18ec5851c38bad15ec2b710f92391b1")
}

// UnpackTransferFailedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error TransferFailed()
func (lossOracle *LossOracle) UnpackTransferFailedError(raw []byte) (*LossOracleTransferFailed, error) {
	out := new(LossOracleTransferFailed)
	if err := lossOracle.abi.UnpackIntoInterface(out, "TransferFailed", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// LossOracleWrongCount represents a WrongCount error raised by the LossOracle contract.
type LossOracleWrongCount struct {
	Count uint64
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error WrongCount(uint64 count)
func LossOracleWrongCountErrorID() common.Hash {
	return common.HexToHash("0x3dc44c875741b6e3c8a0a49526809812207eb7dfe5995248bbce3f44b9d82349")
}

// UnpackWrongCountError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error WrongCount(uint64 count)
func (lossOracle *LossOracle) UnpackWrongCountError(raw []byte) (*LossOracleWrongCount, error) {
	out := new(LossOracleWrongCount)
	if err := lossOracle.abi.UnpackIntoInterface(out, "WrongCount", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// LossOracleWrongIncident represents a WrongIncident error raised by the LossOracle contract.
type LossOracleWrongIncident struct {
	Digest [32]byte
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error WrongIncident(bytes32 digest)
func LossOracleWrongIncidentErrorID() common.Hash {
	return common.HexToHash("0xea38cf2983fc08bdc43093c1e7d47c7ee00d2f79fa4b1efd261abde4dd2ce1e1")
}

// UnpackWrongIncidentError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error WrongIncident(bytes32 digest)
func (lossOracle *LossOracle) UnpackWrongIncidentError(raw []byte) (*LossOracleWrongIncident, error) {
	out := new(LossOracleWrongIncident)
	if err := lossOracle.abi.UnpackIntoInterface(out, "WrongIncident", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// LossOracleZeroAddress represents a ZeroAddress error raised by the LossOracle contract.
type LossOracleZeroAddress struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ZeroAddress()
func LossOracleZeroAddressErrorID() common.Hash {
	return common.HexToHash("0xd92e233df2717d4a40030e20904abd27b68fcbeede117eaaccbbdac9618c8c73")
}

// UnpackZeroAddressError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ZeroAddress()
func (lossOracle *LossOracle) UnpackZeroAddressError(raw []byte) (*LossOracleZeroAddress, error) {
	out := new(LossOracleZeroAddress)
	if err := lossOracle.abi.UnpackIntoInterface(out, "ZeroAddress", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// PayoutDistributorMetaData contains all meta data concerning the PayoutDistributor contract.
var PayoutDistributorMetaData = bind.MetaData{
	ABI: "[{\"inputs\":[{\"components\":[{\"internalType\":\"contractILossOracle\",\"name\":\"oracle\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"operator\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"guardian\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"treasurer\",\"type\":\"address\"},{\"internalType\":\"uint40\",\"name\":\"activationDelay\",\"type\":\"uint40\"},{\"internalType\":\"uint40\",\"name\":\"livenessDelay\",\"type\":\"uint40\"},{\"internalType\":\"uint40\",\"name\":\"claimPeriod\",\"type\":\"uint40\"},{\"internalType\":\"uint40\",\"name\":\"capDelay\",\"type\":\"uint40\"}],\"internalType\":\"structPayoutDistributor.Deployment\",\"name\":\"d\",\"type\":\"tuple\"}],\"stateMutability\":\"nonpayable\",\"type\":\"constructor\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"id\",\"type\":\"bytes32\"},{\"internalType\":\"uint256\",\"name\":\"index\",\"type\":\"uint256\"}],\"name\":\"AlreadyTaken\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"length\",\"type\":\"uint256\"}],\"name\":\"BadItems\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint8\",\"name\":\"level\",\"type\":\"uint8\"}],\"name\":\"BadLevel\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"mask\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"items\",\"type\":\"uint256\"}],\"name\":\"BadMask\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"id\",\"type\":\"bytes32\"},{\"internalType\":\"uint256\",\"name\":\"index\",\"type\":\"uint256\"}],\"name\":\"BadProof\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"receiver\",\"type\":\"address\"}],\"name\":\"BadReceiver\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"receiver\",\"type\":\"address\"}],\"name\":\"BadSignature\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint40\",\"name\":\"deadline\",\"type\":\"uint40\"}],\"name\":\"BeforeDeadline\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"token\",\"type\":\"address\"}],\"name\":\"CapsNotReady\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint40\",\"name\":\"deadline\",\"type\":\"uint40\"}],\"name\":\"DeadlineNotExtended\",\"type\":\"error\"},{\"inputs\":[],\"name\":\"EmptyOrder\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"left\",\"type\":\"uint256\"}],\"name\":\"GasTooLow\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"duration\",\"type\":\"uint256\"}],\"name\":\"HoldTooLong\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"id\",\"type\":\"bytes32\"}],\"name\":\"HoldUsed\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"enumRoles.Role\",\"name\":\"role\",\"type\":\"uint8\"},{\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"}],\"name\":\"HoldsOtherRole\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint40\",\"name\":\"until\",\"type\":\"uint40\"}],\"name\":\"IsPaused\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"id\",\"type\":\"bytes32\"}],\"name\":\"MoreThanSigned\",\"type\":\"error\"},{\"inputs\":[],\"name\":\"NoReason\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"token\",\"type\":\"address\"}],\"name\":\"NotAContract\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"orderDigest\",\"type\":\"bytes32\"}],\"name\":\"NotAnnounced\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"enumRoles.Role\",\"name\":\"role\",\"type\":\"uint8\"},{\"internalType\":\"address\",\"name\":\"caller\",\"type\":\"address\"}],\"name\":\"NotHolder\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"enumRoles.Role\",\"name\":\"role\",\"type\":\"uint8\"},{\"internalType\":\"address\",\"name\":\"caller\",\"type\":\"address\"}],\"name\":\"NotOffered\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"enumRoles.Role\",\"name\":\"role\",\"type\":\"uint8\"},{\"internalType\":\"address\",\"name\":\"caller\",\"type\":\"address\"}],\"name\":\"NotRecovered\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"amount\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"cap\",\"type\":\"uint256\"}],\"name\":\"OverDayCap\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"amount\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"cap\",\"type\":\"uint256\"}],\"name\":\"OverSettlementCap\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"duration\",\"type\":\"uint256\"}],\"name\":\"PauseTooLong\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"allowedFrom\",\"type\":\"uint256\"}],\"name\":\"PauseTooSoon\",\"type\":\"error\"},{\"inputs\":[],\"name\":\"ReentrancyGuardReentrantCall\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint64\",\"name\":\"deadline\",\"type\":\"uint64\"}],\"name\":\"SignatureExpired\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"poolId\",\"type\":\"bytes32\"}],\"name\":\"SourceKnown\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"token\",\"type\":\"address\"}],\"name\":\"TokenKnown\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"token\",\"type\":\"address\"}],\"name\":\"TokenNotAllowed\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"from\",\"type\":\"uint256\"}],\"name\":\"TooEarly\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"token\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"to\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"amount\",\"type\":\"uint256\"}],\"name\":\"TransferFailed\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"poolId\",\"type\":\"bytes32\"}],\"name\":\"UnknownSource\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"have\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"want\",\"type\":\"uint256\"}],\"name\":\"WrongCumulative\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"have\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"want\",\"type\":\"uint256\"}],\"name\":\"WrongMoneyIn\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"have\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"want\",\"type\":\"uint256\"}],\"name\":\"WrongMoneyOut\",\"type\":\"error\"},{\"inputs\":[],\"name\":\"WrongParameter\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"have\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"want\",\"type\":\"bytes32\"}],\"name\":\"WrongSettlementId\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"id\",\"type\":\"bytes32\"},{\"internalType\":\"enumSettlementBook.State\",\"name\":\"state\",\"type\":\"uint8\"}],\"name\":\"WrongState\",\"type\":\"error\"},{\"inputs\":[],\"name\":\"ZeroAddress\",\"type\":\"error\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"id\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"orderDigest\",\"type\":\"bytes32\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"publicFrom\",\"type\":\"uint256\"}],\"name\":\"Announced\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"id\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"by\",\"type\":\"address\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"total\",\"type\":\"uint256\"},{\"indexed\":false,\"internalType\":\"bytes32\",\"name\":\"reasonHash\",\"type\":\"bytes32\"}],\"name\":\"Cancelled\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"token\",\"type\":\"address\"},{\"indexed\":false,\"internalType\":\"uint128\",\"name\":\"perSettlement\",\"type\":\"uint128\"},{\"indexed\":false,\"internalType\":\"uint128\",\"name\":\"perDay\",\"type\":\"uint128\"},{\"indexed\":false,\"internalType\":\"uint40\",\"name\":\"readyAt\",\"type\":\"uint40\"}],\"name\":\"CapsProposed\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"token\",\"type\":\"address\"},{\"indexed\":false,\"internalType\":\"uint128\",\"name\":\"perSettlement\",\"type\":\"uint128\"},{\"indexed\":false,\"internalType\":\"uint128\",\"name\":\"perDay\",\"type\":\"uint128\"}],\"name\":\"CapsSet\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"id\",\"type\":\"bytes32\"},{\"indexed\":false,\"internalType\":\"uint40\",\"name\":\"deadline\",\"type\":\"uint40\"}],\"name\":\"Extended\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"id\",\"type\":\"bytes32\"},{\"indexed\":false,\"internalType\":\"uint40\",\"name\":\"activeAt\",\"type\":\"uint40\"},{\"indexed\":false,\"internalType\":\"bytes32\",\"name\":\"reasonHash\",\"type\":\"bytes32\"}],\"name\":\"Held\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"by\",\"type\":\"address\"},{\"indexed\":false,\"internalType\":\"uint40\",\"name\":\"until\",\"type\":\"uint40\"},{\"indexed\":false,\"internalType\":\"bytes32\",\"name\":\"reasonHash\",\"type\":\"bytes32\"}],\"name\":\"Paused\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"id\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"incidentId\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"poolId\",\"type\":\"bytes32\"},{\"indexed\":false,\"internalType\":\"address\",\"name\":\"token\",\"type\":\"address\"},{\"indexed\":false,\"internalType\":\"uint64\",\"name\":\"sequence\",\"type\":\"uint64\"},{\"indexed\":false,\"internalType\":\"bytes32\",\"name\":\"root\",\"type\":\"bytes32\"},{\"indexed\":false,\"internalType\":\"uint32\",\"name\":\"leafCount\",\"type\":\"uint32\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"total\",\"type\":\"uint256\"},{\"indexed\":false,\"internalType\":\"uint40\",\"name\":\"activeAt\",\"type\":\"uint40\"},{\"indexed\":false,\"internalType\":\"uint40\",\"name\":\"deadline\",\"type\":\"uint40\"},{\"indexed\":false,\"internalType\":\"bytes32\",\"name\":\"orderDigest\",\"type\":\"bytes32\"}],\"name\":\"Published\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"id\",\"type\":\"bytes32\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"index\",\"type\":\"uint256\"}],\"name\":\"PushFailed\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"id\",\"type\":\"bytes32\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"firstIndex\",\"type\":\"uint256\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"paidMask\",\"type\":\"uint256\"}],\"name\":\"Pushed\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"enumRoles.Role\",\"name\":\"role\",\"type\":\"uint8\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"to\",\"type\":\"address\"},{\"indexed\":false,\"internalType\":\"uint40\",\"name\":\"readyAt\",\"type\":\"uint40\"}],\"name\":\"RecoveryBegun\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"enumRoles.Role\",\"name\":\"role\",\"type\":\"uint8\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"holder\",\"type\":\"address\"}],\"name\":\"RecoveryStopped\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"id\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"uint256\",\"name\":\"index\",\"type\":\"uint256\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"receiver\",\"type\":\"address\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"amount\",\"type\":\"uint256\"},{\"indexed\":false,\"internalType\":\"address\",\"name\":\"paidTo\",\"type\":\"address\"}],\"name\":\"Redeemed\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"enumRoles.Role\",\"name\":\"role\",\"type\":\"uint8\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"from\",\"type\":\"address\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"to\",\"type\":\"address\"}],\"name\":\"RoleOffered\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"enumRoles.Role\",\"name\":\"role\",\"type\":\"uint8\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"holder\",\"type\":\"address\"}],\"name\":\"RoleTaken\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"poolId\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"source\",\"type\":\"address\"}],\"name\":\"SourceRegistered\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"id\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"incidentId\",\"type\":\"bytes32\"},{\"indexed\":false,\"internalType\":\"address\",\"name\":\"token\",\"type\":\"address\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"amount\",\"type\":\"uint256\"}],\"name\":\"Swept\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"token\",\"type\":\"address\"},{\"indexed\":false,\"internalType\":\"uint16\",\"name\":\"index\",\"type\":\"uint16\"}],\"name\":\"TokenAllowed\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"token\",\"type\":\"address\"},{\"indexed\":false,\"internalType\":\"bool\",\"name\":\"enabled\",\"type\":\"bool\"}],\"name\":\"TokenEnabled\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"by\",\"type\":\"address\"}],\"name\":\"Unpaused\",\"type\":\"event\"},{\"inputs\":[],\"name\":\"ACTIVATION_DELAY\",\"outputs\":[{\"internalType\":\"uint40\",\"name\":\"\",\"type\":\"uint40\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"CAP_DELAY\",\"outputs\":[{\"internalType\":\"uint40\",\"name\":\"\",\"type\":\"uint40\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"CLAIM_PERIOD\",\"outputs\":[{\"internalType\":\"uint40\",\"name\":\"\",\"type\":\"uint40\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"ESCHEAT\",\"outputs\":[{\"internalType\":\"bytes32\",\"name\":\"\",\"type\":\"bytes32\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"LIVENESS_DELAY\",\"outputs\":[{\"internalType\":\"uint40\",\"name\":\"\",\"type\":\"uint40\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"MAX_HOLD\",\"outputs\":[{\"internalType\":\"uint40\",\"name\":\"\",\"type\":\"uint40\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"MAX_LEVEL\",\"outputs\":[{\"internalType\":\"uint8\",\"name\":\"\",\"type\":\"uint8\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"MAX_PAUSE\",\"outputs\":[{\"internalType\":\"uint40\",\"name\":\"\",\"type\":\"uint40\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"MIN_CLAIM_PERIOD\",\"outputs\":[{\"internalType\":\"uint40\",\"name\":\"\",\"type\":\"uint40\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"ORACLE\",\"outputs\":[{\"internalType\":\"contractILossOracle\",\"name\":\"\",\"type\":\"address\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"PAUSE_GAP\",\"outputs\":[{\"internalType\":\"uint40\",\"name\":\"\",\"type\":\"uint40\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"RECOVERY_DELAY\",\"outputs\":[{\"internalType\":\"uint40\",\"name\":\"\",\"type\":\"uint40\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"REDEEM_TO_TYPEHASH\",\"outputs\":[{\"internalType\":\"bytes32\",\"name\":\"\",\"type\":\"bytes32\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"enumRoles.Role\",\"name\":\"role\",\"type\":\"uint8\"}],\"name\":\"acceptRole\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"token\",\"type\":\"address\"}],\"name\":\"allowToken\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"token\",\"type\":\"address\"}],\"name\":\"allowedOf\",\"outputs\":[{\"internalType\":\"uint16\",\"name\":\"index\",\"type\":\"uint16\"},{\"internalType\":\"bool\",\"name\":\"enabled\",\"type\":\"bool\"},{\"internalType\":\"uint16\",\"name\":\"day\",\"type\":\"uint16\"},{\"internalType\":\"uint128\",\"name\":\"usedToday\",\"type\":\"uint128\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"components\":[{\"internalType\":\"bytes32\",\"name\":\"configDigest\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"settlementId\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"incidentId\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"poolId\",\"type\":\"bytes32\"},{\"internalType\":\"address\",\"name\":\"payoutToken\",\"type\":\"address\"},{\"internalType\":\"uint64\",\"name\":\"sequence\",\"type\":\"uint64\"},{\"internalType\":\"bytes32\",\"name\":\"snapshotSetDigest\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"inputHash\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"payoutRoot\",\"type\":\"bytes32\"},{\"internalType\":\"uint32\",\"name\":\"leafCount\",\"type\":\"uint32\"},{\"internalType\":\"uint256\",\"name\":\"total\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"cumulativeTotal\",\"type\":\"uint256\"}],\"internalType\":\"structMessages.PayoutOrder\",\"name\":\"order\",\"type\":\"tuple\"},{\"internalType\":\"bytes\",\"name\":\"signatures\",\"type\":\"bytes\"}],\"name\":\"announce\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"orderDigest\",\"type\":\"bytes32\"}],\"name\":\"announcedAt\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"token\",\"type\":\"address\"}],\"name\":\"applyCaps\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"enumRoles.Role\",\"name\":\"role\",\"type\":\"uint8\"},{\"internalType\":\"address\",\"name\":\"to\",\"type\":\"address\"}],\"name\":\"beginRecovery\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"components\":[{\"internalType\":\"bytes32\",\"name\":\"incidentId\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"poolId\",\"type\":\"bytes32\"},{\"internalType\":\"address\",\"name\":\"token\",\"type\":\"address\"},{\"internalType\":\"uint64\",\"name\":\"sequence\",\"type\":\"uint64\"}],\"internalType\":\"structPayoutDistributor.Key\",\"name\":\"key\",\"type\":\"tuple\"},{\"internalType\":\"bytes32\",\"name\":\"reasonHash\",\"type\":\"bytes32\"}],\"name\":\"cancel\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"components\":[{\"internalType\":\"bytes32\",\"name\":\"incidentId\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"poolId\",\"type\":\"bytes32\"},{\"internalType\":\"address\",\"name\":\"token\",\"type\":\"address\"},{\"internalType\":\"uint64\",\"name\":\"sequence\",\"type\":\"uint64\"}],\"internalType\":\"structPayoutDistributor.Key\",\"name\":\"key\",\"type\":\"tuple\"},{\"internalType\":\"bytes32\",\"name\":\"reasonHash\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"configDigest\",\"type\":\"bytes32\"},{\"internalType\":\"bytes\",\"name\":\"signatures\",\"type\":\"bytes\"}],\"name\":\"cancelByQuorum\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"token\",\"type\":\"address\"}],\"name\":\"capsOf\",\"outputs\":[{\"internalType\":\"uint128\",\"name\":\"perSettlement\",\"type\":\"uint128\"},{\"internalType\":\"uint128\",\"name\":\"perDay\",\"type\":\"uint128\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"incidentId\",\"type\":\"bytes32\"},{\"internalType\":\"address\",\"name\":\"token\",\"type\":\"address\"}],\"name\":\"committed\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"domainSeparator\",\"outputs\":[{\"internalType\":\"bytes32\",\"name\":\"\",\"type\":\"bytes32\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"token\",\"type\":\"address\"},{\"internalType\":\"bool\",\"name\":\"enabled\",\"type\":\"bool\"}],\"name\":\"enableToken\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"entered\",\"outputs\":[{\"internalType\":\"bool\",\"name\":\"\",\"type\":\"bool\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"id\",\"type\":\"bytes32\"},{\"internalType\":\"uint40\",\"name\":\"deadline\",\"type\":\"uint40\"}],\"name\":\"extendDeadline\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"enumRoles.Role\",\"name\":\"role\",\"type\":\"uint8\"}],\"name\":\"finishRecovery\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"id\",\"type\":\"bytes32\"},{\"internalType\":\"uint256\",\"name\":\"index\",\"type\":\"uint256\"},{\"internalType\":\"address\",\"name\":\"newReceiver\",\"type\":\"address\"},{\"internalType\":\"uint64\",\"name\":\"deadline\",\"type\":\"uint64\"}],\"name\":\"hashRedeemTo\",\"outputs\":[{\"internalType\":\"bytes32\",\"name\":\"\",\"type\":\"bytes32\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"id\",\"type\":\"bytes32\"},{\"internalType\":\"uint40\",\"name\":\"duration\",\"type\":\"uint40\"},{\"internalType\":\"bytes32\",\"name\":\"reasonHash\",\"type\":\"bytes32\"}],\"name\":\"hold\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"enumRoles.Role\",\"name\":\"role\",\"type\":\"uint8\"}],\"name\":\"holderOf\",\"outputs\":[{\"internalType\":\"address\",\"name\":\"holder\",\"type\":\"address\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"source\",\"type\":\"address\"}],\"name\":\"isSource\",\"outputs\":[{\"internalType\":\"bool\",\"name\":\"\",\"type\":\"bool\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"id\",\"type\":\"bytes32\"},{\"internalType\":\"uint256\",\"name\":\"index\",\"type\":\"uint256\"}],\"name\":\"isTaken\",\"outputs\":[{\"internalType\":\"bool\",\"name\":\"\",\"type\":\"bool\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"id\",\"type\":\"bytes32\"},{\"internalType\":\"uint256\",\"name\":\"index\",\"type\":\"uint256\"},{\"internalType\":\"address\",\"name\":\"receiver\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"amount\",\"type\":\"uint256\"}],\"name\":\"leafOf\",\"outputs\":[{\"internalType\":\"bytes32\",\"name\":\"\",\"type\":\"bytes32\"}],\"stateMutability\":\"pure\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"enumRoles.Role\",\"name\":\"role\",\"type\":\"uint8\"},{\"internalType\":\"address\",\"name\":\"to\",\"type\":\"address\"}],\"name\":\"offerRole\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint40\",\"name\":\"duration\",\"type\":\"uint40\"},{\"internalType\":\"bytes32\",\"name\":\"reasonHash\",\"type\":\"bytes32\"}],\"name\":\"pausePublishing\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"paused\",\"outputs\":[{\"internalType\":\"bool\",\"name\":\"\",\"type\":\"bool\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"pausedUntil\",\"outputs\":[{\"internalType\":\"uint40\",\"name\":\"\",\"type\":\"uint40\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"token\",\"type\":\"address\"}],\"name\":\"pendingCapsOf\",\"outputs\":[{\"components\":[{\"internalType\":\"uint128\",\"name\":\"perSettlement\",\"type\":\"uint128\"},{\"internalType\":\"uint128\",\"name\":\"perDay\",\"type\":\"uint128\"}],\"internalType\":\"structTokenCaps.Caps\",\"name\":\"caps\",\"type\":\"tuple\"},{\"internalType\":\"uint40\",\"name\":\"readyAt\",\"type\":\"uint40\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"enumRoles.Role\",\"name\":\"role\",\"type\":\"uint8\"}],\"name\":\"pendingHolderOf\",\"outputs\":[{\"internalType\":\"address\",\"name\":\"offered\",\"type\":\"address\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"token\",\"type\":\"address\"},{\"components\":[{\"internalType\":\"uint128\",\"name\":\"perSettlement\",\"type\":\"uint128\"},{\"internalType\":\"uint128\",\"name\":\"perDay\",\"type\":\"uint128\"}],\"internalType\":\"structTokenCaps.Caps\",\"name\":\"caps\",\"type\":\"tuple\"}],\"name\":\"proposeCaps\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"components\":[{\"internalType\":\"bytes32\",\"name\":\"configDigest\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"settlementId\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"incidentId\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"poolId\",\"type\":\"bytes32\"},{\"internalType\":\"address\",\"name\":\"payoutToken\",\"type\":\"address\"},{\"internalType\":\"uint64\",\"name\":\"sequence\",\"type\":\"uint64\"},{\"internalType\":\"bytes32\",\"name\":\"snapshotSetDigest\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"inputHash\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"payoutRoot\",\"type\":\"bytes32\"},{\"internalType\":\"uint32\",\"name\":\"leafCount\",\"type\":\"uint32\"},{\"internalType\":\"uint256\",\"name\":\"total\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"cumulativeTotal\",\"type\":\"uint256\"}],\"internalType\":\"structMessages.PayoutOrder\",\"name\":\"order\",\"type\":\"tuple\"},{\"internalType\":\"bytes\",\"name\":\"signatures\",\"type\":\"bytes\"}],\"name\":\"publish\",\"outputs\":[{\"internalType\":\"bytes32\",\"name\":\"id\",\"type\":\"bytes32\"}],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"id\",\"type\":\"bytes32\"},{\"internalType\":\"uint8\",\"name\":\"level\",\"type\":\"uint8\"},{\"internalType\":\"uint256\",\"name\":\"node\",\"type\":\"uint256\"},{\"internalType\":\"bytes\",\"name\":\"packed\",\"type\":\"bytes\"},{\"internalType\":\"uint256\",\"name\":\"mask\",\"type\":\"uint256\"},{\"internalType\":\"bytes32[]\",\"name\":\"proof\",\"type\":\"bytes32[]\"}],\"name\":\"push\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"paid\",\"type\":\"uint256\"}],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"enumRoles.Role\",\"name\":\"role\",\"type\":\"uint8\"}],\"name\":\"recoveryOf\",\"outputs\":[{\"components\":[{\"internalType\":\"address\",\"name\":\"to\",\"type\":\"address\"},{\"internalType\":\"uint40\",\"name\":\"readyAt\",\"type\":\"uint40\"}],\"internalType\":\"structRoles.Recovery\",\"name\":\"\",\"type\":\"tuple\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"id\",\"type\":\"bytes32\"},{\"internalType\":\"uint256\",\"name\":\"index\",\"type\":\"uint256\"},{\"internalType\":\"address\",\"name\":\"receiver\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"amount\",\"type\":\"uint256\"},{\"internalType\":\"bytes32[]\",\"name\":\"proof\",\"type\":\"bytes32[]\"}],\"name\":\"redeem\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"components\":[{\"internalType\":\"bytes32\",\"name\":\"id\",\"type\":\"bytes32\"},{\"internalType\":\"uint256\",\"name\":\"index\",\"type\":\"uint256\"},{\"internalType\":\"address\",\"name\":\"receiver\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"amount\",\"type\":\"uint256\"},{\"internalType\":\"bytes32[]\",\"name\":\"proof\",\"type\":\"bytes32[]\"}],\"internalType\":\"structPayoutDistributor.Redemption[]\",\"name\":\"items\",\"type\":\"tuple[]\"}],\"name\":\"redeemMany\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"id\",\"type\":\"bytes32\"},{\"internalType\":\"uint256\",\"name\":\"index\",\"type\":\"uint256\"},{\"internalType\":\"address\",\"name\":\"receiver\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"amount\",\"type\":\"uint256\"},{\"internalType\":\"bytes32[]\",\"name\":\"proof\",\"type\":\"bytes32[]\"},{\"internalType\":\"address\",\"name\":\"newReceiver\",\"type\":\"address\"},{\"internalType\":\"uint64\",\"name\":\"deadline\",\"type\":\"uint64\"},{\"internalType\":\"bytes\",\"name\":\"signature\",\"type\":\"bytes\"}],\"name\":\"redeemTo\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"poolId\",\"type\":\"bytes32\"},{\"internalType\":\"address\",\"name\":\"source\",\"type\":\"address\"}],\"name\":\"registerSource\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"components\":[{\"internalType\":\"bytes32\",\"name\":\"incidentId\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"poolId\",\"type\":\"bytes32\"},{\"internalType\":\"address\",\"name\":\"token\",\"type\":\"address\"},{\"internalType\":\"uint64\",\"name\":\"sequence\",\"type\":\"uint64\"}],\"internalType\":\"structPayoutDistributor.Key\",\"name\":\"key\",\"type\":\"tuple\"}],\"name\":\"settlementId\",\"outputs\":[{\"internalType\":\"bytes32\",\"name\":\"\",\"type\":\"bytes32\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"id\",\"type\":\"bytes32\"}],\"name\":\"settlementOf\",\"outputs\":[{\"components\":[{\"internalType\":\"bytes32\",\"name\":\"root\",\"type\":\"bytes32\"},{\"internalType\":\"uint128\",\"name\":\"remaining\",\"type\":\"uint128\"},{\"internalType\":\"uint40\",\"name\":\"activeAt\",\"type\":\"uint40\"},{\"internalType\":\"uint40\",\"name\":\"deadline\",\"type\":\"uint40\"},{\"internalType\":\"uint16\",\"name\":\"tokenIndex\",\"type\":\"uint16\"},{\"internalType\":\"enumSettlementBook.State\",\"name\":\"stored\",\"type\":\"uint8\"},{\"internalType\":\"bool\",\"name\":\"held\",\"type\":\"bool\"},{\"internalType\":\"uint16\",\"name\":\"day\",\"type\":\"uint16\"}],\"internalType\":\"structSettlementBook.Settlement\",\"name\":\"\",\"type\":\"tuple\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"poolId\",\"type\":\"bytes32\"}],\"name\":\"sourceOf\",\"outputs\":[{\"internalType\":\"address\",\"name\":\"source\",\"type\":\"address\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"id\",\"type\":\"bytes32\"}],\"name\":\"stateOf\",\"outputs\":[{\"internalType\":\"enumSettlementBook.State\",\"name\":\"\",\"type\":\"uint8\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"enumRoles.Role\",\"name\":\"role\",\"type\":\"uint8\"}],\"name\":\"stopRecovery\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"id\",\"type\":\"bytes32\"},{\"internalType\":\"uint256\",\"name\":\"first\",\"type\":\"uint256\"},{\"internalType\":\"bytes\",\"name\":\"packed\",\"type\":\"bytes\"}],\"name\":\"subtreeOf\",\"outputs\":[{\"internalType\":\"bytes32\",\"name\":\"node\",\"type\":\"bytes32\"}],\"stateMutability\":\"pure\",\"type\":\"function\"},{\"inputs\":[{\"components\":[{\"internalType\":\"bytes32\",\"name\":\"incidentId\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"poolId\",\"type\":\"bytes32\"},{\"internalType\":\"address\",\"name\":\"token\",\"type\":\"address\"},{\"internalType\":\"uint64\",\"name\":\"sequence\",\"type\":\"uint64\"}],\"internalType\":\"structPayoutDistributor.Key\",\"name\":\"key\",\"type\":\"tuple\"}],\"name\":\"sweep\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"amount\",\"type\":\"uint256\"}],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"id\",\"type\":\"bytes32\"},{\"internalType\":\"uint256\",\"name\":\"word\",\"type\":\"uint256\"}],\"name\":\"takenBits\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint16\",\"name\":\"index\",\"type\":\"uint16\"}],\"name\":\"tokenAt\",\"outputs\":[{\"internalType\":\"address\",\"name\":\"\",\"type\":\"address\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"tokenCount\",\"outputs\":[{\"internalType\":\"uint16\",\"name\":\"\",\"type\":\"uint16\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"unpausePublishing\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"stateMutability\":\"payable\",\"type\":\"receive\"}]",
	ID:  "PayoutDistributor",
	Bin: "0x6101406040523461053057604051601f6164b038819003918201601f19168301916001600160401b0383118484101761051c57808492610100946040528339810103126105305760405161010081016001600160401b0381118282101761051c5760405281516001600160a01b038116810361053057815261008360208301610534565b6020820190815261009660408401610534565b92604083019384526100aa60608201610534565b92606081019384526100be60808301610548565b90608081019182526100d260a08401610548565b9260a082019384526100f960e06100eb60c08401610548565b9260c0850193845201610548565b60e08301908152604080519194919081016001600160401b0381118282101761051c5760405260118152702830bcb7baba2234b9ba3934b13aba37b960791b6020909101527f0540710c233f1fa7a7dcddd01368f0c3368a3776a707e7ab308bd42ff2d0f82560805282516001600160a01b03163b158015610507575b6104f85791516001600160a01b0390811660c052915164ffffffffff90811660e052935184166101005251831661012052905190911660a0529051169182156104e9575f5b60ff8116600481116102545780151580610230575b6101fc575060ff1660ff81146101e8576001016101bb565b634e487b7160e01b5f52601160045260245ffd5b8060058692101561021c5763768c30e960e11b5f5260045260245260445ffd5b634e487b7160e01b5f52602160045260245ffd5b50600581101561021c57846001600160a01b0361024c8361055a565b5416146101d0565b5050826102605f610570565b80546001600160a01b03191690555f61027881610587565b556102825f61055a565b80546001600160a01b031916821790555f5f5160206164905f395f51905f528180a3516001600160a01b03169081156104e9575f5b60ff81166004811161032a57600181141580610306575b6102e6575060ff1660ff81146101e8576001016102b7565b8060058592101561021c5763768c30e960e11b5f5260045260245260445ffd5b50600581101561021c57836001600160a01b036103228361055a565b5416146102ce565b82846103366001610570565b80546001600160a01b03191690555f61034f6001610587565b5561035a600161055a565b80546001600160a01b0319168217905560015f5160206164905f395f51905f525f80a3516001600160a01b031680156104e9575f5b60ff81169060048211610403576003821415806103df575b6103c05760ff91501660ff81146101e85760010161038f565b50600581101561021c5763768c30e960e11b5f5260045260245260445ffd5b50600582101561021c57826001600160a01b036103fb8461055a565b5416146103a7565b8261040e6003610570565b80546001600160a01b03191690555f6104276003610587565b55610432600361055a565b80546001600160a01b0319168217905560035f5160206164905f395f51905f525f80a3604051615ef1908161059f8239608051816147c4015260a05181818161107b015261567a015260c051818181610d8f015281816129ef015281816133b701528181613e140152818161587c0152615ace015260e0518181816117760152613839015261010051818181610ca101528181613f1f0152818161597601526159d30152610120518181816117a801526136f00152f35b63d92e233d60e01b5f5260045ffd5b630dc9539d60e31b5f5260045ffd5b506301e1338064ffffffffff83511610610176565b634e487b7160e01b5f52604160045260245ffd5b5f80fd5b51906001600160a01b038216820361053057565b519064ffffffffff8216820361053057565b600581101561021c575f525f60205260405f2090565b600581101561021c575f52600160205260405f2090565b600581101561021c575f52600260205260405f209056fe6080806040526004361015610091575b50361561001a575f80fd5b335f52600d60205260ff60405f205416158015610068575b61003857005b7f4434b58b000000000000000000000000000000000000000000000000000000005f52346004525f60245260445ffd5b507f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f005c15610032565b5f905f3560e01c90816305b0356f146138005750806314299b3b1461375c578063159ffaa01461372d5780631f5670741461371457806321241dfe146136b5578063263e2b8d14613544578063352ebc941461347b5780633531d3e0146133db57806338013f021461336d5780633f29ec021461305c5780633fce96791461301f5780634005369c14612ddf578063409f44b514612c79578063449fb59e14612bd057806347b4565214612b945780634de796321461296457806359935298146128d65780635c5cb9611461286b5780635c975abb146128245780635dbff683146127865780635f80da5d1461271b57806360b3df4b146126bc57806364482ac41461266e5780636e0a49b7146125fe5780637d8203461461259f5780637dc787fd1461247f5780637fca8eed146124435780638cc02bec146123d05780638da8d4031461236657806393b91a4c1461232d578063999d55fb14610cc557806399f4be3d146122e55780639cdcafe6146122395780639f181b5e146121f9578063a1a18ec51461168d578063a49062d414611653578063a709fe9d146115eb578063a77f05e91461158e578063b4bb7f6d146113f7578063b53472ef146111b1578063b7bdbb2f1461116e578063b8ab23e614611110578063beea55a11461109f578063c18766df1461103f578063c531da4514610f4e578063c623249b14610d68578063caedf89314610d0f578063d0152b9514610cca578063d40a9c4f14610cc5578063d7a5394814610c65578063da748b1014610c22578063e676bcd414610b7d578063e91f50be146109e8578063ea3f82f314610770578063eaf22860146106d2578063eaf31207146105e6578063f1d3d38114610481578063f698da2514610440578063fb538224146103cb5763fc209d7a0361000f57346103c85760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126103c857604060609173ffffffffffffffffffffffffffffffffffffffff61037e613961565b16815260096020522064ffffffffff600161039883613c5f565b920154166fffffffffffffffffffffffffffffffff60206040519382815116855201511660208301526040820152f35b80fd5b50346103c85760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126103c857600435600581101561043c5760406020928261042b73ffffffffffffffffffffffffffffffffffffffff94613a23565b815260018452205416604051908152f35b5080fd5b50346103c857807ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126103c8576020610479614797565b604051908152f35b50346103c85760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126103c8576040816101009260e083516104c581613abf565b82815282602082015282858201528260608201528260808201528260a08201528260c08201520152600435815260046020522061ffff60016040519261050a84613abf565b805484520154602083016fffffffffffffffffffffffffffffffff821681526040840164ffffffffff8360801c168152836060860164ffffffffff8560a81c16815264ffffffffff6080880191838760d01c1683528160ff8860e01c169560a08b019661057681613a23565b87526fffffffffffffffffffffffffffffffff60c08c019860ff8b60e81c1615158a5260e08d019a60f01c8b526040519c518d52511660208c0152511660408a01525116606088015251166080860152516105d081613a23565b60a085015251151560c0840152511660e0820152f35b50346103c85760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126103c857600435600581101561043c5761062b81613a23565b80825260026020523373ffffffffffffffffffffffffffffffffffffffff604084205416148015906106a3575b61066a576106679033906151ea565b80f35b906044917f6267bf8e00000000000000000000000000000000000000000000000000000000825261069a81613a23565b60045233602452fd5b506106ad81613a23565b808252600260205264ffffffffff604083205460a01c1664ffffffffff421610610658565b50346103c85760a07ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126103c85761070a61393e565b6084359067ffffffffffffffff821161076c5761072e610746923690600401613984565b90610737614989565b60643583602435600435615089565b807f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f005d80f35b8280fd5b50346103c85760607ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126103c8576004356107ab613a0f565b604435906107b7614829565b81156109c05760016107c8846145a4565b6107d181613a23565b0361097e57828452600460205260ff600160408620015460e81c166109525764ffffffffff811680158015610946575b61091b57509061084b7ff087096514820c2968314e9236188494450d5b09982f63e1331d09b5d2e9a41a92848652600460205264ffffffffff600160408820015460801c166146b4565b83855260046020526040852060010180547fffffffffffffffffffffff0000000000ffffffffffffffffffffffffffffffff16608083901b74ffffffffff00000000000000000000000000000000161790558385526004602052600160408620017d0100000000000000000000000000000000000000000000000000000000007fffff00ffffffffffffffffffffffffffffffffffffffffffffffffffffffffff825416179055610915604051928392836020909392919364ffffffffff60408201951681520152565b0390a280f35b7f6606f043000000000000000000000000000000000000000000000000000000008552600452602484fd5b506203f4808111610801565b602484847f6f8d18ca000000000000000000000000000000000000000000000000000000008252600452fd5b6044848461098b816145a4565b907f2b3263b30000000000000000000000000000000000000000000000000000000083526004526109bb81613a23565b602452fd5b6004847f2aaa2e62000000000000000000000000000000000000000000000000000000008152fd5b50346103c85760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126103c85760043567ffffffffffffffff811161043c57610a38903690600401613984565b90610a41614989565b82907fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff6181360301915b83811015610b56578060051b82013583811215610b52578201908135602083013592610ab784835f52600560205260405f208160081c5f52602052600160ff60405f205492161b16151590565b610b47576040810191610ac983614583565b60808301357fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe184360301811215610b435783019182359267ffffffffffffffff8411610b3f57602001918360051b36038313610b3f576001976060610b30610b3998614583565b96013592615089565b01610a6a565b8b80fd5b8a80fd5b505060019150610b39565b8580fd5b84807f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f005d80f35b50346103c85760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126103c8576040610c1e9173ffffffffffffffffffffffffffffffffffffffff610bd0613961565b1681526008602052205460405191816fffffffffffffffffffffffffffffffff849360801c9116839092916fffffffffffffffffffffffffffffffff60209181604085019616845216910152565b0390f35b50346103c857807ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126103c857602064ffffffffff60035416604051908152f35b50346103c857807ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126103c857602060405164ffffffffff7f0000000000000000000000000000000000000000000000000000000000000000168152f35b613b9f565b50346103c8576020610d05610cde3661385d565b905f52600560205260405f208160081c5f52602052600160ff60405f205492161b16151590565b6040519015158152f35b50346103c857807ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126103c85760206040517f0b6d77e505e64ca0c2e18247f6d4e562655e78828313bce65765fd7bd5b2a75b8152f35b50346103c857610d77366139b5565b9073ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000163314801590610f1c575b610eec576212750064ffffffffff42160164ffffffffff8111610ebf5760207f379ad394ef48dfc89f3c597f3021c5625e881b432a72ab0ae821e16449dd7a6a9173ffffffffffffffffffffffffffffffffffffffff60405195610e1c87613a5a565b169485815264ffffffffff838201921691828152610e3986613a23565b85885260028452604088209151825491517fffffffffffffff0000000000000000000000000000000000000000000000000090921673ffffffffffffffffffffffffffffffffffffffff919091161760a09190911b78ffffffffff000000000000000000000000000000000000000016179055610eb584613a23565b604051908152a380f35b6024847f4e487b710000000000000000000000000000000000000000000000000000000081526011600452fd5b826044917f6267bf8e00000000000000000000000000000000000000000000000000000000825261069a81613a23565b50610f2681613a23565b8083528260205273ffffffffffffffffffffffffffffffffffffffff60408420541615610db9565b50346103c85760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126103c857610f86613961565b9073ffffffffffffffffffffffffffffffffffffffff82169182825260096020526040822064ffffffffff600160405192610fc084613a5a565b610fc981613c5f565b8452015416806020830152801590811561102e575b50611002578293610667935260096020528360016040822082815501555190615d8a565b602483857f33a67bf9000000000000000000000000000000000000000000000000000000008252600452fd5b905064ffffffffff4216105f610fde565b50346103c857807ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126103c857602060405164ffffffffff7f0000000000000000000000000000000000000000000000000000000000000000168152f35b50346103c85760407ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126103c85773ffffffffffffffffffffffffffffffffffffffff60406110ee61391b565b92600435815260066020522091165f52602052602060405f2054604051908152f35b50346103c85760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126103c85773ffffffffffffffffffffffffffffffffffffffff60406020926004358152600c8452205416604051908152f35b50346103c85760807ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126103c85760206104796111ac36613bda565b6146f6565b50346103c85760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126103c8576111e9613961565b6111f16148a3565b73ffffffffffffffffffffffffffffffffffffffff811690818352600760205261ffff6040842054166113cb5781151590816113c1575b5061139657600b5461ffff811661ffff8114610ebf577fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff00007fa5d5f6d997c54794aeef5727ed016c141f7734b864a6f4b0e6b78f8e12f964069261ffff600160209401169182911617600b5560405161129f81613aa3565b8181526001838201818152604080840192835260608401898152888a52600787529089209351845492517fffffffffffffffffffffffffffffffffffffffffffffffffffffffffff00000090931661ffff919091161791151560101b62ff0000169190911783559051907fffffffffffffffffffffff000000000000000000000000000000000000ffffff64ffff00000074ffffffffffffffffffffffffffffffff00000000008554935160281b169360181b16911617179055808552600a825260408520847fffffffffffffffffffffffff0000000000000000000000000000000000000000825416179055604051908152a280f35b7f8a8b41ec000000000000000000000000000000000000000000000000000000008252600452602490fd5b90503b155f611228565b602483837fb7fc453e000000000000000000000000000000000000000000000000000000008252600452fd5b50346103c85760407ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126103c8576004359064ffffffffff821680830361043c57611442614829565b80158015611582575b611556575060035464ffffffffff81168061151b5750815b8042106114f0575064ffffffffff61149f7fffffffffffffffffffffffffffffffffffffffffffffffffffffff000000000093948242166146b4565b1691829116176003557f952188512a2e30c971b6675e27f263ec0e9f8d10760ba84bb43b6186d065c41c60405180610915339460243590836020909392919364ffffffffff60408201951681520152565b7f7d47bb35000000000000000000000000000000000000000000000000000000008352600452602482fd5b62015180810180911115611463576024837f4e487b710000000000000000000000000000000000000000000000000000000081526011600452fd5b602492507ff2292f00000000000000000000000000000000000000000000000000000000008252600452fd5b506203f480811161144b565b50346103c857807ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126103c85760207f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f005c6040519015158152f35b50346103c85760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126103c85760ff604060209273ffffffffffffffffffffffffffffffffffffffff61163f613961565b168152600d84522054166040519015158152f35b50346103c857807ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126103c857602060405160088152f35b50346103c85761169c366138bf565b9290916116a7614989565b64ffffffffff6003541642106121c4576116c360808201614583565b9361172260a083019567ffffffffffffffff6116de886146d0565b73ffffffffffffffffffffffffffffffffffffffff6040519361170085613aa3565b60408801358552606088013560208601521660408401521660608201526146f6565b936020830135808603612194575061014083013515801561217a575b801561216d575b612145576fffffffffffffffffffffffffffffffff610140840135116121195790611770918361582f565b936117a27f000000000000000000000000000000000000000000000000000000000000000064ffffffffff42166146b4565b946117cd7f0000000000000000000000000000000000000000000000000000000000000000876146b4565b9573ffffffffffffffffffffffffffffffffffffffff6117ef60808601614583565b16808652600760205260408620906040519161180a83613aa3565b5461ffff81169182845260ff8260101c161580156020860152604085019361ffff8460181c1685526fffffffffffffffffffffffffffffffff606087019460281c16845215908115612111575b506120e657808952600860205261187060408a20613c5f565b6fffffffffffffffffffffffffffffffff815116806fffffffffffffffffffffffffffffffff6101408c013516116120a0575061ffff6201518042041661ffff855116145f146120975760206fffffffffffffffffffffffffffffffff845116915b016fffffffffffffffffffffffffffffffff815116806fffffffffffffffffffffffffffffffff6101408d01351611908b8215612056575b5050611ffd57506119406fffffffffffffffffffffffffffffffff9161ffff620151804204168652826101408c01351690614f09565b1682528852600760205260408820916119c2602061ffff8651169561ffff87167fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff00008754161786550151151584907fffffffffffffffffffffffffffffffffffffffffffffffffffffffffff00ffff62ff0000835492151560101b169116179055565b51907fffffffffffffffffffffff000000000000000000000000000000000000ffffff64ffff00000074ffffffffffffffffffffffffffffffff00000000008554935160281b169360181b16911617179055611a2060808601614583565b60405191611a2d83613abf565b61010087013583526fffffffffffffffffffffffffffffffff61014088013516602084015264ffffffffff8416604084015264ffffffffff8a1660608401526080830152600160a08301528660c083015261ffff6201518042041660e0830152878752600460205260ff600160408920015460e01c16611aac81613a23565b611ff0576040860135875260066020526040872073ffffffffffffffffffffffffffffffffffffffff82165f52602052611b0160405f20546fffffffffffffffffffffffffffffffff60208501511690613dc1565b906101608701358203611fbb5760408701358852600660205273ffffffffffffffffffffffffffffffffffffffff6040892091165f5260205260405f2055868652600460205260e06001604088208351815501916fffffffffffffffffffffffffffffffff80602083015116167fffffffffffffffffffffffffffffffff00000000000000000000000000000000845416178355611beb64ffffffffff60408301511684907fffffffffffffffffffffff0000000000ffffffffffffffffffffffffffffffff74ffffffffff0000000000000000000000000000000083549260801b169116179055565b606081015183547fffffffffffff0000000000ffffffffffffffffffffffffffffffffffffffffff1660a89190911b79ffffffffff0000000000000000000000000000000000000000001617835560808101517fffffffff0000ffffffffffffffffffffffffffffffffffffffffffffffffffff7bffff000000000000000000000000000000000000000000000000000085549260d01b16911617835560a0810151611c9681613a23565b611c9f81613a23565b835460c0830151928401517bffffffffffffffffffffffffffffffffffffffffffffffffffffffff9091169190931b7cff00000000000000000000000000000000000000000000000000000000161790151560e81b7dff0000000000000000000000000000000000000000000000000000000000161760f09190911b7fffff0000000000000000000000000000000000000000000000000000000000001617905560608401358552600c602052604085205473ffffffffffffffffffffffffffffffffffffffff168015611f8b57611d81611d7c60808701614583565b614e32565b90611d8e60808701614583565b813b15611f87578660a48a8a60409573ffffffffffffffffffffffffffffffffffffffff8296885198899788967f0851636e000000000000000000000000000000000000000000000000000000008852600488015260608101356024880152013560448601521660648401526101408c013560848401525af18015611f7c57908791611f67575b5050611e2f90611e2a611d7c60808801614583565b613fc0565b6101408501358103611f33575060209664ffffffffff809263ffffffff611e61611e5b60808a01614583565b976146d0565b67ffffffffffffffff611e776101208b016146e5565b9173ffffffffffffffffffffffffffffffffffffffff6040519a168a52168c89015261010089013560408901521660608701526fffffffffffffffffffffffffffffffff6101408801351660808701521660a08501521660c083015260e0820152837f5a426df484be6a87b0b66d601cde98edaef31761b32075ac59c37a60a196362f6101006040606086013595013593a47f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f005d604051908152f35b7f4434b58b000000000000000000000000000000000000000000000000000000008652600452610140840135602452604485fd5b81611f7191613adc565b610b5257855f611e15565b6040513d89823e3d90fd5b8780fd5b6024866060877f4fa7cb850000000000000000000000000000000000000000000000000000000083520135600452fd5b604488836101608a7fc20f64110000000000000000000000000000000000000000000000000000000084520135600452602452fd5b6044878961098b816145a4565b604492506fffffffffffffffffffffffffffffffff6120278c9382806101408f0135169116613dc1565b915116907fc57dd4b0000000000000000000000000000000000000000000000000000000008352600452602452fd5b6fffffffffffffffffffffffffffffffff80935061014061207b939201351690614c8a565b166fffffffffffffffffffffffffffffffff8316115f8b61190a565b60208a916118d2565b7f53e7d2b4000000000000000000000000000000000000000000000000000000008b526101408a01356fffffffffffffffffffffffffffffffff1660045260245260448afd5b7f94403b70000000000000000000000000000000000000000000000000000000008952600452602488fd5b90505f611857565b602484867f88afcfee000000000000000000000000000000000000000000000000000000008252600452fd5b6004847f16307797000000000000000000000000000000000000000000000000000000008152fd5b5061010083013515611745565b5063ffffffff61218d61012085016146e5565b161561173e565b84866044927f7e22523c000000000000000000000000000000000000000000000000000000008352600452602452fd5b60248264ffffffffff600354167f8a7ac8ba000000000000000000000000000000000000000000000000000000008252600452fd5b50346103c857807ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126103c857602061ffff600b5416604051908152f35b50346103c85760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126103c857600435600581101561043c576040828192816020845161228881613a5a565b828152015261229681613a23565b815260026020522064ffffffffff8251916122b083613a5a565b5481602073ffffffffffffffffffffffffffffffffffffffff831694858152019160a01c168152835192835251166020820152f35b50346103c85760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126103c85760406020916004358152600e83522054604051908152f35b50346103c857807ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126103c8576020610479613b1d565b50346103c85760607ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126103c8576044359067ffffffffffffffff82116103c85760206123c76123bb3660048601613891565b906024356004356149fd565b50604051908152f35b50346103c85760607ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126103c857612408613961565b60407fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffdc36011261043c576106679061243e6148a3565b6155fb565b50346103c857807ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126103c8576020604051620151808152f35b50346103c85760407ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126103c8576124b7613961565b602435908115159081830361259b5773ffffffffffffffffffffffffffffffffffffffff906124e46148a3565b1691828452600760205261ffff6040852054161561256f577fdaf9101d1252b2a64d581ac74c5158c51129acca2ba55c45d3477163f7070fba916125656020928587526007845260408720907fffffffffffffffffffffffffffffffffffffffffffffffffffffffffff00ffff62ff0000835492151560101b169116179055565b604051908152a280f35b602484847f94403b70000000000000000000000000000000000000000000000000000000008252600452fd5b8380fd5b50346103c85760807ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126103c8576125d761393e565b6064359167ffffffffffffffff831683036103c857602061047984846024356004356145ff565b50346103c85760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126103c857600435600581101561043c5760406020928261265e73ffffffffffffffffffffffffffffffffffffffff94613a23565b8152808452205416604051908152f35b50346103c85760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126103c85760206126ab6004356145a4565b604051906126b881613a23565b8152f35b50346103c8577ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360160a0811261043c576080136103c8576126fc614989565b612704614829565b6107466084356127166111ac36613bda565b6153ab565b50346103c85760807ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126103c857602061047961275861393e565b606435906024356004359160809391604051938452602084015260408301526060820152205f5260205f2090565b50346103c85760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126103c857604060809173ffffffffffffffffffffffffffffffffffffffff6127d8613961565b168152600760205220546fffffffffffffffffffffffffffffffff6040519161ffff8116835260ff8160101c161515602084015261ffff8160181c16604084015260281c166060820152f35b50346103c857807ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126103c857602064ffffffffff6003541642106040519015158152f35b50346103c85760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126103c85760043561ffff811680910361043c5760408273ffffffffffffffffffffffffffffffffffffffff9260209452600a8452205416604051908152f35b50346103c85760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126103c857600435600581101561043c5761291b8161491d565b61292481613a23565b808252600260205281604081205561293b81613a23565b33907fb7a0b897bd13ad33eb574671d739c2307887845dd86581fdbf2203a5754df52e8380a380f35b50346103c8577ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360160e0811261043c576080136103c85760a43560843560c43567ffffffffffffffff811161259b576129c2903690600401613891565b926129cb614989565b6129d76111ac36613bda565b9173ffffffffffffffffffffffffffffffffffffffff7f000000000000000000000000000000000000000000000000000000000000000016604051926060840184811067ffffffffffffffff821117612b6757604052808452602084018581526040850190878252604051957f8e1ae6f3000000000000000000000000000000000000000000000000000000008752516004870152516024860152516044850152602084606481855afa908115612b5c578891612b27575b60209450612acc604051988995869485947ffb2cb35e00000000000000000000000000000000000000000000000000000000865260048601613da2565b03915afa8015612b1c57612ae5575b61074692506153ab565b6020833d602011612b14575b81612afe60209383613adc565b81010312612b10576107469250612adb565b5f80fd5b3d9150612af1565b6040513d86823e3d90fd5b90506020843d602011612b54575b81612b4260209383613adc565b81010312612b10576020935190612a8f565b3d9150612b35565b6040513d8a823e3d90fd5b6024897f4e487b710000000000000000000000000000000000000000000000000000000081526041600452fd5b50346103c857807ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126103c8576020604051621275008152f35b50346103c85760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126103c857600435600581101561043c57612c1581613a23565b808252600160205273ffffffffffffffffffffffffffffffffffffffff6040832054163303612c49576106679033906151ea565b906044917fafd7746100000000000000000000000000000000000000000000000000000000825261069a81613a23565b50346103c85760407ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126103c857600435612cb4613a0f565b612cbc6148a3565b8183526004602052600160ff8160408620015460e01c16612cdc81613a23565b03612dd257818352600460205264ffffffffff600160408520015460a81c169064ffffffffff811691821115612d8d577f2234c145ac0591e7f0f88c2049c3e36f66faa73592bb5ab3d7de1679afd42156916125656020928587526004845260016040882001907fffffffffffff0000000000ffffffffffffffffffffffffffffffffffffffffff79ffffffffff00000000000000000000000000000000000000000083549260a81b169116179055565b602484848152600460205264ffffffffff600160408320015460a81c167f68693b29000000000000000000000000000000000000000000000000000000008252600452fd5b6044838361098b816145a4565b50346103c8576101007ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126103c85760043590602435612e1f61393e565b9260843567ffffffffffffffff811161259b57612e40903690600401613984565b9160a4359373ffffffffffffffffffffffffffffffffffffffff851680860361301b5760c43567ffffffffffffffff8116908181036130175760e43567ffffffffffffffff811161301357612e9c612eaf913690600401613891565b919092612ea7614989565b8a87896145ff565b9067ffffffffffffffff8111612fe65760405192612ef560207fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0601f8501160185613adc565b8184523682820111610b3f576020828594938e9383612f1a980137840101528b614f9d565b9180158015612fdd575b612fb25750804211612f87575015612f455795610746959660643592615089565b60248673ffffffffffffffffffffffffffffffffffffffff897f9a7d38d900000000000000000000000000000000000000000000000000000000835216600452fd5b7ffcd4a11f000000000000000000000000000000000000000000000000000000008852600452602487fd5b7f4164d5b2000000000000000000000000000000000000000000000000000000008952600452602488fd5b50308114612f24565b60248b7f4e487b710000000000000000000000000000000000000000000000000000000081526041600452fd5b8980fd5b8880fd5b8680fd5b50346103c857807ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126103c85760206040516301e133808152f35b5034612b105760807ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112612b1057613094614989565b6130a06111ac36613bda565b9060036130ac836145a4565b6130b581613a23565b0361332b57815f52600460205264ffffffffff600160405f20015460a81c164211156132e6575f82815260046020526040902060010180547fffffff00ffffffffffffffffffffffff0000000000000000000000000000000081167c0400000000000000000000000000000000000000000000000000000000179091556fffffffffffffffffffffffffffffffff169061314d613b1d565b5f52600c60205273ffffffffffffffffffffffffffffffffffffffff60405f2054169283156132b357826131fc575b60209350613188614560565b9073ffffffffffffffffffffffffffffffffffffffff6040519216825283858301527fa05500ca06f094df1c18bb8c894201f2a6e08ee67a12199590b7004ef58f6c07604060043593a37f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f005d604051908152f35b61320e8385613209614560565b614f68565b613216614560565b853b15612b1057608473ffffffffffffffffffffffffffffffffffffffff915f9360405198899485937f87f1fc4800000000000000000000000000000000000000000000000000000000855288600486015260043560248601521660448401528860648401525af19384156132a857602094613293575b5061317c565b6132a09192505f90613adc565b5f905f61328d565b6040513d5f823e3d90fd5b6132bb613b1d565b7f4fa7cb85000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b505f52600460205264ffffffffff600160405f20015460a81c167f60ffbf56000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b50613335816145a4565b907f2b3263b3000000000000000000000000000000000000000000000000000000005f5260045261336581613a23565b60245260445ffd5b34612b10575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112612b1057602060405173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000168152f35b34612b105773ffffffffffffffffffffffffffffffffffffffff6133fe366139b5565b61340982939261491d565b61341283613a23565b825f52600160205260405f208282167fffffffffffffffffffffffff000000000000000000000000000000000000000082541617905561345183613a23565b169033907f77bb58dac58482065384003e389f9e75c700fa6b1038c8626181fef9569137105f80a4005b34612b105760c07ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112612b105760243560ff81168103612b105760643567ffffffffffffffff8111612b10576134d7903690600401613891565b60a4359167ffffffffffffffff8311612b10576020936134fe613519943690600401613984565b939092613509614989565b6084359260443590600435613fcd565b5f7f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f005d604051908152f35b34612b105760407ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112612b105760043561357e61391b565b6135866148a3565b815f52600c60205273ffffffffffffffffffffffffffffffffffffffff60405f20541661368957803b1561365d5773ffffffffffffffffffffffffffffffffffffffff90825f52600c60205260405f208282167fffffffffffffffffffffffff00000000000000000000000000000000000000008254161790551690815f52600d60205260405f2060017fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff008254161790557fc0f1fd8b027f9870d5461db4f8745e20d5206f6f138d5fa051c24573d641f7935f80a3005b507f4fa7cb85000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b507f658d3bfa000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b34612b10575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112612b1057602060405164ffffffffff7f0000000000000000000000000000000000000000000000000000000000000000168152f35b34612b105761372b613725366138bf565b91613dfb565b005b34612b105761373b3661385d565b905f52600560205260405f20905f52602052602060405f2054604051908152f35b34612b10575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112612b1057613792614829565b64ffffffffff6003541642106137ca575b337f5db9ee0a495bf2e6ff9c91a7834c1ba4fdd244a5e8aa4e537bd38aeae4b073aa5f80a2005b64ffffffffff42167fffffffffffffffffffffffffffffffffffffffffffffffffffffff000000000060035416176003556137a3565b34612b10575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112612b105760209064ffffffffff7f0000000000000000000000000000000000000000000000000000000000000000168152f35b7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc6040910112612b10576004359060243590565b9181601f84011215612b105782359167ffffffffffffffff8311612b105760208381860195010111612b1057565b907ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc82016101a08112612b105761018013612b1057600491610184359067ffffffffffffffff8211612b105761391791600401613891565b9091565b6024359073ffffffffffffffffffffffffffffffffffffffff82168203612b1057565b6044359073ffffffffffffffffffffffffffffffffffffffff82168203612b1057565b6004359073ffffffffffffffffffffffffffffffffffffffff82168203612b1057565b9181601f84011215612b105782359167ffffffffffffffff8311612b10576020808501948460051b010111612b1057565b7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc6040910112612b10576004356005811015612b10579060243573ffffffffffffffffffffffffffffffffffffffff81168103612b105790565b6024359064ffffffffff82168203612b1057565b60051115613a2d57565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52602160045260245ffd5b6040810190811067ffffffffffffffff821117613a7657604052565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52604160045260245ffd5b6080810190811067ffffffffffffffff821117613a7657604052565b610100810190811067ffffffffffffffff821117613a7657604052565b90601f7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0910116810190811067ffffffffffffffff821117613a7657604052565b604051602081019060408252600760608201527f504f4f4c5f563100000000000000000000000000000000000000000000000000608082015260806040820152600760a08201527f657363686561740000000000000000000000000000000000000000000000000060c082015260c08152613b9960e082613adc565b51902090565b34612b10575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112612b105760206040516203f4808152f35b7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc6080910112612b105760405190613c1182613aa3565b816004358152602435602082015260443573ffffffffffffffffffffffffffffffffffffffff81168103612b105760408201526064359067ffffffffffffffff82168203612b105760600152565b90604051613c6c81613a5a565b91546fffffffffffffffffffffffffffffffff8116835260801c6020830152565b80358252602081013560208301526040810135604083015260608101356060830152608081013573ffffffffffffffffffffffffffffffffffffffff81168103612b105773ffffffffffffffffffffffffffffffffffffffff16608083015260a081013567ffffffffffffffff81168103612b105767ffffffffffffffff1660a083015260c081013560c083015260e081013560e083015261010081013561010083015261012081013563ffffffff8116809103612b10576101609182916101208501526101408101356101408501520135910152565b601f82602094937fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe093818652868601375f8582860101520116010190565b613dbe9492606092825260208201528160408201520191613d64565b90565b91908201809211613dce57565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52601160045260245ffd5b909173ffffffffffffffffffffffffffffffffffffffff7f000000000000000000000000000000000000000000000000000000000000000016604051937ff906ad94000000000000000000000000000000000000000000000000000000008552613e686004860185613c8d565b60208561018481855afa9485156132a8575f95613f85575b5091602091613ec1936040518095819482937ffb2cb35e0000000000000000000000000000000000000000000000000000000084528a8a3560048601613da2565b03915afa80156132a857613f56575b50815f52600e60205260405f2054613f5257815f52600e6020524260405f20557f54d85d099e23b47d7a9908d64152fd9cdf0d43e3a90d830845870b3c54f07c6c602080613f4564ffffffffff7f00000000000000000000000000000000000000000000000000000000000000001642613dc1565b93604051948552013592a3565b5050565b6020813d602011613f7d575b81613f6f60209383613adc565b81010312612b105751613ed0565b3d9150613f62565b91929094506020823d602011613fb8575b81613fa360209383613adc565b81010312612b10579051939091906020613e80565b3d9150613f96565b91908203918211613dce57565b9592979690949160ff8560051c9616600881118015614554575b8015614548575b61451d57610100871080614512575b6144e2571b97889561404360ff881693895f52600560205261403a888560405f20988c60081c998a5f5260205260405f2054891c19169b8d6149fd565b91909197614c02565b885f52600460205260405f2054036144b25786156144a557610100036101008111613dce577fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff901c860361444e575b61ffff6140b56fffffffffffffffffffffffffffffffff861688851b868b614cbc565b165f52600a60205273ffffffffffffffffffffffffffffffffffffffff60405f205416906140e282614e32565b908261434b5787905f915f98815f925b61427957505050509061410b6141119392978097613fc0565b91614e76565b83614150575b5050507fcadc14617b11d427f76f4db026bbeeaf24c15a144c9a2b53dab48d397264ada2916040911916948151908152856020820152a2565b83901b855f52600560205260405f20825f5260205260405f205491818084160361424c57865f52600560205260405f20905f52602052191660405f2055835f5260046020526fffffffffffffffffffffffffffffffff6141bc81600160405f2001931682845416614f09565b167fffffffffffffffffffffffffffffffff0000000000000000000000000000000082541617905580805f915b6141f35780614117565b9081600161420c9316614212575b60011c918291614f3b565b916141e9565b857f3cee65090a98e9e5ab026b863c2fb0104f5589447c8436a62865d6ec040029d46020614240858c613dc1565b604051908152a2614201565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52600160045260245ffd5b6001811661429a575b60011c9182919061429290614f3b565b9290916140f2565b6201d4c05a1061431f578260051b83810460201484151715613dce576020810190818111613dce576142d7916142d1918588614c37565b90614c4f565b5f8080806bffffffffffffffffffffffff8516809560601c619c40f1156142ff575b50614282565b614316908493929c966001614292961b1796613dc1565b9a9091926142f9565b5a7fcf30f307000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b6040517fa9059cbb0000000000000000000000000000000000000000000000000000000081525f975087919060248101908290601081018c805b6143a0575050505050509061410b6141119392978097613fc0565b600181166143b9575b6020959095019460011c80614385565b6201d4c05a106144225785358083526bffffffffffffffffffffffff1680865260205f604486828e5af1601f3d1160015f5114168116156143fc575b50506143a9565b153d1761440a575b806143f5565b909c019b600184870360051c1b909617956020614404565b7fcf30f307000000000000000000000000000000000000000000000000000000005f525a60045260245ffd5b9250845f80825b6144625750905092614092565b6001831661447b575b60019290921c9160200182614455565b6020916bffffffffffffffffffffffff61449c6142d1858501858c8c614c37565b1601915061446b565b505f985050505050505050565b89887f3e373a5a000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b86847f1fafa604000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b5083871c1515613ffd565b7fb91bbcd5000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b508160201c1515613fee565b506001811b8711613fe7565b60443573ffffffffffffffffffffffffffffffffffffffff81168103612b105790565b3573ffffffffffffffffffffffffffffffffffffffff81168103612b105790565b805f52600460205260ff600160405f20015460e01c16906145c482613a23565b6001821490816145db575b5015613dbe5750600390565b90505f52600460205264ffffffffff600160405f20015460801c164210155f6145cf565b9160429373ffffffffffffffffffffffffffffffffffffffff67ffffffffffffffff926040519460208601967f0b6d77e505e64ca0c2e18247f6d4e562655e78828313bce65765fd7bd5b2a75b8852604087015260608601521660808401521660a082015260a0815261467360c082613adc565b51902061467e614797565b90604051917f19010000000000000000000000000000000000000000000000000000000000008352600283015260228201522090565b9064ffffffffff8091169116019064ffffffffff8211613dce57565b3567ffffffffffffffff81168103612b105790565b3563ffffffff81168103612b105790565b80519060208101519067ffffffffffffffff606073ffffffffffffffffffffffffffffffffffffffff604084015116920151169060405192602084019460e08652600d6101008601527f534554544c454d454e545f563100000000000000000000000000000000000000610120860152466040860152306060860152608085015260a084015260c083015260e08201526101208152613b9961014082613adc565b60405160208101907f8b73c3c69bb8fe3d512ecc4cf759cc79239f7b179b0ffacaa9a75d522b39400f82527f000000000000000000000000000000000000000000000000000000000000000060408201527fc89efdaa54c0f20c7adf612882df0950f5a951637e0307cdcb4c672f298b8bc660608201524660808201523060a082015260a08152613b9960c082613adc565b60015f9081526020527fada5013122d395ba3c54772283fb069b10426056ef8ca54750cb9bb552a59e7d5473ffffffffffffffffffffffffffffffffffffffff16330361487257565b7f7bb9ebeb000000000000000000000000000000000000000000000000000000005f5260016004523360245260445ffd5b60035f9081526020527f101e368776582e57ab3d116ffe2517c0a585cd5b23174b01e275c2d8329c3d835473ffffffffffffffffffffffffffffffffffffffff1633036148ec57565b7f7bb9ebeb000000000000000000000000000000000000000000000000000000005f5260036004523360245260445ffd5b61492681613a23565b805f525f60205273ffffffffffffffffffffffffffffffffffffffff60405f20541633036149515750565b7f7bb9ebeb000000000000000000000000000000000000000000000000000000005f5261497d81613a23565b6004523360245260445ffd5b7f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f005c6149d55760017f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f005d565b7f3ee5aeb5000000000000000000000000000000000000000000000000000000005f5260045ffd5b9391925f948160051c9283158015614bf7575b8015614beb575b614bbf5760405195838701936020850191606086019486525f60408701527fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc081921601908896604c8701925b808310614b455750600116614b0b575b50505050505082905b038060051c9060028210614b0357907fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc084921682018291835b828110614ad75750600116614acb575b50614a7c565b5181526020015f614ac5565b805160208083015180831160051b9283529181189190915260405f819020865288965094019301614ab5565b505091905191565b608093899795936020979b936bffffffffffffffffffffffff93359283925252168092520196205f52815f20815201905f80808080614a73565b91949785358986528085526bffffffffffffffffffffffff169b8c8852608089205f5260205f209c602088013560018c0188528087526bffffffffffffffffffffffff1691828a5201019b608089205f5260205f209081811160051b9081526020185260405f208152602001976002019460400191614a63565b827fa19ce5fd000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b50601f83161515614a17565b506101008411614a10565b9092919260051b81015b808210614c17575050565b9092602084359182811160051b9081521852602060405f20930190614c0c565b90939293848311612b10578411612b10578101920390565b359060208110614c5d575090565b7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff9060200360031b1b1690565b906fffffffffffffffffffffffffffffffff809116911603906fffffffffffffffffffffffffffffffff8211613dce57565b9193929093825f526004602052600160405f2001908154600160ff8260e01c16614ce581613a23565b14801590614e1f575b614e1557845f52600560205260405f20875f5260205260405f205490828216614de2576fffffffffffffffffffffffffffffffff1696876fffffffffffffffffffffffffffffffff861611614db65791614d6b94939161ffff93875f52600560205260405f20905f526020521760405f20555460d01c1694614c8a565b905f5260046020526fffffffffffffffffffffffffffffffff600160405f200191167fffffffffffffffffffffffffffffffff00000000000000000000000000000000825416179055565b857f88afcfee000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b87867f53ce9ddc000000000000000000000000000000000000000000000000000000005f5260045260081b60245260445ffd5b84613335816145a4565b5064ffffffffff8160801c164210614cee565b73ffffffffffffffffffffffffffffffffffffffff811615614e71575f6024601c6020936370a0823184523085525afa601f3d111615612b10575f5190565b504790565b73ffffffffffffffffffffffffffffffffffffffff614e9482614e32565b9116614ef75781614ea58483613dc1565b105b614eb057505050565b80821115614eef57614ec191613fc0565b7f900f8934000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b50505f614ec1565b81614f028483613dc1565b1415614ea7565b906fffffffffffffffffffffffffffffffff809116911601906fffffffffffffffffffffffffffffffff8211613dce57565b7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff8114613dce5760010190565b9291905f9373ffffffffffffffffffffffffffffffffffffffff811615614f965790614f949291615b39565b565b5090925050565b9190823b614fe55790614faf91615c02565b506004811015613a2d57159182614fc557505090565b73ffffffffffffffffffffffffffffffffffffffff919250811691161490565b9160209260647fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0601f855f965190604051957f1626ba7e00000000000000000000000000000000000000000000000000000000875260048701526040602487015288820190604487015e86848287010152011601915afa7f1626ba7e000000000000000000000000000000000000000000000000000000005f5114601f3d11161690565b936150c49195969293966150be888689899160809391604051938452602084015260408301526060820152205f5260205f2090565b91614c02565b835f52600460205260405f2054036151ba576fffffffffffffffffffffffffffffffff851161518e5773ffffffffffffffffffffffffffffffffffffffff7fbd81193fb3ba612fb91999fddba96f3b68fdf847c86bce9ab4708ed42c45a82a928160409361ffff6151526fffffffffffffffffffffffffffffffff8b16600160ff8c161b8b60081c8b614cbc565b165f52600a60205261517e8983875f20541661516d81614e32565b90615179838683615b39565b614e76565b84519889521660208801521694a4565b827f88afcfee000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b50507f3e373a5a000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b9073ffffffffffffffffffffffffffffffffffffffff16918215615383575f5b60ff8116600481116152c25761521f84613a23565b60ff841681141580615286575b615244575060ff1660ff8114613dce5760010161520a565b8061524f8692613a23565b7fed1861d2000000000000000000000000000000000000000000000000000000005f5261527b81613a23565b60045260245260445ffd5b5061529081613a23565b61529981613a23565b805f525f6020528473ffffffffffffffffffffffffffffffffffffffff60405f2054161461522c565b505091906152cf81613a23565b805f52600160205260405f207fffffffffffffffffffffffff0000000000000000000000000000000000000000815416905561530a81613a23565b805f5260026020525f604081205561532181613a23565b805f525f60205260405f20827fffffffffffffffffffffffff000000000000000000000000000000000000000082541617905561535d81613a23565b7fc51346714e1539ab7b20bee0dac0baa3e3a39de8bffaf301e36a24e08e424eee5f80a3565b7fd92e233d000000000000000000000000000000000000000000000000000000005f5260045ffd5b8115615580576004359160443573ffffffffffffffffffffffffffffffffffffffff811690818103612b105760016153e2856145a4565b6153eb81613a23565b03615576575f84815260046020908152604080832060010180547c02000000000000000000000000000000000000000000000000000000007fffffff00ffffffffffffffffffffffff000000000000000000000000000000008216179091558884526006835281842086855290925290912080546fffffffffffffffffffffffffffffffff9092169691615480908890613fc0565b9055845f52600460205261549f86600160405f20015460f01c84615c3c565b602435805f52600c60205273ffffffffffffffffffffffffffffffffffffffff60405f205416906154d1888386614f68565b9350813b15612b10575f9360a49260405196879586947f82991b040000000000000000000000000000000000000000000000000000000086528b60048701526024860152604485015260648401528960848401525af180156132a857615566575b5060405192835260208301527f3fddef06a1d3c925f50f1d6fe7ed7baca0c449147afa39480819e44a6859bcf560403393a3565b5f61557091613adc565b5f615532565b83613335816145a4565b7f2aaa2e62000000000000000000000000000000000000000000000000000000005f5260045ffd5b35906fffffffffffffffffffffffffffffffff82168203612b1057565b9190826040910312612b10576040516155dd81613a5a565b60206155f68183956155ee816155a8565b8552016155a8565b910152565b73ffffffffffffffffffffffffffffffffffffffff811690815f52600760205261ffff60405f2054161561580357602435906fffffffffffffffffffffffffffffffff821690818303612b1057835f5260086020526fffffffffffffffffffffffffffffffff60405f205416821115806157cc575b6157a157506156a67f000000000000000000000000000000000000000000000000000000000000000064ffffffffff42166146b4565b91604051926156b484613a5a565b6156bf3660246155c5565b845264ffffffffff90811660208086018281525f88815260098352604090209651805192015160801b7fffffffffffffffffffffffffffffffff00000000000000000000000000000000166fffffffffffffffffffffffffffffffff9283161787555160019690960180547fffffffffffffffffffffffffffffffffffffffffffffffffffffff000000000016969093169590951790915560443593841693929150838303612b10577f1e40003e361720a826cdfdd86e8ac866876888e66f08eaa1ec64e841097639f6936060935060405192835260208301526040820152a2565b915050614f94915f5260096020525f60016040822082815501556157c63660246155c5565b90615d8a565b506044356fffffffffffffffffffffffffffffffff811690818103612b105750845f52600860205260405f205460801c1015615670565b507f94403b70000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b9092915f80525f60205273ffffffffffffffffffffffffffffffffffffffff60405f205416331493848095615b30575b615a5d57505073ffffffffffffffffffffffffffffffffffffffff7f000000000000000000000000000000000000000000000000000000000000000016906040517ff906ad940000000000000000000000000000000000000000000000000000000081526158d06004820183613c8d565b60208161018481865afa9081156132a8575f91615a2b575b508094815f52600e60205260405f2054918215615a00575015806159c7575b61596a5750813b15612b10576159516101845f928360405195869485937f967f43de0000000000000000000000000000000000000000000000000000000085526004850190613c8d565b5af180156132a8576159605750565b5f614f9491613adc565b61599c9064ffffffffff7f00000000000000000000000000000000000000000000000000000000000000001690613dc1565b7f2a35a324000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b506159f964ffffffffff7f00000000000000000000000000000000000000000000000000000000000000001682613dc1565b4210615907565b7ff032b094000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b90506020813d602011615a55575b81615a4660209383613adc565b81010312612b1057515f6158e8565b3d9150615a39565b615aa09193945091615ab460209360405195869485947ffd8dfeb00000000000000000000000000000000000000000000000000000000086526004860190613c8d565b6101a06101848501526101a4840191613d64565b03815f73ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000165af19081156132a8575f91615b01575090565b90506020813d602011615b28575b81615b1c60209383613adc565b81010312612b10575190565b3d9150615b0f565b5081151561585f565b73ffffffffffffffffffffffffffffffffffffffff81169081615bb357505f80808086865af15b15615b6a57505050565b9073ffffffffffffffffffffffffffffffffffffffff917fbf182be8000000000000000000000000000000000000000000000000000000005f526004521660245260445260645ffd5b5f604460209282604051917fa9059cbb0000000000000000000000000000000000000000000000000000000083528760048401528860248401525af160015f5114601f3d11163d151716615b60565b8151919060418303615c3257615c2b9250602082015190606060408401519301515f1a90615e2c565b9192909190565b50505f9160029190565b73ffffffffffffffffffffffffffffffffffffffff16805f52600760205260405f209260405193615c6c85613aa3565b549161ffff83168552602085019060ff8460101c161515825261ffff8460181c16926fffffffffffffffffffffffffffffffff604088019585875260281c169361ffff60608901978689521603615d8157615cdb6fffffffffffffffffffffffffffffffff91615d2d95614c8a565b1685525f9081526007602052604090209451855491517fffffffffffffffffffffffffffffffffffffffffffffffffffffffffff00000090921661ffff919091161790151560101b62ff000016178455565b51907fffffffffffffffffffffff000000000000000000000000000000000000ffffff64ffff00000074ffffffffffffffffffffffffffffffff00000000008554935160281b169360181b16911617179055565b50505050505050565b73ffffffffffffffffffffffffffffffffffffffff165f818152600860209081526040918290208451948201516fffffffffffffffffffffffffffffffff9586167fffffffffffffffffffffffffffffffff00000000000000000000000000000000608083901b1681179092558351918252949094169084015290917f06062547439e5c5551c9ed330ec78759b1067488c20915d443cce8119550ab299190a2565b91907f7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a08411615eb0579160209360809260ff5f9560405194855216868401526040830152606082015282805260015afa156132a8575f5173ffffffffffffffffffffffffffffffffffffffff811615615ea657905f905f90565b505f906001905f90565b5050505f916003919056fea264697066735822122013041898bea22dca988f52bd14d8d43849a8171125d56760d81dc9bd722de9ac64736f6c634300081e0033c51346714e1539ab7b20bee0dac0baa3e3a39de8bffaf301e36a24e08e424eee",
}

// PayoutDistributor is an auto generated Go binding around an Ethereum contract.
type PayoutDistributor struct {
	abi abi.ABI
}

// GetABI returns the ABI associated with this contract binding.
func (c *PayoutDistributor) GetABI() abi.ABI {
	return c.abi
}

// NewPayoutDistributor creates a new instance of PayoutDistributor.
func NewPayoutDistributor() *PayoutDistributor {
	parsed, err := PayoutDistributorMetaData.ParseABI()
	if err != nil {
		panic(errors.New("invalid ABI: " + err.Error()))
	}
	return &PayoutDistributor{abi: *parsed}
}

// Instance creates a wrapper for a deployed contract instance at the given address.
// Use this to create the instance object passed to abigen v2 library functions Call, Transact, etc.
func (c *PayoutDistributor) Instance(backend bind.ContractBackend, addr common.Address) *bind.BoundContract {
	return bind.NewBoundContract(addr, c.abi, backend, backend, backend)
}

// PackConstructor is the Go binding used to pack the parameters required for
// contract deployment.
//
// Solidity: constructor((address,address,address,address,uint40,uint40,uint40,uint40) d) returns()
func (payoutDistributor *PayoutDistributor) PackConstructor(d PayoutDistributorDeployment) []byte {
	enc, err := payoutDistributor.abi.Pack("", d)
	if err != nil {
		panic(err)
	}
	return enc
}

// PackACTIVATIONDELAY is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x05b0356f.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function ACTIVATION_DELAY() view returns(uint40)
func (payoutDistributor *PayoutDistributor) PackACTIVATIONDELAY() []byte {
	enc, err := payoutDistributor.abi.Pack("ACTIVATION_DELAY")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackACTIVATIONDELAY is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x05b0356f.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function ACTIVATION_DELAY() view returns(uint40)
func (payoutDistributor *PayoutDistributor) TryPackACTIVATIONDELAY() ([]byte, error) {
	return payoutDistributor.abi.Pack("ACTIVATION_DELAY")
}

// UnpackACTIVATIONDELAY is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x05b0356f.
//
// Solidity: function ACTIVATION_DELAY() view returns(uint40)
func (payoutDistributor *PayoutDistributor) UnpackACTIVATIONDELAY(data []byte) (*big.Int, error) {
	out, err := payoutDistributor.abi.Unpack("ACTIVATION_DELAY", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackCAPDELAY is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xc18766df.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function CAP_DELAY() view returns(uint40)
func (payoutDistributor *PayoutDistributor) PackCAPDELAY() []byte {
	enc, err := payoutDistributor.abi.Pack("CAP_DELAY")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackCAPDELAY is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xc18766df.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function CAP_DELAY() view returns(uint40)
func (payoutDistributor *PayoutDistributor) TryPackCAPDELAY() ([]byte, error) {
	return payoutDistributor.abi.Pack("CAP_DELAY")
}

// UnpackCAPDELAY is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xc18766df.
//
// Solidity: function CAP_DELAY() view returns(uint40)
func (payoutDistributor *PayoutDistributor) UnpackCAPDELAY(data []byte) (*big.Int, error) {
	out, err := payoutDistributor.abi.Unpack("CAP_DELAY", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackCLAIMPERIOD is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x21241dfe.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function CLAIM_PERIOD() view returns(uint40)
func (payoutDistributor *PayoutDistributor) PackCLAIMPERIOD() []byte {
	enc, err := payoutDistributor.abi.Pack("CLAIM_PERIOD")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackCLAIMPERIOD is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x21241dfe.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function CLAIM_PERIOD() view returns(uint40)
func (payoutDistributor *PayoutDistributor) TryPackCLAIMPERIOD() ([]byte, error) {
	return payoutDistributor.abi.Pack("CLAIM_PERIOD")
}

// UnpackCLAIMPERIOD is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x21241dfe.
//
// Solidity: function CLAIM_PERIOD() view returns(uint40)
func (payoutDistributor *PayoutDistributor) UnpackCLAIMPERIOD(data []byte) (*big.Int, error) {
	out, err := payoutDistributor.abi.Unpack("CLAIM_PERIOD", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackESCHEAT is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x93b91a4c.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function ESCHEAT() view returns(bytes32)
func (payoutDistributor *PayoutDistributor) PackESCHEAT() []byte {
	enc, err := payoutDistributor.abi.Pack("ESCHEAT")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackESCHEAT is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x93b91a4c.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function ESCHEAT() view returns(bytes32)
func (payoutDistributor *PayoutDistributor) TryPackESCHEAT() ([]byte, error) {
	return payoutDistributor.abi.Pack("ESCHEAT")
}

// UnpackESCHEAT is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x93b91a4c.
//
// Solidity: function ESCHEAT() view returns(bytes32)
func (payoutDistributor *PayoutDistributor) UnpackESCHEAT(data []byte) ([32]byte, error) {
	out, err := payoutDistributor.abi.Unpack("ESCHEAT", data)
	if err != nil {
		return *new([32]byte), err
	}
	out0 := *abi.ConvertType(out[0], new([32]byte)).(*[32]byte)
	return out0, nil
}

// PackLIVENESSDELAY is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd7a53948.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function LIVENESS_DELAY() view returns(uint40)
func (payoutDistributor *PayoutDistributor) PackLIVENESSDELAY() []byte {
	enc, err := payoutDistributor.abi.Pack("LIVENESS_DELAY")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackLIVENESSDELAY is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd7a53948.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function LIVENESS_DELAY() view returns(uint40)
func (payoutDistributor *PayoutDistributor) TryPackLIVENESSDELAY() ([]byte, error) {
	return payoutDistributor.abi.Pack("LIVENESS_DELAY")
}

// UnpackLIVENESSDELAY is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xd7a53948.
//
// Solidity: function LIVENESS_DELAY() view returns(uint40)
func (payoutDistributor *PayoutDistributor) UnpackLIVENESSDELAY(data []byte) (*big.Int, error) {
	out, err := payoutDistributor.abi.Unpack("LIVENESS_DELAY", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackMAXHOLD is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd40a9c4f.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function MAX_HOLD() view returns(uint40)
func (payoutDistributor *PayoutDistributor) PackMAXHOLD() []byte {
	enc, err := payoutDistributor.abi.Pack("MAX_HOLD")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackMAXHOLD is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd40a9c4f.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function MAX_HOLD() view returns(uint40)
func (payoutDistributor *PayoutDistributor) TryPackMAXHOLD() ([]byte, error) {
	return payoutDistributor.abi.Pack("MAX_HOLD")
}

// UnpackMAXHOLD is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xd40a9c4f.
//
// Solidity: function MAX_HOLD() view returns(uint40)
func (payoutDistributor *PayoutDistributor) UnpackMAXHOLD(data []byte) (*big.Int, error) {
	out, err := payoutDistributor.abi.Unpack("MAX_HOLD", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackMAXLEVEL is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xa49062d4.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function MAX_LEVEL() view returns(uint8)
func (payoutDistributor *PayoutDistributor) PackMAXLEVEL() []byte {
	enc, err := payoutDistributor.abi.Pack("MAX_LEVEL")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackMAXLEVEL is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xa49062d4.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function MAX_LEVEL() view returns(uint8)
func (payoutDistributor *PayoutDistributor) TryPackMAXLEVEL() ([]byte, error) {
	return payoutDistributor.abi.Pack("MAX_LEVEL")
}

// UnpackMAXLEVEL is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xa49062d4.
//
// Solidity: function MAX_LEVEL() view returns(uint8)
func (payoutDistributor *PayoutDistributor) UnpackMAXLEVEL(data []byte) (uint8, error) {
	out, err := payoutDistributor.abi.Unpack("MAX_LEVEL", data)
	if err != nil {
		return *new(uint8), err
	}
	out0 := *abi.ConvertType(out[0], new(uint8)).(*uint8)
	return out0, nil
}

// PackMAXPAUSE is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x999d55fb.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function MAX_PAUSE() view returns(uint40)
func (payoutDistributor *PayoutDistributor) PackMAXPAUSE() []byte {
	enc, err := payoutDistributor.abi.Pack("MAX_PAUSE")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackMAXPAUSE is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x999d55fb.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function MAX_PAUSE() view returns(uint40)
func (payoutDistributor *PayoutDistributor) TryPackMAXPAUSE() ([]byte, error) {
	return payoutDistributor.abi.Pack("MAX_PAUSE")
}

// UnpackMAXPAUSE is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x999d55fb.
//
// Solidity: function MAX_PAUSE() view returns(uint40)
func (payoutDistributor *PayoutDistributor) UnpackMAXPAUSE(data []byte) (*big.Int, error) {
	out, err := payoutDistributor.abi.Unpack("MAX_PAUSE", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackMINCLAIMPERIOD is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x3fce9679.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function MIN_CLAIM_PERIOD() view returns(uint40)
func (payoutDistributor *PayoutDistributor) PackMINCLAIMPERIOD() []byte {
	enc, err := payoutDistributor.abi.Pack("MIN_CLAIM_PERIOD")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackMINCLAIMPERIOD is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x3fce9679.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function MIN_CLAIM_PERIOD() view returns(uint40)
func (payoutDistributor *PayoutDistributor) TryPackMINCLAIMPERIOD() ([]byte, error) {
	return payoutDistributor.abi.Pack("MIN_CLAIM_PERIOD")
}

// UnpackMINCLAIMPERIOD is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x3fce9679.
//
// Solidity: function MIN_CLAIM_PERIOD() view returns(uint40)
func (payoutDistributor *PayoutDistributor) UnpackMINCLAIMPERIOD(data []byte) (*big.Int, error) {
	out, err := payoutDistributor.abi.Unpack("MIN_CLAIM_PERIOD", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackORACLE is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x38013f02.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function ORACLE() view returns(address)
func (payoutDistributor *PayoutDistributor) PackORACLE() []byte {
	enc, err := payoutDistributor.abi.Pack("ORACLE")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackORACLE is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x38013f02.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function ORACLE() view returns(address)
func (payoutDistributor *PayoutDistributor) TryPackORACLE() ([]byte, error) {
	return payoutDistributor.abi.Pack("ORACLE")
}

// UnpackORACLE is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x38013f02.
//
// Solidity: function ORACLE() view returns(address)
func (payoutDistributor *PayoutDistributor) UnpackORACLE(data []byte) (common.Address, error) {
	out, err := payoutDistributor.abi.Unpack("ORACLE", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackPAUSEGAP is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x7fca8eed.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function PAUSE_GAP() view returns(uint40)
func (payoutDistributor *PayoutDistributor) PackPAUSEGAP() []byte {
	enc, err := payoutDistributor.abi.Pack("PAUSE_GAP")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackPAUSEGAP is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x7fca8eed.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function PAUSE_GAP() view returns(uint40)
func (payoutDistributor *PayoutDistributor) TryPackPAUSEGAP() ([]byte, error) {
	return payoutDistributor.abi.Pack("PAUSE_GAP")
}

// UnpackPAUSEGAP is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x7fca8eed.
//
// Solidity: function PAUSE_GAP() view returns(uint40)
func (payoutDistributor *PayoutDistributor) UnpackPAUSEGAP(data []byte) (*big.Int, error) {
	out, err := payoutDistributor.abi.Unpack("PAUSE_GAP", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackRECOVERYDELAY is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x47b45652.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function RECOVERY_DELAY() view returns(uint40)
func (payoutDistributor *PayoutDistributor) PackRECOVERYDELAY() []byte {
	enc, err := payoutDistributor.abi.Pack("RECOVERY_DELAY")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRECOVERYDELAY is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x47b45652.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function RECOVERY_DELAY() view returns(uint40)
func (payoutDistributor *PayoutDistributor) TryPackRECOVERYDELAY() ([]byte, error) {
	return payoutDistributor.abi.Pack("RECOVERY_DELAY")
}

// UnpackRECOVERYDELAY is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x47b45652.
//
// Solidity: function RECOVERY_DELAY() view returns(uint40)
func (payoutDistributor *PayoutDistributor) UnpackRECOVERYDELAY(data []byte) (*big.Int, error) {
	out, err := payoutDistributor.abi.Unpack("RECOVERY_DELAY", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackREDEEMTOTYPEHASH is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xcaedf893.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function REDEEM_TO_TYPEHASH() view returns(bytes32)
func (payoutDistributor *PayoutDistributor) PackREDEEMTOTYPEHASH() []byte {
	enc, err := payoutDistributor.abi.Pack("REDEEM_TO_TYPEHASH")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackREDEEMTOTYPEHASH is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xcaedf893.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function REDEEM_TO_TYPEHASH() view returns(bytes32)
func (payoutDistributor *PayoutDistributor) TryPackREDEEMTOTYPEHASH() ([]byte, error) {
	return payoutDistributor.abi.Pack("REDEEM_TO_TYPEHASH")
}

// UnpackREDEEMTOTYPEHASH is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xcaedf893.
//
// Solidity: function REDEEM_TO_TYPEHASH() view returns(bytes32)
func (payoutDistributor *PayoutDistributor) UnpackREDEEMTOTYPEHASH(data []byte) ([32]byte, error) {
	out, err := payoutDistributor.abi.Unpack("REDEEM_TO_TYPEHASH", data)
	if err != nil {
		return *new([32]byte), err
	}
	out0 := *abi.ConvertType(out[0], new([32]byte)).(*[32]byte)
	return out0, nil
}

// PackAcceptRole is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x449fb59e.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function acceptRole(uint8 role) returns()
func (payoutDistributor *PayoutDistributor) PackAcceptRole(role uint8) []byte {
	enc, err := payoutDistributor.abi.Pack("acceptRole", role)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackAcceptRole is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x449fb59e.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function acceptRole(uint8 role) returns()
func (payoutDistributor *PayoutDistributor) TryPackAcceptRole(role uint8) ([]byte, error) {
	return payoutDistributor.abi.Pack("acceptRole", role)
}

// PackAllowToken is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb53472ef.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function allowToken(address token) returns()
func (payoutDistributor *PayoutDistributor) PackAllowToken(token common.Address) []byte {
	enc, err := payoutDistributor.abi.Pack("allowToken", token)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackAllowToken is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb53472ef.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function allowToken(address token) returns()
func (payoutDistributor *PayoutDistributor) TryPackAllowToken(token common.Address) ([]byte, error) {
	return payoutDistributor.abi.Pack("allowToken", token)
}

// PackAllowedOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x5dbff683.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function allowedOf(address token) view returns(uint16 index, bool enabled, uint16 day, uint128 usedToday)
func (payoutDistributor *PayoutDistributor) PackAllowedOf(token common.Address) []byte {
	enc, err := payoutDistributor.abi.Pack("allowedOf", token)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackAllowedOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x5dbff683.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function allowedOf(address token) view returns(uint16 index, bool enabled, uint16 day, uint128 usedToday)
func (payoutDistributor *PayoutDistributor) TryPackAllowedOf(token common.Address) ([]byte, error) {
	return payoutDistributor.abi.Pack("allowedOf", token)
}

// AllowedOfOutput serves as a container for the return parameters of contract
// method AllowedOf.
type AllowedOfOutput struct {
	Index     uint16
	Enabled   bool
	Day       uint16
	UsedToday *big.Int
}

// UnpackAllowedOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x5dbff683.
//
// Solidity: function allowedOf(address token) view returns(uint16 index, bool enabled, uint16 day, uint128 usedToday)
func (payoutDistributor *PayoutDistributor) UnpackAllowedOf(data []byte) (AllowedOfOutput, error) {
	out, err := payoutDistributor.abi.Unpack("allowedOf", data)
	outstruct := new(AllowedOfOutput)
	if err != nil {
		return *outstruct, err
	}
	outstruct.Index = *abi.ConvertType(out[0], new(uint16)).(*uint16)
	outstruct.Enabled = *abi.ConvertType(out[1], new(bool)).(*bool)
	outstruct.Day = *abi.ConvertType(out[2], new(uint16)).(*uint16)
	outstruct.UsedToday = abi.ConvertType(out[3], new(big.Int)).(*big.Int)
	return *outstruct, nil
}

// PackAnnounce is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x1f567074.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function announce((bytes32,bytes32,bytes32,bytes32,address,uint64,bytes32,bytes32,bytes32,uint32,uint256,uint256) order, bytes signatures) returns()
func (payoutDistributor *PayoutDistributor) PackAnnounce(order MessagesPayoutOrder, signatures []byte) []byte {
	enc, err := payoutDistributor.abi.Pack("announce", order, signatures)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackAnnounce is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x1f567074.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function announce((bytes32,bytes32,bytes32,bytes32,address,uint64,bytes32,bytes32,bytes32,uint32,uint256,uint256) order, bytes signatures) returns()
func (payoutDistributor *PayoutDistributor) TryPackAnnounce(order MessagesPayoutOrder, signatures []byte) ([]byte, error) {
	return payoutDistributor.abi.Pack("announce", order, signatures)
}

// PackAnnouncedAt is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x99f4be3d.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function announcedAt(bytes32 orderDigest) view returns(uint256)
func (payoutDistributor *PayoutDistributor) PackAnnouncedAt(orderDigest [32]byte) []byte {
	enc, err := payoutDistributor.abi.Pack("announcedAt", orderDigest)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackAnnouncedAt is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x99f4be3d.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function announcedAt(bytes32 orderDigest) view returns(uint256)
func (payoutDistributor *PayoutDistributor) TryPackAnnouncedAt(orderDigest [32]byte) ([]byte, error) {
	return payoutDistributor.abi.Pack("announcedAt", orderDigest)
}

// UnpackAnnouncedAt is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x99f4be3d.
//
// Solidity: function announcedAt(bytes32 orderDigest) view returns(uint256)
func (payoutDistributor *PayoutDistributor) UnpackAnnouncedAt(data []byte) (*big.Int, error) {
	out, err := payoutDistributor.abi.Unpack("announcedAt", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackApplyCaps is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xc531da45.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function applyCaps(address token) returns()
func (payoutDistributor *PayoutDistributor) PackApplyCaps(token common.Address) []byte {
	enc, err := payoutDistributor.abi.Pack("applyCaps", token)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackApplyCaps is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xc531da45.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function applyCaps(address token) returns()
func (payoutDistributor *PayoutDistributor) TryPackApplyCaps(token common.Address) ([]byte, error) {
	return payoutDistributor.abi.Pack("applyCaps", token)
}

// PackBeginRecovery is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xc623249b.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function beginRecovery(uint8 role, address to) returns()
func (payoutDistributor *PayoutDistributor) PackBeginRecovery(role uint8, to common.Address) []byte {
	enc, err := payoutDistributor.abi.Pack("beginRecovery", role, to)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackBeginRecovery is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xc623249b.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function beginRecovery(uint8 role, address to) returns()
func (payoutDistributor *PayoutDistributor) TryPackBeginRecovery(role uint8, to common.Address) ([]byte, error) {
	return payoutDistributor.abi.Pack("beginRecovery", role, to)
}

// PackCancel is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x60b3df4b.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function cancel((bytes32,bytes32,address,uint64) key, bytes32 reasonHash) returns()
func (payoutDistributor *PayoutDistributor) PackCancel(key PayoutDistributorKey, reasonHash [32]byte) []byte {
	enc, err := payoutDistributor.abi.Pack("cancel", key, reasonHash)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackCancel is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x60b3df4b.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function cancel((bytes32,bytes32,address,uint64) key, bytes32 reasonHash) returns()
func (payoutDistributor *PayoutDistributor) TryPackCancel(key PayoutDistributorKey, reasonHash [32]byte) ([]byte, error) {
	return payoutDistributor.abi.Pack("cancel", key, reasonHash)
}

// PackCancelByQuorum is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x4de79632.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function cancelByQuorum((bytes32,bytes32,address,uint64) key, bytes32 reasonHash, bytes32 configDigest, bytes signatures) returns()
func (payoutDistributor *PayoutDistributor) PackCancelByQuorum(key PayoutDistributorKey, reasonHash [32]byte, configDigest [32]byte, signatures []byte) []byte {
	enc, err := payoutDistributor.abi.Pack("cancelByQuorum", key, reasonHash, configDigest, signatures)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackCancelByQuorum is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x4de79632.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function cancelByQuorum((bytes32,bytes32,address,uint64) key, bytes32 reasonHash, bytes32 configDigest, bytes signatures) returns()
func (payoutDistributor *PayoutDistributor) TryPackCancelByQuorum(key PayoutDistributorKey, reasonHash [32]byte, configDigest [32]byte, signatures []byte) ([]byte, error) {
	return payoutDistributor.abi.Pack("cancelByQuorum", key, reasonHash, configDigest, signatures)
}

// PackCapsOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xe676bcd4.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function capsOf(address token) view returns(uint128 perSettlement, uint128 perDay)
func (payoutDistributor *PayoutDistributor) PackCapsOf(token common.Address) []byte {
	enc, err := payoutDistributor.abi.Pack("capsOf", token)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackCapsOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xe676bcd4.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function capsOf(address token) view returns(uint128 perSettlement, uint128 perDay)
func (payoutDistributor *PayoutDistributor) TryPackCapsOf(token common.Address) ([]byte, error) {
	return payoutDistributor.abi.Pack("capsOf", token)
}

// CapsOfOutput serves as a container for the return parameters of contract
// method CapsOf.
type CapsOfOutput struct {
	PerSettlement *big.Int
	PerDay        *big.Int
}

// UnpackCapsOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xe676bcd4.
//
// Solidity: function capsOf(address token) view returns(uint128 perSettlement, uint128 perDay)
func (payoutDistributor *PayoutDistributor) UnpackCapsOf(data []byte) (CapsOfOutput, error) {
	out, err := payoutDistributor.abi.Unpack("capsOf", data)
	outstruct := new(CapsOfOutput)
	if err != nil {
		return *outstruct, err
	}
	outstruct.PerSettlement = abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	outstruct.PerDay = abi.ConvertType(out[1], new(big.Int)).(*big.Int)
	return *outstruct, nil
}

// PackCommitted is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xbeea55a1.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function committed(bytes32 incidentId, address token) view returns(uint256)
func (payoutDistributor *PayoutDistributor) PackCommitted(incidentId [32]byte, token common.Address) []byte {
	enc, err := payoutDistributor.abi.Pack("committed", incidentId, token)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackCommitted is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xbeea55a1.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function committed(bytes32 incidentId, address token) view returns(uint256)
func (payoutDistributor *PayoutDistributor) TryPackCommitted(incidentId [32]byte, token common.Address) ([]byte, error) {
	return payoutDistributor.abi.Pack("committed", incidentId, token)
}

// UnpackCommitted is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xbeea55a1.
//
// Solidity: function committed(bytes32 incidentId, address token) view returns(uint256)
func (payoutDistributor *PayoutDistributor) UnpackCommitted(data []byte) (*big.Int, error) {
	out, err := payoutDistributor.abi.Unpack("committed", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackDomainSeparator is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf698da25.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function domainSeparator() view returns(bytes32)
func (payoutDistributor *PayoutDistributor) PackDomainSeparator() []byte {
	enc, err := payoutDistributor.abi.Pack("domainSeparator")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackDomainSeparator is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf698da25.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function domainSeparator() view returns(bytes32)
func (payoutDistributor *PayoutDistributor) TryPackDomainSeparator() ([]byte, error) {
	return payoutDistributor.abi.Pack("domainSeparator")
}

// UnpackDomainSeparator is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xf698da25.
//
// Solidity: function domainSeparator() view returns(bytes32)
func (payoutDistributor *PayoutDistributor) UnpackDomainSeparator(data []byte) ([32]byte, error) {
	out, err := payoutDistributor.abi.Unpack("domainSeparator", data)
	if err != nil {
		return *new([32]byte), err
	}
	out0 := *abi.ConvertType(out[0], new([32]byte)).(*[32]byte)
	return out0, nil
}

// PackEnableToken is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x7dc787fd.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function enableToken(address token, bool enabled) returns()
func (payoutDistributor *PayoutDistributor) PackEnableToken(token common.Address, enabled bool) []byte {
	enc, err := payoutDistributor.abi.Pack("enableToken", token, enabled)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackEnableToken is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x7dc787fd.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function enableToken(address token, bool enabled) returns()
func (payoutDistributor *PayoutDistributor) TryPackEnableToken(token common.Address, enabled bool) ([]byte, error) {
	return payoutDistributor.abi.Pack("enableToken", token, enabled)
}

// PackEntered is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xa77f05e9.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function entered() view returns(bool)
func (payoutDistributor *PayoutDistributor) PackEntered() []byte {
	enc, err := payoutDistributor.abi.Pack("entered")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackEntered is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xa77f05e9.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function entered() view returns(bool)
func (payoutDistributor *PayoutDistributor) TryPackEntered() ([]byte, error) {
	return payoutDistributor.abi.Pack("entered")
}

// UnpackEntered is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xa77f05e9.
//
// Solidity: function entered() view returns(bool)
func (payoutDistributor *PayoutDistributor) UnpackEntered(data []byte) (bool, error) {
	out, err := payoutDistributor.abi.Unpack("entered", data)
	if err != nil {
		return *new(bool), err
	}
	out0 := *abi.ConvertType(out[0], new(bool)).(*bool)
	return out0, nil
}

// PackExtendDeadline is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x409f44b5.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function extendDeadline(bytes32 id, uint40 deadline) returns()
func (payoutDistributor *PayoutDistributor) PackExtendDeadline(id [32]byte, deadline *big.Int) []byte {
	enc, err := payoutDistributor.abi.Pack("extendDeadline", id, deadline)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackExtendDeadline is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x409f44b5.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function extendDeadline(bytes32 id, uint40 deadline) returns()
func (payoutDistributor *PayoutDistributor) TryPackExtendDeadline(id [32]byte, deadline *big.Int) ([]byte, error) {
	return payoutDistributor.abi.Pack("extendDeadline", id, deadline)
}

// PackFinishRecovery is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xeaf31207.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function finishRecovery(uint8 role) returns()
func (payoutDistributor *PayoutDistributor) PackFinishRecovery(role uint8) []byte {
	enc, err := payoutDistributor.abi.Pack("finishRecovery", role)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackFinishRecovery is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xeaf31207.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function finishRecovery(uint8 role) returns()
func (payoutDistributor *PayoutDistributor) TryPackFinishRecovery(role uint8) ([]byte, error) {
	return payoutDistributor.abi.Pack("finishRecovery", role)
}

// PackHashRedeemTo is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x7d820346.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function hashRedeemTo(bytes32 id, uint256 index, address newReceiver, uint64 deadline) view returns(bytes32)
func (payoutDistributor *PayoutDistributor) PackHashRedeemTo(id [32]byte, index *big.Int, newReceiver common.Address, deadline uint64) []byte {
	enc, err := payoutDistributor.abi.Pack("hashRedeemTo", id, index, newReceiver, deadline)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackHashRedeemTo is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x7d820346.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function hashRedeemTo(bytes32 id, uint256 index, address newReceiver, uint64 deadline) view returns(bytes32)
func (payoutDistributor *PayoutDistributor) TryPackHashRedeemTo(id [32]byte, index *big.Int, newReceiver common.Address, deadline uint64) ([]byte, error) {
	return payoutDistributor.abi.Pack("hashRedeemTo", id, index, newReceiver, deadline)
}

// UnpackHashRedeemTo is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x7d820346.
//
// Solidity: function hashRedeemTo(bytes32 id, uint256 index, address newReceiver, uint64 deadline) view returns(bytes32)
func (payoutDistributor *PayoutDistributor) UnpackHashRedeemTo(data []byte) ([32]byte, error) {
	out, err := payoutDistributor.abi.Unpack("hashRedeemTo", data)
	if err != nil {
		return *new([32]byte), err
	}
	out0 := *abi.ConvertType(out[0], new([32]byte)).(*[32]byte)
	return out0, nil
}

// PackHold is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xea3f82f3.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function hold(bytes32 id, uint40 duration, bytes32 reasonHash) returns()
func (payoutDistributor *PayoutDistributor) PackHold(id [32]byte, duration *big.Int, reasonHash [32]byte) []byte {
	enc, err := payoutDistributor.abi.Pack("hold", id, duration, reasonHash)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackHold is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xea3f82f3.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function hold(bytes32 id, uint40 duration, bytes32 reasonHash) returns()
func (payoutDistributor *PayoutDistributor) TryPackHold(id [32]byte, duration *big.Int, reasonHash [32]byte) ([]byte, error) {
	return payoutDistributor.abi.Pack("hold", id, duration, reasonHash)
}

// PackHolderOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x6e0a49b7.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function holderOf(uint8 role) view returns(address holder)
func (payoutDistributor *PayoutDistributor) PackHolderOf(role uint8) []byte {
	enc, err := payoutDistributor.abi.Pack("holderOf", role)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackHolderOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x6e0a49b7.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function holderOf(uint8 role) view returns(address holder)
func (payoutDistributor *PayoutDistributor) TryPackHolderOf(role uint8) ([]byte, error) {
	return payoutDistributor.abi.Pack("holderOf", role)
}

// UnpackHolderOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x6e0a49b7.
//
// Solidity: function holderOf(uint8 role) view returns(address holder)
func (payoutDistributor *PayoutDistributor) UnpackHolderOf(data []byte) (common.Address, error) {
	out, err := payoutDistributor.abi.Unpack("holderOf", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackIsSource is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xa709fe9d.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function isSource(address source) view returns(bool)
func (payoutDistributor *PayoutDistributor) PackIsSource(source common.Address) []byte {
	enc, err := payoutDistributor.abi.Pack("isSource", source)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackIsSource is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xa709fe9d.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function isSource(address source) view returns(bool)
func (payoutDistributor *PayoutDistributor) TryPackIsSource(source common.Address) ([]byte, error) {
	return payoutDistributor.abi.Pack("isSource", source)
}

// UnpackIsSource is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xa709fe9d.
//
// Solidity: function isSource(address source) view returns(bool)
func (payoutDistributor *PayoutDistributor) UnpackIsSource(data []byte) (bool, error) {
	out, err := payoutDistributor.abi.Unpack("isSource", data)
	if err != nil {
		return *new(bool), err
	}
	out0 := *abi.ConvertType(out[0], new(bool)).(*bool)
	return out0, nil
}

// PackIsTaken is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd0152b95.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function isTaken(bytes32 id, uint256 index) view returns(bool)
func (payoutDistributor *PayoutDistributor) PackIsTaken(id [32]byte, index *big.Int) []byte {
	enc, err := payoutDistributor.abi.Pack("isTaken", id, index)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackIsTaken is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd0152b95.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function isTaken(bytes32 id, uint256 index) view returns(bool)
func (payoutDistributor *PayoutDistributor) TryPackIsTaken(id [32]byte, index *big.Int) ([]byte, error) {
	return payoutDistributor.abi.Pack("isTaken", id, index)
}

// UnpackIsTaken is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xd0152b95.
//
// Solidity: function isTaken(bytes32 id, uint256 index) view returns(bool)
func (payoutDistributor *PayoutDistributor) UnpackIsTaken(data []byte) (bool, error) {
	out, err := payoutDistributor.abi.Unpack("isTaken", data)
	if err != nil {
		return *new(bool), err
	}
	out0 := *abi.ConvertType(out[0], new(bool)).(*bool)
	return out0, nil
}

// PackLeafOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x5f80da5d.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function leafOf(bytes32 id, uint256 index, address receiver, uint256 amount) pure returns(bytes32)
func (payoutDistributor *PayoutDistributor) PackLeafOf(id [32]byte, index *big.Int, receiver common.Address, amount *big.Int) []byte {
	enc, err := payoutDistributor.abi.Pack("leafOf", id, index, receiver, amount)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackLeafOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x5f80da5d.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function leafOf(bytes32 id, uint256 index, address receiver, uint256 amount) pure returns(bytes32)
func (payoutDistributor *PayoutDistributor) TryPackLeafOf(id [32]byte, index *big.Int, receiver common.Address, amount *big.Int) ([]byte, error) {
	return payoutDistributor.abi.Pack("leafOf", id, index, receiver, amount)
}

// UnpackLeafOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x5f80da5d.
//
// Solidity: function leafOf(bytes32 id, uint256 index, address receiver, uint256 amount) pure returns(bytes32)
func (payoutDistributor *PayoutDistributor) UnpackLeafOf(data []byte) ([32]byte, error) {
	out, err := payoutDistributor.abi.Unpack("leafOf", data)
	if err != nil {
		return *new([32]byte), err
	}
	out0 := *abi.ConvertType(out[0], new([32]byte)).(*[32]byte)
	return out0, nil
}

// PackOfferRole is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x3531d3e0.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function offerRole(uint8 role, address to) returns()
func (payoutDistributor *PayoutDistributor) PackOfferRole(role uint8, to common.Address) []byte {
	enc, err := payoutDistributor.abi.Pack("offerRole", role, to)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackOfferRole is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x3531d3e0.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function offerRole(uint8 role, address to) returns()
func (payoutDistributor *PayoutDistributor) TryPackOfferRole(role uint8, to common.Address) ([]byte, error) {
	return payoutDistributor.abi.Pack("offerRole", role, to)
}

// PackPausePublishing is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb4bb7f6d.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function pausePublishing(uint40 duration, bytes32 reasonHash) returns()
func (payoutDistributor *PayoutDistributor) PackPausePublishing(duration *big.Int, reasonHash [32]byte) []byte {
	enc, err := payoutDistributor.abi.Pack("pausePublishing", duration, reasonHash)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackPausePublishing is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb4bb7f6d.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function pausePublishing(uint40 duration, bytes32 reasonHash) returns()
func (payoutDistributor *PayoutDistributor) TryPackPausePublishing(duration *big.Int, reasonHash [32]byte) ([]byte, error) {
	return payoutDistributor.abi.Pack("pausePublishing", duration, reasonHash)
}

// PackPaused is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x5c975abb.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function paused() view returns(bool)
func (payoutDistributor *PayoutDistributor) PackPaused() []byte {
	enc, err := payoutDistributor.abi.Pack("paused")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackPaused is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x5c975abb.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function paused() view returns(bool)
func (payoutDistributor *PayoutDistributor) TryPackPaused() ([]byte, error) {
	return payoutDistributor.abi.Pack("paused")
}

// UnpackPaused is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x5c975abb.
//
// Solidity: function paused() view returns(bool)
func (payoutDistributor *PayoutDistributor) UnpackPaused(data []byte) (bool, error) {
	out, err := payoutDistributor.abi.Unpack("paused", data)
	if err != nil {
		return *new(bool), err
	}
	out0 := *abi.ConvertType(out[0], new(bool)).(*bool)
	return out0, nil
}

// PackPausedUntil is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xda748b10.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function pausedUntil() view returns(uint40)
func (payoutDistributor *PayoutDistributor) PackPausedUntil() []byte {
	enc, err := payoutDistributor.abi.Pack("pausedUntil")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackPausedUntil is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xda748b10.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function pausedUntil() view returns(uint40)
func (payoutDistributor *PayoutDistributor) TryPackPausedUntil() ([]byte, error) {
	return payoutDistributor.abi.Pack("pausedUntil")
}

// UnpackPausedUntil is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xda748b10.
//
// Solidity: function pausedUntil() view returns(uint40)
func (payoutDistributor *PayoutDistributor) UnpackPausedUntil(data []byte) (*big.Int, error) {
	out, err := payoutDistributor.abi.Unpack("pausedUntil", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackPendingCapsOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xfc209d7a.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function pendingCapsOf(address token) view returns((uint128,uint128) caps, uint40 readyAt)
func (payoutDistributor *PayoutDistributor) PackPendingCapsOf(token common.Address) []byte {
	enc, err := payoutDistributor.abi.Pack("pendingCapsOf", token)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackPendingCapsOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xfc209d7a.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function pendingCapsOf(address token) view returns((uint128,uint128) caps, uint40 readyAt)
func (payoutDistributor *PayoutDistributor) TryPackPendingCapsOf(token common.Address) ([]byte, error) {
	return payoutDistributor.abi.Pack("pendingCapsOf", token)
}

// PendingCapsOfOutput serves as a container for the return parameters of contract
// method PendingCapsOf.
type PendingCapsOfOutput struct {
	Caps    TokenCapsCaps
	ReadyAt *big.Int
}

// UnpackPendingCapsOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xfc209d7a.
//
// Solidity: function pendingCapsOf(address token) view returns((uint128,uint128) caps, uint40 readyAt)
func (payoutDistributor *PayoutDistributor) UnpackPendingCapsOf(data []byte) (PendingCapsOfOutput, error) {
	out, err := payoutDistributor.abi.Unpack("pendingCapsOf", data)
	outstruct := new(PendingCapsOfOutput)
	if err != nil {
		return *outstruct, err
	}
	outstruct.Caps = *abi.ConvertType(out[0], new(TokenCapsCaps)).(*TokenCapsCaps)
	outstruct.ReadyAt = abi.ConvertType(out[1], new(big.Int)).(*big.Int)
	return *outstruct, nil
}

// PackPendingHolderOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xfb538224.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function pendingHolderOf(uint8 role) view returns(address offered)
func (payoutDistributor *PayoutDistributor) PackPendingHolderOf(role uint8) []byte {
	enc, err := payoutDistributor.abi.Pack("pendingHolderOf", role)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackPendingHolderOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xfb538224.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function pendingHolderOf(uint8 role) view returns(address offered)
func (payoutDistributor *PayoutDistributor) TryPackPendingHolderOf(role uint8) ([]byte, error) {
	return payoutDistributor.abi.Pack("pendingHolderOf", role)
}

// UnpackPendingHolderOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xfb538224.
//
// Solidity: function pendingHolderOf(uint8 role) view returns(address offered)
func (payoutDistributor *PayoutDistributor) UnpackPendingHolderOf(data []byte) (common.Address, error) {
	out, err := payoutDistributor.abi.Unpack("pendingHolderOf", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackProposeCaps is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x8cc02bec.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function proposeCaps(address token, (uint128,uint128) caps) returns()
func (payoutDistributor *PayoutDistributor) PackProposeCaps(token common.Address, caps TokenCapsCaps) []byte {
	enc, err := payoutDistributor.abi.Pack("proposeCaps", token, caps)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackProposeCaps is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x8cc02bec.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function proposeCaps(address token, (uint128,uint128) caps) returns()
func (payoutDistributor *PayoutDistributor) TryPackProposeCaps(token common.Address, caps TokenCapsCaps) ([]byte, error) {
	return payoutDistributor.abi.Pack("proposeCaps", token, caps)
}

// PackPublish is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xa1a18ec5.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function publish((bytes32,bytes32,bytes32,bytes32,address,uint64,bytes32,bytes32,bytes32,uint32,uint256,uint256) order, bytes signatures) returns(bytes32 id)
func (payoutDistributor *PayoutDistributor) PackPublish(order MessagesPayoutOrder, signatures []byte) []byte {
	enc, err := payoutDistributor.abi.Pack("publish", order, signatures)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackPublish is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xa1a18ec5.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function publish((bytes32,bytes32,bytes32,bytes32,address,uint64,bytes32,bytes32,bytes32,uint32,uint256,uint256) order, bytes signatures) returns(bytes32 id)
func (payoutDistributor *PayoutDistributor) TryPackPublish(order MessagesPayoutOrder, signatures []byte) ([]byte, error) {
	return payoutDistributor.abi.Pack("publish", order, signatures)
}

// UnpackPublish is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xa1a18ec5.
//
// Solidity: function publish((bytes32,bytes32,bytes32,bytes32,address,uint64,bytes32,bytes32,bytes32,uint32,uint256,uint256) order, bytes signatures) returns(bytes32 id)
func (payoutDistributor *PayoutDistributor) UnpackPublish(data []byte) ([32]byte, error) {
	out, err := payoutDistributor.abi.Unpack("publish", data)
	if err != nil {
		return *new([32]byte), err
	}
	out0 := *abi.ConvertType(out[0], new([32]byte)).(*[32]byte)
	return out0, nil
}

// PackPush is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x352ebc94.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function push(bytes32 id, uint8 level, uint256 node, bytes packed, uint256 mask, bytes32[] proof) returns(uint256 paid)
func (payoutDistributor *PayoutDistributor) PackPush(id [32]byte, level uint8, node *big.Int, packed []byte, mask *big.Int, proof [][32]byte) []byte {
	enc, err := payoutDistributor.abi.Pack("push", id, level, node, packed, mask, proof)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackPush is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x352ebc94.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function push(bytes32 id, uint8 level, uint256 node, bytes packed, uint256 mask, bytes32[] proof) returns(uint256 paid)
func (payoutDistributor *PayoutDistributor) TryPackPush(id [32]byte, level uint8, node *big.Int, packed []byte, mask *big.Int, proof [][32]byte) ([]byte, error) {
	return payoutDistributor.abi.Pack("push", id, level, node, packed, mask, proof)
}

// UnpackPush is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x352ebc94.
//
// Solidity: function push(bytes32 id, uint8 level, uint256 node, bytes packed, uint256 mask, bytes32[] proof) returns(uint256 paid)
func (payoutDistributor *PayoutDistributor) UnpackPush(data []byte) (*big.Int, error) {
	out, err := payoutDistributor.abi.Unpack("push", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackRecoveryOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x9cdcafe6.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function recoveryOf(uint8 role) view returns((address,uint40))
func (payoutDistributor *PayoutDistributor) PackRecoveryOf(role uint8) []byte {
	enc, err := payoutDistributor.abi.Pack("recoveryOf", role)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRecoveryOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x9cdcafe6.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function recoveryOf(uint8 role) view returns((address,uint40))
func (payoutDistributor *PayoutDistributor) TryPackRecoveryOf(role uint8) ([]byte, error) {
	return payoutDistributor.abi.Pack("recoveryOf", role)
}

// UnpackRecoveryOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x9cdcafe6.
//
// Solidity: function recoveryOf(uint8 role) view returns((address,uint40))
func (payoutDistributor *PayoutDistributor) UnpackRecoveryOf(data []byte) (RolesRecovery, error) {
	out, err := payoutDistributor.abi.Unpack("recoveryOf", data)
	if err != nil {
		return *new(RolesRecovery), err
	}
	out0 := *abi.ConvertType(out[0], new(RolesRecovery)).(*RolesRecovery)
	return out0, nil
}

// PackRedeem is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xeaf22860.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function redeem(bytes32 id, uint256 index, address receiver, uint256 amount, bytes32[] proof) returns()
func (payoutDistributor *PayoutDistributor) PackRedeem(id [32]byte, index *big.Int, receiver common.Address, amount *big.Int, proof [][32]byte) []byte {
	enc, err := payoutDistributor.abi.Pack("redeem", id, index, receiver, amount, proof)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRedeem is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xeaf22860.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function redeem(bytes32 id, uint256 index, address receiver, uint256 amount, bytes32[] proof) returns()
func (payoutDistributor *PayoutDistributor) TryPackRedeem(id [32]byte, index *big.Int, receiver common.Address, amount *big.Int, proof [][32]byte) ([]byte, error) {
	return payoutDistributor.abi.Pack("redeem", id, index, receiver, amount, proof)
}

// PackRedeemMany is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xe91f50be.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function redeemMany((bytes32,uint256,address,uint256,bytes32[])[] items) returns()
func (payoutDistributor *PayoutDistributor) PackRedeemMany(items []PayoutDistributorRedemption) []byte {
	enc, err := payoutDistributor.abi.Pack("redeemMany", items)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRedeemMany is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xe91f50be.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function redeemMany((bytes32,uint256,address,uint256,bytes32[])[] items) returns()
func (payoutDistributor *PayoutDistributor) TryPackRedeemMany(items []PayoutDistributorRedemption) ([]byte, error) {
	return payoutDistributor.abi.Pack("redeemMany", items)
}

// PackRedeemTo is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x4005369c.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function redeemTo(bytes32 id, uint256 index, address receiver, uint256 amount, bytes32[] proof, address newReceiver, uint64 deadline, bytes signature) returns()
func (payoutDistributor *PayoutDistributor) PackRedeemTo(id [32]byte, index *big.Int, receiver common.Address, amount *big.Int, proof [][32]byte, newReceiver common.Address, deadline uint64, signature []byte) []byte {
	enc, err := payoutDistributor.abi.Pack("redeemTo", id, index, receiver, amount, proof, newReceiver, deadline, signature)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRedeemTo is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x4005369c.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function redeemTo(bytes32 id, uint256 index, address receiver, uint256 amount, bytes32[] proof, address newReceiver, uint64 deadline, bytes signature) returns()
func (payoutDistributor *PayoutDistributor) TryPackRedeemTo(id [32]byte, index *big.Int, receiver common.Address, amount *big.Int, proof [][32]byte, newReceiver common.Address, deadline uint64, signature []byte) ([]byte, error) {
	return payoutDistributor.abi.Pack("redeemTo", id, index, receiver, amount, proof, newReceiver, deadline, signature)
}

// PackRegisterSource is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x263e2b8d.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function registerSource(bytes32 poolId, address source) returns()
func (payoutDistributor *PayoutDistributor) PackRegisterSource(poolId [32]byte, source common.Address) []byte {
	enc, err := payoutDistributor.abi.Pack("registerSource", poolId, source)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRegisterSource is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x263e2b8d.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function registerSource(bytes32 poolId, address source) returns()
func (payoutDistributor *PayoutDistributor) TryPackRegisterSource(poolId [32]byte, source common.Address) ([]byte, error) {
	return payoutDistributor.abi.Pack("registerSource", poolId, source)
}

// PackSettlementId is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb7bdbb2f.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function settlementId((bytes32,bytes32,address,uint64) key) view returns(bytes32)
func (payoutDistributor *PayoutDistributor) PackSettlementId(key PayoutDistributorKey) []byte {
	enc, err := payoutDistributor.abi.Pack("settlementId", key)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSettlementId is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb7bdbb2f.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function settlementId((bytes32,bytes32,address,uint64) key) view returns(bytes32)
func (payoutDistributor *PayoutDistributor) TryPackSettlementId(key PayoutDistributorKey) ([]byte, error) {
	return payoutDistributor.abi.Pack("settlementId", key)
}

// UnpackSettlementId is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xb7bdbb2f.
//
// Solidity: function settlementId((bytes32,bytes32,address,uint64) key) view returns(bytes32)
func (payoutDistributor *PayoutDistributor) UnpackSettlementId(data []byte) ([32]byte, error) {
	out, err := payoutDistributor.abi.Unpack("settlementId", data)
	if err != nil {
		return *new([32]byte), err
	}
	out0 := *abi.ConvertType(out[0], new([32]byte)).(*[32]byte)
	return out0, nil
}

// PackSettlementOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf1d3d381.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function settlementOf(bytes32 id) view returns((bytes32,uint128,uint40,uint40,uint16,uint8,bool,uint16))
func (payoutDistributor *PayoutDistributor) PackSettlementOf(id [32]byte) []byte {
	enc, err := payoutDistributor.abi.Pack("settlementOf", id)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSettlementOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf1d3d381.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function settlementOf(bytes32 id) view returns((bytes32,uint128,uint40,uint40,uint16,uint8,bool,uint16))
func (payoutDistributor *PayoutDistributor) TryPackSettlementOf(id [32]byte) ([]byte, error) {
	return payoutDistributor.abi.Pack("settlementOf", id)
}

// UnpackSettlementOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xf1d3d381.
//
// Solidity: function settlementOf(bytes32 id) view returns((bytes32,uint128,uint40,uint40,uint16,uint8,bool,uint16))
func (payoutDistributor *PayoutDistributor) UnpackSettlementOf(data []byte) (SettlementBookSettlement, error) {
	out, err := payoutDistributor.abi.Unpack("settlementOf", data)
	if err != nil {
		return *new(SettlementBookSettlement), err
	}
	out0 := *abi.ConvertType(out[0], new(SettlementBookSettlement)).(*SettlementBookSettlement)
	return out0, nil
}

// PackSourceOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb8ab23e6.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function sourceOf(bytes32 poolId) view returns(address source)
func (payoutDistributor *PayoutDistributor) PackSourceOf(poolId [32]byte) []byte {
	enc, err := payoutDistributor.abi.Pack("sourceOf", poolId)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSourceOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb8ab23e6.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function sourceOf(bytes32 poolId) view returns(address source)
func (payoutDistributor *PayoutDistributor) TryPackSourceOf(poolId [32]byte) ([]byte, error) {
	return payoutDistributor.abi.Pack("sourceOf", poolId)
}

// UnpackSourceOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xb8ab23e6.
//
// Solidity: function sourceOf(bytes32 poolId) view returns(address source)
func (payoutDistributor *PayoutDistributor) UnpackSourceOf(data []byte) (common.Address, error) {
	out, err := payoutDistributor.abi.Unpack("sourceOf", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackStateOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x64482ac4.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function stateOf(bytes32 id) view returns(uint8)
func (payoutDistributor *PayoutDistributor) PackStateOf(id [32]byte) []byte {
	enc, err := payoutDistributor.abi.Pack("stateOf", id)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackStateOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x64482ac4.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function stateOf(bytes32 id) view returns(uint8)
func (payoutDistributor *PayoutDistributor) TryPackStateOf(id [32]byte) ([]byte, error) {
	return payoutDistributor.abi.Pack("stateOf", id)
}

// UnpackStateOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x64482ac4.
//
// Solidity: function stateOf(bytes32 id) view returns(uint8)
func (payoutDistributor *PayoutDistributor) UnpackStateOf(data []byte) (uint8, error) {
	out, err := payoutDistributor.abi.Unpack("stateOf", data)
	if err != nil {
		return *new(uint8), err
	}
	out0 := *abi.ConvertType(out[0], new(uint8)).(*uint8)
	return out0, nil
}

// PackStopRecovery is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x59935298.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function stopRecovery(uint8 role) returns()
func (payoutDistributor *PayoutDistributor) PackStopRecovery(role uint8) []byte {
	enc, err := payoutDistributor.abi.Pack("stopRecovery", role)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackStopRecovery is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x59935298.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function stopRecovery(uint8 role) returns()
func (payoutDistributor *PayoutDistributor) TryPackStopRecovery(role uint8) ([]byte, error) {
	return payoutDistributor.abi.Pack("stopRecovery", role)
}

// PackSubtreeOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x8da8d403.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function subtreeOf(bytes32 id, uint256 first, bytes packed) pure returns(bytes32 node)
func (payoutDistributor *PayoutDistributor) PackSubtreeOf(id [32]byte, first *big.Int, packed []byte) []byte {
	enc, err := payoutDistributor.abi.Pack("subtreeOf", id, first, packed)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSubtreeOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x8da8d403.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function subtreeOf(bytes32 id, uint256 first, bytes packed) pure returns(bytes32 node)
func (payoutDistributor *PayoutDistributor) TryPackSubtreeOf(id [32]byte, first *big.Int, packed []byte) ([]byte, error) {
	return payoutDistributor.abi.Pack("subtreeOf", id, first, packed)
}

// UnpackSubtreeOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x8da8d403.
//
// Solidity: function subtreeOf(bytes32 id, uint256 first, bytes packed) pure returns(bytes32 node)
func (payoutDistributor *PayoutDistributor) UnpackSubtreeOf(data []byte) ([32]byte, error) {
	out, err := payoutDistributor.abi.Unpack("subtreeOf", data)
	if err != nil {
		return *new([32]byte), err
	}
	out0 := *abi.ConvertType(out[0], new([32]byte)).(*[32]byte)
	return out0, nil
}

// PackSweep is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x3f29ec02.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function sweep((bytes32,bytes32,address,uint64) key) returns(uint256 amount)
func (payoutDistributor *PayoutDistributor) PackSweep(key PayoutDistributorKey) []byte {
	enc, err := payoutDistributor.abi.Pack("sweep", key)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSweep is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x3f29ec02.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function sweep((bytes32,bytes32,address,uint64) key) returns(uint256 amount)
func (payoutDistributor *PayoutDistributor) TryPackSweep(key PayoutDistributorKey) ([]byte, error) {
	return payoutDistributor.abi.Pack("sweep", key)
}

// UnpackSweep is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x3f29ec02.
//
// Solidity: function sweep((bytes32,bytes32,address,uint64) key) returns(uint256 amount)
func (payoutDistributor *PayoutDistributor) UnpackSweep(data []byte) (*big.Int, error) {
	out, err := payoutDistributor.abi.Unpack("sweep", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackTakenBits is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x159ffaa0.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function takenBits(bytes32 id, uint256 word) view returns(uint256)
func (payoutDistributor *PayoutDistributor) PackTakenBits(id [32]byte, word *big.Int) []byte {
	enc, err := payoutDistributor.abi.Pack("takenBits", id, word)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackTakenBits is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x159ffaa0.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function takenBits(bytes32 id, uint256 word) view returns(uint256)
func (payoutDistributor *PayoutDistributor) TryPackTakenBits(id [32]byte, word *big.Int) ([]byte, error) {
	return payoutDistributor.abi.Pack("takenBits", id, word)
}

// UnpackTakenBits is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x159ffaa0.
//
// Solidity: function takenBits(bytes32 id, uint256 word) view returns(uint256)
func (payoutDistributor *PayoutDistributor) UnpackTakenBits(data []byte) (*big.Int, error) {
	out, err := payoutDistributor.abi.Unpack("takenBits", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackTokenAt is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x5c5cb961.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function tokenAt(uint16 index) view returns(address)
func (payoutDistributor *PayoutDistributor) PackTokenAt(index uint16) []byte {
	enc, err := payoutDistributor.abi.Pack("tokenAt", index)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackTokenAt is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x5c5cb961.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function tokenAt(uint16 index) view returns(address)
func (payoutDistributor *PayoutDistributor) TryPackTokenAt(index uint16) ([]byte, error) {
	return payoutDistributor.abi.Pack("tokenAt", index)
}

// UnpackTokenAt is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x5c5cb961.
//
// Solidity: function tokenAt(uint16 index) view returns(address)
func (payoutDistributor *PayoutDistributor) UnpackTokenAt(data []byte) (common.Address, error) {
	out, err := payoutDistributor.abi.Unpack("tokenAt", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackTokenCount is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x9f181b5e.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function tokenCount() view returns(uint16)
func (payoutDistributor *PayoutDistributor) PackTokenCount() []byte {
	enc, err := payoutDistributor.abi.Pack("tokenCount")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackTokenCount is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x9f181b5e.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function tokenCount() view returns(uint16)
func (payoutDistributor *PayoutDistributor) TryPackTokenCount() ([]byte, error) {
	return payoutDistributor.abi.Pack("tokenCount")
}

// UnpackTokenCount is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x9f181b5e.
//
// Solidity: function tokenCount() view returns(uint16)
func (payoutDistributor *PayoutDistributor) UnpackTokenCount(data []byte) (uint16, error) {
	out, err := payoutDistributor.abi.Unpack("tokenCount", data)
	if err != nil {
		return *new(uint16), err
	}
	out0 := *abi.ConvertType(out[0], new(uint16)).(*uint16)
	return out0, nil
}

// PackUnpausePublishing is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x14299b3b.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function unpausePublishing() returns()
func (payoutDistributor *PayoutDistributor) PackUnpausePublishing() []byte {
	enc, err := payoutDistributor.abi.Pack("unpausePublishing")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackUnpausePublishing is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x14299b3b.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function unpausePublishing() returns()
func (payoutDistributor *PayoutDistributor) TryPackUnpausePublishing() ([]byte, error) {
	return payoutDistributor.abi.Pack("unpausePublishing")
}

// PayoutDistributorAnnounced represents a Announced event raised by the PayoutDistributor contract.
type PayoutDistributorAnnounced struct {
	Id          [32]byte
	OrderDigest [32]byte
	PublicFrom  *big.Int
	Raw         *types.Log // Blockchain specific contextual infos
}

const PayoutDistributorAnnouncedEventName = "Announced"

// ContractEventName returns the user-defined event name.
func (PayoutDistributorAnnounced) ContractEventName() string {
	return PayoutDistributorAnnouncedEventName
}

// UnpackAnnouncedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Announced(bytes32 indexed id, bytes32 indexed orderDigest, uint256 publicFrom)
func (payoutDistributor *PayoutDistributor) UnpackAnnouncedEvent(log *types.Log) (*PayoutDistributorAnnounced, error) {
	event := "Announced"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != payoutDistributor.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(PayoutDistributorAnnounced)
	if len(log.Data) > 0 {
		if err := payoutDistributor.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range payoutDistributor.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// PayoutDistributorCancelled represents a Cancelled event raised by the PayoutDistributor contract.
type PayoutDistributorCancelled struct {
	Id         [32]byte
	By         common.Address
	Total      *big.Int
	ReasonHash [32]byte
	Raw        *types.Log // Blockchain specific contextual infos
}

const PayoutDistributorCancelledEventName = "Cancelled"

// ContractEventName returns the user-defined event name.
func (PayoutDistributorCancelled) ContractEventName() string {
	return PayoutDistributorCancelledEventName
}

// UnpackCancelledEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Cancelled(bytes32 indexed id, address indexed by, uint256 total, bytes32 reasonHash)
func (payoutDistributor *PayoutDistributor) UnpackCancelledEvent(log *types.Log) (*PayoutDistributorCancelled, error) {
	event := "Cancelled"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != payoutDistributor.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(PayoutDistributorCancelled)
	if len(log.Data) > 0 {
		if err := payoutDistributor.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range payoutDistributor.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// PayoutDistributorCapsProposed represents a CapsProposed event raised by the PayoutDistributor contract.
type PayoutDistributorCapsProposed struct {
	Token         common.Address
	PerSettlement *big.Int
	PerDay        *big.Int
	ReadyAt       *big.Int
	Raw           *types.Log // Blockchain specific contextual infos
}

const PayoutDistributorCapsProposedEventName = "CapsProposed"

// ContractEventName returns the user-defined event name.
func (PayoutDistributorCapsProposed) ContractEventName() string {
	return PayoutDistributorCapsProposedEventName
}

// UnpackCapsProposedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event CapsProposed(address indexed token, uint128 perSettlement, uint128 perDay, uint40 readyAt)
func (payoutDistributor *PayoutDistributor) UnpackCapsProposedEvent(log *types.Log) (*PayoutDistributorCapsProposed, error) {
	event := "CapsProposed"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != payoutDistributor.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(PayoutDistributorCapsProposed)
	if len(log.Data) > 0 {
		if err := payoutDistributor.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range payoutDistributor.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// PayoutDistributorCapsSet represents a CapsSet event raised by the PayoutDistributor contract.
type PayoutDistributorCapsSet struct {
	Token         common.Address
	PerSettlement *big.Int
	PerDay        *big.Int
	Raw           *types.Log // Blockchain specific contextual infos
}

const PayoutDistributorCapsSetEventName = "CapsSet"

// ContractEventName returns the user-defined event name.
func (PayoutDistributorCapsSet) ContractEventName() string {
	return PayoutDistributorCapsSetEventName
}

// UnpackCapsSetEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event CapsSet(address indexed token, uint128 perSettlement, uint128 perDay)
func (payoutDistributor *PayoutDistributor) UnpackCapsSetEvent(log *types.Log) (*PayoutDistributorCapsSet, error) {
	event := "CapsSet"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != payoutDistributor.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(PayoutDistributorCapsSet)
	if len(log.Data) > 0 {
		if err := payoutDistributor.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range payoutDistributor.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// PayoutDistributorExtended represents a Extended event raised by the PayoutDistributor contract.
type PayoutDistributorExtended struct {
	Id       [32]byte
	Deadline *big.Int
	Raw      *types.Log // Blockchain specific contextual infos
}

const PayoutDistributorExtendedEventName = "Extended"

// ContractEventName returns the user-defined event name.
func (PayoutDistributorExtended) ContractEventName() string {
	return PayoutDistributorExtendedEventName
}

// UnpackExtendedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Extended(bytes32 indexed id, uint40 deadline)
func (payoutDistributor *PayoutDistributor) UnpackExtendedEvent(log *types.Log) (*PayoutDistributorExtended, error) {
	event := "Extended"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != payoutDistributor.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(PayoutDistributorExtended)
	if len(log.Data) > 0 {
		if err := payoutDistributor.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range payoutDistributor.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// PayoutDistributorHeld represents a Held event raised by the PayoutDistributor contract.
type PayoutDistributorHeld struct {
	Id         [32]byte
	ActiveAt   *big.Int
	ReasonHash [32]byte
	Raw        *types.Log // Blockchain specific contextual infos
}

const PayoutDistributorHeldEventName = "Held"

// ContractEventName returns the user-defined event name.
func (PayoutDistributorHeld) ContractEventName() string {
	return PayoutDistributorHeldEventName
}

// UnpackHeldEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Held(bytes32 indexed id, uint40 activeAt, bytes32 reasonHash)
func (payoutDistributor *PayoutDistributor) UnpackHeldEvent(log *types.Log) (*PayoutDistributorHeld, error) {
	event := "Held"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != payoutDistributor.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(PayoutDistributorHeld)
	if len(log.Data) > 0 {
		if err := payoutDistributor.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range payoutDistributor.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// PayoutDistributorPaused represents a Paused event raised by the PayoutDistributor contract.
type PayoutDistributorPaused struct {
	By         common.Address
	Until      *big.Int
	ReasonHash [32]byte
	Raw        *types.Log // Blockchain specific contextual infos
}

const PayoutDistributorPausedEventName = "Paused"

// ContractEventName returns the user-defined event name.
func (PayoutDistributorPaused) ContractEventName() string {
	return PayoutDistributorPausedEventName
}

// UnpackPausedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Paused(address indexed by, uint40 until, bytes32 reasonHash)
func (payoutDistributor *PayoutDistributor) UnpackPausedEvent(log *types.Log) (*PayoutDistributorPaused, error) {
	event := "Paused"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != payoutDistributor.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(PayoutDistributorPaused)
	if len(log.Data) > 0 {
		if err := payoutDistributor.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range payoutDistributor.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// PayoutDistributorPublished represents a Published event raised by the PayoutDistributor contract.
type PayoutDistributorPublished struct {
	Id          [32]byte
	IncidentId  [32]byte
	PoolId      [32]byte
	Token       common.Address
	Sequence    uint64
	Root        [32]byte
	LeafCount   uint32
	Total       *big.Int
	ActiveAt    *big.Int
	Deadline    *big.Int
	OrderDigest [32]byte
	Raw         *types.Log // Blockchain specific contextual infos
}

const PayoutDistributorPublishedEventName = "Published"

// ContractEventName returns the user-defined event name.
func (PayoutDistributorPublished) ContractEventName() string {
	return PayoutDistributorPublishedEventName
}

// UnpackPublishedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Published(bytes32 indexed id, bytes32 indexed incidentId, bytes32 indexed poolId, address token, uint64 sequence, bytes32 root, uint32 leafCount, uint256 total, uint40 activeAt, uint40 deadline, bytes32 orderDigest)
func (payoutDistributor *PayoutDistributor) UnpackPublishedEvent(log *types.Log) (*PayoutDistributorPublished, error) {
	event := "Published"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != payoutDistributor.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(PayoutDistributorPublished)
	if len(log.Data) > 0 {
		if err := payoutDistributor.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range payoutDistributor.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// PayoutDistributorPushFailed represents a PushFailed event raised by the PayoutDistributor contract.
type PayoutDistributorPushFailed struct {
	Id    [32]byte
	Index *big.Int
	Raw   *types.Log // Blockchain specific contextual infos
}

const PayoutDistributorPushFailedEventName = "PushFailed"

// ContractEventName returns the user-defined event name.
func (PayoutDistributorPushFailed) ContractEventName() string {
	return PayoutDistributorPushFailedEventName
}

// UnpackPushFailedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event PushFailed(bytes32 indexed id, uint256 index)
func (payoutDistributor *PayoutDistributor) UnpackPushFailedEvent(log *types.Log) (*PayoutDistributorPushFailed, error) {
	event := "PushFailed"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != payoutDistributor.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(PayoutDistributorPushFailed)
	if len(log.Data) > 0 {
		if err := payoutDistributor.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range payoutDistributor.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// PayoutDistributorPushed represents a Pushed event raised by the PayoutDistributor contract.
type PayoutDistributorPushed struct {
	Id         [32]byte
	FirstIndex *big.Int
	PaidMask   *big.Int
	Raw        *types.Log // Blockchain specific contextual infos
}

const PayoutDistributorPushedEventName = "Pushed"

// ContractEventName returns the user-defined event name.
func (PayoutDistributorPushed) ContractEventName() string {
	return PayoutDistributorPushedEventName
}

// UnpackPushedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Pushed(bytes32 indexed id, uint256 firstIndex, uint256 paidMask)
func (payoutDistributor *PayoutDistributor) UnpackPushedEvent(log *types.Log) (*PayoutDistributorPushed, error) {
	event := "Pushed"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != payoutDistributor.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(PayoutDistributorPushed)
	if len(log.Data) > 0 {
		if err := payoutDistributor.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range payoutDistributor.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// PayoutDistributorRecoveryBegun represents a RecoveryBegun event raised by the PayoutDistributor contract.
type PayoutDistributorRecoveryBegun struct {
	Role    uint8
	To      common.Address
	ReadyAt *big.Int
	Raw     *types.Log // Blockchain specific contextual infos
}

const PayoutDistributorRecoveryBegunEventName = "RecoveryBegun"

// ContractEventName returns the user-defined event name.
func (PayoutDistributorRecoveryBegun) ContractEventName() string {
	return PayoutDistributorRecoveryBegunEventName
}

// UnpackRecoveryBegunEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event RecoveryBegun(uint8 indexed role, address indexed to, uint40 readyAt)
func (payoutDistributor *PayoutDistributor) UnpackRecoveryBegunEvent(log *types.Log) (*PayoutDistributorRecoveryBegun, error) {
	event := "RecoveryBegun"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != payoutDistributor.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(PayoutDistributorRecoveryBegun)
	if len(log.Data) > 0 {
		if err := payoutDistributor.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range payoutDistributor.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// PayoutDistributorRecoveryStopped represents a RecoveryStopped event raised by the PayoutDistributor contract.
type PayoutDistributorRecoveryStopped struct {
	Role   uint8
	Holder common.Address
	Raw    *types.Log // Blockchain specific contextual infos
}

const PayoutDistributorRecoveryStoppedEventName = "RecoveryStopped"

// ContractEventName returns the user-defined event name.
func (PayoutDistributorRecoveryStopped) ContractEventName() string {
	return PayoutDistributorRecoveryStoppedEventName
}

// UnpackRecoveryStoppedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event RecoveryStopped(uint8 indexed role, address indexed holder)
func (payoutDistributor *PayoutDistributor) UnpackRecoveryStoppedEvent(log *types.Log) (*PayoutDistributorRecoveryStopped, error) {
	event := "RecoveryStopped"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != payoutDistributor.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(PayoutDistributorRecoveryStopped)
	if len(log.Data) > 0 {
		if err := payoutDistributor.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range payoutDistributor.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// PayoutDistributorRedeemed represents a Redeemed event raised by the PayoutDistributor contract.
type PayoutDistributorRedeemed struct {
	Id       [32]byte
	Index    *big.Int
	Receiver common.Address
	Amount   *big.Int
	PaidTo   common.Address
	Raw      *types.Log // Blockchain specific contextual infos
}

const PayoutDistributorRedeemedEventName = "Redeemed"

// ContractEventName returns the user-defined event name.
func (PayoutDistributorRedeemed) ContractEventName() string {
	return PayoutDistributorRedeemedEventName
}

// UnpackRedeemedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Redeemed(bytes32 indexed id, uint256 indexed index, address indexed receiver, uint256 amount, address paidTo)
func (payoutDistributor *PayoutDistributor) UnpackRedeemedEvent(log *types.Log) (*PayoutDistributorRedeemed, error) {
	event := "Redeemed"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != payoutDistributor.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(PayoutDistributorRedeemed)
	if len(log.Data) > 0 {
		if err := payoutDistributor.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range payoutDistributor.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// PayoutDistributorRoleOffered represents a RoleOffered event raised by the PayoutDistributor contract.
type PayoutDistributorRoleOffered struct {
	Role uint8
	From common.Address
	To   common.Address
	Raw  *types.Log // Blockchain specific contextual infos
}

const PayoutDistributorRoleOfferedEventName = "RoleOffered"

// ContractEventName returns the user-defined event name.
func (PayoutDistributorRoleOffered) ContractEventName() string {
	return PayoutDistributorRoleOfferedEventName
}

// UnpackRoleOfferedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event RoleOffered(uint8 indexed role, address indexed from, address indexed to)
func (payoutDistributor *PayoutDistributor) UnpackRoleOfferedEvent(log *types.Log) (*PayoutDistributorRoleOffered, error) {
	event := "RoleOffered"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != payoutDistributor.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(PayoutDistributorRoleOffered)
	if len(log.Data) > 0 {
		if err := payoutDistributor.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range payoutDistributor.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// PayoutDistributorRoleTaken represents a RoleTaken event raised by the PayoutDistributor contract.
type PayoutDistributorRoleTaken struct {
	Role   uint8
	Holder common.Address
	Raw    *types.Log // Blockchain specific contextual infos
}

const PayoutDistributorRoleTakenEventName = "RoleTaken"

// ContractEventName returns the user-defined event name.
func (PayoutDistributorRoleTaken) ContractEventName() string {
	return PayoutDistributorRoleTakenEventName
}

// UnpackRoleTakenEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event RoleTaken(uint8 indexed role, address indexed holder)
func (payoutDistributor *PayoutDistributor) UnpackRoleTakenEvent(log *types.Log) (*PayoutDistributorRoleTaken, error) {
	event := "RoleTaken"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != payoutDistributor.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(PayoutDistributorRoleTaken)
	if len(log.Data) > 0 {
		if err := payoutDistributor.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range payoutDistributor.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// PayoutDistributorSourceRegistered represents a SourceRegistered event raised by the PayoutDistributor contract.
type PayoutDistributorSourceRegistered struct {
	PoolId [32]byte
	Source common.Address
	Raw    *types.Log // Blockchain specific contextual infos
}

const PayoutDistributorSourceRegisteredEventName = "SourceRegistered"

// ContractEventName returns the user-defined event name.
func (PayoutDistributorSourceRegistered) ContractEventName() string {
	return PayoutDistributorSourceRegisteredEventName
}

// UnpackSourceRegisteredEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event SourceRegistered(bytes32 indexed poolId, address indexed source)
func (payoutDistributor *PayoutDistributor) UnpackSourceRegisteredEvent(log *types.Log) (*PayoutDistributorSourceRegistered, error) {
	event := "SourceRegistered"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != payoutDistributor.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(PayoutDistributorSourceRegistered)
	if len(log.Data) > 0 {
		if err := payoutDistributor.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range payoutDistributor.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// PayoutDistributorSwept represents a Swept event raised by the PayoutDistributor contract.
type PayoutDistributorSwept struct {
	Id         [32]byte
	IncidentId [32]byte
	Token      common.Address
	Amount     *big.Int
	Raw        *types.Log // Blockchain specific contextual infos
}

const PayoutDistributorSweptEventName = "Swept"

// ContractEventName returns the user-defined event name.
func (PayoutDistributorSwept) ContractEventName() string {
	return PayoutDistributorSweptEventName
}

// UnpackSweptEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Swept(bytes32 indexed id, bytes32 indexed incidentId, address token, uint256 amount)
func (payoutDistributor *PayoutDistributor) UnpackSweptEvent(log *types.Log) (*PayoutDistributorSwept, error) {
	event := "Swept"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != payoutDistributor.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(PayoutDistributorSwept)
	if len(log.Data) > 0 {
		if err := payoutDistributor.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range payoutDistributor.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// PayoutDistributorTokenAllowed represents a TokenAllowed event raised by the PayoutDistributor contract.
type PayoutDistributorTokenAllowed struct {
	Token common.Address
	Index uint16
	Raw   *types.Log // Blockchain specific contextual infos
}

const PayoutDistributorTokenAllowedEventName = "TokenAllowed"

// ContractEventName returns the user-defined event name.
func (PayoutDistributorTokenAllowed) ContractEventName() string {
	return PayoutDistributorTokenAllowedEventName
}

// UnpackTokenAllowedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event TokenAllowed(address indexed token, uint16 index)
func (payoutDistributor *PayoutDistributor) UnpackTokenAllowedEvent(log *types.Log) (*PayoutDistributorTokenAllowed, error) {
	event := "TokenAllowed"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != payoutDistributor.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(PayoutDistributorTokenAllowed)
	if len(log.Data) > 0 {
		if err := payoutDistributor.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range payoutDistributor.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// PayoutDistributorTokenEnabled represents a TokenEnabled event raised by the PayoutDistributor contract.
type PayoutDistributorTokenEnabled struct {
	Token   common.Address
	Enabled bool
	Raw     *types.Log // Blockchain specific contextual infos
}

const PayoutDistributorTokenEnabledEventName = "TokenEnabled"

// ContractEventName returns the user-defined event name.
func (PayoutDistributorTokenEnabled) ContractEventName() string {
	return PayoutDistributorTokenEnabledEventName
}

// UnpackTokenEnabledEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event TokenEnabled(address indexed token, bool enabled)
func (payoutDistributor *PayoutDistributor) UnpackTokenEnabledEvent(log *types.Log) (*PayoutDistributorTokenEnabled, error) {
	event := "TokenEnabled"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != payoutDistributor.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(PayoutDistributorTokenEnabled)
	if len(log.Data) > 0 {
		if err := payoutDistributor.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range payoutDistributor.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// PayoutDistributorUnpaused represents a Unpaused event raised by the PayoutDistributor contract.
type PayoutDistributorUnpaused struct {
	By  common.Address
	Raw *types.Log // Blockchain specific contextual infos
}

const PayoutDistributorUnpausedEventName = "Unpaused"

// ContractEventName returns the user-defined event name.
func (PayoutDistributorUnpaused) ContractEventName() string {
	return PayoutDistributorUnpausedEventName
}

// UnpackUnpausedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Unpaused(address indexed by)
func (payoutDistributor *PayoutDistributor) UnpackUnpausedEvent(log *types.Log) (*PayoutDistributorUnpaused, error) {
	event := "Unpaused"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != payoutDistributor.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(PayoutDistributorUnpaused)
	if len(log.Data) > 0 {
		if err := payoutDistributor.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range payoutDistributor.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// UnpackError attempts to decode the provided error data using user-defined
// error definitions.
func (payoutDistributor *PayoutDistributor) UnpackError(raw []byte) (any, error) {
	if bytes.Equal(raw[:4], payoutDistributor.abi.Errors["AlreadyTaken"].ID.Bytes()[:4]) {
		return payoutDistributor.UnpackAlreadyTakenError(raw[4:])
	}
	if bytes.Equal(raw[:4], payoutDistributor.abi.Errors["BadItems"].ID.Bytes()[:4]) {
		return payoutDistributor.UnpackBadItemsError(raw[4:])
	}
	if bytes.Equal(raw[:4], payoutDistributor.abi.Errors["BadLevel"].ID.Bytes()[:4]) {
		return payoutDistributor.UnpackBadLevelError(raw[4:])
	}
	if bytes.Equal(raw[:4], payoutDistributor.abi.Errors["BadMask"].ID.Bytes()[:4]) {
		return payoutDistributor.UnpackBadMaskError(raw[4:])
	}
	if bytes.Equal(raw[:4], payoutDistributor.abi.Errors["BadProof"].ID.Bytes()[:4]) {
		return payoutDistributor.UnpackBadProofError(raw[4:])
	}
	if bytes.Equal(raw[:4], payoutDistributor.abi.Errors["BadReceiver"].ID.Bytes()[:4]) {
		return payoutDistributor.UnpackBadReceiverError(raw[4:])
	}
	if bytes.Equal(raw[:4], payoutDistributor.abi.Errors["BadSignature"].ID.Bytes()[:4]) {
		return payoutDistributor.UnpackBadSignatureError(raw[4:])
	}
	if bytes.Equal(raw[:4], payoutDistributor.abi.Errors["BeforeDeadline"].ID.Bytes()[:4]) {
		return payoutDistributor.UnpackBeforeDeadlineError(raw[4:])
	}
	if bytes.Equal(raw[:4], payoutDistributor.abi.Errors["CapsNotReady"].ID.Bytes()[:4]) {
		return payoutDistributor.UnpackCapsNotReadyError(raw[4:])
	}
	if bytes.Equal(raw[:4], payoutDistributor.abi.Errors["DeadlineNotExtended"].ID.Bytes()[:4]) {
		return payoutDistributor.UnpackDeadlineNotExtendedError(raw[4:])
	}
	if bytes.Equal(raw[:4], payoutDistributor.abi.Errors["EmptyOrder"].ID.Bytes()[:4]) {
		return payoutDistributor.UnpackEmptyOrderError(raw[4:])
	}
	if bytes.Equal(raw[:4], payoutDistributor.abi.Errors["GasTooLow"].ID.Bytes()[:4]) {
		return payoutDistributor.UnpackGasTooLowError(raw[4:])
	}
	if bytes.Equal(raw[:4], payoutDistributor.abi.Errors["HoldTooLong"].ID.Bytes()[:4]) {
		return payoutDistributor.UnpackHoldTooLongError(raw[4:])
	}
	if bytes.Equal(raw[:4], payoutDistributor.abi.Errors["HoldUsed"].ID.Bytes()[:4]) {
		return payoutDistributor.UnpackHoldUsedError(raw[4:])
	}
	if bytes.Equal(raw[:4], payoutDistributor.abi.Errors["HoldsOtherRole"].ID.Bytes()[:4]) {
		return payoutDistributor.UnpackHoldsOtherRoleError(raw[4:])
	}
	if bytes.Equal(raw[:4], payoutDistributor.abi.Errors["IsPaused"].ID.Bytes()[:4]) {
		return payoutDistributor.UnpackIsPausedError(raw[4:])
	}
	if bytes.Equal(raw[:4], payoutDistributor.abi.Errors["MoreThanSigned"].ID.Bytes()[:4]) {
		return payoutDistributor.UnpackMoreThanSignedError(raw[4:])
	}
	if bytes.Equal(raw[:4], payoutDistributor.abi.Errors["NoReason"].ID.Bytes()[:4]) {
		return payoutDistributor.UnpackNoReasonError(raw[4:])
	}
	if bytes.Equal(raw[:4], payoutDistributor.abi.Errors["NotAContract"].ID.Bytes()[:4]) {
		return payoutDistributor.UnpackNotAContractError(raw[4:])
	}
	if bytes.Equal(raw[:4], payoutDistributor.abi.Errors["NotAnnounced"].ID.Bytes()[:4]) {
		return payoutDistributor.UnpackNotAnnouncedError(raw[4:])
	}
	if bytes.Equal(raw[:4], payoutDistributor.abi.Errors["NotHolder"].ID.Bytes()[:4]) {
		return payoutDistributor.UnpackNotHolderError(raw[4:])
	}
	if bytes.Equal(raw[:4], payoutDistributor.abi.Errors["NotOffered"].ID.Bytes()[:4]) {
		return payoutDistributor.UnpackNotOfferedError(raw[4:])
	}
	if bytes.Equal(raw[:4], payoutDistributor.abi.Errors["NotRecovered"].ID.Bytes()[:4]) {
		return payoutDistributor.UnpackNotRecoveredError(raw[4:])
	}
	if bytes.Equal(raw[:4], payoutDistributor.abi.Errors["OverDayCap"].ID.Bytes()[:4]) {
		return payoutDistributor.UnpackOverDayCapError(raw[4:])
	}
	if bytes.Equal(raw[:4], payoutDistributor.abi.Errors["OverSettlementCap"].ID.Bytes()[:4]) {
		return payoutDistributor.UnpackOverSettlementCapError(raw[4:])
	}
	if bytes.Equal(raw[:4], payoutDistributor.abi.Errors["PauseTooLong"].ID.Bytes()[:4]) {
		return payoutDistributor.UnpackPauseTooLongError(raw[4:])
	}
	if bytes.Equal(raw[:4], payoutDistributor.abi.Errors["PauseTooSoon"].ID.Bytes()[:4]) {
		return payoutDistributor.UnpackPauseTooSoonError(raw[4:])
	}
	if bytes.Equal(raw[:4], payoutDistributor.abi.Errors["ReentrancyGuardReentrantCall"].ID.Bytes()[:4]) {
		return payoutDistributor.UnpackReentrancyGuardReentrantCallError(raw[4:])
	}
	if bytes.Equal(raw[:4], payoutDistributor.abi.Errors["SignatureExpired"].ID.Bytes()[:4]) {
		return payoutDistributor.UnpackSignatureExpiredError(raw[4:])
	}
	if bytes.Equal(raw[:4], payoutDistributor.abi.Errors["SourceKnown"].ID.Bytes()[:4]) {
		return payoutDistributor.UnpackSourceKnownError(raw[4:])
	}
	if bytes.Equal(raw[:4], payoutDistributor.abi.Errors["TokenKnown"].ID.Bytes()[:4]) {
		return payoutDistributor.UnpackTokenKnownError(raw[4:])
	}
	if bytes.Equal(raw[:4], payoutDistributor.abi.Errors["TokenNotAllowed"].ID.Bytes()[:4]) {
		return payoutDistributor.UnpackTokenNotAllowedError(raw[4:])
	}
	if bytes.Equal(raw[:4], payoutDistributor.abi.Errors["TooEarly"].ID.Bytes()[:4]) {
		return payoutDistributor.UnpackTooEarlyError(raw[4:])
	}
	if bytes.Equal(raw[:4], payoutDistributor.abi.Errors["TransferFailed"].ID.Bytes()[:4]) {
		return payoutDistributor.UnpackTransferFailedError(raw[4:])
	}
	if bytes.Equal(raw[:4], payoutDistributor.abi.Errors["UnknownSource"].ID.Bytes()[:4]) {
		return payoutDistributor.UnpackUnknownSourceError(raw[4:])
	}
	if bytes.Equal(raw[:4], payoutDistributor.abi.Errors["WrongCumulative"].ID.Bytes()[:4]) {
		return payoutDistributor.UnpackWrongCumulativeError(raw[4:])
	}
	if bytes.Equal(raw[:4], payoutDistributor.abi.Errors["WrongMoneyIn"].ID.Bytes()[:4]) {
		return payoutDistributor.UnpackWrongMoneyInError(raw[4:])
	}
	if bytes.Equal(raw[:4], payoutDistributor.abi.Errors["WrongMoneyOut"].ID.Bytes()[:4]) {
		return payoutDistributor.UnpackWrongMoneyOutError(raw[4:])
	}
	if bytes.Equal(raw[:4], payoutDistributor.abi.Errors["WrongParameter"].ID.Bytes()[:4]) {
		return payoutDistributor.UnpackWrongParameterError(raw[4:])
	}
	if bytes.Equal(raw[:4], payoutDistributor.abi.Errors["WrongSettlementId"].ID.Bytes()[:4]) {
		return payoutDistributor.UnpackWrongSettlementIdError(raw[4:])
	}
	if bytes.Equal(raw[:4], payoutDistributor.abi.Errors["WrongState"].ID.Bytes()[:4]) {
		return payoutDistributor.UnpackWrongStateError(raw[4:])
	}
	if bytes.Equal(raw[:4], payoutDistributor.abi.Errors["ZeroAddress"].ID.Bytes()[:4]) {
		return payoutDistributor.UnpackZeroAddressError(raw[4:])
	}
	return nil, errors.New("Unknown error")
}

// PayoutDistributorAlreadyTaken represents a AlreadyTaken error raised by the PayoutDistributor contract.
type PayoutDistributorAlreadyTaken struct {
	Id    [32]byte
	Index *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error AlreadyTaken(bytes32 id, uint256 index)
func PayoutDistributorAlreadyTakenErrorID() common.Hash {
	return common.HexToHash("0x53ce9ddceaba3baf3d0403b780fe014b5514adc439b3a6639d0e8f7aee3a06b0")
}

// UnpackAlreadyTakenError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error AlreadyTaken(bytes32 id, uint256 index)
func (payoutDistributor *PayoutDistributor) UnpackAlreadyTakenError(raw []byte) (*PayoutDistributorAlreadyTaken, error) {
	out := new(PayoutDistributorAlreadyTaken)
	if err := payoutDistributor.abi.UnpackIntoInterface(out, "AlreadyTaken", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// PayoutDistributorBadItems represents a BadItems error raised by the PayoutDistributor contract.
type PayoutDistributorBadItems struct {
	Length *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error BadItems(uint256 length)
func PayoutDistributorBadItemsErrorID() common.Hash {
	return common.HexToHash("0xa19ce5fdcf6a3d71bad717857a359ee2d55a6ca1acc11cddff269c4b72e3d3e2")
}

// UnpackBadItemsError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error BadItems(uint256 length)
func (payoutDistributor *PayoutDistributor) UnpackBadItemsError(raw []byte) (*PayoutDistributorBadItems, error) {
	out := new(PayoutDistributorBadItems)
	if err := payoutDistributor.abi.UnpackIntoInterface(out, "BadItems", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// PayoutDistributorBadLevel represents a BadLevel error raised by the PayoutDistributor contract.
type PayoutDistributorBadLevel struct {
	Level uint8
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error BadLevel(uint8 level)
func PayoutDistributorBadLevelErrorID() common.Hash {
	return common.HexToHash("0xb91bbcd5ab693e52b75c511e07d9f8efb8592db633c057c92c047bd6273e753c")
}

// UnpackBadLevelError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error BadLevel(uint8 level)
func (payoutDistributor *PayoutDistributor) UnpackBadLevelError(raw []byte) (*PayoutDistributorBadLevel, error) {
	out := new(PayoutDistributorBadLevel)
	if err := payoutDistributor.abi.UnpackIntoInterface(out, "BadLevel", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// PayoutDistributorBadMask represents a BadMask error raised by the PayoutDistributor contract.
type PayoutDistributorBadMask struct {
	Mask  *big.Int
	Items *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error BadMask(uint256 mask, uint256 items)
func PayoutDistributorBadMaskErrorID() common.Hash {
	return common.HexToHash("0x1fafa60404b6f766b12864716d6a137698a4e0087af76c70e007574e976e1e18")
}

// UnpackBadMaskError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error BadMask(uint256 mask, uint256 items)
func (payoutDistributor *PayoutDistributor) UnpackBadMaskError(raw []byte) (*PayoutDistributorBadMask, error) {
	out := new(PayoutDistributorBadMask)
	if err := payoutDistributor.abi.UnpackIntoInterface(out, "BadMask", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// PayoutDistributorBadProof represents a BadProof error raised by the PayoutDistributor contract.
type PayoutDistributorBadProof struct {
	Id    [32]byte
	Index *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error BadProof(bytes32 id, uint256 index)
func PayoutDistributorBadProofErrorID() common.Hash {
	return common.HexToHash("0x3e373a5a3f28af13396fded33799eab37953a4a6f53cb4e0b7e006a3b38f0021")
}

// UnpackBadProofError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error BadProof(bytes32 id, uint256 index)
func (payoutDistributor *PayoutDistributor) UnpackBadProofError(raw []byte) (*PayoutDistributorBadProof, error) {
	out := new(PayoutDistributorBadProof)
	if err := payoutDistributor.abi.UnpackIntoInterface(out, "BadProof", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// PayoutDistributorBadReceiver represents a BadReceiver error raised by the PayoutDistributor contract.
type PayoutDistributorBadReceiver struct {
	Receiver common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error BadReceiver(address receiver)
func PayoutDistributorBadReceiverErrorID() common.Hash {
	return common.HexToHash("0x4164d5b29cb75f616546e418eef9eba7076be7754471da9fcfe9677482888e41")
}

// UnpackBadReceiverError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error BadReceiver(address receiver)
func (payoutDistributor *PayoutDistributor) UnpackBadReceiverError(raw []byte) (*PayoutDistributorBadReceiver, error) {
	out := new(PayoutDistributorBadReceiver)
	if err := payoutDistributor.abi.UnpackIntoInterface(out, "BadReceiver", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// PayoutDistributorBadSignature represents a BadSignature error raised by the PayoutDistributor contract.
type PayoutDistributorBadSignature struct {
	Receiver common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error BadSignature(address receiver)
func PayoutDistributorBadSignatureErrorID() common.Hash {
	return common.HexToHash("0x9a7d38d94d3da0d5188ab778bbe9a3a38c77802b1bf2426c15740dc786da791d")
}

// UnpackBadSignatureError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error BadSignature(address receiver)
func (payoutDistributor *PayoutDistributor) UnpackBadSignatureError(raw []byte) (*PayoutDistributorBadSignature, error) {
	out := new(PayoutDistributorBadSignature)
	if err := payoutDistributor.abi.UnpackIntoInterface(out, "BadSignature", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// PayoutDistributorBeforeDeadline represents a BeforeDeadline error raised by the PayoutDistributor contract.
type PayoutDistributorBeforeDeadline struct {
	Deadline *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error BeforeDeadline(uint40 deadline)
func PayoutDistributorBeforeDeadlineErrorID() common.Hash {
	return common.HexToHash("0x60ffbf565f1cdf2fd8f7e76239f5cecbcc3f3739f9ae7aa10da52e5ce6017dcf")
}

// UnpackBeforeDeadlineError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error BeforeDeadline(uint40 deadline)
func (payoutDistributor *PayoutDistributor) UnpackBeforeDeadlineError(raw []byte) (*PayoutDistributorBeforeDeadline, error) {
	out := new(PayoutDistributorBeforeDeadline)
	if err := payoutDistributor.abi.UnpackIntoInterface(out, "BeforeDeadline", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// PayoutDistributorCapsNotReady represents a CapsNotReady error raised by the PayoutDistributor contract.
type PayoutDistributorCapsNotReady struct {
	Token common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error CapsNotReady(address token)
func PayoutDistributorCapsNotReadyErrorID() common.Hash {
	return common.HexToHash("0x33a67bf93e64b24d866858ac36b45997c5f9373f610802d3bbfca0b0387d0300")
}

// UnpackCapsNotReadyError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error CapsNotReady(address token)
func (payoutDistributor *PayoutDistributor) UnpackCapsNotReadyError(raw []byte) (*PayoutDistributorCapsNotReady, error) {
	out := new(PayoutDistributorCapsNotReady)
	if err := payoutDistributor.abi.UnpackIntoInterface(out, "CapsNotReady", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// PayoutDistributorDeadlineNotExtended represents a DeadlineNotExtended error raised by the PayoutDistributor contract.
type PayoutDistributorDeadlineNotExtended struct {
	Deadline *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error DeadlineNotExtended(uint40 deadline)
func PayoutDistributorDeadlineNotExtendedErrorID() common.Hash {
	return common.HexToHash("0x68693b29f70f3051b15507d66662424c529b37589ab9d405e2daff62dff22ba6")
}

// UnpackDeadlineNotExtendedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error DeadlineNotExtended(uint40 deadline)
func (payoutDistributor *PayoutDistributor) UnpackDeadlineNotExtendedError(raw []byte) (*PayoutDistributorDeadlineNotExtended, error) {
	out := new(PayoutDistributorDeadlineNotExtended)
	if err := payoutDistributor.abi.UnpackIntoInterface(out, "DeadlineNotExtended", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// PayoutDistributorEmptyOrder represents a EmptyOrder error raised by the PayoutDistributor contract.
type PayoutDistributorEmptyOrder struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error EmptyOrder()
func PayoutDistributorEmptyOrderErrorID() common.Hash {
	return common.HexToHash("0x1630779725df872137ed8cfe57655925ef0220c2468ac04242d7b4d55d1f4c51")
}

// UnpackEmptyOrderError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error EmptyOrder()
func (payoutDistributor *PayoutDistributor) UnpackEmptyOrderError(raw []byte) (*PayoutDistributorEmptyOrder, error) {
	out := new(PayoutDistributorEmptyOrder)
	if err := payoutDistributor.abi.UnpackIntoInterface(out, "EmptyOrder", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// PayoutDistributorGasTooLow represents a GasTooLow error raised by the PayoutDistributor contract.
type PayoutDistributorGasTooLow struct {
	Left *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error GasTooLow(uint256 left)
func PayoutDistributorGasTooLowErrorID() common.Hash {
	return common.HexToHash("0xcf30f3073693a008b7cacaaa35f1637f7ca1869afe62adb39b8a16790c690840")
}

// UnpackGasTooLowError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error GasTooLow(uint256 left)
func (payoutDistributor *PayoutDistributor) UnpackGasTooLowError(raw []byte) (*PayoutDistributorGasTooLow, error) {
	out := new(PayoutDistributorGasTooLow)
	if err := payoutDistributor.abi.UnpackIntoInterface(out, "GasTooLow", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// PayoutDistributorHoldTooLong represents a HoldTooLong error raised by the PayoutDistributor contract.
type PayoutDistributorHoldTooLong struct {
	Duration *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error HoldTooLong(uint256 duration)
func PayoutDistributorHoldTooLongErrorID() common.Hash {
	return common.HexToHash("0x6606f04376d8ce122aeda8e5d14da3cac7f6ad8fb44a5abd9aded453a9769303")
}

// UnpackHoldTooLongError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error HoldTooLong(uint256 duration)
func (payoutDistributor *PayoutDistributor) UnpackHoldTooLongError(raw []byte) (*PayoutDistributorHoldTooLong, error) {
	out := new(PayoutDistributorHoldTooLong)
	if err := payoutDistributor.abi.UnpackIntoInterface(out, "HoldTooLong", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// PayoutDistributorHoldUsed represents a HoldUsed error raised by the PayoutDistributor contract.
type PayoutDistributorHoldUsed struct {
	Id [32]byte
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error HoldUsed(bytes32 id)
func PayoutDistributorHoldUsedErrorID() common.Hash {
	return common.HexToHash("0x6f8d18cab2defeb258bd2dcc65321f638263c75979dd306dbd7c750067866843")
}

// UnpackHoldUsedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error HoldUsed(bytes32 id)
func (payoutDistributor *PayoutDistributor) UnpackHoldUsedError(raw []byte) (*PayoutDistributorHoldUsed, error) {
	out := new(PayoutDistributorHoldUsed)
	if err := payoutDistributor.abi.UnpackIntoInterface(out, "HoldUsed", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// PayoutDistributorHoldsOtherRole represents a HoldsOtherRole error raised by the PayoutDistributor contract.
type PayoutDistributorHoldsOtherRole struct {
	Role    uint8
	Account common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error HoldsOtherRole(uint8 role, address account)
func PayoutDistributorHoldsOtherRoleErrorID() common.Hash {
	return common.HexToHash("0xed1861d21f987247c7ad37dfabf468e3e33826ea48524ed8896f884568dae2bc")
}

// UnpackHoldsOtherRoleError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error HoldsOtherRole(uint8 role, address account)
func (payoutDistributor *PayoutDistributor) UnpackHoldsOtherRoleError(raw []byte) (*PayoutDistributorHoldsOtherRole, error) {
	out := new(PayoutDistributorHoldsOtherRole)
	if err := payoutDistributor.abi.UnpackIntoInterface(out, "HoldsOtherRole", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// PayoutDistributorIsPaused represents a IsPaused error raised by the PayoutDistributor contract.
type PayoutDistributorIsPaused struct {
	Until *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error IsPaused(uint40 until)
func PayoutDistributorIsPausedErrorID() common.Hash {
	return common.HexToHash("0x8a7ac8baa4b67a37b31cdc82e5dd7f2e286c0d39a7331a40a5253683e50c23b6")
}

// UnpackIsPausedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error IsPaused(uint40 until)
func (payoutDistributor *PayoutDistributor) UnpackIsPausedError(raw []byte) (*PayoutDistributorIsPaused, error) {
	out := new(PayoutDistributorIsPaused)
	if err := payoutDistributor.abi.UnpackIntoInterface(out, "IsPaused", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// PayoutDistributorMoreThanSigned represents a MoreThanSigned error raised by the PayoutDistributor contract.
type PayoutDistributorMoreThanSigned struct {
	Id [32]byte
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error MoreThanSigned(bytes32 id)
func PayoutDistributorMoreThanSignedErrorID() common.Hash {
	return common.HexToHash("0x88afcfeee5cb339aec60389fdc40f8ff0202323a3477ce751d97da96715245db")
}

// UnpackMoreThanSignedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error MoreThanSigned(bytes32 id)
func (payoutDistributor *PayoutDistributor) UnpackMoreThanSignedError(raw []byte) (*PayoutDistributorMoreThanSigned, error) {
	out := new(PayoutDistributorMoreThanSigned)
	if err := payoutDistributor.abi.UnpackIntoInterface(out, "MoreThanSigned", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// PayoutDistributorNoReason represents a NoReason error raised by the PayoutDistributor contract.
type PayoutDistributorNoReason struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NoReason()
func PayoutDistributorNoReasonErrorID() common.Hash {
	return common.HexToHash("0x2aaa2e622561f69abf299a2c9a78dc7e7077a63115333adc05f066114cd59845")
}

// UnpackNoReasonError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NoReason()
func (payoutDistributor *PayoutDistributor) UnpackNoReasonError(raw []byte) (*PayoutDistributorNoReason, error) {
	out := new(PayoutDistributorNoReason)
	if err := payoutDistributor.abi.UnpackIntoInterface(out, "NoReason", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// PayoutDistributorNotAContract represents a NotAContract error raised by the PayoutDistributor contract.
type PayoutDistributorNotAContract struct {
	Token common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NotAContract(address token)
func PayoutDistributorNotAContractErrorID() common.Hash {
	return common.HexToHash("0x8a8b41ec6b8382733436ac0321a506b0d1e41dc29c8650d1fd1ff17e726ab809")
}

// UnpackNotAContractError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NotAContract(address token)
func (payoutDistributor *PayoutDistributor) UnpackNotAContractError(raw []byte) (*PayoutDistributorNotAContract, error) {
	out := new(PayoutDistributorNotAContract)
	if err := payoutDistributor.abi.UnpackIntoInterface(out, "NotAContract", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// PayoutDistributorNotAnnounced represents a NotAnnounced error raised by the PayoutDistributor contract.
type PayoutDistributorNotAnnounced struct {
	OrderDigest [32]byte
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NotAnnounced(bytes32 orderDigest)
func PayoutDistributorNotAnnouncedErrorID() common.Hash {
	return common.HexToHash("0xf032b094e3981c12ceddc5fd60cc5c6baea2ca772b62ba4d16a0213cfd0239ce")
}

// UnpackNotAnnouncedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NotAnnounced(bytes32 orderDigest)
func (payoutDistributor *PayoutDistributor) UnpackNotAnnouncedError(raw []byte) (*PayoutDistributorNotAnnounced, error) {
	out := new(PayoutDistributorNotAnnounced)
	if err := payoutDistributor.abi.UnpackIntoInterface(out, "NotAnnounced", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// PayoutDistributorNotHolder represents a NotHolder error raised by the PayoutDistributor contract.
type PayoutDistributorNotHolder struct {
	Role   uint8
	Caller common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NotHolder(uint8 role, address caller)
func PayoutDistributorNotHolderErrorID() common.Hash {
	return common.HexToHash("0x7bb9ebeb998bf49df9d810a0f838b5cc7d271f175ed8fad1a5d07a5f3ccaa62e")
}

// UnpackNotHolderError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NotHolder(uint8 role, address caller)
func (payoutDistributor *PayoutDistributor) UnpackNotHolderError(raw []byte) (*PayoutDistributorNotHolder, error) {
	out := new(PayoutDistributorNotHolder)
	if err := payoutDistributor.abi.UnpackIntoInterface(out, "NotHolder", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// PayoutDistributorNotOffered represents a NotOffered error raised by the PayoutDistributor contract.
type PayoutDistributorNotOffered struct {
	Role   uint8
	Caller common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NotOffered(uint8 role, address caller)
func PayoutDistributorNotOfferedErrorID() common.Hash {
	return common.HexToHash("0xafd774611c1c39de15ec92a30e2847795048c5ecda46c2175061dac265558c80")
}

// UnpackNotOfferedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NotOffered(uint8 role, address caller)
func (payoutDistributor *PayoutDistributor) UnpackNotOfferedError(raw []byte) (*PayoutDistributorNotOffered, error) {
	out := new(PayoutDistributorNotOffered)
	if err := payoutDistributor.abi.UnpackIntoInterface(out, "NotOffered", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// PayoutDistributorNotRecovered represents a NotRecovered error raised by the PayoutDistributor contract.
type PayoutDistributorNotRecovered struct {
	Role   uint8
	Caller common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NotRecovered(uint8 role, address caller)
func PayoutDistributorNotRecoveredErrorID() common.Hash {
	return common.HexToHash("0x6267bf8ee988ccfd5390f01496ec7216fcb24c7619db941e13117297e18f0170")
}

// UnpackNotRecoveredError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NotRecovered(uint8 role, address caller)
func (payoutDistributor *PayoutDistributor) UnpackNotRecoveredError(raw []byte) (*PayoutDistributorNotRecovered, error) {
	out := new(PayoutDistributorNotRecovered)
	if err := payoutDistributor.abi.UnpackIntoInterface(out, "NotRecovered", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// PayoutDistributorOverDayCap represents a OverDayCap error raised by the PayoutDistributor contract.
type PayoutDistributorOverDayCap struct {
	Amount *big.Int
	Cap    *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error OverDayCap(uint256 amount, uint256 cap)
func PayoutDistributorOverDayCapErrorID() common.Hash {
	return common.HexToHash("0xc57dd4b092e4bef73f76f5fb6fb7a512d832a90f073d6c51e0fc3e33e6ecaa87")
}

// UnpackOverDayCapError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error OverDayCap(uint256 amount, uint256 cap)
func (payoutDistributor *PayoutDistributor) UnpackOverDayCapError(raw []byte) (*PayoutDistributorOverDayCap, error) {
	out := new(PayoutDistributorOverDayCap)
	if err := payoutDistributor.abi.UnpackIntoInterface(out, "OverDayCap", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// PayoutDistributorOverSettlementCap represents a OverSettlementCap error raised by the PayoutDistributor contract.
type PayoutDistributorOverSettlementCap struct {
	Amount *big.Int
	Cap    *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error OverSettlementCap(uint256 amount, uint256 cap)
func PayoutDistributorOverSettlementCapErrorID() common.Hash {
	return common.HexToHash("0x53e7d2b4240eff9d21f44dbc681779dbc0e023e189c6bf60b812105d0ca9f459")
}

// UnpackOverSettlementCapError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error OverSettlementCap(uint256 amount, uint256 cap)
func (payoutDistributor *PayoutDistributor) UnpackOverSettlementCapError(raw []byte) (*PayoutDistributorOverSettlementCap, error) {
	out := new(PayoutDistributorOverSettlementCap)
	if err := payoutDistributor.abi.UnpackIntoInterface(out, "OverSettlementCap", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// PayoutDistributorPauseTooLong represents a PauseTooLong error raised by the PayoutDistributor contract.
type PayoutDistributorPauseTooLong struct {
	Duration *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error PauseTooLong(uint256 duration)
func PayoutDistributorPauseTooLongErrorID() common.Hash {
	return common.HexToHash("0xf2292f0075cda00a2388e74d99f6e44557cbdb476958ceec93d8247761a86a2a")
}

// UnpackPauseTooLongError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error PauseTooLong(uint256 duration)
func (payoutDistributor *PayoutDistributor) UnpackPauseTooLongError(raw []byte) (*PayoutDistributorPauseTooLong, error) {
	out := new(PayoutDistributorPauseTooLong)
	if err := payoutDistributor.abi.UnpackIntoInterface(out, "PauseTooLong", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// PayoutDistributorPauseTooSoon represents a PauseTooSoon error raised by the PayoutDistributor contract.
type PayoutDistributorPauseTooSoon struct {
	AllowedFrom *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error PauseTooSoon(uint256 allowedFrom)
func PayoutDistributorPauseTooSoonErrorID() common.Hash {
	return common.HexToHash("0x7d47bb35fa7b221df0f1d78aadb3b13df1c3390c3b0eb4eb3738c2ec17ba2491")
}

// UnpackPauseTooSoonError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error PauseTooSoon(uint256 allowedFrom)
func (payoutDistributor *PayoutDistributor) UnpackPauseTooSoonError(raw []byte) (*PayoutDistributorPauseTooSoon, error) {
	out := new(PayoutDistributorPauseTooSoon)
	if err := payoutDistributor.abi.UnpackIntoInterface(out, "PauseTooSoon", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// PayoutDistributorReentrancyGuardReentrantCall represents a ReentrancyGuardReentrantCall error raised by the PayoutDistributor contract.
type PayoutDistributorReentrancyGuardReentrantCall struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ReentrancyGuardReentrantCall()
func PayoutDistributorReentrancyGuardReentrantCallErrorID() common.Hash {
	return common.HexToHash("0x3ee5aeb571de7fc460830b4d0017439a1ca56fb0bc39062227ade4fe4a24c1ca")
}

// UnpackReentrancyGuardReentrantCallError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ReentrancyGuardReentrantCall()
func (payoutDistributor *PayoutDistributor) UnpackReentrancyGuardReentrantCallError(raw []byte) (*PayoutDistributorReentrancyGuardReentrantCall, error) {
	out := new(PayoutDistributorReentrancyGuardReentrantCall)
	if err := payoutDistributor.abi.UnpackIntoInterface(out, "ReentrancyGuardReentrantCall", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// PayoutDistributorSignatureExpired represents a SignatureExpired error raised by the PayoutDistributor contract.
type PayoutDistributorSignatureExpired struct {
	Deadline uint64
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error SignatureExpired(uint64 deadline)
func PayoutDistributorSignatureExpiredErrorID() common.Hash {
	return common.HexToHash("0xfcd4a11f231310e556b91446aa29b4b13e5fa8be9866b6c2a801fad864538263")
}

// UnpackSignatureExpiredError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error SignatureExpired(uint64 deadline)
func (payoutDistributor *PayoutDistributor) UnpackSignatureExpiredError(raw []byte) (*PayoutDistributorSignatureExpired, error) {
	out := new(PayoutDistributorSignatureExpired)
	if err := payoutDistributor.abi.UnpackIntoInterface(out, "SignatureExpired", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// PayoutDistributorSourceKnown represents a SourceKnown error raised by the PayoutDistributor contract.
type PayoutDistributorSourceKnown struct {
	PoolId [32]byte
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error SourceKnown(bytes32 poolId)
func PayoutDistributorSourceKnownErrorID() common.Hash {
	return common.HexToHash("0x658d3bfa74cd5d8ddbbb77b9a0f6b33f8afc1d9953b0d374149bb1fafc650042")
}

// UnpackSourceKnownError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error SourceKnown(bytes32 poolId)
func (payoutDistributor *PayoutDistributor) UnpackSourceKnownError(raw []byte) (*PayoutDistributorSourceKnown, error) {
	out := new(PayoutDistributorSourceKnown)
	if err := payoutDistributor.abi.UnpackIntoInterface(out, "SourceKnown", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// PayoutDistributorTokenKnown represents a TokenKnown error raised by the PayoutDistributor contract.
type PayoutDistributorTokenKnown struct {
	Token common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error TokenKnown(address token)
func PayoutDistributorTokenKnownErrorID() common.Hash {
	return common.HexToHash("0xb7fc453e897c5be767a580d64e5b0308ec5e2d1f674c1ebbc73b3dc914de1ab2")
}

// UnpackTokenKnownError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error TokenKnown(address token)
func (payoutDistributor *PayoutDistributor) UnpackTokenKnownError(raw []byte) (*PayoutDistributorTokenKnown, error) {
	out := new(PayoutDistributorTokenKnown)
	if err := payoutDistributor.abi.UnpackIntoInterface(out, "TokenKnown", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// PayoutDistributorTokenNotAllowed represents a TokenNotAllowed error raised by the PayoutDistributor contract.
type PayoutDistributorTokenNotAllowed struct {
	Token common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error TokenNotAllowed(address token)
func PayoutDistributorTokenNotAllowedErrorID() common.Hash {
	return common.HexToHash("0x94403b7099477045d56a4ad621224a9a16fcb7e4b0d02e508215a9bf747a12d4")
}

// UnpackTokenNotAllowedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error TokenNotAllowed(address token)
func (payoutDistributor *PayoutDistributor) UnpackTokenNotAllowedError(raw []byte) (*PayoutDistributorTokenNotAllowed, error) {
	out := new(PayoutDistributorTokenNotAllowed)
	if err := payoutDistributor.abi.UnpackIntoInterface(out, "TokenNotAllowed", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// PayoutDistributorTooEarly represents a TooEarly error raised by the PayoutDistributor contract.
type PayoutDistributorTooEarly struct {
	From *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error TooEarly(uint256 from)
func PayoutDistributorTooEarlyErrorID() common.Hash {
	return common.HexToHash("0x2a35a3246d5070e2b118858c24c2c4d23eaebe645b92ab746b92dd600c35a9d7")
}

// UnpackTooEarlyError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error TooEarly(uint256 from)
func (payoutDistributor *PayoutDistributor) UnpackTooEarlyError(raw []byte) (*PayoutDistributorTooEarly, error) {
	out := new(PayoutDistributorTooEarly)
	if err := payoutDistributor.abi.UnpackIntoInterface(out, "TooEarly", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// PayoutDistributorTransferFailed represents a TransferFailed error raised by the PayoutDistributor contract.
type PayoutDistributorTransferFailed struct {
	Token  common.Address
	To     common.Address
	Amount *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error TransferFailed(address token, address to, uint256 amount)
func PayoutDistributorTransferFailedErrorID() common.Hash {
	return common.HexToHash("0xbf182be802245e8ed88e4b8d3e4344c0863dd2a70334f089fd07265389306fcf")
}

// UnpackTransferFailedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error TransferFailed(address token, address to, uint256 amount)
func (payoutDistributor *PayoutDistributor) UnpackTransferFailedError(raw []byte) (*PayoutDistributorTransferFailed, error) {
	out := new(PayoutDistributorTransferFailed)
	if err := payoutDistributor.abi.UnpackIntoInterface(out, "TransferFailed", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// PayoutDistributorUnknownSource represents a UnknownSource error raised by the PayoutDistributor contract.
type PayoutDistributorUnknownSource struct {
	PoolId [32]byte
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error UnknownSource(bytes32 poolId)
func PayoutDistributorUnknownSourceErrorID() common.Hash {
	return common.HexToHash("0x4fa7cb85e0d0f447ad26159cc3209873af3213995206afdc72a5890e76437c62")
}

// UnpackUnknownSourceError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error UnknownSource(bytes32 poolId)
func (payoutDistributor *PayoutDistributor) UnpackUnknownSourceError(raw []byte) (*PayoutDistributorUnknownSource, error) {
	out := new(PayoutDistributorUnknownSource)
	if err := payoutDistributor.abi.UnpackIntoInterface(out, "UnknownSource", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// PayoutDistributorWrongCumulative represents a WrongCumulative error raised by the PayoutDistributor contract.
type PayoutDistributorWrongCumulative struct {
	Have *big.Int
	Want *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error WrongCumulative(uint256 have, uint256 want)
func PayoutDistributorWrongCumulativeErrorID() common.Hash {
	return common.HexToHash("0xc20f6411b572f51edf7353583e733bf3de8acc697ee276b63d3e2936756f7fc1")
}

// UnpackWrongCumulativeError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error WrongCumulative(uint256 have, uint256 want)
func (payoutDistributor *PayoutDistributor) UnpackWrongCumulativeError(raw []byte) (*PayoutDistributorWrongCumulative, error) {
	out := new(PayoutDistributorWrongCumulative)
	if err := payoutDistributor.abi.UnpackIntoInterface(out, "WrongCumulative", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// PayoutDistributorWrongMoneyIn represents a WrongMoneyIn error raised by the PayoutDistributor contract.
type PayoutDistributorWrongMoneyIn struct {
	Have *big.Int
	Want *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error WrongMoneyIn(uint256 have, uint256 want)
func PayoutDistributorWrongMoneyInErrorID() common.Hash {
	return common.HexToHash("0x4434b58ba6a90a1067ebb48ce44c526a2cf94ceeef869127f2d1fffa6e1dc745")
}

// UnpackWrongMoneyInError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error WrongMoneyIn(uint256 have, uint256 want)
func (payoutDistributor *PayoutDistributor) UnpackWrongMoneyInError(raw []byte) (*PayoutDistributorWrongMoneyIn, error) {
	out := new(PayoutDistributorWrongMoneyIn)
	if err := payoutDistributor.abi.UnpackIntoInterface(out, "WrongMoneyIn", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// PayoutDistributorWrongMoneyOut represents a WrongMoneyOut error raised by the PayoutDistributor contract.
type PayoutDistributorWrongMoneyOut struct {
	Have *big.Int
	Want *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error WrongMoneyOut(uint256 have, uint256 want)
func PayoutDistributorWrongMoneyOutErrorID() common.Hash {
	return common.HexToHash("0x900f893457a08d5a3ec4178fc9c3c16a545cad14b5b36e274c7e15e3f38df4dc")
}

// UnpackWrongMoneyOutError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error WrongMoneyOut(uint256 have, uint256 want)
func (payoutDistributor *PayoutDistributor) UnpackWrongMoneyOutError(raw []byte) (*PayoutDistributorWrongMoneyOut, error) {
	out := new(PayoutDistributorWrongMoneyOut)
	if err := payoutDistributor.abi.UnpackIntoInterface(out, "WrongMoneyOut", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// PayoutDistributorWrongParameter represents a WrongParameter error raised by the PayoutDistributor contract.
type PayoutDistributorWrongParameter struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error WrongParameter()
func PayoutDistributorWrongParameterErrorID() common.Hash {
	return common.HexToHash("0x6e4a9ce87582d33bfa71865cbbfb704b4b0e12a3d37f9868e3f2403f88767e25")
}

// UnpackWrongParameterError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error WrongParameter()
func (payoutDistributor *PayoutDistributor) UnpackWrongParameterError(raw []byte) (*PayoutDistributorWrongParameter, error) {
	out := new(PayoutDistributorWrongParameter)
	if err := payoutDistributor.abi.UnpackIntoInterface(out, "WrongParameter", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// PayoutDistributorWrongSettlementId represents a WrongSettlementId error raised by the PayoutDistributor contract.
type PayoutDistributorWrongSettlementId struct {
	Have [32]byte
	Want [32]byte
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error WrongSettlementId(bytes32 have, bytes32 want)
func PayoutDistributorWrongSettlementIdErrorID() common.Hash {
	return common.HexToHash("0x7e22523cd1b2f4685adecef40bc3ca094919a513732b19db12c253e76a578773")
}

// UnpackWrongSettlementIdError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error WrongSettlementId(bytes32 have, bytes32 want)
func (payoutDistributor *PayoutDistributor) UnpackWrongSettlementIdError(raw []byte) (*PayoutDistributorWrongSettlementId, error) {
	out := new(PayoutDistributorWrongSettlementId)
	if err := payoutDistributor.abi.UnpackIntoInterface(out, "WrongSettlementId", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// PayoutDistributorWrongState represents a WrongState error raised by the PayoutDistributor contract.
type PayoutDistributorWrongState struct {
	Id    [32]byte
	State uint8
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error WrongState(bytes32 id, uint8 state)
func PayoutDistributorWrongStateErrorID() common.Hash {
	return common.HexToHash("0x2b3263b3bc5546a88f5c442a231d009ce5a89c34654ca9a7911b5bb3939a1f60")
}

// UnpackWrongStateError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error WrongState(bytes32 id, uint8 state)
func (payoutDistributor *PayoutDistributor) UnpackWrongStateError(raw []byte) (*PayoutDistributorWrongState, error) {
	out := new(PayoutDistributorWrongState)
	if err := payoutDistributor.abi.UnpackIntoInterface(out, "WrongState", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// PayoutDistributorZeroAddress represents a ZeroAddress error raised by the PayoutDistributor contract.
type PayoutDistributorZeroAddress struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ZeroAddress()
func PayoutDistributorZeroAddressErrorID() common.Hash {
	return common.HexToHash("0xd92e233df2717d4a40030e20904abd27b68fcbeede117eaaccbbdac9618c8c73")
}

// UnpackZeroAddressError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ZeroAddress()
func (payoutDistributor *PayoutDistributor) UnpackZeroAddressError(raw []byte) (*PayoutDistributorZeroAddress, error) {
	out := new(PayoutDistributorZeroAddress)
	if err := payoutDistributor.abi.UnpackIntoInterface(out, "ZeroAddress", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// RecoveryVaultMetaData contains all meta data concerning the RecoveryVault contract.
var RecoveryVaultMetaData = bind.MetaData{
	ABI: "[{\"inputs\":[{\"internalType\":\"address\",\"name\":\"distributor\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"treasurer\",\"type\":\"address\"}],\"stateMutability\":\"nonpayable\",\"type\":\"constructor\"},{\"inputs\":[],\"name\":\"DistributorBusy\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"enumRoles.Role\",\"name\":\"role\",\"type\":\"uint8\"},{\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"}],\"name\":\"HoldsOtherRole\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"caller\",\"type\":\"address\"}],\"name\":\"NotDistributor\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"have\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"need\",\"type\":\"uint256\"}],\"name\":\"NotEnough\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"enumRoles.Role\",\"name\":\"role\",\"type\":\"uint8\"},{\"internalType\":\"address\",\"name\":\"caller\",\"type\":\"address\"}],\"name\":\"NotHolder\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"enumRoles.Role\",\"name\":\"role\",\"type\":\"uint8\"},{\"internalType\":\"address\",\"name\":\"caller\",\"type\":\"address\"}],\"name\":\"NotOffered\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"enumRoles.Role\",\"name\":\"role\",\"type\":\"uint8\"},{\"internalType\":\"address\",\"name\":\"caller\",\"type\":\"address\"}],\"name\":\"NotRecovered\",\"type\":\"error\"},{\"inputs\":[],\"name\":\"ReentrancyGuardReentrantCall\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"token\",\"type\":\"address\"}],\"name\":\"SafeERC20FailedOperation\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"token\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"to\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"amount\",\"type\":\"uint256\"}],\"name\":\"TransferFailed\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"have\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"want\",\"type\":\"uint256\"}],\"name\":\"WrongMoneyIn\",\"type\":\"error\"},{\"inputs\":[],\"name\":\"WrongParameter\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"poolId\",\"type\":\"bytes32\"},{\"internalType\":\"address\",\"name\":\"token\",\"type\":\"address\"}],\"name\":\"WrongPool\",\"type\":\"error\"},{\"inputs\":[],\"name\":\"ZeroAddress\",\"type\":\"error\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"settlementId\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"incidentId\",\"type\":\"bytes32\"},{\"indexed\":false,\"internalType\":\"address\",\"name\":\"asset\",\"type\":\"address\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"amount\",\"type\":\"uint256\"}],\"name\":\"Escheated\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"settlementId\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"incidentId\",\"type\":\"bytes32\"},{\"indexed\":false,\"internalType\":\"address\",\"name\":\"asset\",\"type\":\"address\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"amount\",\"type\":\"uint256\"}],\"name\":\"GivenBack\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"payer\",\"type\":\"address\"},{\"indexed\":false,\"internalType\":\"bool\",\"name\":\"registered\",\"type\":\"bool\"}],\"name\":\"PayerRegistered\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"settlementId\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"incidentId\",\"type\":\"bytes32\"},{\"indexed\":false,\"internalType\":\"address\",\"name\":\"asset\",\"type\":\"address\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"amount\",\"type\":\"uint256\"}],\"name\":\"Pulled\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"enumRoles.Role\",\"name\":\"role\",\"type\":\"uint8\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"to\",\"type\":\"address\"},{\"indexed\":false,\"internalType\":\"uint40\",\"name\":\"readyAt\",\"type\":\"uint40\"}],\"name\":\"RecoveryBegun\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"incidentId\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"asset\",\"type\":\"address\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"from\",\"type\":\"address\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"amount\",\"type\":\"uint256\"},{\"indexed\":false,\"internalType\":\"bool\",\"name\":\"registered\",\"type\":\"bool\"}],\"name\":\"RecoveryDeposited\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"enumRoles.Role\",\"name\":\"role\",\"type\":\"uint8\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"holder\",\"type\":\"address\"}],\"name\":\"RecoveryStopped\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"enumRoles.Role\",\"name\":\"role\",\"type\":\"uint8\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"from\",\"type\":\"address\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"to\",\"type\":\"address\"}],\"name\":\"RoleOffered\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"enumRoles.Role\",\"name\":\"role\",\"type\":\"uint8\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"holder\",\"type\":\"address\"}],\"name\":\"RoleTaken\",\"type\":\"event\"},{\"inputs\":[],\"name\":\"DISTRIBUTOR\",\"outputs\":[{\"internalType\":\"address\",\"name\":\"\",\"type\":\"address\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"ESCHEAT\",\"outputs\":[{\"internalType\":\"bytes32\",\"name\":\"\",\"type\":\"bytes32\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"RECOVERY\",\"outputs\":[{\"internalType\":\"bytes32\",\"name\":\"\",\"type\":\"bytes32\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"RECOVERY_DELAY\",\"outputs\":[{\"internalType\":\"uint40\",\"name\":\"\",\"type\":\"uint40\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"enumRoles.Role\",\"name\":\"role\",\"type\":\"uint8\"}],\"name\":\"acceptRole\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"account\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"incidentId\",\"type\":\"bytes32\"},{\"internalType\":\"address\",\"name\":\"asset\",\"type\":\"address\"}],\"name\":\"balanceOf\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"enumRoles.Role\",\"name\":\"role\",\"type\":\"uint8\"},{\"internalType\":\"address\",\"name\":\"to\",\"type\":\"address\"}],\"name\":\"beginRecovery\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"incidentId\",\"type\":\"bytes32\"},{\"internalType\":\"address\",\"name\":\"asset\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"amount\",\"type\":\"uint256\"}],\"name\":\"depositRecovery\",\"outputs\":[],\"stateMutability\":\"payable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"settlementId\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"incidentId\",\"type\":\"bytes32\"},{\"internalType\":\"address\",\"name\":\"token\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"amount\",\"type\":\"uint256\"}],\"name\":\"escheat\",\"outputs\":[],\"stateMutability\":\"payable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"enumRoles.Role\",\"name\":\"role\",\"type\":\"uint8\"}],\"name\":\"finishRecovery\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"settlementId\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"poolId\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"incidentId\",\"type\":\"bytes32\"},{\"internalType\":\"address\",\"name\":\"token\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"amount\",\"type\":\"uint256\"}],\"name\":\"giveBack\",\"outputs\":[],\"stateMutability\":\"payable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"asset\",\"type\":\"address\"}],\"name\":\"heldOf\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"enumRoles.Role\",\"name\":\"role\",\"type\":\"uint8\"}],\"name\":\"holderOf\",\"outputs\":[{\"internalType\":\"address\",\"name\":\"holder\",\"type\":\"address\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"payer\",\"type\":\"address\"}],\"name\":\"isRegisteredPayer\",\"outputs\":[{\"internalType\":\"bool\",\"name\":\"\",\"type\":\"bool\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"enumRoles.Role\",\"name\":\"role\",\"type\":\"uint8\"},{\"internalType\":\"address\",\"name\":\"to\",\"type\":\"address\"}],\"name\":\"offerRole\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"enumRoles.Role\",\"name\":\"role\",\"type\":\"uint8\"}],\"name\":\"pendingHolderOf\",\"outputs\":[{\"internalType\":\"address\",\"name\":\"offered\",\"type\":\"address\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"settlementId\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"poolId\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"incidentId\",\"type\":\"bytes32\"},{\"internalType\":\"address\",\"name\":\"token\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"amount\",\"type\":\"uint256\"}],\"name\":\"pull\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"enumRoles.Role\",\"name\":\"role\",\"type\":\"uint8\"}],\"name\":\"recoveryOf\",\"outputs\":[{\"components\":[{\"internalType\":\"address\",\"name\":\"to\",\"type\":\"address\"},{\"internalType\":\"uint40\",\"name\":\"readyAt\",\"type\":\"uint40\"}],\"internalType\":\"structRoles.Recovery\",\"name\":\"\",\"type\":\"tuple\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"payer\",\"type\":\"address\"},{\"internalType\":\"bool\",\"name\":\"registered\",\"type\":\"bool\"}],\"name\":\"registerPayer\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"enumRoles.Role\",\"name\":\"role\",\"type\":\"uint8\"}],\"name\":\"stopRecovery\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"}]",
	ID:  "RecoveryVault",
	Bin: "0x60a03461021957601f611c8738819003918201601f19168301916001600160401b0383118484101761021d57808492604094855283398101031261021957610052602061004b83610231565b9201610231565b90803b1561020a576080526001600160a01b031680156101fb575f5b60ff8116906004821161010e576003821415806100e6575b6100b35760ff91501660ff811461009f5760010161006e565b634e487b7160e01b5f52601160045260245ffd5b5060058110156100d25763768c30e960e11b5f5260045260245260445ffd5b634e487b7160e01b5f52602160045260245ffd5b5060058210156100d2575f828152602081905260409020546001600160a01b03168314610086565b60035f8181527f7dfe757ecd65cbd7922a9c0161e935dd7fdbcc0e999689c7d31633896b1fc60b80546001600160a01b03199081169091557f88601476d11616a71c5be67555bd1dff4b1cbf21533d2669b768b61518cfe1c382905560208290527f101e368776582e57ab3d116ffe2517c0a585cd5b23174b01e275c2d8329c3d838054909116861790556040519185917fc51346714e1539ab7b20bee0dac0baa3e3a39de8bffaf301e36a24e08e424eee9080a3611a41908161024682396080518181816102dd01528181610623015281816106de015281816107f001528181610c020152610e8b0152f35b63d92e233d60e01b5f5260045ffd5b630dc9539d60e31b5f5260045ffd5b5f80fd5b634e487b7160e01b5f52604160045260245ffd5b51906001600160a01b03821682036102195756fe60806040526004361015610011575f80fd5b5f3560e01c806305a1094e1461109f5780630851636e14610e7057806312197ee114610d5c578063237e670814610b655780633531d3e014610abf578063449fb59e14610a2557806347b45652146109ea57806359935298146109735780636e0a49b71461091857806370420ac8146108b057806378ed5d811461087857806382991b04146107c357806387f1fc481461068757806393b91a4c146106475780639c26149f146105d95780639cdcafe614610539578063c623249b1461028b578063d2ac2d8a14610228578063eaf312071461015e5763fb538224146100f5575f80fd5b3461015a5760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261015a57600435600581101561015a5773ffffffffffffffffffffffffffffffffffffffff610150602092611218565b5416604051908152f35b5f80fd5b3461015a5760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261015a57600435600581101561015a573373ffffffffffffffffffffffffffffffffffffffff6101b88361122f565b541614801590610205575b6101d4576101d2903390611777565b005b610202907f6267bf8e000000000000000000000000000000000000000000000000000000005f52339061140f565b5ffd5b5064ffffffffff6102158261122f565b5460a01c1664ffffffffff4216106101c3565b3461015a5760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261015a5773ffffffffffffffffffffffffffffffffffffffff61027461113e565b165f526004602052602060405f2054604051908152f35b3461015a57610299366111be565b906040517f38013f0200000000000000000000000000000000000000000000000000000000815260208160048173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000165afa801561052e575f906104cb575b73ffffffffffffffffffffffffffffffffffffffff91501633148015906104a4575b6101d4576212750064ffffffffff42160164ffffffffff81116104775773ffffffffffffffffffffffffffffffffffffffff6040519361036d8561125c565b169283815264ffffffffff6020820192169182815273ffffffffffffffffffffffffffffffffffffffff806103a18661122f565b935116167fffffffffffffffffffffffff0000000000000000000000000000000000000000835416178255517fffffffffffffff0000000000ffffffffffffffffffffffffffffffffffffffff78ffffffffff000000000000000000000000000000000000000083549260a01b169116179055600582101561044a5760207f379ad394ef48dfc89f3c597f3021c5625e881b432a72ab0ae821e16449dd7a6a91604051908152a3005b7f4e487b71000000000000000000000000000000000000000000000000000000005f52602160045260245ffd5b7f4e487b71000000000000000000000000000000000000000000000000000000005f52601160045260245ffd5b5073ffffffffffffffffffffffffffffffffffffffff6104c382611246565b54161561032e565b506020813d602011610526575b816104e5602093836112a5565b8101031261015a575173ffffffffffffffffffffffffffffffffffffffff8116810361015a5773ffffffffffffffffffffffffffffffffffffffff9061030c565b3d91506104d8565b6040513d5f823e3d90fd5b3461015a5760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261015a57600435600581101561015a576105926040915f602084516105888161125c565b828152015261122f565b64ffffffffff8251916105a48361125c565b5481602073ffffffffffffffffffffffffffffffffffffffff831694858152019160a01c168152835192835251166020820152f35b3461015a575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261015a57602060405173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000168152f35b3461015a575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261015a57602061067f61136d565b604051908152f35b60807ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261015a576024356106bc61111b565b6064356106c761143b565b73ffffffffffffffffffffffffffffffffffffffff7f00000000000000000000000000000000000000000000000000000000000000001633036107975761076f8161073c7fa40b46fb89e67c839fef4cf0f418483df857e7f3049aa9ebb4aa6bccbef1721a93858761073761136d565b6118ff565b60405191829160043595836020909392919373ffffffffffffffffffffffffffffffffffffffff60408201951681520152565b0390a35f7f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f005d005b7f7838a78b000000000000000000000000000000000000000000000000000000005f523360045260245ffd5b6107cc36611161565b906107d99493929461143b565b73ffffffffffffffffffffffffffffffffffffffff7f00000000000000000000000000000000000000000000000000000000000000001633036107975761084882828786610737837f9a01ba0866f301c21e555e49de4374ae6422d9bd6765b16ab22e13926345c8a6996114af565b6040805173ffffffffffffffffffffffffffffffffffffffff90921682526020820192909252908190810161076f565b3461015a575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261015a57602061067f6112e6565b3461015a5760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261015a5773ffffffffffffffffffffffffffffffffffffffff6108fc61113e565b165f526005602052602060ff60405f2054166040519015158152f35b3461015a5760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261015a57600435600581101561015a5773ffffffffffffffffffffffffffffffffffffffff610150602092611246565b3461015a5760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261015a57600435600581101561015a576109b78161152c565b5f6109c18261122f565b5533907fb7a0b897bd13ad33eb574671d739c2307887845dd86581fdbf2203a5754df52e5f80a3005b3461015a575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261015a576020604051621275008152f35b3461015a5760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261015a57600435600581101561015a5773ffffffffffffffffffffffffffffffffffffffff610a7e82611218565b54163303610a91576101d2903390611777565b610202907fafd77461000000000000000000000000000000000000000000000000000000005f52339061140f565b3461015a57610acd366111be565b610ad68261152c565b610adf82611218565b73ffffffffffffffffffffffffffffffffffffffff82167fffffffffffffffffffffffff0000000000000000000000000000000000000000825416179055600582101561044a5773ffffffffffffffffffffffffffffffffffffffff169033907f77bb58dac58482065384003e389f9e75c700fa6b1038c8626181fef9569137105f80a4005b60607ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261015a5760243573ffffffffffffffffffffffffffffffffffffffff811660043581830361015a5760443592610bbf61143b565b6040517fa77f05e900000000000000000000000000000000000000000000000000000000815260208160048173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000165afa90811561052e575f91610d21575b50610cf95783158015610cf1575b610cc9578381610c5382610c6194611583565b83610c5c6112e6565b611716565b335f52600560205260ff60405f205416604051938452151560208401527f9085665cf6b3b2a8c259c1cdbfeae60db3f7e54949dd0d4440ff0d5d96b3fb7160403394a45f7f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f005d005b7f6e4a9ce8000000000000000000000000000000000000000000000000000000005f5260045ffd5b508115610c40565b7fa09963ee000000000000000000000000000000000000000000000000000000005f5260045ffd5b90506020813d602011610d54575b81610d3c602093836112a5565b8101031261015a5751801515810361015a5785610c32565b3d9150610d2f565b3461015a5760407ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261015a57610d9361113e565b6024359081151580920361015a5773ffffffffffffffffffffffffffffffffffffffff610dc06003611246565b54163303610e4257602073ffffffffffffffffffffffffffffffffffffffff7fbb8d912e62d36590d19e663e90e9e12763a2b3617d501a9abe398f20bf991a47921692835f526005825260405f207fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff0081541660ff8316179055604051908152a2005b7f7bb9ebeb000000000000000000000000000000000000000000000000000000005f5261020233600361140f565b3461015a57610e7e36611161565b919392610e8961143b565b7f000000000000000000000000000000000000000000000000000000000000000073ffffffffffffffffffffffffffffffffffffffff81169182330361079757610ed384826114af565b805f52600360205260405f20875f5260205260405f2073ffffffffffffffffffffffffffffffffffffffff85165f5260205260405f205480861161106f5785610f1b9161151f565b905f52600360205260405f20875f5260205260405f2073ffffffffffffffffffffffffffffffffffffffff85165f5260205260405f20558373ffffffffffffffffffffffffffffffffffffffff841691825f52600460205260405f20610f8283825461151f565b90558261101e575f80809381935af15b15610fea5750506040805173ffffffffffffffffffffffffffffffffffffffff909216825260208201929092527f8795aa07c8de2c30605e0f2a5aeb07c367a15e6496bcd64d433127fbf936f978918190810161076f565b9091507fbf182be8000000000000000000000000000000000000000000000000000000005f5260045260245260445260645ffd5b6020915060445f91604051907fa9059cbb000000000000000000000000000000000000000000000000000000008252600482015287602482015282875af160015f5114601f3d11163d151716610f92565b85907f8b29af59000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b3461015a5760607ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261015a576110d661111b565b6004355f52600360205260405f206024355f5260205273ffffffffffffffffffffffffffffffffffffffff60405f2091165f52602052602060405f2054604051908152f35b6044359073ffffffffffffffffffffffffffffffffffffffff8216820361015a57565b6004359073ffffffffffffffffffffffffffffffffffffffff8216820361015a57565b7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc60a091011261015a5760043590602435906044359060643573ffffffffffffffffffffffffffffffffffffffff8116810361015a579060843590565b7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc604091011261015a57600435600581101561015a579060243573ffffffffffffffffffffffffffffffffffffffff8116810361015a5790565b600581101561044a575f52600160205260405f2090565b600581101561044a575f52600260205260405f2090565b600581101561044a575f525f60205260405f2090565b6040810190811067ffffffffffffffff82111761127857604052565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52604160045260245ffd5b90601f7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0910116810190811067ffffffffffffffff82111761127857604052565b6040805160208101828152600760608301527f504f4f4c5f56310000000000000000000000000000000000000000000000000060808084019190915292820192909252600860a08201527f7265636f7665727900000000000000000000000000000000000000000000000060c080830191909152815261136760e0826112a5565b51902090565b6040805160208101828152600760608301527f504f4f4c5f5631000000000000000000000000000000000000000000000000006080830152916113679060a083017f65736368656174000000000000000000000000000000000000000000000000006020858303927fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe084018588015260078152015260208101845201826112a5565b60449291600582101561044a5773ffffffffffffffffffffffffffffffffffffffff9160045216602452565b7f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f005c6114875760017f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f005d565b7f3ee5aeb5000000000000000000000000000000000000000000000000000000005f5260045ffd5b6114b76112e6565b8114158061150e575b6114c8575050565b73ffffffffffffffffffffffffffffffffffffffff92507f7198d13d000000000000000000000000000000000000000000000000000000005f526004521660245260445ffd5b5061151761136d565b8114156114c0565b9190820391821161047757565b73ffffffffffffffffffffffffffffffffffffffff61154a82611246565b541633036115555750565b610202907f7bb9ebeb000000000000000000000000000000000000000000000000000000005f52339061140f565b73ffffffffffffffffffffffffffffffffffffffff81169081156116ce573461169e576115af816119c7565b916040517f23b872dd000000000000000000000000000000000000000000000000000000005f5233600452306024528460445260205f60648180865af19060015f511482161561167d575b6040525f60605215611652575090611614611619926119c7565b61151f565b818103611624575050565b7f4434b58b000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b7f5274afe7000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b90600181151661169557823b15153d151616906115fa565b503d5f823e3d90fd5b7f4434b58b000000000000000000000000000000000000000000000000000000005f52346004525f60245260445ffd5b50508034036116da5750565b7f4434b58b000000000000000000000000000000000000000000000000000000005f523460045260245260445ffd5b9190820180921161047757565b9073ffffffffffffffffffffffffffffffffffffffff92915f52600360205260405f20905f5260205260405f208282165f5260205260405f2061175a848254611709565b9055165f52600460205261177360405f20918254611709565b9055565b9073ffffffffffffffffffffffffffffffffffffffff811680156118d7575f5b60ff81166004811161183857600585101561044a5760ff851681141580611807575b6117d1575060ff1660ff811461047757600101611797565b83600582101561044a57610202917fed1861d2000000000000000000000000000000000000000000000000000000005f5261140f565b50600581101561044a578273ffffffffffffffffffffffffffffffffffffffff61183083611246565b5416146117b9565b505091905061184681611218565b7fffffffffffffffffffffffff000000000000000000000000000000000000000081541690555f6118768261122f565b5561188081611246565b827fffffffffffffffffffffffff0000000000000000000000000000000000000000825416179055600581101561044a577fc51346714e1539ab7b20bee0dac0baa3e3a39de8bffaf301e36a24e08e424eee5f80a3565b7fd92e233d000000000000000000000000000000000000000000000000000000005f5260045ffd5b929073ffffffffffffffffffffffffffffffffffffffff8316938415806119bd575b61198d5791836119359261193a9594611716565b6119c7565b90805f52600460205260405f20548210611952575050565b5f52600460205260405f2054907f4434b58b000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b827f4434b58b000000000000000000000000000000000000000000000000000000005f523460045260245260445ffd5b5082341415611921565b73ffffffffffffffffffffffffffffffffffffffff811615611a06575f6024601c6020936370a0823184523085525afa601f3d11161561015a575f5190565b50479056fea264697066735822122061150bd3a31da85d71845c611cef2628a2004ed8a4c0e3c16a5fb8a0401e884364736f6c634300081e0033",
}

// RecoveryVault is an auto generated Go binding around an Ethereum contract.
type RecoveryVault struct {
	abi abi.ABI
}

// GetABI returns the ABI associated with this contract binding.
func (c *RecoveryVault) GetABI() abi.ABI {
	return c.abi
}

// NewRecoveryVault creates a new instance of RecoveryVault.
func NewRecoveryVault() *RecoveryVault {
	parsed, err := RecoveryVaultMetaData.ParseABI()
	if err != nil {
		panic(errors.New("invalid ABI: " + err.Error()))
	}
	return &RecoveryVault{abi: *parsed}
}

// Instance creates a wrapper for a deployed contract instance at the given address.
// Use this to create the instance object passed to abigen v2 library functions Call, Transact, etc.
func (c *RecoveryVault) Instance(backend bind.ContractBackend, addr common.Address) *bind.BoundContract {
	return bind.NewBoundContract(addr, c.abi, backend, backend, backend)
}

// PackConstructor is the Go binding used to pack the parameters required for
// contract deployment.
//
// Solidity: constructor(address distributor, address treasurer) returns()
func (recoveryVault *RecoveryVault) PackConstructor(distributor common.Address, treasurer common.Address) []byte {
	enc, err := recoveryVault.abi.Pack("", distributor, treasurer)
	if err != nil {
		panic(err)
	}
	return enc
}

// PackDISTRIBUTOR is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x9c26149f.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function DISTRIBUTOR() view returns(address)
func (recoveryVault *RecoveryVault) PackDISTRIBUTOR() []byte {
	enc, err := recoveryVault.abi.Pack("DISTRIBUTOR")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackDISTRIBUTOR is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x9c26149f.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function DISTRIBUTOR() view returns(address)
func (recoveryVault *RecoveryVault) TryPackDISTRIBUTOR() ([]byte, error) {
	return recoveryVault.abi.Pack("DISTRIBUTOR")
}

// UnpackDISTRIBUTOR is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x9c26149f.
//
// Solidity: function DISTRIBUTOR() view returns(address)
func (recoveryVault *RecoveryVault) UnpackDISTRIBUTOR(data []byte) (common.Address, error) {
	out, err := recoveryVault.abi.Unpack("DISTRIBUTOR", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackESCHEAT is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x93b91a4c.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function ESCHEAT() view returns(bytes32)
func (recoveryVault *RecoveryVault) PackESCHEAT() []byte {
	enc, err := recoveryVault.abi.Pack("ESCHEAT")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackESCHEAT is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x93b91a4c.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function ESCHEAT() view returns(bytes32)
func (recoveryVault *RecoveryVault) TryPackESCHEAT() ([]byte, error) {
	return recoveryVault.abi.Pack("ESCHEAT")
}

// UnpackESCHEAT is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x93b91a4c.
//
// Solidity: function ESCHEAT() view returns(bytes32)
func (recoveryVault *RecoveryVault) UnpackESCHEAT(data []byte) ([32]byte, error) {
	out, err := recoveryVault.abi.Unpack("ESCHEAT", data)
	if err != nil {
		return *new([32]byte), err
	}
	out0 := *abi.ConvertType(out[0], new([32]byte)).(*[32]byte)
	return out0, nil
}

// PackRECOVERY is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x78ed5d81.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function RECOVERY() view returns(bytes32)
func (recoveryVault *RecoveryVault) PackRECOVERY() []byte {
	enc, err := recoveryVault.abi.Pack("RECOVERY")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRECOVERY is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x78ed5d81.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function RECOVERY() view returns(bytes32)
func (recoveryVault *RecoveryVault) TryPackRECOVERY() ([]byte, error) {
	return recoveryVault.abi.Pack("RECOVERY")
}

// UnpackRECOVERY is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x78ed5d81.
//
// Solidity: function RECOVERY() view returns(bytes32)
func (recoveryVault *RecoveryVault) UnpackRECOVERY(data []byte) ([32]byte, error) {
	out, err := recoveryVault.abi.Unpack("RECOVERY", data)
	if err != nil {
		return *new([32]byte), err
	}
	out0 := *abi.ConvertType(out[0], new([32]byte)).(*[32]byte)
	return out0, nil
}

// PackRECOVERYDELAY is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x47b45652.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function RECOVERY_DELAY() view returns(uint40)
func (recoveryVault *RecoveryVault) PackRECOVERYDELAY() []byte {
	enc, err := recoveryVault.abi.Pack("RECOVERY_DELAY")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRECOVERYDELAY is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x47b45652.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function RECOVERY_DELAY() view returns(uint40)
func (recoveryVault *RecoveryVault) TryPackRECOVERYDELAY() ([]byte, error) {
	return recoveryVault.abi.Pack("RECOVERY_DELAY")
}

// UnpackRECOVERYDELAY is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x47b45652.
//
// Solidity: function RECOVERY_DELAY() view returns(uint40)
func (recoveryVault *RecoveryVault) UnpackRECOVERYDELAY(data []byte) (*big.Int, error) {
	out, err := recoveryVault.abi.Unpack("RECOVERY_DELAY", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackAcceptRole is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x449fb59e.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function acceptRole(uint8 role) returns()
func (recoveryVault *RecoveryVault) PackAcceptRole(role uint8) []byte {
	enc, err := recoveryVault.abi.Pack("acceptRole", role)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackAcceptRole is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x449fb59e.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function acceptRole(uint8 role) returns()
func (recoveryVault *RecoveryVault) TryPackAcceptRole(role uint8) ([]byte, error) {
	return recoveryVault.abi.Pack("acceptRole", role)
}

// PackBalanceOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x05a1094e.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function balanceOf(bytes32 account, bytes32 incidentId, address asset) view returns(uint256)
func (recoveryVault *RecoveryVault) PackBalanceOf(account [32]byte, incidentId [32]byte, asset common.Address) []byte {
	enc, err := recoveryVault.abi.Pack("balanceOf", account, incidentId, asset)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackBalanceOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x05a1094e.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function balanceOf(bytes32 account, bytes32 incidentId, address asset) view returns(uint256)
func (recoveryVault *RecoveryVault) TryPackBalanceOf(account [32]byte, incidentId [32]byte, asset common.Address) ([]byte, error) {
	return recoveryVault.abi.Pack("balanceOf", account, incidentId, asset)
}

// UnpackBalanceOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x05a1094e.
//
// Solidity: function balanceOf(bytes32 account, bytes32 incidentId, address asset) view returns(uint256)
func (recoveryVault *RecoveryVault) UnpackBalanceOf(data []byte) (*big.Int, error) {
	out, err := recoveryVault.abi.Unpack("balanceOf", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackBeginRecovery is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xc623249b.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function beginRecovery(uint8 role, address to) returns()
func (recoveryVault *RecoveryVault) PackBeginRecovery(role uint8, to common.Address) []byte {
	enc, err := recoveryVault.abi.Pack("beginRecovery", role, to)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackBeginRecovery is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xc623249b.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function beginRecovery(uint8 role, address to) returns()
func (recoveryVault *RecoveryVault) TryPackBeginRecovery(role uint8, to common.Address) ([]byte, error) {
	return recoveryVault.abi.Pack("beginRecovery", role, to)
}

// PackDepositRecovery is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x237e6708.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function depositRecovery(bytes32 incidentId, address asset, uint256 amount) payable returns()
func (recoveryVault *RecoveryVault) PackDepositRecovery(incidentId [32]byte, asset common.Address, amount *big.Int) []byte {
	enc, err := recoveryVault.abi.Pack("depositRecovery", incidentId, asset, amount)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackDepositRecovery is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x237e6708.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function depositRecovery(bytes32 incidentId, address asset, uint256 amount) payable returns()
func (recoveryVault *RecoveryVault) TryPackDepositRecovery(incidentId [32]byte, asset common.Address, amount *big.Int) ([]byte, error) {
	return recoveryVault.abi.Pack("depositRecovery", incidentId, asset, amount)
}

// PackEscheat is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x87f1fc48.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function escheat(bytes32 settlementId, bytes32 incidentId, address token, uint256 amount) payable returns()
func (recoveryVault *RecoveryVault) PackEscheat(settlementId [32]byte, incidentId [32]byte, token common.Address, amount *big.Int) []byte {
	enc, err := recoveryVault.abi.Pack("escheat", settlementId, incidentId, token, amount)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackEscheat is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x87f1fc48.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function escheat(bytes32 settlementId, bytes32 incidentId, address token, uint256 amount) payable returns()
func (recoveryVault *RecoveryVault) TryPackEscheat(settlementId [32]byte, incidentId [32]byte, token common.Address, amount *big.Int) ([]byte, error) {
	return recoveryVault.abi.Pack("escheat", settlementId, incidentId, token, amount)
}

// PackFinishRecovery is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xeaf31207.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function finishRecovery(uint8 role) returns()
func (recoveryVault *RecoveryVault) PackFinishRecovery(role uint8) []byte {
	enc, err := recoveryVault.abi.Pack("finishRecovery", role)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackFinishRecovery is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xeaf31207.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function finishRecovery(uint8 role) returns()
func (recoveryVault *RecoveryVault) TryPackFinishRecovery(role uint8) ([]byte, error) {
	return recoveryVault.abi.Pack("finishRecovery", role)
}

// PackGiveBack is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x82991b04.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function giveBack(bytes32 settlementId, bytes32 poolId, bytes32 incidentId, address token, uint256 amount) payable returns()
func (recoveryVault *RecoveryVault) PackGiveBack(settlementId [32]byte, poolId [32]byte, incidentId [32]byte, token common.Address, amount *big.Int) []byte {
	enc, err := recoveryVault.abi.Pack("giveBack", settlementId, poolId, incidentId, token, amount)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackGiveBack is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x82991b04.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function giveBack(bytes32 settlementId, bytes32 poolId, bytes32 incidentId, address token, uint256 amount) payable returns()
func (recoveryVault *RecoveryVault) TryPackGiveBack(settlementId [32]byte, poolId [32]byte, incidentId [32]byte, token common.Address, amount *big.Int) ([]byte, error) {
	return recoveryVault.abi.Pack("giveBack", settlementId, poolId, incidentId, token, amount)
}

// PackHeldOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd2ac2d8a.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function heldOf(address asset) view returns(uint256)
func (recoveryVault *RecoveryVault) PackHeldOf(asset common.Address) []byte {
	enc, err := recoveryVault.abi.Pack("heldOf", asset)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackHeldOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd2ac2d8a.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function heldOf(address asset) view returns(uint256)
func (recoveryVault *RecoveryVault) TryPackHeldOf(asset common.Address) ([]byte, error) {
	return recoveryVault.abi.Pack("heldOf", asset)
}

// UnpackHeldOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xd2ac2d8a.
//
// Solidity: function heldOf(address asset) view returns(uint256)
func (recoveryVault *RecoveryVault) UnpackHeldOf(data []byte) (*big.Int, error) {
	out, err := recoveryVault.abi.Unpack("heldOf", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackHolderOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x6e0a49b7.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function holderOf(uint8 role) view returns(address holder)
func (recoveryVault *RecoveryVault) PackHolderOf(role uint8) []byte {
	enc, err := recoveryVault.abi.Pack("holderOf", role)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackHolderOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x6e0a49b7.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function holderOf(uint8 role) view returns(address holder)
func (recoveryVault *RecoveryVault) TryPackHolderOf(role uint8) ([]byte, error) {
	return recoveryVault.abi.Pack("holderOf", role)
}

// UnpackHolderOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x6e0a49b7.
//
// Solidity: function holderOf(uint8 role) view returns(address holder)
func (recoveryVault *RecoveryVault) UnpackHolderOf(data []byte) (common.Address, error) {
	out, err := recoveryVault.abi.Unpack("holderOf", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackIsRegisteredPayer is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x70420ac8.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function isRegisteredPayer(address payer) view returns(bool)
func (recoveryVault *RecoveryVault) PackIsRegisteredPayer(payer common.Address) []byte {
	enc, err := recoveryVault.abi.Pack("isRegisteredPayer", payer)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackIsRegisteredPayer is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x70420ac8.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function isRegisteredPayer(address payer) view returns(bool)
func (recoveryVault *RecoveryVault) TryPackIsRegisteredPayer(payer common.Address) ([]byte, error) {
	return recoveryVault.abi.Pack("isRegisteredPayer", payer)
}

// UnpackIsRegisteredPayer is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x70420ac8.
//
// Solidity: function isRegisteredPayer(address payer) view returns(bool)
func (recoveryVault *RecoveryVault) UnpackIsRegisteredPayer(data []byte) (bool, error) {
	out, err := recoveryVault.abi.Unpack("isRegisteredPayer", data)
	if err != nil {
		return *new(bool), err
	}
	out0 := *abi.ConvertType(out[0], new(bool)).(*bool)
	return out0, nil
}

// PackOfferRole is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x3531d3e0.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function offerRole(uint8 role, address to) returns()
func (recoveryVault *RecoveryVault) PackOfferRole(role uint8, to common.Address) []byte {
	enc, err := recoveryVault.abi.Pack("offerRole", role, to)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackOfferRole is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x3531d3e0.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function offerRole(uint8 role, address to) returns()
func (recoveryVault *RecoveryVault) TryPackOfferRole(role uint8, to common.Address) ([]byte, error) {
	return recoveryVault.abi.Pack("offerRole", role, to)
}

// PackPendingHolderOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xfb538224.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function pendingHolderOf(uint8 role) view returns(address offered)
func (recoveryVault *RecoveryVault) PackPendingHolderOf(role uint8) []byte {
	enc, err := recoveryVault.abi.Pack("pendingHolderOf", role)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackPendingHolderOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xfb538224.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function pendingHolderOf(uint8 role) view returns(address offered)
func (recoveryVault *RecoveryVault) TryPackPendingHolderOf(role uint8) ([]byte, error) {
	return recoveryVault.abi.Pack("pendingHolderOf", role)
}

// UnpackPendingHolderOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xfb538224.
//
// Solidity: function pendingHolderOf(uint8 role) view returns(address offered)
func (recoveryVault *RecoveryVault) UnpackPendingHolderOf(data []byte) (common.Address, error) {
	out, err := recoveryVault.abi.Unpack("pendingHolderOf", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackPull is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x0851636e.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function pull(bytes32 settlementId, bytes32 poolId, bytes32 incidentId, address token, uint256 amount) returns()
func (recoveryVault *RecoveryVault) PackPull(settlementId [32]byte, poolId [32]byte, incidentId [32]byte, token common.Address, amount *big.Int) []byte {
	enc, err := recoveryVault.abi.Pack("pull", settlementId, poolId, incidentId, token, amount)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackPull is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x0851636e.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function pull(bytes32 settlementId, bytes32 poolId, bytes32 incidentId, address token, uint256 amount) returns()
func (recoveryVault *RecoveryVault) TryPackPull(settlementId [32]byte, poolId [32]byte, incidentId [32]byte, token common.Address, amount *big.Int) ([]byte, error) {
	return recoveryVault.abi.Pack("pull", settlementId, poolId, incidentId, token, amount)
}

// PackRecoveryOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x9cdcafe6.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function recoveryOf(uint8 role) view returns((address,uint40))
func (recoveryVault *RecoveryVault) PackRecoveryOf(role uint8) []byte {
	enc, err := recoveryVault.abi.Pack("recoveryOf", role)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRecoveryOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x9cdcafe6.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function recoveryOf(uint8 role) view returns((address,uint40))
func (recoveryVault *RecoveryVault) TryPackRecoveryOf(role uint8) ([]byte, error) {
	return recoveryVault.abi.Pack("recoveryOf", role)
}

// UnpackRecoveryOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x9cdcafe6.
//
// Solidity: function recoveryOf(uint8 role) view returns((address,uint40))
func (recoveryVault *RecoveryVault) UnpackRecoveryOf(data []byte) (RolesRecovery, error) {
	out, err := recoveryVault.abi.Unpack("recoveryOf", data)
	if err != nil {
		return *new(RolesRecovery), err
	}
	out0 := *abi.ConvertType(out[0], new(RolesRecovery)).(*RolesRecovery)
	return out0, nil
}

// PackRegisterPayer is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x12197ee1.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function registerPayer(address payer, bool registered) returns()
func (recoveryVault *RecoveryVault) PackRegisterPayer(payer common.Address, registered bool) []byte {
	enc, err := recoveryVault.abi.Pack("registerPayer", payer, registered)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRegisterPayer is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x12197ee1.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function registerPayer(address payer, bool registered) returns()
func (recoveryVault *RecoveryVault) TryPackRegisterPayer(payer common.Address, registered bool) ([]byte, error) {
	return recoveryVault.abi.Pack("registerPayer", payer, registered)
}

// PackStopRecovery is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x59935298.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function stopRecovery(uint8 role) returns()
func (recoveryVault *RecoveryVault) PackStopRecovery(role uint8) []byte {
	enc, err := recoveryVault.abi.Pack("stopRecovery", role)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackStopRecovery is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x59935298.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function stopRecovery(uint8 role) returns()
func (recoveryVault *RecoveryVault) TryPackStopRecovery(role uint8) ([]byte, error) {
	return recoveryVault.abi.Pack("stopRecovery", role)
}

// RecoveryVaultEscheated represents a Escheated event raised by the RecoveryVault contract.
type RecoveryVaultEscheated struct {
	SettlementId [32]byte
	IncidentId   [32]byte
	Asset        common.Address
	Amount       *big.Int
	Raw          *types.Log // Blockchain specific contextual infos
}

const RecoveryVaultEscheatedEventName = "Escheated"

// ContractEventName returns the user-defined event name.
func (RecoveryVaultEscheated) ContractEventName() string {
	return RecoveryVaultEscheatedEventName
}

// UnpackEscheatedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Escheated(bytes32 indexed settlementId, bytes32 indexed incidentId, address asset, uint256 amount)
func (recoveryVault *RecoveryVault) UnpackEscheatedEvent(log *types.Log) (*RecoveryVaultEscheated, error) {
	event := "Escheated"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != recoveryVault.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(RecoveryVaultEscheated)
	if len(log.Data) > 0 {
		if err := recoveryVault.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range recoveryVault.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// RecoveryVaultGivenBack represents a GivenBack event raised by the RecoveryVault contract.
type RecoveryVaultGivenBack struct {
	SettlementId [32]byte
	IncidentId   [32]byte
	Asset        common.Address
	Amount       *big.Int
	Raw          *types.Log // Blockchain specific contextual infos
}

const RecoveryVaultGivenBackEventName = "GivenBack"

// ContractEventName returns the user-defined event name.
func (RecoveryVaultGivenBack) ContractEventName() string {
	return RecoveryVaultGivenBackEventName
}

// UnpackGivenBackEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event GivenBack(bytes32 indexed settlementId, bytes32 indexed incidentId, address asset, uint256 amount)
func (recoveryVault *RecoveryVault) UnpackGivenBackEvent(log *types.Log) (*RecoveryVaultGivenBack, error) {
	event := "GivenBack"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != recoveryVault.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(RecoveryVaultGivenBack)
	if len(log.Data) > 0 {
		if err := recoveryVault.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range recoveryVault.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// RecoveryVaultPayerRegistered represents a PayerRegistered event raised by the RecoveryVault contract.
type RecoveryVaultPayerRegistered struct {
	Payer      common.Address
	Registered bool
	Raw        *types.Log // Blockchain specific contextual infos
}

const RecoveryVaultPayerRegisteredEventName = "PayerRegistered"

// ContractEventName returns the user-defined event name.
func (RecoveryVaultPayerRegistered) ContractEventName() string {
	return RecoveryVaultPayerRegisteredEventName
}

// UnpackPayerRegisteredEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event PayerRegistered(address indexed payer, bool registered)
func (recoveryVault *RecoveryVault) UnpackPayerRegisteredEvent(log *types.Log) (*RecoveryVaultPayerRegistered, error) {
	event := "PayerRegistered"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != recoveryVault.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(RecoveryVaultPayerRegistered)
	if len(log.Data) > 0 {
		if err := recoveryVault.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range recoveryVault.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// RecoveryVaultPulled represents a Pulled event raised by the RecoveryVault contract.
type RecoveryVaultPulled struct {
	SettlementId [32]byte
	IncidentId   [32]byte
	Asset        common.Address
	Amount       *big.Int
	Raw          *types.Log // Blockchain specific contextual infos
}

const RecoveryVaultPulledEventName = "Pulled"

// ContractEventName returns the user-defined event name.
func (RecoveryVaultPulled) ContractEventName() string {
	return RecoveryVaultPulledEventName
}

// UnpackPulledEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Pulled(bytes32 indexed settlementId, bytes32 indexed incidentId, address asset, uint256 amount)
func (recoveryVault *RecoveryVault) UnpackPulledEvent(log *types.Log) (*RecoveryVaultPulled, error) {
	event := "Pulled"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != recoveryVault.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(RecoveryVaultPulled)
	if len(log.Data) > 0 {
		if err := recoveryVault.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range recoveryVault.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// RecoveryVaultRecoveryBegun represents a RecoveryBegun event raised by the RecoveryVault contract.
type RecoveryVaultRecoveryBegun struct {
	Role    uint8
	To      common.Address
	ReadyAt *big.Int
	Raw     *types.Log // Blockchain specific contextual infos
}

const RecoveryVaultRecoveryBegunEventName = "RecoveryBegun"

// ContractEventName returns the user-defined event name.
func (RecoveryVaultRecoveryBegun) ContractEventName() string {
	return RecoveryVaultRecoveryBegunEventName
}

// UnpackRecoveryBegunEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event RecoveryBegun(uint8 indexed role, address indexed to, uint40 readyAt)
func (recoveryVault *RecoveryVault) UnpackRecoveryBegunEvent(log *types.Log) (*RecoveryVaultRecoveryBegun, error) {
	event := "RecoveryBegun"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != recoveryVault.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(RecoveryVaultRecoveryBegun)
	if len(log.Data) > 0 {
		if err := recoveryVault.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range recoveryVault.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// RecoveryVaultRecoveryDeposited represents a RecoveryDeposited event raised by the RecoveryVault contract.
type RecoveryVaultRecoveryDeposited struct {
	IncidentId [32]byte
	Asset      common.Address
	From       common.Address
	Amount     *big.Int
	Registered bool
	Raw        *types.Log // Blockchain specific contextual infos
}

const RecoveryVaultRecoveryDepositedEventName = "RecoveryDeposited"

// ContractEventName returns the user-defined event name.
func (RecoveryVaultRecoveryDeposited) ContractEventName() string {
	return RecoveryVaultRecoveryDepositedEventName
}

// UnpackRecoveryDepositedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event RecoveryDeposited(bytes32 indexed incidentId, address indexed asset, address indexed from, uint256 amount, bool registered)
func (recoveryVault *RecoveryVault) UnpackRecoveryDepositedEvent(log *types.Log) (*RecoveryVaultRecoveryDeposited, error) {
	event := "RecoveryDeposited"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != recoveryVault.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(RecoveryVaultRecoveryDeposited)
	if len(log.Data) > 0 {
		if err := recoveryVault.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range recoveryVault.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// RecoveryVaultRecoveryStopped represents a RecoveryStopped event raised by the RecoveryVault contract.
type RecoveryVaultRecoveryStopped struct {
	Role   uint8
	Holder common.Address
	Raw    *types.Log // Blockchain specific contextual infos
}

const RecoveryVaultRecoveryStoppedEventName = "RecoveryStopped"

// ContractEventName returns the user-defined event name.
func (RecoveryVaultRecoveryStopped) ContractEventName() string {
	return RecoveryVaultRecoveryStoppedEventName
}

// UnpackRecoveryStoppedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event RecoveryStopped(uint8 indexed role, address indexed holder)
func (recoveryVault *RecoveryVault) UnpackRecoveryStoppedEvent(log *types.Log) (*RecoveryVaultRecoveryStopped, error) {
	event := "RecoveryStopped"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != recoveryVault.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(RecoveryVaultRecoveryStopped)
	if len(log.Data) > 0 {
		if err := recoveryVault.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range recoveryVault.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// RecoveryVaultRoleOffered represents a RoleOffered event raised by the RecoveryVault contract.
type RecoveryVaultRoleOffered struct {
	Role uint8
	From common.Address
	To   common.Address
	Raw  *types.Log // Blockchain specific contextual infos
}

const RecoveryVaultRoleOfferedEventName = "RoleOffered"

// ContractEventName returns the user-defined event name.
func (RecoveryVaultRoleOffered) ContractEventName() string {
	return RecoveryVaultRoleOfferedEventName
}

// UnpackRoleOfferedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event RoleOffered(uint8 indexed role, address indexed from, address indexed to)
func (recoveryVault *RecoveryVault) UnpackRoleOfferedEvent(log *types.Log) (*RecoveryVaultRoleOffered, error) {
	event := "RoleOffered"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != recoveryVault.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(RecoveryVaultRoleOffered)
	if len(log.Data) > 0 {
		if err := recoveryVault.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range recoveryVault.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// RecoveryVaultRoleTaken represents a RoleTaken event raised by the RecoveryVault contract.
type RecoveryVaultRoleTaken struct {
	Role   uint8
	Holder common.Address
	Raw    *types.Log // Blockchain specific contextual infos
}

const RecoveryVaultRoleTakenEventName = "RoleTaken"

// ContractEventName returns the user-defined event name.
func (RecoveryVaultRoleTaken) ContractEventName() string {
	return RecoveryVaultRoleTakenEventName
}

// UnpackRoleTakenEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event RoleTaken(uint8 indexed role, address indexed holder)
func (recoveryVault *RecoveryVault) UnpackRoleTakenEvent(log *types.Log) (*RecoveryVaultRoleTaken, error) {
	event := "RoleTaken"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != recoveryVault.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(RecoveryVaultRoleTaken)
	if len(log.Data) > 0 {
		if err := recoveryVault.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range recoveryVault.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// UnpackError attempts to decode the provided error data using user-defined
// error definitions.
func (recoveryVault *RecoveryVault) UnpackError(raw []byte) (any, error) {
	if bytes.Equal(raw[:4], recoveryVault.abi.Errors["DistributorBusy"].ID.Bytes()[:4]) {
		return recoveryVault.UnpackDistributorBusyError(raw[4:])
	}
	if bytes.Equal(raw[:4], recoveryVault.abi.Errors["HoldsOtherRole"].ID.Bytes()[:4]) {
		return recoveryVault.UnpackHoldsOtherRoleError(raw[4:])
	}
	if bytes.Equal(raw[:4], recoveryVault.abi.Errors["NotDistributor"].ID.Bytes()[:4]) {
		return recoveryVault.UnpackNotDistributorError(raw[4:])
	}
	if bytes.Equal(raw[:4], recoveryVault.abi.Errors["NotEnough"].ID.Bytes()[:4]) {
		return recoveryVault.UnpackNotEnoughError(raw[4:])
	}
	if bytes.Equal(raw[:4], recoveryVault.abi.Errors["NotHolder"].ID.Bytes()[:4]) {
		return recoveryVault.UnpackNotHolderError(raw[4:])
	}
	if bytes.Equal(raw[:4], recoveryVault.abi.Errors["NotOffered"].ID.Bytes()[:4]) {
		return recoveryVault.UnpackNotOfferedError(raw[4:])
	}
	if bytes.Equal(raw[:4], recoveryVault.abi.Errors["NotRecovered"].ID.Bytes()[:4]) {
		return recoveryVault.UnpackNotRecoveredError(raw[4:])
	}
	if bytes.Equal(raw[:4], recoveryVault.abi.Errors["ReentrancyGuardReentrantCall"].ID.Bytes()[:4]) {
		return recoveryVault.UnpackReentrancyGuardReentrantCallError(raw[4:])
	}
	if bytes.Equal(raw[:4], recoveryVault.abi.Errors["SafeERC20FailedOperation"].ID.Bytes()[:4]) {
		return recoveryVault.UnpackSafeERC20FailedOperationError(raw[4:])
	}
	if bytes.Equal(raw[:4], recoveryVault.abi.Errors["TransferFailed"].ID.Bytes()[:4]) {
		return recoveryVault.UnpackTransferFailedError(raw[4:])
	}
	if bytes.Equal(raw[:4], recoveryVault.abi.Errors["WrongMoneyIn"].ID.Bytes()[:4]) {
		return recoveryVault.UnpackWrongMoneyInError(raw[4:])
	}
	if bytes.Equal(raw[:4], recoveryVault.abi.Errors["WrongParameter"].ID.Bytes()[:4]) {
		return recoveryVault.UnpackWrongParameterError(raw[4:])
	}
	if bytes.Equal(raw[:4], recoveryVault.abi.Errors["WrongPool"].ID.Bytes()[:4]) {
		return recoveryVault.UnpackWrongPoolError(raw[4:])
	}
	if bytes.Equal(raw[:4], recoveryVault.abi.Errors["ZeroAddress"].ID.Bytes()[:4]) {
		return recoveryVault.UnpackZeroAddressError(raw[4:])
	}
	return nil, errors.New("Unknown error")
}

// RecoveryVaultDistributorBusy represents a DistributorBusy error raised by the RecoveryVault contract.
type RecoveryVaultDistributorBusy struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error DistributorBusy()
func RecoveryVaultDistributorBusyErrorID() common.Hash {
	return common.HexToHash("0xa09963eeef6e5444a6abffea31a279280f423f934d57f430075df64b2fd8dd16")
}

// UnpackDistributorBusyError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error DistributorBusy()
func (recoveryVault *RecoveryVault) UnpackDistributorBusyError(raw []byte) (*RecoveryVaultDistributorBusy, error) {
	out := new(RecoveryVaultDistributorBusy)
	if err := recoveryVault.abi.UnpackIntoInterface(out, "DistributorBusy", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// RecoveryVaultHoldsOtherRole represents a HoldsOtherRole error raised by the RecoveryVault contract.
type RecoveryVaultHoldsOtherRole struct {
	Role    uint8
	Account common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error HoldsOtherRole(uint8 role, address account)
func RecoveryVaultHoldsOtherRoleErrorID() common.Hash {
	return common.HexToHash("0xed1861d21f987247c7ad37dfabf468e3e33826ea48524ed8896f884568dae2bc")
}

// UnpackHoldsOtherRoleError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error HoldsOtherRole(uint8 role, address account)
func (recoveryVault *RecoveryVault) UnpackHoldsOtherRoleError(raw []byte) (*RecoveryVaultHoldsOtherRole, error) {
	out := new(RecoveryVaultHoldsOtherRole)
	if err := recoveryVault.abi.UnpackIntoInterface(out, "HoldsOtherRole", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// RecoveryVaultNotDistributor represents a NotDistributor error raised by the RecoveryVault contract.
type RecoveryVaultNotDistributor struct {
	Caller common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NotDistributor(address caller)
func RecoveryVaultNotDistributorErrorID() common.Hash {
	return common.HexToHash("0x7838a78b84598b8109cc0df715cef62ea577935d285008d3bd397e756ebc422d")
}

// UnpackNotDistributorError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NotDistributor(address caller)
func (recoveryVault *RecoveryVault) UnpackNotDistributorError(raw []byte) (*RecoveryVaultNotDistributor, error) {
	out := new(RecoveryVaultNotDistributor)
	if err := recoveryVault.abi.UnpackIntoInterface(out, "NotDistributor", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// RecoveryVaultNotEnough represents a NotEnough error raised by the RecoveryVault contract.
type RecoveryVaultNotEnough struct {
	Have *big.Int
	Need *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NotEnough(uint256 have, uint256 need)
func RecoveryVaultNotEnoughErrorID() common.Hash {
	return common.HexToHash("0x8b29af59ca4b1a6652b9d5f6e583e1e96dcb2a58a607e66728c3641c1581073f")
}

// UnpackNotEnoughError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NotEnough(uint256 have, uint256 need)
func (recoveryVault *RecoveryVault) UnpackNotEnoughError(raw []byte) (*RecoveryVaultNotEnough, error) {
	out := new(RecoveryVaultNotEnough)
	if err := recoveryVault.abi.UnpackIntoInterface(out, "NotEnough", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// RecoveryVaultNotHolder represents a NotHolder error raised by the RecoveryVault contract.
type RecoveryVaultNotHolder struct {
	Role   uint8
	Caller common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NotHolder(uint8 role, address caller)
func RecoveryVaultNotHolderErrorID() common.Hash {
	return common.HexToHash("0x7bb9ebeb998bf49df9d810a0f838b5cc7d271f175ed8fad1a5d07a5f3ccaa62e")
}

// UnpackNotHolderError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NotHolder(uint8 role, address caller)
func (recoveryVault *RecoveryVault) UnpackNotHolderError(raw []byte) (*RecoveryVaultNotHolder, error) {
	out := new(RecoveryVaultNotHolder)
	if err := recoveryVault.abi.UnpackIntoInterface(out, "NotHolder", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// RecoveryVaultNotOffered represents a NotOffered error raised by the RecoveryVault contract.
type RecoveryVaultNotOffered struct {
	Role   uint8
	Caller common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NotOffered(uint8 role, address caller)
func RecoveryVaultNotOfferedErrorID() common.Hash {
	return common.HexToHash("0xafd774611c1c39de15ec92a30e2847795048c5ecda46c2175061dac265558c80")
}

// UnpackNotOfferedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NotOffered(uint8 role, address caller)
func (recoveryVault *RecoveryVault) UnpackNotOfferedError(raw []byte) (*RecoveryVaultNotOffered, error) {
	out := new(RecoveryVaultNotOffered)
	if err := recoveryVault.abi.UnpackIntoInterface(out, "NotOffered", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// RecoveryVaultNotRecovered represents a NotRecovered error raised by the RecoveryVault contract.
type RecoveryVaultNotRecovered struct {
	Role   uint8
	Caller common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NotRecovered(uint8 role, address caller)
func RecoveryVaultNotRecoveredErrorID() common.Hash {
	return common.HexToHash("0x6267bf8ee988ccfd5390f01496ec7216fcb24c7619db941e13117297e18f0170")
}

// UnpackNotRecoveredError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NotRecovered(uint8 role, address caller)
func (recoveryVault *RecoveryVault) UnpackNotRecoveredError(raw []byte) (*RecoveryVaultNotRecovered, error) {
	out := new(RecoveryVaultNotRecovered)
	if err := recoveryVault.abi.UnpackIntoInterface(out, "NotRecovered", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// RecoveryVaultReentrancyGuardReentrantCall represents a ReentrancyGuardReentrantCall error raised by the RecoveryVault contract.
type RecoveryVaultReentrancyGuardReentrantCall struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ReentrancyGuardReentrantCall()
func RecoveryVaultReentrancyGuardReentrantCallErrorID() common.Hash {
	return common.HexToHash("0x3ee5aeb571de7fc460830b4d0017439a1ca56fb0bc39062227ade4fe4a24c1ca")
}

// UnpackReentrancyGuardReentrantCallError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ReentrancyGuardReentrantCall()
func (recoveryVault *RecoveryVault) UnpackReentrancyGuardReentrantCallError(raw []byte) (*RecoveryVaultReentrancyGuardReentrantCall, error) {
	out := new(RecoveryVaultReentrancyGuardReentrantCall)
	if err := recoveryVault.abi.UnpackIntoInterface(out, "ReentrancyGuardReentrantCall", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// RecoveryVaultSafeERC20FailedOperation represents a SafeERC20FailedOperation error raised by the RecoveryVault contract.
type RecoveryVaultSafeERC20FailedOperation struct {
	Token common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error SafeERC20FailedOperation(address token)
func RecoveryVaultSafeERC20FailedOperationErrorID() common.Hash {
	return common.HexToHash("0x5274afe73c98b4749fc91ffae6b7b574e7842cb2144a159e9377a5f20b32edf9")
}

// UnpackSafeERC20FailedOperationError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error SafeERC20FailedOperation(address token)
func (recoveryVault *RecoveryVault) UnpackSafeERC20FailedOperationError(raw []byte) (*RecoveryVaultSafeERC20FailedOperation, error) {
	out := new(RecoveryVaultSafeERC20FailedOperation)
	if err := recoveryVault.abi.UnpackIntoInterface(out, "SafeERC20FailedOperation", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// RecoveryVaultTransferFailed represents a TransferFailed error raised by the RecoveryVault contract.
type RecoveryVaultTransferFailed struct {
	Token  common.Address
	To     common.Address
	Amount *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error TransferFailed(address token, address to, uint256 amount)
func RecoveryVaultTransferFailedErrorID() common.Hash {
	return common.HexToHash("0xbf182be802245e8ed88e4b8d3e4344c0863dd2a70334f089fd07265389306fcf")
}

// UnpackTransferFailedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error TransferFailed(address token, address to, uint256 amount)
func (recoveryVault *RecoveryVault) UnpackTransferFailedError(raw []byte) (*RecoveryVaultTransferFailed, error) {
	out := new(RecoveryVaultTransferFailed)
	if err := recoveryVault.abi.UnpackIntoInterface(out, "TransferFailed", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// RecoveryVaultWrongMoneyIn represents a WrongMoneyIn error raised by the RecoveryVault contract.
type RecoveryVaultWrongMoneyIn struct {
	Have *big.Int
	Want *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error WrongMoneyIn(uint256 have, uint256 want)
func RecoveryVaultWrongMoneyInErrorID() common.Hash {
	return common.HexToHash("0x4434b58ba6a90a1067ebb48ce44c526a2cf94ceeef869127f2d1fffa6e1dc745")
}

// UnpackWrongMoneyInError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error WrongMoneyIn(uint256 have, uint256 want)
func (recoveryVault *RecoveryVault) UnpackWrongMoneyInError(raw []byte) (*RecoveryVaultWrongMoneyIn, error) {
	out := new(RecoveryVaultWrongMoneyIn)
	if err := recoveryVault.abi.UnpackIntoInterface(out, "WrongMoneyIn", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// RecoveryVaultWrongParameter represents a WrongParameter error raised by the RecoveryVault contract.
type RecoveryVaultWrongParameter struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error WrongParameter()
func RecoveryVaultWrongParameterErrorID() common.Hash {
	return common.HexToHash("0x6e4a9ce87582d33bfa71865cbbfb704b4b0e12a3d37f9868e3f2403f88767e25")
}

// UnpackWrongParameterError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error WrongParameter()
func (recoveryVault *RecoveryVault) UnpackWrongParameterError(raw []byte) (*RecoveryVaultWrongParameter, error) {
	out := new(RecoveryVaultWrongParameter)
	if err := recoveryVault.abi.UnpackIntoInterface(out, "WrongParameter", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// RecoveryVaultWrongPool represents a WrongPool error raised by the RecoveryVault contract.
type RecoveryVaultWrongPool struct {
	PoolId [32]byte
	Token  common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error WrongPool(bytes32 poolId, address token)
func RecoveryVaultWrongPoolErrorID() common.Hash {
	return common.HexToHash("0x7198d13dcc596d7907c393c45588f4ad723a80738fbbdf437a811be9a2238435")
}

// UnpackWrongPoolError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error WrongPool(bytes32 poolId, address token)
func (recoveryVault *RecoveryVault) UnpackWrongPoolError(raw []byte) (*RecoveryVaultWrongPool, error) {
	out := new(RecoveryVaultWrongPool)
	if err := recoveryVault.abi.UnpackIntoInterface(out, "WrongPool", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// RecoveryVaultZeroAddress represents a ZeroAddress error raised by the RecoveryVault contract.
type RecoveryVaultZeroAddress struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ZeroAddress()
func RecoveryVaultZeroAddressErrorID() common.Hash {
	return common.HexToHash("0xd92e233df2717d4a40030e20904abd27b68fcbeede117eaaccbbdac9618c8c73")
}

// UnpackZeroAddressError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ZeroAddress()
func (recoveryVault *RecoveryVault) UnpackZeroAddressError(raw []byte) (*RecoveryVaultZeroAddress, error) {
	out := new(RecoveryVaultZeroAddress)
	if err := recoveryVault.abi.UnpackIntoInterface(out, "ZeroAddress", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// SavingsVaultMetaData contains all meta data concerning the SavingsVault contract.
var SavingsVaultMetaData = bind.MetaData{
	ABI: "[{\"inputs\":[{\"internalType\":\"contractIERC20\",\"name\":\"asset\",\"type\":\"address\"}],\"stateMutability\":\"nonpayable\",\"type\":\"constructor\"},{\"inputs\":[],\"name\":\"EnforcedPause\",\"type\":\"error\"},{\"inputs\":[],\"name\":\"ExpectedPause\",\"type\":\"error\"},{\"inputs\":[],\"name\":\"NoShares\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"have\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"need\",\"type\":\"uint256\"}],\"name\":\"NotEnoughShares\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"owner\",\"type\":\"address\"}],\"name\":\"OwnableInvalidOwner\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"}],\"name\":\"OwnableUnauthorizedAccount\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"token\",\"type\":\"address\"}],\"name\":\"SafeERC20FailedOperation\",\"type\":\"error\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"assets\",\"type\":\"uint256\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"shares\",\"type\":\"uint256\"}],\"name\":\"Deposit\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"previousOwner\",\"type\":\"address\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"newOwner\",\"type\":\"address\"}],\"name\":\"OwnershipTransferred\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":false,\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"}],\"name\":\"Paused\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"from\",\"type\":\"address\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"to\",\"type\":\"address\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"shares\",\"type\":\"uint256\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"assets\",\"type\":\"uint256\"}],\"name\":\"Transfer\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":false,\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"}],\"name\":\"Unpaused\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"assets\",\"type\":\"uint256\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"shares\",\"type\":\"uint256\"}],\"name\":\"Withdraw\",\"type\":\"event\"},{\"inputs\":[],\"name\":\"ASSET\",\"outputs\":[{\"internalType\":\"contractIERC20\",\"name\":\"\",\"type\":\"address\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"}],\"name\":\"assetsOf\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"assets\",\"type\":\"uint256\"}],\"name\":\"deposit\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"shares\",\"type\":\"uint256\"}],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"owner\",\"outputs\":[{\"internalType\":\"address\",\"name\":\"\",\"type\":\"address\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"pause\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"paused\",\"outputs\":[{\"internalType\":\"bool\",\"name\":\"\",\"type\":\"bool\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"renounceOwnership\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"}],\"name\":\"sharesOf\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"totalAssets\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"totalShares\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"to\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"shares\",\"type\":\"uint256\"}],\"name\":\"transfer\",\"outputs\":[{\"internalType\":\"bool\",\"name\":\"\",\"type\":\"bool\"}],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"newOwner\",\"type\":\"address\"}],\"name\":\"transferOwnership\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"unpause\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"shares\",\"type\":\"uint256\"}],\"name\":\"withdraw\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"assets\",\"type\":\"uint256\"}],\"stateMutability\":\"nonpayable\",\"type\":\"function\"}]",
	ID:  "SavingsVault",
	Bin: "0x60a0346100dd57601f610ec238819003918201601f19168301916001600160401b038311848410176100e1578084926020946040528339810103126100dd57516001600160a01b03811681036100dd5733156100ca575f8054336001600160a01b0319821681178355604051939290916001600160a01b0316907f8be0079c531659141344cd1fd0a4f28419497f9722a3daafe3b4186f6b6457e09080a3608052610dcc90816100f682396080518181816102550152818161070f0152818161088d0152610bf60152f35b631e4fbdf760e01b5f525f60045260245ffd5b5f80fd5b634e487b7160e01b5f52604160045260245ffdfe60806040526004361015610011575f80fd5b5f5f3560e01c806301e1d11414610ae45780632c62fa1014610a795780632e1a7d4d1461082d5780633a98ef39146107f15780633f4ba83a146107335780634800d97f146106c45780635c975abb14610681578063715018a6146105e55780638456cb591461053c5780638da5cb5b146104eb578063a9059cbb146103d8578063b6b55f2514610207578063f2fde38b146101195763f5eb42dc146100b4575f80fd5b346101165760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261011657604060209173ffffffffffffffffffffffffffffffffffffffff610105610b1c565b168152600283522054604051908152f35b80fd5b50346101165760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126101165773ffffffffffffffffffffffffffffffffffffffff610166610b1c565b61016e610d4a565b1680156101db5773ffffffffffffffffffffffffffffffffffffffff8254827fffffffffffffffffffffffff00000000000000000000000000000000000000008216178455167f8be0079c531659141344cd1fd0a4f28419497f9722a3daafe3b4186f6b6457e08380a380f35b6024827f1e4fbdf700000000000000000000000000000000000000000000000000000000815280600452fd5b50346101165760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261011657600435610242610d14565b600154806103b75750805b811561038f577f00000000000000000000000000000000000000000000000000000000000000006040517f23b872dd00000000000000000000000000000000000000000000000000000000855233600452306024528260445260208560648180865af190600186511482161561036e575b604052846060521561032d575060406020936102dc84600154610c92565b60015533815260028552206102f2838254610c92565b905560405190815281838201527f90890809c654f11d6e72a28fa60149770a0d11ec6c92319d6ceb2bb0a4ea1a1560403392a2604051908152f35b7f5274afe700000000000000000000000000000000000000000000000000000000845273ffffffffffffffffffffffffffffffffffffffff16600452602483fd5b90600181151661038657823b15153d151616906102be565b503d85823e3d90fd5b6004837fb317087b000000000000000000000000000000000000000000000000000000008152fd5b6103c46103d29183610c9f565b6103cc610bad565b90610cb2565b9061024d565b50346101165760407ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261011657610410610b1c565b6024359061041c610d14565b338352600260205260408320548083116104bb576040916104528473ffffffffffffffffffffffffffffffffffffffff93610c58565b3386526002602052838620551692838152600260205220610474828254610c92565b905561047f81610ce9565b60405191825260208201527f9ed053bb818ff08b8353cd46f78db1f0799f31c9e4458fdb425c10eccd2efc4460403392a3602060405160018152f35b83836044927f808722dc000000000000000000000000000000000000000000000000000000008352600452602452fd5b503461011657807ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126101165773ffffffffffffffffffffffffffffffffffffffff6020915416604051908152f35b503461011657807ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261011657610573610d4a565b61057b610d14565b740100000000000000000000000000000000000000007fffffffffffffffffffffff00ffffffffffffffffffffffffffffffffffffffff8254161781557f62e78cea01bee320cd4e420270b5ea74000d11b0c9f74754ebdbfc544b05a2586020604051338152a180f35b503461011657807ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126101165761061c610d4a565b8073ffffffffffffffffffffffffffffffffffffffff81547fffffffffffffffffffffffff000000000000000000000000000000000000000081168355167f8be0079c531659141344cd1fd0a4f28419497f9722a3daafe3b4186f6b6457e08280a380f35b503461011657807ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126101165760ff6020915460a01c166040519015158152f35b503461011657807ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261011657602060405173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000168152f35b503461011657807ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126101165761076a610d4a565b805460ff8160a01c16156107c9577fffffffffffffffffffffff00ffffffffffffffffffffffffffffffffffffffff1681557f5db9ee0a495bf2e6ff9c91a7834c1ba4fdd244a5e8aa4e537bd38aeae4b073aa6020604051338152a180f35b6004827f8dfc202b000000000000000000000000000000000000000000000000000000008152fd5b503461011657807ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112610116576020600154604051908152f35b50346109e45760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126109e45760043590610869610d14565b335f52600260205260405f205491600154838211610a495761088a82610ce9565b927f0000000000000000000000000000000000000000000000000000000000000000604051907fa9059cbb000000000000000000000000000000000000000000000000000000005f52336004528560245260205f60448180855af160015f5114811615610a2a575b82604052156109e857508481528360208201527ff279e6a1f5e320cca91135676d9cb6e44ca8a08c0b88342bcdb1144f6511b56860403392a2333b610960575b908291604061094661095595602098610c58565b91338152600288522055610c58565b600155604051908152f35b9190333b156109e457604051927f3e3722b60000000000000000000000000000000000000000000000000000000084528460048501525f8460248183335af180156109d9576020966109559585926109c0575b5096505090919250610932565b5f9193506109ce9250610b3f565b5f90839060406109b3565b6040513d5f823e3d90fd5b5f80fd5b73ffffffffffffffffffffffffffffffffffffffff907f5274afe7000000000000000000000000000000000000000000000000000000005f521660045260245ffd5b6001811516610a4057813b15153d1516166108f2565b823d5f823e3d90fd5b50827f808722dc000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b346109e45760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126109e45773ffffffffffffffffffffffffffffffffffffffff610ac5610b1c565b165f5260026020526020610adc60405f2054610ce9565b604051908152f35b346109e4575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126109e4576020610adc610bad565b6004359073ffffffffffffffffffffffffffffffffffffffff821682036109e457565b90601f7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0910116810190811067ffffffffffffffff821117610b8057604052565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52604160045260245ffd5b6040517f70a0823100000000000000000000000000000000000000000000000000000000815230600482015260208160248173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000165afa9081156109d9575f91610c29575090565b90506020813d602011610c50575b81610c4460209383610b3f565b810103126109e4575190565b3d9150610c37565b91908203918211610c6557565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52601160045260245ffd5b91908201809211610c6557565b81810292918115918404141715610c6557565b8115610cbc570490565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52601260045260245ffd5b60015480610cf75750505f90565b610d0c610d1192610d06610bad565b90610c9f565b610cb2565b90565b60ff5f5460a01c16610d2257565b7fd93c0665000000000000000000000000000000000000000000000000000000005f5260045ffd5b73ffffffffffffffffffffffffffffffffffffffff5f54163303610d6a57565b7f118cdaa7000000000000000000000000000000000000000000000000000000005f523360045260245ffdfea264697066735822122074b44e05064515ec02dea83d0cba9ef4ecdbdef723260d628dbcde7578adce3864736f6c634300081e0033",
}

// SavingsVault is an auto generated Go binding around an Ethereum contract.
type SavingsVault struct {
	abi abi.ABI
}

// GetABI returns the ABI associated with this contract binding.
func (c *SavingsVault) GetABI() abi.ABI {
	return c.abi
}

// NewSavingsVault creates a new instance of SavingsVault.
func NewSavingsVault() *SavingsVault {
	parsed, err := SavingsVaultMetaData.ParseABI()
	if err != nil {
		panic(errors.New("invalid ABI: " + err.Error()))
	}
	return &SavingsVault{abi: *parsed}
}

// Instance creates a wrapper for a deployed contract instance at the given address.
// Use this to create the instance object passed to abigen v2 library functions Call, Transact, etc.
func (c *SavingsVault) Instance(backend bind.ContractBackend, addr common.Address) *bind.BoundContract {
	return bind.NewBoundContract(addr, c.abi, backend, backend, backend)
}

// PackConstructor is the Go binding used to pack the parameters required for
// contract deployment.
//
// Solidity: constructor(address asset) returns()
func (savingsVault *SavingsVault) PackConstructor(asset common.Address) []byte {
	enc, err := savingsVault.abi.Pack("", asset)
	if err != nil {
		panic(err)
	}
	return enc
}

// PackASSET is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x4800d97f.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function ASSET() view returns(address)
func (savingsVault *SavingsVault) PackASSET() []byte {
	enc, err := savingsVault.abi.Pack("ASSET")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackASSET is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x4800d97f.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function ASSET() view returns(address)
func (savingsVault *SavingsVault) TryPackASSET() ([]byte, error) {
	return savingsVault.abi.Pack("ASSET")
}

// UnpackASSET is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x4800d97f.
//
// Solidity: function ASSET() view returns(address)
func (savingsVault *SavingsVault) UnpackASSET(data []byte) (common.Address, error) {
	out, err := savingsVault.abi.Unpack("ASSET", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackAssetsOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x2c62fa10.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function assetsOf(address account) view returns(uint256)
func (savingsVault *SavingsVault) PackAssetsOf(account common.Address) []byte {
	enc, err := savingsVault.abi.Pack("assetsOf", account)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackAssetsOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x2c62fa10.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function assetsOf(address account) view returns(uint256)
func (savingsVault *SavingsVault) TryPackAssetsOf(account common.Address) ([]byte, error) {
	return savingsVault.abi.Pack("assetsOf", account)
}

// UnpackAssetsOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x2c62fa10.
//
// Solidity: function assetsOf(address account) view returns(uint256)
func (savingsVault *SavingsVault) UnpackAssetsOf(data []byte) (*big.Int, error) {
	out, err := savingsVault.abi.Unpack("assetsOf", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackDeposit is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb6b55f25.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function deposit(uint256 assets) returns(uint256 shares)
func (savingsVault *SavingsVault) PackDeposit(assets *big.Int) []byte {
	enc, err := savingsVault.abi.Pack("deposit", assets)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackDeposit is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb6b55f25.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function deposit(uint256 assets) returns(uint256 shares)
func (savingsVault *SavingsVault) TryPackDeposit(assets *big.Int) ([]byte, error) {
	return savingsVault.abi.Pack("deposit", assets)
}

// UnpackDeposit is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xb6b55f25.
//
// Solidity: function deposit(uint256 assets) returns(uint256 shares)
func (savingsVault *SavingsVault) UnpackDeposit(data []byte) (*big.Int, error) {
	out, err := savingsVault.abi.Unpack("deposit", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackOwner is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x8da5cb5b.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function owner() view returns(address)
func (savingsVault *SavingsVault) PackOwner() []byte {
	enc, err := savingsVault.abi.Pack("owner")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackOwner is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x8da5cb5b.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function owner() view returns(address)
func (savingsVault *SavingsVault) TryPackOwner() ([]byte, error) {
	return savingsVault.abi.Pack("owner")
}

// UnpackOwner is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x8da5cb5b.
//
// Solidity: function owner() view returns(address)
func (savingsVault *SavingsVault) UnpackOwner(data []byte) (common.Address, error) {
	out, err := savingsVault.abi.Unpack("owner", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackPause is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x8456cb59.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function pause() returns()
func (savingsVault *SavingsVault) PackPause() []byte {
	enc, err := savingsVault.abi.Pack("pause")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackPause is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x8456cb59.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function pause() returns()
func (savingsVault *SavingsVault) TryPackPause() ([]byte, error) {
	return savingsVault.abi.Pack("pause")
}

// PackPaused is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x5c975abb.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function paused() view returns(bool)
func (savingsVault *SavingsVault) PackPaused() []byte {
	enc, err := savingsVault.abi.Pack("paused")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackPaused is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x5c975abb.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function paused() view returns(bool)
func (savingsVault *SavingsVault) TryPackPaused() ([]byte, error) {
	return savingsVault.abi.Pack("paused")
}

// UnpackPaused is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x5c975abb.
//
// Solidity: function paused() view returns(bool)
func (savingsVault *SavingsVault) UnpackPaused(data []byte) (bool, error) {
	out, err := savingsVault.abi.Unpack("paused", data)
	if err != nil {
		return *new(bool), err
	}
	out0 := *abi.ConvertType(out[0], new(bool)).(*bool)
	return out0, nil
}

// PackRenounceOwnership is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x715018a6.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function renounceOwnership() returns()
func (savingsVault *SavingsVault) PackRenounceOwnership() []byte {
	enc, err := savingsVault.abi.Pack("renounceOwnership")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRenounceOwnership is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x715018a6.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function renounceOwnership() returns()
func (savingsVault *SavingsVault) TryPackRenounceOwnership() ([]byte, error) {
	return savingsVault.abi.Pack("renounceOwnership")
}

// PackSharesOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf5eb42dc.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function sharesOf(address account) view returns(uint256)
func (savingsVault *SavingsVault) PackSharesOf(account common.Address) []byte {
	enc, err := savingsVault.abi.Pack("sharesOf", account)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSharesOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf5eb42dc.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function sharesOf(address account) view returns(uint256)
func (savingsVault *SavingsVault) TryPackSharesOf(account common.Address) ([]byte, error) {
	return savingsVault.abi.Pack("sharesOf", account)
}

// UnpackSharesOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xf5eb42dc.
//
// Solidity: function sharesOf(address account) view returns(uint256)
func (savingsVault *SavingsVault) UnpackSharesOf(data []byte) (*big.Int, error) {
	out, err := savingsVault.abi.Unpack("sharesOf", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackTotalAssets is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x01e1d114.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function totalAssets() view returns(uint256)
func (savingsVault *SavingsVault) PackTotalAssets() []byte {
	enc, err := savingsVault.abi.Pack("totalAssets")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackTotalAssets is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x01e1d114.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function totalAssets() view returns(uint256)
func (savingsVault *SavingsVault) TryPackTotalAssets() ([]byte, error) {
	return savingsVault.abi.Pack("totalAssets")
}

// UnpackTotalAssets is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x01e1d114.
//
// Solidity: function totalAssets() view returns(uint256)
func (savingsVault *SavingsVault) UnpackTotalAssets(data []byte) (*big.Int, error) {
	out, err := savingsVault.abi.Unpack("totalAssets", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackTotalShares is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x3a98ef39.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function totalShares() view returns(uint256)
func (savingsVault *SavingsVault) PackTotalShares() []byte {
	enc, err := savingsVault.abi.Pack("totalShares")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackTotalShares is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x3a98ef39.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function totalShares() view returns(uint256)
func (savingsVault *SavingsVault) TryPackTotalShares() ([]byte, error) {
	return savingsVault.abi.Pack("totalShares")
}

// UnpackTotalShares is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x3a98ef39.
//
// Solidity: function totalShares() view returns(uint256)
func (savingsVault *SavingsVault) UnpackTotalShares(data []byte) (*big.Int, error) {
	out, err := savingsVault.abi.Unpack("totalShares", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackTransfer is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xa9059cbb.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function transfer(address to, uint256 shares) returns(bool)
func (savingsVault *SavingsVault) PackTransfer(to common.Address, shares *big.Int) []byte {
	enc, err := savingsVault.abi.Pack("transfer", to, shares)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackTransfer is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xa9059cbb.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function transfer(address to, uint256 shares) returns(bool)
func (savingsVault *SavingsVault) TryPackTransfer(to common.Address, shares *big.Int) ([]byte, error) {
	return savingsVault.abi.Pack("transfer", to, shares)
}

// UnpackTransfer is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xa9059cbb.
//
// Solidity: function transfer(address to, uint256 shares) returns(bool)
func (savingsVault *SavingsVault) UnpackTransfer(data []byte) (bool, error) {
	out, err := savingsVault.abi.Unpack("transfer", data)
	if err != nil {
		return *new(bool), err
	}
	out0 := *abi.ConvertType(out[0], new(bool)).(*bool)
	return out0, nil
}

// PackTransferOwnership is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf2fde38b.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function transferOwnership(address newOwner) returns()
func (savingsVault *SavingsVault) PackTransferOwnership(newOwner common.Address) []byte {
	enc, err := savingsVault.abi.Pack("transferOwnership", newOwner)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackTransferOwnership is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf2fde38b.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function transferOwnership(address newOwner) returns()
func (savingsVault *SavingsVault) TryPackTransferOwnership(newOwner common.Address) ([]byte, error) {
	return savingsVault.abi.Pack("transferOwnership", newOwner)
}

// PackUnpause is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x3f4ba83a.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function unpause() returns()
func (savingsVault *SavingsVault) PackUnpause() []byte {
	enc, err := savingsVault.abi.Pack("unpause")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackUnpause is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x3f4ba83a.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function unpause() returns()
func (savingsVault *SavingsVault) TryPackUnpause() ([]byte, error) {
	return savingsVault.abi.Pack("unpause")
}

// PackWithdraw is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x2e1a7d4d.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function withdraw(uint256 shares) returns(uint256 assets)
func (savingsVault *SavingsVault) PackWithdraw(shares *big.Int) []byte {
	enc, err := savingsVault.abi.Pack("withdraw", shares)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackWithdraw is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x2e1a7d4d.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function withdraw(uint256 shares) returns(uint256 assets)
func (savingsVault *SavingsVault) TryPackWithdraw(shares *big.Int) ([]byte, error) {
	return savingsVault.abi.Pack("withdraw", shares)
}

// UnpackWithdraw is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x2e1a7d4d.
//
// Solidity: function withdraw(uint256 shares) returns(uint256 assets)
func (savingsVault *SavingsVault) UnpackWithdraw(data []byte) (*big.Int, error) {
	out, err := savingsVault.abi.Unpack("withdraw", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// SavingsVaultDeposit represents a Deposit event raised by the SavingsVault contract.
type SavingsVaultDeposit struct {
	Account common.Address
	Assets  *big.Int
	Shares  *big.Int
	Raw     *types.Log // Blockchain specific contextual infos
}

const SavingsVaultDepositEventName = "Deposit"

// ContractEventName returns the user-defined event name.
func (SavingsVaultDeposit) ContractEventName() string {
	return SavingsVaultDepositEventName
}

// UnpackDepositEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Deposit(address indexed account, uint256 assets, uint256 shares)
func (savingsVault *SavingsVault) UnpackDepositEvent(log *types.Log) (*SavingsVaultDeposit, error) {
	event := "Deposit"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != savingsVault.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(SavingsVaultDeposit)
	if len(log.Data) > 0 {
		if err := savingsVault.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range savingsVault.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// SavingsVaultOwnershipTransferred represents a OwnershipTransferred event raised by the SavingsVault contract.
type SavingsVaultOwnershipTransferred struct {
	PreviousOwner common.Address
	NewOwner      common.Address
	Raw           *types.Log // Blockchain specific contextual infos
}

const SavingsVaultOwnershipTransferredEventName = "OwnershipTransferred"

// ContractEventName returns the user-defined event name.
func (SavingsVaultOwnershipTransferred) ContractEventName() string {
	return SavingsVaultOwnershipTransferredEventName
}

// UnpackOwnershipTransferredEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event OwnershipTransferred(address indexed previousOwner, address indexed newOwner)
func (savingsVault *SavingsVault) UnpackOwnershipTransferredEvent(log *types.Log) (*SavingsVaultOwnershipTransferred, error) {
	event := "OwnershipTransferred"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != savingsVault.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(SavingsVaultOwnershipTransferred)
	if len(log.Data) > 0 {
		if err := savingsVault.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range savingsVault.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// SavingsVaultPaused represents a Paused event raised by the SavingsVault contract.
type SavingsVaultPaused struct {
	Account common.Address
	Raw     *types.Log // Blockchain specific contextual infos
}

const SavingsVaultPausedEventName = "Paused"

// ContractEventName returns the user-defined event name.
func (SavingsVaultPaused) ContractEventName() string {
	return SavingsVaultPausedEventName
}

// UnpackPausedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Paused(address account)
func (savingsVault *SavingsVault) UnpackPausedEvent(log *types.Log) (*SavingsVaultPaused, error) {
	event := "Paused"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != savingsVault.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(SavingsVaultPaused)
	if len(log.Data) > 0 {
		if err := savingsVault.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range savingsVault.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// SavingsVaultTransfer represents a Transfer event raised by the SavingsVault contract.
type SavingsVaultTransfer struct {
	From   common.Address
	To     common.Address
	Shares *big.Int
	Assets *big.Int
	Raw    *types.Log // Blockchain specific contextual infos
}

const SavingsVaultTransferEventName = "Transfer"

// ContractEventName returns the user-defined event name.
func (SavingsVaultTransfer) ContractEventName() string {
	return SavingsVaultTransferEventName
}

// UnpackTransferEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Transfer(address indexed from, address indexed to, uint256 shares, uint256 assets)
func (savingsVault *SavingsVault) UnpackTransferEvent(log *types.Log) (*SavingsVaultTransfer, error) {
	event := "Transfer"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != savingsVault.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(SavingsVaultTransfer)
	if len(log.Data) > 0 {
		if err := savingsVault.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range savingsVault.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// SavingsVaultUnpaused represents a Unpaused event raised by the SavingsVault contract.
type SavingsVaultUnpaused struct {
	Account common.Address
	Raw     *types.Log // Blockchain specific contextual infos
}

const SavingsVaultUnpausedEventName = "Unpaused"

// ContractEventName returns the user-defined event name.
func (SavingsVaultUnpaused) ContractEventName() string {
	return SavingsVaultUnpausedEventName
}

// UnpackUnpausedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Unpaused(address account)
func (savingsVault *SavingsVault) UnpackUnpausedEvent(log *types.Log) (*SavingsVaultUnpaused, error) {
	event := "Unpaused"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != savingsVault.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(SavingsVaultUnpaused)
	if len(log.Data) > 0 {
		if err := savingsVault.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range savingsVault.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// SavingsVaultWithdraw represents a Withdraw event raised by the SavingsVault contract.
type SavingsVaultWithdraw struct {
	Account common.Address
	Assets  *big.Int
	Shares  *big.Int
	Raw     *types.Log // Blockchain specific contextual infos
}

const SavingsVaultWithdrawEventName = "Withdraw"

// ContractEventName returns the user-defined event name.
func (SavingsVaultWithdraw) ContractEventName() string {
	return SavingsVaultWithdrawEventName
}

// UnpackWithdrawEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Withdraw(address indexed account, uint256 assets, uint256 shares)
func (savingsVault *SavingsVault) UnpackWithdrawEvent(log *types.Log) (*SavingsVaultWithdraw, error) {
	event := "Withdraw"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != savingsVault.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(SavingsVaultWithdraw)
	if len(log.Data) > 0 {
		if err := savingsVault.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range savingsVault.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// UnpackError attempts to decode the provided error data using user-defined
// error definitions.
func (savingsVault *SavingsVault) UnpackError(raw []byte) (any, error) {
	if bytes.Equal(raw[:4], savingsVault.abi.Errors["EnforcedPause"].ID.Bytes()[:4]) {
		return savingsVault.UnpackEnforcedPauseError(raw[4:])
	}
	if bytes.Equal(raw[:4], savingsVault.abi.Errors["ExpectedPause"].ID.Bytes()[:4]) {
		return savingsVault.UnpackExpectedPauseError(raw[4:])
	}
	if bytes.Equal(raw[:4], savingsVault.abi.Errors["NoShares"].ID.Bytes()[:4]) {
		return savingsVault.UnpackNoSharesError(raw[4:])
	}
	if bytes.Equal(raw[:4], savingsVault.abi.Errors["NotEnoughShares"].ID.Bytes()[:4]) {
		return savingsVault.UnpackNotEnoughSharesError(raw[4:])
	}
	if bytes.Equal(raw[:4], savingsVault.abi.Errors["OwnableInvalidOwner"].ID.Bytes()[:4]) {
		return savingsVault.UnpackOwnableInvalidOwnerError(raw[4:])
	}
	if bytes.Equal(raw[:4], savingsVault.abi.Errors["OwnableUnauthorizedAccount"].ID.Bytes()[:4]) {
		return savingsVault.UnpackOwnableUnauthorizedAccountError(raw[4:])
	}
	if bytes.Equal(raw[:4], savingsVault.abi.Errors["SafeERC20FailedOperation"].ID.Bytes()[:4]) {
		return savingsVault.UnpackSafeERC20FailedOperationError(raw[4:])
	}
	return nil, errors.New("Unknown error")
}

// SavingsVaultEnforcedPause represents a EnforcedPause error raised by the SavingsVault contract.
type SavingsVaultEnforcedPause struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error EnforcedPause()
func SavingsVaultEnforcedPauseErrorID() common.Hash {
	return common.HexToHash("0xd93c0665d6c96d04a8f174024fc4ddd66c250604aff22bbec808de86dd3637e3")
}

// UnpackEnforcedPauseError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error EnforcedPause()
func (savingsVault *SavingsVault) UnpackEnforcedPauseError(raw []byte) (*SavingsVaultEnforcedPause, error) {
	out := new(SavingsVaultEnforcedPause)
	if err := savingsVault.abi.UnpackIntoInterface(out, "EnforcedPause", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// SavingsVaultExpectedPause represents a ExpectedPause error raised by the SavingsVault contract.
type SavingsVaultExpectedPause struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ExpectedPause()
func SavingsVaultExpectedPauseErrorID() common.Hash {
	return common.HexToHash("0x8dfc202bcfe9a735b559bee70674422512bc5c30f687046ae8778315fb81da44")
}

// UnpackExpectedPauseError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ExpectedPause()
func (savingsVault *SavingsVault) UnpackExpectedPauseError(raw []byte) (*SavingsVaultExpectedPause, error) {
	out := new(SavingsVaultExpectedPause)
	if err := savingsVault.abi.UnpackIntoInterface(out, "ExpectedPause", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// SavingsVaultNoShares represents a NoShares error raised by the SavingsVault contract.
type SavingsVaultNoShares struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NoShares()
func SavingsVaultNoSharesErrorID() common.Hash {
	return common.HexToHash("0xb317087bc0909dcb5638f39c3b87c33dccb359020c0d4828d14d63255fc746ac")
}

// UnpackNoSharesError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NoShares()
func (savingsVault *SavingsVault) UnpackNoSharesError(raw []byte) (*SavingsVaultNoShares, error) {
	out := new(SavingsVaultNoShares)
	if err := savingsVault.abi.UnpackIntoInterface(out, "NoShares", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// SavingsVaultNotEnoughShares represents a NotEnoughShares error raised by the SavingsVault contract.
type SavingsVaultNotEnoughShares struct {
	Have *big.Int
	Need *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NotEnoughShares(uint256 have, uint256 need)
func SavingsVaultNotEnoughSharesErrorID() common.Hash {
	return common.HexToHash("0x808722dc6bb19b9bc1748e6941d449df3fc9b2843a2171f037cbeca589d51871")
}

// UnpackNotEnoughSharesError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NotEnoughShares(uint256 have, uint256 need)
func (savingsVault *SavingsVault) UnpackNotEnoughSharesError(raw []byte) (*SavingsVaultNotEnoughShares, error) {
	out := new(SavingsVaultNotEnoughShares)
	if err := savingsVault.abi.UnpackIntoInterface(out, "NotEnoughShares", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// SavingsVaultOwnableInvalidOwner represents a OwnableInvalidOwner error raised by the SavingsVault contract.
type SavingsVaultOwnableInvalidOwner struct {
	Owner common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error OwnableInvalidOwner(address owner)
func SavingsVaultOwnableInvalidOwnerErrorID() common.Hash {
	return common.HexToHash("0x1e4fbdf7f3ef8bcaa855599e3abf48b232380f183f08f6f813d9ffa5bd585188")
}

// UnpackOwnableInvalidOwnerError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error OwnableInvalidOwner(address owner)
func (savingsVault *SavingsVault) UnpackOwnableInvalidOwnerError(raw []byte) (*SavingsVaultOwnableInvalidOwner, error) {
	out := new(SavingsVaultOwnableInvalidOwner)
	if err := savingsVault.abi.UnpackIntoInterface(out, "OwnableInvalidOwner", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// SavingsVaultOwnableUnauthorizedAccount represents a OwnableUnauthorizedAccount error raised by the SavingsVault contract.
type SavingsVaultOwnableUnauthorizedAccount struct {
	Account common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error OwnableUnauthorizedAccount(address account)
func SavingsVaultOwnableUnauthorizedAccountErrorID() common.Hash {
	return common.HexToHash("0x118cdaa7a341953d1887a2245fd6665d741c67c8c50581daa59e1d03373fa188")
}

// UnpackOwnableUnauthorizedAccountError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error OwnableUnauthorizedAccount(address account)
func (savingsVault *SavingsVault) UnpackOwnableUnauthorizedAccountError(raw []byte) (*SavingsVaultOwnableUnauthorizedAccount, error) {
	out := new(SavingsVaultOwnableUnauthorizedAccount)
	if err := savingsVault.abi.UnpackIntoInterface(out, "OwnableUnauthorizedAccount", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// SavingsVaultSafeERC20FailedOperation represents a SafeERC20FailedOperation error raised by the SavingsVault contract.
type SavingsVaultSafeERC20FailedOperation struct {
	Token common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error SafeERC20FailedOperation(address token)
func SavingsVaultSafeERC20FailedOperationErrorID() common.Hash {
	return common.HexToHash("0x5274afe73c98b4749fc91ffae6b7b574e7842cb2144a159e9377a5f20b32edf9")
}

// UnpackSafeERC20FailedOperationError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error SafeERC20FailedOperation(address token)
func (savingsVault *SavingsVault) UnpackSafeERC20FailedOperationError(raw []byte) (*SavingsVaultSafeERC20FailedOperation, error) {
	out := new(SavingsVaultSafeERC20FailedOperation)
	if err := savingsVault.abi.UnpackIntoInterface(out, "SafeERC20FailedOperation", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// TestTokenMetaData contains all meta data concerning the TestToken contract.
var TestTokenMetaData = bind.MetaData{
	ABI: "[{\"inputs\":[{\"internalType\":\"string\",\"name\":\"name_\",\"type\":\"string\"},{\"internalType\":\"string\",\"name\":\"symbol_\",\"type\":\"string\"},{\"internalType\":\"uint8\",\"name\":\"decimals_\",\"type\":\"uint8\"}],\"stateMutability\":\"nonpayable\",\"type\":\"constructor\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"spender\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"allowance\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"needed\",\"type\":\"uint256\"}],\"name\":\"ERC20InsufficientAllowance\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"sender\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"balance\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"needed\",\"type\":\"uint256\"}],\"name\":\"ERC20InsufficientBalance\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"approver\",\"type\":\"address\"}],\"name\":\"ERC20InvalidApprover\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"receiver\",\"type\":\"address\"}],\"name\":\"ERC20InvalidReceiver\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"sender\",\"type\":\"address\"}],\"name\":\"ERC20InvalidSender\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"spender\",\"type\":\"address\"}],\"name\":\"ERC20InvalidSpender\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"owner\",\"type\":\"address\"}],\"name\":\"OwnableInvalidOwner\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"}],\"name\":\"OwnableUnauthorizedAccount\",\"type\":\"error\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"owner\",\"type\":\"address\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"spender\",\"type\":\"address\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"value\",\"type\":\"uint256\"}],\"name\":\"Approval\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"previousOwner\",\"type\":\"address\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"newOwner\",\"type\":\"address\"}],\"name\":\"OwnershipTransferred\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"from\",\"type\":\"address\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"to\",\"type\":\"address\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"value\",\"type\":\"uint256\"}],\"name\":\"Transfer\",\"type\":\"event\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"owner\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"spender\",\"type\":\"address\"}],\"name\":\"allowance\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"spender\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"value\",\"type\":\"uint256\"}],\"name\":\"approve\",\"outputs\":[{\"internalType\":\"bool\",\"name\":\"\",\"type\":\"bool\"}],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"}],\"name\":\"balanceOf\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"decimals\",\"outputs\":[{\"internalType\":\"uint8\",\"name\":\"\",\"type\":\"uint8\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"to\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"amount\",\"type\":\"uint256\"}],\"name\":\"mint\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"name\",\"outputs\":[{\"internalType\":\"string\",\"name\":\"\",\"type\":\"string\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"owner\",\"outputs\":[{\"internalType\":\"address\",\"name\":\"\",\"type\":\"address\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"renounceOwnership\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"symbol\",\"outputs\":[{\"internalType\":\"string\",\"name\":\"\",\"type\":\"string\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"totalSupply\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"to\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"value\",\"type\":\"uint256\"}],\"name\":\"transfer\",\"outputs\":[{\"internalType\":\"bool\",\"name\":\"\",\"type\":\"bool\"}],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"from\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"to\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"value\",\"type\":\"uint256\"}],\"name\":\"transferFrom\",\"outputs\":[{\"internalType\":\"bool\",\"name\":\"\",\"type\":\"bool\"}],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"newOwner\",\"type\":\"address\"}],\"name\":\"transferOwnership\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"}]",
	ID:  "TestToken",
	Bin: "0x60a06040523461038e576110db8038038061001981610392565b92833981019060608183031261038e5780516001600160401b03811161038e57826100459183016103b7565b60208201519092906001600160401b03811161038e576040916100699184016103b7565b91015160ff8116810361038e5782516001600160401b03811161029f57600354600181811c91168015610384575b602082101461028157601f8111610321575b506020601f82116001146102be57819293945f926102b3575b50508160011b915f199060031b1c1916176003555b81516001600160401b03811161029f57600454600181811c91168015610295575b602082101461028157601f811161021e575b50602092601f82116001146101bd57928192935f926101b2575b50508160011b915f199060031b1c1916176004555b331561019f5760058054336001600160a01b0319821681179092556040519291906001600160a01b03167f8be0079c531659141344cd1fd0a4f28419497f9722a3daafe3b4186f6b6457e05f80a3608052610cd290816104098239608051816106fa0152f35b631e4fbdf760e01b5f525f60045260245ffd5b015190505f80610124565b601f1982169360045f52805f20915f5b86811061020657508360019596106101ee575b505050811b01600455610139565b01515f1960f88460031b161c191690555f80806101e0565b919260206001819286850151815501940192016101cd565b60045f527f8a35acfbc15ff81a39ae7d344fd709f28e8600b4aa8c65c6b64bfe7fe36bd19b601f830160051c81019160208410610277575b601f0160051c01905b81811061026c575061010a565b5f815560010161025f565b9091508190610256565b634e487b7160e01b5f52602260045260245ffd5b90607f16906100f8565b634e487b7160e01b5f52604160045260245ffd5b015190505f806100c2565b601f1982169060035f52805f20915f5b818110610309575095836001959697106102f1575b505050811b016003556100d7565b01515f1960f88460031b161c191690555f80806102e3565b9192602060018192868b0151815501940192016102ce565b60035f527fc2575a0e9e593c00f959f8c92f12db2869c3395a3b0502d05e2516446f71f85b601f830160051c8101916020841061037a575b601f0160051c01905b81811061036f57506100a9565b5f8155600101610362565b9091508190610359565b90607f1690610097565b5f80fd5b6040519190601f01601f191682016001600160401b0381118382101761029f57604052565b81601f8201121561038e578051906001600160401b03821161029f576103e6601f8301601f1916602001610392565b928284526020838301011161038e57815f9260208093018386015e830101529056fe6080806040526004361015610012575f80fd5b5f3560e01c90816306fdde031461099a57508063095ea7b3146108ed57806318160ddd146108b257806323b872dd1461071e578063313ce567146106c357806340c10f19146105ba57806370a0823114610558578063715018a6146104bc5780638da5cb5b1461046b57806395d89b4114610278578063a9059cbb14610229578063dd62ed3e1461019d5763f2fde38b146100ab575f80fd5b346101995760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126101995773ffffffffffffffffffffffffffffffffffffffff6100f7610b13565b6100ff610c4f565b16801561016d5773ffffffffffffffffffffffffffffffffffffffff600554827fffffffffffffffffffffffff0000000000000000000000000000000000000000821617600555167f8be0079c531659141344cd1fd0a4f28419497f9722a3daafe3b4186f6b6457e05f80a3005b7f1e4fbdf7000000000000000000000000000000000000000000000000000000005f525f60045260245ffd5b5f80fd5b346101995760407ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112610199576101d4610b13565b73ffffffffffffffffffffffffffffffffffffffff6101f1610b36565b91165f52600160205273ffffffffffffffffffffffffffffffffffffffff60405f2091165f52602052602060405f2054604051908152f35b346101995760407ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126101995761026d610263610b13565b6024359033610b59565b602060405160018152f35b34610199575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112610199576040515f600454908160011c60018316928315610461575b6020821084146104345781855284939081156103d4575060011461035a575b5003601f017fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe01681019067ffffffffffffffff82118183101761032d5761032982918260405282610acb565b0390f35b7f4e487b71000000000000000000000000000000000000000000000000000000005f52604160045260245ffd5b60045f90815291507f8a35acfbc15ff81a39ae7d344fd709f28e8600b4aa8c65c6b64bfe7fe36bd19b5b8183106103b857505081016020017fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe06102dd565b6020919350806001915483858801015201910190918392610384565b7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff001660208581019190915291151560051b840190910191507fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe090506102dd565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52602260045260245ffd5b90607f16906102be565b34610199575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261019957602073ffffffffffffffffffffffffffffffffffffffff60055416604051908152f35b34610199575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112610199576104f2610c4f565b5f73ffffffffffffffffffffffffffffffffffffffff6005547fffffffffffffffffffffffff00000000000000000000000000000000000000008116600555167f8be0079c531659141344cd1fd0a4f28419497f9722a3daafe3b4186f6b6457e08280a3005b346101995760207ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc3601126101995773ffffffffffffffffffffffffffffffffffffffff6105a4610b13565b165f525f602052602060405f2054604051908152f35b346101995760407ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112610199576105f1610b13565b73ffffffffffffffffffffffffffffffffffffffff60243591610612610c4f565b16908115610697576002549080820180921161066a5760207fddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef915f9360025584845283825260408420818154019055604051908152a3005b7f4e487b71000000000000000000000000000000000000000000000000000000005f52601160045260245ffd5b7fec442f05000000000000000000000000000000000000000000000000000000005f525f60045260245ffd5b34610199575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261019957602060405160ff7f0000000000000000000000000000000000000000000000000000000000000000168152f35b346101995760607ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261019957610755610b13565b61075d610b36565b6044359073ffffffffffffffffffffffffffffffffffffffff831692835f52600160205260405f2073ffffffffffffffffffffffffffffffffffffffff33165f5260205260405f20547fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff81106107d9575b5061026d9350610b59565b83811061087e5784156108525733156108265761026d945f52600160205260405f2073ffffffffffffffffffffffffffffffffffffffff33165f526020528360405f2091039055846107ce565b7f94280d62000000000000000000000000000000000000000000000000000000005f525f60045260245ffd5b7fe602df05000000000000000000000000000000000000000000000000000000005f525f60045260245ffd5b83907ffb8f41b2000000000000000000000000000000000000000000000000000000005f523360045260245260445260645ffd5b34610199575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112610199576020600254604051908152f35b346101995760407ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261019957610924610b13565b6024359033156108525773ffffffffffffffffffffffffffffffffffffffff1690811561082657335f52600160205260405f20825f526020528060405f20556040519081527f8c5be1e5ebec7d5bd14f71427d1e84f3dd0314c0f7b2291e5b200ac8c7c3b92560203392a3602060405160018152f35b34610199575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc360112610199575f600354908160011c60018316928315610ac1575b6020821084146104345781855284939081156103d45750600114610a47575003601f017fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe01681019067ffffffffffffffff82118183101761032d5761032982918260405282610acb565b60035f90815291507fc2575a0e9e593c00f959f8c92f12db2869c3395a3b0502d05e2516446f71f85b5b818310610aa557505081016020017fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe06102dd565b6020919350806001915483858801015201910190918392610a71565b90607f16906109dd565b7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0601f602060409481855280519182918282880152018686015e5f8582860101520116010190565b6004359073ffffffffffffffffffffffffffffffffffffffff8216820361019957565b6024359073ffffffffffffffffffffffffffffffffffffffff8216820361019957565b73ffffffffffffffffffffffffffffffffffffffff16908115610c235773ffffffffffffffffffffffffffffffffffffffff1691821561069757815f525f60205260405f2054818110610bf157817fddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef92602092855f525f84520360405f2055845f525f825260405f20818154019055604051908152a3565b827fe450d38c000000000000000000000000000000000000000000000000000000005f5260045260245260445260645ffd5b7f96c6fd1e000000000000000000000000000000000000000000000000000000005f525f60045260245ffd5b73ffffffffffffffffffffffffffffffffffffffff600554163303610c7057565b7f118cdaa7000000000000000000000000000000000000000000000000000000005f523360045260245ffdfea26469706673582212205727516ff6df410295308dd56c44973e33650b568841b0269939a1b2f28b645164736f6c634300081e0033",
}

// TestToken is an auto generated Go binding around an Ethereum contract.
type TestToken struct {
	abi abi.ABI
}

// GetABI returns the ABI associated with this contract binding.
func (c *TestToken) GetABI() abi.ABI {
	return c.abi
}

// NewTestToken creates a new instance of TestToken.
func NewTestToken() *TestToken {
	parsed, err := TestTokenMetaData.ParseABI()
	if err != nil {
		panic(errors.New("invalid ABI: " + err.Error()))
	}
	return &TestToken{abi: *parsed}
}

// Instance creates a wrapper for a deployed contract instance at the given address.
// Use this to create the instance object passed to abigen v2 library functions Call, Transact, etc.
func (c *TestToken) Instance(backend bind.ContractBackend, addr common.Address) *bind.BoundContract {
	return bind.NewBoundContract(addr, c.abi, backend, backend, backend)
}

// PackConstructor is the Go binding used to pack the parameters required for
// contract deployment.
//
// Solidity: constructor(string name_, string symbol_, uint8 decimals_) returns()
func (testToken *TestToken) PackConstructor(name_ string, symbol_ string, decimals_ uint8) []byte {
	enc, err := testToken.abi.Pack("", name_, symbol_, decimals_)
	if err != nil {
		panic(err)
	}
	return enc
}

// PackAllowance is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xdd62ed3e.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function allowance(address owner, address spender) view returns(uint256)
func (testToken *TestToken) PackAllowance(owner common.Address, spender common.Address) []byte {
	enc, err := testToken.abi.Pack("allowance", owner, spender)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackAllowance is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xdd62ed3e.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function allowance(address owner, address spender) view returns(uint256)
func (testToken *TestToken) TryPackAllowance(owner common.Address, spender common.Address) ([]byte, error) {
	return testToken.abi.Pack("allowance", owner, spender)
}

// UnpackAllowance is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xdd62ed3e.
//
// Solidity: function allowance(address owner, address spender) view returns(uint256)
func (testToken *TestToken) UnpackAllowance(data []byte) (*big.Int, error) {
	out, err := testToken.abi.Unpack("allowance", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackApprove is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x095ea7b3.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function approve(address spender, uint256 value) returns(bool)
func (testToken *TestToken) PackApprove(spender common.Address, value *big.Int) []byte {
	enc, err := testToken.abi.Pack("approve", spender, value)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackApprove is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x095ea7b3.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function approve(address spender, uint256 value) returns(bool)
func (testToken *TestToken) TryPackApprove(spender common.Address, value *big.Int) ([]byte, error) {
	return testToken.abi.Pack("approve", spender, value)
}

// UnpackApprove is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x095ea7b3.
//
// Solidity: function approve(address spender, uint256 value) returns(bool)
func (testToken *TestToken) UnpackApprove(data []byte) (bool, error) {
	out, err := testToken.abi.Unpack("approve", data)
	if err != nil {
		return *new(bool), err
	}
	out0 := *abi.ConvertType(out[0], new(bool)).(*bool)
	return out0, nil
}

// PackBalanceOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x70a08231.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function balanceOf(address account) view returns(uint256)
func (testToken *TestToken) PackBalanceOf(account common.Address) []byte {
	enc, err := testToken.abi.Pack("balanceOf", account)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackBalanceOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x70a08231.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function balanceOf(address account) view returns(uint256)
func (testToken *TestToken) TryPackBalanceOf(account common.Address) ([]byte, error) {
	return testToken.abi.Pack("balanceOf", account)
}

// UnpackBalanceOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x70a08231.
//
// Solidity: function balanceOf(address account) view returns(uint256)
func (testToken *TestToken) UnpackBalanceOf(data []byte) (*big.Int, error) {
	out, err := testToken.abi.Unpack("balanceOf", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackDecimals is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x313ce567.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function decimals() view returns(uint8)
func (testToken *TestToken) PackDecimals() []byte {
	enc, err := testToken.abi.Pack("decimals")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackDecimals is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x313ce567.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function decimals() view returns(uint8)
func (testToken *TestToken) TryPackDecimals() ([]byte, error) {
	return testToken.abi.Pack("decimals")
}

// UnpackDecimals is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x313ce567.
//
// Solidity: function decimals() view returns(uint8)
func (testToken *TestToken) UnpackDecimals(data []byte) (uint8, error) {
	out, err := testToken.abi.Unpack("decimals", data)
	if err != nil {
		return *new(uint8), err
	}
	out0 := *abi.ConvertType(out[0], new(uint8)).(*uint8)
	return out0, nil
}

// PackMint is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x40c10f19.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function mint(address to, uint256 amount) returns()
func (testToken *TestToken) PackMint(to common.Address, amount *big.Int) []byte {
	enc, err := testToken.abi.Pack("mint", to, amount)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackMint is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x40c10f19.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function mint(address to, uint256 amount) returns()
func (testToken *TestToken) TryPackMint(to common.Address, amount *big.Int) ([]byte, error) {
	return testToken.abi.Pack("mint", to, amount)
}

// PackName is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x06fdde03.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function name() view returns(string)
func (testToken *TestToken) PackName() []byte {
	enc, err := testToken.abi.Pack("name")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackName is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x06fdde03.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function name() view returns(string)
func (testToken *TestToken) TryPackName() ([]byte, error) {
	return testToken.abi.Pack("name")
}

// UnpackName is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x06fdde03.
//
// Solidity: function name() view returns(string)
func (testToken *TestToken) UnpackName(data []byte) (string, error) {
	out, err := testToken.abi.Unpack("name", data)
	if err != nil {
		return *new(string), err
	}
	out0 := *abi.ConvertType(out[0], new(string)).(*string)
	return out0, nil
}

// PackOwner is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x8da5cb5b.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function owner() view returns(address)
func (testToken *TestToken) PackOwner() []byte {
	enc, err := testToken.abi.Pack("owner")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackOwner is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x8da5cb5b.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function owner() view returns(address)
func (testToken *TestToken) TryPackOwner() ([]byte, error) {
	return testToken.abi.Pack("owner")
}

// UnpackOwner is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x8da5cb5b.
//
// Solidity: function owner() view returns(address)
func (testToken *TestToken) UnpackOwner(data []byte) (common.Address, error) {
	out, err := testToken.abi.Unpack("owner", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackRenounceOwnership is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x715018a6.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function renounceOwnership() returns()
func (testToken *TestToken) PackRenounceOwnership() []byte {
	enc, err := testToken.abi.Pack("renounceOwnership")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRenounceOwnership is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x715018a6.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function renounceOwnership() returns()
func (testToken *TestToken) TryPackRenounceOwnership() ([]byte, error) {
	return testToken.abi.Pack("renounceOwnership")
}

// PackSymbol is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x95d89b41.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function symbol() view returns(string)
func (testToken *TestToken) PackSymbol() []byte {
	enc, err := testToken.abi.Pack("symbol")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSymbol is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x95d89b41.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function symbol() view returns(string)
func (testToken *TestToken) TryPackSymbol() ([]byte, error) {
	return testToken.abi.Pack("symbol")
}

// UnpackSymbol is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x95d89b41.
//
// Solidity: function symbol() view returns(string)
func (testToken *TestToken) UnpackSymbol(data []byte) (string, error) {
	out, err := testToken.abi.Unpack("symbol", data)
	if err != nil {
		return *new(string), err
	}
	out0 := *abi.ConvertType(out[0], new(string)).(*string)
	return out0, nil
}

// PackTotalSupply is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x18160ddd.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function totalSupply() view returns(uint256)
func (testToken *TestToken) PackTotalSupply() []byte {
	enc, err := testToken.abi.Pack("totalSupply")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackTotalSupply is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x18160ddd.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function totalSupply() view returns(uint256)
func (testToken *TestToken) TryPackTotalSupply() ([]byte, error) {
	return testToken.abi.Pack("totalSupply")
}

// UnpackTotalSupply is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x18160ddd.
//
// Solidity: function totalSupply() view returns(uint256)
func (testToken *TestToken) UnpackTotalSupply(data []byte) (*big.Int, error) {
	out, err := testToken.abi.Unpack("totalSupply", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackTransfer is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xa9059cbb.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function transfer(address to, uint256 value) returns(bool)
func (testToken *TestToken) PackTransfer(to common.Address, value *big.Int) []byte {
	enc, err := testToken.abi.Pack("transfer", to, value)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackTransfer is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xa9059cbb.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function transfer(address to, uint256 value) returns(bool)
func (testToken *TestToken) TryPackTransfer(to common.Address, value *big.Int) ([]byte, error) {
	return testToken.abi.Pack("transfer", to, value)
}

// UnpackTransfer is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xa9059cbb.
//
// Solidity: function transfer(address to, uint256 value) returns(bool)
func (testToken *TestToken) UnpackTransfer(data []byte) (bool, error) {
	out, err := testToken.abi.Unpack("transfer", data)
	if err != nil {
		return *new(bool), err
	}
	out0 := *abi.ConvertType(out[0], new(bool)).(*bool)
	return out0, nil
}

// PackTransferFrom is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x23b872dd.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function transferFrom(address from, address to, uint256 value) returns(bool)
func (testToken *TestToken) PackTransferFrom(from common.Address, to common.Address, value *big.Int) []byte {
	enc, err := testToken.abi.Pack("transferFrom", from, to, value)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackTransferFrom is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x23b872dd.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function transferFrom(address from, address to, uint256 value) returns(bool)
func (testToken *TestToken) TryPackTransferFrom(from common.Address, to common.Address, value *big.Int) ([]byte, error) {
	return testToken.abi.Pack("transferFrom", from, to, value)
}

// UnpackTransferFrom is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x23b872dd.
//
// Solidity: function transferFrom(address from, address to, uint256 value) returns(bool)
func (testToken *TestToken) UnpackTransferFrom(data []byte) (bool, error) {
	out, err := testToken.abi.Unpack("transferFrom", data)
	if err != nil {
		return *new(bool), err
	}
	out0 := *abi.ConvertType(out[0], new(bool)).(*bool)
	return out0, nil
}

// PackTransferOwnership is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf2fde38b.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function transferOwnership(address newOwner) returns()
func (testToken *TestToken) PackTransferOwnership(newOwner common.Address) []byte {
	enc, err := testToken.abi.Pack("transferOwnership", newOwner)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackTransferOwnership is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf2fde38b.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function transferOwnership(address newOwner) returns()
func (testToken *TestToken) TryPackTransferOwnership(newOwner common.Address) ([]byte, error) {
	return testToken.abi.Pack("transferOwnership", newOwner)
}

// TestTokenApproval represents a Approval event raised by the TestToken contract.
type TestTokenApproval struct {
	Owner   common.Address
	Spender common.Address
	Value   *big.Int
	Raw     *types.Log // Blockchain specific contextual infos
}

const TestTokenApprovalEventName = "Approval"

// ContractEventName returns the user-defined event name.
func (TestTokenApproval) ContractEventName() string {
	return TestTokenApprovalEventName
}

// UnpackApprovalEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Approval(address indexed owner, address indexed spender, uint256 value)
func (testToken *TestToken) UnpackApprovalEvent(log *types.Log) (*TestTokenApproval, error) {
	event := "Approval"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != testToken.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(TestTokenApproval)
	if len(log.Data) > 0 {
		if err := testToken.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range testToken.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// TestTokenOwnershipTransferred represents a OwnershipTransferred event raised by the TestToken contract.
type TestTokenOwnershipTransferred struct {
	PreviousOwner common.Address
	NewOwner      common.Address
	Raw           *types.Log // Blockchain specific contextual infos
}

const TestTokenOwnershipTransferredEventName = "OwnershipTransferred"

// ContractEventName returns the user-defined event name.
func (TestTokenOwnershipTransferred) ContractEventName() string {
	return TestTokenOwnershipTransferredEventName
}

// UnpackOwnershipTransferredEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event OwnershipTransferred(address indexed previousOwner, address indexed newOwner)
func (testToken *TestToken) UnpackOwnershipTransferredEvent(log *types.Log) (*TestTokenOwnershipTransferred, error) {
	event := "OwnershipTransferred"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != testToken.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(TestTokenOwnershipTransferred)
	if len(log.Data) > 0 {
		if err := testToken.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range testToken.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// TestTokenTransfer represents a Transfer event raised by the TestToken contract.
type TestTokenTransfer struct {
	From  common.Address
	To    common.Address
	Value *big.Int
	Raw   *types.Log // Blockchain specific contextual infos
}

const TestTokenTransferEventName = "Transfer"

// ContractEventName returns the user-defined event name.
func (TestTokenTransfer) ContractEventName() string {
	return TestTokenTransferEventName
}

// UnpackTransferEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Transfer(address indexed from, address indexed to, uint256 value)
func (testToken *TestToken) UnpackTransferEvent(log *types.Log) (*TestTokenTransfer, error) {
	event := "Transfer"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != testToken.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(TestTokenTransfer)
	if len(log.Data) > 0 {
		if err := testToken.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range testToken.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// UnpackError attempts to decode the provided error data using user-defined
// error definitions.
func (testToken *TestToken) UnpackError(raw []byte) (any, error) {
	if bytes.Equal(raw[:4], testToken.abi.Errors["ERC20InsufficientAllowance"].ID.Bytes()[:4]) {
		return testToken.UnpackERC20InsufficientAllowanceError(raw[4:])
	}
	if bytes.Equal(raw[:4], testToken.abi.Errors["ERC20InsufficientBalance"].ID.Bytes()[:4]) {
		return testToken.UnpackERC20InsufficientBalanceError(raw[4:])
	}
	if bytes.Equal(raw[:4], testToken.abi.Errors["ERC20InvalidApprover"].ID.Bytes()[:4]) {
		return testToken.UnpackERC20InvalidApproverError(raw[4:])
	}
	if bytes.Equal(raw[:4], testToken.abi.Errors["ERC20InvalidReceiver"].ID.Bytes()[:4]) {
		return testToken.UnpackERC20InvalidReceiverError(raw[4:])
	}
	if bytes.Equal(raw[:4], testToken.abi.Errors["ERC20InvalidSender"].ID.Bytes()[:4]) {
		return testToken.UnpackERC20InvalidSenderError(raw[4:])
	}
	if bytes.Equal(raw[:4], testToken.abi.Errors["ERC20InvalidSpender"].ID.Bytes()[:4]) {
		return testToken.UnpackERC20InvalidSpenderError(raw[4:])
	}
	if bytes.Equal(raw[:4], testToken.abi.Errors["OwnableInvalidOwner"].ID.Bytes()[:4]) {
		return testToken.UnpackOwnableInvalidOwnerError(raw[4:])
	}
	if bytes.Equal(raw[:4], testToken.abi.Errors["OwnableUnauthorizedAccount"].ID.Bytes()[:4]) {
		return testToken.UnpackOwnableUnauthorizedAccountError(raw[4:])
	}
	return nil, errors.New("Unknown error")
}

// TestTokenERC20InsufficientAllowance represents a ERC20InsufficientAllowance error raised by the TestToken contract.
type TestTokenERC20InsufficientAllowance struct {
	Spender   common.Address
	Allowance *big.Int
	Needed    *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ERC20InsufficientAllowance(address spender, uint256 allowance, uint256 needed)
func TestTokenERC20InsufficientAllowanceErrorID() common.Hash {
	return common.HexToHash("0xfb8f41b23e99d2101d86da76cdfa87dd51c82ed07d3cb62cbc473e469dbc75c3")
}

// UnpackERC20InsufficientAllowanceError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ERC20InsufficientAllowance(address spender, uint256 allowance, uint256 needed)
func (testToken *TestToken) UnpackERC20InsufficientAllowanceError(raw []byte) (*TestTokenERC20InsufficientAllowance, error) {
	out := new(TestTokenERC20InsufficientAllowance)
	if err := testToken.abi.UnpackIntoInterface(out, "ERC20InsufficientAllowance", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// TestTokenERC20InsufficientBalance represents a ERC20InsufficientBalance error raised by the TestToken contract.
type TestTokenERC20InsufficientBalance struct {
	Sender  common.Address
	Balance *big.Int
	Needed  *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ERC20InsufficientBalance(address sender, uint256 balance, uint256 needed)
func TestTokenERC20InsufficientBalanceErrorID() common.Hash {
	return common.HexToHash("0xe450d38cd8d9f7d95077d567d60ed49c7254716e6ad08fc9872816c97e0ffec6")
}

// UnpackERC20InsufficientBalanceError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ERC20InsufficientBalance(address sender, uint256 balance, uint256 needed)
func (testToken *TestToken) UnpackERC20InsufficientBalanceError(raw []byte) (*TestTokenERC20InsufficientBalance, error) {
	out := new(TestTokenERC20InsufficientBalance)
	if err := testToken.abi.UnpackIntoInterface(out, "ERC20InsufficientBalance", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// TestTokenERC20InvalidApprover represents a ERC20InvalidApprover error raised by the TestToken contract.
type TestTokenERC20InvalidApprover struct {
	Approver common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ERC20InvalidApprover(address approver)
func TestTokenERC20InvalidApproverErrorID() common.Hash {
	return common.HexToHash("0xe602df05cc75712490294c6c104ab7c17f4030363910a7a2626411c6d3118847")
}

// UnpackERC20InvalidApproverError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ERC20InvalidApprover(address approver)
func (testToken *TestToken) UnpackERC20InvalidApproverError(raw []byte) (*TestTokenERC20InvalidApprover, error) {
	out := new(TestTokenERC20InvalidApprover)
	if err := testToken.abi.UnpackIntoInterface(out, "ERC20InvalidApprover", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// TestTokenERC20InvalidReceiver represents a ERC20InvalidReceiver error raised by the TestToken contract.
type TestTokenERC20InvalidReceiver struct {
	Receiver common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ERC20InvalidReceiver(address receiver)
func TestTokenERC20InvalidReceiverErrorID() common.Hash {
	return common.HexToHash("0xec442f055133b72f3b2f9f0bb351c406b178527de2040a7d1feb4e058771f613")
}

// UnpackERC20InvalidReceiverError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ERC20InvalidReceiver(address receiver)
func (testToken *TestToken) UnpackERC20InvalidReceiverError(raw []byte) (*TestTokenERC20InvalidReceiver, error) {
	out := new(TestTokenERC20InvalidReceiver)
	if err := testToken.abi.UnpackIntoInterface(out, "ERC20InvalidReceiver", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// TestTokenERC20InvalidSender represents a ERC20InvalidSender error raised by the TestToken contract.
type TestTokenERC20InvalidSender struct {
	Sender common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ERC20InvalidSender(address sender)
func TestTokenERC20InvalidSenderErrorID() common.Hash {
	return common.HexToHash("0x96c6fd1edd0cd6ef7ff0ecc0facdf53148dc0048b57fe58af65755250a7a96bd")
}

// UnpackERC20InvalidSenderError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ERC20InvalidSender(address sender)
func (testToken *TestToken) UnpackERC20InvalidSenderError(raw []byte) (*TestTokenERC20InvalidSender, error) {
	out := new(TestTokenERC20InvalidSender)
	if err := testToken.abi.UnpackIntoInterface(out, "ERC20InvalidSender", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// TestTokenERC20InvalidSpender represents a ERC20InvalidSpender error raised by the TestToken contract.
type TestTokenERC20InvalidSpender struct {
	Spender common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ERC20InvalidSpender(address spender)
func TestTokenERC20InvalidSpenderErrorID() common.Hash {
	return common.HexToHash("0x94280d62c347d8d9f4d59a76ea321452406db88df38e0c9da304f58b57b373a2")
}

// UnpackERC20InvalidSpenderError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ERC20InvalidSpender(address spender)
func (testToken *TestToken) UnpackERC20InvalidSpenderError(raw []byte) (*TestTokenERC20InvalidSpender, error) {
	out := new(TestTokenERC20InvalidSpender)
	if err := testToken.abi.UnpackIntoInterface(out, "ERC20InvalidSpender", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// TestTokenOwnableInvalidOwner represents a OwnableInvalidOwner error raised by the TestToken contract.
type TestTokenOwnableInvalidOwner struct {
	Owner common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error OwnableInvalidOwner(address owner)
func TestTokenOwnableInvalidOwnerErrorID() common.Hash {
	return common.HexToHash("0x1e4fbdf7f3ef8bcaa855599e3abf48b232380f183f08f6f813d9ffa5bd585188")
}

// UnpackOwnableInvalidOwnerError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error OwnableInvalidOwner(address owner)
func (testToken *TestToken) UnpackOwnableInvalidOwnerError(raw []byte) (*TestTokenOwnableInvalidOwner, error) {
	out := new(TestTokenOwnableInvalidOwner)
	if err := testToken.abi.UnpackIntoInterface(out, "OwnableInvalidOwner", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// TestTokenOwnableUnauthorizedAccount represents a OwnableUnauthorizedAccount error raised by the TestToken contract.
type TestTokenOwnableUnauthorizedAccount struct {
	Account common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error OwnableUnauthorizedAccount(address account)
func TestTokenOwnableUnauthorizedAccountErrorID() common.Hash {
	return common.HexToHash("0x118cdaa7a341953d1887a2245fd6665d741c67c8c50581daa59e1d03373fa188")
}

// UnpackOwnableUnauthorizedAccountError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error OwnableUnauthorizedAccount(address account)
func (testToken *TestToken) UnpackOwnableUnauthorizedAccountError(raw []byte) (*TestTokenOwnableUnauthorizedAccount, error) {
	out := new(TestTokenOwnableUnauthorizedAccount)
	if err := testToken.abi.UnpackIntoInterface(out, "OwnableUnauthorizedAccount", raw); err != nil {
		return nil, err
	}
	return out, nil
}
