#!/usr/bin/env bash
# Starts two nodes on one PostgreSQL database, as described in docs/operating.md under "Several nodes", each on its own port. Checks that a session
# of one node is valid on the other, that each mail is sent once and that each job runs on one node. Needs PostgreSQL installed on this machine.
#   build/two-nodes.sh
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet test tests/Imi.Web.Tests --filter "FullyQualifiedName~TwoNodesTests"
