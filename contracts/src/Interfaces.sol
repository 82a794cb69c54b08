// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Messages} from "./Messages.sol";

/// @title What the distributor, pools and vault need from the oracle.
interface ILossOracle {
    /// @notice Reverts unless `signatures` are a quorum of a usable configuration over the order, in time. Returns its
    ///         EIP-712 digest under the oracle's domain.
    function checkOrder(Messages.PayoutOrder calldata order, bytes calldata signatures)
        external
        view
        returns (bytes32 digest);

    /// @notice The same for taking a settlement back.
    function checkCancel(Messages.CancelOrder calldata order, bytes calldata signatures) external view;

    /// @notice Quorum over the order, final snapshot set, then sealed for ever. Distributor only.
    function confirmOrder(Messages.PayoutOrder calldata order, bytes calldata signatures)
        external
        returns (bytes32 digest);

    /// @notice The same for an order whose quorum was checked when it was announced. Distributor only.
    function confirmAnnounced(Messages.PayoutOrder calldata order) external returns (bytes32 digest);
}

/// @title What the vault asks the oracle about an incident.
interface IIncidents {
    /// @notice Revisions of snapshot sets, 0 before the first.
    function incidentOf(bytes32 incidentId)
        external
        view
        returns (uint64 setRevision, uint64 sealedRevision, uint32 spoils);
}

/// @title The oracle's rule for bonds, which outside reports to a pool share.
interface IBonds {
    /// @notice Wei for an objection against, or a report of, a loss in base units of `asset`.
    function bondForLoss(uint256 chainId, address asset, uint256 loss) external view returns (uint256);

    /// @notice Who gets lost bonds.
    function VICTIMS_FUND() external view returns (address);
}

/// @title Where the money of a settlement comes from and where swept money goes: CapitalPool or RecoveryVault.
/// @notice All functions are for the distributor only. Amounts are base units of `token`; 0 is the native coin.
interface IFundingSource {
    /// @notice Moves `amount` to the distributor.
    function pull(bytes32 settlementId, bytes32 poolId, bytes32 incidentId, address token, uint256 amount) external;

    /// @notice Books money of a cancelled settlement, which the distributor owes from then on. Asks no token.
    function giveBack(bytes32 settlementId, bytes32 poolId, bytes32 incidentId, address token, uint256 amount) external;

    /// @notice Takes coin that was owed.
    function takeBack() external payable;
}

/// @title The distributor keeps the numbers by which settlements name their tokens.
interface INumbersTokens {
    function numberToken(uint16 index, address token) external;
}

/// @title Holder of money nobody collected in time.
interface IEscheat {
    /// @notice Books swept money. Tokens were sent ahead, coin comes along; the distributor measures what arrived.
    function escheat(bytes32 settlementId, bytes32 incidentId, address token, uint256 amount) external payable;
}

/// @title A reentrancy guard that others can look at.
interface IGuarded {
    function entered() external view returns (bool);
}

/// @title What pools and the vault read from their distributor.
interface IDistributor is IGuarded {
    function ORACLE() external view returns (address);

    /// @notice Seconds from publishing to ACTIVE, without a hold.
    function ACTIVATION_DELAY() external view returns (uint40);

    /// @notice What it owes a source after cancellations, in base units.
    function owedTo(address source, address token) external view returns (uint256);
}
