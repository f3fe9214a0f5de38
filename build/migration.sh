#!/usr/bin/env bash
# Creates one migration for each kind of database.
#   build/migration.sh NAME       adds a migration
#   build/migration.sh --renew    replaces all migrations by one initial migration; existing databases cannot be upgraded to it
set -euo pipefail
cd "$(dirname "$0")/.."
name="${1:?usage: build/migration.sh NAME | --renew}"
dotnet tool restore >/dev/null
for provider in Sqlite SqlServer PostgreSql; do
  project="src/Imi.Kernel.$provider"
  [ "$name" = --renew ] && rm -rf "$project/Migrations"
  dotnet build "$project" -v q -nologo -p:RunAnalyzers=false
  dotnet ef migrations add "${name/#--renew/Initial}" --project "$project" --no-build --output-dir Migrations
  sed -i '1s/^\xEF\xBB\xBF//' "$project"/Migrations/*.cs
done
