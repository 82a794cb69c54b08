// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @title Lines: revisions of the loss of one (incident, source chain, asset), and how far the next may jump.
/// @notice A revision is measured against the last total that was final, so that many small steps within one window
///         are one step together, and what was struck or rejected leaves the measure as it was. Before any total was
///         final the first one that stands is the measure. A supplement adds to what is sealed.
library Lines {
    struct Line {
        /// @dev The last accepted revision.
        bytes32 head;
        uint64 revision;
        /// @dev Whether `measure` counts, and whether it is of a total that was final.
        bool measured;
        bool firm;
        /// @dev Totals in base units of the asset, with everything sealed.
        uint256 measure;
        /// @dev Sum of the sealed snapshots, beside which later ones stand.
        uint256 sealedLoss;
    }

    /// @dev What the last revision has become counts before the next one is measured.
    /// @param stands neither struck nor rejected
    /// @param isFinal it stands, its window is over and no objection is open
    /// @param isSealed a settlement rests on it
    function settle(Line storage l, uint256 total, bool stands, bool isFinal, bool isSealed) internal {
        if (isFinal) (l.firm, l.measure) = (true, l.sealedLoss + total);
        if (isSealed) l.sealedLoss += total;
        if (!stands && !l.firm) l.measured = false;
    }

    /// @dev Takes the next revision. False when it jumps beyond `bps`, in 1/10,000.
    function extend(Line storage l, bytes32 digest, uint256 total, uint256 bps) internal returns (bool calm) {
        uint256 with = l.sealedLoss + total;
        if (!l.measured) (l.measured, l.measure) = (true, with);
        l.head = digest;
        ++l.revision;
        return _within(l.measure, with, bps);
    }

    /// @dev |b - a| <= a * bps / 10,000, without overflow.
    function _within(uint256 a, uint256 b, uint256 bps) private pure returns (bool) {
        uint256 gap = a > b ? a - b : b - a;
        return gap <= (a / 10_000) * bps + ((a % 10_000) * bps) / 10_000;
    }
}
