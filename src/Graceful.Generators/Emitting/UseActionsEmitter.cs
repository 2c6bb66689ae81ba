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
                code.Line("/// <summary>Answers the routes of the controllers; what they do not answer falls through to what follows.</summary>")
                    .Line("/// <remarks>Stands where <c>UseRouting()</c> stands, and calls it: before whatever looks at the endpoint.</remarks>");
                using (code.Block("internal static global::Microsoft.AspNetCore.Builder.WebApplication UseActions(this global::Microsoft.AspNetCore.Builder.WebApplication app)"))
                {
                    code.Line(table.Routes.Count == 0
                        ? "return app;"
                        : "return global::Graceful.Routing.ActionPipeline.Use(app, global::Graceful.Generated.Routes.Match, global::Graceful.Generated.Routes.CaptureCount, global::Graceful.Generated.Routes.Endpoints);");
                }
            }
        }

        return code.ToString();
    }
}
