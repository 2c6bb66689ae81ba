using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.DependencyInjection;

namespace Graceful.Mvc;

/// <summary>The filters that <c>[TypeFilter]</c> and <c>MvcOptions.Filters.Add&lt;T&gt;()</c> name. Filled by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class MvcFilterTypes
{
    /// <remarks>Weak: a type of an assembly that is unloaded must not be kept.</remarks>
    private static readonly ConditionalWeakTable<Type, Func<IServiceProvider, object[], IFilterMetadata>> All = [];

    /// <summary>Adds the constructors of a filter. Several assemblies may add the same one.</summary>
    /// <param name="filter">The class of the filter.</param>
    /// <param name="constructors">Its public constructors.</param>
    public static void Add(Type filter, params MvcFilterConstructor[] constructors) => All.TryAdd(
        filter, (services, arguments) => MvcFilterConstructor.Create(filter, constructors, services, arguments));

    /// <summary>Adds a filter that generated code cannot name, such as a private class in its attribute.</summary>
    /// <param name="filter">The class of the filter. The trimmer keeps its constructors.</param>
    public static void AddHidden([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] Type? filter)
    {
        if (filter is not null)
        {
            All.TryAdd(filter, new HiddenFilter(filter).Create);
        }
    }

    /// <summary>Creates the filter of an attribute, which may be of a class derived from <c>[TypeFilter]</c>.</summary>
    internal static IFilterMetadata Create(TypeFilterAttribute attribute, IServiceProvider services)
    {
        if (!All.TryGetValue(attribute.ImplementationType, out var create))
        {
            return RuntimeFeature.IsDynamicCodeSupported ? attribute.CreateInstance(services) : throw new InvalidOperationException(
                $"The filter {attribute.ImplementationType} is created by its constructor, and a native binary has no code for that: the " +
                "type was not known when the program was compiled. Name it with typeof(...) or as a type argument in " +
                "[TypeFilter] or MvcOptions.Filters.Add, or add an instance.");
        }

        var filter = create(services, attribute.Arguments ?? []);
        return FrameworkFilters.Of(filter) ?? (filter is IFilterFactory factory ? factory.CreateInstance(services) : filter);
    }

    private sealed class HiddenFilter([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] Type type)
    {
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)]
        private readonly Type _type = type;

        public IFilterMetadata Create(IServiceProvider services, object[] arguments) => (IFilterMetadata)ActivatorUtilities
            .CreateFactory(_type, [.. arguments.Select(argument => argument.GetType())])(services, arguments);
    }
}
