using Graceful.Generators.Model;

namespace Graceful.Generators.Emitting;

/// <summary>Writes the expressions that are passed to actions, hooks and constructors.</summary>
internal static class ArgumentExpressions
{
    // Called by its full name: an extension method of the app could hide it.
    private const string Services = "global::Microsoft.Extensions.DependencyInjection.ServiceProvider";

    /// <summary>Returns the expression that is passed for a parameter.</summary>
    public static string Of(ArgumentModel argument)
    {
        var value = argument.Binding switch
        {
            ContextBinding => "context",
            ExceptionBinding { IsThrown: true } => "exception",
            ExceptionBinding => "null",
            RequestBinding request => RequestEmitter.Expression(request.Part),
            ServiceBinding { Service: var service } => Service(service) + (service.IsOptional && !argument.IsNullable ? "!" : string.Empty),
            _ => argument.Local,
        };
        return argument.CastTo is { } type ? $"({type}){value}" : value;
    }

    /// <summary>Returns the expression that resolves a service.</summary>
    public static string Service(ServiceModel service) => (service.Key, service.IsOptional) switch
    {
        (null, false) => $"{Services}ServiceExtensions.GetRequiredService<{service.Type}>(services)",
        (null, true) => $"{Services}ServiceExtensions.GetService<{service.Type}>(services)",
        ({ } key, false) =>
            $"{Services}KeyedServiceExtensions.GetRequiredKeyedService<{service.Type}>(services, {ConstantEmitter.Expression(key)})",
        ({ } key, true) =>
            $"{Services}KeyedServiceExtensions.GetKeyedService<{service.Type}>(services, {ConstantEmitter.Expression(key)})",
    };

    /// <summary>Returns the expression that creates an object of bound arguments.</summary>
    public static string Create(CompositeBinding composite)
    {
        var parameters = composite.Members.Where(member => member.Property is null).Select(Value);
        var properties = composite.Members
            .Where(member => (member.Property ?? member.Required) is not null)
            .Select(member => $"{member.Property ?? member.Required} = {Value(member)}");
        var creation = $"new {composite.Type}({string.Join(", ", parameters)})";
        return properties.Any() ? $"{creation} {{ {string.Join(", ", properties)} }}" : creation;

        static string Value(MemberModel member) =>
            member.Argument.Binding is CompositeBinding inner ? Create(inner) : Of(member.Argument);
    }
}
