using MicroReg.Benchmarks.Load;

namespace MicroReg.Benchmarks.Requests;

/// <summary>One request over and over, each time with the next number of a sequence.</summary>
internal sealed class NumberedRequests(DigitTemplate request, NumberSequence numbers) : IRequestSource
{
    public ReadOnlyMemory<byte> Next() => request.Fill(numbers.Take());
}
