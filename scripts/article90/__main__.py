"""`python -m article90`."""

import sys

try:
    from article90.cli import main

    main()
except KeyboardInterrupt:  # before the command has begun
    sys.stderr.write("article90: stopped.\n")
    raise SystemExit(130) from None
