using Generator.Tests.Mvc.Differential;
using Xunit.Abstractions;

namespace Generator.Tests.Mvc.Styles;

/// <summary>Controllers in the styles of real applications compile unchanged, without a diagnostic, and answer as under MVC.</summary>
public sealed class StyleTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Controllers_in_the_styles_of_others_answer_as_under_MVC()
    {
        var source = ComparedApps.Join(["[assembly: CompileMvcControllers]", .. StyleSource.Names.Select(StyleSource.Read)]);
        await using var apps = await ComparedApps.StartAsync(source, StyleSource.Services);

        var differences = new List<string>();
        var (requests, served) = (0, 0);
        foreach (var request in StyleSource.Requests())
        {
            var (compiled, mvc) = await apps.AnswersAsync(request);
            requests++;
            served += mvc[0] is '2' or '3' ? 1 : 0;
            if (compiled != mvc)
            {
                differences.Add($"{request}\n  compiled: {compiled}\n  MVC:      {mvc}");
            }
        }

        output.WriteLine($"{requests} requests, {served} of them served");
        Assert.True(differences.Count == 0, $"{differences.Count} differences:\n{string.Join("\n", differences)}");
        Assert.True(served > requests / 3, "Most requests are refused.");
    }
}
