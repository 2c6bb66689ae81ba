using System.Collections.Immutable;
using Graceful.Generators.Model;
using static Graceful.Generators.Emitting.Literals;

namespace Graceful.Generators.Emitting;

/// <summary>The parameters of MVC actions in descriptions.</summary>
internal static class MvcDescription
{
    private const string ShownAsText = "action.ParameterIsText();";

    private const string Multipart = "\"multipart/form-data\"";

    private const string Json = "\"application/json\", \"text/json\", \"application/*+json\"";

    public static (string Source, string Name, bool IsOptional) Of(MvcBinding binding)
    {
        var name = binding.BoundName ?? binding.Name;

        // As in MVC, a value may always be missing: the validation of a request is no part of its description. OpenAPI reads [Required].
        var isOptional = !binding.IsBindRequired;
        return binding.Source switch
        {
            _ when IsDescribedByMembers(binding) => ("None", binding.Name, false),
            MvcSource.All when binding.IsInRoute => ("Route", name, binding.IsOptional),
            MvcSource.Route => ("Route", name, binding.IsOptional),
            MvcSource.Header => ("Header", name, isOptional),
            MvcSource.Body => (binding.MayBeService ? "BodyOrService" : "Body", binding.Name, binding.IsOptional),
            MvcSource.Form => ("Form", name, isOptional),
            MvcSource.Files when binding.Files != MvcFiles.Form => ("Form", name, isOptional),
            MvcSource.Query or MvcSource.All => ("Query", name, isOptional),
            _ => ("None", binding.Name, false),
        };
    }

    /// <summary>True for a value that is described as one field or parameter.</summary>
    /// <remarks>Of the fields of a form, OpenAPI leaves out the name of a value that is not parsed from text, such as a list.</remarks>
    public static bool IsText(MvcBinding binding) => binding.Binder is MvcTextBinder || binding.Source is MvcSource.Form or MvcSource.Files;

    /// <summary>Returns the statement that describes the last parameter as a text, and not by the properties of its type.</summary>
    public static IEnumerable<string> Text(MvcBinderModel? binder) =>
        binder is MvcTextBinder { Kind: not MvcTextKind.Enum } text && !SchemaTypes.Contains(text.Bare) ? [ShownAsText] : [];

    /// <summary>Returns the statements that describe the members of an object, as MVC describes them.</summary>
    public static IEnumerable<string> Members(MvcActionModel action, MvcBinding binding) =>
        IsDescribedByMembers(binding)
            ? Members(
                action,
                (MvcObjectBinder)binding.Binder!,
                binding.Source is MvcSource.Route or MvcSource.Form ? binding.Source : MvcSource.Query,
                binding.BoundName is { } prefix ? prefix + "." : string.Empty,
                [])
            : [];

    /// <summary>True when the members of an argument are described in its place.</summary>
    private static bool IsDescribedByMembers(MvcBinding binding) => binding is
    {
        Source: MvcSource.Query or MvcSource.Route or MvcSource.Form or MvcSource.All, Binder: MvcObjectBinder,
    };

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
            MvcHeaderBinder header => Member(member with { Binder = header.Values }, MvcSource.Header, prefix + header.Header),
            MvcBodyBinder body => [$"action.Accepts(typeof({body.Type}), isOptional: false, {Json});"],
            MvcServiceBinder => [],
            _ => Member(member, member.Source ?? source, prefix + (member.BoundName ?? member.Name)),
        });
    }

    private static IEnumerable<string> Member(MvcMemberModel member, MvcSource source, string name)
    {
        // As in MVC, the default value of a record's parameter is not described, nor is [BindRequired] on a field of a form.
        var isRequired = source == MvcSource.Route || (member.IsBindRequired && source != MvcSource.Form);
        var optional = isRequired ? string.Empty : ", isOptional: true";
        var text = member.Binder is MvcTextBinder || source == MvcSource.Form ? ", isText: true" : string.Empty;
        var attributes = member.Attributes.Count > 0
            ? $", attributes: static () => [{string.Join(", ", member.Attributes.Select(ConstantEmitter.Creation))}]"
            : string.Empty;
        var statement =
            $"action.Member(global::Graceful.Routing.ParameterSource.{source}, {Literal(name)}, typeof({member.Binder.Type})" +
            $"{optional}{text}{attributes});";
        return Text(member.Binder).Prepend(statement);
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
