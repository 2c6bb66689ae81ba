namespace Graceful;

/// <summary>
/// Compiles the controllers of MVC in this assembly: <c>app.UseActions()</c> serves them, without <c>AddControllers()</c> and
/// <c>MapControllers()</c>, also under NativeAOT.
/// </summary>
/// <remarks>
/// <para>
/// The controllers are the classes that MVC itself would take: public, not abstract and not generic, with a name that ends in
/// <c>Controller</c> or with <c>[Controller]</c>, and without <c>[NonController]</c>. They keep the semantics of MVC. Classes with
/// Graceful's own <c>[Controller]</c> are not affected.
/// </para>
/// <para>A construct of MVC that cannot be compiled is an error at build time (GR0042); its action is not served.</para>
/// </remarks>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class CompileMvcControllersAttribute : Attribute
{
    /// <summary>
    /// Gets or sets a value indicating whether <c>[ApiController]</c> infers no sources of parameters. Set it in an app that sets
    /// <c>ApiBehaviorOptions.SuppressInferBindingSourcesForParameters</c>: the compiler cannot read that option.
    /// </summary>
    public bool SuppressInferBindingSourcesForParameters { get; set; }
}
