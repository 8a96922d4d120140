"""AWS's own command line, which at its end keeps the largest resident size the operating system saw (KiB)."""

import atexit
import os
import resource
import sys

from awscli.clidriver import main


@atexit.register
def report_peak():
    with open(os.environ["BENCH_PEAK_FILE"], "w") as file:
        file.write(str(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss))


sys.exit(main())
