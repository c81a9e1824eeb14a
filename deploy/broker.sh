#!/usr/bin/env bash
# A RabbitMQ node of one's own: everything it knows lies in DIR, it listens on 127.0.0.1 only, and nothing of it runs after `stop`.
#
#   broker.sh start DIR [PORT]   prints amqp://user:password@127.0.0.1:port/ on stdout, and nothing else, once a client can log in
#   broker.sh join DIR OTHER     the same for one more node, of the broker that runs in OTHER: three of them keep each message, and two go on
#   broker.sh stop DIR           in good order; the queues and their messages stay in DIR for the next start
#   broker.sh kill DIR           kill -9, as a power cut would
#   broker.sh address DIR        the address again; exit 1 when the node is not running
#
# Without PORT a free one is chosen, and kept for the next start. Linux only (it finds its processes in /proc).
set -euo pipefail

start_seconds=120
stop_seconds=60

say() { printf 'broker.sh: %s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }
usage() { say 'usage: broker.sh start DIR [PORT] | join DIR OTHER | stop DIR | kill DIR | address DIR'; exit 2; }

(($# >= 2)) || usage
command=$1 dir=$2 port= other=
case $command in
  start) port=${3:-} ;;
  join) other=${3:?join needs the folder of a node that runs} ;;
  *) (($# == 2)) || usage ;;
esac
[[ $port =~ ^[0-9]*$ ]] || fail "The port '$port' is not a number."

# What is decided once, at the first start: name, password, and the mark by which the node's processes are known again. A process
# number may come to name another process; a random mark in a process's environment cannot.
prepare() {
  mkdir -p "$dir" || fail "The folder '$dir' cannot be made."
  dir=$(cd "$dir" && pwd -P)
  umask 077
  exec 9>"$dir/lock"
  flock -w "$start_seconds" 9 || fail "Another broker.sh has been at work in '$dir' for $start_seconds s."
  mkdir -p "$dir/home" "$dir/data" "$dir/log"
  [[ -s $dir/mark ]] || write mark "$(random_hex)"
  [[ -s $dir/node ]] || write node "jobdating-$(id -u)-$(cut -c1-12 "$dir/mark")@localhost"
  [[ -s $dir/password ]] || write password "$(random_hex)"
  mark=$(<"$dir/mark") node=$(<"$dir/node") password=$(<"$dir/password")
}

write() { printf '%s\n' "$2" >"$dir/$1.new" && mv "$dir/$1.new" "$dir/$1"; }
random_hex() { od -An -N16 -tx1 /dev/urandom | tr -d ' \n'; }

# The ids of the processes whose environment has the line $1.
marked() {
  local found
  found=$(grep -lsz "^$1\$" /proc/[0-9]*/environ || true)
  [[ -z $found ]] || sed 's:^/proc/::; s:/environ$::' <<<"$found"
}

# Of the ids $1, those of a port mapper (yes) or of anything else (no).
mappers() {
  local id
  for id in $1; do
    if [[ $(tr '\0' ' ' 2>/dev/null <"/proc/$id/cmdline" || true) == *epmd* ]]; then [[ $2 == no ]] || echo "$id"; else [[ $2 == yes ]] || echo "$id"; fi
  done
}

# The ids of all processes of this node: broker, its port programs, and the port mapper, which the nodes of one broker share, whoever of them started it.
processes() {
  local own all
  own=$(broker_processes)
  [[ -z $own ]] || echo "$own"
  [[ -s $dir/epmd-port ]] || return 0
  all=$(marked "ERL_EPMD_PORT=$(<"$dir/epmd-port")")
  [[ $(mappers "$all" no) != "$own" ]] || mappers "$all" yes
}

# processes that are not the port mapper.
broker_processes() { mappers "$(marked "JOBDATING_BROKER=$mark")" no; }

signal() {
  local id
  for id in $2; do kill "-$1" "$id" 2>/dev/null || true; done
}

# Waits up to $1 seconds until the list that the command $2 prints is empty.
gone() {
  local until=$((SECONDS + $1))
  while [[ -n $("$2") ]]; do
    ((SECONDS < until)) || return 1
    sleep 0.2
  done
}

kill_all() {
  local round
  for round in 1 2 3 4 5; do
    signal KILL "$(processes)"
    gone "$round" processes && return
  done
  fail "Processes of the node in '$dir' cannot be killed: $(processes | tr '\n' ' ')"
}

# Something listens there: 127.0.0.1:$1 accepts a connection.
taken() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# Below the range from which the system takes ports for outgoing connections.
free_port() {
  local candidate
  for _ in {1..200}; do
    candidate=$((20000 + (RANDOM * 32768 + RANDOM) % 12000))
    if ! taken "$candidate"; then
      echo "$candidate"
      return
    fi
  done
  fail 'No free port was found between 20000 and 32000 on 127.0.0.1.'
}

address() { printf 'amqp://jobdating:%s@127.0.0.1:%s/\n' "$password" "$(<"$dir/port")"; }

# Speaks AMQP 0-9-1 as far as an opened virtual host: protocol header, start-ok (PLAIN), tune-ok, open "/", close. The answer must hold
# open-ok (class 10, method 41), which is said only after the password was accepted and the virtual host is up.
answers() (
  login="jobdating$password"
  payload=$((4 + 4 + 6 + 4 + 2 + ${#login} + 6))
  exec 2>/dev/null 3<>"/dev/tcp/127.0.0.1/$1" || exit 1
  {
    printf 'AMQP\x00\x00\x09\x01'
    printf '\x01\x00\x00%b' "$(bytes 4 "$payload")"
    printf '\x00\x0a\x00\x0b\x00\x00\x00\x00\x05PLAIN%b' "$(bytes 4 $((${#login} + 2)))"
    printf '\x00jobdating\x00%s\x05en_US\xce' "$password"
    printf '\x01\x00\x00\x00\x00\x00\x0c\x00\x0a\x00\x1f\x00\x01\x00\x02\x00\x00\x00\x00\xce'
    printf '\x01\x00\x00\x00\x00\x00\x08\x00\x0a\x00\x28\x01/\x00\x00\xce'
    printf '\x01\x00\x00\x00\x00\x00\x0b\x00\x0a\x00\x32\x00\x00\x00\x00\x00\x00\x00\xce'
  } >&3
  # The broker does not hang up after close-ok: read byte by byte, until what we wait for.
  exec 4< <(exec stdbuf -oL od -An -v -w1 -tx1 <&3)
  trap 'kill $!' EXIT
  seen=
  while read -r -t 10 byte <&4; do
    seen+=$byte
    [[ $seen != *000a0029* ]] || exit 0
  done
  exit 1
)

# The number $2 as $1 bytes, most significant first, written for printf's %b.
bytes() {
  local i
  for ((i = $1 - 1; i >= 0; i--)); do printf '\\x%02x' $((($2 >> (8 * i)) & 255)); done
}

# Debian's rabbitmq-server in /usr/sbin becomes the user rabbitmq when root calls it; the program behind it stays who we are.
program() {
  local found=/usr/lib/rabbitmq/bin/rabbitmq-server
  [[ -x $found ]] || found=$(command -v rabbitmq-server) ||
    fail 'RabbitMQ is not installed: apt-get install --no-install-recommends rabbitmq-server'
  echo "$found"
}

# One attempt on the ports chosen. 0: a client can log in; 1: the node ended or the time is over.
launch() {
  local until=$((SECONDS + start_seconds)) program
  program=$(program)
  cat >"$dir/rabbitmq.conf" <<EOF
listeners.tcp.1 = 127.0.0.1:$port
default_user = jobdating
default_pass = $password
log.file.level = info
log.console = false
raft.wal_max_size_bytes = 67108864
disk_free_limit.absolute = 50MB
EOF
  if [[ -s $dir/first ]]; then
    # Found once, at its first start: afterwards a node knows the others. A node that sees no other stops taking messages, as in production.
    cat >>"$dir/rabbitmq.conf" <<EOF
cluster_formation.peer_discovery_backend = classic_config
cluster_formation.classic_config.nodes.1 = $(<"$dir/first")
cluster_formation.classic_config.nodes.2 = $node
cluster_partition_handling = pause_minority
EOF
  fi
  echo '[].' >"$dir/enabled_plugins"
  # A clean environment: settings of the system's own node, or of a caller, must not leak into this one. The distribution port that
  # Erlang opens for command-line tools is kept on the loopback address too.
  setsid env -i PATH="$PATH" HOME="$dir/home" LC_ALL=C.UTF-8 JOBDATING_BROKER="$mark" \
    ERL_EPMD_ADDRESS=127.0.0.1 ERL_EPMD_PORT="$(<"$dir/epmd-port")" ERL_CRASH_DUMP_SECONDS=0 \
    RABBITMQ_NODENAME="$node" RABBITMQ_NODE_IP_ADDRESS=127.0.0.1 RABBITMQ_NODE_PORT="$port" RABBITMQ_DIST_PORT="$(<"$dir/dist-port")" \
    RABBITMQ_MNESIA_BASE="$dir/data" RABBITMQ_LOG_BASE="$dir/log" RABBITMQ_PID_FILE="$dir/pid" \
    RABBITMQ_CONFIG_FILE="$dir/rabbitmq.conf" RABBITMQ_GENERATED_CONFIG_DIR="$dir/data/config" \
    RABBITMQ_ADVANCED_CONFIG_FILE="$dir/advanced.config" RABBITMQ_CONF_ENV_FILE="$dir/rabbitmq-env.conf" \
    RABBITMQ_ENABLED_PLUGINS_FILE="$dir/enabled_plugins" \
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS='-kernel inet_dist_use_interface {127,0,0,1}' \
    "$program" </dev/null >"$dir/log/start.log" 2>&1 9>&- &
  disown
  sleep 1
  while ((SECONDS < until)); do
    [[ -n $(broker_processes) ]] || return 1
    # Another node that took this port first does not know our password: an answer is ours.
    ! answers "$port" || return 0
    sleep 0.3
  done
  return 1
}

start() {
  prepare
  if [[ -n $(broker_processes) ]]; then
    [[ -z $port || $port == "$(<"$dir/port")" ]] || fail "The node in '$dir' is already running, on port $(<"$dir/port")."
    answers "$(<"$dir/port")" || fail "The node in '$dir' is already running but takes no connection; stop or kill it first."
    address
    return
  fi
  kill_all
  local wanted=$port attempt
  [[ -z $wanted ]] || ! taken "$wanted" || fail "Port $wanted of 127.0.0.1 is in use by another program."
  # Two nodes started in the same instant may choose the same free port: the one that loses chooses again.
  for attempt in 1 2 3; do
    port=$wanted
    [[ -n $port || ! -s $dir/port ]] || port=$(<"$dir/port")
    if [[ -z $port ]] || { [[ -z $wanted ]] && { ((attempt > 1)) || taken "$port"; }; }; then
      port=$(free_port)
    fi
    write port "$port"
    write dist-port "$(free_port)"
    # The others of one broker ask where it always was.
    [[ -s $dir/shared ]] || write epmd-port "$(free_port)"
    if launch; then
      address
      return
    fi
    kill_all
    grep -qsiE 'eaddrinuse|address already in use|epmd error|port .* already' "$dir/log/start.log" "$dir/log/"*.log || break
  done
  tail -n 30 "$dir/log/start.log" >&2 || true
  fail "RabbitMQ did not take connections within $start_seconds s; its logs are in '$dir/log'."
}

# What the nodes of one broker have in common is taken over from the other, once: password, cookie, port mapper.
join() {
  prepare
  if [[ ! -s $dir/first ]]; then
    [[ -s $other/node && -s $other/home/.erlang.cookie ]] || fail "No broker runs in '$other'."
    cp -p "$other/home/.erlang.cookie" "$dir/home/"
    write password "$(<"$other/password")"
    write epmd-port "$(<"$other/epmd-port")"
    echo yes >"$other/shared"
    write shared yes
    write first "$(<"$other/node")"
  fi
  start
}

stop() {
  prepare
  signal TERM "$(broker_processes)"
  gone "$stop_seconds" broker_processes || say "The node in '$dir' did not end within $stop_seconds s and is killed."
  kill_all
}

known() { [[ -d $dir && -s $dir/mark ]] || fail "There is no broker in '$dir'."; }

case $command in
  start) start ;;
  join) join ;;
  stop) known && stop ;;
  kill) known && prepare && kill_all ;;
  address)
    known
    mark=$(<"$dir/mark") password=$(<"$dir/password")
    [[ -s $dir/port && -n $(broker_processes) ]] || fail "The broker in '$dir' is not running."
    address
    ;;
  *) usage ;;
esac
