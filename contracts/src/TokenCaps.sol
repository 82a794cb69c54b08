// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Clock} from "./Clock.sol";

/// @title TokenCaps: which tokens may be paid, and how much may be published per settlement and per day.
/// @notice Only plain tokens: no hooks, no rebasing, no active fee. Lowering a cap works at once, raising one
///         waits CAP_DELAY seconds. A disabled token accepts no new settlement; published ones stay payable.
abstract contract TokenCaps is Clock {
    /// @dev One slot, so that publishing writes one non-zero word.
    struct Allowed {
        uint16 index;
        bool enabled;
        /// @dev UTC day of block time, modulo 2^16.
        uint16 day;
        uint128 usedToday;
    }

    /// @notice Base units of the token.
    struct Caps {
        uint128 perSettlement;
        uint128 perDay;
    }

    struct PendingCaps {
        Caps caps;
        uint40 readyAt;
    }

    uint40 public immutable CAP_DELAY;

    mapping(address token => Allowed) public allowedOf;
    mapping(address token => Caps) public capsOf;
    mapping(address token => PendingCaps) public pendingCapsOf;
    uint16 public tokenCount;

    event TokenAllowed(address indexed token, uint16 index);
    event TokenEnabled(address indexed token, bool enabled);
    event CapsProposed(address indexed token, uint128 perSettlement, uint128 perDay, uint40 readyAt);
    event CapsSet(address indexed token, uint128 perSettlement, uint128 perDay);

    error TokenKnown(address token);
    error TokenNotAllowed(address token);
    error NotAContract(address token);
    error CapsNotReady(address token);
    error OverSettlementCap(uint256 amount, uint256 cap);
    error OverDayCap(uint256 amount, uint256 cap);

    /// @dev A new token starts with caps 0; raising them takes the delay.
    function _allowToken(address token) internal returns (uint16 index) {
        if (allowedOf[token].index != 0) revert TokenKnown(token);
        if (token != address(0) && token.code.length == 0) revert NotAContract(token);
        index = ++tokenCount;
        allowedOf[token] = Allowed({index: index, enabled: true, day: 1, usedToday: 0});
        emit TokenAllowed(token, index);
    }

    function _enableToken(address token, bool enabled) internal {
        if (allowedOf[token].index == 0) revert TokenNotAllowed(token);
        allowedOf[token].enabled = enabled;
        emit TokenEnabled(token, enabled);
    }

    function _proposeCaps(address token, Caps calldata caps) internal {
        if (allowedOf[token].index == 0) revert TokenNotAllowed(token);
        if (caps.perSettlement <= capsOf[token].perSettlement && caps.perDay <= capsOf[token].perDay) {
            delete pendingCapsOf[token];
            _setCaps(token, caps);
            return;
        }
        uint40 readyAt = _now() + CAP_DELAY;
        pendingCapsOf[token] = PendingCaps(caps, readyAt);
        emit CapsProposed(token, caps.perSettlement, caps.perDay, readyAt);
    }

    function _applyCaps(address token) internal {
        PendingCaps memory p = pendingCapsOf[token];
        if (p.readyAt == 0 || _now() < p.readyAt) revert CapsNotReady(token);
        delete pendingCapsOf[token];
        _setCaps(token, p.caps);
    }

    function _setCaps(address token, Caps memory caps) private {
        capsOf[token] = caps;
        emit CapsSet(token, caps.perSettlement, caps.perDay);
    }

    /// @dev Counts `amount` against both caps, on the given day.
    function _useCaps(address token, uint128 amount, uint16 day) internal returns (uint16 index) {
        Allowed memory a = allowedOf[token];
        if (a.index == 0 || !a.enabled) revert TokenNotAllowed(token);
        Caps memory caps = capsOf[token];
        if (amount > caps.perSettlement) revert OverSettlementCap(amount, caps.perSettlement);
        uint128 used = a.day == day ? a.usedToday : 0;
        if (amount > caps.perDay || used > caps.perDay - amount) revert OverDayCap(uint256(used) + amount, caps.perDay);
        a.day = day;
        a.usedToday = used + amount;
        allowedOf[token] = a;
        return a.index;
    }

    /// @dev A cancelled settlement no longer counts for its day; the use of other days is not kept.
    function _giveCapsBack(address token, uint16 day, uint128 amount) internal {
        Allowed memory a = allowedOf[token];
        if (a.day != day) return;
        a.usedToday -= amount;
        allowedOf[token] = a;
    }
}
