#!/usr/bin/env python3
"""Prints the verdicts on clusters, the coverage of each source project, what failed or ran twice, and one line that counts all tests."""
import pathlib
import sys
import xml.etree.ElementTree as xml

import results


def show_verdicts(tests):
    for test in tests:
        if test.output.startswith(("seed ", "gateway ")):
            print(f"\n{test.output}")


def show_coverage(directory):
    lines = {}
    for report in directory.rglob("coverage.cobertura.xml"):
        for package in xml.parse(report).iter("package"):
            seen = lines.setdefault(package.get("name"), {})
            for source in package.iter("class"):
                for line in source.iter("line"):
                    place = source.get("filename"), line.get("number")
                    seen[place] = max(seen.get(place, 0), int(line.get("hits")))
    print("\nLine coverage, all test projects together:")
    for name in sorted(lines):
        hit = sum(hits > 0 for hits in lines[name].values())
        print(f"  {name:<20} {100 * hit / max(1, len(lines[name])):5.1f} %   {hit} of {len(lines[name])} lines")


def show_failures(tests):
    """Failures come late, so that whoever sees only the end of a long output sees why it failed."""
    for test in tests:
        if not test.passed:
            print(f"\nFAILED {test.test} after {test.duration}")
            for said in (test.output, test.message, test.stack):
                if said:
                    print("  " + said[:3000].replace("\n", "\n  "))


def show_second_runs(tests):
    """A scenario that failed and ran again may have passed; it is named all the same."""
    for test in tests:
        for line in test.output.splitlines():
            if line.startswith("RETRIED "):
                print(f"\nRETRIED {test.test}: {line.removeprefix('RETRIED ')}")


def main(directory):
    tests = list(results.read(directory))
    show_verdicts(tests)
    show_coverage(directory)
    show_failures(tests)
    show_second_runs(tests)
    passed, failed, skipped = results.counts(directory)
    print(f"\n{passed} passed, {failed} failed, {skipped} skipped")


main(pathlib.Path(sys.argv[1]))
