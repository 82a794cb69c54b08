// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Delays} from "./Delays.sol";
import {Roles} from "./Roles.sol";

/// @title Challenges: bonded objections against something a quorum has registered.
/// @notice One window and one decision per digest. The guardian decides first, its silence passes to the
///         arbiter, and if both are silent (or there is no arbiter) the quorum stands and the bond goes back.
///         Bonds are wei of the native coin; a lost bond goes to the victims' fund.
abstract contract Challenges is Roles {
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

    /// @notice 10 basis points of the total loss.
    uint256 public constant BOND_BPS = 10;

    address public immutable VICTIMS_FUND;
    uint256 public immutable MIN_BOND;
    uint40 public immutable GUARDIAN_TIME;
    uint40 public immutable ARBITER_TIME;

    /// @notice Bonds that may be withdrawn, in wei.
    mapping(address account => uint256) public bondOwed;
    mapping(bytes32 digest => Challenge) public challengeOf;
    /// @notice Wei per base unit of a loss asset, scaled by 1e18; 0 = unknown, then only the minimum bond counts.
    mapping(uint256 chainId => mapping(address asset => uint256)) public bondRate;

    event BondRateSet(uint256 indexed chainId, address indexed asset, uint256 rate);
    event Challenged(bytes32 indexed digest, address indexed challenger, uint256 bond, bytes32 reasonHash);
    event Decided(bytes32 indexed digest, Verdict verdict, address by, bytes32 reasonHash);

    error BondTooSmall(uint256 have, uint256 need);
    error AlreadyChallenged(bytes32 digest);
    error NotChallenged(bytes32 digest);
    error NotYourTurn(bytes32 digest, address caller);
    error StillOpen(bytes32 digest);
    error NothingOwed();
    error NoReason();
    error TransferFailed();

    constructor(address victimsFund, uint256 minBond, uint40 guardianTime, uint40 arbiterTime) {
        if (victimsFund == address(0)) revert ZeroAddress();
        VICTIMS_FUND = victimsFund;
        MIN_BOND = minBond;
        GUARDIAN_TIME = Delays.atLeast(1 days, guardianTime);
        ARBITER_TIME = Delays.atLeast(1 days, arbiterTime);
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
    function isContested(bytes32 digest) public view returns (bool) {
        Challenge storage c = challengeOf[digest];
        return c.challenger != address(0) && c.verdict == Verdict.Open && block.timestamp < c.arbiterUntil;
    }

    function _openChallenge(bytes32 digest, uint256 need, bytes32 reasonHash) internal {
        Challenge storage c = challengeOf[digest];
        if (c.challenger != address(0)) revert AlreadyChallenged(digest);
        if (msg.value < need) revert BondTooSmall(msg.value, need);
        if (reasonHash == 0) revert NoReason();
        c.challenger = msg.sender;
        c.bond = msg.value;
        c.reasonHash = reasonHash;
        c.guardianUntil = uint40(block.timestamp) + GUARDIAN_TIME;
        c.arbiterUntil = c.guardianUntil + (holderOf[Role.Arbiter] == address(0) ? 0 : ARBITER_TIME);
        emit Challenged(digest, msg.sender, msg.value, reasonHash);
    }

    /// @dev Guardian until `guardianUntil`, then the arbiter until `arbiterUntil`, then nobody.
    function _judge(bytes32 digest, bool upheld, bytes32 reasonHash) internal {
        Challenge storage c = challengeOf[digest];
        if (c.challenger == address(0) || c.verdict != Verdict.Open) revert NotChallenged(digest);
        bool guardians = block.timestamp < c.guardianUntil;
        bool arbiters = !guardians && block.timestamp < c.arbiterUntil;
        bool allowed = (guardians && msg.sender == holderOf[Role.Guardian])
            || (arbiters && msg.sender == holderOf[Role.Arbiter]);
        if (!allowed || msg.sender == c.challenger) revert NotYourTurn(digest, msg.sender);
        c.verdict = upheld ? Verdict.Upheld : Verdict.Dismissed;
        bondOwed[upheld ? c.challenger : VICTIMS_FUND] += c.bond;
        emit Decided(digest, c.verdict, msg.sender, reasonHash);
    }

    /// @notice Nobody decided in time: the quorum stands, the bond goes back. Anyone may call it.
    function closeSilent(bytes32 digest) external {
        Challenge storage c = challengeOf[digest];
        if (c.challenger == address(0) || c.verdict != Verdict.Open) revert NotChallenged(digest);
        if (block.timestamp < c.arbiterUntil) revert StillOpen(digest);
        c.verdict = Verdict.Silent;
        bondOwed[c.challenger] += c.bond;
        emit Decided(digest, Verdict.Silent, msg.sender, 0);
    }

    /// @notice max(MIN_BOND, 10 basis points of the loss), in wei; see `bondRate`.
    function bondForLoss(uint256 chainId, address asset, uint256 totalLoss) public view returns (uint256) {
        uint256 rate = bondRate[chainId][asset];
        if (rate == 0 || totalLoss == 0) return MIN_BOND;
        // A product beyond 2^256 means a bond nobody can post; such a total is wrong and is left to the minimum.
        if (totalLoss > type(uint256).max / rate) return MIN_BOND;
        uint256 share = (totalLoss * rate / 1e18) * BOND_BPS / 10_000;
        return share > MIN_BOND ? share : MIN_BOND;
    }
}
