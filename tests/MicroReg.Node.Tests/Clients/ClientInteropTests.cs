using System.Diagnostics;
using System.Text;

namespace MicroReg.Node.Tests.Clients;

/// <summary>
/// The XML-RPC clients of many languages, as they are, against a real node: every folder of <c>tests/clients</c>.
/// A client that is not installed is a failure, not a skip: scripts/install-test-clients.sh brings it.
/// </summary>
public sealed class ClientInteropTests(ClientNode node) : IClassFixture<ClientNode>
{
    private static readonly string Root = FindRoot();

    public static TheoryData<string> Clients { get; } =
        new(Directory.GetFiles(Path.Combine(Root, "tests", "clients"), "run.sh", SearchOption.AllDirectories)
            .Select(script => Path.GetFileName(Path.GetDirectoryName(script))!)
            .Where(client => client != "python2" || HasPython2())
            .Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task A_client_works_as_it_is(string client)
    {
        var (exitCode, output) = await RunAsync(Path.Combine(Root, "tests", "clients", client, "run.sh"), node.Url);

        Assert.True(exitCode == 0, $"{client} ended with {exitCode}:\n{output}\nThe node's log:\n{node.Log}");
        Assert.Matches(@"(?m)^ok (.+: )?unregister again\s*$", output);
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(string script, string url)
    {
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo("bash", [script, url]) { RedirectStandardOutput = true, RedirectStandardError = true },
        };
        var output = new StringBuilder();
        process.OutputDataReceived += (_, line) => Append(output, line.Data);
        process.ErrorDataReceived += (_, line) => Append(output, line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await process.WaitForExitAsync().WaitAsync(NodeProcess.Patience);
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync().WaitAsync(NodeProcess.Patience);
            Append(output, $"Ended by the test after {NodeProcess.Patience.TotalSeconds} s.");
        }

        lock (output)
            return (process.ExitCode, output.ToString());
    }

    private static void Append(StringBuilder output, string? line)
    {
        lock (output)
            output.AppendLine(line);
    }

    // No current distribution packages it, so no script can install it; where there is one, it is tested.
    private static bool HasPython2()
    {
        using var process = Process.Start(new ProcessStartInfo("bash", ["-c", "python2 -c 'import xmlrpclib' 2>/dev/null"]))!;
        process.WaitForExit(NodeProcess.Patience);
        return process is { HasExited: true, ExitCode: 0 };
    }

    private static string FindRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "MicroReg.Actors.sln")))
            directory = directory.Parent;
        return directory?.FullName ?? throw new InvalidOperationException("The tests run outside the checkout.");
    }
}
