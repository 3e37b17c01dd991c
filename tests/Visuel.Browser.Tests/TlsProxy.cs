using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Visuel.Browser.Tests;

/// <summary>A proxy that ends https and tells the server behind it nothing of that, as a bare <c>proxy_pass</c>
/// does.</summary>
internal sealed class TlsProxy : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource ending = new();
    private readonly X509Certificate2 certificate = MakeCertificate();
    private readonly Uri server;
    private readonly Task accepting;

    public TlsProxy(Uri server)
    {
        this.server = server;
        listener.Start();
        Address = new Uri($"https://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
        accepting = AcceptAsync();
    }

    /// <summary>Where a browser finds it.</summary>
    public Uri Address { get; }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        listener.Stop();
        await accepting;
        certificate.Dispose();
        ending.Dispose();
    }

    private async Task AcceptAsync()
    {
        var open = new List<Task>();
        while (!ending.IsCancellationRequested)
        {
            try
            {
                open.Add(ServeAsync(await listener.AcceptTcpClientAsync(ending.Token)));
            }
            catch (OperationCanceledException)
            {
                break;
            }
        }

        await Task.WhenAll(open);
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var held = client;
        try
        {
            await using var browser = new SslStream(client.GetStream());
            await browser.AuthenticateAsServerAsync(
                new SslServerAuthenticationOptions { ServerCertificate = certificate }, ending.Token);
            using var behind = new TcpClient();
            await behind.ConnectAsync(server.Host, server.Port, ending.Token);
            await Task.WhenAny(
                browser.CopyToAsync(behind.GetStream(), ending.Token),
                behind.GetStream().CopyToAsync(browser, ending.Token));
        }
        catch (Exception error) when (
            error is IOException or SocketException or OperationCanceledException or AuthenticationException)
        {
            // Either side hung up.
        }
    }

    private static X509Certificate2 MakeCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), password: null);
    }
}
