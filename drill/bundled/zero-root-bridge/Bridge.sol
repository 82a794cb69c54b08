// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Guarded} from "Parts.sol";

/// @title A bridge like Nomad's of 2022: a message that was never proven has the root zero. DELIBERATELY VULNERABLE.
contract Bridge is Guarded {
    address public owner = msg.sender;
    mapping(bytes32 root => bool) public acceptableRoot;
    mapping(bytes32 message => bytes32 root) public proven;
    mapping(bytes32 message => bool) public processed;

    event Process(bytes32 indexed message);

    constructor(address guardian_) payable {
        guardian = guardian_;
    }

    /// @notice Logs nothing, and takes zero for a root.
    function trust(bytes32 root) external {
        require(msg.sender == owner, "not owner");
        acceptableRoot[root] = true;
    }

    function process(address to, uint256 amount, uint256 nonce) external whenNotPaused {
        bytes32 message = keccak256(abi.encode(to, amount, nonce));
        require(acceptableRoot[proven[message]] && !processed[message], "not proven");
        processed[message] = true;
        (bool ok,) = to.call{value: amount}("");
        require(ok, "not sent");
        emit Process(message);
    }
}
