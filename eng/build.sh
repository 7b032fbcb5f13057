# Building the styles and the hosts, only when something changed. Sourced after common.sh; not run by itself.

host_of() { printf '%s/bin/%s/%s/Amparo.%s.dll' "$artifacts" "$1" "${configuration,,}" "$1"; }

# sources PART [FIND TESTS]: the files a part is built from, one a line, in a fixed order.
sources() {
  local part=$1
  shift
  cd "$root"
  case $part in
    ui) find src/ui -name node_modules -prune -o -type f "$@" -print ;;
    hosts)
      find src eng Directory.Build.props Directory.Packages.props global.json .editorconfig \
        \( -name node_modules -o -path src/ui -o -path src/hosts/Web/wwwroot/assets \) -prune -o -type f ! -name '*.sh' "$@" -print
      ;;
  esac | LC_ALL=C sort
}

# A part is fresh if it was built from the same list of files and none of them has been touched since that build began.
# Git plays no part in it: a change counts before it is committed.
is_fresh() {
  local stamp="$artifacts/.built-$1"
  [[ -f $stamp ]] && [[ $(sources "$1" | sha256sum) == "$(< "$stamp")" ]] && [[ -z $(sources "$1" -newer "$stamp") ]]
}

# mark_started PART … mark_built PART: the stamp carries the time at which the build began, so that a file saved meanwhile counts as new.
mark_started() { mkdir -p "$artifacts" && sources "$1" | sha256sum > "$artifacts/.building-$1"; }
mark_built() { mv "$artifacts/.building-$1" "$artifacts/.built-$1"; }

# quietly NAME COMMAND…: runs a step with its output in a log; a failure shows the lines that matter.
quietly() {
  local name=$1 log="$artifacts/log/$1.log"
  shift
  mkdir -p "$artifacts/log"
  # The compiler's server outlives the build: it must hold neither our lock (9) nor the caller's output (3).
  if ! "$@" > "$log" 2>&1 3>&- 9>&-; then
    { grep -E '(error|ERR!)' "$log" || tail -n 20 "$log"; } | LC_ALL=C sort -u | head -n 20 >&2
    die "CLI-013 $(say 'No se pudo compilar; el detalle está en' 'The build failed; the detail is in') ($log)"
  fi
}

build_ui() {
  [[ -f $root/src/ui/package.json ]] || return 0
  if is_fresh ui && [[ -d $root/src/hosts/Web/wwwroot/assets && -f $root/src/hosts/Web/passwords/common.txt ]]; then return 0; fi
  need_node
  say 'Preparando los estilos…' 'Preparing the styles…'
  mark_started ui
  local ui="$root/src/ui"
  if [[ ! $ui/package-lock.json -ot $ui/node_modules/.package-lock.json ]]; then
    quietly npm-ci npm ci --prefix "$ui" --no-audit --no-fund
  fi
  quietly npm-build npm run build --prefix "$ui"
  mark_built ui
  # The Web host lists its styles when it is built.
  rm -f "$artifacts/.built-hosts"
}

# Two launchers started at once take turns: both would write the same files.
take_turn() {
  mkdir -p "$artifacts"
  exec 9> "$artifacts/.lock"
  if has flock; then flock 9; fi
}

leave_turn() { exec 9>&-; }

# compile NAME ARGUMENTS…: one compiler serves all projects. Started anew for each of them, it would spend half of its time on starting.
compile() {
  local name=$1
  shift
  quietly "$name" dotnet build "$@" --configuration "$configuration" -p:UseSharedCompilation=true
}

# Where nobody can say, it is taken to be somebody else's.
is_compiler_there() { ! has pgrep || pgrep -u "$(id -u)" -f VBCSCompiler > /dev/null; }

# Who was not there before does not stay: it would hold its memory for minutes.
dismiss_compiler() { dotnet build-server shutdown --vbcscompiler > /dev/null 2>&1 3>&- 9>&- || true; }

# The hosts alone, for people: the tests are not compiled.
build_hosts() {
  take_turn
  build_ui
  if ! is_fresh hosts || [[ ! -f $(host_of Cli) || ! -f $(host_of Web) ]]; then
    need_dotnet
    say 'Compilando; la primera vez tarda unos minutos…' 'Building; the first time takes some minutes…'
    mark_started hosts
    local host was_there=
    if is_compiler_there; then was_there=yes; fi
    for host in Cli Web; do
      compile "build-$host" "$root/src/hosts/$host" -p:RestoreLockedMode=true
    done
    if [[ ! $was_there ]]; then dismiss_compiler; fi
    mark_built hosts
  fi
  leave_turn
}

# Everything in the solution, for the tests; the hosts are then built too.
build_all() {
  local was_there=
  take_turn
  build_ui
  mark_started hosts
  quietly restore dotnet restore "$root/Amparo.slnx" --locked-mode
  if is_compiler_there; then was_there=yes; fi
  compile build "$root/Amparo.slnx" --no-restore
  if [[ ! $was_there ]]; then dismiss_compiler; fi
  mark_built hosts
  leave_turn
}
