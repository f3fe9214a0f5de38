#!/usr/bin/env bash
# Writes artifacts/sbom.json: the packages that the published program contains, in CycloneDX 1.6 format.
#   build/sbom.sh [FOLDER]    FOLDER contains a program published by build/publish.sh; without FOLDER, the program is published first
set -euo pipefail
cd "$(dirname "$0")/.."
program="${1:-artifacts/program}"
[ $# -gt 0 ] || bash build/publish.sh "$program"
version=$(sed -n 's:.*<Version>\(.*\)</Version>.*:\1:p' Directory.Build.props)
dotnet tool restore >/dev/null
dotnet CycloneDX build/published.slnf --output artifacts --filename sbom.json --output-format Json --spec-version 1.6 \
  --set-name Imi.Platform --set-version "$version" >/dev/null
node build/sbom.js artifacts/sbom.json "$program"
