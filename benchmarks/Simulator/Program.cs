using System.CommandLine;
using RealtimeDetect.Simulator;

var seed = new Option<int>("--seed") { DefaultValueFactory = _ => 1, Description = "of all traces" };
var trace = new Option<string?>("--trace") { Description = "only the traces whose name contains this" };
var results = new Option<string?>("--results") { Description = "folder for the table, the figures as JSON and the plots" };
var root = new RootCommand("Replays seeded traces against the controller and its contenders.") { seed, trace, results };
root.SetAction(parsed => Tournament.Run(parsed.GetValue(seed), parsed.GetValue(trace), parsed.GetValue(results)));
return root.Parse(args).Invoke();
