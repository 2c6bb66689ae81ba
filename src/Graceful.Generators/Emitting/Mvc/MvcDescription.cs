using Graceful.Generators.Model;

namespace Graceful.Generators.Emitting;

/// <summary>The parameters of MVC actions in descriptions.</summary>
internal static class MvcDescription
{
    public static (string Source, string Name, bool IsOptional) Of(MvcBinding binding)
    {
        var name = binding.BoundName ?? binding.Name;
        return binding.Source switch
        {
            MvcSource.Route => ("Route", name, binding.IsOptional),
            MvcSource.Header => ("Header", name, binding.IsOptional),
            MvcSource.Body => (binding.MayBeService ? "BodyOrService" : "Body", binding.Name, binding.IsOptional),
            MvcSource.Form => ("Form", name, binding.IsOptional),
            MvcSource.Files when binding.Files != MvcFiles.Form => ("Form", name, binding.IsOptional),

            // As in MVC, a value of the query may always be missing: it is then the default of its type.
            MvcSource.Query or MvcSource.All => ("Query", name, !binding.IsNonNullable && !binding.IsBindRequired),
            _ => ("None", binding.Name, false),
        };
    }

    /// <summary>Returns the statement that describes the body.</summary>
    public static string Accepts(ArgumentModel argument, MvcBinding binding)
    {
        const string Json = "\"application/json\", \"text/json\", \"application/*+json\"";
        var (type, optional) = (argument.Parameter!.Type, binding.AllowsEmptyBody == true ? "true" : "false");
        return binding.MayBeService
            ? $"action.AcceptsUnlessService(typeof({binding.Type}), typeof({type}), isOptional: {optional}, {Json});"
            : $"action.Accepts(typeof({type}), isOptional: {optional}, {Json});";
    }

    /// <summary>True when [ApiController] may refuse a request because of its arguments.</summary>
    public static bool MayRefuse(CallModel call) => call.Arguments.Any(argument =>
        argument.Binding is MvcBinding { Source: not (MvcSource.Services or MvcSource.Cancellation) } binding &&
        (binding.Binder is not MvcTextBinder { Kind: MvcTextKind.String } || binding.IsNonNullable || argument.Validation is not null));
}
