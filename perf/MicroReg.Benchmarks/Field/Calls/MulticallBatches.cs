using MicroReg.Benchmarks.Load;
using MicroReg.Benchmarks.Requests;

namespace MicroReg.Benchmarks.Field.Calls;

/// <summary>Calls that are not measured (filling, taking back), a hundred in a request.</summary>
internal sealed class MulticallBatches(NumberSequence batches, long first, long end, Func<long, (string, string[])> call) : IRequestSource
{
    public const int Size = 100;

    public static long Count(long first, long end) => (end - first + Size - 1) / Size;

    public ReadOnlyMemory<byte> Next()
    {
        var from = first + (batches.Take() * Size);
        var calls = new List<(string, string[])>(Size);
        for (var number = from; number < Math.Min(from + Size, end); number++)
            calls.Add(call(number));
        return HttpRequest.Post("/RPC2", "text/xml", MulticallText.Body(calls));
    }
}
