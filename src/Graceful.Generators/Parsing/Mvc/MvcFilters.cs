using Graceful.Generators.Collections;
using Graceful.Generators.Model;
using Graceful.Generators.Naming;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Parsing;

/// <summary>The filters that attributes of a controller and its actions name: generated code creates them.</summary>
internal sealed class MvcFilters(KnownTypes known, MvcReports reports)
{
    private readonly List<MvcFilterModel> _all = [];

    public EquatableArray<MvcFilterModel> All => _all.Distinct().ToEquatableArray();

    /// <returns>False when a filter cannot be created. The action must not be served without it.</returns>
    public bool TryAdd(ISymbol symbol, IEnumerable<AttributeData> attributes)
    {
        foreach (var attribute in attributes.Where(attribute => MvcTypeFilters.IsOne(attribute, known)))
        {
            var name = attribute.AttributeClass!.Name;
            if (MvcTypeFilters.FilterOf(attribute, known) is not { } type)
            {
                if (!known.IsOwn(attribute.AttributeClass) && known.Mvc.OptsIn(attribute.AttributeClass.ContainingAssembly))
                {
                    // The build of that library has written the code that creates the filter.
                    continue;
                }

                return reports.Add(symbol, $"the filter of [{name}] is not known at build time; derive the attribute from " +
                    "TypeFilterAttribute<T>, or pass typeof(...) to the constructor of TypeFilterAttribute in this project or in a " +
                    "library with [assembly: CompileMvcControllers]");
            }

            if (MvcFilterParser.Parse(type, known, out var error) is not { } filter)
            {
                return reports.Add(symbol, $"[{name}] cannot create the filter '{TypeNames.Plain(type)}': {error}");
            }

            _all.Add(filter);
        }

        return true;
    }
}
