#!/usr/bin/env bash
# Builds the services' images with Jib, which needs no container engine when they are pushed. From the environment:
#   REGISTRY   where to push, host or host/path; without it the images go to the local container engine
#   TAG        default: the revision, and the time if the tree has changes
#   BASE       base image in place of the one in pom.xml
#   PLATFORMS  default linux/amd64; linux/amd64,linux/arm64 for both
#   INSECURE   1: the registry speaks plain HTTP; the default for one on this machine
#   USE        folder of the component images (k8s/components/images): its file is written, so that these images run
set -euo pipefail
cd "$(dirname "$0")/.."
. build/tools.sh

IFS=, read -ra services <<< "$SERVICES"

revision=$(git rev-parse HEAD 2> /dev/null || echo unknown)
changed=$(git status --porcelain --untracked-files=no 2> /dev/null || true)
tag=${TAG:-${revision:0:12}${changed:+-$(date +%s)}}
host=${REGISTRY:-}
host=${host%%/*}
path=${REGISTRY:-}
path=${path#"$host"}
path=${path#/}
group=${path:+$path/}tiffin
case $host in
  127.0.0.1* | localhost*) insecure=${INSECURE:-1} ;;
  *) insecure=${INSECURE:-} ;;
esac

flags=(
  -Dquarkus.container-image.group="$group"
  -Dquarkus.container-image.tag="$tag"
  "-Dquarkus.container-image.labels.\"org.opencontainers.image.version\"=$tag"
  "-Dquarkus.container-image.labels.\"org.opencontainers.image.revision\"=$revision"
  "-Dquarkus.container-image.labels.\"org.opencontainers.image.licenses\"=Apache-2.0"
)
if [ -n "$host" ]; then
  flags+=(-Dquarkus.container-image.registry="$host" -Dquarkus.container-image.push=true)
else
  flags+=(-Dquarkus.container-image.build=true)
fi
[ -z "$insecure" ] || flags+=(-Dquarkus.container-image.insecure=true)
[ -z "${BASE:-}" ] || flags+=(-Dquarkus.jib.base-jvm-image="$BASE")
[ -z "${PLATFORMS:-}" ] || flags+=(-Dquarkus.jib.platforms="$PLATFORMS")

"$MVN" -q -B -ntp -DskipTests -Dchecks=off -am -pl "$SERVICES" "${flags[@]}" package

for service in "${services[@]}"; do
  echo "${host:+$host/}$group/$service:$tag"
done

[ -n "${USE:-}" ] || exit 0
{
  sed -n '1,/^images:/p' k8s/components/images/kustomization.yaml
  for service in "${services[@]}"; do
    printf '  - name: ghcr.io/tiffin/%s\n    newName: %s\n    newTag: "%s"\n' \
      "$service" "${host:+$host/}$group/$service" "$tag"
  done
  sed -n '/^labels:/,$p' k8s/components/images/kustomization.yaml |
    sed "s|app.kubernetes.io/version: .*|app.kubernetes.io/version: \"$tag\"|"
} > "$USE/kustomization.yaml.new"
mv "$USE/kustomization.yaml.new" "$USE/kustomization.yaml"
