package dev.sluice.common.server;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The command line of a server. */
sealed interface ServerArguments {
  /** A command to run, optionally with a configuration file. */
  record RunServer(Optional<Path> config) implements ServerArguments {}

  /** A command that reports on standard output and ends. */
  sealed interface ReportCommand extends ServerArguments {}

  /** A command to check the configuration and what the server needs. */
  record CheckServer(Optional<Path> config) implements ReportCommand {}

  /** A command to print the effective configuration. */
  record PrintConfig(Optional<Path> config) implements ReportCommand {}

  /** A command to print the usage. */
  record Help() implements ServerArguments {}

  /** A command to print the version. */
  record Version() implements ServerArguments {}

  /** An invalid command line. */
  record Invalid(String message) implements ServerArguments {}

  static ServerArguments parse(String[] args) {
    Optional<Path> config = Optional.empty();
    Set<String> commands = new TreeSet<>();
    for (int i = 0; i < args.length; i++) {
      String arg = args[i];
      if (arg.equals("--help") || arg.equals("-h")) {
        return new Help();
      } else if (arg.equals("--version")) {
        return new Version();
      } else if (arg.equals("--check") || arg.equals("--print-config")) {
        commands.add(arg);
      } else if (arg.startsWith("--config=")) {
        config = Optional.of(Path.of(arg.substring("--config=".length())));
      } else if (arg.equals("--config")) {
        if (++i == args.length) {
          return new Invalid("--config needs a file");
        }
        config = Optional.of(Path.of(args[i]));
      } else {
        return new Invalid("unknown argument '" + arg + "'");
      }
    }
    if (commands.size() > 1) {
      return new Invalid(String.join(" excludes ", commands));
    }
    return commands.contains("--check")
        ? new CheckServer(config)
        : commands.isEmpty() ? new RunServer(config) : new PrintConfig(config);
  }

  static String usage(String name) {
    return """
    usage: %1$s [--config FILE] [--check | --print-config | --help | --version]

    Without an option, the server runs until a signal stops it.

    --config FILE   the configuration; default config/%1$s.yaml if it exists
    --check         checks the configuration, policies, certificates, folders, and
                    every address that the server calls; opens no port, changes nothing
    --print-config  prints the effective configuration as YAML, without secrets, and
                    where each value is set
    Every key can also be set by the environment, which wins: grpc.address is
    SLUICE_GRPC_ADDRESS. Exit code: 0 stopped, or all is well, 1 failed, 2 bad
    configuration or arguments, 3 something needed is absent.
    """
        .formatted(name);
  }
}
