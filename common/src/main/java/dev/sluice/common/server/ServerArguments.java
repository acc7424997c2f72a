package dev.sluice.common.server;

import java.nio.file.Path;
import java.util.Optional;

/** The command line of a server. */
sealed interface ServerArguments {
  /** A command to run, optionally with a configuration file. */
  record RunServer(Optional<Path> config) implements ServerArguments {}

  /** A command to print the usage. */
  record Help() implements ServerArguments {}

  /** A command to print the version. */
  record Version() implements ServerArguments {}

  /** An invalid command line. */
  record Invalid(String message) implements ServerArguments {}

  static ServerArguments parse(String[] args) {
    Optional<Path> config = Optional.empty();
    for (int i = 0; i < args.length; i++) {
      String arg = args[i];
      if (arg.equals("--help") || arg.equals("-h")) {
        return new Help();
      } else if (arg.equals("--version")) {
        return new Version();
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
    return new RunServer(config);
  }

  static String usage(String name) {
    return """
    usage: %1$s [--config FILE] [--help] [--version]

    --config FILE  the configuration; default config/%1$s.yaml if it exists
    Every key can also be set by the environment, which wins: grpc.address is
    SLUICE_GRPC_ADDRESS. Exit code: 0 stopped, 1 failed while running, 2 bad
    configuration or arguments, 3 something needed is absent.
    """
        .formatted(name);
  }
}
