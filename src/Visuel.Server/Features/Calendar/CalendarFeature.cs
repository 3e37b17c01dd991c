namespace Visuel.Server.Features.Calendar;

/// <summary>Content items and their months.</summary>
internal static class CalendarFeature
{
    /// <summary>Registers what the feature is made of.</summary>
    public static IServiceCollection AddCalendar(this IServiceCollection services) => services
        .AddSingleton<SaveContent>()
        .AddSingleton<MoveContent>()
        .AddSingleton<DeleteContent>()
        .AddSingleton<ReadCalendar>();

    /// <summary>Maps its routes.</summary>
    public static void MapCalendar(this IEndpointRouteBuilder routes) => routes.MapContents();
}
