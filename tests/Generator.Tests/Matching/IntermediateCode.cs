using System.Buffers.Binary;
using System.Reflection;
using System.Reflection.Emit;

namespace Generator.Tests.Matching;

/// <summary>The size of a method's IL, as the JIT counts it for its decision to optimise.</summary>
internal sealed record IntermediateCode(int Bytes, int Instructions, int Blocks)
{
    private static readonly Dictionary<ushort, OpCode> OpCodesByValue = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => (ushort)code.Value);

    public static IntermediateCode Read(ReadOnlySpan<byte> code)
    {
        var (instructions, starts) = (0, new HashSet<int> { 0 });
        for (var at = 0; at < code.Length; instructions++)
        {
            var value = code[at] == 0xFE ? (ushort)(0xFE00 | code[at + 1]) : code[at];
            var opcode = OpCodesByValue[value];
            var operand = at + opcode.Size;
            var next = operand + Size(opcode.OperandType, code[operand..]);
            switch (opcode.OperandType)
            {
                case OperandType.ShortInlineBrTarget:
                    starts.Add(next + (sbyte)code[operand]);
                    break;
                case OperandType.InlineBrTarget:
                    starts.Add(next + BinaryPrimitives.ReadInt32LittleEndian(code[operand..]));
                    break;
                case OperandType.InlineSwitch:
                    for (var target = operand + sizeof(int); target < next; target += sizeof(int))
                    {
                        starts.Add(next + BinaryPrimitives.ReadInt32LittleEndian(code[target..]));
                    }

                    break;
            }

            if (opcode.FlowControl is FlowControl.Branch or FlowControl.Cond_Branch or FlowControl.Return or FlowControl.Throw)
            {
                starts.Add(next);
            }

            at = next;
        }

        // No instruction starts after the last one.
        starts.Remove(code.Length);
        return new IntermediateCode(code.Length, instructions, starts.Count);
    }

    private static int Size(OperandType type, ReadOnlySpan<byte> operand) => type switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => sizeof(int) * (1 + BinaryPrimitives.ReadInt32LittleEndian(operand)),
        _ => 4,
    };
}
