using Visuel.Core.Calendar;
using Visuel.Words;

namespace Visuel.Core.Prompts;

/// <summary>Where a thing stands when its title does not say.</summary>
public static class Surroundings
{
    /// <summary>A place that suits a thing of this field, or null. The same words always have the same place.</summary>
    /// <param name="domain">The field; see <see cref="Domains"/>.</param>
    /// <param name="type">What the image is for: an advertisement has a plain background.</param>
    /// <param name="choice">Chooses among the places.</param>
    public static string? Of(string domain, ContentType type, int choice) => type is ContentType.Ad
        ? "clean plain background"
        : domain switch
        {
            "food" => Pick(
                choice, "on a rustic wooden table", "on a bright kitchen counter", "on a linen cloth by a window"),
            "home" => Pick(choice, "in a bright contemporary home", "in a cosy interior", "in a sunlit room"),
            "garden" => Pick(choice, "in a lush garden", "in a garden after rain", "on a sunny terrace"),
            "animals" => Pick(choice, "in natural surroundings", "in a sunny meadow", "in soft morning light outdoors"),
            "fashion" => Pick(choice, "in a light-filled boutique", "in a city street", "against a plain pale wall"),
            "beauty" => Pick(
                choice, "on a soft pastel surface", "on pale stone with leaves", "beside a bathroom window"),
            "health" => Pick(choice, "in a calm bright room", "in a light consulting room", "by a sunny window"),
            "sport" => Pick(choice, "outdoors in the morning", "on a sunny day", "in evening sun"),
            "travel" => Pick(choice, "under a clear sky", "at golden hour", "in early morning light"),
            "nature" => Pick(choice, "in morning mist", "under a wide sky", "in evening sun"),
            "city" => Pick(choice, "in a French town", "on a sunny square", "in a lively street"),
            "culture" => Pick(choice, "in a warm inviting room", "in a bright hall", "under warm spotlights"),
            "event" => Pick(choice, "with festive decorations", "under string lights", "at dusk"),
            "people" => Pick(choice, "in daylight", "in a bright room", "outdoors"),
            "children" => Pick(choice, "in a colourful room", "in a sunny garden", "in a bright playroom"),
            "work" or "office" => Pick(
                choice, "in a bright workplace", "on a tidy desk by a window", "in a modern office"),
            "tech" => Pick(choice, "on a clean desk", "in a modern office", "in cool blue light"),
            "industry" => Pick(choice, "in a bright factory hall", "in a clean workshop", "in industrial daylight"),
            "trade" => Pick(choice, "in a workshop", "on a building site", "in a house under renovation"),
            "law" or "money" => Pick(choice, "in a quiet office", "by a tall window", "in a wood-panelled room"),
            _ => null,
        };

    /// <summary>What is shown where a title names nothing.</summary>
    public static Shown Generic(ContentType type, int choice)
    {
        var all = Generics(type);
        return all[choice % all.Count];
    }

    /// <summary>What may be shown for any title.</summary>
    public static IReadOnlyList<Shown> Generics(ContentType type) => type switch
    {
        ContentType.Article =>
        [
            new("open notebook and pen beside a cup of coffee on a wooden desk",
                "carnet ouvert et stylo près d'une tasse de café sur un bureau en bois"),
            new("window seat with a plant and soft curtains", "coin fenêtre avec une plante et des rideaux légers"),
            new("winding path through a sunny landscape", "chemin sinueux dans un paysage ensoleillé"),
        ],
        ContentType.Social =>
        [
            new("colourful paper shapes and confetti", "formes en papier coloré et confettis"),
            new("bright flowers against a coloured wall", "fleurs vives devant un mur coloré"),
            new("balloons in a blue sky", "ballons dans un ciel bleu"),
        ],
        ContentType.Ad =>
        [
            new("elegant gift box on a pedestal", "élégante boîte cadeau sur un socle"),
            new("empty round pedestal with soft shadows", "socle rond vide aux ombres douces"),
            new("silk fabric in soft folds", "soie aux plis souples"),
        ],
        _ =>
        [
            new("abstract soft colourful shapes", "formes abstraites douces et colorées"),
            new("gentle waves of colour", "vagues de couleurs douces"),
            new("smooth pebbles in soft light", "galets lisses dans une lumière douce"),
        ],
    };

    private static string Pick(int choice, params ReadOnlySpan<string> places) => places[choice % places.Length];
}
