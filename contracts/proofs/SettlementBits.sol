// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {SettlementBook} from "../src/SettlementBook.sol";

/// @title No leaf is paid twice: a bit is set only when it is clear, for an amount that is still there, and cleared
///        only together with that amount.
contract SettlementBits is SettlementBook {
    function take(bytes32 id, uint256 word, uint256 bits, uint128 amount) external {
        uint256 was = _taken[id][word];
        uint128 had = _settlements[id].remaining;
        _take(id, word, bits, amount);
        assert(was & bits == 0);
        assert(_taken[id][word] == was | bits);
        assert(_settlements[id].remaining + amount == had);
    }

    function takeElsewhere(bytes32 id, uint256 word, uint256 bits, uint128 amount, bytes32 id2, uint256 word2)
        external
    {
        require(id2 != id || word2 != word);
        uint256 was = _taken[id2][word2];
        uint128 had = _settlements[id2].remaining;
        _take(id, word, bits, amount);
        assert(_taken[id2][word2] == was);
        assert(id2 == id || _settlements[id2].remaining == had);
    }

    /// @dev The distributor restores only what the same call has taken.
    function restore(bytes32 id, uint256 word, uint256 bits, uint128 amount) external {
        uint256 was = _taken[id][word];
        uint128 had = _settlements[id].remaining;
        require(was & bits == bits);
        _restore(id, word, bits, amount);
        assert(_taken[id][word] == was & ~bits);
        assert(_settlements[id].remaining == had + amount);
    }
}
