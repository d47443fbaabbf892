using MicroReg.Benchmarks.Load;

namespace MicroReg.Benchmarks.Field.Calls;

/// <summary>The calls of MicroReg; to the floor they are all the same.</summary>
internal static class FloorCalls
{
    public static IReadOnlyDictionary<Operation, PeerCall> All { get; } = RegistryCalls.All.ToDictionary(
        call => call.Key, call => call.Value with { Check = AnswerCheck.AnySuccess });
}
