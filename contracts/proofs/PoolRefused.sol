// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {PoolBook} from "../src/PoolBook.sol";

/// @title An exit that its holder refuses leaves money and shares as they were.
contract PoolRefused is PoolBook {
    function refusedExit(address account, uint256 shares, uint104 assets) external {
        uint104 gone = withdrawn;
        uint256 supply = totalShares;
        uint256 had = sharesOf(account);
        _bookExit(account, shares, assets);
        assert(withdrawn == gone + assets);
        _unbookExit(account, shares, assets);
        assert(withdrawn == gone);
        assert(totalShares == supply);
        assert(sharesOf(account) == had);
    }
}
