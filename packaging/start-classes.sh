#!/usr/bin/env bash
# Writes packaging/start-classes/<program>.gz: the classes that each program loads in the demo's tour, or in a check of the
# policies. programs.sh makes start caches of these lists. Without a new list, a cache lacks the newest classes, and
# nothing else is wrong. Run it after larger changes and commit the result. Needs ./sluice build, Envoy and JAVA_HOME.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
work=$root/target/start-classes
lists=$root/packaging/start-classes

# classpath <module>
classpath() {
  printf '%s' "$root/$1/target/$1-$version.jar"
  { tr ':' '\n' < "$root/$1/target/classpath.txt"; echo; } | while IFS= read -r jar; do
    case $jar in "") ;; /*) printf ':%s' "$jar" ;; *) printf ':%s' "$root/$jar" ;; esac
  done
}

runs=0
version=$(sed -n 's:^ *<version>\(.*\)</version>$:\1:p' "$root/pom.xml" | head -n 1)
rm -rf "$work" && mkdir -p "$work/new" "$lists"
java=("$JAVA_HOME/bin/java" -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow "-Dsluice.root=$root")
"${java[@]}" -cp "$(classpath e2e)" dev.sluice.e2e.demo.AotCachesMain "$work/tour" "$work/new"
for command in "policy validate $root/policies" --version --help; do
  # shellcheck disable=SC2086
  "${java[@]}" "-XX:DumpLoadedClassList=$work/sluicectl-$((++runs))" -cp "$(classpath sluicectl)" dev.sluice.ctl.SluiceCtl \
    $command > "$work/sluicectl.log"
done
cat "$work"/sluicectl-* > "$work/new/sluicectl"
for list in "$work"/new/*; do
  # Without numbers, classes of generated loaders, and what only a cache with linked classes uses; one order in every run.
  sed -e 's/ id: [0-9]*$//' -e '/^#/d' -e '/^@cp /d' -e '/ source: /d' "$list" | LC_ALL=C sort -u \
    | gzip --best --no-name > "$lists/${list##*/}.gz"
done
ls -l "$lists"
