#!/usr/bin/env bash
# The build commands of the project, implemented in build/. build.ps1 has the same commands.
set -euo pipefail
cd "$(dirname "$0")"
verb="${1:-}"
[ $# -gt 0 ] && shift

case "$verb" in
  run) exec dotnet run --project src/Imi.Web "$@" ;;
  test) exec bash build/test.sh "$@" ;;
  migration) exec bash build/migration.sh "$@" ;;
  bench) exec bash build/bench.sh "$@" ;;
  screenshots) exec bash build/screenshots.sh "$@" ;;
  sbom) exec bash build/sbom.sh "$@" ;;
  *) echo "Usage: ./build.sh run | test | migration NAME | bench | screenshots | sbom"; exit 2 ;;
esac
