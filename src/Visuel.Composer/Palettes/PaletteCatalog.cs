using SkiaSharp;

namespace Visuel.Composer.Palettes;

/// <summary>The palettes, tuned by eye on contact sheets. A new one is one line.</summary>
internal static class PaletteCatalog
{
    public static readonly IReadOnlyList<Palette> All =
    [
        // By day: pale backgrounds, for what is read
        Day("seafoam", "fresh health calm sky teal pastel", "#EEF8F5 #C9EAE2 #24907F #97D8CB #F4A259 #E4664B"),
        Day("apricot", "food sand calm orange pastel kids", "#FFF3E8 #FFDABD #EE7F55 #FFC29C #27707A #FBB617"),
        Day("wisteria", "tech fresh calm purple pastel kids", "#F4F0FF #D9CEFF #6949E8 #BBABFA #FFAE26 #FB6788"),
        Day("skylight", "business sky tech calm blue pastel", "#EEF5FF #C2DBFF #2E6BE6 #98C1FF #FFB634 #FB7455"),
        Day("meadow", "nature spring fresh green pastel", "#F1F9ED #CAEAC1 #3A9859 #9FD69C #FDBE42 #EE6A58"),
        Day("dune", "sand coffee calm beige", "#FAF3E8 #E9D5B6 #BC7746 #E0BC90 #2D5A60 #DE9F39"),
        Day("blossom", "rose spring pink pastel kids", "#FFF0F4 #FFCCDA #E2487B #FFA3BE #583B92 #FDB345"),
        Day("citrus", "summer fresh yellow kids", "#FFFAE3 #FFE896 #F7AC05 #FFD658 #0E9CAC #EF5058"),
        Day("clinic", "health calm sky winter teal blue", "#EFF8FC #C1E6F2 #1785AB #8FCFE5 #FD8878 #FFC655"),
        Day("ledger", "finance business calm nature green", "#F0F7F2 #C3E2D0 #1E7758 #90CAAD #EFB03F #2C5CA2"),
        Day("cappuccino", "coffee sand food beige", "#F6EDE2 #DDC3A5 #86573A #C6A37E #2D484C #DD9F56"),
        Day("harvest", "autumn food orange", "#FBEDD9 #F3C896 #D36039 #EDA96F #76301F #E5A524"),
        Day("mist", "business calm winter fresh", "#F3F5F9 #D3DCE9 #48608A #A7B8D1 #FB8656 #35B2A0"),

        // Full colour, for what is glanced at
        Day("sunset", "summer autumn vivid orange festive", "#FFB26A #FD8262 #EF5A5B #FFCE88 #582A7F #FFF0CF"),
        Day("coral", "vivid sport red food", "#FC685F #FD9271 #DA3D53 #FFB197 #2B2D6B #FFE066"),
        Day("lagoon", "summer sport vivid teal", "#1ABBAC #61D4B1 #0B8A84 #98E8CC #FFD64B #FF6969"),
        Day("bubblegum", "rose vivid kids pink", "#FF8FB8 #FFBAD2 #DB3D7C #FFD3E2 #5B36B0 #FFE36B"),
        Night("electric", "vivid tech purple", "#5440EA #7150F6 #3A28BF #9784FC #FFDF4B #FF7CB7"),
        Night("azure", "business sport sky vivid blue", "#1A55CF #2B72DC #164AB3 #76B1FB #FFD048 #FD7D5D"),

        // By night: depth and light
        Night("midnight", "cyber tech night winter blue", "#0C1640 #21327F #2E48CB #1B2A69 #1ADBBE #FA5B89"),
        Night("onyx", "noir festive black", "#111116 #2A2A34 #42424F #23232B #F4C250 #E2383B"),
        Night("aubergine", "festive vivid noir purple", "#2A0C3E #5B1D6B #8C349C #441355 #FFCF64 #FB5C8D"),
        Night("pine", "nature finance festive winter green", "#0E3A33 #1D6150 #2E8C6B #175144 #FFCF64 #EC795A"),
        Night("burgundy", "wine rose festive red", "#3D0B1F #771A3D #A52C57 #561430 #FFC07A #FC7D89"),
        Night("abyss", "cyber tech night teal black", "#06212C #0F4857 #157588 #0B3440 #3CEFC1 #FDC555"),
    ];

    private static Palette Day(string name, string tags, string colours) => Read(name, tags, colours, isDark: false);

    private static Palette Night(string name, string tags, string colours) => Read(name, tags, colours, isDark: true);

    private static Palette Read(string name, string tags, string colours, bool isDark)
    {
        var parsed = colours.Split(' ').Select(SKColor.Parse).ToArray();
        return new Palette(
            name, tags.Split(' '), parsed[0], parsed[1], parsed[2], parsed[3], parsed[4], parsed[5], isDark);
    }
}
