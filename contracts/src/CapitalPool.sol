// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {IBonds, IDistributor, IFundingSource} from "./Interfaces.sol";
import {PoolBook} from "./PoolBook.sol";
import {Reports} from "./Reports.sol";
import {Roles} from "./Roles.sol";
import {Transfers} from "./Transfers.sol";

/// @title CapitalPool: underwriters' money in one asset.
/// @notice Shares cannot be transferred, so the holders of record at any block follow from Deposited and Exited.
///         Exits wait EXIT_LAG seconds in a queue, bear losses while they wait, and settle at the value of the
///         moment they are executed. While an incident has an earmark here or a report is fresh, they stand still,
///         unless their holder leaves at the value of what neither of them freezes.
contract CapitalPool is ReentrancyGuardTransient, Roles, Reports, PoolBook, IFundingSource {
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
    /// @notice The longest hold of a settlement; see SettlementBook.
    uint40 public constant MAX_HOLD = 72 hours;

    address public immutable ASSET;
    bytes32 public immutable POOL_ID;
    address public immutable DISTRIBUTOR;
    uint40 public immutable EXIT_LAG;
    /// @notice Seconds in which money that was pulled may still be given back: delay and hold of a settlement.
    uint40 public immutable BACK_WINDOW;

    /// @notice Unix second before which nobody may deposit, because money of an incident may come back until then.
    uint40 public depositsFrom;
    uint256 public exitCount;
    mapping(uint256 exitId => Exit) public exitOf;
    /// @notice When the incident's open earmark was made; raising it does not start its term again.
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
    error TooLittle(uint256 assets, uint256 min);
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
        if (IDistributor(DISTRIBUTOR).entered()) revert DistributorBusy();
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
        BACK_WINDOW = IDistributor(d.distributor).ACTIVATION_DELAY() + MAX_HOLD;
        BONDS = IBonds(IDistributor(d.distributor).ORACLE());
        _appoint(Role.Operator, d.operator);
        _appoint(Role.Guardian, d.guardian);
    }

    // ---- underwriters ---------------------------------------------------------------------------------

    /// @notice Pays in, while no incident is open and no settlement of one can be cancelled any more: money that
    ///         comes back to the pool belongs to those who were in it. `assets` must equal msg.value for the native
    ///         coin and needs an allowance otherwise.
    /// @param minShares refuses a worse price than this
    function deposit(uint256 assets, uint256 minShares) external payable nonReentrant quiet returns (uint256 shares) {
        if (exitsFrozen() || block.timestamp < depositsFrom) revert PoolFrozen();
        uint120 narrow = _narrow(assets);
        shares = toShares(assets);
        _bookDeposit(msg.sender, shares, narrow);
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
        return _settleExit(exitId, 0);
    }

    /// @notice Pays a ripe exit of the caller although something is frozen, at the value of the rest: the share of
    ///         what is frozen stays here for good, whatever becomes of it.
    /// @param minAssets refuses a worse price than this
    function settleExitAbove(uint256 exitId, uint256 minAssets) external nonReentrant quiet returns (uint256 assets) {
        if (exitOf[exitId].account != msg.sender) revert NotYourExit(exitId);
        assets = _settleExit(exitId, uint256(reserved) + reportedExposure());
        if (assets < minAssets) revert TooLittle(assets, minAssets);
    }

    /// @notice True while an incident holds an earmark or a report is fresh.
    function exitsFrozen() public view returns (bool) {
        return openEarmarks != 0 || reportedExposure() != 0;
    }

    // ---- incidents ------------------------------------------------------------------------------------

    /// @notice A report by the guardian: freezes the exposure for at most 72 hours.
    function freezeExits(uint40 duration, uint128 exposure, bytes32 incidentId) external only(Role.Guardian) {
        _guard(duration, exposure, incidentId);
    }

    /// @notice A report by anybody: freezes the exposure for 72 hours. The operator posts no bond, others `bondFor`.
    function report(bytes32 incidentId, uint128 exposure) external payable nonReentrant {
        _report(incidentId, exposure, msg.sender == holderOf[Role.Operator] ? 0 : bondFor(exposure));
    }

    /// @notice The guardian finds a report without ground: what it froze is free again.
    function dismissReport() external only(Role.Guardian) {
        _dismiss();
    }

    /// @notice Bond, in wei, of an outside report; the same rule as for challenges.
    function bondFor(uint256 exposure) public view returns (uint256) {
        return BONDS.bondForLoss(block.chainid, ASSET, exposure);
    }

    /// @notice Sends a bond to its payer when the report was confirmed, or to the victims' fund when it was not
    ///         within BOND_TERM; anyone may call it.
    function settleBond(bytes32 incidentId) external nonReentrant {
        uint256 at = earmarkedAt[incidentId];
        _settleBond(incidentId, at != 0 && at >= bondOf[incidentId].madeAt);
    }

    /// @notice Sets min(exposure, cap, free) aside for a confirmed incident, or raises it to that.
    function earmark(bytes32 incidentId, uint256 exposure, uint256 cap)
        external
        only(Role.Operator)
        returns (uint256 amount)
    {
        if (!earmarkOf[incidentId].open) earmarkedAt[incidentId] = block.timestamp;
        amount = _bookEarmark(incidentId, _most(exposure < cap ? exposure : cap));
        emit Earmarked(incidentId, amount, earmarkOf[incidentId].left);
    }

    /// @notice The incident is settled: what is left of its earmark is free again. By the operator, or by anyone
    ///         EARMARK_TERM after it was made.
    function release(bytes32 incidentId) external returns (uint256 amount) {
        if (block.timestamp < earmarkedAt[incidentId] + EARMARK_TERM) _requireHolder(Role.Operator);
        if (earmarkOf[incidentId].paid != 0) depositsFrom = uint40(block.timestamp) + BACK_WINDOW;
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
        _bookPull(incidentId, _narrow(amount));
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
        _bookGiveBack(incidentId, _narrow(amount));
        uint256 want = uint256(netAssets()) + (ASSET == address(0) ? bondsHeld : 0);
        if (Transfers.balance(ASSET) < want) revert WrongMoneyIn(Transfers.balance(ASSET), want);
        emit GivenBack(settlementId, incidentId, amount);
    }

    // ---- inside ---------------------------------------------------------------------------------------

    function _recoverer() internal view override returns (address) {
        return IDistributor(DISTRIBUTOR).ORACLE();
    }

    function _settleExit(uint256 exitId, uint256 frozen) private returns (uint256 assets) {
        Exit memory e = exitOf[exitId];
        if (e.account == address(0)) revert NotYourExit(exitId);
        if (block.timestamp < e.readyAt) revert ExitNotReady(e.readyAt);
        delete exitOf[exitId];
        queuedOf[e.account] -= e.shares;
        assets = _worth(e.shares, frozen);
        _bookExit(e.account, e.shares, _narrow(assets));
        _payOut(e.account, assets);
        emit Withdrawn(e.account, assets, e.shares, totalShares, exitId);
    }

    /// @dev No pool ever has 2^120 units; see PoolBook.
    function _narrow(uint256 amount) private pure returns (uint120) {
        if (amount > type(uint120).max) revert AmountTooBig(amount);
        return uint120(amount);
    }

    function _most(uint256 amount) private pure returns (uint128) {
        return amount > type(uint120).max ? type(uint120).max : uint128(amount);
    }

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
