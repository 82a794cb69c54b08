// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {TokenCaps} from "../src/TokenCaps.sol";

/// @title Proposed caps of a token can be applied only CAP_DELAY after they were proposed, and only those.
contract CapsDelay is TokenCaps {
    address private immutable TOKEN;
    uint40 private time;
    uint40 private proposedAt;
    uint128 private proposedDay;

    constructor(address token, uint40 delay) {
        TOKEN = token;
        CAP_DELAY = delay;
    }

    function _now() internal view override returns (uint40) {
        return time;
    }

    modifier known() {
        uint40 readyAt = pendingCapsOf[TOKEN].readyAt;
        require(readyAt == 0 || (readyAt == proposedAt + CAP_DELAY && pendingCapsOf[TOKEN].caps.perDay == proposedDay));
        _;
        uint40 after_ = pendingCapsOf[TOKEN].readyAt;
        assert(after_ == 0 || (after_ == proposedAt + CAP_DELAY && pendingCapsOf[TOKEN].caps.perDay == proposedDay));
    }

    function pass(uint40 seconds_) external known {
        time += seconds_;
    }

    function propose(address token, Caps calldata caps) external known {
        _proposeCaps(token, caps);
        if (token == TOKEN) {
            proposedAt = time;
            proposedDay = caps.perDay;
        }
    }

    function accept(address token) external known {
        uint128 day = capsOf[TOKEN].perDay;
        _applyCaps(token);
        assert(token == TOKEN || capsOf[TOKEN].perDay == day);
        assert(token != TOKEN || (time >= proposedAt + CAP_DELAY && capsOf[TOKEN].perDay == proposedDay));
    }
}
