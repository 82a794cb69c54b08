// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Checkpoints} from "@openzeppelin/contracts/utils/structs/Checkpoints.sol";
import {Clock} from "./Clock.sol";
import {IBonds} from "./Interfaces.sol";
import {PoolBook} from "./PoolBook.sol";
import {Roles} from "./Roles.sol";

/// @title Reports: suspected losses that freeze the exposure of a product for a while, never the whole pool.
/// @notice Two independent places: one for the guardian, one for everybody else, so that neither can block the
///         other. A report names the exposure of one incident in all, and freezes what no earmark of that incident
///         covers yet: reports and earmarks of one incident do not add up. It lapses after at most 72 hours and
///         cannot follow the last one within a day, except that one which is larger by an eighth of the pool replaces
///         a smaller one, and any follows one that was dismissed; such a run ends after twice 72 hours. Outsiders post a bond, which comes back when at least
///         half of what their report added is set aside within BOND_TERM, for whatever incident, and goes to the
///         victims' fund otherwise.
///         It has no money of a pool and no power over one: the pool asks it what is frozen.
contract Reports is Clock {
    using Checkpoints for Checkpoints.Trace208;

    struct Report {
        uint104 exposure;
        uint40 until;
        /// @dev When the run began that it belongs to.
        uint40 begunAt;
        bytes32 incidentId;
    }

    struct Bond {
        address payer;
        uint96 amount;
        uint40 madeAt;
        /// @dev What must be set aside within BOND_TERM for the report to have been right.
        uint104 need;
        /// @dev What had ever been set aside when it was made.
        uint256 base;
    }

    /// @notice Seconds a report lasts at most, and the run of those that replace one another.
    uint40 public constant MAX_REPORT = 72 hours;
    uint40 public constant MAX_RUN = 144 hours;
    /// @notice Seconds between the end of a report and the next one that is not larger.
    uint40 public constant REPORT_GAP = 24 hours;
    uint40 public constant BOND_TERM = 30 days;
    /// @notice A report freezes at least this part of the pool, and replaces one that is smaller by that.
    uint256 public constant LEAST_PART = 100;
    uint256 public constant RAISE_PART = 8;

    /// @notice Whose exposures are reported; it has the roles.
    address public immutable POOL;
    IBonds public immutable BONDS;
    address public immutable ASSET;

    /// @notice The guardian's report, and that of anybody else; base units of the pool's asset.
    Report public guardReport;
    Report public outsideReport;
    uint256 public bondCount;
    mapping(uint256 bondId => Bond) public bondOf;
    /// @notice Wei of all bonds that are still here; no part of the pool's money.
    uint256 public bondsHeld;
    /// @dev Sum of all that was ever set aside, by time.
    Checkpoints.Trace208 private _setAside;

    event Reported(
        bytes32 indexed incidentId, address indexed by, uint256 exposure, uint40 until, uint256 indexed bondId, uint256 bond
    );
    event ReportDismissed(bytes32 indexed incidentId);
    event BondSettled(uint256 indexed bondId, address indexed to, uint256 amount);

    error NoReport(bytes32 incidentId);
    error ReportTooLong(uint256 duration);
    error ReportTooSmall(uint256 exposure, uint256 least);
    error ReportTooSoon(uint256 allowedFrom);
    error NoBond(uint256 bondId);
    error WrongBond(uint256 have, uint256 need);
    error BondOpen(uint256 bondId);
    error BondNotPaid(address to);
    error NotPool(address caller);
    error NotHolder(Roles.Role role, address caller);

    modifier onlyGuardian() {
        if (!_holds(Roles.Role.Guardian)) revert NotHolder(Roles.Role.Guardian, msg.sender);
        _;
    }

    /// @dev By the pool, for itself.
    constructor(IBonds bonds, address asset) {
        POOL = msg.sender;
        BONDS = bonds;
        ASSET = asset;
    }

    /// @notice A report by the guardian: freezes the exposure for at most 72 hours.
    function freezeExits(uint40 duration, uint256 exposure, bytes32 incidentId) external onlyGuardian {
        _place(guardReport, incidentId, exposure, duration);
        emit Reported(incidentId, msg.sender, guardReport.exposure, guardReport.until, 0, 0);
    }

    /// @notice A report by anybody: freezes the exposure for 72 hours. The operator posts no bond, others `bondFor`.
    function report(bytes32 incidentId, uint256 exposure) external payable {
        uint256 excess = _place(outsideReport, incidentId, exposure, MAX_REPORT);
        uint256 bond = _holds(Roles.Role.Operator) ? 0 : bondFor(outsideReport.exposure);
        if (msg.value != bond || bond > type(uint96).max) revert WrongBond(msg.value, bond);
        uint256 id = 0;
        if (bond != 0) {
            id = ++bondCount;
            bondOf[id] = Bond(msg.sender, uint96(bond), _now(), uint104(excess - excess / 2), _setAside.latest());
            bondsHeld += bond;
        }
        emit Reported(incidentId, msg.sender, outsideReport.exposure, outsideReport.until, id, bond);
    }

    /// @notice The guardian finds a report without ground: what it froze is free again, and so is the place. The bond
    ///         still waits for what turns out.
    function dismissReport() external onlyGuardian {
        bytes32 incidentId = outsideReport.incidentId;
        if (_now() >= outsideReport.until) revert NoReport(incidentId);
        // The run that it belongs to goes on: a friend of the guardian could begin one after the other.
        (outsideReport.exposure, outsideReport.until, outsideReport.incidentId) = (0, _now(), 0);
        emit ReportDismissed(incidentId);
    }

    /// @notice The pool has set more aside, for whatever incident.
    function countSetAside(uint256 amount) external {
        if (msg.sender != POOL) revert NotPool(msg.sender);
        _setAside.push(_now(), uint208(_setAside.latest() + amount));
    }

    /// @notice Sends a bond to its payer when the report was right, or to the victims' fund when it was not by the end
    ///         of BOND_TERM; anyone may call it.
    function settleBond(uint256 bondId) external {
        Bond memory b = bondOf[bondId];
        if (b.payer == address(0)) revert NoBond(bondId);
        bool right = _confirmed(b);
        if (!right && _now() <= b.madeAt + BOND_TERM) revert BondOpen(bondId);
        delete bondOf[bondId];
        bondsHeld -= b.amount;
        address to = right ? b.payer : BONDS.VICTIMS_FUND();
        (bool ok,) = to.call{value: b.amount}("");
        if (!ok) revert BondNotPaid(to);
        emit BondSettled(bondId, to, b.amount);
    }

    /// @notice Bond, in wei, of an outside report; the same rule as for challenges.
    function bondFor(uint256 exposure) public view returns (uint256) {
        return BONDS.bondForLoss(block.chainid, ASSET, exposure);
    }

    /// @notice Base units that fresh reports freeze beside the earmarks; of one incident the larger counts.
    function reportedExposure() public view returns (uint256) {
        uint256 guarded = _excess(guardReport);
        uint256 outside = _excess(outsideReport);
        if (guardReport.incidentId != outsideReport.incidentId) return guarded + outside;
        return guarded > outside ? guarded : outside;
    }

    function _excess(Report storage r) private view returns (uint256) {
        if (_now() >= r.until) return 0;
        uint256 covered = _covered(r.incidentId);
        return r.exposure > covered ? r.exposure - covered : 0;
    }

    /// @dev What earmarks of the incident have set aside or paid.
    function _covered(bytes32 incidentId) private view returns (uint256) {
        (uint104 left, uint104 paid,,) = PoolBook(POOL).earmarkOf(incidentId);
        return uint256(left) + paid;
    }

    function _holds(Roles.Role role) private view returns (bool) {
        return Roles(POOL).holderOf(role) == msg.sender;
    }

    /// @dev Takes a place for a report, when it is free or the report is larger. Returns what it freezes.
    function _place(Report storage r, bytes32 incidentId, uint256 exposure, uint40 duration)
        private
        returns (uint256 excess)
    {
        if (incidentId == 0) revert NoReport(incidentId);
        if (duration == 0 || duration > MAX_REPORT) revert ReportTooLong(duration);
        uint256 net = PoolBook(POOL).netAssets();
        uint256 covered = _covered(incidentId);
        if (exposure > net + covered) exposure = net + covered;
        excess = exposure > covered ? exposure - covered : 0;
        if (excess == 0 || excess < net / LEAST_PART) revert ReportTooSmall(excess, net / LEAST_PART);
        uint40 begunAt = _now();
        uint40 until = begunAt + duration;
        if (r.until != 0 && begunAt < r.until + REPORT_GAP) {
            uint256 old = r.exposure;
            bool larger = old == 0 || exposure >= old + net / RAISE_PART || (excess == net && exposure > old);
            if (!larger || begunAt >= r.begunAt + MAX_RUN) revert ReportTooSoon(r.until + REPORT_GAP);
            begunAt = r.begunAt;
            if (until > begunAt + MAX_RUN) until = begunAt + MAX_RUN;
        }
        (r.exposure, r.until, r.begunAt, r.incidentId) = (uint104(exposure), until, begunAt, incidentId);
    }

    /// @dev Whether a report was right by now, or by the end of its term.
    function _confirmed(Bond memory b) private view returns (bool) {
        uint40 end = b.madeAt + BOND_TERM;
        return _setAside.upperLookup(_now() < end ? _now() : end) >= b.base + b.need;
    }
}
