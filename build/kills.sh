#!/usr/bin/env bash
# Kills the platform at random times during a first start, an upgrade and a retention run, on SQLite and PostgreSQL (and on SQL Server if
# IMI_TEST_SQLSERVER names one), and checks that the next start or run completes without help.
#   build/kills.sh [COUNT]    COUNT kills of each kind on each database, 100 by default; IMI_TEST_SEED repeats the times of an earlier run
set -euo pipefail
cd "$(dirname "$0")/.."
export IMI_TEST_KILLS="${1:-100}"
dotnet test tests/Imi.Web.Tests --filter "FullyQualifiedName~StartKillTests|FullyQualifiedName~RetentionKillTests"
