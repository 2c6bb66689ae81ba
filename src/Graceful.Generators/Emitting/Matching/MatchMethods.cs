using System.Text;
using static Graceful.Generators.Emitting.Literals;

namespace Graceful.Generators.Emitting;

/// <summary>The queue of methods to write, each named after the paths that it matches.</summary>
internal sealed class MatchMethods
{
    private const int LongestName = 60;

    private readonly Queue<MatchMethod> _methods = new();
    private readonly Dictionary<string, int> _names = new(StringComparer.Ordinal) { ["Match"] = 1 };

    /// <returns>The name of the method.</returns>
    public string Enqueue(string title, EmitCursor cursor, Action write)
    {
        var name = Unique("Match" + Words(title));
        _methods.Enqueue(new MatchMethod(name, title, cursor, write));
        return name;
    }

    public bool TryDequeue(out MatchMethod method)
    {
        method = _methods.Count > 0 ? _methods.Dequeue() : null!;
        return method is not null;
    }

    private string Unique(string name)
    {
        _names.TryGetValue(name, out var count);
        _names[name] = count + 1;
        return count == 0 ? name : $"{name}_{Number(count + 1)}";
    }

    /// <summary>Returns the letters and digits of a path in Pascal case: <c>ReposIssues</c>.</summary>
    private static string Words(string path)
    {
        var words = new StringBuilder();
        var isStart = true;
        foreach (var c in path.Take(LongestName))
        {
            if (c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9'))
            {
                words.Append(isStart ? char.ToUpperInvariant(c) : c);
                isStart = false;
            }
            else
            {
                isStart = true;
            }
        }

        return words.ToString();
    }
}

internal sealed record MatchMethod(string Name, string Title, EmitCursor Cursor, Action Write);
