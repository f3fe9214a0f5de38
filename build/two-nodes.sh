#!/usr/bin/env bash
# Sets two nodes up on one PostgreSQL, as docs/operating.md says under "Several nodes", each on a port of its own, and checks that a session of
# one holds at the other, that each mail leaves once, and that each job runs on one of them. It needs PostgreSQL's programs on this machine.
#   build/two-nodes.sh
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet test tests/Imi.Web.Tests --filter "FullyQualifiedName~TwoNodesTests"
