namespace Visuel.Composer.Chance;

/// <summary>
/// Random numbers by SplitMix64 (Steele, Lea and Flood, 2014). A seed gives the same numbers on every runtime, which
/// System.Random does not promise. Each use has its own stream, so that a change in one does not change the others.
/// </summary>
internal sealed class Dice(ulong seed)
{
    private ulong state = seed;

    public static Dice For(ulong seed, string stream) => new(seed ^ Fingerprint.Of(stream));

    /// <summary>A number in [0, 1).</summary>
    public float Fraction() => (Next() >> 40) / 16777216f;

    public float Between(float low, float high) => low + ((high - low) * Fraction());

    /// <summary>A whole number in [0, <paramref name="count"/>).</summary>
    public int Below(int count) => (int)(Next() % (ulong)count);

    public bool Heads() => (Next() & 1) == 0;

    public T Pick<T>(IReadOnlyList<T> choices) => choices[Below(choices.Count)];

    private ulong Next()
    {
        unchecked
        {
            state += 0x9E3779B97F4A7C15;
            var mixed = state;
            mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            return mixed ^ (mixed >> 31);
        }
    }
}
