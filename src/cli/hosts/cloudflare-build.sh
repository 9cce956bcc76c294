#!/bin/sh
# The build command of Cloudflare Pages, whose machines have no Rust: installs it, then nutgraf, then builds.
set -eu

export PATH="$HOME/.cargo/bin:$PATH"
if ! command -v cargo >/dev/null; then
  curl --proto '=https' --tlsv1.2 -fsS https://sh.rustup.rs | sh -s -- -y --profile minimal
fi
cargo install nutgraf --locked --version @VERSION@

nutgraf check
if [ "${CF_PAGES_BRANCH:-main}" = main ]; then
  nutgraf build
else
  nutgraf build --base-url "$CF_PAGES_URL" # a preview has an address of its own
fi
