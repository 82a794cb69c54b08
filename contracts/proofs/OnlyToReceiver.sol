// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Payee} from "../src/Payee.sol";

/// @title Money goes to another address than the receiver only with the receiver's signature, in time, and never to
///        nobody or back to the distributor.
contract OnlyToReceiver is Payee {
    function payee(address receiver, address newReceiver, uint64 deadline, bool signed) external view {
        address to = _payee(receiver, newReceiver, deadline, signed);
        assert(signed && block.timestamp <= deadline);
        assert(to == newReceiver);
        assert(to != address(0) && to != address(this));
    }
}
