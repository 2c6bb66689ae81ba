using System.ComponentModel;

namespace Graceful.Linking;

/// <summary>
/// Writes the path and the query of one link, with the text that ASP.NET Core's <c>LinkGenerator</c> writes for the same template and
/// values. Used by generated code.
/// </summary>
/// <remarks>
/// Only the resulting string is allocated, if the values are <see cref="ISpanFormattable"/>. Values are formatted with the invariant
/// culture; dates and times in the format <c>O</c>, which loses nothing.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref partial struct LinkBuilder
{
    private LinkBuffer _buffer;

    // Text after this position may still be removed: defaults at the end of the path.
    private int _kept;
    private bool _isCut;
    private bool _hasQuery;

    /// <summary>Starts a link.</summary>
    /// <param name="start">The literal part of the template before the first parameter, encoded.</param>
    public LinkBuilder(string start)
    {
        _buffer = LinkBuffer.Take();
        Literal(start);
    }

    /// <summary>Writes a literal part of the template.</summary>
    /// <param name="encoded">The text, encoded.</param>
    public void Literal(string encoded)
    {
        _buffer.Append(encoded);
        _kept = _buffer.Length;
    }

    /// <summary>Writes a value that is a whole segment.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="value">The value.</param>
    /// <param name="name">The name of the argument, for the exception.</param>
    /// <exception cref="ArgumentException">Its text is empty, "." or "..".</exception>
    public void Segment<T>(T value, string name) => Write(value, name, isSegment: true);

    /// <summary>Writes a value that is a part of a segment.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="value">The value.</param>
    /// <param name="name">The name of the argument, for the exception.</param>
    /// <exception cref="ArgumentException">Its text is empty.</exception>
    public void Part<T>(T value, string name) => Write(value, name, isSegment: false);

    /// <summary>Returns the link: the path from the root of the app, and the query.</summary>
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

    /// <summary>Clients remove "." and ".." from a path, encoded or not (RFC 3986, 5.2.4): the link would lead elsewhere.</summary>
    private static void RefuseDots(ReadOnlySpan<char> segment, string name)
    {
        if (segment is "." or "..")
        {
            throw new ArgumentException(
                $"A link cannot have the value '{segment}' for '{name}': clients resolve it to another path.", name);
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
