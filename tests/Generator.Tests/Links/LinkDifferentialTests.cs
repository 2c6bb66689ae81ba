using FsCheck;
using FsCheck.Fluent;
using Generator.Tests.Harness;
using Generator.Tests.Matching;
using Xunit.Abstractions;

namespace Generator.Tests.Links;

/// <summary>
/// Random templates and random values, in emitted links and in ASP.NET Core's LinkGenerator: both write the same text, or neither
/// has a link; and each link leads back to its values. Intentional differences are in docs/links.md and in
/// <see cref="LinkDifferences"/>.
/// </summary>
public sealed class LinkDifferentialTests(ITestOutputHelper output)
{
    private const int TemplateCount = 100;
    private const int ValuesPerTemplate = 80;
    private const int UsualSeed = 20261122;

    [Fact]
    public void Links_are_those_of_ASP_NET_Core_and_lead_back()
    {
        var seed = TestSeed.OfRun(UsualSeed, output);

        var templates = RandomLinks.Template.Sample(TemplateCount, TemplateCount, seed.Value);
        var program = RandomLinkProgram.Compile(templates);
        using var reference = new ReferenceLinks(templates);
        var (same, refused, different, back) = (0, 0, 0, 0);
        for (var i = 0; i < templates.Count; i++)
        {
            foreach (var values in RandomLinks.ValuesFor(templates[i]).Sample(ValuesPerTemplate, ValuesPerTemplate, seed.Value + i))
            {
                var link = program.Link(i, values);
                var expected = reference.Link(i, values);
                var context =
                    $"{templates[i]} with {string.Join(", ", values.Select(value => $"{value.Key}={value.Value ?? "null"}"))}; {seed.Hint}";
                if (LinkDifferences.Between(templates[i], values))
                {
                    different++;
                }
                else
                {
                    Assert.True(expected == link, $"'{link ?? "none"}' instead of '{expected ?? "none"}': {context}");
                    _ = link is null ? refused++ : same++;
                }

                if (link is not null && RandomLinks.LeadsBack(templates[i], values))
                {
                    AssertLeadsBack(program, (i, templates[i]), link, values, context);
                    back++;
                }
            }
        }

        output.WriteLine($"{same} are the same, both refused {refused}, {different} differ on purpose; {back} led back.");
        Assert.True(same > 1000 && refused > 100 && different > 100 && back > 1000, "The templates and values no longer meet.");
    }

    [Fact]
    public void What_is_fixed_in_a_template_is_encoded_at_build_time_as_the_encoder_does_when_it_runs()
    {
        for (var c = '\0'; c < char.MaxValue; c++)
        {
            var text = $"a{c}b";
            Assert.Equal(System.Text.Encodings.Web.UrlEncoder.Default.Encode(text), Graceful.Generators.Emitting.UrlText.Encode(text));
        }

        Assert.Equal("%F0%9F%98%80", Graceful.Generators.Emitting.UrlText.Encode("😀"));
    }

    private static void AssertLeadsBack(
        RandomLinkProgram program,
        (int Number, string Text) template,
        string link,
        IReadOnlyDictionary<string, string?> values,
        string context)
    {
        var found = program.Match(template.Number, link);
        Assert.True(found is not null, $"{link} leads nowhere: {context}");
        foreach (var (name, value) in values.Where(value => value.Value is { Length: > 0 }))
        {
            // An encoded slash stays encoded in a route value, as in ASP.NET Core. In the query it is decoded, and ** does not encode it.
            var isPlain = name is "query" or "other key" || template.Text.Contains("**" + name, StringComparison.Ordinal);
            var expected = isPlain ? value : value!.Replace("/", "%2F", StringComparison.Ordinal);
            Assert.True(found.GetValueOrDefault(name) == expected,
                $"{link} leads to '{found.GetValueOrDefault(name)}' for {name}: {context}");
        }
    }
}
