using Graceful;
using Graceful.Hosting;
using Graceful.Transport;
using Microsoft.Extensions.Configuration;

namespace Runtime.Tests.Hosting;

/// <summary>The section <c>Graceful</c>: each key, each mistake, and the precedence of configuration.</summary>
public sealed class GracefulSettingsTests
{
    [Fact]
    public void Without_configuration_the_defaults_are_those_of_the_documentation()
    {
        var options = Apply();
        Assert.Equal([Signal.SIGUSR1, Signal.SIGUSR2], options.RestartSignals);
        Assert.Equal([Signal.SIGINT, Signal.SIGQUIT, Signal.SIGTERM], options.StopSignals);
        Assert.Equal(TimeSpan.FromSeconds(5), options.DrainTimeout);
        Assert.Equal(TimeSpan.FromSeconds(60), options.StartTimeout);
        Assert.Equal(TimeSpan.FromSeconds(1), options.IdleLinger);
        Assert.Null(options.PidFile);
        Assert.Null(options.Program);
    }

    [Fact]
    public void Each_key_is_read()
    {
        var options = Apply(
            ("DrainTimeout", "00:00:03"), ("StartTimeout", "00:02:00"), ("IdleLinger", "0:0:0.25"), ("RestartSignals", "SIGHUP"),
            ("StopSignals", "SIGQUIT,SIGTERM"),
            ("PidFile", "/run/app.pid"), ("Program", "/bin/sh"));
        Assert.Equal(TimeSpan.FromSeconds(3), options.DrainTimeout);
        Assert.Equal(TimeSpan.FromMinutes(2), options.StartTimeout);
        Assert.Equal(TimeSpan.FromSeconds(0.25), options.IdleLinger);
        Assert.Equal([Signal.SIGHUP], options.RestartSignals);
        Assert.Equal([Signal.SIGQUIT, Signal.SIGTERM], options.StopSignals);
        Assert.Equal("/run/app.pid", options.PidFile);
        Assert.Equal("/bin/sh", options.Program);
    }

    [Fact]
    public void Configuration_has_the_last_word_and_code_the_one_before()
    {
        var code = new GracefulOptions { DrainTimeout = TimeSpan.FromSeconds(7), IdleLinger = TimeSpan.FromSeconds(2),
            RestartSignals = [Signal.SIGHUP] };
        var options = Apply(code, ("DrainTimeout", "00:00:09"));
        Assert.Equal(TimeSpan.FromSeconds(9), options.DrainTimeout);
        Assert.Equal(TimeSpan.FromSeconds(2), options.IdleLinger);
        Assert.Equal([Signal.SIGHUP], options.RestartSignals);
    }

    [Fact]
    public void The_environment_has_two_underscores_for_the_colon()
    {
        // A separate prefix: programs that other tests start inherit the variables of this process.
        const string Prefix = "GracefulSettingsTests_";
        Environment.SetEnvironmentVariable($"{Prefix}Graceful__DrainTimeout", "00:00:04");
        Environment.SetEnvironmentVariable($"{Prefix}GRACEFUL__STOPSIGNALS", "int");
        try
        {
            var options = new GracefulOptions();
            GracefulSettings.Apply(new ConfigurationBuilder().AddEnvironmentVariables(Prefix).Build(), options);
            Assert.Equal(TimeSpan.FromSeconds(4), options.DrainTimeout);
            Assert.Equal([Signal.SIGINT], options.StopSignals);
        }
        finally
        {
            Environment.SetEnvironmentVariable($"{Prefix}Graceful__DrainTimeout", null);
            Environment.SetEnvironmentVariable($"{Prefix}GRACEFUL__STOPSIGNALS", null);
        }
    }

    [Theory]
    [InlineData("SIGUSR2", new[] { Signal.SIGUSR2 })]
    [InlineData("usr2", new[] { Signal.SIGUSR2 })]
    [InlineData(" SIGUSR2 , sighup,", new[] { Signal.SIGUSR2, Signal.SIGHUP })]
    [InlineData("SIGUSR2,USR2", new[] { Signal.SIGUSR2 })]
    [InlineData("", new Signal[0])]
    public void Signals_are_names_in_any_case_with_or_without_SIG_once_each(string text, Signal[] expected) =>
        Assert.Equal(expected, Apply(("RestartSignals", text)).RestartSignals);

    [Fact]
    public void Signals_may_be_an_array_of_JSON() => Assert.Equal(
        [Signal.SIGHUP, Signal.SIGUSR2],
        Apply(("RestartSignals:0", "SIGHUP"), ("RestartSignals:1", "SIGUSR2")).RestartSignals);

    [Fact]
    public void A_wrong_signal_in_an_array_is_refused() => Assert.StartsWith(
        "Graceful:RestartSignals = 'SIGKILL'",
        Assert.Throws<StartRefusedException>(() => Apply(("RestartSignals:0", "SIGKILL"))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void A_key_below_a_value_is_refused() => Assert.StartsWith(
        "Graceful:DrainTimeout:X = '00:00:01' (in the environment: Graceful__DrainTimeout__X) is not usable: DrainTimeout is a single",
        Assert.Throws<StartRefusedException>(() => Apply(("DrainTimeout:X", "00:00:01"))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void A_value_in_place_of_the_section_is_refused()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Graceful", "on")]).Build();
        var failure = Assert.Throws<StartRefusedException>(() => GracefulSettings.Apply(configuration, new GracefulOptions()));
        Assert.StartsWith("Graceful = 'on' is not usable: it is the section of the settings", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_signal_named_twice_in_code_counts_once() =>
        Assert.Equal([Signal.SIGHUP], Apply(new GracefulOptions { RestartSignals = [Signal.SIGHUP, Signal.SIGHUP] }).RestartSignals);

    [Theory]
    [InlineData("DrainTimeout", "soon")]
    [InlineData("DrainTimeout", "-00:00:01")]
    [InlineData("DrainTimeout", "5")]
    [InlineData("StartTimeout", "24:00:00")]
    [InlineData("StartTimeout", "1.24:00:00")]
    [InlineData("DrainTimeout", "25.00:00:00")]
    [InlineData("StartTimeout", "00:00:00")]
    [InlineData("StartTimeout", "x")]
    [InlineData("IdleLinger", "-00:00:00.001")]
    [InlineData("ShutdownDelay", "1 minute")]
    [InlineData("ProbationTime", "never")]
    [InlineData("MoveRate", "fast")]
    [InlineData("MoveRate", "0")]
    [InlineData("MoveRate", "-5")]
    [InlineData("MoveRate", "1000001")]
    [InlineData("Supervised", "1")]
    [InlineData("SystemdFdStore", "yes")]
    [InlineData("ProbationHealthChecks", "on")]
    [InlineData("RestartSignals", "SIGKILL")]
    [InlineData("RestartSignals", "12")]
    [InlineData("StopSignals", "TERM;INT")]
    [InlineData("DrainTimeOut2", "00:00:01")]
    [InlineData("Program", "/no/such/program")]
    [InlineData("Program", "/etc")]
    [InlineData("Program", "/etc/passwd")]
    public void A_mistake_names_its_key(string key, string value)
    {
        var failure = Assert.Throws<StartRefusedException>(() => Apply((key, value)));
        Assert.Contains($"Graceful:{key} = '", failure.Message, StringComparison.Ordinal);
        Assert.Contains($"Graceful__{key}", failure.Message, StringComparison.Ordinal);
        Assert.Contains(value, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);
    }

    [Theory]
    [InlineData("Supervised", "1", "expected true or false")]
    [InlineData("DrainTimeout", "10 s", "expected a time from 00:00:00 to 24.20:31:23.647, such as 00:00:10 for ten seconds")]
    [InlineData("DrainTimeout", "99999999.00:00:00", "expected a time from 00:00:00 to 24.20:31:23.647")]
    [InlineData("StartTimeout", "x", "expected a time from 00:00:00.001 to 24.20:31:23.647")]
    [InlineData("StartTimeout", "0", "expected a time from 00:00:00.001 to 24.20:31:23.647, such as 00:00:10 for ten seconds")]
    [InlineData("MoveRate", "1.5", "expected connections per second, a whole number from 1 to 1000000")]
    [InlineData("MoveRate", "99999999999", "expected connections per second, a whole number from 1 to 1000000")]
    [InlineData("MoveRate", "0", "expected connections per second, a whole number from 1 to 1000000")]
    [InlineData("StopSignals", "KILL", "expected names out of ")]
    public void A_mistake_lists_what_is_allowed(string key, string value, string allowed) =>
        Assert.Contains(allowed, Assert.Throws<StartRefusedException>(() => Apply((key, value))).Message, StringComparison.Ordinal);

    [Fact]
    public void Switches_are_true_or_false_in_any_case_and_empty_values_are_not_set()
    {
        var options = Apply(
            ("Supervised", "True"), ("SystemdFdStore", "true"), ("ProbationHealthChecks", "TRUE"),
            ("ProbationTime", "0"), ("DrainTimeout", ""));

        Assert.Equal((true, true, true), (options.Supervised, options.SystemdFdStore, options.ProbationHealthChecks));
        Assert.Equal(TimeSpan.Zero, options.ProbationTime);
        Assert.Equal(new GracefulOptions().DrainTimeout, options.DrainTimeout);
        Assert.False(Apply(("Supervised", "false")).Supervised);
        Assert.Null(Apply(("Supervised", "")).Supervised);
        Assert.Equal((500, (int?)null), (Apply(("MoveRate", "500")).MoveRate, Apply(("MoveRate", "")).MoveRate));
    }

    [Theory]
    [InlineData("StartTimeout", "00:00:00.001")]
    [InlineData("StartTimeout", "24.20:31:23.647")]
    [InlineData("DrainTimeout", "00:00:00")]
    [InlineData("DrainTimeout", "0")]
    [InlineData("DrainTimeout", "23:59")]
    [InlineData("ShutdownDelay", "24.20:31:23.647")]
    [InlineData("MoveRate", "1")]
    [InlineData("MoveRate", "1000000")]
    [InlineData("Program", "")]
    public void The_limits_themselves_are_allowed(string key, string value) => _ = Apply((key, value));

    [Theory]
    [InlineData("StartTimeout", "00:00:00.0009")]
    [InlineData("DrainTimeout", "24.20:31:23.648")]
    [InlineData("IdleLinger", "24.20:31:23.648")]
    [InlineData("ShutdownDelay", "-00:00:00.001")]
    [InlineData("ProbationTime", "24.20:31:23.648")]
    public void Beyond_the_limits_a_time_is_refused(string key, string value) => Assert.Contains(
        $"Graceful:{key} = '", Assert.Throws<StartRefusedException>(() => Apply((key, value))).Message, StringComparison.Ordinal);

    [Fact]
    public void The_keys_of_supervision_and_of_the_delay_are_read_as_well()
    {
        var options = Apply(("ShutdownDelay", "00:00:20"), ("ProbationTime", "00:00:30"));
        Assert.Equal((TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(30)), (options.ShutdownDelay, options.ProbationTime));
    }

    /// <summary>A setting that is absent leaves the value of the code, whatever its type.</summary>
    [Fact]
    public void Without_configuration_the_values_of_the_code_stay()
    {
        var options = Apply(new GracefulOptions
        {
            DrainTimeout = TimeSpan.FromSeconds(11),
            StartTimeout = TimeSpan.FromSeconds(12),
            IdleLinger = TimeSpan.FromSeconds(13),
            ShutdownDelay = TimeSpan.FromSeconds(14),
            ProbationTime = TimeSpan.FromSeconds(15),
            PidFile = "/run/app.pid",
            Program = "/bin/sh",
            SystemdFdStore = true,
            Supervised = true,
            ProbationHealthChecks = true,
            MoveRate = 7,
            StopSignals = [Signal.SIGHUP, Signal.SIGHUP],
        });
        Assert.Equal([11, 12, 13, 14, 15], Seconds(
            options.DrainTimeout, options.StartTimeout, options.IdleLinger, options.ShutdownDelay, options.ProbationTime));
        Assert.Equal(("/run/app.pid", "/bin/sh"), (options.PidFile, options.Program));
        Assert.Equal((true, true, true), (options.SystemdFdStore, options.Supervised, options.ProbationHealthChecks));
        Assert.Equal(7, options.MoveRate);
        Assert.Equal([Signal.SIGHUP], options.StopSignals);
    }

    [Fact]
    public void A_key_that_there_is_not_lists_those_that_there_are()
    {
        var failure = Assert.Throws<StartRefusedException>(() => Apply(("Timeout", "1")));
        foreach (var property in typeof(GracefulOptions).GetProperties())
        {
            Assert.Contains(property.Name, failure.Message, StringComparison.Ordinal);
        }

        Assert.Contains("Graceful__Timeout", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_signal_cannot_mean_both()
    {
        var failure = Assert.Throws<StartRefusedException>(() => Apply(("RestartSignals", "SIGTERM,SIGHUP")));
        Assert.Contains("Graceful:RestartSignals = 'SIGTERM'", failure.Message, StringComparison.Ordinal);
        Assert.Contains("StopSignals as well", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_set_in_code_are_checked_as_well() =>
        Assert.Throws<StartRefusedException>(() => Apply(new GracefulOptions { DrainTimeout = TimeSpan.FromSeconds(-1) }));

    [Fact]
    public void A_list_that_is_null_or_has_an_unknown_signal_is_refused()
    {
        var none = Assert.Throws<StartRefusedException>(() => Apply(new GracefulOptions { RestartSignals = null! }));
        Assert.StartsWith("Graceful:RestartSignals = 'null'", none.Message, StringComparison.Ordinal);
        var unknown = Assert.Throws<StartRefusedException>(() => Apply(new GracefulOptions { StopSignals = [(Signal)9] }));
        Assert.StartsWith("Graceful:StopSignals = '9'", unknown.Message, StringComparison.Ordinal);
        Assert.Contains("expected names out of SIGHUP, ", unknown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PidFile")]
    [InlineData("Program")]
    public void A_path_with_a_null_character_is_refused(string key) => Assert.StartsWith(
        $"Graceful:{key} = '/run/\\0app' (in the environment: Graceful__{key}) is not usable: a path has no null characters.",
        Assert.Throws<StartRefusedException>(() => Apply((key, "/run/\0app"))).Message,
        StringComparison.Ordinal);

    /// <summary>The array of a file would hide the variable of the operator.</summary>
    [Fact]
    public void A_list_that_is_an_array_and_a_text_is_refused() => Assert.StartsWith(
        "Graceful:RestartSignals = 'SIGHUP' (in the environment: Graceful__RestartSignals) is not usable: it is an array as well "
        + "(Graceful:RestartSignals:0 = 'SIGUSR2'); set one of both.",
        Assert.Throws<StartRefusedException>(() => Apply(("RestartSignals:0", "SIGUSR2"), ("RestartSignals", "SIGHUP"))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void A_key_below_an_element_of_a_list_is_refused() => Assert.StartsWith(
        "Graceful:StopSignals:0:Name = 'SIGHUP' (in the environment: Graceful__StopSignals__0__Name) is not usable: "
        + "StopSignals is a list of names.",
        Assert.Throws<StartRefusedException>(() => Apply(("StopSignals:0:Name", "SIGHUP"))).Message,
        StringComparison.Ordinal);

    private static double[] Seconds(params TimeSpan[] times) => [.. times.Select(time => time.TotalSeconds)];

    private static GracefulOptions Apply(params (string Key, string Value)[] settings) => Apply(new GracefulOptions(), settings);

    private static GracefulOptions Apply(GracefulOptions options, params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"Graceful:{setting.Key}", (string?)setting.Value)))
            .Build();
        GracefulSettings.Apply(configuration, options);
        GracefulSettings.Validate(options);
        return options;
    }
}
