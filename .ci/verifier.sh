#!/usr/bin/env bash
# Two verifiers, one verdict: every bundle below DIR must satisfy makewhole and
# the JavaScript verifier with the same settlement, total and committee, and
# damaged bundles must satisfy neither.
#   .ci/verifier.sh MAKEWHOLE DIR
set -euo pipefail
cd "$(dirname "$0")/.."
bin=$1 dir=$2 n=0
for b in "$dir"/*/; do
	ours=$("$bin" verify bundle --json "$b" | node -e '
		const [v] = JSON.parse(require("fs").readFileSync(0));
		console.log([v.config_digest, v.settlement_id, v.total, v.lines, v.leaves].join(" "))')
	theirs=$(node contracts/verifier/bundle.mjs "$b" | node -e '
		const v = JSON.parse(require("fs").readFileSync(0));
		console.log([v.config_digest, v.settlement_id, v.total, v.lines, v.leaves].join(" "))')
	echo "$(basename "$b"): $ours"
	if [ "$ours" != "$theirs" ]; then
		echo "the verifiers disagree: $theirs"
		exit 1
	fi
	n=$((n + 1))
done
if [ "$n" -lt 3 ]; then
	echo "$n bundles; the demo and the published case make at least three settlements each"
	exit 1
fi
node contracts/verifier/flip.mjs "$dir"
node contracts/vectors/capped.mjs
node contracts/vectors/rounds.mjs
node contracts/vectors/targets_bundle.mjs
