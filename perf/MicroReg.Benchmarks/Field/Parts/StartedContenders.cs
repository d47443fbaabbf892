using System.Net.Sockets;
using MicroReg.Benchmarks.Field.Contenders;
using MicroReg.Benchmarks.Field.Figures;
using MicroReg.Benchmarks.Measuring;

namespace MicroReg.Benchmarks.Field.Parts;

/// <summary>Contenders of one part, filled and ended together. One that cannot be started is missing, and said to be.</summary>
internal sealed class StartedContenders(Driver driver, FieldResults results, string part) : IAsyncDisposable
{
    private readonly List<IContender> _all = [];

    public IReadOnlyList<IContender> All => _all;

    public async Task AddAsync(string name, Func<Task<IContender>> startAsync) => await AddAllAsync(name, async () => [await startAsync()]);

    public async Task AddAllAsync(string name, Func<Task<IReadOnlyList<IContender>>> startAsync)
    {
        try
        {
            await Console.Error.WriteLineAsync($"starting {name}");
            _all.AddRange(await startAsync());
        }
        catch (Exception e)
            when (e is BenchmarkFailedException or IOException or SocketException or HttpRequestException or TimeoutException)
        {
            driver.Fail($"{name} could not be started: {e.Message}");
            results.Miss(part, name, "It could not be started in this run.");
        }
    }

    /// <summary>Fills those that take so many.</summary>
    public async Task FillAsync(int records, CancellationToken cancel)
    {
        foreach (var contender in _all.Where(contender => contender.MostRecords >= records).ToArray())
        {
            await Console.Error.WriteLineAsync($"storing {records} records: {contender.Name}");
            try
            {
                await contender.FillAsync(records, cancel);
            }
            catch (Exception e)
                when (e is BenchmarkFailedException or IOException or SocketException or TimeoutException or Grpc.Core.RpcException)
            {
                _all.Remove(contender);
                await contender.DisposeAsync();
                driver.Fail($"{contender.Name} could not be filled: {e.Message}");
                results.Miss(part, contender.Name, $"It could not be filled with {records} records in this run.");
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var contender in _all)
            await contender.DisposeAsync();
    }
}
