// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {VaultBook} from "../src/VaultBook.sol";

/// @title The vault's accounts: what one arbitrary account holds of an asset and what all others hold of it is what
///        is booked for the asset; no account changes through another.
contract VaultMoney is VaultBook {
    bytes32 private immutable ACCOUNT;
    bytes32 private immutable INCIDENT;
    address private immutable ASSET;
    uint256 private elsewhere;

    constructor(bytes32 account, bytes32 incidentId, address asset) {
        ACCOUNT = account;
        INCIDENT = incidentId;
        ASSET = asset;
    }

    function credit(bytes32 account, bytes32 incidentId, address asset, uint256 amount) external {
        require(elsewhere + balanceOf[ACCOUNT][INCIDENT][ASSET] == heldOf[ASSET]);
        uint256 had = balanceOf[ACCOUNT][INCIDENT][ASSET];
        _credit(account, incidentId, asset, amount);
        bool ours = account == ACCOUNT && incidentId == INCIDENT && asset == ASSET;
        if (asset == ASSET && !ours) elsewhere += amount;
        assert(balanceOf[ACCOUNT][INCIDENT][ASSET] == (ours ? had + amount : had));
        assert(elsewhere + balanceOf[ACCOUNT][INCIDENT][ASSET] == heldOf[ASSET]);
    }

    function debit(bytes32 account, bytes32 incidentId, address asset, uint256 amount) external {
        require(elsewhere + balanceOf[ACCOUNT][INCIDENT][ASSET] == heldOf[ASSET]);
        uint256 had = balanceOf[ACCOUNT][INCIDENT][ASSET];
        _debit(account, incidentId, asset, amount);
        bool ours = account == ACCOUNT && incidentId == INCIDENT && asset == ASSET;
        if (asset == ASSET && !ours) elsewhere -= amount;
        assert(!ours || amount <= had);
        assert(balanceOf[ACCOUNT][INCIDENT][ASSET] == (ours ? had - amount : had));
        assert(elsewhere + balanceOf[ACCOUNT][INCIDENT][ASSET] == heldOf[ASSET]);
    }
}
