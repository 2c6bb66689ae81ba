using Microsoft.AspNetCore.Builder;

namespace Graceful;

/// <summary>Lets the WebSockets and server-sent events of endpoints move to the new process in a graceful restart.</summary>
public static class MovesOnRestartExtensions
{
    /// <summary>Adds <see cref="MovesOnRestartAttribute"/> to the endpoints.</summary>
    /// <typeparam name="TBuilder">The type of the builder.</typeparam>
    /// <param name="builder">The endpoints.</param>
    /// <returns>The same builder.</returns>
    public static TBuilder MovesOnRestart<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder
    {
        ArgumentNullException.ThrowIfNull(builder);
        var metadata = new MovesOnRestartAttribute();
        builder.Add(endpoint => endpoint.Metadata.Add(metadata));
        return builder;
    }
}
