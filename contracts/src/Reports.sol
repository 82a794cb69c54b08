// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IBonds} from "./Interfaces.sol";
import {ExpiringPause} from "./ExpiringPause.sol";

/// @title Reports: suspected losses that freeze the exposure of a product for a while, never the whole pool.
/// @notice Two independent places: one for the guardian, one for everybody else, so that neither can block the
///         other. A report lapses after at most 72 hours and cannot follow the last one within a day; what it
///         suspected is then free again unless an earmark has confirmed it. Outsiders post a bond, which comes back
///         when an earmark for the incident follows within BOND_TERM and goes to the victims' fund otherwise.
abstract contract Reports is ExpiringPause {
    struct Report {
        uint128 exposure;
        uint40 until;
        bytes32 incidentId;
    }

    struct Bond {
        address payer;
        uint96 amount;
        uint40 madeAt;
    }

    uint40 public constant BOND_TERM = 30 days;

    IBonds public immutable BONDS;

    /// @notice Frozen by the guardian until `pausedUntil`, base units of the pool's asset.
    uint128 public guardedExposure;
    Report public outsideReport;
    mapping(bytes32 incidentId => Bond) public bondOf;
    /// @notice Wei of all bonds that are still here; no part of the pool's money.
    uint256 public bondsHeld;

    event Reported(bytes32 indexed incidentId, address indexed by, uint256 exposure, uint40 until, uint256 bond);
    event ReportDismissed(bytes32 indexed incidentId);
    event BondSettled(bytes32 indexed incidentId, address indexed to, uint256 amount);

    error NoReport(bytes32 incidentId);
    error BondExists(bytes32 incidentId);
    error WrongBond(uint256 have, uint256 need);
    error BondOpen(bytes32 incidentId);
    error BondNotPaid(address to);

    /// @notice Base units that fresh reports freeze together.
    function reportedExposure() public view returns (uint256 sum) {
        if (paused()) sum = guardedExposure;
        if (block.timestamp < outsideReport.until) sum += outsideReport.exposure;
    }

    function _guard(uint40 duration, uint128 exposure, bytes32 incidentId) internal {
        _pauseFor(duration, incidentId);
        guardedExposure = exposure;
        emit Reported(incidentId, msg.sender, exposure, pausedUntil, 0);
    }

    function _report(bytes32 incidentId, uint128 exposure, uint256 bond) internal {
        if (incidentId == 0 || exposure == 0) revert NoReport(incidentId);
        uint256 from = outsideReport.until == 0 ? 0 : uint256(outsideReport.until) + PAUSE_GAP;
        if (block.timestamp < from) revert PauseTooSoon(from);
        if (msg.value != bond || bond > type(uint96).max) revert WrongBond(msg.value, bond);
        uint40 until = uint40(block.timestamp) + MAX_PAUSE;
        outsideReport = Report(exposure, until, incidentId);
        if (bond != 0) {
            if (bondOf[incidentId].payer != address(0)) revert BondExists(incidentId);
            bondOf[incidentId] = Bond(msg.sender, uint96(bond), uint40(block.timestamp));
            bondsHeld += bond;
        }
        emit Reported(incidentId, msg.sender, exposure, until, bond);
    }

    /// @dev The freeze ends; the bond still waits for what turns out.
    function _dismiss() internal {
        bytes32 incidentId = outsideReport.incidentId;
        if (block.timestamp >= outsideReport.until) revert NoReport(incidentId);
        outsideReport.until = uint40(block.timestamp);
        emit ReportDismissed(incidentId);
    }

    /// @param confirmed an earmark for the incident has followed the report
    function _settleBond(bytes32 incidentId, bool confirmed) internal {
        Bond memory b = bondOf[incidentId];
        if (b.payer == address(0)) revert NoReport(incidentId);
        if (!confirmed && block.timestamp < uint256(b.madeAt) + BOND_TERM) revert BondOpen(incidentId);
        delete bondOf[incidentId];
        bondsHeld -= b.amount;
        address to = confirmed ? b.payer : BONDS.VICTIMS_FUND();
        (bool ok,) = to.call{value: b.amount}("");
        if (!ok) revert BondNotPaid(to);
        emit BondSettled(incidentId, to, b.amount);
    }
}
