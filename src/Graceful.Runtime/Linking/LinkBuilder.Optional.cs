namespace Graceful.Linking;

/// <summary>Optional values, and values with a default.</summary>
public ref partial struct LinkBuilder
{
    /// <summary>Writes a value that is a whole segment, or the default when more of the path follows.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="value">The value; null or an empty text for the default.</param>
    /// <param name="otherwise">The default.</param>
    /// <param name="name">The name of the argument, for the exception.</param>
    public void SegmentOrDefault<T>(T? value, string otherwise, string name)
        where T : struct => OrDefault(value.HasValue, value.GetValueOrDefault(), otherwise, name, isSegment: true);

    /// <inheritdoc cref="SegmentOrDefault{T}(T?, string, string)"/>
    public void SegmentOrDefault<T>(T? value, string otherwise, string name)
        where T : class => OrDefault(value is not null, value, otherwise, name, isSegment: true);

    /// <summary>Writes a value that is a part of a segment, or the default.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="value">The value; null or an empty text for the default.</param>
    /// <param name="otherwise">The default.</param>
    /// <param name="name">The argument.</param>
    public void PartOrDefault<T>(T? value, string otherwise, string name)
        where T : struct => OrDefault(value.HasValue, value.GetValueOrDefault(), otherwise, name, isSegment: false);

    /// <inheritdoc cref="PartOrDefault{T}(T?, string, string)"/>
    public void PartOrDefault<T>(T? value, string otherwise, string name)
        where T : class => OrDefault(value is not null, value, otherwise, name, isSegment: false);

    /// <summary>Writes the end of a segment with its separator, if there is a value.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="separator">The separator, encoded.</param>
    /// <param name="value">The value; null or an empty text for none.</param>
    public void OptionalPart<T>(string separator, T? value)
        where T : struct => EndOfSegment(separator, value.HasValue, value.GetValueOrDefault());

    /// <inheritdoc cref="OptionalPart{T}(string, T?)"/>
    public void OptionalPart<T>(string separator, T? value)
        where T : class => EndOfSegment(separator, value is not null, value);

    /// <summary>Writes a segment at the end of the path, if there is a value.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="value">The value; null or an empty text for none.</param>
    /// <param name="name">The name of the argument, for the exception.</param>
    /// <exception cref="ArgumentException">It has a value, and an earlier one in the path has none.</exception>
    public void LastSegment<T>(T? value, string name)
        where T : struct => Last(value.HasValue, value.GetValueOrDefault(), otherwise: null, name, LastKind.Segment);

    /// <inheritdoc cref="LastSegment{T}(T?, string)"/>
    public void LastSegment<T>(T? value, string name)
        where T : class => Last(value is not null, value, otherwise: null, name, LastKind.Segment);

    /// <summary>Writes a segment at the end of the path, unless it is the default and nothing follows.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="value">The value; null or an empty text for the default.</param>
    /// <param name="otherwise">The default.</param>
    /// <param name="name">The name of the argument, for the exception.</param>
    /// <exception cref="ArgumentException">It is not the default, and an earlier one in the path has no value.</exception>
    public void LastSegmentOrDefault<T>(T? value, string otherwise, string name)
        where T : struct => Last(value.HasValue, value.GetValueOrDefault(), otherwise, name, LastKind.Segment);

    /// <inheritdoc cref="LastSegmentOrDefault{T}(T?, string, string)"/>
    public void LastSegmentOrDefault<T>(T? value, string otherwise, string name)
        where T : class => Last(value is not null, value, otherwise, name, LastKind.Segment);

    /// <summary>Writes the rest of the path.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="value">The value; null or an empty text for none.</param>
    /// <param name="otherwise">The default, which is omitted; null for none.</param>
    /// <param name="keepSlashes">True for a catch-all with two stars, in which slashes separate segments.</param>
    /// <param name="name">The name of the argument, for the exception.</param>
    /// <exception cref="ArgumentException">It has a value, and an earlier one in the path has none.</exception>
    public void CatchAll<T>(T? value, string? otherwise, bool keepSlashes, string name)
        where T : struct => Last(value.HasValue, value.GetValueOrDefault(), otherwise, name, keepSlashes ? LastKind.Path : LastKind.Rest);

    /// <inheritdoc cref="CatchAll{T}(T?, string?, bool, string)"/>
    public void CatchAll<T>(T? value, string? otherwise, bool keepSlashes, string name)
        where T : class => Last(value is not null, value, otherwise, name, keepSlashes ? LastKind.Path : LastKind.Rest);

    private enum LastKind
    {
        /// <summary>A whole segment.</summary>
        Segment,

        /// <summary>The rest of the path, as one segment.</summary>
        Rest,

        /// <summary>The rest of the path, with its slashes.</summary>
        Path,
    }

    private void OrDefault<T>(bool hasValue, T value, string otherwise, string name, bool isSegment)
    {
        if (hasValue && !_buffer.Format(value).IsEmpty)
        {
            Write(value, name, isSegment);
        }
        else
        {
            Write(otherwise, name, isSegment: false);
        }
    }

    private void EndOfSegment<T>(string separator, bool hasValue, T value)
    {
        var start = _buffer.Length;
        _buffer.Append(separator);
        var text = hasValue ? _buffer.Format(value) : default;
        if (text.IsEmpty)
        {
            _buffer.Length = start;
            return;
        }

        _buffer.Encode(text.Length);
        _kept = _buffer.Length;
    }

    private void Last<T>(bool hasValue, T value, string? otherwise, string name, LastKind kind)
    {
        _buffer.Append("/");
        var text = hasValue ? _buffer.Format(value) : default;
        if (text.IsEmpty || text.SequenceEqual(otherwise))
        {
            SkipOrDefault(kind == LastKind.Segment ? otherwise : null);
            return;
        }

        if (_isCut)
        {
            throw new ArgumentException(
                $"A link with a value for '{name}' also needs a value for the parameter before it in the path.", name);
        }

        if (kind == LastKind.Path)
        {
            foreach (var segment in text.Split('/'))
            {
                RefuseDots(text[segment], name);
            }
        }
        else
        {
            RefuseDots(text, name);
        }

        _buffer.Encode(text.Length, keepSlashes: kind == LastKind.Path);
        _kept = _buffer.Length;
    }

    /// <summary>A default is written in case more of the path follows; without a default, nothing can follow.</summary>
    private void SkipOrDefault(string? otherwise)
    {
        if (otherwise is null || _isCut)
        {
            _isCut = true;
            _buffer.Length--;
            return;
        }

        _buffer.Encode(_buffer.Format(otherwise).Length);
    }
}
