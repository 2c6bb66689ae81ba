using System.Text.Json;
using System.Text.Json.Serialization;
using Conduit.Errors;

namespace Conduit.Contracts;

/// <summary>All types that the app reads or writes as JSON, and those of parameters, which the OpenAPI document describes.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(RegistrationEnvelope))]
[JsonSerializable(typeof(CredentialsEnvelope))]
[JsonSerializable(typeof(UserChangesEnvelope))]
[JsonSerializable(typeof(UserEnvelope))]
[JsonSerializable(typeof(ProfileEnvelope))]
[JsonSerializable(typeof(ArticleDraftEnvelope))]
[JsonSerializable(typeof(ArticleChangesEnvelope))]
[JsonSerializable(typeof(ArticleEnvelope))]
[JsonSerializable(typeof(ArticleList))]
[JsonSerializable(typeof(CommentDraftEnvelope))]
[JsonSerializable(typeof(CommentEnvelope))]
[JsonSerializable(typeof(CommentList))]
[JsonSerializable(typeof(TagList))]
[JsonSerializable(typeof(ErrorEnvelope))]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(int))]
[JsonSerializable(typeof(long))]
internal sealed partial class ConduitJson : JsonSerializerContext;
