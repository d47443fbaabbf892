using MicroReg.Benchmarks.Load;

namespace MicroReg.Benchmarks.Field.Calls;

/// <summary>The Python dictionary: the calls of MicroReg that it knows, each on a connection of its own.</summary>
internal static class DictionaryCalls
{
    public static IReadOnlyDictionary<Operation, PeerCall> All { get; } =
        new[] { Operation.Register, Operation.Lookup, Operation.Update }.ToDictionary(
            operation => operation, operation => RegistryCalls.All[operation] with { OpenAsync = SingleCallConnection.OpenAsync });
}
