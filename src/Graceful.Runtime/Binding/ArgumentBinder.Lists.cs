using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Graceful.Binding;

/// <summary>Arguments with several values of one name.</summary>
public partial struct ArgumentBinder
{
    /// <summary>Returns all values as strings.</summary>
    /// <param name="texts">The values.</param>
    /// <returns>The strings; empty when there is none.</returns>
    public static string[] Texts(StringValues texts) => texts.ToArray()!;

    /// <summary>Returns null for an empty array: the parameter is missing from the request.</summary>
    /// <typeparam name="T">The type of a value.</typeparam>
    /// <param name="values">The values.</param>
    /// <returns>The values; null when there is none.</returns>
    public static T[]? NullIfEmpty<T>(T[] values) => values is { Length: 0 } ? null : values;

    /// <summary>Returns the values as a list, or null for an empty array: the parameter is missing from the request.</summary>
    /// <typeparam name="T">The type of a value.</typeparam>
    /// <param name="values">The values.</param>
    /// <returns>The values; null when there is none.</returns>
    public static List<T>? ListOrNull<T>(T[] values) => values is { Length: 0 } ? null : [.. values];

    /// <summary>Binds all values.</summary>
    /// <typeparam name="T">The type of a value.</typeparam>
    /// <param name="texts">The texts.</param>
    /// <param name="name">The name of the argument in the request.</param>
    /// <returns>The values; empty when there is none.</returns>
    public T[] Values<T>(StringValues texts, string name)
        where T : ISpanParsable<T> => Values<T>(texts, name, TextParsers.Span);

    /// <summary>Binds all values.</summary>
    /// <typeparam name="T">The type of a value.</typeparam>
    /// <param name="texts">The texts.</param>
    /// <param name="name">The name of the argument in the request.</param>
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

    /// <summary>Binds all values; an empty text becomes null.</summary>
    /// <typeparam name="T">The type of a value.</typeparam>
    /// <param name="texts">The texts.</param>
    /// <param name="name">The name of the argument in the request.</param>
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

    /// <summary>Binds all values; an empty text becomes null.</summary>
    /// <typeparam name="T">The type of a value.</typeparam>
    /// <param name="texts">The texts.</param>
    /// <param name="name">The name of the argument in the request.</param>
    /// <returns>The values; empty when there is none.</returns>
    public T?[] OptionalValues<T>(StringValues texts, string name)
        where T : struct, ISpanParsable<T> => OptionalValues<T>(texts, name, TextParsers.Span);

    /// <summary>Binds all values of a query key without making strings of them.</summary>
    /// <typeparam name="T">The type of a value.</typeparam>
    /// <param name="key">The key; case is ignored.</param>
    /// <returns>The values; empty when there is none.</returns>
    public T[] QueryValues<T>(string key)
        where T : ISpanParsable<T> => QueryValues<T>(key, TextParsers.Span);

    /// <summary>Binds all values of a query key without making strings of them.</summary>
    /// <typeparam name="T">The type of a value.</typeparam>
    /// <param name="key">The key; case is ignored.</param>
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
}
