namespace MicroReg.Benchmarks.Requests;

/// <summary>Writes XML-RPC calls; names and values here never need escaping.</summary>
internal static class XmlRpcText
{
    public static string Body(string method, params string[] parameters) =>
        $"<?xml version=\"1.0\"?><methodCall><methodName>{method}</methodName><params>" +
        string.Concat(parameters.Select(p => $"<param>{p}</param>")) + "</params></methodCall>";

    public static string Text(string value) => $"<value><string>{value}</string></value>";

    public static string Int(string digits) => $"<value><int>{digits}</int></value>";

    public static string Array(params string[] values) => $"<value><array><data>{string.Concat(values)}</data></array></value>";

    public static string Struct(params (string Name, string Value)[] members) =>
        "<value><struct>" + string.Concat(members.Select(m => $"<member><name>{m.Name}</name>{m.Value}</member>")) + "</struct></value>";
}
