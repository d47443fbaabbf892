using System.CommandLine;
using System.Globalization;
using System.Net;
using MicroReg.Chaos.Liveness.Judging;
using MicroReg.Testing.Networks;
using MicroReg.Testing.Nodes;

namespace MicroReg.Chaos.Liveness.Fleets;

/// <summary>
/// A process that hosts instances, to be killed or stopped as a whole. What happens to them is on the disk before it goes on.
/// </summary>
internal static class ServicesCommand
{
    public static Command Create()
    {
        var node = new Option<string[]>("--node") { Description = "A node of the registry; repeatable", Required = true };
        var name = new Option<string>("--name") { Description = "Begins the names of the services", Required = true };
        var count = new Option<int>("--count") { Description = "How many instances", Required = true };
        var ttl = new Option<int>("--ttl") { Description = "The lease in seconds; 0 for a check instead", Required = true };
        var removal = new Option<int>("--deregister-after")
        {
            Description = "Seconds of failing until an instance is to be removed; 0 for the registry's own time"
        };
        var journal = new Option<FileInfo>("--journal") { Description = "Gets a line for everything that happens", Required = true };
        var command = new Command("services", "Runs instances that listen on 127.0.0.1 and are leased or checked.")
        {
            node,
            name,
            count,
            ttl,
            removal,
            journal
        };
        command.SetAction((parsed, cancellation) =>
        {
            var lease = parsed.GetValue(ttl);
            var terms = (lease > 0 ? LifeTerms.Leased(lease) : LifeTerms.Checked()) with { DeregisterAfter = parsed.GetValue(removal) };
            return RunAsync(
                parsed.GetRequiredValue(node),
                new HostPlan(parsed.GetRequiredValue(name), parsed.GetValue(count), terms),
                parsed.GetRequiredValue(journal).FullName,
                cancellation);
        });
        return command;
    }

    /// <summary>The arguments with which this is started.</summary>
    public static IEnumerable<string> Arguments(TestCluster cluster, HostPlan plan, string journal) =>
    [
        "services", "--name", plan.Name, "--count", Digits(plan.Count), "--ttl", Digits(plan.Terms.Ttl),
        "--deregister-after", Digits(plan.Terms.DeregisterAfter), "--journal", journal,
        .. cluster.Nodes.SelectMany(node => new[] { "--node", $"{node.Http}" }),
    ];

    private static async Task<int> RunAsync(string[] nodes, HostPlan plan, string journalFile, CancellationToken cancellation)
    {
        await using var file = new StreamWriter(journalFile) { AutoFlush = true };
        var journal = new LifeJournal(file);
        var loopback = new NodePlace(IPAddress.Loopback, 0, 0);
        await using var fleet = new Fleet(
            plan.Name, plan.Count, HostPlan.ServiceSize, plan.Terms, loopback, nodes.Select(PlaceOf), journal);
        await fleet.LiveAsync();
        await Console.Out.WriteLineAsync($"{plan.Count} instances of {plan.Name} ready: {fleet.Instances[0].Address}");
        var ended = new TaskCompletionSource();
        await using var end = cancellation.Register(ended.SetResult);
        await ended.Task;
        return 0;
    }

    private static NodePlace PlaceOf(string node)
    {
        var address = new Uri(node);
        return new NodePlace(IPAddress.Parse(address.Host), address.Port, 0);
    }

    private static string Digits(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>What a process hosts.</summary>
/// <param name="Name">Begins the names of the services.</param>
/// <param name="Count">How many instances.</param>
/// <param name="Terms">Their terms.</param>
internal sealed record HostPlan(string Name, int Count, LifeTerms Terms)
{
    /// <summary>Instances of one service. When all of more than this die at once, the nodes may take it for their own mistake.</summary>
    public const int ServiceSize = 5;
}
