using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace MicroReg.Architecture.Tests.Reading;

/// <summary>Gathers the types of an assembly that something in it names.</summary>
/// <param name="metadata">The metadata of the assembly.</param>
/// <param name="byName">Its types by the name that attributes use.</param>
internal sealed class UsedTypes(MetadataReader metadata, IReadOnlyDictionary<string, TypeDefinitionHandle> byName)
    : ISignatureTypeProvider<bool, bool>, ICustomAttributeTypeProvider<string>
{
    private static readonly char[] NamePunctuation = ['[', ']', ',', ' ', '&', '*'];

    public HashSet<TypeDefinitionHandle> Types { get; } = [];

    public void Add(EntityHandle entity)
    {
        if (entity.IsNil)
            return;
        switch (entity.Kind)
        {
            case HandleKind.TypeDefinition: Types.Add((TypeDefinitionHandle)entity); break;
            case HandleKind.TypeSpecification: AddConstructed((TypeSpecificationHandle)entity); break;
            case HandleKind.MethodDefinition: AddMethod((MethodDefinitionHandle)entity); break;
            case HandleKind.FieldDefinition: AddField((FieldDefinitionHandle)entity); break;
            case HandleKind.MemberReference: AddMember((MemberReferenceHandle)entity); break;
            case HandleKind.MethodSpecification: AddInstance((MethodSpecificationHandle)entity); break;
            case HandleKind.StandaloneSignature: AddStandalone((StandaloneSignatureHandle)entity); break;
        }
    }

    public void AddSignature(FieldDefinition field) => field.DecodeSignature(this, false);

    public void AddSignature(MethodDefinition method) => method.DecodeSignature(this, false);

    public void AddConstraints(GenericParameterHandleCollection parameters)
    {
        foreach (var handle in parameters)
            foreach (var constraint in metadata.GetGenericParameter(handle).GetConstraints())
                Add(metadata.GetGenericParameterConstraint(constraint).Type);
    }

    public void AddAttributes(CustomAttributeHandleCollection attributes)
    {
        foreach (var handle in attributes)
        {
            var attribute = metadata.GetCustomAttribute(handle);
            Add(attribute.Constructor);
            var value = attribute.DecodeValue(this);
            foreach (var argument in value.FixedArguments)
                AddArgument(argument.Type, argument.Value);
            foreach (var argument in value.NamedArguments)
                AddArgument(argument.Type, argument.Value);
        }
    }

    private void AddConstructed(TypeSpecificationHandle handle) => metadata.GetTypeSpecification(handle).DecodeSignature(this, false);

    private void AddMethod(MethodDefinitionHandle handle)
    {
        var method = metadata.GetMethodDefinition(handle);
        Types.Add(method.GetDeclaringType());
        AddSignature(method);
    }

    private void AddField(FieldDefinitionHandle handle)
    {
        var field = metadata.GetFieldDefinition(handle);
        Types.Add(field.GetDeclaringType());
        AddSignature(field);
    }

    private void AddMember(MemberReferenceHandle handle)
    {
        var member = metadata.GetMemberReference(handle);
        Add(member.Parent);
        if (member.GetKind() == MemberReferenceKind.Method)
            member.DecodeMethodSignature(this, false);
        else
            member.DecodeFieldSignature(this, false);
    }

    private void AddInstance(MethodSpecificationHandle handle)
    {
        var instance = metadata.GetMethodSpecification(handle);
        Add(instance.Method);
        instance.DecodeSignature(this, false);
    }

    private void AddStandalone(StandaloneSignatureHandle handle)
    {
        var signature = metadata.GetStandaloneSignature(handle);
        if (signature.GetKind() == StandaloneSignatureKind.LocalVariables)
            signature.DecodeLocalSignature(this, false);
        else
            signature.DecodeMethodSignature(this, false);
    }

    /// <summary>A type as an argument is a text: its name, with those of its own arguments in brackets.</summary>
    private void AddArgument(string type, object? value)
    {
        AddNamed(type);
        if (value is string text && type == TypeOfType)
            AddNamed(text);
        else if (value is ImmutableArray<CustomAttributeTypedArgument<string>> elements)
            foreach (var element in elements)
                AddArgument(element.Type, element.Value);
    }

    private void AddNamed(string name)
    {
        foreach (var part in name.Split(NamePunctuation, StringSplitOptions.RemoveEmptyEntries))
            if (byName.TryGetValue(part, out var handle))
                Types.Add(handle);
    }

    // What signatures name. Their shape does not matter here, only the types.
    bool ISimpleTypeProvider<bool>.GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) =>
        Types.Add(handle);

    bool ISignatureTypeProvider<bool, bool>.GetTypeFromSpecification(
        MetadataReader reader, bool genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
        reader.GetTypeSpecification(handle).DecodeSignature(this, false);

    bool ISimpleTypeProvider<bool>.GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => false;

    bool ISimpleTypeProvider<bool>.GetPrimitiveType(PrimitiveTypeCode typeCode) => false;

    bool ISZArrayTypeProvider<bool>.GetSZArrayType(bool elementType) => false;

    bool IConstructedTypeProvider<bool>.GetGenericInstantiation(bool genericType, ImmutableArray<bool> typeArguments) => false;

    bool IConstructedTypeProvider<bool>.GetArrayType(bool elementType, ArrayShape shape) => false;

    bool IConstructedTypeProvider<bool>.GetByReferenceType(bool elementType) => false;

    bool IConstructedTypeProvider<bool>.GetPointerType(bool elementType) => false;

    bool ISignatureTypeProvider<bool, bool>.GetFunctionPointerType(MethodSignature<bool> signature) => false;

    bool ISignatureTypeProvider<bool, bool>.GetGenericMethodParameter(bool genericContext, int index) => false;

    bool ISignatureTypeProvider<bool, bool>.GetGenericTypeParameter(bool genericContext, int index) => false;

    bool ISignatureTypeProvider<bool, bool>.GetModifiedType(bool modifier, bool unmodifiedType, bool isRequired) => false;

    bool ISignatureTypeProvider<bool, bool>.GetPinnedType(bool elementType) => false;

    // What attributes name.
    private const string TypeOfType = "System.Type";

    string ISimpleTypeProvider<string>.GetPrimitiveType(PrimitiveTypeCode typeCode) => $"{typeCode}";

    string ISimpleTypeProvider<string>.GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind)
    {
        Types.Add(handle);
        return "";
    }

    string ISimpleTypeProvider<string>.GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind)
    {
        var type = reader.GetTypeReference(handle);
        return $"{reader.GetString(type.Namespace)}.{reader.GetString(type.Name)}";
    }

    string ISZArrayTypeProvider<string>.GetSZArrayType(string elementType) => $"{elementType}[]";

    string ICustomAttributeTypeProvider<string>.GetSystemType() => TypeOfType;

    string ICustomAttributeTypeProvider<string>.GetTypeFromSerializedName(string name) => name;

    bool ICustomAttributeTypeProvider<string>.IsSystemType(string type) => type == TypeOfType;

    /// <summary>Enums that attributes take are ints, but for some of the framework's, which are bytes.</summary>
    PrimitiveTypeCode ICustomAttributeTypeProvider<string>.GetUnderlyingEnumType(string type) =>
        Type.GetType(type.Split(',')[0]) is { IsEnum: true } known && known.GetEnumUnderlyingType() == typeof(byte)
            ? PrimitiveTypeCode.Byte
            : PrimitiveTypeCode.Int32;
}
