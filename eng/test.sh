#!/usr/bin/env bash
# Every test of the solution, on a clean clone as on a developer's machine. The last line is `N passed, N failed, N skipped`.
# With names (./amparo test Records Cli) only the test projects whose names contain one of them run.
set -euo pipefail

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
source "$root/eng/common.sh"
source "$root/eng/build.sh"

# A test that hangs is a test that fails.
limit=${AMPARO_TEST_TIMEOUT:-2400}
results="$artifacts/tests"
passed=0 failed=0 skipped=0 failures=()

json= names=()
for argument; do
  case $argument in
    --json) json=yes ;;
    -*) wrong_use "$argument" ;;
    *) names+=("$argument") ;;
  esac
done

# With --json the output is one object; what a person reads meanwhile goes to the error stream.
if [[ $json ]]; then exec 3>&1 1>&2; else exec 3>&1; fi

finish() {
  local exit=$1
  trap - EXIT
  # Where somebody ends this, what still runs beside it does not end by itself.
  local job
  for job in $(jobs -p); do pkill -P "$job" 2> /dev/null || true; done
  "$root/eng/postgres.sh" stop > /dev/null 2>&1 || true
  exit "$exit"
}

start_postgres() {
  trap 'finish $?' EXIT
  AMPARO_TEST_POSTGRES=$("$root/eng/postgres.sh" start $$ 3>&-)
  export AMPARO_TEST_POSTGRES AMPARO_REQUIRE_POSTGRES=1
}

# The test projects are those of the solution that are called so; there is no other list.
projects() { sed -n 's|.*Path="tests/.*/\([^/]*\.Tests\)\.csproj".*|\1|p' "$root/Amparo.slnx"; }

wanted() {
  local project=$1 name
  ((${#names[@]})) || return 0
  for name in "${names[@]}"; do
    if [[ $project == *"$name"* ]]; then return 0; fi
  done
  return 1
}

# The runner ends with one line of totals; a process that dies before it is a failure too.
count_of() {
  local totals
  totals=$(grep -E '^ +Amparo\..* Total: ' "$2" | tail -n 1) || return 0
  sed -n "s/.* $1: \([0-9]*\).*/\1/p" <<< "$totals"
}

# White space only: the build itself holds the code to the rules of style, and checking them again would take a minute.
check_format() {
  local code=0
  dotnet format whitespace "$root/Amparo.slnx" --no-restore --verify-no-changes > "$results/format.log" 2>&1 3>&- || code=$?
  echo "$code" > "$results/format.code"
}

report_format() {
  if [[ $(cat "$results/format.code") == 0 ]]; then
    say 'en orden' 'in order'
  else
    failed=$((failed + 1))
    failures+=(format)
    say 'distinto' 'differs'
  fi
}

# The tests choose their settings themselves; what the caller has chosen for the launcher is not theirs.
launch() {
  local project=$1 code=0
  local program="$artifacts/bin/$project/${configuration,,}/Amparo.$project.dll"
  env -u AMPARO_LANGUAGE -u AMPARO_DATA -u AMPARO_URLS -u AMPARO_CONTENT -u AMPARO_PASSKEYS -u AMPARO_ATTESTATION -u AMPARO_AUTHENTICATORS -u AMPARO_LEAKED_PASSWORDS -u AMPARO_ADMINISTRATION_FROM -u AMPARO_PROXY -u AMPARO_SCANNER \
    timeout --kill-after=10 "$limit" dotnet "$program" -noColor -noLogo > "$results/$project.log" 2>&1 < /dev/null 3>&- || code=$?
  echo "$code" > "$results/$project.code"
}

report() {
  local project=$1 log="$results/$1.log" code total wrong left_out
  if [[ $project == format ]]; then
    report_format
    return 0
  fi
  code=$(cat "$results/$project.code")
  total=$(count_of Total "$log")
  if [[ -z $total ]]; then
    failed=$((failed + 1))
    failures+=("$project")
    say "interrumpido (código $code)" "crashed (exit $code)"
    return 0
  fi
  if ((total == 0)); then
    failed=$((failed + 1))
    failures+=("$project")
    say 'sin pruebas' 'no tests'
    return 0
  fi
  wrong=$(($(count_of Errors "$log") + $(count_of Failed "$log")))
  left_out=$(($(count_of Skipped "$log") + $(count_of 'Not Run' "$log")))
  # A runner that ends badly after all tests passed has still not ended well.
  if ((code != 0 && wrong == 0)); then wrong=1; fi
  if ((wrong > 0)); then failures+=("$project"); fi
  passed=$((passed + total - $(count_of Failed "$log") - left_out))
  failed=$((failed + wrong))
  skipped=$((skipped + left_out))
  printf '%s\n' "$(tail -n 1 "$log" | sed 's/^.*Total:/Total:/')"
}

# Two at a time, each told of when it ends: what one waits for (a disk, a database, a moment) the other uses.
beside=2 running=()

tell_of_the_ended() {
  local project still=()
  wait -n || true
  # One that was ended from outside has not said how.
  if [[ -z $(jobs -r) ]]; then
    for project in "${running[@]}"; do
      if [[ ! -e $results/$project.code ]]; then echo 137 > "$results/$project.code"; fi
    done
  fi
  for project in "${running[@]}"; do
    if [[ -e $results/$project.code ]]; then
      printf '  %-24s ' "$project"
      report "$project"
    else
      still+=("$project")
    fi
  done
  running=("${still[@]}")
}

run() {
  if [[ $1 == format ]]; then check_format & else launch "$1" & fi
  running+=("$1")
  while ((${#running[@]} >= beside)); do tell_of_the_ended; done
}

finish_running() {
  while ((${#running[@]})); do tell_of_the_ended; done
}

"$root/eng/packages.sh"
# Where the scanner is, its tests have no reason to be skipped.
if has clamd || [[ -x /usr/sbin/clamd ]]; then export AMPARO_REQUIRE_CLAMD=1; fi
say 'Compilando todo…' 'Building everything…'
build_all
rm -rf "$results" && mkdir -p "$results"
start_postgres
say 'Probando…' 'Testing…'
if ((${#names[@]} == 0)); then run format; fi
# The browser's tests come last and alone: drawing without a graphics card takes both cores, and what waits for a page would wait too long beside others.
for project in $(projects); do
  if [[ $project != EndToEnd.Tests ]] && wanted "$project"; then run "$project"; fi
done
finish_running
if wanted EndToEnd.Tests; then run EndToEnd.Tests; fi
finish_running

for project in "${failures[@]}"; do
  printf '\n--- %s\n' "$project"
  grep -A 12 -E '\[(FAIL|ERROR)\]|Unhandled exception|Catastrophic' "$results/$project.log" || tail -n 20 "$results/$project.log"
done
if [[ $json ]]; then
  printf '{ "passed": %s, "failed": %s, "skipped": %s }\n' "$passed" "$failed" "$skipped" >&3
else
  printf '%s passed, %s failed, %s skipped\n' "$passed" "$failed" "$skipped"
fi
finish $((failed > 0))
