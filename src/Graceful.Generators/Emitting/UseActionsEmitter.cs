using Graceful.Generators.RouteTree;

namespace Graceful.Generators.Emitting;

/// <summary>Writes <c>app.UseActions()</c>. Without the generator, the app does not compile.</summary>
internal static class UseActionsEmitter
{
    public static string Emit(RouteTable table)
    {
        var code = GeneratedFile.Begin();
        using (code.Block("namespace Graceful"))
        {
            code.Line("/// <summary>Puts the controllers of this program into its pipeline.</summary>").Attributes();
            using (code.Block("internal static class GracefulActions"))
            {
                Write(code, table, "global::Microsoft.AspNetCore.Builder.WebApplication");
                code.Line();
                Write(code, table, "global::Microsoft.AspNetCore.Builder.IApplicationBuilder");
            }
        }

        return code.ToString();
    }

    private static void Write(CodeWriter code, RouteTable table, string app)
    {
        const string Builder = "global::Microsoft.AspNetCore.Builder.IEndpointConventionBuilder";
        const string Routes = "global::Graceful.Generated.Routes";
        code.Lines($"""
            /// <summary>Serves the actions of the controllers. A request that matches none passes to the next middleware.</summary>
            /// <remarks>Replaces <c>UseRouting()</c>, which it calls. Call it before middleware that reads the endpoint.</remarks>
            /// <returns>A builder for conventions that apply to every action.</returns>
            internal static {Builder} UseActions(this {app} app) =>
            """);
        using (code.Indent())
        {
            code.Line(table.Routes.Count == 0
                ? "global::Graceful.Routing.ActionPipeline.UseNone();"
                : $"global::Graceful.Routing.ActionPipeline.Use(app, {Routes}.Match, {Routes}.CaptureCount, {Routes}.Endpoints);");
        }
    }
}
