// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @title PayoutTree: leaves and aligned subtrees of the payout tree.
/// @notice Layers in index order, sorted pairs, an odd last node promoted: every OpenZeppelin `MerkleProof`
///         accepts its proofs, and leaves [node 2^k, (node+1) 2^k) are exactly one node of layer k.
library PayoutTree {
    error BadItems(uint256 length);

    /// @notice keccak256(bytes.concat(keccak256(abi.encode(id, index, receiver, amount)))).
    function leaf(bytes32 id, uint256 index, address receiver, uint256 amount) internal pure returns (bytes32 h) {
        assembly ("memory-safe") {
            let m := mload(0x40)
            mstore(m, id)
            mstore(add(m, 0x20), index)
            mstore(add(m, 0x40), receiver)
            mstore(add(m, 0x60), amount)
            mstore(0x00, keccak256(m, 0x80))
            h := keccak256(0x00, 0x20)
        }
    }

    /// @notice Root of the subtree of up to 256 items of 32 bytes, address (20) then uint96 amount (12),
    ///         the first of which has index `first`.
    function subtree(bytes32 id, uint256 first, bytes calldata packed) internal pure returns (bytes32 root) {
        uint256 n = packed.length / 32;
        if (n == 0 || n > 256 || packed.length % 32 != 0) revert BadItems(packed.length);
        assembly ("memory-safe") {
            let buf := mload(0x40)
            let pre := add(buf, shl(5, n))
            mstore(pre, id)
            for { let i := 0 } lt(i, n) { i := add(i, 1) } {
                let item := calldataload(add(packed.offset, shl(5, i)))
                mstore(add(pre, 0x20), add(first, i))
                mstore(add(pre, 0x40), shr(96, item))
                mstore(add(pre, 0x60), and(item, 0xffffffffffffffffffffffff))
                mstore(0x00, keccak256(pre, 0x80))
                mstore(add(buf, shl(5, i)), keccak256(0x00, 0x20))
            }
            for {} gt(n, 1) {} {
                let end := add(buf, shl(5, and(n, not(1))))
                let out := buf
                for { let p := buf } lt(p, end) { p := add(p, 0x40) } {
                    let a := mload(p)
                    let b := mload(add(p, 0x20))
                    let less := shl(5, gt(a, b))
                    mstore(less, a)
                    mstore(xor(less, 0x20), b)
                    mstore(out, keccak256(0x00, 0x40))
                    out := add(out, 0x20)
                }
                if and(n, 1) {
                    mstore(out, mload(end))
                    out := add(out, 0x20)
                }
                n := shr(5, sub(out, buf))
            }
            root := mload(buf)
        }
    }
}
