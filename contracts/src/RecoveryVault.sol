// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {IDistributor, IEscheat, IFundingSource, IIncidents} from "./Interfaces.sol";
import {Roles} from "./Roles.sol";
import {Transfers} from "./Transfers.sol";
import {VaultBook} from "./VaultBook.sol";

/// @title RecoveryVault: money that came back, kept apart per incident and asset. Nobody owns shares of it.
/// @notice Two accounts per (incident, asset): RECOVERY for what was returned, ESCHEAT for what was swept. Either
///         leaves only through a settlement that the committee has signed, under that account's pool id.
contract RecoveryVault is ReentrancyGuardTransient, Roles, VaultBook, IFundingSource, IEscheat {
    /// @notice PoolID("recovery") and PoolID("escheat").
    bytes32 public constant RECOVERY = keccak256(abi.encode("POOL_V1", "recovery"));
    bytes32 public constant ESCHEAT = keccak256(abi.encode("POOL_V1", "escheat"));

    address public immutable DISTRIBUTOR;

    /// @notice Payers whose money may start a tranche by itself.
    mapping(address payer => bool) public isRegisteredPayer;
    /// @notice Incidents whose account the treasurer has opened, before the committee registered their losses.
    mapping(bytes32 incidentId => bool) public isOpened;

    event PayerRegistered(address indexed payer, bool registered);
    event AccountOpened(bytes32 indexed incidentId);
    event RecoveryDeposited(
        bytes32 indexed incidentId, address indexed asset, address indexed from, uint256 amount, bool registered
    );
    event Escheated(bytes32 indexed settlementId, bytes32 indexed incidentId, address asset, uint256 amount);
    event Pulled(bytes32 indexed settlementId, bytes32 indexed incidentId, address asset, uint256 amount);
    event GivenBack(bytes32 indexed settlementId, bytes32 indexed incidentId, address asset, uint256 amount);

    error WrongParameter();
    error UnknownIncident(bytes32 incidentId);
    error NotDistributor(address caller);
    error WrongPool(bytes32 poolId, address token);
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

    /// @notice Money may come in for an incident before the committee has registered its losses.
    function openAccount(bytes32 incidentId) external only(Role.Treasurer) {
        isOpened[incidentId] = true;
        emit AccountOpened(incidentId);
    }

    /// @notice Returns money for one incident; anyone may. Tokens need an allowance, native coin goes as value. An incident
    ///         that neither the committee nor the treasurer knows is refused: nobody could ever pay from its account.
    function depositRecovery(bytes32 incidentId, address asset, uint256 amount) external payable nonReentrant {
        if (IDistributor(DISTRIBUTOR).entered()) revert DistributorBusy();
        if (amount == 0) revert WrongParameter();
        (uint64 sets,,) = IIncidents(_recoverer()).incidentOf(incidentId);
        if (sets == 0 && !isOpened[incidentId]) revert UnknownIncident(incidentId);
        Transfers.takeIn(asset, amount);
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
        nonReentrant
        onlyDistributor
    {
        _requireAccount(poolId, token);
        _credit(poolId, incidentId, token, amount);
        emit GivenBack(settlementId, incidentId, token, amount);
    }

    /// @inheritdoc IFundingSource
    function takeBack() external payable onlyDistributor {}

    /// @inheritdoc IEscheat
    function escheat(bytes32 settlementId, bytes32 incidentId, address token, uint256 amount)
        external
        payable
        nonReentrant
        onlyDistributor
    {
        if (token == address(0) && msg.value != amount) revert Transfers.WrongMoneyIn(msg.value, amount);
        _credit(ESCHEAT, incidentId, token, amount);
        emit Escheated(settlementId, incidentId, token, amount);
    }

    function _recoverer() internal view override returns (address) {
        return IDistributor(DISTRIBUTOR).ORACLE();
    }

    function _requireAccount(bytes32 poolId, address token) private pure {
        if (poolId != RECOVERY && poolId != ESCHEAT) revert WrongPool(poolId, token);
    }
}
