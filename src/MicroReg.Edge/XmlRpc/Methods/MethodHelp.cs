using System.Globalization;
using System.Text;

namespace MicroReg.Edge.XmlRpc.Methods;

/// <summary>Describes a method as text: the summary, a line for each parameter, the result, the faults.</summary>
internal static class MethodHelp
{
    public static string Of(XmlRpcMethod method)
    {
        var text = new StringBuilder(method.Summary);
        foreach (var parameter in method.Parameters)
            Append(text, parameter, "\n");
        if (method.Result.Length > 0)
            text.Append("\nReturns ").Append(method.Result);
        if (method.Faults.Count > 0)
            text.Append(CultureInfo.InvariantCulture, $"\nFaults of its own: {string.Join(", ", method.Faults)}.");
        return text.ToString();
    }

    private static void Append(StringBuilder text, XmlRpcParameter parameter, string indent)
    {
        var optional = parameter.IsOptional ? ", optional" : "";
        text.Append(CultureInfo.InvariantCulture, $"{indent}- {parameter.Name} ({parameter.Type}{optional}): {parameter.Meaning}");
        foreach (var member in parameter.Members)
            Append(text, member, indent + "  ");
    }
}
