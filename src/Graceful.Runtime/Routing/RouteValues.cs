using System.ComponentModel;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Graceful.Routing;

/// <summary>What the path of a request says for the parameters of its action's routes, by slot. Used by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class RouteValues : IRouteValuesFeature
{
    private readonly string[] _names;
    private RouteValueDictionary _values;

    private RouteValues(string[] names, RouteValueDictionary values)
    {
        _names = names;
        _values = values;
    }

    /// <inheritdoc/>
    RouteValueDictionary IRouteValuesFeature.RouteValues
    {
        get => _values;
        set => _values = value;
    }

    /// <summary>The value in a slot, decoded; empty when it has none. A default of the template counts as a value.</summary>
    /// <param name="slot">The index of the parameter among those of the action.</param>
    public ReadOnlySpan<char> this[int slot] => Text(slot);

    /// <summary>The values of the current request.</summary>
    /// <param name="httpContext">The request, its endpoint an action.</param>
    /// <returns>The values.</returns>
    public static RouteValues Of(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        if (httpContext.Features.Get<IRouteValuesFeature>() is RouteValues values)
        {
            return values;
        }

        var names = (httpContext.GetEndpoint() as RouteEndpoint)?.RoutePattern.Parameters.Select(parameter => parameter.Name).ToArray() ?? [];
        values = new RouteValues(names, httpContext.Request.RouteValues);
        httpContext.Features.Set<IRouteValuesFeature>(values);
        return values;
    }

    /// <summary>Whether a slot has a value.</summary>
    /// <param name="slot">The index of the parameter among those of the action.</param>
    /// <returns>Whether the path or a default of the template gives it one.</returns>
    public bool Has(int slot) => Text(slot) is not null;

    /// <summary>The value in a slot as a string, which is made at most once.</summary>
    /// <param name="slot">The index of the parameter among those of the action.</param>
    /// <returns>The value, decoded, or <see langword="null"/> when there is none.</returns>
    public string? Text(int slot) => Convert.ToString(_values[_names[slot]], CultureInfo.InvariantCulture);
}
