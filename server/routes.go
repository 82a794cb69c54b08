package server

import "makewhole/distributions"

// routes is the whole API. Each line says on which listener a route is, who may
// call it, whether it needs an Idempotency-Key, and what answers it.
func routes(b *builder) {
	openRoutes(b)
	signedReports(b)
	wallets(b)
	adminRecords(b)
	adminDesk(b)
	adminWatch(b)
	adminResponses(b)
	adminMoney(b)
	adminOperations(b)
}

// openRoutes: anyone may read everything that it takes to verify a settlement.
func openRoutes(b *builder) {
	s := b.s
	open := policy{on: onPublic, who: anyone, rate: rateRead}
	heavy := policy{on: onPublic, who: anyone, rate: rateHeavy}
	read(b, open, "/v1/assets", "List tokens", s.listAssets)
	read(b, open, "/v1/protocols", "List covered protocols", s.listProtocols)
	read(b, open, "/v1/protocols/{id}", "Show a protocol", s.getProtocol)
	read(b, open, "/v1/protocols/{id}/modules", "List the contracts of a protocol", s.listModules)
	read(b, open, "/v1/modules/{id}", "Show a module", s.getModule)
	read(b, open, "/v1/modules/{id}/history", "Show the containment of a module over time", s.moduleHistory)
	read(b, open, "/v1/products", "List products", s.listProducts)
	read(b, open, "/v1/products/{id}", "Show a product with its layers", s.getProduct)
	read(b, open, "/v1/products/{id}/wordings", "List the versions of a product's terms", s.listWordings)
	read(b, open, "/v1/wordings/{id}", "Show one version of terms", s.getWording)
	read(b, open, "/v1/pools", "List pools and vaults", s.listPools)
	read(b, open, "/v1/pools/{id}", "Show a pool", s.getPool)
	read(b, open.refuses(404), "/v1/incidents", "List incidents", s.listIncidents)
	read(b, open, "/v1/incidents/{id}", "Show an incident with its times and specification", s.getIncident)
	read(b, open, "/v1/incidents/{id}/history", "Show every step of an incident", s.incidentHistory)
	read(b, open, "/v1/incidents/{id}/exclusions", "List excluded accounts with reasons", s.listExclusions)
	read(b, open, "/v1/incidents/{id}/prices", "List prices entered by hand", s.listPrices)
	file(b, open.refuses(409), "/v1/incidents/{id}/oracle-task", "Get what committee members measure and sign", "application/json", s.getOracleTask)
	read(b, open, "/v1/incidents/{id}/snapshots", "List loss snapshots", s.incidentSnapshots)
	read(b, open, "/v1/incidents/{id}/snapshot-sets", "List snapshot sets", s.incidentSets)
	ask(b, open.refuses(409), "/v1/incidents/{id}/snapshot-sets/next", "Show the set that members sign next", s.nextSet)
	read(b, open, "/v1/incidents/{id}/outside-receipts", "List what victims received elsewhere", s.listReceipts)
	ask(b, heavy.refuses(409), "/v1/incidents/{id}/accounts/{address}", "Show the loss account of an address: loss, covers, lines, what is open", s.getAccount)
	read(b, open, "/v1/incidents/{id}/recoveries", "List money that came back", s.listRecoveries)
	read(b, open, "/v1/incidents/{id}/recovery-payees", "List who gets recovered money without a loss: bounties, and the protocol", s.listRegisteredPayees)
	read(b, open, "/v1/snapshots/{id}", "Show a snapshot", s.getSnapshot)
	read(b, open, "/v1/snapshots/{id}/leaves", "List verified losses", s.listLeaves)
	read(b, open, "/v1/snapshots/{id}/bands", "Count the verified losses by order of magnitude", s.listBands)
	read(b, open, "/v1/snapshots/{id}/reports", "List signatures over a snapshot", s.snapshotReports)
	read(b, open, "/v1/snapshots/{id}/history", "Show every step of a snapshot", s.snapshotHistory)
	read(b, open, "/v1/snapshot-sets/{id}", "Show a snapshot set", s.getSet)
	read(b, open, "/v1/snapshot-sets/{id}/reports", "List signatures over a set", s.setReports)
	read(b, open, "/v1/snapshot-sets/{id}/history", "Show every step of a set", s.setHistory)
	read(b, open, "/v1/oracles/configs", "List committee configurations", s.listConfigs)
	read(b, open, "/v1/oracles/configs/{digest}", "Show a committee configuration", s.getConfig)
	read(b, open.refuses(404), "/v1/settlements", "List settlements", s.listSettlements)
	read(b, open, "/v1/settlements/{id}", "Show a settlement", s.getSettlement)
	read(b, open, "/v1/settlements/{id}/history", "Show every step of a settlement", s.settlementHistory)
	read(b, open, "/v1/settlements/{id}/allocations", "List the lines of a settlement", s.listAllocations)
	ask(b, open.refuses(409), "/v1/settlements/{id}/allocations/{allocation}/proof", "Show the proof to redeem a line", s.getProof)
	ask(b, open.refuses(409), "/v1/settlements/{id}/order", "Show the payout order that members sign", s.getOrder)
	read(b, open, "/v1/settlements/{id}/reports", "List signatures under the payout order", s.settlementReports)
	read(b, open, "/v1/settlements/{id}/objections", "List objections", s.listObjections)
	file(b, heavy, "/v1/settlements/{id}/entitlements", "Get the entitlement file, the input of the allocation", "text/plain", s.getEntitlementFile)
	file(b, heavy, "/v1/settlements/{id}/accounts", "Get the accounts file that the lines of a round follow from", "text/plain", s.getAccountsFile)
	ask(b, heavy.refuses(409), "/v1/settlements/{id}/bundle", "List the files of the verification bundle", s.getBundle)
	file(b, heavy.refuses(409), "/v1/settlements/{id}/bundle/file", "Get one file of the verification bundle", "application/octet-stream", s.getBundleFile)
	read(b, open, "/v1/payouts", "List what a receiver got or can collect", s.listPayouts)
	read(b, open, "/v1/payouts/{id}", "Show one payout", s.getPayout)
	read(b, open, "/v1/recoveries/{id}", "Show money that came back", s.getRecovery)
	read(b, open, "/v1/recoveries/{id}/history", "Show every step of a recovery", s.recoveryHistory)
	read(b, open, "/v1/audit/checkpoints", "List signed heads of the audit log", s.listCheckpoints)
	read(b, open.refuses(404), "/v1/audit/checkpoints/latest", "Show the newest signed head", s.latestCheckpoint)
	read(b, open, "/v1/audit/entries/{index}/proof", "Prove that an entry stands in the audit log", s.inclusion)
	read(b, open.refuses(404), "/v1/audit/consistency", "Prove that the audit log only grew", s.consistency)
}

// signedReports are requests that carry their own signature: signing in, and the
// reports of the committee.
func signedReports(b *builder) {
	s := b.s
	login := policy{on: onPublic, who: anyone, rate: rateLogin, key: keyFree}
	post(b, login, "/v1/auth/nonce", "Get the text to sign", s.issueNonce, s.viewNonce)
	post(b, login.refuses(401), "/v1/auth/verify", "Sign in with the signed text", s.verifyNonce, viewSession)
	signed := policy{on: onPublic, who: anyone, rate: rateReport, key: keyFree, body: bodyReport, raw: "application/json"}
	b.submitReport(signed.refuses(409, 422), "/v1/oracles/reports", "Send a signed report")
}

// wallets are signed in; another wallet's things do not exist for them.
func wallets(b *builder) {
	s := b.s
	mine := policy{on: onPublic, who: wallet, rate: rateRead}
	act := policy{on: onPublic, who: wallet, rate: rateWrite, key: keyRequired}
	upload := policy{on: onPublic, who: wallet, rate: rateUpload, key: keyRequired, body: bodyEvidence, raw: "*"}
	read(b, mine, "/v1/auth/me", "Show who is signed in", s.me)
	do(b, mine.with(keyFree), "/v1/auth/logout", "Sign out", s.logout, viewSession)
	read(b, mine.refuses(404), "/v1/covers", "List covers of the wallet", s.listCovers)
	read(b, mine, "/v1/covers/{id}", "Show a cover of the wallet", s.getCover)
	do(b, act, "/v1/covers/{id}/accounts", "Change the insured accounts", s.changeInsured, viewCover)
	do(b, act, "/v1/covers/{id}/transfer", "Give the cover to another holder before a loss", s.transferCover, viewCover)
	do(b, mine.with(keyFree).refuses(404), "/v1/covers/consent", "Render the consent that an account signs to be named in a cover", s.consentRequest, same[ConsentRequest])
	do(b, mine.with(keyFree).refuses(404), "/v1/claims/proof", "Render the proof of loss to sign", s.proofRequest, same[ProofRequest])
	read(b, mine.refuses(404), "/v1/claims", "List claims of the wallet", s.listClaims)
	post(b, act.refuses(404), "/v1/claims", "File a claim", s.fileClaim, viewClaim)
	ask(b, mine, "/v1/claims/{id}", "Show a claim with evidence, reviews and history", s.getClaim)
	ask(b, policy{on: onPublic, who: wallet, rate: rateHeavy}, "/v1/claims/{id}/explain", "Explain a claim from the loss to each coin", s.explainClaim)
	post(b, upload, "/v1/claims/{id}/evidence", "Attach a file", s.attachEvidence, viewEvidence)
	file(b, mine, "/v1/evidence/{id}", "Get an evidence file", "application/octet-stream", s.getEvidence)
	do(b, act, "/v1/claims/{id}/withdraw", "Withdraw a claim", s.withdrawClaim, viewClaim)
	do(b, act, "/v1/claims/{id}/appeal", "Appeal a denial", s.appealClaim, viewClaim)
	do(b, act, "/v1/claims/{id}/assign", "Give the claim to another claimant after the loss", s.assignReceivable, viewClaim)
	do(b, act, "/v1/claims/{id}/receiver", "Name another receiver", s.changeReceiver, viewClaim)
	do(b, act, "/v1/incidents/{id}/receiver", "Name the receiver of a recovery or blanket cover", s.registerReceiver, viewEntitlement)
	post(b, act, "/v1/settlements/{id}/objections", "Object to a published draft", s.object, viewObjection)
	do(b, act, "/v1/objections/{id}/withdraw", "Take an objection back", s.withdrawObjection, viewObjection)
	read(b, mine, "/v1/exclusions", "List exclusions of accounts of the wallet after the incident was confirmed", s.listOwnExclusions)
	do(b, act, "/v1/exclusions/{id}/object", "Object to the exclusion of an account of the wallet", s.objectToExclusion, viewOwnExclusion)
}

// Policies of the admin listener and the admin socket.
var (
	see      = policy{on: onAdmin, who: staff, rate: rateRead}
	desk     = acts(roleIntake, roleUnderwriter, roleSenior)
	reviewer = acts(roleUnderwriter, roleSenior)
	catalog  = acts(roleAdmin, roleTreasurer, roleSenior)
	payer    = acts(roleTreasurer, roleSenior)
	sender   = acts(roleTreasurer, roleAdmin)
	admin    = acts(roleAdmin)
)

// acts is for staff with one of the roles who file, decide, plan or pay.
func acts(roles ...string) policy {
	return policy{on: onAdmin, who: only(roles...), rate: rateWrite, key: keyRequired}
}

// adminRecords are people and what is covered.
func adminRecords(b *builder) {
	s := b.s
	read(b, see, "/v1/admin/me", "Show who is signed in", s.adminMe)
	read(b, see.to(roleAdmin, roleAuditor), "/v1/admin/staff", "List staff", s.listStaff)
	post(b, admin, "/v1/admin/staff", "Add a person", s.addStaff, viewNewToken)
	do(b, admin, "/v1/admin/staff/{id}/roles", "Replace the roles of a person: what decides waits for a second person and a day", s.setRoles, viewPerson)
	do(b, acts(roleAdmin, roleSenior), "/v1/admin/staff/{id}/roles/agree", "Agree to another person's change of roles", s.agreeRoles, viewPerson)
	do(b, acts(roleAdmin, roleIntake, roleSenior, roleTreasurer, roleUnderwriter), "/v1/admin/staff/{id}/roles/refuse", "Refuse a change of roles before it counts", s.refuseRoles, viewPerson)
	do(b, admin, "/v1/admin/staff/{id}/disable", "End a person's access", s.disableStaff, viewPerson)
	do(b, admin, "/v1/admin/staff/{id}/token", "Replace a person's token", s.rotateStaff, viewNewToken)

	post(b, catalog, "/v1/admin/protocols", "Record a protocol", s.createProtocol, viewProtocol)
	post(b, catalog, "/v1/admin/protocols/{id}/modules", "Record a contract of a protocol", s.createModule, viewModule)
	post(b, catalog.refuses(404), "/v1/admin/products", "Record a product", s.createProduct, viewProduct)
	post(b, catalog.sized(bodyText), "/v1/admin/products/{id}/wordings", "Add a version of terms", s.createWording, viewWording)
	post(b, catalog, "/v1/admin/products/{id}/layers", "Put a pool under a product", s.addLayer, viewLayer)
	post(b, catalog, "/v1/admin/pools", "Record a pool or vault", s.createPool, viewPool)
	read(b, see.refuses(404), "/v1/admin/covers", "List covers", s.listCovers)
	read(b, see, "/v1/admin/covers/{id}", "Show a cover", s.getCover)
	post(b, desk.and(roleTreasurer, roleAdmin).sized(bodyText).refuses(404), "/v1/admin/covers", "Write a cover", s.writeCover, viewCover)
	do(b, desk.and(roleTreasurer, roleAdmin), "/v1/admin/covers/{id}/accounts", "Change the insured accounts", s.changeInsured, viewCover)
	do(b, desk.and(roleTreasurer, roleAdmin), "/v1/admin/covers/{id}/extend", "Extend a cover", s.extendCover, viewCover)
	post(b, desk.and(roleTreasurer, roleAdmin), "/v1/admin/covers/{id}/renew", "Write the cover that goes on where this one ends", s.renewCover, viewCover)
	do(b, desk.and(roleTreasurer, roleAdmin), "/v1/admin/covers/{id}/limit", "Change the limit of a cover", s.changeLimit, viewCover)
	do(b, desk.and(roleTreasurer, roleAdmin), "/v1/admin/covers/{id}/transfer", "Give a cover to another holder before a loss", s.transferCover, viewCover)
	read(b, see, "/v1/admin/cover-imports", "List covers that were written elsewhere", s.listImports)
	read(b, see, "/v1/admin/cover-imports/{id}", "Show a cover that was written elsewhere", s.getImport)
	post(b, desk.and(roleTreasurer, roleAdmin).sized(bodyText).refuses(404), "/v1/admin/cover-imports", "Enter a cover that was written elsewhere, with its proof", s.proposeImport, viewImport)
	do(b, desk.and(roleTreasurer, roleAdmin), "/v1/admin/cover-imports/{id}/confirm", "Confirm another person's import: the cover is on record", s.confirmImport, viewImport)
	do(b, desk.and(roleTreasurer, roleAdmin), "/v1/admin/cover-imports/{id}/refuse", "Refuse an import", s.refuseImport, viewImport)
	do(b, desk.and(roleTreasurer, roleAdmin), "/v1/admin/covers/{id}/cancel", "Cancel a cover", s.cancelCover, viewCover)
}

// adminDesk records incidents and decides claims.
func adminDesk(b *builder) {
	s := b.s
	post(b, desk.sized(bodyText).refuses(404), "/v1/admin/incidents", "Record an incident", s.createIncident, viewIncident)
	put(b, desk.sized(bodyText).with(keyNone).refuses(409), "/v1/admin/incidents/{id}/spec", "Replace the specification", s.putSpec, viewIncident)
	do(b, desk, "/v1/admin/incidents/{id}/steps", "Take one step of an incident", s.advanceIncident, viewIncident)
	post(b, reviewer, "/v1/admin/incidents/{id}/exclusions", "Exclude an account", s.exclude, viewIncident)
	do(b, reviewer, "/v1/admin/incidents/{id}/inclusions", "Take an account off the exclusions", s.include, viewIncident)
	do(b, payer, "/v1/admin/incidents/{id}/recover", "Open an incident to the sharing of what came back", s.openRecovery, viewIncident)
	do(b, acts(roleSenior), "/v1/admin/incidents/{id}/close", "Close an incident with its claims", s.closeIncident, viewIncident)
	do(b, desk, "/v1/admin/modules/{id}/containment", "Record the containment of a module", s.contain, viewModule)

	read(b, see.refuses(404), "/v1/admin/claims", "List claims: the queue", s.listClaims)
	ask(b, see, "/v1/admin/claims/{id}", "Show a claim with evidence, reviews and history", s.getClaim)
	ask(b, see, "/v1/admin/claims/{id}/explain", "Explain a claim from the loss to each coin", s.explainClaim)
	ask(b, see.refuses(409), "/v1/admin/incidents/{id}/accounts/{address}", "Show the loss account of an address, drafts too", s.getAccount)
	file(b, see, "/v1/admin/evidence/{id}", "Get an evidence file", "application/octet-stream", s.getEvidence)
	do(b, desk, "/v1/admin/claims/{id}/assign", "Give a claim to a reviewer", s.assignClaim, viewClaim)
	post(b, reviewer, "/v1/admin/claims/{id}/reviews", "Decide a claim", s.reviewClaim, viewClaim)
	post(b, reviewer, "/v1/admin/claims/{id}/reinstatements", "Propose that an expired claim goes on", s.proposeReinstatement, viewCorrection)
	post(b, reviewer, "/v1/admin/claims/{id}/corrections", "Propose that a claim should have been decided otherwise", s.proposeDecision, viewCorrection)
	post(b, reviewer, "/v1/admin/incidents/{id}/lost-keys", "Propose who receives the lines of an account whose key is lost", s.proposeLostKey, viewCorrection)
	post(b, reviewer, "/v1/admin/incidents/{id}/later-exclusions", "Propose that an account takes no part in a confirmed incident", s.proposeExclusion, viewCorrection)
	post(b, reviewer, "/v1/admin/incidents/{id}/revisions", "Propose that an account lost more or less than was measured", s.proposeRevision, viewCorrection)
	post(b, reviewer, "/v1/admin/incidents/{id}/merges", "Propose that another incident of the same drain goes on for this one", s.proposeMerge, viewCorrection)
	do(b, acts(roleSenior), "/v1/admin/corrections/{id}/answer", "Answer the objection to an exclusion", s.answerCorrection, viewCorrection)
	read(b, see.refuses(404), "/v1/admin/corrections", "List facts about the past that two persons write", s.listCorrections)
	read(b, see, "/v1/admin/corrections/{id}", "Show a correction", s.getCorrection)
	do(b, reviewer, "/v1/admin/corrections/{id}/confirm", "Confirm another person's correction: it has its effect", s.confirmCorrection, viewCorrection)
	do(b, reviewer, "/v1/admin/corrections/{id}/refuse", "Refuse a proposed correction", s.refuseCorrection, viewCorrection)
	read(b, see.refuses(404), "/v1/admin/receiver-waits", "List lines that wait for a receiver, or that nobody waits for any more", s.listReceiverWaits)
	do(b, reviewer, "/v1/admin/claims/{id}/receiver/accept", "Accept the receiver of a claim", s.acceptReceiver, viewClaim)
	do(b, reviewer, "/v1/admin/entitlements/{id}/receiver/accept", "Accept a registered receiver", s.acceptEntitlementReceiver, viewEntitlement)
	do(b, reviewer, "/v1/admin/incidents/{id}/exclusions/lift", "Lift an account from the disputed reserve: one of two approvals", s.liftExclusion, viewLift)
	do(b, acts(roleSenior), "/v1/admin/entitlements/{id}/release", "Let an entitlement out of the disputed reserve", s.releaseHold, viewEntitlement)
}

// adminWatch is what monitors found, and which of them are live.
func adminWatch(b *builder) {
	s := b.s
	read(b, see, "/v1/admin/watch", "Show how far chains are watched and what is not seen", s.getWatch)
	read(b, see.refuses(404), "/v1/admin/findings", "List what monitors found", s.listFindings)
	read(b, see, "/v1/admin/findings/{id}", "Show a finding with evidence and history", s.getFinding)
	do(b, desk, "/v1/admin/findings/{id}/dismiss", "Say that a finding is a false alarm", s.dismissFinding, viewFinding)
	do(b, acts(roleSenior), "/v1/admin/findings/{id}/reopen", "Take back that a finding is a false alarm", s.reopenFinding, viewFinding)
	do(b, desk, "/v1/admin/findings/{id}/attach", "Say to which incident a finding belongs", s.attachFinding, viewFinding)
	do(b, desk, "/v1/admin/findings/{id}/promote", "Record the incident that a finding shows, as suspected", s.promoteFinding, viewFinding)
	read(b, see, "/v1/admin/monitors", "List monitors", s.listMonitors)
	read(b, see, "/v1/admin/monitors/{id}", "Show a monitor", s.getMonitor)
	file(b, see, "/v1/admin/monitors/{id}/file", "Get the file of a monitor", "application/json", s.monitorFile)
	post(b, desk.sized(bodyText), "/v1/admin/monitors", "Write a monitor, as a draft", s.writeMonitor, viewMonitor)
	do(b, desk, "/v1/admin/monitors/{id}/steps", "Take one step of a monitor", s.setMonitor, viewMonitor)
	do(b, desk, "/v1/admin/monitors/{id}/ask-live", "Ask that a monitor goes live: the first of two persons", s.askLive, viewMonitor)
	do(b, acts(roleSenior), "/v1/admin/monitors/{id}/arm", "Make a monitor live that another person asked for", s.armMonitor, viewMonitor)
}

// adminResponses is what is done about findings, and who agreed to it.
func adminResponses(b *builder) {
	s := b.s
	read(b, see, "/v1/admin/response-plans", "List plans of responses", s.listResponsePlans)
	read(b, see, "/v1/admin/response-plans/{id}", "Show a plan of responses", s.getResponsePlan)
	file(b, see, "/v1/admin/response-plans/{id}/file", "Get the file of a plan of responses", "application/json", s.responsePlanFile)
	post(b, desk.sized(bodyText), "/v1/admin/response-plans", "Write a plan of responses, as a draft", s.writeResponsePlan, viewResponsePlan)
	do(b, acts(roleSenior), "/v1/admin/response-plans/{id}/accept", "Accept a plan that another person wrote: findings call it", s.acceptResponsePlan, viewResponsePlan)
	do(b, desk, "/v1/admin/response-plans/{id}/retire", "Retire a plan of responses", s.retireResponsePlan, viewResponsePlan)
	read(b, see, "/v1/admin/incidents/{id}/responses", "List the responses of an incident, with their times", s.listResponses)
	read(b, see, "/v1/admin/responses/{id}", "Show a response with its history", s.getResponse)
	do(b, reviewer, "/v1/admin/responses/{id}/agree", "Agree to a response that waits for people", s.agreeResponse, viewResponse)
	do(b, reviewer, "/v1/admin/responses/{id}/refuse", "Refuse a response that waits", s.refuseResponse, viewResponse)
	do(b, reviewer, "/v1/admin/responses/{id}/again", "Let a response go again that failed or ended", s.repeatResponse, viewResponse)
	do(b, desk, "/v1/admin/responses/{id}/ask-lift", "Ask that a pause may be lifted: the first of two persons", s.askLift, viewResponse)
	do(b, acts(roleSenior), "/v1/admin/responses/{id}/lift", "Agree that a pause may be lifted that another person asked for", s.liftResponse, viewResponse)
}

// adminMoney says what a loss is worth, who is paid and what came back.
func adminMoney(b *builder) {
	s := b.s
	post(b, payer, "/v1/admin/incidents/{id}/prices", "Enter a price", s.enterPrice, viewPrice)
	do(b, payer, "/v1/admin/prices/{id}/confirm", "Confirm another person's price", s.confirmPrice, viewPrice)
	do(b, payer, "/v1/admin/snapshots/{id}/release", "Let a doubtful total pass: one of two approvals", s.releaseSnapshot, viewSnapshot)

	read(b, see.refuses(404), "/v1/admin/settlements", "List settlements, drafts too", s.listSettlements)
	read(b, see, "/v1/admin/settlements/{id}", "Show a settlement", s.getSettlement)
	read(b, see, "/v1/admin/settlements/{id}/allocations", "List the lines of a settlement", s.listAllocations)
	post(b, payer.refuses(404), "/v1/admin/settlements", "Draft the next tranche of an incident", s.draftSettlements, viewSettlements)
	do(b, payer, "/v1/admin/settlements/{id}/publish", "Publish a draft for objections", s.publishDraft, viewSettlement)
	read(b, see.refuses(404), "/v1/admin/objections", "List objections: who was asked, and by when", s.listAllObjections)
	do(b, payer.and(roleUnderwriter), "/v1/admin/objections/{id}/answer", "Answer an objection", s.answerObjection, viewObjection)
	do(b, payer, "/v1/admin/settlements/{id}/approve", "Approve a content hash: one of two approvals", s.approveSettlement, viewSettlement)
	do(b, payer, "/v1/admin/settlements/{id}/void", "Give up a signed order that the chain will never take: one of two approvals", s.voidSettlement, viewSettlement)
	do(b, payer, "/v1/admin/settlements/{id}/cancel", "Cancel a settlement nobody signed", s.cancelSettlement, viewSettlement)
	distribution(b)
	do(b, acts(roleTreasurer), "/v1/admin/settlements/{id}/sweep", "Take back what was not collected by the deadline", s.sweepSettlement, viewIntent)

	post(b, payer.refuses(404), "/v1/admin/recoveries", "Announce money that is expected back", s.expectRecovery, viewRecovery)
	do(b, payer, "/v1/admin/recoveries/{id}/withdraw", "Withdraw an announcement that no deposit has met", s.withdrawRecovery, viewRecovery)
	do(b, acts(roleSenior), "/v1/admin/recoveries/{id}/release", "Open contested money to settlements", s.releaseRecovery, viewRecovery)
	post(b, payer, "/v1/admin/incidents/{id}/escheat-settlements", "Draft what was not collected in time and is owed to its owners", s.draftEscheat, viewSettlements)
	post(b, payer, "/v1/admin/incidents/{id}/recovery-settlements", "Draft the next tranche of money that came back", s.draftRecovery, viewDraft)
	read(b, see, "/v1/admin/incidents/{id}/outside-receipts", "List what victims received elsewhere, with the evidence", s.listReceipts)
	post(b, payer.refuses(404), "/v1/admin/outside-receipts", "Enter what a victim received elsewhere", s.proposeReceipt, viewReceipt)
	do(b, payer, "/v1/admin/outside-receipts/{id}/confirm", "Confirm another person's receipt: it counts", s.confirmReceipt, viewReceipt)
	post(b, payer, "/v1/admin/outside-receipts/{id}/reversals", "Enter that a receipt is taken back", s.proposeReversal, viewReceipt)
	do(b, payer, "/v1/admin/receipt-reversals/{id}/confirm", "Confirm another person's reversal: it counts", s.confirmReversal, viewReceipt)
	post(b, payer, "/v1/admin/incidents/{id}/protocol-receivers", "Propose who receives what is above all losses for the protocol", s.proposeProtocolReceiver, viewPayee)
	post(b, payer, "/v1/admin/incidents/{id}/bounties", "Propose a bounty for bringing money back", s.proposeBounty, viewPayee)
	read(b, see.refuses(404), "/v1/admin/recovery-payees", "List who gets or should get recovered money without a loss", s.listPayees)
	do(b, payer, "/v1/admin/recovery-payees/{id}/confirm", "Confirm another person's payee: later drafts pay it", s.confirmPayee, viewPayee)
	do(b, payer, "/v1/admin/recovery-payees/{id}/refuse", "Refuse a proposed payee", s.refusePayee, viewPayee)
	do(b, payer, "/v1/admin/incidents/{id}/shareholders", "Write down a pool's shareholders at the incident", s.recordHolders, viewHolders)
}

// distribution is what pushing costs, before and after.
func distribution(b *builder) {
	s := b.s
	read(b, see, "/v1/admin/settlements/{id}/distribution-plans", "List plans of what to push and what that costs", s.listPlans)
	post(b, payer.sized(bodyText), "/v1/admin/settlements/{id}/distribution-plans", "Plan what to push, with the bill", s.planDistribution, viewPlan)
	read(b, see, "/v1/admin/distribution-plans/{id}", "Show a plan with its bill and transactions", s.getPlan)
	ask(b, see, "/v1/admin/distribution-plans/{id}/lines", "List what pushing each line costs", s.planLines)
	do(b, acts(roleTreasurer), "/v1/admin/distribution-plans/{id}/approve", "Approve a bill that another person made: it is pushed", s.approvePlan, viewPlan)
	do(b, payer, "/v1/admin/distribution-plans/{id}/withdraw", "Take a plan back", s.withdrawPlan, viewPlan)

	read(b, see.refuses(404), "/v1/admin/reports/collection", "Report what was collected, and how old the rest is", s.collectionReport)
	file(b, see.refuses(404), "/v1/admin/reports/collection.csv", "Get the report of collection for a spreadsheet", "text/csv", s.asCSV("collection.csv", distributions.CollectionTable))
	read(b, see.refuses(404), "/v1/admin/reports/uncollected", "List lines that nobody collected", s.uncollected)
	file(b, see.refuses(404), "/v1/admin/reports/uncollected.csv", "Get the lines that nobody collected for a spreadsheet", "text/csv", s.asCSV("uncollected.csv", distributions.UncollectedTable))
	read(b, see.refuses(404), "/v1/admin/reports/costs", "Report what transactions really cost", s.costReport)
	file(b, see.refuses(404), "/v1/admin/reports/costs.csv", "Get the report of costs for a spreadsheet", "text/csv", s.asCSV("costs.csv", distributions.CostTable))
	read(b, see, "/v1/admin/reports/payout-checks", "List comparisons of payments with balances", s.listPayoutChecks)
}

// adminOperations steer the outbox, the jobs and the freeze.
func adminOperations(b *builder) {
	s := b.s
	read(b, see, "/v1/admin/outbox", "List what goes to the chain", s.listOutbox)
	read(b, see, "/v1/admin/outbox/{id}", "Show an intent with its attempts", s.getIntent)
	do(b, acts(roleTreasurer), "/v1/admin/outbox/{id}/approve", "Let a proposed intent go out", s.outboxAct(func(o Outbox) outboxFunc { return o.Approve }), viewIntent)
	do(b, sender, "/v1/admin/outbox/{id}/bump", "Raise the bid of a waiting transaction", s.outboxAct(func(o Outbox) outboxFunc { return o.Bump }), viewIntent)
	do(b, sender, "/v1/admin/outbox/{id}/cancel", "Drop an intent or spend its nonce", s.outboxAct(func(o Outbox) outboxFunc { return o.Cancel }), viewIntent)
	do(b, sender, "/v1/admin/outbox/{id}/requeue", "Send an intent again that ended without effect", s.outboxAct(func(o Outbox) outboxFunc { return o.Requeue }), viewIntent)
	read(b, see, "/v1/admin/keys", "List sending keys", s.listKeys)
	do(b, sender.and(roleSenior), "/v1/admin/keys/{address}/pause", "Stop new transactions of a key", s.keyAct(func(o Outbox) keyFunc { return o.Pause }), viewKey)
	do(b, sender, "/v1/admin/keys/{address}/resume", "Let a paused key sign again", s.keyAct(func(o Outbox) keyFunc { return o.Resume }), viewKey)
	do(b, sender, "/v1/admin/keys/{address}/adopt-nonce", "Take the chain's count for the key's next nonce", s.keyAct(func(o Outbox) keyFunc { return o.AdoptNonce }), viewKey)
	ask(b, see, "/v1/admin/budgets/{subject}", "Show the fee budget of a settlement, or of a key today", s.getBudget)
	do(b, acts(roleTreasurer), "/v1/admin/budgets/{subject}", "Decide a fee budget", s.setBudget, viewBudget)
	ask(b, see, "/v1/admin/jobs", "List jobs", s.listJobs)
	read(b, see, "/v1/admin/jobs/{name}/runs", "List the newest runs of a job", s.listRuns)
	do(b, admin.and(roleTreasurer, roleSenior).with(keyFree).refuses(409), "/v1/admin/jobs/{name}/run", "Run a job now", s.runJob, same[JobResult])
	file(b, see, "/v1/admin/metrics", "Get the metrics of this server, for Prometheus", metricsMedia, s.getMetrics)
	file(b, admin.with(keyNone).not(404), "/v1/admin/profiles/{name}", "Get a profile of this process, for go tool pprof", "application/octet-stream", s.getProfile)
	read(b, see, "/v1/admin/freeze", "Show whether settlement is frozen", s.getFreeze)
	do(b, acts(allRoles...), "/v1/admin/freeze", "Freeze settlement", s.freeze, viewFreeze)
	do(b, acts(roleTreasurer, roleSenior, roleAdmin), "/v1/admin/freeze/clear", "One of two approvals to go on", s.unfreeze, viewFreeze)
}
