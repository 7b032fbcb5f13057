namespace Amparo.Vocabulary.Countries;

/// <summary>The profiles of a content folder, by country.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class CountryProfiles
{
    /// <summary>What is proposed where a country has no profile.</summary>
    public static readonly ProposedRetention DefaultRetention = new(24, RetentionBasis.Coalition, Source: null);

    private readonly Dictionary<string, CountryProfile> _profiles;

    /// <summary>Gathers profiles.</summary>
    /// <param name="profiles">The profiles; none is allowed.</param>
    /// <exception cref="ArgumentException">Two are of one country.</exception>
    public CountryProfiles(IEnumerable<CountryProfile> profiles)
    {
        ArgumentNullException.ThrowIfNull(profiles);
        _profiles = profiles.ToDictionary(profile => profile.Country, StringComparer.Ordinal);
    }

    /// <summary>No profile at all: nothing is suggested, and what is proposed is <see cref="DefaultRetention"/>.</summary>
    public static CountryProfiles None { get; } = new([]);

    /// <summary>All of them, in ordinal order of their countries.</summary>
    public IEnumerable<CountryProfile> All => _profiles.Values.OrderBy(profile => profile.Country, StringComparer.Ordinal);

    /// <summary>The profile of a country.</summary>
    /// <param name="country">A code of the list of countries; case matters. Null finds nothing.</param>
    /// <returns>The profile, or null where there is none.</returns>
    public CountryProfile? Find(string? country) => country is null ? null : _profiles.GetValueOrDefault(country);

    /// <summary>For how long an agreement with an organisation of a country proposes to keep what is sent.</summary>
    /// <param name="country">The country's code.</param>
    /// <returns>The profile's proposal, or <see cref="DefaultRetention"/> where the country has no profile.</returns>
    public ProposedRetention RetentionOf(string? country) => Find(country)?.Retention ?? DefaultRetention;
}
