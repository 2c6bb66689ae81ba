using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Graceful.Binding;

/// <summary>Several values of one name.</summary>
public partial struct ArgumentBinder
{
    /// <summary>Every value as a string.</summary>
    /// <param name="texts">The values.</param>
    /// <returns>The strings; empty when there is none.</returns>
    public static string[] Texts(StringValues texts) => texts.ToArray()!;

    /// <summary>Every value, parsed.</summary>
    /// <typeparam name="T">Their type.</typeparam>
    /// <param name="texts">The values.</param>
    /// <param name="name">What the client calls them.</param>
    /// <returns>The values; empty when there is none.</returns>
    public T[] Values<T>(StringValues texts, string name)
        where T : ISpanParsable<T>
    {
        var values = texts.Count == 0 ? [] : new T[texts.Count];
        for (var i = 0; i < values.Length; i++)
        {
            if (!T.TryParse(texts[i], CultureInfo.InvariantCulture, out values[i]!))
            {
                Fail(name, Messages.NotValid(texts[i]));
            }
        }

        return values;
    }

    /// <summary>Every value, parsed.</summary>
    /// <typeparam name="T">Their type.</typeparam>
    /// <param name="texts">The values.</param>
    /// <param name="name">What the client calls them.</param>
    /// <param name="parser">Parses one text.</param>
    /// <returns>The values; empty when there is none.</returns>
    public T[] Values<T>(StringValues texts, string name, TextParser<T> parser)
    {
        ArgumentNullException.ThrowIfNull(parser);
        var values = texts.Count == 0 ? [] : new T[texts.Count];
        for (var i = 0; i < values.Length; i++)
        {
            if (!parser(texts[i], out values[i]))
            {
                Fail(name, Messages.NotValid(texts[i]));
            }
        }

        return values;
    }

    /// <summary>Every value, parsed; what is empty is null.</summary>
    /// <typeparam name="T">Their type.</typeparam>
    /// <param name="texts">The values.</param>
    /// <param name="name">What the client calls them.</param>
    /// <param name="parser">Parses one text.</param>
    /// <returns>The values; empty when there is none.</returns>
    public T?[] OptionalValues<T>(StringValues texts, string name, TextParser<T> parser)
        where T : struct
    {
        var values = texts.Count == 0 ? [] : new T?[texts.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = OptionalValue(texts[i], name, parser);
        }

        return values;
    }

    /// <summary>Every value, parsed; what is empty is null.</summary>
    /// <typeparam name="T">Their type.</typeparam>
    /// <param name="texts">The values.</param>
    /// <param name="name">What the client calls them.</param>
    /// <returns>The values; empty when there is none.</returns>
    public T?[] OptionalValues<T>(StringValues texts, string name)
        where T : struct, ISpanParsable<T>
    {
        var values = texts.Count == 0 ? [] : new T?[texts.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = OptionalValue<T>(texts[i], name);
        }

        return values;
    }

    /// <summary>Every value of a key of the query, parsed where it stands.</summary>
    /// <typeparam name="T">Their type.</typeparam>
    /// <param name="key">The key, whatever its case.</param>
    /// <returns>The values; empty when there is none.</returns>
    public T[] QueryValues<T>(string key)
        where T : ISpanParsable<T> => QueryValues<T>(key, ParseSpan);

    /// <summary>Every value of a key of the query, parsed where it stands.</summary>
    /// <typeparam name="T">Their type.</typeparam>
    /// <param name="key">The key, whatever its case.</param>
    /// <param name="parser">Parses one text.</param>
    /// <returns>The values; empty when there is none.</returns>
    public T[] QueryValues<T>(string key, TextParser<T> parser)
    {
        ArgumentNullException.ThrowIfNull(parser);
        var query = httpContext.Request.QueryString.Value;
        var count = QueryText.Count(query, key);
        var values = count == 0 ? [] : new T[count];
        var next = 0;
        foreach (var pair in new QueryStringEnumerable(query))
        {
            if (QueryText.IsKey(pair, key))
            {
                var text = pair.DecodeValue().Span;
                if (!parser(text, out values[next++]))
                {
                    Fail(key, Messages.NotValid(text));
                }
            }
        }

        return values;
    }

    /// <summary>Tells several values, of which there are none, from a parameter that is not there.</summary>
    /// <typeparam name="T">Their type.</typeparam>
    /// <param name="values">The values.</param>
    /// <returns>The values; null when there is none.</returns>
    public static T[]? NullIfEmpty<T>(T[] values) => values is { Length: 0 } ? null : values;

    /// <summary>The same as a list.</summary>
    /// <typeparam name="T">Their type.</typeparam>
    /// <param name="values">The values.</param>
    /// <returns>The values; null when there is none.</returns>
    public static List<T>? ListOrNull<T>(T[] values) => values is { Length: 0 } ? null : [.. values];

    private static bool ParseSpan<T>(ReadOnlySpan<char> text, out T value)
        where T : ISpanParsable<T> => T.TryParse(text, CultureInfo.InvariantCulture, out value!);
}
