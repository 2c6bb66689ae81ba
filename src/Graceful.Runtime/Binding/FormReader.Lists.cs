using Microsoft.Extensions.Primitives;

namespace Graceful.Binding;

/// <summary>Collections (<c>name[0]</c>, <c>name[1]</c> up to the first missing index) and dictionaries (<c>name[key]</c>).</summary>
public sealed partial class FormReader
{
    /// <summary>Reads strings: indexed fields, or one field with several values.</summary>
    /// <param name="name">The member.</param>
    /// <param name="isPresent">True when there is at least one.</param>
    /// <returns>The texts.</returns>
    public List<string> TextList(string name, out bool isPresent) => [.. ArgumentBinder.Texts(TextsOf(name, out isPresent, out _))];

    /// <summary>Reads values: indexed fields, or one field with several values.</summary>
    /// <typeparam name="T">The type of a value.</typeparam>
    /// <param name="name">The member.</param>
    /// <param name="parser">Parses one text.</param>
    /// <param name="isPresent">True when there is at least one, and all could be bound.</param>
    /// <returns>The values.</returns>
    public List<T> List<T>(string name, TextParser<T> parser, out bool isPresent)
    {
        ArgumentNullException.ThrowIfNull(parser);
        var texts = TextsOf(name, out isPresent, out var hasIndex);
        var values = new List<T>(texts.Count);
        for (var i = 0; i < texts.Count; i++)
        {
            if (!parser(texts[i], out var value))
            {
                Fail(ItemName(name, i, hasIndex), Messages.NotValid(texts[i]));
                isPresent = false;
            }

            values.Add(value);
        }

        return values;
    }

    /// <summary>Reads values; an empty text becomes null.</summary>
    /// <typeparam name="T">The type of a value.</typeparam>
    /// <param name="name">The member.</param>
    /// <param name="parser">Parses one text.</param>
    /// <param name="isPresent">True when there is at least one.</param>
    /// <returns>The values.</returns>
    public List<T?> OptionalList<T>(string name, TextParser<T> parser, out bool isPresent)
        where T : struct
    {
        ArgumentNullException.ThrowIfNull(parser);
        var texts = TextsOf(name, out isPresent, out var hasIndex);
        var values = new List<T?>(texts.Count);
        for (var i = 0; i < texts.Count; i++)
        {
            values.Add(string.IsNullOrEmpty(texts[i]) ? null : Parse(ItemName(name, i, hasIndex), texts[i], parser));
        }

        return values;
    }

    /// <summary>Reads items that have fields of their own.</summary>
    /// <typeparam name="T">The type of an item.</typeparam>
    /// <param name="name">The member; empty for the collection at the current path.</param>
    /// <param name="read">Reads one item.</param>
    /// <param name="isPresent">True when there is at least one.</param>
    /// <returns>The items up to the first index that is missing.</returns>
    public List<T> Items<T>(string name, Func<FormReader, T> read, out bool isPresent)
    {
        ArgumentNullException.ThrowIfNull(read);
        var items = new List<T>();
        var before = _cursor.Enter(name);
        while (!_errors.IsFull)
        {
            var collection = _cursor.EnterItem(items.Count);
            var isItem = TryRead(read, out var item);
            _cursor.LeaveTo(collection);
            if (!isItem)
            {
                break;
            }

            if (items.Count == FormCursor.MaxItems)
            {
                Fail(string.Empty, Messages.TooManyItems);
                break;
            }

            items.Add(item);
        }

        _cursor.LeaveTo(before);
        isPresent = items.Count > 0;
        return items;
    }

    /// <summary>Reads a dictionary.</summary>
    /// <typeparam name="TKey">The type of a key.</typeparam>
    /// <typeparam name="T">The type of a value.</typeparam>
    /// <param name="name">The member; empty for the dictionary at the current path.</param>
    /// <param name="parser">Parses a key.</param>
    /// <param name="read">Reads a value.</param>
    /// <param name="isPresent">True when there is at least one entry.</param>
    /// <returns>The entries.</returns>
    public Dictionary<TKey, T> Entries<TKey, T>(string name, TextParser<TKey> parser, Func<FormReader, T> read, out bool isPresent)
        where TKey : notnull
    {
        ArgumentNullException.ThrowIfNull(parser);
        ArgumentNullException.ThrowIfNull(read);
        var entries = new Dictionary<TKey, T>();
        var before = _cursor.Enter(name);
        var position = 0;
        isPresent = false;
        while (!_errors.IsFull && _cursor.TryNextKey(ref position, out var text))
        {
            var dictionary = _cursor.Enter(text);
            var isEntry = TryRead(read, out var value);
            _cursor.LeaveTo(dictionary);
            if (!isEntry)
            {
                continue;
            }

            isPresent = true;
            if (entries.Count == FormCursor.MaxItems)
            {
                Fail(string.Empty, Messages.TooManyItems);
                break;
            }

            // Different texts may be the same key once parsed: 1 and 01.
            if (!parser(text.AsSpan(1, text.Length - 2), out var key) || !entries.TryAdd(key, value))
            {
                Fail(text, Messages.NotValidKey(text.AsSpan(1, text.Length - 2)));
            }
        }

        _cursor.LeaveTo(before);
        return entries;
    }

    /// <remarks>Indexed fields take precedence over repeated ones, as in minimal APIs.</remarks>
    private StringValues TextsOf(string name, out bool isPresent, out bool hasIndex)
    {
        var before = _cursor.Enter(name);
        List<string?>? texts = null;
        while (texts is null or { Count: <= FormCursor.MaxItems })
        {
            var collection = _cursor.EnterItem(texts?.Count ?? 0);
            var values = _cursor.Find(string.Empty);
            _cursor.LeaveTo(collection);
            if (values.Count == 0)
            {
                break;
            }

            (texts ??= []).Add(values[0]);
        }

        if (texts is { Count: > FormCursor.MaxItems })
        {
            Fail(string.Empty, Messages.TooManyItems);
        }

        hasIndex = texts is not null;
        var all = texts is null ? _cursor.Find(string.Empty) : new StringValues([.. texts]);
        _cursor.LeaveTo(before);
        isPresent = all.Count > 0;
        return all;
    }

    private static string ItemName(string name, int index, bool hasIndex) => hasIndex ? $"{name}[{index}]" : name;
}
