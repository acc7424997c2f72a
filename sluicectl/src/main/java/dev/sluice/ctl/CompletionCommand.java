package dev.sluice.ctl;

import static java.util.Objects.requireNonNull;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command that prints a script with which a shell completes commands and options. */
@Command(
    name = "completion",
    description = {
      "Prints a script for the completion of commands and options in bash and zsh.",
      "Use it with: source <(sluicectl completion)"
    },
    mixinStandardHelpOptions = true)
public final class CompletionCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--name",
      defaultValue = "sluicectl",
      description = "The name of the command in your shell (default: ${DEFAULT-VALUE}).")
  private String name = "";

  @Override
  public Integer call() {
    CommandSpec own = requireNonNull(spec);
    PrintWriter out = own.commandLine().getOut();
    out.print(AutoComplete.bash(name, own.root().commandLine()));
    out.flush();
    return 0;
  }
}
