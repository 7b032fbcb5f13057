using System.Numerics;
using Amparo.Estimation.LogLinear;

namespace Amparo.Estimation.Selection;

/// <summary>All hierarchical models of a number of lists.</summary>
/// <remarks>
/// There are 8, 113 and 6,893 for three, four and five lists (the one with all terms left out, which fits everything and says nothing of
/// the hidden), and 32,768 with pairs only for six: [Silverman2024] B. W. Silverman, L. Chan, K. Vincent, Bootstrapping multiple systems
/// estimates to account for model selection, Statistics and Computing 34, 2024, doi:10.1007/s11222-023-10346-9.
/// </remarks>
internal static class HierarchicalModels
{
    /// <summary>The most lists whose models are listed.</summary>
    internal const int MostLists = 6;

    /// <summary>The highest number of lists a term has unless told otherwise: 2, 3, 3, 2 for three to six lists.</summary>
    internal static int DefaultOrder(int lists) => lists is 4 or 5 ? 3 : 2;

    /// <summary>The interactions of every model whose terms have at most some lists, in an order that never changes.</summary>
    internal static List<int[]> All(int lists, int order)
    {
        var models = new List<int[]>();
        Extend(models, [], 2, lists, Math.Min(order, lists));
        return models;
    }

    // Chooses among the terms of one size whose parts are all chosen, then goes on to the next size.
    private static void Extend(List<int[]> models, int[] chosen, int size, int lists, int order)
    {
        if (size > order)
        {
            models.Add(chosen);
            return;
        }

        var possible = Enumerable.Range(1, (1 << lists) - 1).Where(term => BitOperations.PopCount((uint)term) == size && IsPossible(term, chosen)).Order(
            Comparer<int>.Create(HierarchicalModel.Compare)).ToArray();
        for (var subset = 0; subset < 1 << possible.Length; subset++)
        {
            int[] more = [.. possible.Where((_, i) => (subset & (1 << i)) != 0)];
            // All terms together leave nothing over for the hidden.
            if (size == lists && more.Length > 0)
                continue;
            if (more.Length == 0)
                models.Add(chosen);
            else
                Extend(models, [.. chosen, .. more], size + 1, lists, order);
        }
    }

    private static bool IsPossible(int term, int[] chosen)
    {
        if (BitOperations.PopCount((uint)term) == 2)
            return true;
        for (var rest = term; rest != 0; rest &= rest - 1)
        {
            if (Array.IndexOf(chosen, term & ~(rest & -rest)) < 0)
                return false;
        }

        return true;
    }
}
