// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {ExpiringPause} from "./ExpiringPause.sol";
import {IFundingSource, IGuarded} from "./Interfaces.sol";
import {PoolBook} from "./PoolBook.sol";
import {Roles} from "./Roles.sol";
import {Transfers} from "./Transfers.sol";

/// @title CapitalPool: underwriters' money in one asset.
/// @notice Shares cannot be transferred, so the holders of record at any block follow from Deposited and Exited.
///         Exits wait EXIT_LAG seconds in a queue, bear losses while they wait, and settle at the value of the
///         moment they are executed; they stand still while an incident has an earmark here or a report is fresh.
contract CapitalPool is ReentrancyGuardTransient, Roles, ExpiringPause, PoolBook, IFundingSource {
    using SafeERC20 for IERC20;

    struct Deployment {
        /// @dev 0 = native coin.
        address asset;
        bytes32 poolId;
        address distributor;
        address operator;
        address guardian;
        /// @dev Seconds an exit waits; at least MIN_EXIT_LAG.
        uint40 exitLag;
        /// @dev Longest delay between an event and its observation, and from then until the pool can be frozen.
        uint40 maxObservationLag;
        uint40 timeToFreeze;
    }

    struct Exit {
        address account;
        uint40 readyAt;
        uint256 shares;
    }

    /// @notice After this many seconds anyone may release an earmark: exits cannot be frozen for ever.
    uint40 public constant EARMARK_TERM = 365 days;

    address public immutable ASSET;
    bytes32 public immutable POOL_ID;
    address public immutable DISTRIBUTOR;
    uint40 public immutable EXIT_LAG;

    uint256 public exitCount;
    mapping(uint256 exitId => Exit) public exitOf;
    /// @notice When an incident was last earmarked.
    mapping(bytes32 incidentId => uint256) public earmarkedAt;
    /// @notice Shares of an account that wait in the queue; they are still in `sharesOf`.
    mapping(address account => uint256) public queuedOf;

    event Deposited(address indexed account, uint256 assets, uint256 shares, uint256 totalShares);
    event ExitRequested(uint256 indexed exitId, address indexed account, uint256 shares, uint40 readyAt);
    event ExitCancelled(uint256 indexed exitId);
    event Withdrawn(
        address indexed account, uint256 assets, uint256 shares, uint256 totalShares, uint256 indexed exitId
    );
    event Earmarked(bytes32 indexed incidentId, uint256 amount, uint256 left);
    event Released(bytes32 indexed incidentId, uint256 amount);
    event Pulled(bytes32 indexed settlementId, bytes32 indexed incidentId, uint256 amount);
    event GivenBack(bytes32 indexed settlementId, bytes32 indexed incidentId, uint256 amount);

    error WrongParameter();
    error NotDistributor(address caller);
    error WrongPool(bytes32 poolId, address token);
    error WrongMoneyIn(uint256 have, uint256 want);
    error WrongMoneyOut(uint256 have, uint256 want);
    error TooFewShares(uint256 shares, uint256 min);
    error NotYourExit(uint256 exitId);
    error ExitNotReady(uint40 readyAt);
    error PoolFrozen();
    error DistributorBusy();

    modifier onlyDistributor() {
        if (msg.sender != DISTRIBUTOR) revert NotDistributor(msg.sender);
        _;
    }

    /// @dev The guard is shared: nobody can use the pool from inside a door of the distributor.
    modifier quiet() {
        if (IGuarded(DISTRIBUTOR).entered()) revert DistributorBusy();
        _;
    }

    constructor(Deployment memory d) {
        if (d.distributor.code.length == 0 || d.poolId == 0) revert WrongParameter();
        if (d.asset != address(0) && d.asset.code.length == 0) revert WrongParameter();
        if (d.exitLag < uint256(d.maxObservationLag) + d.timeToFreeze) revert WrongParameter();
        ASSET = d.asset;
        POOL_ID = d.poolId;
        DISTRIBUTOR = d.distributor;
        EXIT_LAG = d.exitLag;
        _appoint(Role.Operator, d.operator);
        _appoint(Role.Guardian, d.guardian);
    }

    // ---- underwriters ---------------------------------------------------------------------------------

    /// @notice Pays in, while no incident is open: money of a cancelled settlement that comes back to the pool
    ///         belongs to those who were in it. `assets` must equal msg.value for the native
    ///         coin and needs an allowance otherwise.
    /// @param minShares refuses a worse price than this
    function deposit(uint256 assets, uint256 minShares) external payable nonReentrant quiet returns (uint256 shares) {
        if (exitsFrozen()) revert PoolFrozen();
        shares = _bookDeposit(msg.sender, assets);
        if (shares < minShares) revert TooFewShares(shares, minShares);
        _takeIn(assets);
        emit Deposited(msg.sender, assets, shares, totalShares);
    }

    /// @notice Queues shares for exit.
    function requestExit(uint256 shares) external nonReentrant quiet returns (uint256 exitId) {
        uint256 unqueued = sharesOf[msg.sender] - queuedOf[msg.sender];
        if (shares == 0) revert NothingToDo();
        if (shares > unqueued) revert NotEnoughShares(unqueued, shares);
        queuedOf[msg.sender] += shares;
        exitId = ++exitCount;
        uint40 readyAt = uint40(block.timestamp) + EXIT_LAG;
        exitOf[exitId] = Exit(msg.sender, readyAt, shares);
        emit ExitRequested(exitId, msg.sender, shares, readyAt);
    }

    function cancelExit(uint256 exitId) external nonReentrant quiet {
        Exit memory e = exitOf[exitId];
        if (e.account != msg.sender) revert NotYourExit(exitId);
        delete exitOf[exitId];
        queuedOf[msg.sender] -= e.shares;
        emit ExitCancelled(exitId);
    }

    /// @notice Pays a ripe exit at its value now; anyone may call it, the money goes to the holder.
    function settleExit(uint256 exitId) external nonReentrant quiet returns (uint256 assets) {
        if (exitsFrozen()) revert PoolFrozen();
        Exit memory e = exitOf[exitId];
        if (e.account == address(0)) revert NotYourExit(exitId);
        if (block.timestamp < e.readyAt) revert ExitNotReady(e.readyAt);
        delete exitOf[exitId];
        queuedOf[e.account] -= e.shares;
        assets = _bookExit(e.account, e.shares);
        _payOut(e.account, assets);
        emit Withdrawn(e.account, assets, e.shares, totalShares, exitId);
    }

    /// @notice True while an incident holds an earmark or a fresh report freezes the pool.
    function exitsFrozen() public view returns (bool) {
        return openEarmarks != 0 || paused();
    }

    // ---- incidents ------------------------------------------------------------------------------------

    /// @notice A report: freezes exits for at most 72 hours; it lapses unless an earmark confirms it.
    function freezeExits(uint40 duration, bytes32 incidentId) external only(Role.Guardian) {
        _pauseFor(duration, incidentId);
    }

    /// @notice Sets min(exposure, cap, free) aside for a confirmed incident, or raises it to that.
    function earmark(bytes32 incidentId, uint256 exposure, uint256 cap)
        external
        only(Role.Operator)
        returns (uint256 amount)
    {
        amount = _bookEarmark(incidentId, exposure, cap);
        earmarkedAt[incidentId] = block.timestamp;
        emit Earmarked(incidentId, amount, earmarkOf[incidentId].left);
    }

    /// @notice The incident is settled: what is left of its earmark is free again. By the operator, or by anyone
    ///         EARMARK_TERM after the last earmark.
    function release(bytes32 incidentId) external returns (uint256 amount) {
        if (block.timestamp < earmarkedAt[incidentId] + EARMARK_TERM) _requireHolder(Role.Operator);
        amount = _bookRelease(incidentId);
        emit Released(incidentId, amount);
    }

    /// @inheritdoc IFundingSource
    function pull(bytes32 settlementId, bytes32 poolId, bytes32 incidentId, address token, uint256 amount)
        external
        nonReentrant
        onlyDistributor
    {
        if (poolId != POOL_ID || token != ASSET) revert WrongPool(poolId, token);
        _bookPull(incidentId, amount);
        // The distributor measures what arrives.
        Transfers.pay(ASSET, DISTRIBUTOR, amount);
        emit Pulled(settlementId, incidentId, amount);
    }

    /// @inheritdoc IFundingSource
    function giveBack(bytes32 settlementId, bytes32 poolId, bytes32 incidentId, address token, uint256 amount)
        external
        payable
        nonReentrant
        onlyDistributor
    {
        if (poolId != POOL_ID || token != ASSET) revert WrongPool(poolId, token);
        if (token == address(0) && msg.value != amount) revert WrongMoneyIn(msg.value, amount);
        _bookGiveBack(incidentId, amount);
        if (Transfers.balance(ASSET) < netAssets()) revert WrongMoneyIn(Transfers.balance(ASSET), netAssets());
        emit GivenBack(settlementId, incidentId, amount);
    }

    // ---- inside ---------------------------------------------------------------------------------------

    function _takeIn(uint256 assets) private {
        if (ASSET == address(0)) {
            if (msg.value != assets) revert WrongMoneyIn(msg.value, assets);
            return;
        }
        if (msg.value != 0) revert WrongMoneyIn(msg.value, 0);
        uint256 before = Transfers.balance(ASSET);
        IERC20(ASSET).safeTransferFrom(msg.sender, address(this), assets);
        uint256 came = Transfers.balance(ASSET) - before;
        if (came != assets) revert WrongMoneyIn(came, assets);
    }

    function _payOut(address to, uint256 assets) private {
        uint256 before = Transfers.balance(ASSET);
        Transfers.pay(ASSET, to, assets);
        uint256 left = before - Transfers.balance(ASSET);
        if (left != assets) revert WrongMoneyOut(left, assets);
    }
}
