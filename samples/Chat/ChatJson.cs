using System.Text.Json;
using System.Text.Json.Serialization;
using Chat.Rooms;

namespace Chat;

/// <summary>All types that the app writes or reads as JSON.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Message))]
[JsonSerializable(typeof(RoomEvent))]
[JsonSerializable(typeof(Member))]
[JsonSerializable(typeof(ServingProcess))]
internal sealed partial class ChatJson : JsonSerializerContext;
