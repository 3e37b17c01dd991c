namespace Visuel.Server.Ui;

/// <summary>Marks <c>Texts.resx</c> (English) and <c>Texts.fr.resx</c>: every sentence the product says.</summary>
public sealed class Texts;
