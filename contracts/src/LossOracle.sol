// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Challenges, IContested} from "./Challenges.sol";
import {Delays} from "./Delays.sol";
import {ILossOracle} from "./Interfaces.sol";
import {IResorted} from "./LastResort.sol";
import {Lines} from "./Lines.sol";
import {Messages} from "./Messages.sol";
import {OracleKeys} from "./OracleKeys.sol";
import {TypedDomain} from "./TypedDomain.sol";

/// @title LossOracle: what was lost, as a quorum of the committee says.
/// @notice The first quorum registered for a revision wins. It is final `challengeWindow` seconds after its
///         registration, unless challenged with success or struck, and sealed for ever by the first settlement.
contract LossOracle is OracleKeys, IContested {
    using Lines for Lines.Line;

    struct Deployment {
        address oracleAdmin;
        address guardian;
        /// @dev May be 0: then the guardian's silence ends a challenge.
        address arbiter;
        address victimsFund;
        /// @dev Wei.
        uint256 minBond;
        /// @dev Seconds.
        uint40 guardianTime;
        uint40 arbiterTime;
        uint40 configDelay;
    }

    enum State {
        None,
        Challengeable,
        Challenged,
        Final,
        Sealed,
        Rejected,
        Superseded,
        Struck
    }

    /// @dev What is stored; the other states follow from the clock and from the sealed set of the incident. Only a set is
    ///      marked as sealed.
    enum Mark {
        None,
        Registered,
        Rejected,
        Superseded,
        Struck,
        Sealed
    }

    /// @dev The first two slots are all that publishing reads.
    struct Record {
        Mark mark;
        bool isSet;
        bool challenged;
        uint40 registeredAt;
        uint40 finalAt;
        uint64 revision;
        /// @dev Of a set: `Incident.spoils` when it was registered.
        uint32 spoils;
        bytes32 incidentId;
        address asset;
        bytes32 specHash;
        bytes32 line;
        uint256 sourceChainId;
        uint256 totalLoss;
    }

    /// @dev Revisions are those of snapshot sets; 0 = none.
    struct Incident {
        uint64 setRevision;
        uint64 sealedRevision;
        /// @dev Counts what may have happened to a member of a set: challenged, struck or superseded.
        uint32 spoils;
    }

    /// @notice Seconds after a committee was retired in peace in which orders that it announced can be published, if they
    ///         do not end before.
    uint40 public constant ORDER_TERM = 30 days;

    uint40 public immutable CONFIG_DELAY;
    /// @notice Where objections are made.
    Challenges public immutable CHALLENGES;

    /// @inheritdoc IResorted
    address public distributor;
    /// @notice Number of the last committee that the guardian has stopped.
    uint64 public vetoedCount;
    mapping(bytes32 digest => Record) internal _records;
    mapping(bytes32 setDigest => bytes32[]) internal _members;
    mapping(bytes32 line => Lines.Line) public lineOf;
    mapping(bytes32 incidentId => Incident) public incidentOf;
    mapping(bytes32 incidentId => mapping(uint64 revision => bytes32 setDigest)) public setOf;
    mapping(bytes32 incidentId => mapping(address asset => bool)) public strikeUsed;

    event DistributorSet(address indexed distributor);
    event SnapshotRegistered(
        bytes32 indexed digest,
        bytes32 indexed incidentId,
        address indexed asset,
        uint256 sourceChainId,
        uint64 revision,
        uint256 totalLoss,
        bytes32 lossRoot,
        uint64 finalAt
    );
    event SnapshotSetRegistered(
        bytes32 indexed digest, bytes32 indexed incidentId, uint64 revision, bytes32[] snapshots, uint64 finalAt
    );
    event Challenged(bytes32 indexed digest, address indexed challenger, uint256 bond, bytes32 reasonHash);
    event Decided(bytes32 indexed digest, Challenges.Verdict verdict, address by, bytes32 reasonHash);
    event Superseded(bytes32 indexed digest, bytes32 indexed by);
    event Struck(bytes32 indexed digest, bytes32 reasonHash);
    event Sealed(bytes32 indexed setDigest, bytes32 indexed incidentId);

    error NotDistributor(address caller);
    error NotChallenges(address caller);
    error DistributorAlreadySet();
    error BadTimes();
    error BadAmounts();
    error RevisionGap(uint64 have, uint64 want);
    error Fork(bytes32 have, bytes32 want);
    error NeedsAllSigners(uint256 have, uint256 need);
    error BadSet();
    error NotUsable(bytes32 digest, State state);
    error NotFinal(bytes32 digest, State state);
    error WrongIncident(bytes32 digest);
    error DropsSealed(bytes32 digest);
    error StrikeUsed();
    error VetoUsed(uint64 count);

    modifier onlyChallenges() {
        if (msg.sender != address(CHALLENGES)) revert NotChallenges(msg.sender);
        _;
    }

    constructor(Deployment memory d) TypedDomain("LossOracle") {
        CHALLENGES = new Challenges(d.victimsFund, d.minBond, d.guardianTime, d.arbiterTime);
        CONFIG_DELAY = Delays.atLeast(1 days, d.configDelay);
        _appoint(Role.OracleAdmin, d.oracleAdmin);
        _appoint(Role.Guardian, d.guardian);
        if (d.arbiter != address(0)) _appoint(Role.Arbiter, d.arbiter);
    }

    // ---- administration -------------------------------------------------------------------------------

    /// @notice Once.
    function setDistributor(address distributor_) external only(Role.OracleAdmin) {
        if (distributor != address(0)) revert DistributorAlreadySet();
        if (distributor_ == address(0)) revert ZeroAddress();
        distributor = distributor_;
        emit DistributorSet(distributor_);
    }

    /// @notice Announces the next committee; it can be activated CONFIG_DELAY seconds later.
    function scheduleConfig(bytes32 configDigest) external only(Role.OracleAdmin) {
        _schedule(configDigest, block.timestamp + CONFIG_DELAY);
    }

    /// @notice The guardian may stop a scheduled committee, once for each number of a committee.
    function vetoConfig(bytes32 configDigest) external only(Role.Guardian) {
        if (vetoedCount > configCount) revert VetoUsed(configCount + 1);
        vetoedCount = configCount + 1;
        _schedule(configDigest, 0);
    }

    /// @notice Activates a scheduled committee and retires the present one. The very first needs no schedule.
    function activateConfig(
        address[] calldata signers,
        uint8 f,
        uint8 threshold,
        Params calldata params
    ) external only(Role.OracleAdmin) returns (bytes32) {
        return _activate(signers, f, threshold, params);
    }

    // ---- registration ---------------------------------------------------------------------------------

    /// @notice Registers a snapshot signed by a quorum. Submitting an accepted digest again changes nothing.
    function submit(Messages.LossSnapshot calldata s, bytes calldata signatures) external returns (bytes32 digest) {
        digest = hashSnapshot(s);
        if (_records[digest].mark != Mark.None) return digest;
        uint256 count = verifyQuorum(s.configDigest, s.validUntil, digest, signatures);
        Config storage config = _configs[s.configDigest];
        _requireSane(s, config);
        bytes32 line = lineId(s.incidentId, s.sourceChainId, s.asset);
        _extendLine(line, s, config, count, digest);
        uint40 finalAt = uint40(block.timestamp) + config.challengeWindow;
        _records[digest] = Record({
            mark: Mark.Registered,
            isSet: false,
            challenged: false,
            registeredAt: uint40(block.timestamp),
            finalAt: finalAt,
            revision: s.revision,
            spoils: 0,
            incidentId: s.incidentId,
            asset: s.asset,
            specHash: s.specHash,
            line: line,
            sourceChainId: s.sourceChainId,
            totalLoss: s.totalLoss
        });
        emit SnapshotRegistered(
            digest, s.incidentId, s.asset, s.sourceChainId, s.revision, s.totalLoss, s.lossRoot, finalAt
        );
    }

    /// @notice Registers the set of snapshots and prices of an incident, signed by a quorum.
    /// @param snapshotDigests strictly ascending; keccak256 of their concatenation is `snapshotsHash`.
    function submitSet(
        Messages.SnapshotSet calldata s,
        bytes32[] calldata snapshotDigests,
        bytes calldata signatures
    ) external returns (bytes32 digest) {
        digest = hashSet(s);
        if (_records[digest].mark != Mark.None) return digest;
        verifyQuorum(s.configDigest, s.validUntil, digest, signatures);
        uint40 finalAt = uint40(block.timestamp) + _configs[s.configDigest].challengeWindow;
        finalAt = _requireMembers(s, snapshotDigests, finalAt);
        Incident storage incident = incidentOf[s.incidentId];
        if (s.revision != incident.setRevision + 1) revert RevisionGap(s.revision, incident.setRevision + 1);
        _requireKeepsSealed(s.incidentId, snapshotDigests, false);
        incident.setRevision = s.revision;
        setOf[s.incidentId][s.revision] = digest;
        Record storage r = _records[digest];
        r.mark = Mark.Registered;
        r.isSet = true;
        r.registeredAt = uint40(block.timestamp);
        r.finalAt = finalAt;
        r.revision = s.revision;
        r.spoils = incident.spoils;
        r.incidentId = s.incidentId;
        r.specHash = s.specHash;
        _members[digest] = snapshotDigests;
        emit SnapshotSetRegistered(digest, s.incidentId, s.revision, snapshotDigests, finalAt);
    }

    // ---- objections -----------------------------------------------------------------------------------

    /// @inheritdoc IContested
    function contest(bytes32 digest, address challenger, uint256 bond, bytes32 reasonHash) external onlyChallenges {
        if (stateOf(digest) != State.Challengeable) revert NotUsable(digest, stateOf(digest));
        Record storage r = _records[digest];
        r.challenged = true;
        ++incidentOf[r.incidentId].spoils;
        emit Challenged(digest, challenger, bond, reasonHash);
    }

    /// @inheritdoc IContested
    function judged(bytes32 digest, Challenges.Verdict verdict, address by, bytes32 reasonHash)
        external
        onlyChallenges
    {
        Record storage r = _records[digest];
        if (verdict == Challenges.Verdict.Upheld && r.mark == Mark.Registered) {
            r.mark = Mark.Rejected;
            ++incidentOf[r.incidentId].spoils;
        }
        emit Decided(digest, verdict, by, reasonHash);
    }

    /// @notice The guardian takes one unsealed snapshot per (incident, asset) away, final or not.
    function strike(bytes32 digest, bytes32 reasonHash) external only(Role.Guardian) {
        Record storage r = _records[digest];
        if (r.mark != Mark.Registered || r.isSet || _isSealed(digest, r)) revert NotUsable(digest, stateOf(digest));
        if (strikeUsed[r.incidentId][r.asset]) revert StrikeUsed();
        strikeUsed[r.incidentId][r.asset] = true;
        r.mark = Mark.Struck;
        ++incidentOf[r.incidentId].spoils;
        emit Struck(digest, reasonHash);
    }

    // ---- settlement -----------------------------------------------------------------------------------

    /// @inheritdoc ILossOracle
    function confirmOrder(Messages.PayoutOrder calldata order, bytes calldata signatures)
        external
        returns (bytes32 digest)
    {
        digest = checkOrder(order, signatures);
        sealSet(order.snapshotSetDigest, order.incidentId);
    }

    /// @inheritdoc ILossOracle
    function confirmAnnounced(Messages.PayoutOrder calldata order) external returns (bytes32) {
        Config storage c = _configs[order.configDigest];
        if (
            c.state != ConfigState.Active
                && (c.state != ConfigState.Retired || block.timestamp >= uint256(c.retiredAt) + ORDER_TERM)
        ) revert ConfigUnusable(order.configDigest);
        _requireInTerm(order.validUntil);
        sealSet(order.snapshotSetDigest, order.incidentId);
        return hashOrder(order);
    }

    /// @notice Irrevocable: nothing in a sealed set can be struck or superseded any more, and every later set
    ///         must contain it. Later revisions of a sealed line are supplements that stand beside it.
    function sealSet(bytes32 setDigest, bytes32 incidentId) public {
        if (msg.sender != distributor) revert NotDistributor(msg.sender);
        Record storage set = _records[setDigest];
        if (set.incidentId != incidentId) revert WrongIncident(setDigest);
        Incident storage incident = incidentOf[incidentId];
        uint64 sealedRevision = incident.sealedRevision;
        uint64 revision = set.revision;
        if (revision == sealedRevision && set.isSet) return;
        if (!set.isSet || revision < sealedRevision || !_clockFinal(setDigest, set)) {
            revert NotFinal(setDigest, stateOf(setDigest));
        }
        // Members were usable and their windows counted when the set was registered; look again only if
        // anything has happened in this incident since then.
        bool again = set.spoils != incident.spoils;
        if (sealedRevision != 0 || again) _requireKeepsSealed(incidentId, _members[setDigest], again);
        incident.sealedRevision = revision;
        set.mark = Mark.Sealed;
        emit Sealed(setDigest, incidentId);
    }

    // ---- views ----------------------------------------------------------------------------------------

    /// @notice Key of one revision chain.
    function lineId(bytes32 incidentId, uint256 sourceChainId, address asset) public pure returns (bytes32) {
        return keccak256(abi.encode(incidentId, sourceChainId, asset));
    }

    function stateOf(bytes32 digest) public view returns (State) {
        Record storage r = _records[digest];
        if (r.mark == Mark.None) return State.None;
        if (_isSealed(digest, r)) return State.Sealed;
        if (r.mark == Mark.Rejected) return State.Rejected;
        if (r.mark == Mark.Superseded) return State.Superseded;
        if (r.mark == Mark.Struck) return State.Struck;
        if (_isContested(digest, r)) return State.Challenged;
        return block.timestamp < r.finalAt ? State.Challengeable : State.Final;
    }

    /// @notice A snapshot or set by itself: its window is over and nothing speaks against it.
    function isFinal(bytes32 digest) public view returns (bool) {
        State s = stateOf(digest);
        return s == State.Final || s == State.Sealed;
    }

    /// @notice A set together with all its members: what a settlement may rest on.
    function isSetFinal(bytes32 setDigest) external view returns (bool) {
        if (!_records[setDigest].isSet || !isFinal(setDigest)) return false;
        bytes32[] storage members = _members[setDigest];
        for (uint256 i = 0; i < members.length; ++i) {
            if (!isFinal(members[i])) return false;
        }
        return true;
    }

    /// @notice Digest of the set that settlements of the incident rest on, 0 before the first.
    function sealedSetOf(bytes32 incidentId) public view returns (bytes32) {
        return setOf[incidentId][incidentOf[incidentId].sealedRevision];
    }

    /// @inheritdoc IContested
    function setSnapshots(bytes32 setDigest) external view returns (bytes32[] memory) {
        return _members[setDigest];
    }

    /// @inheritdoc IContested
    function lossOf(bytes32 digest)
        external
        view
        returns (bytes32 incidentId, uint256 sourceChainId, address asset, uint256 totalLoss)
    {
        Record storage r = _records[digest];
        return (r.incidentId, r.sourceChainId, r.asset, r.totalLoss);
    }

    // ---- rules ----------------------------------------------------------------------------------------

    function _clockFinal(bytes32 digest, Record storage r) private view returns (bool) {
        return r.mark == Mark.Registered && block.timestamp >= r.finalAt && !_isContested(digest, r);
    }

    function _isContested(bytes32 digest, Record storage r) private view returns (bool) {
        return r.challenged && CHALLENGES.isContested(digest);
    }

    /// @dev A set that was sealed, or a member of the last one: every later set has the members of those before.
    function _isSealed(bytes32 digest, Record storage r) private view returns (bool) {
        if (r.isSet) return r.mark == Mark.Sealed;
        bytes32[] storage members = _members[sealedSetOf(r.incidentId)];
        for (uint256 i = 0; i < members.length; ++i) {
            if (members[i] == digest) return true;
        }
        return false;
    }

    function _requireSane(Messages.LossSnapshot calldata s, Config storage config) private view {
        if (s.occurredFrom > s.occurredTo || s.fromBlock > s.toBlock) revert BadTimes();
        if (s.occurredTo > block.timestamp + config.maxClockSkew) revert BadTimes();
        if (uint256(s.occurredTo) + config.maxAge < block.timestamp) revert BadTimes();
        if (s.unattributedLoss > s.totalLoss) revert BadAmounts();
        bool empty = s.leafCount == 0;
        if (empty != (s.lossRoot == 0) || empty != (s.unattributedLoss == s.totalLoss)) revert BadAmounts();
    }

    /// @dev revision = last + 1 naming the last digest; a jump beyond maxDeviationBps needs every signer.
    function _extendLine(
        bytes32 line,
        Messages.LossSnapshot calldata s,
        Config storage config,
        uint256 count,
        bytes32 digest
    ) private {
        Lines.Line storage l = lineOf[line];
        bytes32 head = l.head;
        if (s.revision != l.revision + 1) revert RevisionGap(s.revision, l.revision + 1);
        if (s.prevSnapshot != head) revert Fork(s.prevSnapshot, head);
        if (head != 0) {
            Record storage old = _records[head];
            bool stands = old.mark == Mark.Registered;
            bool isSealed = stands && _isSealed(head, old);
            l.settle(old.totalLoss, stands, _clockFinal(head, old), isSealed);
            if (stands && !isSealed) {
                old.mark = Mark.Superseded;
                ++incidentOf[s.incidentId].spoils;
                emit Superseded(head, digest);
            }
        }
        bool calm = l.extend(digest, s.totalLoss, config.maxDeviationBps);
        if (!calm && count != config.signers) revert NeedsAllSigners(count, config.signers);
    }

    /// @dev Members ascend, stand, and are of this incident. Returns when the last of all windows ends.
    function _requireMembers(Messages.SnapshotSet calldata s, bytes32[] calldata digests, uint40 finalAt)
        private
        view
        returns (uint40)
    {
        if (digests.length == 0 || keccak256(abi.encodePacked(digests)) != s.snapshotsHash) revert BadSet();
        bytes32 last = 0;
        for (uint256 i = 0; i < digests.length; ++i) {
            Record storage r = _records[digests[i]];
            if (digests[i] <= last) revert BadSet();
            last = digests[i];
            if (r.isSet || r.mark != Mark.Registered || _isContested(last, r)) revert NotUsable(last, stateOf(last));
            if (r.incidentId != s.incidentId || r.specHash != s.specHash) revert WrongIncident(last);
            if (r.finalAt > finalAt) finalAt = r.finalAt;
        }
        return finalAt;
    }

    /// @dev Both lists ascend, so one pass finds a sealed member that is missing from `next`, and with `again` a new
    ///      one that does not stand any more.
    function _requireKeepsSealed(bytes32 incidentId, bytes32[] memory next, bool again) private view {
        bytes32[] storage kept = _members[sealedSetOf(incidentId)];
        uint256 keeps = kept.length;
        uint256 k = 0;
        for (uint256 i = 0; i < next.length; ++i) {
            if (k < keeps && kept[k] == next[i]) ++k;
            else if (again && !_clockFinal(next[i], _records[next[i]])) revert NotFinal(next[i], stateOf(next[i]));
        }
        if (k < keeps) revert DropsSealed(kept[k]);
    }
}
