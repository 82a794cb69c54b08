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
        require(elsewhere + sharesOf[ACCOUNT] == totalShares);
        uint256 had = sharesOf[ACCOUNT];
        _;
        assert(elsewhere + sharesOf[ACCOUNT] == totalShares);
        assert(account == ACCOUNT || sharesOf[ACCOUNT] == had);
    }

    function deposit(address account, uint256 shares, uint128 assets) external conserved(account) {
        _bookDeposit(account, shares, assets);
        if (account != ACCOUNT) elsewhere += shares;
    }

    function exit(address account, uint256 shares, uint128 assets) external conserved(account) {
        _bookExit(account, shares, assets);
        if (account != ACCOUNT) elsewhere -= shares;
    }
}
