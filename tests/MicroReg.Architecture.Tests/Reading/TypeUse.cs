namespace MicroReg.Architecture.Tests.Reading;

/// <summary>One type of an assembly uses another one. Types within types count as the outermost one.</summary>
/// <param name="User">The type that uses.</param>
/// <param name="Used">The type that is used.</param>
internal sealed record TypeUse(TypeName User, TypeName Used);

/// <summary>The name of a type.</summary>
/// <param name="Namespace">Its namespace.</param>
/// <param name="Name">Its name, as in metadata.</param>
internal sealed record TypeName(string Namespace, string Name)
{
    public override string ToString() => $"{Namespace}.{Name}";
}
