// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

/// @title Transfers: moving a token or the native coin (token 0) out of this contract, or into it.
/// @notice No approvals of this contract, ever. Return data is never copied beyond one word, so a receiver cannot burn our gas.
library Transfers {
    /// @notice Gas a receiver of native coin gets when somebody pushes to it.
    uint256 internal constant NATIVE_GAS = 40_000;
    /// @notice Gas that must be left before an item is tried, so that no sender can make an item fail by
    ///         giving too little: 40,000 + value and new-account costs + 1/64, or a token transfer.
    uint256 internal constant ITEM_GAS = 120_000;

    error GasTooLow(uint256 left);
    error TransferFailed(address token, address to, uint256 amount);
    error WrongMoneyIn(uint256 have, uint256 want);

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

    /// @notice Balance of somebody else, base units.
    function balanceOf(address token, address who) internal view returns (uint256) {
        return token == address(0) ? who.balance : IERC20(token).balanceOf(who);
    }

    /// @notice Takes `amount` from the caller: exactly as msg.value, or by its allowance.
    function takeIn(address token, uint256 amount) internal {
        if (token == address(0)) {
            if (msg.value != amount) revert WrongMoneyIn(msg.value, amount);
            return;
        }
        if (msg.value != 0) revert WrongMoneyIn(msg.value, 0);
        uint256 before = balance(token);
        SafeERC20.safeTransferFrom(IERC20(token), msg.sender, address(this), amount);
        uint256 came = balance(token) - before;
        if (came != amount) revert WrongMoneyIn(came, amount);
    }

    /// @notice Pays or reverts.
    function pay(address token, address to, uint256 amount) internal {
        bool ok = token == address(0) ? _native(to, amount, gasleft()) : _token(token, to, amount);
        if (!ok) revert TransferFailed(token, to, amount);
    }

    /// @notice Tries the items whose bit is set in `chosen`, 32 bytes each: address (20), uint96 amount (12).
    ///         Never reverts because of a receiver, only when less than ITEM_GAS is left before an item.
    /// @return failed mask of the items that were not paid
    /// @return failedSum their amounts together
    function payMany(address token, bytes calldata packed, uint256 chosen)
        internal
        returns (uint256 failed, uint256 failedSum)
    {
        return token == address(0) ? _nativeMany(packed, chosen) : _tokenMany(token, packed, chosen);
    }

    function _tokenMany(address token, bytes calldata packed, uint256 chosen)
        private
        returns (uint256 failed, uint256 failedSum)
    {
        bytes4 gasTooLow = GasTooLow.selector;
        assembly ("memory-safe") {
            let m := mload(0x40)
            let mTo := add(m, 0x10)
            let mAmount := add(m, 0x24)
            // transfer(address,uint256)
            mstore(m, shl(224, 0xa9059cbb))
            for { let at := packed.offset } chosen { at := add(at, 0x20) } {
                if and(chosen, 1) {
                    if lt(gas(), ITEM_GAS) {
                        mstore(0x00, gasTooLow)
                        mstore(0x04, gas())
                        revert(0x00, 0x24)
                    }
                    let item := calldataload(at)
                    // The address right-aligned in the first argument; what spills over is overwritten.
                    mstore(mTo, item)
                    mstore(mAmount, and(item, 0xffffffffffffffffffffffff))
                    let ok := call(gas(), token, 0, m, 0x44, 0x00, 0x20)
                    // What stays here, since the leaf names this contract, is not paid.
                    let away := xor(shr(96, item), address())
                    if iszero(and(gt(away, 0), and(ok, and(eq(mload(0x00), 1), gt(returndatasize(), 31))))) {
                        // Nothing at all, from a token that returns nothing, is fine too.
                        if or(iszero(and(ok, gt(away, 0))), returndatasize()) {
                            failed := or(failed, shl(shr(5, sub(at, packed.offset)), 1))
                            failedSum := add(failedSum, and(item, 0xffffffffffffffffffffffff))
                        }
                    }
                }
                chosen := shr(1, chosen)
            }
        }
    }

    function _nativeMany(bytes calldata packed, uint256 chosen)
        private
        returns (uint256 failed, uint256 failedSum)
    {
        for (uint256 i = 0; chosen != 0; ++i) {
            if (chosen & 1 != 0) {
                if (gasleft() < ITEM_GAS) revert GasTooLow(gasleft());
                uint256 item = uint256(bytes32(packed[i * 32:i * 32 + 32]));
                uint256 amount = uint96(item);
                if (!_native(address(uint160(item >> 96)), amount, NATIVE_GAS)) {
                    failed |= 1 << i;
                    failedSum += amount;
                }
            }
            chosen >>= 1;
        }
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
            ok := call(gas(), token, 0, m, 0x44, 0x00, 0x20)
            ok := and(ok, or(iszero(returndatasize()), and(gt(returndatasize(), 31), eq(mload(0x00), 1))))
        }
    }
}
