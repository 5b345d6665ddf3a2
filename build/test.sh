#!/usr/bin/env bash
# Every check and every test. A skipped test is a promise nobody keeps: it fails the build unless it is listed, with its
# reason, in build/expected-skips.txt. The last line is the sum of the test runner's own closing lines.
set -euo pipefail
cd "$(dirname "$0")/.."
. build/tools.sh

mkdir -p target
log=target/test.log
start=target/test.start
touch "$start"

status=0
"$MVN" -B -ntp -T 2 verify "$@" 2>&1 | tee "$log" || status=$?

# What a native build would do, but for the compiler itself, which needs a builder: all extensions, reflection, resources.
if [ "$status" -eq 0 ] && [ $# -eq 0 ]; then
  "$MVN" -q -B -ntp -DskipTests -Dchecks=off -Pnative -Dquarkus.native.sources-only=true -am \
    -pl "$SERVICES" package 2>&1 | tee -a "$log" || status=$?
fi

reports() {
  find . -path '*/target/*-reports/TEST-*.xml' -newer "$start"
}

skipped_tests() {
  reports | sort | while read -r report; do
    awk '
      /<testcase / { name = $0; sub(/.* name="/, "", name); sub(/".*/, "", name)
                     class = $0; sub(/.* classname="/, "", class); sub(/".*/, "", class) }
      /<skipped/   { print class "." name }' "$report"
  done
}

listed_skips() {
  sed -e 's/ *#.*//' -e '/^$/d' build/expected-skips.txt
}

skipped=$(skipped_tests | sort -u)
unlisted=$(comm -23 <(printf '%s\n' "$skipped") <(listed_skips | sort -u) | sed '/^$/d')
echo
if [ -n "$skipped" ]; then
  echo "Skipped tests:"
  sed 's/^/  /' <<< "$skipped"
fi
if [ -n "$unlisted" ]; then
  echo "Not listed in build/expected-skips.txt, so these fail the build:"
  sed 's/^/  /' <<< "$unlisted"
  [ "$status" -ne 0 ] || status=1
fi
if [ "$status" -ne 0 ]; then
  echo "FAILED: the first [ERROR] lines above say why (all of it is in $log)."
fi

if [ "$status" -eq 0 ] && [ $# -eq 0 ]; then
  # What was tested is packaged, too: `make run` need not build it again.
  touch -r "$start" target/built
fi

# The closing line of each module, added up.
sed -n 's/^\[[A-Z]*\] Tests run: \([0-9]*\), Failures: \([0-9]*\), Errors: \([0-9]*\), Skipped: \([0-9]*\)$/\1 \2 \3 \4/p' "$log" |
  awk '{ run += $1; failures += $2; errors += $3; skipped += $4 }
       END { printf "[INFO] Tests run: %d, Failures: %d, Errors: %d, Skipped: %d\n", run, failures, errors, skipped }'
exit "$status"
