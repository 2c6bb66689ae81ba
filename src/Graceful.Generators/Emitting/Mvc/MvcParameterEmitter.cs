using Graceful.Generators.Model;
using static Graceful.Generators.Emitting.Literals;

namespace Graceful.Generators.Emitting;

/// <summary>Writes the parameters of an MVC action.</summary>
internal static class MvcParameterEmitter
{
    private const string Runtime = MvcActionEmitter.Runtime;
    private const string List = "global::System.Collections.Generic.List<global::Microsoft.AspNetCore.Http.IFormFile>";

    public static void Write(CodeWriter code, ArgumentModel argument, MvcBinding binding)
    {
        var properties = Properties(argument, binding).ToArray();
        var creation = "new " + Runtime + Creation(binding);
        if (properties.Length == 0)
        {
            code.Line(creation + ",");
            return;
        }

        code.Line(creation).Line("{");
        using (code.Indent())
        {
            foreach (var property in properties)
            {
                code.Line(property + ",");
            }
        }

        code.Line("},");
    }

    private static string Creation(MvcBinding binding)
    {
        var name = Literal(binding.Name);
        return binding.Source switch
        {
            _ when binding.Custom is { } custom => $"MvcCustom<{binding.Type}>({name}, {Runtime}ModelSources.{binding.Source}, " +
                $"static services => new {custom.Type}({MvcActionEmitter.Services(custom)}))",
            MvcSource.Body => $"MvcBody<{binding.Type}>({name})",
            MvcSource.Services => $"MvcService<{binding.Service!.Type}>({name})",
            MvcSource.Cancellation => $"MvcCancellation({name})",
            MvcSource.Files => $"MvcFiles<{binding.Type}>({name}, {Files(binding)})",
            MvcSource.Header => $"MvcHeader<{binding.Type}>({name}, {Literal(binding.BoundName ?? binding.Name)}, {Binder(binding)})",
            _ => $"MvcValue<{binding.Type}>({name}, {Runtime}ModelSources.{binding.Source}, {Binder(binding)})",
        };
    }

    private static string Binder(MvcBinding binding) => MvcBinderEmitter.Expression(binding.Binder!);

    private static string Files(MvcBinding binding) => binding.Files switch
    {
        MvcFiles.One => "static (form, files) => files.Count > 0 ? files[0] : null",
        MvcFiles.Collection => $"static (form, files) => {Runtime}ModelBinders.Collect(files)",
        MvcFiles.Form => "static (form, files) => form",
        _ when binding.Type.EndsWith("[]", StringComparison.Ordinal) => "static (form, files) => [.. files]",
        _ => $"static (form, files) => new {List}(files)",
    };

    private static IEnumerable<string> Properties(ArgumentModel argument, MvcBinding binding)
    {
        switch (binding.Source)
        {
            case MvcSource.Cancellation:
                yield break;
            case MvcSource.Services:
                if (binding.Service!.IsOptional)
                {
                    yield return "IsOptional = true";
                }

                if (binding.Service.Key is { } key)
                {
                    yield return $"Key = {ConstantEmitter.Expression(key)}";
                }

                yield break;
            case MvcSource.Header:
                if (binding.Binder is MvcListBinder or MvcTextBinder { Bare: "byte[]" })
                {
                    yield return "IsList = true";
                }

                break;
            default:
                if (binding.BoundName is { } bound)
                {
                    yield return $"BoundName = {Literal(bound)}";
                }

                break;
        }

        if (binding.AllowsEmptyBody is { } allows)
        {
            yield return $"AllowsEmpty = {(allows ? "true" : "false")}";
        }

        if (binding.MayBeService)
        {
            yield return "MayBeService = true";
        }

        if (argument.Validation?.Member.Rules.FirstOrDefault(MvcValidationEmitter.IsRequired) is { } required)
        {
            yield return $"Required = {ConstantEmitter.Creation(required.Annotation.Attribute)}";
        }
        else if (binding is { IsNonNullable: true, Default: null, IsOptional: false } &&
            argument.Validation?.Member.Rules.Any(rule => rule.IsRequired) != true)
        {
            yield return "IsNonNullable = true";
        }

        if (binding.IsBindRequired)
        {
            yield return "IsBindRequired = true";
        }

        if (argument.Validation?.Member.Display is { } display)
        {
            yield return $"Display = {ConstantEmitter.Creation(display)}";
        }

        if (binding.HasDefault && MvcBinderEmitter.IsCollection(binding.Binder))
        {
            yield return "HasDefault = true";
        }

        if (binding.Default is { } otherwise)
        {
            yield return $"Default = {ConstantEmitter.Expression(otherwise)}";
        }

        if (MvcValidationEmitter.Validates(argument))
        {
            yield return $"Validator = {MvcValidationEmitter.Method(argument)}";
        }

        if (MvcValidationEmitter.ValidatesNull(argument))
        {
            yield return $"NullValidator = {MvcValidationEmitter.MethodOfNull(argument)}";
        }
    }
}
