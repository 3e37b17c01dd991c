# Read by ./run and ./test: says what is missing instead of failing with something else.
if ! command -v dotnet >/dev/null 2>&1; then
  echo "Visuel needs the .NET SDK 10. Install it from https://dotnet.microsoft.com/download (Debian and Ubuntu: package dotnet-sdk-10.0), then run this again." >&2
  exit 1
fi
if ! sdk=$(cd "$here" && dotnet --version 2>/dev/null); then
  echo "Visuel needs the .NET SDK 10 (see global.json). Installed are:" >&2
  dotnet --list-sdks >&2
  exit 1
fi
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
