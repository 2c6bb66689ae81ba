using static Graceful.Generators.Emitting.Literals;

namespace Graceful.Generators.Emitting;

/// <summary>The distribution of the code over methods.</summary>
internal sealed partial class MatchEmitter
{
    /// <summary>
    /// The approximate maximum of leaves per method. The JIT stops inlining at 512 locals (dotnet/runtime,
    /// src/coreclr/jit/compiler.h, MAX_LV_NUM_COUNT_FOR_INLINING), and does not optimise methods of more than 60,000 bytes of IL or
    /// 2,000 basic blocks (DEFAULT_MIN_OPTS_*).
    /// </summary>
    private const int LeavesPerMethod = 48;

    private int _leavesLeft;
    private bool _isCounted;
    private int _calls;

    private void WriteMethods()
    {
        while (_methods.TryDequeue(out var method))
        {
            var position = method.Cursor.IsConstant ? string.Empty : ", int position";
            _code.Write($$"""

                // {{Comment(method.Title)}}
                private static ActionRoute? {{method.Name}}(scoped ref RouteSearch search{{position}})
                {
                    {{WriteMethodStart}}
                    {{method.Write}}
                    {{WriteNothing}}
                }
                """);
        }
    }

    private void WriteMethodStart()
    {
        _leavesLeft = LeavesPerMethod;
        _calls = 0;
        _code.Line($"{Span} path = search.Path;");
    }

    /// <summary>True when the leaves fit into this method, or have been counted.</summary>
    private bool HasRoomFor(int leaves) => _isCounted || leaves <= _leavesLeft;

    private void Count(int leaves) => _leavesLeft -= _isCounted ? 0 : leaves;

    /// <summary>Writes the code here, or in a method of its own when this one is full.</summary>
    private void WriteSplit(int count, string title, EmitCursor cursor, Action<EmitCursor> write)
    {
        if (!TryWriteHere(count, () => write(cursor)))
        {
            WriteCall(title, cursor, write);
        }
    }

    /// <returns>False when this method is full.</returns>
    private bool TryWriteHere(int count, Action write)
    {
        if (_isCounted || _leavesLeft == LeavesPerMethod)
        {
            // An empty method takes any code: nested code is split where necessary.
            write();
            return true;
        }

        if (count > _leavesLeft)
        {
            return false;
        }

        _leavesLeft -= count;
        _isCounted = true;
        write();
        _isCounted = false;
        return true;
    }

    private void WriteCall(string title, EmitCursor cursor, Action<EmitCursor> write)
    {
        Count(1);
        var inMethod = cursor.AsParameter();
        var name = _methods.Enqueue(title, inMethod, () => write(inMethod));
        var call = $"{name}(ref search{(cursor.IsConstant ? string.Empty : $", {cursor.Position}")})";
        if (cursor.IsLastWay)
        {
            // The result of the call is the result of this method: the JIT emits a jump.
            _code.Line($"return {call};");
            return;
        }

        var found = "found" + Number(++_calls);
        using (_code.Block($"if ({call} is {{ }} {found})"))
        {
            _code.Line($"return {found};");
        }

        _code.Line();
    }
}
