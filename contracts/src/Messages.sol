// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @title Messages: what the committee signs, and nothing else.
/// @notice Every struct has only static members, so `abi.encode(TYPEHASH, s)` is its EIP-712 encodeData.
///         Amounts are base units of the named asset, times are Unix seconds, asset 0 is the native coin. `validUntil` is
///         the last second in which a message counts; see OracleConfigs.MAX_TERM.
library Messages {
    /// @notice Losses of one incident on one source chain in one asset; one leaf per affected account.
    struct LossSnapshot {
        bytes32 configDigest;
        bytes32 incidentId;
        bytes32 specHash;
        uint64 revision;
        uint64 attempt;
        bytes32 prevSnapshot;
        bytes32 methodHash;
        uint256 sourceChainId;
        uint64 fromBlock;
        bytes32 fromBlockHash;
        uint64 toBlock;
        bytes32 toBlockHash;
        uint64 occurredFrom;
        uint64 occurredTo;
        address asset;
        uint256 totalLoss;
        uint256 unattributedLoss;
        uint32 leafCount;
        bytes32 lossRoot;
        bytes32 evidenceHash;
        uint64 validUntil;
    }

    /// @notice All snapshots of one incident and the prices that make their assets comparable.
    struct SnapshotSet {
        bytes32 configDigest;
        bytes32 incidentId;
        bytes32 specHash;
        uint64 revision;
        bytes32 snapshotsHash;
        address numeraire;
        bytes32 pricesHash;
        uint64 validUntil;
    }

    /// @notice One settlement: a tree of payouts in one token out of one source.
    struct PayoutOrder {
        bytes32 configDigest;
        bytes32 settlementId;
        bytes32 incidentId;
        bytes32 poolId;
        address payoutToken;
        uint64 sequence;
        bytes32 snapshotSetDigest;
        bytes32 inputHash;
        bytes32 payoutRoot;
        uint32 leafCount;
        uint256 total;
        uint256 cumulativeTotal;
        /// @dev The state of the incident's payouts in this token that it was computed for; see SettlementBook.followsOf.
        bytes32 follows;
        uint64 validUntil;
    }

    /// @notice Takes a settlement back before it is active, or before anybody has published it.
    struct CancelOrder {
        bytes32 configDigest;
        bytes32 settlementId;
        bytes32 reasonHash;
        uint64 validUntil;
    }

    /// @notice Begins to replace the holder of a role whose key is lost; see Roles.
    struct RecoverRole {
        bytes32 configDigest;
        address target;
        uint8 role;
        address newHolder;
        uint64 count;
        uint64 validUntil;
    }

    bytes32 internal constant LOSS_SNAPSHOT_TYPEHASH = keccak256(
        "LossSnapshot(bytes32 configDigest,bytes32 incidentId,bytes32 specHash,uint64 revision,uint64 attempt,bytes32 prevSnapshot,bytes32 methodHash,uint256 sourceChainId,uint64 fromBlock,bytes32 fromBlockHash,uint64 toBlock,bytes32 toBlockHash,uint64 occurredFrom,uint64 occurredTo,address asset,uint256 totalLoss,uint256 unattributedLoss,uint32 leafCount,bytes32 lossRoot,bytes32 evidenceHash,uint64 validUntil)"
    );
    bytes32 internal constant SNAPSHOT_SET_TYPEHASH = keccak256(
        "SnapshotSet(bytes32 configDigest,bytes32 incidentId,bytes32 specHash,uint64 revision,bytes32 snapshotsHash,address numeraire,bytes32 pricesHash,uint64 validUntil)"
    );
    bytes32 internal constant PAYOUT_ORDER_TYPEHASH = keccak256(
        "PayoutOrder(bytes32 configDigest,bytes32 settlementId,bytes32 incidentId,bytes32 poolId,address payoutToken,uint64 sequence,bytes32 snapshotSetDigest,bytes32 inputHash,bytes32 payoutRoot,uint32 leafCount,uint256 total,uint256 cumulativeTotal,bytes32 follows,uint64 validUntil)"
    );
    bytes32 internal constant CANCEL_ORDER_TYPEHASH =
        keccak256("CancelOrder(bytes32 configDigest,bytes32 settlementId,bytes32 reasonHash,uint64 validUntil)");
    bytes32 internal constant RECOVER_ROLE_TYPEHASH = keccak256(
        "RecoverRole(bytes32 configDigest,address target,uint8 role,address newHolder,uint64 count,uint64 validUntil)"
    );

    function structHash(LossSnapshot calldata s) internal pure returns (bytes32) {
        return keccak256(abi.encode(LOSS_SNAPSHOT_TYPEHASH, s));
    }

    function structHash(SnapshotSet calldata s) internal pure returns (bytes32) {
        return keccak256(abi.encode(SNAPSHOT_SET_TYPEHASH, s));
    }

    function structHash(PayoutOrder calldata o) internal pure returns (bytes32) {
        return keccak256(abi.encode(PAYOUT_ORDER_TYPEHASH, o));
    }

    function structHash(CancelOrder calldata c) internal pure returns (bytes32) {
        return keccak256(abi.encode(CANCEL_ORDER_TYPEHASH, c));
    }

    function structHash(RecoverRole calldata r) internal pure returns (bytes32) {
        return keccak256(abi.encode(RECOVER_ROLE_TYPEHASH, r));
    }
}
