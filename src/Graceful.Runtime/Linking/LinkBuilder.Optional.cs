namespace Graceful.Linking;

/// <summary>What a path may be without: values that may be missing or that have a default.</summary>
public ref partial struct LinkBuilder
{
    /// <summary>Writes a value that has its segment for itself, or the default where more of the path follows.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="value">The value; null, or one without text, for the default.</param>
    /// <param name="otherwise">The default.</param>
    /// <param name="name">The argument, for whoever reads why it is refused.</param>
    public void SegmentOrDefault<T>(T? value, string otherwise, string name)
        where T : struct => OrDefault(value.HasValue, value.GetValueOrDefault(), otherwise, name, isSegment: true);

    /// <inheritdoc cref="SegmentOrDefault{T}(T?, string, string)"/>
    public void SegmentOrDefault<T>(T? value, string otherwise, string name)
        where T : class => OrDefault(value is not null, value, otherwise, name, isSegment: true);

    /// <summary>Writes a value that shares its segment with other parts of the template, or the default.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="value">The value; null, or one without text, for the default.</param>
    /// <param name="otherwise">The default.</param>
    /// <param name="name">The argument.</param>
    public void PartOrDefault<T>(T? value, string otherwise, string name)
        where T : struct => OrDefault(value.HasValue, value.GetValueOrDefault(), otherwise, name, isSegment: false);

    /// <inheritdoc cref="PartOrDefault{T}(T?, string, string)"/>
    public void PartOrDefault<T>(T? value, string otherwise, string name)
        where T : class => OrDefault(value is not null, value, otherwise, name, isSegment: false);

    /// <summary>Writes the end of a segment, with the separator before it, when there is a value.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="separator">What stands before it, encoded.</param>
    /// <param name="value">The value; null, or one without text, for none.</param>
    public void OptionalPart<T>(string separator, T? value)
        where T : struct => EndOfSegment(separator, value.HasValue, value.GetValueOrDefault());

    /// <inheritdoc cref="OptionalPart{T}(string, T?)"/>
    public void OptionalPart<T>(string separator, T? value)
        where T : class => EndOfSegment(separator, value is not null, value);

    /// <summary>Writes a segment at the end of the path, when there is a value.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="value">The value; null, or one without text, for none.</param>
    /// <param name="name">The argument, for whoever reads why it is refused.</param>
    /// <exception cref="ArgumentException">It has a value, and one that stands before it in the path has none.</exception>
    public void LastSegment<T>(T? value, string name)
        where T : struct => Last(value.HasValue, value.GetValueOrDefault(), otherwise: null, name, LastKind.Segment);

    /// <inheritdoc cref="LastSegment{T}(T?, string)"/>
    public void LastSegment<T>(T? value, string name)
        where T : class => Last(value is not null, value, otherwise: null, name, LastKind.Segment);

    /// <summary>Writes a segment at the end of the path, unless it is the default and nothing else follows.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="value">The value; null, or one without text, for the default.</param>
    /// <param name="otherwise">The default.</param>
    /// <param name="name">The argument, for whoever reads why it is refused.</param>
    /// <exception cref="ArgumentException">It is not the default, and one that stands before it in the path has none.</exception>
    public void LastSegmentOrDefault<T>(T? value, string otherwise, string name)
        where T : struct => Last(value.HasValue, value.GetValueOrDefault(), otherwise, name, LastKind.Segment);

    /// <inheritdoc cref="LastSegmentOrDefault{T}(T?, string, string)"/>
    public void LastSegmentOrDefault<T>(T? value, string otherwise, string name)
        where T : class => Last(value is not null, value, otherwise, name, LastKind.Segment);

    /// <summary>Writes the rest of the path.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="value">The value; null, or one without text, for none.</param>
    /// <param name="otherwise">The default, which need not be written; null when there is none.</param>
    /// <param name="keepSlashes">Whether slashes in it separate segments, as the template says by two stars.</param>
    /// <param name="name">The argument, for whoever reads why it is refused.</param>
    /// <exception cref="ArgumentException">It has a value, and one that stands before it in the path has none.</exception>
    public void CatchAll<T>(T? value, string? otherwise, bool keepSlashes, string name)
        where T : struct => Last(value.HasValue, value.GetValueOrDefault(), otherwise, name, keepSlashes ? LastKind.Path : LastKind.Rest);

    /// <inheritdoc cref="CatchAll{T}(T?, string?, bool, string)"/>
    public void CatchAll<T>(T? value, string? otherwise, bool keepSlashes, string name)
        where T : class => Last(value is not null, value, otherwise, name, keepSlashes ? LastKind.Path : LastKind.Rest);

    private enum LastKind
    {
        /// <summary>One segment.</summary>
        Segment,

        /// <summary>All that is left, as one segment.</summary>
        Rest,

        /// <summary>All that is left, as it is.</summary>
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
            throw new ArgumentException($"A link with a value for '{name}' needs one for what stands before it in the path too.", name);
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

    /// <summary>A default is written for the case that something follows; where there is none, nothing can.</summary>
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
