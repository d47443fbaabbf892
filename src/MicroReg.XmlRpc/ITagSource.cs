namespace MicroReg.XmlRpc;

/// <summary>
/// A document as a sequence of tags, each with the text before it. An empty element gives two tags. Comments and processing instructions
/// are skipped, entities and CDATA sections are resolved, and line ends are normalised.
/// </summary>
internal interface ITagSource
{
    /// <summary>Whether <see cref="Tag"/> is an end tag.</summary>
    bool IsEnd { get; }

    /// <summary>The current tag.</summary>
    Tag Tag { get; }

    /// <summary>The text between the previous tag and this one.</summary>
    ReadOnlySpan<char> Text { get; }

    /// <summary>Whether <see cref="Text"/> is white space only.</summary>
    bool IsBlank { get; }

    /// <summary>Moves to the next tag. False if this source cannot read the document.</summary>
    bool Next();

    /// <summary>Describes the current tag and its position, for a message.</summary>
    string Describe();
}
