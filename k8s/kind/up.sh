#!/usr/bin/env bash
# A Kubernetes in Docker with Knative, and a registry beside it, for trying out and for the repository's workflow.
# Wants docker, kind and kubectl. Again, it makes only what is missing. `kind delete cluster --name tiffin` ends it.
set -euo pipefail

knative=${KNATIVE:-1.21.0}
node=${NODE:-kindest/node:v1.34.0}
registry=${REGISTRY_PORT:-5001}
name=tiffin
here=$(cd "$(dirname "$0")" && pwd)

for tool in docker kind kubectl; do
  command -v "$tool" > /dev/null || { echo "$tool is missing; kind's cluster is made with it." >&2; exit 1; }
done

if ! docker inspect "$name-registry" > /dev/null 2>&1; then
  docker run -d --restart=always -p "127.0.0.1:$registry:5000" --name "$name-registry" registry:2 > /dev/null
fi
if ! kind get clusters 2> /dev/null | grep -qx "$name"; then
  kind create cluster --name "$name" --image "$node" --config "$here/cluster.yaml"
fi

# The node asks the registry where the images' names say localhost.
for container in $(kind get nodes --name "$name"); do
  folder=/etc/containerd/certs.d/localhost:$registry
  docker exec "$container" mkdir -p "$folder"
  printf '[host."http://%s-registry:5000"]\n' "$name" | docker exec -i "$container" cp /dev/stdin "$folder/hosts.toml"
done
docker network connect kind "$name-registry" 2> /dev/null || true

release() { # REPOSITORY FILE
  kubectl apply -f "https://github.com/$1/releases/download/knative-v$knative/$2"
}
release knative/serving serving-crds.yaml
release knative/serving serving-core.yaml
release knative-extensions/net-kourier kourier.yaml
release knative/eventing eventing-crds.yaml
release knative/eventing eventing-core.yaml
release knative/eventing in-memory-channel.yaml
release knative/eventing mt-channel-broker.yaml

kubectl -n knative-serving patch configmap config-network --type merge \
  -p '{"data":{"ingress-class":"kourier.ingress.networking.knative.dev"}}'
# Only the node reaches the registry, so Knative must not look tags up there.
kubectl -n knative-serving patch configmap config-deployment --type merge \
  -p "{\"data\":{\"registries-skipping-tag-resolving\":\"kind.local,ko.local,dev.local,localhost:$registry\"}}"
for namespace in knative-serving knative-eventing kourier-system; do
  kubectl -n "$namespace" wait --for=condition=Available deployment --all --timeout=10m
done
