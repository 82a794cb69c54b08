// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @title Transfers: moving a token or the native coin (token 0) out of this contract.
/// @notice No approvals, ever. Return data is never copied beyond one word, so a receiver cannot burn our gas.
library Transfers {
    /// @notice Gas a receiver of native coin gets when somebody pushes to it.
    uint256 internal constant NATIVE_GAS = 40_000;
    /// @notice Gas that must be left before an item is tried, so that no sender can make an item fail by
    ///         giving too little: 40,000 + value and new-account costs + 1/64, or a token transfer.
    uint256 internal constant ITEM_GAS = 120_000;

    error TransferFailed(address token, address to, uint256 amount);

    /// @notice Balance of this contract, base units.
    function balance(address token) internal view returns (uint256 amount) {
        if (token == address(0)) return address(this).balance;
        assembly ("memory-safe") {
            mstore(0x00, 0x70a08231)
            mstore(0x20, address())
            if iszero(and(gt(returndatasize(), 31), staticcall(gas(), token, 0x1c, 0x24, 0x00, 0x20))) {
                revert(0x00, 0x00)
            }
            amount := mload(0x00)
        }
    }

    /// @notice Pays or reverts.
    function pay(address token, address to, uint256 amount) internal {
        bool ok = token == address(0) ? _native(to, amount, gasleft()) : _token(token, to, amount);
        if (!ok) revert TransferFailed(token, to, amount);
    }

    /// @notice Pays or says no; never reverts because of the receiver.
    function tryPay(address token, address to, uint256 amount) internal returns (bool) {
        return token == address(0) ? _native(to, amount, NATIVE_GAS) : _token(token, to, amount);
    }

    function _native(address to, uint256 amount, uint256 gasLimit) private returns (bool ok) {
        assembly ("memory-safe") {
            ok := call(gasLimit, to, amount, 0x00, 0x00, 0x00, 0x00)
        }
    }

    /// @dev Accepts tokens that return true and old ones that return nothing. That the token is a contract was
    ///      checked when it was allowed.
    function _token(address token, address to, uint256 amount) private returns (bool ok) {
        assembly ("memory-safe") {
            let m := mload(0x40)
            mstore(m, shl(224, 0xa9059cbb))
            mstore(add(m, 0x04), to)
            mstore(add(m, 0x24), amount)
            mstore(0x00, 0)
            ok := call(gas(), token, 0, m, 0x44, 0x00, 0x20)
            ok := and(ok, or(iszero(returndatasize()), and(gt(returndatasize(), 31), eq(mload(0x00), 1))))
        }
    }
}
