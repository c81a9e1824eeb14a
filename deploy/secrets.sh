#!/usr/bin/env bash
# The secrets of an installation, made once: passwords of SQL Server's logins and of RabbitMQ's user, and the addresses that hold them.
#
#   deploy/secrets.sh [DIR] [SQLSERVER] [RABBIT…]
#
# DIR: deploy/secrets. SQLSERVER: how the services reach the server, sqlserver. RABBIT…: the nodes, rabbit1 rabbit2 rabbit3.
# A folder that has secrets is left alone: new passwords would lock the programs out of what has the old ones.
set -euo pipefail

dir=${1:-$(dirname "${BASH_SOURCE[0]}")/secrets} server=${2:-sqlserver}
shift $(($# < 2 ? $# : 2))
(($# > 0)) || set -- rabbit1 rabbit2 rabbit3

# The server in a container has a certificate that it made itself; any other is held to its own.
trust=
[[ $server != sqlserver ]] || trust=';TrustServerCertificate=True'

fail() { printf 'secrets.sh: %s\n' "$*" >&2; exit 1; }

[[ ! -e $dir ]] || [[ -z $(ls -A "$dir") ]] || fail "There are secrets in '$dir' already."
umask 077
mkdir -p "$dir"

# 32 hexadecimal digits, and in front what SQL Server's password policy asks for.
password() { printf 'Jd-%s' "$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')"; }
write() { printf '%s\n' "$2" >"$dir/$1"; }

write sqlserver_sa "$(password)"
passwords=
for service in registration scheduling outcomes; do
  for login in "$service" "${service}_migration"; do
    secret=$(password)
    passwords+="${login}_password=$secret"$'\n'
    write "${login}_sql" "Server=$server;User ID=jobdating_$login;Password=$secret;Encrypt=True$trust"
  done
done
write sql_passwords "${passwords%$'\n'}"

secret=$(password)
address=
for node in "$@"; do address+="${address:+,}amqp://jobdating:$secret@$node:5672/"; done
write rabbitmq_address "$address"
write rabbitmq_user.conf "default_user = jobdating"$'\n'"default_pass = $secret"
write rabbitmq_cookie "$(password)"

# Containers read them as other users than the one who made them: the folder is what keeps others out.
chmod 0444 "$dir"/*
chmod 0700 "$dir"
echo "$dir"
