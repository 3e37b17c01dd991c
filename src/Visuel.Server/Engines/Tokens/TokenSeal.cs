using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Visuel.Core.Accounts;

namespace Visuel.Server.Engines.Tokens;

/// <summary>Encrypts the tokens of workspaces, each for its workspace alone:
/// a sealed token moved to another row does not open.</summary>
public sealed partial class TokenSeal(IDataProtectionProvider protection, ILogger<TokenSeal> logger)
{
    private const string Purpose = "Visuel.OwnToken";

    /// <summary>Seals a token.</summary>
    public byte[] Close(WorkspaceId workspace, string token) => For(workspace).Protect(Encoding.UTF8.GetBytes(token));

    /// <summary>The token; null when the key that sealed it is lost, after which it has to be saved anew.</summary>
    public string? Open(OwnToken token)
    {
        try
        {
            return Encoding.UTF8.GetString(For(token.Workspace).Unprotect(token.Sealed.ToArray()));
        }
        catch (CryptographicException)
        {
            LogUnreadable(token.Workspace);
            return null;
        }
    }

    private IDataProtector For(WorkspaceId workspace) => protection.CreateProtector(Purpose, workspace.ToString());

    [LoggerMessage(
        LogLevel.Error,
        "The Hugging Face token of workspace {Workspace} cannot be decrypted with the keys of this installation; its " +
        "owner has to save it again")]
    private partial void LogUnreadable(WorkspaceId workspace);
}
