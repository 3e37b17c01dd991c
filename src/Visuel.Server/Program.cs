using Visuel.Server;
using Visuel.Server.Features.Accounts;
using Visuel.Server.Features.Admin;
using Visuel.Server.Features.Calendar;
using Visuel.Server.Features.Images;
using Visuel.Server.Features.Library;
using Visuel.Server.Features.Quota;
using Visuel.Server.Http;

var builder = WebApplication.CreateBuilder(args);
builder.Configuration.AddDotEnv(Directory.GetCurrentDirectory());

Settings settings;
try
{
    settings = Settings.Read(builder.Configuration);
}
catch (SettingsException wrong)
{
    StartBanner.PrintFaults(wrong.Faults);
    return 2;
}

builder.Services.AddSettings(settings);
builder.Services.AddStorage(settings.Store);
builder.Services.AddFeatures();
builder.Services.AddHttpRules();
builder.WebHost.ConfigureKestrel(options => options.AddServerHeader = false);

var app = builder.Build();
app.UseHttpRules(settings);

app.MapAccounts();
app.MapContents();
app.MapImages();
app.MapLibrary();
app.MapCron();
app.MapAdmin();
app.MapHealth();

await app.StartAsync();
await StartBanner.PrintAsync(app, settings);
await app.WaitForShutdownAsync();
return 0;
