#!/usr/bin/env bash
# Kills the platform at random moments of a first start and of an upgrade, on SQLite and PostgreSQL (and on SQL Server where
# IMI_TEST_SQLSERVER names one), and checks that the next start is ready by itself; kills retention in the middle of its work too.
#   build/kills.sh [COUNT]    kills of each kind on each database, 100 by default; IMI_TEST_SEED repeats the moments of a run
set -euo pipefail
cd "$(dirname "$0")/.."
export IMI_TEST_KILLS="${1:-100}"
dotnet test tests/Imi.Web.Tests --filter "FullyQualifiedName~StartKillTests|FullyQualifiedName~RetentionKillTests"
