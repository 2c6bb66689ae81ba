using Microsoft.AspNetCore.Http;

namespace Graceful;

/// <summary>Binds parameters that name it with <see cref="BindAttribute{TBinder}"/>.</summary>
/// <remarks>Generated code calls the method directly: no instance is created, and nothing is read by reflection.</remarks>
/// <typeparam name="T">The type of the parameters.</typeparam>
public interface IParameterBinder<T>
{
    /// <summary>Reads the value of a parameter from the request.</summary>
    /// <param name="httpContext">The request.</param>
    /// <param name="parameter">The name and the default value of the parameter.</param>
    /// <returns>The value, <see cref="BindResult{T}.Missing"/>, or the reason why the request is refused.</returns>
    static abstract ValueTask<BindResult<T>> BindAsync(HttpContext httpContext, BoundParameter<T> parameter);
}
