namespace MicroReg.Benchmarks.Requests;

/// <summary>
/// The instance that every scenario registers: about 260 bytes. It has a long lease, because without lease and check the
/// node would probe it, and the probes of 100,000 endpoints where nobody listens would be measured too.
/// </summary>
internal static class BenchRecord
{
    /// <param name="name">Of the service.</param>
    /// <param name="port">Of the instance.</param>
    /// <param name="instance">Tells the instances apart in their metadata.</param>
    /// <param name="acknowledgement">The level asked for; null: as the node is configured.</param>
    /// <param name="ttl">The lease in seconds.</param>
    public static string RegisterCall(string name, string port, string instance, string? acknowledgement = null, string ttl = "86400") =>
        XmlRpcText.Body("register", RegisterParameters(name, port, instance, acknowledgement, ttl));

    /// <summary>The parameters of that call alone.</summary>
    public static string[] RegisterParameters(
        string name, string port, string instance, string? acknowledgement = null, string ttl = "86400") =>
    [
        XmlRpcText.Text(name), XmlRpcText.Text("127.0.0.1"), XmlRpcText.Int(port), XmlRpcText.Int("1"),
        XmlRpcText.Struct([
            ("ttl", XmlRpcText.Int(ttl)),
            ("metadata", XmlRpcText.Struct(
                ("version", XmlRpcText.Text("2.14.3")),
                ("instance", XmlRpcText.Text($"i-{instance}")),
                ("protocol", XmlRpcText.Text("http/1.1")),
                ("path", XmlRpcText.Text("/api/v2/orders")))),
            ("tags", XmlRpcText.Array(XmlRpcText.Text("blue"), XmlRpcText.Text("public"))),
            ("zone", XmlRpcText.Text("zone-1")),
            ("weight", XmlRpcText.Int("10")),
            .. acknowledgement is null ? [] : new[] { ("ack", XmlRpcText.Text(acknowledgement)) }]),
    ];

    /// <summary>The same record as the value that a key-value store would keep.</summary>
    /// <param name="name">Of the service.</param>
    /// <param name="port">Of the instance.</param>
    /// <param name="instance">Tells the instances apart in their metadata.</param>
    /// <param name="status">As a number.</param>
    public static string Json(string name, string port, string instance, string status = "1") =>
        $$$"""{"name":"{{{name}}}","host":"127.0.0.1","port":{{{port}}},"status":{{{status}}},"ttl":86400"""
        + $$$""","metadata":{"version":"2.14.3","instance":"i-{{{instance}}}","protocol":"http/1.1","path":"/api/v2/orders"}"""
        + ""","tags":["blue","public"],"zone":"zone-1","weight":10}""";
}
