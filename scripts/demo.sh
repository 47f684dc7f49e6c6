#!/bin/sh
# The whole road: a test office mints licences, a phone shows them, a terminal without network judges them.
set -eu
bin=$PWD/.venv/bin
rm -rf demo
mkdir demo

say() { printf '\n== %s\n' "$1"; }

# Cut the network for what follows, where the system lets us: a new network namespace has no way out.
if unshare -n true 2>/dev/null; then offline='unshare -n'
elif unshare -rn true 2>/dev/null; then offline='unshare -rn'
else offline=''
fi

say 'Issuer: an office, its people, an attestation on paper, a licence for a phone (all SPECIMEN)'
"$bin/issuer" init demo/office --insecure-test-keys
"$bin/issuer" import demo/office samples/people.json
"$bin/issuer" mint demo/office --person P21 --form attestation --out demo/attestation.pdf
"$bin/issuer" mint demo/office --person P25 --form licence --device-key demo/phone.pem --out demo/licence.txt
"$bin/issuer" status demo/office --person P09 --set suspended
"$bin/issuer" mint demo/office --person P09 --form attestation --out demo/suspended.png
"$bin/issuer" publish demo/office demo/published

say 'Terminal: takes in what the issuer published'
"$bin/trust-store" update demo/published --store demo/trust.sqlite

say 'Phone: shows its living code, valid for half a minute'
"$bin/issuer" present demo/licence.txt --device-key demo/phone.pem --out demo/living.png
"$bin/issuer" present demo/licence.txt --device-key demo/phone.pem --companion --out demo/portrait.txt

if [ -n "$offline" ]; then say 'Terminal: judges them, with the network off'
else say 'Terminal: judges them (the network could not be cut here; it is not used all the same)'
fi
$offline "$bin/verifier" check --store demo/trust.sqlite demo/living.png demo/attestation.pdf demo/suspended.png \
    demo/licence.txt || test $? -eq 1

say 'Terminal: the shipped sample pictures and the film of a phone, at the moment they were taken'
"$bin/trust-store" update samples/trust/main --store demo/samples.sqlite --at 2026-12-01T13:00:00Z > /dev/null
$offline "$bin/verifier" check --store demo/samples.sqlite --at 2026-12-01T13:00:00Z \
    samples/scans/photo-*.jpg samples/scans/two-codes.png samples/scans/attestation-page.pdf samples/scans/film.avi \
    || test $? -eq 3

say 'Auditor: replays every sample and compares'
$offline "$bin/verifier" replay samples

say 'The officer'"'"'s screen: six drivers pass before the camera. n: next driver, v: vehicle, q: leave'
echo ".venv/bin/verifier scan samples/scans/six-drivers.avi --store demo/samples.sqlite --at 2026-12-01T13:00:00Z"

say "The holder's portal and wallet, in a browser on this machine, until interrupted"
echo ".venv/bin/issuer serve demo/office"
