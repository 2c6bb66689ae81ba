using Generator.Tests.Harness;

namespace Generator.Tests.Binding;

/// <summary>Init-only properties of generic form objects, whatever their getters are. The object is created once.</summary>
public sealed class GenericInitTests
{
    private const string Source = """
        #pragma warning disable CS0693
        public interface IKey<T> { }
        public class Key : IKey<int> { }

        public class Box<T>
        {
            private static int _created;
            public Box() => Number = ++_created;
            public int Number { get; }
            public T? Value { private get; init; }
            public List<T>? Items { get; init; }
            public string Kept { get; init; } = "kept";
            public string? Set { init => Kept = value + "!"; }
            public override string ToString() => $"{Number} {Value} {Items?.Count} {Kept}";
        }

        public struct Pair<T> where T : struct, IComparable<T>
        {
            public Pair() { }
            public T Value { get; init; } = default;
            public T? Other { get; init; } = default;
        }

        public class Outer<T> where T : class, new()
        {
            public sealed class Inner<T, TText, TKey, TAny, TRef>
                where T : unmanaged where TText : class?, IEquatable<TText>? where TKey : Key?, IKey<int>, new() where TAny : notnull
                where TRef : allows ref struct
            {
                public T Value { get; init; }
                public TText? Text { get; init; }
                public TAny[]? Any { get; init; }
                public Box<T?>? Box { get; init; }
            }
        }

        [Controller(""), Microsoft.AspNetCore.Antiforgery.RequireAntiforgeryToken(false)]
        public static class XController
        {
            [Post("box")] public static string Form([FromForm] Box<string> box) => $"{box}";
            [Post("pair")] public static string Form([FromForm] Pair<int> pair) => $"{pair.Value} {pair.Other}";
            [Post("inner")] public static string Form([FromForm] Outer<object>.Inner<int, string, Key, long, object> inner) =>
                $"{inner.Value} {inner.Text} {inner.Any?.Length} {inner.Box}";
        }
        """;

    [Fact]
    public async Task They_are_set()
    {
        await using var app = await RunningApp.StartAsync(Source);

        Assert.Equal("1 a  kept", await PostAsync(app, "/box", ("value", "a")));
        Assert.Equal("2 b 2 x!", await PostAsync(app, "/box", ("value", "b"), ("items", "c"), ("items", "d"), ("set", "x")));
        Assert.Equal("5 ", await PostAsync(app, "/pair", ("value", "5")));
        Assert.Equal("0 7", await PostAsync(app, "/pair", ("other", "7")));
        Assert.Equal("5 x 1 1 6  kept", await PostAsync(
            app, "/inner", ("value", "5"), ("text", "x"), ("any", "1"), ("box.value", "6")));
    }

    private static async Task<string> PostAsync(RunningApp app, string path, params (string Key, string Value)[] fields)
    {
        using var content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Key, field.Value)));
        using var response = await app.Client.PostAsync(path, content);
        return await response.Content.ReadAsStringAsync();
    }
}
