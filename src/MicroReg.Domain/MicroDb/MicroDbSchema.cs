using System.Text.Json.Serialization.Metadata;

namespace MicroReg.Domain.MicroDb;

/// <summary>What a database needs to know about its documents.</summary>
/// <param name="Json">
/// How a document is written as JSON: from a source-generated context, so that there is no reflection at run time.
/// </param>
public sealed record MicroDbSchema<TKey, TRecord>(JsonTypeInfo<TRecord> Json)
    where TKey : notnull
    where TRecord : class
{
    /// <summary>False for documents that are kept but that readers do not see, such as tombstones. Default: all are visible.</summary>
    public Func<TRecord, bool> IsVisible { get; init; } = _ => true;
}
