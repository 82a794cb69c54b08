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

    /// @notice Root that a node and its proof lead to: sorted pairs from the bottom up, as in OpenZeppelin's
    ///         `MerkleProof.processProofCalldata`, at half the gas.
    function climb(bytes32[] calldata proof, bytes32 node) internal pure returns (bytes32 root) {
        root = node;
        assembly ("memory-safe") {
            let end := add(proof.offset, shl(5, proof.length))
            for { let p := proof.offset } lt(p, end) { p := add(p, 0x20) } {
                let sibling := calldataload(p)
                let at := shl(5, gt(root, sibling))
                mstore(at, root)
                mstore(xor(at, 0x20), sibling)
                root := keccak256(0x00, 0x40)
            }
        }
    }

    /// @notice Root of the subtree of up to 256 items of 32 bytes, address (20) then uint96 amount (12),
    ///         the first of which has index `first`, and the sum of all their amounts.
    function subtree(bytes32 id, uint256 first, bytes calldata packed)
        internal
        pure
        returns (bytes32 root, uint256 sum)
    {
        uint256 n = packed.length / 32;
        if (n == 0 || n > 256 || packed.length % 32 != 0) revert BadItems(packed.length);
        assembly ("memory-safe") {
            let buf := mload(0x40)
            // The preimage of a leaf stands behind the largest layer that is kept.
            let at := add(buf, packed.length)
            let at1 := add(at, 0x20)
            let at3 := add(at, 0x60)
            mstore(at, id)
            mstore(add(at, 0x40), 0)
            let p := packed.offset
            let end := add(p, shl(6, shr(1, n)))
            let out := buf
            // The lowest two layers at once, written out because a call of a function costs more than a hash.
            for {} lt(p, end) { p := add(p, 0x40) } {
                let x := calldataload(p)
                mstore(at1, first)
                // The address right-aligned in the third word; what spills into the fourth is overwritten.
                mstore(add(at1, 0x2c), x)
                x := and(x, 0xffffffffffffffffffffffff)
                mstore(at3, x)
                sum := add(sum, x)
                mstore(0x00, keccak256(at, 0x80))
                let left := keccak256(0x00, 0x20)
                x := calldataload(add(p, 0x20))
                mstore(at1, add(first, 1))
                mstore(add(at1, 0x2c), x)
                x := and(x, 0xffffffffffffffffffffffff)
                mstore(at3, x)
                sum := add(sum, x)
                mstore(0x00, keccak256(at, 0x80))
                x := keccak256(0x00, 0x20)
                let where := shl(5, gt(left, x))
                mstore(where, left)
                mstore(xor(where, 0x20), x)
                mstore(out, keccak256(0x00, 0x40))
                out := add(out, 0x20)
                first := add(first, 2)
            }
            if and(n, 1) {
                let x := calldataload(p)
                mstore(at1, first)
                mstore(add(at1, 0x2c), x)
                x := and(x, 0xffffffffffffffffffffffff)
                mstore(at3, x)
                sum := add(sum, x)
                mstore(0x00, keccak256(at, 0x80))
                mstore(out, keccak256(0x00, 0x20))
                out := add(out, 0x20)
            }
            for {} 1 {} {
                n := shr(5, sub(out, buf))
                if lt(n, 2) { break }
                end := add(buf, shl(5, and(n, not(1))))
                out := buf
                for { p := buf } lt(p, end) { p := add(p, 0x40) } {
                    let a := mload(p)
                    let b := mload(add(p, 0x20))
                    let where := shl(5, gt(a, b))
                    mstore(where, a)
                    mstore(xor(where, 0x20), b)
                    mstore(out, keccak256(0x00, 0x40))
                    out := add(out, 0x20)
                }
                if and(n, 1) {
                    mstore(out, mload(end))
                    out := add(out, 0x20)
                }
            }
            root := mload(buf)
        }
    }

    /// @notice Sum of the amounts whose bit is set in `chosen`.
    function sumOf(bytes calldata packed, uint256 chosen) internal pure returns (uint256 sum) {
        unchecked {
            // At most 256 amounts below 2^96: no overflow.
            for (uint256 i = 0; chosen != 0; i += 32) {
                if (chosen & 1 != 0) sum += uint96(uint256(bytes32(packed[i:i + 32])));
                chosen >>= 1;
            }
        }
    }
}
