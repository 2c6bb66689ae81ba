namespace Chat.Rooms;

/// <summary>A message as the room's file has it. Its number is the number of its line, from 1.</summary>
internal sealed record Message(string From, string Text);

/// <summary>A message to the page: the serving process when the handler begins, and then each message with its number.</summary>
internal sealed record RoomEvent(ServingProcess? Process = null, long Number = 0, Message? Message = null);

/// <summary>The state of a member that moves to the new process.</summary>
/// <param name="Received">The number of the last message that was sent to the member.</param>
internal sealed record Member(long Received);
