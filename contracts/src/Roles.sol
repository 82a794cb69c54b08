// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Clock} from "./Clock.sol";

/// @title Roles: one address per role, one role per address, handed over in two steps.
/// @notice There is no owner: no address can appoint itself to two roles of one contract. A role changes hands when
///         its holder offers it and the taker accepts, or when a quorum of the committee names a new holder (see
///         LossOracle.recoverRole), RECOVERY_DELAY has passed and the holder, who need only show that it still has its key,
///         has not stopped it. So a lost key stops nothing for good, and a quorum cannot take a role that is held.
abstract contract Roles is Clock {
    enum Role {
        Operator,
        Guardian,
        OracleAdmin,
        Treasurer,
        Arbiter
    }

    struct Recovery {
        address to;
        uint40 readyAt;
    }

    /// @notice Seconds the holder has to say that nothing was lost.
    uint40 public constant RECOVERY_DELAY = 14 days;
    /// @notice Seconds after that in which it can be finished; then the quorum has to begin again.
    uint40 public constant RECOVERY_TERM = 30 days;

    mapping(Role role => address holder) public holderOf;
    mapping(Role role => address offered) public pendingHolderOf;
    mapping(Role role => Recovery) internal _recoveries;

    event RoleOffered(Role indexed role, address indexed from, address indexed to);
    event RoleTaken(Role indexed role, address indexed holder);
    event RecoveryBegun(Role indexed role, address indexed to, uint40 readyAt);
    event RecoveryStopped(Role indexed role, address indexed holder);

    error NotHolder(Role role, address caller);
    error NotOffered(Role role, address caller);
    error NotRecovered(Role role, address caller);
    error HoldsOtherRole(Role role, address account);
    error ZeroAddress();

    modifier only(Role role) {
        _requireHolder(role);
        _;
    }

    /// @notice First step, by the present holder. Offering to 0 withdraws an earlier offer.
    function offerRole(Role role, address to) external only(role) {
        pendingHolderOf[role] = to;
        emit RoleOffered(role, msg.sender, to);
    }

    /// @notice Second step, by the address the role was offered to.
    function acceptRole(Role role) external {
        if (pendingHolderOf[role] != msg.sender) revert NotOffered(role, msg.sender);
        _appoint(role, msg.sender);
    }

    /// @notice The open recovery of a role; all zero when there is none.
    function recoveryOf(Role role) external view returns (Recovery memory) {
        return _recoveries[role];
    }

    /// @notice The holder is there: a recovery of its role ends.
    function stopRecovery(Role role) external only(role) {
        delete _recoveries[role];
        emit RecoveryStopped(role, msg.sender);
    }

    /// @notice Last step of a recovery, by the address the quorum named, when nobody stopped it in time.
    function finishRecovery(Role role) external {
        _finishRecovery(role, msg.sender);
    }

    /// @notice First step of a recovery, by the oracle, which has checked a quorum. Who could not take the role in the
    ///         end is refused here.
    function beginRecovery(Role role, address to) external {
        if (msg.sender != _recoverer()) revert NotRecovered(role, msg.sender);
        _recover(role, to);
    }

    function _recover(Role role, address to) internal {
        if (holderOf[role] == address(0)) revert NotRecovered(role, to);
        _requireFree(role, to);
        emit RecoveryBegun(role, to, _beginRecovery(role, to));
    }

    function _beginRecovery(Role role, address to) internal returns (uint40 readyAt) {
        readyAt = _now() + RECOVERY_DELAY;
        _recoveries[role] = Recovery(to, readyAt);
    }

    function _finishRecovery(Role role, address to) internal {
        Recovery memory r = _recoveries[role];
        if (r.to != to || _now() < r.readyAt || _now() - r.readyAt >= RECOVERY_TERM) revert NotRecovered(role, to);
        _appoint(role, to);
    }

    /// @dev The oracle whose committee may begin recoveries.
    function _recoverer() internal view virtual returns (address);

    function _requireHolder(Role role) internal view {
        if (holderOf[role] != msg.sender) revert NotHolder(role, msg.sender);
    }

    /// @dev Somebody who holds no other role.
    function _requireFree(Role role, address account) private view {
        if (account == address(0)) revert ZeroAddress();
        for (uint8 r = 0; r <= uint8(type(Role).max); ++r) {
            if (r != uint8(role) && holderOf[Role(r)] == account) revert HoldsOtherRole(Role(r), account);
        }
    }

    /// @dev Ends whatever offer or recovery was open for the role.
    function _appoint(Role role, address account) internal {
        _requireFree(role, account);
        delete pendingHolderOf[role];
        delete _recoveries[role];
        holderOf[role] = account;
        emit RoleTaken(role, account);
    }
}
