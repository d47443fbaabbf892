#!/usr/bin/env python3
"""Prints the verdicts on clusters, the coverage of each source project, what failed, and one line that counts all tests."""
import pathlib
import sys
import xml.etree.ElementTree as xml


def show_failures(results):
    """Failures come last, so that whoever sees only the end of a long output sees why it failed."""
    for report in sorted(results.rglob("*.trx")):
        for result in xml.parse(report).iterfind(".//{*}UnitTestResult[@outcome='Failed']"):
            print(f"\nFAILED {result.get('testName')} after {result.get('duration')}")
            for part in ("Output/{*}StdOut", "Output/{*}ErrorInfo/{*}Message", "Output/{*}ErrorInfo/{*}StackTrace"):
                for said in result.iterfind("{*}" + part):
                    print("  " + said.text.strip()[:3000].replace("\n", "\n  "))


def main(results):
    for report in sorted(results.rglob("*.trx")):
        for output in xml.parse(report).iterfind(".//{*}UnitTestResult/{*}Output/{*}StdOut"):
            if output.text.startswith(("seed ", "gateway ")):
                print(f"\n{output.text.strip()}")
    lines = {}
    for report in results.rglob("coverage.cobertura.xml"):
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
    show_failures(results)
    counts = dict(passed=0, failed=0, notExecuted=0)
    for report in results.rglob("*.trx"):
        for counters in xml.parse(report).iterfind(".//{*}Counters"):
            for name in counts:
                counts[name] += int(counters.get(name))
    print(f"\n{counts['passed']} passed, {counts['failed']} failed, {counts['notExecuted']} skipped")


main(pathlib.Path(sys.argv[1]))
