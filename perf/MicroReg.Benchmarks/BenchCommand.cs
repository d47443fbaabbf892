using System.CommandLine;
using System.Globalization;
using MicroReg.Benchmarks.BareCluster;
using MicroReg.Benchmarks.Field;
using MicroReg.Benchmarks.Floor;
using MicroReg.Benchmarks.Profiling;

namespace MicroReg.Benchmarks;

/// <summary>The command line; scripts/bench.sh fills in what it knows.</summary>
internal static class BenchCommand
{
    public static RootCommand Create()
    {
        var node = new Option<FileInfo>("--node") { Description = "The node's executable or dll.", Required = true };
        var work = new Option<DirectoryInfo>("--work-dir") { Description = "Empty directory for data.", Required = true };
        var field = new FieldOptions();
        var profile = new ProfileOptions();
        var records = new Option<string>("--records") { Description = "Record counts.", DefaultValueFactory = _ => "" };
        var quick = new Option<bool>("--quick") { Description = "Fewer and shorter rounds." };
        var set = new Option<string[]>("--set") { Description = "PATH=VALUE for every node.", DefaultValueFactory = _ => [] };
        var etcd = new Option<string>("--etcd-path") { Description = "etcd's executable.", DefaultValueFactory = _ => "" };
        var cluster = new Option<bool>("--cluster") { Description = "Measure three nodes instead of one." };
        var events = new Option<bool>("--events") { Description = "Measure how changes reach subscribers." };
        var health = new Option<bool>("--health") { Description = "Measure what it costs to know that instances are alive." };
        var services = new Option<bool>("--services") { Description = "Measure what services cost: calls, and memory." };
        var streams = new Option<int>("--streams") { Description = "Streams on one node.", DefaultValueFactory = _ => 1_000 };
        var zooKeeper = new Option<string>("--zookeeper-path")
        {
            Description = "Directory of ZooKeeper's jars.",
            DefaultValueFactory = _ => ""
        };
        var commit = new Option<string>("--commit") { Description = "Printed.", DefaultValueFactory = _ => "unknown" };
        var line = new Option<string>("--command-line") { Description = "Printed.", DefaultValueFactory = _ => "microreg-bench" };
        var command = new RootCommand("Measures a MicroReg node against its floor and its budgets.")
        {
            node, work, records, quick, set, etcd, cluster, events, health, services, streams, zooKeeper, commit, line,
            FloorCommand.Create(), BareClusterCommand.Create(),
        };
        field.AddTo(command);
        profile.AddTo(command);
        records.Validators.Add(result => AddErrorIfWrong(result, records));
        streams.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 5 or > 10_000)
                result.AddError("--streams takes 5 to 10000.");
        });
        command.SetAction((parsed, cancel) => RunAsync(
            profile.Read(parsed, field.Read(parsed, new BenchSettings
            {
                NodePath = parsed.GetRequiredValue(node).FullName,
                WorkDirectory = parsed.GetRequiredValue(work).FullName,
                Records = ParseCounts(CountsOf(parsed.GetRequiredValue(records), DefaultOf(field.IsAsked(parsed), profile.IsAsked(parsed))))
                    ?? [],
                Quick = parsed.GetValue(quick),
                NodeSettings = parsed.GetRequiredValue(set),
                EtcdPath = parsed.GetRequiredValue(etcd),
                Cluster = parsed.GetValue(cluster),
                Events = parsed.GetValue(events),
                Health = parsed.GetValue(health),
                Services = parsed.GetValue(services),
                Streams = parsed.GetValue(streams),
                ZooKeeperPath = parsed.GetRequiredValue(zooKeeper),
                Commit = parsed.GetRequiredValue(commit),
                CommandLine = parsed.GetRequiredValue(line),
            })),
            cancel));
        return command;
    }

    private static async Task<int> RunAsync(BenchSettings settings, CancellationToken cancel)
    {
        try
        {
            return await Benchmark.RunAsync(settings, cancel);
        }
        catch (BenchmarkFailedException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("interrupted");
        }
        return 1;
    }

    private static void AddErrorIfWrong(System.CommandLine.Parsing.OptionResult result, Option<string> records)
    {
        if (ParseCounts(CountsOf(result.GetValue(records) ?? "", DefaultOf(field: false, profile: false))) is null)
            result.AddError(
                $"--records takes ascending multiples of 10 up to 1000000, such as 1000,100000; not '{result.GetValue(records)}'.");
    }

    private static string CountsOf(string text, string otherwise) => text.Length > 0 ? text : otherwise;

    private static string DefaultOf(bool field, bool profile) =>
        field ? FieldOptions.Records : profile ? ProfileOptions.Records : "1000,100000";

    // Ten instances to a service; the names have room for a million.
    private static int[]? ParseCounts(string text)
    {
        var counts = text.Split(',').Select(t => int.TryParse(t, CultureInfo.InvariantCulture, out var n) ? n : 0).ToArray();
        var ascending = counts.Zip(counts.Skip(1), (a, b) => a < b).All(inOrder => inOrder);
        return ascending && counts.All(n => n is > 0 and <= 1_000_000 && n % 10 == 0) ? counts : null;
    }
}
