namespace MicroReg.XmlRpc;

/// <summary>
/// A document as a run of tags, each with the text that stands before it; an empty element gives two tags.
/// Comments and processing instructions are left out, entities and CDATA sections resolved, line ends normalised.
/// </summary>
internal interface ITagSource
{
    /// <summary>Whether <see cref="Tag"/> is an end tag.</summary>
    bool IsEnd { get; }

    /// <summary>The tag moved to.</summary>
    Tag Tag { get; }

    /// <summary>The text between the previous tag and this one.</summary>
    ReadOnlySpan<char> Text { get; }

    /// <summary>Whether <see cref="Text"/> is white space only.</summary>
    bool IsBlank { get; }

    /// <summary>Moves to the next tag. False if this source cannot read the document.</summary>
    bool Next();

    /// <summary>The current tag and where it stands, for a message.</summary>
    string Describe();
}
