using System.ComponentModel;

namespace Graceful.Mvc;

/// <summary>The parts of a request in which MVC looks up values. The form precedes the route, and the route the query.</summary>
[Flags]
[EditorBrowsable(EditorBrowsableState.Never)]
public enum ModelSources
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>The form.</summary>
    Form = 1,

    /// <summary>The route values.</summary>
    Route = 2,

    /// <summary>The query string.</summary>
    Query = 4,

    /// <summary>Every part, for a parameter without a source in a controller without <c>[ApiController]</c>.</summary>
    All = Form | Route | Query,
}
