using System.ComponentModel;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Graceful.Mvc;

/// <summary>A <see cref="CancellationToken"/>: it is cancelled when the client closes the connection.</summary>
/// <param name="name">The name in the source.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class MvcCancellation(string name) : MvcParameter(name)
{
    private protected override BindingSource Source => BindingSource.Special;

    private protected override Type Type => typeof(CancellationToken);

    internal override ValueTask<BoundArgument> BindAsync(MvcInvocation call) =>
        new(new BoundArgument(call.HttpContext.RequestAborted, IsSet: true));
}
