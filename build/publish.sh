#!/usr/bin/env bash
# Publishes the platform and its command line tool into one folder: build/publish.sh FOLDER
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet publish src/Imi.Web -c Release -v q --nologo -p:RunAnalyzers=false -o "$1"
# imi shares all of the host's libraries: only what is its own is added.
dotnet build src/Imi.Cli -c Release -v q --nologo -p:RunAnalyzers=false
cp -n src/Imi.Cli/bin/Release/net10.0/*.dll src/Imi.Cli/bin/Release/net10.0/imi.*.json "$1"
