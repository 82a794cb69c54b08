// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {PoolBook} from "../src/PoolBook.sol";

/// @title A pool's money: free + reserved + paid = deposited - withdrawn with nothing below zero, and what all
///        earmarks have left and had is what is reserved and paid, seen from one arbitrary incident.
contract PoolMoney is PoolBook {
    bytes32 private immutable INCIDENT;
    uint256 private leftElsewhere;
    uint256 private paidElsewhere;

    constructor(bytes32 incidentId) {
        INCIDENT = incidentId;
    }

    modifier conserved() {
        require(uint256(withdrawn) + paid + reserved <= deposited);
        require(leftElsewhere + earmarkOf[INCIDENT].left == reserved);
        require(paidElsewhere + earmarkOf[INCIDENT].paid == paid);
        _;
        assert(uint256(withdrawn) + paid + reserved <= deposited);
        assert(leftElsewhere + earmarkOf[INCIDENT].left == reserved);
        assert(paidElsewhere + earmarkOf[INCIDENT].paid == paid);
    }

    function deposit(address account, uint256 shares, uint104 assets, bool fresh) external conserved {
        _bookDeposit(account, shares, assets, fresh);
    }

    function exit(address account, uint256 shares, uint104 assets) external conserved {
        _bookExit(account, shares, assets);
    }

    function earmark(bytes32 incidentId, uint104 want) external conserved {
        uint104 set = _bookEarmark(incidentId, want);
        if (incidentId != INCIDENT) leftElsewhere += set;
    }

    function release(bytes32 incidentId) external conserved {
        uint104 amount = _bookRelease(incidentId);
        if (incidentId != INCIDENT) leftElsewhere -= amount;
    }

    function pull(bytes32 incidentId, uint104 amount) external conserved {
        _bookPull(incidentId, amount);
        if (incidentId != INCIDENT) {
            leftElsewhere -= amount;
            paidElsewhere += amount;
        }
    }

    function giveBack(bytes32 incidentId, uint104 amount) external conserved {
        _bookGiveBack(incidentId, amount);
        if (incidentId != INCIDENT) {
            paidElsewhere -= amount;
            if (earmarkOf[incidentId].open) leftElsewhere += amount;
        }
    }
}
