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
    public static string RegisterCall(string name, string port, string instance, string? acknowledgement = null) => XmlRpc.Body(
        "register", XmlRpc.Text(name), XmlRpc.Text("127.0.0.1"), XmlRpc.Int(port), XmlRpc.Int("1"),
        XmlRpc.Struct([
            ("ttl", XmlRpc.Int("86400")),
            ("metadata", XmlRpc.Struct(
                ("version", XmlRpc.Text("2.14.3")),
                ("instance", XmlRpc.Text($"i-{instance}")),
                ("protocol", XmlRpc.Text("http/1.1")),
                ("path", XmlRpc.Text("/api/v2/orders")))),
            ("tags", XmlRpc.Array(XmlRpc.Text("blue"), XmlRpc.Text("public"))),
            ("zone", XmlRpc.Text("zone-1")),
            ("weight", XmlRpc.Int("10")),
            .. acknowledgement is null ? [] : new[] { ("ack", XmlRpc.Text(acknowledgement)) }]));

    /// <summary>The same record as the value that a key-value store would keep.</summary>
    public static string Json(string name, string port, string instance) => $$$"""
        {"name":"{{{name}}}","host":"127.0.0.1","port":{{{port}}},"status":1,"ttl":86400,"metadata":{"version":"2.14.3","instance":"i-{{{instance}}}","protocol":"http/1.1","path":"/api/v2/orders"},"tags":["blue","public"],"zone":"zone-1","weight":10}
        """;
}
