#!/usr/bin/env bash
# For trying out. Makes, in the cluster of the current kubeconfig, what the overlays kind and serving-only refer to and
# nobody commits: the three logins of the database, with random passwords, and the public key of this folder's development
# issuer (.tiffin/issuer, made here if it is missing), whose tokens `make token` prints. What is there already stays.
set -euo pipefail
cd "$(dirname "$0")/.."

issuer=${TIFFIN_HOME:-.tiffin}/issuer

login() { # NAME USER
  kubectl -n tiffin get secret "database-$1" > /dev/null 2>&1 ||
    kubectl -n tiffin create secret generic "database-$1" \
      --from-literal=username="$2" --from-literal=password="$(openssl rand -hex 24)"
}

make_issuer() {
  (
    umask 077
    mkdir -p "$issuer"
    # genpkey's own DER is not PKCS #8 in every release of OpenSSL.
    openssl genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:2048 |
      openssl pkcs8 -topk8 -nocrypt -outform DER -out "$issuer/private-key.pkcs8"
    openssl pkey -inform DER -in "$issuer/private-key.pkcs8" -pubout -outform DER -out "$issuer/public-key.x509"
  )
}

kubectl apply -f k8s/base/namespace.yaml
login owner tiffin
login gateway tiffin_gateway
login bridge tiffin_bridge
[ -f "$issuer/public-key.x509" ] || make_issuer
kubectl -n tiffin create configmap identity \
  --from-literal=issuer=https://development.tiffin.invalid \
  --from-literal=public-key="$(openssl base64 -A -in "$issuer/public-key.x509")" \
  --dry-run=client -o yaml | kubectl apply -f -
