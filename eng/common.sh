# What the launcher and the test script share. Sourced after `root` is set; not run by itself.

# One build for the demonstration, the offline commands and the tests: Release, because the demonstration's speed is part of
# what it shows, and because tests should run the very files that people run.
configuration=Release
artifacts="$root/artifacts"

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
# Build nodes that outlive the build would keep a caller's pipe open for minutes.
export MSBUILDDISABLENODEREUSE=1
# dotnet and npm want a home folder; an account without one (a service, a container) borrows the build folder.
if [[ ! -w ${HOME:-/nonexistent} ]]; then export HOME="$artifacts/home" && mkdir -p "$HOME"; fi

case ${AMPARO_LANGUAGE:-${LC_ALL:-${LANG:-es}}} in
  en*) amparo_language=en ;;
  *) amparo_language=es ;;
esac

# say SPANISH ENGLISH: the text in the reader's language.
say() { if [[ $amparo_language == en ]]; then printf '%s\n' "$2"; else printf '%s\n' "$1"; fi; }

# die MESSAGE [EXIT]: one line, and the exit code (3, failed, if none is given).
die() {
  printf '%s\n' "$1" >&2
  exit "${2:-3}"
}

wrong_use() {
  die "CLI-002 $(say 'No entiendo este argumento; vea ./amparo --help' 'This argument is not understood; see ./amparo --help') ($1)" 2
}

# value_of OPTION VALUE …: the option's value, or wrong use if none follows.
value_of() {
  (($# > 1)) || wrong_use "$1"
  printf '%s' "$2"
}

has() { command -v "$1" > /dev/null 2>&1; }

need_dotnet() {
  has dotnet && [[ $'\n'$(dotnet --list-sdks 2> /dev/null) == *$'\n'10.* ]] ||
    die "CLI-010 $(say 'Falta el SDK de .NET 10: https://dotnet.microsoft.com/download' 'The .NET 10 SDK is missing: https://dotnet.microsoft.com/download') (dotnet)"
}

node_version() { if has node; then node --version | sed 's/^v//; s/\..*//'; else echo 0; fi; }

need_node() {
  (($(node_version) >= 20)) || die "CLI-011 $(say 'Falta Node 20 o posterior: https://nodejs.org' 'Node 20 or later is missing: https://nodejs.org') (node)"
  has npm || die "CLI-012 $(say 'Falta npm, que viene con Node' 'npm, which comes with Node, is missing') (npm)"
}
