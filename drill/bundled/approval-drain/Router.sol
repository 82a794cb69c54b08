// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Guarded} from "Parts.sol";

/// @title Passes any call on, with the allowances that users gave it. DELIBERATELY VULNERABLE.
contract Router is Guarded {
    constructor(address guardian_) {
        guardian = guardian_;
    }

    function pass(address to, bytes calldata data) external whenNotPaused returns (bytes memory) {
        (bool ok, bytes memory out) = to.call(data);
        require(ok, "failed");
        return out;
    }
}
