using System.Diagnostics;

namespace MicroReg.Node.Tests.Readme;

/// <summary>What the README shows is what compiles and runs.</summary>
public sealed class ReadmeTests : IDisposable
{
    private static readonly string Root = FindRoot();

    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("EmbeddedRegistry")]
    [InlineData("EmbeddedMicroDb")]
    public void The_README_shows_the_example_as_it_is(string example) =>
        Assert.Contains(
            $"```csharp\n{File.ReadAllText(Path.Combine(Root, "examples", example, "Program.cs")).TrimEnd()}\n```",
            File.ReadAllText(Path.Combine(Root, "README.md")),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("python", "watch.py")]
    [InlineData("js", "watch.js")]
    public void The_README_shows_how_to_subscribe_as_it_is(string language, string example) =>
        Assert.Contains(
            $"```{language}\n{File.ReadAllText(Path.Combine(Root, "examples", "Subscribing", example)).TrimEnd()}\n```",
            File.ReadAllText(Path.Combine(Root, "README.md")),
            StringComparison.Ordinal);

    [Fact]
    public async Task The_registry_embedded_in_an_application_does_what_the_README_says() =>
        Assert.Equal(
            """
            orders has an id: True
            orders is Draining, 0 running
            a wrong port: port: must be 1 to 65535, not 0
            """,
            await RunAsync("EmbeddedRegistry", _directory["data"]));

    [Fact]
    public async Task MicroDb_on_its_own_does_what_the_README_says()
    {
        var output = (await RunAsync("EmbeddedMicroDb")).Split('\n');

        Assert.StartsWith("2 records: {", output[0], StringComparison.Ordinal);
        Assert.Contains("\"A-1\":{\"Customer\":\"Ada\",\"Quantity\":4}", output[0], StringComparison.Ordinal);
        Assert.Equal(["4: A-2 is now removed", "5: A-3 is now Order { Customer = Edsger, Quantity = 2 }"], output[1..]);
    }

    [Fact]
    public void The_README_lists_every_setting()
    {
        var readme = File.ReadAllText(Path.Combine(Root, "README.md"));
        Assert.All(
            Node.Settings.Configuration.Paths.Where(path => path != "microreg.log.level"),
            path => Assert.Contains($"`{path}`", readme, StringComparison.Ordinal));
    }

    private static async Task<string> RunAsync(string example, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, $"{example}.dll"), .. arguments]) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync().WaitAsync(NodeProcess.Patience);
        await process.WaitForExitAsync().WaitAsync(NodeProcess.Patience);
        Assert.Equal(0, process.ExitCode);
        return string.Join('\n', output.Split('\n').Where(line => !line.StartsWith("info:", StringComparison.Ordinal) && !line.StartsWith("      ", StringComparison.Ordinal))).Trim();
    }

    private static string FindRoot()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
            if (File.Exists(Path.Combine(directory.FullName, "MicroReg.Actors.sln")))
                return directory.FullName;
        throw new DirectoryNotFoundException("The tests run inside the repository.");
    }
}
