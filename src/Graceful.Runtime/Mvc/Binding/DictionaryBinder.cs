using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using Graceful.Binding;

namespace Graceful.Mvc;

/// <summary>Binds a dictionary: <c>?price[apple]=1&amp;price[pear]=2</c>, or <c>?price[0].Key=apple&amp;price[0].Value=1</c>.</summary>
/// <param name="keys">Parses a key.</param>
/// <param name="values">Binds a value.</param>
/// <param name="create">Creates the dictionary.</param>
internal sealed class DictionaryBinder<TDictionary, TKey, TValue>(
    TextParser<TKey> keys, ModelBinder<TValue> values, Func<Dictionary<TKey, TValue?>, TDictionary> create) : ModelBinder<TDictionary>
    where TKey : notnull
{
    private readonly TextBinder<TKey> _keys = new(
        keys, allowsNull: default(TKey) is null, typeof(TKey).IsEnum ? EnumMembers.IsDefined : null, EnumMembers.IsFlags(typeof(TKey)));

    internal override bool TryBind(ModelReader reader, ModelName name, [MaybeNull] out TDictionary value)
    {
        var dictionary = new Dictionary<TKey, TValue?>();

        // As in MVC, a value with the name of the dictionary itself rules out this notation.
        var names = reader.Find(name.Key).Count == 0 ? BindPairs(reader, name, dictionary) : [];
        if (dictionary.Count == 0)
        {
            var found = reader.KeysOf(name.Key);
            if (found.Count == 0)
            {
                reader.AddMissingIfRequired(name);
            }
            else if (!TryBindKeys(reader, name, found, dictionary, out names))
            {
                value = default;
                return false;
            }
        }

        var isSet = dictionary.Count > 0 || (!name.HasDefault && (name.IsTopLevel || reader.HasPrefix(name.Key)));
        value = isSet ? create(dictionary) : default;
        if (value is not null && names.Count > 0)
        {
            reader.SetItemNames(value, names);
        }

        return isSet;
    }

    /// <summary>Binds <c>price[apple]</c> and <c>price.apple</c>.</summary>
    /// <param name="reader">The reader.</param>
    /// <param name="name">The name of the dictionary.</param>
    /// <param name="found">The keys, and the full names of their values.</param>
    /// <param name="dictionary">Receives the pairs.</param>
    /// <param name="names">The names of the values, below that of the dictionary.</param>
    /// <returns>False when a key is not valid: as in MVC, the dictionary then is not set.</returns>
    private bool TryBindKeys(
        ModelReader reader, ModelName name, IReadOnlyList<(string Key, string Name)> found, Dictionary<TKey, TValue?> dictionary,
        out List<string> names)
    {
        names = [];
        foreach (var (text, full) in found)
        {
            if (!TryParse(text, out var key))
            {
                reader.AddInvalidKey(name, MessageOf(text));
                return false;
            }

            if (key is null)
            {
                continue;
            }

            // As in MVC, the other notation may have the value, and a key without a valid one has the default value.
            var item = new ModelName(full, "Value", IsTopLevel: false, name.Depth + 1);
            if (!values.TryBind(reader, item, out var bound))
            {
                item = item with { Key = full.EndsWith(']') ? ModelName.Join(name.Key, text) : $"{name.Key}[{text}]" };
                values.TryBind(reader, item, out bound);
            }

            names.Add(item.Key[name.Key.Length..]);
            dictionary[key] = bound;
        }

        return true;
    }

    /// <remarks>As in MVC, an empty or white key is the default value of a value type.</remarks>
    private bool TryParse(string text, [MaybeNull] out TKey key)
    {
        key = default;
        return (string.IsNullOrWhiteSpace(text) && key is not null) || keys(text, out key!);
    }

    /// <summary>Returns the message of .NET's converters, which MVC reports.</summary>
    private static string MessageOf(string text) =>
        typeof(TKey).IsEnum ? $"{text} is not a valid value for {typeof(TKey).Name}."
        : BigInteger.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out _)
            ? $"Value was either too large or too small for an {typeof(TKey).Name}."
            : $"The input string '{text}' was not in a correct format.";

    /// <summary>Binds <c>price[0].Key</c> and <c>price[0].Value</c>.</summary>
    /// <returns>The names of the values, below that of the dictionary.</returns>
    private List<string> BindPairs(ModelReader reader, ModelName name, Dictionary<TKey, TValue?> dictionary)
    {
        var names = new List<string>();
        for (var i = 0; ; i++)
        {
            var (keyName, valueName) = (name.Item(i).Property("Key", "Key"), name.Item(i).Property("Value", "Value"));
            var hasKey = _keys.TryBind(reader, keyName, out var key);
            var hasValue = values.TryBind(reader, valueName, out var value);
            if (hasKey && hasValue)
            {
                reader.CheckCount(name, i + 1);

                // An empty text is a key that is null, which no dictionary has.
                if (key is not null && dictionary.TryAdd(key, value))
                {
                    names.Add(valueName.Key[name.Key.Length..]);
                }
                else if (key is not null)
                {
                    dictionary[key] = value;
                }

                continue;
            }

            if (hasKey || hasValue)
            {
                reader.AddIncomplete(hasKey ? valueName : keyName);
            }

            return names;
        }
    }
}
