using Microsoft.EntityFrameworkCore;

namespace Amparo.Platform.Keys;

/// <summary>The tables of keys, as the model knows them.</summary>
internal static class KeyTables
{
    /// <summary>Describes the entities.</summary>
    /// <param name="model">The model to describe.</param>
    public static void Describe(ModelBuilder model)
    {
    }
}
