// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {SettlementBook} from "../src/SettlementBook.sol";

/// @title Committed is what was signed: for one incident and token it is the sum of the totals that were published
///        and not cancelled, and the cumulative total that the committee signed at each publishing.
contract SettlementCommitted is SettlementBook {
    bytes32 private immutable INCIDENT;
    address private immutable TOKEN;
    uint256 private opened;
    uint256 private cancelled;

    constructor(bytes32 incidentId, address token) {
        INCIDENT = incidentId;
        TOKEN = token;
    }

    function open(
        bytes32 id,
        bytes32 incidentId,
        address token,
        uint256 cumulativeTotal,
        bytes32 follows,
        bytes16 digest,
        Settlement memory s
    ) external {
        require(_paid[INCIDENT][TOKEN].committed + cancelled == opened);
        bool ours = incidentId == INCIDENT && token == TOKEN;
        _open(id, incidentId, token, cumulativeTotal, follows, digest, s);
        if (ours) opened += s.remaining;
        assert(!ours || _paid[INCIDENT][TOKEN].committed == cumulativeTotal);
        assert(_paid[INCIDENT][TOKEN].committed + cancelled == opened);
    }

    function cancel(bytes32 id, bytes32 incidentId, address token) external {
        require(_paid[INCIDENT][TOKEN].committed + cancelled == opened);
        uint128 total = _cancel(id, incidentId, token);
        if (incidentId == INCIDENT && token == TOKEN) cancelled += total;
        assert(_paid[INCIDENT][TOKEN].committed + cancelled == opened);
    }

    function revoke(bytes32 id, bytes32 incidentId) external {
        require(_paid[INCIDENT][TOKEN].committed + cancelled == opened);
        _revoke(id, incidentId);
        assert(_paid[INCIDENT][TOKEN].committed + cancelled == opened);
    }

    function close(bytes32 id) external {
        require(_paid[INCIDENT][TOKEN].committed + cancelled == opened);
        _close(id);
        assert(_paid[INCIDENT][TOKEN].committed + cancelled == opened);
    }

    function take(bytes32 id, uint256 word, uint128 amount) external {
        require(_paid[INCIDENT][TOKEN].committed + cancelled == opened);
        _take(id, word, 0, amount);
        assert(_paid[INCIDENT][TOKEN].committed + cancelled == opened);
    }
}
