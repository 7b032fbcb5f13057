#!/usr/bin/env bash
# Packs Amparo for machines without the .NET SDK, Node or this source: `eng/package.sh [linux-x64] [win-x64]`; both without a name.
# Each package holds the command line with its own runtime and the content; that for Linux the web host and how to install it, too.
set -euo pipefail

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
source "$root/eng/common.sh"
source "$root/eng/build.sh"

kinds=("$@")
((${#kinds[@]})) || kinds=(linux-x64 win-x64)
for kind in "${kinds[@]}"; do
  [[ $kind == linux-x64 || $kind == win-x64 ]] || wrong_use "$kind"
done

version=$(sed -n 's|.*<Version>\(.*\)</Version>.*|\1|p' "$root/Directory.Build.props")
packages="$artifacts/packages"
# The same sources give the same archive: names in order, nobody's account, the time of the last commit.
moment=$(git -C "$root" log -1 --format=%ct 2> /dev/null || echo 0)

publish() {
  local host=$1 kind=$2 folder=$3
  # A folder of its own: what is built for one kind of system must not stand among the ordinary build's files.
  quietly "package-$host-$kind" dotnet publish "$root/src/hosts/$host" --configuration "$configuration" --runtime "$kind" --self-contained \
    -p:ArtifactsPath="$artifacts/packing" -p:DebugType=none -p:GenerateDocumentationFile=false -p:RunAnalyzers=false --output "$folder"
}

need_dotnet
take_turn
build_ui
mkdir -p "$packages"
for kind in "${kinds[@]}"; do
  name="amparo-$version-$kind"
  # Written beside and renamed: a package is there whole or not at all.
  rm -rf "$packages/$name" "$packages/.$name"
  mkdir -p "$packages/.$name"
  publish Cli "$kind" "$packages/.$name/cli"
  cp -R "$root/content" "$root/LICENSE" "$root/NOTICE" "$packages/.$name/"
  if [[ $kind == linux-x64 ]]; then
    publish Web "$kind" "$packages/.$name/web"
    cp -R "$root/install" "$packages/.$name/install"
  fi
  mv "$packages/.$name" "$packages/$name"
  tar --create --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$moment" --directory "$packages" "$name" | gzip --no-name > "$packages/.$name.tar.gz"
  mv "$packages/.$name.tar.gz" "$packages/$name.tar.gz"
  (cd "$packages" && sha256sum "$name.tar.gz" > "$name.tar.gz.sha256")
  say "Listo: $packages/$name.tar.gz" "Done: $packages/$name.tar.gz"
done
leave_turn
