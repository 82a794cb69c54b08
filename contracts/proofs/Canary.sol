// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {VaultBook} from "../src/VaultBook.sol";

/// @title What is knowingly wrong: the run fails unless the checker refutes every assertion here. So a checker that
///        finds nothing, or sources that cannot be reached, are noticed.
contract Canary is VaultBook {
    function credit(bytes32 account, bytes32 incidentId, address asset, uint256 amount) external {
        _credit(account, incidentId, asset, amount);
        assert(heldOf[asset] == amount);
    }

    function debit(bytes32 account, bytes32 incidentId, address asset, uint256 amount) external {
        uint256 had = heldOf[asset];
        _debit(account, incidentId, asset, amount);
        assert(heldOf[asset] == had);
    }
}
