#!/usr/bin/env bash
# Makes dist/sluice-<version>.tar.gz of the packaged modules. ./sluice build calls it; JAVA_HOME names a JDK 25.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

property() { sed -n "s:^ *<$1>\(.*\)</$1>\$:\1:p" "$root/pom.xml" | head -n 1; }
version=$(property version)
timestamp=$(property project.build.outputTimestamp)
archive=$root/dist/sluice-$version.tar.gz

tar --version | grep -q GNU || { echo "sluice: GNU tar was not found; the archive needs it" >&2; exit 3; }
SECONDS=0
"$root/packaging/programs.sh"
mkdir -p "$root/dist"
echo "sluice: archive: compressing" >&2
tar --create --directory "$root/target/programs" --sort=name --owner=0 --group=0 --numeric-owner --mtime="$timestamp" \
  "sluice-$version" | gzip --no-name > "$archive.new"
mv "$archive.new" "$archive"
echo "sluice: $archive, $(($(wc -c < "$archive") / 1000000)) MB, made in $SECONDS s" >&2
