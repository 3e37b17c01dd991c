using System.Buffers;
using System.Buffers.Text;
using System.Net.Mime;
using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Visuel.Client;
using Visuel.Client.Wire;

namespace Visuel.Server.Features.Drawing.Ask;

/// <summary>200 with an image as JSON. The base64, two megabytes of it, is sent piece by piece as it is made, rather
/// than gathered first.</summary>
public sealed class DrawnImage(GenerateImageAnswer answer) : IResult, IEndpointMetadataProvider
{
    // A multiple of three bytes, so that no piece ends with padding.
    private const int Piece = 48 * 1024;

    private static ReadOnlySpan<byte> Prefix => "\"data:image/png;base64,"u8;

    /// <summary>Writes the answer, byte for byte as the serializer would.</summary>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var around = JsonSerializer.SerializeToUtf8Bytes(answer with { Image = default }, VisuelJson.Options);
        // The first one: only `success` stands before it.
        var place = around.AsSpan().IndexOf(Prefix) + Prefix.Length;
        httpContext.Response.ContentType = $"{MediaTypeNames.Application.Json}; charset=utf-8";
        httpContext.Response.ContentLength = around.Length + Base64.GetMaxEncodedToUtf8Length(answer.Image.Length);
        var writer = httpContext.Response.BodyWriter;
        writer.Write(around.AsSpan(0, place));
        for (var at = 0; at < answer.Image.Length; at += Piece)
        {
            var piece = answer.Image.Slice(at, Math.Min(Piece, answer.Image.Length - at));
            Base64.EncodeToUtf8(
                piece.Span, writer.GetSpan(Base64.GetMaxEncodedToUtf8Length(piece.Length)), out _, out var written);
            writer.Advance(written);
            await writer.FlushAsync(httpContext.RequestAborted);
        }

        writer.Write(around.AsSpan(place));
        await writer.FlushAsync(httpContext.RequestAborted);
    }

    static void IEndpointMetadataProvider.PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(
            StatusCodes.Status200OK, typeof(GenerateImageAnswer), [MediaTypeNames.Application.Json]));
}
