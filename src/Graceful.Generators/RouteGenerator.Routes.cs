using Graceful.Generators.Collections;
using Graceful.Generators.Emitting;
using Graceful.Generators.Model;
using Graceful.Generators.RouteTree;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators;

/// <content>The match of all routes, and the pipeline's middleware that calls it.</content>
public sealed partial class RouteGenerator
{
    /// <remarks>
    /// The routes of a large program are split before anything is computed from them: an edit of a template changes the parts that the
    /// route leaves and joins. The steps after the split, the files, and what Roslyn parses are cached for each part.
    /// </remarks>
    private static void RegisterRoutes(
        IncrementalGeneratorInitializationContext context,
        IncrementalValuesProvider<NamedController> named,
        IncrementalValueProvider<EquatableArray<LibraryController>> libraries,
        IncrementalValueProvider<ProgramModel> program)
    {
        var own = named
            .Select((controller, _) => new ControllerRoutes(controller.FullClass, controller.Routes.ToEquatableArray()))
            .WithTrackingName(Steps.ControllerRoutes);

        var controllers = own
            .Collect()
            .Combine(libraries.Select((all, _) => all.Select(ControllerRoutes.Of).ToEquatableArray()))
            .Select((all, _) => all.Left.Concat(all.Right).ToEquatableArray());

        var tables = controllers
            .SelectMany((all, _) => Split([.. all.SelectMany(one => one.Routes)]))
            .WithTrackingName(Steps.RouteParts)
            .Select((part, _) => RouteTable.Build(part.Routes, part.Number))
            .WithTrackingName(Steps.RouteTables);

        var index = tables
            .Select((table, _) => new RoutesOfIndex(table.Part, table.CaptureCount, table.Part is null ? table : null))
            .Collect()
            .Combine(controllers.Select((all, _) => all.Select(one => one.Class).ToEquatableArray()))
            .Select((all, _) => new RouteIndex(
                all.Left.Max(one => one.CaptureCount),
                all.Left.Select(one => one.Part).OfType<int>().ToEquatableArray(),
                all.Left[0].InCode,
                all.Right))
            .WithTrackingName(Steps.RouteIndex);

        context.RegisterSourceOutput(tables.Where(table => table.Part is not null).Combine(program), (output, found) =>
        {
            if (found.Right.HasRuntime)
            {
                Emit(output, $"Graceful.Routes.{TreeEmitter.ClassOf(found.Left.Part!.Value)}.g.cs", () => TreeEmitter.Emit(found.Left));
            }
        });

        context.RegisterSourceOutput(index.Combine(program), (output, found) =>
        {
            if (found.Right.HasRuntime)
            {
                Emit(output, "Graceful.Routes.g.cs", () => RoutesEmitter.Emit(found.Left));
            }
        });

        context.RegisterSourceOutput(index.Select((all, _) => all.HasRoutes).Combine(program), (output, found) =>
        {
            if (found.Right.HasRuntime)
            {
                Emit(output, "Graceful.UseActions.g.cs", () => UseActionsEmitter.Emit(found.Left));
            }
        });
    }

    private static IEnumerable<TablePart> Split(RouteEntry[] routes) =>
        TreeEmitter.IsFor(routes) ? TablePart.Split(routes) : [new TablePart(null, routes.ToEquatableArray())];

    private sealed record ControllerRoutes(string Class, EquatableArray<RouteEntry> Routes)
    {
        public static ControllerRoutes Of(LibraryController controller) =>
            new(LibraryEntries.ClassOf(controller), LibraryEntries.Of(controller).ToEquatableArray());
    }

    /// <summary>The facts about a table that <see cref="RouteIndex"/> needs.</summary>
    private sealed record RoutesOfIndex(int? Part, int CaptureCount, RouteTable? InCode);
}
