using Graceful.Generators.Model;
using static Graceful.Generators.Emitting.Literals;

namespace Graceful.Generators.Emitting;

/// <summary>Writes what the route attributes of a library set, for the projects that do not see their source.</summary>
internal static class CompiledRouteEmitter
{
    public static string Emit(IEnumerable<CompiledRouteModel> constructors)
    {
        var code = GeneratedFile.Begin();
        foreach (var one in constructors)
        {
            var methods = one.HttpMethods.Count == 0 ? null : $"new[] {{ {string.Join(", ", one.HttpMethods.Select(Literal))} }}";
            var values = new[]
            {
                Literal(one.Constructor), Set("Template", Text(one.Template)), Set("Name", Text(one.Name)), Set("Order", Text(one.Order)),
                Set("HttpMethods", methods),
            };
            var all = string.Join(", ", values.Where(value => value is not null));
            code.Line($"[assembly: {MvcActionEmitter.Runtime}CompiledRoute({all})]");
        }

        return code.ToString();
    }

    private static string? Text(string? value) => value is null ? null : Literal(value);

    private static string? Set(string property, string? value) => value is null ? null : $"{property} = {value}";
}
