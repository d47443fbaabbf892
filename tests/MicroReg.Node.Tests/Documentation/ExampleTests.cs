using MicroReg.Testing.Processes;

namespace MicroReg.Node.Tests.Documentation;

/// <summary>The examples that the guides show are those that compile and run.</summary>
public sealed class ExampleTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("docs/guides/embed.md", "csharp", "examples/EmbeddedRegistry/Program.cs")]
    [InlineData("docs/guides/embed.md", "csharp", "examples/EmbeddedMicroDb/Program.cs")]
    [InlineData("docs/guides/subscribe.md", "js", "examples/Subscribing/watch.js")]
    [InlineData("docs/guides/subscribe.md", "python", "examples/Subscribing/watch.py")]
    [InlineData("docs/guides/subscribe.md", "python", "examples/Callback/callback.py")]
    public void A_guide_shows_the_example_as_it_is(string guide, string language, string example) =>
        Assert.Contains(Pages.Read(example).TrimEnd() + "\n", Pages.Blocks(guide, language));

    [Fact]
    public async Task The_registry_embedded_in_an_application_does_what_its_code_says() =>
        Assert.Equal(
            """
            orders has an id: True
            orders is Draining, 0 running
            a wrong port: port: must be 1 to 65535, not 0
            """,
            await RunAsync("EmbeddedRegistry", _directory["data"]));

    [Fact]
    public async Task MicroDb_on_its_own_does_what_its_code_says()
    {
        var output = (await RunAsync("EmbeddedMicroDb")).Split('\n');

        Assert.StartsWith("2 records: {", output[0], StringComparison.Ordinal);
        Assert.Contains("\"A-1\":{\"Customer\":\"Ada\",\"Quantity\":4}", output[0], StringComparison.Ordinal);
        Assert.Equal(["4: A-2 is now removed", "5: A-3 is now Order { Customer = Edsger, Quantity = 2 }"], output[1..]);
    }

    [Fact]
    public void The_reference_lists_every_setting()
    {
        var reference = Pages.Read("docs/reference/settings.md");
        Assert.All(
            Node.Settings.Configuration.Paths.Where(path => path != "microreg.log.level"),
            path => Assert.Contains($"`{path}`", reference, StringComparison.Ordinal));
    }

    private static async Task<string> RunAsync(string example, params string[] arguments)
    {
        await using var process = ChildProcess.StartOwn($"{example}.dll", arguments);
        Assert.Equal(0, await process.EndAsync());
        return string.Join('\n', process.Output.Split('\n').Where(line => !IsLog(line))).Trim();
    }

    /// <summary>A busy machine makes a node warn of its own slowness; errors are not expected.</summary>
    private static bool IsLog(string line) =>
        line.StartsWith("info:", StringComparison.Ordinal)
        || line.StartsWith("warn:", StringComparison.Ordinal)
        || line.StartsWith("      ", StringComparison.Ordinal);
}
