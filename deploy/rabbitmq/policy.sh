#!/bin/sh
# What JobDating needs of a RabbitMQ of three nodes, run once with rabbitmqctl in PATH: policy.sh [NODE]
#
# The programs declare their queues as quorum queues by themselves, each with as many members as there are nodes then, three at most: so it waits for all
# three. From RabbitMQ 4 on a message of a quorum queue that has come back 20 times is dropped; looking at messages in error gives them back each time, and
# nothing here may end like that, so the limit is lifted. RabbitMQ 3 has none, and would take -1 for one.
set -eu
node=${1:-rabbit@rabbit1}
for _ in $(seq 60); do
  ! rabbitmqctl --quiet --node "$node" await_startup --timeout 5 2>/dev/null || break
  sleep 2
done
rabbitmqctl --node "$node" await_online_nodes 3 --timeout 300
case $(rabbitmqctl version) in
  3.*) ;;
  *) rabbitmqctl --node "$node" set_policy --apply-to quorum_queues jobdating-drops-nothing '.*' '{"delivery-limit": -1}' ;;
esac
