// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {TokenCaps} from "../src/TokenCaps.sol";

/// @title No settlement exceeds its cap and no day's settlements together theirs; a proposal raises nothing.
contract CapsNeverExceeded is TokenCaps {
    address private immutable TOKEN;
    uint16 private today;
    uint256 private sum;

    constructor(address token, uint40 delay) {
        TOKEN = token;
        CAP_DELAY = delay;
        today = 1;
    }

    /// @dev `sum` is what this day has used of the token.
    modifier counted() {
        require(allowedOf[TOKEN].day <= today);
        require(sum == (allowedOf[TOKEN].day == today ? allowedOf[TOKEN].usedToday : 0));
        require(allowedOf[TOKEN].index != 0 || sum == 0);
        _;
        assert(allowedOf[TOKEN].index != 0 || sum == 0);
        assert(allowedOf[TOKEN].day <= today);
        assert(sum == (allowedOf[TOKEN].day == today ? allowedOf[TOKEN].usedToday : 0));
    }

    /// @dev A new day begins at nothing.
    function pass(uint16 days_) external counted {
        today += days_;
        if (days_ != 0) sum = 0;
    }

    /// @dev Day 1 of the clock was in 1970.
    function allow(address token) external counted {
        require(today > 1);
        _allowToken(token);
    }

    function use(address token, uint128 amount) external counted {
        _useCaps(token, amount, today);
        if (token == TOKEN) {
            sum += amount;
            assert(amount <= capsOf[TOKEN].perSettlement);
            assert(sum <= capsOf[TOKEN].perDay);
        }
    }

    /// @dev A settlement of any day is taken back: it leaves the sum only if that is today.
    function giveBack(address token, uint16 day, uint128 amount) external counted {
        require(day <= today);
        _giveCapsBack(token, day, amount);
        if (token == TOKEN && day == today && allowedOf[TOKEN].day == today) sum -= amount;
    }

    function propose(address token, Caps calldata caps) external counted {
        uint128 each = capsOf[TOKEN].perSettlement;
        uint128 day = capsOf[TOKEN].perDay;
        _proposeCaps(token, caps);
        assert(capsOf[TOKEN].perSettlement <= each && capsOf[TOKEN].perDay <= day);
    }
}
