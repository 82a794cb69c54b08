// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {SettlementBook} from "../src/SettlementBook.sol";

/// @title The states go one way: NONE, PUBLISHED, then CANCELLED or CLOSED for ever, or CANCELLED at once; one hold,
///        deadlines that grow.
contract SettlementStates is SettlementBook {
    bytes32 private immutable ID;

    constructor(bytes32 id) {
        ID = id;
    }

    modifier oneWay() {
        State was = _settlements[ID].stored;
        require(was != State.Active); // follows from the clock and is never stored
        _;
        State is_ = _settlements[ID].stored;
        assert(is_ != State.Active);
        assert(
            is_ == was || (was == State.None && (is_ == State.Published || is_ == State.Cancelled))
                || (was == State.Published && (is_ == State.Cancelled || is_ == State.Closed))
        );
    }

    function open(
        bytes32 id,
        bytes32 incidentId,
        address token,
        uint256 cumulativeTotal,
        bytes32 follows,
        bytes16 digest,
        Settlement memory s
    ) external oneWay {
        require(s.stored == State.Published && !s.held);
        _open(id, incidentId, token, cumulativeTotal, follows, digest, s);
    }

    function take(bytes32 id, uint256 word, uint128 amount) external oneWay {
        _take(id, word, 0, amount);
        assert(_settlements[id].stored == State.Published && block.timestamp >= _settlements[id].activeAt);
    }

    function cancel(bytes32 id, bytes32 incidentId, address token) external oneWay {
        _cancel(id, incidentId, token);
        assert(block.timestamp < _settlements[id].activeAt);
    }

    function revoke(bytes32 id, bytes32 incidentId) external oneWay {
        State was = _settlements[id].stored;
        bool done = _revoke(id, incidentId);
        assert(done == (was == State.None));
        assert(_settlements[id].stored == (done ? State.Cancelled : was));
    }

    function close(bytes32 id) external oneWay {
        require(_settlements[id].stored != State.Active);
        _close(id);
        assert(block.timestamp > _settlements[id].deadline && block.timestamp >= _settlements[id].activeAt);
    }

    function hold(bytes32 id, uint40 duration) external oneWay {
        uint40 activeAt = _settlements[id].activeAt;
        bool held = _settlements[id].held;
        _hold(id, duration);
        assert(!held && _settlements[id].held);
        assert(_settlements[id].activeAt <= activeAt + MAX_HOLD);
    }

    function extend(bytes32 id, uint40 deadline) external oneWay {
        uint40 before = _settlements[id].deadline;
        _extend(id, deadline);
        assert(deadline <= _settlements[id].activeAt + MAX_CLAIM_PERIOD);
        assert(_settlements[id].deadline > before);
    }
}
