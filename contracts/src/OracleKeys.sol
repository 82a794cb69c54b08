// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Messages} from "./Messages.sol";
import {OracleConfigs} from "./OracleConfigs.sol";
import {OracleMessages} from "./OracleMessages.sol";
import {Roles} from "./Roles.sol";

/// @title OracleKeys: what is done about keys of committees and roles that were stolen or lost.
abstract contract OracleKeys is OracleMessages, OracleConfigs, Roles {
    /// @notice Seconds without a committee that counts after which the guardian may name another oracle admin.
    uint40 public constant LAST_RESORT = 90 days;
    /// @notice Seconds after which the guardian may retire a committee by itself again.
    uint40 public constant RETIRE_GAP = 180 days;

    /// @notice How many recoveries were begun; the signed message names it, so that none is begun twice.
    uint64 public recoveryCount;
    /// @notice When the guardian last retired a committee by itself.
    uint40 public guardianRetiredAt;

    error WrongCount(uint64 count);
    error RetireUsed(uint256 until);
    error NoLastResort(uint256 from);

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
        verifyQuorum(r.configDigest, _hashTyped(Messages.structHash(r)), signatures);
        Roles(r.target).beginRecovery(Role(r.role), r.newHolder);
    }

    /// @notice No committee has counted for LAST_RESORT, so none can begin a recovery, and the oracle admin has made no
    ///         other: the guardian begins to replace it. An admin who is there stops it like any recovery.
    function lastResort(address newAdmin) external only(Role.Guardian) {
        Config storage c = _configs[activeConfig];
        uint256 from = uint256(c.retiredAt) + LAST_RESORT;
        if (c.state != ConfigState.Compromised || block.timestamp < from) revert NoLastResort(from);
        _recover(Role.OracleAdmin, newAdmin);
    }

    function _recoverer() internal view override returns (address) {
        return address(this);
    }
}
