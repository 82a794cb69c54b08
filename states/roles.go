package states

// Roles of the staff.
const (
	RoleIntake      = "intake"      // records incidents, covers and what claimants hand in
	RoleUnderwriter = "underwriter" // reviews and decides
	RoleSenior      = "senior"      // confirms, decides appeals, second approval
	RoleTreasurer   = "treasurer"   // money: settlements, plans, transactions
	RoleAuditor     = "auditor"     // reads everything
	RoleAdmin       = "admin"       // people and keys; decides nothing about claims
)

// Kinds of an actor. A kind is a role too.
const (
	ActorWallet = "wallet"
	ActorStaff  = "staff"
	ActorJob    = "job"
	ActorChain  = "chain"  // a final fact of a chain
	ActorSystem = "system" // the program itself
)

// Actors that are no person, by their kind.
const (
	JobWindows       = "windows"          // job: claims and covers whose time is over
	JobSettle        = "settle"           // job: drafts, tranches, plans
	JobReconcile     = "reconcile"        // job: payout checks
	JobOrders        = "orders"           // job: orders that a quorum signed
	JobSender        = "sender"           // job: the outbox
	JobWatch         = "watch"            // job: monitors at the heads of chains
	JobRespond       = "respond"          // job: responses to findings
	ChainEvents      = "events"           // chain: final events of pools and distributors
	OracleContract   = "oracle.contract"  // chain: final events of the oracle
	OracleClock      = "oracle.clock"     // chain: its challenge window
	OracleCommittee  = "oracle.committee" // system: a quorum of signatures
	SystemOutbox     = "outbox"           // system: an act that is written for the chain
	SystemPushPolicy = "push-policy"      // system: the configured limit under which plans need no person
	SystemOperator   = "operator"         // system: a command on the machine itself
	SystemCommand    = "command"          // system: a freeze by command
	SystemSocket     = "socket"           // system: a request over the local socket
	SystemWatchFile  = "watch-file"       // system: the configured modules and their monitors
	SystemStart      = "start"            // system: the start of a server
	SystemDeployment = "deployment"       // system: what the deployment file says
)

// StaffRoles lists the roles of the staff, in alphabetical order.
func StaffRoles() []string {
	return []string{RoleAdmin, RoleAuditor, RoleIntake, RoleSenior, RoleTreasurer, RoleUnderwriter}
}

// Kinds lists the kinds of an actor.
func Kinds() []string { return []string{ActorWallet, ActorStaff, ActorJob, ActorChain, ActorSystem} }

// Who may take an edge: roles joined by "|".
const (
	ByWallet     = ActorWallet
	ByJob        = ActorJob
	ByChain      = ActorChain
	BySystem     = ActorSystem
	BySenior     = RoleSenior
	ByTreasurer  = RoleTreasurer
	ByReviewer   = RoleUnderwriter + "|" + RoleSenior
	ByDecider    = ByReviewer + "|" + ActorJob
	ByDesk       = RoleIntake + "|" + RoleUnderwriter + "|" + RoleSenior
	ByWatch      = ByDesk + "|" + ActorJob
	ByWriter     = ByDesk + "|" + RoleTreasurer + "|" + RoleAdmin
	ByCatalog    = RoleAdmin + "|" + RoleTreasurer + "|" + RoleSenior
	ByAnswerer   = ByReviewer + "|" + RoleTreasurer
	BySeniorOr   = RoleSenior + "|" + ActorJob // a senior, or a job in its time
	ByPayer      = RoleSenior + "|" + RoleTreasurer + "|" + ActorJob
	ByPayerChain = ByPayer + "|" + ActorChain
	ByApprovers  = RoleTreasurer + "|" + RoleSenior
	ByMover      = ByApprovers + "|" + ActorJob
	BySweeper    = RoleTreasurer + "|" + ActorJob
	ByPolicy     = RoleTreasurer + "|" + ActorSystem
	ByChainOr    = ActorChain + "|" + ActorJob
	ByCommittee  = ActorSystem + "|" + ActorChain
	ByOwed       = ByReviewer + "|" + RoleTreasurer + "|" + ActorJob
	ByContest    = ByApprovers + "|" + ActorChain
	ByOperator   = RoleTreasurer + "|" + RoleAdmin
	ByStopper    = RoleTreasurer + "|" + RoleSenior + "|" + RoleAdmin
	ByRoles      = RoleAdmin + "|" + RoleSenior // the second word about somebody's roles
)
