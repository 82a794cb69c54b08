// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Clock} from "./Clock.sol";
import {OracleConfigs} from "./OracleConfigs.sol";
import {Roles} from "./Roles.sol";

/// @title What a last resort needs of the oracle whose admin it replaces.
interface IResorted {
    /// @notice The named address becomes oracle admin. LastResort only.
    function appointAdmin(address newAdmin) external;

    function distributor() external view returns (address);
}

/// @title LastResort: another oracle admin when its key is lost and no quorum can say so.
/// @notice Created by its oracle, whose roles it asks for. Whoever of admin and guardian still has its key stops it, so
///         one stolen key alone appoints nobody. The guardian begins once no committee has counted for LAST_RESORT; the
///         arbiter or the distributor's treasurer at any time, and then admin and guardian have LAST_RESORT to answer:
///         that takes neither committee nor any key that is to be recovered.
contract LastResort is Clock {
    struct Resort {
        address to;
        uint40 readyAt;
        /// @dev The admin it is against; another one ends it.
        address from;
    }

    uint40 public constant LAST_RESORT = 90 days;

    address public immutable ORACLE;

    /// @notice The open one; what it names may still be over.
    Resort public resort;

    event ResortBegun(address indexed by, address indexed to, uint40 readyAt);
    event ResortStopped(address indexed by);

    error NotHolder(address caller);
    error HoldsRole(address account);
    error NoLastResort(uint256 from);
    error NotResorted(address caller);

    /// @dev By the oracle, for itself.
    constructor() {
        ORACLE = msg.sender;
    }

    /// @notice Names another admin; who holds a role of the oracle is refused. Of those who are not guardian one at a time,
    ///         so that a thief's does not displace another's.
    function begin(address newAdmin) external {
        uint40 readyAt = _now();
        if (_holds(Roles.Role.Guardian)) {
            uint256 from = _deadSince() + LAST_RESORT;
            if (readyAt < from) revert NoLastResort(from);
            readyAt += Roles(ORACLE).RECOVERY_DELAY();
        } else {
            if (!_holds(Roles.Role.Arbiter) && !_isTreasurer()) revert NotHolder(msg.sender);
            uint256 free = resort.readyAt == 0 ? 0 : _until();
            if (readyAt < free) revert NoLastResort(free);
            readyAt += LAST_RESORT;
        }
        _requireFree(newAdmin);
        resort = Resort(newAdmin, readyAt, _admin());
        emit ResortBegun(msg.sender, newAdmin, readyAt);
    }

    /// @notice The admin or the guardian is there.
    function stop() external {
        if (!_holds(Roles.Role.OracleAdmin) && !_holds(Roles.Role.Guardian)) revert NotHolder(msg.sender);
        delete resort;
        emit ResortStopped(msg.sender);
    }

    /// @notice By the address that was named, when nobody stopped it in time, the admin is still the same and the term is
    ///         not over. Who holds another role is refused.
    function finish() external {
        Resort memory r = resort;
        if (r.to != msg.sender || r.from != _admin() || _now() < r.readyAt || _now() >= _until()) {
            revert NotResorted(msg.sender);
        }
        delete resort;
        IResorted(ORACLE).appointAdmin(msg.sender);
    }

    /// @dev Also 0, which is the oracle's operator.
    function _requireFree(address account) private view {
        for (uint8 r = 0; r <= uint8(type(Roles.Role).max); ++r) {
            if (Roles(ORACLE).holderOf(Roles.Role(r)) == account) revert HoldsRole(account);
        }
    }

    function _until() private view returns (uint256) {
        return uint256(resort.readyAt) + Roles(ORACLE).RECOVERY_TERM();
    }

    /// @dev When the last committee was retired as compromised; far away while one counts.
    function _deadSince() private view returns (uint256) {
        OracleConfigs.Config memory c = OracleConfigs(ORACLE).configOf(OracleConfigs(ORACLE).activeConfig());
        return c.state == OracleConfigs.ConfigState.Compromised ? c.retiredAt : type(uint40).max;
    }

    function _isTreasurer() private view returns (bool) {
        address distributor = IResorted(ORACLE).distributor();
        return distributor != address(0) && Roles(distributor).holderOf(Roles.Role.Treasurer) == msg.sender;
    }

    function _admin() private view returns (address) {
        return Roles(ORACLE).holderOf(Roles.Role.OracleAdmin);
    }

    function _holds(Roles.Role role) private view returns (bool) {
        return Roles(ORACLE).holderOf(role) == msg.sender;
    }
}
