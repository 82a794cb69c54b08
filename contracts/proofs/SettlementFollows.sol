// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {SettlementBook} from "../src/SettlementBook.sol";

/// @title Orders follow what they were signed to follow: for one arbitrary incident and token an order is published in the
///        state that it names only, and what is undone of the incident is counted once and never forgotten.
contract SettlementFollows is SettlementBook {
    bytes32 private immutable INCIDENT;
    address private immutable TOKEN;
    uint256 private ended;

    constructor(bytes32 incidentId, address token) {
        INCIDENT = incidentId;
        TOKEN = token;
    }

    modifier counted() {
        require(_undone[INCIDENT] == ended);
        _;
        assert(_undone[INCIDENT] == ended);
    }

    function open(
        bytes32 id,
        bytes32 incidentId,
        address token,
        uint256 cumulativeTotal,
        bytes32 follows,
        bytes16 digest,
        Settlement memory s
    ) external counted {
        bytes32 state = followsOf(INCIDENT, TOKEN);
        bool ours = incidentId == INCIDENT && token == TOKEN;
        _open(id, incidentId, token, cumulativeTotal, follows, digest, s);
        assert(!ours || follows == state);
    }

    function cancel(bytes32 id, bytes32 incidentId, address token) external counted {
        bytes16 last = _paid[INCIDENT][TOKEN].last;
        _cancel(id, incidentId, token);
        if (incidentId == INCIDENT) ++ended;
        assert(_paid[INCIDENT][TOKEN].last == last);
    }

    function revoke(bytes32 id, bytes32 incidentId) external counted {
        bytes16 last = _paid[INCIDENT][TOKEN].last;
        if (_revoke(id, incidentId) && incidentId == INCIDENT) ++ended;
        assert(_paid[INCIDENT][TOKEN].last == last);
    }

    function close(bytes32 id) external counted {
        _close(id);
    }
}
