using System.ComponentModel;
using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Graceful.Routing;

/// <summary>The route values of a request by slot. Used by generated code.</summary>
/// <remarks>
/// It is also the request's <see cref="IRouteValuesFeature"/>: the dictionary is created when authorization, link generation or other
/// code first reads it.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class RouteValues : IRouteValuesFeature
{
    private readonly ActionRoute _route;
    private readonly string _path;
    private readonly long[]? _moreCaptures;
    private FirstCaptures _captures;
    private RouteValueDictionary? _dictionary;

    internal RouteValues(ActionRoute route, string path, ReadOnlySpan<long> captures)
    {
        _route = route;
        _path = path;
        captures = captures[..Math.Min(captures.Length, route.CaptureCount)];
        if (captures.Length <= FirstCaptures.Length)
        {
            captures.CopyTo(_captures);
        }
        else
        {
            _moreCaptures = captures.ToArray();
        }
    }

    /// <inheritdoc/>
    RouteValueDictionary IRouteValuesFeature.RouteValues
    {
        get => _dictionary ??= MakeDictionary();
        set => _dictionary = value ?? [];
    }

    /// <summary>Gets the value in a slot; empty when it has none. A default of the template counts as a value.</summary>
    /// <param name="slot">The index of the parameter among those of the action.</param>
    public ReadOnlySpan<char> this[int slot]
    {
        get
        {
            if (_dictionary is null && Capture(slot) is not 0 and var capture)
            {
                return _path.AsSpan((int)(capture >> 32), (int)capture - (int)(capture >> 32));
            }

            return Text(slot);
        }
    }

    /// <summary>Returns the values of a request.</summary>
    /// <param name="httpContext">The request; its endpoint is an action.</param>
    /// <returns>The values.</returns>
    /// <exception cref="InvalidOperationException">The endpoint is not an action.</exception>
    public static RouteValues Of(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        return httpContext.Features[typeof(IRouteValuesFeature)] as RouteValues ?? FromDictionary(httpContext);
    }

    /// <summary>True when a slot has a value.</summary>
    /// <param name="slot">The index of the parameter among those of the action.</param>
    /// <returns>True when the path or a default of the template provides a value.</returns>
    public bool Has(int slot) => _dictionary is null
        ? Capture(slot) != 0 || _route.DefaultOf(slot) is not null
        : Text(slot) is not null;

    /// <summary>Returns the value in a slot as a string.</summary>
    /// <param name="slot">The index of the parameter among those of the action.</param>
    /// <returns>The value, with <c>%2F</c> as in ASP.NET Core; <see langword="null"/> when there is none.</returns>
    public string? Text(int slot)
    {
        if (_dictionary is null)
        {
            return Capture(slot) is not 0 and var capture
                ? _path[(int)(capture >> 32)..(int)capture]
                : _route.DefaultOf(slot);
        }

        // Other code may have changed the dictionary: it wins.
        return _dictionary[_route.SlotName(slot)] switch
        {
            null => null,
            string text => text,
            var value => Convert.ToString(value, CultureInfo.InvariantCulture),
        };
    }

    /// <summary>Returns the value in a slot with its encoded slashes decoded once.</summary>
    /// <param name="slot">The index of the parameter among those of the action.</param>
    /// <param name="httpContext">The request, which has the path as it was sent.</param>
    /// <returns>The value, or <see langword="null"/> when there is none.</returns>
    public string? TextWithSlashes(int slot, HttpContext httpContext) => _dictionary is null && Capture(slot) is not 0 and var capture
        ? EncodedSlash.Decode(_path, (int)(capture >> 32), (int)capture, httpContext)
        : Text(slot);

    /// <summary>Other code has set our endpoint or other route values: the values in the dictionary win.</summary>
    private static RouteValues FromDictionary(HttpContext httpContext)
    {
        var route = httpContext.GetEndpoint()?.Metadata.GetMetadata<ActionRoute>() ?? throw new InvalidOperationException(
            $"An action runs, but the endpoint of the request ({httpContext.GetEndpoint()?.DisplayName ?? "none"}) is not an action.");
        return new RouteValues(route, string.Empty, []) { _dictionary = httpContext.Request.RouteValues };
    }

    private long Capture(int slot)
    {
        var index = _route.CaptureOf(slot);
        return index < 0 ? 0 : _moreCaptures is null ? _captures[index] : _moreCaptures[index];
    }

    private RouteValueDictionary MakeDictionary()
    {
        var values = _route.RequiredValues is { } required ? Copy(required) : [];
        for (var slot = 0; slot < _route.SlotCount; slot++)
        {
            if (Text(slot) is { } text)
            {
                values[_route.SlotName(slot)] = text;
            }
            else if (slot == _route.CatchAllSlot)
            {
                // As in ASP.NET Core: an empty catch-all is present, with the value null.
                values[_route.SlotName(slot)] = null;
            }
        }

        return values;
    }

    /// <summary>Copies values, with room for those of the path.</summary>
    private RouteValueDictionary Copy(RouteValueDictionary required)
    {
        var values = RouteValueDictionary.FromArray(new KeyValuePair<string, object?>[required.Count + _route.SlotCount]);
        foreach (var (name, value) in required)
        {
            values[name] = value;
        }

        return values;
    }

    /// <summary>The captures of routes with few parameters, without an array.</summary>
    [InlineArray(Length)]
    private struct FirstCaptures
    {
        public const int Length = 4;

        private long _first;
    }
}
