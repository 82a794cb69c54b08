// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Messages} from "./Messages.sol";

/// @title What the distributor needs from the oracle.
interface ILossOracle {
    /// @notice EIP-712 digest of an order under the oracle's domain.
    function hashOrder(Messages.PayoutOrder calldata order) external view returns (bytes32);

    function hashCancel(Messages.CancelOrder calldata order) external view returns (bytes32);

    /// @notice Reverts unless `signatures` are a quorum of a usable configuration over `digest`.
    function verifyQuorum(bytes32 configDigest, bytes32 digest, bytes calldata signatures)
        external
        view
        returns (uint256 count);

    /// @notice Quorum over the order, final snapshot set, then sealed for ever. Distributor only.
    function confirmOrder(Messages.PayoutOrder calldata order, bytes calldata signatures)
        external
        returns (bytes32 digest);

    /// @notice The same for an order whose quorum was checked when it was announced. Distributor only.
    function confirmAnnounced(Messages.PayoutOrder calldata order) external;
}

/// @title Where the money of a settlement comes from and where swept money goes: CapitalPool or RecoveryVault.
/// @notice All functions are for the distributor only. Amounts are base units of `token`; 0 is the native coin.
interface IFundingSource {
    /// @notice Moves `amount` to the distributor.
    function pull(bytes32 settlementId, bytes32 poolId, bytes32 incidentId, address token, uint256 amount) external;

    /// @notice Books money of a cancelled settlement that came back in the same transaction.
    function giveBack(bytes32 settlementId, bytes32 poolId, bytes32 incidentId, address token, uint256 amount)
        external
        payable;
}

/// @title Holder of money nobody collected in time.
interface IEscheat {
    function escheat(bytes32 settlementId, bytes32 incidentId, address token, uint256 amount) external payable;
}

/// @title A reentrancy guard that others can look at.
interface IGuarded {
    function entered() external view returns (bool);
}
