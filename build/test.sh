#!/usr/bin/env bash
# Runs all tests against the published program and adds up the results of the runners. The last line is: N passed, N failed
set -uo pipefail
cd "$(dirname "$0")/.."

bash build/install-test-tools.sh || exit 1
if [ "${CI:-}" = "true" ]; then export IMI_REQUIRE_COMPONENTS=1; fi
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
# Most test processes live for seconds, so profiling for optimisation and W^X protection of generated code only cost time.
export DOTNET_TieredPGO=0 DOTNET_EnableWriteXorExecute=0

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
status=0
export IMI_TEST_PROGRAM="$PWD/artifacts/program"
{ dotnet build Imi.Platform.sln -c Release -v q && bash build/publish.sh "$IMI_TEST_PROGRAM"; } || { echo "0 passed, 1 failed"; exit 1; }
{ dotnet tool restore >/dev/null && dotnet csharpier check . ; } || { echo "Format the code: dotnet csharpier format ."; echo "0 passed, 1 failed"; exit 1; }
dotnet test Imi.Platform.sln -c Release --no-build --logger trx --logger "console;verbosity=minimal" --results-directory "$results" --blame-hang --blame-hang-timeout 6m --blame-hang-dump-type none -m:1 "$@" || status=1

sum() { cat "$results"/*.trx 2>/dev/null | grep -o '<Counters [^>]*' | grep -o " $1=\"[0-9]*\"" | grep -o '[0-9]*' | awk '{ n += $1 } END { print n + 0 }'; }
passed=$(sum passed)
failed=$(sum failed)
skipped=$(( $(sum total) - $(sum executed) ))
[ "$passed" -gt 0 ] || status=1
[ "$failed" -eq 0 ] || status=1
if [ "$status" -ne 0 ] && [ "$failed" -eq 0 ]; then failed=1; fi
# Repeats the failures with their messages at the end, because often only the end of a long log is kept.
cat "$results"/*.trx 2>/dev/null | sed -n '/<UnitTestResult [^>]*outcome="Failed"/,/<\/UnitTestResult>/p' |
  sed -n -e 's/.*<UnitTestResult .*testName="\([^"]*\)".*/Failed: \1/p' -e '/<Message>/,/<\/StackTrace>/p' -e '/IMI_WALK_SEED/p' | cut -c1-600
[ "$skipped" -eq 0 ] || echo "$skipped skipped, each with its reason above: a missing tool, or tests that run only on request."
echo "$passed passed, $failed failed"
exit "$status"
