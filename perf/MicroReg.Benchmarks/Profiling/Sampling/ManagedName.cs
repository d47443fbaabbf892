using System.Text.RegularExpressions;

namespace MicroReg.Benchmarks.Profiling.Sampling;

/// <summary>
/// A method as the runtime's map for perf writes it: <c>instance void [Assembly] Namespace.Type::Method(class X)[OptimizedTier1]</c>.
/// </summary>
/// <param name="Assembly">That defines it.</param>
/// <param name="Type">With its namespace, without type arguments.</param>
/// <param name="Method">Without parameters; an async method is named after what was written, not after its state machine.</param>
internal sealed partial record ManagedName(string Assembly, string Type, string Method)
{
    public string Text => $"{Type}.{Method}";

    /// <summary>Null if it is no method: a stub of the runtime, or native code.</summary>
    public static ManagedName? Parse(string symbol)
    {
        if (Pattern.Match(symbol) is not { Success: true } match)
            return null;
        var (type, method) = (WithoutArguments(match.Groups["type"].Value), WithoutArguments(match.Groups["method"].Value));
        return StateMachine.Match(type) is { Success: true } machine && method == "MoveNext"
            ? new ManagedName(match.Groups["assembly"].Value, type[..machine.Index], machine.Groups[1].Value + " (async)")
            : new ManagedName(match.Groups["assembly"].Value, type, method);
    }

    // Of all instantiations together; so is the number of type parameters, which no longer tells anything then.
    private static string WithoutArguments(string name)
    {
        var arguments = name.IndexOf('[', StringComparison.Ordinal);
        return Arity.Replace(arguments < 0 ? name : name[..arguments], "");
    }

    // A blank follows the brackets of the method's own assembly, and of no other type in the signature.
    [GeneratedRegex(@"(?:^|\s)\[(?<assembly>[^\[\],\s]+)\] (?<type>.+?)::(?<method>[^(]+)\(")]
    private static partial Regex Pattern { get; }

    [GeneratedRegex(@"\+<(\w+)>d(?:__\d+)?$")]
    private static partial Regex StateMachine { get; }

    [GeneratedRegex(@"`\d+")]
    private static partial Regex Arity { get; }
}
