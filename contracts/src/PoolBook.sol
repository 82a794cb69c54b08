// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Clock} from "./Clock.sol";

/// @title PoolBook: the accounting core of a pool, without calls and without assembly.
/// @notice What it keeps true, in base units of the pool's asset:
///         free + reserved + paid = deposited - withdrawn, with free >= 0,
///         reserved = sum of what is left in the open earmarks,
///         sum of an epoch's shares = totalShares.
///         Balances that somebody sends without `deposit` count for nothing.
///
///         Shares have a bounded price. VIRTUAL_SHARES that nobody owns stand beside the others, so money that one
///         holder renounces cannot be concentrated on few shares; and when a share has lost all but 2^-24 of its first
///         value, the next deposit begins an epoch with shares of its own. No pool ever takes in 2^104 units, so an
///         epoch has less than 2^139 shares and no product below exceeds 2^256.
abstract contract PoolBook is Clock {
    /// @dev One slot: a pull writes it and the two totals, nothing else.
    struct Earmark {
        uint104 left;
        uint104 paid;
        /// @dev When its term began: at the first earmark, and again with each order.
        uint40 since;
        bool open;
    }

    /// @notice Shares of the first unit that comes into an empty pool.
    uint256 public constant VIRTUAL_SHARES = 1e3;
    /// @dev How far the price of a share may fall before deposits begin a new epoch.
    uint256 private constant _MAX_FALL = 1 << 24;

    uint256 public totalShares;
    // Two slots; a pull writes the second only. Free money is what follows from them.
    uint104 public deposited;
    uint104 public withdrawn;
    uint104 public reserved;
    uint104 public paid;
    uint256 public openEarmarks;
    /// @notice Which shares are in use; those of earlier epochs are a record of who bore the losses.
    uint32 public epoch;
    mapping(uint32 epoch => mapping(address account => uint256)) public sharesIn;
    mapping(bytes32 incidentId => Earmark) public earmarkOf;

    event EpochBegun(uint32 indexed epoch, uint256 oldShares);

    error AmountTooBig(uint256 amount);
    error NothingToDo();
    error NotEnoughShares(uint256 have, uint256 need);
    error NotEnoughFree(uint256 have, uint256 need);
    error EarmarkState(bytes32 incidentId, bool open);
    error OverEarmark(uint256 have, uint256 need);

    /// @notice Shares of the present epoch.
    function sharesOf(address account) public view returns (uint256) {
        return sharesIn[epoch][account];
    }

    /// @notice What all shares together are worth: money that is free or only set aside.
    function netAssets() public view returns (uint104) {
        return deposited - withdrawn - paid;
    }

    /// @notice Money that is neither set aside nor paid.
    function free() public view returns (uint104) {
        return netAssets() - reserved;
    }

    /// @notice Rounded down, at present value.
    function toShares(uint256 assets) public view returns (uint256) {
        uint256 supply = _worthless() ? 0 : totalShares;
        return assets * (supply + VIRTUAL_SHARES) / (uint256(netAssets()) + 1);
    }

    function toAssets(uint256 shares) public view returns (uint256) {
        return _worth(shares, 0);
    }

    /// @dev Value of shares in what is not frozen: who leaves renounces a share of the frozen part. The last holder
    ///      takes all, so that nothing is left to nobody.
    function _worth(uint256 shares, uint256 frozen) internal view returns (uint256) {
        uint256 net = netAssets();
        if (frozen == 0 && shares == totalShares) return net;
        return shares * ((net > frozen ? net - frozen : 0) + 1) / (totalShares + VIRTUAL_SHARES);
    }

    /// @dev Nothing is left of what the shares were worth, or next to nothing.
    function _worthless() internal view returns (bool) {
        uint256 net = netAssets();
        return totalShares != 0 && (net == 0 || totalShares + VIRTUAL_SHARES > (net + 1) * VIRTUAL_SHARES * _MAX_FALL);
    }

    /// @param fresh the shares before were worth nothing: these are the first of a new epoch
    function _bookDeposit(address account, uint256 shares, uint104 assets, bool fresh) internal {
        if (assets > type(uint104).max - deposited) revert AmountTooBig(assets);
        if (shares == 0) revert NothingToDo();
        if (fresh) {
            emit EpochBegun(++epoch, totalShares);
            totalShares = 0;
        }
        deposited += assets;
        totalShares += shares;
        sharesIn[epoch][account] += shares;
    }

    function _bookExit(address account, uint256 shares, uint104 assets) internal {
        uint256 have = sharesOf(account);
        if (shares > have) revert NotEnoughShares(have, shares);
        if (assets > free()) revert NotEnoughFree(free(), assets);
        withdrawn += assets;
        totalShares -= shares;
        sharesIn[epoch][account] = have - shares;
    }

    /// @dev Undoes `_bookExit` for a payment of the same call that was refused.
    function _unbookExit(address account, uint256 shares, uint104 assets) internal {
        withdrawn -= assets;
        totalShares += shares;
        sharesIn[epoch][account] += shares;
    }

    /// @dev Sets min(want - what the incident has or had, free) aside; may be raised while open.
    function _bookEarmark(bytes32 incidentId, uint104 want) internal returns (uint104 set) {
        Earmark memory e = earmarkOf[incidentId];
        if (want <= uint256(e.left) + e.paid) revert NothingToDo();
        if (!e.open) ++openEarmarks;
        set = want - e.left - e.paid;
        if (set > free()) set = free();
        reserved += set;
        e.left += set;
        if (e.since == 0) e.since = _now();
        e.open = true;
        earmarkOf[incidentId] = e;
    }

    function _bookRelease(bytes32 incidentId) internal returns (uint104 amount) {
        Earmark memory e = earmarkOf[incidentId];
        if (!e.open) revert EarmarkState(incidentId, false);
        amount = e.left;
        earmarkOf[incidentId] = Earmark(0, e.paid, e.since, false);
        --openEarmarks;
        reserved -= amount;
    }

    /// @dev An order draws: the term of the earmark begins again.
    function _bookPull(bytes32 incidentId, uint104 amount) internal {
        Earmark memory e = earmarkOf[incidentId];
        if (!e.open) revert EarmarkState(incidentId, false);
        if (amount > e.left) revert OverEarmark(e.left, amount);
        e.left -= amount;
        e.paid += amount;
        e.since = _now();
        earmarkOf[incidentId] = e;
        reserved -= amount;
        paid += amount;
    }

    /// @dev A cancelled settlement: back into the earmark, or into free money when that was released.
    function _bookGiveBack(bytes32 incidentId, uint104 amount) internal {
        Earmark memory e = earmarkOf[incidentId];
        if (amount > e.paid) revert OverEarmark(e.paid, amount);
        e.paid -= amount;
        paid -= amount;
        if (e.open) {
            e.left += amount;
            reserved += amount;
        }
        earmarkOf[incidentId] = e;
    }

    /// @dev No pool ever takes in 2^104 units.
    function _narrow(uint256 amount) internal pure returns (uint104) {
        if (amount > type(uint104).max) revert AmountTooBig(amount);
        return uint104(amount);
    }

    /// @dev What an incident has or had set aside.
    function _earmarked(bytes32 incidentId) internal view returns (uint256) {
        return uint256(earmarkOf[incidentId].left) + earmarkOf[incidentId].paid;
    }
}
