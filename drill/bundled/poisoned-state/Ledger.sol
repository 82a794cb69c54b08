// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Guarded} from "Parts.sol";

/// @title Where the code of the ledger is stands in the usual slot.
contract LedgerProxy {
    bytes32 private constant SLOT = 0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc;
    address private immutable ADMIN;

    event Upgraded(address indexed implementation);

    constructor(address implementation, address admin, bytes memory init) {
        ADMIN = admin;
        _set(implementation);
        (bool ok,) = implementation.delegatecall(init);
        require(ok, "not initialised");
    }

    function upgradeTo(address implementation) external {
        require(msg.sender == ADMIN, "not admin");
        _set(implementation);
    }

    function _set(address implementation) private {
        assembly {
            sstore(SLOT, implementation)
        }
        emit Upgraded(implementation);
    }

    fallback() external payable {
        assembly {
            calldatacopy(0, 0, calldatasize())
            let ok := delegatecall(gas(), sload(SLOT), 0, calldatasize(), 0, 0)
            returndatacopy(0, 0, returndatasize())
            if iszero(ok) { revert(0, returndatasize()) }
            return(0, returndatasize())
        }
    }
}

/// @notice Balances of native money. Anybody can be credited what nobody paid in. DELIBERATELY VULNERABLE.
contract LedgerOne is Guarded {
    mapping(address account => uint256) public balanceOf;
    uint256 public totalLiabilities;

    event Deposit(address indexed account, uint256 amount);
    event Withdrawal(address indexed account, uint256 amount);

    function start(address guardian_) external {
        require(guardian == address(0), "started");
        guardian = guardian_;
    }

    function totalAssets() external view returns (uint256) {
        return address(this).balance;
    }

    function deposit() external payable whenNotPaused {
        balanceOf[msg.sender] += msg.value;
        totalLiabilities += msg.value;
        emit Deposit(msg.sender, msg.value);
    }

    function withdraw(uint256 amount) external whenNotPaused {
        balanceOf[msg.sender] -= amount;
        totalLiabilities -= amount;
        (bool ok,) = msg.sender.call{value: amount}("");
        require(ok, "not sent");
        emit Withdrawal(msg.sender, amount);
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
