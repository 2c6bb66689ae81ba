using Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Generator.Tests.Diagnostics;

/// <summary>Diagnostics about members that a controller inherits from another assembly.</summary>
public sealed class InheritedLocationTests
{
    [Theory]
    [InlineData("GR0009", "[Before] public int Bad() => 1;")]
    [InlineData("GR0005", "[Get] protected internal string Bad() => \"\";")]
    [InlineData("GR0006", "[Get] public Func<int> Bad() => null!;")]
    [InlineData("GR0007", "[Get] public string Bad(ref int number) => \"\";")]
    [InlineData("GR0001", "[Get(\"{id\")] public string Bad() => \"\";")]
    public async Task They_are_reported_at_the_controller_and_name_it(string id, string member)
    {
        const string Source = "[Controller] public class XController : Base { [Get] public string A() => \"\"; }";
        var library = CompiledLibrary.Compile("Lib", $"public abstract class Base {{ {member} }}");
        foreach (var reference in new MetadataReference[] { library.File, library.Project })
        {
            var run = GeneratorRun.Of(Compilations.Create("Program", [reference], Source));

            var diagnostic = Assert.Single(await Compilations.AnalyzeAsync((CSharpCompilation)run.Output));
            Assert.Equal(id, diagnostic.Id);
            Assert.Equal("XController", Source.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length));
            Assert.EndsWith(" (inherited by 'XController')", diagnostic.GetMessage(null), StringComparison.Ordinal);
        }
    }
}
