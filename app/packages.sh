# Read by app/run, tests/run and .ci/run: which Debian packages the program needs, and how to get those that are missing.
# shellcheck shell=bash

packages_to_run=(
  g++ cmake ninja-build pkg-config
  qt6-base-dev qt6-svg-dev libqcustomplot-dev libgl-dev
  libboost-dev nlohmann-json3-dev libcli11-dev
  fonts-inter fonts-stix
)
packages_to_test=("${packages_to_run[@]}" libmuparser-dev libgsl-dev locales xvfb xauth)
packages_of_ci=("${packages_to_test[@]}" ccache mold clang clang-tidy libclang-rt-dev llvm)

is_debian() { command -v dpkg-query >/dev/null 2>&1; }

# name_packages NAME...: for another system, where nothing is installed for the person.
name_packages() {
  echo "This is not a Debian system. Please install what stands for these Debian 12 packages, then run again:" >&2
  printf '  %s\n' "$@" >&2
  exit 1
}

# need_packages NAME...: installs what is missing, or names it and stops. Another system may have been prepared by hand: then go on.
need_packages() {
  local missing=() name
  if ! is_debian; then
    for name in cmake ninja c++; do
      command -v "$name" >/dev/null 2>&1 || name_packages "$@"
    done
    return 0
  fi
  for name in "$@"; do
    dpkg-query -W -f='${Status}' "$name" 2>/dev/null | grep -q 'ok installed' || missing+=("$name")
  done
  [ ${#missing[@]} -eq 0 ] && return 0
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    if command -v sudo >/dev/null 2>&1 && { [ -t 0 ] || sudo -n true 2>/dev/null; }; then
      as_root=(sudo)
    else
      echo "These Debian packages are missing and neither root nor sudo is at hand to install them:" >&2
      printf '  %s\n' "${missing[@]}" >&2
      exit 1
    fi
  fi
  if ! command -v apt-get >/dev/null 2>&1; then
    echo "apt-get is not here; please install: ${missing[*]}" >&2
    exit 1
  fi
  echo "Installing from Debian: ${missing[*]}" >&2
  "${as_root[@]}" apt-get update -qq || echo "apt-get update failed; going on with the package lists that are here." >&2
  if ! "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null; then
    echo "Debian could not install: ${missing[*]}" >&2
    echo "Please install them by hand, then run again." >&2
    exit 1
  fi
}

# configure NAME...: makes the build folder; where that fails on another system, the packages are named.
configure() {
  mkdir -p build
  [ -f build/build.ninja ] && return 0
  echo "Preparing the first build; this takes a few minutes once."
  cmake -S . -B build -G Ninja -DCMAKE_BUILD_TYPE=Release >build/configure.log 2>&1 && return 0
  cat build/configure.log >&2
  is_debian || name_packages "$@"
  exit 1
}
