// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @title PoolBook: the accounting core of a pool, without calls and without assembly.
/// @notice What it keeps true, in base units of the pool's asset:
///         free + reserved + paid = deposited - withdrawn, with free >= 0,
///         reserved = sum of what is left in the open earmarks,
///         sum of sharesOf = totalShares.
///         Balances that somebody sends without `deposit` count for nothing.
abstract contract PoolBook {
    struct Earmark {
        uint128 left;
        uint120 paid;
        bool open;
    }

    uint256 public totalShares;
    // Two slots (after a whole one, so that they start at a boundary); a pull writes the second only. Free money
    // is what follows from them.
    uint128 public deposited;
    uint128 public withdrawn;
    uint128 public reserved;
    uint128 public paid;
    uint256 public openEarmarks;
    mapping(address account => uint256) public sharesOf;
    mapping(bytes32 incidentId => Earmark) public earmarkOf;

    error AmountTooBig(uint256 amount);
    error NothingToDo();
    error NotEnoughShares(uint256 have, uint256 need);
    error NotEnoughFree(uint256 have, uint256 need);
    error EarmarkState(bytes32 incidentId, bool open);
    error OverEarmark(uint256 have, uint256 need);

    /// @notice What all shares together are worth: money that is free or only set aside.
    function netAssets() public view returns (uint128) {
        return deposited - withdrawn - paid;
    }

    /// @notice Money that is neither set aside nor paid.
    function free() public view returns (uint128) {
        return netAssets() - reserved;
    }

    /// @notice Rounded down, at present value; one virtual share and unit keep an empty pool well-behaved.
    function toShares(uint256 assets) public view returns (uint256) {
        return assets * (totalShares + 1) / (uint256(netAssets()) + 1);
    }

    function toAssets(uint256 shares) public view returns (uint256) {
        return _worth(shares, 0);
    }

    /// @dev Value of shares in what is not frozen: who leaves renounces a share of the frozen part.
    function _worth(uint256 shares, uint256 frozen) internal view returns (uint256) {
        uint256 net = netAssets();
        return shares * ((net > frozen ? net - frozen : 0) + 1) / (totalShares + 1);
    }

    function _bookDeposit(address account, uint256 shares, uint128 assets) internal {
        if (assets > type(uint120).max - deposited) revert AmountTooBig(assets);
        if (shares == 0) revert NothingToDo();
        deposited += assets;
        totalShares += shares;
        sharesOf[account] += shares;
    }

    function _bookExit(address account, uint256 shares, uint128 assets) internal {
        uint256 have = sharesOf[account];
        if (shares > have) revert NotEnoughShares(have, shares);
        if (assets > free()) revert NotEnoughFree(free(), assets);
        withdrawn += assets;
        totalShares -= shares;
        sharesOf[account] = have - shares;
    }

    /// @dev Sets min(want - what the incident has or had, free) aside; may be raised while open.
    function _bookEarmark(bytes32 incidentId, uint128 want) internal returns (uint128 set) {
        uint128 before = earmarkOf[incidentId].left + earmarkOf[incidentId].paid;
        if (!earmarkOf[incidentId].open) {
            earmarkOf[incidentId].open = true;
            ++openEarmarks;
        }
        if (want <= before) revert NothingToDo();
        set = want - before;
        if (set > free()) set = free();
        reserved += set;
        earmarkOf[incidentId].left += set;
    }

    function _bookRelease(bytes32 incidentId) internal returns (uint128 amount) {
        if (!earmarkOf[incidentId].open) revert EarmarkState(incidentId, false);
        amount = earmarkOf[incidentId].left;
        earmarkOf[incidentId].left = 0;
        earmarkOf[incidentId].open = false;
        --openEarmarks;
        reserved -= amount;
    }

    function _bookPull(bytes32 incidentId, uint120 amount) internal {
        Earmark memory e = earmarkOf[incidentId];
        if (!e.open) revert EarmarkState(incidentId, false);
        if (amount > e.left) revert OverEarmark(e.left, amount);
        e.left -= amount;
        e.paid += amount;
        earmarkOf[incidentId] = e;
        reserved -= amount;
        paid += amount;
    }

    /// @dev A cancelled settlement: back into the earmark, or into free money when that was released.
    function _bookGiveBack(bytes32 incidentId, uint120 amount) internal {
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
}
