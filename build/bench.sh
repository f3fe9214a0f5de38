#!/usr/bin/env bash
# Publishes what is measured, as operators do, and measures it.
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet publish tests/Imi.Benchmarks -v q --nologo -o artifacts/bench/program
exec dotnet artifacts/bench/program/Imi.Benchmarks.dll "$@"
