#!/usr/bin/env bash
# Takes a picture of every page, at two widths and in two languages, into docs/pictures (or the folder named).
set -euo pipefail
cd "$(dirname "$0")/.."
bash build/install-test-tools.sh
IMI_SCREENSHOTS="$(realpath -m "${1:-docs/pictures}")" dotnet test tests/Imi.Browser.Tests --filter Category=Screenshots --logger "console;verbosity=minimal"
