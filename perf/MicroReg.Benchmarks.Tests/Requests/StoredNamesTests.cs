using System.Text;
using MicroReg.Benchmarks.Events.Changes;
using MicroReg.Benchmarks.Events.Peers;
using MicroReg.Benchmarks.Load;
using MicroReg.Benchmarks.Requests;

namespace MicroReg.Benchmarks.Tests.Requests;

public sealed class StoredNamesTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(7, 0)]
    [InlineData(123, 1)]
    [InlineData(99_999, 0)]
    public void A_change_of_status_names_the_record_that_was_stored_under_its_number(int record, int status)
    {
        var (service, port) = ($"stored-service-{record / 10:D6}", 20_000 + (record % 10));
        var call = Encoding.ASCII.GetString(RegistryRequests.UpdateStatus().Fill((record * 2L) + status).Span);
        Assert.Contains($"<string>{service}</string></value></param><param><value><int>{status}</int>", call, StringComparison.Ordinal);
        Assert.Contains($"<string>127.0.0.1</string></value></param><param><value><int>{port}</int>", call, StringComparison.Ordinal);
        Assert.Equal(record, RecordStatuses.RecordOf(service, port));

        IRequestSource stored = RegistryRequests.Preload(record)();
        var register = Encoding.ASCII.GetString(stored.Next().Span);
        Assert.Contains($"<string>{service}</string>", register, StringComparison.Ordinal);
        Assert.Contains($"<int>{port}</int>", register, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_names_are_no_stored_records()
    {
        Assert.Equal(-1, RecordStatuses.RecordOf("someone-else", 80));
        Assert.Equal(-1, RecordStatuses.RecordOf("stored-service-", 20_000));
    }

    [Fact]
    public void The_value_in_etcd_is_as_long_as_the_record_and_is_read_back()
    {
        var change = new PlannedChange(123, 0);
        var value = EtcdKeys.Value(change);
        Assert.Equal("/services/stored-service-000012/127.0.0.1:20003", EtcdKeys.Key(123));
        Assert.Equal(change, EtcdKeys.Parse(Encoding.UTF8.GetBytes(value)));
        Assert.InRange(value.Length, 240, 280);
    }
}
