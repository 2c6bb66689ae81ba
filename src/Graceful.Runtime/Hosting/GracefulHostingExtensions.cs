using Graceful.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Hosting;

namespace Graceful;

/// <summary>Graceful restarts and stops for a web application.</summary>
public static class GracefulHostingExtensions
{
    /// <summary>
    /// Adds graceful restarts and stops. By default SIGUSR1 or SIGUSR2 starts the program again, hands the listening sockets and the
    /// open connections over to it, and ends this process when its requests have ended. SIGINT, SIGTERM or SIGQUIT stops the process in
    /// the same way, without a successor. In supervised mode (<c>Graceful:Supervised</c>, or as PID 1) the call does not return in the
    /// first process: it becomes the master, and its worker runs the application.
    /// </summary>
    /// <param name="builder">The application. All of its Kestrel endpoints take part, however they are configured.</param>
    /// <param name="configure">Sets the options. The configuration section <c>Graceful</c> overrides them.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="InvalidOperationException">
    /// An option or a key of the configuration is not valid, or the environment names a predecessor that does not exist; the message
    /// names the key or variable. When the application does not catch it, the process writes the message as its last line and exits with
    /// code 78 (EX_CONFIG).
    /// </exception>
    /// <remarks>
    /// <para>Call it first. A signal that arrives before the call has its default effect: SIGUSR1 and SIGUSR2 kill the process
    /// (<see href="https://man7.org/linux/man-pages/man7/signal.7.html">signal(7)</see>). A second call for the same application sets
    /// further options.</para>
    /// <para>On systems other than Linux on x64, arm64 or arm the server runs without restarts, stops gracefully, and logs one line
    /// about it.</para>
    /// </remarks>
    public static WebApplicationBuilder UseGraceful(this WebApplicationBuilder builder, Action<GracefulOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        GracefulServices.Add(builder.Services, builder.Configuration, configure);
        return builder;
    }

    /// <inheritdoc cref="UseGraceful(WebApplicationBuilder, Action{GracefulOptions}?)"/>
    /// <typeparam name="TBuilder">The type of the builder.</typeparam>
    public static TBuilder UseGraceful<TBuilder>(this TBuilder builder, Action<GracefulOptions>? configure = null)
        where TBuilder : IHostApplicationBuilder
    {
        ArgumentNullException.ThrowIfNull(builder);
        GracefulServices.Add(builder.Services, builder.Configuration, configure);
        return builder;
    }

    /// <inheritdoc cref="UseGraceful(WebApplicationBuilder, Action{GracefulOptions}?)"/>
    /// <remarks>Call it after <c>ConfigureWebHostDefaults</c>. The signals are handled from <c>Build()</c> on.</remarks>
    public static IHostBuilder UseGraceful(this IHostBuilder builder, Action<GracefulOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.ConfigureServices((context, services) => GracefulServices.Add(services, context.Configuration, configure));
    }

    /// <inheritdoc cref="UseGraceful(WebApplicationBuilder, Action{GracefulOptions}?)"/>
    /// <remarks>The signals are handled from <c>Build()</c> on.</remarks>
    public static IWebHostBuilder UseGraceful(this IWebHostBuilder builder, Action<GracefulOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.ConfigureServices((context, services) => GracefulServices.Add(services, context.Configuration, configure));
    }
}
