// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Delays} from "./Delays.sol";
import {INumbersTokens} from "./Interfaces.sol";
import {Roles} from "./Roles.sol";
import {TokenCaps} from "./TokenCaps.sol";

/// @title PayoutLimits: which tokens a distributor may publish in, how much, and how often the guardian cancels.
/// @notice Created by its distributor; the treasurer keeps the list. It holds no money. It can refuse a publication and
///         the guardian's second cancellation in one series, nothing else: what is published is paid, and taken back by a
///         quorum, whatever is decided here.
contract PayoutLimits is Roles, TokenCaps {
    address public immutable DISTRIBUTOR;
    address public immutable ORACLE;

    /// @notice The guardian has cancelled one of the series by itself; the next takes a quorum.
    mapping(bytes32 seriesId => bool) public cancelUsed;

    error NotDistributor(address caller);
    error CancelUsed(bytes32 incidentId);

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

    /// @notice A publication of that day was cancelled, by the guardian alone or by a quorum.
    function restore(
        bytes32 incidentId,
        bytes32 poolId,
        address token,
        uint128 amount,
        uint16 day,
        bool alone
    ) external onlyDistributor {
        bytes32 series = seriesId(incidentId, poolId, token);
        if (alone && cancelUsed[series]) revert CancelUsed(incidentId);
        if (alone) cancelUsed[series] = true;
        _giveCapsBack(token, day, amount);
    }

    /// @notice Settlements of one incident from one pool in one token.
    function seriesId(bytes32 incidentId, bytes32 poolId, address token) public pure returns (bytes32) {
        return keccak256(abi.encode(incidentId, poolId, token));
    }

    function _recoverer() internal view override returns (address) {
        return ORACLE;
    }
}
