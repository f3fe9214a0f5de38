#!/usr/bin/env bash
# Takes a screenshot of every page, at two widths and in two languages.
#   build/screenshots.sh [FOLDER]    docs/pictures by default
set -euo pipefail
cd "$(dirname "$0")/.."
bash build/install-test-tools.sh
IMI_SCREENSHOTS="$(realpath -m "${1:-docs/pictures}")" dotnet test tests/Imi.Browser.Tests --filter Category=Screenshots --logger "console;verbosity=minimal"
