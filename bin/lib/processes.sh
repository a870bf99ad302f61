# Steps, processes that run beside them, and an end that leaves none of them behind. Sourced; needs $root, and $python
# and $var before the first step. The script defines clean_up, which is called once, however the script ends.
# shellcheck shell=sh

say() { printf '%s\n' "$*"; }

fail() {
    printf '%s\n' "$*" >&2
    exit 1
}

step=     # process of the step that is running
children= # processes that run beside the steps, as "pid:name"
stop_seconds=20

trap 'code=$?; trap "" INT TERM HUP PIPE; trap - EXIT; set +e; clean_up; exit "$code"' EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 141' PIPE
trap 'exit 143' TERM

lives() { kill -0 "$1" 2>/dev/null; }

# run COMMAND...: do one step and return its exit code. The script ends when a process beside it does.
run() {
    "$python" "$root/bin/lib/own_group.py" "$@" &
    step=$!
    while lives "$step"; do
        look_after_children
        sleep 0.2
    done
    finished=$step
    step=
    wait "$finished"
}

# start NAME COMMAND...: leave a process running beside the steps; its output goes to log/NAME.log.
start() {
    name=$1
    shift
    "$python" "$root/bin/lib/own_group.py" "$@" >"$var/log/$name.log" 2>&1 &
    children="$children $!:$name"
}

look_after_children() {
    for child in $children; do
        if ! lives "${child%%:*}"; then
            log=$var/log/${child#*:}.log
            printf 'The %s has ended. The end of %s:\n' "${child#*:}" "$log" >&2
            tail -n 20 "$log" >&2
            exit 1
        fi
    done
}

# Ask all of them to end (a worker finishes its task first), wait a little, then insist.
stop_processes() {
    leaving="${step:+$step:step} $children"
    step= children=
    for child in $leaving; do
        kill -TERM "${child%%:*}" 2>/dev/null || :
    done
    deadline=$(($(date +%s) + stop_seconds))
    for child in $leaving; do
        while lives "${child%%:*}" && [ "$(date +%s)" -lt "$deadline" ]; do
            sleep 0.2
        done
        kill -KILL "-${child%%:*}" 2>/dev/null || : # whoever is left of its group
    done
}
