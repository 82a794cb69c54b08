// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ILossOracle} from "./Interfaces.sol";
import {Messages} from "./Messages.sol";
import {TypedDomain} from "./TypedDomain.sol";

/// @title OracleMessages: EIP-712 digests, under the oracle's domain, of what the committee signs.
abstract contract OracleMessages is TypedDomain, ILossOracle {
    function hashSnapshot(Messages.LossSnapshot calldata s) public view returns (bytes32) {
        return _hashTyped(Messages.structHash(s));
    }

    function hashSet(Messages.SnapshotSet calldata s) public view returns (bytes32) {
        return _hashTyped(Messages.structHash(s));
    }

    function hashOrder(Messages.PayoutOrder calldata order) public view returns (bytes32) {
        return _hashTyped(Messages.structHash(order));
    }

    function hashCancel(Messages.CancelOrder calldata order) external view returns (bytes32) {
        return _hashTyped(Messages.structHash(order));
    }
}
