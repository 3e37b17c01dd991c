using Amazon.S3.Model;

namespace Visuel.Server.Blobs;

/// <summary>An object as it arrives, with the length it announced. Ends the answer with itself.</summary>
internal sealed class KnownLengthStream(GetObjectResponse answer) : ForwardStream
{
    public override long Length => answer.ContentLength;

    public override int Read(byte[] buffer, int offset, int count) => answer.ResponseStream.Read(buffer, offset, count);

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        answer.ResponseStream.ReadAsync(buffer, cancellationToken);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            answer.Dispose();
        }

        base.Dispose(disposing);
    }
}
