// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Messages} from "../Messages.sol";
import {PoolOrders} from "../PoolOrders.sol";
import {PayoutTree} from "../PayoutTree.sol";

/// @title Hashes: for tests; shows hashes that the contracts compute but do not offer as views.
contract Hashes {
    function leafOf(bytes32 id, uint256 index, address receiver, uint256 amount) external pure returns (bytes32) {
        return PayoutTree.leaf(id, index, receiver, amount);
    }

    /// @notice Node of layer `level` that `packed` makes when its first leaf has index `first`.
    function subtreeOf(bytes32 id, uint256 first, bytes calldata packed) external pure returns (bytes32 node) {
        (node,) = PayoutTree.subtree(id, first, packed);
    }

    function poolOrderHash(PoolOrders.PoolOrder calldata o) external pure returns (bytes32) {
        return PoolOrders.structHash(o);
    }

    function recoverRoleHash(Messages.RecoverRole calldata r) external pure returns (bytes32) {
        return Messages.structHash(r);
    }
}
