"""Reads what `dotnet test --logger trx` wrote."""
import collections
import pathlib
import xml.etree.ElementTree as xml

Result = collections.namedtuple("Result", "test passed duration output message stack method assembly")


def read(directory):
    """Yields a Result for each test that ran."""
    for report in sorted(pathlib.Path(directory).rglob("*.trx")):
        root = xml.parse(report)
        methods = {test.get("id"): test.find("{*}TestMethod") for test in root.iterfind(".//{*}UnitTest")}
        for result in root.iterfind(".//{*}UnitTestResult"):
            method = methods.get(result.get("testId"))
            yield Result(
                result.get("testName"),
                result.get("outcome") != "Failed",
                result.get("duration"),
                text(result, "Output/{*}StdOut"),
                text(result, "Output/{*}ErrorInfo/{*}Message"),
                text(result, "Output/{*}ErrorInfo/{*}StackTrace"),
                "" if method is None else f"{method.get('className')}.{method.get('name').split('(')[0]}",
                "" if method is None else method.get("codeBase"))


def text(result, part):
    found = result.find("{*}" + part)
    return "" if found is None else (found.text or "").strip()


def counts(directory):
    """How many tests passed, failed and were skipped."""
    total = collections.Counter()
    for report in pathlib.Path(directory).rglob("*.trx"):
        for counters in xml.parse(report).iterfind(".//{*}Counters"):
            total.update({name: int(counters.get(name)) for name in ("passed", "failed", "notExecuted")})
    return total["passed"], total["failed"], total["notExecuted"]
