using System.Globalization;
using MicroReg.Domain.Kernel;

namespace MicroReg.Edge.Http.Api;

/// <summary>
/// Reads numbers of a query string. They are bound as text, so that a wrong one is answered with a problem document that names it.
/// </summary>
internal static class QueryNumbers
{
    public static Outcome<int> Read(string name, string? text, int most, int otherwise)
    {
        if (string.IsNullOrEmpty(text))
            return otherwise;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most
            ? number
            : RegistryFault.Invalid(name, $"must be a whole number from 1 to {most}");
    }
}
