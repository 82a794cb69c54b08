#!/bin/sh
# Starts and stops a throw-away PostgreSQL cluster for tests.
#
#   .ci/postgres.sh start DIR   makes a cluster in DIR, prints TEST_DATABASE_URL
#   .ci/postgres.sh stop DIR    stops it and removes DIR
#   .ci/postgres.sh run CMD…    runs CMD with TEST_DATABASE_URL set, then stops
#
# It listens on 127.0.0.1 at a free port only. PostgreSQL refuses root: then it
# runs as the user postgres. The Debian package is installed when missing.
set -eu

usage() { sed -n '2,10p' "$0" >&2; exit 2; }
[ $# -ge 2 ] || usage

bin() {
    for d in $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -rV) /usr/local/pgsql/bin /usr/local/bin /usr/bin; do
        [ -x "$d/initdb" ] && [ -x "$d/pg_ctl" ] && { echo "$d"; return; }
    done
    return 1
}

as() {
    if [ "$(id -u)" = 0 ]; then su postgres -s /bin/sh -c "$1"; else sh -c "$1"; fi
}

start() {
    if ! pg=$(bin); then
        apt-get install -y -qq postgresql >/dev/null 2>&1 || { apt-get update -qq; apt-get install -y -qq postgresql >/dev/null; }
        pg=$(bin)
    fi
    mkdir -p "$dir"
    chmod 755 "$dir"
    [ "$(id -u)" != 0 ] || chown postgres "$dir"
    as "'$pg/initdb' -D '$dir/data' -U postgres -A trust -E UTF8 --locale=C -N" >/dev/null
    # PostgreSQL cannot pick port 0 by itself: try random ports until one is free.
    for _ in 1 2 3 4 5 6 7 8 9 10; do
        port=$(awk -v s="$(od -An -N4 -tu4 /dev/urandom)" 'BEGIN { srand(s); print 20000 + int(rand() * 30000) }')
        if as "'$pg/pg_ctl' -D '$dir/data' -l '$dir/log' -w -s -o \"-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories='$dir' -c fsync=off -c max_connections=200 -c max_locks_per_transaction=256\" start" >/dev/null 2>&1; then
            echo "postgres://postgres@127.0.0.1:$port/postgres?sslmode=disable"
            return
        fi
    done
    cat "$dir/log" >&2
    exit 1
}

stop() {
    pg=$(bin)
    as "'$pg/pg_ctl' -D '$dir/data' -m immediate -s stop" || true
    rm -rf "$dir"
}

case $1 in
start) dir=$2; start ;;
stop) dir=$2; stop ;;
run)
    shift
    dir=$(mktemp -d "${TMPDIR:-/tmp}/makewhole-pg-XXXXXX")
    trap stop EXIT
    trap 'exit 130' INT TERM
    TEST_DATABASE_URL=$(start)
    export TEST_DATABASE_URL
    "$@"
    ;;
*) usage ;;
esac
