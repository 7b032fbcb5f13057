using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace Amparo.Architecture.Tests.Api;

/// <summary>The public face of an assembly as sorted lines, one a type or member: a change of it shows in a commit.</summary>
internal static class PublicApiText
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly NullabilityInfoContext Nullability = new();

    public static string Of(Assembly assembly)
    {
        var lines = assembly.GetExportedTypes().SelectMany(LinesOf).Order(StringComparer.Ordinal);
        return string.Join('\n', lines) + "\n";
    }

    private static IEnumerable<string> LinesOf(Type type)
    {
        var name = type.FullName is null ? type.Name : TypeNames.Full(type);
        yield return $"{name} : {KindOf(type)}{Supertypes(type)}";
        foreach (var member in type.GetMembers(Declared).Where(IsShown))
        {
            if (Line(member) is { } line)
                yield return $"{name}.{line}";
        }
    }

    private static string? Line(MemberInfo member) => member switch
    {
        ConstructorInfo constructor => $"new({Parameters(constructor)})",
        MethodInfo { IsSpecialName: true } method when !method.Name.StartsWith("op_", StringComparison.Ordinal) => null,
        MethodInfo method =>
            $"{Static(method.IsStatic)}{method.Name}{Generics(method)}({Parameters(method)}) -> {Name(Nullability.Create(method.ReturnParameter))}",
        PropertyInfo property =>
            $"{Static(Accessor(property).IsStatic)}{Required(property)}{property.Name}{Index(property)} {{ {Accessors(property)} }} "
            + $"-> {Name(Nullability.Create(property))}",
        FieldInfo { IsLiteral: true } field => $"const {field.Name} = {Constant(field.GetRawConstantValue())}",
        FieldInfo { IsSpecialName: false } field =>
            $"{Static(field.IsStatic)}{(field.IsInitOnly ? "readonly " : "")}{field.Name} -> {Name(Nullability.Create(field))}",
        EventInfo { Name: var name } => $"event {name}",
        _ => null,
    };

    // What the compiler adds to every record is no decision of ours; what it makes of a primary constructor is.
    private static bool IsShown(MemberInfo member) => member switch
    {
        MethodBase { Name: "Finalize" } => false,
        MethodBase method => (method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly) && !IsGenerated(method),
        PropertyInfo property => (Accessor(property).IsPublic || Accessor(property).IsFamily) && property.Name != "EqualityContract",
        FieldInfo field => (field.IsPublic || field.IsFamily) && !IsGenerated(field),
        EventInfo => true,
        _ => false,
    };

    private static bool IsGenerated(MemberInfo member) => member.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false);

    private static MethodInfo Accessor(PropertyInfo property) => property.GetMethod ?? property.SetMethod!;

    private static string Accessors(PropertyInfo property)
    {
        var set = property.SetMethod is { } setter && (setter.IsPublic || setter.IsFamily) ? setter : null;
        var init = set?.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) == true;
        return $"{(property.GetMethod is null ? "" : "get;")}{(set is null ? "" : init ? " init;" : " set;")}".Trim();
    }

    private static string Index(PropertyInfo property) =>
        property.GetIndexParameters() is { Length: > 0 } index ? $"[{string.Join(", ", index.Select(Parameter))}]" : "";

    private static string Static(bool isStatic) => isStatic ? "static " : "";

    private static string Required(PropertyInfo property) => property.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "";

    private static string Generics(MethodInfo method) =>
        method.IsGenericMethodDefinition ? $"<{string.Join(", ", method.GetGenericArguments().Select(argument => argument.Name))}>" : "";

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        var text = new StringBuilder();
        if (parameter.IsOut)
            text.Append("out ");
        else if (parameter.ParameterType.IsByRef)
            text.Append(parameter.IsIn ? "in " : "ref ");
        if (parameter.IsDefined(typeof(ParamArrayAttribute)) || parameter.IsDefined(typeof(ParamCollectionAttribute)))
            text.Append("params ");
        text.Append(Name(Nullability.Create(parameter))).Append(' ').Append(parameter.Name);
        if (parameter.HasDefaultValue)
            text.Append(" = ").Append(Constant(parameter.RawDefaultValue));
        return text.ToString();
    }

    private static string Name(NullabilityInfo info) => TypeNames.Short(info);

    private static string Constant(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        bool truth => truth ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static string KindOf(Type type) => type switch
    {
        { IsEnum: true } => "enum",
        { IsInterface: true } => "interface",
        { IsValueType: true } => type.IsDefined(typeof(IsReadOnlyAttribute), inherit: false) ? "readonly struct" : "struct",
        { IsAbstract: true, IsSealed: true } => "static class",
        { IsAbstract: true } => "abstract class",
        { IsSealed: true } => "sealed class",
        _ => "class",
    };

    private static string Supertypes(Type type)
    {
        if (type.IsEnum)
            return "";
        var above = type.GetInterfaces().Where(face => face.IsPublic).Select(TypeNames.Short).Order(StringComparer.Ordinal).ToList();
        if (type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType))
            above.Insert(0, TypeNames.Short(parent));
        return above.Count == 0 ? "" : $" ({string.Join(", ", above)})";
    }
}
