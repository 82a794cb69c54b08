// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {ILossOracle} from "./Interfaces.sol";

/// @title OracleConfigs: which committees exist and what a quorum of each is.
/// @notice A configuration is known by a digest over everything in it, so it can never be changed, only replaced.
abstract contract OracleConfigs is ILossOracle {
    /// @notice Seconds, seconds, seconds, 1/10,000.
    struct Params {
        uint64 challengeWindow;
        uint64 maxAge;
        uint64 maxClockSkew;
        uint16 maxDeviationBps;
    }

    enum ConfigState {
        Unknown,
        Active,
        Retired,
        Compromised
    }

    struct Config {
        ConfigState state;
        uint8 signers;
        uint8 f;
        uint8 threshold;
        uint40 retiredAt;
        uint40 challengeWindow;
        uint40 maxAge;
        uint40 maxClockSkew;
        uint16 maxDeviationBps;
    }

    uint256 public constant MAX_SIGNERS = 31;
    /// @dev Seconds of a challenge window.
    uint256 internal immutable LEAST_WINDOW = block.chainid == 31337 || block.chainid == 1337 ? 0 : 1 hours;
    /// @notice A configuration retired in peace still counts this long, for work in progress.
    uint40 public constant GRACE = 24 hours;
    /// @notice Seconds before its `validUntil` from which on a signed message counts: none is good for longer.
    uint40 public constant MAX_TERM = 90 days;

    bytes32 public activeConfig;
    uint64 public configCount;
    mapping(bytes32 configDigest => Config) internal _configs;
    mapping(bytes32 configDigest => mapping(address => bool)) public isSigner;
    mapping(bytes32 configDigest => uint256 readyAt) public scheduledConfig;

    event ConfigScheduled(bytes32 indexed configDigest, uint256 readyAt);
    event ConfigActivated(
        bytes32 indexed configDigest, uint64 count, address[] signers, uint8 f, uint8 threshold, Params params
    );
    event ConfigRetired(bytes32 indexed configDigest, bool compromised);

    error BadSigners();
    error BadThreshold();
    error BadParams();
    error ConfigNotReady(bytes32 configDigest);
    error ConfigUnusable(bytes32 configDigest);
    error OutOfTerm(uint64 validUntil);
    error BadSignatureLength(uint256 length);
    error NotASigner(address signer);
    error SignersNotAscending(address signer);
    error NoQuorum(uint256 have, uint256 need);

    /// @notice keccak256(abi.encode(chainId, oracle, count, signers, f, threshold, abi.encode(params))) with the
    ///         first two bytes replaced by "LS" (0x4c53).
    function configDigestOf(
        uint64 count,
        address[] calldata signers,
        uint8 f,
        uint8 threshold,
        Params calldata params
    ) public view returns (bytes32) {
        bytes32 h =
            keccak256(abi.encode(block.chainid, address(this), count, signers, f, threshold, abi.encode(params)));
        return bytes32((uint256(h) & (type(uint256).max >> 16)) | (uint256(0x4c53) << 240));
    }

    function configOf(bytes32 configDigest) external view returns (Config memory) {
        return _configs[configDigest];
    }

    /// @notice Whether signatures under this configuration count now.
    function isUsable(bytes32 configDigest) public view returns (bool) {
        Config storage c = _configs[configDigest];
        if (c.state == ConfigState.Active) return true;
        return c.state == ConfigState.Retired && block.timestamp < uint256(c.retiredAt) + GRACE;
    }

    /// @notice Reverts unless `signatures` (65 bytes r, s, v each; strictly ascending by signer) are at least a
    ///         threshold of distinct members of a usable configuration over `digest`, and the message counts now.
    /// @param validUntil of the message that `digest` is of
    function verifyQuorum(bytes32 configDigest, uint64 validUntil, bytes32 digest, bytes calldata signatures)
        public
        view
        returns (uint256 count)
    {
        if (!isUsable(configDigest)) revert ConfigUnusable(configDigest);
        _requireInTerm(validUntil);
        if (signatures.length % 65 != 0) revert BadSignatureLength(signatures.length);
        count = signatures.length / 65;
        uint256 need = _configs[configDigest].threshold;
        if (count < need) revert NoQuorum(count, need);
        address last = address(0);
        for (uint256 i = 0; i < count; ++i) {
            // ECDSA refuses s in the upper half, v other than 27/28 and the zero signer.
            address signer = ECDSA.recoverCalldata(digest, signatures[i * 65:i * 65 + 65]);
            if (signer <= last) revert SignersNotAscending(signer);
            if (!isSigner[configDigest][signer]) revert NotASigner(signer);
            last = signer;
        }
    }

    /// @dev What a committee signs has an end, and no committee can sign for later than MAX_TERM ahead.
    function _requireInTerm(uint64 validUntil) internal view {
        if (validUntil < block.timestamp || validUntil - block.timestamp > MAX_TERM) revert OutOfTerm(validUntil);
    }

    function _schedule(bytes32 configDigest, uint256 readyAt) internal {
        scheduledConfig[configDigest] = readyAt;
        emit ConfigScheduled(configDigest, readyAt);
    }

    function _activate(
        address[] calldata signers,
        uint8 f,
        uint8 threshold,
        Params calldata params
    ) internal returns (bytes32 configDigest) {
        _requireSound(signers.length, f, threshold, params);
        configDigest = configDigestOf(++configCount, signers, f, threshold, params);
        if (activeConfig != 0) {
            uint256 readyAt = scheduledConfig[configDigest];
            if (readyAt == 0 || block.timestamp < readyAt) revert ConfigNotReady(configDigest);
            if (_configs[activeConfig].state == ConfigState.Active) _retire(activeConfig, false);
        }
        address last = address(0);
        for (uint256 i = 0; i < signers.length; ++i) {
            if (signers[i] <= last) revert BadSigners();
            last = signers[i];
            isSigner[configDigest][last] = true;
        }
        _configs[configDigest] = Config({
            state: ConfigState.Active,
            signers: uint8(signers.length),
            f: f,
            threshold: threshold,
            retiredAt: 0,
            challengeWindow: uint40(params.challengeWindow),
            maxAge: uint40(params.maxAge),
            maxClockSkew: uint40(params.maxClockSkew),
            maxDeviationBps: params.maxDeviationBps
        });
        activeConfig = configDigest;
        emit ConfigActivated(configDigest, configCount, signers, f, threshold, params);
    }

    /// @dev Stays in `activeConfig` when compromised: a successor must then pass the delay like any other.
    function _retire(bytes32 configDigest, bool compromised) internal {
        Config storage c = _configs[configDigest];
        if (c.state == ConfigState.Unknown || c.state == ConfigState.Compromised) revert ConfigUnusable(configDigest);
        c.state = compromised ? ConfigState.Compromised : ConfigState.Retired;
        c.retiredAt = uint40(block.timestamp);
        emit ConfigRetired(configDigest, compromised);
    }

    /// @dev n >= 3f+1 and floor((n+f)/2)+1 <= t <= n-f: two quorums share an honest member, and f silent
    ///      members cannot stop one.
    function _requireSound(uint256 n, uint256 f, uint256 threshold, Params calldata params) private view {
        if (n == 0 || n > MAX_SIGNERS || n < 3 * f + 1) revert BadSigners();
        if (threshold < (n + f) / 2 + 1 || threshold > n - f) revert BadThreshold();
        uint256 max = type(uint40).max;
        if ((params.challengeWindow | params.maxAge | params.maxClockSkew) > max) revert BadParams();
        if (params.challengeWindow < LEAST_WINDOW) revert BadParams();
    }
}
