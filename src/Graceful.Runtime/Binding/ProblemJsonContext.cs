using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Graceful.Binding;

/// <summary>Describes problems to OpenAPI in an app whose JSON has no reflection.</summary>
[JsonSerializable(typeof(HttpValidationProblemDetails))]
internal sealed partial class ProblemJsonContext : JsonSerializerContext
{
    /// <summary>Adds the context to an app that cannot describe the type: the metadata of every refusal names it.</summary>
    /// <remarks>AddProblemDetails() adds such a context too. Without either, the whole OpenAPI document is an error.</remarks>
    public static void AddTo(IServiceProvider services)
    {
        var options = services.GetService<IOptions<JsonOptions>>()?.Value.SerializerOptions;
        if (options is { IsReadOnly: false } && !options.TryGetTypeInfo(typeof(HttpValidationProblemDetails), out _))
        {
            options.TypeInfoResolverChain.Add(Default);
        }
    }
}
