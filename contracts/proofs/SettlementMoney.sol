// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {SettlementBook} from "../src/SettlementBook.sol";

/// @title Conservation of one settlement: what was paid, swept or given back and what remains is what was signed.
contract SettlementMoney is SettlementBook {
    bytes32 private immutable ID;
    uint256 private total;
    uint256 private paid;
    uint256 private left;

    constructor(bytes32 id) {
        ID = id;
    }

    modifier conserved() {
        require(paid + left + _settlements[ID].remaining == total);
        require(_settlements[ID].stored != State.None || total == 0);
        _;
        assert(_settlements[ID].stored != State.None || total == 0);
        assert(paid + left + _settlements[ID].remaining == total);
        assert(paid <= total);
    }

    function open(
        bytes32 id,
        bytes32 incidentId,
        address token,
        uint256 cumulativeTotal,
        bytes32 follows,
        bytes16 digest,
        Settlement memory s
    ) external conserved {
        require(s.stored == State.Published);
        _open(id, incidentId, token, cumulativeTotal, follows, digest, s);
        if (id == ID) total = s.remaining;
    }

    function take(bytes32 id, uint256 word, uint128 amount) external conserved {
        _take(id, word, 0, amount);
        if (id == ID) paid += amount;
    }

    function takeAndRestore(bytes32 id, uint256 word, uint128 amount, uint128 failed) external conserved {
        require(failed <= amount);
        _take(id, word, 0, amount);
        _restore(id, word, 0, failed);
        if (id == ID) paid += amount - failed;
    }

    function cancel(bytes32 id, bytes32 incidentId, address token) external conserved {
        uint128 back = _cancel(id, incidentId, token);
        if (id == ID) left += back;
    }

    function revoke(bytes32 id, bytes32 incidentId) external conserved {
        _revoke(id, incidentId);
    }

    function close(bytes32 id) external conserved {
        uint256 swept = _close(id);
        if (id == ID) left += swept;
    }
}
