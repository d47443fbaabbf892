namespace MicroReg.Actors.Replication.Wire;

/// <summary>
/// What a value from the wire must be, so that nothing behind the reader meets a record that the rest of the program
/// can't hold. The bounds are those that code relies on, not those of a registration: a node whose rules are wider must
/// not be cut off, because a frame that is refused is sent again for ever.
/// </summary>
/// <exception cref="IllegalFieldException">A value breaks its rule; every method here throws it.</exception>
internal static class Legal
{
    /// <summary>Longer than any name or host that the rules admit, and short enough for an error message.</summary>
    private const int MaxNameLength = 1000;

    /// <summary>The year 4199: clocks that observe a time must be able to count on from there.</summary>
    private const long MaxMilliseconds = 1L << 46;

    public static T Given<T>(T? value, string field)
        where T : class =>
        value ?? throw Broken(field, "is missing");

    public static string Name(string value, string field) =>
        value.Length is > 0 and <= MaxNameLength ? value : throw Broken(field, $"must have 1 to {MaxNameLength} characters");

    public static ulong Origin(ulong value) => value != 0 ? value : throw Broken("origin", "is missing");

    public static long HybridTime(ulong value) =>
        value < (ulong)MaxMilliseconds << 16 ? (long)value : throw Broken("time", "is too far in the future");

    public static long WallClock(ulong value) =>
        value < (ulong)MaxMilliseconds ? (long)value : throw Broken("wall clock", "is too far in the future");

    public static long Sequence(ulong value) => value <= long.MaxValue ? (long)value : throw Broken("sequence", "is too great");

    public static int Number(uint value, int least, int greatest, string field) =>
        value <= int.MaxValue && (int)value >= least && (int)value <= greatest
            ? (int)value
            : throw Broken(field, $"must be {least} to {greatest}");

    public static T Known<T>(int value, string field)
        where T : struct, Enum
    {
        var known = (T)Enum.ToObject(typeof(T), value);
        return Enum.IsDefined(known) ? known : throw Broken(field, "is not known to this version");
    }

    /// <summary>Names the field and the rule; which kind of message it is stands in the serializer that reads it.</summary>
    public static IllegalFieldException Broken(string field, string rule) => new($"{field} {rule}.");
}

/// <summary>A field of a message from the wire breaks a rule.</summary>
internal sealed class IllegalFieldException(string message) : Exception(message);
