"""Print the SHA-256 of a file: what the packages in .venv were installed from."""

import hashlib
import sys
from pathlib import Path

print(hashlib.sha256(Path(sys.argv[1]).read_bytes()).hexdigest())
