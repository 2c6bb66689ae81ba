using static Graceful.Generators.Emitting.Literals;

namespace Graceful.Generators.Emitting;

/// <summary>The distribution of the code over methods.</summary>
internal sealed partial class MatchEmitter
{
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

    private void WriteMethodStart() => _code.Line($"{Span} path = search.Path;");

    /// <summary>Writes the code here, or in a method of its own when this one is full.</summary>
    private void WriteSplit(int count, string title, EmitCursor cursor, Action<EmitCursor> write)
    {
        if (!TryWriteHere(count, cursor, write))
        {
            WriteCall(title, cursor, write);
        }
    }

    /// <returns>False when this method is full.</returns>
    private static bool TryWriteHere(int count, EmitCursor cursor, Action<EmitCursor> write)
    {
        if (cursor.IsCounted || cursor.Method.IsUnused)
        {
            // An unused budget takes any code: nested code is split where necessary.
            write(cursor);
            return true;
        }

        if (!cursor.Method.HasRoomFor(count))
        {
            return false;
        }

        cursor.Method.Take(count);
        write(cursor with { IsCounted = true });
        return true;
    }

    private void WriteCall(string title, EmitCursor cursor, Action<EmitCursor> write)
    {
        cursor.Count(1);
        var inMethod = cursor.InNewMethod();
        var name = _methods.Enqueue(title, inMethod, () => write(inMethod));
        var call = $"{name}(ref search{(cursor.IsConstant ? string.Empty : $", {cursor.Position}")})";
        if (cursor.IsLastAlternative)
        {
            // The result of the call is the result of this method: the JIT emits a jump.
            _code.Line($"return {call};");
            return;
        }

        var found = cursor.Method.NextResult();
        using (_code.Block($"if ({call} is {{ }} {found})"))
        {
            _code.Line($"return {found};");
        }

        _code.Line();
    }
}
