using System.Diagnostics.CodeAnalysis;

namespace MicroReg.XmlRpc;

/// <summary>The outcome of a call: a value or a fault.</summary>
public readonly record struct XmlRpcOutcome
{
    private XmlRpcOutcome(XmlRpcValue value, XmlRpcFault? fault)
    {
        Value = value;
        Fault = fault;
    }

    /// <summary>The result. Nil if the call failed.</summary>
    public XmlRpcValue Value { get; }

    /// <summary>The fault. Null if the call succeeded.</summary>
    public XmlRpcFault? Fault { get; }

    /// <summary>True if the call failed.</summary>
    [MemberNotNullWhen(true, nameof(Fault))]
    public bool IsFault => Fault is not null;

    /// <summary>Makes a success.</summary>
    public static XmlRpcOutcome Of(XmlRpcValue value) => new(value, null);

    /// <summary>Makes a failure.</summary>
    public static XmlRpcOutcome Failed(XmlRpcFault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        return new(default, fault);
    }

    /// <summary>Makes a failure.</summary>
    public static XmlRpcOutcome Failed(int code, string message) => new(default, new XmlRpcFault(code, message));
}
