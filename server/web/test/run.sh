#!/usr/bin/env bash
# Plays the demo with a built program, to its end and to two moments before, then the
# browser tests against the servers. More arguments are those of playwright.
#   server/web/test/run.sh MAKEWHOLE SCREENSHOTS
set -euo pipefail
bin=$(realpath "$1") shots=$(realpath -m "$2")
shift 2
cd "$(dirname "$0")/.."
mkdir -p "$shots"
started=()
trap 'kill "${started[@]}" 2>/dev/null; wait "${started[@]}" 2>/dev/null || true' EXIT
play() { # MOMENT
	"$bin" demo --listen 127.0.0.1:0 --until "$1" >"$shots/demo-$1.log" 2>&1 &
	started+=($!)
}
serving() { # MOMENT PID
	for _ in $(seq 240); do
		grep -q 'Still serving' "$shots/demo-$1.log" && return
		kill -0 "$2" 2>/dev/null || break
		sleep 0.5
	done
	tail -n 30 "$shots/demo-$1.log"
	return 1
}
told() { awk -v what="$2" -v n="$3" '$0 ~ what {print $n}' "$shots/demo-$1.log"; } # MOMENT LINE WORD
moments=(end claims payable)
for at in "${moments[@]}"; do play "$at"; done
for i in "${!moments[@]}"; do serving "${moments[$i]}" "${started[$i]}"; done
page=$(told end '^ *pages ' 2)
if [ -z "$page" ]; then
	echo "the demo names no page"
	exit 1
fi
claims=$(told claims '^ *pages ' 2) payable=$(told payable '^ *pages ' 2)
CONSOLE_CLAIMS=${claims%/incidents/*} CONSOLE_REVIEWER=$(told claims 'token of Maria' 7) CONSOLE_DESK=$(told claims 'token of Maria' 3) \
	CONSOLE_PAYABLE=${payable%/incidents/*} CONSOLE_NODE=$(told payable 'chain JSON-RPC' 3) \
	CONSOLE_URL=${page%/incidents/*} CONSOLE_INCIDENT=${page##*/} CONSOLE_SHOTS="$shots" npx playwright test "$@"
