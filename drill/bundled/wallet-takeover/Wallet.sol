// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @title The library of wallets like those of July 2017: initWallet has no guard. DELIBERATELY VULNERABLE.
contract WalletLibrary {
    address internal _library;
    address public owner;

    function initWallet(address[] calldata owners, uint256, uint256) external {
        if (owners.length > 0) owner = owners[0];
    }

    function execute(address to, uint256 amount, bytes calldata data) external {
        require(msg.sender == owner, "not owner");
        (bool ok,) = to.call{value: amount}(data);
        require(ok, "failed");
    }
}

contract LibraryWallet {
    address internal _library;
    address private _owner;

    constructor(address library_, address owner) {
        _library = library_;
        _owner = owner;
    }

    fallback() external payable {
        address to = _library;
        assembly {
            calldatacopy(0, 0, calldatasize())
            let ok := delegatecall(gas(), to, 0, calldatasize(), 0, 0)
            returndatacopy(0, 0, returndatasize())
            if iszero(ok) { revert(0, returndatasize()) }
            return(0, returndatasize())
        }
    }

    receive() external payable {}
}
