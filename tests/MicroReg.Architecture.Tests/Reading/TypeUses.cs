using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace MicroReg.Architecture.Tests.Reading;

/// <summary>
/// Reads from an assembly which of its types use which others: by base types, interfaces, fields, signatures, type arguments,
/// constraints, attributes, and everything that the bodies of methods name. What a body calls brings the types of its signature
/// with it. Only constants leave no trace: the compiler puts their values into the user.
/// </summary>
internal sealed class TypeUses
{
    private readonly MetadataReader _metadata;
    private readonly PEReader _file;
    private readonly Dictionary<string, TypeDefinitionHandle> _byName = [];
    private readonly string _root;

    private TypeUses(PEReader file, string root)
    {
        (_file, _metadata, _root) = (file, file.GetMetadataReader(), root);
        foreach (var handle in _metadata.TypeDefinitions)
            _byName[ReflectionName(handle)] = handle;
    }

    /// <summary>The uses among the types of an assembly whose namespaces begin with its name.</summary>
    public static IReadOnlyList<TypeUse> In(Assembly assembly)
    {
        using var stream = File.OpenRead(assembly.Location);
        using var file = new PEReader(stream);
        return new TypeUses(file, assembly.GetName().Name!).Read();
    }

    private List<TypeUse> Read() =>
    [
        .. from handle in _metadata.TypeDefinitions
           let user = NameOf(handle)
           where IsOurs(user)
           from name in UsedBy(handle).Select(NameOf)
           where IsOurs(name) && name != user
           group name by (user, name) into use
           select new TypeUse(use.Key.user, use.Key.name),
    ];

    private bool IsOurs(TypeName name) => name.Namespace == _root || name.Namespace.StartsWith($"{_root}.", StringComparison.Ordinal);

    private HashSet<TypeDefinitionHandle> UsedBy(TypeDefinitionHandle handle)
    {
        var type = _metadata.GetTypeDefinition(handle);
        var used = new UsedTypes(_metadata, _byName);
        used.Add(type.BaseType);
        used.AddConstraints(type.GetGenericParameters());
        used.AddAttributes(type.GetCustomAttributes());
        foreach (var implementation in type.GetInterfaceImplementations())
            used.Add(_metadata.GetInterfaceImplementation(implementation).Interface);
        foreach (var field in type.GetFields())
            AddField(used, _metadata.GetFieldDefinition(field));
        foreach (var property in type.GetProperties())
            used.AddAttributes(_metadata.GetPropertyDefinition(property).GetCustomAttributes());
        foreach (var method in type.GetMethods())
            AddMethod(used, _metadata.GetMethodDefinition(method));
        return used.Types;
    }

    private static void AddField(UsedTypes used, FieldDefinition field)
    {
        used.AddSignature(field);
        used.AddAttributes(field.GetCustomAttributes());
    }

    private void AddMethod(UsedTypes used, MethodDefinition method)
    {
        used.AddSignature(method);
        used.AddConstraints(method.GetGenericParameters());
        used.AddAttributes(method.GetCustomAttributes());
        foreach (var parameter in method.GetParameters())
            used.AddAttributes(_metadata.GetParameter(parameter).GetCustomAttributes());
        if (method.RelativeVirtualAddress == 0)
            return;
        var body = _file.GetMethodBody(method.RelativeVirtualAddress);
        used.Add(body.LocalSignature);
        foreach (var region in body.ExceptionRegions)
            used.Add(region.CatchType);
        foreach (var token in IlTokens.In(body.GetILReader()))
            used.Add(token);
    }

    private TypeName NameOf(TypeDefinitionHandle handle)
    {
        var type = _metadata.GetTypeDefinition(handle);
        while (type.GetDeclaringType() is { IsNil: false } outer)
            type = _metadata.GetTypeDefinition(outer);
        return new(_metadata.GetString(type.Namespace), _metadata.GetString(type.Name));
    }

    /// <summary>The name by which attributes refer to a type.</summary>
    private string ReflectionName(TypeDefinitionHandle handle)
    {
        var type = _metadata.GetTypeDefinition(handle);
        var name = _metadata.GetString(type.Name);
        if (type.GetDeclaringType() is { IsNil: false } outer)
            return $"{ReflectionName(outer)}+{name}";
        return type.Namespace.IsNil ? name : $"{_metadata.GetString(type.Namespace)}.{name}";
    }
}
