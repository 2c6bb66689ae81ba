using Generator.Tests.Harness;

namespace Generator.Tests.Naming;

/// <summary>The order of the ranks of an array of arrays, with and without question marks.</summary>
public sealed class ArrayNameTests
{
    [Theory]
    [InlineData("byte[][,]")]
    [InlineData("byte[,][]")]
    [InlineData("byte[]?[,]")]
    [InlineData("byte[,]?[]")]
    [InlineData("string?[][,][,,]")]
    [InlineData("string[]?[][,]?[]")]
    [InlineData("List<int?[,][]?[]>")]
    public void A_parameter_of_the_type_compiles(string type)
    {
        var run = GeneratorRun.Of($$"""
            [Controller("x")]
            public static class XController
            {
                [Post("service")] public static string Service([FromServices] {{type}} items) => "";
                [Post("body")] public static string Body([FromBody] {{type}} items) => "";
                [Get("result")] public static {{type}} Result() => throw new NotSupportedException();
            }
            """);

        Assert.Empty(Compilations.Complaints(run.Output.GetDiagnostics()));
        Assert.Contains("XController.Result)", run.Files["XController.g.cs"], StringComparison.Ordinal);
    }
}
