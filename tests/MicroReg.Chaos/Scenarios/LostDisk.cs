using MicroReg.Chaos.Load;
using MicroReg.Testing.Calls;
using MicroReg.Testing.Nodes;
using MicroReg.XmlRpc;

namespace MicroReg.Chaos.Scenarios;

/// <summary>
/// A node loses its disk and starts again at its old address. Until it has a copy it must not tell anybody that something is not
/// registered: services would register again, and the status that an operator gave them would be gone.
/// </summary>
internal sealed class LostDisk : Scenario
{
    private const string Service = "kept";
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(3);

    public override string Name => "a node starts without its disk";

    public override LoadShape Load { get; } = new(WritesPerSecond: 60);

    public override Task PrepareAsync(Stage stage) =>
        BulkLoad.RegisterAsync([.. stage.Nodes], stage.History, Service, stage.Extent.Count(3_000, 30_000));

    public override async Task RunAsync(Stage stage)
    {
        var victim = stage.AnyNode();
        await victim.KillAsync();
        Directory.Delete(Path.Combine(stage.Cluster.Directory, victim.Name, "data"), recursive: true);
        victim.Launch();

        using var end = new CancellationTokenSource();
        var asking = Task.WhenAll(Enumerable.Range(0, 4).Select(asker => AskAsync(victim, asker, end.Token)));
        await victim.ReadyAsync();
        await end.CancelAsync();
        var answers = (await asking).SelectMany(each => each).ToList();
        var wrong = answers.Where(answer => answer.IsWrong).ToList();
        stage.Note($"{answers.Count} answers before {victim.Name} was ready, {wrong.Count} wrong");
        stage.Expect(answers.Count > 0, $"{victim.Name} answers before it is ready");
        stage.Expect(wrong.Count == 0, $"no answer that something is not registered, not {string.Join(", ", wrong.Take(5))}");
        await stage.LastAsync(TimeSpan.FromSeconds(1), stage.Nodes);
    }

    private static async Task<List<Told>> AskAsync(ClusterNode node, int asker, CancellationToken end)
    {
        var told = new List<Told>();
        for (var number = asker; !end.IsCancellationRequested; number++)
        {
            var (name, host, port) = ($"{Service}-{number % 300}", XmlRpcValue.Of("127.0.0.1"), XmlRpcValue.Of(10_000 + (number % 10)));
            var (method, parameters) = (number % 5) switch
            {
                0 => ("heartbeat", new[] { XmlRpcValue.Of(name), host, port }),
                1 => ("get_service_status", [XmlRpcValue.Of(name), host, port]),
                2 => ("get_service", [XmlRpcValue.Of(name)]),
                3 => ("resolve", [XmlRpcValue.Of(name)]),
                _ => ("get_reg_count", []),
            };
            var answer = await node.Registry.CallAsync(Timeout, method, parameters, end);
            if (answer.Outcome is CallOutcome.Acknowledged or CallOutcome.Fault)
                told.Add(new Told(method, answer));
            else
                await Task.Delay(5, CancellationToken.None);
        }

        return told;
    }

    /// <summary>An answer to a question after something that is registered.</summary>
    private sealed record Told(string Method, Answer Answer)
    {
        public bool IsWrong => Answer.Outcome is CallOutcome.Acknowledged
            ? (Answer.Value.TryGetBoolean(out var truth) && !truth)
                || (Answer.Value.TryGetItems(out var items) && items.Length == 0)
                || (Answer.Value.TryGetInteger(out var number) && Method == "get_reg_count" && number < 3_000)
            : Answer.FaultCode != 503;

        public override string ToString() => $"{Method}: {Answer.Outcome} {Answer.Detail}";
    }
}
