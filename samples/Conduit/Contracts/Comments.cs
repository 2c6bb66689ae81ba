using System.ComponentModel.DataAnnotations;
using Conduit.Errors;

namespace Conduit.Contracts;

public sealed record CommentDraftEnvelope(CommentDraft Comment);

public sealed record CommentDraft([Required(ErrorMessage = Messages.Blank)] string Body);

public sealed record CommentEnvelope(Comment Comment);

public sealed record CommentList(IReadOnlyList<Comment> Comments);

public sealed record Comment(long Id, DateTime CreatedAt, DateTime UpdatedAt, string Body, Profile Author);
