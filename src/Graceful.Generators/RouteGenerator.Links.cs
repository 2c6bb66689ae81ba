using Graceful.Generators.Collections;
using Graceful.Generators.Emitting;
using Graceful.Generators.Model;
using Graceful.Generators.Parsing;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators;

/// <content>The links of each controller, the class that has all of them, and the description of a library's controllers.</content>
public sealed partial class RouteGenerator
{
    private static void RegisterLinks(
        IncrementalGeneratorInitializationContext context,
        IncrementalValuesProvider<NamedController> named,
        IncrementalValueProvider<EquatableArray<LibraryController>> libraries,
        IncrementalValueProvider<ProgramModel> program)
    {
        // Actions of MVC have the links of MVC: Url.Action(...) and CreatedAtAction(...).
        var linked = named
            .Combine(program)
            .Select((one, _) => new LinkedController(
                one.Left,
                one.Left.Controller.IsMvc ? null : new NamedLinks(LinkParser.Parse(one.Left.Controller), one.Left.Names, one.Right.Library),
                one.Right.Library));

        var links = linked
            .Where(one => one.Links is not null)
            .Select((one, _) => one.Links!)
            .WithTrackingName(Steps.Links);

        var targets = links
            .Select((one, _) => new LinkTarget(one.Links.Controller, one.FullClass))
            .Collect()
            .Combine(libraries)
            .Combine(program);

        context.RegisterSourceOutput(links, (output, controller) =>
            Emit(output, controller.File, () => ControllerLinksEmitter.Emit(controller)));

        context.RegisterSourceOutput(linked.Where(one => one.Library is not null), (output, one) =>
            Emit(output, one.Named.Names.File("Library"), () => LibraryEmitter.Emit(one.Named, one.Links?.PublicClass, one.Library!)));

        context.RegisterSourceOutput(targets, (output, found) =>
        {
            var ((own, fromLibraries), compiled) = found;
            LinkTarget[] theirs = [.. LinkTarget.Of(fromLibraries)];

            // None for a program that uses restarts alone: it may have a class Links of its own.
            if (compiled.HasRuntime && own.Length + theirs.Length > 0)
            {
                Emit(output, "Graceful.Links.g.cs", () => LinksEmitter.Emit(own, theirs));
            }
        });
    }

    /// <summary>A controller and its links.</summary>
    /// <param name="Named">The controller.</param>
    /// <param name="Links">The links; null for a controller of MVC.</param>
    /// <param name="Library">The name of the library; null in a program.</param>
    private sealed record LinkedController(NamedController Named, NamedLinks? Links, string? Library);
}
