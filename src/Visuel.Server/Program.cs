using Visuel.Server;
using Visuel.Server.Answers;
using Visuel.Server.Engines;
using Visuel.Server.Features.Accounts;
using Visuel.Server.Features.Admin;
using Visuel.Server.Features.Billing;
using Visuel.Server.Features.Branding;
using Visuel.Server.Features.Calendar;
using Visuel.Server.Features.Drawing.Ask;
using Visuel.Server.Features.Drawing.Follow;
using Visuel.Server.Features.Export;
using Visuel.Server.Features.Health;
using Visuel.Server.Features.Keys;
using Visuel.Server.Features.Library;
using Visuel.Server.Features.Months;
using Visuel.Server.Features.Profit;
using Visuel.Server.Features.Publishing;
using Visuel.Server.Features.Quota;
using Visuel.Server.Features.Tokens;
using Visuel.Server.Limits;
using Visuel.Server.Payments;
using Visuel.Server.Settings;
using Visuel.Server.Ui;

// The content root is the program's own folder, so that it serves its pages from wherever it is started; data and .env files are of the folder it is started from.
var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.WebHost.UseStaticWebAssets();
// Files are served as they were built. Looking for changed ones on each request is for those who write them, and its catch-all route would turn 405 into 404.
builder.Configuration["ReloadStaticAssetsAtRuntime"] = builder.Environment.IsDevelopment() ? "true" : "false";
builder.Configuration.AddDotEnv(Directory.GetCurrentDirectory());
builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning).AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);

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

builder.Services.AddSettings(settings);
builder.Services.AddStorage(settings.Store);
builder.Services.AddEngines(settings.HuggingFace);
builder.Services.AddFeatures();
builder.Services.AddPublishing(settings.Publishing);
builder.Services.AddPayments(settings.Stripe);
builder.Services.AddPaymentEvents(settings.Billing);
builder.Services.AddHttpRules();
builder.Services.AddApiDocs();
builder.Services.AddPages();
builder.WebHost.ConfigureKestrel(ServerLimits.Set);

var app = builder.Build();
if (!StartBanner.OpenStore(app, settings))
{
    return 1;
}

app.UseHttpRules(settings);

app.MapAccounts();
app.MapOwnTokens();
app.MapBrand();
app.MapKeys();
app.MapContents();
app.MapImages();
app.MapGenerations();
app.MapModels();
app.MapLibrary();
app.MapPublication();
app.MapUsage();
app.MapExport();
app.MapCron();
app.MapBilling();
app.MapBillingForms();
app.MapWebhooks();
app.MapPaymentAdmin();
app.MapProfit();
app.MapAdmin();
app.MapAdminOverview();
app.MapHealth();
app.MapApiDocs();
app.MapPages();

return await StartBanner.RunAsync(app, settings);
