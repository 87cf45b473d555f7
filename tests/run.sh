#!/usr/bin/env bash
# Runs the tests, layer by layer: bash tests/run.sh [layer ...]    (layers: Domain, Architecture, Application, ..., E2E)
#                           Only installs what they need: bash tests/run.sh --install
# Installs what they need where it may, builds the solution once, and ends with the line "N passed, N failed".
# A skipped test, a crash, a time-out and a layer without tests are failures.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1

layer_limit=2700 # seconds
passed=0 failed=0 child='' results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
trap '[[ -z $child ]] || kill -TERM "$child" 2>/dev/null; exit 130' INT TERM

say() { printf '%s\n' "$*"; }
finish() {
  say "$passed passed, $failed failed"
  ((failed == 0 && passed > 0))
}
give_up() {
  say "$*"
  failed=$((failed + 1))
  finish
  exit 1
}

# ---- which layers -------------------------------------------------------------------------------------------------
layer_of() { local name; name=$(basename "$1"); name=${name#JitPortal.}; say "${name%.Tests}"; }

declare -A project_of=()
found=()
for project in tests/*.Tests e2e/*; do
  compgen -G "$project/*.csproj" >/dev/null || continue
  layer=$(layer_of "$project")
  project_of[$layer]=$project
  found+=("$layer")
done

# The cheap layers first; a layer that is not named here runs after those that are.
layers=()
for layer in Domain Architecture Application Connectors Web E2E "${found[@]}"; do
  [[ -n ${project_of[$layer]:-} && " ${layers[*]} " != *" $layer "* ]] && layers+=("$layer")
done

install_only=no
if [[ ${1:-} == --install ]]; then
  install_only=yes
elif (($# > 0)); then
  for layer in "$@"; do
    [[ -n ${project_of[$layer]:-} ]] || { say "There is no layer '$layer'. Layers: ${layers[*]}" >&2; exit 2; }
  done
  layers=("$@")
fi

# ---- what they need -----------------------------------------------------------------------------------------------
needs_programs=no
for layer in "${layers[@]}"; do
  [[ $layer == Domain || $layer == Architecture ]] || needs_programs=yes
done

has() { command -v "$1" >/dev/null; }
has_postgresql() { compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || has initdb; }
has_sshd() { has sshd || [[ -x /usr/sbin/sshd ]]; }
has_chromium() { has chromium || has chromium-browser || has google-chrome; }

missing_packages() {
  has_postgresql || say postgresql
  has_sshd || say openssh-server
  { has ssh && has ssh-keygen; } || say openssh-client
  has_chromium || say chromium
  has strace || say strace
  if [[ -f tests/package.json ]]; then
    has node || say nodejs
    has npm || say npm
  fi
}

apt_install() {
  local apt=(env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300)
  has apt-get || return 1
  if ((EUID != 0)); then
    has sudo && sudo -n true 2>/dev/null || return 1
    apt=(sudo -n "${apt[@]}")
  fi
  say "Installing: $*"
  "${apt[@]}" update -qq </dev/null || return 1
  # The first try has been seen to fail half-way in dpkg and to pass when it is repeated.
  "${apt[@]}" install -y -qq --no-install-recommends "$@" </dev/null >"$results/apt.log" 2>&1 ||
    "${apt[@]}" install -y -qq --no-install-recommends "$@" </dev/null >"$results/apt.log" 2>&1 ||
    { tail -n 20 "$results/apt.log"; return 1; }
}

install_programs() {
  local packages
  mapfile -t packages < <(missing_packages)
  ((${#packages[@]} == 0)) && return
  apt_install "${packages[@]}" || true
  mapfile -t packages < <(missing_packages)
  for package in "${packages[@]}"; do
    say "Missing: tests that use $package will fail; install it with: apt-get install $package"
  done
}

# Parts that only tests use and that npm carries (tests/package.json) live outside the tree, one folder per lock file.
install_npm_parts() {
  [[ -f tests/package.json ]] && has npm || return 0
  local key cache
  key=$(cat tests/package.json tests/package-lock.json | sha256sum | cut -c1-16)
  cache=${XDG_CACHE_HOME:-${HOME:-/var/tmp}/.cache}/jitportal-tests
  if [[ ! -d $cache/npm-$key ]]; then
    mkdir -p "$cache"
    local fresh
    fresh=$(mktemp -d "$cache/new-XXXXXX")
    cp tests/package.json tests/package-lock.json "$fresh"
    (cd "$fresh" && { npm ci --ignore-scripts --no-audit --no-fund || npm ci --ignore-scripts --no-audit --no-fund; }) </dev/null ||
      { rm -rf "$fresh"; say "npm ci failed: tests that use the parts in tests/package.json will fail."; return 0; }
    # Two runs may fill the cache at once: whoever comes second keeps what is there.
    mv -T "$fresh" "$cache/npm-$key" 2>/dev/null || rm -rf "$fresh"
  fi
  export JITPORTAL_TEST_NPM=$cache/npm-$key
}

has dotnet || give_up "The .NET 10 SDK is missing: see https://dotnet.microsoft.com/download (version: global.json)."
if [[ $needs_programs == yes ]]; then
  install_programs
  install_npm_parts
fi

[[ $install_only == no ]] || exit 0

# ---- build and run ------------------------------------------------------------------------------------------------
dotnet build JitPortal.sln -v q </dev/null || give_up "The build failed, so no test ran."

number() { local n; n=$(sed -n "s/.*<assembly [^>]* $1=\"\([0-9]*\)\".*/\1/p" "$2" | head -n 1); say "${n:-0}"; }
skipped_tests() { sed 's/<test /\n<test /g' "$1" | sed -n '/exception-type="FAIL_SKIP"/s/.* name="\([^"]*\)".*/\1/p'; }

run_layer() {
  local layer=$1 file=$results/$1.xml started=$SECONDS code=0 good=0 bad=0 why=''
  say "== $layer"
  timeout --kill-after=30 "$layer_limit" dotnet run --project "${project_of[$layer]}" --no-build -- \
    -noLogo -noColor -noAutoReporters -failSkips -result-xml "$file" </dev/null &
  child=$!
  wait "$child" || code=$?
  child=''

  if [[ -s $file ]]; then
    good=$(number passed "$file") bad=$(number failed "$file")
    bad=$((bad + $(number errors "$file")))
    skipped_tests "$file" | sed "s/^/Skipped, which counts as failed: /"
  fi
  if ((code == 124 || code == 137)); then why="did not end within $layer_limit s"
  elif [[ ! -s $file ]]; then why="ended with code $code and left no results"
  elif ((code != 0 && bad == 0)); then why="ended with code $code although no test failed"
  elif ((good + bad == 0)); then why="ran no test"
  fi
  if [[ -n $why ]]; then
    say "$layer $why."
    bad=$((bad + 1))
  fi
  passed=$((passed + good)) failed=$((failed + bad))
  summary+=("$(printf '%-14s %4d s  %d passed, %d failed' "$layer:" $((SECONDS - started)) "$good" "$bad")")
}

summary=()
for layer in "${layers[@]}"; do run_layer "$layer"; done
printf '%s\n' '' "${summary[@]}"
finish
