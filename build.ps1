# The build commands of the project, implemented in build/. build.sh has the same commands.
param([string] $Verb, [Parameter(ValueFromRemainingArguments)] [string[]] $Rest)

switch ($Verb) {
  'run' { dotnet run --project src/Imi.Web @Rest }
  'test' { bash build/test.sh @Rest }
  'migration' { bash build/migration.sh @Rest }
  'bench' { bash build/bench.sh @Rest }
  'screenshots' { bash build/screenshots.sh @Rest }
  'sbom' { bash build/sbom.sh @Rest }
  default { 'Usage: ./build.ps1 run | test | migration NAME | bench | screenshots | sbom'; exit 2 }
}
exit $LASTEXITCODE
