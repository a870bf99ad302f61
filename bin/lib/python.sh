# Python and the packages: sets $python to the one of .venv. Sourced after
# processes.sh; set_up_python is called in the top of the checkout.
# shellcheck shell=sh

# What was set for another Python would change ours; without .pyc files every command takes twice as long.
unset PYTHONDONTWRITEBYTECODE PYTHONHOME PYTHONPATH
# Steps and logs are to be read while they are written.
export PYTHONUNBUFFERED=1

is_new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

# Sets $python to any one that is new enough and can make virtual environments.
find_python() {
    for python in "${PYTHON:-python3}" python3 python3.14 python3.13 python3.12 python3.11; do
        if is_new_enough "$python"; then
            "$python" -c 'import ensurepip, venv' 2>/dev/null ||
                fail "$("$python" --version) cannot make virtual environments." \
                    "On Debian and Ubuntu the package python3-venv adds what it lacks."
            return
        fi
    done
    found=$(python3 --version 2>/dev/null) || found="no python3"
    fail "Python 3.11 or newer is needed; found: $found. PYTHON=/path/to/python3 names another one."
}

# take_lock FD [--or-fail]: lock an open file of this shell, which every process shares that inherits it.
take_lock() { "$python" "$root/bin/lib/take_lock.py" "$@"; }

set_up_python() {
    python=.venv/bin/python
    is_new_enough $python || find_python
    exec 8<requirements-dev.txt
    take_lock 8 # one script at a time installs
    if ! is_new_enough .venv/bin/python; then
        say "Making the virtual environment .venv with $("$python" --version) ..."
        run "$python" -m venv --clear .venv
    fi
    python=$root/.venv/bin/python
    wanted=$("$python" bin/lib/fingerprint.py requirements-dev.txt)
    if [ "$(cat .venv/installed.txt 2>/dev/null)" != "$wanted" ]; then
        say "Installing the packages of requirements-dev.txt ..."
        rm -f .venv/installed.txt
        install_packages
        echo "$wanted" >.venv/installed.txt
    fi
    exec 8>&-
}

install_packages() {
    if uv --version >/dev/null 2>&1; then
        run uv pip install --quiet --compile-bytecode --python "$python" -r requirements-dev.txt && return
        say "uv could not install them: trying pip ..."
    fi
    run "$python" -m pip install --quiet --no-input --disable-pip-version-check -r requirements-dev.txt ||
        fail "The packages could not be installed: see above."
}
