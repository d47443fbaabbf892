using System.Diagnostics;
using System.Xml.Linq;

namespace MicroReg.Suite.Tests.Scripts;

/// <summary>A directory with a report as `dotnet test --logger trx` writes it, for the scripts that read it.</summary>
internal sealed class TestReport : IDisposable
{
    private static readonly XNamespace Trx = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("microreg-report");
    private readonly List<XElement> _definitions = [];
    private readonly List<XElement> _results = [];
    private int _failed;

    public TestReport Add(string test, bool passed, string output = "", string message = "")
    {
        _failed += passed ? 0 : 1;
        var id = $"{_results.Count}";
        var dot = test.LastIndexOf('.');
        _definitions.Add(new XElement(
            Trx + "UnitTest", new XAttribute("id", id),
            new XElement(
                Trx + "TestMethod", new XAttribute("className", test[..dot]), new XAttribute("name", test[(dot + 1)..]),
                new XAttribute("codeBase", "/somewhere/tests/MicroReg.Some.Tests/bin/Debug/net10.0/MicroReg.Some.Tests.dll"))));
        _results.Add(new XElement(
            Trx + "UnitTestResult",
            new XAttribute("testId", id), new XAttribute("testName", test), new XAttribute("outcome", passed ? "Passed" : "Failed"),
            new XAttribute("duration", "00:00:01"),
            new XElement(
                Trx + "Output", new XElement(Trx + "StdOut", output),
                new XElement(
                    Trx + "ErrorInfo",
                    new XElement(Trx + "Message", message),
                    new XElement(Trx + "StackTrace", passed ? "" : "at Some.Place()")))));
        return this;
    }

    /// <summary>Gives the report to a script; every line that it prints.</summary>
    public async Task<string[]> ReadByAsync(string script, params string[] arguments)
    {
        new XElement(
            Trx + "TestRun",
            new XElement(Trx + "Results", _results),
            new XElement(Trx + "TestDefinitions", _definitions),
            new XElement(
                Trx + "ResultSummary",
                new XElement(
                    Trx + "Counters", new XAttribute("passed", _results.Count - _failed), new XAttribute("failed", _failed),
                    new XAttribute("notExecuted", 0))))
            .Save(Path.Combine(_directory.FullName, "report.trx"));
        var start = new ProcessStartInfo("python3", [Repository.PathOf($"scripts/{script}"), _directory.FullName, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var python = Process.Start(start)!;
        var errors = python.StandardError.ReadToEndAsync();
        var lines = await python.StandardOutput.ReadToEndAsync();
        await python.WaitForExitAsync();
        Assert.Equal("", await errors);
        Assert.Equal(0, python.ExitCode);
        return lines.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    public void Dispose() => _directory.Delete(recursive: true);
}
