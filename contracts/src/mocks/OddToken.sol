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
    /// @notice Base units taken at each transfer, on top from its sender, or from what arrives by transferFrom.
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

    function transferFrom(address from, address to, uint256 amount) public override returns (bool) {
        super.transferFrom(from, to, amount);
        if (fee != 0) _burn(to, fee);
        return true;
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
