// A made-up circle that is visible in the bodies of methods alone.
namespace MicroReg.Architecture.Tests.Samples.Circle.Hen
{
    internal static class Layer
    {
        public static int Count(int depth) => depth == 0 ? 0 : Egg.Shell.Count(depth - 1);
    }
}

namespace MicroReg.Architecture.Tests.Samples.Circle.Egg
{
    internal static class Shell
    {
        public static int Count(int depth) => depth == 0 ? 0 : Chick.Beak.Count(depth - 1);
    }
}

namespace MicroReg.Architecture.Tests.Samples.Circle.Chick
{
    internal static class Beak
    {
        public static int Count(int depth) => depth == 0 ? 0 : Hen.Layer.Count(depth - 1);
    }
}
