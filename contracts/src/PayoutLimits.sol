// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Delays} from "./Delays.sol";
import {INumbersTokens} from "./Interfaces.sol";
import {Roles} from "./Roles.sol";
import {TokenCaps} from "./TokenCaps.sol";

/// @title PayoutLimits: which tokens a distributor may publish in, and how much; the treasurer's part of it.
/// @notice Created by its distributor. It holds no money and can refuse a publication, nothing else: what is published
///         is paid, and taken back, whatever is decided here.
contract PayoutLimits is Roles, TokenCaps {
    address public immutable DISTRIBUTOR;
    address public immutable ORACLE;

    error NotDistributor(address caller);

    modifier onlyDistributor() {
        if (msg.sender != DISTRIBUTOR) revert NotDistributor(msg.sender);
        _;
    }

    constructor(address oracle, address treasurer, uint40 capDelay) {
        DISTRIBUTOR = msg.sender;
        ORACLE = oracle;
        CAP_DELAY = Delays.atLeast(1 days, capDelay);
        _appoint(Role.Treasurer, treasurer);
    }

    /// @notice Puts a token on the list, for good; see `enableToken`.
    function allowToken(address token) external only(Role.Treasurer) {
        INumbersTokens(DISTRIBUTOR).numberToken(_allowToken(token), token);
    }

    function enableToken(address token, bool enabled) external only(Role.Treasurer) {
        _enableToken(token, enabled);
    }

    function proposeCaps(address token, Caps calldata caps) external only(Role.Treasurer) {
        _proposeCaps(token, caps);
    }

    /// @notice Anyone, once the delay is over.
    function applyCaps(address token) external {
        _applyCaps(token);
    }

    /// @notice Counts a publication of `amount` base units against both caps of the token, on the given UTC day.
    function use(address token, uint128 amount, uint16 day) external onlyDistributor returns (uint16 index) {
        return _useCaps(token, amount, day);
    }

    /// @notice A publication of that day was cancelled.
    function restore(address token, uint128 amount, uint16 day) external onlyDistributor {
        _giveCapsBack(token, day, amount);
    }

    function _recoverer() internal view override returns (address) {
        return ORACLE;
    }
}
