namespace Runtime.Tests.Splits;

/// <summary>The bytes that one client sends on one connection.</summary>
internal sealed class SplitCase
{
    private const char BoundaryMark = '¦';

    private readonly HashSet<int> _boundaries = [0];

    /// <param name="name">Shown when the case fails.</param>
    /// <param name="marked">The bytes; a mark after each request at whose end the connection must move.</param>
    internal SplitCase(string name, string marked)
    {
        Name = name;
        var bytes = new System.Text.StringBuilder();
        foreach (char character in marked)
        {
            if (character == BoundaryMark)
            {
                _boundaries.Add(bytes.Length);
            }
            else
            {
                bytes.Append(character);
            }
        }

        Bytes = bytes.ToString();
    }

    internal string Name { get; }

    internal string Bytes { get; }

    /// <summary>
    /// True when a request has a body of unknown length: its response announces the end of the connection when it starts in a drain.
    /// </summary>
    internal bool MayAnnounceClose { get; init; }

    /// <summary>True when the server waits for more: the client ends the connection.</summary>
    internal bool IsEndedByClient { get; init; }

    /// <summary>True when Kestrel closes the connection after five seconds without the rest: not for a starved machine.</summary>
    internal bool IsHurried { get; init; }

    /// <summary>True when the connection moves after so many bytes.</summary>
    internal bool MovesAt(int position) => _boundaries.Contains(position);

    public override string ToString() => Name;
}
