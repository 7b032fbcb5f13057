using System.Reflection;

namespace Amparo.Architecture.Tests.Api;

/// <summary>Types as C# spells them.</summary>
internal static class TypeNames
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(object)] = "object",
        [typeof(string)] = "string",
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(short)] = "short",
        [typeof(int)] = "int",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(double)] = "double",
        [typeof(decimal)] = "decimal",
        [typeof(char)] = "char",
    };

    /// <summary>With namespace and type parameters: <c>Amparo.PrivateRelease.Released&lt;T&gt;</c>.</summary>
    public static string Full(Type type)
    {
        var outer = type.DeclaringType is { } declaring ? Full(declaring) : type.Namespace;
        return $"{outer}.{Plain(type)}{Arguments(type.GetGenericArguments().Select(argument => argument.Name))}";
    }

    /// <summary>Without namespace.</summary>
    public static string Short(Type type)
    {
        if (type.IsByRef || type.IsPointer)
            return Short(type.GetElementType()!);
        if (type.IsArray)
            return $"{Short(type.GetElementType()!)}[]";
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return $"{Short(underlying)}?";
        return Keywords.GetValueOrDefault(type) ?? $"{Plain(type)}{Arguments(type.GetGenericArguments().Select(Short))}";
    }

    /// <summary>Without namespace, with the question marks of nullable references.</summary>
    public static string Short(NullabilityInfo info)
    {
        var type = info.Type.IsByRef ? info.Type.GetElementType()! : info.Type;
        if (type.IsValueType && Nullable.GetUnderlyingType(type) is not null)
            return Short(type);
        var name = info.ElementType is { } element && type.IsArray ? $"{Short(element)}[]"
            : info.GenericTypeArguments.Length > 0 ? $"{Plain(type)}{Arguments(info.GenericTypeArguments.Select(Short))}"
            : Short(type);
        return info.ReadState == NullabilityState.Nullable && !type.IsValueType ? name + "?" : name;
    }

    private static string Plain(Type type) => type.Name.Split('`')[0];

    private static string Arguments(IEnumerable<string> names)
    {
        var joined = string.Join(", ", names);
        return joined.Length == 0 ? "" : $"<{joined}>";
    }
}
