using System.Reflection;
using MicroReg.Architecture.Tests.Reading;

namespace MicroReg.Architecture.Tests;

public sealed class NamespaceGraphTests
{
    private const string Samples = "MicroReg.Architecture.Tests.Samples";

    private static readonly IReadOnlyList<TypeUse> Uses = TypeUses.In(typeof(NamespaceGraphTests).Assembly);

    [Fact]
    public void A_circle_through_three_namespaces_is_found_with_the_types_to_blame()
    {
        var graph = GraphOf("Circle");
        var circle = graph.FindCircle();
        Assert.Equal([$"{Samples}.Circle.Chick", $"{Samples}.Circle.Hen", $"{Samples}.Circle.Egg", $"{Samples}.Circle.Chick"], circle);
        var text = graph.Describe(circle);
        Assert.Contains($"{Samples}.Circle.Hen.Layer uses {Samples}.Circle.Egg.Shell", text, StringComparison.Ordinal);
        Assert.Contains($"{Samples}.Circle.Egg.Shell uses {Samples}.Circle.Chick.Beak", text, StringComparison.Ordinal);
        Assert.Contains($"{Samples}.Circle.Chick.Beak uses {Samples}.Circle.Hen.Layer", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_circle_none_is_found()
    {
        var graph = GraphOf("Kinds");
        Assert.Equal([$"{Samples}.Kinds.Used", $"{Samples}.Kinds.Users"], graph.Parts.Order());
        Assert.Empty(graph.FindCircle());
    }

    [Fact]
    public void Parts_that_contain_a_circle_of_namespaces_contain_none_themselves() =>
        Assert.Empty(new NamespaceGraph(UsesOf("Circle"), _ => "all").Parts);

    [Fact]
    public void A_use_against_the_order_is_told_and_one_along_it_is_not()
    {
        var graph = GraphOf("Kinds");
        Assert.Empty(graph.Against([$"{Samples}.Kinds.Used", $"{Samples}.Kinds.Users"]));
        var told = Assert.Single(graph.Against([$"{Samples}.Kinds.Users", $"{Samples}.Kinds.Used"]));
        Assert.StartsWith($"{Samples}.Kinds.Users -> {Samples}.Kinds.Used", told, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ByBaseType")]
    [InlineData("ByInterface")]
    [InlineData("ByField")]
    [InlineData("ByProperty")]
    [InlineData("ByParameter")]
    [InlineData("ByTypeArgument")]
    [InlineData("ByConstraint")]
    [InlineData("ByAttribute")]
    [InlineData("ByTypeInAttribute")]
    [InlineData("ByCall")]
    [InlineData("ByCallInLambda")]
    [InlineData("ByCallInAsyncMethod")]
    [InlineData("ByCallOfGenericType")]
    [InlineData("ByTypeArgumentOfCall")]
    [InlineData("ByCreation")]
    [InlineData("ByStaticField")]
    [InlineData("ByCast")]
    [InlineData("ByTypeOf")]
    [InlineData("ByCatch")]
    [InlineData("ByEnumArgument")]
    [InlineData("ByNestedType")]
    public void A_use_is_seen_wherever_it_is(string user) =>
        Assert.Contains(UsesOf("Kinds"), use => use.User.Namespace == $"{Samples}.Kinds.Users" && use.User.Name.Split('`')[0] == user);

    [Fact]
    public void A_value_that_is_given_to_a_method_brings_its_type_with_it() =>
        Assert.Contains(new TypeUse(new($"{Samples}.Kinds.Users", "ByEnumArgument"), new($"{Samples}.Kinds.Used", "Size")), Uses);

    [Fact]
    public void Every_kind_of_use_is_asked_for()
    {
        var users = typeof(NamespaceGraphTests).Assembly.GetTypes()
            .Where(type => type is { Namespace: $"{Samples}.Kinds.Users", IsNested: false }).Select(type => type.Name.Split('`')[0]);
        var asked = typeof(NamespaceGraphTests).GetMethod(nameof(A_use_is_seen_wherever_it_is))!
            .GetCustomAttributesData().Where(data => data.AttributeType == typeof(InlineDataAttribute))
            .Select(data => (IReadOnlyList<CustomAttributeTypedArgument>)data.ConstructorArguments[0].Value!)
            .Select(arguments => (string)arguments[0].Value!);
        Assert.Equal(users.Order(), asked.Order());
    }

    private static NamespaceGraph GraphOf(string sample) => new(UsesOf(sample));

    private static IEnumerable<TypeUse> UsesOf(string sample) =>
        Uses.Where(use => use.User.Namespace.StartsWith($"{Samples}.{sample}.", StringComparison.Ordinal)
            && use.Used.Namespace.StartsWith($"{Samples}.{sample}.", StringComparison.Ordinal));
}
