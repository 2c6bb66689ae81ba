using static Graceful.Generators.Emitting.Literals;

namespace Graceful.Generators.Emitting;

/// <summary>The room for leaves in one method, and the names of its local variables.</summary>
internal sealed class MethodBudget
{
    /// <summary>
    /// The approximate maximum of leaves per method. The JIT stops inlining at 512 locals (dotnet/runtime,
    /// src/coreclr/jit/compiler.h, MAX_LV_NUM_COUNT_FOR_INLINING), and does not optimise methods of more than 60,000 bytes of IL or
    /// 2,000 basic blocks (DEFAULT_MIN_OPTS_*).
    /// </summary>
    public const int Leaves = 48;

    private int _left = Leaves;
    private int _calls;

    public bool IsUnused => _left == Leaves;

    public bool HasRoomFor(int leaves) => leaves <= _left;

    public void Take(int leaves) => _left -= leaves;

    /// <summary>Returns a name for the result of another method.</summary>
    public string NextResult() => "found" + Number(++_calls);
}
