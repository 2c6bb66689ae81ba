using Graceful.Generators.Collections;
using Graceful.Generators.Diagnostics;
using Graceful.Generators.Emitting;
using Graceful.Generators.Model;
using Graceful.Generators.Naming;
using Graceful.Generators.Parsing;
using Graceful.Generators.RouteTree;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Graceful.Generators;

/// <summary>
/// Compiles controllers: classes with [Controller] become a switch over paths, an endpoint per action, and links. Controllers of
/// referenced libraries, compiled in their own build, become part of the same switch.
/// </summary>
/// <remarks>
/// The generator leaves out actions with errors, and the analyzers report these. The generator itself reports internal errors alone.
/// </remarks>
[Generator(LanguageNames.CSharp)]
public sealed partial class RouteGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        context.RegisterPostInitializationOutput(output => output.AddEmbeddedAttributeDefinition());

        var program = context.CompilationProvider
            .Select((compilation, _) => ProgramParser.Parse(compilation))
            .WithTrackingName(Steps.Program);

        var parsed = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                KnownTypes.ControllerAttributeName,
                (node, _) => node is TypeDeclarationSyntax,
                (found, cancellation) => ParsedController.Of(
                    (INamedTypeSymbol)found.TargetSymbol, KnownTypes.Of(found.SemanticModel.Compilation), cancellation))
            .Where(controller => controller is not null)
            .Select((controller, _) => controller!);

        var mvc = context.SyntaxProvider
            .CreateSyntaxProvider(
                (node, _) => node is ClassDeclarationSyntax declared && MvcDeclarations.MayBeController(declared),
                (found, cancellation) => ParsedController.OfMvc(found, cancellation))
            .Where(controller => controller is not null)
            .Select((controller, _) => controller!)
            .WithTrackingName(Steps.MvcControllers);

        var controllers = parsed
            .Where(one => one.Controller is not null)
            .Select((one, _) => one.Controller!)
            .WithTrackingName(Steps.Controllers);

        var named = controllers
            .Collect()
            .Combine(mvc.Where(one => one.Controller is not null).Select((one, _) => one.Controller!).Collect())
            .SelectMany((all, _) => NamedController.Name(all.Left.AddRange(all.Right)))
            .WithTrackingName(Steps.NamedControllers);

        var libraries = ReferencedControllers(context);

        context.RegisterSourceOutput(parsed.Where(one => one.Failure is not null), (output, one) => Report(output, one.Failure!));
        context.RegisterSourceOutput(mvc.Where(one => one.Failure is not null), (output, one) => Report(output, one.Failure!));
        RegisterControllers(context, named);
        RegisterValidators(context, parsed, mvc);
        RegisterMvcFilters(context, mvc);
        RegisterCompiledRoutes(context);
        RegisterLinks(context, named, libraries, program);
        RegisterRoutes(context, named, libraries, program);
    }

    /// <summary>Returns the controllers of the referenced libraries, without those that the program excludes.</summary>
    private static IncrementalValueProvider<EquatableArray<LibraryController>> ReferencedControllers(
        IncrementalGeneratorInitializationContext context)
    {
        var libraries = context.MetadataReferencesProvider
            .Select((reference, _) => LibraryReader.Read(reference))
            .Where(library => library is not null)
            .WithTrackingName(Steps.Libraries);

        var excluded = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                ExcludedControllers.AttributeName,
                (node, _) => node is CompilationUnitSyntax,
                (found, _) => ExcludedControllers.Names(found))
            .WithTrackingName(Steps.ExcludedControllers);

        return libraries
            .Collect()
            .Combine(excluded.Collect())
            .Select((all, _) => ExcludedControllers
                .Without(LibraryReader.InOrder(all.Left!), [.. all.Right.SelectMany(names => names)])
                .ToEquatableArray())
            .WithTrackingName(Steps.LibraryControllers);
    }

    /// <summary>The endpoints of each controller, and the code that actions of the same shape share.</summary>
    private static void RegisterControllers(
        IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<NamedController> named)
    {
        var shaped = named
            .Select((controller, _) => ShapedController.Of(controller))
            .WithTrackingName(Steps.ShapedControllers);

        var shapes = shaped
            .Select((controller, _) => controller.Shapes)
            .Collect()
            .Select((all, _) => ShapesEmitter.Distinct(all.SelectMany(one => one)))
            .WithTrackingName(Steps.Shapes);

        context.RegisterSourceOutput(shaped.SelectMany((one, _) => one.Failures), Report);
        context.RegisterSourceOutput(shaped, (output, controller) =>
            Emit(output, controller.Named.File, () => ControllerEmitter.Emit(controller)));
        context.RegisterSourceOutput(shapes, (output, all) =>
        {
            if (all.Count > 0)
            {
                Emit(output, "Graceful.Shapes.g.cs", () => ShapesEmitter.Emit(all));
            }
        });
    }

    private static void RegisterValidators(
        IncrementalGeneratorInitializationContext context,
        IncrementalValuesProvider<ParsedController> parsed,
        IncrementalValuesProvider<ParsedController> mvc)
    {
        var validators = parsed
            .SelectMany((one, _) => one.Validated)
            .Collect()
            .Combine(mvc.SelectMany((one, _) => one.Validated).Collect())
            .SelectMany((all, _) => NamedValidator.Name(all.Left.AddRange(all.Right)))
            .WithTrackingName(Steps.Validators);

        context.RegisterSourceOutput(validators, (output, validator) =>
            Emit(output, validator.File, () => ValidatorEmitter.Emit(validator.Type)));
    }

    private static void RegisterMvcFilters(
        IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<ParsedController> mvc)
    {
        // Attributes of a library may be on controllers of other projects, which do not see how they name their filter.
        var ofAttributes = context.SyntaxProvider
            .CreateSyntaxProvider((node, _) => MvcFilterAttributes.MayBeOne(node), MvcFilterAttributes.Filters)
            .SelectMany((filters, _) => filters);

        var filters = context.SyntaxProvider
            .CreateSyntaxProvider((node, _) => MvcGlobalFilters.MayBeOne(node), MvcGlobalFilters.Filter)
            .Where(filter => filter is not null)
            .Select((filter, _) => filter!)
            .Collect()
            .Combine(mvc.SelectMany((one, _) => one.Filters).Collect())
            .Combine(ofAttributes.Collect())
            .Select((all, _) => MvcFilterEmitter.Distinct(all.Left.Left.AddRange(all.Left.Right).AddRange(all.Right)))
            .WithTrackingName(Steps.MvcFilters);

        context.RegisterSourceOutput(filters, (output, all) =>
        {
            if (all.Count > 0)
            {
                Emit(output, "Graceful.MvcFilters.g.cs", () => MvcFilterEmitter.Emit(all));
            }
        });
    }

    /// <summary>Route attributes of a library may be on controllers of other projects, which do not see what they set.</summary>
    private static void RegisterCompiledRoutes(IncrementalGeneratorInitializationContext context)
    {
        var values = context.SyntaxProvider
            .CreateSyntaxProvider((node, _) => MvcFilterAttributes.MayBeOne(node), MvcLibraryRoutes.Of)
            .SelectMany((constructors, _) => constructors)
            .Collect()
            .Select((all, _) => all.Distinct().OrderBy(one => one.Constructor, StringComparer.Ordinal).ToEquatableArray())
            .WithTrackingName(Steps.CompiledRoutes);

        context.RegisterSourceOutput(values, (output, all) =>
        {
            if (all.Count > 0)
            {
                Emit(output, "Graceful.CompiledRoutes.g.cs", () => CompiledRouteEmitter.Emit(all));
            }
        });
    }

    private static void Report(SourceProductionContext output, InternalFailure failure) =>
        output.ReportDiagnostic(failure.ToDiagnostic(Location.None));

    /// <summary>Adds one file; an exception in the emitter is an error that names the file.</summary>
    private static void Emit(SourceProductionContext output, string file, Func<string> emit) =>
        InternalErrors.Guard(output.ReportDiagnostic, Location.None, file, () => output.AddSource(file, emit()));

    /// <summary>
    /// A controller and the validated types of its actions. The types are separate so that an edit of an annotation does not emit the
    /// controller again.
    /// </summary>
    private sealed record ParsedController(
        ControllerModel? Controller, EquatableArray<ValidatedTypeModel> Validated, InternalFailure? Failure = null)
    {
        /// <summary>The filters that attributes of a controller of MVC name.</summary>
        public EquatableArray<MvcFilterModel> Filters => Controller?.Filters ?? EquatableArray<MvcFilterModel>.Empty;

        public static ParsedController? Of(INamedTypeSymbol type, KnownTypes known, CancellationToken cancellation) =>
            Guarded(type, known, () => ControllerParser.Parse(type, known, observer: null, cancellation));

        public static ParsedController? OfMvc(GeneratorSyntaxContext found, CancellationToken cancellation)
        {
            var known = KnownTypes.Of(found.SemanticModel.Compilation);
            return known.Mvc.IsOptedIn && MvcDeclarations.Symbol(found, cancellation) is { } type
                ? Guarded(type, known, () => MvcControllerParser.Parse(type, known, observer: null, cancellation))
                : null;
        }

        private static ParsedController? Guarded(INamedTypeSymbol type, KnownTypes known, Func<ControllerModel?> parse)
        {
            try
            {
                return parse() is { } controller ? new ParsedController(controller, known.Validated.For(controller)) : null;
            }
            catch (Exception exception) when (InternalErrors.IsInternal(exception))
            {
                return new ParsedController(
                    null, EquatableArray<ValidatedTypeModel>.Empty, InternalFailure.Of(TypeNames.Plain(type), exception));
            }
        }
    }

    /// <summary>The names of the steps, for tests that observe which steps an edit causes to run.</summary>
    internal static class Steps
    {
        public const string Program = nameof(Program);
        public const string Controllers = nameof(Controllers);
        public const string NamedControllers = nameof(NamedControllers);
        public const string ShapedControllers = nameof(ShapedControllers);
        public const string Shapes = nameof(Shapes);
        public const string ControllerRoutes = nameof(ControllerRoutes);
        public const string Libraries = nameof(Libraries);
        public const string ExcludedControllers = nameof(ExcludedControllers);
        public const string LibraryControllers = nameof(LibraryControllers);
        public const string RouteParts = nameof(RouteParts);
        public const string RouteTables = nameof(RouteTables);
        public const string RouteIndex = nameof(RouteIndex);
        public const string Links = nameof(Links);

        /// <summary>Absent in a program that does not compile controllers of MVC, and so not in <see cref="All"/>.</summary>
        public const string MvcControllers = nameof(MvcControllers);

        /// <summary>Empty in a program without such filters.</summary>
        public const string MvcFilters = nameof(MvcFilters);

        /// <summary>Empty in a program, and in a library without such attributes.</summary>
        public const string CompiledRoutes = nameof(CompiledRoutes);

        /// <summary>Absent in a program without annotations, and so not in <see cref="All"/>.</summary>
        public const string Validators = nameof(Validators);

        public static readonly IReadOnlyList<string> All =
        [
            Program, Controllers, NamedControllers, ShapedControllers, Shapes, ControllerRoutes, Libraries, ExcludedControllers,
            LibraryControllers, RouteParts, RouteTables, RouteIndex, Links,
        ];
    }
}
