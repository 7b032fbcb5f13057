namespace Amparo.Scanning;

/// <summary>What the scanner says of a file.</summary>
public enum ScanVerdict
{
    /// <summary>Nothing that is understood, or not in time: nothing is known of the file.</summary>
    NoAnswer,

    /// <summary>It has the whole file and found nothing in it.</summary>
    Clean,

    /// <summary>It found malware.</summary>
    Found,

    /// <summary>The file is larger, or makes more work, than the scanner is set to take: nothing is known of it either.</summary>
    TooLarge,

    /// <summary>It knows no malware in it, and does not pass it either: it guesses, or names a program that somebody may not want.</summary>
    Doubted,
}
