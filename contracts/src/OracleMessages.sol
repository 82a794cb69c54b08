// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Messages} from "./Messages.sol";
import {OracleConfigs} from "./OracleConfigs.sol";
import {TypedDomain} from "./TypedDomain.sol";

/// @title OracleMessages: EIP-712 digests, under the oracle's domain, of what the committee signs, and whether it did.
abstract contract OracleMessages is TypedDomain, OracleConfigs {
    function hashSnapshot(Messages.LossSnapshot calldata s) public view returns (bytes32) {
        return _hashTyped(Messages.structHash(s));
    }

    function hashSet(Messages.SnapshotSet calldata s) public view returns (bytes32) {
        return _hashTyped(Messages.structHash(s));
    }

    function hashOrder(Messages.PayoutOrder calldata order) public view returns (bytes32) {
        return _hashTyped(Messages.structHash(order));
    }

    function hashCancel(Messages.CancelOrder calldata order) public view returns (bytes32) {
        return _hashTyped(Messages.structHash(order));
    }

    function checkOrder(Messages.PayoutOrder calldata order, bytes calldata signatures)
        public
        view
        returns (bytes32 digest)
    {
        digest = hashOrder(order);
        verifyQuorum(order.configDigest, order.validUntil, digest, signatures);
    }

    function checkCancel(Messages.CancelOrder calldata order, bytes calldata signatures) external view {
        verifyQuorum(order.configDigest, order.validUntil, hashCancel(order), signatures);
    }
}
