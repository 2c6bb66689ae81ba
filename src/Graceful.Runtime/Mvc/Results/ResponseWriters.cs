using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.WebUtilities;

namespace Graceful.Mvc;

/// <summary>Creates the text writers of responses, with pooled buffers of the size that MVC uses.</summary>
internal sealed class ResponseWriters : IHttpResponseStreamWriterFactory
{
    private const int BufferSize = 16 * 1024;

    public TextWriter CreateWriter(Stream stream, Encoding encoding) =>
        new HttpResponseStreamWriter(stream, encoding, BufferSize, ArrayPool<byte>.Shared, ArrayPool<char>.Shared);
}
