using System.ComponentModel;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Graceful.Mvc;

/// <summary>A public constructor of a filter that <c>[TypeFilter]</c> names. Created by generated code, once.</summary>
/// <remarks>
/// The constructor is chosen as <c>ActivatorUtilities.CreateFactory</c> chooses it: the marked one, or the only one that takes all
/// arguments. Each argument goes to the first parameter of its type, and the other parameters are services.
/// </remarks>
/// <param name="create">Calls the constructor.</param>
/// <param name="parameters">Its parameters.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class MvcFilterConstructor(Func<object?[], IFilterMetadata> create, params MvcFilterParameter[] parameters)
{
    /// <summary>Gets a value indicating whether it has <c>[ActivatorUtilitiesConstructor]</c>.</summary>
    public bool IsPreferred { get; init; }

    internal static IFilterMetadata Create(
        Type filter, MvcFilterConstructor[] constructors, IServiceProvider services, object[] arguments)
    {
        var marked = Array.Find(constructors, one => one.IsPreferred);
        (MvcFilterConstructor Constructor, object?[] Values)? chosen = null;
        foreach (var one in marked is null ? constructors : [marked])
        {
            if (one.ValuesOf(arguments) is { } values)
            {
                chosen = chosen is null ? (one, values) : throw new InvalidOperationException(
                    $"Several constructors of the filter {filter} take the arguments of its [TypeFilter]. Mark one with " +
                    "[ActivatorUtilitiesConstructor].");
            }
        }

        return chosen?.Constructor.Create(filter, services, chosen.Value.Values) ?? throw new InvalidOperationException(
            $"{(marked is null ? "No public constructor" : "The marked constructor")} of the filter {filter} takes the arguments of its " +
            $"[TypeFilter]: {string.Join(", ", arguments.Select(argument => argument?.GetType().ToString() ?? "null"))}.");
    }

    /// <summary>Returns the arguments at the index of their parameter; null when one fits no parameter.</summary>
    private object?[]? ValuesOf(object[] arguments)
    {
        var values = new object?[parameters.Length];
        foreach (var argument in arguments)
        {
            var index = 0;
            while (index < values.Length && (values[index] is not null || !parameters[index].Takes(argument)))
            {
                index++;
            }

            if (index == values.Length)
            {
                return null;
            }

            values[index] = argument;
        }

        return values;
    }

    private IFilterMetadata Create(Type filter, IServiceProvider services, object?[] values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            values[i] ??= parameters[i].Service(filter, services);
        }

        return create(values);
    }
}
