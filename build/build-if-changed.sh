# Read by ./run: builds the server and the commands, unless they were built from exactly these sources; they are in $built.
# Compares contents rather than times: a pull, another branch, an older file put back or a removed one is noticed.
built="$here/artifacts/run/bin"
stamp="$here/artifacts/run/sources"

# What a build depends on: the SDK, the folder (the program remembers where its pages are), and every file it reads.
read_sources() {
  echo "$sdk" && cd "$here" && pwd && find src build run Directory.* global.json .editorconfig -type f -exec cksum {} + | LC_ALL=C sort
}

sources=$(read_sources)
if [ "$sources" != "$(cat "$stamp" 2>/dev/null)" ] || [ ! -f "$built/Visuel.Cli/release/Visuel.Cli.dll" ] \
  || [ ! -f "$built/Visuel.Server/release/Visuel.Server.dll" ]; then
  echo "Building Visuel…" >&2
  rm -f "$stamp"
  # Not incremental: MSBuild compares times, and would take a file that is older than the last build for unchanged.
  dotnet build "$here/src/Visuel.Cli" --configuration Release --no-incremental --verbosity quiet --nologo -p:VisuelRun=true >&2
  # What was edited meanwhile may or may not be in the program: the next start builds again.
  if [ "$sources" = "$(read_sources)" ]; then
    printf '%s\n' "$sources" >"$stamp"
  fi
fi
