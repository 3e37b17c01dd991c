using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Visuel.Server.Stores.MongoDb;

/// <summary>The keys that seal cookies and tokens, for all nodes. They are as readable as the database is.</summary>
internal sealed class MongoKeyRing(MongoStore store) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements() => store
        .RunAsync<IReadOnlyCollection<XElement>>(
            async session => [.. (await session.ListAsync("keyRing", [])).Select(
                key => XElement.Parse(key.Text("xml")))], CancellationToken.None)
        .GetAwaiter().GetResult();

    public void StoreElement(XElement element, string friendlyName) => store
        .RunAsync(
            session => session.InsertAsync(
                "keyRing", Bson.Of(
                    ("_id", Guid.CreateVersion7()), ("name", friendlyName),
                    ("xml", element.ToString(SaveOptions.DisableFormatting)))),
            CancellationToken.None)
        .GetAwaiter().GetResult();
}
