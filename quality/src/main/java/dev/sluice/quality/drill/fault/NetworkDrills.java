package dev.sluice.quality.drill.fault;

import dev.sluice.e2e.process.ManagedProcess;
import dev.sluice.e2e.process.ServerKind;
import dev.sluice.e2e.stack.StackPort;
import dev.sluice.quality.drill.load.DrillCaller;
import dev.sluice.quality.drill.load.SentRequest;
import dev.sluice.quality.drill.stack.FaultProxy;
import java.time.Duration;

/** The faults of connections: slow, cut, silent, refused, and with wrong content. */
final class NetworkDrills {
  private static final int CUTS = 12;
  private static final double BETWEEN_CUTS = 0.25;
  private static final int ABANDONED = 40;

  private NetworkDrills() {}

  /** Returns a fault that delays each piece of the answers of a port. */
  static DrillFault slow(StackPort port, Duration delay, String outcome) {
    return drill -> {
      FaultProxy proxy = drill.stack().proxy(port);
      proxy.delay(delay);
      drill.awaitOutcome(outcome);
      drill.hold(3);
      proxy.delay(Duration.ZERO);
      drill.ended();
    };
  }

  /** Returns a fault that resets all connections to a port, several times. */
  static DrillFault cut(StackPort port) {
    return drill -> {
      for (int i = 0; i < CUTS; i++) {
        drill.stack().proxy(port).cut();
        drill.hold(BETWEEN_CUTS);
      }
      drill.ended();
    };
  }

  /** Returns a fault in which a port is silent, without an end of its connections. */
  static DrillFault freeze(StackPort port, String outcome) {
    return drill -> {
      FaultProxy proxy = drill.stack().proxy(port);
      proxy.freeze(true);
      drill.awaitOutcome(outcome);
      drill.hold(3);
      proxy.freeze(false);
      drill.ended();
    };
  }

  /** Returns a fault in which a port refuses every connection, and has none. */
  static DrillFault refuse(StackPort port, String outcome) {
    return drill -> {
      FaultProxy proxy = drill.stack().proxy(port);
      proxy.refuse(true);
      proxy.cut();
      drill.awaitOutcome(outcome);
      drill.hold(3);
      proxy.refuse(false);
      drill.ended();
    };
  }

  /** Delays the answers of the upstream. */
  static void slowUpstream(FaultContext drill) {
    drill.upstream().pauseBeforeAnswers(Duration.ofSeconds(2));
    drill.hold(3);
    drill.upstream().pauseBeforeAnswers(Duration.ZERO);
    drill.ended();
  }

  /** Cuts the answers of the upstream in the middle of bodies and events. */
  static void cutUpstream(FaultContext drill) {
    drill.upstream().cutAnswers(true);
    drill.awaitOutcome(SentRequest.CUT);
    drill.hold(3);
    drill.upstream().cutAnswers(false);
    drill.ended();
  }

  /** Lets clients close their connections in the middle of streams. */
  static void cutClients(FaultContext drill) {
    for (int i = 0; i < ABANDONED; i++) {
      drill.load().abandon(DrillCaller.STREAM, drill.gateway());
    }
    drill.ended();
  }

  /** Returns a fault of the key server of the issuer, at a start of extauthz-server. */
  static DrillFault keyServer(KeyServerFault fault) {
    return drill -> {
      FaultProxy keys = drill.stack().proxy(StackPort.ISSUER);
      switch (fault) {
        case AWAY -> keys.refuse(true);
        case SLOW -> keys.delay(Duration.ofSeconds(4));
        case GARBAGE -> keys.answerGarbage(true);
      }
      ManagedProcess server = drill.server(ServerKind.EXTAUTHZ);
      server.kill();
      server.start();
      drill.awaitOutcome("503 AUTHZ_UNAVAILABLE");
      drill.hold(3);
      keys.heal();
      drill.ended();
    };
  }

  /** A fault of the server of public keys. */
  enum KeyServerFault {
    AWAY,
    SLOW,
    GARBAGE
  }
}
