using MicroReg.XmlRpc;

namespace MicroReg.Edge.XmlRpc.Methods;

/// <summary>
/// The parameters of one call. A handler reads all that it needs and then looks at <see cref="Fault"/> once: the first
/// parameter that was missing or wrong has set it, and what was read of such a parameter is a default. Used by one
/// call at a time.
/// </summary>
public sealed partial class XmlRpcArguments
{
    private readonly IReadOnlyList<XmlRpcValue> _parameters;

    /// <summary>Wraps the parameters of a call.</summary>
    /// <param name="method">The method called, named in faults.</param>
    /// <param name="parameters">The parameters as sent.</param>
    /// <param name="services">The services of the request.</param>
    public XmlRpcArguments(string method, IReadOnlyList<XmlRpcValue> parameters, IServiceProvider services)
    {
        Method = method;
        _parameters = parameters;
        Services = services;
    }

    /// <summary>The name of the method called.</summary>
    public string Method { get; }

    /// <summary>The services of the request that carries the call.</summary>
    public IServiceProvider Services { get; }

    /// <summary>How many parameters were sent.</summary>
    public int Count => _parameters.Count;

    /// <summary>False where a method that waits for something must answer with what there is: others wait behind it.</summary>
    public bool MayWait { get; init; } = true;

    /// <summary>What is wrong with the parameters, or null so far.</summary>
    public XmlRpcFault? Fault { get; private set; }

    /// <summary>A parameter as sent; nil if it was not sent.</summary>
    public XmlRpcValue this[int index] => index < _parameters.Count ? _parameters[index] : XmlRpcValue.Nil;

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

    /// <summary>Sets <see cref="Fault"/> to a -32602 with this message, unless an earlier parameter was wrong already.</summary>
    public void Refuse(string message) => Fault ??= new XmlRpcFault(XmlRpcFaultCodes.InvalidParameters, message);

    /// <summary>As <see cref="Refuse(string)"/>, saying what a parameter must be and what it is.</summary>
    public void Refuse(int index, string name, string expected) => Refuse(name, expected, this[index]);

    private void Refuse(string name, string expected, in XmlRpcValue value) =>
        Refuse($"{Method}: the parameter {name} must be {expected}, not {Describe(value)}.");

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
