using Generator.Tests.Harness;
using Graceful.Generators.TypeGraphs;
using Microsoft.CodeAnalysis;

namespace Generator.Tests.TypeGraphs;

public sealed class DepthFirstTests
{
    [Theory]
    [InlineData("A>B B>C", "C B A", null)]
    [InlineData("A>B A>C B>D C>D", "D B C A", null)]
    [InlineData("A>B B>A", "B A", "B>A")]
    [InlineData("A>A A>B", "B A", "A>A")]
    [InlineData("A>B B>C C>B A>D", "C B D A", "C>B")]
    public void Types_follow_those_that_they_lead_to(string edges, string ordered, string? cycle)
    {
        var program = Compilations.Create("class A; class B; class C; class D;");
        var all = edges.Split(' ').ToLookup(edge => edge[..1], StringComparer.Ordinal);

        var visited = DepthFirst.PostOrder([Type("A")], type => all[type.Name], edge => Type(edge[2..]), out var found);

        Assert.Equal(ordered, string.Join(' ', visited.Select(type => type.Name)));
        Assert.Equal(cycle, found);

        ITypeSymbol Type(string name) => program.GetTypeByMetadataName(name)!;
    }
}
