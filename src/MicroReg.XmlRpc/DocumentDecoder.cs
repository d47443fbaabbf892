using System.Diagnostics.CodeAnalysis;

namespace MicroReg.XmlRpc;

/// <summary>
/// Parses the grammar of XML-RPC from a sequence of tags. Both tag sources use this code, so they cannot differ in what they accept. A
/// method that returns false has set <see cref="Fault"/>, unless the source itself gave up.
/// </summary>
internal ref partial struct DocumentDecoder<TSource>(TSource source, XmlRpcLimits limits)
    where TSource : ITagSource, allows ref struct
{
    // Must not be readonly or copied. A source that is a struct advances in place.
    internal TSource Source = source;

    public XmlRpcFault? Fault { get; private set; }

    /// <summary>Reads a whole <c>methodCall</c> document.</summary>
    public bool TryReadCall([NotNullWhen(true)] out XmlRpcCall? call)
    {
        call = null;
        if (!Source.Next() || !At(Tag.MethodCall, "a methodCall") || !Source.Next() || !At(Tag.MethodName, "the methodName"))
            return false;
        if (!Source.Next() || !AtEnd(Tag.MethodName))
            return false;
        var name = MethodNames.Find(Source.Text.Trim(" \t\r\n"), limits.MaxMethodNameLength);
        if (name is null)
            return Fail($"The method name must be 1 to {limits.MaxMethodNameLength} of the characters A-Z a-z 0-9 _ . : / -.");
        if (!Source.Next() || !TryReadParameters(out var parameters) || !Leave(Tag.MethodCall) || !Leave(Tag.None))
            return false;
        call = new(name, parameters);
        return true;
    }

    /// <summary>Reads a whole <c>methodResponse</c> document.</summary>
    public bool TryReadResponse(out XmlRpcOutcome outcome)
    {
        outcome = default;
        if (!Source.Next() || !At(Tag.MethodResponse, "a methodResponse") || !Source.Next())
            return false;
        if (Source is { Tag: Tag.Fault, IsEnd: false })
        {
            if (!Source.Next() || !At(Tag.Value, "a value") || !TryReadValue(1, out var value) || !Source.Next() || !Leave(Tag.Fault))
                return false;
            if (!TryMakeFault(value, out outcome))
                return Fail("A fault must be a struct of an int faultCode and a string faultString.");
        }
        else
        {
            if (!TryReadParameters(out var results))
                return false;
            if (results.Length != 1)
                return Fail($"A response must have one value; this has {results.Length}.");
            outcome = XmlRpcOutcome.Of(results[0]);
        }

        return Leave(Tag.MethodResponse) && Leave(Tag.None);
    }

    private static bool TryMakeFault(in XmlRpcValue value, out XmlRpcOutcome outcome)
    {
        outcome = default;
        if (!value.TryGetMembers(out var members)
            || !members.TryGet("faultCode", out var code)
            || !code.TryGetInteger(out var number)
            || number is < int.MinValue or > int.MaxValue
            || !members.TryGet("faultString", out var message)
            || !message.TryGetText(out var text))
            return false;
        outcome = XmlRpcOutcome.Failed((int)number, text);
        return true;
    }

    // Reads from the tag after the method name to the tag after the parameters. There may be no parameters.
    private bool TryReadParameters(out XmlRpcValue[] parameters)
    {
        parameters = [];
        if (Source.Tag != Tag.Params || Source.IsEnd)
            return true;
        if (!Source.IsBlank)
            return Unexpected("params");
        var list = new List<XmlRpcValue>();
        while (Source.Next() && !(Source.Tag == Tag.Params && Source.IsEnd))
        {
            if (!At(Tag.Param, "a param") || !Source.Next() || !At(Tag.Value, "a value"))
                return false;
            if (list.Count == limits.MaxParameters)
                return Fail($"A call may have at most {limits.MaxParameters} parameters.");
            if (!TryReadValue(1, out var value) || !Source.Next() || !AtBlankEnd(Tag.Param))
                return false;
            list.Add(value);
        }

        parameters = list.ToArray();
        return AtBlankEnd(Tag.Params) && Source.Next();
    }

    // The last tag must be this end tag. Moves on to the next tag, except at the end of the document.
    private bool Leave(Tag tag) => AtBlankEnd(tag) && (tag == Tag.None || Source.Next());

    private bool At(Tag tag, string expected) =>
        (Source.Tag == tag && !Source.IsEnd && Source.IsBlank) || Unexpected(expected);

    private bool AtEnd(Tag tag) => (Source.Tag == tag && Source.IsEnd) || Unexpected("the end of the element");

    private bool AtBlankEnd(Tag tag) => (Source.Tag == tag && Source.IsEnd && Source.IsBlank) || Unexpected("the end of the element");

    private bool Unexpected(string expected) => Fail(
        Source.IsBlank ? $"Expected {expected}, not {Source.Describe()}." : $"Expected {expected}, not text before {Source.Describe()}.");

    private bool Fail(string message, int code = XmlRpcFaultCodes.InvalidRequest)
    {
        Fault ??= new XmlRpcFault(code, message);
        return false;
    }
}
