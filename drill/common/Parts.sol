// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @title What modules of the drills have in common. None of it is for use outside of drills.
abstract contract Guarded {
    address public guardian;
    bool public paused;

    event Paused(address account);

    error EnforcedPause();
    error NotGuardian();

    modifier whenNotPaused() {
        if (paused) revert EnforcedPause();
        _;
    }

    function pause() external {
        if (msg.sender != guardian) revert NotGuardian();
        paused = true;
        emit Paused(msg.sender);
    }
}

/// @notice A sound vault of native money with one balance an account.
contract PlainVault is Guarded {
    mapping(address account => uint256) public balanceOf;
    uint256 public totalLiabilities;

    event Deposited(address indexed account, uint256 amount);
    event Withdrawn(address indexed account, uint256 amount);

    constructor(address guardian_) {
        guardian = guardian_;
    }

    function totalAssets() external view returns (uint256) {
        return address(this).balance;
    }

    function deposit() external payable whenNotPaused {
        balanceOf[msg.sender] += msg.value;
        totalLiabilities += msg.value;
        emit Deposited(msg.sender, msg.value);
    }

    function withdraw(uint256 amount) external whenNotPaused {
        balanceOf[msg.sender] -= amount;
        totalLiabilities -= amount;
        (bool ok,) = msg.sender.call{value: amount}("");
        require(ok, "not sent");
        emit Withdrawn(msg.sender, amount);
    }
}

/// @notice A token that an owner mints.
contract Token {
    string public symbol;
    address public minter;
    uint256 public totalSupply;
    mapping(address account => uint256) public balanceOf;
    mapping(address account => mapping(address spender => uint256)) public allowance;

    event Transfer(address indexed from, address indexed to, uint256 value);
    event Approval(address indexed owner, address indexed spender, uint256 value);

    constructor(string memory symbol_, address minter_) {
        symbol = symbol_;
        minter = minter_;
    }

    function mint(address to, uint256 value) public virtual {
        require(msg.sender == minter, "not minter");
        totalSupply += value;
        balanceOf[to] += value;
        emit Transfer(address(0), to, value);
    }

    function approve(address spender, uint256 value) external returns (bool) {
        allowance[msg.sender][spender] = value;
        emit Approval(msg.sender, spender, value);
        return true;
    }

    function transfer(address to, uint256 value) external returns (bool) {
        _move(msg.sender, to, value);
        return true;
    }

    function transferFrom(address from, address to, uint256 value) external returns (bool) {
        uint256 left = allowance[from][msg.sender];
        if (left != type(uint256).max) allowance[from][msg.sender] = left - value;
        _move(from, to, value);
        return true;
    }

    function _move(address from, address to, uint256 value) internal {
        balanceOf[from] -= value;
        balanceOf[to] += value;
        emit Transfer(from, to, value);
    }
}

/// @notice Where the code is stands in the usual slot. What is called on it goes there.
contract Proxy {
    bytes32 private constant SLOT = 0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc;
    address private immutable ADMIN;

    event Upgraded(address indexed implementation);

    constructor(address implementation, address admin, bytes memory init) {
        ADMIN = admin;
        _set(implementation, init);
    }

    function upgradeToAndCall(address implementation, bytes calldata init) external {
        require(msg.sender == ADMIN, "not admin");
        _set(implementation, init);
    }

    function _set(address implementation, bytes memory init) private {
        assembly {
            sstore(SLOT, implementation)
        }
        emit Upgraded(implementation);
        if (init.length > 0) {
            (bool ok,) = implementation.delegatecall(init);
            require(ok, "not initialised");
        }
    }

    fallback() external payable {
        assembly {
            calldatacopy(0, 0, calldatasize())
            let ok := delegatecall(gas(), sload(SLOT), 0, calldatasize(), 0, 0)
            returndatacopy(0, 0, returndatasize())
            if iszero(ok) { revert(0, returndatasize()) }
            return(0, returndatasize())
        }
    }

    receive() external payable {}
}
