using Graceful.Generators.Emitting;
using Graceful.Generators.Model;
using Graceful.Generators.Parsing;
using Graceful.Generators.RouteTree;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Graceful.Generators;

/// <summary>Compiles controllers: classes with [Controller] become a switch over paths and one endpoint for each action.</summary>
/// <remarks>It emits and reports nothing: what is in error is left out, and <see cref="Analyzers.ControllerAnalyzer"/> says why.</remarks>
[Generator(LanguageNames.CSharp)]
public sealed class RouteGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        context.RegisterPostInitializationOutput(output => output.AddEmbeddedAttributeDefinition());

        var hasRuntime = context.CompilationProvider
            .Select((compilation, _) => KnownTypes.Of(compilation).HasRuntime)
            .WithTrackingName(Steps.Runtime);

        var parsed = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                KnownTypes.ControllerAttributeName,
                (node, _) => node is TypeDeclarationSyntax,
                (found, cancellation) => ParsedController.Of(
                    (INamedTypeSymbol)found.TargetSymbol, KnownTypes.Of(found.SemanticModel.Compilation), cancellation))
            .Where(controller => controller is not null);

        var controllers = parsed
            .Select((one, _) => one!.Controller)
            .WithTrackingName(Steps.Controllers);

        var validators = parsed
            .SelectMany((one, _) => one!.Validated)
            .Collect()
            .SelectMany((all, _) => NamedValidator.Name(all))
            .WithTrackingName(Steps.Validators);

        var named = controllers
            .Collect()
            .SelectMany((all, _) => NamedController.Name(all))
            .WithTrackingName(Steps.NamedControllers);

        var routes = named
            .Select((controller, _) => new ControllerRoutes(controller.FullClass, controller.Routes.ToEquatableArray()))
            .WithTrackingName(Steps.ControllerRoutes);

        var table = routes
            .Collect()
            .Select((all, _) => RouteTable.Build(all.SelectMany(one => one.Routes), all.Select(one => one.Class)))
            .Combine(hasRuntime)
            .WithTrackingName(Steps.RouteTable);

        context.RegisterSourceOutput(named, (output, controller) =>
            output.AddSource(controller.File, ControllerEmitter.Emit(controller)));

        context.RegisterSourceOutput(validators, (output, validator) =>
            output.AddSource(validator.File, ValidatorEmitter.Emit(validator.Type)));

        context.RegisterSourceOutput(table, (output, found) =>
        {
            var (routeTable, runtimeIsThere) = found;
            if (runtimeIsThere)
            {
                output.AddSource("Graceful.Routes.g.cs", RoutesEmitter.Emit(routeTable));
                output.AddSource("Graceful.UseActions.g.cs", UseActionsEmitter.Emit(routeTable));
            }
        });
    }

    /// <summary>A controller, and the types that its actions look into: apart, so that an annotation of a type leaves the controller's file alone.</summary>
    private sealed record ParsedController(ControllerModel Controller, EquatableArray<ValidatedTypeModel> Validated)
    {
        public static ParsedController? Of(INamedTypeSymbol type, KnownTypes known, CancellationToken cancellation) =>
            ControllerParser.Parse(type, known, findings: null, cancellation) is { } controller
                ? new ParsedController(controller, known.Validated.For(controller))
                : null;
    }

    private sealed record ControllerRoutes(string Class, EquatableArray<RouteEntry> Routes);

    /// <summary>The names of the steps, by which tests see what an edit made run again.</summary>
    internal static class Steps
    {
        public const string Runtime = nameof(Runtime);
        public const string Controllers = nameof(Controllers);
        public const string NamedControllers = nameof(NamedControllers);
        public const string ControllerRoutes = nameof(ControllerRoutes);
        public const string RouteTable = nameof(RouteTable);

        /// <summary>Not there in a program without annotations, and so not among <see cref="All"/>.</summary>
        public const string Validators = nameof(Validators);

        public static readonly IReadOnlyList<string> All = [Runtime, Controllers, NamedControllers, ControllerRoutes, RouteTable];
    }
}
