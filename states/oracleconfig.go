package states

// States of a committee configuration.
const (
	OracleConfigActive      = "active"
	OracleConfigRetired     = "retired"
	OracleConfigCompromised = "compromised"
)

// OracleConfig is the life of a committee configuration; it moves with the
// contract that knows it and keeps no history rows of its own.
//
//   - active: new incidents pin it. retired: another took its place; incidents
//     that pinned it go on with it. compromised: its signatures count for
//     nothing any more.
var OracleConfig = Machine{Name: "oracle_config", Edges: []Edge{
	{From: "", Event: "register", To: OracleConfigActive, Role: ByCommittee},
	{From: OracleConfigActive, Event: "retire", To: OracleConfigRetired, Role: ByCommittee},
	{From: OracleConfigActive, Event: "compromise", To: OracleConfigCompromised, Role: ByCommittee},
	{From: OracleConfigRetired, Event: "compromise", To: OracleConfigCompromised, Role: ByCommittee},
}, Final: []string{OracleConfigActive, OracleConfigRetired, OracleConfigCompromised}}
