# shellcheck shell=bash disable=SC2154
# SPDX-License-Identifier: Apache-2.0
# What ops/run, ops/query, ops/tail and ops/drill share: find the tools, build what is not built, say what went wrong in one line.
# Sourced; expects $name (the command's name) and $root (the repository).

# The lake that runs here, without its ending: the one for Spark 3.5.
lake="$root/spark-job/target/quotelake-lake_2.12"

fail() {
  printf '%s: %s\n' "$name" "$*" >&2
  exit 1
}

# Sets $java and $version; wants a JDK of version 17 or later, because what is not built is built.
need_jdk() {
  local home="${JAVA_HOME:-}"
  if [ -n "$home" ]; then
    java="$home/bin/java"
    [ -x "$java" ] || fail "JAVA_HOME is $home, but there is no bin/java in it: point it at a JDK 17 or later, or unset it"
  else
    java=$(command -v java) || fail "no java on the PATH: install a JDK 17 or later"
  fi
  version=$("$java" -version 2>&1 | sed -n 's/.* version "\([^"]*\)".*/\1/p' | head -n 1)
  case "${version%%[.-]*}" in
    '' | *[!0-9]*) fail "cannot tell the version of $java: install a JDK 17 or later" ;;
  esac
  [ "${version%%[.-]*}" -ge 17 ] || fail "$java is version $version: quotelake needs JDK 17 or later (set JAVA_HOME)"
}

# Sets $mvn; Maven builds what is not built, so it is wanted from the start and not in the middle.
need_maven() {
  local version major minor
  mvn=$(command -v mvn) || fail "no mvn on the PATH: install Maven 3.8 or later"
  version=$("$mvn" --version 2>/dev/null | sed -n 's/.*Apache Maven \([0-9.]*\).*/\1/p' | head -n 1)
  major=${version%%.*}
  minor=${version#*.}
  minor=${minor%%.*}
  if [ "${major:-0}" -lt 3 ] || { [ "$major" -eq 3 ] && [ "${minor:-0}" -lt 8 ]; }; then
    fail "$mvn is version ${version:-unknown}: quotelake needs Maven 3.8 or later"
  fi
}

# is_built MODULE: whether the module's program is there and no source of it is newer.
is_built() {
  local artefact newer
  case "$1" in
    ops/sandbox) artefact="$root/ops/sandbox/target/quotelake-sandbox.jar" ;;
    gateway) artefact="$root/gateway/target/quarkus-app/quarkus-run.jar" ;;
    spark-job) artefact="$lake.jar" ;;
    *) fail "no module $1" ;;
  esac
  [ -f "$artefact" ] || return 1
  [ -f "$root/$1/target/.built" ] && [ "$root/$1/target/.built" -nt "$artefact" ] && artefact="$root/$1/target/.built"
  newer=$(find "$root/$1/src/main" "$root/$1/pom.xml" "$root/pom.xml" "$root/ops/contract" -type f -newer "$artefact" -print 2>/dev/null | head -n 1)
  [ -z "$newer" ]
}

# are_built MODULE...: whether all are.
are_built() {
  local module
  for module in "$@"; do
    is_built "$module" || return 1
  done
}

# names_gateway ARGUMENT...: whether --gateway names a native executable, which stands in for the gateway's jar.
names_gateway() {
  case " $* " in *' --gateway '* | *' --gateway='*) ;; *) return 1 ;; esac
}

# run_under_way: the process of an ops/run that is on with the programs built here, if there is one.
run_under_way() {
  local file
  for file in "$root/target/runs"/*; do
    if ps -ww -p "${file##*/}" -o args= 2>/dev/null | grep -q 'sandbox\.run\.Launcher'; then
      printf '%s' "${file##*/}"
      return
    fi
    kill -0 "${file##*/}" 2>/dev/null || rm -f "$file"
  done
}

# build MODULE...: builds those that are not built, one line of progress, Maven's output in a log. It takes no program from under an
# ops/run that is on: a JVM whose jar is replaced dies of the next class it loads.
build() {
  local module missing='' log pid started=$SECONDS last=0 status
  for module in "$@"; do
    is_built "$module" || missing="$missing,$module"
  done
  missing=${missing#,}
  [ -n "$missing" ] || return 0
  pid=$(run_under_way)
  if [ -n "$pid" ] && [ "$name" = ops/query ] && [ -f "$lake.jar" ]; then
    printf '%s: %s has changed since ops/run was started; it is built when that has ended, and asked as it was until then\n' "$name" "$missing" >&2
    return 0
  fi
  [ -z "$pid" ] || fail "$missing must be built, which would break the ops/run that is on (process $pid): end it first"
  need_maven
  mkdir -p "$root/target"
  log="$root/target/build.log"
  "$mvn" --batch-mode -f "$root/pom.xml" -pl "$missing" -Dmaven.test.skip=true -Dspotless.check.skip=true package >"$log" 2>&1 &
  pid=$!
  trap 'kill $pid 2>/dev/null; exit 130' INT TERM
  while kill -0 "$pid" 2>/dev/null; do
    build_progress "$missing" "$log" $((SECONDS - started))
    sleep 0.2
  done
  status=0
  wait "$pid" || status=$?
  trap - INT TERM
  [ -t 2 ] && printf '\r\033[K' >&2
  if [ "$status" -ne 0 ]; then
    grep -E '^\[ERROR\]' "$log" | head -n 15 >&2 || tail -n 15 "$log" >&2
    fail "the build of $missing failed; all of its output: $log"
  fi
  printf 'Built %s in %d s.\n' "$missing" $((SECONDS - started)) >&2
  for module in ${missing//,/ }; do
    : >"$root/$module/target/.built"
  done
}

# build_progress MODULES LOG SECONDS: one line that is written over on a terminal, a line now and then elsewhere.
build_progress() {
  local what
  if [ -t 2 ]; then
    what=$(tail -n 1 "$2" | tr -d '\r' | cut -c 1-40)
    printf '\r\033[KBuilding %s: %d s  %s' "$1" "$3" "$what" >&2
  elif [ "$last" -eq 0 ] || [ $(($3 - last)) -ge 15 ]; then
    last=$(($3 + 1))
    printf 'Building %s: %d s (output in %s)\n' "$1" "$3" "$2" >&2
  fi
}

# The class path of a built module.
class_path() {
  case "$1" in
    ops/sandbox) printf '%s:%s' "$root/ops/sandbox/target/quotelake-sandbox.jar" "$(cat "$root/ops/sandbox/target/runtime.classpath")" ;;
    spark-job) printf '%s:%s' "$lake.jar" "$(cat "$root/spark-job/target/runtime.classpath")" ;;
  esac
}

# lake_command [JVM-OPTION...] @ARGS ARGUMENT...: a command of the lake that is soon over, with the program's own arguments in
# the file ARGS. No second compiler, room for its classes from the start; text is UTF-8 whatever the machine's language is.
lake_command() {
  LC_ALL=C.UTF-8 "$java" -Xmx1g -XX:MetaspaceSize=256m -XX:TieredStopAtLevel=1 "-Dspark.sql.warehouse.dir=$data/tables" \
    -Djdk.console=java.base -Dspark.driver.host=localhost -Dspark.driver.bindAddress=127.0.0.1 "$@"
}

# The JVM starts the lake in half the time when it finds its classes as it keeps them itself (target/lake.args names the file).
# It leaves a file of another build alone, but dies of one that was cut short; one of another JVM is in the way of a new one.
class_archive="$lake.jsa"
drop_odd_class_archive() {
  [ "$(cat "$class_archive.made" 2>/dev/null)" = "$version $(wc -c 2>/dev/null <"$class_archive")" ] || rm -f "$class_archive"
}

# Makes that file once per build, in the background and at the lowest priority: a query once more, which nobody waits for. What
# it made is tried before it is put in its place. One that was begun is left ten minutes.
archive_classes() {
  local part="$class_archive.part"
  [ ! "$class_archive" -nt "$lake.jar" ] || return 0
  [ -z "$(find "$part" -mmin -10 2>/dev/null)" ] || return 0
  grep -v SharedArchiveFile "$root/spark-job/target/lake.args" >"$part.args"
  : >"$part"
  (
    trap '' INT HUP
    renice -n 19 -p "$BASHPID"
    if lake_command "-XX:ArchiveClassesAtExit=$part" "@$part.args" query --tables "$data/tables" "
        show tables;
        describe gold_latest_quotes;
        select count(*) from silver_quotes;
        select * from gold_minute_bars order by minute_start desc limit 10;
        select * from gold_daily_summary where symbol = 'IBM'" &&
      lake_command "-XX:SharedArchiveFile=$part" -Xshare:on -XX:+VerifySharedSpaces "@$part.args" --help; then
      printf '%s %s\n' "$version" "$(wc -c <"$part")" >"$class_archive.made"
      mv -f "$part" "$class_archive"
    fi
    rm -f "$part" "$part.args"
  ) </dev/null >/dev/null 2>&1 &
}
