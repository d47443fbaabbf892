namespace MicroReg.Benchmarks.Requests;

/// <summary>A request that differs from call to call by a number.</summary>
internal interface ICallTemplate
{
    /// <summary>The bytes for a number; valid until the next call.</summary>
    ReadOnlyMemory<byte> Fill(long number);
}
