#!/usr/bin/env bash
# Makes an authority of one's own and a certificate for an intranet: make.sh NAME [ADDRESS]
# The authority is made once and kept; its key belongs on a stick in a drawer, not on the server.
set -euo pipefail
name=${1:?usage: make.sh NAME [ADDRESS], for instance make.sh community.example 192.168.1.10}
address=${2:-}

mkdir -p "$(dirname "$0")/made"
cd "$(dirname "$0")/made"
umask 077

if [ ! -e authority.key ]; then
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -noenc -days 3650 -sha256 \
        -subj "/CN=Community partners authority" -keyout authority.key -out authority.crt \
        -addext "basicConstraints=critical,CA:TRUE,pathlen:0" -addext "keyUsage=critical,keyCertSign,cRLSign" 2>/dev/null
fi

# Telephones take no certificate that lasts longer than 825 days, and none without subjectAltName.
openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -noenc -subj "/CN=$name" \
    -keyout server.key -out server.csr 2>/dev/null
openssl x509 -req -in server.csr -CA authority.crt -CAkey authority.key -days 397 -sha256 -out server.crt \
    -extfile <(
        printf 'basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=serverAuth\n'
        printf 'subjectAltName=DNS:%s%s\n' "$name" "${address:+,IP:$address}"
    ) 2>/dev/null
rm server.csr
chmod 644 authority.crt server.crt

openssl verify -CAfile authority.crt server.crt
echo "authority.crt goes to every telephone and computer; server.crt and server.key to the proxy." >&2
