using Microsoft.Extensions.Primitives;

namespace Graceful.Binding;

/// <summary>Several values out of the fields of a form: <c>name[0]</c>, <c>name[1]</c> until one is missing; <c>name[key]</c>.</summary>
public partial struct ArgumentBinder
{
    /// <summary>Texts: with an index each, or a field that stands there several times.</summary>
    /// <param name="name">The member.</param>
    /// <param name="isThere">Whether there is one.</param>
    /// <returns>The texts.</returns>
    public List<string> FieldTexts(string name, out bool isThere) => [.. Texts(TextsOf(name, out isThere, out _))];

    /// <summary>Values of text: with an index each, or a field that stands there several times.</summary>
    /// <typeparam name="T">Their type.</typeparam>
    /// <param name="name">The member.</param>
    /// <param name="parser">Parses one text.</param>
    /// <param name="isThere">Whether there is one, and all could be bound.</param>
    /// <returns>The values.</returns>
    public List<T> FieldList<T>(string name, TextParser<T> parser, out bool isThere)
    {
        ArgumentNullException.ThrowIfNull(parser);
        var texts = TextsOf(name, out isThere, out var hasIndex);
        var values = new List<T>(texts.Count);
        for (var i = 0; i < texts.Count; i++)
        {
            if (!parser(texts[i], out var value))
            {
                Fail(ItemName(name, i, hasIndex), Messages.NotValid(texts[i]));
                isThere = false;
            }

            values.Add(value);
        }

        return values;
    }

    /// <summary>Values of text of which one that is empty is null.</summary>
    /// <typeparam name="T">Their type.</typeparam>
    /// <param name="name">The member.</param>
    /// <param name="parser">Parses one text.</param>
    /// <param name="isThere">Whether there is one.</param>
    /// <returns>The values.</returns>
    public List<T?> OptionalFieldList<T>(string name, TextParser<T> parser, out bool isThere)
        where T : struct
    {
        ArgumentNullException.ThrowIfNull(parser);
        var texts = TextsOf(name, out isThere, out var hasIndex);
        var values = new List<T?>(texts.Count);
        for (var i = 0; i < texts.Count; i++)
        {
            values.Add(string.IsNullOrEmpty(texts[i]) ? null : Value(texts[i], hasIndex ? ItemName(name, i, hasIndex) : name, parser));
        }

        return values;
    }

    /// <summary>Items of which each has fields of its own.</summary>
    /// <typeparam name="T">Their type.</typeparam>
    /// <param name="name">The member; empty for the collection at this place.</param>
    /// <param name="reader">Reads one.</param>
    /// <param name="isThere">Whether there is one.</param>
    /// <returns>The items: up to the first that is missing.</returns>
    public List<T> FieldItems<T>(string name, FieldReader<T> reader, out bool isThere)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var fields = Fields;
        var items = new List<T>();
        var before = fields.Enter(name);
        while (!IsFull)
        {
            var collection = fields.EnterItem(items.Count);
            var isOne = TryRead(reader, out var item);
            fields.LeaveTo(collection);
            if (!isOne)
            {
                break;
            }

            if (items.Count == FormFields.MaxItems)
            {
                Fail(string.Empty, Messages.TooManyItems);
                break;
            }

            items.Add(item);
        }

        fields.LeaveTo(before);
        isThere = items.Count > 0;
        return items;
    }

    /// <summary>A dictionary.</summary>
    /// <typeparam name="TKey">The type of a key.</typeparam>
    /// <typeparam name="T">The type of a value.</typeparam>
    /// <param name="name">The member; empty for the dictionary at this place.</param>
    /// <param name="parser">Parses a key.</param>
    /// <param name="reader">Reads a value.</param>
    /// <param name="isThere">Whether there is an entry.</param>
    /// <returns>The entries.</returns>
    public Dictionary<TKey, T> FieldEntries<TKey, T>(string name, TextParser<TKey> parser, FieldReader<T> reader, out bool isThere)
        where TKey : notnull
    {
        ArgumentNullException.ThrowIfNull(parser);
        ArgumentNullException.ThrowIfNull(reader);
        var fields = Fields;
        var entries = new Dictionary<TKey, T>();
        var before = fields.Enter(name);
        var cursor = 0;
        isThere = false;
        while (!IsFull && fields.TryNextKey(ref cursor, out var text))
        {
            var dictionary = fields.Enter(text);
            var isOne = TryRead(reader, out var value);
            fields.LeaveTo(dictionary);
            if (!isOne)
            {
                continue;
            }

            isThere = true;
            if (entries.Count == FormFields.MaxItems)
            {
                Fail(string.Empty, Messages.TooManyItems);
                break;
            }

            // Two keys may be one when they are parsed: 1 and 01.
            if (!parser(text.AsSpan(1, text.Length - 2), out var key) || !entries.TryAdd(key, value))
            {
                Fail(text, Messages.NotValidKey(text.AsSpan(1, text.Length - 2)));
            }
        }

        fields.LeaveTo(before);
        return entries;
    }

    private readonly bool IsFull => _invalid is { IsFull: true };

    /// <summary>Those with an index come first, as in minimal APIs.</summary>
    private StringValues TextsOf(string name, out bool isThere, out bool hasIndex)
    {
        var fields = Fields;
        var before = fields.Enter(name);
        List<string?>? texts = null;
        while (texts is null or { Count: <= FormFields.MaxItems })
        {
            var collection = fields.EnterItem(texts?.Count ?? 0);
            var values = fields.Find(string.Empty);
            fields.LeaveTo(collection);
            if (values.Count == 0)
            {
                break;
            }

            (texts ??= []).Add(values[0]);
        }

        if (texts is { Count: > FormFields.MaxItems })
        {
            Fail(string.Empty, Messages.TooManyItems);
        }

        hasIndex = texts is not null;
        var all = texts is null ? fields.Find(string.Empty) : new StringValues([.. texts]);
        fields.LeaveTo(before);
        isThere = all.Count > 0;
        return all;
    }

    private static string ItemName(string name, int index, bool hasIndex) => hasIndex ? $"{name}[{index}]" : name;
}
