using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Parsing;

/// <summary>The well-known types of binding, resolved once per compilation.</summary>
internal sealed class BindingTypes(Compilation compilation)
{
    public INamedTypeSymbol? FromRoute { get; } = Metadata(compilation, "IFromRouteMetadata");

    public INamedTypeSymbol? FromQuery { get; } = Metadata(compilation, "IFromQueryMetadata");

    public INamedTypeSymbol? FromHeader { get; } = Metadata(compilation, "IFromHeaderMetadata");

    public INamedTypeSymbol? FromBody { get; } = Metadata(compilation, "IFromBodyMetadata");

    public INamedTypeSymbol? FromForm { get; } = Metadata(compilation, "IFromFormMetadata");

    public INamedTypeSymbol? FromServices { get; } = Metadata(compilation, "IFromServiceMetadata");

    public INamedTypeSymbol? EndpointMetadataProvider { get; } = Metadata(compilation, "IEndpointMetadataProvider");

    public INamedTypeSymbol? EndpointParameterMetadataProvider { get; } = Metadata(compilation, "IEndpointParameterMetadataProvider");

    public INamedTypeSymbol? DecodeSlashes { get; } = compilation.GetTypeByMetadataName("Graceful.DecodeSlashesAttribute");

    public INamedTypeSymbol? Bind { get; } = compilation.GetTypeByMetadataName("Graceful.BindAttribute`1");

    public INamedTypeSymbol? ParameterBinder { get; } = compilation.GetTypeByMetadataName("Graceful.IParameterBinder`1");

    public INamedTypeSymbol? AsParameters { get; } = Http(compilation, "AsParametersAttribute");

    public INamedTypeSymbol? JsonPolymorphic { get; } =
        compilation.GetTypeByMetadataName("System.Text.Json.Serialization.JsonPolymorphicAttribute");

    public INamedTypeSymbol? JsonDerivedType { get; } =
        compilation.GetTypeByMetadataName("System.Text.Json.Serialization.JsonDerivedTypeAttribute");

    public INamedTypeSymbol? DataMember { get; } = compilation.GetTypeByMetadataName("System.Runtime.Serialization.DataMemberAttribute");

    public INamedTypeSymbol? IgnoreDataMember { get; } =
        compilation.GetTypeByMetadataName("System.Runtime.Serialization.IgnoreDataMemberAttribute");

    public INamedTypeSymbol? HttpRequest { get; } = Http(compilation, "HttpRequest");

    public INamedTypeSymbol? HttpResponse { get; } = Http(compilation, "HttpResponse");

    public INamedTypeSymbol? FormFile { get; } = Http(compilation, "IFormFile");

    public INamedTypeSymbol? FormFiles { get; } = Http(compilation, "IFormFileCollection");

    public INamedTypeSymbol? Form { get; } = Http(compilation, "IFormCollection");

    public INamedTypeSymbol? TypedResults { get; } = Http(compilation, "TypedResults");

    public INamedTypeSymbol? ClaimsPrincipal { get; } = compilation.GetTypeByMetadataName("System.Security.Claims.ClaimsPrincipal");

    public INamedTypeSymbol? Stream { get; } = compilation.GetTypeByMetadataName("System.IO.Stream");

    public INamedTypeSymbol? PipeReader { get; } = compilation.GetTypeByMetadataName("System.IO.Pipelines.PipeReader");

    public INamedTypeSymbol? ParameterInfo { get; } = compilation.GetTypeByMetadataName("System.Reflection.ParameterInfo");

    public INamedTypeSymbol? Exception { get; } = compilation.GetTypeByMetadataName("System.Exception");

    public INamedTypeSymbol? StringValues { get; } = compilation.GetTypeByMetadataName("Microsoft.Extensions.Primitives.StringValues");

    public INamedTypeSymbol? SpanParsable { get; } = compilation.GetTypeByMetadataName("System.ISpanParsable`1");

    public INamedTypeSymbol? Parsable { get; } = compilation.GetTypeByMetadataName("System.IParsable`1");

    public INamedTypeSymbol? FormatProvider { get; } = compilation.GetTypeByMetadataName("System.IFormatProvider");

    public INamedTypeSymbol? DateTimeOffset { get; } = compilation.GetTypeByMetadataName("System.DateTimeOffset");

    public INamedTypeSymbol? Half { get; } = compilation.GetTypeByMetadataName("System.Half");

    public INamedTypeSymbol? NativeFloat { get; } = compilation.GetTypeByMetadataName("System.Runtime.InteropServices.NFloat");

    public INamedTypeSymbol? Uri { get; } = compilation.GetTypeByMetadataName("System.Uri");

    public INamedTypeSymbol? List { get; } = compilation.GetTypeByMetadataName("System.Collections.Generic.List`1");

    public INamedTypeSymbol? ReadOnlySpan { get; } = compilation.GetTypeByMetadataName("System.ReadOnlySpan`1");

    public INamedTypeSymbol? AsyncEnumerable { get; } = compilation.GetTypeByMetadataName("System.Collections.Generic.IAsyncEnumerable`1");

    public INamedTypeSymbol? SseItem { get; } = compilation.GetTypeByMetadataName("System.Net.ServerSentEvents.SseItem`1");

    public INamedTypeSymbol? Filter { get; } = compilation.GetTypeByMetadataName("Graceful.FilterAttribute`1");

    /// <summary>True when the framework supports server-sent events: from .NET 10 on.</summary>
    public bool HasEventStreams => TypedResults?.GetMembers("ServerSentEvents").IsEmpty == false;

    private static INamedTypeSymbol? Http(Compilation compilation, string name) =>
        compilation.GetTypeByMetadataName("Microsoft.AspNetCore.Http." + name);

    private static INamedTypeSymbol? Metadata(Compilation compilation, string name) =>
        compilation.GetTypeByMetadataName("Microsoft.AspNetCore.Http.Metadata." + name);
}
