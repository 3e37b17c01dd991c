namespace Visuel.Core.Generation;

/// <summary>Width and height of a picture in pixels.</summary>
public readonly record struct DrawSize(int Width, int Height)
{
    /// <summary>The smallest side that may be asked for, in pixels.</summary>
    public const int Minimum = 256;

    /// <summary>The largest side that may be asked for, in pixels.</summary>
    public const int Maximum = 2048;

    /// <summary>What is drawn when nothing is asked: 1024×1024.</summary>
    public static readonly DrawSize Default = new(1024, 1024);

    /// <summary>The size of this list whose shape is nearest: the smallest difference of the logarithms of the aspect
    /// ratios, so that twice as wide and twice as tall are equally far.</summary>
    public DrawSize NearestOf(IReadOnlyList<DrawSize> trained)
    {
        var wanted = Math.Log((double)Width / Height);
        return trained.MinBy(size => Math.Abs(Math.Log((double)size.Width / size.Height) - wanted));
    }
}
