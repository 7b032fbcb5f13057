namespace Amparo.Estimation.LogLinear;

/// <summary>Whether data can answer what a model asks.</summary>
[Flags]
public enum ModelCode
{
    /// <summary>There is one (extended) maximum likelihood estimate.</summary>
    Usable = 0,

    /// <summary>There is none: the likelihood has no maximum.</summary>
    NoMaximum = 1,

    /// <summary>The parameters cannot be told apart.</summary>
    NotIdentifiable = 2,
}
