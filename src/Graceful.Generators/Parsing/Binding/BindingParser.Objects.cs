using Graceful.Generators.Collections;
using Graceful.Generators.Diagnostics;
using Graceful.Generators.Model;
using Graceful.Generators.Naming;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Parsing;

// Objects made of several values: [AsParameters] and objects from a form.
internal sealed partial class BindingParser
{
    private readonly ReaderNames _readers = new();

    private BindingModel? Parameters(BindingTarget target)
    {
        if (CompositeTypes.Members(target, known, out var error) is not { } members)
        {
            return Report(Descriptors.ParametersNotUsable, target, target.Type.ToDisplayString(), error!);
        }

        foreach (var member in members)
        {
            if (member.Target.Attribute(_types.AsParameters) is not null)
            {
                return Report(Descriptors.ParametersNotUsable, target, target.Type.ToDisplayString(),
                    $"'{member.Target.Name}' has [AsParameters] itself");
            }

            Claim(member.Target, IsBody(member.Target), IsForm(member.Target));
        }

        return Composite(target, members, Argument);
    }

    /// <summary>Binds an object whose members are fields of the form, or a list or dictionary of such objects.</summary>
    private BindingModel? Fields(BindingTarget target)
    {
        var types = new FormTypes(known, _readers);
        if (types.Read(target.DeclaredType, target) is { } field)
        {
            var name = SourceNames.Of(target, target.Attribute(_types.FromForm), known);
            return new FieldsBinding(name, field, target.IsOptional, types.Models);
        }

        return types.Cut is { } cut ? Report(Descriptors.TypesEndless, target, EndlessTypes.Describe(cut))
            : Report(Descriptors.NotFromText, types.Culprit!, "form", types.Wrong!.ToDisplayString(), types.Error!);
    }

    private static CompositeBinding Composite(
        BindingTarget target, IReadOnlyList<CompositeMember> members, Func<BindingTarget, ArgumentModel> bind) => new(
        TypeNames.Of(target.Type),
        members.Select(member => new MemberModel(member.Property, bind(member.Target))
        {
            Required = member.Required is { } required ? Identifiers.Escape(required.Name) : null,
        }).ToEquatableArray());
}
