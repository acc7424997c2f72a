package dev.sluice.quality.drill.fault;

import dev.sluice.e2e.process.ManagedProcess;
import dev.sluice.e2e.process.ServerKind;
import dev.sluice.quality.drill.stack.PolicyFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The faults of files that people and programs write: policies and configurations. */
final class FileDrills {
  private static final double[] SHARES = {0.02, 0.25, 0.5, 0.75, 0.98};

  /** Longer than the interval at which servers read changed files. */
  private static final double RELOAD = 1.3;

  private static final String ACTION = "\n    action:";

  private FileDrills() {}

  /** Returns a fault that cuts a policy file at several offsets. */
  static DrillFault truncate(String name) {
    return drill -> {
      PolicyFiles files = drill.stack().policies();
      for (double share : SHARES) {
        files.truncate(name, share);
        drill.hold(RELOAD);
      }
      // What is left after a whole paragraph is valid, and permits more.
      String text = files.original(name);
      files.write(name, text.substring(0, text.indexOf("\n\n", text.indexOf("  - "))));
      drill.hold(RELOAD);
      files.restore();
      drill.ended();
    };
  }

  /** Returns a fault that makes a policy file empty, then wrong, then a folder, and removes it. */
  static DrillFault replace(String name) {
    return drill -> {
      PolicyFiles files = drill.stack().policies();
      files.write(name, "");
      drill.hold(RELOAD);
      files.write(name, "\0\u0001 not: [a policy");
      drill.hold(RELOAD);
      files.replaceByFolder(name);
      drill.hold(RELOAD);
      files.remove(name);
      drill.hold(RELOAD);
      files.restore();
      drill.ended();
    };
  }

  /** Returns a fault that writes a policy file in two parts, with a time between them. */
  static DrillFault writeInParts(String name) {
    return drill -> {
      PolicyFiles files = drill.stack().policies();
      String text = files.original(name);
      for (double share : SHARES) {
        int middle = (int) (text.length() * share);
        files.truncate(name, share);
        drill.hold(RELOAD);
        append(files.file(name), text.substring(middle));
        drill.hold(RELOAD / 2);
      }
      drill.ended();
    };
  }

  /** Starts extauthz-server with half a policy file; it must not start. */
  static void startWithHalfPolicy(FaultContext drill) {
    ManagedProcess server = drill.server(ServerKind.EXTAUTHZ);
    server.kill();
    drill.stack().policies().truncate(PolicyFiles.AUTHZ, SHARES[2]);
    server.start();
    drill.require(
        server.awaitExit(FaultContext.LIMIT) != 0, "extauthz-server started with half a policy");
    drill.awaitOutcome("503 AUTHZ_UNAVAILABLE");
    drill.stack().policies().restore();
    server.start();
    drill.ended();
    server.awaitReady();
  }

  /** Starts extproc-dlp-server with rules that end in the middle of one; it must not start. */
  static void startWithHalfRules(FaultContext drill) {
    ManagedProcess server = drill.server(ServerKind.EXTPROC);
    server.kill();
    PolicyFiles files = drill.stack().policies();
    String text = files.original(PolicyFiles.DLP);
    int middle = text.indexOf(ACTION, text.length() / 2);
    files.write(PolicyFiles.DLP, text.substring(0, middle + ACTION.length()));
    server.start();
    drill.require(
        server.awaitExit(FaultContext.LIMIT) != 0,
        "extproc-dlp-server started with half its rules");
    drill.awaitOutcome("503 DLP_UNAVAILABLE");
    files.restore();
    server.start();
    drill.ended();
    server.awaitReady();
  }

  /** Starts both policy servers with half a configuration file; they must not start. */
  static void startWithHalfConfig(FaultContext drill) throws IOException {
    for (ServerKind kind : ProcessDrills.policyServers()) {
      ManagedProcess server = drill.server(kind);
      Path config = drill.stack().config(kind.module());
      String text = Files.readString(config);
      server.kill();
      // In the middle of a line, as a write that did not end leaves it.
      Files.writeString(config, text.substring(0, text.indexOf("address") + 4));
      server.start();
      int code = server.awaitExit(FaultContext.LIMIT);
      Files.writeString(config, text);
      drill.require(code != 0, server.name() + " started with half a configuration");
      server.start();
      server.awaitReady();
    }
    drill.ended();
  }

  private static void append(Path file, String text) throws IOException {
    Files.writeString(file, text, StandardOpenOption.APPEND);
  }
}
