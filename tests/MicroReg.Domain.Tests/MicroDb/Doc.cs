using System.Text.Json.Serialization;
using MicroReg.Domain.MicroDb;
using MicroReg.Domain.Versions;

namespace MicroReg.Domain.Tests.MicroDb;

internal sealed record Doc(int Value);

[JsonSerializable(typeof(Doc))]
internal sealed partial class DocJsonContext : JsonSerializerContext;

internal static class Docs
{
    public static FollowedMicroDb<string, Doc> Database() => new(new(DocJsonContext.Default.Doc), new OriginId(0xa1));
}
