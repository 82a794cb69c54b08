// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @title SettlementBook: the accounting core of the distributor, without calls and without assembly.
/// @notice What it keeps true:
///         committed(incident, token) = sum of `total` over its settlements that were not cancelled;
///         no state of (incident, token) comes again, and each order is published in the one that it names;
///         remaining(id) = total(id) - sum of the amounts whose bit is set, so paid(id) <= total(id);
///         a bit goes from 0 to 1 only in `_take`, and back only in `_restore` for an amount that did not leave;
///         nothing is taken before `activeAt`, and nothing after CLOSED or CANCELLED.
abstract contract SettlementBook {
    enum State {
        None,
        Published,
        Cancelled,
        Active,
        Closed
    }

    /// @dev Two slots; a door reads both. `total` is in the Published event and in the signed order.
    struct Settlement {
        bytes32 root;
        uint128 remaining;
        uint40 activeAt;
        uint40 deadline;
        uint16 tokenIndex;
        State stored;
        bool held;
        /// @dev Day whose cap it counts for; see TokenCaps.
        uint16 day;
    }

    /// @dev What was published for one incident in one token, in one slot.
    struct Paid {
        /// @dev Sum of what was published and not cancelled, in base units.
        uint128 committed;
        /// @dev First half of the digest of the last order that was published, also when it was cancelled since.
        bytes16 last;
    }

    /// @notice Seconds.
    uint40 public constant MAX_HOLD = 72 hours;
    /// @dev Seconds after ACTIVE beyond which no deadline goes.
    uint40 internal constant MAX_CLAIM_PERIOD = 10 * 365 days;

    mapping(bytes32 id => Settlement) internal _settlements;
    mapping(bytes32 id => mapping(uint256 word => uint256 bits)) internal _taken;
    mapping(bytes32 incidentId => mapping(address token => Paid)) internal _paid;
    /// @dev How many settlements of the incident were cancelled or revoked, in whatever token.
    mapping(bytes32 incidentId => uint128) internal _undone;

    error WrongState(bytes32 id, State state);
    error WrongCumulative(uint256 have, uint256 want);
    error FollowsOther(bytes32 have, bytes32 want);
    error AlreadyTaken(bytes32 id, uint256 index);
    error MoreThanSigned(bytes32 id);
    error HoldUsed(bytes32 id);
    error HoldTooLong(uint256 duration);
    error DeadlineNotExtended(uint40 deadline);
    error BeforeDeadline(uint40 deadline);

    function stateOf(bytes32 id) public view returns (State) {
        State stored = _settlements[id].stored;
        return stored == State.Published && block.timestamp >= _settlements[id].activeAt ? State.Active : stored;
    }

    /// @notice Sum of the published and not cancelled totals, base units of `token`.
    function committed(bytes32 incidentId, address token) public view returns (uint256) {
        return _paid[incidentId][token].committed;
    }

    /// @notice The state that the next order of the incident in the token must name: half of the digest of the last one
    ///         that was published, and how many of the incident were cancelled or revoked.
    function followsOf(bytes32 incidentId, address token) public view returns (bytes32) {
        return bytes32(uint256(bytes32(_paid[incidentId][token].last)) + _undone[incidentId]);
    }

    function settlementOf(bytes32 id) external view returns (Settlement memory) {
        return _settlements[id];
    }

    /// @notice 256 neighbouring indices at once: bit i of word w is index 256 w + i.
    function takenBits(bytes32 id, uint256 word) external view returns (uint256) {
        return _taken[id][word];
    }

    function isTaken(bytes32 id, uint256 index) public view returns (bool) {
        return _taken[id][index >> 8] & (1 << (index & 255)) != 0;
    }

    function _open(
        bytes32 id,
        bytes32 incidentId,
        address token,
        uint256 cumulativeTotal,
        bytes32 follows,
        bytes16 digest,
        Settlement memory s
    ) internal {
        if (_settlements[id].stored != State.None) revert WrongState(id, stateOf(id));
        bytes32 state = followsOf(incidentId, token);
        if (follows != state) revert FollowsOther(follows, state);
        uint128 want = _paid[incidentId][token].committed + s.remaining;
        if (want != cumulativeTotal) revert WrongCumulative(cumulativeTotal, want);
        _paid[incidentId][token] = Paid(want, digest);
        _settlements[id] = s;
    }

    /// @dev Before ACTIVE nothing was taken, so `remaining` is the whole total.
    function _cancel(bytes32 id, bytes32 incidentId, address token) internal returns (uint128 total) {
        if (stateOf(id) != State.Published) revert WrongState(id, stateOf(id));
        total = _settlements[id].remaining;
        _settlements[id].remaining = 0;
        _settlements[id].stored = State.Cancelled;
        _paid[incidentId][token].committed -= total;
        ++_undone[incidentId];
    }

    /// @dev What was signed and not published never will be. False when it is not so.
    function _revoke(bytes32 id, bytes32 incidentId) internal returns (bool) {
        if (_settlements[id].stored != State.None) return false;
        _settlements[id].stored = State.Cancelled;
        ++_undone[incidentId];
        return true;
    }

    /// @dev Closes both doors for ever. What is left belongs to the incident's escheat account.
    function _close(bytes32 id) internal returns (uint256 rest) {
        if (stateOf(id) != State.Active) revert WrongState(id, stateOf(id));
        if (block.timestamp <= _settlements[id].deadline) revert BeforeDeadline(_settlements[id].deadline);
        rest = _settlements[id].remaining;
        _settlements[id].remaining = 0;
        _settlements[id].stored = State.Closed;
    }

    function _hold(bytes32 id, uint40 duration) internal returns (uint40 activeAt) {
        if (stateOf(id) != State.Published) revert WrongState(id, stateOf(id));
        if (_settlements[id].held) revert HoldUsed(id);
        if (duration == 0 || duration > MAX_HOLD) revert HoldTooLong(duration);
        activeAt = _settlements[id].activeAt + duration;
        _settlements[id].activeAt = activeAt;
        _settlements[id].deadline += duration;
        _settlements[id].held = true;
    }

    function _extend(bytes32 id, uint40 deadline) internal {
        if (_settlements[id].stored != State.Published) revert WrongState(id, stateOf(id));
        uint40 last = _settlements[id].activeAt + MAX_CLAIM_PERIOD;
        if (deadline <= _settlements[id].deadline || deadline > last) revert DeadlineNotExtended(_settlements[id].deadline);
        _settlements[id].deadline = deadline;
    }

    /// @dev Sets the given bits of one word, none of which may be set, and books their amounts as gone.
    function _take(bytes32 id, uint256 word, uint256 bits, uint128 amount) internal returns (uint16 tokenIndex) {
        Settlement storage s = _settlements[id];
        if (s.stored != State.Published || block.timestamp < s.activeAt) revert WrongState(id, stateOf(id));
        uint256 before = _taken[id][word];
        if (before & bits != 0) revert AlreadyTaken(id, word << 8);
        uint128 remaining = s.remaining;
        if (amount > remaining) revert MoreThanSigned(id);
        _taken[id][word] = before | bits;
        tokenIndex = s.tokenIndex;
        _settlements[id].remaining = remaining - amount;
    }

    /// @dev Undoes `_take` for transfers of the same call that did not happen.
    function _restore(bytes32 id, uint256 word, uint256 bits, uint128 amount) internal {
        uint256 before = _taken[id][word];
        assert(before & bits == bits);
        _taken[id][word] = before & ~bits;
        _settlements[id].remaining += amount;
    }
}
