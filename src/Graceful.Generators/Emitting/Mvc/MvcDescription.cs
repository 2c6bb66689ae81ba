using System.Collections.Immutable;
using Graceful.Generators.Model;
using static Graceful.Generators.Emitting.Literals;

namespace Graceful.Generators.Emitting;

/// <summary>The parameters of MVC actions in descriptions.</summary>
internal static class MvcDescription
{
    private const string Multipart = "\"multipart/form-data\"";

    private const string Json = "\"application/json\", \"text/json\", \"application/*+json\"";

    public static (string Source, string Name, bool IsOptional) Of(MvcBinding binding, MvcActionModel action)
    {
        var name = binding.BoundName ?? binding.Name;

        // As in MVC, a value may always be missing: the validation of a request is no part of its description. OpenAPI reads [Required].
        var isOptional = !binding.IsBindRequired;
        return binding.Source switch
        {
            _ when IsDescribedByMembers(binding, action) => ("None", binding.Name, false),
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

    /// <summary>Returns the statements that describe the members of an object, or several files, as MVC describes them.</summary>
    public static IEnumerable<string> Members(MvcActionModel action, MvcBinding binding) =>
        !IsDescribedByMembers(binding, action) ? []
        : binding is { Binder: MvcObjectBinder root }
            ? Members(
                action,
                root,
                binding.Source is MvcSource.Route or MvcSource.Form ? binding.Source : MvcSource.Query,
                binding.BoundName is { } prefix ? prefix + "." : string.Empty,
                []).Select(member => member.Statement)
        : [Files(binding.BoundName ?? binding.Name, !binding.IsBindRequired)];

    /// <summary>True when the members of an argument are described in its place.</summary>
    /// <remarks>
    /// The API explorer describes a list among the fields of a form without its name. So a form object with lists is described as a whole,
    /// and several files are described as IFormFileCollection.
    /// </remarks>
    private static bool IsDescribedByMembers(MvcBinding binding, MvcActionModel action) => binding switch
    {
        { Source: MvcSource.Files, Files: MvcFiles.List } => true,
        { Source: MvcSource.Query or MvcSource.Route or MvcSource.All, Binder: MvcObjectBinder } => true,
        { Source: MvcSource.Form, Binder: MvcObjectBinder root } =>
            Members(action, root, MvcSource.Form, string.Empty, []).All(member => member.IsField),
        _ => false,
    };

    private static string Files(string name, bool isOptional) =>
        $"action.Member(global::Graceful.Routing.ParameterSource.Form, {Literal(name)}, " +
        $"typeof(global::Microsoft.AspNetCore.Http.IFormFileCollection){(isOptional ? ", isOptional: true" : string.Empty)});";

    /// <returns>The statements, each with whether it describes a value that may be one of several fields of a form.</returns>
    private static IEnumerable<(string Statement, bool IsField)> Members(
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
            MvcBodyBinder body => [($"action.Accepts(typeof({body.Type}), isOptional: false, {Json});", false)],
            MvcServiceBinder => [],
            MvcFileBinder { Files: MvcFiles.List } when (member.Source ?? source) == MvcSource.Form =>
                [(Files(prefix + (member.BoundName ?? member.Name), !member.IsBindRequired), true)],
            _ => new[] { Member(member, member.Source ?? source, prefix + (member.BoundName ?? member.Name)) },
        });
    }

    private static (string Statement, bool IsField) Member(MvcMemberModel member, MvcSource source, string name)
    {
        // As in MVC, the default value of a record's parameter is not described.
        var optional = member.IsBindRequired || source == MvcSource.Route ? string.Empty : ", isOptional: true";
        var text = member.Binder is MvcTextBinder ? ", isText: true" : string.Empty;
        var attributes = member.Attributes.Count > 0
            ? $", attributes: static () => [{string.Join(", ", member.Attributes.Select(ConstantEmitter.Creation))}]"
            : string.Empty;
        return ($"action.Member(global::Graceful.Routing.ParameterSource.{source}, {Literal(name)}, typeof({member.Binder.Type})" +
            $"{optional}{text}{attributes});", source != MvcSource.Form || member.Binder is MvcTextBinder or MvcFileBinder);
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
