// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @title A timelock with the events of the usual one.
contract SmallTimelock {
    mapping(bytes32 id => uint256) public readyAt;

    event CallScheduled(
        bytes32 indexed id, uint256 indexed index, address target, uint256 value, bytes data, bytes32 predecessor, uint256 delay
    );
    event CallExecuted(bytes32 indexed id, uint256 indexed index, address target, uint256 value, bytes data);

    function schedule(address target, bytes calldata data, uint256 delay) external {
        bytes32 id = keccak256(abi.encode(target, data));
        readyAt[id] = block.timestamp + delay;
        emit CallScheduled(id, 0, target, 0, data, 0, delay);
    }

    function execute(address target, bytes calldata data) external {
        bytes32 id = keccak256(abi.encode(target, data));
        require(readyAt[id] != 0 && readyAt[id] <= block.timestamp, "not ready");
        (bool ok,) = target.call(data);
        require(ok, "failed");
        emit CallExecuted(id, 0, target, 0, data);
    }
}
