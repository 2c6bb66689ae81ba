using Graceful.Generators.Model;
using static Graceful.Generators.Emitting.Literals;

namespace Graceful.Generators.Emitting;

/// <summary>Writes the code that binds an argument by a binder of the app.</summary>
internal static class CustomBindingEmitter
{
    public static void Write(CodeWriter code, ArgumentModel leaf, CustomBinding custom)
    {
        var bound = leaf.BareLocal + "Bound";
        var name = Literal(custom.Name);
        var otherwise = custom.Default is { } constant ? ConstantEmitter.Expression(constant) : "default";
        var isNullableValue = custom is { IsValueType: true, Default: null } && leaf.IsNullable &&
            !custom.Type.EndsWith("?", StringComparison.Ordinal);
        var value = !custom.IsOptional ? $"arguments.Custom({bound}, {name})"
            : isNullableValue ? $"arguments.CustomOrNull({bound}, {name})"
            : $"arguments.CustomOrDefault({bound}, {name}, {otherwise}){(custom.IsValueType || leaf.IsNullable ? string.Empty : "!")}";
        code.Write($"""
            global::Graceful.BindResult<{custom.Type}> {bound} =
                await global::Graceful.Binding.ArgumentBinder.BindAsync<{custom.Binder}, {custom.Type}>(
                    httpContext, {name}, {(custom.IsOptional ? "true" : "false")}, {otherwise});
            {leaf.Type} {leaf.Local} = {value};
            """);
    }
}
