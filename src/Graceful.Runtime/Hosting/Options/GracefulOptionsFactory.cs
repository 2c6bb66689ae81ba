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
        new Factory(early, configures, postConfigures, validations).Create(Options.DefaultName));

    public GracefulOptions Create(string name) => name == Options.DefaultName
        ? _default.Value
        : new Factory(early, configures, postConfigures, validations).Create(name);

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
