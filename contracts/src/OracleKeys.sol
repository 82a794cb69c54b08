// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IResorted, LastResort} from "./LastResort.sol";
import {Messages} from "./Messages.sol";
import {OracleMessages} from "./OracleMessages.sol";
import {Roles} from "./Roles.sol";

/// @title OracleKeys: what is done about keys of committees and roles that were stolen or lost.
abstract contract OracleKeys is OracleMessages, Roles, IResorted {
    /// @notice Seconds after which the guardian may retire a committee by itself again.
    uint40 public constant RETIRE_GAP = 180 days;

    /// @notice Where another admin is named when no quorum can name one.
    LastResort public immutable RESORT = new LastResort();

    /// @notice How many recoveries were begun; the signed message names it, so that none is begun twice.
    uint64 public recoveryCount;
    /// @notice When the guardian last retired a committee by itself.
    uint40 public guardianRetiredAt;

    error WrongCount(uint64 count);
    error RetireUsed(uint256 until);
    error NotResort(address caller);

    /// @notice Keys were stolen: signatures under this configuration count no more from now on, without grace. The
    ///         guardian alone once in RETIRE_GAP, so that its key does not retire every committee.
    function retireCompromised(bytes32 configDigest) external {
        if (msg.sender == holderOf[Role.Guardian]) {
            uint256 from = guardianRetiredAt == 0 ? 0 : uint256(guardianRetiredAt) + RETIRE_GAP;
            if (block.timestamp < from) revert RetireUsed(from);
            guardianRetiredAt = uint40(block.timestamp);
        } else {
            _requireHolder(Role.OracleAdmin);
        }
        _retire(configDigest, true);
    }

    /// @notice Anyone, with a quorum over RecoverRole(configDigest, target, role, newHolder, recoveryCount): begins
    ///         to replace the holder of a role of `target`, a contract of this deployment; see Roles for the rest.
    function recoverRole(Messages.RecoverRole calldata r, bytes calldata signatures) external {
        if (r.count != recoveryCount++) revert WrongCount(r.count);
        verifyQuorum(r.configDigest, r.validUntil, _hashTyped(Messages.structHash(r)), signatures);
        Roles(r.target).beginRecovery(Role(r.role), r.newHolder);
    }

    /// @inheritdoc IResorted
    function appointAdmin(address newAdmin) external {
        if (msg.sender != address(RESORT)) revert NotResort(msg.sender);
        _appoint(Role.OracleAdmin, newAdmin);
    }

    function _recoverer() internal view override returns (address) {
        return address(this);
    }
}
