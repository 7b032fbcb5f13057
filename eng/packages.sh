#!/usr/bin/env bash
# What the tests need from the system: looks for it, installs what is missing when it may, and says so when it may not.
set -euo pipefail

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
source "$root/eng/common.sh"

has_chromium() { has chromium; }
has_postgres() { has initdb || compgen -G '/usr/lib/postgresql/*/bin/initdb' > /dev/null; }
has_fonts() { has fc-list && [[ -n $(fc-list 'Noto Sans' file) ]]; }
has_node() { (($(node_version) >= 20)); }
has_npm() { has npm; }
has_clamd() { has clamd || [[ -x /usr/sbin/clamd ]]; }

apt() {
  local -a as_root=()
  if ((EUID != 0)); then as_root=(sudo -n); fi
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=120 "$@"
}

may_install() { has apt-get && { ((EUID == 0)) || { has sudo && sudo -n true 2> /dev/null; }; }; }

# Debian starts a database server of its own when it installs one; the tests bring theirs, so that start is held back.
install_postgres() {
  local settings=/etc/postgresql-common/createcluster.conf
  if [[ ! -f $settings ]]; then
    apt install -y --no-install-recommends postgresql-common
    local held
    held=$(mktemp)
    cp "$settings" "$held"
    sed -i '/create_main_cluster/d; $a create_main_cluster = false' "$settings"
    apt install -y --no-install-recommends postgresql
    cp "$held" "$settings"
  else
    apt install -y --no-install-recommends postgresql
  fi
}

# Runs by itself: inside a condition the shell would go on after a step that failed.
if [[ ${1:-} == install ]]; then
  shift
  apt update
  for name; do
    case $name in
      chromium) apt install -y --no-install-recommends chromium ;;
      postgres) install_postgres ;;
      fonts) apt install -y --no-install-recommends fontconfig fonts-noto-core ;;
      node) apt install -y --no-install-recommends nodejs ;;
      npm) apt install -y --no-install-recommends npm ;;
      clamd) apt install -y --no-install-recommends clamav-daemon ;;
    esac
  done
  exit 0
fi

missing=()
for name in chromium postgres fonts node npm; do
  "has_$name" || missing+=("$name")
done
if ((${#missing[@]})); then
  may_install || die "CLI-014 $(say 'Faltan programas para las pruebas; instale chromium, postgresql, fonts-noto-core, fontconfig, Node 20 y npm' \
    'Programs that the tests need are missing; install chromium, postgresql, fonts-noto-core, fontconfig, Node 20 and npm') (${missing[*]})"
  say "Instalando: ${missing[*]}" "Installing: ${missing[*]}"
  log="$artifacts/log/install.log"
  mkdir -p "$artifacts/log"
  "${BASH_SOURCE[0]}" install "${missing[@]}" > "$log" 2>&1 ||
    die "CLI-015 $(say 'No se pudo instalar; el detalle está en' 'The installation failed; the detail is in') ($log)"
  # Debian 12 itself serves Node 18, which would only fail later and less clearly.
  need_node
fi

# The scanner is wanted and not needed: without it the few tests that ask the real one are skipped, and the others ask one that they bring. On a machine with
# services it is left to its owner: Debian would start it with all its signatures, which take more memory than all tests.
if ! has_clamd && [[ ! -d /run/systemd/system ]] && may_install; then
  mkdir -p "$artifacts/log"
  "${BASH_SOURCE[0]}" install clamd > "$artifacts/log/install-clamd.log" 2>&1 ||
    say 'No se pudo instalar clamav-daemon; sus pruebas se omiten.' 'clamav-daemon could not be installed; its tests are skipped.'
fi
