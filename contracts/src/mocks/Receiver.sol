// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";

/// @title Receiver: for tests; a contract wallet that can be difficult about money.
contract Receiver {
    enum Mood {
        Normal,
        Reverts,
        BurnsGas,
        Bomb,
        Heavy,
        Reenters,
        SendsBack,
        ForcesBack
    }

    address public immutable OWNER;
    Mood public mood;
    address public target;
    bytes public call_;
    uint256 public attempts;
    uint256 public successes;
    uint256[4] private _slots;

    constructor(address owner) {
        OWNER = owner;
    }

    function setMood(Mood mood_) external {
        mood = mood_;
    }

    function setCall(address target_, bytes calldata data) external {
        target = target_;
        call_ = data;
        mood = Mood.Reenters;
    }

    function isValidSignature(bytes32 hash, bytes calldata signature) external view returns (bytes4) {
        return ECDSA.recoverCalldata(hash, signature) == OWNER ? this.isValidSignature.selector : bytes4(0);
    }

    receive() external payable {
        if (mood == Mood.Reverts) revert("no, thank you");
        while (mood == Mood.BurnsGas) {}
        if (mood == Mood.Bomb) {
            assembly {
                revert(0, 4000)
            }
        }
        if (mood == Mood.Heavy) {
            for (uint256 i = 0; i < 4; ++i) _slots[i] = block.timestamp;
        }
        if (mood == Mood.SendsBack) {
            (bool sent,) = msg.sender.call{value: 1}("");
            require(sent);
        }
        if (mood == Mood.ForcesBack) selfdestruct(payable(msg.sender));
        if (mood == Mood.Reenters) {
            (bool ok,) = target.call(call_);
            ++attempts;
            if (ok) ++successes;
        }
    }
}
