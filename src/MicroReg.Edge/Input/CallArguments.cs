using MicroReg.Domain.Kernel;
using MicroReg.XmlRpc;

namespace MicroReg.Edge.Input;

/// <summary>
/// The parameters of one call, or the members of one of them, whether they came by XML-RPC or as JSON. A handler reads all that it needs
/// and then checks <see cref="Fault"/> once. The first parameter that is missing or wrong sets it, and reading such a parameter gives a
/// default. Used by one call at a time.
/// </summary>
internal sealed partial class CallArguments
{
    private const string Body = "the body";

    private readonly IReadOnlyList<XmlRpcValue> _values;
    private readonly string _name;
    private readonly CallArguments? _parent;
    private RegistryFault? _fault;

    /// <summary>Wraps the parameters of a call.</summary>
    /// <param name="method">The method called, named in faults.</param>
    /// <param name="parameters">The parameters as sent.</param>
    public CallArguments(string method, IReadOnlyList<XmlRpcValue> parameters) => (_name, _values) = (method, parameters);

    private CallArguments(CallArguments parent, string name, XmlRpcValue[] members) => (_parent, _name, _values) = (parent, name, members);

    /// <summary>The name of the method called.</summary>
    public string Method => _parent?.Method ?? _name;

    /// <summary>How many parameters were sent. For members: how many names there are.</summary>
    public int Count => _values.Count;

    /// <summary>
    /// What is wrong with the parameters, or null if nothing is so far. The call and all members of its parameters share one fault.
    /// </summary>
    public RegistryFault? Fault => _parent is null ? _fault : _parent.Fault;

    /// <summary>A parameter as sent; nil if it was not sent.</summary>
    public XmlRpcValue this[int index] => index < _values.Count ? _values[index] : XmlRpcValue.Nil;

    /// <summary>Reads a JSON object whose members are the parameters of a call.</summary>
    /// <param name="method">The call, named in faults.</param>
    /// <param name="json">The text of the object, in UTF-8.</param>
    /// <param name="names">The members that it may have. They are read by their indexes in this list.</param>
    public static CallArguments OfJson(string method, ReadOnlySpan<byte> json, params ReadOnlySpan<string> names)
    {
        var isJson = JsonValues.TryRead(json, out var value, out var problem);
        var body = new CallArguments(method, [value]);
        if (!isJson)
            body.Refuse($"{method}: the body is no JSON: {problem}");
        return body.Options(0, "", names);
    }

    /// <summary>Whether a parameter was sent and is not nil.</summary>
    public bool Has(int index) => this[index].Kind != XmlRpcKind.Nil;

    /// <summary>Refuses calls with fewer or more parameters than the method takes.</summary>
    public void ExpectCount(int least, int most)
    {
        if (Count >= least && Count <= most)
            return;
        var takes = least == most ? $"{least}" : $"{least} to {most}";
        Refuse($"{Method} takes {takes} parameter{(most == 1 ? "" : "s")}, not {Count}; system.methodHelp says which.");
    }

    /// <summary>Sets <see cref="Fault"/> to a fault with this message, unless an earlier parameter was wrong already.</summary>
    public void Refuse(string message)
    {
        if (_parent is null)
            _fault ??= new RegistryFault(FaultKind.Invalid, message);
        else
            _parent.Refuse(message);
    }

    /// <summary>As <see cref="Refuse(string)"/>, saying what a parameter must be and what it is.</summary>
    public void Refuse(int index, string name, string expected) => Refuse(name, expected, this[index]);

    /// <summary>As <see cref="Refuse(string)"/>, for something inside a parameter: says only what the parameter must be.</summary>
    public void RefuseContent(string name, string expected) => Refuse($"{Method}: the parameter {PathTo(name)} must be {expected}.");

    private void Refuse(string name, string expected, in XmlRpcValue value)
    {
        // A body as a whole has no name.
        var what = name.Length == 0 ? Body : $"the parameter {PathTo(name)}";
        Refuse($"{Method}: {what} must be {expected}, not {Describe(value)}.");
    }

    /// <summary>The full path of a member, such as <c>options.check.kind</c>.</summary>
    private string PathTo(string name) => _parent is null || _name.Length == 0 ? name : _parent.PathTo($"{_name}.{name}");

    private static string Describe(in XmlRpcValue value) => value.Kind switch
    {
        XmlRpcKind.Nil => "missing",
        XmlRpcKind.Members => "a struct",
        XmlRpcKind.Items => "an array",
        XmlRpcKind.Bytes => value.TryTakeText(out _) ? "base64" : "base64 of bytes that are not UTF-8",
        XmlRpcKind.Text when value.TryGetText(out var text) && text.Length > 60 => $"a string of {text.Length} characters",
        _ => value.ToString(),
    };
}
