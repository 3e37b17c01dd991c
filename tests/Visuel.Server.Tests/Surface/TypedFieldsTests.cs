using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using Visuel.Client;
using Visuel.Client.Wire;
using Visuel.Server.Answers;

namespace Visuel.Server.Tests.Surface;

/// <summary>Every text that comes in is cleaned, unless it stands in a list here.</summary>
public sealed class TypedFieldsTests
{
    private const string Pasted = """ "\u00a0\ufeffe\u0301te\u0301\u200b \ud800\ufffe\u0000de\u0301c.\u2060\n" """;
    private const string Cleaned = "été déc.";

    private static readonly IReadOnlyList<Type> Requests =
    [
        .. typeof(VisuelJson).Assembly.GetExportedTypes()
            .Where(type => type.Name.EndsWith("Request", StringComparison.Ordinal)),
    ];

    // Read as they were sent: addresses and passwords, which are cleaned where they are compared, tokens, and a file.
    private static readonly string[] AsTyped =
    [
        "ChangePasswordRequest.Current", "ChangePasswordRequest.New", "EraseAccountRequest.Password",
        "LoginRequest.Email", "LoginRequest.Password", "RegisterRequest.Email", "RegisterRequest.Password",
        "ResetPasswordRequest.New", "ResetPasswordRequest.Token", "SaveBrandRequest.Logo", "SaveTokenRequest.Token",
    ];

    private static readonly string[] FormsAsTyped =
    [
        "EraseForm.Password", "Form.Email", "Form.Password", "PasswordForm.Current", "PasswordForm.New",
        "ResetForm.New", "ResetForm.Token", "TokenForm.Token",
    ];

    private static readonly IReadOnlyList<PropertyInfo> Forms =
    [
        .. typeof(JsonBody<>).Assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(ComponentBase)))
            .SelectMany(type => type.GetProperties(
                BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public))
            .Where(property => property.IsDefined(typeof(SupplyParameterFromFormAttribute))),
    ];

    [Fact]
    public void Every_text_of_every_request_is_cleaned_as_it_is_read()
    {
        Assert.True(Requests.Count > 10);
        var left = new List<string>();
        foreach (var (request, property) in Fields(typeof(string)))
        {
            if (property.IsDefined(typeof(AsTypedAttribute)))
            {
                left.Add($"{request.Name}.{property.Name}");
                continue;
            }

            Assert.True(
                Read(request, property, Pasted) is Cleaned, $"{request.Name}.{property.Name}");
        }

        Assert.Equal(AsTyped, left.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_blank_in_any_optional_field_counts_as_absent_unless_it_takes_something_away()
    {
        var nullability = new NullabilityInfoContext();
        var clears = new List<string>();
        foreach (var (request, property) in Fields(null).Where(field =>
            nullability.Create(field.Property).WriteState is NullabilityState.Nullable
            && !field.Property.IsDefined(typeof(AsTypedAttribute))))
        {
            foreach (var blank in (string[])["\"\"", "\" \\t\"", "\"\\u200b\\u2800\""])
            {
                if (Read(request, property, blank) is string { Length: 0 })
                {
                    clears.Add($"{request.Name}.{property.Name}");
                }
                else
                {
                    Assert.True(Read(request, property, blank) is null, $"{request.Name}.{property.Name}");
                }
            }
        }

        Assert.Equal(["UpdateAccountRequest.Name", "UpdateImageRequest.AltText"], clears.Distinct());
    }

    [Fact]
    public void Null_where_a_value_is_required_is_refused_by_name()
    {
        var nullability = new NullabilityInfoContext();
        var required = Fields(typeof(string)).Where(field =>
            nullability.Create(field.Property).WriteState is NullabilityState.NotNull).ToList();
        Assert.True(required.Count > 8);
        Assert.All(required, field => Assert.Contains(
            $"'{Name(field.Property)}'",
            Assert.Throws<JsonException>(() => Read(field.Request, field.Property, "null")).Message,
            StringComparison.Ordinal));
    }

    [Fact]
    public void A_request_holds_no_text_that_could_be_overlooked()
    {
        var others = Fields(null)
            .Where(field => field.Property.PropertyType != typeof(string)
                && (Nullable.GetUnderlyingType(field.Property.PropertyType) ?? field.Property.PropertyType)
                    is var type && !type.IsPrimitive && type != typeof(Guid) && type != typeof(DateTimeOffset))
            .Select(field => $"{field.Request.Name}.{field.Property.Name}");
        // A plan has to tell JSON null from absent.
        Assert.Equal(["UpdateAdminAccountRequest.Plan"], others);
        var plan = JsonSerializer.Deserialize<UpdateAdminAccountRequest>($"{{\"plan\":{Pasted}}}", RequestJson.Options);
        Assert.Equal(Cleaned, plan!.Plan.GetString());
    }

    [Fact]
    public async Task Every_text_of_every_form_of_the_pages_is_cleaned()
    {
        Assert.True(Forms.Count > 8);
        var left = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var form in Forms)
        {
            foreach (var field in form.PropertyType.GetProperties()
                .Where(field => field.PropertyType == typeof(string)))
            {
                var name = $"{form.Name}.{field.Name}";
                var typed = JsonSerializer.Deserialize<string>("""  "\u00a0e\u0301te\u0301\u200b\ufffe"  """)!;
                switch (await PostedAsync(name, typed))
                {
                    case "été":
                        break;
                    case var kept:
                        Assert.Equal(typed, kept);
                        left.Add($"{form.PropertyType.Name}.{field.Name}");
                        break;
                }
            }
        }

        Assert.Equal(FormsAsTyped, left);
    }

    // A browser sends an empty field, which a page reads as null.
    [Fact]
    public void No_form_of_the_pages_holds_null_where_a_text_is_needed()
    {
        var nullability = new NullabilityInfoContext();
        var needed = Forms.SelectMany(form => form.PropertyType.GetProperties())
            .Where(field => field.PropertyType == typeof(string)
                && nullability.Create(field).ReadState is NullabilityState.NotNull).ToList();
        Assert.True(needed.Count > 8);
        Assert.All(needed, field =>
        {
            var form = Activator.CreateInstance(field.DeclaringType!);
            field.SetValue(form, null);
            Assert.NotNull(field.GetValue(form));
        });
    }

    private static IEnumerable<(Type Request, PropertyInfo Property)> Fields(Type? type) => Requests.SelectMany(
        request => request.GetProperties().Where(property => type is null || property.PropertyType == type)
            .Select(property => (request, property)));

    // A body with this one field as it is written, and every required one.
    private static object? Read(Type request, PropertyInfo property, string json)
    {
        var others = request.GetProperties()
            .Where(other => other != property
                && other.IsDefined(typeof(System.Runtime.CompilerServices.RequiredMemberAttribute)))
            .Select(other => $"\"{Name(other)}\":\"a\"");
        var body = $"{{{string.Join(',', others.Append($"\"{Name(property)}\":{json}"))}}}";
        return property.GetValue(JsonSerializer.Deserialize(body, request, RequestJson.Options));
    }

    private static string Name(PropertyInfo property) => JsonNamingPolicy.CamelCase.ConvertName(property.Name);

    private static async Task<string> PostedAsync(string field, string value)
    {
        var http = new DefaultHttpContext();
        var fields = new Dictionary<string, StringValues>(StringComparer.Ordinal) { [field] = value };
        http.Features.Set<IFormFeature>(new FormFeature(new FormCollection(fields)));
        var read = "";
        await new RequestTexts(context =>
        {
            read = context.Request.Form[field].ToString();
            return Task.CompletedTask;
        }).InvokeAsync(http);
        return read;
    }
}
