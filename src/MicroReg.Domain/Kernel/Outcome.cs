using System.Diagnostics.CodeAnalysis;

namespace MicroReg.Domain.Kernel;

/// <summary>A value, or the reason why there is none. Exactly one of the two is there.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
public readonly record struct Outcome<T>
{
    private readonly T? _value;

    private Outcome(T? value, RegistryFault? fault) => (_value, Fault) = (value, fault);

    /// <summary>The failure; null if the call succeeded.</summary>
    public RegistryFault? Fault { get; }

    /// <summary>The value.</summary>
    /// <exception cref="InvalidOperationException">The call failed; the message is the fault's.</exception>
    public T Value => Fault is null ? _value! : throw new InvalidOperationException(Fault.Message);

    /// <summary>The value if the call succeeded, the fault otherwise.</summary>
    public bool TryGet([MaybeNullWhen(false)] out T value, [NotNullWhen(false)] out RegistryFault? fault)
    {
        value = _value;
        fault = Fault;
        return fault is null;
    }

    /// <summary>A success.</summary>
    public static implicit operator Outcome<T>(T value) => new(value, null);

    /// <summary>A failure.</summary>
    public static implicit operator Outcome<T>(RegistryFault fault) => new(default, fault);
}
