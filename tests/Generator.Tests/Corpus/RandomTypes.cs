namespace Generator.Tests.Corpus;

/// <summary>Type expressions: what a member, a parameter or a result may be.</summary>
internal sealed class RandomTypes(Choices choices)
{
    private const string Generic = "global::System.Collections.Generic.";
    private const string Immutable = "global::System.Collections.Immutable.";
    private const string ObjectModel = "global::System.Collections.ObjectModel.";

    private static readonly string[] Values =
    [
        "bool", "byte", "sbyte", "char", "short", "ushort", "int", "int", "uint", "long", "ulong",
        "global::System.IntPtr", "global::System.UIntPtr", "float", "double",
        "decimal", "global::System.Guid",
        "global::System.DateTime", "global::System.DateTimeOffset", "global::System.DateOnly", "global::System.TimeOnly",
        "global::System.TimeSpan", "global::System.Half",
        "global::System.Int128", "global::System.Numerics.BigInteger", "global::System.Text.Json.JsonElement", "global::System.DayOfWeek",
        "global::System.Text.Rune",
        "global::Support.Color", "global::Support.Small", "global::Support.Celsius", "global::Support.Trace",
        "global::Microsoft.Extensions.Primitives.StringValues",
    ];

    private static readonly string[] References =
    [
        "string", "string", "string", "object", "byte[]", "global::System.Uri", "global::System.Version", "global::System.Net.IPAddress",
        "global::System.Text.Json.Nodes.JsonNode",
        "global::Support.Isbn", "global::Support.Sku", "global::Support.Tenant", "global::Support.IClock", "global::Support.Clock",
    ];

    /// <summary>Types that bodies and forms rarely have; several are errors.</summary>
    private static readonly string[] Strange =
    [
        "dynamic", "global::System.Type", "global::System.IServiceProvider", "global::System.Action", "global::System.Func<int, string>",
        "global::System.Delegate", "global::System.Enum",
        "global::System.IO.Stream", "global::Microsoft.AspNetCore.Http.IFormFile",
        "global::Microsoft.AspNetCore.Http.IFormFileCollection", "global::System.Exception",
        "global::System.Collections.IEnumerable", "global::System.Collections.ArrayList", "global::System.Lazy<string>",
        "global::System.Threading.Tasks.Task", "global::System.Array",
        "global::System.ValueType", "global::System.Reflection.MethodInfo", "global::System.Globalization.CultureInfo",
        "global::System.Collections.Generic.List<string>.Enumerator",
    ];

    private readonly List<DeclaredType> _declared = [];

    public IReadOnlyList<DeclaredType> Declared => _declared;

    public void Add(DeclaredType type) => _declared.Add(type);

    /// <summary>Returns a type that takes no part in a cycle of structs.</summary>
    public CorpusType OfStruct() => choices.OneIn(3) ? Collection(Any(1)) : MaybeNullable(Simple());

    public CorpusType Any(int depth = 3) => MaybeNullable(Plain(depth));

    /// <summary>Returns a type that satisfies the constraint of a type parameter.</summary>
    private CorpusType Argument(string constraint, int depth) => constraint switch
    {
        "struct" => new(choices.Of(Values), IsValue: true),
        "class" => new(choices.Of(References), IsValue: false),
        "new()" => new("global::Support.Clock", IsValue: false),
        "notnull" => Plain(depth),
        _ => Any(depth),
    };

    private CorpusType Plain(int depth) => choices.Below(depth > 0 ? 14 : 6) switch
    {
        < 6 => Simple(),
        < 10 => Own(depth),
        < 13 => Collection(Any(depth - 1)),
        _ => Rare(depth),
    };

    private CorpusType Simple()
    {
        if (choices.OneIn(40))
        {
            var strange = choices.Of(Strange);
            return new(strange, IsValue: strange.EndsWith("Enumerator", StringComparison.Ordinal));
        }

        return choices.OneIn(2) ? new CorpusType(choices.Of(Values), IsValue: true)
            : new CorpusType(choices.Of(References), IsValue: false);
    }

    private CorpusType Own(int depth)
    {
        if (_declared.Count == 0)
        {
            return Simple();
        }

        var type = choices.Of(_declared);
        return new(Written(type, depth), type.IsValue);
    }

    public string Written(DeclaredType type, int depth) => type.Constraints.Count == 0
        ? type.Reference
        : $"{type.Reference}<{string.Join(", ", type.Constraints.Select(constraint => Argument(constraint, depth - 1)))}>";

    private CorpusType Collection(CorpusType item) => choices.Below(16) switch
    {
        0 or 1 => new(item + "[]", IsValue: false),
        2 or 3 => new($"{Generic}List<{item}>", IsValue: false),
        4 => new($"{Generic}I{choices.Of<string>(["List", "Enumerable", "Collection", "ReadOnlyList", "ReadOnlyCollection"])}<{item}>",
            IsValue: false),
        5 => new($"{Generic}{choices.Of<string>(["HashSet", "ISet", "IReadOnlySet", "Queue", "Stack", "LinkedList", "SortedSet"])}<{item}>",
            IsValue: false),
        6 or 7 =>
            new($"{Generic}{choices.Of<string>(["Dictionary", "IDictionary", "IReadOnlyDictionary", "SortedDictionary"])}<{Key}, {item}>",
                IsValue: false),
        8 => new($"{Immutable}ImmutableArray<{item}>", IsValue: true),
        9 => new($"{Immutable}{choices.Of<string>(["ImmutableList", "IImmutableSet", "ImmutableQueue", "IImmutableStack"])}<{item}>",
            IsValue: false),
        10 => new($"{Immutable}ImmutableDictionary<{Key}, {item}>", IsValue: false),
        11 => new(item + "[][]", IsValue: false),
        12 => new($"{Generic}KeyValuePair<{Key}, {item}>", IsValue: true),
        13 => new($"{ObjectModel}{choices.Of<string>(["Collection", "ReadOnlyCollection", "ObservableCollection"])}<{item}>",
            IsValue: false),
        14 => new($"global::System.Collections.Concurrent.{choices.Of<string>(["ConcurrentBag", "ConcurrentQueue"])}<{item}>",
            IsValue: false),
        _ => new($"global::System.Collections.Concurrent.ConcurrentDictionary<{Key}, {item}>", IsValue: false),
    };

    private string Key => choices.Of<string>(["string", "string", "int", "global::System.Guid", "global::Support.Color"]);

    private CorpusType Rare(int depth) => choices.Below(6) switch
    {
        0 => new($"({Any(depth - 1)} a, {Any(depth - 1)} B)", IsValue: true),
        1 => new($"{Any(depth - 1)}[,]", IsValue: false),
        2 => new($"global::System.ArraySegment<{Any(depth - 1)}>", IsValue: true),
        3 => new($"global::System.Memory<{Any(depth - 1)}>", IsValue: true),
        4 => new($"global::System.Lazy<{Any(depth - 1)}>", IsValue: false),
        _ => new($"{Generic}IAsyncEnumerable<{Any(depth - 1)}>", IsValue: false),
    };

    private CorpusType MaybeNullable(CorpusType type) => type.Written != "dynamic" && choices.OneIn(3) ? type.Nullable : type;
}
