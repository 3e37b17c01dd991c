using System.CommandLine;
using Visuel.Cli;

// The words of `./run WORD …`. Each one does what the server does, by the same use cases,
// on the same store and settings.
var root = new RootCommand("Visuel from the command line. Without a word, ./run starts the server.")
{
    ComposeCommand.Create(), ResetPasswordCommand.Create(), BackupCommand.Create(), RestoreCommand.Create(),
    MoveCommand.Create(), StripeCommand.Create(),
};
foreach (var command in PromptsCommand.Create())
{
    root.Add(command);
}

var parsed = root.Parse(args);
if (parsed.Errors.Count > 0)
{
    await parsed.InvokeAsync();
    return 2;
}

return await parsed.InvokeAsync();
