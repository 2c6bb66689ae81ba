using Graceful.Transport;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Graceful.Hosting;

/// <summary>The options as <c>UseGraceful()</c> sets them, before <c>services.Configure</c> and the configuration.</summary>
/// <remarks>The signals have to be handled before the services are built.</remarks>
internal sealed class EarlyOptions(IConfiguration configuration)
{
    private Action<GracefulOptions>? _changed;

    internal IConfiguration Configuration => configuration;

    internal GracefulOptions Value { get; } = new();

    /// <summary>Applies a call of <c>UseGraceful()</c>.</summary>
    internal void Apply(Action<GracefulOptions>? configure)
    {
        configure?.Invoke(Value);
        GracefulSettings.Apply(configuration, Value);
        GracefulSettings.Validate(Value);
        _changed?.Invoke(Value);
    }

    /// <summary>Calls <paramref name="changed"/> after each further call of <c>UseGraceful()</c>.</summary>
    internal void OnChange(Action<GracefulOptions> changed) => _changed = changed;
}

/// <summary>
/// Creates the options as for every other options type, except that the configuration section comes after all of the application's code,
/// and that all consumers share one instance: it has registered descriptors and hooks.
/// </summary>
internal sealed class GracefulOptionsFactory(
    EarlyOptions early,
    IEnumerable<IConfigureOptions<GracefulOptions>> configures,
    IEnumerable<IPostConfigureOptions<GracefulOptions>> postConfigures,
    IEnumerable<IValidateOptions<GracefulOptions>> validations) : IOptionsFactory<GracefulOptions>
{
    private readonly Lazy<GracefulOptions> _default = new(() =>
        Create(new Factory(early, configures, postConfigures, validations), Options.DefaultName));

    public GracefulOptions Create(string name) => name == Options.DefaultName
        ? _default.Value
        : Create(new Factory(early, configures, postConfigures, validations), name);

    private static GracefulOptions Create(Factory factory, string name)
    {
        try
        {
            return factory.Create(name);
        }
        catch (OptionsValidationException wrong)
        {
            throw new RefusedOptionsException(name, wrong.Failures);
        }
    }

    private sealed class Factory(
        EarlyOptions early,
        IEnumerable<IConfigureOptions<GracefulOptions>> configures,
        IEnumerable<IPostConfigureOptions<GracefulOptions>> postConfigures,
        IEnumerable<IValidateOptions<GracefulOptions>> validations)
        : OptionsFactory<GracefulOptions>(
            configures,
            [.. postConfigures, new PostConfigureOptions<GracefulOptions>(
                Options.DefaultName, options => GracefulSettings.Apply(early.Configuration, options))],
            [.. validations, new GracefulOptionsValidator()])
    {
        protected override GracefulOptions CreateInstance(string name) =>
            name == Options.DefaultName ? early.Value : new GracefulOptions();
    }
}

/// <summary>Options of <c>services.Configure</c> are not usable: the process exits as for those of <c>UseGraceful()</c>.</summary>
internal sealed class RefusedOptionsException(string name, IEnumerable<string> failures)
    : OptionsValidationException(name, typeof(GracefulOptions), failures.Select(failure => failure.ReplaceLineEndings(" "))),
        IOperatorError
{
    int IOperatorError.ExitCode => StartRefusedException.ExitCode;
}

/// <summary>Validates the options with the messages of <see cref="GracefulSettings"/>.</summary>
internal sealed class GracefulOptionsValidator : IValidateOptions<GracefulOptions>
{
    public ValidateOptionsResult Validate(string? name, GracefulOptions options)
    {
        try
        {
            GracefulSettings.Validate(options);
            return ValidateOptionsResult.Success;
        }
        catch (InvalidOperationException wrong)
        {
            return ValidateOptionsResult.Fail(wrong.Message);
        }
    }
}
