// One type for each way to use another one.
using MicroReg.Architecture.Tests.Samples.Kinds.Used;

namespace MicroReg.Architecture.Tests.Samples.Kinds.Used
{
    public interface IThing;

    public enum Size
    {
        Small = 0,
        Great = 1,
    }

    public class Thing : IThing
    {
        public static readonly object Default = new Thing();

        public static int Count => 1;

        public static bool Is(Size size) => size == Size.Great;
    }

    public sealed class Box<T>(T content)
    {
        public T Content => content;
    }

    public sealed class ThingException : Exception;

    [AttributeUsage(AttributeTargets.All)]
    public sealed class ThingAttribute : Attribute;
}

namespace MicroReg.Architecture.Tests.Samples.Kinds.Users
{
    public class ByBaseType : Thing;

    public class ByInterface : IThing;

    public sealed class ByField
    {
        private Thing? _thing;

        public bool HasChanged(object other) => _thing != (_thing = other as Thing);
    }

    public sealed class ByProperty
    {
        public Thing? Value { get; init; }
    }

    public abstract class ByParameter
    {
        public abstract void Take(Thing thing);
    }

    public abstract class ByTypeArgument
    {
        public abstract IReadOnlyList<Thing[]> All();
    }

    public abstract class ByConstraint<T>
        where T : Thing
    {
        public abstract T Value { get; }
    }

    [Thing]
    public class ByAttribute;

    public abstract class ByTypeInAttribute
    {
        [System.ComponentModel.TypeConverter(typeof(List<Thing>))]
        public abstract int Value { get; }
    }

    public static class ByCall
    {
        public static int Run() => Thing.Count;
    }

    public static class ByCallInLambda
    {
        public static IEnumerable<int> Run(IEnumerable<int> numbers) => numbers.Select(number => number + Thing.Count);
    }

    public static class ByCallInAsyncMethod
    {
        public static async Task<int> RunAsync()
        {
            await Task.Yield();
            return Thing.Count;
        }
    }

    public static class ByCallOfGenericType
    {
        public static int Run() => new Box<int>(1).Content;
    }

    public static class ByTypeArgumentOfCall
    {
        public static object Run() => Enumerable.Empty<Thing>();
    }

    public static class ByCreation
    {
        public static object Run() => new Thing();
    }

    public static class ByStaticField
    {
        public static object Run() => Thing.Default;
    }

    public static class ByCast
    {
        public static bool Run(object value) => value is Thing;
    }

    public static class ByTypeOf
    {
        public static Type Run() => typeof(Thing);
    }

    public static class ByCatch
    {
        public static bool Run(Action action)
        {
            try
            {
                action();
                return true;
            }
            catch (ThingException)
            {
                return false;
            }
        }
    }

    public static class ByEnumArgument
    {
        public static bool Run() => Thing.Is(Size.Great);
    }

    public static class ByNestedType
    {
        public static class Inner
        {
            public static int Run() => Thing.Count;
        }
    }
}
