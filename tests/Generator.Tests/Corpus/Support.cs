namespace Generator.Tests.Corpus;

/// <summary>The types that every program of the corpus has beside its own.</summary>
internal static class Support
{
    public const string Source = """
        #nullable enable
        namespace Support
        {
            using System;
            using System.ComponentModel.DataAnnotations;
            using System.Threading.Tasks;
            using Microsoft.AspNetCore.Http;

            public enum Color { Red, @class = 7, Größe = -3 }
            [Flags] public enum Small : byte { None, One, Two, Both = 3, Last = 255 }
            public enum Large : ulong { Zero, Last = ulong.MaxValue }
            public readonly record struct Celsius(double Degrees) : IParsable<Celsius>
            {
                public static Celsius Parse(string s, IFormatProvider? provider) => throw null!;
                public static bool TryParse(string? s, IFormatProvider? provider, out Celsius result) => throw null!;
            }
            public sealed record Isbn(long Number) : ISpanParsable<Isbn>
            {
                public static Isbn Parse(string s, IFormatProvider? provider) => throw null!;
                public static Isbn Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => throw null!;
                public static bool TryParse(string? s, IFormatProvider? provider, [System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)]
                    out Isbn result) => throw null!;
                public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider,
                    [System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out Isbn result) => throw null!;
            }
            public sealed record Sku(string Text) { public static bool TryParse(string? text, out Sku? result) => throw null!; }
            public sealed record Tenant(string Name) { public static ValueTask<Tenant?> BindAsync(HttpContext context) => throw null!; }
            public readonly record struct Trace(int Length) { public static ValueTask<Trace> BindAsync(HttpContext context) =>
                throw null!; }

            public sealed class Binder<T> : global::Graceful.IParameterBinder<T>
            {
                public static ValueTask<global::Graceful.BindResult<T>> BindAsync(
                    HttpContext c, global::Graceful.BoundParameter<T> p) => throw null!;
            }

            public interface IClock { string Now { get; } }
            public class Clock { public string Now => ""; }
            public sealed class Context : global::Graceful.RequestContext { public Context(IServiceProvider services) { } }
            public sealed class Log : IEndpointFilter
            {
                public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
                    next(context);
            }

            public sealed class EvenAttribute : ValidationAttribute
            {
                public EvenAttribute(params object?[]? values) { }
                public EvenAttribute(string text, Type? type = null) { }
                public string? Text { get; set; }
                public double Number;
                public Color[]? Colors { get; set; }
                public override bool IsValid(object? value) => true;
            }
            [AttributeUsage(AttributeTargets.All)] public sealed class KindAttribute<T>
                : ValidationAttribute { public T? Value { get; set; } public override bool IsValid(object? value) => true; }
            [AttributeUsage(AttributeTargets.All, AllowMultiple = true)] public class NoteAttribute : Attribute
            {
                public NoteAttribute() { }
                public NoteAttribute(object? value, params Type?[] types) { }
                public NoteAttribute(char letter, float number, Large large) { }
                public NoteAttribute(string[]? texts) { }
                public object? Any { get; set; }
                public Type[]? Types { get; set; }
                public Small @class;
                public long @long { get; set; }
            }
            public static class Checks
            {
                public static ValidationResult? Check(object? value, ValidationContext context) => null;
                public static ValidationResult? Text(string? value) => null;
            }
        }
        """;
}
