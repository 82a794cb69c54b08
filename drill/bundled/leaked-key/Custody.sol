// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Guarded} from "Parts.sol";

/// @title Pays whom its operator names.
contract Custody is Guarded {
    address public operator;

    event Sent(address indexed to, uint256 amount);

    constructor(address operator_, address guardian_) {
        operator = operator_;
        guardian = guardian_;
    }

    receive() external payable {}

    function send(address to, uint256 amount) external whenNotPaused {
        require(msg.sender == operator, "not operator");
        (bool ok,) = to.call{value: amount}("");
        require(ok, "not sent");
        emit Sent(to, amount);
    }
}
