#!/usr/bin/env bash
# Publishes the platform and its benchmarks as operators do, and runs the benchmarks.
set -euo pipefail
cd "$(dirname "$0")/.."
if [ "${1:-}" = "--" ]; then shift; fi
for project in src/Imi.Web tests/Imi.Benchmarks; do
  dotnet publish "$project" -v q --nologo -o artifacts/bench/program
done
exec dotnet artifacts/bench/program/Imi.Benchmarks.dll "$@"
