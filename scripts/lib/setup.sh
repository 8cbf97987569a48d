# shellcheck shell=sh
# Sourced by the scripts one folder up, which set $root to the checkout.

# shellcheck disable=SC2154
venv=$root/.venv

# Homebrew's folder is not among those that macOS searches for libraries.
if [ -d /opt/homebrew/lib ]; then
    export DYLD_FALLBACK_LIBRARY_PATH="/opt/homebrew/lib:/usr/local/lib:/usr/lib"
fi

say() {
    printf 'setup: %s\n' "$*" >&2
}

die() {
    say "$@"
    exit 2
}

# Programs, fonts by the names of their files, and packages of Debian as deb:NAME.
have() {
    for sought; do
        case $sought in
        deb:*) dpkg-query -W -f '${Status}' "${sought#deb:}" 2>/dev/null | grep -q ' ok installed' || return ;;
        *.ttf | *.ttc) [ -n "$(find /usr/share/fonts -name "$sought" 2>/dev/null)" ] || return ;;
        *) command -v "$sought" >/dev/null 2>&1 || return ;;
        esac
    done
}

# set_up runtime|dev [WANTED...]: .venv holds the packages of that level, and each WANTED is there.
set_up() {
    level=$1
    shift
    if up_to_date && have "$@"; then
        return
    fi
    . "$root/scripts/lib/system.sh"
    ensure_system "$@"
    # The lock of an open file ends with the processes that hold it, however they end.
    exec 9<>"$root/pyproject.toml"
    "$python" -c 'import fcntl; fcntl.flock(0, fcntl.LOCK_EX)' <&9
    up_to_date || install_packages >&2
    exec 9>&-
}

up_to_date() {
    [ -r "$venv/.$level" ] && [ "$(cat "$venv/.$level")" = "$(fingerprint "$level")" ]
}

# What an environment was made from. Whole paths: that of a checkout that has moved does not match.
fingerprint() {
    foundation
    cksum "$root/pyproject.toml" "$root/briefgen/__init__.py" "$root/requirements/$1.txt" \
        "$root/scripts/lib/setup.sh" "$root/scripts/lib/system.sh"
}

foundation() {
    printf '%s %s\n' "$root" "$(readlink -f "$venv/bin/python")"
}

install_packages() {
    if [ ! -r "$venv/.runtime" ] || [ "$(sed 1q "$venv/.runtime")" != "$(foundation)" ]; then
        say "making $venv"
        "$python" -m venv --clear "$venv"
    fi
    # Without these, a run that is cut short starts over.
    rm -f "$venv/.runtime" "$venv/.dev"
    say "installing the packages of requirements/$level.txt"
    pip_install --only-binary :all: --require-hashes -r "$root/requirements/$level.txt"
    say "installing briefgen"
    pip_install --no-deps --no-build-isolation --editable "$root"
    # Not left to the first run, which PYTHONDONTWRITEBYTECODE may forbid it.
    "$venv/bin/python" -m compileall -q "$root/briefgen"
    [ "$level" = runtime ] || fingerprint "$level" >"$venv/.$level"
    fingerprint runtime >"$venv/.runtime"
}

pip_install() {
    "$venv/bin/python" -m pip --disable-pip-version-check --no-input -qq install "$@"
}
