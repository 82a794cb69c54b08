// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @title Delays: the least seconds of everything that gives others time to look and to object.
/// @notice Development chains (31337 and 1337) may do with less, zero too.
library Delays {
    error DelayTooShort(uint256 have, uint256 least);

    /// @notice Returns `have`, or reverts when it is below `least` and the chain is none for development.
    function atLeast(uint40 least, uint40 have) internal view returns (uint40) {
        if (have < least && block.chainid != 31337 && block.chainid != 1337) revert DelayTooShort(have, least);
        return have;
    }
}
