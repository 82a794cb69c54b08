// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {Delays} from "./Delays.sol";
import {ExpiringPause} from "./ExpiringPause.sol";
import {IEscheat, IFundingSource, IGuarded, ILossOracle, INumbersTokens} from "./Interfaces.sol";
import {Messages} from "./Messages.sol";
import {Payee} from "./Payee.sol";
import {PayoutLimits} from "./PayoutLimits.sol";
import {PayoutTree} from "./PayoutTree.sol";
import {Roles} from "./Roles.sol";
import {SettlementBook} from "./SettlementBook.sol";
import {Transfers} from "./Transfers.sol";
import {TypedDomain} from "./TypedDomain.sol";

/// @title PayoutDistributor: pays signed settlements, each leaf once, to its receiver.
/// @notice NONE -> PUBLISHED -> CANCELLED | ACTIVE -> CLOSED. Two doors share one bitmap: `redeem` by proof and
///         `push` of aligned subtrees; anyone may use either, and neither can be paused.
contract PayoutDistributor is
    ReentrancyGuardTransient,
    TypedDomain,
    Roles,
    ExpiringPause,
    SettlementBook,
    Payee,
    IGuarded,
    INumbersTokens
{
    struct Deployment {
        ILossOracle oracle;
        address operator;
        address guardian;
        address treasurer;
        /// @dev Seconds from publishing to ACTIVE.
        uint40 activationDelay;
        /// @dev Seconds after an announcement until anyone may publish.
        uint40 livenessDelay;
        /// @dev Seconds from ACTIVE to the deadline; at least MIN_CLAIM_PERIOD.
        uint40 claimPeriod;
        uint40 capDelay;
    }

    /// @notice What a settlement id is made of; see `settlementId`.
    struct Key {
        bytes32 incidentId;
        bytes32 poolId;
        address token;
        uint64 sequence;
    }

    struct Redemption {
        bytes32 id;
        uint256 index;
        address receiver;
        uint256 amount;
        bytes32[] proof;
    }

    uint40 public constant MIN_CLAIM_PERIOD = 365 days;
    uint8 public constant MAX_LEVEL = 8;
    /// @notice Source that receives swept money: PoolID("escheat").
    bytes32 public constant ESCHEAT = keccak256(abi.encode("POOL_V1", "escheat"));
    bytes32 public constant REDEEM_TO_TYPEHASH =
        keccak256("RedeemTo(bytes32 settlementId,uint256 index,address newReceiver,uint64 deadline)");

    ILossOracle public immutable ORACLE;
    uint40 public immutable ACTIVATION_DELAY;
    uint40 public immutable LIVENESS_DELAY;
    uint40 public immutable CLAIM_PERIOD;
    /// @notice Which tokens may be published, and how much.
    PayoutLimits public immutable LIMITS;

    mapping(bytes32 poolId => address source) public sourceOf;
    mapping(address source => bool) public isSource;
    mapping(bytes32 orderDigest => uint256) public announcedAt;
    /// @notice Tokens by the numbers that settlements name them by; a number never changes.
    mapping(uint16 index => address) public tokenAt;
    /// @notice Money of cancelled settlements that a source has in its books and that is still here, in base units.
    mapping(address source => mapping(address token => uint256)) public owedTo;

    event SourceRegistered(bytes32 indexed poolId, address indexed source);
    event Announced(bytes32 indexed id, bytes32 indexed orderDigest, uint256 publicFrom);
    event Published(
        bytes32 indexed id,
        bytes32 indexed incidentId,
        bytes32 indexed poolId,
        address token,
        uint64 sequence,
        bytes32 root,
        uint32 leafCount,
        uint256 total,
        uint40 activeAt,
        uint40 deadline,
        bytes32 orderDigest
    );
    event Cancelled(bytes32 indexed id, address indexed by, uint256 total, bytes32 reasonHash);
    /// @notice A quorum took back an order before anybody published it.
    event Revoked(bytes32 indexed id, bytes32 indexed incidentId, address indexed by, bytes32 reasonHash);
    event Returned(address indexed source, address indexed token, uint256 amount);
    event Held(bytes32 indexed id, uint40 activeAt, bytes32 reasonHash);
    event Extended(bytes32 indexed id, uint40 deadline);
    event Redeemed(
        bytes32 indexed id, uint256 indexed index, address indexed receiver, uint256 amount, address paidTo
    );
    event Pushed(bytes32 indexed id, uint256 firstIndex, uint256 paidMask);
    event PushFailed(bytes32 indexed id, uint256 index);
    event Swept(bytes32 indexed id, bytes32 indexed incidentId, address token, uint256 amount);

    error WrongParameter();
    error SourceKnown(bytes32 poolId);
    error UnknownSource(bytes32 poolId);
    error WrongSettlementId(bytes32 have);
    error EmptyOrder();
    error NoReason();
    error NotLimits(address caller);
    error NothingOwed(address source, address token);
    error NotAnnounced(bytes32 orderDigest);
    error TooEarly(uint256 from);
    error WrongMoneyOut(uint256 have, uint256 want);
    error BadProof(bytes32 id, uint256 index);
    error BadLevel(uint8 level);
    error BadMask(uint256 mask, uint256 items);

    constructor(Deployment memory d) TypedDomain("PayoutDistributor") {
        if (address(d.oracle).code.length == 0 || d.claimPeriod < MIN_CLAIM_PERIOD) revert WrongParameter();
        ORACLE = d.oracle;
        ACTIVATION_DELAY = Delays.atLeast(1 hours, d.activationDelay);
        LIVENESS_DELAY = Delays.atLeast(1 days, d.livenessDelay);
        CLAIM_PERIOD = d.claimPeriod;
        LIMITS = new PayoutLimits(address(d.oracle), d.treasurer, d.capDelay);
        _appoint(Role.Operator, d.operator);
        _appoint(Role.Guardian, d.guardian);
        _appoint(Role.Treasurer, d.treasurer);
    }

    /// @notice Native coin comes in only from sources, while a settlement is being published.
    receive() external payable {
        if (!isSource[msg.sender] || !_reentrancyGuardEntered()) revert Transfers.WrongMoneyIn(msg.value, 0);
    }

    // ---- administration -------------------------------------------------------------------------------

    /// @notice Binds a pool id to its contract, once.
    function registerSource(bytes32 poolId, address source) external only(Role.Treasurer) {
        if (sourceOf[poolId] != address(0)) revert SourceKnown(poolId);
        if (source.code.length == 0) revert UnknownSource(poolId);
        sourceOf[poolId] = source;
        isSource[source] = true;
        emit SourceRegistered(poolId, source);
    }

    /// @inheritdoc INumbersTokens
    function numberToken(uint16 index, address token) external {
        if (msg.sender != address(LIMITS)) revert NotLimits(msg.sender);
        tokenAt[index] = token;
    }

    /// @notice Stops publishing for at most 72 hours, and not again before a day has passed. Doors stay open.
    function pausePublishing(uint40 duration, bytes32 reasonHash) external only(Role.Guardian) {
        _pauseFor(duration, reasonHash);
    }

    function unpausePublishing() external only(Role.Guardian) {
        _unpause();
    }

    // ---- life of a settlement -------------------------------------------------------------------------

    /// @notice Records that a quorum has signed; LIVENESS_DELAY later anyone may publish.
    function announce(Messages.PayoutOrder calldata order, bytes calldata signatures) external {
        bytes32 digest = ORACLE.checkOrder(order, signatures);
        if (announcedAt[digest] != 0) return;
        announcedAt[digest] = block.timestamp;
        emit Announced(order.settlementId, digest, block.timestamp + LIVENESS_DELAY);
    }

    /// @notice Publishes an order and moves its money in. The operator at any time; everybody else
    ///         LIVENESS_DELAY seconds after its announcement. For an announced order `signatures` may be empty.
    function publish(Messages.PayoutOrder calldata order, bytes calldata signatures)
        external
        nonReentrant
        returns (bytes32 id)
    {
        _requireNotPaused();
        id = _checkedId(order);
        bytes32 digest = _confirm(order, signatures);
        uint128 total = uint128(order.total);
        uint40 activeAt = uint40(block.timestamp) + ACTIVATION_DELAY;
        uint40 deadline = activeAt + CLAIM_PERIOD;
        uint16 day = uint16(block.timestamp / 1 days);
        uint16 tokenIndex = LIMITS.use(order.payoutToken, total, day);
        _open(
            id,
            order.incidentId,
            order.payoutToken,
            order.cumulativeTotal,
            order.follows,
            bytes16(digest),
            Settlement(order.payoutRoot, total, activeAt, deadline, tokenIndex, State.Published, false, day)
        );
        _moneyIn(order, id);
        emit Published(
            id,
            order.incidentId,
            order.poolId,
            order.payoutToken,
            order.sequence,
            order.payoutRoot,
            order.leafCount,
            total,
            activeAt,
            deadline,
            digest
        );
    }

    /// @notice Before ACTIVE, by the guardian with a reason, once for each (incident, pool, token): commitment and money
    ///         go back to the source. The books change here, whatever the token does; the money follows at once when the
    ///         token lets it, or when somebody calls `returnMoney`.
    function cancel(Key calldata key, bytes32 reasonHash) external nonReentrantView only(Role.Guardian) {
        _cancelAndReturn(key, reasonHash, true);
    }

    /// @notice Before ACTIVE, by a quorum over the order to cancel. What was signed and not published yet is revoked: nobody
    ///         can publish it any more.
    function cancelByQuorum(Key calldata key, Messages.CancelOrder calldata order, bytes calldata signatures)
        external
        nonReentrantView
    {
        ORACLE.checkCancel(order, signatures);
        bytes32 id = _cancelAndReturn(key, order.reasonHash, false);
        if (id != order.settlementId) revert WrongSettlementId(order.settlementId);
    }

    /// @notice Moves what is owed to a source; anyone, again and again until the token lets it go whole.
    function returnMoney(address source, address token) external nonReentrant {
        uint256 amount = owedTo[source][token];
        if (amount == 0) revert NothingOwed(source, token);
        owedTo[source][token] = 0;
        (uint256 before, uint256 had) = (Transfers.balance(token), Transfers.balanceOf(token, source));
        if (token == address(0)) IFundingSource(source).takeBack{value: amount}();
        else Transfers.pay(token, source, amount);
        _requireSpent(token, before, amount);
        _requireCame(token, source, had, amount);
        emit Returned(source, token, amount);
    }

    /// @notice Pushes ACTIVE out, once a settlement, by at most 72 hours.
    function hold(bytes32 id, uint40 duration, bytes32 reasonHash) external only(Role.Guardian) {
        if (reasonHash == 0) revert NoReason();
        emit Held(id, _hold(id, duration), reasonHash);
    }

    /// @notice Deadlines only grow.
    function extendDeadline(bytes32 id, uint40 deadline) external only(Role.Treasurer) {
        _extend(id, deadline);
        emit Extended(id, deadline);
    }

    /// @notice After the deadline, by anyone: closes both doors for ever; what is left goes to the incident's
    ///         escheat account, outside every pool's value.
    function sweep(Key calldata key) external nonReentrant returns (uint256 amount) {
        bytes32 id = settlementId(key);
        amount = _close(id);
        address vault = sourceOf[ESCHEAT];
        if (vault == address(0)) revert UnknownSource(ESCHEAT);
        if (amount != 0) {
            (uint256 before, uint256 had) = (Transfers.balance(key.token), Transfers.balanceOf(key.token, vault));
            if (key.token != address(0)) Transfers.pay(key.token, vault, amount);
            uint256 value = key.token == address(0) ? amount : 0;
            IEscheat(vault).escheat{value: value}(id, key.incidentId, key.token, amount);
            _requireSpent(key.token, before, amount);
            _requireCame(key.token, vault, had, amount);
        }
        emit Swept(id, key.incidentId, key.token, amount);
    }

    // ---- doors ----------------------------------------------------------------------------------------

    /// @notice Pays one leaf to its receiver; anyone may call it.
    function redeem(bytes32 id, uint256 index, address receiver, uint256 amount, bytes32[] calldata proof)
        external
        nonReentrant
    {
        _redeem(id, index, receiver, amount, proof, receiver);
    }

    /// @notice Pays one leaf to another address which its receiver has signed (EOA or EIP-1271).
    function redeemTo(
        bytes32 id,
        uint256 index,
        address receiver,
        uint256 amount,
        bytes32[] calldata proof,
        address newReceiver,
        uint64 deadline,
        bytes calldata signature
    ) external nonReentrant {
        bytes32 digest = hashRedeemTo(id, index, newReceiver, deadline);
        bool signed = SignatureChecker.isValidSignatureNow(receiver, digest, signature);
        _redeem(id, index, receiver, amount, proof, _payee(receiver, newReceiver, deadline, signed));
    }

    /// @notice Many leaves, of any settlements. Leaves already paid are skipped, so nobody can spoil the call
    ///         by paying one of them first; anything else wrong reverts the whole.
    function redeemMany(Redemption[] calldata items) external nonReentrant {
        for (uint256 i = 0; i < items.length; ++i) {
            Redemption calldata r = items[i];
            if (isTaken(r.id, r.index)) continue;
            _redeem(r.id, r.index, r.receiver, r.amount, r.proof, r.receiver);
        }
    }

    /// @notice Pays chosen leaves of one aligned subtree; anyone may call it.
    /// @param level  the subtree covers 2^level leaves (fewer only at the right edge of the tree), at most 256
    /// @param node   its position in that layer: its first leaf has index node * 2^level
    /// @param packed all its leaves in order, 32 bytes each: receiver (20), amount as uint96 (12)
    /// @param mask   bit i pays item i; items already paid are skipped
    /// @param proof  from the subtree's root to the settlement's root
    /// @return paid  mask of the items that were paid by this call
    function push(bytes32 id, uint8 level, uint256 node, bytes calldata packed, uint256 mask, bytes32[] calldata proof)
        external
        nonReentrant
        returns (uint256 paid)
    {
        uint256 first = _firstOf(level, node, packed.length / 32, mask);
        uint256 shift = first & 255;
        uint256 todo = mask & ~(_taken[id][first >> 8] >> shift);
        (bytes32 top, uint256 sum) = PayoutTree.subtree(id, first, packed);
        if (PayoutTree.climb(proof, top) != _settlements[id].root) revert BadProof(id, first);
        if (todo == 0) return 0;
        if (todo != type(uint256).max >> (256 - packed.length / 32)) sum = PayoutTree.sumOf(packed, todo);
        // At most 256 amounts below 2^96.
        address token = tokenAt[_take(id, first >> 8, todo << shift, uint128(sum))];
        uint256 before = Transfers.balance(token);
        (uint256 failed, uint256 failedSum) = Transfers.payMany(token, packed, todo);
        _requireSpent(token, before, sum - failedSum);
        if (failed != 0) {
            _restore(id, first >> 8, failed << shift, uint128(failedSum));
            _reportFailed(id, first, failed);
        }
        paid = todo & ~failed;
        emit Pushed(id, first, paid);
    }

    // ---- views ----------------------------------------------------------------------------------------

    /// @notice keccak256(abi.encode("SETTLEMENT_V1", chainId, this, incidentId, poolId, token, sequence)).
    function settlementId(Key memory key) public view returns (bytes32) {
        return keccak256(
            abi.encode(
                "SETTLEMENT_V1", block.chainid, address(this), key.incidentId, key.poolId, key.token, key.sequence
            )
        );
    }

    /// @notice Node of layer `level` that `packed` makes when its first leaf has index `first`.
    function subtreeOf(bytes32 id, uint256 first, bytes calldata packed) external pure returns (bytes32 node) {
        (node,) = PayoutTree.subtree(id, first, packed);
    }

    /// @notice EIP-712 digest under this contract's own domain ("PayoutDistributor", "1").
    function hashRedeemTo(bytes32 id, uint256 index, address newReceiver, uint64 deadline)
        public
        view
        returns (bytes32)
    {
        return _hashTyped(keccak256(abi.encode(REDEEM_TO_TYPEHASH, id, index, newReceiver, deadline)));
    }

    /// @inheritdoc IGuarded
    function entered() external view returns (bool) {
        return _reentrancyGuardEntered();
    }

    // ---- inside ---------------------------------------------------------------------------------------

    function _checkedId(Messages.PayoutOrder calldata order) private view returns (bytes32 id) {
        id = settlementId(Key(order.incidentId, order.poolId, order.payoutToken, order.sequence));
        if (id != order.settlementId) revert WrongSettlementId(order.settlementId);
        if (order.total == 0 || order.leafCount == 0 || order.payoutRoot == 0) revert EmptyOrder();
        if (order.total > type(uint128).max) revert MoreThanSigned(id);
    }

    function _confirm(Messages.PayoutOrder calldata order, bytes calldata signatures)
        private
        returns (bytes32 digest)
    {
        bool operator = msg.sender == holderOf[Role.Operator];
        if (operator && signatures.length != 0) return ORACLE.confirmOrder(order, signatures);
        digest = ORACLE.confirmAnnounced(order);
        uint256 announced = announcedAt[digest];
        if (announced == 0) revert NotAnnounced(digest);
        if (!operator && block.timestamp < announced + LIVENESS_DELAY) revert TooEarly(announced + LIVENESS_DELAY);
    }

    function _moneyIn(Messages.PayoutOrder calldata order, bytes32 id) private {
        address source = sourceOf[order.poolId];
        if (source == address(0)) revert UnknownSource(order.poolId);
        uint256 before = Transfers.balance(order.payoutToken);
        IFundingSource(source).pull(id, order.poolId, order.incidentId, order.payoutToken, order.total);
        uint256 came = Transfers.balance(order.payoutToken) - before;
        if (came != order.total) revert Transfers.WrongMoneyIn(came, order.total);
    }

    function _cancelAndReturn(Key calldata key, bytes32 reasonHash, bool alone) private returns (bytes32 id) {
        if (reasonHash == 0) revert NoReason();
        id = settlementId(key);
        if (!alone && _revoke(id, key.incidentId)) {
            emit Revoked(id, key.incidentId, msg.sender, reasonHash);
            return id;
        }
        uint128 total = _cancel(id, key.incidentId, key.token);
        LIMITS.restore(key.incidentId, key.poolId, key.token, total, _settlements[id].day, alone);
        address source = sourceOf[key.poolId];
        owedTo[source][key.token] += total;
        IFundingSource(source).giveBack(id, key.poolId, key.incidentId, key.token, total);
        emit Cancelled(id, msg.sender, total, reasonHash);
        // Undoing must not need the token: what it refuses now stays owed.
        try this.returnMoney(source, key.token) {} catch {}
    }

    /// @dev A source gets all of it or nothing moves: a fee that is taken on the way would be somebody else's loss.
    function _requireCame(address token, address to, uint256 had, uint256 amount) private view {
        uint256 came = Transfers.balanceOf(token, to) - had;
        if (came != amount) revert Transfers.WrongMoneyIn(came, amount);
    }

    function _redeem(
        bytes32 id,
        uint256 index,
        address receiver,
        uint256 amount,
        bytes32[] calldata proof,
        address to
    ) private {
        bytes32 leaf = PayoutTree.leaf(id, index, receiver, amount);
        if (PayoutTree.climb(proof, leaf) != _settlements[id].root) revert BadProof(id, index);
        if (amount > type(uint128).max) revert MoreThanSigned(id);
        address token = tokenAt[_take(id, index >> 8, 1 << (index & 255), uint128(amount))];
        uint256 before = Transfers.balance(token);
        Transfers.pay(token, to, amount);
        _requireSpent(token, before, amount);
        emit Redeemed(id, index, receiver, amount, to);
    }

    /// @dev A token must take exactly what was booked. Native coin cannot take more, and a receiver that forces
    ///      some back on us must not be able to spoil a chunk.
    function _requireSpent(address token, uint256 before, uint256 amount) private view {
        uint256 now_ = Transfers.balance(token);
        if (token == address(0) ? now_ + amount < before : now_ + amount != before) {
            revert WrongMoneyOut(before > now_ ? before - now_ : 0, amount);
        }
    }

    function _recoverer() internal view override returns (address) {
        return address(ORACLE);
    }

    function _firstOf(uint8 level, uint256 node, uint256 items, uint256 mask) private pure returns (uint256) {
        if (level > MAX_LEVEL || items > 1 << level || node >> 32 != 0) revert BadLevel(level);
        if (items < 256 && mask >> items != 0) revert BadMask(mask, items);
        return node << level;
    }

    function _reportFailed(bytes32 id, uint256 first, uint256 failed) private {
        for (uint256 i = 0; failed != 0; ++i) {
            if (failed & 1 != 0) emit PushFailed(id, first + i);
            failed >>= 1;
        }
    }
}
