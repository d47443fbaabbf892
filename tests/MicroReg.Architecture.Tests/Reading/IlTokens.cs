using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace MicroReg.Architecture.Tests.Reading;

/// <summary>Finds what the instructions of a method name: types, methods, fields and signatures.</summary>
internal static class IlTokens
{
    private const int TwoByteCode = 0xfe;

    private static readonly Dictionary<int, OperandType> Operands = typeof(OpCodes).GetFields()
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => (int)(ushort)code.Value, code => code.OperandType);

    public static IEnumerable<EntityHandle> In(BlobReader il)
    {
        var found = new List<EntityHandle>();
        while (il.RemainingBytes > 0)
        {
            int code = il.ReadByte();
            if (code == TwoByteCode)
                code = (code << 8) | il.ReadByte();
            var operand = Operands[code];
            if (IsToken(operand))
                found.Add((EntityHandle)MetadataTokens.Handle(il.ReadInt32()));
            else
                il.Offset += SizeOf(operand, il);
        }

        return found;
    }

    private static bool IsToken(OperandType operand) => operand is OperandType.InlineMethod or OperandType.InlineField
        or OperandType.InlineType or OperandType.InlineTok or OperandType.InlineSig;

    private static int SizeOf(OperandType operand, BlobReader il) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + (4 * il.ReadInt32()),
        _ => 4,
    };
}
