#!/usr/bin/env bash
# Everything that must hold before a change is kept: restore, format, build, tests. What runs here runs everywhere.
#
#   deploy/check.sh [--long]     --long runs the tests in their long form (JOBDATING_LONG=1)
#
# RabbitMQ and Chromium are installed when they are missing and this user may. The last line of stdout is always
# "N passed, N failed" or "N passed, N failed, N skipped"; the exit code is 0 only when nothing failed.
set -euo pipefail

test_seconds=1500
case "${1:-} $#" in
  ' 0') ;;
  '--long 1')
    export JOBDATING_LONG=1
    test_seconds=7200
    ;;
  *)
    echo 'usage: check.sh [--long]' >&2
    exit 2
    ;;
esac

cd "$(dirname "${BASH_SOURCE[0]}")/.."
# English, because the runner's summary is read below; no servers left running, so that two clones never share one.
export DOTNET_CLI_UI_LANGUAGE=en DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_GENERATE_ASPNET_CERTIFICATE=false
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0
logs=$(mktemp -d)
declare -A running=() since=()
trap 'rm -rf "$logs"' EXIT
trap '((${#running[@]} == 0)) || kill -TERM "${running[@]}" 2>/dev/null; wait; echo; fail "Interrupted."' INT TERM HUP

fail() {
  echo "$*"
  echo '0 passed, 1 failed'
  exit 1
}

# begin NAME SECONDS COMMAND…: starts it under a time limit; its output goes to a log of its own.
begin() {
  local name=$1 seconds=$2
  shift 2
  since[$name]=$SECONDS
  # In the background, so that Ctrl-C is heard at once; timeout passes it on to everything the step started.
  timeout -k 15 "$seconds" "$@" >"$logs/${name// /-}.log" 2>&1 </dev/null &
  running[$name]=$!
}

# finish NAME: waits for it and says how long it took; its log is $log then. Returns its exit code.
finish() {
  local name=$1 code=0
  log=$logs/${name// /-}.log
  printf '== %s … ' "$name"
  wait "${running[$name]}" || code=$?
  unset "running[$name]"
  echo "$((SECONDS - since[$name])) s"
  ((code != 124 && code != 137)) || echo 'It took longer than it may and was stopped.' | tee -a "$log"
  return "$code"
}

step() {
  begin "$@"
  finish "$1"
}

# needed NAME SECONDS COMMAND…: a step without which the rest makes no sense.
needed() {
  begin "$@"
  finished "$1"
}

finished() {
  finish "$1" || {
    cat "$log"
    ((${#running[@]} == 0)) || kill -TERM "${running[@]}" 2>/dev/null || true
    fail "The step '$1' failed."
  }
}

command -v dotnet >/dev/null || fail 'The .NET 10 SDK is needed and there is no dotnet in PATH.'
dotnet --version >/dev/null 2>&1 ||
  fail "The .NET 10 SDK is needed (global.json); found: $(dotnet --list-sdks 2>/dev/null | cut -d' ' -f1 | tr '\n' ' ')"

missing() {
  [[ -x /usr/lib/rabbitmq/bin/rabbitmq-server ]] || command -v rabbitmq-server >/dev/null || echo rabbitmq-server
  [[ -x /usr/bin/chromium-headless-shell || -x /usr/bin/chromium ]] || echo chromium-headless-shell
}

mapfile -t packages < <(missing)
if ((${#packages[@]} > 0)); then
  as_root=()
  if ((EUID != 0)); then
    as_root=(sudo -n)
    sudo -n true 2>/dev/null || fail "Missing package: ${packages[*]} (apt-get install --no-install-recommends ${packages[*]})."
  fi
  command -v apt-get >/dev/null || fail "Missing program: ${packages[*]}; it can be installed by itself only where apt-get is."
  # A lock, because two clones may be checked at once and apt-get serves one at a time.
  needed "install ${packages[*]}" 900 "${as_root[@]}" flock /run/lock/jobdating-apt env DEBIAN_FRONTEND=noninteractive \
    sh -c 'apt-get update && apt-get install -y --no-install-recommends "$@"' install "${packages[@]}"
  [[ -z $(missing) ]] || fail "Missing package after installation: $(missing | tr '\n' ' ')"
fi

needed restore 600 dotnet restore
# The build has the other rules of .editorconfig as errors; what it does not look at is white space and the order of usings. All three read, each a part, and
# none fills two cores.
begin 'format: white space' 600 dotnet format whitespace --verify-no-changes --no-restore
begin 'format: usings' 600 dotnet format style --diagnostics IMPORTS --verify-no-changes --no-restore
begin build 600 dotnet build -c Release --no-restore
finished 'format: white space'
finished 'format: usings'
finished build
# Each bench for a moment, beside the tests, which mostly wait: it must run to its end and print what is right. What takes how long is not asked here; nothing runs often enough to be compiled twice.
begin 'benchmarks, short' 600 env DOTNET_TC_CallCounting=0 dotnet run -c Release --no-build --project tests/Benchmarks -- short
# Hundreds of programs live and die in the tests: looked through less often, their memory costs less time (128 MB of it, in hexadecimal).
code=0
step tests "$test_seconds" env DOTNET_GCgen0size=0x8000000 dotnet test -c Release --no-build --no-ansi --no-progress --output Detailed --results-directory "$logs" || code=$?
tests_log=$log
benchmarks=0
finish 'benchmarks, short' || benchmarks=1
benchmarks_log=$log log=$tests_log

# The counts stand after the last "Test run summary:"; "error" counts test programs that broke off or ran nothing. A run that was stopped
# has no summary: then what had passed and failed by name counts.
counts=$(awk '
  /^Test run summary:/ { summary = 1; delete n; next }
  summary && /^  (total|succeeded|failed|skipped|error): [0-9]+$/ { n[substr($1, 1, length($1) - 1)] = $2 }
  !summary && /^passed / { seen["succeeded"]++ }
  !summary && /^failed / { seen["failed"]++ }
  !summary && /^skipped / { seen["skipped"]++ }
  END {
    if (!summary) { for (k in seen) n[k] = seen[k]; n["error"] = 1 }
    print n["succeeded"] + 0, n["failed"] + n["error"] + 0, n["skipped"] + 0
  }' "$log")
read -r passed failed skipped <<<"$counts"
if ((passed + failed == 0)); then
  cat "$log"
  fail 'No test ran.'
fi
((code == 0 || failed > 0)) || failed=1
if ((benchmarks > 0)); then
  failed=$((failed + 1))
  cat "$benchmarks_log"
  echo 'The short run of the benchmarks failed.'
fi
if ((failed > 0)); then
  cat "$log"
  echo
  echo 'Failed:'
  grep -E '^failed |^It took longer|^[^ ].*\) (failed with|Zero tests ran)' "$log" | sort -u | sed 's/^/  /' || true
fi
printf '%s passed, %s failed' "$passed" "$failed"
((skipped == 0)) || printf ', %s skipped' "$skipped"
echo
((failed == 0))
