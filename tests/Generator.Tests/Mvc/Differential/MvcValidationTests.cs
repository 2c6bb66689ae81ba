using Xunit.Abstractions;

namespace Generator.Tests.Mvc.Differential;

/// <summary>The errors of models and parameters are those of MVC, with the same keys and messages.</summary>
public sealed class MvcValidationTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Each_request_is_validated_as_by_MVC()
    {
        await using var apps = await ComparedApps.StartAsync(ValidationSource.Text, services: string.Empty);

        var comparison = await apps.CompareAsync(ValidationSource.Requests.SelectMany(requests => requests.Split('\n')));

        comparison.AssertSame(output, served: 7, refused: 30);
    }
}
