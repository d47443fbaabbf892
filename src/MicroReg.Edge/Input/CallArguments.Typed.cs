using MicroReg.XmlRpc;

namespace MicroReg.Edge.Input;

/// <content>Parameters by type. <see cref="LenientReading"/> says which other forms are accepted for a type.</content>
internal sealed partial class CallArguments
{
    /// <summary>A string that must be there. Base64 of UTF-8 is accepted, too.</summary>
    public string Text(int index, string name) => OptionalText(index, name) ?? Missing(index, name, "a string", "");

    /// <summary>A string or base64 of UTF-8, or null if it was not sent.</summary>
    public string? OptionalText(int index, string name)
    {
        var value = this[index];
        if (!value.TryTakeText(out var text) && Has(index))
            Refuse(name, "a string", value);
        return text;
    }

    /// <summary>A whole number that must be there. Numeric text and a double without a fraction are accepted, too.</summary>
    public long WholeNumber(int index, string name, long least, long most) =>
        OptionalWholeNumber(index, name, least, most) ?? Missing(index, name, Range(least, most), least);

    /// <summary>As <see cref="WholeNumber"/>, or null if it was not sent.</summary>
    public long? OptionalWholeNumber(int index, string name, long least, long most)
    {
        var value = this[index];
        if (!Has(index))
            return null;
        if (value.TryTakeIntegerOrDigits(out var number) && number >= least && number <= most)
            return number;
        Refuse(name, Range(least, most), value);
        return least;
    }

    /// <summary>A number, whole or not, or null if it was not sent.</summary>
    public double? OptionalReal(int index, string name)
    {
        var value = this[index];
        if (value.TryGetReal(out var number))
            return number;
        if (value.TryGetInteger(out var whole))
            return whole;
        if (Has(index))
            Refuse(name, "a number", value);
        return null;
    }

    /// <summary>A boolean (or the numbers 0 and 1), or null if it was not sent.</summary>
    public bool? OptionalBoolean(int index, string name)
    {
        var value = this[index];
        if (value.TryGetBoolean(out var truth))
            return truth;
        if (value.TryTakeInteger(out var number) && number is 0 or 1)
            return number == 1;
        if (Has(index))
            Refuse(name, "a boolean", value);
        return null;
    }

    /// <summary>An array, or null if it was not sent. An empty struct counts as an empty array.</summary>
    public IReadOnlyList<XmlRpcValue>? OptionalItems(int index, string name)
    {
        var value = this[index];
        if (!value.TryTakeItems(out var items) && Has(index))
            Refuse(name, "an array", value);
        return items;
    }

    /// <summary>A struct, or null if it was not sent. An empty array counts as an empty struct.</summary>
    public XmlRpcStruct? OptionalMembers(int index, string name)
    {
        var value = this[index];
        if (!value.TryTakeMembers(out var members) && Has(index))
            Refuse(name, "a struct", value);
        return members;
    }

    /// <summary>
    /// The named members of a struct parameter as arguments of their own, in the order of <paramref name="names"/>, so that options are
    /// read with the same methods. Members with other names are refused: they are probably misspelled, and would silently do nothing.
    /// </summary>
    public CallArguments Options(int index, string name, params ReadOnlySpan<string> names)
    {
        var values = new XmlRpcValue[names.Length];
        foreach (var (key, value) in OptionalMembers(index, name) is { } members ? members.Members : [])
        {
            var at = names.IndexOf(key);
            if (at >= 0)
                values[at] = value;
            else
                RefuseMember(name, key, names);
        }

        return new CallArguments(this, name, values);
    }

    private void RefuseMember(string name, string member, ReadOnlySpan<string> names)
    {
        var whole = name.Length == 0 ? Body : PathTo(name);
        Refuse($"{Method}: {whole} has no member '{member}'; it may have {string.Join(", ", names.ToArray())}.");
    }

    private static string Range(long least, long most) => $"a whole number from {least} to {most}";

    private T Missing<T>(int index, string name, string expected, T instead)
    {
        Refuse(name, expected, this[index]);
        return instead;
    }
}
