#!/usr/bin/env python3
"""Prints what failed in a run of the tests with random input, and the command that repeats each failure.
repeats.py RESULTS SEED: the directory of the reports, and what MICROREG_SEED was."""
import pathlib
import re
import shlex
import sys

import results


def command(test, seed):
    """The one that the failure names, which runs one case alone; else that which runs the test with all its cases."""
    if named := re.search(r"^repeat with: (.+)$", test.message, re.MULTILINE):
        return named.group(1)
    project = pathlib.Path(test.assembly).parents[3]
    return f"MICROREG_SEED={seed} dotnet test {shlex.quote(f'{project.parent.name}/{project.name}')} --filter FullyQualifiedName={test.method}"


def main(directory, seed):
    for test in results.read(directory):
        if not test.passed:
            print(f"\nFAILED {test.test} (MICROREG_SEED={seed})")
            print("  " + test.message[:2000].replace("\n", "\n  "))
            print(f"REPEAT {command(test, seed)}")


main(*sys.argv[1:])
