// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @title GasliteStyle: the technique of GasliteDrop, written for the comparison because no package is published.
/// @notice One transferFrom in, then bare calls in assembly. Like the original it looks at the success of the call
///         only, not at what the token returns; sending twice pays twice, one failure stops all.
contract GasliteStyle {
    function airdropERC20(
        address token,
        address[] calldata addresses,
        uint256[] calldata amounts,
        uint256 totalAmount
    ) external payable {
        assembly {
            if iszero(eq(amounts.length, addresses.length)) { revert(0, 0) }
            // transferFrom(address,address,uint256)
            mstore(0x00, hex"23b872dd")
            mstore(0x04, caller())
            mstore(0x24, address())
            mstore(0x44, totalAmount)
            if iszero(call(gas(), token, 0, 0x00, 0x64, 0, 0)) { revert(0, 0) }
            // transfer(address,uint256)
            mstore(0x00, hex"a9059cbb")
            let end := add(addresses.offset, shl(5, addresses.length))
            let diff := sub(addresses.offset, amounts.offset)
            for { let at := addresses.offset } 1 {} {
                mstore(0x04, calldataload(at))
                mstore(0x24, calldataload(sub(at, diff)))
                if iszero(call(gas(), token, 0, 0x00, 0x44, 0, 0)) { revert(0, 0) }
                at := add(at, 0x20)
                if iszero(lt(at, end)) { break }
            }
        }
    }

    function airdropETH(address[] calldata addresses, uint256[] calldata amounts) external payable {
        assembly {
            if iszero(eq(amounts.length, addresses.length)) { revert(0, 0) }
            let end := add(addresses.offset, shl(5, addresses.length))
            let diff := sub(addresses.offset, amounts.offset)
            for { let at := addresses.offset } 1 {} {
                if iszero(call(gas(), calldataload(at), calldataload(sub(at, diff)), 0, 0, 0, 0)) { revert(0, 0) }
                at := add(at, 0x20)
                if iszero(lt(at, end)) { break }
            }
        }
    }
}
