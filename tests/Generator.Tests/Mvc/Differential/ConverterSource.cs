namespace Generator.Tests.Mvc.Differential;

/// <summary>Types that a type converter reads from text.</summary>
internal static class ConverterSource
{
    /// <summary>MVC loads a converter by the name of its class, which the context of the app's own assembly does not resolve.</summary>
    public const string Services = """
        AppDomain.CurrentDomain.AssemblyResolve += (_, wanted) =>
            wanted.Name == typeof(TestProgram).Assembly.FullName ? typeof(TestProgram).Assembly : null;

        """;

    public const string Text = """
        using System.ComponentModel;
        using System.ComponentModel.DataAnnotations;
        using System.Globalization;
        using Microsoft.AspNetCore.Mvc;

        [assembly: CompileMvcControllers]

        public abstract class TextConverter : TypeConverter
        {
            public override bool CanConvertFrom(ITypeDescriptorContext? context, Type source) => source == typeof(string);
            public override object? ConvertFrom(ITypeDescriptorContext? context, CultureInfo? culture, object value) =>
                Read((string)value) switch
                {
                    "wrong" => throw new FormatException("wrong"),
                    "large" => throw new OverflowException("large"),
                    "cause" => throw new InvalidOperationException("outer", new FormatException("inner")),
                    "other" => throw new InvalidOperationException("secret"),
                    "null" => null,
                    var text => Convert(text + (culture == CultureInfo.InvariantCulture ? "" : "?")),
                };
            protected virtual string Read(string text) => text;
            protected abstract object? Convert(string text);
        }

        public sealed class CodeConverter : TextConverter { protected override object? Convert(string text) => new Code(text); }

        [TypeConverter(typeof(CodeConverter))]
        public readonly struct Code(string? text)
        {
            public static bool TryParse(string text, out Code code) { code = new Code("parsed " + text); return true; }
            public override string ToString() => $"code {text}";
        }

        public sealed class NameConverter(Type type) : TextConverter
        {
            public NameConverter() : this(typeof(object)) { }
            protected override object? Convert(string text) => new Name { Text = text + " " + type.Name };
        }

        [TypeConverter(typeof(NameConverter))]
        public class Name
        {
            [Required] public string? Text { get; set; }
            public Name? Other { get; set; }
            public override string ToString() => "name " + Text;
        }

        public sealed class LevelConverter : TextConverter { protected override object? Convert(string text) => (Level)text.Length; }

        [TypeConverter(typeof(LevelConverter))]
        public enum Level { Low = 1, High = 2 }

        [TypeConverter(typeof(ExpandableObjectConverter))]
        public sealed class Plain { public int A { get; set; } }

        public readonly record struct Parsed(string Text)
        {
            public static bool TryParse(string text, out Parsed parsed) { parsed = new Parsed(text); return text.Length == 2; }
        }

        [TypeConverter(typeof(Hiding.Converter))]
        public sealed class Hiding(string text)
        {
            public override string ToString() => "hiding " + text;
            private sealed class Converter : TextConverter { protected override object? Convert(string text) => new Hiding(text); }
        }

        public sealed class Holder
        {
            public Code Code { get; set; }
            public Code? Maybe { get; set; }
            public Name? Name { get; set; }
            public List<Code> Codes { get; set; } = [];
            public Plain? Plain { get; set; }
            public override string ToString() => $"{Code}, {Maybe}, {Name}, [{string.Join(",", Codes)}], {Plain?.A}";
        }

        [ApiController, Route("converted")]
        public sealed class ConvertedController : ControllerBase
        {
            [HttpGet("route/{code}")] public string Route(Code code) => $"{code}";
            [HttpGet("code")] public string One(Code code) => $"{code}";
            [HttpGet("maybe")] public string Maybe(Code? code = null) => $"{code}";
            [HttpGet("name")] public string Named(Name code) => $"{code}";
            [HttpGet("hiding")] public string Hidden(Hiding code) => $"{code}";
            [HttpGet("optional")] public string Optional(Name? code) => $"{code}";
            [HttpGet("level")] public string Leveled(Level code) => $"{code}";
            [HttpGet("list")] public string List([FromQuery] List<Code> code) => string.Join(",", code);
            [HttpGet("names")] public string Names([FromQuery] Name[] code) => string.Join<Name>(",", code);
            [HttpGet("header")] public string Header([FromHeader(Name = "X-Code")] Code code) => $"{code}";
            [HttpGet("holder")] public string Held([FromQuery] Holder holder) => $"{holder}";
            [HttpGet("parsed")] public string Parsed(Parsed code) => $"{code.Text}";
            [HttpGet("others")] public string Others(TimeSpan span, Version version, System.Net.IPAddress address, Uri uri) => $"{span}";
            [HttpGet("plain")] public string Plain([FromQuery] Plain plain) => $"{plain.A}";
            [HttpPost("form")] public string Form([FromForm] Name code) => $"{code}";
            [HttpPost("body")] public string Body([FromBody] Name code) => $"{code}";
            [HttpPost("wrapped")] public string Wrapped(Wrapper wrapper) => $"{wrapper.Name}";
        }

        public sealed class Wrapper { public Name? Name { get; set; } }
        """;
}
