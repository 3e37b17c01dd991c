using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Visuel.Client;
using Visuel.Core.Words;

namespace Visuel.Server.Answers;

/// <summary>How the JSON of a request is read: as <see cref="VisuelJson"/> says, and each of its texts through
/// <see cref="TypedText"/>. Null where a value is required is refused; a blank in an optional field counts as
/// absent.</summary>
internal static class RequestJson
{
    /// <summary>The options, for bodies of requests alone.</summary>
    public static JsonSerializerOptions Options { get; } = new(VisuelJson.Options)
    {
        RespectNullableAnnotations = true,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { Clean } },
    };

    private static void Clean(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            if (property.PropertyType == typeof(string))
            {
                property.CustomConverter = new TextConverter(
                    isAsTyped: Has<AsTypedAttribute>(property),
                    isBlankKept: !property.IsSetNullable || Has<BlankClearsAttribute>(property));
            }
            else if (property.PropertyType == typeof(JsonElement))
            {
                property.CustomConverter = new ElementConverter();
            }
            else if (Nullable.GetUnderlyingType(property.PropertyType) is { } value)
            {
                property.CustomConverter =
                    (JsonConverter)Activator.CreateInstance(typeof(BlankConverter<>).MakeGenericType(value))!;
            }
        }
    }

    private static bool Has<T>(JsonPropertyInfo property)
        where T : Attribute => property.AttributeProvider?.IsDefined(typeof(T), inherit: true) is true;

    // Lines stay: which fields have one line alone is said by the rules of the field.
    private sealed class TextConverter(bool isAsTyped, bool isBlankKept) : JsonConverter<string>
    {
        public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var text = JsonText.Read(ref reader);
            return isAsTyped ? text : TypedText.Lines(text) ?? (isBlankKept ? "" : null);
        }

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value);
    }

    // For a field that tells JSON null from absent.
    private sealed class ElementConverter : JsonConverter<JsonElement>
    {
        public override JsonElement Read(
            ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType is JsonTokenType.String
                ? JsonSerializer.SerializeToElement(
                    TypedText.Lines(JsonText.Read(ref reader)) ?? "", VisuelJson.Options)
                : JsonElement.ParseValue(ref reader);

        public override void Write(Utf8JsonWriter writer, JsonElement value, JsonSerializerOptions options) =>
            value.WriteTo(writer);
    }

    private sealed class BlankConverter<T> : JsonConverter<T?>
        where T : struct
    {
        public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType is JsonTokenType.String && TypedText.Line(JsonText.Read(ref reader)) is null
                ? null
                : Inner(options).Read(ref reader, typeof(T), options);

        public override void Write(Utf8JsonWriter writer, T? value, JsonSerializerOptions options) =>
            Inner(options).Write(writer, value!.Value, options);

        private static JsonConverter<T> Inner(JsonSerializerOptions options) =>
            (JsonConverter<T>)options.GetConverter(typeof(T));
    }
}
