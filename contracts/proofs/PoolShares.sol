// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {PoolBook} from "../src/PoolBook.sol";

/// @title Shares are those of their holders: what one arbitrary account has and what all others have is the total,
///        and nobody's shares change but those of who deposits or leaves.
contract PoolShares is PoolBook {
    address private immutable ACCOUNT;
    uint256 private elsewhere;

    constructor(address account) {
        ACCOUNT = account;
    }

    modifier conserved(address account) {
        require(elsewhere + sharesOf(ACCOUNT) == totalShares);
        require(sharesIn[epoch + 1][ACCOUNT] == 0);
        uint256 had = sharesOf(ACCOUNT);
        uint32 old = epoch;
        _;
        assert(elsewhere + sharesOf(ACCOUNT) == totalShares);
        assert(account == ACCOUNT || epoch != old || sharesOf(ACCOUNT) == had);
    }

    /// @dev A new epoch leaves the shares of the one before as they are.
    function deposit(address account, uint256 shares, uint104 assets, bool fresh) external conserved(account) {
        uint32 old = epoch;
        uint256 had = sharesOf(ACCOUNT);
        _bookDeposit(account, shares, assets, fresh);
        if (epoch != old) elsewhere = 0;
        if (account != ACCOUNT) elsewhere += shares;
        assert(epoch == old || sharesIn[old][ACCOUNT] == had);
    }

    function exit(address account, uint256 shares, uint104 assets) external conserved(account) {
        _bookExit(account, shares, assets);
        if (account != ACCOUNT) elsewhere -= shares;
    }

    function refusedExit(address account, uint256 shares, uint104 assets) external conserved(account) {
        uint256 had = sharesOf(ACCOUNT);
        _bookExit(account, shares, assets);
        _unbookExit(account, shares, assets);
        assert(sharesOf(ACCOUNT) == had);
    }
}
