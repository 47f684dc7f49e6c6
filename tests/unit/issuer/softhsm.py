"""A token of SoftHSM2 for one run of the tests. Debian's package softhsm2; `.ci/run` installs it."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from issuer.private_keys import TokenAddress

LABEL = "carton rose SPECIMEN"
PIN = b"271828"
MODULES = ("/usr/lib/softhsm/libsofthsm2.so", "/usr/local/lib/softhsm/libsofthsm2.so", "/usr/lib64/libsofthsm2.so")


def start_token(folder: Path) -> TokenAddress:
    """Initialise a token below `folder`, for this process and those that it starts."""
    module = next((Path(path) for path in MODULES if Path(path).exists()), None)
    program = shutil.which("softhsm2-util")
    assert module is not None, "install softhsm2"
    assert program is not None, "install softhsm2"
    (folder / "tokens").mkdir()
    configuration = folder / "softhsm2.conf"
    configuration.write_text(f"directories.tokendir = {folder / 'tokens'}\nlog.level = ERROR\n", encoding="utf-8")
    os.environ["SOFTHSM2_CONF"] = str(configuration)
    arguments = ["--init-token", "--free", "--label", LABEL, "--pin", PIN.decode(), "--so-pin", "314159"]
    subprocess.run([program, *arguments], check=True, capture_output=True)
    return TokenAddress(module=module, label=LABEL)
