// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @title Payee: who may get the money of a leaf: its receiver, or another address that its receiver has signed.
abstract contract Payee {
    error BadReceiver(address receiver);
    error SignatureExpired(uint64 deadline);
    error BadSignature(address receiver);

    /// @param signed the receiver's signature over settlement, index, new receiver and deadline is valid
    function _payee(address receiver, address newReceiver, uint64 deadline, bool signed)
        internal
        view
        returns (address)
    {
        if (newReceiver == address(0) || newReceiver == address(this)) revert BadReceiver(newReceiver);
        if (block.timestamp > deadline) revert SignatureExpired(deadline);
        if (!signed) revert BadSignature(receiver);
        return newReceiver;
    }
}
