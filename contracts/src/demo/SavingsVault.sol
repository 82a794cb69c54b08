// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Pausable} from "@openzeppelin/contracts/utils/Pausable.sol";

/// @title Told after money has left the vault towards it.
interface IWithdrawReceiver {
    function onVaultWithdraw(uint256 assets) external;
}

/// @title SavingsVault: first module of the demo protocol, and DELIBERATELY VULNERABLE. Never use it.
/// @notice `withdraw` pays and calls the receiver before it burns the shares, and then writes back a balance it
///         read before the call: shares can be spent many times in one transaction.
contract SavingsVault is Ownable, Pausable {
    using SafeERC20 for IERC20;

    IERC20 public immutable ASSET;
    uint256 public totalShares;
    mapping(address account => uint256) public sharesOf;

    event Deposit(address indexed account, uint256 assets, uint256 shares);
    event Withdraw(address indexed account, uint256 assets, uint256 shares);
    /// @notice Between holders only; deposits and withdrawals do not emit it. `assets` is the value moved.
    event Transfer(address indexed from, address indexed to, uint256 shares, uint256 assets);

    error NotEnoughShares(uint256 have, uint256 need);
    error NoShares();

    constructor(IERC20 asset) Ownable(msg.sender) {
        ASSET = asset;
    }

    function pause() external onlyOwner {
        _pause();
    }

    function unpause() external onlyOwner {
        _unpause();
    }

    function totalAssets() public view returns (uint256) {
        return ASSET.balanceOf(address(this));
    }

    /// @notice What an account could withdraw now, base units of ASSET.
    function assetsOf(address account) public view returns (uint256) {
        return _value(sharesOf[account]);
    }

    function deposit(uint256 assets) external whenNotPaused returns (uint256 shares) {
        shares = totalShares == 0 ? assets : assets * totalShares / totalAssets();
        if (shares == 0) revert NoShares();
        ASSET.safeTransferFrom(msg.sender, address(this), assets);
        totalShares += shares;
        sharesOf[msg.sender] += shares;
        emit Deposit(msg.sender, assets, shares);
    }

    function withdraw(uint256 shares) external whenNotPaused returns (uint256 assets) {
        uint256 held = sharesOf[msg.sender];
        uint256 total = totalShares;
        if (shares > held) revert NotEnoughShares(held, shares);
        assets = _value(shares);
        ASSET.safeTransfer(msg.sender, assets);
        emit Withdraw(msg.sender, assets, shares);
        if (msg.sender.code.length != 0) IWithdrawReceiver(msg.sender).onVaultWithdraw(assets);
        // The flaw: effects after the interaction, from values read before it.
        sharesOf[msg.sender] = held - shares;
        totalShares = total - shares;
    }

    function transfer(address to, uint256 shares) external whenNotPaused returns (bool) {
        uint256 held = sharesOf[msg.sender];
        if (shares > held) revert NotEnoughShares(held, shares);
        sharesOf[msg.sender] = held - shares;
        sharesOf[to] += shares;
        emit Transfer(msg.sender, to, shares, _value(shares));
        return true;
    }

    function _value(uint256 shares) private view returns (uint256) {
        return totalShares == 0 ? 0 : shares * totalAssets() / totalShares;
    }
}
