using Generator.Tests.Harness;
using Graceful.Generators.TypeGraphs;
using Microsoft.CodeAnalysis;

namespace Generator.Tests.TypeGraphs;

public sealed class TypeWalkTests
{
    private static readonly Compilation Program = Compilations.Create("public class A<T> { } public class B<T> { }");

    [Fact]
    public void Each_type_is_visited_once()
    {
        var walk = new TypeWalk();
        var type = Type("A`1");

        Assert.True(walk.Add(type, member: null));
        Assert.False(walk.Add(type, member: null));
        Assert.True(walk.TryTake(out var taken));
        Assert.Equal(type, taken, SymbolEqualityComparer.Default);
        Assert.False(walk.TryTake(out _));
        Assert.Null(walk.Cut);
    }

    [Fact]
    public void It_is_cut_where_a_type_grows_without_end()
    {
        var walk = new TypeWalk();
        walk.Add(Type("A`1").Construct(Program.GetSpecialType(SpecialType.System_Int32)), member: null);
        var steps = 0;
        while (walk.TryTake(out var type))
        {
            steps++;
            walk.Add(Type("A`1").Construct(type), member: null);
        }

        Assert.NotNull(walk.Cut);
        Assert.Equal(TypeWalk.MaxNames - 1, steps);
    }

    [Fact]
    public void It_is_cut_where_there_are_too_many_types()
    {
        var walk = new TypeWalk();
        walk.Add(Program.GetSpecialType(SpecialType.System_Int32), member: null);
        while (walk.TryTake(out var type))
        {
            walk.Add(Type("A`1").Construct(type), member: null);
            walk.Add(Type("B`1").Construct(type), member: null);
        }

        Assert.NotNull(walk.Cut);
        Assert.Equal(TypeWalk.MaxTypes, walk.Types.Count);
    }

    /// <summary>A walk takes as many steps as there are types, and looks at each of their members once.</summary>
    [Fact]
    public void The_work_is_bounded_by_the_limits()
    {
        const int Members = 16;
        var walk = new TypeWalk();
        walk.Add(Program.GetSpecialType(SpecialType.System_Int32), member: null);
        var (steps, members) = (0, 0);
        while (walk.TryTake(out var type))
        {
            steps++;
            for (var member = 0; member < Members; member++)
            {
                members++;
                walk.Add(Type(member % 2 == 0 ? "A`1" : "B`1").Construct(type), member: null);
            }
        }

        Assert.InRange(steps, 2, TypeWalk.MaxTypes);
        Assert.InRange(members, 2, TypeWalk.MaxTypes * Members);
        Assert.InRange(TypeWalk.MaxTypes, 1, 10_000);
    }

    [Theory]
    [InlineData(TypeWalk.MaxNames, false)]
    [InlineData(TypeWalk.MaxNames + 1, true)]
    public void Names_are_counted_in_arrays_and_arguments(int names, bool isTooLarge)
    {
        ITypeSymbol type = Program.GetSpecialType(SpecialType.System_Int32);
        for (var i = 1; i < names; i++)
        {
            type = i % 2 == 0 ? Program.CreateArrayTypeSymbol(type) : Type("A`1").Construct(type);
        }

        Assert.Equal(isTooLarge, TypeWalk.IsTooLarge(type));
    }

    private static INamedTypeSymbol Type(string name) => Program.GetTypeByMetadataName(name)!;
}
