using System.Globalization;
using MicroReg.Benchmarks.Load;
using MicroReg.Benchmarks.Requests;

namespace MicroReg.Benchmarks.Field.Calls;

/// <summary>
/// The master of ROS. A service there has one provider, so every instance is a service of its own, offered by a node of its
/// own, as they are in a robot.
/// </summary>
internal static class RosMasterCalls
{
    private const string Address = "rosrpc://127.0.0.1:20000";
    private static readonly AnswerCheck Success = new("<value><int>1</int></value>"u8.ToArray());

    public static IReadOnlyDictionary<Operation, PeerCall> All { get; } = new Dictionary<Operation, PeerCall>
    {
        [Operation.Register] = new(() => Template("registerService", Registration("loaded", "#########"), new(), new()), Success),
        [Operation.Lookup] = new(
            () => Template(
                "lookupService",
                [XmlRpcText.Text("/bench"), XmlRpcText.Text(Service("stored", "#########"))],
                CallNumbers.Record), Success),
    };

    public static (string, string[]) Store(long record) => ("registerService", Registration("stored", Digits(record)));

    public static (string, string[]) TakeBack(long number) =>
        ("unregisterService", [
            XmlRpcText.Text(Caller("loaded", Digits(number))), XmlRpcText.Text(Service("loaded", Digits(number))), XmlRpcText.Text(Address)
        ]);

    private static string[] Registration(string kind, string number) =>
    [
        XmlRpcText.Text(Caller(kind, number)),
        XmlRpcText.Text(Service(kind, number)), XmlRpcText.Text(Address), XmlRpcText.Text("http://127.0.0.1:20001"),
    ];

    private static string Service(string kind, string number) => $"/{kind}_service_{number}";

    private static string Caller(string kind, string number) => $"/{kind}_node_{number}";

    private static string Digits(long number) => number.ToString("D9", CultureInfo.InvariantCulture);

    private static DigitTemplate Template(string method, string[] parameters, params ReadOnlySpan<NumberField> fields) =>
        new(HttpRequest.Post("/RPC2", "text/xml", XmlRpcText.Body(method, parameters)), fields);
}
