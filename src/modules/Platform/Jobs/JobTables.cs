using Microsoft.EntityFrameworkCore;

namespace Amparo.Platform.Jobs;

/// <summary>The tables of jobs, as the model knows them.</summary>
internal static class JobTables
{
    /// <summary>Describes the entities.</summary>
    /// <param name="model">The model to describe.</param>
    public static void Describe(ModelBuilder model)
    {
    }
}
