// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @title A wallet of several owners with the storage of a Safe, whose approvals are given before they are used and
/// never end. DELIBERATELY VULNERABLE.
contract Council {
    address private _singleton;
    address private _modules;
    mapping(address owner => address next) private _owners;
    uint256 private _ownerCount;
    uint256 private _threshold;

    mapping(bytes32 hash => mapping(address owner => bool)) public approved;
    mapping(bytes32 hash => bool) public done;

    event ApproveHash(bytes32 indexed hash, address indexed owner);
    event ExecutionSuccess(bytes32 indexed hash, uint256 payment);

    constructor(address[] memory owners, uint256 threshold) payable {
        address last = address(1);
        for (uint256 i = 0; i < owners.length; i++) {
            _owners[last] = owners[i];
            last = owners[i];
        }
        _owners[last] = address(1);
        _ownerCount = owners.length;
        _threshold = threshold;
    }

    receive() external payable {}

    function hashOf(address to, uint256 value, bytes calldata data, uint256 nonce) public pure returns (bytes32) {
        return keccak256(abi.encode(to, value, data, nonce));
    }

    function approve(address to, uint256 value, bytes calldata data, uint256 nonce) external {
        require(_owners[msg.sender] != address(0), "not an owner");
        bytes32 hash = hashOf(to, value, data, nonce);
        approved[hash][msg.sender] = true;
        emit ApproveHash(hash, msg.sender);
    }

    /// @notice Anybody may have executed what enough owners approved, however long ago.
    function execute(address to, uint256 value, bytes calldata data, uint256 nonce) external {
        bytes32 hash = hashOf(to, value, data, nonce);
        require(!done[hash], "done");
        uint256 count;
        for (address o = _owners[address(1)]; o != address(1); o = _owners[o]) {
            if (approved[hash][o]) count++;
        }
        require(count >= _threshold, "not enough");
        done[hash] = true;
        (bool ok,) = to.call{value: value}(data);
        require(ok, "failed");
        emit ExecutionSuccess(hash, 0);
    }

    /// @notice Without a timelock, and without an event.
    function changeThreshold(uint256 threshold) external {
        require(msg.sender == address(this), "not the wallet");
        _threshold = threshold;
    }
}
