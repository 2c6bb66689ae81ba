using Graceful.Generators.Collections;
using Graceful.Generators.Model;
using static Graceful.Generators.Emitting.Literals;

namespace Graceful.Generators.Emitting;

/// <summary>Writes the constructors of the filters that <c>[TypeFilter]</c> and <c>MvcOptions.Filters.Add&lt;T&gt;()</c> name.</summary>
internal static class MvcFilterEmitter
{
    private const string Runtime = MvcActionEmitter.Runtime;

    /// <summary>Returns each filter once, in an order that does not depend on the order of the attributes.</summary>
    public static EquatableArray<MvcFilterModel> Distinct(IEnumerable<MvcFilterModel> filters) => filters
        .Distinct()
        .OrderBy(filter => filter.Type, StringComparer.Ordinal)
        .ToEquatableArray();

    public static string Emit(IEnumerable<MvcFilterModel> filters)
    {
        var code = GeneratedFile.Begin();
        return code.Write($$"""
            namespace Graceful.Generated
            {
                /// <summary>The filters that attributes and options of MVC name by their type.</summary>
                {{code.Attributes}}
                internal static class MvcFilters
                {
                    // Runs before the first request: options name filters before the controllers do.
                    [global::System.Runtime.CompilerServices.ModuleInitializer]
                    internal static void Add()
                    {
                        {{() => WriteFilters(code, filters)}}
                    }
                }
            }
            """).ToString();
    }

    private static void WriteFilters(CodeWriter code, IEnumerable<MvcFilterModel> filters)
    {
        foreach (var filter in filters)
        {
            if (filter.IsHidden)
            {
                code.Line($"{Runtime}MvcFilterTypes.AddHidden(global::System.Type.GetType({Literal(filter.Type)}));");
                continue;
            }

            code.Line($"{Runtime}MvcFilterTypes.Add(");
            using (code.Indent())
            {
                code.Line($"typeof({filter.Type}),");
                code.List(filter.Constructors.Select(constructor => Constructor(filter, constructor)), ");");
            }
        }
    }

    private static string Constructor(MvcFilterModel filter, MvcFilterConstructorModel constructor)
    {
        var arguments = constructor.Parameters.Select((parameter, i) => $"({parameter.Type})values[{Number(i)}]!");
        var create = $"static values => new {filter.Type}({string.Join(", ", arguments)})";
        var creation = $"new {Runtime}MvcFilterConstructor({string.Join(", ", constructor.Parameters.Select(Parameter).Prepend(create))})";
        return constructor.IsPreferred ? creation + " { IsPreferred = true }" : creation;
    }

    private static string Parameter(MvcFilterParameterModel parameter)
    {
        var properties = new List<string>();
        if (parameter.Key is { } key)
        {
            properties.Add($"Key = {ConstantEmitter.Expression(key)}");
        }

        if (parameter.IsOptional)
        {
            properties.Add("IsOptional = true");
        }

        if (parameter.Default is { } otherwise)
        {
            properties.Add($"Default = {ConstantEmitter.Expression(otherwise)}");
        }

        var creation = $"new {Runtime}MvcFilterParameter<{parameter.Type}>()";
        return properties.Count == 0 ? creation : $"{creation} {{ {string.Join(", ", properties)} }}";
    }
}
