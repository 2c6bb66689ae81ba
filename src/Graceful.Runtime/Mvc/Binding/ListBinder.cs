using System.Diagnostics.CodeAnalysis;

namespace Graceful.Mvc;

/// <summary>
/// Binds a collection: <c>?id=1&amp;id=2</c>, <c>?id[0]=1&amp;id[1]=2</c>, or <c>?id.index=a&amp;id[a]=1</c>. A missing argument is an
/// empty collection.
/// </summary>
/// <typeparam name="TList">The type of the collection.</typeparam>
/// <typeparam name="T">The type of an item.</typeparam>
/// <param name="items">Binds one item.</param>
/// <param name="create">Creates the collection.</param>
internal sealed class ListBinder<TList, T>(ModelBinder<T> items, Func<List<T?>, TList> create) : ModelBinder<TList>
{
    internal override bool TryBind(ModelReader reader, ModelName name, [MaybeNull] out TList value)
    {
        if (!reader.HasPrefix(name.Key))
        {
            reader.AddMissingIfRequired(name);
            var isSet = name is { IsTopLevel: true, HasDefault: false };
            value = isSet ? create([]) : default;
            return isSet;
        }

        var values = reader.Find(name.Key);
        var list = new List<T?>();
        string[]? indexes = null;
        if (values.Count == 0)
        {
            indexes = BindItems(reader, name, list);
        }
        else
        {
            var one = new ModelName(name.Key, Field: null, IsTopLevel: false);
            foreach (var text in values)
            {
                if (items.TryConvert(reader, one, text, out var item))
                {
                    list.Add(item);
                }
            }
        }

        if (name.HasDefault && list.Count == 0)
        {
            value = default;
            return false;
        }

        value = create(list);
        if (indexes is not null && value is not null)
        {
            reader.SetItemNames(value, indexes);
        }

        return true;
    }

    /// <returns>The names of the items when the request has given them; otherwise null.</returns>
    private string[]? BindItems(ModelReader reader, ModelName name, List<T?> list)
    {
        var indexes = reader.FindIndexes(name.Key);
        if (indexes.Count > 0)
        {
            foreach (var index in indexes)
            {
                list.Add(items.TryBind(reader, name.Item(index ?? string.Empty), out var item) ? item : default);
                reader.CheckCount(name, list.Count);
            }

            return [.. indexes.Select(index => $"[{index}]")];
        }

        for (var i = 0; ; i++)
        {
            var unbound = reader.UnboundCount;
            if (!items.TryBind(reader, name.Item(i), out var item))
            {
                // As in MVC: what is no item is no part of the collection that is validated.
                reader.ForgetUnbound(unbound);
                return null;
            }

            list.Add(item);
            reader.CheckCount(name, list.Count);
        }
    }
}
