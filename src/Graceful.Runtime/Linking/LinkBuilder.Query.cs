namespace Graceful.Linking;

/// <summary>The query of a link.</summary>
public ref partial struct LinkBuilder
{
    /// <summary>Writes a required value.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="key">The key, encoded.</param>
    /// <param name="value">The value.</param>
    public void Query<T>(string key, T value)
    {
        EndPath();
        _buffer.Append(_hasQuery ? "&" : "?");
        _hasQuery = true;
        _buffer.Append(key);
        _buffer.Append("=");
        _buffer.Encode(_buffer.Format(value).Length);
    }

    /// <summary>Writes a value, if there is one.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="key">The key, encoded.</param>
    /// <param name="value">The value; null for none.</param>
    public void OptionalQuery<T>(string key, T? value)
        where T : struct
    {
        if (value.HasValue)
        {
            Query(key, value.GetValueOrDefault());
        }
    }

    /// <inheritdoc cref="OptionalQuery{T}(string, T?)"/>
    public void OptionalQuery<T>(string key, T? value)
        where T : class
    {
        if (value is not null)
        {
            Query(key, value);
        }
    }

    /// <summary>Writes the key and a value for each of several values.</summary>
    /// <typeparam name="T">The type of one.</typeparam>
    /// <param name="key">The key, encoded.</param>
    /// <param name="values">The values; null for none. A null element has an empty text.</param>
    public void QueryValues<T>(string key, IEnumerable<T>? values)
    {
        if (values is null)
        {
            return;
        }

        foreach (var value in values)
        {
            Query(key, value);
        }
    }
}
