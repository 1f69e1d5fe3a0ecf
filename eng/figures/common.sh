# Shared by the scripts here, which read it with "source". They start AppHosts as the README does, on ports of their own
# and with a data folder of their own, and end only what they have started, by process id.
set -euo pipefail

repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
configuration=${CONFIGURATION:-Debug}
offset=20000
work=$(mktemp -d "${TMPDIR:-/tmp}/figures.XXXXXX")
data=$work/data
host=
arguments=("$@")

fail() {
  echo "${0##*/}: $*" >&2
  exit 1
}

misused() {
  echo "${0##*/}: $*; see --help" >&2
  exit 2
}

# The comment at the top of a script is its help.
help() {
  sed -n '2,/^[^#]/s/^# \{0,1\}//p' "$0"
  exit 0
}

# whole NAME VALUE MIN MAX
whole() {
  [[ ${2:-} =~ ^[0-9]{1,6}$ ]] && ((10#$2 >= $3 && 10#$2 <= $4)) || misused "$1 must be a whole number from $3 to $4, not '${2:-}'"
}

# What has to end with a script; one that starts something else says so itself.
clean_up() { stop_host; }

finish() {
  local status=$?
  trap - EXIT INT TERM
  clean_up
  rm -rf "$work"
  exit "$status"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

now() { date +%s%N; }

# seconds FROM TO
seconds() { awk -v from="$1" -v to="$2" 'BEGIN { printf "%.2f", (to - from) / 1e9 }'; }

# Running, and no zombie. An id that was given to a new process meanwhile is not ours; over these few seconds none is.
is_alive() {
  local stat
  { read -r stat <"/proc/$1/stat"; } 2>/dev/null && [[ ${stat##*) } != Z* ]]
}

# processes ROOT: its id and those of all its descendants
processes() {
  local stat rest fields
  for stat in /proc/[0-9]*/stat; do
    { read -r rest <"$stat"; } 2>/dev/null || continue
    fields=(${rest##*) })
    echo "${stat//[^0-9]/} ${fields[1]}"
  done | awk -v root="$1" '{ parent[$1] = $2 } END {
    for (p in parent) { for (q = p; q != root && q > 1 && (q in parent); q = parent[q]); if (q == root) print p } }'
}

# start_host: returns when the system is ready. $host is "dotnet run", $apphost the AppHost.
start_host() {
  local deadline=$((SECONDS + 120))
  : >"$work/apphost.log"
  # A script that was started in the background ignores SIGINT, and so would what it starts.
  env --default-signal=INT dotnet run --no-build --project "$repository/AppHost" -c "$configuration" -- \
    --port-offset "$offset" --data "$data" >"$work/apphost.log" 2>&1 </dev/null &
  host=$!
  until grep -q '^ready in ' "$work/apphost.log"; do
    is_alive "$host" || { tail -n 5 "$work/apphost.log" >&2; fail "the AppHost ended before it was ready"; }
    ((SECONDS < deadline)) || fail "the AppHost was not ready within 120 s"
    sleep 0.05
  done
  apphost=$(endpoints 'all.apphost.pid')
}

# The AppHost's own count, from the start of its process.
ready_in() { sed -n 's/^ready in \([0-9.]*\) s$/\1/p' "$work/apphost.log"; }

# stop_host: politely; what has not ended after 15 s by force.
stop_host() {
  [ -n "$host" ] || return 0
  local process deadline=$((SECONDS + 15)) all
  all=$(processes "$host")
  kill -TERM "$host" 2>/dev/null || true
  while is_alive "$host" && ((SECONDS < deadline)); do sleep 0.05; done
  for process in $all; do
    ! is_alive "$process" || kill -KILL "$process" 2>/dev/null || true
  done
  wait "$host" 2>/dev/null || true
  host=
}

# endpoints EXPRESSION: of endpoints.json, which is "all" there; a list is printed one a line
endpoints() {
  node -e 'const all = JSON.parse(require("fs").readFileSync(process.argv[1], "utf8")); console.log([eval(process.argv[2])].flat().join("\n"))' \
    "$data/endpoints.json" "$1"
}

# spread NAME UNIT: of the numbers on standard input, one a line
spread() {
  sort -n | awk -v name="$1" -v unit="$2" '{ v[NR] = $1 } END {
    median = NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2
    printf "%-24s median %.2f %s, from %.2f to %.2f, %d run%s\n", name, median, unit, v[1], v[NR], NR, NR == 1 ? "" : "s" }'
}

# What the table below was made with.
heading() {
  echo "eng/figures/${0##*/}${arguments[*]:+ ${arguments[*]}}"
  printf '%s, %s cores, commit %s, packages %s, %s, load before %s\n\n' "$(date -u +%F)" "$(nproc)" \
    "$(git -C "$repository" describe --always --dirty 2>/dev/null)" "${TracingPackages:-embedded}" "$configuration" "$(cut -d' ' -f1 /proc/loadavg)"
}

# The arguments that several scripts have; the others are theirs.
common_argument() {
  case $1 in
    --help | -h) help ;;
    --port-offset) whole "$1" "${2:-}" 0 46000; offset=$2 ;;
    --runs) whole "$1" "${2:-}" 1 100; runs=$2 ;;
    *) misused "unknown argument '$1'" ;;
  esac
}
