using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Visuel.Server.Callers;

/// <summary>A cookie whose bytes the server seals: nobody else can read or make one.</summary>
/// <param name="protection">What seals.</param>
/// <param name="purpose">Bytes that were sealed for another purpose are not opened.</param>
/// <param name="name">The cookie's name.</param>
/// <param name="lifetime">How long the browser keeps it.</param>
internal sealed class SealedCookie(
    IDataProtectionProvider protection, string purpose, string name, TimeSpan lifetime)
{
    private readonly IDataProtector seal = protection.CreateProtector(purpose);

    /// <summary>The bytes in a value of the cookie; null where it is not ours.</summary>
    public byte[]? Open(string value)
    {
        if (!Base64Url.IsValid(value))
        {
            return null;
        }

        try
        {
            return seal.Unprotect(Base64Url.DecodeFromChars(value));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Gives the browser the cookie with the answer.</summary>
    public void Write(HttpContext http, byte[] bytes) =>
        http.Response.Cookies.Append(name, Base64Url.EncodeToString(seal.Protect(bytes)), new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            Path = "/",
            MaxAge = lifetime,
            IsEssential = true,
        });
}
