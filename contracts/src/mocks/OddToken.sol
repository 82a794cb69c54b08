// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @title OddToken: for tests; misbehaves towards chosen receivers, or takes a fee from everybody.
contract OddToken is ERC20 {
    enum Mood {
        Normal,
        Reverts,
        ReturnsFalse,
        BurnsGas,
        PaysNothing
    }

    mapping(address to => Mood) public moodOf;
    /// @notice Extra base units taken from the sender at each transfer.
    uint256 public fee;

    constructor() ERC20("Odd", "ODD") {}

    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    function setMood(address to, Mood mood) external {
        moodOf[to] = mood;
    }

    function setFee(uint256 fee_) external {
        fee = fee_;
    }

    function transfer(address to, uint256 amount) public override returns (bool) {
        Mood mood = moodOf[to];
        if (mood == Mood.Reverts) revert("blocked");
        if (mood == Mood.ReturnsFalse) return false;
        if (mood == Mood.PaysNothing) return true;
        while (mood == Mood.BurnsGas) {}
        if (fee != 0) _burn(msg.sender, fee);
        return super.transfer(to, amount);
    }
}
