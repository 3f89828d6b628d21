#!/usr/bin/env bash
# Promises under fault, over the real programs, with the broker's ledger as the oracle: one script a promise.
# needs: cpp
# shellcheck source=tests/parts/lib.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

need python3 openssl
export PYTHONDONTWRITEBYTECODE=1

# The longest come first.
fault() {
  local name=$1
  shift
  at_once "faults: $name" "$@"
}

regressions=$(grep -oE '^[0-9]+' "$ROOT/tests/faults/regressions.txt" | paste -sd, -)
fault "two thousand seeded simulated worlds and those that once failed break no promise" \
  "$BUILD/bin/signalos-faults" --seeds "1-2000,$regressions"
fault "orders filled late, in one breath, after a minute or without a mark are neither repeated nor belied" "$ROOT/tests/faults/late_fills.py"
fault "close-by and close-all close what was named, once, through refusals, kills and stops" "$ROOT/tests/faults/close_many.py"
fault "pending orders of every kind are placed, changed, expire and are cancelled once, and stops move as asked" "$ROOT/tests/faults/pending_orders.py"
fault "an emergency stop of every level and scope does its work on both kinds of account" "$ROOT/tests/faults/stop_levels.py"
fault "forty seeded process runs break no promise" "$ROOT/tests/faults/process_runs.py" --seeds 1-40
fault "kill -9 in twenty rounds, at least five in each gap where duplicates are born" "$ROOT/tests/faults/kill_rounds.py"
fault "kill -9 of the relay twenty times loses and repeats nothing" "$ROOT/tests/faults/relay_killed.py"
fault "the dashboard ends with the broker's state after a burst and any order of transactions" "$ROOT/tests/faults/transaction_burst.py"
fault "kill -9 of the terminal in the middle of orders loses and repeats nothing" "$ROOT/tests/faults/terminal_killed.py"
fault "what waited in a dead terminal past its time is never executed" "$ROOT/tests/faults/away_past_ttl.py"
fault "every command ends as it should, with the ledger as oracle" "$ROOT/tests/faults/every_command.py"
fault "a position is closed in part as asked, on hedging and netting accounts" "$ROOT/tests/faults/reduce.py"
fault "a netting account is added to, reduced and turned round, and every step is told" "$ROOT/tests/faults/netting.py"
fault "a wrong configuration or damaged database refuses the start in words" "$ROOT/tests/faults/bad_start.py"
fault "the terminal refuses every bad certificate and says why" "$ROOT/tests/faults/tls_refused.py"
fault "an emergency stop holds with the link cut and after a restart" "$ROOT/tests/faults/stop_with_link_cut.py"
fault "reducing kinds at random, with broker faults and kills, run at most once and end as the ledger says" "$ROOT/tests/faults/reduce_at_random.py" --seed 3
fault "PostgreSQL stopped and killed in mid-run: writes wait, the live view goes on, no 202 is lost" "$ROOT/tests/faults/database_down.py"
fault "a relay put back to an older backup repeats nothing and tells what it forgot" "$ROOT/tests/faults/relay_restored.py"
fault "a relay destroyed and restored from its backup, on either engine, runs nothing twice, settles what it can and tells orphans" "$ROOT/tests/faults/backup_restored.py"
fault "scheduled backups are made, verified, pruned and looked at" "$ROOT/tests/faults/backups_by_the_clock.py"
fault "a relay moves from its file to PostgreSQL with every row verified, and goes on" "$ROOT/tests/faults/store_copied.py"
fault "stores of every earlier schema level are brought up, serve, and hold all they held" "$ROOT/tests/faults/upgraded.py"
fault "a migration cut off at any point leaves a whole level, and the next start brings the store up" "$ROOT/tests/faults/upgrade_interrupted.py"
fault "every patch of the mutation proof applies" "$ROOT/tests/mutations/run.py" --check
fault "stops of every level at once: the flatten goes on and none is forgotten" "$ROOT/tests/faults/stops_at_once.py"
fault "a journal is written in order, read, cut when torn, refused when damaged and used again when mended" "$ROOT/tests/faults/journal_on_disk.py"
fault "an account switched at the terminal, in the middle of an order too, is left alone until it is back" "$ROOT/tests/faults/account_switch.py"
fault "a second terminal on an account says so, stays idle and takes over when the first ends" "$ROOT/tests/faults/one_ea.py"
fault "the chart names what is missing, one thing at a time, until the terminal is paired, live and may trade" "$ROOT/tests/faults/first_steps.py"
fault "a terminal is paired by code and by its own square, trades, and is revoked; every other way in comes to nothing" "$ROOT/tests/faults/pairing.py"
fault "members, their credentials and grants: every route about people, every revocation within two seconds" "$ROOT/tests/faults/people.py"
fault "limits, settings, backups and operators over REST and the command line; a flood is its member's own, and a stop passes every limit" \
  "$ROOT/tests/faults/relay_operator.py"
fault "an EA that hangs behind a living link is told" "$ROOT/tests/faults/ea_hangs.py"
report_all
finish
