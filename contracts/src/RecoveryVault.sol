// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {IDistributor, IEscheat, IFundingSource} from "./Interfaces.sol";
import {Roles} from "./Roles.sol";
import {Transfers} from "./Transfers.sol";
import {VaultBook} from "./VaultBook.sol";

/// @title RecoveryVault: money that came back, kept apart per incident and asset. Nobody owns shares of it.
/// @notice Two accounts per (incident, asset): RECOVERY for what was returned, ESCHEAT for what was swept. Either
///         leaves only through a settlement that the committee has signed, under that account's pool id.
contract RecoveryVault is ReentrancyGuardTransient, Roles, VaultBook, IFundingSource, IEscheat {
    using SafeERC20 for IERC20;

    /// @notice PoolID("recovery") and PoolID("escheat").
    bytes32 public constant RECOVERY = keccak256(abi.encode("POOL_V1", "recovery"));
    bytes32 public constant ESCHEAT = keccak256(abi.encode("POOL_V1", "escheat"));

    address public immutable DISTRIBUTOR;

    /// @notice Payers whose money may start a tranche by itself.
    mapping(address payer => bool) public isRegisteredPayer;

    event PayerRegistered(address indexed payer, bool registered);
    event RecoveryDeposited(
        bytes32 indexed incidentId, address indexed asset, address indexed from, uint256 amount, bool registered
    );
    event Escheated(bytes32 indexed settlementId, bytes32 indexed incidentId, address asset, uint256 amount);
    event Pulled(bytes32 indexed settlementId, bytes32 indexed incidentId, address asset, uint256 amount);
    event GivenBack(bytes32 indexed settlementId, bytes32 indexed incidentId, address asset, uint256 amount);

    error WrongParameter();
    error NotDistributor(address caller);
    error WrongPool(bytes32 poolId, address token);
    error WrongMoneyIn(uint256 have, uint256 want);
    error DistributorBusy();

    modifier onlyDistributor() {
        if (msg.sender != DISTRIBUTOR) revert NotDistributor(msg.sender);
        _;
    }

    constructor(address distributor, address treasurer) {
        if (distributor.code.length == 0) revert WrongParameter();
        DISTRIBUTOR = distributor;
        _appoint(Role.Treasurer, treasurer);
    }

    function registerPayer(address payer, bool registered) external only(Role.Treasurer) {
        isRegisteredPayer[payer] = registered;
        emit PayerRegistered(payer, registered);
    }

    /// @notice Returns money for one incident; anyone may. Tokens need an allowance, native coin goes as value.
    function depositRecovery(bytes32 incidentId, address asset, uint256 amount) external payable nonReentrant {
        if (IDistributor(DISTRIBUTOR).entered()) revert DistributorBusy();
        if (amount == 0 || incidentId == 0) revert WrongParameter();
        _takeIn(asset, amount);
        _credit(RECOVERY, incidentId, asset, amount);
        emit RecoveryDeposited(incidentId, asset, msg.sender, amount, isRegisteredPayer[msg.sender]);
    }

    /// @inheritdoc IFundingSource
    function pull(bytes32 settlementId, bytes32 poolId, bytes32 incidentId, address token, uint256 amount)
        external
        nonReentrant
        onlyDistributor
    {
        _requireAccount(poolId, token);
        _debit(poolId, incidentId, token, amount);
        Transfers.pay(token, DISTRIBUTOR, amount);
        emit Pulled(settlementId, incidentId, token, amount);
    }

    /// @inheritdoc IFundingSource
    function giveBack(bytes32 settlementId, bytes32 poolId, bytes32 incidentId, address token, uint256 amount)
        external
        payable
        nonReentrant
        onlyDistributor
    {
        _requireAccount(poolId, token);
        _book(poolId, incidentId, token, amount);
        emit GivenBack(settlementId, incidentId, token, amount);
    }

    /// @inheritdoc IEscheat
    function escheat(bytes32 settlementId, bytes32 incidentId, address token, uint256 amount)
        external
        payable
        nonReentrant
        onlyDistributor
    {
        _book(ESCHEAT, incidentId, token, amount);
        emit Escheated(settlementId, incidentId, token, amount);
    }

    function _recoverer() internal view override returns (address) {
        return IDistributor(DISTRIBUTOR).ORACLE();
    }

    function _requireAccount(bytes32 poolId, address token) private pure {
        if (poolId != RECOVERY && poolId != ESCHEAT) revert WrongPool(poolId, token);
    }

    /// @dev The distributor has already sent the tokens, or sends the coin along.
    function _book(bytes32 account, bytes32 incidentId, address token, uint256 amount) private {
        if (token == address(0) && msg.value != amount) revert WrongMoneyIn(msg.value, amount);
        _credit(account, incidentId, token, amount);
        uint256 holds = Transfers.balance(token);
        if (holds < heldOf[token]) revert WrongMoneyIn(holds, heldOf[token]);
    }

    function _takeIn(address asset, uint256 amount) private {
        if (asset == address(0)) {
            if (msg.value != amount) revert WrongMoneyIn(msg.value, amount);
            return;
        }
        if (msg.value != 0) revert WrongMoneyIn(msg.value, 0);
        uint256 before = Transfers.balance(asset);
        IERC20(asset).safeTransferFrom(msg.sender, address(this), amount);
        uint256 came = Transfers.balance(asset) - before;
        if (came != amount) revert WrongMoneyIn(came, amount);
    }
}
