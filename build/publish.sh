#!/usr/bin/env bash
# Publishes the platform and its command line tool into one folder.
#   build/publish.sh FOLDER
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet publish src/Imi.Web -c Release -v q --nologo -p:RunAnalyzers=false -o "$1"
# imi uses the host's libraries, which are compiled ahead of time. Only files that the host lacks are copied, over those of an earlier version.
dotnet build src/Imi.Cli -c Release -v q --nologo -p:RunAnalyzers=false
for file in src/Imi.Cli/bin/Release/net10.0/*.dll src/Imi.Cli/bin/Release/net10.0/imi.*.json; do
  name=$(basename "$file")
  grep -qE "[/\"]${name//./\\.}\"" "$1/Imi.Web.deps.json" || cp "$file" "$1/"
done
