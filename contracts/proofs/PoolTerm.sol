// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {PoolBook} from "../src/PoolBook.sol";

/// @title The term of an earmark begins when the incident has its first one and with each order that draws from it,
///        and never otherwise: neither raising nor releasing it, nor making it again, begins another year.
contract PoolTerm is PoolBook {
    bytes32 private immutable INCIDENT;
    uint40 private time;
    uint40 private begun;

    constructor(bytes32 incidentId) {
        INCIDENT = incidentId;
    }

    function _now() internal view override returns (uint40) {
        return time;
    }

    modifier known() {
        require(time != 0);
        require(earmarkOf[INCIDENT].since == begun);
        require(begun != 0 || !earmarkOf[INCIDENT].open);
        _;
        assert(earmarkOf[INCIDENT].since == begun);
        assert(begun != 0 || !earmarkOf[INCIDENT].open);
    }

    function pass(uint40 seconds_) external known {
        time += seconds_;
    }

    function earmark(bytes32 incidentId, uint104 want) external known {
        _bookEarmark(incidentId, want);
        if (incidentId == INCIDENT && begun == 0) begun = time;
    }

    function release(bytes32 incidentId) external known {
        _bookRelease(incidentId);
        assert(incidentId != INCIDENT || !earmarkOf[INCIDENT].open);
    }

    function pull(bytes32 incidentId, uint104 amount) external known {
        _bookPull(incidentId, amount);
        if (incidentId == INCIDENT) begun = time;
    }

    function giveBack(bytes32 incidentId, uint104 amount) external known {
        _bookGiveBack(incidentId, amount);
    }
}
