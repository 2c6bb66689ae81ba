using System.ComponentModel;
using Microsoft.AspNetCore.Http.Metadata;

namespace Graceful.Routing;

/// <summary>Where a parameter of an action comes from, for what describes it. Used by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum ParameterSource
{
    /// <summary>From nothing that a client sends.</summary>
    None,

    /// <summary>The path.</summary>
    Route,

    /// <summary>The query.</summary>
    Query,

    /// <summary>A header.</summary>
    Header,

    /// <summary>A field or a file of a form.</summary>
    Form,

    /// <summary>The body.</summary>
    Body,

    /// <summary>The body, or a service where the app has one of the type.</summary>
    BodyOrService,

    /// <summary>What the type's own <c>BindAsync</c> reads.</summary>
    Itself,
}

/// <summary>What ASP.NET Core's own attributes say of a parameter, also where there is none in the source.</summary>
internal static class SourceMetadata
{
    public static Attribute? Of(ParameterSource source, string name, bool isOptional) => source switch
    {
        ParameterSource.Route => new Route { Name = name },
        ParameterSource.Query => new Query { Name = name },
        ParameterSource.Header => new Header { Name = name },
        ParameterSource.Form => new Form { Name = name },
        ParameterSource.Body => new Body { AllowEmpty = isOptional },
        _ => null,
    };

    [AttributeUsage(AttributeTargets.Parameter)]
    private sealed class Route : Attribute, IFromRouteMetadata
    {
        public required string? Name { get; init; }
    }

    [AttributeUsage(AttributeTargets.Parameter)]
    private sealed class Query : Attribute, IFromQueryMetadata
    {
        public required string? Name { get; init; }
    }

    [AttributeUsage(AttributeTargets.Parameter)]
    private sealed class Header : Attribute, IFromHeaderMetadata
    {
        public required string? Name { get; init; }
    }

    [AttributeUsage(AttributeTargets.Parameter)]
    private sealed class Form : Attribute, IFromFormMetadata
    {
        public required string? Name { get; init; }
    }

    [AttributeUsage(AttributeTargets.Parameter)]
    private sealed class Body : Attribute, IFromBodyMetadata
    {
        public required bool AllowEmpty { get; init; }
    }
}
