using System.ComponentModel;

namespace Graceful.Linking;

/// <summary>
/// Writes the path and the query of one link. Used by generated code, which says what stands where; what is written is what
/// ASP.NET Core's <c>LinkGenerator</c> writes for the same template and values.
/// </summary>
/// <remarks>
/// Nothing is allocated but the string at the end, as long as the link fits into the buffer that it begins with and the values
/// format themselves (<see cref="ISpanFormattable"/>). Always with the invariant culture; dates and times in the form <c>O</c>,
/// which loses nothing.
/// </remarks>
/// <param name="buffer">Room to write in; more is rented when it does not suffice.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref partial struct LinkBuilder(Span<char> buffer)
{
    /// <summary>How long a link may be for which nothing is rented.</summary>
    public const int StackLength = 256;

    private LinkBuffer _buffer = new(buffer);

    // What is written behind it may still turn out to be superfluous: defaults at the end of the path.
    private int _kept;
    private bool _isCut;
    private bool _hasQuery;

    /// <summary>Writes a part of the template that is the same in every link.</summary>
    /// <param name="encoded">The text, encoded.</param>
    public void Literal(string encoded)
    {
        _buffer.Append(encoded);
        _kept = _buffer.Length;
    }

    /// <summary>Writes a value that has its segment for itself.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="value">The value.</param>
    /// <param name="name">The argument, for whoever reads why it is refused.</param>
    /// <exception cref="ArgumentException">It has no text, or is a text that no path can have: "." or "..".</exception>
    public void Segment<T>(T value, string name) => Write(value, name, isSegment: true);

    /// <summary>Writes a value that shares its segment with other parts of the template.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="value">The value.</param>
    /// <param name="name">The argument, for whoever reads why it is refused.</param>
    /// <exception cref="ArgumentException">It has no text.</exception>
    public void Part<T>(T value, string name) => Write(value, name, isSegment: false);

    /// <summary>The link: the path from the root of the app, and the query.</summary>
    /// <returns>The text.</returns>
    public override string ToString()
    {
        EndPath();
        return _buffer.ToStringAndReturn();
    }

    private void Write<T>(T value, string name, bool isSegment)
    {
        var text = _buffer.Format(value);
        if (text.IsEmpty)
        {
            throw new ArgumentException($"A link needs a value for '{name}', which is empty.", name);
        }

        if (isSegment)
        {
            RefuseDots(text, name);
        }

        _buffer.Encode(text.Length);
        _kept = _buffer.Length;
    }

    /// <summary>Whoever follows a link takes "." and ".." out of its path, encoded or not (RFC 3986, section 5.2.4): it would lead elsewhere.</summary>
    private static void RefuseDots(ReadOnlySpan<char> segment, string name)
    {
        if (segment is "." or "..")
        {
            throw new ArgumentException($"A link cannot have the value '{segment}' for '{name}': in a path it means another place.", name);
        }
    }

    private void EndPath()
    {
        if (_hasQuery)
        {
            return;
        }

        _buffer.Length = _kept;
        if (_kept == 0)
        {
            _buffer.Append("/");
        }
    }
}
