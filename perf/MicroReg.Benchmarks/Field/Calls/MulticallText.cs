using MicroReg.Benchmarks.Requests;

namespace MicroReg.Benchmarks.Field.Calls;

/// <summary>Writes <c>system.multicall</c>, which all the servers of XML-RPC here have.</summary>
internal static class MulticallText
{
    public static string Body(IEnumerable<(string Method, string[] Parameters)> calls) => XmlRpcText.Body(
        "system.multicall",
        XmlRpcText.Array([.. calls.Select(call => XmlRpcText.Struct(
            ("methodName", XmlRpcText.Text(call.Method)), ("params", XmlRpcText.Array(call.Parameters))))]));
}
