#!/usr/bin/env bash
# Makes dist/sluice-<version>.tar.gz of the packaged modules: the programs, their libraries, a Java runtime, default
# configuration, policies and manifests. ./sluice build calls it; JAVA_HOME names a JDK 25.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
programs=(extauthz-server extproc-dlp-server xds-controller sluicectl)
# What the libraries use at run time, too: jdk.zipfs, jdk.net and jdk.naming.dns are found by name only; jdk.jcmd is for operators.
modules=java.base,java.compiler,java.instrument,java.logging,java.management,java.naming,java.net.http,java.security.jgss
modules+=,java.sql,java.xml,jdk.httpserver,jdk.jcmd,jdk.jfr,jdk.management,jdk.naming.dns,jdk.net,jdk.unsupported,jdk.zipfs

property() { sed -n "s:^ *<$1>\(.*\)</$1>\$:\1:p" "$root/pom.xml" | head -n 1; }
version=$(property version)
# Every file has this time, in the archive and when the start cache is made, because the JVM compares times of jars.
timestamp=$(property project.build.outputTimestamp)
work=$root/target/archive
home=$work/sluice-$version
archive=$root/dist/sluice-$version.tar.gz

fail() { echo "sluice: $1" >&2; exit "${2:-1}"; }
step() { echo "sluice: archive: $1 ($SECONDS s)" >&2; }

# Copies the jars of each program once, and writes the names of each program's jars.
libraries() {
  local program jar name
  mkdir -p "$home/lib"
  for program in "${programs[@]}"; do
    [ -f "$root/$program/target/classpath.txt" ] || fail "$program is not built; run ./sluice build" 3
    while IFS= read -r jar; do
      [ -n "$jar" ] || continue
      case $jar in /*) ;; *) jar=$root/$jar ;; esac
      name=${jar##*/}
      if [ ! -e "$home/lib/$name" ]; then cp "$jar" "$home/lib/$name"
      else cmp -s "$jar" "$home/lib/$name" || fail "$jar differs from another jar of the same name"; fi
      echo "$name" >> "$home/lib/$program.jars"
    done < <(echo "$program/target/$program-$version.jar"; tr ':' '\n' < "$root/$program/target/classpath.txt"; echo)
  done
}

# Links a runtime of the JDK in use, and keeps it for the next archive.
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
  cp -R "$root/packaging/config" "$root/packaging/systemd" "$root/policies" "$root/manifests" "$home/"
  cp "$root/LICENSE" "$root/packaging/README.md" "$home/"
  envoy_bootstrap > "$home/config/envoy.yaml"
}

# Fills in the template of Envoy's bootstrap, with TLS to the controller.
envoy_bootstrap() {
  sed -e 's:{{node.id}}:default/envoy:' -e 's/{{node.cluster}}/default/' -e 's/{{{node.metadata}}}/{sluice_kind: envoy}/' \
    -e 's/{{admin.host}}/127.0.0.1/' -e 's/{{admin.port}}/9901/' \
    -e 's/{{controller.host}}/127.0.0.1/' -e 's/{{controller.port}}/9003/' \
    -e "/{{controller.tls}}/r $root/packaging/envoy-controller-tls.yaml" -e '/{{controller.tls}}/d' \
    "$root/xds-controller/src/main/resources/dev/sluice/controller/xds/envoy-bootstrap.yaml"
}

completions() {
  mkdir "$home/completions"
  java_of_sluicectl picocli.AutoComplete --name sluicectl --completionScript "$home/completions/sluicectl.bash" \
    dev.sluice.ctl.SluiceCtl
  cp "$root/packaging/sluicectl.zsh" "$home/completions/"
}

java_of_sluicectl() { "$home/runtime/bin/java" -XX:TieredStopAtLevel=1 -cp "$home/lib/*" "$@"; }

# Makes what bin/sluicectl's JVM loads and links for a check of the policies, so that it starts at once.
start_cache() {
  local cache=$home/lib/sluicectl.aot
  JAVA_OPTS="-XX:AOTCacheOutput=$cache -XX:TieredStopAtLevel=4" "$home/bin/sluicectl" policy validate "$home/policies" \
    > "$root/target/start-cache-archive.log" 2>&1 || fail "bin/sluicectl does not run; see target/start-cache-archive.log"
  [ -f "$cache" ] || fail "the JVM made no start cache; see target/start-cache-archive.log"
}

same_times() { find "$home" -exec touch --no-dereference --date="$timestamp" {} +; }

[ -n "${JAVA_HOME:-}" ] || fail "JAVA_HOME must name a JDK 25" 3
tar --version | grep -q GNU || fail "GNU tar was not found; the archive needs it" 3
SECONDS=0
rm -rf "$work" && mkdir -p "$home" "$root/dist"
step "libraries"; libraries
step "Java runtime"; runtime
step "programs and files"; files; completions
chmod -R u=rwX,go=rX "$home"
chmod 755 "$home"/bin/*
same_times
step "start cache"; start_cache
same_times
step "compressing"
tar --create --directory "$work" --sort=name --owner=0 --group=0 --numeric-owner --mtime="$timestamp" "sluice-$version" \
  | gzip --no-name > "$archive.new"
mv "$archive.new" "$archive"
echo "sluice: $archive, $(($(wc -c < "$archive") / 1000000)) MB, made in $SECONDS s" >&2
