#!/usr/bin/env bash
# `make e2e`: builds the images, installs the system into the cluster of the current kubeconfig, tries it and removes it.
# From the environment: REGISTRY (one that the cluster's nodes pull from), what build/images.sh knows, and TRIALS, a regular
# expression (default: all; installing is always tried). Where docker and kind are and KUBECONFIG names no cluster, a kind
# cluster is made with a registry beside it (k8s/kind/up.sh).
set -euo pipefail
cd "$(dirname "$0")/.."
. build/tools.sh

command -v kubectl > /dev/null || { echo "kubectl is missing." >&2; exit 1; }
if ! kubectl version --request-timeout=10s > /dev/null 2>&1; then
  if ! { docker info && kind version; } > /dev/null 2>&1; then
    echo "There is no cluster: point KUBECONFIG at one with Knative, or install docker and kind." >&2
    exit 1
  fi
  k8s/kind/up.sh
  export REGISTRY=${REGISTRY:-localhost:5001}
fi
for kind in services.serving.knative.dev brokers.eventing.knative.dev; do
  kubectl get crd "$kind" > /dev/null || { echo "The cluster has no $kind: install Knative." >&2; exit 1; }
done
if [ -z "${REGISTRY:-}" ]; then
  echo "Say where images go that the cluster can pull: make e2e REGISTRY=host/path" >&2
  exit 1
fi

folder=$PWD/target/e2e
rm -rf "$folder"
mkdir -p "$folder"
cp -R k8s "$folder/k8s"
USE=$folder/k8s/components/images build/images.sh
"$MVN" -q -B -ntp -DskipTests -Dchecks=off -am -pl cluster package
export TIFFIN_HOME=$folder
exec "$JAVA_HOME/bin/java" -jar cluster/target/cluster.jar "$folder" "${TRIALS:-.}"
