using System.CommandLine;
using System.Globalization;
using MicroReg.Testing.Nodes;
using MicroReg.Testing.Processes;

namespace MicroReg.Chaos.Gateways;

/// <summary>
/// Three nodes, a gateway and six instances of a service, all of them processes, under a constant load: instances are
/// killed, stopped, drained, ended and started, and a node is killed.
/// </summary>
internal sealed class GatewayTrial : IAsyncDisposable
{
    private const int Instances = 6;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly List<GoneInstance> _gone = [];
    private readonly List<ServiceInstanceProcess> _instances = [];
    private readonly TestCluster _cluster;
    private readonly ChildProcess _gateway;
    private Uri _address = new("about:blank");

    private GatewayTrial(TestCluster cluster)
    {
        _cluster = cluster;
        _gateway = ChildProcess.StartOwn(
            "microreg-gateway.dll", ["--port", "0", .. ServiceInstanceProcess.Addresses(cluster)],
            Path.Combine(cluster.Directory, "gateway.log"));
    }

    public static Command Command()
    {
        var rate = new Option<int>("--rate") { Description = "Requests per second", DefaultValueFactory = _ => 200 };
        var command = new Command(
            "gateway", "Kills services and a node behind a gateway under load, once, and prints what became of the requests.") { rate };
        command.SetAction(async (parsed, _) =>
        {
            var result = await OnceOrTwiceAsync(parsed.GetValue(rate));
            Console.WriteLine(result);
            return result.Passed ? 0 : 1;
        });
        return command;
    }

    /// <summary>
    /// Starts everything and does it all, and once more if that fails. Nothing here is left to chance, so the seed says nothing.
    /// </summary>
    public static Task<TrialResult> OnceOrTwiceAsync(int requestsPerSecond) => SecondRun.IfFailedAsync("gateway", seed: 0, async () =>
    {
        await using var trial = await StartAsync();
        var verdict = await trial.RunAsync(requestsPerSecond);
        return new TrialResult(verdict.Passed, $"{verdict}", [], Kept: "");
    });

    /// <summary>Starts everything and waits until the gateway routes to every instance.</summary>
    private static async Task<GatewayTrial> StartAsync()
    {
        var trial = new GatewayTrial(await TestCluster.StartAsync(new ClusterShape(3, HasOwnNetwork: false)));
        try
        {
            trial._address = await trial._gateway.ReadyAsync();
            await trial.RoutedAsync(await trial.LaunchAsync(Instances));
            return trial;
        }
        catch
        {
            await trial.DisposeAsync();
            throw;
        }
    }

    /// <summary>Does it all, which takes about twenty seconds.</summary>
    private async Task<GatewayVerdict> RunAsync(int requestsPerSecond)
    {
        await using var load = new GatewayLoad(_address, requestsPerSecond);
        await using var references = new ReferenceSubscribers(_cluster, () => load.Now);
        foreach (var instance in _instances)
            await references.NotifiedAsync(instance.Port, runs: true);
        await Patience.LastAsync(Pause);

        // Killed, and the registry hears of it a little later: until then only the gateway's own retry helps.
        var killed = load.Now;
        await _instances[0].KillAsync();
        await Patience.LastAsync(TimeSpan.FromMilliseconds(300));
        await _instances[0].UnregisterAsync(_cluster.Nodes[1]);
        await GoneAsync(_instances[0], killed);
        await Patience.LastAsync(Pause);

        // Taken out of service while it lives: nothing may fail.
        await _instances[1].UpdateStatusAsync(_cluster.Nodes[2], "stopped");
        await GoneAsync(_instances[1], null);
        await Patience.LastAsync(Pause);
        await _instances[2].UpdateStatusAsync(_cluster.Nodes[1], "draining");
        await GoneAsync(_instances[2], null);
        await Patience.LastAsync(Pause);
        await _instances[2].KillAsync();
        await Patience.LastAsync(Pause);

        // A node goes, perhaps the one that the gateway follows; then an instance.
        await _cluster.Nodes[0].KillAsync();
        await Patience.LastAsync(Pause);
        killed = load.Now;
        await _instances[3].KillAsync();
        await _instances[3].UpdateStatusAsync(_cluster.Nodes[2], "stopped");
        await GoneAsync(_instances[3], killed);
        await Patience.LastAsync(Pause);

        // An instance that ends as it should leaves nobody without an answer, and new ones come.
        await _instances[4].TerminateAsync();
        await RoutedAsync(await LaunchAsync(2));
        await Patience.LastAsync(Pause);

        await load.StopAsync();
        if (references.Problems.FirstOrDefault() is { } problem)
            throw new InvalidOperationException(problem);
        return new GatewayVerdict([.. load.Requests], _gone, await RetriesAsync());

        async Task GoneAsync(ServiceInstanceProcess instance, TimeSpan? at) =>
            _gone.Add(new(instance.Port, at, await references.NotifiedAsync(instance.Port, runs: false)));
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await Task.WhenAll(_instances.Select(instance => instance.DisposeAsync().AsTask()));
        await _cluster.DisposeAsync();
    }

    private async Task<IReadOnlyList<ServiceInstanceProcess>> LaunchAsync(int count)
    {
        var launched = Enumerable.Range(_instances.Count + 1, count)
            .Select(number => new ServiceInstanceProcess(_cluster, number)).ToArray();
        _instances.AddRange(launched);
        await Task.WhenAll(launched.Select(instance => instance.ReadyAsync()));
        return launched;
    }

    /// <summary>Asks until each of the instances has answered.</summary>
    private async Task RoutedAsync(IEnumerable<ServiceInstanceProcess> instances)
    {
        var silent = instances.Select(instance => instance.Port).ToHashSet();
        using var http = new HttpClient { BaseAddress = _address };
        await Patience.UntilAsync(
            async () =>
            {
                using var response = await http.GetAsync($"/{ServiceInstanceProcess.Service}/");
                if (response.IsSuccessStatusCode)
                    silent.Remove(int.Parse(await response.Content.ReadAsStringAsync(), CultureInfo.InvariantCulture));
                return silent.Count == 0;
            },
            Patience.Limit, "every instance has answered through the gateway");
    }

    private async Task<long> RetriesAsync()
    {
        const string Counter = "microreg_gateway_retries_total ";
        using var http = new HttpClient { BaseAddress = _address };
        var metrics = await http.GetStringAsync("/metrics");
        return long.Parse(
            metrics.Split('\n').Single(line => line.StartsWith(Counter, StringComparison.Ordinal))[Counter.Length..],
            CultureInfo.InvariantCulture);
    }
}
