namespace Graceful.Generators.Emitting;

/// <summary>Writes <c>app.UseActions()</c>. Without the generator, the app does not compile.</summary>
internal static class UseActionsEmitter
{
    /// <param name="hasRoutes">True when the program has routes.</param>
    public static string Emit(bool hasRoutes)
    {
        const string Routes = "global::Graceful.Generated.Routes";
        var code = GeneratedFile.Begin();
        var use = hasRoutes ? $"Use(app, {Routes}.Match, {Routes}.CaptureCount, {Routes}.Endpoints)" : "UseNone()";
        return code.Write($$"""
            namespace Graceful
            {
                /// <summary>Adds the controllers of this program to the request pipeline.</summary>
                {{code.Attributes}}
                internal static class GracefulActions
                {
                    {{() => Write(code, "WebApplication", use)}}

                    {{() => Write(code, "IApplicationBuilder", use)}}
                }
            }
            """).ToString();
    }

    private static void Write(CodeWriter code, string app, string use)
    {
        const string Builder = "global::Microsoft.AspNetCore.Builder";
        code.Write($$"""
            /// <summary>Serves the actions of the controllers. A request that matches none passes to the next middleware.</summary>
            /// <remarks>Replaces <c>UseRouting()</c>, which it calls. Call it before middleware that reads the endpoint.</remarks>
            /// <returns>A builder for conventions that apply to every action.</returns>
            internal static {{Builder}}.IEndpointConventionBuilder UseActions(this {{Builder}}.{{app}} app) =>
                global::Graceful.Routing.ActionPipeline.{{use}};
            """);
    }
}
