using System.Diagnostics.CodeAnalysis;
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
    private readonly TextBinder<TKey> _keys = new(keys, allowsNull: default(TKey) is null);

    internal override bool TryBind(ModelReader reader, ModelName name, [MaybeNull] out TDictionary value)
    {
        var dictionary = new Dictionary<TKey, TValue?>();
        if (!BindPairs(reader, name, dictionary))
        {
            foreach (var (text, full) in reader.KeysOf(name.Key))
            {
                var item = new ModelName(full, "Value", IsTopLevel: false, name.Depth + 1);
                if (!keys(text, out var key))
                {
                    reader.AddInvalid(item, text);
                }
                else if (values.TryBind(reader, item, out var bound))
                {
                    dictionary[key] = bound;
                }
            }
        }

        var isSet = dictionary.Count > 0 || name.IsTopLevel || reader.HasPrefix(name.Key);
        value = isSet ? create(dictionary) : default;
        return isSet;
    }

    /// <returns>True when the request has a pair of a key and a value.</returns>
    private bool BindPairs(ModelReader reader, ModelName name, Dictionary<TKey, TValue?> dictionary)
    {
        for (var i = 0; ; i++)
        {
            var (keyName, valueName) = (name.Item(i).Property("Key", "Key"), name.Item(i).Property("Value", "Value"));
            var hasKey = _keys.TryBind(reader, keyName, out var key);
            var hasValue = values.TryBind(reader, valueName, out var value);
            if (hasKey && hasValue)
            {
                // An empty text is a key that is null, which no dictionary has.
                if (key is not null)
                {
                    dictionary[key] = value;
                }

                continue;
            }

            if (hasKey || hasValue)
            {
                reader.AddIncomplete(hasKey ? valueName : keyName);
            }

            return i > 0;
        }
    }
}
