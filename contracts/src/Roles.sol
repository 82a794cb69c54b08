// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @title Roles: one address per role, one role per address, handed over in two steps.
/// @notice There is no owner: no address can appoint itself to two roles of one contract, and nobody but the
///         holder can give a role away. A lost operator key stops nothing for good (see PayoutDistributor.announce).
abstract contract Roles {
    enum Role {
        Operator,
        Guardian,
        OracleAdmin,
        Treasurer,
        Arbiter
    }

    mapping(Role role => address holder) public holderOf;
    mapping(Role role => address offered) public pendingHolderOf;

    event RoleOffered(Role indexed role, address indexed from, address indexed to);
    event RoleTaken(Role indexed role, address indexed holder);

    error NotHolder(Role role, address caller);
    error NotOffered(Role role, address caller);
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
        delete pendingHolderOf[role];
        _appoint(role, msg.sender);
    }

    function _requireHolder(Role role) internal view {
        if (holderOf[role] != msg.sender) revert NotHolder(role, msg.sender);
    }

    function _appoint(Role role, address account) internal {
        if (account == address(0)) revert ZeroAddress();
        for (uint8 r = 0; r <= uint8(type(Role).max); ++r) {
            if (r != uint8(role) && holderOf[Role(r)] == account) revert HoldsOtherRole(Role(r), account);
        }
        holderOf[role] = account;
        emit RoleTaken(role, account);
    }
}
