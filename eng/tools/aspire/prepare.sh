#!/bin/sh
# node_modules -> out: managed/aspire-managed, the Aspire Dashboard. DCP, which comes with it, is not used.
set -eu

# The command always unpacks into ~/.aspire too; naming that folder makes it do so once.
HOME=$PWD/home
export HOME ASPIRE_CLI_TELEMETRY_OPTOUT=true
mkdir home out
node_modules/@microsoft/aspire-cli-linux-x64/bin/aspire setup --install-path "$HOME/.aspire" --nologo
mv "$HOME"/.aspire/versions/*/managed out/managed
test -x out/managed/aspire-managed
