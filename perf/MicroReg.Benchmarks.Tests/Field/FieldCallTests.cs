using System.Text;
using Etcdserverpb;
using MicroReg.Benchmarks.Field;
using MicroReg.Benchmarks.Field.Calls;
using MicroReg.Benchmarks.Load;
using MicroReg.Benchmarks.Load.Grpc;

namespace MicroReg.Benchmarks.Tests.Field;

public sealed class FieldCallTests
{
    // Record 123 is the fourth instance of the thirteenth service; a one is added for its status.
    private const long Number = (2 * 123) + 1;

    public static TheoryData<string> Ways => ["xml-rpc", "gateway", "grpc"];

    [Theory]
    [MemberData(nameof(Ways))]
    public void An_update_names_the_stored_record_of_its_number(string way)
    {
        var call = Encoding.ASCII.GetString(CallsOf(way)[Operation.Update].Template().Fill(Number).Span);
        if (way == "gateway")
            call += Encoding.ASCII.GetString(Convert.FromBase64String(Between(call, "\"key\":\"", "\"")))
                + Encoding.ASCII.GetString(Convert.FromBase64String(Between(call, "\"value\":\"", "\"")));
        Assert.Contains("stored-service-000012", call, StringComparison.Ordinal);
        Assert.Contains("20003", call, StringComparison.Ordinal);
    }

    [Fact]
    public void A_call_over_gRPC_is_a_frame_of_headers_and_one_of_data_with_the_message()
    {
        var call = EtcdGrpcCalls.All[Operation.Register].Template().Fill(7).Span;
        var headers = GrpcRequest.FrameHeader + GrpcRequest.LengthOf(call);
        Assert.Equal((GrpcRequest.Headers, GrpcRequest.EndHeaders), (call[3], call[4]));
        var data = call[headers..];
        Assert.Equal((GrpcRequest.Data, GrpcRequest.EndStream), (data[3], data[4]));
        var put = PutRequest.Parser.ParseFrom(data[(GrpcRequest.FrameHeader + GrpcRequest.MessagePrefix)..].ToArray());
        Assert.Equal("/services/loaded-service-000000007/127.0.0.1:20000", put.Key.ToStringUtf8());
    }

    [Fact]
    public void A_lease_is_kept_alive_under_the_id_with_which_it_was_granted()
    {
        var call = new EtcdLeaseTemplate().Fill(2 * 345).Span;
        var message = call[(GrpcRequest.FrameHeader + GrpcRequest.LengthOf(call) + GrpcRequest.FrameHeader + GrpcRequest.MessagePrefix)..];
        Assert.Equal(EtcdLeases.First + 345, LeaseKeepAliveRequest.Parser.ParseFrom(message.ToArray()).ID);
        var gateway = Encoding.ASCII.GetString(EtcdGatewayCalls.All[Operation.Heartbeat].Template().Fill(2 * 345).Span);
        Assert.Contains($"\"{EtcdLeases.First + 345}\"", gateway, StringComparison.Ordinal);
    }

    [Fact]
    public void A_batch_of_heartbeats_names_a_hundred_records_in_a_row()
    {
        var call = Encoding.ASCII.GetString(RegistryCalls.All[Operation.HeartbeatBatch].Template().Fill(12).Span);
        Assert.Equal(OperationText.BatchSize, call.Split("<string>heartbeat</string>").Length - 1);
        Assert.Contains(
            "<string>stored-service-000120</string></value><value><string>127.0.0.1</string></value><value><int>20000</int>",
            call,
            StringComparison.Ordinal);
        Assert.Contains(
            "<string>stored-service-000129</string></value><value><string>127.0.0.1</string></value><value><int>20009</int>",
            call,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Each_update_is_a_change()
    {
        var numbers = new CallNumbers();
        numbers.Grow(10);
        var statuses = Enumerable.Repeat(1L, 10).ToArray();
        for (var i = 0; i < 50; i++)
        {
            var number = numbers.NextStatus();
            Assert.NotEqual(statuses[number / 2], number % 2);
            statuses[number / 2] = number % 2;
        }
    }

    [Fact]
    public void Mixed_calls_accept_the_answers_of_both_kinds_and_no_other()
    {
        var check = OperationRequests.Find(RegistryCalls.All, Operation.Mixed)!.Check;
        Assert.True(Accepts(check, "HTTP/1.1 200 OK\r\n\r\n<string>127.0.0.1</string>"));
        Assert.True(Accepts(check, "HTTP/1.1 200 OK\r\n\r\n<boolean>1</boolean>"));
        Assert.False(Accepts(check, "HTTP/1.1 200 OK\r\n\r\n<boolean>0</boolean>"));
        Assert.False(Accepts(check, "HTTP/1.1 503 Busy\r\n\r\n<boolean>1</boolean>"));
    }

    private static bool Accepts(AnswerCheck check, string answer) => check.Accepts(Encoding.ASCII.GetBytes(answer));

    private static IReadOnlyDictionary<Operation, PeerCall> CallsOf(string way) =>
        way switch { "gateway" => EtcdGatewayCalls.All, "grpc" => EtcdGrpcCalls.All, _ => RegistryCalls.All };

    private static string Between(string text, string before, string after) => text.Split(before)[1].Split(after)[0];
}
