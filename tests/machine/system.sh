#!/usr/bin/env bash
# System libraries and fonts the program needs on Debian: checked each time they are asked for, installed when root.
#
# Says nothing is missing, or installs it (root), or prints the one command to run. Fails only when the program
# could not work: Qt's libraries, Python's venv, or every Chinese face missing.
set -euo pipefail

python=${1:-python3}

venv=(python3-venv)
qt=(
  libegl1 libgl1 libopengl0 libdbus-1-3 libfontconfig1 libfreetype6 libglib2.0-0 libxkbcommon0
  libxkbcommon-x11-0 libx11-xcb1 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0
  libxcb-render-util0 libxcb-shape0 libxcb-shm0 libxcb-xkb1
)
faces=(fonts-arphic-uming fonts-arphic-ukai fonts-wqy-zenhei fonts-lxgw-wenkai fonts-noto-cjk)
extras=(fontconfig xvfb xauth poppler-utils)

if ! command -v dpkg-query >/dev/null; then
  echo "No dpkg here: Qt's system libraries and a Chinese TrueType face are taken as present."
  exit 0
fi

missing=()
lacks() { ! dpkg-query -W -f='${db:Status-Abbrev}' "$1" 2>/dev/null | grep -q '^ii'; }
want() {
  local package
  for package in "$@"; do
    if lacks "$package"; then missing+=("$package"); fi
  done
}

if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then want "${venv[@]}"; fi
want "${qt[@]}" "${faces[@]}" "${extras[@]}"

if [ ${#missing[@]} -eq 0 ]; then
  echo "System libraries and fonts: all there."
  exit 0
fi

if [ "$(id -u)" -eq 0 ]; then
  echo "Installing: ${missing[*]}"
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq </dev/null
  apt-get install -y -qq --no-install-recommends "${missing[@]}" </dev/null
  exit 0
fi

echo "Missing on this machine. Run this once, then the same make command again:"
echo
echo "    sudo apt-get install -y ${missing[*]}"
echo

for package in "${missing[@]}"; do
  case " ${venv[*]} ${qt[*]} " in
    *" $package "*) echo "The program cannot start without $package."; exit 1 ;;
  esac
done
present=0
for package in "${faces[@]}"; do lacks "$package" || present=1; done
if [ "$present" -eq 0 ]; then
  echo "No Chinese face is installed: documents could not be printed."
  exit 1
fi
echo "Going on without them; some screens or checks may look different."
