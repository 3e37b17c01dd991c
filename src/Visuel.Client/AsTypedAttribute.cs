namespace Visuel.Client;

/// <summary>Marks a field of a request that the server reads as it was sent: a password or an address, which may be
/// kept as earlier versions took it, a token, a file. Every other text is cleaned: composed (NFC), without what is no
/// character and without signs that show nothing.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class AsTypedAttribute : Attribute;

/// <summary>Marks an optional field of a request in which a blank takes away what is kept. In every other optional
/// field a blank counts as absent.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class BlankClearsAttribute : Attribute;
