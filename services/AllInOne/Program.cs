using System.CommandLine;
using JobDating.AllInOne;
using JobDating.Platform;

// Nothing of the command line goes on to the web host: it would swallow "--data" as a setting of its own.
var data = new Option<string?>("--data") { Description = "Folder of the embedded databases; default jobdating-data (with --demo: jobdating-demo) where you are.", Recursive = true };
var demo = new Option<bool>("--demo") { Description = "Serve the pages and make the demonstration: the 2023 tour, and one that is still to come." };
var on = new Option<string?>("--on") { Description = "With --demo: the day on which the demonstration begins, such as 2023-10-11, the day after the tour of 2023; default today." };
var dryRun = new Option<bool>("--dry-run") { Description = "Check only; write nothing." };
var asOf = new Option<string?>("--as-of") { Description = "A date such as 2023-11-30; default today." };
var archive = new Argument<string>("archive") { Description = "A folder or a zip." };
var edition = new Argument<string>("edition") { Description = "The edition's code." };
var folder = new Argument<string>("folder") { Description = "Where to write the archive." };

var import = new Command("import", "Takes an edition in.") { archive, dryRun };
import.SetAction((line, ct) => Commands.ImportAsync(line.GetValue(archive)!, line.GetValue(dryRun), line.GetValue(data), ct));
var export = new Command("export", "Writes an edition as an archive.") { edition, folder };
export.SetAction((line, ct) => Commands.ExportAsync(line.GetValue(edition)!, line.GetValue(folder)!, line.GetValue(data), ct));
var bilan = new Command("bilan", "Prints an edition's figures as JSON.") { edition, asOf };
bilan.SetAction((line, ct) => Commands.BilanAsync(line.GetValue(edition)!, line.GetValue(asOf), line.GetValue(data), ct));
var mend = new Option<bool>("--mend") { Description = "Make the figures what the facts say." };
var recount = new Command("recount", "Counts an edition again from its facts and says where the figures differ.") { edition, mend };
recount.SetAction((line, ct) => Commands.RecountAsync(line.GetValue(edition)!, line.GetValue(mend), line.GetValue(data), ct));

var anew = new Option<bool>("--anew") { Description = "Write every copy anew, though its fact has not changed: after an upgrade that keeps more of the facts." };
var sayAgain = new Command("say-again", "Every service says its facts again, so that the others' copies are complete, also from nothing and while all is used.") { anew };
sayAgain.SetAction((line, ct) => Commands.SayAgainAsync(line.GetValue(anew), line.GetValue(data), ct));
var copy = new Argument<string>("file") { Description = "A zip." };
var backup = new Command("backup", "Copies the whole installation into a zip, consistently, also while it is used. The zip is as secret as the installation.") { copy };
backup.SetAction((line, ct) => Commands.BackupAsync(line.GetValue(copy)!, line.GetValue(data), ct));
var erased = new Option<string?>("--erased") { Description = "A list of people erased since, such as keys/erased.txt of the old installation: they are erased again. The list beside the backup is read anyway." };
var restore = new Command("restore", "Puts a backup into an empty data folder; whoever was erased since is erased again.") { copy, erased };
restore.SetAction((line, ct) => Commands.RestoreAsync(line.GetValue(copy)!, line.GetValue(erased), line.GetValue(data), ct));
var to = new Option<string?>("--to") { Description = "The server, as a connection string such as \"Server=sql.example.org;User ID=sa;Password=…\"; default: what JOBDATING_SQLSERVER or JOBDATING_SQLSERVER_FILE says, which keeps the password out of the list of processes." };
var move = new Command("move", "Moves everything from the embedded databases into empty ones on SQL Server, and compares the figures. Nothing may serve the installation meanwhile.") { to };
move.SetAction((line, ct) => Commands.MoveAsync(line.GetValue(to), line.GetValue(data), ct));
var health = new Command("health", "Asks the program that serves here whether it is ready.");
health.SetAction((_, _) => ServiceHost.HealthAsync());

var root = new RootCommand("JobDating: job dating tours, from registration to the count of who was hired. Without a command it serves the pages.") { data, demo, on, import, export, bilan, recount, sayAgain, backup, restore, move, health };
root.SetAction((line, ct) => Commands.ServeAsync(line.GetValue(data), line.GetValue(demo), line.GetValue(on), ct));
return await root.Parse(args).InvokeAsync();
