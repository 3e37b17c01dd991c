using System.Text;

namespace Visuel.Core.Words;

/// <summary>Puts text together sign by sign, and leaves out invisible signs where nothing visible stands by them. A
/// word is what stands between two blanks. In it, joiners and soft hyphens stay between two visible signs, selectors
/// behind one, signs of direction beside one, and a joiner behind a virama, which spells another letter
/// with it.</summary>
internal sealed class TypedWords(bool keepsLines)
{
    private const int Joiner = 0x200D;

    private readonly StringBuilder text = new();
    private readonly List<(Rune Rune, SignKind Kind)> waiting = [];
    private bool isInWord;
    private Rune last;

    /// <summary>Adds the next sign.</summary>
    public void Add(Rune rune)
    {
        switch (Signs.KindOf(rune))
        {
            case SignKind.Blank:
                EndWord();
                AddBlank(rune);
                break;
            case SignKind.Visible:
            case SignKind.Mark when isInWord:
                Keep(all: isInWord);
                text.Append(rune);
                last = rune;
                isInWord = true;
                break;
            case SignKind.Selector when isInWord && waiting.Count == 0:
            case SignKind.Invisible when rune.Value == Joiner && isInWord && waiting.Count == 0 && Viramas.Has(last):
                text.Append(rune);
                last = rune;
                break;
            case SignKind.Mark:
                // Without a letter to stand on.
                break;
            case var kind:
                waiting.Add((rune, kind));
                break;
        }
    }

    /// <summary>All that was added so far.</summary>
    public override string ToString()
    {
        EndWord();
        return text.ToString();
    }

    private void EndWord()
    {
        if (isInWord)
        {
            Keep(all: false);
        }

        waiting.Clear();
        isInWord = false;
    }

    private void Keep(bool all)
    {
        foreach (var (rune, kind) in waiting)
        {
            if (all || kind is SignKind.Direction)
            {
                text.Append(rune);
            }
        }

        waiting.Clear();
    }

    private void AddBlank(Rune blank)
    {
        if (keepsLines)
        {
            text.Append(blank);
        }
        else if (text.Length > 0 && text[^1] != ' ')
        {
            text.Append(' ');
        }
    }
}
