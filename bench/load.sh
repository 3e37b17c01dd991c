#!/bin/sh
# Visuel under load beside two floors, and in a very large store; docs/performance.md says how to read it. The report goes to standard output.
#   bench/load.sh                everything, half an hour     bench/load.sh load --rounds 1 --seconds 2 --only generate-0ms     a first look
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")/.." && pwd)
. "$here/build/needs-sdk.sh"

# The server is built by itself too: it runs from its own folder.
dotnet build "$here/src/Visuel.Server" --configuration Release --verbosity quiet --nologo >&2
dotnet build "$here/bench/Visuel.Bench.Load" --configuration Release --verbosity quiet --nologo >&2
[ $# -gt 0 ] || set -- all
exec dotnet "$here/artifacts/bin/Visuel.Bench.Load/release/Visuel.Bench.Load.dll" "$@"
