#!/usr/bin/env bash
# The three services as three processes on this machine, over a real RabbitMQ, behind one address; Ctrl-C stops them.
#
#   deploy/local.sh [--data DIR] [--port N] [--no-build] [--configuration NAME]
#
# DIR (./jobdating-data/three) holds the databases, logs/ and, unless JOBDATING_RABBITMQ names a broker, a private one in broker/.
# The gateway listens on N (5080), the services on N+1 to N+3. Prints one line on stdout when everything is ready.
set -euo pipefail

ready_seconds=120
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
data=jobdating-data/three port=5080 build=yes configuration=Release

say() { printf 'local.sh: %s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }

while (($# > 0)); do
  case $1 in
    --data) data=${2:?--data needs a folder} && shift 2 ;;
    --port) port=${2:?--port needs a number} && shift 2 ;;
    --no-build) build=no && shift ;;
    --configuration) configuration=${2:?--configuration needs a name} && shift 2 ;;
    *) say 'usage: local.sh [--data DIR] [--port N] [--no-build] [--configuration NAME]' && exit 2 ;;
  esac
done
if ! [[ $port =~ ^[1-9][0-9]{0,4}$ ]] || ((port > 65532)); then fail "The port '$port' is not a number from 1 to 65532."; fi
mkdir -p "$data/logs" || fail "The folder '$data' cannot be made."
data=$(cd "$data" && pwd -P)
exec 9>"$data/lock"
flock -n 9 || fail "JobDating is already running on '$data'."

declare -A processes=() # name → id, of what was started here and not yet seen to end
broker_started=no

# Gateway first, so that nobody meets half a house; then the services, then the broker they still talk to.
stop_all() {
  trap '' INT TERM HUP
  local name
  for name in Gateway Registration Scheduling Outcomes; do
    [[ -z ${processes[$name]:-} ]] || kill -TERM "${processes[$name]}" 2>/dev/null || true
  done
  local until=$((SECONDS + 30))
  for name in "${!processes[@]}"; do
    while kill -0 "${processes[$name]}" 2>/dev/null && ((SECONDS < until)); do sleep 0.1; done
    if kill -KILL "${processes[$name]}" 2>/dev/null; then say "$name did not end by itself and was killed."; fi
  done
  [[ $broker_started == no ]] || "$here/broker.sh" stop "$data/broker" || true
}
trap stop_all EXIT
trap 'exit 0' INT TERM HUP

taken() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

for offset in 0 1 2 3; do
  ! taken "$((port + offset))" || fail "Port $((port + offset)) of 127.0.0.1 is in use by another program; choose others with --port."
done

program() { echo "$here/../services/$1/bin/$configuration/net10.0/JobDating.$1.dll"; }

for name in Registration Scheduling Outcomes Gateway; do
  if [[ $build == yes ]]; then
    dotnet build "$here/../services/$name" -c "$configuration" --nologo -v quiet >"$data/logs/build.log" 2>&1 9>&- </dev/null ||
      { cat "$data/logs/build.log" >&2; fail "$name does not build."; }
  fi
  [[ -f $(program "$name") ]] || fail "$name is not built (without --no-build it is)."
done

if [[ -z ${JOBDATING_RABBITMQ:-} ]]; then
  [[ -n $("$here/broker.sh" address "$data/broker" 2>/dev/null || true) ]] || broker_started=yes
  JOBDATING_RABBITMQ=$("$here/broker.sh" start "$data/broker" 9>&-)
  export JOBDATING_RABBITMQ
fi

# launch NAME PORT [ARGUMENT…]
launch() {
  local name=$1 at=$2 log="$data/logs/${1,,}.log"
  shift 2
  ASPNETCORE_URLS="http://127.0.0.1:$at" dotnet "$(program "$name")" "$@" >>"$log" 2>&1 </dev/null 9>&- &
  processes[$name]=$!
}

# Ends this script with the tail of its log when a process has died.
watch_all() {
  local name id code
  for name in "${!processes[@]}"; do
    id=${processes[$name]}
    if ! kill -0 "$id" 2>/dev/null; then
      code=0
      wait "$id" || code=$?
      unset "processes[$name]"
      tail -n 30 "$data/logs/${name,,}.log" >&2
      fail "$name has ended (exit $code); above is the end of '$data/logs/${name,,}.log'. The rest is stopped."
    fi
  done
}

# The status line of GET http://127.0.0.1:$1$2 says 200.
answers() (
  exec 2>/dev/null 3<>"/dev/tcp/127.0.0.1/$1" || exit 1
  printf 'GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n' "$2" >&3
  read -r -t 5 status <&3 && [[ $status == *' 200 '* ]]
)

pause() { sleep "$1" & wait $!; } # a signal is heard during wait, not during sleep

until_ready() {
  local name=$1 until=$((SECONDS + ready_seconds))
  until answers "$2" "$3"; do
    watch_all
    ((SECONDS < until)) || { tail -n 30 "$data/logs/${name,,}.log" >&2; fail "$name was not ready within $ready_seconds s."; }
    pause 0.2
  done
}

export JOBDATING_DATA=$data
export JOBDATING_REGISTRATION=http://127.0.0.1:$((port + 1)) JOBDATING_SCHEDULING=http://127.0.0.1:$((port + 2)) JOBDATING_OUTCOMES=http://127.0.0.1:$((port + 3))
launch Registration $((port + 1)) --data "$data"
launch Scheduling $((port + 2)) --data "$data"
launch Outcomes $((port + 3)) --data "$data"
until_ready Registration $((port + 1)) /health/ready
until_ready Scheduling $((port + 2)) /health/ready
until_ready Outcomes $((port + 3)) /health/ready
launch Gateway "$port"
until_ready Gateway "$port" /gateway/health/live
watch_all
echo "JobDating: http://127.0.0.1:$port"

# The services survive a broker that goes away and comes back, so its end is said, once, and nothing is stopped.
broker_gone=no
while true; do
  pause 1
  watch_all
  [[ $broker_started == yes ]] || continue
  if "$here/broker.sh" address "$data/broker" >/dev/null 2>&1; then
    broker_gone=no
  elif [[ $broker_gone == no ]]; then
    broker_gone=yes
    say "The broker has ended; messages wait until it is back: $here/broker.sh start '$data/broker'"
  fi
done
