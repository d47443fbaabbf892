using System.Net.Http.Json;
using System.Text.Json.Serialization;
using MicroReg.Benchmarks.Scenarios;
using MicroReg.Benchmarks.Servers;

namespace MicroReg.Benchmarks.Clusters;

/// <summary>Three etcd on 127.0.0.1, each with its own ports and directory, synced as they are by default.</summary>
internal sealed class EtcdCluster
{
    private const int Size = 3;

    private EtcdCluster(IReadOnlyList<ServerProcess> members, ServerProcess leader, string version) =>
        (Members, Leader, Version) = (members, leader, version);

    public IReadOnlyList<ServerProcess> Members { get; }

    /// <summary>Puts elsewhere take one hop more, so this is where etcd is fastest.</summary>
    public ServerProcess Leader { get; }

    public string Version { get; }

    public static async Task<EtcdCluster> StartAsync(ServerLauncher launcher, Fleet fleet, string directory, CancellationToken cancel)
    {
        var places = Enumerable.Range(1, Size).Select(i => EtcdPlace.Take($"etcd-{i}", Path.Combine(directory, $"etcd-{i}"))).ToArray();
        var members = await Task.WhenAll(places.Select(place => fleet.AddAsync(launcher.StartEtcdAsync(place, places, cancel))));
        foreach (var member in members)
        {
            if (await AskAsync(member, cancel) is { IsLeader: true } status)
                return new EtcdCluster(members, member, status.Version);
        }
        throw new BenchmarkFailedException("None of the etcd servers says that it leads.");
    }

    private static async Task<StatusAnswer> AskAsync(ServerProcess member, CancellationToken cancel)
    {
        using var http = new HttpClient();
        using var nothing = new StringContent("{}");
        using var answer = await http.PostAsync(new Uri($"http://127.0.0.1:{member.Port}/v3/maintenance/status"), nothing, cancel);
        var status = await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<StatusAnswer>(cancel);
        await Task.Yield();
        return status ?? throw new BenchmarkFailedException("etcd answered null.");
    }

    private sealed record StatusAnswer(HeaderAnswer Header, string Leader, string Version)
    {
        public bool IsLeader => Header.MemberId == Leader;
    }

    private sealed record HeaderAnswer([property: JsonPropertyName("member_id")] string MemberId);
}
