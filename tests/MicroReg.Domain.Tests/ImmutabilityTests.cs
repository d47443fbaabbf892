using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;
using System.Xml.Linq;
using MicroReg.Domain.Records;

namespace MicroReg.Domain.Tests;

public sealed class ImmutabilityTests
{
    private static readonly Type[] Types =
    [
        .. typeof(ServiceRecord).Assembly.GetTypes().Where(type =>
            type.Namespace is "MicroReg.Domain.Records" or "MicroReg.Domain.Rules"
            && !type.IsEnum
            && type.GetCustomAttribute<CompilerGeneratedAttribute>() is null
            && !type.IsAssignableTo(typeof(JsonConverter))
            && !type.IsAssignableTo(typeof(JsonSerializerContext))),
    ];

    [Fact]
    public void Records_and_rules_have_only_read_only_or_init_only_members()
    {
        Assert.True(Types.Length > 20);
        const BindingFlags all =
            BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        Assert.Empty(Types.SelectMany(type => type.GetFields(all))
            .Where(field => !field.IsInitOnly && !field.IsLiteral && !field.Name.Contains('<', StringComparison.Ordinal)).Select(Name));
        Assert.Empty(Types.SelectMany(type => type.GetProperties(all)).Where(HasSetter).Select(Name));
    }

    [Fact]
    public void Records_and_rules_show_only_immutable_collections() =>
        Assert.Empty(Types.SelectMany(type => type.GetProperties()).Where(property => IsMutableCollection(property.PropertyType))
            .Select(Name));

    [Fact]
    public void The_domain_refers_to_no_package()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "MicroReg.Actors.sln")))
            directory = directory.Parent;
        var project = XDocument.Load(Path.Combine(directory!.FullName, "src", "MicroReg.Domain", "MicroReg.Domain.csproj"));
        Assert.DoesNotContain(
            project.Descendants(), element => element.Name.LocalName is "PackageReference" or "ProjectReference" or "FrameworkReference");
    }

    private static bool HasSetter(PropertyInfo property) =>
        property.SetMethod is { } setter && !setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));

    private static bool IsMutableCollection(Type type) =>
        type != typeof(string)
        && type.IsAssignableTo(typeof(IEnumerable))
        && type != typeof(Metadata)
        && type.Namespace != typeof(ImmutableArray).Namespace;

    private static string Name(MemberInfo member) => $"{member.DeclaringType!.Name}.{member.Name}";
}
