// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @title VaultBook: the accounting core of the recovery vault, without calls and without assembly.
/// @notice What it keeps true, in base units of each asset: heldOf = sum of balanceOf over accounts and incidents;
///         an account never gives more than it has, and a change of one account changes no other.
abstract contract VaultBook {
    /// @notice Base units; account is RECOVERY or ESCHEAT.
    mapping(bytes32 account => mapping(bytes32 incidentId => mapping(address asset => uint256))) public balanceOf;
    /// @notice Sum of all accounts in one asset: never more than the vault holds.
    mapping(address asset => uint256) public heldOf;

    error NotEnough(uint256 have, uint256 need);

    function _credit(bytes32 account, bytes32 incidentId, address asset, uint256 amount) internal {
        balanceOf[account][incidentId][asset] += amount;
        heldOf[asset] += amount;
    }

    function _debit(bytes32 account, bytes32 incidentId, address asset, uint256 amount) internal {
        uint256 have = balanceOf[account][incidentId][asset];
        if (amount > have) revert NotEnough(have, amount);
        balanceOf[account][incidentId][asset] = have - amount;
        heldOf[asset] -= amount;
    }
}
