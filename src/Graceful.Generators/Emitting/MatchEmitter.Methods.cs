using static Graceful.Generators.Emitting.Literals;

namespace Graceful.Generators.Emitting;

/// <summary>How the code is spread over methods.</summary>
internal sealed partial class MatchEmitter
{
    /// <summary>
    /// So many leaves a method has at most, by and large: the JIT inlines nothing more into a method of 512 locals
    /// (dotnet/runtime, src/coreclr/jit/compiler.h, MAX_LV_NUM_COUNT_FOR_INLINING), and compiles one of more than 60,000 bytes
    /// of IL or 2,000 basic blocks without optimising (DEFAULT_MIN_OPTS_*).
    /// </summary>
    private const int LeavesPerMethod = 48;

    private int _leavesLeft;
    private bool _isCounted;
    private int _calls;

    private void WriteMethods()
    {
        while (_methods.TryDequeue(out var method))
        {
            _code.Line();
            _code.Line($"// {Comment(method.Title)}");
            using (_code.Block($"private static ActionRoute? {method.Name}(scoped ref RouteSearch search{(method.Cursor.IsConstant ? string.Empty : ", int position")})"))
            {
                WriteMethodStart();
                method.Write();
                WriteNothing();
            }
        }
    }

    private void WriteMethodStart()
    {
        _leavesLeft = LeavesPerMethod;
        _calls = 0;
        _code.Line("var path = search.Path;");
    }

    /// <summary>Whether so many leaves can be written here without counting them again.</summary>
    private bool HasRoomFor(int leaves) => _isCounted || leaves <= _leavesLeft;

    private void Count(int leaves) => _leavesLeft -= _isCounted ? 0 : leaves;

    /// <summary>Here, or in a method of its own when it is too much for this one.</summary>
    private void WriteSplit(int count, string title, EmitCursor cursor, Action<EmitCursor> write)
    {
        if (!TryWriteHere(count, () => write(cursor)))
        {
            WriteCall(title, cursor, write);
        }
    }

    /// <returns>Whether there was room for it.</returns>
    private bool TryWriteHere(int count, Action write)
    {
        if (_isCounted || _leavesLeft == LeavesPerMethod)
        {
            // In a method in which nothing stands yet, all can stand: what is in it is split where it must be.
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
            // What it finds is the answer: the JIT makes a jump of it.
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
