using System.Globalization;
using System.Net.Sockets;
using MicroReg.Benchmarks.Field.Contenders;
using MicroReg.Benchmarks.Field.Figures;
using MicroReg.Benchmarks.Measuring;

namespace MicroReg.Benchmarks.Field;

/// <summary>Measures contenders in turn, A B C A B C, so that what slows the machine for a while meets all of them.</summary>
internal sealed class Turns(Driver driver, FieldPlan plan, FieldResults results)
{
    private readonly HashSet<(string, Operation)> _warm = [];
    private readonly HashSet<string> _out = [];

    public async Task<IReadOnlyList<LoadFigure>> RunAsync(
        string part, Operation operation, IReadOnlyList<IContender> contenders, int records, CancellationToken cancel)
    {
        var able = contenders.Where(contender => contender.Can(operation) && contender.MostRecords >= records).ToArray();
        var rounds = able.ToDictionary(contender => contender, _ => new List<LoadRound>());
        await Console.Error.WriteAsync(
            $"  {plan.Elapsed.TotalSeconds:N0} s: {OperationText.Title(operation)}, {records} records, per second:");
        var counted = plan.Rounds;
        // Round 0 is not counted: it comes right after other work of the same servers.
        for (var round = 0; round <= counted; round++)
        {
            foreach (var contender in able.Where(contender => !_out.Contains(contender.Name)))
            {
                if (await TryAsync(part, contender, operation, round == 0, cancel) is { } sample && round > 0)
                    rounds[contender].Add(LoadRound.Of(sample));
            }
        }
        IReadOnlyList<LoadFigure> figures =
        [
            .. able.Where(contender => rounds[contender].Count > 0)
                .Select(contender => new LoadFigure(part, operation, contender.Name, contender.Servers.Count, records, rounds[contender])
                {
                    Resident = contender.Servers.Sum(server => server.ResidentBytes) / 1048576.0,
                }),
        ];
        await Console.Error.WriteLineAsync(string.Concat(figures.Select(figure =>
            string.Create(CultureInfo.InvariantCulture, $" {figure.Contender} {figure.Spread(round => round.PerSecond).Median:N0};"))));
        results.Add(figures);
        return figures;
    }

    /// <summary>One that fails is out, and the others go on; the run has an error then.</summary>
    private async Task<Sample?> TryAsync(string part, IContender contender, Operation operation, bool first, CancellationToken cancel)
    {
        try
        {
            var time = first && _warm.Add((contender.Name, operation)) ? plan.WarmUp : plan.Round;
            return await contender.RunAsync(operation, operation == Operation.Register ? plan.MostNewNames : int.MaxValue, time, cancel);
        }
        catch (Exception e)
            when (e is BenchmarkFailedException or IOException or SocketException or TimeoutException or Grpc.Core.RpcException)
        {
            _out.Add(contender.Name);
            driver.Fail($"{contender.Name}, {OperationText.Title(operation)}: {e.Message}");
            results.Miss(part, $"{contender.Name}, from {OperationText.Title(operation)} on", "It failed in this run.");
            return null;
        }
    }
}
