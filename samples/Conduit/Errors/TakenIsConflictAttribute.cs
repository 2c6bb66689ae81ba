using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Conduit.Errors;

/// <summary>Answers a <see cref="TakenException"/> with 409.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class TakenIsConflictAttribute : ExceptionFilterAttribute
{
    public override void OnException(ExceptionContext context)
    {
        if (context.Exception is TakenException taken)
        {
            context.Result = new ConflictObjectResult(ErrorEnvelope.Of(taken.Member, Messages.Taken));
        }
    }
}
