using MicroReg.Benchmarks.Load;
using MicroReg.Benchmarks.Requests;

namespace MicroReg.Benchmarks.Field.Calls;

/// <summary>How one operation is asked of one contender.</summary>
/// <param name="Template">Makes the request of one connection; see <see cref="CallNumbers"/> for its numbers.</param>
/// <param name="Check">What a right answer looks like.</param>
internal sealed record PeerCall(Func<ICallTemplate> Template, AnswerCheck Check)
{
    /// <summary>Connects in the protocol of this call; null: HTTP/1.1 with connections that are kept.</summary>
    public Func<int, CancellationToken, Task<ICallConnection>>? OpenAsync { get; init; }
}
