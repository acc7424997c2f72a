#!/usr/bin/env bash
# Makes target/programs/sluice-<version> of the packaged modules: the programs, their libraries, a Java runtime, start
# caches, bills of materials, default configuration, policies and manifests. The archive and the images are made of it.
# JAVA_HOME names a JDK 25.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
programs=(extauthz-server extproc-dlp-server xds-controller sluicectl)
# What the libraries use at run time, too: jdk.zipfs, jdk.net and jdk.naming.dns are found by name only; jdk.jcmd is for operators.
modules=java.base,java.compiler,java.instrument,java.logging,java.management,java.naming,java.net.http,java.security.jgss
modules+=,java.sql,java.xml,jdk.httpserver,jdk.jcmd,jdk.jfr,jdk.management,jdk.naming.dns,jdk.net,jdk.unsupported,jdk.zipfs

property() { sed -n "s:^ *<$1>\(.*\)</$1>\$:\1:p" "$root/pom.xml" | head -n 1; }
version=$(property version)
# Every file has this time, in the archive, in the images and when a start cache is made, because the JVM compares times of jars.
timestamp=$(property project.build.outputTimestamp)
work=$root/target/programs
home=$work/sluice-$version

fail() { echo "sluice: $1" >&2; exit "${2:-1}"; }
step() { echo "sluice: programs: $1 ($SECONDS s)" >&2; }

# jars <program>: the paths of its jars
jars() {
  local jar
  while IFS= read -r jar; do
    case $jar in "") ;; /*) echo "$jar" ;; *) echo "$root/$jar" ;; esac
  done < <(echo "$1/target/$1-$version.jar"; tr ':' '\n' < "$root/$1/target/classpath.txt"; echo)
}

# A checksum of everything that the folder is made of.
ingredients() {
  local program
  echo "$modules $timestamp"
  cat "$JAVA_HOME/release"
  for program in "${programs[@]}"; do jars "$program" | xargs cksum | sed "s:$root/::"; done
  (cd "$root" && find LICENSE packaging policies manifests xds-controller/src/main/resources ./*/target/sbom.json \
    -path packaging/target -prune -o -path packaging/src -prune -o -type f -print | LC_ALL=C sort | xargs cksum)
}

# Copies the jars of each program once, and writes the names of each program's jars.
libraries() {
  local program jar name
  mkdir -p "$home/lib" "$home/sbom"
  for program in "${programs[@]}"; do
    while IFS= read -r jar; do
      name=${jar##*/}
      if [ ! -e "$home/lib/$name" ]; then cp "$jar" "$home/lib/$name"
      else cmp -s "$jar" "$home/lib/$name" || fail "$jar differs from another jar of the same name"; fi
      echo "$name" >> "$home/lib/$program.jars"
    done < <(jars "$program")
    cp "$root/$program/target/sbom.json" "$home/sbom/$program.json"
  done
}

# Links a runtime of the JDK in use, and keeps it for the next time.
runtime() {
  local kept=$root/target/runtime key
  key=$(echo "$modules"; cat "$JAVA_HOME/release")
  if [ "$(cat "$kept.key" 2>/dev/null)" != "$key" ]; then
    rm -rf "$kept" "$kept.key"
    "$JAVA_HOME/bin/jlink" --add-modules "$modules" --output "$kept" --compress zip-6 --no-header-files --no-man-pages \
      || fail "jlink could not make a runtime of $JAVA_HOME"
    echo "$key" > "$kept.key"
  fi
  cp -R "$kept" "$home/runtime"
}

files() {
  local program
  mkdir -p "$home/bin" "$home/database"
  cp -R "$root/xds-controller/src/main/resources/db/down" "$home/database/"
  for program in "${programs[@]}"; do cp "$root/packaging/launcher.sh" "$home/bin/$program"; done
  cp -R "$root/packaging/options" "$home/lib/"
  cp -R "$root/packaging/config" "$root/packaging/systemd" "$root/policies" "$root/manifests" "$home/"
  cp "$root/LICENSE" "$root/packaging/README.md" "$home/"
  envoy_bootstrap > "$home/config/envoy.yaml"
}

# Fills in the template of Envoy's bootstrap, with TLS to the controller.
envoy_bootstrap() {
  sed -e 's:{{node.id}}:default/envoy:' -e 's/{{node.cluster}}/default/' -e 's/{{{node.metadata}}}/{sluice_kind: envoy}/' \
    -e 's/{{admin.host}}/127.0.0.1/' -e 's/{{admin.port}}/9901/' \
    -e 's/{{controller.host}}/127.0.0.1/' -e 's/{{controller.port}}/9003/' -e 's/{{heap.bytes}}/1932735283/' \
    -e "/{{controller.tls}}/r $root/packaging/envoy-controller-tls.yaml" -e '/{{controller.tls}}/d' \
    "$root/xds-controller/src/main/resources/dev/sluice/controller/xds/envoy-bootstrap.yaml"
}

completions() {
  mkdir "$home/completions"
  "$home/runtime/bin/java" -XX:TieredStopAtLevel=1 -cp "$home/lib/*" picocli.AutoComplete --name sluicectl \
    --completionScript "$home/completions/sluicectl.bash" dev.sluice.ctl.SluiceCtl
  cp "$root/packaging/sluicectl.zsh" "$home/completions/"
}

# Writes the classes of packaging/start-classes/<program>.gz in the form that the JVM maps into its memory, so that the
# program starts faster. The same list, jars and runtime make the same file.
start_caches() {
  local program pids=() failed=
  for program in "${programs[@]}"; do start_cache "$program" & pids+=($!); done
  for program in "${pids[@]}"; do wait "$program" || failed=yes; done
  [ -z "$failed" ] || exit 1
}

# start_cache <program>: with relative paths, because the JVM writes the class path into the cache.
start_cache() (
  log=$work/start-cache-$1.log options=(@lib/options/jvm)
  [ "$1" = sluicectl ] || options+=(@lib/options/server-jvm)
  gzip --decompress --stdout "$root/packaging/start-classes/$1.gz" > "$work/$1.classes"
  cd "$home"
  runtime/bin/java "${options[@]}" -Xmx512m -Xshare:dump "-XX:SharedClassListFile=$work/$1.classes" \
    "-XX:SharedArchiveFile=lib/$1.jsa" -cp "$(sed 's:^:lib/:' "lib/$1.jars" | paste -s -d :)" \
    > "$log" 2>&1 || fail "the JVM made no start cache of $1; see $log"
)

same_times() { find "$home" -exec touch --no-dereference --date="$timestamp" {} +; }

[ -n "${JAVA_HOME:-}" ] || fail "JAVA_HOME must name a JDK 25" 3
for program in "${programs[@]}"; do
  [ -f "$root/$program/target/sbom.json" ] || fail "$program is not built, or without its bill of materials (Maven makes none with --offline); run ./sluice build" 3
done
SECONDS=0
made_of=$(ingredients)
if [ "$(cat "$work/ingredients" 2>/dev/null)" = "$made_of" ]; then exit 0; fi
rm -rf "$work" && mkdir -p "$home"
step "libraries"; libraries
step "Java runtime"; runtime
step "programs and files"; files; completions
chmod -R u=rwX,go=rX "$home"
chmod 755 "$home"/bin/*
same_times
step "start caches"; start_caches
chmod 644 "$home"/lib/*.jsa
same_times
echo "$made_of" > "$work/ingredients"
step "made"
