using Generator.Tests.Harness;
using Microsoft.CodeAnalysis.CSharp;

namespace Generator.Tests.Validation;

/// <summary>Every error of an annotation, and similar annotations without an error.</summary>
public sealed class AnnotationDiagnosticTests
{
    [Theory]
    [InlineData("[StringLength(5)] public int P { get; set; }", "GR0050",
        "[StringLength] on 'V.P' can never be satisfied: it is for text, and not for int")]
    [InlineData("[StringLength(5)] public List<string>? P { get; set; }", "GR0050", "it is for text")]
    [InlineData("[MaxLength(3)] public int? P { get; set; }", "GR0050", "int? is neither text nor a collection")]
    [InlineData("[MinLength(3)] public V? P { get; set; }", "GR0050", "V? is neither text nor a collection")]
    [InlineData("[Length(1, 3)] public DateTime P { get; set; }", "GR0050", "System.DateTime is neither text nor a collection")]
    [InlineData("[EmailAddress] public int P { get; set; }", "GR0050", "it is for text, and not for int")]
    [InlineData("[Base64String] public byte[]? P { get; set; }", "GR0050", "it is for text, and not for byte[]?")]
    [InlineData("[Range(1, 3)] public Guid P { get; set; }", "GR0050", "System.Guid is no number")]
    [InlineData("[Range(1, 3)] public DateTime? P { get; set; }", "GR0050", "name its type: [Range(typeof(DateTime)")]
    [InlineData("[Range(1, 3)] public List<int>? P { get; set; }", "GR0050", "is no number")]
    [InlineData("[Range(300, 400)] public byte P { get; set; }", "GR0050", "no byte is in the range")]
    [InlineData("[Range(-5, -1)] public uint P { get; set; }", "GR0050", "no uint is in the range")]
    [InlineData("[Range(typeof(decimal), \"1\", \"3\")] public int P { get; set; }", "GR0050",
        "its limits are of the type decimal, and int is not converted to it")]
    [InlineData("[AllowedValues(1, 2)] public long P { get; set; }", "GR0050", "none of the values is of the type long")]
    [InlineData("[Range(5, 1)] public int P { get; set; }", "GR0051", "there is no number between 5 and 1")]
    [InlineData("[Range(1, 1, MinimumIsExclusive = true)] public int P { get; set; }", "GR0051", "there is no number between 1 and 1")]
    [InlineData("[Range(1, 2, MinimumIsExclusive = true, MaximumIsExclusive = true)] public int P { get; set; }", "GR0050",
        "no int is in the range")]
    [InlineData("[Range(double.NaN, 1)] public double P { get; set; }", "GR0051", "there is no number between NaN and 1")]
    [InlineData("[Range(typeof(int), \"a\", \"3\")] public int P { get; set; }", "GR0051", "'a' is no int")]
    [InlineData("[Range(typeof(decimal), \"3\", \"2.5\")] public decimal P { get; set; }", "GR0051",
        "there is nothing between '3' and '2.5'")]
    [InlineData("[Range(typeof(TimeSpan), \"1:00\", \"soon\")] public TimeSpan P { get; set; }", "GR0051", "'soon' is no System.TimeSpan")]
    [InlineData("[Range(typeof(DayOfWeek), \"Monday\", \"Friday\")] public DayOfWeek P { get; set; }", "GR0051",
        "System.DayOfWeek does not implement IParsable<T> and IComparable<T>")]
    [InlineData("[StringLength(-1)] public string? P { get; set; }", "GR0051", "the greatest length is negative")]
    [InlineData("[StringLength(2, MinimumLength = 3)] public string? P { get; set; }", "GR0051",
        "the least length, 3, is greater than the greatest, 2")]
    [InlineData("[MaxLength(0)] public string? P { get; set; }", "GR0051", "must be positive, or -1 for any")]
    [InlineData("[MinLength(-1)] public string? P { get; set; }", "GR0051", "the least length is negative")]
    [InlineData("[Length(3, 2)] public string? P { get; set; }", "GR0051", "is greater than the greatest")]
    [InlineData("[Compare(\"Q\")] public string? P { get; set; }", "GR0052",
        "[Compare] on 'V.P' names 'Q', but 'V' has no readable property")]
    [InlineData("[Compare(\"Q\")] public string? P { get; set; } private string? Q => P;", "GR0052", "names 'Q'")]
    [InlineData("[RegularExpression(\"[a-\")] public string? P { get; set; }", "GR0053", "is invalid: Invalid pattern '[a-'")]
    [InlineData("[Required] public string? P { private get; set; } public string? Q => P;", "GR0054",
        "[Required] on 'V.P' cannot be checked")]
    [InlineData("[Own] public string? P { get; set; } private sealed class Own : ValidationAttribute;", "GR0055",
        "generated code cannot see its class")]
    [InlineData("[Own(typeof(Hidden))] public string? P { get; set; } private sealed class Hidden; " +
        "public sealed class Own(Type type) : ValidationAttribute { public Type Type => type; }", "GR0055", "one of its arguments")]
    [InlineData("[Required(ErrorMessageResourceName = \"X\")] public string? P { get; set; }", "GR0056", "ErrorMessageResourceType is not")]
    [InlineData("[Required(ErrorMessage = \"\")] public string? P { get; set; }", "GR0056", "ErrorMessage is empty")]
    [InlineData("[Required(ErrorMessageResourceType = typeof(V))] public string? P { get; set; }", "GR0056",
        "ErrorMessageResourceName is not")]
    [InlineData("[Required(ErrorMessageResourceType = typeof(V), ErrorMessageResourceName = \"P\")] public string? P { get; set; }",
        "GR0056", "V has no static property 'P' of type string")]
    [InlineData("[Required(ErrorMessage = \"a\", ErrorMessageResourceType = typeof(V), ErrorMessageResourceName = \"Q\")] " +
        "public string? P { get; set; } public static string Q => \"\";", "GR0056",
        "both ErrorMessage and ErrorMessageResourceName are set")]
    public async Task It_fires(string member, string id, string message)
    {
        // The type is nested in a body and used by two controllers: the error is reported once, and neither action is served.
        var run = GeneratorRun.Of($$"""
            using System.ComponentModel.DataAnnotations;
            public class V { {{member}} }
            public record Outer(List<V>? Values);
            [Controller("x")] public static class XController
            {
                [Post] public static string Bad([FromBody] Outer outer) => "";
                [Post] public static string Good([FromBody] string text) => "";
            }
            [Controller("y")] public static class YController { [Post] public static string Bad([FromBody] V v) => ""; }
            """);

        var diagnostic = Assert.Single(await Compilations.AnalyzeAsync((CSharpCompilation)run.Output));
        Assert.Equal(id, diagnostic.Id);
        Assert.Contains(message, diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.Contains(diagnostic.Location.SourceTree!.GetText().ToString(diagnostic.Location.SourceSpan), member,
            StringComparison.Ordinal);
        Assert.Empty(Compilations.Complaints(run.Output.GetDiagnostics()));
        var generated = string.Concat(run.Files.Values);
        Assert.DoesNotContain("/Bad\"", generated, StringComparison.Ordinal);
        Assert.Contains("/x/Good\"", generated, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[StringLength(5, MinimumLength = 5)] public object? P { get; set; } [MaxLength(-1), MinLength(0)] " +
        "public string? Q { get; set; } [MaxLength(1)] public ISet<int>? R { get; set; }")]
    [InlineData("[Range(1, 1)] public int P { get; set; } [Range(-1, 300)] public byte Q { get; set; } [Range(1, 3)] " +
        "public string? R { get; set; } [Range(0, 1)] public bool S { get; set; } [Range(0, 3)] public DayOfWeek T { get; set; }")]
    [InlineData("[Range(typeof(decimal), \"1,5\", \"2,5\")] public decimal P { get; set; } [Range(typeof(DateOnly), \"1/2/2020\", " +
        "\"2/2/2020\")] public DateOnly? Q { get; set; } [Range(typeof(string), \"a\", \"z\")] public string? R { get; set; }")]
    [InlineData("[AllowedValues(1, 2L)] public long P { get; set; } [AllowedValues(1, \"a\")] public object? Q { get; set; } " +
        "[DeniedValues(1)] public long R { get; set; }")]
    [InlineData(
        "[Compare(\"Q\")] public string? P { get; set; } internal string? Q { get; set; } [Compare(\"P\")] public int R { get; set; }")]
    [InlineData("[RegularExpression(@\"^\\d{5}(-\\d{4})?$\", MatchTimeoutInMilliseconds = 10)] public string? P { get; set; }")]
    [InlineData("[Required] private string? P { get; set; } [Required] internal string? Q { get; set; } [Required] " +
        "public static string? R { get; set; } [Required] public string? S => P; [StringLength(1)] private int T { get; set; }")]
    [InlineData("[Own] public string? P { get; set; } internal sealed class Own : ValidationAttribute;")]
    [InlineData("[Required(ErrorMessageResourceType = typeof(V), ErrorMessageResourceName = \"Q\")] public string? P { get; set; } " +
        "internal static string Q => \"\";")]
    [InlineData("[Url] public Uri? P { get; set; } [Url] public string? Q { get; set; } [Phone] public object? R { get; set; }")]
    public async Task It_does_not_fire(string member)
    {
        var run = GeneratorRun.Of($$"""
            using System.ComponentModel.DataAnnotations;
            public class V { {{member}} }
            [Controller("x")] public static class XController { [Post] public static string Good([FromBody] V v) => ""; }
            """);

        Assert.Empty(await Compilations.AnalyzeAsync((CSharpCompilation)run.Output));
        Assert.Empty(Compilations.Complaints(run.Output.GetDiagnostics()));
        Assert.Contains("/x/Good\"", string.Concat(run.Files.Values), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_type_that_is_not_validated_may_have_invalid_annotations()
    {
        var run = GeneratorRun.Of("""
            using System.ComponentModel.DataAnnotations;
            public class Entity { [StringLength(5)] public int P { get; set; } }
            public interface IStore { Entity Find(); }
            [Controller("x")] public static class XController
            {
                [Get] public static string Good(IStore store) => store.Find().ToString()!;
                [Get] public static Entity All(IStore store) => store.Find();
            }
            """);

        Assert.Empty(await Compilations.AnalyzeAsync((CSharpCompilation)run.Output));
    }
}
