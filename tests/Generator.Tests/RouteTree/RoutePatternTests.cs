using Generator.Tests.Harness;
using Graceful.Generators.RouteTree;
using Microsoft.AspNetCore.Routing.Patterns;
using RoutePattern = Graceful.Generators.RouteTree.RoutePattern;

namespace Generator.Tests.RouteTree;

/// <summary>Parsed templates compared with ASP.NET Core: the same pattern, or an error in both.</summary>
public sealed class RoutePatternTests
{
    public static TheoryData<string> Understood => new(
        "/", "/a", "/a/b", "/a/b/", "/{{a}}", "/{{a}}b{{", "/{id}", "/{id?}", "/{id=1}", "/{id=}", "/{*rest}", "/{**rest}",
        "/{*rest=x/y}", "/a/{b}/c/{d?}",
        "/{name}.{extension}", "/{name}.{extension?}", "/v{major}.{minor}-{tag}x", "/{id:int}", "/{id:INT?}",
        "/{id:int:min(1):max(10)=5}", "/{a:length(3)}",
        "/{a:length(3, 5)}", "/{a:range(-1,1)}", "/{a:range( 1 , 2 )}", "/{a:min( 7 )}", "/{a:regex(^a:b$)}", "/{a:regex(^\\d{{2}}$)}",
        "/{a:regex(^(x|y)$)=x}", "/{a:regex(a/b)}",
        "/{a:regex(a=b)}", "/{a:regex(:):int}", "/{a:regex([(]x)}", "/{a:file}", "/{a:nonfile}", "/{a:required}", "/{a:alpha}", "/{a:guid}",
        "/{a:decimal}/{b:double}/{c:float}",
        "/{a:datetime}/{b:bool}/{c:long}", "/{a:minlength(0)}", "/{a:maxlength(2147483647)}", "/{:a}", "/{=a}", "/{a b}", "/{a::int}",
        "/{a=b:int}", "/{*a:int}", "/a{b}c", "/{a.b}", "/{a:regex()}");

    public static TheoryData<string, string> NotUnderstood => new()
    {
        { "/a}", "there is a '}'" },
        { "/a?}", "there is a '}'" },
        { "/{a", "there is a '{' without" },
        { "/{", "there is a '{' without" },
        { "/{a{b}}", "there is a '{' inside" },
        { "/a//b", "the path has an empty segment" },
        { "//", "the path has an empty segment" },
        { "/a?", "a literal must not contain '?'" },
        { "/{}", "'' cannot be the name" },
        { "/{*}", "'' cannot be the name" },
        { "/{/a}", "'/a' cannot be the name" },
        { "/{a/b}", "'a/b' cannot be the name" },
        { "/{a?b}", "'a?b' cannot be the name" },
        { "/{*a?}", "the catch-all parameter 'a' is optional anyway" },
        { "/{a=1?}", "the parameter 'a' is optional and has a default" },
        { "/{a}/{A}", "the parameter 'A' appears in it twice" },
        { "/{*a}/b", "a catch-all parameter takes the rest" },
        { "/x{*a}", "the catch-all parameter 'a' must have its segment" },
        { "/{a}{b}", "a literal is missing between the parameters 'a' and 'b'" },
        { "/{a?}.x", "the optional parameter 'a' must be the last part of its segment" },
        { "/{a}-{b?}", "the optional parameter 'b' must be the last part of its segment, alone or after a '.'" },
        { "/" + string.Join('/', Enumerable.Range(0, 29)), "it has more than 28 segments" },
        { "/{a:integer}", "there is no constraint 'integer'" },
        { "/{a:int(3)}", "the constraint 'int(3)' cannot be: it takes no argument" },
        { "/{a:min}", "the constraint 'min' cannot be: it takes one number" },
        { "/{a:min(x)}", "it takes one number" },
        { "/{a:range(1)}", "it takes two numbers" },
        { "/{a:range(2,1)}", "its first number is greater" },
        { "/{a:length(-1)}", "it takes one or two numbers from 0" },
        { "/{a:maxlength(9999999999)}", "it takes one number from 0 to 2147483647" },
        { "/{a:regex}", "it takes a regular expression" },
    };

    [Theory]
    [MemberData(nameof(Understood))]
    public void It_is_read_as_ASP_NET_Core_reads_it(string text)
    {
        var ours = RoutePattern.Parse(text, out var error);
        var theirs = RoutePatternFactory.Parse(text);

        Assert.Null(error);
        Assert.Equal(
            theirs.PathSegments.Select(segment => string.Concat(segment.Parts.Select(Describe))),
            ours!.Segments.Select(segment => string.Concat(segment.Parts.Select(Describe))));
    }

    [Theory]
    [MemberData(nameof(NotUnderstood))]
    public void An_invalid_template_has_an_error(string text, string expected)
    {
        Assert.Null(RoutePattern.Parse(text, out var error));
        Assert.Contains(expected, error!.Message, StringComparison.Ordinal);
        Assert.Equal(expected.StartsWith("there is no constraint", StringComparison.Ordinal)
            ? RouteErrorKind.UnknownConstraint
            : RouteErrorKind.NotUnderstood, error.Kind);

        // ASP.NET Core refuses it too: when it parses the pattern, or when it creates the constraints or the matcher.
        Assert.ThrowsAny<Exception>(() => ReferenceMatcher.Build([new ReferenceRoute(text, [], 0, 0)]));
    }

    /// <summary>The wrong part is between the marks.</summary>
    [Theory]
    [InlineData("/a/[/]b")]
    [InlineData("/[/]")]
    [InlineData("/a[}]b")]
    [InlineData("/ab/[c?d]/e")]
    [InlineData("/x/[{a?b}]/y")]
    [InlineData("/{a}/[{A}]/y")]
    [InlineData("/{*a}/[b/c]")]
    [InlineData("/x/[{]a")]
    [InlineData("/x/{a[{]b}}")]
    [InlineData("/a/[{b}{c}]/d")]
    [InlineData("/a/[x{*b}]/d")]
    [InlineData("/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17/18/19/20/21/22/23/24/25/26/27/28/[29/30]")]
    public void The_wrong_part_is_underlined(string marked)
    {
        var (start, end) = (marked.IndexOf('['), marked.IndexOf(']') - 1);
        var parser = new RoutePatternParser(marked.Replace("[", string.Empty).Replace("]", string.Empty));

        Assert.Null(parser.Parse(out _));
        Assert.Equal((start, end - start), parser.Fault);
    }

    [Fact]
    public void A_literal_without_a_meaning_in_a_path_is_an_error()
    {
        Assert.Null(RoutePattern.Parse("/a\0b", out var error));
        Assert.Equal("a literal must not contain the character U+0000", error!.Message);
    }

    [Fact]
    public void A_regular_expression_is_read_at_build_time()
    {
        // ASP.NET Core parses it with the first value to compare.
        Assert.Null(RoutePattern.Parse("/{a:regex([)}", out var error));
        Assert.StartsWith("the constraint 'regex([)' cannot be", error!.Message, StringComparison.Ordinal);
    }

    private static string Describe(RoutePart part) => part.Parameter is not { } parameter
        ? part.Literal!
        : $"<{parameter.Name} {parameter.IsOptional} {parameter.IsCatchAll} {parameter.Default ?? "-"} " +
            $"{string.Join(' ', parameter.Constraints.Select(constraint => constraint.Text))}>";

    private static string Describe(RoutePatternPart part) => part switch
    {
        RoutePatternParameterPart parameter =>
            $"<{parameter.Name} {parameter.IsOptional} {parameter.IsCatchAll} {parameter.Default ?? "-"} " +
            $"{string.Join(' ', parameter.ParameterPolicies.Select(policy => policy.Content))}>",
        RoutePatternLiteralPart literal => literal.Content,
        RoutePatternSeparatorPart separator => separator.Content,
        _ => throw new InvalidOperationException(),
    };
}
