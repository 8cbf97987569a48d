# shellcheck shell=sh
# Sourced by setup.sh when something is missing: Python, and what comes with the system.

# Sets $python; each program, font and package given is there afterwards.
ensure_system() {
    missing=
    find_python || missing=python
    { [ -n "$python" ] && find_libraries; } || missing="$missing pango"
    for thing; do
        have "$thing" && continue
        case $thing in
        deb:*) missing="$missing $thing" ;;
        node | npm | chromium) missing="$missing $thing" ;;
        *CJK*) missing="$missing noto-cjk" ;;
        *.ttf) missing="$missing noto" ;;
        *) missing="$missing poppler" ;;
        esac
    done
    [ -n "$missing" ] || return 0
    install_system
    find_python || die "no Python 3.11 or later with venv was found"
    find_libraries || die "$python cannot load Pango or HarfBuzz"
}

# Trying is the only test: a name on PATH may be a shim, a Python may lack venv.
find_python() {
    for python in ${PYTHON:+"$PYTHON"} python3.13 python3.12 python3.11 python3.14 python3; do
        "$python" -c '
import ensurepip, sys, venv
sys.exit(sys.version_info < (3, 11))
' >/dev/null 2>&1 && return
    done
    python=
    return 1
}

find_libraries() {
    "$python" -c '
import ctypes
import ctypes.util

for name in ("gobject-2.0.so.0", "pango-1.0.so.0", "pangoft2-1.0.so.0",
             "harfbuzz.so.0", "harfbuzz-subset.so.0", "fontconfig.so.1"):
    try:
        ctypes.CDLL("lib" + name)
    except OSError:
        if not ctypes.util.find_library(name[:name.index(".so.")]):
            raise SystemExit(1)
'
}

install_system() {
    for manager in apt-get dnf apk pacman brew ''; do
        have "$manager" && break
    done
    [ -n "$manager" ] || die "install Python 3.11 or later, Pango, HarfBuzz with its subsetter, Poppler"
    # shellcheck disable=SC2046 # names of packages, to be split
    set -- $(for part in $missing; do packages_of "$part"; done)
    case $manager in
    apt-get) set -- apt-get install -y --no-install-recommends "$@" ;;
    dnf) set -- dnf install -y "$@" ;;
    apk) set -- apk add "$@" ;;
    pacman) set -- pacman -S --needed --noconfirm "$@" ;;
    brew) set -- brew install "$@" ;;
    esac
    may_install || die "packages of the system are missing; install them with: $(by_hand "$@")"
    say "$*"
    if [ "$manager" = apt-get ]; then
        # Old lists may still do. Another run may hold dpkg's lock for a while.
        quietly privileged apt-get update || :
        set -- env DEBIAN_FRONTEND=noninteractive "$@" -o DPkg::Lock::Timeout=600
    fi
    quietly privileged "$@" || die "that failed"
}

packages_of() {
    case $manager:$1 in
    apt-get:python) echo python3 python3-venv ;;
    apt-get:pango) echo libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 ;;
    apk:pango) echo pango harfbuzz-subset ;;
    dnf:python | apk:python) echo python3 ;;
    apt-get:deb:*) echo "${1#deb:}" ;;
    apt-get:node) echo nodejs ;;
    apt-get:noto) echo fonts-noto-core ;;
    apt-get:noto-cjk) echo fonts-noto-cjk ;;
    pacman:poppler | brew:poppler) echo poppler ;;
    *:poppler) echo poppler-utils ;;
    *) echo "$1" ;;
    esac
}

am_root() {
    [ "$(id -u)" = 0 ]
}

# Homebrew refuses root; all others need it.
may_install() {
    if [ "$manager" = brew ]; then
        ! am_root
    else
        am_root || sudo -n true 2>/dev/null
    fi
}

privileged() {
    if [ "$manager" = brew ] || am_root; then
        "$@"
    else
        sudo -n "$@"
    fi
}

by_hand() {
    if [ "$manager" = brew ]; then
        echo "$*"
    elif have sudo; then
        echo "sudo $*"
    else
        echo "su -c '$*'"
    fi
}

# What a command writes is of interest only if it fails.
quietly() {
    output=$("$@" 2>&1) || {
        printf '%s\n' "$output" >&2
        return 1
    }
}
