#!/bin/bash
# How long it takes until no process and no port of the system is left, after SIGINT, SIGTERM and kill -9 of the AppHost.
#
#   eng/figures/stop.sh [--runs 3] [--port-offset 20000]
#
# Build first. Looks every 20 ms, for 30 s at most; what is left then is named, and the script fails.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

runs=3
while (($# > 0)); do
  common_argument "$@"
  shift 2
done

# listening PORT...: those of them on which somebody listens
listening() {
  cat /proc/net/tcp /proc/net/tcp6 2>/dev/null | awk '$4 == "0A" { sub(/.*:/, "", $2); print $2 }' |
    while read -r port; do echo $((16#$port)); done | sort -u | grep -Fxf <(printf '%s\n' "$@") || true
}

# left PROCESS...: those of the processes and of $ports that are still there
left() {
  local process
  for process in "$@"; do
    ! is_alive "$process" || echo "process $process"
  done
  listening $ports | sed 's/^/port /'
}

heading
printf '%-8s %-4s %10s %10s %10s\n' signal run processes ports 'gone, s'
for signal in INT TERM KILL; do
  for ((run = 1; run <= runs; run++)); do
    start_host
    all=$(processes "$apphost")
    ports=$(endpoints 'Object.values(all).flatMap(each => [...each.urls ?? [], each.controlUrl ?? []].flat()).map(url => new URL(url).port)')
    [ "$(listening $ports | wc -l)" -ge 10 ] || fail "too few ports are open before the stop"
    started=$(now) deadline=$((SECONDS + 30))
    kill -"$signal" "$apphost"
    until remains=$(left $all); [ -z "$remains" ]; do
      ((SECONDS < deadline)) || fail "left 30 s after SIG$signal: ${remains//$'\n'/, }"
      sleep 0.02
    done
    gone=$(seconds "$started" "$(now)")
    stop_host
    printf '%-8s %-4s %10s %10s %10s\n' "SIG$signal" "$run" "$(wc -w <<<"$all")" "$(wc -w <<<"$ports")" "$gone"
    echo "$gone" >>"$work/$signal"
  done
done
echo
for signal in INT TERM KILL; do
  spread "SIG$signal" s <"$work/$signal"
done
