#!/usr/bin/env bash
# A temporary PostgreSQL for tests: nothing kept, nothing installed, no network port.
#
#   eng/postgres.sh start [OWNER]  start a server, print its connection string; it lives until `stop`, or until the next start
#                                  after the process OWNER (an id; the calling process unless given) has died
#   eng/postgres.sh stop           stop the servers that this checkout has started, and remove them
#   eng/postgres.sh run            start a server, print its connection string, stop it when standard input closes
#
# Exit codes: 0 done, 2 wrong use, 3 no server programs on this machine or the server does not start (one line on stderr).
set -euo pipefail

checkout="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)"
# The socket's path must stay under 108 bytes, so a long TMPDIR is not used.
temporary="${TMPDIR:-/tmp}"
[ "${#temporary}" -le 50 ] || temporary=/tmp

fail() {
  echo "$1" >&2
  exit 3
}

# The folder of the server's programs: in PATH, or where Debian and its kin put them (newest version).
programs() {
  local found
  if found="$(command -v initdb 2>/dev/null)"; then
    dirname "$(readlink -f "$found")"
    return
  fi
  found="$(ls -d /usr/lib/postgresql/*/bin /usr/pgsql-*/bin /opt/homebrew/opt/postgresql*/bin 2>/dev/null | sort -V | tail -n 1)"
  [ -n "$found" ] && [ -x "$found/initdb" ] && echo "$found"
}

# PostgreSQL refuses to run as root: then it runs as postgres, or as nobody where there is no such user.
as_server() {
  if [ "$(id -u)" -ne 0 ]; then
    "$@"
  else
    setpriv --reuid="$server_user" --regid="$(id -g "$server_user")" --clear-groups "$@"
  fi
}

# A process by its id and the time it started, so that a reused id is not taken for it.
identity() {
  [ -r "/proc/$1/stat" ] || { kill -0 "$1" 2>/dev/null && echo "$1 -"; return; }
  # The name in brackets may hold spaces; the start time is the 20th field after it.
  echo "$1 $(sed 's/^.*) //' "/proc/$1/stat" | cut -d ' ' -f 20)"
}

remove() {
  local folder="$1" server
  if [ -s "$folder/data/postmaster.pid" ]; then
    as_server "$bin/pg_ctl" stop --pgdata "$folder/data" --mode immediate --silent >/dev/null 2>&1 || true
  fi
  rm -rf "$folder"
}

# Servers whose owner has died without stopping them: killed test runs.
sweep() {
  local folder owner
  for folder in "$temporary"/amparo-postgres.*/; do
    folder="${folder%/}"
    [ -O "$folder" ] && [ -f "$folder/owner" ] || continue
    owner="$(cat "$folder/owner")"
    [ "$(identity "${owner%% *}" || true)" = "$owner" ] || remove "$folder"
  done
}

start() {
  local owner="$1" mode="$2"
  folder="$(mktemp -d "$temporary/amparo-postgres.XXXXXX")"
  identity "$owner" > "$folder/owner"
  echo "$checkout" > "$folder/$mode"
  chmod 711 "$folder"
  mkdir "$folder/data" "$folder/socket"
  [ "$(id -u)" -ne 0 ] || chown "$server_user" "$folder/data" "$folder/socket"
  # Nothing in it outlives the tests, so nothing waits for the disk.
  if ! (cd / && as_server "$bin/initdb" --pgdata "$folder/data" --username amparo --auth trust --encoding UTF8 --no-locale --no-sync \
      && as_server "$bin/pg_ctl" start --pgdata "$folder/data" --wait --timeout 60 --log "$folder/data/log" --options \
        "-c listen_addresses='' -c unix_socket_directories='$folder/socket' -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200") \
      >"$folder/start.log" 2>&1 </dev/null; then
    cat "$folder/start.log" "$folder/data/log" 2>/dev/null | tail -n 3 >&2 || true
    remove "$folder"
    fail "The temporary PostgreSQL did not start."
  fi
  echo "Host=$folder/socket;Username=amparo;Database=postgres"
}

case "${1:-}" in
  start | stop | run) ;;
  *)
    echo "Usage: eng/postgres.sh start [OWNER] | stop | run" >&2
    exit 2
    ;;
esac

bin="$(programs || true)"
[ -n "$bin" ] || fail "PostgreSQL's server programs (initdb) are not installed."
server_user="$(id -un)"
if [ "$(id -u)" -eq 0 ]; then
  server_user=postgres
  id "$server_user" >/dev/null 2>&1 || server_user=nobody
fi

case "$1" in
  start)
    sweep
    start "${2:-$PPID}" started
    ;;
  stop)
    for folder in "$temporary"/amparo-postgres.*/; do
      folder="${folder%/}"
      [ -O "$folder" ] && [ "$(cat "$folder/started" 2>/dev/null)" = "$checkout" ] || continue
      remove "$folder"
    done
    ;;
  run)
    sweep
    folder=""
    trap '[ -z "$folder" ] || remove "$folder"' EXIT
    trap 'exit 3' INT TERM HUP
    start "$$" run
    # Ends when the other end of the pipe closes: at a normal end, and when that process is killed.
    cat >/dev/null || true
    ;;
esac
