using System.Diagnostics;
using MicroReg.Testing.Nodes;
using MicroReg.Testing.Processes;

namespace MicroReg.Node.Tests.Documentation;

/// <summary>What the README and the guides tell the reader to type does what they say, against real nodes.</summary>
public sealed class CommandTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task The_README_registers_a_service_in_a_minute()
    {
        await using var node = await NodeProcess.StartAsync(_directory["data"]);
        var shell = Pages.Blocks("README.md", "sh").Single(block => block.Contains("ServerProxy", StringComparison.Ordinal));

        var output = await RunAsync("sh", At(shell, ("8000", node)));

        Assert.Contains(output, Pages.Blocks("README.md", ""));
    }

    [Fact]
    public async Task The_guide_to_Python_does_what_it_says()
    {
        await using var node = await NodeProcess.StartAsync(_directory["data"]);
        var programs = Pages.Blocks("docs/guides/python.md", "python");
        Assert.Equal(3, programs.Count);

        string[] output = [.. await Task.WhenAll(programs.Select(program => RunAsync("python3", At(program, ("8000", node)))))];

        Assert.StartsWith("-32602 register: the parameter port must be ", output[0], StringComparison.Ordinal);
        Assert.Equal(["", ""], output[1..]);
    }

    [Fact]
    public async Task The_guide_to_clusters_finds_at_one_node_what_was_registered_at_another()
    {
        await using var one = await NodeProcess.StartAsync(_directory["one"]);
        await using var three = await NodeProcess.StartAsync(_directory["three"], "--seed", one.ClusterAddress);
        var shell = Pages.Blocks("docs/guides/cluster.md", "sh").Single(block => block.Contains("ServerProxy", StringComparison.Ordinal));

        Assert.Equal("the third node says ['127.0.0.1', 5001]\n", await RunAsync("sh", At(shell, ("8001", one), ("8003", three))));
    }

    /// <summary>The text with the addresses of nodes that listen where they could.</summary>
    private static string At(string text, params ReadOnlySpan<(string Port, NodeProcess Node)> nodes)
    {
        foreach (var (port, node) in nodes)
        {
            var shown = $"http://127.0.0.1:{port}";
            Assert.Contains(shown, text, StringComparison.Ordinal);
            text = text.Replace(shown, node.BaseAddress.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal);
        }

        return text;
    }

    private static async Task<string> RunAsync(string interpreter, string text)
    {
        var (exitCode, output, errors) = await ChildProcess.RunAsync(new ProcessStartInfo(interpreter, ["-c", text]));
        Assert.True(exitCode == 0, errors);
        return output;
    }
}
