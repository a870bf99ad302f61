# Where servers, logs and locks are: sets $var. Sourced.
# shellcheck shell=sh

# use_var DIRECTORY: make it and everything that is started use it.
use_var() {
    case $1 in
        /*) var=$1 ;;
        *) var=$PWD/$1 ;;
    esac
    # Root's PostgreSQL runs as nobody and has to pass through, whatever the umask.
    (umask 022 && mkdir -p "$var") && mkdir -p "$var/log" && [ -w "$var" ] ||
        fail "$var cannot be written: work as the user that owns it, or set KEMITRAAN_VAR to another directory."
    export KEMITRAAN_VAR="$var"
}
