// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {PlainVault} from "Parts.sol";

/// @notice Balances of native money. Anybody can be credited what nobody paid in. DELIBERATELY VULNERABLE.
contract LedgerOne is PlainVault {
    constructor() PlainVault(address(0)) {}

    function start(address guardian_) external {
        require(guardian == address(0), "started");
        guardian = guardian_;
    }

    /// @notice Adds to what an account is owed; meant for whoever pays rewards in.
    function credit(address account, uint256 amount) public payable virtual whenNotPaused {
        balanceOf[account] += amount;
        totalLiabilities += amount;
    }
}

/// @notice The mistake is mended; what it wrote before is not.
contract LedgerTwo is LedgerOne {
    function credit(address account, uint256 amount) public payable override whenNotPaused {
        require(msg.value == amount, "not paid in");
        balanceOf[account] += amount;
        totalLiabilities += amount;
    }
}
