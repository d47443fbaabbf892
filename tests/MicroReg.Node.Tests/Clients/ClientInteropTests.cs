using System.Diagnostics;
using MicroReg.Testing.Processes;

namespace MicroReg.Node.Tests.Clients;

/// <summary>
/// The XML-RPC clients of many languages, as they are, against a real node: every folder of <c>tests/clients</c>.
/// A client that is not installed is a failure, not a skip: scripts/install-test-clients.sh brings it.
/// </summary>
public sealed class ClientInteropTests(ClientNode node) : IClassFixture<ClientNode>
{
    public static TheoryData<string> Clients { get; } =
        new(Directory.GetFiles(Repository.File("tests", "clients"), "run.sh", SearchOption.AllDirectories)
            .Select(script => Path.GetFileName(Path.GetDirectoryName(script))!)
            .Where(client => client != "python2" || HasPython2())
            .Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task A_client_works_as_it_is(string client)
    {
        var (exitCode, output) = await RunAsync(Repository.File("tests", "clients", client, "run.sh"), node.Url);

        Assert.True(exitCode == 0, $"{client} ended with {exitCode}:\n{output}\nThe node's log:\n{node.Log}");
        Assert.Matches(@"(?m)^ok (.+: )?unregister again\s*$", output);
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(string script, string url)
    {
        await using var process = ChildProcess.Start(new ProcessStartInfo("bash", [script, url]));
        var exitCode = await process.EndAsync();
        return (exitCode, $"{process.Output}{process.Errors}");
    }

    // No current distribution packages it, so no script can install it; where there is one, it is tested.
    private static bool HasPython2()
    {
        using var process = Process.Start(new ProcessStartInfo("bash", ["-c", "python2 -c 'import xmlrpclib' 2>/dev/null"]))!;
        process.WaitForExit(Patience.Limit);
        return process is { HasExited: true, ExitCode: 0 };
    }
}
