using System.Text.Json;
using System.Text.Json.Serialization;

namespace HttpArena;

/// <summary>The data set of the profile <c>json</c>, read at start from <c>dataset.json</c> in the folder of ARENA_DATA.</summary>
internal static class Items
{
    private static readonly Item[] All = Read();

    /// <summary>The folder of the data set and the static files.</summary>
    internal static string Folder => Environment.GetEnvironmentVariable("ARENA_DATA")
        ?? throw new InvalidOperationException("ARENA_DATA does not name the folder of dataset.json and static/.");

    /// <summary>Returns the first items with their totals, computed for each request.</summary>
    internal static ItemList First(int count, int multiplier)
    {
        var items = new PricedItem[Math.Clamp(count, 0, All.Length)];
        for (var i = 0; i < items.Length; i++)
        {
            var item = All[i];
            items[i] = new PricedItem(
                item.Id, item.Name, item.Category, item.Price, item.Quantity, item.Active, item.Tags, item.Rating,
                item.Price * item.Quantity * multiplier);
        }

        return new ItemList(items, items.Length);
    }

    private static Item[] Read()
    {
        using var file = File.OpenRead(Path.Combine(Folder, "dataset.json"));
        return JsonSerializer.Deserialize(file, ArenaJson.Default.ItemArray)!;
    }
}

internal sealed record Item(
    int Id, string Name, string Category, int Price, int Quantity, bool Active, string[] Tags, Rating Rating);

public sealed record Rating(int Score, int Count);

public sealed record PricedItem(
    int Id, string Name, string Category, int Price, int Quantity, bool Active, string[] Tags, Rating Rating, int Total);

public sealed record ItemList(PricedItem[] Items, int Count);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Item[]))]
[JsonSerializable(typeof(ItemList))]
internal sealed partial class ArenaJson : JsonSerializerContext;
