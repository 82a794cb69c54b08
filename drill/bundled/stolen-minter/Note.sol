// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Guarded, Token} from "Parts.sol";

/// @title A token that is backed by a reserve, by promise only.
contract PausableToken is Token, Guarded {
    constructor(string memory symbol_, address minter_, address guardian_) Token(symbol_, minter_) {
        guardian = guardian_;
    }

    function mint(address to, uint256 value) public override whenNotPaused {
        super.mint(to, value);
    }
}
