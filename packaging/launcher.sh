#!/bin/sh
# Starts the program that this file is named after, with the Java runtime and the libraries beside it.
# JAVA_OPTS adds options of the Java virtual machine and wins over those below, such as JAVA_OPTS=-Xmx2g.
set -eu

program=$0
while [ -L "$program" ]; do
  target=$(readlink "$program")
  case $target in
    /*) program=$target ;;
    *) program=$(dirname "$program")/$target ;;
  esac
done
name=${program##*/}
home=$(cd -P "$(dirname "$program")/.." && pwd)

options=@$home/lib/options/server-jvm
case $name in
  extauthz-server) main=dev.sluice.extauthz.server.ExtAuthzMain ;;
  extproc-dlp-server) main=dev.sluice.extproc.server.ExtProcMain ;;
  xds-controller) main=dev.sluice.controller.server.XdsControllerMain ;;
  sluicectl)
    main=dev.sluice.ctl.SluiceCtl
    options=
    # A short command ends before the second compiler pays off; a check of many audit records does not.
    if [ "${1:-}" != audit ]; then options=-XX:TieredStopAtLevel=1; fi
    ;;
  *) echo "$name: no program of Sluice has this name; use a link instead of a renamed copy" >&2; exit 2 ;;
esac

classpath=
while IFS= read -r jar; do
  classpath=$classpath${classpath:+:}$home/lib/$jar
done < "$home/lib/$name.jars"

set -- "-Dsluice.root=$home" -cp "$classpath" "$main" "$@"
# Classes that the JVM has parsed and checked before. It does without them if a jar or an option differs.
cache=$home/lib/$name.jsa
if [ -f "$cache" ]; then set -- "-XX:SharedArchiveFile=$cache" -Xlog:cds=off -Xlog:aot=off "$@"; fi

# shellcheck disable=SC2086
exec "$home/runtime/bin/java" "@$home/lib/options/jvm" -Xmx512m ${options:+"$options"} ${JAVA_OPTS:-} "$@"
