using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace MicroReg.Edge.Input;

/// <summary>Reads arrays of strings, such as tags.</summary>
internal static class TextsInput
{
    public static ImmutableArray<string> Read(CallArguments options, int index, string name)
    {
        if (options.OptionalItems(index, name) is not { Count: > 0 } items)
            return [];
        var texts = new string[items.Count];
        for (var i = 0; i < texts.Length; i++)
        {
            if (!items[i].TryTakeText(out var text))
                options.RefuseContent(name, "an array of strings");
            texts[i] = text ?? "";
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(texts);
    }
}
