namespace Visuel.Composer.Tests;

public sealed class HeroTests
{
    [Theory]
    // French
    [InlineData("Les meilleures pratiques du télétravail en 2024", "🧑‍💻 👩‍💻")]
    [InlineData("Promotion d'été sur les chaussures de course", "👟 🏃")]
    [InlineData("Recette de tarte aux pommes", "🥧 🍎")]
    [InlineData("Cybersécurité pour les PME", "🛡 🔐")]
    [InlineData("Comment épargner pour sa retraite ?", "🐖 💰")]
    [InlineData("Offre Black Friday : -30 % sur tout le site", "🛍 🏷")]
    [InlineData("Rénover sa salle de bain sans se ruiner", "🛠 🏠 🔧 🚿")]
    [InlineData("Le pain au levain de notre boulanger", "🥖 🥐")]
    [InlineData("Nos chats à adopter ce mois-ci", "🐈 🐱")]
    [InlineData("Journée portes ouvertes de l'école", "🏫 🎒")]
    [InlineData("Dix idées de cadeaux pour Noël", "🎁 🎀 🎄 🎅")]
    [InlineData("Le vélo en ville, mode d'emploi", "🚲 🚴")]
    [InlineData("Réussir son référencement naturel", "🔍 📈")]
    [InlineData("Les impôts changent : ce qu'il faut savoir", "🧾 🏛")]
    [InlineData("Une semaine au bord de la mer", "🏖 ⛱")]
    [InlineData("Prévenir le burn-out dans votre équipe", "🪫 🧠")]
    [InlineData("Don du sang : donnez un peu de vous", "🩸 ❤")]
    [InlineData("Votre médecin en téléconsultation", "🩺 🏥")]
    [InlineData("La fête des mères approche", "💐 💝")]
    [InlineData("Nos pizzas au feu de bois", "🍕")]
    [InlineData("Installer des panneaux solaires chez soi", "☀ 🔋")]
    [InlineData("Votre colis a été livré", "📦 🚚")]
    [InlineData("Le paiement sans contact pour les commerçants", "💳 📲")]
    [InlineData("Une licorne dans la galaxie", "🦄 🌌")]
    // English
    [InlineData("How to work from home and stay sane", "🧑‍💻 👩‍💻")]
    [InlineData("Yoga retreat in the mountains", "🧘 🪷")]
    [InlineData("New coffee shop opening downtown", "☕")]
    [InlineData("Grow your newsletter in 30 days", "💌 📧")]
    [InlineData("The future of electric cars", "🚗 🔌")]
    [InlineData("We are hiring a data analyst", "🤝 💼")]
    [InlineData("Zero waste kitchen guide", "♻ 🗑")]
    [InlineData("Puppy training for beginners", "🐕 🐶")]
    [InlineData("Save money on your energy bill", "🐖 💰 ⚡ 💡")]
    [InlineData("Back pain: five exercises at your desk", "🪑 🦴")]
    [InlineData("Summer sale on swimwear", "👙 🩱")]
    [InlineData("Ouvrir des huîtres sans se blesser", "🦪")]
    [InlineData("Hockey sur glace : abonnements", "🏒 🏑")]
    [InlineData("Boutique fermée lundi", "🚪 🗓")]
    [InlineData("Affiche du marché de Noël", "🎄 🎅")]
    [InlineData("Infographic on household recycling", "♻ 🗑")]
    [InlineData("Choosing your first home: a mortgage guide", "🏡 🔑 🏠 🏦")]
    [InlineData("Wedding photography packages", "💍 💒 📷 📸")]
    [InlineData("Artificial intelligence for marketers", "🤖 🧠")]
    [InlineData("Happy New Year from the whole team", "🥂 🎆")]
    [InlineData("Plant trees with us this autumn", "🌳 🌲")]
    [InlineData("A penguin on the ice", "🐧")]
    public void A_title_shows_what_it_is_about(string title, string expected)
    {
        var heroes = expected.Split(' ');
        Assert.All(Drawing.Heroes(title), hero => Assert.Contains(hero, heroes));
    }

    [Theory]
    [InlineData("Chat", "Le chat de la maison", "🐈 🐱")]
    [InlineData("Pain", "Du pain et du vin", "🍞")]
    [InlineData("Car", "Sell your car in a day", "🚗 🚙")]
    public void False_friends_follow_the_language(string word, string title, string expected)
    {
        Assert.Contains(word, title, StringComparison.OrdinalIgnoreCase);
        Assert.All(Drawing.Heroes(title), hero => Assert.Contains(hero, expected.Split(' ')));
    }

    [Theory]
    [InlineData("How to ease chronic pain with the right posture", "🥖")]
    [InlineData("Live chat for your website", "🐈")]
    [InlineData("On reste ouvert car vous comptez sur nous", "🚗")]
    [InlineData("Votre commande a été expédiée", "☀")]
    public void False_friends_of_the_other_language_stay_away(string title, string absent) =>
        Assert.DoesNotContain(absent, Drawing.Read(title).Pictograms.Select(pictogram => pictogram.Symbol));

    [Fact]
    public void A_description_adds_but_the_title_decides()
    {
        var subject = Drawing.Read("Bien dormir", description: "Un café trop tardif ruine la nuit");
        Assert.Equal("sleep", subject.Concepts[0]);
        Assert.Contains("coffee", subject.Concepts);
    }

    [Fact]
    public void A_colour_in_the_words_chooses_the_palette()
    {
        var palettes = Enumerable.Range(1, 5).Select(seed => Drawing.Compose(
            "Salon moderne aux tons violets", seed: seed, width: 256, height: 256).Palette).Distinct();
        Assert.All(palettes, palette => Assert.Contains(palette, (string[])["wisteria", "electric", "aubergine"]));
    }
}
