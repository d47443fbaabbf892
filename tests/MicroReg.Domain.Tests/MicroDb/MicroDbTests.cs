using System.Text.Json;
using MicroReg.Domain.MicroDb;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Tests.MicroDb;

public sealed class MicroDbTests
{
    private readonly FollowedMicroDb<string, Doc> _database = Docs.Database();

    [Fact]
    public void A_database_without_followers_knows_neither_origins_nor_positions() =>
        Assert.DoesNotContain(
            typeof(MicroDb<string, Doc>).GetMembers().Concat(typeof(MicroDbSchema<string, Doc>).GetMembers()),
            member => member.ToString()!.Contains(typeof(Position).Namespace!, StringComparison.Ordinal));

    [Fact]
    public void A_document_is_inserted_updated_and_removed()
    {
        _database.Insert("a", new Doc(1));
        Assert.True(_database.TryGet("a", out var existing));
        Assert.Equal(new Doc(1), existing);
        Assert.True(_database.Update("a", doc => new Doc(doc.Value + 1)));
        Assert.Equal("""{"Value":2}""", _database.GetJson("a"));
        Assert.True(_database.Remove("a"));
        Assert.Null(_database.Get("a"));
        Assert.Null(_database.GetJson("a"));
        Assert.False(_database.TryGet("a", out _));
    }

    [Fact]
    public void A_missing_document_is_neither_updated_nor_removed()
    {
        Assert.False(_database.Update("a", new Doc(1)));
        Assert.False(_database.Remove("a"));
        Assert.True(_database.Vector.IsEmpty);
    }

    [Fact]
    public void A_replacement_succeeds_only_for_the_expected_document()
    {
        var first = new Doc(1);
        Assert.False(_database.TryReplace("a", first, new Doc(2)));
        Assert.True(_database.TryReplace("a", null, first));
        Assert.False(_database.TryReplace("a", new Doc(1), new Doc(2)));
        Assert.True(_database.TryReplace("a", first, null));
        Assert.Equal(0, _database.GetRecordCount());
    }

    [Fact]
    public void A_document_is_written_and_read_as_json()
    {
        _database.InsertJson("a", """{"Value":5}""");
        Assert.Throws<JsonException>(() => _database.InsertJson("b", "null"));
        Assert.Throws<JsonException>(() => _database.InsertJson("b", "{"));
        _database.Insert("quote \" ä", new Doc(6));
        using var parsed = JsonDocument.Parse(_database.GetRecordsJson());
        Assert.Equal([("a", 5), ("quote \" ä", 6)], parsed.RootElement.EnumerateObject()
            .Select(property => (property.Name, property.Value.GetProperty("Value").GetInt32())).Order());
    }

    [Fact]
    public void Invisible_documents_are_kept_but_neither_counted_nor_listed()
    {
        var database = new MicroDb<string, Doc>(new(DocJsonContext.Default.Doc) { IsVisible = doc => doc.Value > 0 });
        database.Insert("seen", new Doc(1));
        database.Insert("unseen", new Doc(0));
        Assert.Equal((1, new Doc(0)), (database.GetRecordCount(), database.Get("unseen")));
        Assert.Equal([new Doc(1)], database.Records);
        Assert.Equal([new Doc(0), new Doc(1)], database.All.OrderBy(doc => doc.Value));
        Assert.Equal("""{"seen":{"Value":1}}""", database.GetRecordsJson());
        database.Insert("seen", new Doc(-1));
        Assert.Equal(0, database.GetRecordCount());
    }

    [Fact]
    public void Every_commit_is_announced_with_the_document_before_and_after()
    {
        var seen = new List<(string, Doc?, Doc?)>();
        _database.Committed += (key, before, after) => seen.Add((key, before, after));
        _database.Insert("a", new Doc(1));
        _database.Update("a", new Doc(2));
        _database.Remove("a");
        Assert.Equal([("a", null, new Doc(1)), ("a", new Doc(1), new Doc(2)), ("a", new Doc(2), null)], seen);
    }

    [Fact]
    public void Advancing_never_moves_the_vector_or_the_next_position_back()
    {
        var others = VersionVector.Empty.Including(new(new(5), 7)).Including(new(_database.Origin, 3));
        _database.AdvanceTo(others);
        Assert.Equal(others, _database.Vector);
        Assert.Equal(new Position(_database.Origin, 4), _database.NextPosition());
        _database.AdvanceTo(VersionVector.Empty.Including(new(new(5), 1)));
        Assert.Equal(others, _database.Vector);
    }

    [Fact]
    public void Concurrent_writers_lose_no_write_and_read_their_own()
    {
        var follower = new Follower<string, Doc>(_database);
        Parallel.For(0, 8, worker =>
        {
            for (var i = 0; i < 500; i++)
            {
                var own = $"{worker}-{i % 50}";
                _database.Insert(own, new Doc(i));
                Assert.Equal(new Doc(i), _database.Get(own));
                if (i % 5 == 0)
                    Assert.True(_database.Remove(own) && _database.Get(own) is null);
                _database.Insert("shared", new Doc(0));
                _database.Update("shared", doc => new Doc(doc.Value + 1));
                if (worker == 0)
                    follower.TakePage(limit: 7);
                if (i % 100 == 0)
                    JsonDocument.Parse(_database.GetRecordsJson()).Dispose();
            }
        });
        follower.CatchUp(limit: 100);
        Assert.Equal(_database.GetRecordCount(), _database.Records.Count());
        Assert.Equal((8 * 40) + 1, _database.GetRecordCount());
        Assert.Equal(_database.Records.Select(doc => doc.Value).Order(), follower.Copy.Values.Select(doc => doc.Value).Order());
    }

    [Fact]
    public void An_update_by_a_function_is_atomic()
    {
        _database.Insert("n", new Doc(0));
        Parallel.For(0, 4000, _ => _database.Update("n", doc => new Doc(doc.Value + 1)));
        Assert.Equal(new Doc(4000), _database.Get("n"));
    }
}
