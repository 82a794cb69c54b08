// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";
import {Delays} from "./Delays.sol";
import {IBonds, IDistributor, IFundingSource} from "./Interfaces.sol";
import {PoolBook} from "./PoolBook.sol";
import {ILiveness, IQuorum, PoolOrders} from "./PoolOrders.sol";
import {Reports} from "./Reports.sol";
import {Roles} from "./Roles.sol";
import {Transfers} from "./Transfers.sol";

/// @title CapitalPool: underwriters' money in one asset.
/// @notice Shares cannot be transferred, so the holders of record at any block follow from Deposited, Withdrawn and
///         EpochBegun. Exits wait EXIT_LAG seconds in a queue, bear losses while they wait, and are good for
///         EXIT_WINDOW seconds, in which anyone may settle them at the value of that moment. While an incident has an
///         earmark here, a report is fresh or money of a settlement may come back, nobody deposits and nobody leaves,
///         except a holder who leaves at the value of what is not frozen.
contract CapitalPool is ReentrancyGuardTransient, Roles, PoolBook, IFundingSource {
    struct Deployment {
        /// @dev 0 = native coin.
        address asset;
        bytes32 poolId;
        address distributor;
        address operator;
        address guardian;
        /// @dev Seconds an exit waits; at least maxObservationLag + timeToFreeze.
        uint40 exitLag;
        /// @dev Longest delay between an event and its observation, and from then until the pool can be frozen.
        uint40 maxObservationLag;
        uint40 timeToFreeze;
    }

    struct Exit {
        address account;
        uint40 readyAt;
        uint32 epoch;
        uint256 shares;
    }

    /// @notice This long after the first earmark of an incident, or after its last order, anyone may begin to release
    ///         it, and the operator may not set more aside for it.
    uint40 public constant EARMARK_TERM = 365 days;
    /// @notice The longest hold of a settlement; see SettlementBook.
    uint40 public constant MAX_HOLD = 72 hours;
    /// @notice Seconds a ripe exit is good for: longer than any run of reports and the gap after it.
    uint40 public constant EXIT_WINDOW = 7 days;
    /// @notice Gas that a holder of coin gets to accept it.
    uint256 public constant EXIT_GAS = 100_000;

    address public immutable ASSET;
    bytes32 public immutable POOL_ID;
    address public immutable DISTRIBUTOR;
    address public immutable ORACLE;
    /// @notice Where suspected losses are reported.
    Reports public immutable REPORTS;
    uint40 public immutable EXIT_LAG;
    /// @notice Seconds in which money that was pulled may still be given back: delay and hold of a settlement.
    uint40 public immutable BACK_WINDOW;
    /// @notice Seconds between the beginning of a release and its end, unless a quorum ends it at once: whatever was
    ///         announced before can still be published, pauses of publishing included.
    uint40 public immutable RELEASE_DELAY;

    /// @notice Unix second before which nobody may deposit or be settled: money of an incident may come back.
    uint40 public openFrom;
    uint256 public exitCount;
    /// @notice How many orders of the committee were carried out.
    uint64 public orderCount;
    mapping(uint256 exitId => Exit) public exitOf;
    /// @notice When the incident's earmark can be released; 0 when that was not begun.
    mapping(bytes32 incidentId => uint40) public releasableFrom;
    /// @notice Shares of an account that wait in the queue; they are still in `sharesIn`.
    mapping(uint32 epoch => mapping(address account => uint256)) public queuedIn;

    event Deposited(address indexed account, uint256 assets, uint256 shares, uint256 totalShares);
    event ExitRequested(uint256 indexed exitId, address indexed account, uint256 shares, uint40 readyAt);
    /// @notice The holder took it back, its window is over, or the holder refused the coin: the shares are as before.
    event ExitEnded(uint256 indexed exitId, address indexed account, uint256 shares);
    event Withdrawn(
        address indexed account, uint256 assets, uint256 shares, uint256 totalShares, uint256 indexed exitId
    );
    event Earmarked(bytes32 indexed incidentId, uint256 amount, uint256 left);
    event ReleaseBegun(bytes32 indexed incidentId, address indexed by, uint40 releasableFrom);
    event Released(bytes32 indexed incidentId, uint256 amount);
    event Pulled(bytes32 indexed settlementId, bytes32 indexed incidentId, uint256 amount);
    event GivenBack(bytes32 indexed settlementId, bytes32 indexed incidentId, uint256 amount);

    error WrongParameter();
    error NotDistributor(address caller);
    error WrongPool(bytes32 poolId, address token);
    error WrongOrder(address pool, uint64 count);
    error WrongMoneyOut(uint256 have, uint256 want);
    error TooFewShares(uint256 shares, uint256 min);
    error TooLittle(uint256 assets, uint256 min);
    error NotYourExit(uint256 exitId);
    error ExitNotReady(uint40 readyAt);
    error ExitOver(uint40 until);
    error LeavesTooFew(uint256 shares, uint256 least);
    error PoolFrozen();
    error TermOver(bytes32 incidentId);
    error ReleaseTooSoon(uint40 releasableFrom);
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
        EXIT_LAG = Delays.atLeast(1 days, d.exitLag);
        BACK_WINDOW = IDistributor(d.distributor).ACTIVATION_DELAY() + MAX_HOLD;
        RELEASE_DELAY = ILiveness(d.distributor).LIVENESS_DELAY() + 96 hours;
        ORACLE = IDistributor(d.distributor).ORACLE();
        REPORTS = new Reports(IBonds(IQuorum(ORACLE).CHALLENGES()), d.asset);
        _appoint(Role.Operator, d.operator);
        _appoint(Role.Guardian, d.guardian);
    }

    // ---- underwriters ---------------------------------------------------------------------------------

    /// @notice Pays in, while no incident is open and no settlement of one can be cancelled any more: money that
    ///         comes back to the pool belongs to those who were in it. `assets` must equal msg.value for the native
    ///         coin and needs an allowance otherwise.
    /// @param minShares refuses a worse price than this
    function deposit(uint256 assets, uint256 minShares) external payable nonReentrant quiet returns (uint256 shares) {
        _requireOpen();
        uint104 narrow = _narrow(assets);
        shares = toShares(assets);
        _bookDeposit(msg.sender, shares, narrow, _worthless());
        if (shares < minShares) revert TooFewShares(shares, minShares);
        Transfers.takeIn(ASSET, assets);
        emit Deposited(msg.sender, assets, shares, totalShares);
    }

    /// @notice Queues shares for exit.
    function requestExit(uint256 shares) external nonReentrant quiet returns (uint256 exitId) {
        uint256 unqueued = sharesOf(msg.sender) - queuedOf(msg.sender);
        if (shares == 0) revert NothingToDo();
        if (shares > unqueued) revert NotEnoughShares(unqueued, shares);
        queuedIn[epoch][msg.sender] += shares;
        exitId = ++exitCount;
        uint40 readyAt = _now() + EXIT_LAG;
        exitOf[exitId] = Exit(msg.sender, readyAt, epoch, shares);
        emit ExitRequested(exitId, msg.sender, shares, readyAt);
    }

    function cancelExit(uint256 exitId) external nonReentrant quiet {
        _requireYours(exitId);
        _end(exitId);
    }

    /// @notice Pays a ripe exit at its value now; anyone may call it, the money goes to the holder. When its window or
    ///         its epoch is over, or its holder refuses coin, it ends instead and the shares are as before.
    function settleExit(uint256 exitId) external nonReentrant quiet returns (uint256 assets) {
        Exit memory e = exitOf[exitId];
        if (e.account == address(0)) revert NotYourExit(exitId);
        if (_now() >= e.readyAt + EXIT_WINDOW || e.epoch != epoch) {
            _end(exitId);
            return 0;
        }
        _requireOpen();
        return _settle(exitId, 0);
    }

    /// @notice Pays a ripe exit of the caller although something is frozen, at the value of the rest: the share of
    ///         what is frozen stays here for good, whatever becomes of it, and with it somebody to whom it belongs.
    /// @param minAssets refuses a worse price than this
    function settleExitAbove(uint256 exitId, uint256 minAssets) external nonReentrant quiet returns (uint256 assets) {
        Exit memory e = _requireYours(exitId);
        if (_now() >= e.readyAt + EXIT_WINDOW || e.epoch != epoch) revert ExitOver(e.readyAt + EXIT_WINDOW);
        uint256 frozen = uint256(reserved) + REPORTS.reportedExposure() + missing();
        (uint256 rest, uint256 least) = (totalShares - e.shares, VIRTUAL_SHARES * 100);
        if (exitsFrozen() && rest < least) revert LeavesTooFew(rest, least);
        assets = _settle(exitId, frozen);
        if (assets < minAssets) revert TooLittle(assets, minAssets);
    }

    /// @notice Shares of an account in the queue.
    function queuedOf(address account) public view returns (uint256) {
        return queuedIn[epoch][account];
    }

    /// @notice True while an incident holds an earmark, a report is fresh, or money may or should come back.
    function exitsFrozen() public view returns (bool) {
        return openEarmarks != 0 || REPORTS.reportedExposure() != 0 || _now() < openFrom || missing() != 0;
    }

    /// @notice Money of cancelled settlements that the asset has not let through to here, in base units.
    function missing() public view returns (uint256) {
        return IDistributor(DISTRIBUTOR).owedTo(address(this), ASSET);
    }

    // ---- incidents ------------------------------------------------------------------------------------

    /// @notice Sets min(exposure, cap, free) aside for a confirmed incident, or raises it to that.
    function earmark(bytes32 incidentId, uint256 exposure, uint256 cap)
        external
        only(Role.Operator)
        returns (uint256 amount)
    {
        if (_termOver(incidentId)) revert TermOver(incidentId);
        return _earmark(incidentId, exposure < cap ? exposure : cap);
    }

    /// @notice Anyone, with a quorum over the order: sets `earmark` aside and begins a new term, or, when it is 0,
    ///         releases what is left at once.
    function orderEarmark(PoolOrders.PoolOrder calldata order, bytes calldata signatures) external {
        if (order.pool != address(this) || order.count != orderCount) revert WrongOrder(order.pool, orderCount);
        ++orderCount;
        IQuorum oracle = IQuorum(ORACLE);
        bytes32 digest = MessageHashUtils.toTypedDataHash(oracle.domainSeparator(), PoolOrders.structHash(order));
        oracle.verifyQuorum(order.configDigest, order.validUntil, digest, signatures);
        if (order.earmark == 0) {
            _release(order.incidentId);
            return;
        }
        delete releasableFrom[order.incidentId];
        earmarkOf[order.incidentId].since = _now();
        if (order.earmark > _earmarked(order.incidentId)) _earmark(order.incidentId, order.earmark);
    }

    /// @notice The incident is settled: what is left of its earmark can be free RELEASE_DELAY later. By the operator, or
    ///         by anyone EARMARK_TERM after the first earmark and the last order.
    function beginRelease(bytes32 incidentId) external {
        if (!earmarkOf[incidentId].open || releasableFrom[incidentId] != 0) revert EarmarkState(incidentId, false);
        if (!_termOver(incidentId)) _requireHolder(Role.Operator);
        uint40 from = _now() + RELEASE_DELAY;
        releasableFrom[incidentId] = from;
        emit ReleaseBegun(incidentId, msg.sender, from);
    }

    /// @notice Ends a release that was begun RELEASE_DELAY ago; anyone.
    function endRelease(bytes32 incidentId) external returns (uint256 amount) {
        uint40 from = releasableFrom[incidentId];
        if (from == 0 || _now() < from) revert ReleaseTooSoon(from);
        return _release(incidentId);
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
        nonReentrant
        onlyDistributor
    {
        if (poolId != POOL_ID || token != ASSET) revert WrongPool(poolId, token);
        _bookGiveBack(incidentId, _narrow(amount));
        emit GivenBack(settlementId, incidentId, amount);
    }

    /// @inheritdoc IFundingSource
    function takeBack() external payable onlyDistributor {}

    // ---- inside ---------------------------------------------------------------------------------------

    function _recoverer() internal view override returns (address) {
        return ORACLE;
    }

    function _requireOpen() private view {
        if (exitsFrozen()) revert PoolFrozen();
    }

    function _requireYours(uint256 exitId) private view returns (Exit memory e) {
        e = exitOf[exitId];
        if (e.account != msg.sender) revert NotYourExit(exitId);
    }

    function _termOver(bytes32 incidentId) private view returns (bool) {
        uint40 since = earmarkOf[incidentId].since;
        return since != 0 && _now() >= since + EARMARK_TERM;
    }

    function _earmark(bytes32 incidentId, uint256 want) private returns (uint256 amount) {
        amount = _bookEarmark(incidentId, want > type(uint104).max ? type(uint104).max : uint104(want));
        REPORTS.countSetAside(amount);
        emit Earmarked(incidentId, amount, earmarkOf[incidentId].left);
    }

    function _release(bytes32 incidentId) private returns (uint256 amount) {
        delete releasableFrom[incidentId];
        uint40 back = earmarkOf[incidentId].since + BACK_WINDOW; // later than that nothing comes back
        if (earmarkOf[incidentId].paid != 0 && back > openFrom) openFrom = back;
        amount = _bookRelease(incidentId);
        emit Released(incidentId, amount);
    }

    /// @dev The exit is over, the shares stay.
    function _end(uint256 exitId) private {
        Exit memory e = exitOf[exitId];
        delete exitOf[exitId];
        queuedIn[e.epoch][e.account] -= e.shares;
        emit ExitEnded(exitId, e.account, e.shares);
    }

    function _settle(uint256 exitId, uint256 frozen) private returns (uint256 assets) {
        Exit memory e = exitOf[exitId];
        if (_now() < e.readyAt) revert ExitNotReady(e.readyAt);
        assets = _worth(e.shares, frozen);
        uint104 narrow = _narrow(assets);
        _bookExit(e.account, e.shares, narrow);
        if (!_payOut(e.account, assets)) {
            _unbookExit(e.account, e.shares, narrow);
            _end(exitId);
            return 0;
        }
        delete exitOf[exitId];
        queuedIn[e.epoch][e.account] -= e.shares;
        emit Withdrawn(e.account, assets, e.shares, totalShares, exitId);
    }

    /// @dev False when a holder refuses coin, with gas that nobody can make scarce. A token that refuses reverts.
    function _payOut(address to, uint256 assets) private returns (bool ok) {
        if (ASSET == address(0)) {
            if (gasleft() < 2 * EXIT_GAS) revert Transfers.GasTooLow(gasleft());
            (ok,) = to.call{value: assets, gas: EXIT_GAS}("");
            return ok;
        }
        uint256 before = Transfers.balance(ASSET);
        Transfers.pay(ASSET, to, assets);
        uint256 left = before - Transfers.balance(ASSET);
        if (left != assets) revert WrongMoneyOut(left, assets);
        return true;
    }
}
