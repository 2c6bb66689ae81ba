using System.ComponentModel;
using Microsoft.AspNetCore.Http;

namespace Graceful.Routing;

/// <summary>The code of an action: the delegate that runs it, and the one that describes it. Created by generated code.</summary>
/// <param name="run">Binds the arguments, calls the action, and sends the result.</param>
/// <param name="describe">Adds the metadata for the parameters and responses. Actions with the same parameters share it.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ActionBody(RequestDelegate run, Action<ActionDescription> describe)
{
    internal RequestDelegate Run => run;

    internal Action<ActionDescription> Describe => describe;
}
