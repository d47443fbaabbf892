using MicroReg.XmlRpc;

namespace MicroReg.Edge.XmlRpc.Methods;

/// <summary>Estimates how many bytes a value takes in an answer, precisely enough to stop before memory is full.</summary>
internal static class AnswerSize
{
    private const int Tags = 32;

    /// <summary>The size of a value. Streamed text counts as a whole answer, so a multicall cannot contain a second one.</summary>
    public static long Of(in XmlRpcValue value)
    {
        long size = Tags;
        if (value.TryGetText(out var text))
            return size + text.Length;
        if (value.TryGetSource(out _))
            return XmlRpcLimits.MaxAnswerBytes;
        if (value.TryGetBytes(out var bytes))
            return size + bytes.Length * 4L / 3;
        if (value.TryGetWritten(out var element))
            return element.Length;
        if (value.TryGetItems(out var items))
        {
            foreach (var item in items)
                size += Of(item);
        }
        else if (value.TryGetMembers(out var members))
        {
            foreach (var (name, member) in members.Members)
                size += Tags + name.Length + Of(member);
        }

        return size;
    }
}
