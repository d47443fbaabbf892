using MicroReg.Client.Calls;
using MicroReg.Testing.Nodes;

namespace MicroReg.Client.Tests.EndToEnd;

/// <summary>The package's README shows only code that compiles and runs.</summary>
[Collection(nameof(RealNodes))]
public sealed class ExamplesTests
{
    [Theory]
    [InlineData("ProvidingService")]
    [InlineData("CallingService")]
    public void The_README_of_the_package_shows_the_example_unchanged(string example)
    {
        var root = Root();
        Assert.Contains(
            $"```csharp\n{File.ReadAllText(Path.Combine(root, "examples", example, "Program.cs")).TrimEnd()}\n```",
            File.ReadAllText(Path.Combine(root, "src", "MicroReg.Client", "README.md")),
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_README_of_the_package_shows_only_code_that_compiles() =>
        AssertCompiled(BlocksOf("src", "MicroReg.Client", "README.md")[^1]);

    [Fact]
    public void The_guide_to_CSharp_shows_only_code_that_compiles()
    {
        var blocks = BlocksOf("docs", "guides", "csharp.md");
        Assert.Equal(3, blocks.Length);
        Assert.All(blocks, AssertCompiled);
    }

    [Fact]
    public async Task A_service_registers_itself_and_another_one_calls_it_by_its_name()
    {
        await using var cluster = await TestCluster.StartAsync(new ClusterShape(1, HasOwnNetwork: false));
        var node = cluster.Nodes[0].Http;
        using var registry = NewClient(node);
        await using (var providing = new ExampleProcess("ProvidingService", cluster.Directory, $"{node}"))
        {
            await WhenCountAsync(registry, 1);
            await using (var calling = new ExampleProcess("CallingService", cluster.Directory, $"{node}"))
                Assert.Equal(["orders says: three orders", "1 running, one of them at 127.0.0.1, in touch: True"],
                    await calling.EndAsync());
            providing.Terminate();
            await providing.EndAsync();
        }

        await WhenCountAsync(registry, 0);
    }

    private static RegistryClient NewClient(Uri node)
    {
        var options = new RegistryClientOptions();
        options.Nodes.Add(node);
        return new RegistryClient(options);
    }

    private static async Task WhenCountAsync(RegistryClient registry, int expected)
    {
        using var limit = new CancellationTokenSource(Patience.Limit);
        long count;
        do
            (await registry.CallAsync("get_reg_count", [], limit.Token)).TryGetInteger(out count);
        while (count != expected);
    }

    private static string[] BlocksOf(params string[] page) =>
        [.. File.ReadAllText(Path.Combine([Root(), .. page])).Split("```csharp\n")[1..].Select(block => block.Split("```")[0])];

    /// <summary>Each line of a block is one of <see cref="ReadmeSnippets"/>.</summary>
    private static void AssertCompiled(string block)
    {
        var source = Path.Combine(Root(), "tests", "MicroReg.Client.Tests", "EndToEnd", "ReadmeSnippets.cs");
        var compiled = File.ReadLines(source).Select(line => line.Trim()).ToHashSet();
        Assert.All(block.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.Contains(line.Trim(), compiled));
    }

    private static string Root()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "MicroReg.Actors.sln")))
            directory = directory.Parent!;
        return directory.FullName;
    }
}
