using Microsoft.Extensions.Configuration.Memory;
using Visuel.Server;
using Visuel.Server.Answers;
using Visuel.Server.Engines;
using Visuel.Server.Features.Accounts;
using Visuel.Server.Features.Admin;
using Visuel.Server.Features.Billing;
using Visuel.Server.Features.Branding;
using Visuel.Server.Features.Calendar;
using Visuel.Server.Features.Drawing;
using Visuel.Server.Features.Export;
using Visuel.Server.Features.Health;
using Visuel.Server.Features.Keys;
using Visuel.Server.Features.Library;
using Visuel.Server.Features.Months;
using Visuel.Server.Features.Profit;
using Visuel.Server.Features.Publishing;
using Visuel.Server.Features.Quota;
using Visuel.Server.Features.Tokens;
using Visuel.Server.Features.Visitors;
using Visuel.Server.Limits;
using Visuel.Server.Payments;
using Visuel.Server.Settings;
using Visuel.Server.Stores;
using Visuel.Server.Ui;

// The content root is the program's own folder, so that it serves its pages from wherever it is started.
// Data and .env files are of the folder it is started from.
var builder = WebApplication.CreateBuilder(
    new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.WebHost.UseStaticWebAssets();
// Files are served as they were built. Looking for changed ones on each request is for those who write them,
// and its catch-all route would turn 405 into 404.
builder.Configuration["ReloadStaticAssetsAtRuntime"] = builder.Environment.IsDevelopment() ? "true" : "false";
builder.Configuration.AddDotEnv(Directory.GetCurrentDirectory());
// Each entry of the log says when, in UTC, whichever formatter writes it. Whoever sets these keys wins.
builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource
{
    InitialData = new Dictionary<string, string?>
    {
        // Without a name the formatter would not look at its options.
        ["Logging:Console:FormatterName"] = "simple",
        ["Logging:Console:FormatterOptions:TimestampFormat"] = "yyyy-MM-ddTHH:mm:ss.fffZ ",
        ["Logging:Console:FormatterOptions:UseUtcTimestamp"] = "true",
    },
});
builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning)
    .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error)
    // For each request it would start an activity that nobody follows. Where somebody does, such as OpenTelemetry, the
    // framework starts them all the same.
    .AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
// The framework logs with a stack trace why the host does not start. The exception reaches StartBanner, which says it.
var hasStarted = false;
builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", _ => hasStarted);
// A part that was forgotten is named at start, not at the first request that needs it.
builder.Host.UseDefaultServiceProvider(provider => provider.ValidateOnBuild = provider.ValidateScopes = true);
builder.WebHost.ConfigureKestrel(ServerLimits.Set);

ServerSettings settings;
try
{
    settings = ServerSettings.Read(builder.Configuration);
}
catch (SettingsException wrong)
{
    StartBanner.PrintFaults(wrong.Faults);
    return 2;
}

builder.Services.AddStorage(settings.Store);
builder.Services.AddEngines(settings.Engines, settings.HuggingFace);
builder.Services.AddPayments(settings.Stripe);
builder.Services.AddHttpRules(settings.Address, settings.Limits, settings.Accounts.DefaultLocale);
builder.Services.AddApiDocs();
builder.Services.AddPages(settings.Links);

builder.Services.AddAccounts(settings.Accounts);
builder.Services.AddOwnTokens();
builder.Services.AddBranding();
builder.Services.AddKeys();
builder.Services.AddCalendar();
builder.Services.AddDrawing(settings.Drawing);
builder.Services.AddLibrary();
builder.Services.AddPublishing(settings.Publishing);
builder.Services.AddQuota(settings.Quota);
builder.Services.AddExport();
builder.Services.AddMonths();
builder.Services.AddBilling(settings.Billing);
builder.Services.AddProfit(settings.Costs);
builder.Services.AddAdmin();
builder.Services.AddVisitors();

var app = builder.Build();
if (!StartBanner.OpenStore(app, settings))
{
    return 1;
}

app.Lifetime.ApplicationStarted.Register(() => hasStarted = true);
app.UseHttpRules(settings);

app.MapAccounts();
app.MapOwnTokens();
app.MapBranding();
app.MapKeys();
app.MapCalendar();
app.MapDrawing();
app.MapLibrary();
app.MapPublishing();
app.MapQuota();
app.MapExport();
app.MapMonths();
app.MapBilling();
app.MapProfit();
app.MapAdmin();
app.MapHealth();
app.MapApiDocs();
app.MapPages();

return await StartBanner.RunAsync(app, settings);
