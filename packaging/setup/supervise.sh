# shellcheck shell=bash
# Starts the product's processes, waits for their ready lines, watches them, stops them in reverse order. Sourced by ./run
# after lib.sh; needs DATA. A child's standard output is its ready line; all else goes to DATA/log/<name>.log.

# The data directory's lock, set by ./run; children do not inherit it.
lock_fd=-1
CHILD_NAMES=()
declare -A CHILD_PIDS=()

# Keeps the ready line in a file of its own that only this user can read (it may hold a one-time password), and everything
# else in the log.
sort_output() {
  local line
  trap '' INT TERM HUP
  while IFS= read -r line; do
    case $line in
      '{"ready"'*)
        (umask 077 && printf '%s\n' "$line" >"$DATA/log/$1.ready.new" && mv "$DATA/log/$1.ready.new" "$DATA/log/$1.ready")
        ;;
      *) printf '%s\n' "$line" >>"$DATA/log/$1.log" ;;
    esac
  done
}

# Starts a child in a session of its own, so that Ctrl-C reaches this shell alone and the order of stopping is ours. Should
# this shell be killed, the kernel tells the child to end. usage: launch_child NAME COMMAND...
launch_child() {
  local name=$1
  shift
  rm -f "$DATA/log/$name.ready"
  if [[ -f $DATA/log/$name.log ]]; then mv -f "$DATA/log/$name.log" "$DATA/log/$name.log.1"; fi
  : >"$DATA/log/$name.log"
  setsid setpriv --pdeathsig TERM -- "$@" > >(sort_output "$name") 2>>"$DATA/log/$name.log" </dev/null {lock_fd}>&- &
  CHILD_PIDS[$name]=$!
  CHILD_NAMES+=("$name")
}

explain_child() {
  printf '\nThe last lines of %s:\n' "$DATA/log/$1.log" >&2
  tail -n 20 "$DATA/log/$1.log" | sed 's/^/    /' >&2
}

# usage: wait_ready NAME SECONDS
wait_ready() {
  local name=$1 deadline=$((SECONDS + $2))
  until [[ -f $DATA/log/$name.ready ]]; do
    if ! kill -0 "${CHILD_PIDS[$name]}" 2>/dev/null; then
      explain_child "$name"
      die "$name ended before it was ready"
    fi
    if [[ $SECONDS -ge $deadline ]]; then
      explain_child "$name"
      die "$name was not ready within $2 s"
    fi
    sleep 0.05
  done
}

# usage: start_child NAME SECONDS COMMAND...
start_child() {
  local name=$1 seconds=$2
  shift 2
  launch_child "$name" "$@"
  wait_ready "$name" "$seconds"
}

# Prints a field of a child's ready line, or nothing. usage: ready_field NAME FIELD
ready_field() { jq -r --arg field "$2" '.[$field] // ""' "$DATA/log/$1.ready"; }

forget_ready() { rm -f "$DATA/log/$1.ready"; }

# Waits until a child ends by itself, then says which and fails; a signal ends the wait through its trap.
watch_children() {
  local name died status=0
  wait -n -p died "${CHILD_PIDS[@]}" || status=$?
  for name in "${CHILD_NAMES[@]}"; do
    if [[ ${CHILD_PIDS[$name]} == "${died:-}" ]]; then
      explain_child "$name"
      unset "CHILD_PIDS[$name]"
      die "$name ended by itself (status $status); stopping the rest"
    fi
  done
  die "a child ended by itself"
}

# Stops every child, the last started first, each with 12 s to end in order before it is killed.
stop_children() {
  local index name pid deadline
  trap '' INT TERM HUP
  for ((index = ${#CHILD_NAMES[@]} - 1; index >= 0; index--)); do
    name=${CHILD_NAMES[index]} pid=${CHILD_PIDS[${CHILD_NAMES[index]}]:-}
    if [[ -z $pid ]] || ! kill -TERM "$pid" 2>/dev/null; then continue; fi
    deadline=$((SECONDS + 12))
    while kill -0 "$pid" 2>/dev/null; do
      if [[ $SECONDS -ge $deadline ]]; then
        printf '%s did not stop in time; killing it\n' "$name" >&2
        kill -KILL "$pid" 2>/dev/null || true
        break
      fi
      sleep 0.05
    done
    wait "$pid" 2>/dev/null || true
    rm -f "$DATA/log/$name.ready"
  done
  rm -f "$DATA/run.pid"
}
