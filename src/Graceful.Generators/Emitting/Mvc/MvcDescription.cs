using System.Collections.Immutable;
using Graceful.Generators.Model;
using static Graceful.Generators.Emitting.Literals;

namespace Graceful.Generators.Emitting;

/// <summary>The parameters of MVC actions in descriptions.</summary>
internal static class MvcDescription
{
    private const string Multipart = "\"multipart/form-data\"";

    private const string Json = "\"application/json\", \"text/json\", \"application/*+json\"";

    public static (string Source, string Name, bool IsOptional) Of(MvcBinding binding)
    {
        var name = binding.BoundName ?? binding.Name;
        return binding.Source switch
        {
            MvcSource.All when binding.IsInRoute => ("Route", name, binding.IsOptional),
            MvcSource.Route when binding.Binder is not MvcObjectBinder => ("Route", name, binding.IsOptional),
            MvcSource.Header => ("Header", name, binding.IsOptional),
            MvcSource.Body => (binding.MayBeService ? "BodyOrService" : "Body", binding.Name, binding.IsOptional),
            MvcSource.Form => ("Form", name, binding.IsOptional),
            MvcSource.Files when binding.Files != MvcFiles.Form => ("Form", name, binding.IsOptional),

            // Its members are described instead.
            MvcSource.Query or MvcSource.Route or MvcSource.All when binding.Binder is MvcObjectBinder => ("None", binding.Name, false),

            // As in MVC, a value of the query may always be missing: it is then the default of its type, and a collection is empty.
            MvcSource.Query or MvcSource.All =>
                ("Query", name, !binding.IsBindRequired && (!binding.IsNonNullable || binding.Binder is not MvcTextBinder)),
            _ => ("None", binding.Name, false),
        };
    }

    /// <summary>Returns the statements that describe the members of an object from the query, as MVC describes them.</summary>
    public static IEnumerable<string> Members(MvcActionModel action, MvcBinding binding) =>
        binding is { Source: MvcSource.Query or MvcSource.Route or MvcSource.All, Binder: MvcObjectBinder root }
            ? Members(
                action, root, binding.Source == MvcSource.Route ? MvcSource.Route : MvcSource.Query,
                binding.BoundName is { } prefix ? prefix + "." : string.Empty, [])
            : [];

    private static IEnumerable<string> Members(
        MvcActionModel action, MvcObjectBinder binder, MvcSource source, string prefix, ImmutableHashSet<string> outer)
    {
        // The members of a type within itself have no end.
        var model = action.Objects.First(one => one.Field == binder.Field);
        var inner = outer.Add(binder.Field);
        return model.Parameters.Concat(model.Members).SelectMany(member => member.Binder switch
        {
            MvcObjectBinder itself when inner.Contains(itself.Field) => [],
            MvcObjectBinder nested => Members(
                action, nested, member.Source ?? source, $"{prefix}{member.BoundName ?? member.Name}.", inner),
            MvcHeaderBinder header => [Member(member with { Binder = header.Values }, MvcSource.Header, prefix + header.Header)],
            MvcBodyBinder body => [$"action.Accepts(typeof({body.Type}), isOptional: false, {Json});"],
            MvcServiceBinder => [],
            _ => [Member(member, member.Source ?? source, prefix + (member.BoundName ?? member.Name))],
        });
    }

    private static string Member(MvcMemberModel member, MvcSource source, string name)
    {
        var optional = member.IsBindRequired || source == MvcSource.Route ? string.Empty : ", isOptional: true";
        var otherwise = member.Default is { } constant ? $", otherwise: {ConstantEmitter.Expression(constant)}" : string.Empty;
        var text = member.Binder is MvcTextBinder ? ", isText: true" : string.Empty;
        var attributes = member.Attributes.Count > 0
            ? $", attributes: static () => [{string.Join(", ", member.Attributes.Select(ConstantEmitter.Creation))}]"
            : string.Empty;
        return $"action.Member(global::Graceful.Routing.ParameterSource.{source}, {Literal(name)}, typeof({member.Binder.Type})" +
            $"{optional}{otherwise}{text}{attributes});";
    }

    /// <summary>Returns the statement that describes the form, which has files only when it is multipart; null without one.</summary>
    public static string? AcceptsForm(IEnumerable<ArgumentModel> arguments, MvcActionModel action)
    {
        var fields = arguments.Where(argument => argument.Binding is MvcBinding { Source: MvcSource.Form or MvcSource.Files }).ToArray();
        if (fields.Length == 0)
        {
            return null;
        }

        var hasFiles = fields.Any(field => field.Binding is MvcBinding { Source: MvcSource.Files }) ||
            action.Objects.Any(model => model.Parameters.Concat(model.Members).Any(member => member.Binder is MvcFileBinder));
        var types = hasFiles ? Multipart : Multipart + ", \"application/x-www-form-urlencoded\"";
        return $"action.Accepts(typeof({fields[0].Parameter!.Type}), isOptional: false, {types});";
    }

    /// <summary>Returns the statement that describes the body.</summary>
    public static string Accepts(ArgumentModel argument, MvcBinding binding)
    {
        var (type, optional) = (argument.Parameter!.Type, binding.AllowsEmptyBody == true ? "true" : "false");
        return binding.MayBeService
            ? $"action.AcceptsUnlessService(typeof({binding.Type}), typeof({type}), isOptional: {optional}, {Json});"
            : $"action.Accepts(typeof({type}), isOptional: {optional}, {Json});";
    }
}
