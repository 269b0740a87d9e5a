using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using RealtimeDetect.Micro;
using RealtimeDetect.Micro.Ratios;

// Ratios within one run: what BenchmarkDotNet, which times one thing after the other, cannot give on an unquiet machine.
if (args is ["detector-ratios", string model])
{
    DetectorRatios.Run(model);
    return;
}
if (args is ["splice-ratios", ..])
{
    SpliceRatios.Run(args.Length > 1 ? args[1] : "");
    return;
}

// In this process: else BenchmarkDotNet generates and builds a project of its own, outside the rules of this repository.
IConfig config = DefaultConfig.Instance.AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance));
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, config);
