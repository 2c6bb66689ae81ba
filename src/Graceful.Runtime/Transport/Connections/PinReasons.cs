namespace Graceful.Transport;

/// <summary>The reasons why a connection must not move to another process. It ends in this one, with an announced close.</summary>
[Flags]
internal enum PinReasons
{
    None = 0,

    /// <summary>The successor sent it back, and would send it back again.</summary>
    SentBack = 1,

    /// <summary>HTTP/2: streams and header compression have state in this process.</summary>
    Http2 = 2,

    /// <summary>Connection middleware, mostly TLS, replaced the transport: its keys are in this process.</summary>
    Wrapped = 4,

    /// <summary>Connection middleware read bytes before HTTP (the PROXY protocol): the successor would not see them.</summary>
    ReadBeforeHttp = 8,

    /// <summary>The application called <see cref="IConnectionMove.Pin"/>.</summary>
    Application = 16,

    /// <summary>The server has sent bytes before the first request: the client would receive those of the successor too.</summary>
    SentBeforeHttp = 32,
}
