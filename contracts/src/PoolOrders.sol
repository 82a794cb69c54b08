// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @title PoolOrders: what the committee says to a pool: set so much aside for an incident, or release it at once.
/// @notice Signed in the oracle's EIP-712 domain. Amounts are base units of the pool's asset.
library PoolOrders {
    struct PoolOrder {
        bytes32 configDigest;
        address pool;
        bytes32 incidentId;
        /// @dev What the incident has or had in all; 0 releases what is left.
        uint256 earmark;
        /// @dev The pool's `orderCount`, so that no order works twice.
        uint64 count;
        uint64 validUntil;
    }

    bytes32 internal constant TYPEHASH = keccak256(
        "PoolOrder(bytes32 configDigest,address pool,bytes32 incidentId,uint256 earmark,uint64 count,uint64 validUntil)"
    );

    function structHash(PoolOrder calldata o) internal pure returns (bytes32) {
        return keccak256(abi.encode(TYPEHASH, o));
    }
}

/// @title What a pool asks the oracle about an order.
interface IQuorum {
    function domainSeparator() external view returns (bytes32);

    /// @notice Where the oracle's rule for bonds is.
    function CHALLENGES() external view returns (address);

    /// @notice Reverts unless `signatures` are a quorum of a usable configuration over `digest`, in time.
    function verifyQuorum(bytes32 configDigest, uint64 validUntil, bytes32 digest, bytes calldata signatures)
        external
        view
        returns (uint256 count);
}

/// @title How long an announced order waits at the distributor until anyone may publish it.
interface ILiveness {
    function LIVENESS_DELAY() external view returns (uint40);
}
