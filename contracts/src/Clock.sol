// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @title Clock: the time of the block, in the one place where proofs put a clock of their own.
abstract contract Clock {
    /// @dev Unix seconds; 40 bits last for 34,000 years.
    function _now() internal view virtual returns (uint40) {
        return uint40(block.timestamp);
    }
}
