#!/bin/bash
# A network of its own with four addresses, for as long as a command runs: network.sh COMMAND...  (root, iproute2)
# Nothing in it leads anywhere else. Addresses of documentation (RFC 5737) are nobody's.
set -euo pipefail
name="feeds-$$"
ip netns add "$name"
trap 'ip netns del "$name"' EXIT
ip -n "$name" link set lo up
hosts=""
for last in 10 11 12 13; do
    ip -n "$name" addr add "203.0.113.$last/32" dev lo
    hosts+=" 203.0.113.$last"
done
FEEDS_HOSTS="$hosts" ip netns exec "$name" "$@"
