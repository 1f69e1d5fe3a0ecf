#!/bin/bash
# How long the first "dotnet build" of a fresh clone takes with an empty HOME (so nothing of NuGet or npm is there and the
# tools are downloaded and built), and the second one, with nothing changed.
#
#   eng/figures/first-build.sh [--runs 1]
#
# It clones the commit that is checked out, needs 2 GB in the temporary folder, and gives a build 15 minutes. Build servers are
# the run's own and end with it.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

runs=1
while (($# > 0)); do
  [ "$1" != --port-offset ] || misused "unknown argument '$1'"
  common_argument "$@"
  shift 2
done

# Build servers outlive the build, and a build that is interrupted may outlive this. All have this mark in their environment.
clean_up() {
  local environ
  for environ in /proc/[0-9]*/environ; do
    if grep -qzxF "FIGURES_RUN=$work" "$environ" 2>/dev/null; then
      kill -KILL "${environ//[^0-9]/}" 2>/dev/null || true
    fi
  done
}

# timed_build: $taken is then what it took, in seconds
timed_build() {
  local started
  started=$(now)
  env -u NUGET_PACKAGES -u NUGET_HTTP_CACHE_PATH -u DOTNET_CLI_HOME -u XDG_CACHE_HOME -u XDG_DATA_HOME -u XDG_CONFIG_HOME \
    -u npm_config_cache -u TRACING_TOOLS HOME="$home" TMPDIR="$work/t" MSBUILDNODEHANDSHAKESALT="$work" FIGURES_RUN="$work" \
    timeout --kill-after=10 900 dotnet build "$clone" -c "$configuration" >"$work/build.log" 2>&1 </dev/null &
  wait $! || { tail -n 15 "$work/build.log" >&2; fail "the build failed, or took more than 15 minutes"; }
  taken=$(seconds "$started" "$(now)")
}

heading
printf '%-6s %12s %20s\n' run 'first, s' 'nothing changed, s'
for ((run = 1; run <= runs; run++)); do
  home=$work/home clone=$work/clone
  rm -rf "$home" "$clone" "$work/t"
  mkdir "$home" "$work/t"
  git clone --quiet --no-checkout "$repository" "$clone"
  git -C "$clone" checkout --quiet --detach "$(git -C "$repository" rev-parse HEAD)"
  timed_build
  first=$taken
  timed_build
  again=$taken
  clean_up
  printf '%-6s %12s %20s\n' "$run" "$first" "$again"
  echo "$first" >>"$work/first"
  echo "$again" >>"$work/again"
done
echo
spread 'first build' s <"$work/first"
spread 'nothing changed' s <"$work/again"
