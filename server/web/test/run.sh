#!/usr/bin/env bash
# Plays the demo with a built program, then the browser tests against its server.
#   server/web/test/run.sh MAKEWHOLE SCREENSHOTS
set -euo pipefail
bin=$(realpath "$1") shots=$(realpath -m "$2")
cd "$(dirname "$0")/.."
mkdir -p "$shots"
"$bin" demo --listen 127.0.0.1:0 >"$shots/demo.log" 2>&1 &
demo=$!
trap 'kill "$demo" 2>/dev/null; wait "$demo" 2>/dev/null || true' EXIT
for _ in $(seq 240); do
	grep -q 'Still serving' "$shots/demo.log" && break
	kill -0 "$demo" 2>/dev/null || { tail -n 30 "$shots/demo.log"; exit 1; }
	sleep 0.5
done
page=$(awk '$1 == "pages" {print $2}' "$shots/demo.log")
if [ -z "$page" ]; then
	echo "the demo names no page"
	exit 1
fi
CONSOLE_URL=${page%/incidents/*} CONSOLE_INCIDENT=${page##*/} CONSOLE_SHOTS="$shots" npx playwright test
