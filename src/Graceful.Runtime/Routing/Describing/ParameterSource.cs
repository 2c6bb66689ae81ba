using System.ComponentModel;
using Microsoft.AspNetCore.Http.Metadata;

namespace Graceful.Routing;

/// <summary>The binding source of a parameter, for its metadata. Used by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum ParameterSource
{
    /// <summary>Not sent by the client.</summary>
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

    /// <summary>The body, or a service when the app has one of the type.</summary>
    BodyOrService,

    /// <summary>The type's own <c>BindAsync</c>.</summary>
    Itself,
}

/// <summary>The metadata of ASP.NET Core's binding attributes, also for a parameter without such an attribute.</summary>
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
