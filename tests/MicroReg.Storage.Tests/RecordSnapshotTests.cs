using System.Collections.Immutable;
using System.Text;
using MicroReg.Domain.Journal;
using MicroReg.Domain.Records;

namespace MicroReg.Storage.Tests;

public sealed class RecordSnapshotTests
{
    private static readonly string[] Lines = Export([Samples.Living(1), Samples.Ended(2)]).TrimEnd('\n').Split('\n');

    [Fact]
    public void Records_are_imported_as_they_were_exported()
    {
        var pending = new ServiceRecord
        {
            Key = Samples.KeyOf(9),
            EarlyParts = [new Reported(Samples.StampOf(4), Samples.StampOf(5), new(Samples.Origin, 5), ServiceStatus.Stopped)],
        };
        var gone = new ServiceRecord
        {
            Key = InstanceKey.OfSubscription("b"),
            Head = new Tombstone(Samples.StampOf(1), Samples.StampOf(4), new(Samples.Origin, 4)),
        };
        ServiceRecord[] records = [Samples.Living(1), Samples.Ended(2), pending, Samples.Subscribed("a"), gone];
        Assert.Equal(records, Import(Export(records)));
    }

    [Fact]
    public void An_empty_snapshot_is_valid() => Assert.Empty(Import(Export([])));

    [Fact]
    public void A_snapshot_has_one_document_a_line_with_its_format_first_and_its_count_last()
    {
        Assert.Equal(4, Lines.Length);
        Assert.Equal("""{"format":"microreg-snapshot","version":1}""", Lines[0]);
        Assert.Equal("""{"end":true,"records":2}""", Lines[^1]);
    }

    [Fact]
    public void The_streams_stay_open()
    {
        using var stream = new MemoryStream();
        RecordSnapshot.Export([Samples.Living(1)], stream);
        stream.Position = 0;
        Assert.Single(RecordSnapshot.Import(stream));
        Assert.True(stream.CanRead);
    }

    [Theory]
    [InlineData("\"url\":\"https://127.0.0.1:9443/events\"", "\"url\":\"ftp://127.0.0.1/\"", "url: must be")]
    [InlineData("\"host\":\"\",\"port\":0", "\"host\":\"127.0.0.1\",\"port\":1", "a subscription is no instance")]
    [InlineData("\"host\":\"\",\"port\":0", "\"host\":\"\",\"port\":1", "host: must be")]
    [InlineData("\"terms\":", "\"thermes\":", "no terms")]
    public void A_subscription_that_breaks_the_rules_is_refused(string old, string changed, string expected)
    {
        var lines = Export([Samples.Subscribed("a")]).TrimEnd('\n').Split('\n');
        AssertRefused(expected, lines[0], lines[1].Replace(old, changed, StringComparison.Ordinal), lines[2]);
    }

    [Fact]
    public void A_truncated_snapshot_is_refused_with_the_line_where_it_ends()
    {
        AssertRefused("line 1: the snapshot was cut");
        AssertRefused("line 4: the snapshot was cut", Lines[..3]);
        AssertRefused("line 3: not a JSON document", Lines[0], Lines[1], Lines[2][..20]);
        AssertRefused("line 3: 2 records were written, but 1 are there", Lines[0], Lines[1], Lines[3]);
    }

    [Theory]
    [InlineData("""{"format":"other","version":1}""", "line 1: the file is not a microreg-snapshot")]
    [InlineData("""{"version":1}""", "line 1: the file is not a microreg-snapshot")]
    [InlineData("""{"format":"microreg-snapshot","version":2}""", "line 1: format version 2, and this program knows version 1")]
    [InlineData("""{"format":"microreg-snapshot","version":"1"}""", "line 1: format version -1")]
    [InlineData("[]", "line 1: not a JSON document")]
    public void Another_format_is_refused(string header, string expected) => AssertRefused(expected, header, Lines[3]);

    [Theory]
    [InlineData("10.0.0.1", "not a host", "orders-1@not a host:8000: host: must be")]
    [InlineData(":8000", ":0", "port: must be")]
    [InlineData("\"orders-1\"", "\"\"", "name: must have")]
    [InlineData("\"weight\":0", "\"weight\":1001", "weight: must be 0 to 1000")]
    [InlineData("\"id\":2", "\"id\":-2", "no id")]
    [InlineData("\"part\":\"registration\"", "\"part\":\"reported\"", "do not fit together")]
    [InlineData("\"part\":\"registration\"", "\"part\":\"unheard\"", "not a record")]
    [InlineData("\"part\":\"registration\",", "", "not a record")]
    [InlineData("\"key\":", "\"yek\":", "not a record")]
    public void A_record_that_breaks_a_rule_is_refused_with_its_line(string old, string replacement, string expected)
    {
        Assert.Contains(old, Lines[1], StringComparison.Ordinal);
        var refused = AssertRefused(expected, Lines[0], Lines[1].Replace(old, replacement, StringComparison.Ordinal), Lines[2], Lines[3]);
        Assert.Contains("line 2", refused, StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_with_inconsistent_parts_is_refused()
    {
        var stray = Samples.Living(1) with
        {
            Reported = new(Samples.StampOf(8), Samples.StampOf(9), new(Samples.Origin, 9), ServiceStatus.Stopped),
        };
        AssertRefused("its parts do not fit together", Export([stray]).Split('\n'));
        var bodyAsHead = new ServiceRecord { Key = Samples.KeyOf(1), Head = stray.Reported };
        AssertRefused("its parts do not fit together", Export([bodyAsHead]).Split('\n'));
    }

    [Fact]
    public void A_duplicate_key_is_refused() =>
        AssertRefused("line 3: orders-1@10.0.0.1:8000 is there twice", Lines[0], Lines[1], Lines[1], Lines[3]);

    private static string AssertRefused(string expected, params string[] lines)
    {
        var refused = Assert.Throws<StoreException>(() => Import(string.Join('\n', lines))).Message;
        Assert.Contains(expected, refused, StringComparison.Ordinal);
        return refused;
    }

    private static string Export(IEnumerable<ServiceRecord> records)
    {
        using var stream = new MemoryStream();
        RecordSnapshot.Export(records, stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static ImmutableArray<ServiceRecord> Import(string text) =>
        RecordSnapshot.Import(new MemoryStream(Encoding.UTF8.GetBytes(text)));
}
