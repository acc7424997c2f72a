package dev.sluice.ctl.manage;

import static java.util.Objects.requireNonNull;

import dev.sluice.ctl.context.ContextFile;
import dev.sluice.ctl.context.ContextList;
import dev.sluice.ctl.context.ServerContext;
import java.io.PrintWriter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The commands for contexts. */
@Command(
    name = "context",
    description = {
      "Manages contexts: a server, a tenant and a source of tokens under a name.",
      "The file is ~/.config/sluice/contexts.yaml, or the one that SLUICE_CONFIG names."
    },
    mixinStandardHelpOptions = true,
    subcommands = ContextSetCommand.class)
public final class ContextCommandGroup {
  @Spec private @Nullable CommandSpec spec;

  @Command(name = "use", description = "Makes a context the current one.")
  int use(@Parameters(paramLabel = "NAME", description = "A context.") String name) {
    ContextFile file = file();
    file.write(file.read().using(name));
    return 0;
  }

  @Command(name = "list", description = "Lists contexts; a star marks the current one.")
  int list(
      @Option(
              names = {"-o", "--output"},
              description = "name: only names.")
          @Nullable String format) {
    ContextList list = file().read();
    PrintWriter out = requireNonNull(spec).commandLine().getOut();
    for (ServerContext context : list.contexts()) {
      if ("name".equals(format)) {
        out.println(context.name());
      } else {
        boolean current = list.current().equals(Optional.of(context.name()));
        out.println(
            "%s %s  %s  %s  %s"
                .formatted(
                    current ? "*" : " ",
                    context.name(),
                    context.server().orElse("-"),
                    context.tenant().orElse("-"),
                    context.portal().orElse("provider")));
      }
    }
    out.flush();
    return 0;
  }

  @Command(name = "delete", description = "Deletes a context.")
  int delete(@Parameters(paramLabel = "NAME", description = "A context.") String name) {
    ContextFile file = file();
    file.write(file.read().without(name));
    return 0;
  }

  static ContextFile file() {
    return ContextFile.of(System.getenv(), System.getProperty("user.home", ""));
  }
}
