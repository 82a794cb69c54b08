// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Delays} from "./Delays.sol";
import {IBonds} from "./Interfaces.sol";
import {Roles} from "./Roles.sol";

/// @title What objections need of the oracle that they are against.
interface IContested {
    /// @notice An objection within the window of `digest`. Challenges only.
    function contest(bytes32 digest, address challenger, uint256 bond, bytes32 reasonHash) external;

    /// @notice What became of it. Challenges only.
    function judged(bytes32 digest, Challenges.Verdict verdict, address by, bytes32 reasonHash) external;

    /// @notice Members of a set; none for anything else.
    function setSnapshots(bytes32 digest) external view returns (bytes32[] memory);

    /// @notice Of a snapshot; of a set the incident only.
    function lossOf(bytes32 digest)
        external
        view
        returns (bytes32 incidentId, uint256 sourceChainId, address asset, uint256 totalLoss);
}

/// @title Challenges: bonded objections against something a quorum has registered, and the bonds.
/// @notice Created by its oracle, whose roles it asks for; the oracle tells what became of a digest. The guardian decides
///         first, its silence passes to the arbiter, and if both are silent (or there is no arbiter) the quorum stands
///         and the bond goes back. A dismissed objection frees the place for another one within the window. The guardian
///         upholds one objection of an incident by itself; the next takes the arbiter.
///         Bonds are wei of the native coin; a lost bond goes to the victims' fund.
contract Challenges is IBonds {
    enum Verdict {
        Open,
        Upheld,
        Dismissed,
        Silent
    }

    struct Challenge {
        address challenger;
        uint40 guardianUntil;
        uint40 arbiterUntil;
        Verdict verdict;
        uint256 bond;
        bytes32 reasonHash;
    }

    /// @dev Wei per base unit of a loss asset, scaled by 1e18; `next` counts from `from` on.
    struct Rate {
        uint128 before;
        uint128 next;
        uint40 from;
    }

    /// @notice 10 basis points of the total loss.
    uint256 public constant BOND_BPS = 10;
    /// @notice No bond is above this many times MIN_BOND, whatever the rates are and whatever a set contains.
    uint256 public constant MOST_BONDS = 1000;
    /// @notice Seconds until a new rate counts, in which no other one comes to count.
    uint40 public constant RATE_DELAY = 7 days;
    /// @notice A rate grows at most to this many times the one that counts, and falls at most to this part of it.
    uint256 public constant RATE_STEP = 4;

    IContested public immutable ORACLE;
    address public immutable VICTIMS_FUND;
    uint256 public immutable MIN_BOND;
    uint40 public immutable GUARDIAN_TIME;
    uint40 public immutable ARBITER_TIME;

    /// @notice Bonds that may be withdrawn, in wei.
    mapping(address account => uint256) public bondOwed;
    mapping(bytes32 digest => Challenge) public challengeOf;
    mapping(uint256 chainId => mapping(address asset => Rate)) public rateOf;
    /// @notice The guardian has upheld an objection of the incident by itself.
    mapping(bytes32 incidentId => bool) public upheldUsed;

    event BondRateSet(uint256 indexed chainId, address indexed asset, uint256 rate, uint256 from);

    error ZeroAddress();
    error NotHolder(Roles.Role role, address caller);
    error BondTooSmall(uint256 have, uint256 need);
    error AlreadyChallenged(bytes32 digest);
    error NotChallenged(bytes32 digest);
    error NotYourTurn(bytes32 digest, address caller);
    error UpheldUsed(bytes32 incidentId);
    error StillOpen(bytes32 digest);
    error RateStep(uint256 rate, uint256 counts);
    error NothingOwed();
    error NoReason();
    error TransferFailed();

    /// @dev By the oracle, for itself.
    constructor(address victimsFund, uint256 minBond, uint40 guardianTime, uint40 arbiterTime) {
        if (victimsFund == address(0)) revert ZeroAddress();
        ORACLE = IContested(msg.sender);
        VICTIMS_FUND = victimsFund;
        MIN_BOND = minBond;
        GUARDIAN_TIME = Delays.atLeast(1 days, guardianTime);
        ARBITER_TIME = Delays.atLeast(1 days, arbiterTime);
    }

    /// @notice Announces the rate of an asset, by the oracle admin; it counts RATE_DELAY seconds later, and what was
    ///         announced and does not count yet never will. One that counts changes by RATE_STEP at most.
    function setBondRate(uint256 chainId, address asset, uint128 rate) external {
        if (!_holds(Roles.Role.OracleAdmin)) revert NotHolder(Roles.Role.OracleAdmin, msg.sender);
        uint128 counts = bondRate(chainId, asset);
        if (counts != 0 && (rate > counts * RATE_STEP || rate < counts / RATE_STEP)) revert RateStep(rate, counts);
        uint40 from = uint40(block.timestamp) + RATE_DELAY;
        rateOf[chainId][asset] = Rate(counts, rate, from);
        emit BondRateSet(chainId, asset, rate, from);
    }

    /// @notice Objects to a snapshot or set within its window, when no other objection is open.
    function challenge(bytes32 digest, bytes32 reasonHash) external payable {
        Challenge storage c = challengeOf[digest];
        if (c.challenger != address(0) && c.verdict == Verdict.Open) revert AlreadyChallenged(digest);
        uint256 need = bondFor(digest);
        if (msg.value < need) revert BondTooSmall(msg.value, need);
        if (reasonHash == 0) revert NoReason();
        ORACLE.contest(digest, msg.sender, msg.value, reasonHash);
        uint40 guardianUntil = uint40(block.timestamp) + GUARDIAN_TIME;
        bool arbitrated = _holder(Roles.Role.Arbiter) != address(0);
        challengeOf[digest] = Challenge({
            challenger: msg.sender,
            guardianUntil: guardianUntil,
            arbiterUntil: guardianUntil + (arbitrated ? ARBITER_TIME : 0),
            verdict: Verdict.Open,
            bond: msg.value,
            reasonHash: reasonHash
        });
    }

    /// @notice Guardian until `guardianUntil`, then the arbiter until `arbiterUntil`, then nobody; never the challenger.
    function decide(bytes32 digest, bool upheld, bytes32 reasonHash) external {
        Challenge storage c = _open(digest);
        bool guardians = block.timestamp < c.guardianUntil;
        bool allowed = guardians
            ? _holds(Roles.Role.Guardian)
            : block.timestamp < c.arbiterUntil && _holds(Roles.Role.Arbiter);
        if (!allowed || msg.sender == c.challenger) revert NotYourTurn(digest, msg.sender);
        if (upheld && guardians) _countUpheld(digest);
        _close(digest, upheld ? Verdict.Upheld : Verdict.Dismissed, upheld ? c.challenger : VICTIMS_FUND, reasonHash);
    }

    /// @notice Nobody decided in time: the quorum stands, the bond goes back. Anyone may call it.
    function closeSilent(bytes32 digest) external {
        Challenge storage c = _open(digest);
        if (block.timestamp < c.arbiterUntil) revert StillOpen(digest);
        _close(digest, Verdict.Silent, c.challenger, 0);
    }

    /// @notice Pays out a returned bond, or the victims' fund its forfeited ones; anyone may call it.
    function withdrawBond(address account) external {
        uint256 amount = bondOwed[account];
        if (amount == 0) revert NothingOwed();
        bondOwed[account] = 0;
        (bool ok,) = account.call{value: amount}("");
        if (!ok) revert TransferFailed();
    }

    /// @notice Open objection whose deciders still have time.
    function isContested(bytes32 digest) external view returns (bool) {
        Challenge storage c = challengeOf[digest];
        return c.challenger != address(0) && c.verdict == Verdict.Open && block.timestamp < c.arbiterUntil;
    }

    /// @notice The rate that counts; 0 = unknown, then only the minimum bond counts.
    function bondRate(uint256 chainId, address asset) public view returns (uint128) {
        Rate storage r = rateOf[chainId][asset];
        return block.timestamp < r.from ? r.before : r.next;
    }

    /// @notice Bond, in wei, needed to challenge `digest`: of a set, what its snapshots need together.
    function bondFor(bytes32 digest) public view returns (uint256 bond) {
        bytes32[] memory members = ORACLE.setSnapshots(digest);
        if (members.length == 0) bond = _shareOf(digest);
        for (uint256 i = 0; i < members.length; ++i) bond += _shareOf(members[i]);
        return _bounded(bond);
    }

    /// @notice 10 basis points of the loss, in wei, but at least MIN_BOND and at most MOST_BONDS of it; see `bondRate`.
    function bondForLoss(uint256 chainId, address asset, uint256 totalLoss) external view returns (uint256) {
        return _bounded(_share(chainId, asset, totalLoss));
    }

    function _countUpheld(bytes32 digest) private {
        (bytes32 incidentId,,,) = ORACLE.lossOf(digest);
        if (upheldUsed[incidentId]) revert UpheldUsed(incidentId);
        upheldUsed[incidentId] = true;
    }

    function _open(bytes32 digest) private view returns (Challenge storage c) {
        c = challengeOf[digest];
        if (c.challenger == address(0) || c.verdict != Verdict.Open) revert NotChallenged(digest);
    }

    function _close(bytes32 digest, Verdict verdict, address to, bytes32 reasonHash) private {
        challengeOf[digest].verdict = verdict;
        bondOwed[to] += challengeOf[digest].bond;
        ORACLE.judged(digest, verdict, msg.sender, reasonHash);
    }

    function _shareOf(bytes32 digest) private view returns (uint256) {
        (, uint256 chainId, address asset, uint256 totalLoss) = ORACLE.lossOf(digest);
        return _share(chainId, asset, totalLoss);
    }

    /// @dev A product beyond 2^256 means a bond nobody can post; such a total is wrong and is left to the minimum.
    function _share(uint256 chainId, address asset, uint256 totalLoss) private view returns (uint256) {
        uint256 rate = bondRate(chainId, asset);
        if (rate == 0 || totalLoss > type(uint256).max / rate) return 0;
        uint256 share = (totalLoss * rate / 1e18) * BOND_BPS / 10_000;
        return share < MOST_BONDS * MIN_BOND ? share : MOST_BONDS * MIN_BOND;
    }

    function _bounded(uint256 bond) private view returns (uint256) {
        if (bond < MIN_BOND) return MIN_BOND;
        return bond < MOST_BONDS * MIN_BOND ? bond : MOST_BONDS * MIN_BOND;
    }

    function _holder(Roles.Role role) private view returns (address) {
        return Roles(address(ORACLE)).holderOf(role);
    }

    function _holds(Roles.Role role) private view returns (bool) {
        return _holder(role) == msg.sender;
    }
}
