using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using MongoDB.Driver;

namespace Visuel.Server.Stores.MongoDb;

/// <summary>The keys that seal cookies and tokens, for all nodes. They are as readable as the database is.</summary>
internal sealed class MongoKeyRing(MongoStore store) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements() => store.UseKeyRing<IReadOnlyCollection<XElement>>(
        keys => [.. keys.Find(Builders<MongoDB.Bson.BsonDocument>.Filter.Empty).ToList().Select(
            key => XElement.Parse(key.Text("xml")))]);

    public void StoreElement(XElement element, string friendlyName) => store.UseKeyRing(keys =>
    {
        keys.InsertOne(Bson.Of(
            ("_id", Guid.CreateVersion7()), ("name", friendlyName),
            ("xml", element.ToString(SaveOptions.DisableFormatting))));
        return true;
    });
}
