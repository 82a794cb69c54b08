// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @title ExpiringPause: a pause that ends by itself and cannot be renewed without a gap.
/// @notice A stolen or absent pauser can delay, never block for ever.
abstract contract ExpiringPause {
    uint40 public constant MAX_PAUSE = 72 hours;
    uint40 public constant PAUSE_GAP = 24 hours;

    /// @notice Unix second at which the current pause ends; 0 or past when not paused.
    uint40 public pausedUntil;

    event Paused(address indexed by, uint40 until, bytes32 reasonHash);
    event Unpaused(address indexed by);

    error IsPaused(uint40 until);
    error PauseTooLong(uint256 duration);
    error PauseTooSoon(uint256 allowedFrom);

    function paused() public view returns (bool) {
        return block.timestamp < pausedUntil;
    }

    function _requireNotPaused() internal view {
        if (paused()) revert IsPaused(pausedUntil);
    }

    function _pauseFor(uint40 duration, bytes32 reasonHash) internal {
        if (duration == 0 || duration > MAX_PAUSE) revert PauseTooLong(duration);
        uint256 from = pausedUntil == 0 ? 0 : uint256(pausedUntil) + PAUSE_GAP;
        if (block.timestamp < from) revert PauseTooSoon(from);
        pausedUntil = uint40(block.timestamp) + duration;
        emit Paused(msg.sender, pausedUntil, reasonHash);
    }

    function _unpause() internal {
        if (paused()) pausedUntil = uint40(block.timestamp);
        emit Unpaused(msg.sender);
    }
}
