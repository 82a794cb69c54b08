package contracts_test

import (
	"bytes"
	"math/big"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"

	"makewhole/contracts"
	"makewhole/merkle"
	"makewhole/money"
)

var halfOrder = new(big.Int).Rsh(crypto.S256().Params().N, 1)

// quorum mirrors OracleConfigs.verifyQuorum.
func (m *model) quorum(config common.Hash, until uint64, digest common.Hash, sigs []byte) string {
	if config != m.config || !m.usable {
		return "ConfigUnusable"
	}
	if !m.inTerm(until) {
		return "OutOfTerm"
	}
	if len(sigs)%65 != 0 {
		return "BadSignatureLength"
	}
	if len(sigs)/65 < m.threshold {
		return "NoQuorum"
	}
	last := common.Address{}
	for ; len(sigs) > 0; sigs = sigs[65:] {
		if new(big.Int).SetBytes(sigs[32:64]).Cmp(halfOrder) > 0 {
			return "ECDSAInvalidSignatureS"
		}
		signer, ok := m.signer(digest, sigs[:65])
		switch {
		case !ok:
			return "ECDSAInvalidSignature"
		case bytes.Compare(signer[:], last[:]) <= 0:
			return "SignersNotAscending"
		case !m.members[signer]:
			return "NotASigner"
		}
		last = signer
	}
	return ""
}

// inTerm mirrors OracleConfigs._requireInTerm.
func (m *model) inTerm(until uint64) bool { return until >= m.now && until-m.now <= 90*86400 }

// signer recovers a key once and remembers it.
func (m *model) signer(digest common.Hash, sig []byte) (common.Address, bool) {
	k := [97]byte(append(digest.Bytes(), sig...))
	who, known := m.recovered[k]
	if !known {
		who, _ = contracts.RecoverSigner(digest, sig) // the zero address when it cannot
		m.recovered[k] = who
	}
	return who, who != common.Address{}
}

// seal mirrors LossOracle.sealSet where nobody objects to a snapshot.
func (m *model) seal(digest, incident common.Hash) string {
	s := m.sets[digest]
	if s == nil || s.incident != incident {
		return "WrongIncident"
	}
	if s.isSet && s.revision == m.sealed[incident] {
		return ""
	}
	if !s.isSet || s.revision < m.sealed[incident] || m.now < s.finalAt {
		return "NotFinal"
	}
	put(m, m.sealed, incident, s.revision)
	return ""
}

func (m *model) announce(o contracts.PayoutOrder, sigs []byte) string {
	digest := o.Digest(m.domain)
	if refusal := m.quorum(o.ConfigDigest, o.ValidUntil, digest, sigs); refusal != "" {
		return refusal
	}
	if m.announced[digest] == 0 {
		put(m, m.announced, digest, m.now)
	}
	return ""
}

func (m *model) idOf(k contracts.SettlementKey) common.Hash {
	return merkle.SettlementID(chainID, m.dist, k.IncidentID, k.PoolID, k.Token, k.Sequence)
}

func (m *model) publish(who common.Address, o contracts.PayoutOrder, sigs []byte) string {
	total := o.Total.Uint256()
	limit := pow2(128)
	switch {
	case m.now < m.publishing.until:
		return "IsPaused"
	case m.idOf(o.Key()) != o.SettlementID:
		return "WrongSettlementId"
	case total.IsZero() || o.LeafCount == 0 || o.PayoutRoot == common.Hash{}:
		return "EmptyOrder"
	case !total.Lt(&limit):
		return "MoreThanSigned"
	}
	for _, step := range []func() string{
		func() string { return m.confirm(who, o, sigs) },
		func() string { return m.useCaps(o.PayoutToken, total) },
		func() string { return m.open(o, total) },
		func() string { return m.moneyIn(o, total) },
	} {
		if refusal := step(); refusal != "" {
			return refusal
		}
	}
	return ""
}

func (m *model) confirm(who common.Address, o contracts.PayoutOrder, sigs []byte) string {
	digest := o.Digest(m.domain)
	if who == m.operator && len(sigs) != 0 {
		if refusal := m.quorum(o.ConfigDigest, o.ValidUntil, digest, sigs); refusal != "" {
			return refusal
		}
		return m.seal(o.SnapshotSetDigest, o.IncidentID)
	}
	switch {
	case o.ConfigDigest != m.config || !m.usable:
		return "ConfigUnusable"
	case !m.inTerm(o.ValidUntil):
		return "OutOfTerm"
	}
	if refusal := m.seal(o.SnapshotSetDigest, o.IncidentID); refusal != "" {
		return refusal
	}
	announced := m.announced[digest]
	switch {
	case announced == 0:
		return "NotAnnounced"
	case who != m.operator && m.now < announced+livenessDelay:
		return "TooEarly"
	}
	return ""
}

// follows is the state that the next order of the incident in the token must
// name.
func (m *model) follows(id common.Hash, token common.Address) common.Hash {
	return contracts.FollowsState(m.last[commitment{id, token}], m.undone[id])
}

func (m *model) useCaps(token common.Address, total amount) string {
	a := m.assets[token]
	if a == nil || !a.enabled {
		return "TokenNotAllowed"
	}
	if a.perSettlement.Lt(&total) {
		return "OverSettlementCap"
	}
	used := total
	if a.day == m.now/86400 {
		used = plus(a.used, total)
	}
	if a.perDay.Lt(&used) {
		return "OverDayCap"
	}
	set(m, &a.day, m.now/86400)
	set(m, &a.used, used)
	return ""
}

func (m *model) open(o contracts.PayoutOrder, total amount) string {
	if m.settlements[o.SettlementID] != nil || m.revoked[o.SettlementID] {
		return "WrongState"
	}
	if o.Follows != m.follows(o.IncidentID, o.PayoutToken) {
		return "FollowsOther"
	}
	k := commitment{o.IncidentID, o.PayoutToken}
	want := plus(m.committed[k], total)
	if said := o.CumulativeTotal.Uint256(); !said.Eq(&want) {
		return "WrongCumulative"
	}
	put(m, m.committed, k, want)
	put(m, m.last, k, o.Digest(m.domain))
	s := &settlement{
		order: o, total: total, remaining: total, activeAt: m.now + activationDelay,
		deadline: m.now + activationDelay + claimPeriod, state: contracts.SettlementStatePublished,
		day: m.now / 86400, token: m.assets[o.PayoutToken], taken: map[uint64]bool{}, words: map[uint64]bool{},
	}
	put(m, m.settlements, o.SettlementID, s)
	set(m, &m.published, append(m.published[:len(m.published):len(m.published)], s))
	return ""
}

func (m *model) moneyIn(o contracts.PayoutOrder, total amount) string {
	source, ok := m.sources[o.PoolID]
	if !ok {
		return "UnknownSource"
	}
	a := m.assets[o.PayoutToken]
	if refusal := m.pull(o.PoolID, o.IncidentID, a, total); refusal != "" {
		return refusal
	}
	before := a.balances[m.dist]
	if !m.transfer(a, source, m.dist, total, false) {
		return "TransferFailed"
	}
	if came := minus(a.balances[m.dist], before); !came.Eq(&total) {
		return "WrongMoneyIn"
	}
	return ""
}

func (m *model) stateOf(s *settlement) uint8 {
	switch {
	case s == nil:
		return contracts.SettlementStateNone
	case s.state == contracts.SettlementStatePublished && m.now >= s.activeAt:
		return contracts.SettlementStateActive
	}
	return s.state
}

func (m *model) cancel(who common.Address, k contracts.SettlementKey, reason common.Hash) string {
	if who != m.guardian {
		return "NotHolder"
	}
	return m.takeBack(k, reason, true)
}

func (m *model) cancelByQuorum(k contracts.SettlementKey, c contracts.CancelOrder, sigs []byte) string {
	if refusal := m.quorum(c.ConfigDigest, c.ValidUntil, c.Digest(m.domain), sigs); refusal != "" {
		return refusal
	}
	id := m.idOf(k)
	if c.ReasonHash != (common.Hash{}) && m.settlements[id] == nil && !m.revoked[id] {
		put(m, m.revoked, id, true)
		put(m, m.undone, k.IncidentID, m.undone[k.IncidentID]+1)
	} else if refusal := m.takeBack(k, c.ReasonHash, false); refusal != "" {
		return refusal
	}
	if id != c.SettlementID {
		return "WrongSettlementId"
	}
	return ""
}

func (m *model) takeBack(k contracts.SettlementKey, reason common.Hash, alone bool) string {
	if reason == (common.Hash{}) {
		return "NoReason"
	}
	s := m.settlements[m.idOf(k)]
	if m.stateOf(s) != contracts.SettlementStatePublished {
		return "WrongState"
	}
	once := line{k.IncidentID, k.PoolID, k.Token}
	if alone && m.cancelled[once] {
		return "CancelUsed"
	}
	if alone {
		put(m, m.cancelled, once, true)
	}
	put(m, m.undone, k.IncidentID, m.undone[k.IncidentID]+1)
	total := s.remaining
	set(m, &s.remaining, amount{})
	set(m, &s.state, contracts.SettlementStateCancelled)
	c := commitment{k.IncidentID, k.Token}
	put(m, m.committed, c, minus(m.committed[c], total))
	if s.token.day == s.day {
		set(m, &s.token.used, minus(s.token.used, total))
	}
	source := m.sources[k.PoolID]
	d := debt{source, k.Token}
	put(m, m.owed, d, plus(m.owed[d], total))
	m.giveBack(k.PoolID, k.IncidentID, s.token, total)
	mark := len(m.undo)
	if m.returnMoney(source, k.Token) != "" {
		m.revertTo(mark) // it stays owed
	}
	return ""
}

// returnMoney pays what is owed to a source, all of it or nothing.
func (m *model) returnMoney(source, token common.Address) string {
	d := debt{source, token}
	x := m.owed[d]
	if x.IsZero() {
		return "NothingOwed"
	}
	put(m, m.owed, d, amount{})
	a := m.assets[token]
	before, had := a.balances[m.dist], a.balances[source]
	if refusal := m.handOver(a, source, x); refusal != "" {
		return refusal
	}
	return m.moved(a, before, source, had, x)
}

// moved: what left here is what came there.
func (m *model) moved(a *asset, before amount, to common.Address, had, x amount) string {
	if refusal := m.spent(a, before, x); refusal != "" {
		return refusal
	}
	if came := minus(a.balances[to], had); !came.Eq(&x) {
		return "WrongMoneyIn"
	}
	return ""
}

// handOver gives money back to a source: coin goes with a call that takes it.
func (m *model) handOver(a *asset, to common.Address, x amount) string {
	if a.coin() {
		m.move(a, m.dist, to, x)
		return ""
	}
	if !m.transfer(a, m.dist, to, x, false) {
		return "TransferFailed"
	}
	return ""
}

func (m *model) hold(who common.Address, id common.Hash, seconds uint64, reason common.Hash) string {
	if who != m.guardian {
		return "NotHolder"
	}
	s := m.settlements[id]
	switch {
	case reason == common.Hash{}:
		return "NoReason"
	case m.stateOf(s) != contracts.SettlementStatePublished:
		return "WrongState"
	case s.held:
		return "HoldUsed"
	case seconds == 0 || seconds > 72*3600:
		return "HoldTooLong"
	}
	set(m, &s.activeAt, s.activeAt+seconds)
	set(m, &s.deadline, s.deadline+seconds)
	set(m, &s.held, true)
	return ""
}

func (m *model) extend(who common.Address, id common.Hash, deadline uint64) string {
	if who != m.treasurer {
		return "NotHolder"
	}
	s := m.settlements[id]
	switch {
	case s == nil || s.state != contracts.SettlementStatePublished:
		return "WrongState"
	case deadline <= s.deadline || deadline > s.activeAt+10*365*86400:
		return "DeadlineNotExtended"
	}
	set(m, &s.deadline, deadline)
	return ""
}

func (m *model) sweep(k contracts.SettlementKey) string {
	s := m.settlements[m.idOf(k)]
	switch {
	case m.stateOf(s) != contracts.SettlementStateActive:
		return "WrongState"
	case m.now <= s.deadline:
		return "BeforeDeadline"
	}
	rest := s.remaining
	set(m, &s.remaining, amount{})
	set(m, &s.state, contracts.SettlementStateClosed)
	if rest.IsZero() {
		return ""
	}
	before, had := s.token.balances[m.dist], s.token.balances[m.vault]
	if refusal := m.handOver(s.token, m.vault, rest); refusal != "" {
		return refusal
	}
	m.book(account{escheat, k.IncidentID, k.Token}, rest)
	return m.moved(s.token, before, m.vault, had, rest)
}

// take books leaves as paid, all of which must be unpaid.
func (m *model) take(s *settlement, indices []uint64, x amount) string {
	if m.stateOf(s) != contracts.SettlementStateActive {
		return "WrongState"
	}
	for _, i := range indices {
		if s.taken[i] {
			return "AlreadyTaken"
		}
	}
	if s.remaining.Lt(&x) {
		return "MoreThanSigned"
	}
	for _, i := range indices {
		put(m, s.taken, i, true)
		put(m, s.words, i>>8, true)
	}
	set(m, &s.remaining, minus(s.remaining, x))
	return ""
}

func (m *model) spent(a *asset, before, x amount) string {
	now, want := plus(a.balances[m.dist], x), before
	if a.coin() && now.Lt(&want) || !a.coin() && !now.Eq(&want) {
		return "WrongMoneyOut"
	}
	return ""
}

// redeem pays one leaf to `to`: its receiver, or another that was authorised.
func (m *model) redeem(r contracts.Redemption, to common.Address) string {
	s := m.settlements[r.SettlementID]
	leaf := merkle.PayoutLeaf(r.SettlementID, r.Index, r.Receiver, r.Amount)
	if s == nil || !merkle.Verify(s.order.PayoutRoot, leaf, r.Proof) {
		return "BadProof"
	}
	x := r.Amount.Uint256()
	if limit := pow2(128); !x.Lt(&limit) {
		return "MoreThanSigned"
	}
	if refusal := m.take(s, []uint64{r.Index}, x); refusal != "" {
		return refusal
	}
	before := s.token.balances[m.dist]
	if !m.transfer(s.token, m.dist, to, x, false) {
		return "TransferFailed"
	}
	return m.spent(s.token, before, x)
}

func (m *model) redeemTo(r contracts.Redemption, to contracts.RedeemTo, good bool) string {
	switch {
	case to.NewReceiver == common.Address{} || to.NewReceiver == m.dist:
		return "BadReceiver"
	case m.now > to.Deadline:
		return "SignatureExpired"
	case !good:
		return "BadSignature"
	}
	return m.redeem(r, to.NewReceiver)
}

func (m *model) redeemMany(rs []contracts.Redemption) string {
	for _, r := range rs {
		if s := m.settlements[r.SettlementID]; s != nil && s.taken[r.Index] {
			continue
		}
		if refusal := m.redeem(r, r.Receiver); refusal != "" {
			return refusal
		}
	}
	return ""
}

// subtree is what a push names: packed holds 32 bytes an item.
type subtree struct {
	id     common.Hash
	level  int
	node   uint64
	packed []byte
	mask   contracts.Mask
	proof  [][32]byte
}

func (s subtree) item(i int) (common.Address, money.Amount) {
	word := s.packed[32*i : 32*i+32]
	var x [32]byte
	copy(x[20:], word[20:])
	return common.BytesToAddress(word[:20]), money.FromBytes32(x)
}

func (m *model) push(p subtree) string {
	n := len(p.packed) / 32
	switch {
	case p.level > 8 || n > 1<<p.level || p.node>>32 != 0:
		return "BadLevel"
	case n < 256 && p.mask.Big().BitLen() > n:
		return "BadMask"
	case n == 0 || len(p.packed)%32 != 0:
		return "BadItems"
	}
	first := p.node << p.level
	leaves := make([]merkle.Hash, n)
	for i := range leaves {
		to, x := p.item(i)
		leaves[i] = merkle.PayoutLeaf(p.id, first+uint64(i), to, x)
	}
	s := m.settlements[p.id]
	if s == nil || !merkle.Verify(s.order.PayoutRoot, merkle.Build(leaves).Root(), p.proof) {
		return "BadProof"
	}
	var todo []uint64
	sum := amount{}
	for i := range p.mask.Items() {
		if index := first + uint64(i); !s.taken[index] {
			_, x := p.item(i)
			todo, sum = append(todo, index), plus(sum, x.Uint256())
		}
	}
	if len(todo) == 0 {
		return ""
	}
	if refusal := m.take(s, todo, sum); refusal != "" {
		return refusal
	}
	return m.payMany(s, p, todo, sum)
}

// payMany tries each item; those that fail are as if they had not been chosen.
func (m *model) payMany(s *settlement, p subtree, todo []uint64, sum amount) string {
	before := s.token.balances[m.dist]
	for _, index := range todo {
		to, x := p.item(int(index - p.node<<p.level))
		if m.transfer(s.token, m.dist, to, x.Uint256(), true) && to != m.dist { // what stays here is not paid
			continue
		}
		sum = minus(sum, x.Uint256())
		drop(m, s.taken, index)
		set(m, &s.remaining, plus(s.remaining, x.Uint256()))
	}
	return m.spent(s.token, before, sum)
}

func (m *model) proposeCaps(who, token common.Address, each, day amount) string {
	if who != m.treasurer {
		return "NotHolder"
	}
	a := m.assets[token]
	if a == nil {
		return "TokenNotAllowed"
	}
	if !a.perSettlement.Lt(&each) && !a.perDay.Lt(&day) {
		set(m, &a.pendingEach, amount{})
		set(m, &a.pendingDay, amount{})
		set(m, &a.pendingAt, 0)
		set(m, &a.perSettlement, each)
		set(m, &a.perDay, day)
		return ""
	}
	set(m, &a.pendingEach, each)
	set(m, &a.pendingDay, day)
	set(m, &a.pendingAt, m.now+capDelay)
	return ""
}

func (m *model) applyCaps(token common.Address) string {
	a := m.assets[token]
	if a == nil || a.pendingAt == 0 || m.now < a.pendingAt {
		return "CapsNotReady"
	}
	set(m, &a.perSettlement, a.pendingEach)
	set(m, &a.perDay, a.pendingDay)
	set(m, &a.pendingEach, amount{})
	set(m, &a.pendingDay, amount{})
	set(m, &a.pendingAt, 0)
	return ""
}

func (m *model) enableToken(who, token common.Address, on bool) string {
	if who != m.treasurer {
		return "NotHolder"
	}
	if m.assets[token] == nil {
		return "TokenNotAllowed"
	}
	set(m, &m.assets[token].enabled, on)
	return ""
}
