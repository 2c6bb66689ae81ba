namespace Generator.Tests.Binding.Differential.Forms;

/// <summary>A handler of a form, as an action and as a lambda of a minimal API.</summary>
/// <param name="Type">The type of its parameter.</param>
/// <param name="Nothing">The action's value for a form without its fields, in C#; empty if the action refuses it.</param>
/// <param name="Keys">The tested fields, each with the kind of its values.</param>
internal sealed record FormShape(string Type, string Nothing, params (string Key, string Kind)[] Keys)
{
    public string Name { get; init; } = string.Empty;

    public override string ToString() => $"([FromForm] {Type} v)";
}

internal static class FormShapes
{
    public const string Support = """
        public enum Color { Red, Green }
        public sealed class Flat
        {
            public int Number { get; set; }
            public string? Text { get; set; }
            public bool Flag { get; set; }
            public int? Maybe { get; set; }
            public Color Color { get; set; }
            public decimal Price { get; set; }
            public DateTime Time { get; set; }
            public Guid Id { get; set; }
            public Uri? Link { get; set; }
            public DateOnly? Day { get; set; }
            public char Letter { get; set; }
        }
        public sealed record Line(string Name, int Quantity);
        public sealed class Address { public string? Street { get; set; } public int Number { get; set; } }
        public sealed class Order
        {
            public string? Customer { get; set; }
            public List<Line>? Lines { get; set; }
            public Address? Address { get; set; }
            public Address[]? Others { get; set; }
            public int[]? Marks { get; set; }
            public IList<string>? Names { get; set; }
        }

        public sealed class Maps
        {
            public Dictionary<string, int>? Stock { get; set; }
            public IReadOnlyDictionary<int, string>? Titles { get; set; }
            public Dictionary<string, Address>? Places { get; set; }
            public SortedDictionary<string, List<int>>? Series { get; set; }
            public System.Collections.Immutable.ImmutableDictionary<long, int>? Numbers { get; set; }
        }

        public sealed class Sets
        {
            public HashSet<int>? Set { get; set; }
            public ISet<string>? Names { get; set; }
            public Queue<int>? Queue { get; set; }
            public Stack<int>? Stack { get; set; }
            public System.Collections.Immutable.IImmutableList<string>? List { get; set; }
            public System.Collections.ObjectModel.ReadOnlyCollection<int>? Read { get; set; }
            public List<List<int>>? Grid { get; set; }
            public List<int?>? Maybe { get; set; }
        }

        public sealed class Node
        {
            public string? Name { get; set; }
            public Node? Next { get; set; }
            public List<Node>? Children { get; set; }
        }
        public sealed class Needed
        {
            public required string Name { get; set; }
            public required int Count { get; init; }
            public string? Note { get; init; }
        }
        public sealed record Customer(string Name, Line Favourite) { public Address? Home { get; set; } }
        public struct Point { public int X { get; set; } public int Y { get; set; } }
        public sealed class Drawing { public Point From { get; set; } public Point[]? Path { get; set; } }
        public sealed class Renamed
        {
            [System.Runtime.Serialization.DataMember(Name = "n")] public string? Name { get; set; }
            [System.Runtime.Serialization.DataMember] public string? Other { get; set; }
            [System.Runtime.Serialization.IgnoreDataMember] public string? Secret { get; set; }
            public string? Computed => Name;
        }

        public static class Graph
        {
            public static string Of(object? value) => value switch
            {
                null => "null",
                string text => $"'{text}'",
                Uri uri => uri.OriginalString,
                DateTime { Kind: DateTimeKind.Local } time => $"{time.ToUniversalTime():O}",
                DateTime time => $"{time:O}",
                IFormattable or bool or char => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!,
                System.Collections.IDictionary map => $"{{{Sorted(map.Keys.Cast<object>().Select(key => $"{Of(key)}: {Of(map[key])}"))}}}",
                System.Collections.IEnumerable items when IsSet(value.GetType()) => $"[{Sorted(items.Cast<object?>().Select(Of))}]",
                System.Collections.IEnumerable items => $"[{string.Join("; ", items.Cast<object?>().Select(Of))}]",
                _ => $"{value.GetType().Name}({string.Join(", ", Properties(value))})",
            };

            private static IEnumerable<string> Properties(object value) => value.GetType().GetProperties()
                .Where(one => one.GetMethod is not null && one.Name != "EqualityContract")
                .Select(one => $"{one.Name}: {Of(one.GetValue(value))}");

            private static string Sorted(IEnumerable<string> items) => string.Join("; ", items.Order(StringComparer.Ordinal));

            private static bool IsSet(Type type) =>
                Array.Exists(type.GetInterfaces(), one => one.Name.StartsWith("ISet", StringComparison.Ordinal));
        }
        """;

    private static readonly (string, string)[] Lines =
    [
        ("[0].name", "text"), ("[0].name", "text"), ("[0].Quantity", "item"), ("[0].Quantity", "item"), ("[1].Name", "text"),
        ("[1].quantity", "item"),
        ("[2].name", "text"), ("[2].quantity", "item"), ("[10].name", "text"), ("[00].name", "text"), ("[].name", "text"),
        ("[x].name", "text"), ("[0].other", "text"), ("[-1].name", "text"), ("[99999999999].name", "text"), ("name", "text"),
    ];

    public static IReadOnlyList<FormShape> All { get; } = [.. Shapes().Select((shape, i) => shape with { Name = $"shape{i}" })];

    private static IEnumerable<FormShape> Shapes() =>
    [
        new("Flat", "new Flat()", ("Number", "number"), ("text", "text"), ("FLAG", "flag"), ("maybe", "number"), ("color", "color"),
            ("price", "fraction"), ("time", "date"), ("id", "guid"), ("link", "address"), ("day", "day"), ("letter", "letter"),
            ("v.number", "item"), ("other", "text")),
        new("Flat?", "null", ("Number", "item"), ("text", "text"), ("other", "text")),
        new("Order", "new Order()", [("customer", "text"), .. Below("lines", Lines), ("address.street", "text"), ("Address.Number", "item"),
            ("address.other", "text"), ("address", "text"), ("address[0].street", "text"), ("others[0].number", "item"),
            ("others[1].street", "text"), ("lines[0", "text"), ("lines]0[", "text")]),
        new("Order", "new Order()", ("marks", "item"), ("marks", "item"), ("marks[0]", "item"), ("marks[1]", "item"), ("marks[3]", "item"),
            ("names", "text"), ("Names[0]", "text"), ("names[1]", "text"), ("names[]", "text"),
            ("marks[0].x", "item"), ("marks.0", "item")),
        new("Maps", "new Maps()", ("stock[a]", "item"), ("stock[b]", "item"), ("Stock[A]", "item"), ("stock[]", "item"),
            ("stock[a b]", "item"), ("titles[1]", "text"), ("titles[2]", "text"), ("titles[x]", "text"), ("stock", "item")),
        new("Maps", "new Maps()", ("places[home].street", "text"), ("places[home].number", "item"), ("places[work].street", "text"),
            ("series[a]", "item"), ("series[b][0]", "item"), ("series[b][1]", "item"), ("numbers[1]", "item"), ("numbers[-2]", "item"),
            ("numbers[x]", "item")),
        new("Sets", "new Sets()", ("set", "item"), ("set[0]", "item"), ("set[1]", "item"), ("names", "text"), ("queue[0]", "item"),
            ("queue[1]", "item"), ("stack", "item"), ("stack", "item"), ("list", "text"), ("read", "item"), ("grid[0][0]", "item"),
            ("grid[0][1]", "item"), ("grid[1]", "item"), ("maybe[0]", "item"), ("maybe[1]", "item")),
        new("Node", "new Node()", ("Name", "text"), ("Next.Name", "text"), ("Next.Next.Name", "text"), ("Next.Next.Next.Name", "text")),
        new("Needed", "", ("name", "text"), ("name", "text"), ("count", "number"), ("count", "number"), ("note", "text")),
        new("Customer", "", ("name", "text"), ("name", "text"), ("favourite.name", "text"), ("favourite.name", "text"),
            ("favourite.quantity", "item"), ("favourite.quantity", "item"), ("home.street", "text")),
        new("Drawing", "new Drawing()", ("from.x", "item"), ("from.y", "item"), ("path[0].x", "item"), ("path[1].y", "item")),
        new("Renamed", "new Renamed()", ("n", "text"), ("name", "text"), ("other", "text"), ("secret", "text"), ("computed", "text")),
        new("List<Line>", "Array.Empty<Line>()", Lines),
        new("Line[]", "Array.Empty<Line>()", Lines),
        new("IReadOnlyList<Address>", "Array.Empty<Line>()", ("[0].street", "text"), ("[1].number", "item"), ("[0].number", "item"),
            ("v[0].street", "text")),
        new("Dictionary<string, Line>", "new Dictionary<string, Line>()", ("[a].name", "text"), ("[a].name", "text"),
            ("[a].quantity", "item"), ("[a].quantity", "item"), ("[b].name", "text"), ("[b].quantity", "item"), ("v[c].name", "text")),
        new("Dictionary<int, string>", "new Dictionary<string, Line>()", ("[1]", "text"), ("[2]", "text"),
            ("[x]", "text"), ("v[3]", "text")),
        new("Dictionary<string, int[]>", "new Dictionary<string, Line>()", ("[a]", "item"), ("[a]", "item"), ("[b][0]", "item"),
            ("[b][1]", "item")),
    ];

    private static IEnumerable<(string, string)> Below(string name, IEnumerable<(string Key, string Kind)> keys) =>
        keys.Select(one => (one.Key.StartsWith('[') ? name + one.Key : $"{name}.{one.Key}", one.Kind));
}
