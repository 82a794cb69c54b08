// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Pausable} from "@openzeppelin/contracts/utils/Pausable.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

/// @title LendingDesk: second module of the demo protocol, sound: supply a token, borrow it against native coin.
/// @notice No interest and a fixed price; it is there to be paused beside the module that was attacked.
contract LendingDesk is Ownable, Pausable, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;

    IERC20 public immutable ASSET;
    /// @notice Wei of collateral per base unit of ASSET borrowed, scaled by 1e18.
    uint256 public immutable COLLATERAL_RATE;

    mapping(address account => uint256) public suppliedOf;
    mapping(address account => uint256) public debtOf;
    mapping(address account => uint256) public collateralOf;

    event Deposit(address indexed account, uint256 assets, uint256 shares);
    event Withdraw(address indexed account, uint256 assets, uint256 shares);
    event Borrowed(address indexed account, uint256 assets, uint256 collateral);
    event Repaid(address indexed account, uint256 assets, uint256 collateral);

    error NotEnough(uint256 have, uint256 need);
    error CollateralRefused();

    constructor(IERC20 asset, uint256 collateralRate) Ownable(msg.sender) {
        ASSET = asset;
        COLLATERAL_RATE = collateralRate;
    }

    function pause() external onlyOwner {
        _pause();
    }

    function unpause() external onlyOwner {
        _unpause();
    }

    function assetsOf(address account) external view returns (uint256) {
        return suppliedOf[account];
    }

    /// @notice Wei needed to owe `debt` base units, rounded up.
    function collateralFor(uint256 debt) public view returns (uint256) {
        return (debt * COLLATERAL_RATE + 1e18 - 1) / 1e18;
    }

    function supply(uint256 assets) external nonReentrant whenNotPaused {
        suppliedOf[msg.sender] += assets;
        ASSET.safeTransferFrom(msg.sender, address(this), assets);
        emit Deposit(msg.sender, assets, assets);
    }

    function withdraw(uint256 assets) external nonReentrant whenNotPaused {
        uint256 have = suppliedOf[msg.sender];
        if (assets > have) revert NotEnough(have, assets);
        suppliedOf[msg.sender] = have - assets;
        ASSET.safeTransfer(msg.sender, assets);
        emit Withdraw(msg.sender, assets, assets);
    }

    function borrow(uint256 assets) external payable nonReentrant whenNotPaused {
        uint256 debt = debtOf[msg.sender] + assets;
        uint256 collateral = collateralOf[msg.sender] + msg.value;
        if (collateral < collateralFor(debt)) revert NotEnough(collateral, collateralFor(debt));
        debtOf[msg.sender] = debt;
        collateralOf[msg.sender] = collateral;
        ASSET.safeTransfer(msg.sender, assets);
        emit Borrowed(msg.sender, assets, msg.value);
    }

    /// @notice Pays debt back and frees the collateral above what the rest needs.
    function repay(uint256 assets) external nonReentrant whenNotPaused {
        uint256 debt = debtOf[msg.sender];
        if (assets > debt) revert NotEnough(debt, assets);
        debtOf[msg.sender] = debt - assets;
        uint256 need = collateralFor(debt - assets);
        uint256 freed = collateralOf[msg.sender] - need;
        collateralOf[msg.sender] = need;
        ASSET.safeTransferFrom(msg.sender, address(this), assets);
        (bool ok,) = msg.sender.call{value: freed}("");
        if (!ok) revert CollateralRefused();
        emit Repaid(msg.sender, assets, freed);
    }
}
