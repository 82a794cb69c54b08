// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Guarded} from "Parts.sol";

/// @notice Pays what validators of enough weight have signed; the weight that is enough is a constant here.
contract BridgeOne is Guarded {
    mapping(address validator => uint256) public weightOf;
    mapping(bytes32 receipt => bool) public used;

    event Withdrawn(address indexed to, uint256 amount);

    function start(address guardian_, address validator) external {
        require(guardian == address(0), "started");
        guardian = guardian_;
        weightOf[validator] = 2;
    }

    function minimumVoteWeight() public view virtual returns (uint256) {
        return 2;
    }

    function withdraw(address to, uint256 amount, uint256 nonce, bytes[] calldata signatures) external whenNotPaused {
        bytes32 receipt = keccak256(abi.encode(address(this), to, amount, nonce));
        require(!used[receipt], "used");
        uint256 weight;
        for (uint256 i = 0; i < signatures.length; i++) {
            (bytes32 r, bytes32 s, uint8 v) = abi.decode(signatures[i], (bytes32, bytes32, uint8));
            weight += weightOf[ecrecover(receipt, v, r, s)];
        }
        require(weight >= minimumVoteWeight(), "not enough");
        used[receipt] = true;
        (bool ok,) = to.call{value: amount}("");
        require(ok, "not sent");
        emit Withdrawn(to, amount);
    }
}

/// @notice The weight that is enough is computed from a total that only the second of two initialisers sets, and the
/// upgrade calls none of them. DELIBERATELY VULNERABLE.
contract BridgeTwo is BridgeOne {
    uint256 public totalWeight;

    function initializeV3() external {
        totalWeight = 0;
    }

    function initializeV4(uint256 total) external {
        require(totalWeight == 0, "initialised");
        totalWeight = total;
    }

    function minimumVoteWeight() public view override returns (uint256) {
        return totalWeight * 7 / 10;
    }
}
