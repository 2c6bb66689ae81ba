using Generator.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace Generator.Tests.Diagnostics;

/// <summary>Attributes of Asp.Versioning are reported (GR0041): nothing selects an action by version.</summary>
public sealed class ApiVersionTests
{
    /// <summary>The library with the names that matter; the package itself would pull MVC's API explorer into every test.</summary>
    private const string Library = """
        namespace Asp.Versioning
        {
            [AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
            public class ApiVersionAttribute(string version) : Attribute { public string Version => version; }

            [AttributeUsage(AttributeTargets.Method)]
            public class MapToApiVersionAttribute(string version) : Attribute { public string Version => version; }
        }
        """;

    [Fact]
    public async Task Version_attributes_are_reported_on_controllers_and_actions()
    {
        var library = Reference();
        var run = GeneratorRun.Of(Compilations.Create("App", [library], """
            using Asp.Versioning;
            [Controller("x"), ApiVersion("1.0"), ApiVersion("2.0")] public static class XController
            {
                [Get, MapToApiVersion("2.0")] public static string Show() => "";
            }
            """));

        var found = await Analysis.RunAsync((Microsoft.CodeAnalysis.CSharp.CSharpCompilation)run.Output);

        Assert.Equal(["GR0041", "GR0041", "GR0041"], found.Select(diagnostic => diagnostic.Id));
        Assert.Contains("[ApiVersion] on 'XController' has no effect", found[0].GetMessage(null), StringComparison.Ordinal);
        Assert.Contains("[MapToApiVersion] on 'XController.Show' has no effect", found[2].GetMessage(null), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_attribute_of_the_program_with_that_name_is_not_reported()
    {
        var run = GeneratorRun.Of(Library + " [Controller(\"x\"), Asp.Versioning.ApiVersion(\"1.0\")] public static class XController;");

        Assert.Empty(await Analysis.RunAsync((Microsoft.CodeAnalysis.CSharp.CSharpCompilation)run.Output));
    }

    private static PortableExecutableReference Reference()
    {
        using var image = new MemoryStream();
        var emitted = Compilations.Create("Asp.Versioning.Abstractions", [], Library).Emit(image);
        Assert.True(emitted.Success, string.Join("\n", emitted.Diagnostics));
        return MetadataReference.CreateFromImage(image.ToArray());
    }
}
