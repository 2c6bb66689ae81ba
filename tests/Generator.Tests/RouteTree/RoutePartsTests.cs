using Graceful.Generators.RouteTree;

namespace Generator.Tests.RouteTree;

/// <summary>Constraints, captures and links of a parsed pattern.</summary>
public sealed class RoutePartsTests
{
    [Theory]
    [InlineData("int", "Int", 0, 0)]
    [InlineData("MIN(5)", "Min", 5, 5)]
    [InlineData("max(-5)", "Max", -5, -5)]
    [InlineData("min(-9223372036854775808)", "Min", long.MinValue, long.MinValue)]
    [InlineData("max(9223372036854775807)", "Max", long.MaxValue, long.MaxValue)]
    [InlineData("range(1,1)", "Range", 1, 1)]
    [InlineData("range( -2 , 3 )", "Range", -2, 3)]
    [InlineData("length(0)", "Length", 0, 0)]
    [InlineData("length(1,2)", "Length", 1, 2)]
    [InlineData("minlength(0)", "MinLength", 0, 0)]
    [InlineData("maxlength(2147483647)", "MaxLength", int.MaxValue, int.MaxValue)]
    public void The_numbers_of_a_constraint_are_its_arguments(string text, string kind, long least, long most)
    {
        var constraint = RouteConstraint.Parse(text, out var error);

        Assert.Null(error);
        Assert.Equal((text, kind, least, most, null),
            (constraint!.Text, constraint.Kind.ToString(), constraint.Least, constraint.Most, constraint.Expression));
    }

    [Theory]
    [InlineData("regex(^(a|b)$)", "^(a|b)$")]
    [InlineData("REGEX()", "")]
    public void The_argument_of_a_regular_expression_is_kept(string text, string expression) =>
        Assert.Equal(expression, RouteConstraint.Parse(text, out _)!.Expression);

    [Theory]
    [InlineData("min()", "it takes one number from -9223372036854775808 to 9223372036854775807")]
    [InlineData("min(1,2)", "it takes one number")]
    [InlineData("max(9223372036854775808)", "it takes one number from")]
    [InlineData("range(1,2,3)", "it takes two numbers")]
    [InlineData("range(1,x)", "it takes two numbers from")]
    [InlineData("length(1,2,3)", "it takes one or two numbers")]
    [InlineData("length(2,1)", "its first number is greater")]
    [InlineData("minlength(-1)", "it takes one number from 0 to 2147483647")]
    [InlineData("maxlength(2147483648)", "it takes one number from 0 to 2147483647")]
    [InlineData("int()", "it takes no argument")]
    public void Wrong_arguments_are_named(string text, string expected)
    {
        Assert.Null(RouteConstraint.Parse(text, out var error));
        Assert.Equal(RouteErrorKind.NotUnderstood, error!.Kind);
        Assert.StartsWith($"the constraint '{text}' cannot be: {expected}", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("integer")]
    [InlineData("min(1")]
    [InlineData("(1)")]
    [InlineData("1)")]
    public void Unknown_names_are_an_error_of_their_own(string text)
    {
        Assert.Null(RouteConstraint.Parse(text, out var error));
        Assert.Equal(RouteErrorKind.UnknownConstraint, error!.Kind);
        Assert.StartsWith($"there is no constraint '{text.Replace("(1)", string.Empty, StringComparison.Ordinal)}'; there are int, long,",
            error.Message, StringComparison.Ordinal);
    }

    /// <summary>First one capture for each segment with a parameter, then those of the parts.</summary>
    [Fact]
    public void Captures_are_numbered_by_segment_and_then_by_part()
    {
        var pattern = Parse("/a/{b}/{c}.{d}/x{e}-y/{*f}");

        Assert.Equal((4, 7), (pattern.ParameterSegments, RouteCaptures.Count(pattern)));
        Assert.Equal([0, 0, 1, 2, 3], Enumerable.Range(0, 5).Select(i => RouteCaptures.OfSegment(pattern, i)));
        Assert.Equal((4, 6), (RouteCaptures.OfParts(pattern, 2), RouteCaptures.OfParts(pattern, 3)));
        Assert.Equal([6, 0, 5, 4, -1, 3], RouteCaptures.BySlot(pattern, ["E", "b", "d", "c", "g", "f"]));
        Assert.Equal(["b", "c", "d", "e", "f"], pattern.Parameters.Select(parameter => parameter.Name));
    }

    [Theory]
    [InlineData("/", 0, "")]
    [InlineData("/a/{b}", 2, "b")]
    [InlineData("/a/{b?}", 1, "")]
    [InlineData("/a/{b=1}/{c?}", 1, "")]
    [InlineData("/a/{b=1}/{c}", 3, "c")]
    [InlineData("/a/{b?}/{c}", 3, "b c")]
    [InlineData("/{a}/{*b}", 1, "a")]
    [InlineData("/{a}.{b}", 1, "a b")]
    [InlineData("/{a}.{b?}", 1, "a")]
    [InlineData("/{a}.{b?}/c/{d?}", 2, "a")]
    public void A_link_needs_the_parameters_that_may_not_be_absent(string text, int least, string required)
    {
        var pattern = Parse(text);

        Assert.Equal(least, LinkPath.Least(pattern));
        Assert.Equal(required, string.Join(' ', LinkPath.Required(pattern).Select(parameter => parameter.Name)));
    }

    [Theory]
    [InlineData("/{a}.{b}", "x.y", "a=x b=y")]
    [InlineData("/{a}.{b}", "x.y.z", "a=x.y b=z")]
    [InlineData("/{a}.{b}", "x", null)]
    [InlineData("/{a}.{b}", ".y", null)]
    [InlineData("/{a}.{b}", "x.", null)]
    [InlineData("/{a}.{b?}", "x", "a=x")]
    [InlineData("/{a}.{b?}", "x.", null)]
    [InlineData("/{a}.{b?}", "x.y", "a=x b=y")]
    [InlineData("/v{a}", "V1", "a=1")]
    [InlineData("/v{a}", "v", null)]
    [InlineData("/v{a}", "xv1", null)]
    [InlineData("/{a}z", "1Z", "a=1")]
    [InlineData("/{a}z", "1zz", "a=1z")]
    [InlineData("/{a}z", "1z2", null)]
    [InlineData("/{a}z", "z", null)]
    [InlineData("/a{b}-{c}z", "a1-2z", "b=1 c=2")]
    [InlineData("/{a}--{b}", "x--y", "a=x b=y")]
    [InlineData("/{a}-{b}-{c}", "1-2-3-4", "a=1-2 b=3 c=4")]
    [InlineData("/{a}-{b}", "x-y-", "a=x b=y-")]
    [InlineData("/x{a}-{b}", "-b", null)]
    public void A_segment_with_several_parts_is_split_from_its_end(string text, string value, string? expected)
    {
        var values = ComplexSegment.Match(Parse(text).Segments[0], value);

        Assert.Equal(expected, values is null ? null : string.Join(' ', values.Select(pair => $"{pair.Key}={pair.Value}").Order()));
    }

    [Theory]
    [InlineData("^a", "A1", true)]
    [InlineData("^a", "b", false)]
    [InlineData("(?=a)a", "a", true)]
    [InlineData("(.)\\1", "xaax", true)]
    [InlineData("(.)\\1", "xabx", false)]
    public void An_expression_is_evaluated_as_at_run_time(string expression, string value, bool matches)
    {
        // Another string, because results are kept by reference.
        expression = new string(expression.AsSpan());

        Assert.Equal(matches, ConstraintExpression.IsMatch(expression, value));
        Assert.Equal(matches, ConstraintExpression.IsMatch(expression, value));
    }

    /// <summary>The lookahead needs backtracking, which takes exponential time here.</summary>
    [Fact]
    public void An_expression_that_takes_too_long_matches_nothing_from_then_on()
    {
        var expression = new string("(?=a)^(a|aa)+$".AsSpan());
        Assert.True(ConstraintExpression.IsMatch(expression, "a"));

        Assert.False(ConstraintExpression.IsMatch(expression, new string('a', 80) + "b"));
        Assert.False(ConstraintExpression.IsMatch(expression, "a"));
    }

    [Theory]
    [InlineData("*a?", "the catch-all parameter 'a'")]
    [InlineData("a=1?", "the parameter 'a'")]
    [InlineData("/a", "'/a' cannot")]
    public void A_wrong_parameter_is_none(string text, string expected)
    {
        Assert.Null(RouteParameterParser.Parse(text, out var error));
        Assert.StartsWith(expected, error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_catch_all_with_two_stars_keeps_its_slashes()
    {
        Assert.True(Parse("/{**a}").Segments[0].Parameter!.KeepsSlashes);
        Assert.False(Parse("/{*a}").Segments[0].Parameter!.KeepsSlashes);
    }

    [Theory]
    [InlineData("/a/", "/a")]
    [InlineData("/", "/")]
    [InlineData("/{a}/", "/{a}")]
    public void The_text_of_a_pattern_has_no_slash_at_its_end(string written, string text) => Assert.Equal(text, Parse(written).Text);

    private static RoutePattern Parse(string text) => RoutePattern.Parse(text, out _)!;
}
