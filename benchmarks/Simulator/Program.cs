using System.CommandLine;
using RealtimeDetect.Simulator;

var seed = new Option<int>("--seed") { DefaultValueFactory = _ => 1, Description = "of all traces; of the first tables and the plots where there are several" };
var seeds = new Option<int>("--seeds") { DefaultValueFactory = _ => 1, Description = "how many seeds, from that one on" };
var trace = new Option<string?>("--trace") { Description = "only the traces whose name contains this" };
var results = new Option<string?>("--results") { Description = "folder for the table, the figures as JSON and the plots" };
var check = new Option<bool>("--check") { Description = "exit with 1 where something that is to be shown is missed" };
var root = new RootCommand("Replays seeded traces against the controller and its contenders.") { seed, seeds, trace, results, check };
root.SetAction(parsed =>
    Tournament.Run([.. Enumerable.Range(parsed.GetValue(seed), parsed.GetValue(seeds))], parsed.GetValue(trace), parsed.GetValue(results)) || !parsed.GetValue(check) ? 0 : 1);
return root.Parse(args).Invoke();
