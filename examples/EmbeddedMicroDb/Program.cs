using System.Text.Json.Serialization;
using MicroReg.Domain.MicroDb;
using MicroReg.Domain.Versions;

var db = new FollowedMicroDb<string, Order>(new(Json.Default.Order), new OriginId(1));

db.Insert("A-1", new Order("Ada", 3));
db.InsertJson("A-2", """{"Customer":"Grace","Quantity":1}""");
db.Update("A-1", order => order with { Quantity = 4 });
Console.WriteLine($"{db.GetRecordCount()} records: {db.GetRecordsJson()}");

// A follower asks for what changed since its cursor, and misses nothing.
var first = db.ChangesSince(VersionVector.Empty);
db.Remove("A-2");
db.Insert("A-3", new Order("Edsger", 2));
foreach (var change in db.ChangesSince(first.Cursor).Changes)
    Console.WriteLine($"{change.Position.Sequence}: {change.Key} is now {change.Record?.ToString() ?? "removed"}");

internal sealed record Order(string Customer, int Quantity);

[JsonSerializable(typeof(Order))]
internal sealed partial class Json : JsonSerializerContext;
