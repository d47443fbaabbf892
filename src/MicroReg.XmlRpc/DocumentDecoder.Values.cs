namespace MicroReg.XmlRpc;

/// <content>Reads values.</content>
internal ref partial struct DocumentDecoder<TSource>
{
    // Reads from the start tag of a value to its end tag.
    private bool TryReadValue(int depth, out XmlRpcValue value)
    {
        value = default;
        if (depth > limits.MaxDepth)
            return Fail($"Values may be nested at most {limits.MaxDepth} deep.");
        if (!Source.Next())
            return false;
        if (Source.IsEnd)
        {
            // A value without a type is a string. Its white space counts.
            value = XmlRpcValue.Of(Source.Text.ToString());
            return AtEnd(Tag.Value);
        }

        if (!Source.IsBlank)
            return Unexpected("text or an element, not both");
        var read = Source.Tag switch
        {
            Tag.Struct => TryReadMembers(depth, out value),
            Tag.Array => TryReadItems(depth, out value),
            >= Tag.Integer => TryReadScalar(out value),
            _ => Unexpected("a type of XML-RPC"),
        };
        return read && Source.Next() && AtBlankEnd(Tag.Value);
    }

    private bool TryReadScalar(out XmlRpcValue value)
    {
        var type = Source.Tag;
        value = default;
        if (!Source.Next() || !AtEnd(type))
            return false;
        if (type == Tag.Text)
        {
            value = XmlRpcValue.Of(Source.Text.ToString());
            return true;
        }

        return ScalarText.TryParse(type, Source.Text, out value)
            || Fail(
                $"'{Shorten(Source.Text)}' is not {ScalarText.Name(type)}, at {Source.Describe()}.", XmlRpcFaultCodes.InvalidParameters);
    }

    private bool TryReadMembers(int depth, out XmlRpcValue value)
    {
        var members = new XmlRpcStruct();
        value = XmlRpcValue.Of(members);
        while (Source.Next() && !(Source.Tag == Tag.Struct && Source.IsEnd))
        {
            if (!At(Tag.Member, "a member") || !TryReadMember(depth, out var name, out var member))
                return false;
            members.Add(name, member);
            if (members.Count > limits.MaxMembers)
                return Fail($"A struct may have at most {limits.MaxMembers} members.");
        }

        return AtBlankEnd(Tag.Struct);
    }

    // Name and value may come in either order.
    private bool TryReadMember(int depth, out string name, out XmlRpcValue value)
    {
        string? found = null;
        var hasValue = false;
        name = "";
        value = default;
        while (Source.Next() && !(Source.Tag == Tag.Member && Source.IsEnd))
        {
            if (Source.Tag == Tag.Name && found is null)
            {
                if (!At(Tag.Name, "a name") || !Source.Next() || !AtEnd(Tag.Name))
                    return false;
                found = Source.Text.ToString();
            }
            else
            {
                if (hasValue)
                    return Unexpected("one name and one value");
                if (!At(Tag.Value, "a name or a value") || !TryReadValue(depth + 1, out value))
                    return false;
                hasValue = true;
            }
        }

        name = found ?? "";
        return AtBlankEnd(Tag.Member) && ((found is not null && hasValue) || Unexpected("one name and one value"));
    }

    private bool TryReadItems(int depth, out XmlRpcValue value)
    {
        value = default;
        var list = new List<XmlRpcValue>();
        if (!Source.Next())
            return false;
        if (!Source.IsEnd)
        {
            if (!At(Tag.Data, "a data element"))
                return false;
            while (Source.Next() && !(Source.Tag == Tag.Data && Source.IsEnd))
            {
                if (!At(Tag.Value, "a value"))
                    return false;
                if (list.Count == limits.MaxItems)
                    return Fail($"An array may have at most {limits.MaxItems} items.");
                if (!TryReadValue(depth + 1, out var item))
                    return false;
                list.Add(item);
            }

            if (!AtBlankEnd(Tag.Data) || !Source.Next())
                return false;
        }

        value = XmlRpcValue.Of(list.ToArray());
        return AtBlankEnd(Tag.Array);
    }

    private static string Shorten(ReadOnlySpan<char> text) => text.Length <= 40 ? text.ToString() : $"{text[..40]}…";
}
