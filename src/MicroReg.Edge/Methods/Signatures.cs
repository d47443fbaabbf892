namespace MicroReg.Edge.Methods;

/// <summary>Makes signatures from texts that name the type of the result and the types of the parameters.</summary>
internal static class Signatures
{
    public static IReadOnlyList<IReadOnlyList<string>> Of(params ReadOnlySpan<string> signatures)
    {
        var split = new IReadOnlyList<string>[signatures.Length];
        for (var i = 0; i < split.Length; i++)
            split[i] = signatures[i].Split(' ');
        return split;
    }
}
