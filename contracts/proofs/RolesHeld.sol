// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Roles} from "../src/Roles.sol";

/// @title Nobody holds two roles, seen from two arbitrary ones; a recovery ends RECOVERY_DELAY after it began and within
///        RECOVERY_TERM, for the address that was named, and touches no other role.
contract RolesHeld is Roles {
    Role private immutable ONE;
    Role private immutable OTHER;
    uint40 private time;
    uint40 private begunAt;
    address private named;

    constructor(Role one, Role other) {
        require(one != other);
        ONE = one;
        OTHER = other;
    }

    function _now() internal view override returns (uint40) {
        return time;
    }

    function _recoverer() internal view override returns (address) {
        return address(this);
    }

    modifier apart() {
        require(ONE != OTHER);
        require(holderOf[ONE] == address(0) || holderOf[ONE] != holderOf[OTHER]);
        require(_recoveries[ONE].readyAt == 0 || _recoveries[ONE].readyAt == begunAt + RECOVERY_DELAY);
        require(_recoveries[ONE].to == (_recoveries[ONE].readyAt == 0 ? address(0) : named));
        _;
        assert(holderOf[ONE] == address(0) || holderOf[ONE] != holderOf[OTHER]);
        assert(_recoveries[ONE].readyAt == 0 || _recoveries[ONE].readyAt == begunAt + RECOVERY_DELAY);
        assert(_recoveries[ONE].to == (_recoveries[ONE].readyAt == 0 ? address(0) : named));
    }

    function pass(uint40 seconds_) external apart {
        time += seconds_;
    }

    function appoint(Role role, address account) external apart {
        address holder = holderOf[ONE];
        _appoint(role, account);
        assert(holderOf[role] == account);
        assert(role == ONE || holderOf[ONE] == holder);
    }

    function begin(Role role, address to) external apart {
        address holder = holderOf[ONE];
        _beginRecovery(role, to);
        if (role == ONE) {
            begunAt = time;
            named = to;
        }
        assert(holderOf[ONE] == holder);
    }

    function finish(Role role, address to) external apart {
        address holder = holderOf[ONE];
        require(to != address(0));
        bool begun = _recoveries[ONE].readyAt != 0;
        _finishRecovery(role, to);
        assert(role == ONE || holderOf[ONE] == holder);
        assert(role != ONE || (begun && to == named && time >= begunAt + RECOVERY_DELAY));
        assert(role != ONE || time - begunAt < RECOVERY_DELAY + RECOVERY_TERM);
    }
}
